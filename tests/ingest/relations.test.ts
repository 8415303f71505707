import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { AS_OF, brief, codeOf, csv, ingestFiles, organisation, type Cells } from '../../src/ingest/testing.ts';
import { createRegister } from '../../src/register/register.ts';

const CODE = '统一社会信用代码';

function listing(n: number, cells: Cells = {}): Cells {
  return { [CODE]: codeOf(n), 列入日期: '2025-07-01', 列入事由: '通过登记的住所无法取得联系', ...cells };
}

const REGISTER = csv([organisation(1), organisation(2)]);
const ABNORMAL = 'abnormal-listings.csv';

function findings(files: Readonly<Record<string, string>>): Finding[] {
  return ingestFiles({ 'organisations.csv': REGISTER, ...files }).findings;
}

/** The one finding, which must be of that cause and in that cell. */
function only(place: string, files: Readonly<Record<string, string>>): Finding {
  const found = findings(files);
  expect(found.map(brief)).toEqual([place]);
  return found[0]!;
}

describe('a code', () => {
  test('that no row of the register has is an error of its row', () => {
    const { counts, findings: found } = ingestFiles({
      'organisations.csv': REGISTER,
      [ABNORMAL]: csv([listing(1), listing(9)]),
    });
    expect(found.map(brief)).toEqual(['dangling-code A3']);
    expect(found[0]).toMatchObject({ severity: 'error', message: `登记数据里没有代码 ${codeOf(9)}`, value: codeOf(9) });
    expect(counts['abnormal-listings']).toEqual({ read: 2, published: 1, withheld: 0, rejected: 1 });
  });

  test('whose row in the register is set aside takes its rows along, and is counted for its page', () => {
    const ingested = ingestFiles({
      'organisations.csv': csv([organisation(1, { 登记状态: '存续' }), organisation(2)]),
      [ABNORMAL]: csv([listing(1), listing(2)]),
    });
    expect(ingested.findings.map(brief)).toEqual(['bad-choice D2', 'depends-on-rejected A2']);
    expect(ingested.findings[1]!.message).toContain('organisations.csv 第2行');
    expect(ingested.counts['abnormal-listings']).toEqual({ read: 2, published: 1, withheld: 0, rejected: 1 });
    expect([...ingested.setAside]).toEqual([[codeOf(1), 1]]);
  });

  test('under two names stops everything and tells both', () => {
    const register = csv([organisation(1), organisation(1, { 社会组织名称: '澜江市竹器行业协会' })]);
    const finding = only('code-under-two-names B3', { 'organisations.csv': register });
    expect(finding.message).toBe(
      `代码 ${codeOf(1)} 在 organisations.csv 第2行 是「澜江市第1竹编协会」，在这里是「澜江市竹器行业协会」`,
    );
    expect(finding.suggestion).toContain('曾用名');
  });

  test('twice under one name stops everything, however the name is typed', () => {
    const register = csv([
      organisation(1, { 社会组织名称: '澜江市（北）竹编协会' }),
      organisation(1, { 社会组织名称: '澜江市(北)竹编协会' }),
    ]);
    expect(only('duplicate-key A3', { 'organisations.csv': register })).toMatchObject({
      severity: 'error',
      message: '这一行与 organisations.csv 第2行 的统一社会信用代码相同',
    });
  });

  test('twice, once without a name, is no code under two names', () => {
    const register = csv([organisation(1), organisation(1, { 社会组织名称: '' })]);
    expect(findings({ 'organisations.csv': register }).map(brief)).toEqual([
      'duplicate-key A3',
      'missing-required-value B3',
    ]);
  });

  test('twice in two files of one dataset is told with both files', () => {
    const found = ingestFiles({
      'organisations/a.csv': REGISTER,
      'organisations/b.csv': csv([organisation(2)]),
    }).findings;
    expect(found).toMatchObject([
      {
        code: 'duplicate-key',
        file: 'organisations/b.csv',
        message: expect.stringContaining('organisations/a.csv 第3行'),
      },
    ]);
  });

  test('of another type than the row says is told', () => {
    const register = csv([organisation(1, { 社会组织类型: '基金会' })]);
    expect(only('type-against-code C2', { 'organisations.csv': register })).toMatchObject({
      severity: 'warning',
      message: '代码以51开头，应是社会团体，类型却写「基金会」',
    });
  });

  test('that a person has accepted is not told again, in any dataset and however it is typed', () => {
    const wrong = codeOf(1).slice(0, 17) + (codeOf(1).endsWith('A') ? 'B' : 'A');
    const files = {
      'organisations.csv': csv([organisation(1, { [CODE]: wrong })]),
      [ABNORMAL]: csv([listing(1, { [CODE]: wrong.toLowerCase() })]),
    };
    expect(findings(files).map(brief)).toEqual(['check-character A2', 'check-character A2']);
    expect(findings({ ...files, 'accepted-codes.csv': csv([{ [CODE]: wrong, 说明: '已核' }]) })).toEqual([]);
  });

  test('that was accepted does not make another one right', () => {
    const wrong = [1, 2].map((n) => codeOf(n).slice(0, 17) + (codeOf(n).endsWith('A') ? 'B' : 'A'));
    const found = findings({
      'organisations.csv': csv([organisation(1, { [CODE]: wrong[0]! }), organisation(2, { [CODE]: wrong[1]! })]),
      'accepted-codes.csv': csv([{ [CODE]: wrong[0]! }]),
    });
    expect(found.map(brief)).toEqual(['check-character A3']);
  });
});

test('a region of one’s own is known', () => {
  const files = {
    'organisations.csv': csv([organisation(1, { [CODE]: codeOf(1, '51', '330299'), 行政区划代码: '330299' })]),
  };
  expect(findings(files).map(brief)).toEqual(['unknown-region A2', 'unknown-region G2']);
  expect(findings({ ...files, 'regions.csv': csv([{ 行政区划代码: '330299', 名称: '新设区' }]) })).toEqual([]);
});

test('a source that nobody lists is told, and the row is published', () => {
  const files = {
    'sources.csv': csv([{ 来源编号: 'S001', 标题: '公告', 发布机关: '澜江市民政局', 性质: '示例' }]),
    [ABNORMAL]: csv([listing(1, { 来源: 'S001；S002' })]),
  };
  expect(only('dangling-source D2', files).message).toBe('「信息来源」里没有编号「S002」');
});

test('many sources that nobody lists are one finding of their cell', () => {
  const files = { [ABNORMAL]: csv([listing(1, { 来源: 'S001；S002；S003；S004' })]) };
  expect(only('dangling-source D2', files).message).toBe('「信息来源」里没有编号「S001」「S002」「S003」等4个');
});

describe('a name on the illegal lists', () => {
  const banned = (cells: Cells = {}) => ({ 名称: '华夏澜江商会', 名单类别: '取缔', 批次: '', 公布机关: '', ...cells });
  const inTwoPlaces = (first: Cells, second: Cells) =>
    ingestFiles({
      'organisations.csv': REGISTER,
      'illegal-organisations.csv': csv([banned(first), banned(second)]),
    });

  test.each<[string, Cells, Cells]>([
    ['two authorities', { 公布机关: '澜江市民政局' }, { 公布机关: '鸥洲市民政局' }],
    ['an authority and nobody knows whom', { 公布机关: '澜江市民政局' }, {}],
    ['one authority in two batches', { 公布机关: '甲', 批次: '第一批' }, { 公布机关: '甲', 批次: '第二批' }],
  ])('is published twice when banned by %s', (_, first, second) => {
    const { findings: found, records } = inTwoPlaces(first, second);
    expect(found).toEqual([]);
    expect(records['illegal-organisations']).toHaveLength(2);
    expect(new Set(createRegister({ asOf: AS_OF, records }).illegal.map(({ id }) => id)).size).toBe(2);
  });

  test.each<[Cells, Cells]>([
    [{}, {}],
    [{ 公布机关: '澜江市民政局' }, { 公布机关: '澜江市民政局', 公布日期: '2026-01-01' }],
    [
      { 公布机关: '民政局（澜江）', 批次: '第一批' },
      { 公布机关: '民政局(澜江)', 批次: '第一批' },
    ],
  ])('stops everything when list, batch and authority are the same too: %j and %j', (first, second) => {
    const { findings: found, stopped } = inTwoPlaces(first, second);
    expect(found.map(brief)).toEqual(['duplicate-key A3']);
    expect(found[0]!.message).toBe('这一行与 illegal-organisations.csv 第2行 的名称＋名单类别＋批次＋公布机关相同');
    expect(stopped).toBe(true);
  });
});

describe('names', () => {
  test('that two codes share are told', () => {
    const register = csv([organisation(1), organisation(2, { 社会组织名称: '澜江市第1竹编协会' })]);
    const finding = only('same-name-two-codes B3', { 'organisations.csv': register });
    expect(finding).toMatchObject({ severity: 'warning' });
    expect(finding.message).toContain(codeOf(1));
    expect(finding.message).toContain(codeOf(2));
  });

  test('of symbols alone are not one name', () => {
    const register = csv([organisation(1, { 社会组织名称: '！！' }), organisation(2, { 社会组织名称: '☆☆' })]);
    expect(findings({ 'organisations.csv': register })).toEqual([]);
  });

  test('that are said to be former and still stand are told', () => {
    const files = { 'former-names.csv': csv([{ [CODE]: codeOf(1), 曾用名: '澜江市 第1竹编协会' }]) };
    expect(only('former-name-is-current B2', files).message).toBe('曾用名与现名「澜江市第1竹编协会」相同');
  });

  test('of registered bodies on an illegal list are told, unless the announcement names the lawful one', () => {
    const row = { 名称: '澜江市第1竹编协会', 名单类别: '涉嫌' };
    expect(only('registered-name-on-illegal-list A2', { 'illegal-organisations.csv': csv([row]) }).message).toContain(
      codeOf(1),
    );
    const known = csv([{ ...row, 与之相近的合法社会组织: '澜江市第1竹编协会' }]);
    expect(findings({ 'illegal-organisations.csv': known })).toEqual([]);
  });
});

describe('a confirmed look-alike', () => {
  const LISTED = { 名称: '澜江市第一竹编总会', 名单类别: '涉嫌', 公布日期: '2026-03-01' };
  const PAIR = { 名称: LISTED.名称, [CODE]: codeOf(1), 理由: '换了组织类型词', 确认日期: '2026-11-18' };
  const files = (pair: Cells, listed: Cells = LISTED) => ({
    'organisations.csv': REGISTER,
    'illegal-organisations.csv': csv([listed]),
    'look-alikes.csv': csv([pair]),
  });

  test('of a name on a list and a code in the register is published', () => {
    const { findings: found, records } = ingestFiles(files({ ...PAIR, 名称: '澜江市第一（竹编）总会' }));
    expect(found).toEqual([]);
    expect(records['look-alikes']).toHaveLength(1);
  });

  test('of a name on no list is set aside', () => {
    const finding = only('name-not-on-illegal-list A2', files({ ...PAIR, 名称: '澜江市第一竹编商会' }));
    expect(finding).toMatchObject({
      severity: 'error',
      value: '澜江市第一竹编商会',
      message: '「非法社会组织」里没有「澜江市第一竹编商会」这个名称',
    });
  });

  test('is set aside with the row of its list', () => {
    const { findings: found, counts } = ingestFiles(files(PAIR, { ...LISTED, 名单类别: '山寨' }));
    expect(found.map(brief)).toEqual(['bad-choice B2', 'name-not-on-illegal-list A2']);
    expect(found[1]!.message).toContain('illegal-organisations.csv 第2行');
    expect(counts['look-alikes'].rejected).toBe(1);
  });

  test('waits for the day of its list, and for its own', () => {
    const tomorrow = '2026-11-21';
    expect(ingestFiles(files(PAIR, { ...LISTED, 公布日期: tomorrow })).counts['look-alikes'].withheld).toBe(1);
    const { findings: found, counts } = ingestFiles(files({ ...PAIR, 确认日期: tomorrow }));
    expect(found.map(brief)).toEqual(['future-date D2']);
    expect(counts['look-alikes'].withheld).toBe(1);
  });

  test('of a code that is not in the register is set aside', () => {
    expect(only('dangling-code B2', files({ ...PAIR, [CODE]: codeOf(9) })).severity).toBe('error');
  });

  test('of one and the same name answers the question that the name would raise', () => {
    const same = { ...LISTED, 名称: '澜江市第1竹编协会' };
    const pair = { ...PAIR, 名称: same.名称, 理由: '同名' };
    expect(findings(files(pair, same))).toEqual([]);
    expect(findings(files({ ...pair, [CODE]: codeOf(2) }, same)).map(brief)).toEqual([
      'registered-name-on-illegal-list A2',
    ]);
  });
});

describe('dates', () => {
  test('of a removal before its listing set the row aside', () => {
    const finding = only('removed-before-listed D2', { [ABNORMAL]: csv([listing(1, { 移出日期: '2025-06-01' })]) });
    expect(finding).toMatchObject({ severity: 'error', message: '移出日期 2025-06-01 早于列入日期 2025-07-01' });
  });

  test.each([
    [
      'abnormal-listings',
      'listed-before-registered B2',
      listing(1, { 列入日期: '2014-07-01', 移出日期: '2014-12-01' }),
    ],
    [
      'serious-listings',
      'listed-before-registered B2',
      listing(1, { 列入日期: '2014-07-01', 列入事由: '受到限期停止活动行政处罚' }),
    ],
    [
      'penalties',
      'before-registration D2',
      { [CODE]: codeOf(1), 处罚决定文号: '3号', 处罚种类: '警告', 处罚日期: '2014-01-01' },
    ],
    ['evaluations', 'before-registration C2', { [CODE]: codeOf(1), 评估等级: '3A', 评估日期: '2014-01-01' }],
    ['charities', 'before-registration B2', { [CODE]: codeOf(1), 认定或登记日期: '2014-01-01' }],
    ['former-names', 'before-registration C2', { [CODE]: codeOf(1), 曾用名: '竹器协会', 更名日期: '2014-01-01' }],
  ])('in %s before the registration are told', (dataset, place, row) => {
    const finding = only(place, { [`${dataset}.csv`]: csv([row]) });
    expect(finding).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('早于这家组织的成立登记日期 2015-03-01'),
    });
  });

  test.each(['2015-03-01', '2015-03', '2015'])('on the day of registration are right: %s', (day) => {
    const found = findings({ 'charities.csv': csv([{ [CODE]: codeOf(1), 认定或登记日期: day }]) });
    expect(found.filter(({ code }) => code === 'before-registration')).toEqual([]);
  });

  test('that have not come are told, and the entry waits for its day', () => {
    const files = { 'organisations.csv': REGISTER, [ABNORMAL]: csv([listing(1, { 列入日期: '2026-11-21' })]) };
    const { findings: found, counts } = ingestFiles(files);
    expect(found.map(brief)).toEqual(['future-date B2']);
    expect(found[0]!.message).toBe('「列入日期」2026-11-21 在 2026-11-20 之后，那一天还没有到');
    expect(counts['abnormal-listings']).toEqual({ read: 1, published: 0, withheld: 1, rejected: 0 });
    expect(ingestFiles(files, '2026-11-21')).toMatchObject({
      findings: [],
      counts: { 'abnormal-listings': { published: 1 } },
    });
  });

  test('of a removal that has not come leave the organisation on its list', () => {
    const files = { 'organisations.csv': REGISTER, [ABNORMAL]: csv([listing(1, { 移出日期: '2026-12-01' })]) };
    const { findings: found, records } = ingestFiles(files);
    expect(found.map(brief)).toEqual(['future-date D2']);
    expect(records['abnormal-listings']).toHaveLength(1);
  });

  test('of a certificate that ends before it begins are told', () => {
    const register = csv([organisation(1, { 证书有效期自: '2028-01-01', 证书有效期至: '2023-01-01' })]);
    expect(only('certificate-ends-before-it-begins H2', { 'organisations.csv': register })).toMatchObject({
      severity: 'warning',
      message: '证书有效期至 2023-01-01 早于有效期自 2028-01-01',
    });
  });
});

describe('two years on the list of abnormal operations', () => {
  const abnormal = csv([listing(1, { 列入日期: '2024-11-20' })]);

  test('are told on the day they are over', () => {
    const files = { 'organisations.csv': REGISTER, [ABNORMAL]: abnormal };
    expect(ingestFiles(files, '2026-11-19').findings).toEqual([]);
    expect(ingestFiles(files, '2026-11-20').findings.map(brief)).toEqual(['two-years-on-abnormal-list B2']);
  });

  test('are not told when the graver list has the organisation', () => {
    const serious = csv([listing(1, { 列入日期: '2026-11-20', 列入事由: '被列入活动异常名录满两年' })]);
    expect(findings({ [ABNORMAL]: abnormal, 'serious-listings.csv': serious })).toEqual([]);
  });
});

describe('fundraising', () => {
  const qualification = { [CODE]: codeOf(1), 取得日期: '2024-01-02', 有效期至: '2027-01-01', 终止日期: '' };
  const charity = { [CODE]: codeOf(1), 认定或登记日期: '2018-09-01' };
  const plan = {
    备案编号: `${codeOf(1)}A26001`,
    [CODE]: codeOf(1),
    活动名称: '图书角',
    起始日期: '2026-03-01',
    结束日期: '2026-08-31',
  };
  const charities = { 'charities.csv': csv([charity]) };
  const qualifications = { 'fundraising-qualifications.csv': csv([qualification]) };

  test('in order has no finding', () => {
    expect(findings({ ...charities, ...qualifications, 'fundraising-plans.csv': csv([plan]) })).toEqual([]);
  });

  test('with a qualification but no record of a charity is told', () => {
    const others = { 'charities.csv': csv([{ ...charity, [CODE]: codeOf(2) }]) };
    expect(only('qualification-without-charity A2', { ...others, ...qualifications }).severity).toBe('warning');
  });

  test('by a body that is no more is told', () => {
    const register = csv([organisation(1, { 登记状态: '注销' })]);
    const files = { 'organisations.csv': register, ...charities, ...qualifications };
    expect(only('qualified-but-gone A2', files).message).toContain('登记状态是「注销」');
  });

  test('that begins without a qualification in force is told', () => {
    const late = csv([{ ...plan, 起始日期: '2027-02-01', 结束日期: '2027-03-01' }]);
    const files = { ...charities, ...qualifications, 'fundraising-plans.csv': late };
    expect(only('plan-without-qualification D2', files).severity).toBe('warning');
  });
});

test('without the register the other datasets are set aside, which is told once', () => {
  const { findings: found, counts, stopped } = ingestFiles({ [ABNORMAL]: csv([listing(1), listing(2)]) });
  expect(found.map(brief)).toEqual(['missing-dataset']);
  expect(counts['abnormal-listings']).toEqual({ read: 2, published: 0, withheld: 0, rejected: 2 });
  expect(stopped).toBe(true);
});

test.each(['统一社会信用代码', '社会组织名称'])('without %s in the register, too', (header) => {
  const register = csv([organisation(1), organisation(2)]).replace(header, '别的');
  const {
    findings: found,
    counts,
    stopped,
  } = ingestFiles({ 'organisations.csv': register, [ABNORMAL]: csv([listing(1), listing(2)]) });
  expect(found.map(brief).filter((each) => !each.startsWith('unknown-column'))).toEqual(['missing-required-column 1']);
  expect(counts['abnormal-listings']).toEqual({ read: 2, published: 0, withheld: 0, rejected: 2 });
  expect(stopped).toBe(true);
});

test('with an empty register every row of the others is told', () => {
  const register = `${Object.keys(organisation(1)).join(',')}\n`;
  expect(findings({ 'organisations.csv': register, [ABNORMAL]: csv([listing(1)]) }).map(brief)).toEqual([
    'dangling-code A2',
  ]);
});
