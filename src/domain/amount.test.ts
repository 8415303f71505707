import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountInWords, grouped, parseAmount } from './amount.ts';

const YUAN = 1;
const WAN = 10_000;

describe('parseAmount', () => {
  test.each([
    ['100', YUAN, 100],
    ['100', WAN, 1_000_000],
    ['0', WAN, 0],
    ['12.5', WAN, 125_000],
    ['100元', WAN, 100],
    ['100万', YUAN, 1_000_000],
    ['100万', WAN, 1_000_000],
    ['100万元', YUAN, 1_000_000],
    ['3.9亿元', YUAN, 390_000_000],
    ['5千万元', YUAN, 50_000_000],
    ['2百万', YUAN, 2_000_000],
    ['1,000,000元', YUAN, 1_000_000],
    ['1，000，000', YUAN, 1_000_000],
    ['１００万元', YUAN, 1_000_000],
    ['人民币 100 万元', YUAN, 1_000_000],
    ['￥500元', YUAN, 500],
    ['¥500元', YUAN, 500],
    ['100万元人民币', YUAN, 1_000_000],
    ['100元整', YUAN, 100],
    ['100圆', YUAN, 100],
    ['0.1', YUAN, 0.1],
    ['1.005', WAN, 10_050],
    ['-3', YUAN, -3],
  ])('%s in a column of %i yuan is %d yuan', (text, unit, yuan) => {
    expect(parseAmount(text, unit)).toEqual({ text, yuan, approximate: false });
  });

  test.each([
    ['约50万元', 500_000],
    ['近3.9亿元', 390_000_000],
    ['超100万元', 1_000_000],
    ['超过100万元', 1_000_000],
    ['不少于10万元', 100_000],
    ['50余万元', 500_000],
    ['50万余元', 500_000],
    ['50多万元', 500_000],
    ['50万多元', 500_000],
  ])('%s is approximate', (text, yuan) => {
    expect(parseAmount(text, YUAN)).toEqual({ text, yuan, approximate: true });
  });

  test.each(['10万美元', '$100', 'USD 100', '100港币', '100日元', 'HK$100', '５００欧元'])(
    '%s is money of another kind, never added',
    (text) => {
      expect(parseAmount(text, YUAN)).toEqual({ text, yuan: undefined, approximate: false });
    },
  );

  test.each(['', '若干', '美元', '十万元', '100-200万元', '100万元以上', '1e5', '100元/年', '10.5.1', '3%'])(
    '«%s» is no amount',
    (text) => {
      expect(parseAmount(text, YUAN)).toBeUndefined();
    },
  );

  test.each([
    ['9'.repeat(400), YUAN],
    [`-${'9'.repeat(400)}元`, YUAN],
    ['9'.repeat(307), WAN],
    [`${'9'.repeat(307)}亿元`, YUAN],
  ])('%s is beyond all numbers', (text, unit) => {
    expect(parseAmount(text, unit)).toBeUndefined();
  });

  test('a bare number counts in the unit of its column', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (n) => {
        expect(parseAmount(String(n), WAN)?.yuan).toBe(n * WAN);
        expect(parseAmount(grouped(n), YUAN)?.yuan).toBe(n);
        expect(parseAmount(`${n}元`, WAN)?.yuan).toBe(n);
      }),
    );
  });
});

describe('amounts in words', () => {
  test.each([
    ['800元', '800元'],
    ['1234元', '1,234元'],
    ['9999元', '9,999元'],
    ['10000元', '1万元'],
    ['12345元', '12,345元'],
    ['12300元', '1.23万元'],
    ['12345000元', '1,234.5万元'],
    ['3.9亿元', '39,000万元'],
    ['0元', '0元'],
    ['0.5元', '0.5元'],
    ['约50万元', '约50万元'],
    ['50余万元', '约50万元'],
    ['10万美元', '10万美元'],
  ])('%s reads %s', (text, words) => {
    expect(amountInWords(parseAmount(text, YUAN)!)).toBe(words);
  });

  test('tell the same amount, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
        const amount = parseAmount(`${cents / 100}元`, YUAN)!;
        expect(parseAmount(amountInWords(amount), YUAN)?.yuan).toBe(cents / 100);
      }),
    );
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567.891, '1,234,567.891'],
  [-1234567, '-1,234,567'],
  [-123, '-123'],
])('%d is grouped as %s', (value, text) => {
  expect(grouped(value)).toBe(text);
});
