/** What associations do about their members: measures and honours under their own rules, and ratings of credit. */
import { endOf, startOf, type IsoDate } from '../domain/date.ts';
import { mayBeShown } from '../domain/listing.ts';
import { defineDataset, optional, ordered, required, type RecordOf } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { choice, date, endDate, enterpriseCode, name, text } from './types.ts';

/**
 * The ladder of measures against members, lightest first: 「按照情节轻重，实行警告、行业内通报批评、公开谴责、取消会员资格、
 * 向有关部门通报等惩戒措施」 (福建省民政厅, 2022, and 濮阳市华龙区民政局, 2021-04-03).
 */
export const DISCIPLINE_LADDER = ['警告', '行业内通报批评', '公开谴责', '取消会员资格', '向有关部门通报'] as const;

export const disciplineActions = defineDataset({
  id: 'discipline-actions',
  title: '自律惩戒与奖励',
  summary: '行业协会商会按自己的自律规约对会员单位和从业人员作出的惩戒和奖励，每份决定一行。',
  cadence: '随决定更新',
  columns: {
    code: organisationCode,
    number: required('编号', text(), {
      aliases: ['决定编号', '决定书编号', '文号', '决定文号'],
      example: '澜竹协律〔2026〕2号',
    }),
    measure: required(
      '措施',
      choice([...DISCIPLINE_LADDER, '奖励'], {
        通报批评: '行业内通报批评',
        业内通报批评: '行业内通报批评',
        除名: '取消会员资格',
        取消会籍: '取消会员资格',
        移送有关部门: '向有关部门通报',
        通报有关部门: '向有关部门通报',
        表彰: '奖励',
        表扬: '奖励',
        奖励表彰: '奖励',
      }),
      { aliases: ['惩戒措施', '措施类别', '惩戒种类', '惩戒或奖励'], example: '警告' },
    ),
    target: required(
      '对象类别',
      choice(['会员单位', '从业人员'], { 会员: '会员单位', 会员企业: '会员单位', 单位: '会员单位', 个人: '从业人员' }),
      {
        aliases: ['惩戒对象类别', '对象类型'],
        example: '会员单位',
        note: '个人会员也写从业人员。',
      },
    ),
    name: optional('对象名称', name(), {
      aliases: ['惩戒对象', '对象', '会员名称', '会员单位名称'],
      example: '澜江市青篾竹业有限公司',
      note: '只写单位的名称。对象是从业人员的，这一格必须空着：姓名不公布。',
    }),
    targetCode: optional('对象统一社会信用代码', enterpriseCode(), {
      aliases: ['对象信用代码', '会员统一社会信用代码', '会员信用代码', '对象代码'],
      example: '91990100MA0000015X',
      note: '对象是从业人员的，这一格必须空着。',
    }),
    reason: optional('事由', text(), {
      aliases: ['惩戒事由', '原因', '主要事实', '事实'],
      example: '以次充好，虚标竹材等级',
      note: '不要写个人的姓名。',
    }),
    clause: optional('依据条款', text(), {
      aliases: ['依据', '自律规约条款', '惩戒依据'],
      example: '《竹编行业自律规约》第十二条',
      note: '本会自律规约的哪一条。',
    }),
    decidedOn: required('决定日期', date(), {
      aliases: ['决定时间', '惩戒日期', '作出日期'],
      example: '2026-03-18',
      happened: true,
    }),
    decidedBy: optional('决定机构', text(), { aliases: ['作出机构', '决定机关'], example: '自律委员会' }),
    publishUntil: optional('公示截止日期', endDate(), {
      aliases: ['公示期限', '公示截止时间', '公示期至'],
      example: '2027-03-17',
      decisive: true,
      note: '最后公示日；过了这一天不再公布。',
    }),
    liftedOn: optional('解除日期', date(), {
      aliases: ['解除时间', '撤销日期'],
      example: '',
      decisive: true,
      happened: true,
    }),
    source: sourceIds,
  },
  key: ['code', 'number'],
  organisation: 'code',
  source: 'source',
  ends: { liftedOn: [] },
  // People are never named (PIPL art. 25): the catalogue of measures wants the rule and the number of cases, no more.
  check: (record) => [
    ...(['name', 'targetCode'] as const).flatMap((field) =>
      record.target === '从业人员' && record[field] !== undefined
        ? [
            {
              field,
              code: 'practitioner-named' as const,
              message: '对象是从业人员，却写了姓名或代码；个人的姓名和代码不公布，这一行搁置',
              suggestion: '请清空对象名称和对象统一社会信用代码；对象其实是单位的，把对象类别改成会员单位',
              isPrivate: true,
            },
          ]
        : [],
    ),
    ...ordered(record.decidedOn, record.liftedOn, {
      field: 'liftedOn',
      code: 'dates-out-of-order',
      message: `解除日期 ${record.liftedOn} 早于决定日期 ${record.decidedOn}`,
      suggestion: '请核对两个日期',
    }),
  ],
  isPublishable: (record, asOf) => startOf(record.decidedOn) <= asOf && mayBeShown(record, asOf),
  list: {
    slug: 'discipline',
    meaning:
      '行业协会商会按自己的自律规约对会员作出的决定，不是行政处罚，也不说明会员违法。公示期满后不再显示；从业人员只记次数，不写姓名。',
    cutBy: 'decidedOn',
    shows: ['measure', 'target', 'name', 'reason', 'decidedOn', 'liftedOn'],
    states: [
      { id: 'warning', label: '警告', tone: 'caution' },
      { id: 'criticism', label: '行业内通报批评', tone: 'caution' },
      { id: 'condemnation', label: '公开谴责', tone: 'warning' },
      { id: 'expulsion', label: '取消会员资格', tone: 'warning' },
      { id: 'report', label: '向有关部门通报', tone: 'warning' },
      { id: 'honour', label: '奖励', tone: 'good' },
    ],
    stateOf: (record: { measure: keyof typeof MEASURE_STATES }) => MEASURE_STATES[record.measure],
  },
});

const MEASURE_STATES = {
  警告: 'warning',
  行业内通报批评: 'criticism',
  公开谴责: 'condemnation',
  取消会员资格: 'expulsion',
  向有关部门通报: 'report',
  奖励: 'honour',
} as const;

export const memberCredit = defineDataset({
  id: 'member-credit',
  title: '会员信用评价',
  summary: '行业协会商会对会员单位信用的评价，一家会员一次评价一行。',
  cadence: '随评价更新',
  columns: {
    code: { ...organisationCode, note: '作出评价的行业协会商会的代码，登记数据里要有。' },
    name: required('会员名称', name(), {
      aliases: ['会员单位', '会员单位名称', '会员企业名称', '企业名称'],
      example: '澜江市青篾竹业有限公司',
    }),
    memberCode: required('会员统一社会信用代码', enterpriseCode(), {
      aliases: ['会员信用代码', '企业统一社会信用代码', '会员代码'],
      example: '91990100MA0000015X',
      note: '企业的代码，以9开头。会员企业由市场监管部门登记，本站只核对代码本身，不给链接。',
    }),
    grade: required('信用等级', text(), {
      aliases: ['评价等级', '等级', '评价结果', '信用评价等级'],
      example: 'AAA',
      note: '照评价办法的写法。各家的办法不同，等级不能互相比较。',
    }),
    assessedOn: required('评价日期', date(), {
      aliases: ['评价时间', '评定日期', '公布日期'],
      example: '2025-12-01',
      happened: true,
    }),
    validTo: optional('有效期至', endDate(), {
      aliases: ['有效期', '有效期限至', '有效日期至'],
      example: '2028-11-30',
      decisive: true,
    }),
    method: optional('评价办法', text(), {
      aliases: ['评价依据', '评价标准'],
      example: '《会员企业信用评价办法（试行）》',
    }),
    source: sourceIds,
  },
  key: ['code', 'memberCode', 'assessedOn'],
  organisation: 'code',
  source: 'source',
  check: (record) =>
    ordered(record.assessedOn, record.validTo, {
      field: 'validTo',
      code: 'dates-out-of-order',
      message: `有效期至 ${record.validTo} 早于评价日期 ${record.assessedOn}`,
      suggestion: '请核对两个日期',
    }),
  isPublishable: (record, asOf) => startOf(record.assessedOn) <= asOf,
  list: {
    slug: 'member-credit',
    meaning:
      '行业协会商会按自己的办法对会员作出的评价，不是政府的信用评级。各家办法不同，等级不能互相比较；没有评价不等于信用不好。',
    cutBy: 'assessedOn',
    shows: ['name', 'grade', 'assessedOn', 'validTo'],
    states: [
      { id: 'valid', label: '有效期内', tone: 'plain' },
      { id: 'expired', label: '已过期', tone: 'plain' },
    ],
    stateOf: (record: { validTo?: IsoDate | undefined }, asOf) =>
      record.validTo !== undefined && endOf(record.validTo) < asOf ? 'expired' : 'valid',
  },
});

export type DisciplineRow = RecordOf<typeof disciplineActions.columns>;
export type MemberCreditRow = RecordOf<typeof memberCredit.columns>;
