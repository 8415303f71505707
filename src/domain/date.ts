/**
 * Calendar days as text. An `IsoDate` is `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where the source tells no more.
 * Whole days sort and compare as plain strings. Nothing here reads the clock or knows a time zone.
 */
export type IsoDate = string;

/** Stands for 长期 (no end). Later than any day a register holds, so that it compares like any other end. */
export const NO_END: IsoDate = '9999-12-31';

const CHINESE_DIGITS = '〇一二三四五六七八九';
const NO_END_WORDS = /^(长期(有效)?|永久(有效)?|无固定期限|无期限)$/;
/** What programs write for «no date»: empty dates of databases and Excel's day zero. */
const UNKNOWN_DAYS = new Set([
  '0000-00-00',
  '0000-00',
  '0001-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-00',
  '1900-01-01',
]);

/** A time in a zone other than China's may belong to the neighbouring day; midnight UTC is how programs write a mere day. */
const TIME = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\+08:?00|(?<=[T ]0?0:00(?::00(?:\.0+)?)?)Z)?`;
const SEPARATED = new RegExp(
  String.raw`^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T ]+${TIME})?|\s*月)?$`,
);

/** As most files have it. */
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

export type ParsedDate = { value: IsoDate } | { value: undefined; problem: 'unknown' | 'shape' | 'no-such-day' };

/**
 * Reads a day as spreadsheets and people write it: `2025-01-01`, `2025/1/1`, `2025.01.01`, `20250101`,
 * `2025年1月1日`, `二〇二五年一月一日`, with a time of day behind it, an Excel serial (`45658`), a month or a
 * year alone. `0000-00-00` and `1900-01-01` mean unknown. Day-first and two-digit years are refused: they are ambiguous.
 */
export function parseDate(text: string): ParsedDate {
  if (ISO_DAY.test(text) && !UNKNOWN_DAYS.has(text))
    return isRealDate(text) ? { value: text } : { value: undefined, problem: 'no-such-day' };
  const typed = text.normalize('NFKC').trim();
  if (NO_END_WORDS.test(typed)) return { value: NO_END };

  const digits = typed.replace(/[〇○零一二三四五六七八九十]+/g, chineseNumber);
  const serial = /^(\d{5})(\.\d+)?$/.exec(digits);
  if (serial) return fromExcelSerial(Number(serial[1]));

  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? SEPARATED.exec(digits) ?? /^(\d{4})年?$/.exec(digits);
  if (!match) return { value: undefined, problem: 'shape' };
  const [, year, month, day] = match;
  const parts = [year, month, day]
    .filter((part) => part !== undefined)
    .map((part, i) => part.padStart(i === 0 ? 4 : 2, '0'));
  const value = parts.join('-');
  if (UNKNOWN_DAYS.has(value)) return { value: undefined, problem: 'unknown' };
  return isRealDate(value) ? { value } : { value: undefined, problem: 'no-such-day' };
}

function chineseNumber(text: string): string {
  const single = (character: string) => CHINESE_DIGITS.indexOf(character.replace(/[○零]/, '〇'));
  if (!text.includes('十')) return [...text].map(single).join('');
  const [, tens, ones] = /^(.?)十(.?)$/.exec(text) ?? [];
  if (tens === undefined || ones === undefined) return text;
  return String((tens === '' ? 1 : single(tens)) * 10 + (ones === '' ? 0 : single(ones)));
}

function fromExcelSerial(serial: number): ParsedDate {
  // Days since 1899-12-30; below 10000 (1927) and above 73050 (2099) a five-digit number is hardly a day.
  if (serial < 10_000 || serial > 73_050) return { value: undefined, problem: 'shape' };
  return { value: toIso(Date.UTC(1899, 11, 30) + serial * 86_400_000) };
}

/** Whether the day, month or year exists (1800 to 9999). */
export function isRealDate(date: IsoDate): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(date)) return false;
  const year = Number(date.slice(0, 4));
  const month = date.length > 4 ? Number(date.slice(5, 7)) : 1;
  const day = date.length > 7 ? Number(date.slice(8)) : 1;
  return year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether the date is a whole day, not only a month or a year. */
export function isWholeDay(date: IsoDate): boolean {
  return date.length === 10;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function toIso(time: number): IsoDate {
  const text = new Date(time).toISOString();
  return text.startsWith('+') ? NO_END : text.slice(0, 10);
}

function toTime(day: IsoDate): number {
  return Date.parse(`${startOf(day)}T00:00:00Z`);
}

/** First day that the date can mean: `2025-02` → `2025-02-01`. */
export function startOf(date: IsoDate): IsoDate {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
}

/** Last day that the date can mean: `2025-02` → `2025-02-28`. */
export function endOf(date: IsoDate): IsoDate {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 10) return date;
  const [year, month] = date.split('-').map(Number) as [number, number];
  return `${date}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

/** Order of the first days that two dates can mean. */
export function compareDays(a: IsoDate, b: IsoDate): number {
  return startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0;
}

/** The day `days` after (or before, when negative). Nothing lies beyond `NO_END`. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return toIso(toTime(date) + days * 86_400_000);
}

/**
 * The same day of a later month; the month's last day where it has no such day (31 January + 1 month = 28 or 29 February).
 * Nothing lies beyond `NO_END`.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = startOf(date).split('-').map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  if (target.year > 9999) return NO_END;
  const clamped = Math.min(day, daysInMonth(target.year, target.month));
  return `${String(target.year).padStart(4, '0')}-${String(target.month).padStart(2, '0')}-${String(clamped).padStart(2, '0')}`;
}

/** The same day of a later year; 29 February becomes 28 February. */
export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((toTime(to) - toTime(from)) / 86_400_000);
}

/** `2026年11月20日`, `2026年11月`, `2026年` or 长期: as dates stand in sentences. */
export function inWords(date: IsoDate): string {
  if (date === NO_END) return '长期';
  const number = (from: number) => date.slice(date[from] === '0' ? from + 1 : from, from + 2);
  const month = date.length > 4 ? `${number(5)}月` : '';
  return `${date.slice(0, 4)}年${month}${date.length > 7 ? `${number(8)}日` : ''}`;
}

/** `2026-11-20`, or 长期: as dates stand in tables. */
export function inTable(date: IsoDate): string {
  return date === NO_END ? '长期' : date;
}

/** The year of the date, four characters. */
export function yearOf(date: IsoDate): string {
  return date.slice(0, 4);
}
