import { expect, test } from 'vitest';
import { csv, ingestFiles, organisation } from '../ingest/testing.ts';

const read = (rows: readonly Record<string, string>[]) =>
  ingestFiles({ 'organisations.csv': csv([organisation(1)]), 'promises.csv': csv(rows) });

const ROW = { 编号: 'no-forced-membership', 承诺: '不强制入会', 依据文件: '《甲通知》' };

test('one promise may be asked for by several documents, and by one of them once', () => {
  expect(read([ROW, { ...ROW, 依据文件: '《乙通知》' }]).counts.promises.published).toBe(2);
  expect(read([ROW, ROW]).findings).toMatchObject([{ code: 'duplicate-key' }]);
});

test('phrases that cannot be read set the row aside and say why', () => {
  const { findings, counts } = read([{ ...ROW, 识别词: '不＋强制＋' }]);
  expect(findings).toMatchObject([
    { code: 'bad-phrases', header: '识别词', message: '「不＋强制＋」里有一组是空的，认不出这几个识别词' },
  ]);
  expect(counts.promises).toMatchObject({ published: 0, rejected: 1 });
});

test('a promise that ends before it begins is set aside', () => {
  const row = { ...ROW, 起用日期: '2021-04-03', 停用日期: '2020-04-03' };
  expect(read([row]).findings).toMatchObject([{ code: 'dates-out-of-order', header: '停用日期' }]);
});

test('its phrases are read, and written as they were typed', () => {
  const [row] = read([{ ...ROW, 类别: '承诺', 识别词: '不＋强制＋入会；入会自愿' }]).records.promises;
  expect(row).toMatchObject({ kind: '承诺', phrases: { text: '不＋强制＋入会；入会自愿' } });
  expect(row!.phrases!.phrases).toHaveLength(2);
});
