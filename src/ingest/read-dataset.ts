/** One file of a dataset → typed rows and findings. */
import type { Column, Dataset } from '../datasets/dataset.ts';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import { startOf, type IsoDate } from '../domain/date.ts';
import { grouped } from '../domain/amount.ts';
import { causeOf, type Finding, type Remark } from '../domain/finding.ts';
import { findPrivateNumbers, isPrivateHeader, maskPrivateNumbers, PRIVATE_KIND_NAMES } from '../domain/privacy.ts';
import { cellText, compact } from '../domain/text.ts';
import { decode } from '../sheets/decode.ts';
import {
  columnLetter,
  readDelimited,
  type DelimitedRow,
  type DelimitedText,
  type LineFormat,
} from '../sheets/delimited.ts';
import {
  countHeaders,
  fieldsByHeader,
  findHeaderRow,
  headerKey,
  isHeaderRow,
  isSameHeader,
  isStartOfHeader,
} from './headers.ts';

export type Fate = 'published' | 'withheld' | 'rejected';

/** A row of a dataset with where it stands and what becomes of it. */
export interface IngestedRow {
  /** Values by field; `undefined` where a cell is empty or was not used. Complete only when not rejected. */
  record: Readonly<Record<string, unknown>>;
  fate: Fate;
  file: IngestedFile;
  /** Spreadsheet row, from 1. */
  number: number;
}

/** A file's place and how its columns lie, so that later checks can name the cell. */
export interface IngestedFile {
  path: string;
  dataset: Dataset;
  /** Column index by field. */
  columnOf: ReadonlyMap<string, number>;
  headers: readonly string[];
}

export interface ReadResult {
  rows: IngestedRow[];
  findings: Finding[];
}

/** What was read before, so that a row of the same cells below the same header need not be read again. */
export interface RowMemory {
  /**
   * Told how the columns lie, before the first row.
   *
   * @param format of a text whose lines can be read by themselves
   */
  begin(file: IngestedFile, format: LineFormat | undefined): void;
  /** What was found in a row of these cells, if it is known; its outcome is kept as it was. */
  recall(row: DelimitedRow): readonly Finding[] | undefined;
  /** Told of every row that was not recalled. */
  remember(row: DelimitedRow, read: IngestedRow, findings: readonly Finding[]): void;
}

/** `合计`, `总计：`, `合计20家`, `以上共计 3 条`, `共20家`: compared in compact form. */
const TOTALS = /^(以上)?((合计|总计|共计|小计|总数|累计|total|sum)[:(]?|共(?=\d))\d*[家个条行户项)]{0,2}$/i;

/**
 * Reads one file. Never throws: what cannot be read is a finding.
 *
 * @param memory where rows are recalled and remembered; then `rows` are only those that were not recalled
 */
export function readDatasetFile(
  dataset: Dataset,
  path: string,
  bytes: Uint8Array,
  asOf: IsoDate,
  memory?: RowMemory,
): ReadResult {
  const findings: Finding[] = [];
  const report = (remark: Remark, row: number | null = null) => {
    findings.push(fileFinding(dataset.id, path, remark, row));
  };
  const table = readTable(dataset, bytes);
  if ('code' in table) {
    report(table, table.row);
    return { rows: [], findings };
  }
  const { above, body, oddQuotes } = table;
  const headersBelow = new Set(body.filter((row) => isHeaderRow(dataset, row.cells)));
  const blank = { path, dataset, columnOf: new Map<string, number>(), headers: [] };
  for (const row of above) withoutPrivateData(row, blank, findings);
  const header = withoutPrivateData(table.header, blank, findings);
  const file = layOut(dataset, path, header, findings);
  const reader = new RowReader(file, asOf, findings);
  for (const [field, column] of Object.entries(dataset.columns)) {
    if (column.required && !file.columnOf.has(field)) report(missingColumn(column), header.number);
  }
  const fault = cutOff(table, file) ?? runTogether(table, file) ?? anotherTable(table, headersBelow, file);
  if (fault !== undefined) {
    report(fault, fault.row);
    return { rows: [], findings };
  }
  for (const { number } of body.filter((row) => oddQuotes.has(row.number))) {
    report(
      {
        code: 'mended-quotes',
        message: `第${number}行的引号不成对，已按最可能的意思读取`,
        suggestion: '请核对这一行；格子里的英文双引号要写成两个',
      },
      number,
    );
  }
  memory?.begin(file, headersBelow.size === 0 ? table.format : undefined);
  const rows: IngestedRow[] = [];
  for (const row of body) {
    const recalled = headersBelow.has(row) ? undefined : memory?.recall(row);
    if (recalled !== undefined) {
      findings.push(...recalled);
      continue;
    }
    const before = findings.length;
    const read = headersBelow.has(row) ? reader.readHeader(row) : reader.read(row);
    rows.push(read);
    memory?.remember(row, read, findings.slice(before));
  }
  return { rows, findings };
}

/** Why a file cannot be read, and in which row that shows. */
interface Fault extends Remark {
  row: number | null;
}

/** The rows of a file: title rows above the header, the header, and what is not blank below it. */
interface Table extends Pick<DelimitedText, 'oddQuotes' | 'endsInLineBreak'> {
  above: readonly DelimitedRow[];
  header: DelimitedRow;
  body: readonly DelimitedRow[];
  format: LineFormat | undefined;
}

const UNDECODED = { 'not-a-csv': 'not-a-csv', 'cut-off': 'truncated-file', undecodable: 'unreadable-file' } as const;

function readTable(dataset: Dataset, bytes: Uint8Array): Table | Fault {
  const decoded = decode(bytes);
  if ('problem' in decoded) {
    return { code: UNDECODED[decoded.problem], message: decoded.message, suggestion: decoded.suggestion, row: null };
  }
  const read = readDelimited(decoded.text, (cells) => countHeaders(dataset, cells));
  const { rows, openQuote, oddQuotes, endsInLineBreak, delimiter, newline } = read;
  if (rows.every(isBlank)) {
    return {
      code: 'unreadable-file',
      message: '文件是空的，连表头也没有',
      suggestion: '请重新导出；确实没有数据的，请删去这个文件或只留表头',
      row: null,
    };
  }
  if (openQuote !== undefined) {
    return {
      code: 'truncated-file',
      message: `第${openQuote}行有一个英文双引号没有配对，后面的内容都连成了一格：文件可能没有保存完整`,
      suggestion: '请重新导出，或补上缺的引号',
      row: openQuote,
    };
  }
  const overlong = rows.find(isOverlong);
  if (overlong !== undefined) {
    return {
      code: 'unreadable-file',
      message: `第${overlong.number}行有一格超过${grouped(LONGEST_CELL)}个字，表格软件里放不下：可能是引号没有配对，许多行连成了一格`,
      suggestion: '请检查这一行和它后面的英文双引号，或重新导出',
      row: overlong.number,
    };
  }
  const headerIndex = findHeaderRow(dataset, rows);
  if (headerIndex < 0) {
    return {
      code: 'missing-required-column',
      message: `没有找到表头：${headerWanted(dataset, rows)}`,
      suggestion: `${delimiterHint(rows)}请在最上面补上表头；npm run template 会写出带表头的空表`,
      row: null,
    };
  }
  const body = rows.slice(headerIndex + 1).filter((row) => !isBlank(row));
  const isPlain = decoded.encoding === 'UTF-8' && newline !== undefined && newline !== '\r' && oddQuotes.size === 0;
  const format = isPlain ? { delimiter, newline } : undefined;
  return { oddQuotes, endsInLineBreak, above: rows.slice(0, headerIndex), header: rows[headerIndex]!, body, format };
}

/**
 * Reads a few lines of a file of which all others are known.
 *
 * @param lines decoded, the first of them that of `number`
 * @returns `undefined` where they mean something for the rest of the file: then it is read as a whole
 */
export function readChangedLines(
  file: IngestedFile,
  lines: string[][],
  number: number,
  asOf: IsoDate,
): { row: DelimitedRow; read: IngestedRow; findings: readonly Finding[] }[] | undefined {
  const rows = lines.map((cells, i): DelimitedRow => ({ number: number + i, cells }));
  if (rows.some((row) => isOverlong(row) || isHeaderRow(file.dataset, row.cells))) return undefined;
  const findings: Finding[] = [];
  const reader = new RowReader(file, asOf, findings);
  return rows
    .filter((row) => !isBlank(row))
    .map((row) => {
      const before = findings.length;
      return { row, read: reader.read(row), findings: findings.slice(before) };
    });
}

function isOverlong({ cells }: DelimitedRow): boolean {
  return cells.some((cell) => cell.length > LONGEST_CELL);
}

/** What a cell of a spreadsheet holds at most. Longer ones come from no clerk, and could make patterns take hours. */
const LONGEST_CELL = 32_767;

function isBlank(row: DelimitedRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}

/** What a header row would have to say, and what the first row says instead. */
function headerWanted(dataset: Dataset, rows: readonly DelimitedRow[]): string {
  const wanted = Object.values(dataset.columns)
    .filter((column) => column.required)
    .map((column) => column.header);
  const first = rows.find((row) => !isBlank(row))!;
  const found = masked(
    first.cells
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join('、'),
  );
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  return `前30行里没有一行同时写着「${wanted.join('」「')}」；第${first.number}行写的是「${shown}」`;
}

/** A first row that is one cell may well have been typed with another delimiter. */
function delimiterHint(rows: readonly DelimitedRow[]): string {
  const first = rows.find((row) => !isBlank(row))!;
  const isOneCell = first.cells.filter((cell) => cell !== '').length === 1;
  return isOneCell && /[，|｜、；]/.test(first.cells.join('')) ? '各列之间要用英文逗号、英文分号或制表符隔开；' : '';
}

function missingColumn(column: Column): Remark {
  const others = column.aliases.length === 0 ? '' : `；表头也可以写成：${column.aliases.join('、')}`;
  return {
    code: 'missing-required-column',
    message: `缺少必填的列「${column.header}」`,
    suggestion: `请补上这一列${others}`,
  };
}

/** A last row that stops short and no line break behind it. A row of totals may be short: it ends the table. */
function cutOff({ header, body, endsInLineBreak }: Table, file: IngestedFile): Fault | undefined {
  const last = body.at(-1);
  const stopsShort =
    last === undefined
      ? isStartOfHeader(file.dataset, header.cells.at(-1)!)
      : last.cells.length < widthOf(file) && !isTotalsRow(last);
  if (endsInLineBreak || !stopsShort) return undefined;
  const { number } = last ?? header;
  return {
    code: 'truncated-file',
    message: `最后一行（第${number}行）没有写完，文件也不以换行结束：文件可能没有保存完整`,
    suggestion: '请等文件保存或复制完成后再试，或重新导出；内容确实完整的，请在最后加一个换行',
    row: number,
  };
}

/** A row whose odd quotes made several cells or lines one: nobody can tell what belongs where. */
function runTogether({ body, oddQuotes }: Table, file: IngestedFile): Fault | undefined {
  const row = body.find(
    ({ number, cells }) =>
      oddQuotes.has(number) && (cells.length < widthOf(file) || cells.some((cell) => /[\r\n]/.test(cell))),
  );
  return row === undefined
    ? undefined
    : {
        code: 'unreadable-file',
        message: `第${row.number}行的引号不成对，几格或几行的内容连在了一起，分不开`,
        suggestion: '格子里的英文双引号要写成两个；用表格软件另存为 CSV 会自动写对',
        row: row.number,
      };
}

/**
 * A second header with other columns, above or below the one that was taken: what stands under one of them would be read
 * as something else, or passed over as a title.
 */
function anotherTable(
  { above, header }: Table,
  headersBelow: ReadonlySet<DelimitedRow>,
  { dataset }: IngestedFile,
): Fault | undefined {
  const isFilled = (row: DelimitedRow) => !isBlank(row);
  const isHeader = (row: DelimitedRow) => isHeaderRow(dataset, row.cells);
  const first = above.findIndex(isHeader);
  // Headers may take up two rows, the fuller one last.
  const hasRows = first >= 0 && above.slice(first + 1).some((row) => isFilled(row) && !isHeader(row));
  const pair = hasRows
    ? [above[first]!, header]
    : [header, [...headersBelow].find((row) => !isSameHeader(dataset, header.cells, row.cells))];
  const [one, other] = pair;
  return one === undefined || other === undefined
    ? undefined
    : {
        code: 'unreadable-file',
        message: `第${one.number}行和第${other.number}行都是表头，列却不同：像是两张表粘在了一起，下面的内容对不上列`,
        suggestion: '请把两张表的列排成一样，或分成两个文件，放进以数据名命名的文件夹',
        row: other.number,
      };
}

function isTotalsRow(row: DelimitedRow): boolean {
  return TOTALS.test(compact(row.cells.find((cell) => cell.trim() !== '') ?? ''));
}

/** Cells up to the last header; empty ones behind it do not count. */
function widthOf(file: IngestedFile): number {
  return file.headers.findLastIndex((header) => header !== '') + 1;
}

function layOut(dataset: Dataset, path: string, header: DelimitedRow, findings: Finding[]): IngestedFile {
  const known = fieldsByHeader(dataset);
  const columnOf = new Map<string, number>();
  for (const [i, cell] of header.cells.entries()) {
    const typed = cell.trim();
    if (typed === '') continue;
    const report = (remark: Remark) =>
      findings.push(
        finding(dataset.id, path, remark, { row: header.number, column: columnLetter(i), header: typed, value: null }),
      );
    const field = known.get(headerKey(typed));
    if (field !== undefined && columnOf.has(field)) {
      report({
        code: 'duplicate-column',
        message: `「${typed}」与${columnLetter(columnOf.get(field)!)}列说的是同一件事`,
        suggestion: '请只留一列',
      });
    } else if (field !== undefined) {
      columnOf.set(field, i);
    } else if (isPrivateHeader(headerKey(typed))) {
      report({
        code: 'private-column',
        message: `「${typed}」是个人信息，不能放进公开数据，改正之前什么都不公布`,
        suggestion: '请删去这一整列再试',
      });
    } else {
      report({
        code: 'unknown-column',
        message: `不认识「${typed}」这一列，它的内容不公布`,
        suggestion: '写错的请改正表头（写法见数据字典）；用不着的可以留着或删去',
      });
    }
  }
  return { path, dataset, columnOf, headers: header.cells.map((cell) => cell.trim()) };
}

/** Reads the rows of one file one after the other. */
class RowReader {
  readonly #file: IngestedFile;
  readonly #asOf: IsoDate;
  readonly #findings: Finding[];
  readonly #width: number;
  readonly #fields: readonly {
    field: string;
    column: Column;
    index: number | undefined;
    read: (raw: string) => ReadCell;
  }[];
  readonly #twins: readonly (readonly [string, number])[];
  readonly #unnamedReported = new Set<number>();

  constructor(file: IngestedFile, asOf: IsoDate, findings: Finding[]) {
    this.#file = file;
    this.#asOf = asOf;
    this.#findings = findings;
    this.#width = widthOf(file);
    this.#fields = Object.entries(file.dataset.columns).map(([field, column]) => {
      return { field, column, index: file.columnOf.get(field), read: cellReader(column) };
    });
    const known = fieldsByHeader(file.dataset);
    this.#twins = file.headers.flatMap((header, i) => {
      const field = known.get(headerKey(header));
      return field !== undefined && file.columnOf.get(field) !== i ? [[field, i] as const] : [];
    });
  }

  read(typedRow: DelimitedRow): IngestedRow {
    const row = withoutPrivateData(typedRow, this.#file, this.#findings);
    if (isTotalsRow(row)) {
      return this.#passOver(row, {
        code: 'totals-row',
        message: `第${row.number}行是合计行，不是记录，不公布`,
        suggestion: '可以留着；导出时不带合计行更好',
      });
    }

    const isMoved = this.#hasExtraCells(row);
    const found = this.#findings.length;
    let rejected = isMoved;
    const report = (field: string | undefined, remark: Remark, value: string | null = null) =>
      this.#report(row, field, remark, value);
    if (row.cells.length < this.#width) {
      report(undefined, {
        code: 'short-row',
        message: `第${row.number}行只有${row.cells.length}格，表头有${this.#width}格，缺的按空白处理`,
        suggestion: '请检查这一行是否少了分隔符',
      });
    }
    const record: Record<string, unknown> = {};
    for (const { field, column, index, read } of this.#fields) {
      // A required column that the file does not have is told once, not for every row.
      const { typed, value, remarks, rejects } =
        index === undefined && column.required
          ? MISSING_CELL
          : read(index === undefined ? '' : (row.cells[index] ?? ''));
      for (const remark of remarks) report(field, remark, typed);
      if (rejects) rejected = true;
      record[field] = value;
      if (value !== undefined && column.happened) this.#reportFuture(row, field, column, value);
    }
    if (this.#hasConflictingTwin(row)) rejected = true;
    if (!rejected) {
      for (const { field, isPrivate = false, ...remark } of this.#file.dataset.check?.(record as never, this.#asOf) ??
        []) {
        if (isPrivate) this.#forget(row, field, found);
        report(field, remark, isPrivate ? null : this.#typed(row, field));
        if (causeOf(remark.code).effect !== 'rejects') continue;
        rejected = true;
        // What nobody may be told is not remembered either.
        if (isPrivate) record[field] = undefined;
      }
    }
    // Where cells may have moved, what is wrong with each of them tells nothing.
    if (isMoved) this.#findings.length = found;
    const shown = !rejected && (this.#file.dataset.isPublishable?.(record as never, this.#asOf) ?? true);
    return {
      record,
      fate: rejected ? 'rejected' : shown ? 'published' : 'withheld',
      file: this.#file,
      number: row.number,
    };
  }

  /** A row that is the header once more, and says nothing that the first does not say. */
  readHeader(row: DelimitedRow): IngestedRow {
    return this.#passOver(row, {
      code: 'repeated-header',
      message: `第${row.number}行又是一行表头，不是记录，不公布`,
      suggestion: '可以留着；几张表接在一起时，只留最上面的表头更好',
    });
  }

  /** A row that is no record: counted as read and rejected. */
  #passOver(row: DelimitedRow, remark: Remark): IngestedRow {
    this.#report(row, undefined, remark, null);
    return { record: {}, fate: 'rejected', file: this.#file, number: row.number };
  }

  #hasExtraCells(row: DelimitedRow): boolean {
    let found = false;
    for (let i = 0; i < row.cells.length; i++) {
      if (row.cells[i]!.trim() === '' || (this.#file.headers[i] ?? '') !== '') continue;
      if (i < this.#width) {
        if (!this.#unnamedReported.has(i)) {
          this.#unnamedReported.add(i);
          this.#reportAt(row, i, {
            code: 'unnamed-column',
            message: `${columnLetter(i)}列没有表头，内容不公布`,
            suggestion: '请补上表头，或删去这一列',
          });
        }
      } else {
        this.#reportAt(row, i, {
          code: 'extra-cells',
          message: `第${row.number}行比表头多出内容，后面的格子可能都错了位`,
          suggestion: '请检查这一行：含逗号的内容要用英文双引号括起来',
        });
        found = true;
        break;
      }
    }
    return found;
  }

  #hasConflictingTwin(row: DelimitedRow): boolean {
    let conflict = false;
    for (const [field, index] of this.#twins) {
      const other = cellText(row.cells[index] ?? '');
      if (other === '' || other === this.#typed(row, field)) continue;
      this.#reportAt(row, index, {
        code: 'conflicting-columns',
        message: `「${this.#file.headers[index]}」与「${this.#file.headers[this.#file.columnOf.get(field)!]}」内容不同，无法判断哪个对`,
        suggestion: '请只留正确的一列',
      });
      conflict = true;
    }
    return conflict;
  }

  #reportFuture(row: DelimitedRow, field: string, column: Column, value: unknown): void {
    const days = Array.isArray(value) ? (value as IsoDate[]) : [value as IsoDate];
    const day = days.find((one) => startOf(one) > this.#asOf);
    if (day === undefined) return;
    const remark = {
      code: 'future-date',
      message: `「${column.header}」${day} 在 ${this.#asOf} 之后，那一天还没有到`,
      suggestion: '请核对年份；确实是将来的，到那一天才起作用',
    } as const;
    this.#report(row, field, remark, this.#typed(row, field));
  }

  #typed(row: DelimitedRow, field: string): string {
    const index = this.#file.columnOf.get(field);
    return index === undefined ? '' : textOfCell(this.#file.dataset.columns[field]!, row.cells[index] ?? '');
  }

  /** Takes back what was found in the cell since `from`: it may quote what nobody is to read. */
  #forget(row: DelimitedRow, field: string, from: number): void {
    const column = columnLetter(this.#file.columnOf.get(field)!);
    const kept = this.#findings.slice(from).filter((one) => one.row !== row.number || one.column !== column);
    this.#findings.splice(from, Infinity, ...kept);
  }

  #report(row: DelimitedRow, field: string | undefined, remark: Remark, value: string | null): void {
    this.#findings.push(rowFinding(this.#file, row.number, field, remark, value));
  }

  #reportAt(row: DelimitedRow, index: number, remark: Remark): void {
    this.#findings.push(cellFinding(this.#file, row, index, remark));
  }
}

/**
 * The row with its private numbers masked, each cell that has some reported: whatever else is found in the cell can no
 * longer tell them. Every cell counts, whether its column is known or not.
 */
function withoutPrivateData(row: DelimitedRow, file: IngestedFile, findings: Finding[]): DelimitedRow {
  let cells = row.cells;
  for (const [i, cell] of row.cells.entries()) {
    if (cell.length < SHORTEST_PRIVATE_NUMBER) continue;
    const found = findPrivateNumbers(cell, hasValidCheckCharacter)[0];
    if (!found) continue;
    const remark = {
      code: 'private-data',
      message: `这一格里有${PRIVATE_KIND_NAMES[found.kind]}，不能公开，改正之前什么都不公布`,
      suggestion: '请删去这段内容；单位电话请写固定电话',
    } as const;
    findings.push(cellFinding(file, row, i, remark));
    cells = cells.with(i, masked(cell));
  }
  return cells === row.cells ? row : { ...row, cells };
}

/** A mobile number. */
const SHORTEST_PRIVATE_NUMBER = 11;

/** A word such as 无, which elsewhere means an empty cell, says something in a column that takes it for an answer. */
function textOfCell(column: Column, raw: string): string {
  const typed = cellText(raw);
  return typed === '' && column.type.answers?.includes(compact(raw)) === true ? compact(raw) : typed;
}

interface ReadCell {
  /** The text of the cell. */
  typed: string;
  /** `undefined` where it is empty or was not used. */
  value: unknown;
  /** What is to be said about it. */
  remarks: readonly Remark[];
  /** Whether the row is set aside. */
  rejects: boolean;
}

const MISSING_CELL: ReadCell = { typed: '', value: undefined, remarks: [], rejects: true };

/** Reads the cells of a column, each text once: kinds, days and authorities stand in a column again and again. */
function cellReader(column: Column): (raw: string) => ReadCell {
  let known: Map<string, ReadCell> | undefined = new Map();
  return (raw) => {
    const found = known?.get(raw);
    if (found !== undefined) return found;
    const cell = readCell(column, raw);
    // A column of names has none that come again.
    if (known !== undefined && known.size >= MOST_KNOWN) known = undefined;
    known?.set(raw, cell);
    return cell;
  };
}

/** Different texts of a column that are remembered: days of forty years. */
const MOST_KNOWN = 15_000;

function readCell(column: Column, raw: string): ReadCell {
  const typed = textOfCell(column, raw);
  if (typed === '') return emptyCell(column, typed);
  const parsed = column.type.schema.safeParse(typed);
  if (parsed.success) {
    const value: unknown = parsed.data;
    if (value === '' || (Array.isArray(value) && value.length === 0)) return emptyCell(column, typed);
    const remarks = value === undefined ? [] : (column.type.inspect?.(value, typed) ?? []);
    return { typed, value, remarks, rejects: false };
  }
  const issue = parsed.error.issues[0] as { params?: Remark; message: string };
  const remark = issue.params ?? { code: 'unused-bad-value' as const, message: issue.message, suggestion: '' };
  const told: Remark = column.decisive
    ? remark
    : { ...remark, code: 'unused-bad-value', message: `${remark.message}，这一格没有采用` };
  return { typed, value: undefined, remarks: [told], rejects: column.decisive === true };
}

function emptyCell(column: Column, typed: string): ReadCell {
  if (!column.required) return { typed, value: undefined, remarks: [], rejects: false };
  const remark = {
    code: 'missing-required-value',
    message: `「${column.header}」是空的`,
    suggestion: `请填写，例如：${column.example}`,
  } as const;
  return { typed, value: undefined, remarks: [remark], rejects: true };
}

/** A finding about a whole file, or one row of it. */
export function fileFinding(dataset: string, path: string, remark: Remark, row: number | null = null): Finding {
  return finding(dataset, path, remark, { row, column: null, header: null, value: null });
}

/** A finding about a row, or the cell of `field` in it. */
export function rowFinding(
  file: IngestedFile,
  row: number,
  field: string | undefined,
  remark: Remark,
  value: string | null,
): Finding {
  const index = field === undefined ? undefined : file.columnOf.get(field);
  const described = field === undefined ? null : (file.dataset.columns[field]?.header ?? null);
  const column = index === undefined ? null : columnLetter(index);
  return finding(file.dataset.id, file.path, remark, {
    row,
    column,
    header: index === undefined ? described : (file.headers[index] ?? null),
    value,
  });
}

/** A finding about a cell, whether its column is known or not. */
function cellFinding(file: IngestedFile, row: DelimitedRow, index: number, remark: Remark): Finding {
  return finding(file.dataset.id, file.path, remark, {
    row: row.number,
    column: columnLetter(index),
    header: file.headers[index] || null,
    value: row.cells[index] ?? null,
  });
}

/** The one place where findings are made: private numbers are masked in every text of theirs. */
function finding(
  dataset: string,
  path: string,
  { code, message, suggestion }: Remark,
  at: Pick<Finding, 'row' | 'column' | 'header' | 'value'>,
): Finding {
  return {
    severity: causeOf(code).severity,
    code,
    dataset,
    file: masked(path),
    row: at.row,
    column: at.column,
    header: at.header === null ? null : masked(at.header),
    value: at.value === null ? null : masked(at.value),
    message: masked(message),
    suggestion: masked(suggestion),
  };
}

function masked(text: string): string {
  return maskPrivateNumbers(text, hasValidCheckCharacter);
}
