/** Published CSV: UTF-8 without byte order mark, RFC 4180 with LF. */
import Papa from 'papaparse';
import { asNumber } from '../ingest/stored-rows.ts';

/** Cells are quoted where they need it, and nowhere else. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return linesOf([header, ...rows]);
}

/** A published CSV, and the digest of each of its rows: two words. */
export interface EarlierCsv {
  bytes: Uint8Array;
  digests: Uint32Array;
}

/**
 * The file that `toCsv` makes, with the lines of rows that an earlier file has taken from there.
 *
 * @param cellsOf the cells of a row by its place
 * @param digests two words for each row; rows of the same words have the same cells
 */
export function updateCsv(
  header: readonly string[],
  digests: Uint32Array,
  cellsOf: (place: number) => readonly (string | number)[],
  earlier: EarlierCsv | undefined,
): Uint8Array {
  const lines = earlier === undefined ? undefined : linesByDigest(earlier);
  const parts: Uint8Array[] = [Buffer.from(linesOf([header]))];
  const count = digests.length / 2;
  let made: (readonly (string | number)[])[] = [];
  let run: { start: number; end: number } | undefined;
  const flush = () => {
    if (made.length > 0) parts.push(Buffer.from(linesOf(made)));
    if (run !== undefined) parts.push(earlier!.bytes.subarray(run.start, run.end));
    made = [];
    run = undefined;
  };
  for (let place = 0; place < count; place++) {
    const line = lines?.get(asNumber(digests, place));
    if (line === undefined) {
      if (run !== undefined || made.length >= ROWS_AT_ONCE) flush();
      made.push(cellsOf(place));
    } else if (run?.end === line.start) run.end = line.end;
    else {
      flush();
      run = { ...line };
    }
  }
  flush();
  return Buffer.concat(parts);
}

function linesOf(rows: readonly (readonly (string | number)[])[]): string {
  return `${Papa.unparse(rows as (string | number)[][], { newline: '\n', quotes: false })}\n`;
}

const ROWS_AT_ONCE = 10_000;
const [QUOTE, LINE_FEED] = [0x22, 0x0a];

/** Where the line of each row stands; `undefined` when the file does not have a line for each. */
function linesByDigest({ bytes, digests }: EarlierCsv): Map<number, { start: number; end: number }> | undefined {
  const lines = new Map<number, { start: number; end: number }>();
  const count = digests.length / 2;
  let place = -1;
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[at] === LINE_FEED && !isQuoted) {
      // The header comes first.
      if (place >= count) return undefined;
      if (place >= 0) lines.set(asNumber(digests, place), { start, end: at + 1 });
      place++;
      start = at + 1;
    }
  }
  return place === count ? lines : undefined;
}
