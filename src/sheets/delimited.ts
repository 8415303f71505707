/** Text → rows of cells, with the row numbers a spreadsheet shows. */
import Papa from 'papaparse';

export interface DelimitedRow {
  /** As a spreadsheet numbers it: from 1; a `sep=` line, which spreadsheets swallow, does not count. */
  number: number;
  cells: string[];
}

export interface DelimitedText {
  delimiter: string;
  rows: DelimitedRow[];
  /** How its lines end where each of them is a row; `undefined` where rows have line breaks in them, or lines end in several ways. */
  newline: LineBreak | undefined;
  /** Numbers of the rows with quotes that are not doubled inside a quoted cell. */
  oddQuotes: ReadonlySet<number>;
  /** Number of the row with a quote that nothing closes, so that it swallows the rest of the text. */
  openQuote: number | undefined;
  /** Whether the text ends in a line break, as a file that was saved whole usually does. */
  endsInLineBreak: boolean;
}

export type LineBreak = '\n' | '\r' | '\r\n';

const DELIMITERS = [',', '\t', ';'] as const;

/**
 * Reads comma, tab or semicolon separated text (RFC 4180 with CRLF, LF or CR). The delimiter is named by a `sep=` line,
 * or is the one that makes the header best known.
 *
 * @param scoreHeader how many cells of a row are headers we know
 */
export function readDelimited(text: string, scoreHeader: (cells: readonly string[]) => number): DelimitedText {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const declared = /^"?sep=(.)"?[^\S\r\n]*(\r\n|\r|\n|$)/i.exec(plain);
  const body = declared ? plain.slice(declared[0].length) : plain;
  const newline = lineBreakOf(body);
  const unified = newline === undefined ? body.replace(/\r\n?/g, '\n') : body;
  const delimiter = declared?.[1] ?? bestDelimiter(unified, newline ?? '\n', scoreHeader);
  const parsed = Papa.parse<string[]>(unified, { delimiter, newline: newline ?? '\n', skipEmptyLines: false });
  return {
    delimiter,
    rows: parsed.data.map((cells, i) => ({ number: i + 1, cells })),
    newline:
      declared === null && newline !== undefined && countOf(body, newline) + 1 === parsed.data.length
        ? newline
        : undefined,
    oddQuotes: new Set(parsed.errors.filter((error) => error.code === 'InvalidQuotes').map(rowOf)),
    openQuote: parsed.errors.filter((error) => error.code === 'MissingQuotes').map(rowOf)[0],
    endsInLineBreak: /[\r\n]$/.test(unified),
  };
}

/**
 * Reads some lines of a text that was read before.
 *
 * @param text ends in a line break
 * @returns the cells of each line, `undefined` where they cannot be told without the rest of the text
 */
export function readLines(text: string, { delimiter, newline }: LineFormat): string[][] | undefined {
  if (text === '') return [];
  if (!text.endsWith(newline) || lineBreakOf(text) !== newline) return undefined;
  const { data, errors } = Papa.parse<string[]>(text.slice(0, -newline.length), { delimiter, newline });
  return errors.length === 0 && countOf(text, newline) === data.length ? data : undefined;
}

/** How the lines of a text are read, where each of them is a row. */
export interface LineFormat {
  delimiter: string;
  newline: LineBreak;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

function rowOf(error: Papa.ParseError): number {
  return (error.row ?? 0) + 1;
}

/** The one line break the text uses; `undefined` when it mixes them, as Excel does for breaks inside cells. */
function lineBreakOf(text: string): LineBreak | undefined {
  if (!text.includes('\r')) return '\n';
  if (!text.includes('\n')) return '\r';
  return /\r(?!\n)|(?<!\r)\n/.test(text) ? undefined : '\r\n';
}

function bestDelimiter(text: string, newline: LineBreak, scoreHeader: (cells: readonly string[]) => number): string {
  const scores = DELIMITERS.map((delimiter) => {
    const rows = Papa.parse<string[]>(text.slice(0, 65_536), { delimiter, newline, preview: 30 }).data;
    return Math.max(0, ...rows.map(scoreHeader));
  });
  return DELIMITERS[scores.indexOf(Math.max(...scores))]!;
}

/** Column letter as spreadsheets show it: 0 → A, 25 → Z, 26 → AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
