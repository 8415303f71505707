import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import {
  countHeaders,
  fieldsByHeader,
  findHeaderRow,
  headerKey,
  isHeaderRow,
  isSameHeader,
  isStartOfHeader,
} from './headers.ts';

function fieldOf(id: DatasetId, header: string) {
  return fieldsByHeader(datasetOf(id)).get(headerKey(header));
}

const rows = (...lines: string[]) => lines.map((line) => ({ cells: line.split(',') }));

describe('every dataset', () => {
  test.each(DATASET_IDS)('%s knows each of its headers, in both widths of brackets and with blanks', (id) => {
    for (const [field, column] of Object.entries(datasetOf(id).columns)) {
      for (const header of [column.header, ...column.aliases]) {
        const wide = header.replaceAll('(', '（').replaceAll(')', '）').replaceAll('/', '／');
        for (const spelling of [
          header,
          wide,
          ` ${header}　`,
          [...header].join(' '),
          `*${header}`,
          `${header}：`,
          `${header}（必填）`,
        ]) {
          expect(fieldOf(id, spelling), spelling).toBe(field);
        }
      }
    }
  });
});

test.each([
  ['organisations', '统一社会信用代码', 'code'],
  ['organisations', '社会组织名称', 'name'],
  ['organisations', '名称', 'name'],
  ['organisations', '机构名称', 'name'],
  ['organisations', '法定代表人', 'legalRepresentative'],
  ['organisations', '负责人', 'legalRepresentative'],
  ['organisations', '成立日期', 'registeredOn'],
  ['organisations', '注册日期', 'registeredOn'],
  ['organisations', '成立时间', 'registeredOn'],
  ['organisations', '住所', 'address'],
  ['organisations', '状态', 'status'],
  ['organisations', '组织状态', 'status'],
  ['organisations', '最后更新日期', 'updatedOn'],
  ['organisations', '业务范围', 'scope'],
  ['organisations', '注册资金', 'capital'],
  ['organisations', '发证机关', 'authority'],
  ['organisations', '证书有效期限（始）', 'certificateFrom'],
  ['organisations', '证书有效期限(至)', 'certificateTo'],
  ['organisations', '业务主管单位', 'supervisor'],
  ['organisations', '行政区划', 'region'],
  ['charities', '慈善组织认定／登记日期', 'recognisedOn'],
  ['fundraising-qualifications', '慈善组织公开募捐资格获得日期', 'obtainedOn'],
  ['abnormal-listings', '列入时间', 'listedOn'],
  ['abnormal-listings', '移出时间', 'removedOn'],
  ['serious-listings', '列入事由', 'ground'],
  ['fundraising-plans', '预期募集款物数额（元／年）', 'target'],
] as const)('%s takes the header %s of the exchange template and the platforms', (id, header, field) => {
  expect(fieldOf(id, header)).toBe(field);
});

test.each(['注册资金(元)', '登记证号', '职工人数', '序号', ''])('%j is no header of organisations', (header) => {
  expect(fieldOf('organisations', header)).toBeUndefined();
});

test('a header counts once, however often it stands there', () => {
  expect(countHeaders(datasetOf('organisations'), ['名称', '社会组织名称', '状态', '备注'])).toBe(2);
});

describe('the header row', () => {
  const organisations = datasetOf('organisations');

  test('is found below titles and notes', () => {
    const table = rows('澜江市社会组织名单', '填表日期：2026-11-01,,', '', '序号,名称,统一社会信用代码,状态,类型');
    expect(findHeaderRow(organisations, table)).toBe(3);
  });

  test('is the one that knows most, when a row of groups stands above it', () => {
    const table = rows('名称,状态,类型,有效期', '名称,状态,类型,统一社会信用代码', '甲,正常,社会团体,5199');
    expect(findHeaderRow(organisations, table)).toBe(1);
  });

  test('needs only what the dataset requires where that is little', () => {
    expect(findHeaderRow(datasetOf('accepted-codes'), rows('统一社会信用代码'))).toBe(0);
    expect(findHeaderRow(datasetOf('former-names'), rows('统一社会信用代码,曾用名'))).toBe(0);
  });

  test('is missing in a table of data alone', () => {
    expect(findHeaderRow(organisations, rows('5199,甲,社会团体,正常', '5199,乙,社会团体,正常'))).toBe(-1);
  });
});

test.each([
  ['更名日', true],
  ['曾', true],
  ['更名日期', false],
  ['备注', false],
  ['', false],
])('%j is the start of a header of former-names: %j', (text, expected) => {
  expect(isStartOfHeader(datasetOf('former-names'), text)).toBe(expected);
});

describe('a header among the records', () => {
  const cells = (line: string) => line.split(',');
  const HEADER = '序号,统一社会信用代码,社会组织名称,社会组织类型,登记状态,登记管理机关,备注';

  test.each([
    HEADER,
    '\uFEFF统一社会信用代码,社会组织名称,社会组织类型',
    ' 统一社会 信用代码*,名称,登记状态（必填）,,',
    '登记状态,社会组织类型,社会组织名称,审核人',
  ])('is known: %s', (line) => {
    expect(isHeaderRow(datasetOf('organisations'), cells(line))).toBe(true);
  });

  test.each([
    '',
    ',,',
    '统一社会信用代码',
    '统一社会信用代码,社会组织名称',
    '51990100MJ0000018U,名称,社会团体,正常,澜江市民政局',
    '名称,51990100MJ0000018U,社会组织类型,社会组织名称,澜江市民政局,某路1号,某人,某处,某时',
  ])('is none: %s', (line) => {
    expect(isHeaderRow(datasetOf('organisations'), cells(line))).toBe(false);
  });

  test('has no digit in it, which is what makes the look at every record quick', () => {
    for (const id of DATASET_IDS)
      for (const header of fieldsByHeader(datasetOf(id)).keys()) expect(header, id).not.toMatch(/\d/);
  });

  test.each([
    [HEADER, true],
    ['序号,信用代码,名称,类型,状态,发证机关,备注', true],
    ['序号,统一社会信用代码,社会组织名称,社会组织类型,登记状态', true],
    ['序号,统一社会信用代码,社会组织名称,社会组织类型,登记状态,,', true],
    ['统一社会信用代码,社会组织名称,社会组织类型,登记状态,登记管理机关,备注', false],
    ['序号,统一社会信用代码,社会组织名称,登记状态,社会组织类型,登记管理机关,备注', false],
    [`${HEADER},住所`, false],
    ['编号,统一社会信用代码,社会组织名称,社会组织类型,登记状态,登记管理机关,备注', false],
  ])('%s names the same columns: %s', (line, same) => {
    expect(isSameHeader(datasetOf('organisations'), cells(HEADER), cells(line))).toBe(same);
  });
});
