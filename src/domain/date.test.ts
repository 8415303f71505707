import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  compareDays,
  daysBetween,
  endOf,
  inTable,
  inWords,
  isRealDate,
  isWholeDay,
  NO_END,
  parseDate,
  startOf,
  yearOf,
} from './date.ts';
import { days } from './testing.ts';

describe('parseDate', () => {
  test.each([
    ['2025-01-01', '2025-01-01'],
    ['2025.01.01', '2025-01-01'],
    ['2025/1/1', '2025-01-01'],
    ['2025-1-1', '2025-01-01'],
    ['20250101', '2025-01-01'],
    ['2025年1月1日', '2025-01-01'],
    ['2025年01月01日', '2025-01-01'],
    ['2025年1月1号', '2025-01-01'],
    ['2025 年 1 月 1 日', '2025-01-01'],
    [' 2025-01-01\n', '2025-01-01'],
    ['２０２５年１月１日', '2025-01-01'],
    ['２０２５－０１－０１', '2025-01-01'],
    ['２０２５．１．１', '2025-01-01'],
    ['2024-02-29', '2024-02-29'],
  ])('reads the day %s', (text, value) => {
    expect(parseDate(text)).toEqual({ value });
  });

  test.each([
    ['二〇二五年一月一日', '2025-01-01'],
    ['二○二五年十月十日', '2025-10-10'],
    ['二零二四年十二月三十一日', '2024-12-31'],
    ['二〇二五年二月二十日', '2025-02-20'],
    ['二〇二五年十一月十九日', '2025-11-19'],
    ['2025年十月二十五日', '2025-10-25'],
    ['二〇二五年三月', '2025-03'],
    ['二〇二五年', '2025'],
  ])('reads the Chinese numerals of %s', (text, value) => {
    expect(parseDate(text)).toEqual({ value });
  });

  test.each([
    ['2025-01-01 10:30', '2025-01-01'],
    ['2025/1/1 0:00:00', '2025-01-01'],
    ['2025-01-01 00:00:00.0', '2025-01-01'],
    ['2025-01-01T08:00:00+08:00', '2025-01-01'],
    ['2025-01-01T23:59:59.999+0800', '2025-01-01'],
    ['2025-01-01T00:00:00Z', '2025-01-01'],
    ['2025-01-01T00:00:00.000Z', '2025-01-01'],
    ['2025年1月1日 9:05', '2025-01-01'],
  ])('leaves the time of day of %s aside', (text, value) => {
    expect(parseDate(text)).toEqual({ value });
  });

  test.each([
    '2024-12-31T16:00:00.000Z',
    '2025-01-01T08:00:00Z',
    '2025-01-01T00:00:00-05:00',
    '2025-01-01T10:00:00+09:00',
  ])('refuses %s, which may be another day in China', (text) => {
    expect(parseDate(text)).toEqual({ value: undefined, problem: 'shape' });
  });

  test.each([
    ['45658', '2025-01-01'],
    ['45658.0', '2025-01-01'],
    ['45658.99', '2025-01-01'],
    ['４５６５８', '2025-01-01'],
    ['10000', '1927-05-18'],
    ['73050', '2099-12-31'],
  ])('reads %s as a spreadsheet’s serial', (text, value) => {
    expect(parseDate(text)).toEqual({ value });
  });

  test.each([
    ['2025-1', '2025-01'],
    ['2025-12', '2025-12'],
    ['2025年3月', '2025-03'],
    ['2025.10', '2025-10'],
    ['2025/6', '2025-06'],
    ['2025', '2025'],
    ['2025年', '2025'],
  ])('keeps %s as precise as it is', (text, value) => {
    expect(parseDate(text)).toEqual({ value });
  });

  test.each(['长期', '长期有效', '永久', '永久有效', '无固定期限', '无期限', ' 长期 ', '9999-12-31', '99991231'])(
    'reads %s as no end',
    (text) => {
      expect(parseDate(text)).toEqual({ value: NO_END });
    },
  );

  test.each([
    '0000-00-00',
    '0000/0/0',
    '0000-00-00 00:00:00',
    '00000000',
    '0001-01-01',
    '1900-01-01',
    '1900/1/1',
    '1900.01.01',
    '19000101',
    '1900年1月1日',
    '1900-1-0',
    '1900-01-01 00:00:00',
    '1899-12-30',
    '1899/12/31',
  ])('%s means unknown', (text) => {
    expect(parseDate(text)).toEqual({ value: undefined, problem: 'unknown' });
  });

  test.each([
    '2025-02-29',
    '2025-02-30',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '20250231',
    '2025-13',
    '0999-01-01',
    '2025-01-32',
    '二〇二五年二月三十日',
  ])('knows no day %s', (text) => {
    expect(parseDate(text)).toEqual({ value: undefined, problem: 'no-such-day' });
  });

  test.each([
    '',
    '1/2/2025',
    '01-02-2025',
    '31.12.2025',
    '25-1-1',
    '25年1月1日',
    '1月1日',
    '2025-1-',
    '2025年1日',
    '2025年1-2月',
    '2025-2026',
    '2025-1 10:00',
    '2025-01-01日月',
    '2025年二五十月',
    '二〇二五年一二十月',
    '202501',
    '99999',
    '-45658',
    '2025-01-01至2026-01-01',
    'January 1, 2025',
    '去年',
  ])('refuses the shape of «%s»', (text) => {
    expect(parseDate(text)).toEqual({ value: undefined, problem: 'shape' });
  });

  test('reads whatever way a day is written in', () => {
    const ways: readonly ((y: number, m: number, d: number) => string)[] = [
      (y, m, d) => `${y}-${two(m)}-${two(d)}`,
      (y, m, d) => `${y}/${m}/${d}`,
      (y, m, d) => `${y}.${m}.${two(d)}`,
      (y, m, d) => `${y}${two(m)}${two(d)}`,
      (y, m, d) => `${y}年${m}月${d}日`,
      (y, m, d) => `${[...String(y)].map((n) => numeral(Number(n))).join('')}年${numeral(m)}月${numeral(d)}日`,
      (y, m, d) => String((Date.UTC(y, m - 1, d) - Date.UTC(1899, 11, 30)) / 86_400_000),
    ];
    fc.assert(
      fc.property(days(1930, 2095), fc.constantFrom(...ways), (day, write) => {
        const [y, m, d] = day.split('-').map(Number) as [number, number, number];
        expect(parseDate(write(y, m, d)), write(y, m, d)).toEqual({ value: day });
      }),
      { numRuns: 500 },
    );
  });

  test('never throws, and what it reads exists', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789-/.年月日 十二〇T:Z+') });
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), (text) => {
        const { value } = parseDate(text);
        expect(value === undefined || isRealDate(value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('days, months and years', () => {
  test.each([
    ['2025', true, false],
    ['2025-02', true, false],
    ['2024-02-29', true, true],
    ['2023-02-29', false, true],
    ['1900-02-29', false, true],
    ['2000-02-29', true, true],
    ['1799-12-31', false, true],
    ['2025-00', false, false],
  ])('%s exists: %s; is a whole day: %s', (date, exists, whole) => {
    expect(isRealDate(date)).toBe(exists);
    expect(isWholeDay(date)).toBe(whole);
  });

  test.each([
    ['2025', '2025-01-01', '2025-12-31'],
    ['2025-02', '2025-02-01', '2025-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-11', '2025-11-01', '2025-11-30'],
    ['2025-07-15', '2025-07-15', '2025-07-15'],
  ])('%s lasts from %s to %s', (date, first, last) => {
    expect(startOf(date)).toBe(first);
    expect(endOf(date)).toBe(last);
    expect(yearOf(date)).toBe('2025'.slice(0, 3) + date[3]);
  });

  test.each([
    ['2025', '2025-01-01', 0],
    ['2025-01', '2025', 0],
    ['2025-01-02', '2025-01', 1],
    ['2024-12-31', '2025', -1],
  ])('%s against %s: %i by first days', (a, b, order) => {
    expect(compareDays(a, b)).toBe(order);
  });

  test('the day after the last of a month or year is the first of the next', () => {
    fc.assert(
      fc.property(days(), fc.constantFrom(4, 7), (day, precision) => {
        const date = day.slice(0, precision);
        const next = addDays(endOf(date), 1);
        expect(startOf(date) <= day && day <= endOf(date)).toBe(true);
        expect(next).toBe(addMonths(date, precision === 4 ? 12 : 1));
        expect(next).toBe(startOf(next.slice(0, precision)));
      }),
    );
  });
});

describe('arithmetic', () => {
  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-01-30', 1, '2025-02-28'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-08-31', 3, '2025-11-30'],
    ['2025-12-31', 1, '2026-01-31'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-01-15', 0, '2025-01-15'],
    ['2025-05', 6, '2025-11-01'],
    ['9999-10-31', 3, NO_END],
    [NO_END, 0, NO_END],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test.each([
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 2, '2026-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2025-02-28', 3, '2028-02-28'],
    ['2024-02-29', -1, '2023-02-28'],
    [NO_END, 1, NO_END],
  ])('%s and %i years is %s', (date, years, expected) => {
    expect(addYears(date, years)).toBe(expected);
  });

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-01-01', -1, '2024-12-31'],
    ['2025-01', 31, '2025-02-01'],
    [NO_END, 1, NO_END],
  ])('%s and %i days is %s', (date, count, expected) => {
    expect(addDays(date, count)).toBe(expected);
  });

  test('adding months lands in the month meant, on the same day or on its last', () => {
    fc.assert(
      fc.property(days(), fc.integer({ min: -600, max: 600 }), (day, months) => {
        const result = addMonths(day, months);
        const [year, month] = day.split('-').map(Number) as [number, number];
        const meant = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
        expect(isRealDate(result)).toBe(true);
        expect(result.slice(0, 7)).toBe(meant);
        expect(result.slice(8) === day.slice(8) || (result === endOf(meant) && result.slice(8) < day.slice(8))).toBe(
          true,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('years later it is the same day of the year, but for 29 February', () => {
    fc.assert(
      fc.property(days(), fc.integer({ min: -50, max: 50 }), (day, years) => {
        const result = addYears(day, years);
        expect(Number(yearOf(result))).toBe(Number(yearOf(day)) + years);
        expect([day.slice(5), '02-28']).toContain(result.slice(5));
        if (!day.endsWith('02-29')) expect(result.slice(5)).toBe(day.slice(5));
      }),
    );
  });

  test('adding and counting days undo each other', () => {
    fc.assert(
      fc.property(days(), days(), (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to);
        expect(daysBetween(from, to) + daysBetween(to, from)).toBe(0);
        expect(Math.sign(daysBetween(from, to))).toBe(compareDays(to, from));
      }),
    );
  });
});

describe('dates in writing', () => {
  test.each([
    ['2026-11-20', '2026年11月20日', '2026-11-20'],
    ['2026-01-02', '2026年1月2日', '2026-01-02'],
    ['2026-03', '2026年3月', '2026-03'],
    ['2026', '2026年', '2026'],
    [NO_END, '长期', '长期'],
  ])('%s is %s in sentences and %s in tables', (date, words, table) => {
    expect(inWords(date)).toBe(words);
    expect(inTable(date)).toBe(table);
  });

  test('can be read again', () => {
    fc.assert(
      fc.property(days(), fc.constantFrom(4, 7, 10), (day, precision) => {
        const date = day.slice(0, precision);
        expect(parseDate(inWords(date))).toEqual({ value: date });
        expect(parseDate(inTable(date))).toEqual({ value: date });
      }),
    );
  });
});

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function numeral(n: number): string {
  const digits = '〇一二三四五六七八九';
  if (n < 10) return digits[n]!;
  const tens = Math.floor(n / 10);
  return `${tens === 1 ? '' : digits[tens]}十${n % 10 === 0 ? '' : digits[n % 10]}`;
}
