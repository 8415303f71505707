/** Columns that several datasets have in the same form. */
import { optional, required } from './dataset.ts';
import { creditCode, list } from './types.ts';

export const organisationCode = required('统一社会信用代码', creditCode(), {
  aliases: ['信用代码', '社会信用代码', '统一信用代码', '统一社会信用代码证号'],
  example: '51990100MJ0000018U',
  note: '登记数据里这家组织的代码。',
});

export const sourceIds = optional('来源', list('来源编号，可有多个'), {
  aliases: ['来源编号', '信息来源', '数据来源'],
  example: 'S001',
  note: '「信息来源」数据里的编号。',
});
