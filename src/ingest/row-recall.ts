/** What is known of the rows of a file, and how it is used when the file is read again. */
import type { Dataset } from '../datasets/dataset.ts';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import type { IsoDate } from '../domain/date.ts';
import type { Finding } from '../domain/finding.ts';
import { maskPrivateNumbers } from '../domain/privacy.ts';
import { decodeLines } from '../sheets/decode.ts';
import { readLines, type DelimitedRow, type LineFormat } from '../sheets/delimited.ts';
import { ROWS_SEARCHED } from './headers.ts';
import { lineLots, unchangedLots, updatedLots, type LineLots } from './line-lots.ts';
import {
  readChangedLines,
  readDatasetFile,
  type IngestedFile,
  type IngestedRow,
  type RowMemory,
} from './read-dataset.ts';
import { asNumber, replaceRows, RowsWriter, shortDigest, type StoredRows } from './stored-rows.ts';

/** A file as it was read. */
export interface KnownFile {
  /** What the outcome of a row hangs on beside its cells. */
  layout: string;
  headers: readonly string[];
  columnOf: readonly (readonly [string, number])[];
  /** Those of the file, then those of its rows in their order. */
  findings: readonly Finding[];
  /** Findings of single rows, by their place among the rows. */
  rowFindings: ReadonlyMap<number, readonly Finding[]>;
  rows: StoredRows;
  /** Of a file whose lines can be read by themselves. */
  byLines: (LineFormat & { lots: LineLots }) | undefined;
}

/** What is read, and what the outcome hangs on beside it. */
export interface FileToRead {
  dataset: Dataset;
  path: string;
  bytes: Uint8Array;
  asOf: IsoDate;
  /** Digest of the code that reads. */
  code: string;
}

/** @param others files whose rows may have come here; asked for when there is a row to look for */
export function readWithRecall({ dataset, path, bytes, asOf, code }: FileToRead, others: () => KnownFile[]): KnownFile {
  const rows = new RowRecall(code + asOf, others, dataset);
  const { findings } = readDatasetFile(dataset, path, bytes, asOf, rows);
  return rows.finish(findings, bytes);
}

/** Reads only what has changed in a file, where that can be told from its lines. */
export function readChanges(known: KnownFile, file: FileToRead): KnownFile | undefined {
  const { byLines } = known;
  const changed = byLines && readChangedPart(known, byLines, file);
  return changed && joined(known, changed, file.dataset);
}

type KnownLines = NonNullable<KnownFile['byLines']>;

/** What a changed part of a file says, and what stands around it. */
interface ChangedPart {
  rows: NonNullable<ReturnType<typeof readChangedLines>>;
  /** Places of the known rows between which they stand: behind the one, before the other. */
  end: number;
  next: number;
  /** How many lines further down those behind it stand now. */
  moved: number;
  byLines: KnownLines;
}

function readChangedPart(
  { headers, columnOf, layout, rows }: KnownFile,
  byLines: KnownLines,
  { dataset, path, bytes, asOf, code }: FileToRead,
): ChangedPart | undefined {
  if (layout !== layoutOf(code + asOf, headers, columnOf)) return undefined;
  const { lots } = byLines;
  const unchanged = unchangedLots(lots, bytes);
  if (unchanged === undefined) return undefined;
  const { front, back, from, to } = unchanged;
  const [end, next] = [lots.rows[front]!, lots.rows[back]!];
  const before = lots.lines[front]!;
  // A new line up there may be the better header.
  if (before < ROWS_SEARCHED) return undefined;
  // Whether a last row without a line break behind it is whole is for whoever reads it.
  if (!endsInLineBreak(bytes) && next === rows.count) return undefined;
  const part = bytes.subarray(from, to);
  const text = decodeLines(part);
  const lines = text === undefined ? undefined : readLines(text, byLines);
  if (lines === undefined || lines.length > MOST_LINES) return undefined;
  const moved = before + lines.length - lots.lines[back]!;
  if (moved !== 0 && hasBoundRow(rows, next)) return undefined;
  const file = { path, dataset, headers, columnOf: new Map(columnOf) };
  const changed = readChangedLines(file, lines, before + 1, asOf);
  if (changed === undefined) return undefined;
  const numbers = changed.map(({ row }) => row.number - before);
  const lotsOfNow = updatedLots(lots, unchanged, lineLots(part, numbers));
  return { rows: changed, end, next, moved, byLines: { ...byLines, lots: lotsOfNow } };
}

/** The known rows with others in the place of some. */
function joined(
  known: KnownFile,
  { rows: changed, end, next, moved, byLines }: ChangedPart,
  dataset: Dataset,
): KnownFile {
  const { rows } = known;
  const writer = new RowsWriter(dataset);
  for (const { row, read, findings } of changed) writer.add(read, keyToRemember(row, findings));

  const knownFindings = [...known.rowFindings];
  const movedDown = (finding: Finding): Finding => ({ ...finding, row: finding.row! + moved });
  const rowFindings = new Map([
    ...knownFindings.filter(([at]) => at < end),
    ...changed.map(({ findings }, i) => [end + i, findings] as const).filter(([, findings]) => findings.length > 0),
    ...knownFindings
      .filter(([at]) => at >= next)
      .map(([at, findings]) => [at - next + end + changed.length, findings.map(movedDown)] as const),
  ]);
  const ofFile = known.findings.length - knownFindings.reduce((sum, [, findings]) => sum + findings.length, 0);
  const findings = [...known.findings.slice(0, ofFile), ...[...rowFindings.values()].flat()];
  return { ...known, findings, rowFindings, rows: replaceRows(rows, end, next, writer.finish(), moved), byLines };
}

function endsInLineBreak(bytes: Uint8Array): boolean {
  return bytes.at(-1) === 0x0a;
}

/** Of more it is quicker to recall row by row. */
const MOST_LINES = 2000;

/** Whether one of the rows from a place on must be read anew where it stands in another line. */
function hasBoundRow({ keys, count }: StoredRows, from: number): boolean {
  for (let at = from; at < count; at++) if (keys[at * 2] === NO_KEY[0] && keys[at * 2 + 1] === NO_KEY[1]) return true;
  return false;
}

function layoutOf(code: string, headers: readonly string[], columnOf: Iterable<readonly [string, number]>): string {
  return JSON.stringify([code, headers, [...columnOf]]);
}

/** What says the number of its row must be said anew where it stands in another. */
function keyToRemember(row: DelimitedRow, findings: readonly Finding[]): readonly [number, number] {
  return findings.some(({ message }) => message.includes(String(row.number))) ? NO_KEY : keyOf(row);
}

function keyOf({ cells }: DelimitedRow): [number, number] {
  return shortDigest(cells.join('\0'));
}

/** Matches no row. */
const NO_KEY = [0, 0] as const;

/** The rows of a file that is being read: those that are known are copied. */
class RowRecall implements RowMemory {
  readonly #code: string;
  readonly #others: () => KnownFile[];
  readonly #writer: RowsWriter;
  readonly #rowFindings = new Map<number, readonly Finding[]>();
  #file: IngestedFile | undefined;
  #format: LineFormat | undefined;
  /** As findings tell it. */
  #path = '';
  #layout = '';
  /** Files whose rows may be taken over. */
  #sources: readonly KnownFile[] = [];
  #known: Map<number, Place> | undefined;
  /** Where the next row stood, if no row has come or gone. */
  #next: Place | undefined;
  #count = 0;

  constructor(code: string, others: () => KnownFile[], dataset: Dataset) {
    this.#code = code;
    this.#others = others;
    this.#writer = new RowsWriter(dataset);
  }

  begin(file: IngestedFile, format: LineFormat | undefined): void {
    this.#file = file;
    this.#path = maskPrivateNumbers(file.path, hasValidCheckCharacter);
    this.#layout = layoutOf(this.#code, file.headers, file.columnOf);
    const width = file.headers.findLastIndex((header) => header !== '') + 1;
    // Columns without a header are told of once for a file, in the first row that has something there.
    if (file.headers.slice(0, width).includes('')) return;
    this.#format = format;
    this.#sources = this.#others().filter((known) => known.layout === this.#layout);
    this.#next = this.#sources.length === 0 ? undefined : { known: this.#sources[0]!, at: 0 };
  }

  recall(row: DelimitedRow): readonly Finding[] | undefined {
    if (this.#sources.length === 0) return undefined;
    const place = this.#find(keyOf(row));
    if (place === undefined) return undefined;
    const { known, at } = place;
    this.#next = { known, at: at + 1 };
    this.#writer.copy(known.rows, at, row.number);
    const findings = (known.rowFindings.get(at) ?? []).map((finding) => {
      return { ...finding, row: row.number, file: this.#path };
    });
    if (findings.length > 0) this.#rowFindings.set(this.#count, findings);
    this.#count++;
    return findings;
  }

  /** Most rows stand behind the one that they stood behind; the others are looked up, in a map that is made for the first. */
  #find(key: readonly [number, number]): Place | undefined {
    if (this.#next !== undefined && isRow(this.#next, key)) return this.#next;
    if (this.#known === undefined) {
      this.#known = new Map();
      for (const known of this.#sources)
        for (let at = 0; at < known.rows.count; at++)
          this.#known.set(asNumber(known.rows.keys[at * 2]!, known.rows.keys[at * 2 + 1]!), { known, at });
    }
    const place = this.#known.get(asNumber(...key));
    // A row was put in, or changed, before the one that comes next.
    if (place === undefined && this.#next !== undefined) this.#next = { ...this.#next, at: this.#next.at + 1 };
    return place;
  }

  remember(row: DelimitedRow, read: IngestedRow, findings: readonly Finding[]): void {
    this.#writer.add(read, keyToRemember(row, findings));
    if (findings.length > 0) this.#rowFindings.set(this.#count, findings);
    this.#count++;
  }

  finish(findings: readonly Finding[], bytes: Uint8Array): KnownFile {
    const { headers = [], columnOf = new Map<string, number>() } = this.#file ?? {};
    const rows = this.#writer.finish();
    return {
      layout: this.#layout,
      headers,
      columnOf: [...columnOf],
      findings,
      rowFindings: this.#rowFindings,
      rows,
      byLines: this.#format && { ...this.#format, lots: lineLots(bytes, rows.numbers) },
    };
  }
}

interface Place {
  known: KnownFile;
  at: number;
}

function isRow({ known: { rows }, at }: Place, [one, two]: readonly [number, number]): boolean {
  return at < rows.count && rows.keys[at * 2] === one && rows.keys[at * 2 + 1] === two;
}
