/**
 * A small register in which every organisation stands for one thing that can be said of one on the tests' day. The names
 * tell the case; codes and regions are fictional.
 */
import { makeCreditCode } from '../../src/domain/credit-code.ts';
import type { Fundraising, Standing } from '../../src/domain/standing.ts';
import { AS_OF } from './commands.ts';
import { writeDataFolder, type Row, type Tables } from './data-folder.ts';

export interface Later {
  /** A day after the build on which the page must say something else by itself. */
  on: string;
  standing: Standing;
  fundraising: Fundraising;
  /** What may no longer be shown then, though it was when the page was built. */
  gone?: string;
}

export interface Case {
  /** The case in words; part of the organisation's name. */
  is: string;
  standing: Standing;
  fundraising: Fundraising;
  /** States that apply beside the headline. */
  others?: readonly Standing[];
  /** Text that its page must show. */
  shows?: readonly string[];
  later?: readonly Later[];
  /** Cells of its own row in `organisations`. */
  own?: Row;
  abnormal?: readonly Row[];
  serious?: readonly Row[];
  penalties?: readonly Row[];
  charity?: readonly Row[];
  qualifications?: readonly Row[];
}

export interface CaseOrganisation extends Case {
  name: string;
  code: string;
}

/** Grounds of entries that may not be published on the tests' day. Words of their own, so that a search index keeps them whole. */
export const WITHHELD = [
  'withheldrepaired',
  'withheldrepairedtoday',
  'withheldover',
  'withheldpenalty',
  'withheldfuture',
  'withheldserious',
] as const;

const YESTERDAY = '2026-11-19';
const TOMORROW = '2026-11-21';
const REPORT = '未按照规定时限和要求报送年度工作报告';
const PARTY = '未按照有关规定设立党组织';
const LONG_NAME =
  '澜江市名称特别长以至于一句话里写不下状态日期和机关所以要想别的办法的跨区域综合性多领域联合发展促进与服务保障研究交流合作协会';

const charity: readonly Row[] = [{ 认定或登记日期: '2018-05-01' }];
const listed = (day: string, ground = REPORT, more: Row = {}): Row => ({ 列入日期: day, 列入事由: ground, ...more });
const qualified = (more: Row): Row => ({ 取得日期: '2024-01-02', ...more });

const CASES: readonly Case[] = [
  {
    is: '登记正常',
    standing: 'normal',
    fundraising: 'no',
    shows: ['2010年3月1日', '林望溪', '4A', '澜江市从前协会'],
    own: {
      简称: '登记正常会；正常会',
      业务主管单位: '澜江市工业和信息化局',
      成立登记日期: '2010-03-01',
      法定代表人: '林望溪',
      '注册资金(万元)': '10',
      业务范围: '行业培训、标准宣传。',
      住所: '澜江市临浦区竹溪路12号',
      组织标识: '行业协会商会',
      行业领域: '工艺美术；学术研究',
      官方网站: 'https://zhubian.example/',
      更新日期: '2026-11-01',
    },
  },
  {
    is: '撤销登记',
    standing: 'revoked',
    fundraising: 'no',
    shows: ['2025年3月1日', '撤销登记'],
    own: { 登记状态: '撤销' },
    penalties: [
      { 处罚决定文号: '澜民罚〔2025〕1号', 处罚种类: '撤销登记', 处罚日期: '2025-03-01', 处罚机关: '澜江市民政局' },
    ],
  },
  {
    is: '吊销证书',
    standing: 'revoked',
    fundraising: 'no',
    shows: ['吊销登记证书'],
    own: { 登记状态: '吊销' },
    charity,
    qualifications: [qualified({ 有效期至: '2028-01-01' })],
  },
  { is: '注销登记', standing: 'cancelled', fundraising: 'no', own: { 登记状态: '注销' } },
  {
    is: '注销而资格未终止',
    standing: 'cancelled',
    fundraising: 'no',
    own: { 登记状态: '注销' },
    charity,
    qualifications: [qualified({ 有效期至: '2028-01-01' })],
  },
  {
    is: '严重失信',
    standing: 'serious',
    fundraising: 'no',
    shows: ['2025年3月1日'],
    serious: [listed('2025-03-01', '受到限期停止活动行政处罚')],
  },
  {
    is: '活动异常',
    standing: 'abnormal',
    fundraising: 'no',
    shows: ['2025年7月1日'],
    abnormal: [listed('2025-07-01')],
  },
  {
    is: '两种名单都在',
    standing: 'serious',
    fundraising: 'no',
    others: ['abnormal'],
    abnormal: [listed('2025-07-01')],
    serious: [listed('2025-08-01', '被司法机关纳入失信被执行人名单')],
  },
  {
    is: '证书过期',
    standing: 'certificate-expired',
    fundraising: 'no',
    shows: ['2025年1月1日'],
    own: { 证书有效期自: '2020-01-02', 证书有效期至: '2025-01-01' },
  },
  {
    is: '证书今天到期',
    standing: 'normal',
    fundraising: 'no',
    own: { 证书有效期至: AS_OF },
    later: [{ on: TOMORROW, standing: 'certificate-expired', fundraising: 'no' }],
  },
  {
    is: '证书以后到期',
    standing: 'normal',
    fundraising: 'no',
    own: { 证书有效期至: '2027-03-31' },
    later: [
      { on: '2027-03-31', standing: 'normal', fundraising: 'no' },
      { on: '2027-04-01', standing: 'certificate-expired', fundraising: 'no' },
    ],
  },
  { is: '证书长期有效', standing: 'normal', fundraising: 'no', own: { 证书有效期至: '长期' } },
  {
    is: '异常而且证书过期',
    standing: 'abnormal',
    fundraising: 'no',
    others: ['certificate-expired'],
    own: { 证书有效期至: '2026-01-01' },
    abnormal: [listed('2026-02-01', PARTY)],
  },
  { is: '今天列入', standing: 'abnormal', fundraising: 'no', abnormal: [listed(AS_OF)] },
  {
    is: '今天移出',
    standing: 'normal',
    fundraising: 'no',
    shows: ['移出'],
    abnormal: [listed('2025-07-01', REPORT, { 移出日期: AS_OF })],
  },
  {
    is: '早已移出',
    standing: 'normal',
    fundraising: 'no',
    shows: ['2023-06-01', '2024-05-01', '已补报年度工作报告'],
    abnormal: [listed('2023-06-01', REPORT, { 移出日期: '2024-05-01', 移出事由: '已补报年度工作报告' })],
  },
  {
    is: '两年重新起算',
    standing: 'abnormal',
    fundraising: 'no',
    shows: ['2024年12月1日', '2027年6月1日'],
    abnormal: [listed('2024-12-01'), listed('2025-06-01', PARTY)],
  },
  { is: '今天满两年', standing: 'abnormal', fundraising: 'no', shows: [REPORT], abnormal: [listed('2024-11-20')] },
  {
    is: '已经信用修复',
    standing: 'normal',
    fundraising: 'no',
    abnormal: [listed('2025-07-01', WITHHELD[0], { 移出日期: '2026-03-02', 信用修复日期: '2026-03-20' })],
  },
  {
    is: '今天信用修复',
    standing: 'normal',
    fundraising: 'no',
    abnormal: [listed('2025-07-01', WITHHELD[1], { 信用修复日期: AS_OF })],
  },
  {
    is: '以后信用修复',
    standing: 'abnormal',
    fundraising: 'no',
    shows: ['leavesonrepair'],
    abnormal: [listed('2025-07-01', 'leavesonrepair', { 信用修复日期: '2026-12-15' })],
    later: [{ on: '2026-12-15', standing: 'normal', fundraising: 'no', gone: 'leavesonrepair' }],
  },
  {
    is: '公示期满',
    standing: 'normal',
    fundraising: 'no',
    abnormal: [listed('2025-07-01', WITHHELD[2], { 公示截止日期: YESTERDAY })],
  },
  {
    is: '公示最后一天',
    standing: 'abnormal',
    fundraising: 'no',
    shows: ['leavestomorrow'],
    abnormal: [listed('2025-07-01', 'leavestomorrow', { 公示截止日期: AS_OF })],
    later: [{ on: TOMORROW, standing: 'normal', fundraising: 'no', gone: 'leavestomorrow' }],
  },
  {
    is: '严重失信公示期满',
    standing: 'normal',
    fundraising: 'no',
    serious: [listed('2023-07-01', WITHHELD[5], { 移出日期: '2025-07-01', 公示截止日期: '2026-07-01' })],
  },
  {
    is: '处罚公示期满',
    standing: 'normal',
    fundraising: 'no',
    penalties: [
      {
        处罚决定文号: '澜民罚〔2024〕1号',
        处罚种类: '警告',
        违法事实: WITHHELD[3],
        处罚日期: '2024-03-01',
        公示截止日期: YESTERDAY,
      },
    ],
  },
  {
    is: '处罚公示中',
    standing: 'normal',
    fundraising: 'no',
    shows: ['penaltyinforce'],
    penalties: [
      {
        处罚决定文号: '澜民罚〔2026〕2号',
        处罚种类: '警告',
        违法事实: 'penaltyinforce',
        处罚日期: '2026-03-01',
        公示截止日期: '2026-12-31',
      },
    ],
    later: [{ on: '2027-01-01', standing: 'normal', fundraising: 'no', gone: 'penaltyinforce' }],
  },
  {
    is: '还没有列入',
    standing: 'normal',
    fundraising: 'no',
    abnormal: [listed('2026-12-01', WITHHELD[4])],
  },
  {
    is: '募捐资格有效',
    standing: 'normal',
    fundraising: 'yes',
    shows: ['2028年1月1日'],
    charity,
    qualifications: [qualified({ 有效期至: '2028-01-01', 证书编号: '990100001' })],
    later: [{ on: '2028-01-02', standing: 'normal', fundraising: 'expired' }],
  },
  {
    is: '募捐资格长期',
    standing: 'normal',
    fundraising: 'yes',
    charity,
    qualifications: [qualified({ 有效期至: '长期' })],
  },
  { is: '募捐资格没写期限', standing: 'normal', fundraising: 'yes', charity, qualifications: [qualified({})] },
  {
    is: '募捐资格今天到期',
    standing: 'normal',
    fundraising: 'yes',
    charity,
    qualifications: [qualified({ 有效期至: AS_OF })],
    later: [{ on: TOMORROW, standing: 'normal', fundraising: 'expired' }],
  },
  {
    is: '募捐资格已到期',
    standing: 'normal',
    fundraising: 'expired',
    shows: ['2026年11月19日'],
    charity,
    qualifications: [qualified({ 有效期至: YESTERDAY })],
  },
  {
    is: '募捐资格已终止',
    standing: 'normal',
    fundraising: 'expired',
    shows: ['2025年6月1日', '不再符合条件'],
    charity,
    qualifications: [qualified({ 有效期至: '2028-01-01', 终止日期: '2025-06-01', 终止事由: '不再符合条件' })],
  },
  {
    is: '不再是慈善组织',
    standing: 'normal',
    fundraising: 'expired',
    charity: [{ 认定或登记日期: '2018-05-01', 取消日期: '2026-01-01' }],
    qualifications: [qualified({ 有效期至: '2028-01-01' })],
  },
  { is: '慈善组织没有资格', standing: 'normal', fundraising: 'no', charity },
  {
    is: '资格以后取得',
    standing: 'normal',
    fundraising: 'no',
    charity,
    qualifications: [{ 取得日期: '2026-12-01', 有效期至: '2029-12-01' }],
  },
  {
    is: '异常而能募捐',
    standing: 'abnormal',
    fundraising: 'yes',
    charity,
    abnormal: [listed('2026-07-01')],
    qualifications: [qualified({ 有效期至: '2028-01-01' })],
  },
  {
    is: '名称很长',
    standing: 'abnormal',
    fundraising: 'no',
    own: { 社会组织名称: LONG_NAME },
    abnormal: [
      listed('2025-07-01', '不再符合公开募捐资格条件或者连续六个月不开展公开募捐活动', {
        列入决定机关: '澜江省民政厅',
      }),
    ],
  },
  { is: '重名', standing: 'normal', fundraising: 'no', own: { 社会组织名称: '澜江市重名协会' } },
  { is: '重名的另一家', standing: 'normal', fundraising: 'no', own: { 社会组织名称: '澜江市重名协会' } },
  {
    is: '与非法组织同名',
    standing: 'normal',
    fundraising: 'no',
    shows: ['同名提示'],
    own: { 社会组织名称: '澜江市被冒名协会' },
  },
];

/** Every case with its organisation. */
export const ORGANISATIONS: readonly CaseOrganisation[] = CASES.map((one, i) => ({
  ...one,
  name: one.own?.['社会组织名称'] ?? `澜江市${one.is}协会`,
  code: makeCreditCode(
    one.charity === undefined ? '51' : '53',
    ['990100', '990101', '990200'][i % 3]!,
    `MJ${String(100_000 + i)}`,
  ),
}));

/** The organisation of a case, by the case's words. */
export function caseOf(is: string): CaseOrganisation {
  const found = ORGANISATIONS.find((organisation) => organisation.is === is);
  if (found === undefined) throw new Error(`There is no case «${is}».`);
  return found;
}

/** Bodies on the four illegal lists. */
export const ILLEGAL: readonly Row[] = [
  {
    名称: '华夏澜江总会',
    名单类别: '涉嫌',
    批次: '2026年第一批',
    公布日期: '2026-03-01',
    公布机关: '澜江市民政局',
    与之相近的合法社会组织: '澜江市登记正常协会',
  },
  {
    名称: '澜江市被冒名协会',
    名单类别: '取缔',
    批次: '2025年第二批',
    公布日期: '2025-05-01',
    公布机关: '澜江市民政局',
  },
  { 名称: '澜江国际联谊会', 名单类别: '劝散', 公布日期: '2025-06-01', 公布机关: '澜江省民政厅', 处置状态: '已解散' },
  { 名称: '中国澜江文化网', 名单类别: '关停网站', 批次: '2026年第一批' },
  { 名称: '华夏澜江总会', 名单类别: '取缔', 批次: '2026年第二批', 公布日期: '2026-08-01' },
  { 名称: '澜江市登记正常学会', 名单类别: '涉嫌', 批次: '2026年第一批', 公布日期: '2026-03-01' },
  // Near to a registered name, and nobody has confirmed it.
  { 名称: '澜江市活动异常学会', 名单类别: '涉嫌', 批次: '2026年第一批', 公布日期: '2026-03-01' },
  // One name banned in two places, by lists that number no batches.
  { 名称: '华夏澜江商会', 名单类别: '取缔', 公布日期: '2026-08-01', 公布机关: '澜江市民政局' },
  { 名称: '华夏澜江商会', 名单类别: '取缔', 公布日期: '2026-09-01', 公布机关: '鸥洲市民政局' },
];

function rowsOf(pick: (one: Case) => readonly Row[] | undefined): Row[] {
  return ORGANISATIONS.flatMap((organisation) =>
    (pick(organisation) ?? []).map((row) => ({ 统一社会信用代码: organisation.code, ...row })),
  );
}

export function caseTables(): Tables {
  return {
    organisations: ORGANISATIONS.map(({ name, code, charity: isCharity, own }, i) => ({
      统一社会信用代码: code,
      社会组织名称: name,
      社会组织类型: isCharity === undefined ? '社会团体' : '基金会',
      登记状态: '正常',
      登记管理机关: ['澜江市民政局', '临浦区民政局', '鸥洲市民政局'][i % 3]!,
      成立登记日期: `${2010 + (i % 8)}-03-0${1 + (i % 9)}`,
      来源: 'S001',
      ...own,
    })),
    'former-names': [{ 统一社会信用代码: caseOf('登记正常').code, 曾用名: '澜江市从前协会', 更名日期: '2019-05-06' }],
    'abnormal-listings': rowsOf((one) => one.abnormal),
    'serious-listings': rowsOf((one) => one.serious),
    penalties: rowsOf((one) => one.penalties),
    charities: rowsOf((one) => one.charity),
    'fundraising-qualifications': rowsOf((one) => one.qualifications),
    'fundraising-plans': [
      {
        备案编号: `${caseOf('募捐资格有效').code}A26001`,
        统一社会信用代码: caseOf('募捐资格有效').code,
        活动名称: '乡村图书角',
        起始日期: '2026-03-01',
        结束日期: '2026-12-31',
        备案日期: '2026-02-10',
        '预期募集金额(元)': '300000',
      },
    ],
    evaluations: [
      { 统一社会信用代码: caseOf('登记正常').code, 评估等级: '4A', 评估日期: '2024-12-20', 评估机关: '澜江市民政局' },
    ],
    'annual-reports': [
      { 统一社会信用代码: caseOf('登记正常').code, 年度: '2025', 报送日期: '2026-04-20', 结论: '合格' },
      { 统一社会信用代码: caseOf('登记正常').code, 年度: '2024', 结论: '合格' },
    ],
    'illegal-organisations': ILLEGAL,
    'look-alikes': [
      {
        名称: '澜江市登记正常学会',
        统一社会信用代码: caseOf('登记正常').code,
        理由: '换了组织类型词（学会／协会）',
        确认日期: '2026-09-18',
        来源: 'S001',
      },
    ],
    sources: [
      {
        来源编号: 'S001',
        标题: '澜江市登记信息',
        发布机关: '澜江市民政局',
        发布日期: '2026-11-17',
        网址: 'https://mz.lanjiang.example/1',
        性质: '示例',
      },
    ],
    regions: [
      { 行政区划代码: '990000', 名称: '澜江省' },
      { 行政区划代码: '990100', 名称: '澜江市' },
      { 行政区划代码: '990101', 名称: '临浦区' },
      { 行政区划代码: '990200', 名称: '鸥洲市' },
    ],
  };
}

export function writeCases(folder: string): void {
  writeDataFolder(folder, caseTables(), {
    title: '名录',
    operator: '名录示例编辑部',
    contact: 'editor@minglu.example',
    url: 'https://minglu.example',
    example: true,
  });
}
