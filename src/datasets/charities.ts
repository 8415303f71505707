import type { IsoDate } from '../domain/date.ts';
import { planPhase, type FundraisingPlan } from '../domain/fundraising-plan.ts';
import { isCharity, qualificationState, type CharityRecord, type Qualification } from '../domain/standing.ts';
import { parseFilingNumber } from '../domain/filing-number.ts';
import { defineDataset, optional, ordered, required, type RecordOf } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { amount, date, dates, endDate, list, text } from './types.ts';

export const charities = defineDataset({
  id: 'charities',
  title: '慈善组织',
  summary: '登记或者认定为慈善组织的社会组织。',
  cadence: '随认定更新',
  columns: {
    code: organisationCode,
    recognisedOn: required('认定或登记日期', date(), {
      aliases: [
        '慈善组织认定/登记日期',
        '认定日期',
        '慈善组织认定日期',
        '登记或认定日期',
        '慈善组织认定登记日期',
        '登记日期',
      ],
      example: '2018-09-01',
      happened: true,
    }),
    cancelledOn: optional('取消日期', date(), {
      aliases: ['取消认定日期', '终止日期'],
      example: '',
      decisive: true,
      happened: true,
    }),
    source: sourceIds,
  },
  key: ['code', 'recognisedOn'],
  organisation: 'code',
  source: 'source',
  ends: { cancelledOn: [] },
  check: (record) =>
    ordered(record.recognisedOn, record.cancelledOn, {
      field: 'cancelledOn',
      code: 'dates-out-of-order',
      message: `取消日期 ${record.cancelledOn} 早于认定或登记日期 ${record.recognisedOn}`,
      suggestion: '请核对两个日期',
    }),
  isPublishable: (record, asOf) => record.recognisedOn <= asOf,
  list: {
    slug: 'charities',
    meaning: '慈善组织以开展慈善活动为宗旨，并须公开年度报告和财务会计报告。慈善组织不一定有公开募捐资格。',
    guide: 'check-fundraising',
    cutBy: 'recognisedOn',
    shows: ['recognisedOn', 'cancelledOn'],
    states: [
      { id: 'current', label: '现有', tone: 'good' },
      { id: 'cancelled', label: '已取消', tone: 'plain' },
    ],
    stateOf: (record: CharityRecord, asOf: IsoDate) => (isCharity([record], asOf) === true ? 'current' : 'cancelled'),
  },
});

export const fundraisingQualifications = defineDataset({
  id: 'fundraising-qualifications',
  title: '公开募捐资格',
  summary: '取得公开募捐资格证书的慈善组织。',
  cadence: '随发证更新',
  columns: {
    code: organisationCode,
    certificateNumber: optional('证书编号', text(), {
      aliases: ['资格证书编号', '公开募捐资格证书编号'],
      example: '99010020260001',
    }),
    obtainedOn: required('取得日期', date(), {
      aliases: ['慈善组织公开募捐资格获得日期', '获得日期', '资格取得日期', '发证日期', '公开募捐资格取得日期'],
      example: '2024-01-02',
      happened: true,
    }),
    validTo: optional('有效期至', endDate(), {
      aliases: ['证书有效期至', '有效期限至', '资格有效期至', '有效期'],
      example: '2027-01-01',
      decisive: true,
    }),
    endedOn: optional('终止日期', date(), {
      aliases: ['资格终止日期', '撤销日期', '取消日期'],
      example: '',
      decisive: true,
      happened: true,
    }),
    endGround: optional('终止事由', text(), { aliases: ['终止原因'], example: '' }),
    source: sourceIds,
  },
  key: ['code', 'obtainedOn'],
  organisation: 'code',
  source: 'source',
  ends: { endedOn: [] },
  check: (record) => [
    ...ordered(record.obtainedOn, record.validTo, {
      field: 'validTo',
      code: 'dates-out-of-order',
      message: `有效期至 ${record.validTo} 早于取得日期 ${record.obtainedOn}`,
      suggestion: '请核对证书上的两个日期',
    }),
    ...ordered(record.obtainedOn, record.endedOn, {
      field: 'endedOn',
      code: 'dates-out-of-order',
      message: `终止日期 ${record.endedOn} 早于取得日期 ${record.obtainedOn}`,
      suggestion: '请核对两个日期',
    }),
  ],
  isPublishable: (record, asOf) => record.obtainedOn <= asOf,
  list: {
    slug: 'fundraising-qualifications',
    meaning:
      '只有资格在有效期内的慈善组织可以面向公众募捐，每次募捐还须先备案。资格到期或终止后，不能再面向公众募捐。组织已注销、撤销、吊销或者不再是慈善组织的，以组织页的结论为准。',
    guide: 'check-fundraising',
    cutBy: 'obtainedOn',
    shows: ['certificateNumber', 'obtainedOn', 'validTo', 'endedOn', 'endGround'],
    states: [
      { id: 'valid', label: '有效', tone: 'good' },
      { id: 'expired', label: '已到期', tone: 'caution' },
      { id: 'ended', label: '已终止', tone: 'plain' },
    ],
    stateOf: (record: Qualification, asOf: IsoDate) => qualificationState(record, asOf),
  },
});

export const fundraisingPlans = defineDataset({
  id: 'fundraising-plans',
  title: '公开募捐方案备案',
  summary: '有公开募捐资格的慈善组织为每次公开募捐备案的方案。',
  cadence: '随备案更新',
  columns: {
    filingNumber: required('备案编号', text(), {
      aliases: ['备案号', '募捐方案备案编号', '方案备案编号'],
      example: '51990100MJ0000018UA26001',
      note: '18位信用代码、字母A、两位年份、三位顺序号。',
    }),
    code: organisationCode,
    title: required('活动名称', text(), {
      aliases: ['募捐活动名称', '备案方案名称', '方案名称', '备案方案名称/活动名称'],
      example: '乡村图书角',
    }),
    purpose: optional('募捐目的', text(), { aliases: ['目的', '捐赠(募捐)目的'], example: '为乡村小学添置图书' }),
    startsOn: required('起始日期', date(), {
      aliases: ['起始时间', '开始日期', '募捐起始日期', '活动开始日期'],
      example: '2026-03-01',
    }),
    endsOn: required('结束日期', endDate(), {
      aliases: ['结束时间', '截止日期', '募捐结束日期', '活动结束日期'],
      example: '2026-08-31',
    }),
    filedOn: optional('备案日期', date(), {
      aliases: ['备案时间'],
      example: '2026-02-10',
      decisive: true,
      happened: true,
    }),
    target: optional('预期募集金额(元)', amount(1), {
      aliases: ['预期募集金额', '预期募集款物数额', '预期募集款物数额(元/年)', '募集目标(元)', '预期募集款物数额(元)'],
      example: '300000',
    }),
    beneficiaries: optional('受益人范围', text(), {
      aliases: ['受益人', '受益范围'],
      example: '本省乡村小学学生',
      note: '只写范围，不写任何人的姓名和联系方式。',
    }),
    partners: optional('合作方', list('名称，可有多个'), { aliases: ['合作方名称', '合作单位'], example: '' }),
    progressReports: optional('进展报告日期', dates(), {
      aliases: ['进展情况报告日期', '进展公开日期'],
      example: '2026-05-30',
      happened: true,
    }),
    finalReports: optional('总结报告日期', dates(), {
      aliases: ['总结公开日期', '全面公开日期'],
      example: '2026-11-10',
      happened: true,
    }),
    source: sourceIds,
  },
  key: ['filingNumber'],
  organisation: 'code',
  source: 'source',
  check: (record) => [
    ...ordered(record.startsOn, record.endsOn, {
      field: 'endsOn',
      code: 'dates-out-of-order',
      message: `结束日期 ${record.endsOn} 早于起始日期 ${record.startsOn}`,
      suggestion: '请核对两个日期',
    }),
    ...filingNumberRemarks(record.filingNumber, record.code),
  ],
  list: {
    slug: 'fundraising-plans',
    meaning: '每次公开募捐须在开始的十日前备案。列在这里只说明已备案，不等于本站或登记机关推荐捐款。',
    guide: 'check-fundraising',
    cutBy: 'startsOn',
    shows: ['title', 'filingNumber', 'startsOn', 'endsOn', 'filedOn', 'target'],
    states: [
      { id: 'running', label: '进行中', tone: 'good' },
      { id: 'planned', label: '未开始', tone: 'plain' },
      { id: 'finished', label: '已结束', tone: 'plain' },
    ],
    stateOf: (record: FundraisingPlan, asOf: IsoDate) => planPhase(record, asOf),
  },
});

function filingNumberRemarks(filingNumber: string, code: string) {
  const parsed = parseFilingNumber(filingNumber.normalize('NFKC').toUpperCase());
  if (parsed === undefined) {
    return [
      {
        field: 'filingNumber',
        code: 'filing-number-pattern' as const,
        message: `「${filingNumber}」不是18位代码＋A＋两位年份＋三位顺序号`,
        suggestion: '请与备案平台上的编号核对',
      },
    ];
  }
  return parsed.creditCode === code
    ? []
    : [
        {
          field: 'filingNumber',
          code: 'filing-number-owner' as const,
          message: `备案编号里的代码 ${parsed.creditCode} 与本行的 ${code} 不同`,
          suggestion: '与有资格的慈善组织合作募捐时可以不同，否则请核对',
        },
      ];
}

export type CharityRow = RecordOf<typeof charities.columns>;
export type QualificationRow = RecordOf<typeof fundraisingQualifications.columns>;
export type PlanRow = RecordOf<typeof fundraisingPlans.columns>;
