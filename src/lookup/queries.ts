/** Which cells of a table are asked about: the column that holds names or codes. */
import { normaliseCreditCode } from '../domain/credit-code.ts';
import { compact } from '../domain/text.ts';

interface Row {
  number: number;
  cells: readonly string[];
}

export interface Column {
  index: number;
  /** Its header; without one the first cell that is filled. */
  label: string;
}

export interface QueryTable {
  /** Columns with anything in them. */
  columns: readonly Column[];
  /** Index of the column that most likely holds names or codes: the first of those that may. */
  likely: number;
  hasHeader: boolean;
  /** Rows below the header. */
  rows: readonly Row[];
}

export interface NumberedQuery {
  /** Number of the row, as a spreadsheet shows it. */
  number: number;
  text: string;
}

const HEADERS = new Set([
  '名称', '全称', '名字', '社会组织名称', '社会组织', '组织名称', '单位名称', '机构名称', '社团名称', '企业名称', '公司名称', '基金会名称', '协会名称', '收款单位', '单位', '机构',
  'name', 'organisation', 'organization', '统一社会信用代码', '社会信用代码', '信用代码', '代码', '机构代码', 'code',
]); // prettier-ignore
/** A title or two may stand above the header. */
const HEADER_WITHIN = 5;
/** Rows that are looked at to find the column. */
const LOOKED_AT = 200;

/** Whether a cell is the header of a column of names or codes. */
export function isQueryHeader(cell: string): boolean {
  return HEADERS.has(
    compact(cell)
      .replace(/[*:]|\(.*\)/g, '')
      .toLowerCase(),
  );
}

/** Whether a cell looks like the name of an organisation or a whole code. */
export function isQueryLike(cell: string): boolean {
  return (
    /\p{Script=Han}{2}.*[会院园校中心所馆社站团队盟金](?:[)）].*)?$/u.test(cell.trim()) ||
    /^[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(normaliseCreditCode(cell))
  );
}

export function queryTable(rows: readonly Row[]): QueryTable {
  const headerAt = rows.slice(0, HEADER_WITHIN).findIndex(({ cells }) => cells.some(isQueryHeader));
  const header = rows[headerAt]?.cells;
  const below = rows.slice(headerAt + 1);
  const sample = below.slice(0, LOOKED_AT);
  const width = Math.max(0, ...[...sample, ...rows.slice(0, HEADER_WITHIN)].map(({ cells }) => cells.length));
  const columns: (Column & { share: number; isNamed: boolean })[] = [];
  for (let index = 0; index < width; index++) {
    const filled = sample.map(({ cells }) => (cells[index] ?? '').trim()).filter((cell) => cell !== '');
    const named = header?.[index]?.trim() ?? '';
    if (filled.length === 0 && named === '') continue;
    const share = filled.filter(isQueryLike).length / Math.max(1, filled.length);
    columns.push({ index, label: named === '' ? (filled[0] ?? '') : named, share, isNamed: isQueryHeader(named) });
  }
  const likely =
    columns.find(({ isNamed }) => isNamed) ??
    columns.find(({ share }) => share >= 0.5) ??
    columns.toSorted((a, b) => b.share - a.share)[0];
  return {
    columns: columns.map(({ index, label }) => ({ index, label })),
    likely: likely?.index ?? 0,
    hasHeader: header !== undefined,
    rows: below,
  };
}

/** What a column asks: its cells that are not empty. */
export function queriesIn(rows: readonly Row[], column: number): NumberedQuery[] {
  return rows.flatMap(({ number, cells }) => {
    const text = (cells[column] ?? '').trim();
    return text === '' ? [] : [{ number, text }];
  });
}
