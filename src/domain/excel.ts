/** CSV as spreadsheets want it. */

/** What spreadsheets take for a formula, in full width too; line breaks and blanks in front do not stop them. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;

/** Beside a byte order mark: CRLF, and an apostrophe before what could pass for a formula (DESIGN §6). */
export const EXCEL = { newline: '\r\n', escapeFormulae: FORMULA } as const;

/** Numbers that Excel would change, with an apostrophe before them: of more digits than it keeps, or beginning with a zero. */
export function excelCells(cells: readonly (string | number)[]): (string | number)[] {
  return cells.map((cell) => (typeof cell === 'string' && /^(\d{12,}|0\d+)$/.test(cell) ? `'${cell}` : cell));
}
