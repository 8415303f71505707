/** Published CSV: UTF-8 without byte order mark, RFC 4180 with LF. */
import Papa from 'papaparse';
import { EXCEL, excelCells } from '../domain/excel.ts';

/** Cells are quoted where they need it, and nowhere else. */
export function toCsv(header: readonly string[], rows: readonly Cells[]): string {
  return linesOf([header, ...rows]);
}

/** The rows as lines, each with its line break. */
export function linesOf(rows: readonly Cells[]): string {
  return `${csvRows(rows)}\n`;
}

export type Cells = readonly (string | number)[];

/** The rows with a line break between them. */
export function csvRows(rows: readonly Cells[]): string {
  return joinRows(rows, '\n', MAY_BE_QUOTED, { newline: '\n' });
}

/** The same for spreadsheets: CRLF, nothing that they would take for a formula or round. */
export function excelRows(rows: readonly Cells[]): string {
  return joinRows(rows.map(excelCells), EXCEL.newline, MAY_BE_QUOTED_FOR_EXCEL, EXCEL);
}

const MAY_BE_QUOTED = /["\n\r,\uFEFF]|^\s|\s$/;
const MAY_BE_QUOTED_FOR_EXCEL = /["\n\r,\uFEFF]|^\s|\s$|^\s*[=+\-@＝＋－＠]/;

/** @param special of cells that Papa Parse may write otherwise than they are; it is several times as slow as joining */
function joinRows(rows: readonly Cells[], newline: string, special: RegExp, config: Papa.UnparseConfig): string {
  const isPlain = (cell: string | number) => typeof cell === 'number' || !special.test(cell);
  return rows
    .map((cells) => (cells.every(isPlain) ? cells.join(',') : Papa.unparse([cells as (string | number)[]], config)))
    .join(newline);
}

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

/** Where each line stands, the header first, each with its line break. Line breaks in quotes end none. */
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

/** Where each row stands, with its line break. */
export function* rowSpans(bytes: Uint8Array): Generator<LineSpan> {
  for (const span of lineSpans(bytes)) if (span.start > 0) yield span;
}
