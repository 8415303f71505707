/** Which column of a file is which column of a dataset. */
import type { Dataset } from '../datasets/dataset.ts';
import { compact } from '../domain/text.ts';

/** How headers are compared: half width, without blanks, marks of obligation and unit colons, lower case. */
export function headerKey(header: string): string {
  return compact(header)
    .replace(/[*:]|\((必填|选填)项?\)/g, '')
    .toLowerCase();
}

const knownHeaders = new WeakMap<Dataset, ReadonlyMap<string, string>>();

/** Header keys, accepted other headers included → field of the dataset. */
export function fieldsByHeader(dataset: Dataset): ReadonlyMap<string, string> {
  const known = knownHeaders.get(dataset);
  if (known) return known;
  const fields = new Map<string, string>();
  for (const [field, column] of Object.entries(dataset.columns)) fields.set(headerKey(column.header), field);
  for (const [field, column] of Object.entries(dataset.columns)) {
    for (const alias of column.aliases) if (!fields.has(headerKey(alias))) fields.set(headerKey(alias), field);
  }
  knownHeaders.set(dataset, fields);
  return fields;
}

/** How many cells of the row are headers of the dataset. */
export function countHeaders(dataset: Dataset, cells: readonly string[]): number {
  const known = fieldsByHeader(dataset);
  return new Set(cells.map((cell) => known.get(headerKey(cell))).filter((field) => field !== undefined)).size;
}

/** Whether the text is a header of the dataset that breaks off before its end. */
export function isStartOfHeader(dataset: Dataset, text: string): boolean {
  const known = fieldsByHeader(dataset);
  const start = headerKey(text);
  return start !== '' && !known.has(start) && [...known.keys()].some((key) => key.startsWith(start));
}

/** Known headers that make a row a header: as many as the dataset requires, or three. */
function headersWanted(dataset: Dataset): number {
  return Math.min(3, Object.values(dataset.columns).filter((column) => column.required).length);
}

/** Whether a row among the records is a header once more, as when one sheet is pasted below another. */
export function isHeaderRow(dataset: Dataset, cells: readonly string[]): boolean {
  if (!startsLikeHeader(dataset, cells)) return false;
  const filled = cells.filter((cell) => cell.trim() !== '');
  const count = countHeaders(dataset, filled);
  return count >= headersWanted(dataset) && count * 2 > filled.length;
}

/** A quick look at the first cells, for every record is asked. No header has a digit in it. */
function startsLikeHeader(dataset: Dataset, cells: readonly string[]): boolean {
  const known = fieldsByHeader(dataset);
  return cells.slice(0, 2).some((cell) => !/\d/.test(cell) && known.has(headerKey(cell)));
}

/** Whether two header rows name the same columns in the same places. The second may leave out what the first has. */
export function isSameHeader(dataset: Dataset, header: readonly string[], repeated: readonly string[]): boolean {
  const known = fieldsByHeader(dataset);
  const meaning = (cell: string) => known.get(headerKey(cell)) ?? headerKey(cell);
  return repeated.every((cell, i) => cell.trim() === '' || meaning(cell) === meaning(header[i] ?? ''));
}

/** Rows at the top of a file among which its header is looked for. */
export const ROWS_SEARCHED = 30;

/**
 * Index of the header row: among the first rows the one with the most known headers, at least as many as the dataset
 * requires or three. Title rows and notes may stand above it. `-1` when there is none.
 */
export function findHeaderRow(dataset: Dataset, rows: readonly { cells: readonly string[] }[]): number {
  let best = -1;
  let bestCount = headersWanted(dataset) - 1;
  for (const [i, row] of rows.slice(0, ROWS_SEARCHED).entries()) {
    const count = countHeaders(dataset, row.cells);
    if (count > bestCount) [best, bestCount] = [i, count];
  }
  return best;
}
