/**
 * The published rows of each dataset: as CSV with its own headers, which `npm run check` reads back without a finding, as
 * spreadsheets want it, and as JSON.
 */
import { Worker } from 'node:worker_threads';
import type { Column } from '../datasets/dataset.ts';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import { PublishedRows, type SharedRows } from '../ingest/published-rows.ts';
import { cellInWords } from '../register/cells.ts';
import { urls } from '../register/urls.ts';
import type { BuildMemory } from './build-memory.ts';
import { asWords } from './digest.ts';
import { earlierFiles } from './earlier-files.ts';
import { writeGroup, type FileGroup, type WrittenGroup } from './file-group.ts';
import type { Manifest } from './manifest.ts';
import {
  csvFlavour,
  excelFlavour,
  formerPlaces,
  JSON_FLAVOUR,
  updateRows,
  type Flavour,
  type UpdatedFile,
} from './row-files.ts';

/** Datasets that have published rows. */
export function publishedIds(rows: PublishedRows): DatasetId[] {
  return DATASET_IDS.filter((id) => rows.count(id) > 0);
}

export function downloads(rows: PublishedRows): FileGroup[] {
  return publishedIds(rows).map((id) => download(rows, id, { digest: rows.digest(id), digests: rows.digests(id) }));
}

/** Digest of all rows, and two words for each: a thread is told them. */
interface Digests {
  digest: string;
  digests: Uint32Array;
}

function download(rows: PublishedRows, id: DatasetId, { digest, digests }: Digests): FileGroup {
  const columns = Object.entries(datasetOf(id).columns);
  const header = columns.map(([, column]) => column.header);
  const cellsOf = (place: number) => {
    const record = rows.recordAt(id, place);
    return columns.map(([field, column]) => cellInWords(column, record[field]));
  };
  const notes = new Uint8Array(digests.buffer, digests.byteOffset, digests.byteLength);
  return {
    id: urls.download(id),
    digest,
    *files(earlier) {
      const former = earlier.notes && asWords(earlier.notes);
      const places = former && formerPlaces(digests, former);
      const count = rows.count(id);
      const update = <Row>(path: string, flavour: Flavour<Row>): UpdatedFile<Row> => {
        const bytes = former && earlier.file(path.slice(1));
        return [flavour, bytes && { bytes, count: former.length / 2, places: places! }];
      };
      const [table, forExcel, asJson] = [urls.download(id), urls.downloadForExcel(id), urls.downloadAsJson(id)];
      const tables = [update(table, csvFlavour(header)), update(forExcel, excelFlavour(header))];
      const [csv, excel] = updateRows(tables, count, cellsOf);
      yield [table, csv!];
      yield [forExcel, excel!];
      const rowOf = (place: number) => plainRow(columns, rows.recordAt(id, place));
      const [json] = updateRows([update(asJson, JSON_FLAVOUR)], count, rowOf);
      yield [asJson, json!];
      return { notes };
    },
  };
}

/** A row as JSON: numbers and lists as they are, all else as the CSV has it; empty cells are left out. */
function plainRow(
  columns: readonly (readonly [string, Column])[],
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [field, column] of columns) {
    const value = record[field];
    if (value === undefined) continue;
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    const told = typeof value === 'number' || isList ? value : cellInWords(column, value);
    if (told !== '') row[field] = told;
  }
  return row;
}

/** What a thread is given: plain data, and rows that it shares. */
export interface DownloadTask {
  folder: string;
  /** The current release. */
  out: string;
  rows: SharedRows;
  datasets: readonly (Digests & {
    id: DatasetId;
    notes: Uint8Array | undefined;
    /** Files of the current release. */
    files: Manifest;
  })[];
}

/** What it answers, for one dataset after the other. */
export type MadeDownload = readonly [group: string, made: WrittenGroup];

/** Bytes of rows from which a thread pays. */
const LEAST_ASIDE = 8_000_000;
/** Those of a register so large that the memory is needed elsewhere. */
const MOST_ASIDE = 400_000_000;

/** What is known of the current release (`BuildMemory`). */
type Known = Pick<BuildMemory, 'pathsOf' | 'formerFiles' | 'notes'>;

/**
 * Makes downloads that the current release does not have on a thread of their own, while pages are planned.
 *
 * @returns what becomes of each, by the name of its group. The folder is theirs until all of them are settled
 */
export function downloadsAside(
  rows: PublishedRows,
  known: Known,
  { folder, out }: Pick<DownloadTask, 'folder' | 'out'>,
  least = LEAST_ASIDE,
): ReadonlyMap<string, Promise<WrittenGroup>> {
  const wanted = publishedIds(rows).filter((id) => known.pathsOf(urls.download(id), rows.digest(id)) === undefined);
  const bytes = wanted.reduce((sum, id) => sum + rows.bytes(id), 0);
  if (bytes < least || bytes > MOST_ASIDE) return new Map();
  const datasets = wanted.map((id) => {
    const group = urls.download(id);
    const files = known.formerFiles(group);
    return { id, digest: rows.digest(id), digests: rows.digests(id), notes: known.notes(group), files };
  });
  const task: DownloadTask = { folder, out, rows: rows.share(wanted), datasets };
  const awaited = new Map(wanted.map((id) => [urls.download(id), Promise.withResolvers<WrittenGroup>()]));
  const fail = (error: unknown) => awaited.forEach(({ reject }) => reject(error));
  // A failure is told where it is awaited.
  for (const { promise } of awaited.values()) promise.catch(() => {});
  const thread = new Worker(new URL('./download-thread.ts', import.meta.url), { workerData: task });
  thread.on('message', ([group, made]: MadeDownload) => awaited.get(group)!.resolve(made));
  thread.once('error', fail);
  thread.once('exit', (code) => fail(new Error(`A thread ended with ${code}.`)));
  return new Map([...awaited].map(([group, { promise }]) => [group, promise]));
}

/** What the thread does (download-thread.ts). */
export async function makeDownloads(
  { folder, out, rows: shared, datasets }: DownloadTask,
  tell: (made: MadeDownload) => void,
): Promise<void> {
  const rows = new PublishedRows(shared);
  for (const { id, notes, files, ...digests } of datasets) {
    const group = download(rows, id, digests);
    tell([group.id, await writeGroup(folder, group, notes, earlierFiles(out, files))]);
  }
}
