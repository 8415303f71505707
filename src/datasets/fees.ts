/** What associations charge, and what they have let off. */
import { endOf, startOf, type IsoDate } from '../domain/date.ts';
import { defineDataset, optional, ordered, required, type RecordOf } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { amount, choice, count, date, endDate, percentage, text } from './types.ts';

/** The four kinds of 《行业协会商会收费行为合规指南》 (市场监管总局、中央社会工作部、民政部, 2024-07-30). */
export const FEE_KINDS = ['会费', '行政事业性收费', '经营服务性收费', '其他收费'] as const;

export const fees = defineDataset({
  id: 'fees',
  title: '收费项目',
  summary:
    '行业协会商会的收费项目和标准，每个项目、每个档次、每次定的标准一行；标准变了，旧的一行填上终止日期，另加一行。',
  cadence: '随标准更新',
  columns: {
    code: organisationCode,
    kind: required(
      '收费类别',
      choice(FEE_KINDS, {
        会费收入: '会费',
        会员会费: '会费',
        行政事业收费: '行政事业性收费',
        经营服务收费: '经营服务性收费',
        经营性收费: '经营服务性收费',
        服务性收费: '经营服务性收费',
        其他: '其他收费',
      }),
      { aliases: ['收费类型', '收费种类', '类别'], example: '会费' },
    ),
    item: required('收费项目', text(), {
      aliases: ['收费项目名称', '项目名称', '收费名称'],
      example: '会费',
      note: '同一个项目每次都写同一个名称，前后标准才能对照。',
    }),
    nature: optional('收费性质', text(), { aliases: ['性质'], example: '自愿有偿' }),
    service: optional('服务内容', text(), {
      aliases: ['收费服务内容', '服务事项', '服务项目'],
      example: '行业信息、政策咨询',
      note: '交了这笔费用得到什么；几项用、隔开。',
    }),
    basis: optional('收费依据', text(), {
      aliases: ['依据', '政策依据', '收费文件', '文件依据'],
      example: '《会费管理办法》第四条',
    }),
    standard: optional('收费标准', text(), {
      aliases: ['标准', '收费标准(元)', '收费标准及计费单位'],
      example: '每年2000元',
      note: '照公开的原话写。',
    }),
    unit: optional('计费单位', text(), { aliases: ['收费单位计量', '计量单位', '单位'], example: '元/年' }),
    tier: optional('档次', text(), {
      aliases: ['会费档次', '收费档次', '会员类别', '收费对象'],
      example: '理事单位',
    }),
    amount: optional('金额(元)', amount(1), {
      aliases: ['金额', '收费金额', '收费金额(元)', '金额(单位:元)'],
      example: '2000',
      note: '只写一个数。标准是一个范围的，这里留空，原话写在收费标准里。',
    }),
    voluntary: optional('自愿', choice(['是', '否'], { 自愿: '是', 非自愿: '否', 强制: '否', Y: '是', N: '否' }), {
      aliases: ['是否自愿', '自愿与否'],
      example: '是',
    }),
    collector: optional('收费单位', text(), {
      aliases: ['收取单位', '收费主体', '收款单位', '执收单位'],
      example: '',
      note: '由谁收取；本会自己收的不填。',
    }),
    votedOn: optional('表决日期', date(), {
      aliases: ['表决时间', '通过日期', '审议通过日期', '会员大会通过日期'],
      example: '2024-12-10',
      happened: true,
      note: '会员（代表）大会表决通过会费标准的日期。',
    }),
    voteManner: optional('表决方式', text(), { aliases: ['投票方式', '通过方式'], example: '无记名投票' }),
    ayes: optional('赞成票', count(), { aliases: ['赞成票数', '同意票', '同意票数'], example: '86' }),
    noes: optional('反对票', count(), { aliases: ['反对票数', '不同意票数'], example: '3' }),
    from: required('起始日期', date(), {
      aliases: ['执行日期', '起始时间', '施行日期', '生效日期', '执行时间', '开始日期'],
      example: '2025-01-01',
      note: '从这一天起按这个标准收。',
    }),
    to: optional('终止日期', endDate(), {
      aliases: ['终止时间', '停止执行日期', '结束日期', '失效日期'],
      example: '',
      decisive: true,
      note: '按这个标准收的最后一天；还在执行的不填。',
    }),
    surplus: optional('盈余率', percentage(), {
      aliases: ['盈余比例', '收费盈余率'],
      example: '12.5%',
      note: '（收入－成本）÷收入。盈余较多的项目应当降低标准。',
    }),
    relief: optional('减免规定', text(), {
      aliases: ['减免政策', '减免办法', '减免情况'],
      example: '新入会的小微企业首年减半',
    }),
    source: sourceIds,
  },
  key: ['code', 'kind', 'item', 'tier', 'from'],
  organisation: 'code',
  source: 'source',
  ends: { to: ['长期'] },
  check: (record) =>
    ordered(record.from, record.to, {
      field: 'to',
      code: 'dates-out-of-order',
      message: `终止日期 ${record.to} 早于起始日期 ${record.from}`,
      suggestion: '请核对两个日期',
    }),
  list: {
    slug: 'fees',
    meaning:
      '行业协会商会公开的收费项目和标准，一个档次一行。列在这里只说明它这样公布过，不等于收得对，也不等于收得不对；是不是合理、是不是要交，要看服务内容、依据和表决情况。',
    cutBy: 'from',
    shows: ['kind', 'item', 'tier', 'standard', 'amount', 'from', 'to'],
    states: [
      { id: 'current', label: '执行中', tone: 'plain' },
      { id: 'coming', label: '尚未执行', tone: 'plain' },
      { id: 'ended', label: '已停止', tone: 'plain' },
    ],
    stateOf: (record: { from: IsoDate; to?: IsoDate | undefined }, asOf) =>
      startOf(record.from) > asOf ? 'coming' : hasPassed(record.to, asOf) ? 'ended' : 'current',
  },
});

export const feeReliefs = defineDataset({
  id: 'fee-reliefs',
  title: '收费减免',
  summary: '行业协会商会免收、减收费用和降低收费标准的情况，一次一行。',
  cadence: '随减免更新',
  columns: {
    code: organisationCode,
    item: required('减免项目', text(), {
      aliases: ['减免收费项目', '收费项目', '减免名称'],
      example: '会费',
    }),
    recipients: optional('减免对象', text(), { aliases: ['受惠对象', '减免范围'], example: '小微企业会员' }),
    manner: optional(
      '减免方式',
      choice(['免收', '减收', '降低标准'], {
        免除: '免收',
        全免: '免收',
        减半: '减收',
        减半收取: '减收',
        缓收减收: '减收',
        降标: '降低标准',
        降低收费标准: '降低标准',
      }),
      { aliases: ['减免形式'], example: '减收' },
    ),
    amount: optional('金额(元)', amount(1), {
      aliases: ['减免金额', '减免金额(元)', '金额'],
      example: '36000',
      note: '会员少交的总数；估计的写约36000。',
    }),
    members: optional('受惠会员数', count(), {
      aliases: ['受惠会员', '惠及会员数', '受惠企业数', '减免户数'],
      example: '24',
    }),
    from: required('减免日期', date(), {
      aliases: ['减免起始日期', '起始日期', '减免时间', '开始日期'],
      example: '2026-01-01',
      note: '减免从哪一天起；按这一天归入年度。',
    }),
    to: optional('截止日期', endDate(), {
      aliases: ['减免截止日期', '终止日期', '结束日期'],
      example: '2026-12-31',
    }),
    basis: optional('依据', text(), { aliases: ['减免依据', '决定依据'], example: '理事会2025年第4次会议决定' }),
    source: sourceIds,
  },
  key: ['code', 'item', 'recipients', 'from'],
  organisation: 'code',
  source: 'source',
  check: (record) =>
    ordered(record.from, record.to, {
      field: 'to',
      code: 'dates-out-of-order',
      message: `截止日期 ${record.to} 早于减免日期 ${record.from}`,
      suggestion: '请核对两个日期',
    }),
  list: {
    slug: 'fee-reliefs',
    meaning: '行业协会商会自己公布的减免。没有列在这里不等于没有减免，也可能是没有公布。',
    cutBy: 'from',
    shows: ['item', 'recipients', 'manner', 'amount', 'members', 'from', 'to'],
    states: [
      { id: 'current', label: '进行中', tone: 'plain' },
      { id: 'coming', label: '尚未开始', tone: 'plain' },
      { id: 'ended', label: '已结束', tone: 'plain' },
    ],
    stateOf: (record: { from: IsoDate; to?: IsoDate | undefined }, asOf) =>
      startOf(record.from) > asOf ? 'coming' : hasPassed(record.to, asOf) ? 'ended' : 'current',
  },
});

function hasPassed(last: IsoDate | undefined, asOf: IsoDate): boolean {
  return last !== undefined && endOf(last) < asOf;
}

export type FeeRow = RecordOf<typeof fees.columns>;
export type FeeReliefRow = RecordOf<typeof feeReliefs.columns>;
