import { expect, test } from 'vitest';
import { newestBatchesFirst } from './illegal.ts';
import { registerOf } from './testing.ts';

test('batches come newest first, by the latest day in each; those without a day come last, entries without a batch at the very end', () => {
  const rows = [
    { batch: '2024年第一批', publishedOn: '2024-03-01' },
    { batch: undefined },
    { batch: '2026年第一批', publishedOn: '2026-03-01' },
    { batch: '旧一批' },
    { batch: '2025年专项', publishedOn: '2025' },
    { batch: '2024年第二批', publishedOn: '2024-09' },
    { batch: '2024年第一批', publishedOn: '2026-05-01' },
    { batch: '旧二批' },
    { batch: '2024年第二批' },
  ];
  const { illegal } = registerOf({
    'illegal-organisations': rows.map((row, n) => ({ name: `甲${n}`, kind: '取缔', ...row })),
  });
  const batches = newestBatchesFirst(illegal);
  expect(batches.map(({ batch, newest, bodies }) => [batch, newest, bodies.length])).toEqual([
    ['2024年第一批', '2026-05-01', 2],
    ['2026年第一批', '2026-03-01', 1],
    ['2025年专项', '2025-01-01', 1],
    ['2024年第二批', '2024-09-01', 2],
    ['旧二批', '', 1],
    ['旧一批', '', 1],
    ['', '', 1],
  ]);
  expect(batches[0]!.bodies.map(({ name }) => name)).toEqual(['甲0', '甲6']);
  expect(newestBatchesFirst([])).toEqual([]);
});
