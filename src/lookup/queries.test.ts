import { describe, expect, test } from 'vitest';
import { queriesIn, queryTable } from './queries.ts';

const rows = (...lines: string[]) => lines.map((line, i) => ({ number: i + 1, cells: line.split('|') }));
const asked = (...lines: string[]) => {
  const { rows: below, likely } = queryTable(rows(...lines));
  return queriesIn(below, likely).map(({ number, text }) => `${number} ${text}`);
};

describe('the column that is asked about', () => {
  test('of plain lines is the line', () => {
    expect(asked('甲市竹编协会', '', ' 乙市茶叶商会 ', '51990000MJ0011059W')).toEqual([
      '1 甲市竹编协会',
      '3 乙市茶叶商会',
      '4 51990000MJ0011059W',
    ]);
  });

  test('is the first that its header calls names or codes, wherever the header stands', () => {
    expect(asked('序号|地区|社会组织名称*|统一社会信用代码', '1|甲市|竹编协会|5', '2|乙市|茶叶商会|6')).toEqual([
      '2 竹编协会',
      '3 茶叶商会',
    ]);
    expect(asked('2026年会员名单', '序号|统一社会信用代码（18位）|名称', '1|51990000MJ0011059W|甲')).toEqual([
      '3 51990000MJ0011059W',
    ]);
  });

  test('without a header is the first that looks like names or codes', () => {
    expect(asked('1|甲市|甲市竹编协会|是', '2|乙市|乙市茶叶商会（筹）|否')).toEqual([
      '1 甲市竹编协会',
      '2 乙市茶叶商会（筹）',
    ]);
    expect(asked('2024-01-01|51990000MJ0011059W|甲')).toEqual(['1 51990000MJ0011059W']);
  });

  test('a name that is a header alone is a header only among the first rows', () => {
    expect(asked('名称', '甲市竹编协会')).toEqual(['2 甲市竹编协会']);
    expect(asked(...Array.from({ length: 7 }, (_, i) => `甲市第${i}协会`), '名称')).toHaveLength(8);
  });

  test('tells every column that holds anything, by its header or its first cell', () => {
    expect(queryTable(rows('名称||备注', '甲协会||x')).columns).toEqual([
      { index: 0, label: '名称' },
      { index: 2, label: '备注' },
    ]);
    expect(queryTable(rows('|甲协会')).columns).toEqual([{ index: 1, label: '甲协会' }]);
    expect(queryTable([])).toMatchObject({ columns: [], likely: 0, rows: [] });
  });
});
