/** What the tables of fees, self-discipline and disclosure must never let out, and what they say against one another. */
import { describe, expect, test } from 'vitest';
import { makeCreditCode } from '../../src/domain/credit-code.ts';
import { reportAsCsv, reportAsHtml, reportAsJson, reportForTerminal } from '../../src/ingest/report.ts';
import { brief, codeOf, csv, ingestFiles, organisation, type Cells } from '../../src/ingest/testing.ts';

const REGISTER = csv([organisation(1), organisation(2)]);
const CODE = '统一社会信用代码';
const MEMBER = makeCreditCode('91', '990100', 'MA000001');

function read(id: string, rows: readonly Cells[], more: Readonly<Record<string, string>> = {}) {
  return ingestFiles({ 'organisations.csv': REGISTER, [`${id}.csv`]: csv(rows), ...more });
}

function action(cells: Cells): Cells {
  return { [CODE]: codeOf(1), 编号: '1号', 措施: '警告', 对象类别: '从业人员', 决定日期: '2026-03-18', ...cells };
}

describe('a practitioner', () => {
  test('without a name is counted', () => {
    const { counts, findings } = read('discipline-actions', [action({ 对象名称: '无', 事由: '泄露客户信息' })]);
    expect(findings).toEqual([]);
    expect(counts['discipline-actions'].published).toBe(1);
  });

  test.each([
    ['a name', { 对象名称: '林望溪' }, ['practitioner-named F2'], ['林望溪']],
    ['a numbered name', { 对象名称: '1. 林望溪' }, ['practitioner-named F2'], ['林望溪']],
    ['a code', { 对象统一社会信用代码: MEMBER }, ['practitioner-named F2'], [MEMBER]],
    [
      'both',
      { 对象名称: '林\u200B望溪', 对象统一社会信用代码: `${MEMBER.slice(0, 17)}9` },
      ['practitioner-named F2', 'practitioner-named G2'],
      ['望溪', MEMBER.slice(0, 17)],
    ],
  ] as const)('with %s is set aside, and nothing repeats it', (_, cells, places, secrets) => {
    const ingested = read('discipline-actions', [action(cells)]);
    expect(ingested.findings.map(brief)).toEqual(places);
    expect(ingested.counts['discipline-actions'].rejected).toBe(1);
    const said = [
      // What is known of rejected rows is remembered on the disk.
      JSON.stringify([ingested.records, ingested.findings, ingested.rejected]),
      ...[reportAsJson, reportForTerminal, reportAsCsv, reportAsHtml].map((report) => report(ingested)),
    ].join('\n');
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  test('is no member firm, whose name is published until its last day', () => {
    const rows = ['2026-11-20', '2026-11-19'].map((until, i) =>
      action({
        编号: `${i}`,
        对象类别: '会员单位',
        对象名称: '澜江市青篾竹业有限公司',
        对象统一社会信用代码: MEMBER,
        公示截止日期: until,
      }),
    );
    const { records, counts, findings } = read('discipline-actions', rows);
    expect(findings).toEqual([]);
    expect(counts['discipline-actions']).toMatchObject({ published: 1, withheld: 1 });
    expect(records['discipline-actions'][0]).toMatchObject({ name: '澜江市青篾竹业有限公司', targetCode: MEMBER });
  });
});

describe('what is disclosed to members only', () => {
  const secret = {
    公开事项: '给会员的秘密事项',
    公开渠道: '秘密渠道',
    网址: 'https://secret.example/a',
    更正说明: '秘密更正',
  };
  const row = (cells: Cells): Cells => ({
    [CODE]: codeOf(1),
    公开事项: '财务收支情况',
    公开对象: '会员',
    公开日期: '2026-03-20',
    ...cells,
  });

  test('is told with its day and without its content', () => {
    const { findings, records } = read('disclosures', [row(secret)]);
    // That the item is none of the customary ones is not told apart: it would quote it.
    expect(findings.map(brief)).toEqual(['B2', 'E2', 'F2', 'G2'].map((cell) => `members-only-content ${cell}`));
    expect(findings.every(({ severity, value }) => severity === 'warning' && value === null)).toBe(true);
    expect(records.disclosures).toEqual([
      {
        code: codeOf(1),
        item: '其他事项',
        audience: '会员',
        disclosedOn: '2026-03-20',
        channel: undefined,
        url: undefined,
        correction: undefined,
        source: undefined,
      },
    ]);
    expect(JSON.stringify([records, findings])).not.toMatch(/秘密|secret/);
  });

  test('may tell a customary item and channel', () => {
    const { findings, records } = read('disclosures', [row({ 公开渠道: '会员（代表）大会、会刊' })]);
    expect(findings).toEqual([]);
    expect(records.disclosures[0]).toMatchObject({ item: '财务收支情况', channel: '会员（代表）大会、会刊' });
  });

  test('never makes two rows one', () => {
    const rows = [row({ 公开事项: '甲' }), row({ 公开事项: '乙' })];
    const { findings, counts } = read('disclosures', rows);
    expect(findings.map(({ code }) => code)).toEqual(['members-only-content', 'members-only-content']);
    expect(counts.disclosures.published).toBe(2);
  });

  test('is not what is disclosed to the public', () => {
    const { records, findings } = read('disclosures', [row({ ...secret, 公开对象: '社会公众' })]);
    expect(findings.map(brief)).toEqual(['unknown-item B2']);
    expect(records.disclosures[0]).toMatchObject({
      item: secret.公开事项,
      url: secret.网址,
      correction: secret.更正说明,
    });
  });
});

describe('a member’s code', () => {
  const row = (code: string): Cells => ({
    [CODE]: codeOf(1),
    会员名称: '澜江市青篾竹业有限公司',
    会员统一社会信用代码: code,
    信用等级: 'AAA',
    评价日期: '2025-12-01',
  });

  test.each([
    [MEMBER, []],
    [MEMBER.toLowerCase(), []],
    [`${MEMBER.slice(0, 17)}${MEMBER.endsWith('0') ? '1' : '0'}`, ['member-check-character C2']],
    [codeOf(2), ['not-an-enterprise-code C2']],
    [MEMBER.slice(0, 17), ['bad-credit-code C2']],
    ['9.19901E+17', ['code-ruined-by-spreadsheet C2']],
  ])('%s: %j', (code, places) => {
    expect(read('member-credit', [row(code)]).findings.map(brief)).toEqual(places);
  });

  test('leads nowhere: no organisation need have it', () => {
    expect(read('member-credit', [row(MEMBER)]).counts['member-credit'].published).toBe(1);
  });
});

test('无 is an answer where it says that there is none, and published as such', () => {
  const rows = ['无', ' 无 ', '有', '进行中', '2次'].map((state, i) => ({
    [CODE]: codeOf(1),
    事项: '行业调解',
    情况: state,
    名称: `${i}`,
  }));
  const { findings, records } = read('integrity-measures', rows);
  expect(findings).toEqual([]);
  expect(records['integrity-measures'].map(({ state }) => state)).toEqual(['无', '无', '有', '进行中', '2次']);
  expect(read('integrity-measures', [{ ...rows[0]!, 情况: '/' }]).findings.map(brief)).toEqual([
    'missing-required-value C2',
  ]);
});

describe('fees', () => {
  const fee = (cells: Cells): Cells => ({
    [CODE]: codeOf(1),
    收费类别: '会费',
    收费项目: '会费',
    档次: '会员单位',
    收费标准: '每年2000元',
    '金额(元)': '2000',
    收费单位: '',
    表决日期: '2024-12-10',
    表决方式: '无记名投票',
    赞成票: '86票',
    起始日期: '2025-01-01',
    终止日期: '',
    ...cells,
  });

  test('in good order have no finding', () => {
    const { findings, records } = read('fees', [fee({}), fee({ 档次: '理事单位' })]);
    expect(findings).toEqual([]);
    expect(records.fees[0]).toMatchObject({ ayes: 86, amount: { yuan: 2000 } });
  });

  test('are held against one another and the branches, and published all the same', () => {
    const branches = csv([{ [CODE]: codeOf(1), 分支机构名称: '竹家具工作室', 状态: '存续' }]);
    const rows = [
      fee({ 终止日期: '', 起始日期: '2022-01-01', '金额(元)': '1000' }),
      fee({ 收费单位: '竹家具工作室', 档次: '理事单位' }),
      fee({ 表决方式: '举手', 表决日期: '', 收费标准: '2000元以上', 档次: '会长单位' }),
      fee({}),
    ];
    const { findings, counts } = read('fees', rows, { 'branches.csv': branches });
    expect(findings.map(brief)).toEqual([
      'fee-without-end L2',
      'floating-fee E4',
      'dues-without-vote-date H4',
      'dues-without-secret-ballot I4',
      'collected-by-branch G3',
      'raised-fee F5',
    ]);
    expect(findings.find(({ code }) => code === 'raised-fee')!.message).toMatch(
      /从2025-01-01起是.*「只能降、不能增、更不能乱收」$/,
    );
    expect(counts.fees.published).toBe(4);
  });

  test('of one association say nothing about another', () => {
    const rows = [1, 2].map((n) =>
      fee({ [CODE]: codeOf(n), 起始日期: n === 1 ? '2022-01-01' : '2025-01-01', '金额(元)': `${n}000` }),
    );
    expect(read('fees', rows).findings).toEqual([]);
  });

  test('may be voted on by a number only, and leave a surplus in per cent', () => {
    const { findings } = read('fees', [fee({ 赞成票: '多数', 盈余率: '一成' })]);
    expect(findings.map(({ code }) => code).toSorted()).toEqual(['bad-percentage', 'unused-bad-value']);
  });
});

test('a restriction is gone after repair, and after its last day', () => {
  const row = (cells: Cells): Cells => ({ [CODE]: codeOf(1), 措施: '降低评估等级', 起始日期: '2026-01-01', ...cells });
  const counts = (cells: Cells) => read('restrictions', [row(cells)]).counts.restrictions;
  expect(counts({ 信用修复日期: '2026-11-20' })).toMatchObject({ withheld: 1 });
  expect(counts({ 信用修复日期: '2026-11-21' })).toMatchObject({ published: 1 });
  expect(counts({ 公示截止日期: '2026-11-19' })).toMatchObject({ withheld: 1 });
  expect(counts({ 公示截止日期: '2026-11-20' })).toMatchObject({ published: 1 });
  expect(counts({ 公示截止日期: '不详' })).toMatchObject({ rejected: 1 });
});
