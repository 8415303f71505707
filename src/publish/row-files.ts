/** Files of the rows of a dataset, brought up to date row by row: what has not changed is taken from the earlier file. */
import Papa from 'papaparse';
import { asNumber } from '../ingest/stored-rows.ts';
import { EXCEL, excelCells } from '../sheets/excel.ts';
import { rowSpans, type LineSpan } from './csv.ts';

/** How rows are written, and found again in the file. */
export interface Flavour<Row> {
  /** Before the first row. */
  head: string;
  /** Between two rows. */
  separator: string;
  /** Behind the last row. A file without rows has of it what is not a line break at its beginning. */
  tail: string;
  /** Some rows, with what stands between them. */
  write: (rows: readonly Row[]) => string;
  /** Where each row stands, without what is between them. */
  spans: (bytes: Uint8Array) => Iterable<LineSpan>;
}

export type Cells = readonly (string | number)[];

/** UTF-8 without byte order mark, RFC 4180 with LF. */
export function csvFlavour(header: readonly string[]): Flavour<Cells> {
  return tableFlavour(header, '', '\n', (rows) => Papa.unparse(rows as (string | number)[][], { newline: '\n' }));
}

/** As spreadsheets want it: byte order mark, CRLF, nothing that they would take for a formula or round. */
export function excelFlavour(header: readonly string[]): Flavour<Cells> {
  return tableFlavour(header, '\uFEFF', '\r\n', (rows) => Papa.unparse(rows.map(excelCells), EXCEL));
}

function tableFlavour(
  header: readonly string[],
  mark: string,
  newline: string,
  write: (rows: readonly Cells[]) => string,
): Flavour<Cells> {
  return {
    head: `${mark}${write([header])}${newline}`,
    separator: newline,
    tail: newline,
    write,
    *spans(bytes) {
      for (const { start, end } of rowSpans(bytes)) yield { start, end: end - newline.length };
    },
  };
}

const [LINE_FEED, COMMA, CLOSING] = [0x0a, 0x2c, 0x5d];

/** A JSON array with a line for each row. */
export const JSON_FLAVOUR: Flavour<object> = {
  head: '[\n',
  separator: ',\n',
  tail: '\n]\n',
  write: (rows) => rows.map((row) => JSON.stringify(row)).join(',\n'),
  *spans(bytes) {
    for (let start = bytes.indexOf(LINE_FEED) + 1; start > 0 && bytes[start] !== CLOSING;) {
      const end = bytes.indexOf(LINE_FEED, start);
      if (end < 0) return;
      yield { start, end: bytes[end - 1] === COMMA ? end - 1 : end };
      start = end + 1;
    }
  },
};

/** A published file, and the digest of each of its rows: two words. */
export interface EarlierRows {
  bytes: Uint8Array;
  digests: Uint32Array;
}

/**
 * The file of some rows, with those that an earlier file of the same flavour has taken from there.
 *
 * @param rowOf a row by its place
 * @param digests two words for each row; rows of the same words are the same
 */
export function updateRows<Row>(
  { head, separator, tail, write, spans }: Flavour<Row>,
  digests: Uint32Array,
  rowOf: (place: number) => Row,
  earlier: EarlierRows | undefined,
): Uint8Array {
  const known = earlier === undefined ? undefined : spansByDigest(spans(earlier.bytes), earlier.digests);
  const parts: Uint8Array[] = [Buffer.from(head)];
  const add = (part: Uint8Array) => {
    if (parts.length > 1) parts.push(between);
    parts.push(part);
  };
  const between = Buffer.from(separator);
  let made: Row[] = [];
  let run: LineSpan | undefined;
  const flush = () => {
    if (made.length > 0) add(Buffer.from(write(made)));
    if (run !== undefined) add(earlier!.bytes.subarray(run.start, run.end));
    made = [];
    run = undefined;
  };
  const count = digests.length / 2;
  for (let place = 0; place < count; place++) {
    const span = known?.get(asNumber(digests[place * 2]!, digests[place * 2 + 1]!));
    if (span === undefined) {
      if (run !== undefined || made.length >= ROWS_AT_ONCE) flush();
      made.push(rowOf(place));
    } else if (run !== undefined && run.end + separator.length === span.start) run.end = span.end;
    else {
      flush();
      run = { ...span };
    }
  }
  flush();
  parts.push(Buffer.from(count === 0 ? tail.trimStart() : tail));
  return Buffer.concat(parts);
}

const ROWS_AT_ONCE = 10_000;

/** Where each row stands, by its digest; `undefined` when there is not a span for each. */
export function spansByDigest(spans: Iterable<LineSpan>, digests: Uint32Array): Map<number, LineSpan> | undefined {
  const byDigest = new Map<number, LineSpan>();
  const count = digests.length / 2;
  let place = 0;
  for (const span of spans) {
    if (place >= count) return undefined;
    byDigest.set(asNumber(digests[place * 2]!, digests[place * 2 + 1]!), span);
    place++;
  }
  return place === count ? byDigest : undefined;
}
