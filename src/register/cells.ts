/** Values as they stand in a table and in a published CSV. */
import type { Column } from '../datasets/dataset.ts';

/** The text of a value in a table; `''` where there is none. */
export function cellInWords(column: Column, value: unknown): string {
  if (value === undefined) return '';
  return column.type.write === undefined ? String(value) : column.type.write(value);
}

/** Whether the text is a whole day, which must not break across lines. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
