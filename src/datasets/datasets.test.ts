import { describe, expect, test } from 'vitest';
import { recogniseGround, ABNORMAL_GROUNDS, SERIOUS_GROUNDS } from '../domain/listing.ts';
import { isPrivateHeader } from '../domain/privacy.ts';
import { cellText, compact } from '../domain/text.ts';
import { ordered } from './dataset.ts';
import { DATASET_IDS, DATASETS, datasetOf } from './index.ts';

describe.each(DATASET_IDS)('%s', (id) => {
  const dataset = datasetOf(id);
  const columns = Object.entries(dataset.columns);

  test('bears the id under which it is listed, a title and a summary', () => {
    expect(dataset.id).toBe(id);
    expect(dataset.title).toMatch(/^\p{Script=Han}+$/u);
    expect(dataset.summary).toMatch(/。$/);
  });

  test('never gives two columns one header', () => {
    const headers = columns.flatMap(([, column]) => [column.header, ...column.aliases]);
    expect(new Set(headers.map(compact)).size).toBe(headers.length);
  });

  test('has no column that is private by its header', () => {
    const headers = columns.flatMap(([, column]) => [column.header, ...column.aliases]);
    expect(headers.filter((header) => isPrivateHeader(compact(header)))).toEqual([]);
  });

  test('is named by columns that it has, at least one of them required', () => {
    expect(dataset.key.every((field) => field in dataset.columns)).toBe(true);
    expect(dataset.key.some((field) => dataset.columns[field]!.required)).toBe(true);
  });

  test('shows, cuts and refers by columns that it has', () => {
    const named = [dataset.organisation, dataset.source, dataset.list?.cutBy, ...(dataset.list?.shows ?? [])];
    expect(named.filter((field) => field !== undefined && !(field in dataset.columns))).toEqual([]);
  });

  test.each(columns)('%s has an example that is read without a remark', (_, column) => {
    if (column.required) expect(cellText(column.example)).not.toBe('');
    if (column.example === '') return;
    const value = column.type.schema.parse(column.example);
    expect(column.type.inspect?.(value, column.example) ?? []).toEqual([]);
  });
});

test('titles are told apart, since a file may be named by them', () => {
  const names = DATASET_IDS.flatMap((id) => [id, datasetOf(id).title]);
  expect(new Set(names).size).toBe(names.length);
});

const LISTING = {
  code: '51990100MJ0000018U',
  listedOn: '2025-07-01',
  ground: ABNORMAL_GROUNDS[0]!.text,
  listedBy: undefined,
  removedOn: undefined,
  removalGround: undefined,
  repairedOn: undefined,
  publishUntil: undefined,
  source: undefined,
};

describe('an entry on a list', () => {
  const isPublishable = (changes: object) =>
    DATASETS['abnormal-listings'].isPublishable!({ ...LISTING, ...changes }, '2026-11-20');

  test.each([
    ['as it is', {}, true],
    ['on the day of its repair', { repairedOn: '2026-11-20' }, false],
    ['on the day before its repair', { repairedOn: '2026-11-21' }, true],
    ['repaired some time that month', { repairedOn: '2026-11' }, false],
    ['on its last day of publication', { publishUntil: '2026-11-20' }, true],
    ['on the day after', { publishUntil: '2026-11-19' }, false],
    ['published for ever', { publishUntil: '9999-12-31' }, true],
    ['of the day', { listedOn: '2026-11-20' }, true],
    ['of tomorrow', { listedOn: '2026-11-21' }, false],
    ['removed, but not repaired', { removedOn: '2026-01-01' }, true],
  ])('%s may be published: %j', (_, changes, expected) => {
    expect(isPublishable(changes)).toBe(expected);
  });
});

test('a penalty is published until its last day', () => {
  const penalty = { decidedOn: '2025-04-15', publishUntil: '2026-11-20' } as never;
  expect(
    ['2025-04-14', '2025-04-15', '2026-11-20', '2026-11-21'].map((day) =>
      DATASETS.penalties.isPublishable!(penalty, day),
    ),
  ).toEqual([false, true, true, false]);
});

test.each([
  ['活动异常名录', ABNORMAL_GROUNDS],
  ['严重违法失信名单', SERIOUS_GROUNDS],
])('the words of the regulation for %s are grounds without a finding', (_, grounds) => {
  expect(grounds.map((ground) => recogniseGround(ground.text, grounds)?.id)).toEqual(grounds.map(({ id }) => id));
});

describe('two dates', () => {
  const remark = { field: 'to', code: 'dates-out-of-order', message: '', suggestion: '' } as const;

  test.each([
    ['2025-01-02', '2025-01-01', 1],
    ['2025-01-01', '2025-01-01', 0],
    ['2025-03-15', '2025-03', 0],
    ['2025-03', '2025-02-28', 1],
    ['2025-03-15', '2025', 0],
    ['2025', '2024', 1],
    ['2025', '9999-12-31', 0],
    [undefined, '2025', 0],
    ['2025', undefined, 0],
  ])('%s and %s are out of order: %i', (from, to, count) => {
    expect(ordered(from, to, remark)).toHaveLength(count);
  });
});
