/** What authorities grant to associations in good credit, and what they hold back from others. */
import { endOf, startOf, type IsoDate } from '../domain/date.ts';
import { mayBeShown } from '../domain/listing.ts';
import { defineDataset, optional, ordered, required, type RecordOf } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { choice, date, endDate, text } from './types.ts';

// Both after 濮阳市华龙区民政局, 2021-04-03: 「在年度报告、等级评估、税收优惠、职能转移、购买服务等事项中，实行优先办理、简化程序和
// 重点支持等激励政策」, 「取消税收减免资格、降低评估等级、限制参与承接政府转移职能和购买服务项目等措施」.

export const incentives = defineDataset({
  id: 'incentives',
  title: '激励措施',
  summary: '有关机关对守信的行业协会商会实行的激励，一次一行。',
  cadence: '随决定更新',
  columns: {
    code: organisationCode,
    matter: required(
      '事项',
      choice(['年度报告', '等级评估', '税收优惠', '职能转移', '购买服务'], {
        年度检查: '年度报告',
        年检: '年度报告',
        评估: '等级评估',
        政府购买服务: '购买服务',
        政府职能转移: '职能转移',
      }),
      { aliases: ['激励事项', '适用事项'], example: '购买服务' },
    ),
    manner: required('方式', choice(['优先办理', '简化程序', '重点支持'], { 优先: '优先办理', 支持: '重点支持' }), {
      aliases: ['激励方式', '激励措施'],
      example: '重点支持',
    }),
    grantedBy: optional('实施机关', text(), { aliases: ['实施单位', '决定机关'], example: '澜江市民政局' }),
    on: required('日期', date(), {
      aliases: ['实施日期', '起始日期', '决定日期', '时间'],
      example: '2026-06-01',
      happened: true,
    }),
    basis: optional('依据', text(), { aliases: ['政策依据', '文件依据'], example: '评估等级为5A' }),
    source: sourceIds,
  },
  key: ['code', 'matter', 'manner', 'on'],
  organisation: 'code',
  source: 'source',
  isPublishable: (record, asOf) => startOf(record.on) <= asOf,
  list: {
    slug: 'incentives',
    meaning: '有关机关对守信的行业协会商会给予的便利和支持。没有列在这里，不等于不守信。',
    cutBy: 'on',
    shows: ['matter', 'manner', 'grantedBy', 'on'],
    states: [{ id: 'granted', label: '已实施', tone: 'good' }],
    stateOf: () => 'granted',
  },
});

export const restrictions = defineDataset({
  id: 'restrictions',
  title: '限制措施',
  summary: '有关机关对失信的行业协会商会采取的限制，一项一行。',
  cadence: '随决定更新',
  columns: {
    code: organisationCode,
    measure: required(
      '措施',
      choice(['取消税收减免资格', '降低评估等级', '限制参与承接政府转移职能和购买服务项目'], {
        取消税收优惠资格: '取消税收减免资格',
        降低等级: '降低评估等级',
        限制承接政府转移职能和购买服务: '限制参与承接政府转移职能和购买服务项目',
        限制参与政府购买服务: '限制参与承接政府转移职能和购买服务项目',
      }),
      { aliases: ['限制措施', '措施内容'], example: '降低评估等级' },
    ),
    imposedBy: optional('实施机关', text(), { aliases: ['实施单位', '决定机关'], example: '澜江市民政局' }),
    from: required('起始日期', date(), {
      aliases: ['起始时间', '实施日期', '决定日期'],
      example: '2025-07-01',
      happened: true,
    }),
    to: optional('终止日期', endDate(), {
      aliases: ['终止时间', '解除日期', '结束日期'],
      example: '2027-06-30',
      decisive: true,
      note: '限制的最后一天。',
    }),
    repairedOn: optional('信用修复日期', date(), {
      aliases: ['修复日期', '信用修复时间'],
      example: '2026-11-30',
      decisive: true,
      note: '从这一天起，这一行不再公布。',
    }),
    publishUntil: optional('公示截止日期', endDate(), {
      aliases: ['公示期限', '公示截止时间', '公示期至'],
      example: '2027-06-30',
      decisive: true,
      note: '最后公示日；过了这一天不再公布。',
    }),
    basis: optional('依据', text(), { aliases: ['政策依据', '限制依据'], example: '列入活动异常名录' }),
    source: sourceIds,
  },
  key: ['code', 'measure', 'from'],
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
  isPublishable: (record, asOf) => startOf(record.from) <= asOf && mayBeShown(record, asOf),
  list: {
    slug: 'restrictions',
    meaning:
      '有关机关对失信的行业协会商会采取的限制，只限制写明的那一件事；组织仍是依法登记的，可以照常开展活动。信用修复或公示期满后不再显示。',
    cutBy: 'from',
    shows: ['measure', 'imposedBy', 'from', 'to'],
    states: [
      { id: 'current', label: '执行中', tone: 'caution' },
      { id: 'ended', label: '已结束', tone: 'plain' },
    ],
    stateOf: (record: { to?: IsoDate | undefined }, asOf: IsoDate) =>
      record.to !== undefined && endOf(record.to) < asOf ? 'ended' : 'current',
  },
});

export type IncentiveRow = RecordOf<typeof incentives.columns>;
export type RestrictionRow = RecordOf<typeof restrictions.columns>;
