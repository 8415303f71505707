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
    const line = lines?.get(asNumber(digests[place * 2]!, digests[place * 2 + 1]!));
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

/** The rows as lines, each with its line break. */
export function linesOf(rows: readonly (readonly (string | number)[])[]): string {
  return `${Papa.unparse(rows as (string | number)[][], { newline: '\n', quotes: false })}\n`;
}

const ROWS_AT_ONCE = 10_000;
const [QUOTE, LINE_FEED] = [0x22, 0x0a];

/** The cells of lines that this writer made. */
export function cellsOfLines(lines: readonly string[]): string[][] {
  const { data } = Papa.parse<string[]>(lines.join(''), { delimiter: ',', newline: '\n' });
  // Behind the last line break stands nothing.
  return data.slice(0, lines.length);
}

export interface LineSpan {
  start: number;
  /** Behind its line break. */
  end: number;
}

/** Where each line stands, the header first. Line breaks in quotes end none. */
export function* lineSpans(bytes: Uint8Array): Generator<LineSpan> {
  let start = 0;
  let from = 0;
  let quote = bytes.indexOf(QUOTE);
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, from);
    if (end < 0) return;
    if (quote >= 0 && quote < end) {
      // What is quoted is passed over; a doubled quote ends one quotation and begins the next.
      const closing = bytes.indexOf(QUOTE, quote + 1);
      if (closing < 0) return;
      from = closing + 1;
      quote = bytes.indexOf(QUOTE, from);
      continue;
    }
    yield { start, end: end + 1 };
    start = end + 1;
    from = start;
  }
}

/** Where the line of each row stands; `undefined` when the file does not have a line for each. */
export function linesByDigest({ bytes, digests }: EarlierCsv): Map<number, LineSpan> | undefined {
  const lines = new Map<number, LineSpan>();
  const count = digests.length / 2;
  let place = -1;
  for (const span of lineSpans(bytes)) {
    // The header comes first.
    if (place >= count) return undefined;
    if (place >= 0) lines.set(asNumber(digests[place * 2]!, digests[place * 2 + 1]!), span);
    place++;
  }
  return place === count ? lines : undefined;
}
