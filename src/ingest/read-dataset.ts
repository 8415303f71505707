/** One file of a dataset → typed rows and findings. */
import type { Column, Dataset } from '../datasets/dataset.ts';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import { startOf, type IsoDate } from '../domain/date.ts';
import { causeOf, type Cause, type Finding, type Remark } from '../domain/finding.ts';
import { findPrivateNumbers, isPrivateHeader, maskPrivateNumbers, PRIVATE_KIND_NAMES } from '../domain/privacy.ts';
import { cellText, compact } from '../domain/text.ts';
import { decode } from './decode.ts';
import { columnLetter, readDelimited, type DelimitedRow } from './delimited.ts';
import { fieldsByHeader, countHeaders, findHeaderRow, headerKey } from './headers.ts';

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

const TOTALS = /^(合计|总计|共计|小计|总数|累计|total|sum)[:：]?$/i;

/** Reads one file. Never throws: what cannot be read is a finding. */
export function readDatasetFile(dataset: Dataset, path: string, bytes: Uint8Array, asOf: IsoDate): ReadResult {
  const findings: Finding[] = [];
  const stop = (code: Cause, message: string, suggestion: string, row: number | null = null) => {
    findings.push(fileFinding(dataset.id, path, { code, message, suggestion }, row));
    return { rows: [], findings };
  };
  const decoded = decode(bytes);
  if ('problem' in decoded) {
    const code = decoded.problem === 'workbook' ? 'not-a-csv' : decoded.problem === 'cut-off' ? 'truncated-file' : 'unreadable-file';
    return stop(code, decoded.message, decoded.suggestion);
  }
  if (decoded.text.trim() === '') return stop('unreadable-file', '文件是空的，连表头也没有', '请重新导出；确实没有数据的，请删去这个文件或只留表头');

  const table = readDelimited(decoded.text, (cells) => countHeaders(dataset, cells));
  const headerIndex = findHeaderRow(dataset, table.rows);
  if (headerIndex < 0) {
    const required = Object.values(dataset.columns).filter((column) => column.required);
    return stop('missing-required-column', `没有找到表头：前30行里没有一行含有「${required.map((column) => column.header).join('」「')}」`, '请按 npm run template 写出的空表补上表头');
  }
  const header = table.rows[headerIndex]!;
  const file = layOut(dataset, path, header, findings);
  const missing = Object.entries(dataset.columns).filter(([field, column]) => column.required && !file.columnOf.has(field));
  for (const [, column] of missing) {
    findings.push(
      fileFinding(dataset.id, path, { code: 'missing-required-column', message: `缺少必填的列「${column.header}」`, suggestion: `请补上这一列；也可用：${column.aliases.join('、') || '无其他写法'}` }, header.number),
    );
  }

  const body = table.rows.slice(headerIndex + 1).filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  const openQuote = table.quoteProblems.find((problem) => problem.openToTheEnd);
  if (openQuote) return stop('truncated-file', `第${openQuote.row}行起有一个引号没有配对，后面的内容都连成了一格：文件可能没有保存完整`, '请重新导出，或补上缺的引号', openQuote.row);
  if (isCutOff(table.endsInLineBreak, body, file)) {
    const last = body.at(-1)!;
    return stop('truncated-file', `最后一行（第${last.number}行）只有${last.cells.length}格，而且文件不以换行结束：文件可能没有保存完整`, '请等文件保存或复制完成后再试，或重新导出', last.number);
  }
  for (const problem of table.quoteProblems) {
    findings.push(fileFinding(dataset.id, path, { code: 'mended-quotes', message: `第${problem.row}行的引号不成对，已按最可能的意思读取`, suggestion: '格子里的引号要写成两个' }, problem.row));
  }

  const reader = new RowReader(file, asOf, findings);
  const rows = body.map((row) => reader.read(row));
  return { rows, findings };
}

function isCutOff(endsInLineBreak: boolean, body: readonly DelimitedRow[], file: IngestedFile): boolean {
  if (endsInLineBreak || body.length < 2) return false;
  const width = lastFilled(file.headers) + 1;
  const last = body.at(-1)!;
  return last.cells.length < width && body.slice(0, -1).every((row) => row.cells.length >= width);
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '');
}

function layOut(dataset: Dataset, path: string, header: DelimitedRow, findings: Finding[]): IngestedFile {
  const known = fieldsByHeader(dataset);
  const columnOf = new Map<string, number>();
  for (const [i, cell] of header.cells.entries()) {
    const typed = cell.trim();
    if (typed === '') continue;
    const at = { row: header.number, column: columnLetter(i), header: typed, value: null };
    const report = (remark: Remark) => findings.push({ ...fileFinding(dataset.id, path, remark, header.number), ...at });
    const field = known.get(headerKey(typed));
    if (field !== undefined && columnOf.has(field)) {
      report({ code: 'duplicate-column', message: `「${typed}」与${columnLetter(columnOf.get(field)!)}列说的是同一件事`, suggestion: '请只留一列' });
    } else if (field !== undefined) {
      columnOf.set(field, i);
    } else if (isPrivateHeader(headerKey(typed))) {
      report({ code: 'private-column', message: `「${typed}」是个人信息，不能放进公开数据，本次没有公布任何内容`, suggestion: '请删去这一整列再试' });
    } else {
      report({ code: 'unknown-column', message: `不认识「${typed}」这一列，它的内容没有公布`, suggestion: '写错的请改正表头（写法见数据字典）；用不着的可以留着或删去' });
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
  readonly #fields: readonly (readonly [string, Column, number | undefined])[];
  readonly #twins: readonly (readonly [string, number])[];
  readonly #unnamedReported = new Set<number>();

  constructor(file: IngestedFile, asOf: IsoDate, findings: Finding[]) {
    this.#file = file;
    this.#asOf = asOf;
    this.#findings = findings;
    this.#width = lastFilled(file.headers) + 1;
    this.#fields = Object.entries(file.dataset.columns).map(([field, column]) => [field, column, file.columnOf.get(field)]);
    const known = fieldsByHeader(file.dataset);
    this.#twins = file.headers.flatMap((header, i) => {
      const field = known.get(headerKey(header));
      return field !== undefined && file.columnOf.get(field) !== i ? [[field, i] as const] : [];
    });
  }

  read(row: DelimitedRow): IngestedRow {
    const report = (field: string | undefined, remark: Remark, value: string | null = null) => this.#report(row, field, remark, value);
    const first = row.cells.find((cell) => cell.trim() !== '')!;
    this.#scanForPrivateData(row);
    if (TOTALS.test(compact(first))) {
      report(undefined, { code: 'totals-row', message: `第${row.number}行是「${first.trim()}」行，不是记录，没有公布`, suggestion: '可以留着；导出时不带合计行更好' });
      return { record: {}, fate: 'rejected', file: this.#file, number: row.number };
    }

    let rejected = this.#hasExtraCells(row);
    if (row.cells.length < this.#width) {
      report(undefined, { code: 'short-row', message: `第${row.number}行只有${row.cells.length}格，表头有${this.#width}格，缺的按空白处理`, suggestion: '请检查这一行是否少了分隔符' });
    }
    const record: Record<string, unknown> = {};
    for (const [field, column, index] of this.#fields) {
      const typed = index === undefined ? '' : cellText(row.cells[index] ?? '');
      const read = this.#readCell(column, typed);
      if (read.remark) report(field, read.remark, typed);
      if (read.rejects) rejected = true;
      record[field] = read.value;
      if (read.value === undefined) continue;
      for (const remark of column.type.inspect?.(read.value, typed) ?? []) report(field, remark, typed);
      if (column.happened) this.#reportFuture(row, field, column, read.value);
    }
    if (this.#hasConflictingTwin(row)) rejected = true;
    if (!rejected) {
      for (const { field, ...remark } of this.#file.dataset.check?.(record as never, this.#asOf) ?? []) {
        report(field, remark, this.#typed(row, field));
        if (causeOf(remark.code).effect === 'rejects') rejected = true;
      }
    }
    const shown = !rejected && (this.#file.dataset.isPublishable?.(record as never, this.#asOf) ?? true);
    return { record, fate: rejected ? 'rejected' : shown ? 'published' : 'withheld', file: this.#file, number: row.number };
  }

  #readCell(column: Column, typed: string): { value?: unknown; remark?: Remark; rejects?: boolean } {
    const missing = { remark: { code: 'missing-required-value', message: `「${column.header}」是空的`, suggestion: `请填写，例如：${column.example}` } as const, rejects: true };
    if (typed === '') return column.required ? missing : {};
    const parsed = column.type.schema.safeParse(typed);
    if (parsed.success) {
      const empty = parsed.data === '' || (Array.isArray(parsed.data) && parsed.data.length === 0);
      return empty ? (column.required ? missing : {}) : { value: parsed.data };
    }
    const issue = parsed.error.issues[0] as { params?: Remark; message: string };
    const remark = issue.params ?? { code: 'unused-bad-value' as const, message: issue.message, suggestion: '' };
    if (column.decisive) return { remark, rejects: true };
    return { remark: { ...remark, code: 'unused-bad-value', message: `${remark.message}，这一格没有采用` } };
  }

  #hasExtraCells(row: DelimitedRow): boolean {
    let found = false;
    for (let i = 0; i < row.cells.length; i++) {
      if (row.cells[i]!.trim() === '' || (this.#file.headers[i] ?? '') !== '') continue;
      if (i < this.#width) {
        if (!this.#unnamedReported.has(i)) {
          this.#unnamedReported.add(i);
          this.#reportAt(row, i, { code: 'unnamed-column', message: `${columnLetter(i)}列没有表头，内容没有公布`, suggestion: '请补上表头，或删去这一列' });
        }
      } else {
        this.#reportAt(row, i, { code: 'extra-cells', message: `第${row.number}行比表头多出内容，后面的格子可能都错了位`, suggestion: '请检查这一行：含逗号的内容要用英文双引号括起来' });
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
      this.#reportAt(row, index, { code: 'conflicting-columns', message: `「${this.#file.headers[index]}」与「${this.#file.headers[this.#file.columnOf.get(field)!]}」内容不同，无法判断哪个对`, suggestion: '请只留正确的一列' });
      conflict = true;
    }
    return conflict;
  }

  #reportFuture(row: DelimitedRow, field: string, column: Column, value: unknown): void {
    for (const day of Array.isArray(value) ? (value as IsoDate[]) : [value as IsoDate]) {
      if (startOf(day) <= this.#asOf) continue;
      this.#report(row, field, { code: 'future-date', message: `「${column.header}」${day} 在 ${this.#asOf} 之后，那一天还没有到`, suggestion: '请核对年份；确实是将来的，到那一天才起作用' }, this.#typed(row, field));
    }
  }

  #scanForPrivateData(row: DelimitedRow): void {
    for (const [i, cell] of row.cells.entries()) {
      if (cell.length < 11) continue;
      const found = findPrivateNumbers(cell, hasValidCheckCharacter)[0];
      if (!found) continue;
      this.#reportAt(row, i, { code: 'private-data', message: `这一格里有${PRIVATE_KIND_NAMES[found.kind]}，不能公开，本次没有公布任何内容`, suggestion: '请删去这段内容；单位电话请用固定电话' });
    }
  }

  #typed(row: DelimitedRow, field: string): string {
    const index = this.#file.columnOf.get(field);
    return index === undefined ? '' : cellText(row.cells[index] ?? '');
  }

  #report(row: DelimitedRow, field: string | undefined, remark: Remark, value: string | null): void {
    this.#findings.push(rowFinding(this.#file, row.number, field, remark, value));
  }

  #reportAt(row: DelimitedRow, index: number, remark: Remark): void {
    const finding = rowFinding(this.#file, row.number, undefined, remark, row.cells[index] ?? null);
    this.#findings.push({ ...finding, column: columnLetter(index), header: this.#file.headers[index] || null });
  }
}

/** A finding about a whole file, or one row of it. */
export function fileFinding(dataset: string, path: string, remark: Remark, row: number | null = null): Finding {
  const { code, message, suggestion } = remark;
  return { severity: causeOf(code).severity, code, dataset, file: path, row, column: null, header: null, value: null, message, suggestion };
}

/** A finding about a row, or the cell of `field` in it. Private numbers are masked. */
export function rowFinding(file: IngestedFile, row: number, field: string | undefined, remark: Remark, value: string | null): Finding {
  const index = field === undefined ? undefined : file.columnOf.get(field);
  const mask = (text: string) => maskPrivateNumbers(text, hasValidCheckCharacter);
  return {
    severity: causeOf(remark.code).severity,
    code: remark.code,
    dataset: file.dataset.id,
    file: file.path,
    row,
    column: index === undefined ? null : columnLetter(index),
    header: index === undefined ? (field === undefined ? null : (file.dataset.columns[field]?.header ?? null)) : (file.headers[index] ?? null),
    value: value === null ? null : mask(value),
    message: mask(remark.message),
    suggestion: mask(remark.suggestion),
  };
}
