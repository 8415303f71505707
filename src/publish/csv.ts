/** Published CSV: UTF-8 without byte order mark, RFC 4180 with LF. */
import Papa from 'papaparse';

/** Cells are quoted where they need it, and nowhere else. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${Papa.unparse({ fields: [...header], data: rows as (string | number)[][] }, { newline: '\n', quotes: false })}\n`;
}
