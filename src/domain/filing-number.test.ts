import { expect, test } from 'vitest';
import { parseFilingNumber } from './filing-number.ts';

test.each([
  ['53330000501874064BA18023', '53330000501874064B', 2018, 23],
  ['52620600MJY949356HA26006', '52620600MJY949356H', 2026, 6],
])('%s is filed under %s in %i as number %i', (text, creditCode, year, serial) => {
  expect(parseFilingNumber(text)).toEqual({ creditCode, year, serial });
});

test.each([
  '53330000501874064BA1802',
  '53330000501874064BA180234',
  '53330000501874064BB18023',
  '5333000O501874064BA18023',
  '53A30000501874064BA18023',
  '53330000501874064bA18023',
  ' 53330000501874064BA18023',
  'A18023',
  '',
])('«%s» is no filing number', (text) => {
  expect(parseFilingNumber(text)).toBeUndefined();
});
