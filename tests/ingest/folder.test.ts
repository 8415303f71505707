/** What may lie in a data folder, and what becomes of it. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf } from '../../src/datasets/index.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import {
  AS_OF,
  brief,
  codeOf,
  csv,
  ingestFiles,
  organisation,
  plain,
  save,
  withFolder,
} from '../../src/ingest/testing.ts';

const REGISTER = csv([organisation(1), organisation(2)]);

function outcome(files: Readonly<Record<string, string | Uint8Array>>) {
  const { findings, counts } = ingestFiles(files);
  return { findings: findings.map(({ code, file }) => `${code} ${file}`), read: counts.organisations.read };
}

describe('a dataset is read', () => {
  test.each([
    'organisations.csv',
    '社会组织登记.csv',
    '社会组织登记.CSV',
    'Organisations.csv',
    '社会组织 登记.csv',
    'organisations.tsv',
    '社会组织登记.txt',
    'organisations/2026.csv',
    '社会组织登记/任意名称.csv',
    'Organisations/任意名称.txt',
  ])('from %s', (path) => {
    expect(outcome({ [path]: REGISTER })).toEqual({ findings: [], read: 2 });
  });

  test('from every file of its folder', () => {
    const files = {
      'organisations/a.csv': csv([organisation(1)]),
      'organisations/b.tsv': csv([organisation(2)], '\t'),
    };
    expect(outcome(files)).toEqual({ findings: [], read: 2 });
  });

  test.each(DATASET_IDS)('by the title of %s too', (id) => {
    const header = Object.values(datasetOf(id).columns).map((column) => column.header);
    const files = { 'organisations.csv': REGISTER, [`${datasetOf(id).title}.csv`]: `${header.join(',')}\n备注\n` };
    const found = ingestFiles(files).findings.filter(({ file }) => file === `${datasetOf(id).title}.csv`);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ dataset }) => dataset))).toEqual(new Set([id]));
  });
});

describe('passed over in silence', () => {
  test.each([
    '~$社会组织登记.xlsx',
    '.~社会组织登记.xlsx',
    '.~lock.organisations.csv#',
    '.DS_Store',
    'Thumbs.db',
    'desktop.ini',
    'README.md',
    'README.txt',
    'organisations.csv.bak',
    'organisations.csv.tmp',
    'organisations/.~活动.xlsx',
    'organisations/README.txt',
  ])('%s', (path) => {
    expect(outcome({ '社会组织登记.csv': REGISTER, [path]: 'x' })).toEqual({ findings: [], read: 2 });
  });
});

describe('passed over and told', () => {
  test.each([
    ['organisations (1).csv', 'organisations (1).csv'],
    ['社会组织登记 - 副本.csv', '社会组织登记 - 副本.csv'],
    ['年度台账.xlsx', '年度台账.xlsx'],
    ['备注.txt', '备注.txt'],
    ['旧数据/organisations.csv', '旧数据'],
    ['penalties/2026/a.csv', 'penalties/2026'],
    ['penalties.json', 'penalties.json'],
    ['penalties.csv.gz', 'penalties.csv.gz'],
  ])('%s', (path, named) => {
    expect(outcome({ 'organisations.csv': REGISTER, [path]: 'x' })).toEqual({
      findings: [`unknown-file ${named}`],
      read: 2,
    });
  });
});

describe('everything stops', () => {
  test.each([
    ['for a workbook with the name of a dataset', '活动异常名录.xlsx', 'x', 'not-a-csv'],
    ['for one in the folder of a dataset', 'abnormal-listings/七月.xls', 'x', 'not-a-csv'],
    ['for a workbook that calls itself CSV', 'penalties.csv', save('PK\u0003\u0004', 'UTF-8'), 'not-a-csv'],
    ['for an empty file', 'penalties.csv', '', 'unreadable-file'],
    ['for a table without header', 'penalties.csv', '1,2,3\n', 'missing-required-column'],
    ['for a fault in site.json', 'site.json', '{', 'bad-site-file'],
  ])('%s', (_, path, content, code) => {
    const { findings, stopped } = ingestFiles({ 'organisations.csv': REGISTER, [path]: content });
    expect(findings.map(({ code: cause, file }) => [cause, file])).toEqual([[code, path]]);
    expect(stopped).toBe(true);
  });

  test('without the register', () => {
    expect(ingestFiles({ 'site.json': '{}' })).toMatchObject({
      stopped: true,
      findings: [{ code: 'missing-dataset' }],
    });
  });

  test('for a folder that is not there, with its name', () => {
    const { findings, stopped } = withFolder({}, (folder) => ingest(join(folder, '没有'), { asOf: AS_OF }));
    expect(findings.map(brief)).toEqual(['unreadable-file', 'missing-dataset']);
    expect(findings[0]!.message).toMatch(/数据文件夹「.*没有」不存在/);
    expect(stopped).toBe(true);
  });

  test('for a folder that is a file', () => {
    const { findings } = withFolder({ 'a.csv': REGISTER }, (folder) => ingest(join(folder, 'a.csv'), { asOf: AS_OF }));
    expect(findings[0]!.message).toMatch(/不是文件夹/);
  });

  test('for a link that leads nowhere, and only the link is blamed', () => {
    const { findings, counts } = withFolder({ 'organisations.csv': REGISTER }, (folder) => {
      symlinkSync(join(folder, '没有.csv'), join(folder, 'penalties.csv'));
      return ingest(folder, { asOf: AS_OF });
    });
    expect(findings.map(({ code, file }) => `${code} ${file}`)).toEqual(['unreadable-file penalties.csv']);
    expect(counts.organisations.read).toBe(2);
  });

  test('for what is no file, which is not opened', () => {
    const { findings } = withFolder({ 'organisations.csv': REGISTER }, (folder) => {
      symlinkSync('/dev/null', join(folder, 'penalties.csv'));
      return ingest(folder, { asOf: AS_OF });
    });
    expect(findings.map(({ code, file }) => `${code} ${file}`)).toEqual(['unreadable-file penalties.csv']);
  });
});

test('a folder that bears the name of a file is passed over', () => {
  const { findings } = withFolder({ 'organisations.csv': REGISTER }, (folder) => {
    mkdirSync(join(folder, 'penalties.csv'));
    writeFileSync(join(folder, 'penalties.csv', 'a.csv'), 'x');
    return ingest(folder, { asOf: AS_OF });
  });
  expect(findings.map(({ code, file }) => `${code} ${file}`)).toEqual(['unknown-file penalties.csv']);
});

test('a file with a header alone is an empty dataset', () => {
  const header = Object.keys(organisation(1)).join(',');
  expect(outcome({ 'organisations.csv': header })).toEqual({ findings: [], read: 0 });
});

describe('neither the order of files and rows nor how they are saved', () => {
  const organisations = Array.from({ length: 12 }, (_, i) => organisation(i + 1, i === 3 ? { 登记状态: '存续' } : {}));
  const listings = organisations.map((_, i) => ({
    统一社会信用代码: codeOf(i + 1),
    列入日期: i === 5 ? '2026-13-01' : `2026-0${(i % 9) + 1}-01`,
    列入事由: i === 7 ? '没交会费' : '通过登记的住所无法取得联系',
    信用修复日期: i === 8 ? '2026-10-01' : '',
  }));
  const whole = ingestFiles({ 'organisations.csv': csv(organisations), 'abnormal-listings.csv': csv(listings) });
  const withoutPlace = ({ findings }: typeof whole) =>
    findings
      .map(({ code, severity, dataset, header, value, suggestion }) =>
        JSON.stringify({ code, severity, dataset, header, value, suggestion }),
      )
      .toSorted();

  test.each([
    [
      'rows the other way round',
      { 'organisations.csv': csv(organisations.toReversed()), 'abnormal-listings.csv': csv(listings.toReversed()) },
    ],
    [
      'several files, tabs and semicolons, GB18030 and UTF-16',
      {
        '社会组织登记/2.csv': save(csv(organisations.slice(0, 5), ';', '\r\n'), 'GB18030'),
        '社会组织登记/1.tsv': save(csv(organisations.slice(5), '\t'), 'UTF-16LE BOM'),
        '活动异常名录.csv': save(csv(listings.toReversed(), ',', '\r'), 'UTF-16BE'),
      },
    ],
  ])('changes what is published or found: %s', (_, files) => {
    const other = ingestFiles(files);
    expect(plain(other.records)).toEqual(plain(whole.records));
    expect(JSON.stringify(other.records)).toBe(JSON.stringify(whole.records));
    expect(other.counts).toEqual(whole.counts);
    expect(withoutPlace(other)).toEqual(withoutPlace(whole));
    expect(whole.findings.length).toBeGreaterThan(3);
  });
});
