/**
 * Types of cells. Each is a zod schema from the cell's text to its value, which refuses what it cannot read, and an
 * optional second look at what it could read. Refusals carry the cause and the cure in Chinese.
 */
import { z } from 'zod';
import { parseAmount, type Amount } from '../domain/amount.ts';
import {
  hasValidCheckCharacter,
  hasValidSubjectCode,
  isCivilAffairsCode,
  isCreditCodeShape,
  issuingDepartment,
  normaliseCreditCode,
  regionOfCode,
  spreadsheetDamage,
  suggestCreditCode,
} from '../domain/credit-code.ts';
import { isWholeDay, NO_END, parseDate, type IsoDate, type ParsedDate } from '../domain/date.ts';
import type { Remark } from '../domain/finding.ts';
import { seemsSeveralNames, stripNumbering } from '../domain/name.ts';
import { parsePhrases, type Phrases } from '../domain/phrases.ts';
import { isKnownRegion } from '../domain/region.ts';
import { compact, hasInvisibleCharacters, httpAddress, quotedBriefly, splitValues } from '../domain/text.ts';

export interface CellType<T> {
  /** Kind in words, for the data dictionary. */
  words: string;
  schema: z.ZodType<T, string>;
  /** Looks again at a value that was read. */
  inspect?: (value: T, text: string) => Remark[];
  /** The value as the published CSV writes it; default: the text of the value. */
  write?: (value: T) => string;
  /** Words for «nothing here», such as 无, that are an answer in this column. */
  answers?: readonly string[];
}

function refuse(ctx: z.core.$RefinementCtx<string>, remark: Remark): typeof z.NEVER {
  ctx.issues.push({ code: 'custom', message: remark.message, input: ctx.value, params: remark });
  return z.NEVER;
}

function reading<T>(read: (typed: string, refuseWith: (remark: Remark) => never) => T): z.ZodType<T, string> {
  return z.string().transform((typed, ctx) => read(typed, (remark) => refuse(ctx, remark))) as unknown as z.ZodType<
    T,
    string
  >;
}

function invisibleRemarks(typed: string): Remark[] {
  return hasInvisibleCharacters(typed)
    ? [
        {
          code: 'invisible-characters',
          message: '文字里有看不见的字符（零宽、方向或控制字符），可能使名称看起来与实际不同',
          suggestion: '请在表格里重新输入这段文字',
        },
      ]
    : [];
}

/** What spreadsheets write where a formula failed or a column was too narrow. `#N/A` is a placeholder. */
const SHEET_ERROR = /^#(?:REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|#{2,})$/i;

/** Text as typed, unless it is an error of the spreadsheet. */
function typedText(): z.ZodType<string, string> {
  return reading((typed, refuseWith) =>
    SHEET_ERROR.test(typed)
      ? refuseWith({
          code: 'missing-required-value',
          message: `「${typed}」是表格软件的错误提示，不是内容`,
          suggestion: '请在表格里改好公式或加宽这一列，再重新导出',
        })
      : typed,
  );
}

/** Any text, kept as typed. */
export function text(): CellType<string> {
  return { words: '文字', schema: typedText(), inspect: (_, typed) => invisibleRemarks(typed) };
}

/** The name of a body: kept as typed, but for list numbering in front of it. */
export function name(): CellType<string> {
  return {
    words: '名称',
    schema: typedText().transform((typed) => stripNumbering(typed) ?? typed),
    inspect: (value, typed) => [
      ...(stripNumbering(typed) === undefined
        ? []
        : [
            {
              code: 'list-numbering' as const,
              message: `名称前的序号已去掉，按「${value}」公布`,
              suggestion: '请把序号从名称的格子里删掉',
            },
          ]),
      ...(seemsSeveralNames(value)
        ? [
            {
              code: 'several-names' as const,
              message: '一个格子里像是写了几个名称',
              suggestion: '请每个名称单独写一行',
            },
          ]
        : []),
      ...(value.includes('\n')
        ? [{ code: 'line-break-in-name' as const, message: '名称里有换行', suggestion: '请删去名称里的换行' }]
        : []),
      ...invisibleRemarks(typed),
    ],
  };
}

/** A credit code of a body registered by civil affairs. A failing check character is a remark, never a refusal. */
export function creditCode(): CellType<string> {
  return {
    words: '统一社会信用代码（18位）',
    schema: reading((typed, refuseWith) => {
      const damage = spreadsheetDamage(typed) ?? roundedByChance(typed);
      if (damage !== undefined) {
        return refuseWith({
          code: 'code-ruined-by-spreadsheet',
          message:
            damage === 'scientific'
              ? `「${typed}」是表格软件把18位代码当成数字后的科学记数写法，原来的代码已经丢失`
              : `「${typed}」从第16位起全是0：表格软件只保留15位数字，原来的代码已经丢失`,
          suggestion: '请从原始材料重新录入，并先把这一列设为文本格式',
        });
      }
      const code = normaliseCreditCode(typed);
      if (!isCreditCodeShape(code)) {
        const meant = suggestCreditCode(code);
        return refuseWith({
          code: 'bad-credit-code',
          message: `「${typed}」${misshape(code)}`,
          suggestion: meant === undefined ? '请对照登记证书核对代码' : `可能应为 ${meant}，请对照登记证书核对后改正`,
        });
      }
      if (!isCivilAffairsCode(code)) {
        return refuseWith({
          code: 'foreign-credit-code',
          message: code.startsWith('5')
            ? `「${code}」以${code.slice(0, 2)}开头，民政部门核发给社会组织的代码没有这样开头的`
            : `「${code}」以${code.slice(0, 2)}开头，由${issuingDepartment(code)}核发，不是民政部门登记的社会组织`,
          suggestion: '社会组织的代码以51、52、53或59开头，请核对',
        });
      }
      return code;
    }),
    inspect: (code) => creditCodeRemarks(code),
  };
}

/**
 * A credit code of a member firm. Firms are in the register of the market authorities (GB 32100, table 1: department 9),
 * not in this one, so the code is checked by itself and leads nowhere.
 */
export function enterpriseCode(): CellType<string> {
  return {
    words: '企业的统一社会信用代码（18位，以9开头）',
    schema: reading((typed, refuseWith) => {
      const damage = spreadsheetDamage(typed);
      if (damage !== undefined) {
        return refuseWith({
          code: 'code-ruined-by-spreadsheet',
          message: `「${typed}」是被表格软件当成数字改过的写法，原来的代码已经丢失`,
          suggestion: '请从营业执照重新录入，并先把这一列设为文本格式',
        });
      }
      const code = normaliseCreditCode(typed);
      if (!isCreditCodeShape(code)) {
        return refuseWith({
          code: 'bad-credit-code',
          message: `「${typed}」${misshape(code)}`,
          suggestion: '请对照营业执照核对代码',
        });
      }
      if (!code.startsWith('9')) {
        return refuseWith({
          code: 'not-an-enterprise-code',
          message: `「${code}」由${issuingDepartment(code)}核发，不是企业的代码`,
          suggestion: '这一列只写企业的代码，以9开头，请核对',
        });
      }
      return code;
    }),
    inspect: (code) =>
      hasValidCheckCharacter(code)
        ? []
        : [
            {
              code: 'member-check-character',
              message: `「${code}」的校验码（第18位）与前面的字符对不上，可能有错字`,
              suggestion: '请对照会员的营业执照核对',
            },
          ],
  };
}

/** One rounded code in thirty-one passes the last check; the check of the subject code finds most of them. */
function roundedByChance(typed: string): 'rounded' | undefined {
  const code = normaliseCreditCode(typed);
  return /^\d{15}000$/.test(code) && !hasValidSubjectCode(code) ? 'rounded' : undefined;
}

/** What keeps the text from being a credit code of any department. */
function misshape(code: string): string {
  if (code.length !== 18) return `是${code.length}位，统一社会信用代码应为18位`;
  return /[^0-9A-HJ-NPQRTUWXY]/.test(code)
    ? '含有代码里不用的字符（字母 I、O、S、V、Z 不用）'
    : '的第3至8位应是数字（登记机关的行政区划代码）';
}

function creditCodeRemarks(code: string): Remark[] {
  const remarks: Remark[] = [];
  const soundCheck = hasValidCheckCharacter(code);
  const soundSubject = hasValidSubjectCode(code);
  if (!soundCheck || !soundSubject) {
    const meant = suggestCreditCode(code);
    const which = soundCheck
      ? '主体标识码的校验位（第17位）'
      : soundSubject
        ? '校验码（第18位）'
        : '校验码（第18位）和主体标识码的校验位（第17位）';
    remarks.push({
      code: 'check-character',
      message: `「${code}」的${which}与前面的字符对不上，可能有错字`,
      suggestion: `${meant === undefined ? '请对照登记证书核对' : `可能应为 ${meant}，请对照登记证书核对`}；确认无误的，把它写进 accepted-codes.csv`,
    });
  }
  if (!isKnownRegion(regionOfCode(code))) {
    remarks.push({
      code: 'unknown-region',
      message: `代码第3至8位「${regionOfCode(code)}」不是任何一版行政区划代码`,
      suggestion: '请对照登记证书核对代码',
    });
  }
  return remarks;
}

/** A day; months and years alone are kept as such and remarked on. */
export function date(): CellType<IsoDate> {
  return dateType('日期（YYYY-MM-DD）', false);
}

/** The last day of something; 长期 means it has no end. Of a span, as certificates print it, the end counts. */
export function endDate(): CellType<IsoDate> {
  return dateType('日期（YYYY-MM-DD）或长期', true);
}

/** One between two days, and two within each of them. */
const MOST_GAPS = 5;

/** `2023-03-01至2028-02-29`, `自2023年3月1日起至长期`, `2023.03.01-2028.02.29`: the end, if both sides are days. */
function parseEnd(typed: string): ParsedDate {
  const whole = parseDate(typed);
  if (whole.value !== undefined || whole.problem !== 'shape') return whole;
  const gaps = [...typed.matchAll(/起?[至到]|[~～]|[-－—–]{1,2}/g)];
  if (gaps.length > MOST_GAPS) return whole;
  for (const { index, 0: between } of gaps) {
    const from = parseDate(typed.slice(0, index).replace(/^\s*[自从]/, ''));
    const to = parseDate(typed.slice(index + between.length).replace(/止\s*$/, ''));
    if (from.value !== undefined && to.value !== undefined) return to;
  }
  return whole;
}

function dateType(words: string, mayHaveNoEnd: boolean): CellType<IsoDate> {
  return {
    words,
    schema: reading((typed, refuseWith) => {
      const parsed = mayHaveNoEnd ? parseEnd(typed) : parseDate(typed);
      if (parsed.value === undefined && parsed.problem === 'unknown') return '';
      if (parsed.value === undefined || (parsed.value === NO_END && !mayHaveNoEnd)) {
        return refuseWith({
          code: 'bad-date',
          message:
            parsed.value === undefined && parsed.problem === 'no-such-day'
              ? `没有「${typed}」这一天`
              : `认不出「${typed}」是哪一天`,
          suggestion: mayHaveNoEnd ? '请写成 2025-01-31 的样子；没有期限的写长期' : '请写成 2025-01-31 的样子',
        });
      }
      return parsed.value;
    }),
    inspect: (value, typed) =>
      value === '' || isWholeDay(value)
        ? []
        : [
            {
              code: 'partial-date',
              message: `「${typed}」只到${value.length === 4 ? '年' : '月'}，起始按第一天、截止按最后一天判断`,
              suggestion: '知道是哪一天的，请补全',
            },
          ],
    write: (value) => (value === NO_END ? '长期' : value),
  };
}

/** One of a fixed list of words; other spellings that mean the same are listed beside it. */
export function choice<const T extends string>(
  values: readonly T[],
  others: Readonly<Record<string, T>> = {},
): CellType<T> {
  const known = new Map<string, T>([...values.map((value) => [value, value] as const), ...Object.entries(others)]);
  return {
    words: values.join('、'),
    schema: reading<T>(
      (typed, refuseWith) =>
        known.get(compact(typed).toUpperCase()) ??
        refuseWith({
          code: 'bad-choice',
          message: `「${typed}」不在规定的取值之内`,
          suggestion: `请改为以下之一：${values.join('、')}`,
        }),
    ),
  };
}

/** Several texts in one cell, separated by `;`, `；` or `、`. */
export function list(words = '文字，可有多个'): CellType<readonly string[]> {
  return {
    words,
    schema: typedText().transform((typed) => splitValues(typed)),
    inspect: (_, typed) => invisibleRemarks(typed),
    write: (values) => values.join('；'),
  };
}

/** Several words of a customary list; others are kept and remarked on. */
export function tags(values: readonly string[]): CellType<readonly string[]> {
  return {
    ...list(`${values.join('、')}，可有多个`),
    inspect: (found) => {
      const unknown = found.filter((tag) => !values.includes(compact(tag)));
      return unknown.length === 0
        ? []
        : [
            {
              code: 'unknown-tag',
              message: `${quotedBriefly(unknown)}不是常用的组织标识，原样显示`,
              suggestion: `常用的是：${values.join('、')}`,
            },
          ];
    },
  };
}

/** A word of a customary list, others kept and remarked on. */
export function customary(values: readonly string[], others: Readonly<Record<string, string>> = {}): CellType<string> {
  const known = new Map([
    ...values.map((value) => [compact(value), value] as const),
    ...Object.entries(others).map(([typed, value]) => [compact(typed), value] as const),
  ]);
  return {
    words: `${values.join('、')}，或别的文字`,
    schema: typedText().transform((typed) => known.get(compact(typed)) ?? typed),
    inspect: (value, typed) => [
      ...(known.has(compact(value))
        ? []
        : [
            {
              code: 'unknown-item' as const,
              message: `「${value}」不在常用的事项之内，原样显示`,
              suggestion: `说的是同一件事的，请改用：${values.join('、')}`,
            },
          ]),
      ...invisibleRemarks(typed),
    ],
  };
}

/** Whether there is such a thing, or how it stands in a few words. 无 is an answer here, not an empty cell. */
export function state(): CellType<string> {
  const words = ['有', '无', '进行中'];
  return { ...text(), words: `${words.join('、')}，或简短的文字`, answers: ['无'] };
}

/** How many: a whole number, with or without the word that counts. */
export function count(): CellType<number> {
  return {
    words: '整数',
    schema: reading((typed, refuseWith) => {
      const digits = /^(\d+)(?:\.0+)?[票人家户个名次]?$/.exec(compact(typed).replaceAll(',', ''))?.[1];
      const number = Number(digits);
      return digits !== undefined && Number.isSafeInteger(number)
        ? number
        : refuseWith({
            code: 'bad-number',
            message: `「${typed}」不是整数`,
            suggestion: '请只写数字，如 86',
          });
    }),
  };
}

/** A share in per cent, kept as typed. */
export function percentage(): CellType<string> {
  return {
    words: '百分比',
    schema: typedText(),
    inspect: (_, typed) =>
      /^[-+]?\d+(\.\d+)?%$/.test(compact(typed))
        ? []
        : [
            {
              code: 'bad-percentage',
              message: `「${typed}」不是百分比，原样显示`,
              suggestion: '请写成 12.5% 的样子',
            },
          ],
  };
}

/** Several days in one cell. */
export function dates(): CellType<readonly IsoDate[]> {
  const single = dateType('', false);
  return {
    words: '日期，可有多个',
    schema: reading((typed, refuseWith) =>
      splitValues(typed).flatMap((part) => {
        const parsed = single.schema.safeParse(part);
        if (!parsed.success)
          return refuseWith({
            code: 'bad-date',
            message: `认不出「${part}」是哪一天`,
            suggestion: '请写成 2025-01-31；2025-04-30 的样子',
          });
        return parsed.data === '' ? [] : [parsed.data];
      }),
    ),
    write: (values) => values.join('；'),
  };
}

/** Money; a bare number counts in `unit` yuan. What is no amount, or less than nothing, is kept as text and remarked on. */
export function amount(unit: 1 | 10_000): CellType<Amount> {
  return {
    words: unit === 1 ? '金额（元）' : '金额（万元）',
    schema: z.string().transform((typed) => {
      const parsed = parseAmount(typed, unit);
      const isCountable = parsed?.yuan === undefined || (parsed.yuan >= 0 && parsed.yuan <= Number.MAX_SAFE_INTEGER);
      return parsed !== undefined && isCountable ? parsed : { text: typed, yuan: undefined, approximate: false };
    }),
    inspect: (value, typed) =>
      value.yuan !== undefined
        ? []
        : [
            {
              code: 'bad-amount',
              message: `「${typed}」不是人民币金额，原样显示，不计入合计`,
              suggestion: unit === 1 ? '请只写数字，单位是元' : '请只写数字，单位是万元',
            },
          ],
    write: (value) => value.text,
  };
}

/** An http(s) address; anything else is shown as text and never linked. */
export function address(): CellType<string> {
  return {
    words: '网址',
    schema: z.string(),
    inspect: (_, typed) =>
      httpAddress(typed) === undefined
        ? [
            {
              code: 'bad-address',
              message: `「${typed}」不是 http 或 https 网址，只作文字显示`,
              suggestion: '请写成 https://… 的完整网址',
            },
          ]
        : [],
  };
}

/** A calendar year. */
export function year(): CellType<string> {
  return {
    words: '年份（YYYY）',
    schema: reading((typed, refuseWith) => {
      const match = /^((?:19|20)\d{2})(?:年度?|\.0)?$/.exec(compact(typed));
      return (
        match?.[1] ?? refuseWith({ code: 'bad-year', message: `认不出「${typed}」是哪一年`, suggestion: '请写成 2025' })
      );
    }),
  };
}

/** A six-digit GB/T 2260 code; longer statistical codes are cut to their county. */
export function region(): CellType<string> {
  return {
    words: '行政区划代码（6位）',
    schema: reading((typed, refuseWith) => {
      const match = /^(\d{6})(\d{3}|\d{6})?$/.exec(compact(typed));
      return (
        match?.[1] ??
        refuseWith({
          code: 'bad-choice',
          message: `「${typed}」不是6位行政区划代码`,
          suggestion: '请写6位数字，如 330200',
        })
      );
    }),
    inspect: (value) =>
      isKnownRegion(value)
        ? []
        : [
            {
              code: 'unknown-region',
              message: `「${value}」不是任何一版行政区划代码`,
              suggestion: '请核对；新设的区划可写进 regions.csv',
            },
          ],
  };
}

/** How a text says something, in the words of `domain/phrases.ts`. */
export function phrases(): CellType<Phrases> {
  return {
    words: '识别词',
    schema: reading((typed, refuseWith) => {
      const parsed = parsePhrases(typed);
      return 'fault' in parsed
        ? refuseWith({
            code: 'bad-phrases',
            message: `${parsed.fault}，认不出这几个识别词`,
            suggestion: '请写成 不＋强制／强迫＋入会；入会自愿 的样子',
          })
        : parsed;
    }),
    write: (value) => value.text,
  };
}
