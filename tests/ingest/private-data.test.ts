/** Private numbers stop everything and appear in no output. All are made up: region 110000 has no people, the card is a test card. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf } from '../../src/datasets/index.ts';
import { readContent } from '../../src/ingest/content.ts';
import type { Ingested } from '../../src/ingest/ingest.ts';
import { reportAsCsv, reportAsHtml, reportAsJson, reportForTerminal } from '../../src/ingest/report.ts';
import { brief, codeOf, csv, ingestFiles, organisation, withFolder } from '../../src/ingest/testing.ts';

const IDENTITY = '110000199001010013';
const MOBILE = '13800138000';
const CARD = '4111111111111111';
const NUMBERS = { identity: IDENTITY, mobile: MOBILE, card: CARD };

function outputs(ingested: Pick<Ingested, 'asOf' | 'counts' | 'findings'>): string {
  return [reportAsJson(ingested), reportForTerminal(ingested), reportAsCsv(ingested), reportAsHtml(ingested)].join(
    '\n',
  );
}

/** Every output, with what separates digits taken out, must not have the number. */
function expectHidden(ingested: Pick<Ingested, 'asOf' | 'counts' | 'findings'>, number: string): void {
  const text = outputs(ingested);
  expect(text).not.toContain(number);
  expect(text.normalize('NFKC').replace(/[\s-]/g, '')).not.toContain(number);
}

function causes({ findings }: Ingested): string[] {
  return findings.map(brief);
}

describe.each(Object.entries(NUMBERS))('a private %s number', (_, number) => {
  const headers = Object.values(datasetOf('organisations').columns).map((column) => column.header);

  test.each([...headers, '备注'])(
    'in the column %s stops everything and is masked, whatever else is wrong there',
    (header) => {
      const ingested = ingestFiles({
        'organisations.csv': csv([organisation(1), organisation(2, { [header]: number })]),
      });
      expect(ingested.stopped).toBe(true);
      const found = ingested.findings.find(({ code }) => code === 'private-data');
      expect(found).toMatchObject({ severity: 'error', row: 3, header, message: expect.stringContaining('不能公开') });
      expect(found!.value).toMatch(/^\d{3}\*+$/);
      expectHidden(ingested, number);
    },
  );

  test.each([
    ['within a sentence', (n: string) => `有事请找${n}，全天可拨`],
    [
      'in groups',
      (n: string) =>
        n.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2-$3').replace(/^(\d{4})(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3 $4'),
    ],
    [
      'in full width',
      (n: string) => [...n].map((digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)).join(''),
    ],
    ['after what looks like a credit code', (n: string) => `${codeOf(9)} ${n}`],
    ['between what makes a code of it', (n: string) => `9199 ${n} ABC`],
  ])('%s is masked in a name, a scope, an address, a code and a day', (_how, write) => {
    for (const header of [
      '社会组织名称',
      '业务范围',
      '住所',
      '统一社会信用代码',
      '证书有效期至',
      '登记状态',
      '行政区划代码',
    ]) {
      const ingested = ingestFiles({ 'organisations.csv': csv([organisation(1, { [header]: write(number) })]) });
      expect(causes(ingested), header).toContainEqual(expect.stringMatching(/^private-data [A-Z]+2$/));
      expectHidden(ingested, number);
    }
  });

  test('in rows of totals, short rows and rows that are too long is found', () => {
    const header = Object.keys(organisation(1));
    for (const row of [`合计,${number}`, number, `${header.map(() => 'x').join(',')},${number}`, `,,,,,,,,${number}`]) {
      const ingested = ingestFiles({ 'organisations.csv': `${header.join(',')}\n${row}\n` });
      expect(causes(ingested), row).toContainEqual(expect.stringMatching(/^private-data/));
      expectHidden(ingested, number);
    }
  });

  test('in a title above the header, in the header and in a file name is masked', () => {
    const register = csv([organisation(1)]);
    const titled = ingestFiles({ 'organisations.csv': `填表人电话,${number}\n${register}` });
    expect(causes(titled)).toEqual(['private-data B1']);
    expectHidden(titled, number);
    const headed = ingestFiles({ 'organisations.csv': csv([organisation(1, { [`说明${number}`]: '甲' })]) });
    expect(causes(headed)).toContain('private-data G1');
    expectHidden(headed, number);
    expectHidden(ingestFiles({ 'organisations.csv': register, [`填表人${number}.csv`]: 'x' }), number);
    expectHidden(ingestFiles({ 'organisations.csv': `${number}\n` }), number);
  });

  test('in rows that other rows contradict is masked', () => {
    const register = csv([
      organisation(1, { 社会组织名称: `协会 ${number}` }),
      organisation(1, { 社会组织名称: `学会 ${number}` }),
      organisation(2, { 社会组织名称: `协会 ${number}` }),
    ]);
    const ingested = ingestFiles({
      'organisations.csv': register,
      'former-names.csv': csv([{ 统一社会信用代码: codeOf(1), 曾用名: `协会 ${number}` }]),
      'illegal-organisations.csv': csv([{ 名称: `协会 ${number}`, 名单类别: '涉嫌' }]),
      'penalties.csv': csv([
        { 统一社会信用代码: codeOf(2), 处罚决定文号: number, 处罚种类: '警告', 处罚日期: '2026-01-01', 来源: number },
      ]),
    });
    expect(causes(ingested)).toEqual(expect.arrayContaining(['code-under-two-names B3', 'same-name-two-codes B4']));
    expectHidden(ingested, number);
    expect(JSON.stringify(ingested.records)).not.toContain(number);
  });

  test('in site.json and in a text is not told', () => {
    const site = ingestFiles({ 'organisations.csv': csv([organisation(1)]), 'site.json': `{"contact": "${number}"}` });
    expect(causes(site)).toEqual(['private-data']);
    expectHidden(site, number);
    const body = `[打电话](tel:${number})\n\n<a href="${number}">`;
    for (const front of ['title: 说明\nsummary: 说明\ndate: 2026-01-31', `title: ${number}\n  - ${number}: [`]) {
      const findings = withFolder(
        { 'about.mdx': `---\n${front}\n---\n\n${body}\n` },
        (folder) => readContent(folder).findings,
      );
      expect(findings.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^文中有/));
      expectHidden({ ...site, findings }, number);
    }
  });
});

describe('a column that holds private data by its nature', () => {
  test.each([
    '法定代表人证件类型',
    '法定代表人证件号码',
    '经办人姓名',
    '经办人证件类型',
    '经办人证件号码',
    '经办人联系电话',
    '身份证号',
    '联系人',
    '手 机 号',
    '银行账号',
    '家庭住址',
    '受益人姓名',
  ])('%s stops everything, whatever is in it', (header) => {
    const ingested = ingestFiles({ 'organisations.csv': csv([organisation(1, { [header]: '保密' })]) });
    expect(causes(ingested)).toEqual(['private-column G1']);
    expect(ingested.stopped).toBe(true);
    expect(outputs(ingested)).not.toContain('保密');
  });

  test.each(['联系电话', '单位电话', '受益人范围', '法定代表人'])('%s is none', (header) => {
    expect(
      causes(ingestFiles({ 'organisations.csv': csv([organisation(1, { [header]: '0999-8123456' })]) })),
    ).not.toContain('private-column G1');
  });
});

describe('no private number is seen in', () => {
  test.each([
    ['an office telephone', '0999-81234567'],
    ['a credit code', codeOf(123456)],
    ['a filing number', `${codeOf(4, '53')}A26001`],
    ['an old registration number', '社证字第0810095号'],
    ['a decision', '澜民罚〔2025〕3号'],
    ['an amount', '10000000000'],
    ['a day with its time', '2026-01-31 08:30:00'],
  ])('%s', (_, cell) => {
    const ingested = ingestFiles({ 'organisations.csv': csv([organisation(1, { 业务范围: cell })]) });
    expect(ingested.findings).toEqual([]);
  });
});

test('wherever it stands in whichever dataset, a mobile number is hidden', () => {
  const place = fc.constantFrom(...DATASET_IDS).chain((id) =>
    fc.record({
      id: fc.constant(id),
      field: fc.constantFrom(...Object.keys(datasetOf(id).columns)),
      before: fc.string({ unit: fc.constantFrom('甲', ' ', '：', '(', '、'), maxLength: 4 }),
      after: fc.string({ unit: fc.constantFrom('乙', ' ', '。', ')', '；'), maxLength: 4 }),
      tail: fc.integer({ min: 10_000_000, max: 99_999_999 }),
    }),
  );
  fc.assert(
    fc.property(place, ({ id, field, before, after, tail }) => {
      const number = `139${tail}`;
      const columns = Object.entries(datasetOf(id).columns);
      const row = Object.fromEntries(
        columns.map(([name, column]) => [
          column.header,
          name === field ? `${before}${number}${after}` : column.example,
        ]),
      );
      const ingested = ingestFiles({ [`${id}.csv`]: csv([row]) });
      expect(ingested.findings.map(({ code }) => code)).toContain('private-data');
      expectHidden(ingested, number);
    }),
    { numRuns: 150 },
  );
});
