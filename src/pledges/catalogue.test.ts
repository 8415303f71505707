import { expect, test } from 'vitest';
import { parsePhrases, type Phrases } from '../domain/phrases.ts';
import { catalogueOf, type PromiseRow } from './catalogue.ts';

const phrases = (text: string) => parsePhrases(text) as Phrases;
const ROW: PromiseRow = { key: 'no-forced-membership', wording: '不强制入会', basis: '《甲通知》' };

test('rows of one promise are one entry, with every document that asks for it', () => {
  const [entry, ...rest] = catalogueOf(
    [
      { ...ROW, phrases: phrases('入会自愿') },
      { ...ROW, basis: '《乙通知》', article: '三', since: '2021-04-03' },
    ],
    '2026-11-20',
  );
  expect(rest).toEqual([]);
  expect(entry).toMatchObject({ key: 'no-forced-membership', wording: '不强制入会', kind: '承诺' });
  expect(entry!.bases).toEqual([
    { document: '《甲通知》', article: undefined, since: undefined, until: undefined },
    { document: '《乙通知》', article: '三', since: '2021-04-03', until: undefined },
  ]);
  expect(entry!.phrases).toHaveLength(2);
});

test.each([
  ['2021-04-02', []],
  ['2021-04-03', ['《甲通知》']],
  ['2023-12-31', ['《甲通知》']],
  ['2024-01-01', []],
])('on %s it is asked by %j', (asOf, documents) => {
  const entries = catalogueOf([{ ...ROW, since: '2021-04-03', until: '2023' }], asOf);
  expect(entries.flatMap(({ bases }) => bases.map(({ document }) => document))).toEqual(documents);
});

test('phrases of a row that is out of force still tell how the promise sounds', () => {
  const rows = [
    { ...ROW, until: '2020-12-31', phrases: phrases('入会自愿') },
    { ...ROW, basis: '《乙通知》' },
  ];
  expect(catalogueOf(rows, '2026-11-20')).toMatchObject([{ bases: [{ document: '《乙通知》' }] }]);
  expect(catalogueOf(rows, '2026-11-20')[0]!.phrases).toHaveLength(2);
});

test('the name of a subject is no statement about it', () => {
  expect(catalogueOf([{ ...ROW, kind: '事项', wording: '收费标准' }], '2026-11-20')[0]!.phrases).toEqual([]);
});
