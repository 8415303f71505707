/** What associations make known of themselves: branches, disclosures, answers to concerns, and how they are set up. */
import { startOf, type IsoDate } from '../domain/date.ts';
import { compact, splitValues } from '../domain/text.ts';
import { defineDataset, optional, ordered, required, type RecordOf, type RowRemark } from './dataset.ts';
import { organisationCode, sourceIds } from './shared-columns.ts';
import { address, choice, customary, date, name, state, text } from './types.ts';

export const branches = defineDataset({
  id: 'branches',
  title: '分支机构',
  summary: '社会团体设立的分支机构、代表机构和办事机构，一个机构一行。它们不是独立的法人。',
  cadence: '随设立、终止更新',
  columns: {
    code: { ...organisationCode, note: '设立它的社会团体的代码，登记数据里要有。' },
    name: required('分支机构名称', name(), {
      aliases: ['分支(代表)机构名称', '机构名称', '名称', '分支机构'],
      example: '澜江市竹编行业协会竹家具分会',
    }),
    kind: optional(
      '类型',
      choice(['分支机构', '代表机构', '办事机构'], {
        分会: '分支机构',
        专业委员会: '分支机构',
        代表处: '代表机构',
        办事处: '办事机构',
      }),
      { aliases: ['机构类型', '分支机构类型'], example: '分支机构' },
    ),
    status: required(
      '状态',
      choice(['存续', '终止'], {
        正常: '存续',
        在册: '存续',
        有效: '存续',
        注销: '终止',
        撤销: '终止',
        已终止: '终止',
      }),
      { aliases: ['机构状态'], example: '存续' },
    ),
    establishedOn: optional('设立日期', date(), {
      aliases: ['设立时间', '成立日期', '成立时间'],
      example: '2019-05-20',
      happened: true,
    }),
    endedOn: optional('终止日期', date(), {
      aliases: ['终止时间', '注销日期', '撤销日期'],
      example: '',
      happened: true,
    }),
    source: sourceIds,
  },
  key: ['code', 'name'],
  organisation: 'code',
  source: 'source',
  ends: { status: ['存续'], endedOn: [] },
  check: (record) =>
    ordered(record.establishedOn, record.endedOn, {
      field: 'endedOn',
      code: 'dates-out-of-order',
      message: `终止日期 ${record.endedOn} 早于设立日期 ${record.establishedOn}`,
      suggestion: '请核对两个日期',
    }),
  list: {
    slug: 'branches',
    meaning:
      '社会团体的分支机构、代表机构和办事机构，不是独立的社会组织，自己没有统一社会信用代码，责任由设立它的社会团体承担。',
    cutBy: 'establishedOn',
    shows: ['name', 'kind', 'establishedOn', 'endedOn'],
    states: [
      { id: 'existing', label: '存续', tone: 'plain' },
      { id: 'ended', label: '已终止', tone: 'plain' },
    ],
    stateOf: (record: { status: '存续' | '终止' }) => (record.status === '存续' ? 'existing' : 'ended'),
  },
});

/** What is owed to the public and to members: 民函〔2013〕111号, 「主动向社会公开…」 and 「主动向会员公开…」. */
export const PUBLIC_ITEMS = ['登记证书', '章程', '组织机构设置', '负责人名单', '理事会成员名单'] as const;
export const MEMBER_ITEMS = [
  '重大活动情况',
  '财务收支情况',
  '出国（境）考察情况',
  '接受捐赠和资助情况',
  '年度工作报告',
] as const;
const DISCLOSED_ITEMS: readonly string[] = [...PUBLIC_ITEMS, ...MEMBER_ITEMS];
const OTHER_ITEM = '其他事项';
/** Where something may be disclosed to members; the word tells nothing of what was. */
const MEMBER_CHANNELS: readonly string[] = [
  '会员大会',
  '会员代表大会',
  '会员(代表)大会',
  '理事会',
  '会员通讯',
  '会员专区',
  '会员群',
  '会刊',
  '邮件',
  '书面通知',
  '公告栏',
];

export const disclosures = defineDataset({
  id: 'disclosures',
  title: '信息公开',
  summary: '行业协会商会向社会、向会员公开信息的情况，公开一次一行。只向会员公开的，本站只写公开过和哪一天，不写内容。',
  cadence: '随公开更新',
  columns: {
    code: organisationCode,
    item: required(
      '公开事项',
      customary(DISCLOSED_ITEMS, {
        登记证: '登记证书',
        法人登记证书: '登记证书',
        组织机构: '组织机构设置',
        机构设置: '组织机构设置',
        负责人: '负责人名单',
        理事名单: '理事会成员名单',
        理事会名单: '理事会成员名单',
        重大活动: '重大活动情况',
        财务收支: '财务收支情况',
        财务报告: '财务收支情况',
        出国考察情况: '出国（境）考察情况',
        接受捐赠情况: '接受捐赠和资助情况',
        年度报告: '年度工作报告',
      }),
      { aliases: ['公开内容', '公开项目', '事项'], example: '章程' },
    ),
    audience: required(
      '公开对象',
      choice(['社会', '会员'], { 社会公众: '社会', 公众: '社会', 全社会: '社会', 全体会员: '会员', 会员单位: '会员' }),
      {
        aliases: ['对象', '公开范围'],
        example: '社会',
        note: '写会员的，网址、更正说明和这份目录以外的事项、渠道都不公布。',
      },
    ),
    disclosedOn: required('公开日期', date(), {
      aliases: ['公开时间', '发布日期'],
      example: '2026-03-20',
      happened: true,
    }),
    channel: optional('公开渠道', text(), {
      aliases: ['渠道', '公开方式', '公开形式'],
      example: '协会网站',
      note: `只向会员公开的，渠道写：${MEMBER_CHANNELS.join('、')}。`,
    }),
    url: optional('网址', address(), { aliases: ['链接', '公开网址'], example: 'https://zhubian.example/zhangcheng' }),
    correction: optional('更正说明', text(), {
      aliases: ['更正', '更正情况', '备注'],
      example: '更正第三条的住所',
      note: '更正以前公开的信息的，说明更正了什么。',
    }),
    source: sourceIds,
  },
  key: ['code', 'item', 'audience', 'disclosedOn'],
  organisation: 'code',
  source: 'source',
  check: (record) => (record.audience === '社会' ? [] : membersOnly(record)),
  isPublishable: (record, asOf) => startOf(record.disclosedOn) <= asOf,
  publishedAs: (record) => {
    if (record.audience === '社会') return record;
    return {
      ...record,
      item: DISCLOSED_ITEMS.includes(record.item) ? record.item : OTHER_ITEM,
      channel: tellsChannelOnly(record.channel) ? record.channel : undefined,
      url: undefined,
      correction: undefined,
    };
  },
  list: {
    slug: 'disclosures',
    meaning:
      '行业协会商会自己公布的信息公开情况。只向会员公开的，这里只写公开过和哪一天，内容请向该会查询。没有列在这里，可能是没有公开，也可能是没有报来。',
    cutBy: 'disclosedOn',
    shows: ['item', 'disclosedOn', 'channel'],
    states: [
      { id: 'public', label: '向社会公开', tone: 'plain' },
      { id: 'members', label: '向会员公开', tone: 'plain' },
    ],
    stateOf: (record: { audience: '社会' | '会员' }) => (record.audience === '社会' ? 'public' : 'members'),
  },
});

interface Disclosed {
  item: string;
  channel?: string | undefined;
  url?: string | undefined;
  correction?: string | undefined;
}

function tellsChannelOnly(channel: string | undefined): boolean {
  return channel === undefined || splitValues(channel).every((part) => MEMBER_CHANNELS.includes(compact(part)));
}

/** What is disclosed to members only is theirs: the site says that it was and when, never what. */
function membersOnly(record: Disclosed): RowRemark[] {
  const dropped = [
    ...(DISCLOSED_ITEMS.includes(record.item) || record.item === OTHER_ITEM ? [] : ['item' as const]),
    ...(tellsChannelOnly(record.channel) ? [] : ['channel' as const]),
    ...(record.url === undefined ? [] : ['url' as const]),
    ...(record.correction === undefined ? [] : ['correction' as const]),
  ];
  return dropped.map((field) => ({
    field,
    code: 'members-only-content',
    message:
      field === 'item'
        ? '只向会员公开的事项不在常用的事项之内，按「其他事项」公布，写的内容不公布'
        : '这一行只向会员公开，本站只写公开过和哪一天；这一格的内容不公布',
    suggestion: '请清空这一格；其实向社会公开了的，把公开对象改成社会',
    isPrivate: true,
  }));
}

export const concerns = defineDataset({
  id: 'concerns',
  title: '社会关切',
  summary: '社会上对行业协会商会提出的问题和它的答复，一个问题一行。',
  cadence: '随提出、答复更新',
  columns: {
    code: organisationCode,
    number: required('编号', text(), { aliases: ['问题编号', '序号'], example: '2026-07' }),
    question: required('问题', text(), {
      aliases: ['关切', '问题内容', '诉求', '关切内容'],
      example: '竹编产品分级依据哪一项标准？',
      note: '不要写提问人的姓名和联系方式。',
    }),
    raisedOn: required('提出日期', date(), {
      aliases: ['提问日期', '提出时间', '提问时间'],
      example: '2026-05-06',
      happened: true,
    }),
    answer: optional('答复', text(), {
      aliases: ['答复内容', '回应', '回复'],
      example: '依据团体标准《竹编制品分级》。',
    }),
    answeredOn: optional('答复日期', date(), {
      aliases: ['答复时间', '回应日期', '回复日期'],
      example: '2026-05-12',
      happened: true,
    }),
    answeredBy: optional('答复单位', text(), {
      aliases: ['回应单位', '回复单位'],
      example: '澜江市竹编行业协会',
    }),
    source: sourceIds,
  },
  key: ['code', 'number'],
  organisation: 'code',
  source: 'source',
  check: (record) =>
    ordered(record.raisedOn, record.answeredOn, {
      field: 'answeredOn',
      code: 'dates-out-of-order',
      message: `答复日期 ${record.answeredOn} 早于提出日期 ${record.raisedOn}`,
      suggestion: '请核对两个日期',
    }),
  isPublishable: (record, asOf) => startOf(record.raisedOn) <= asOf,
  list: {
    slug: 'concerns',
    meaning: '社会上提出的问题和答复，照原样列出。有人提出问题，不说明组织做错了什么；没有答复，可能是还没有报来。',
    cutBy: 'raisedOn',
    shows: ['question', 'raisedOn', 'answeredOn', 'answeredBy'],
    states: [
      { id: 'answered', label: '已答复', tone: 'plain' },
      { id: 'unanswered', label: '未见答复', tone: 'plain' },
    ],
    stateOf: (record: Answered, asOf) => (isAnswered(record, asOf) ? 'answered' : 'unanswered'),
  },
});

interface Answered {
  answer?: string | undefined;
  answeredOn?: IsoDate | undefined;
}

/** Whether an answer is on record that day. */
export function isAnswered({ answer, answeredOn }: Answered, asOf: IsoDate): boolean {
  return answeredOn === undefined ? answer !== undefined : startOf(answeredOn) <= asOf;
}

/**
 * What the notices on integrity ask an association to have, by heading: 民函〔2013〕111号 (decoupling, autonomy, governance,
 * internal rules, no distribution, co-operation, rectification) and 濮阳市华龙区民政局, 2021-04-03 (self-discipline, brands,
 * mediation, social responsibility, honours).
 */
export const INTEGRITY_ITEMS = {
  行业自律: [
    '自律规约',
    '职业道德准则',
    '自律工作机构',
    '执行监督机制',
    '行业信用管理制度',
    '行业调解',
    '社会责任指标',
    '社会责任报告',
    '诚信服务品牌',
    '表彰与示范',
  ],
  脱钩: ['职能脱钩', '机构脱钩', '人员脱钩', '财务脱钩'],
  自主办会: ['自主办会', '办公场所', '资产与经费', '专职人员'],
  治理: ['会员（代表）大会', '理事会', '监事会', '理事会规模', '负责人数量'],
  内部制度: ['换届选举制度', '议事决策制度', '人事管理制度', '财务管理制度', '机构管理制度'],
  财务与合作: ['收益不分配', '合作事项决策'],
  检查与整改: ['重点检查', '约谈', '整改'],
} as const;

export const integrityMeasures = defineDataset({
  id: 'integrity-measures',
  title: '诚信建设事项',
  summary: '行业协会商会诚信自律建设的各项事实，一件事一行。',
  cadence: '随变化更新',
  columns: {
    code: organisationCode,
    item: required(
      '事项',
      customary(Object.values(INTEGRITY_ITEMS).flat(), {
        社会责任报告书: '社会责任报告',
        服务品牌: '诚信服务品牌',
        诚信品牌: '诚信服务品牌',
        纠纷调解: '行业调解',
        会员大会: '会员（代表）大会',
        会员代表大会: '会员（代表）大会',
        换届选举: '换届选举制度',
        限期整改: '整改',
      }),
      { aliases: ['建设事项', '事项名称', '项目'], example: '自律工作机构' },
    ),
    state: required('情况', state(), {
      aliases: ['状态', '有无', '进展', '办理情况'],
      example: '有',
      note: '有、无或进行中；合作事项决策写由哪一级决定：会员（代表）大会、理事会或会长办公会。',
    }),
    subject: optional('名称', text(), {
      aliases: ['内容', '名称或内容', '说明', '具体内容'],
      example: '自律委员会',
      note: '机构、报告、品牌、制度的名称，或一句说明。不要写个人的姓名。',
    }),
    on: optional('日期', date(), {
      aliases: ['时间', '设立日期', '发布日期', '完成日期'],
      example: '2024-06-18',
      happened: true,
    }),
    dueOn: optional('期限', date(), {
      aliases: ['整改期限', '完成期限', '截止日期'],
      example: '',
      note: '应当在哪一天之前做完。',
    }),
    source: sourceIds,
  },
  key: ['code', 'item', 'subject', 'on'],
  organisation: 'code',
  source: 'source',
  isPublishable: (record, asOf) => record.on === undefined || startOf(record.on) <= asOf,
});

export type BranchRow = RecordOf<typeof branches.columns>;
export type DisclosureRow = RecordOf<typeof disclosures.columns>;
export type ConcernRow = RecordOf<typeof concerns.columns>;
export type IntegrityMeasureRow = RecordOf<typeof integrityMeasures.columns>;
