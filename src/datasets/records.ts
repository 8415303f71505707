/** Penalties, evaluations, annual reports and former names of organisations. */
import { startOf, type IsoDate } from '../domain/date.ts';
import { currentEvaluation, type Evaluation } from '../domain/evaluation.ts';
import { mayBeShown } from '../domain/listing.ts';
import { defineDataset, optional, required, type RecordOf } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { choice, date, endDate, list, name, text, year } from './types.ts';

export const formerNames = defineDataset({
  id: 'former-names',
  title: '曾用名',
  summary: '社会组织更名之前用过的名称。',
  cadence: '随变更登记更新',
  columns: {
    code: organisationCode,
    formerName: required('曾用名', name(), { aliases: ['原名称', '原名', '曾用名称'], example: '澜江市竹器协会' }),
    changedOn: optional('更名日期', date(), {
      aliases: ['更名时间', '变更日期', '名称变更日期'],
      example: '2019-05-06',
      happened: true,
      note: '从这一天起改用新名称。',
    }),
  },
  key: ['code', 'formerName'],
  organisation: 'code',
});

export const penalties = defineDataset({
  id: 'penalties',
  title: '行政处罚',
  summary: '社会组织受到的行政处罚，每份决定一行。',
  cadence: '随决定更新',
  columns: {
    code: organisationCode,
    decisionNumber: required('处罚决定文号', text(), {
      aliases: ['决定书文号', '行政处罚决定书文号', '文号', '处罚文号'],
      example: '澜民罚〔2025〕3号',
    }),
    kinds: required('处罚种类', list('文字，可有多个'), { aliases: ['处罚类别', '行政处罚种类'], example: '警告' }),
    facts: optional('违法事实', text(), { aliases: ['违法行为', '主要违法事实'], example: '未按规定接受监督检查' }),
    basis: optional('处罚依据', text(), { aliases: ['法律依据', '依据'], example: '《社会团体登记管理条例》第三十条' }),
    decidedOn: required('处罚日期', date(), {
      aliases: ['处罚决定日期', '决定日期', '处罚时间'],
      example: '2025-04-15',
      happened: true,
    }),
    decidedBy: optional('处罚机关', text(), {
      aliases: ['处罚部门', '作出处罚的部门', '处罚决定机关'],
      example: '澜江市民政局',
    }),
    publishUntil: optional('公示截止日期', endDate(), {
      aliases: ['公示期限', '公示截止时间', '公示期至'],
      example: '2026-04-15',
      decisive: true,
    }),
    source: sourceIds,
  },
  key: ['code', 'decisionNumber'],
  organisation: 'code',
  source: 'source',
  isPublishable: (record, asOf) => startOf(record.decidedOn) <= asOf && mayBeShown(record, asOf),
  list: {
    slug: 'penalties',
    meaning: '社会组织受到的行政处罚，公示期满后不再显示。',
    cutBy: 'decidedOn',
    shows: ['decisionNumber', 'kinds', 'facts', 'decidedOn', 'decidedBy'],
    states: [{ id: 'published', label: '公示中', tone: 'caution' }],
    stateOf: () => 'published',
  },
});

export const evaluations = defineDataset({
  id: 'evaluations',
  title: '评估等级',
  summary: '社会组织评估取得的等级，从5A到1A，有效期五年。',
  cadence: '每年',
  columns: {
    code: organisationCode,
    grade: required(
      '评估等级',
      choice(['5A', '4A', '3A', '2A', '1A'], {
        AAAAA: '5A', AAAA: '4A', AAA: '3A', AA: '2A', A: '1A',
        '5A级': '5A', '4A级': '4A', '3A级': '3A', '2A级': '2A', '1A级': '1A',
        AAAAA级: '5A', AAAA级: '4A', AAA级: '3A', AA级: '2A', A级: '1A',
      }), // prettier-ignore
      { aliases: ['等级', '评估结果'], example: '4A' },
    ),
    evaluatedOn: required('评估日期', date(), {
      aliases: ['评估时间', '评定日期', '授牌日期'],
      example: '2024-12-20',
      happened: true,
    }),
    validTo: optional('有效期至', endDate(), {
      aliases: ['等级有效期', '等级有效期至', '有效期限至'],
      example: '2029-12-19',
      decisive: true,
      note: '不填时按评估日期起五年计算。',
    }),
    evaluatedBy: optional('评估机关', text(), { aliases: ['评估机构', '评定机关'], example: '澜江市民政局' }),
    source: sourceIds,
  },
  key: ['code', 'evaluatedOn'],
  organisation: 'code',
  source: 'source',
  isPublishable: (record, asOf) => startOf(record.evaluatedOn) <= asOf,
  list: {
    slug: 'evaluations',
    meaning: '评估等级说明组织的内部治理和工作情况，五年有效，过期后须重新评估。没有等级不等于有问题。',
    guide: 'evaluation',
    cutBy: 'evaluatedOn',
    shows: ['grade', 'evaluatedOn', 'validTo', 'evaluatedBy'],
    states: [
      { id: 'valid', label: '有效', tone: 'good' },
      { id: 'expired', label: '已过期', tone: 'plain' },
    ],
    stateOf: (record: Evaluation, asOf: IsoDate) =>
      currentEvaluation([record], asOf) === undefined ? 'expired' : 'valid',
  },
});

export const annualReports = defineDataset({
  id: 'annual-reports',
  title: '年度报告',
  summary: '社会组织报送年度工作报告（年检）的情况，每年一行。',
  cadence: '每年',
  columns: {
    code: organisationCode,
    year: required('年度', year(), { aliases: ['报告年度', '年检年度', '年份'], example: '2025' }),
    submittedOn: optional('报送日期', date(), {
      aliases: ['报送时间', '提交日期'],
      example: '2026-04-20',
      happened: true,
    }),
    conclusion: optional('结论', text(), { aliases: ['年检结论', '年检结果', '年报结论'], example: '合格' }),
    source: sourceIds,
  },
  key: ['code', 'year'],
  organisation: 'code',
  source: 'source',
});

export type FormerNameRow = RecordOf<typeof formerNames.columns>;
export type PenaltyRow = RecordOf<typeof penalties.columns>;
export type EvaluationRow = RecordOf<typeof evaluations.columns>;
export type AnnualReportRow = RecordOf<typeof annualReports.columns>;
