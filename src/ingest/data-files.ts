/** Which files a data folder has, and which dataset each is of. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import type { Finding, Remark } from '../domain/finding.ts';
import { byCodeUnits, compact } from '../domain/text.ts';
import { IGNORED_DATA } from './ignored.ts';
import { fileFinding } from './read-dataset.ts';
import { SITE_FILE } from './site-info.ts';

export interface DataFile {
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
export function listFiles(folder: string, findings: Finding[]): { files: DataFile[]; siteFile: Entry | undefined } {
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

export function cannotOpen(what: string, error: unknown): Remark {
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

export function readBytes(path: string): Uint8Array | Error {
  try {
    return readFileSync(path);
  } catch (error) {
    return error as Error;
  }
}
