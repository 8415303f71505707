/** Values as they stand in a table and in a published CSV. */
import type { Column } from '../datasets/dataset.ts';

/** The text of a value in a table; `''` where there is none. */
export function cellInWords(column: Column, value: unknown): string {
  if (value === undefined) return '';
  return column.type.write === undefined ? String(value) : column.type.write(value);
}
