/** Values that the front matter of several kinds of text has. */
import { z } from 'zod';
import { isRealDate } from '../domain/date.ts';
import { httpAddress } from '../domain/text.ts';

/** An http or https address. */
export const webAddress = z.string().refine((url) => httpAddress(url) !== undefined);

/** A day, a month or a year, `2024-03-05`, `2024-03` or `2024`; YAML reads the last as a number. */
export const day = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => isRealDate(text));

/** Ids of the dataset `sources`: one, or a list. */
export const sourceIds = z
  .union([z.string(), z.array(z.string())])
  .transform((ids) => (typeof ids === 'string' ? [ids] : ids))
  .default([]);

/** Words that are not blank. */
export const words = z.string().refine((text) => text.trim() !== '');

/** Cures for keys that several kinds of text have. */
export const CURES = {
  title: 'title 写标题',
  source: 'source 写「信息来源」里的编号，如 [S001]',
} as const;

/** `key 写成 2026-01-31 的样子，只知道年月的写 2026-01` */
export function dayCure(key: string): string {
  return `${key} 写成 2026-01-31 的样子，只知道年月的写 2026-01`;
}
