/** A data folder → typed records, the fate of every row, and findings. The only part that reads `data/`. */
import { join } from 'node:path';
import { DATASET_IDS, datasetOf, type DatasetId, type Records } from '../datasets/index.ts';
import type { IsoDate } from '../domain/date.ts';
import { CAUSES, mustStop, type Cause, type Finding } from '../domain/finding.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { DataBytes } from './data-bytes.ts';
import { cannotOpen, listFiles, readBytes } from './data-files.ts';
import { IngestMemory, type ReadFile } from './memory.ts';
import { publishRows, type PublishedRows } from './published-rows.ts';
import { fileFinding, type Fate } from './read-dataset.ts';
import { RelationChecks } from './relation-checks.ts';
import { checkRelations, type RowsByDataset } from './relations.ts';
import { readSiteInfo, type SiteInfo } from './site-info.ts';
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
  /** Files that were read before, by their path: they are taken out. The others are read when their turn comes. */
  bytes?: Map<string, DataBytes>;
  /** Told how many files are read. */
  onProgress?: (done: number, total: number) => void;
}

/** Reads and checks a whole data folder. Never throws for what is in it; a missing folder is a finding. */
export function ingest(
  folder: string,
  { asOf, memory = new IngestMemory(undefined, ''), bytes: readBefore, onProgress = () => {} }: IngestOptions,
): Ingested {
  const findings: Finding[] = [];
  const files = Object.fromEntries(DATASET_IDS.map((id) => [id, []])) as unknown as Record<DatasetId, ReadFile[]>;
  const { files: listed, siteFile } = listFiles(folder, findings);
  for (const [done, { dataset, path }] of listed.entries()) {
    onProgress(done, listed.length);
    const before = readBefore?.get(path);
    readBefore?.delete(path);
    const bytes = before?.bytes ?? readBytes(join(folder, path));
    if (bytes instanceof Error) {
      findings.push(fileFinding(dataset, path, cannotOpen('这个文件', bytes)));
      continue;
    }
    const read = memory.read(dataset, path, bytes, asOf, before?.digest);
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
