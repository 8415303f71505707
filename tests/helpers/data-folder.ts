/** Data folders written by tests: tables of rows by their Chinese headers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATASET_IDS, datasetOf, type DatasetId } from '../../src/datasets/index.ts';
import { toCsv } from '../../src/publish/csv.ts';

/** Cells by header; headers left out are empty. */
export type Row = Readonly<Record<string, string>>;
export type Tables = { readonly [Id in DatasetId]?: readonly Row[] };

export interface SiteFile {
  title?: string;
  operator?: string;
  contact?: string;
  url?: string;
  example?: boolean;
}

/** Writes every table with all headers of its dataset, in the order given. */
export function writeDataFolder(folder: string, tables: Tables, site?: SiteFile): void {
  mkdirSync(folder, { recursive: true });
  for (const id of DATASET_IDS) {
    const rows = tables[id];
    if (rows !== undefined) writeFileSync(join(folder, `${id}.csv`), tableText(id, rows));
  }
  if (site !== undefined) writeFileSync(join(folder, 'site.json'), JSON.stringify(site));
}

/** @throws when a row has a header that the dataset does not know: a slip in the test */
export function tableText(id: DatasetId, rows: readonly Row[]): string {
  const headers = Object.values(datasetOf(id).columns).map((column) => column.header);
  for (const row of rows) {
    const unknown = Object.keys(row).find((header) => !headers.includes(header));
    if (unknown !== undefined) throw new Error(`${id} has no column ${unknown}.`);
  }
  return toCsv(
    headers,
    rows.map((row) => headers.map((header) => row[header] ?? '')),
  );
}
