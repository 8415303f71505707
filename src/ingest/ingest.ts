/** A data folder → typed records, the fate of every row, and findings. The only part that reads `data/`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATASET_IDS, datasetOf, type DatasetId, type Records } from '../datasets/index.ts';
import type { IsoDate } from '../domain/date.ts';
import { CAUSES, mustStop, type Cause, type Finding, type Remark } from '../domain/finding.ts';
import { byCodeUnits, compact } from '../domain/text.ts';
import { IGNORED_DATA } from './ignored.ts';
import { IngestMemory, type ReadFile } from './memory.ts';
import { publishRows, type PublishedRows } from './published-rows.ts';
import { fileFinding, type Fate } from './read-dataset.ts';
import { RelationChecks } from './relation-checks.ts';
import { checkRelations, type RowsByDataset } from './relations.ts';
import { readSiteInfo, SITE_FILE, type SiteInfo } from './site-info.ts';
import { RowTable } from './stored-rows.ts';

export interface Counts {
  read: number;
  published: number;
  withheld: number;
  rejected: number;
}

export interface Ingested {
  asOf: IsoDate;
  site: SiteInfo;
  counts: Record<DatasetId, Counts>;
  findings: Finding[];
  /** Whether nothing may be published. */
  stopped: boolean;
  /** Publishable records by dataset, ordered by their key; each dataset is decoded when it is asked for. */
  records: Records;
  /** The same, row by row. */
  published: PublishedRows;
  /** Records without fault that may not be told now, or not yet: for what is said about them to be held back too. */
  withheld: Partial<Records>;
  /** What could be read of the rows that were set aside, decoded when it is asked for: to know them by, never to be shown. */
  rejected: RejectedRecords;
  /** How many rows about an organisation were set aside, by its code: its page says so. */
  setAside: ReadonlyMap<string, number>;
}

export type RejectedRecords = Readonly<Record<DatasetId, readonly Readonly<Record<string, unknown>>[]>>;

export interface IngestOptions {
  asOf: IsoDate;
  /** What earlier runs read; it is for the caller to keep what this run reads. */
  memory?: IngestMemory;
  /** Told how many files are read. */
  onProgress?: (done: number, total: number) => void;
}

/** Reads and checks a whole data folder. Never throws for what is in it; a missing folder is a finding. */
export function ingest(
  folder: string,
  { asOf, memory = new IngestMemory(undefined, ''), onProgress = () => {} }: IngestOptions,
): Ingested {
  const findings: Finding[] = [];
  const files = Object.fromEntries(DATASET_IDS.map((id) => [id, []])) as unknown as Record<DatasetId, ReadFile[]>;
  const { files: listed, siteFile } = listFiles(folder, findings);
  for (const [done, { dataset, path }] of listed.entries()) {
    onProgress(done, listed.length);
    const bytes = readBytes(join(folder, path));
    if (bytes instanceof Error) {
      findings.push(fileFinding(dataset, path, cannotOpen('这个文件', bytes)));
      continue;
    }
    const read = memory.read(dataset, path, bytes, asOf);
    files[dataset].push(read);
    for (const finding of read.findings) findings.push(finding);
  }
  if (!listed.some((file) => file.dataset === 'organisations')) {
    findings.push(
      fileFinding('organisations', 'organisations.csv', {
        code: 'missing-dataset',
        message: '没有「社会组织登记」数据，其他数据无从对应',
        suggestion: '请把登记数据存为 organisations.csv 或 社会组织登记.csv',
      }),
    );
  }
  const { site, findings: siteFindings } = readSiteInfo(
    siteFile && (siteFile.kind === 'file' ? readBytes(join(folder, siteFile.path)) : new Error('It is no file.')),
  );
  findings.push(...siteFindings);

  const tables = Object.fromEntries(
    DATASET_IDS.map((id) => [id, new RowTable(files[id], datasetOf(id))]),
  ) as unknown as Tables;
  const rows = byDataset((id) => tables[id].all) as RowsByDataset;
  const checks = new RelationChecks(tables, (id) => files[id].map((file) => file.inputs).join(), memory.checks);
  const all = checkRelations(rows, findings, asOf, checks).toSorted(compareFindings);
  const counts = Object.fromEntries(DATASET_IDS.map((id) => [id, count(tables[id])])) as Record<DatasetId, Counts>;
  const stopped = mustStop(all);
  const published = publishRows(files, tables, memory, asOf);
  const withheld = Object.fromEntries(
    DATASET_IDS.map((id) => [id, recordsOf(tables[id], 'withheld')]),
  ) as Partial<Records>;
  const rejected = byDataset((id) => recordsOf(tables[id], 'rejected')) as RejectedRecords;
  const setAside = setAsideByCode(tables);
  // Pages decode what they show; those of organisations are theirs already.
  for (const id of DATASET_IDS) if (id !== 'organisations') tables[id].forget();
  memory.checks = checks.remembered;
  return {
    asOf,
    site,
    counts,
    findings: all,
    stopped,
    records: published.records,
    published,
    withheld,
    rejected,
    setAside,
  };
}

/** The counts of every dataset hold: every row read is published, withheld or rejected. */
export function countsAddUp(counts: Readonly<Record<DatasetId, Counts>>): boolean {
  return Object.values(counts).every(
    ({ read, published, withheld, rejected }) => read === published + withheld + rejected,
  );
}

interface DataFile {
  dataset: DatasetId;
  path: string;
}

const DELIMITED = /\.(csv|tsv|txt)$/i;
const WORKBOOK = /\.(xlsx?|xlsm|et|ods|numbers|wps|docx?)$/i;

/** The data files of a folder with their sizes in bytes. */
export function dataFiles(folder: string): (DataFile & { size: number })[] {
  return listFiles(folder, []).files.map((file) => ({ ...file, size: sizeOf(join(folder, file.path)) }));
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** How file names are compared with those of datasets: width, case and blanks make no difference. */
function nameOfData(name: string): string {
  return compact(name).toLowerCase();
}

/** Data files by dataset, in code-unit order; others are reported and passed over. */
function listFiles(folder: string, findings: Finding[]): { files: DataFile[]; siteFile: Entry | undefined } {
  const datasetByName = new Map(
    DATASET_IDS.flatMap((id) => [[id, id] as const, [nameOfData(datasetOf(id).title), id] as const]),
  );
  const files: DataFile[] = [];
  let siteFile: Entry | undefined;
  for (const entry of entriesOf(folder, '', findings)) {
    const dataset = datasetByName.get(nameOfData(entry.path.replace(/\.[^.]+$/, '')));
    const inside = entry.kind === 'folder' ? datasetByName.get(nameOfData(entry.path)) : undefined;
    if (nameOfData(entry.path) === SITE_FILE) siteFile = entry;
    else if (inside !== undefined) {
      for (const file of entriesOf(folder, entry.path, findings)) takeFile(inside, file);
    } else if (entry.kind !== 'folder' && dataset !== undefined) takeFile(dataset, entry);
    else findings.push(passedOver(entry));
  }
  return { files, siteFile };

  function takeFile(dataset: DatasetId, entry: Entry): void {
    const { path, kind } = entry;
    if (kind === 'folder') findings.push(passedOver(entry));
    else if (WORKBOOK.test(path)) findings.push(fileFinding(dataset, path, WORKBOOK_REMARK));
    else if (!DELIMITED.test(path)) findings.push(passedOver(entry));
    else if (kind === 'file') files.push({ dataset, path });
    else findings.push(fileFinding(dataset, path, cannotOpen('这个文件', undefined)));
  }
}

interface Entry {
  /** Below the data folder. */
  path: string;
  /** `other` for links that lead nowhere, pipes and the like. */
  kind: 'file' | 'folder' | 'other';
}

function entriesOf(root: string, below: string, findings: Finding[]): Entry[] {
  try {
    return readdirSync(join(root, below))
      .filter((name) => !IGNORED_DATA.test(name))
      .toSorted(byCodeUnits)
      .map((name) => (below === '' ? name : `${below}/${name}`))
      .map((path) => ({ path, kind: kindOf(join(root, path)) }));
  } catch (error) {
    const what = below === '' ? `数据文件夹「${root}」` : `文件夹「${below}」`;
    findings.push(fileFinding('', below, cannotOpen(what, error)));
    return [];
  }
}

function kindOf(path: string): Entry['kind'] {
  try {
    const found = statSync(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}

const WORKBOOK_REMARK = {
  code: 'not-a-csv',
  message: '这是工作簿或文档，本站只读 CSV',
  suggestion: '请用表格软件打开，另存为「CSV UTF-8（逗号分隔）」，并把原文件移出数据文件夹',
} as const;

const OPEN_FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['不存在', '请核对名称；数据文件夹用 --data 指定'],
  ENOTDIR: ['不是文件夹', '请用 --data 指定放数据文件的文件夹'],
  EACCES: ['没有读取的权限', '请修改它的权限，或换一个账号运行'],
  EPERM: ['没有读取的权限', '请修改它的权限，或换一个账号运行'],
  EBUSY: ['正被别的程序占用', '请关掉正在使用它的程序再试'],
};

function cannotOpen(what: string, error: unknown): Remark {
  const known = OPEN_FAULTS[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
  const [fault, suggestion] = known ?? ['打不开', '请检查它是否损坏、是否正被别的程序占用，以及读取权限'];
  return { code: 'unreadable-file', message: `${what}${fault}`, suggestion };
}

function passedOver({ path, kind }: Entry): Finding {
  return fileFinding('', path, {
    code: 'unknown-file',
    message: `不认识的文件${kind === 'folder' ? '夹' : ''}「${path}」，已跳过，里面的内容不公布`,
    suggestion: '是数据的，请以数据名或中文标题命名，如 organisations.csv、活动异常名录.csv；不是数据的，可以移走',
  });
}

function readBytes(path: string): Uint8Array | Error {
  try {
    return readFileSync(path);
  } catch (error) {
    return error as Error;
  }
}

const CAUSE_ORDER = Object.keys(CAUSES) as Cause[];

/** Gravest cause first, then by place: the same list whatever order files were read in. */
function compareFindings(a: Finding, b: Finding): number {
  return (
    CAUSE_ORDER.indexOf(a.code) - CAUSE_ORDER.indexOf(b.code) ||
    byCodeUnits(a.file, b.file) ||
    (a.row ?? 0) - (b.row ?? 0) ||
    (a.column ?? '').length - (b.column ?? '').length ||
    byCodeUnits(a.column ?? '', b.column ?? '')
  );
}

type Tables = Readonly<Record<DatasetId, RowTable>>;

/** Makes what a dataset has when it is asked for. */
function byDataset<T>(make: (id: DatasetId) => T): Readonly<Record<DatasetId, T>> {
  const getters = DATASET_IDS.map((id) => [id, { enumerable: true, get: () => make(id) }]);
  return Object.defineProperties({}, Object.fromEntries(getters)) as Record<DatasetId, T>;
}

function count(table: RowTable): Counts {
  return {
    read: table.length,
    published: table.count('published'),
    withheld: table.count('withheld'),
    rejected: table.count('rejected'),
  };
}

function recordsOf(table: RowTable, fate: Fate): Readonly<Record<string, unknown>>[] {
  return Array.from(table.placesOf(fate), (place) => table.at(place).record);
}

function setAsideByCode(tables: Tables): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of DATASET_IDS) {
    const field = datasetOf(id).organisation;
    if (field === undefined) continue;
    for (const record of recordsOf(tables[id], 'rejected')) {
      const code = record[field];
      if (typeof code === 'string') counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return counts;
}
