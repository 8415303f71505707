/** The catalogue of promises: what three public notices ask associations to promise. Public facts, nothing invented. */
import type { IsoDate } from '../domain/date.ts';
import type { Row } from './tables.ts';

interface Notice {
  readonly source: Row<'sources'>;
  /** As the catalogue cites it. */
  readonly title: string;
  readonly article: string;
  /** The day it binds from, where the text bears one. */
  readonly since: IsoDate | '';
  /** The day by which it was certainly out. */
  readonly knownOn: IsoDate;
  /** The sentence that asks, as printed. */
  readonly sentence: string;
  readonly asks: readonly PromiseKey[];
}

interface Described {
  readonly wording: string;
  readonly kind: '承诺' | '事项';
  /** Ways of saying it, joined by ； in the table. */
  readonly phrases: readonly string[];
  readonly partialPhrases: readonly string[];
}

const FORCE =
  '强制／强迫／强行／强拉／硬拉／强令／强逼／逼迫／胁迫／迫使／强求／勉强／强推／硬性要求／硬性规定／变相强制／变相要求';
const JOIN = '入会／加入／参加本会／参加协会／参加商会／成为会员／吸收／吸纳／发展会员';
const FREELY = '自愿／自主／自行／自己／自由';
const WILD = '乱／滥／违规／违法／擅自／随意／私自／非法／借机／未经批准／未经许可／未列入／花钱／有偿';
const HOLD = '开展／举办／组织／搞／发起／主办／承办／牵头／设立／办';
const OF_FREE_WILL = '均／由／以／凭／出于／坚持／遵循／实行／采取／采用／完全／本着／系／皆／全凭＋自愿';
const NOT_APPROVED = '未经＋批准／同意／许可／备案＋…＋不';
const GAIN = '收费／敛财／牟利／谋利／创收／盈利／营利／赚钱／收取／乱收费';
const BY = '按照／依照／依据／根据／遵循／遵照／围绕／在／按／以／于';
const PROPERLY = '按照／依照／落实／执行／遵守＋规定／程序／权限／条件／审批';
const TELL = '公开／公示／公布／明确／说明／告知／围绕／承诺／列明';

const DESCRIBED = {
  'service-content': {
    wording: '服务内容',
    kind: '事项',
    phrases: [
      '服务内容／服务项目／服务事项／业务内容＋：／包括／包含／主要有／涵盖／分为／为',
      '为／向＋会员／企业／行业／社会＋提供／开展／开设＋咨询／培训／信息／调解／对接／检测／维权／宣传／统计／推广／展览／指导',
      '主要提供／主要开展／主要从事／主要服务有',
      '为／向＋会员／企业／行业／社会＋办＋件事／件实事',
    ],
    partialPhrases: [
      `${TELL}＋服务内容／服务项目／服务事项`,
      '服务内容／服务项目／服务事项／服务清单＋…＋见／公开／公布／公示',
      '为／向＋会员／企业／行业／社会＋提供＋服务',
    ],
  },
  'service-manner': {
    wording: '服务方式',
    kind: '事项',
    phrases: [
      '服务方式／服务形式／服务渠道／服务途径＋：／包括／主要有／采取／采用／有／为',
      '服务＋采取／采用＋方式／形式',
      '通过／采取／采用／以＋热线／电话／线上／网上／网站／平台／公众号／微信／邮箱／上门／走访／窗口／现场／授课／座谈／调研／交流＋提供／服务／开展／办理／答复／受理',
      '提供＋线上／网上／电话／上门／现场／一站式／窗口＋服务',
      '可／欢迎＋来电／来函／来访／致电／预约／留言',
    ],
    partialPhrases: [`${TELL}＋服务方式／服务形式／服务渠道`, '服务方式＋…＋见／公开／公布／公示'],
  },
  'service-recipients': {
    wording: '服务对象',
    kind: '事项',
    phrases: [
      '服务对象／服务的对象／服务范围／服务群体＋：／包括／为／是／限于',
      '面向＋会员／企业／行业／社会／公众／从业＋提供／服务／开放／开展',
      '服务面向／服务于',
      '是本会服务对象／是本会的服务对象／属于本会服务对象／属于本会的服务对象',
    ],
    partialPhrases: [`${TELL}＋服务对象`, '服务对象＋…＋见／公开／公布／公示', '为／向＋会员／企业／行业／社会＋提供'],
  },
  'fee-standard': {
    wording: '收费标准',
    kind: '事项',
    phrases: [
      '收费标准／会费标准／会费／收费＋…＋元',
      '每年／每次／每人／每期／每份／每件／每家／每场／每项＋元',
      '免费＋提供／服务／参加／开放／享受／办理／咨询／培训／法律',
    ],
    partialPhrases: [
      `${TELL}＋收费标准／会费标准／收费项目`,
      '收费标准／会费标准／收费项目＋公开／公示／公布／上墙／见／由／经／按／：／依据／参照／执行',
      '收费＋公示／公布／公开',
      '会费＋档次／级差／额度',
      '按／按照＋标准＋收取／收费',
      '明码标价',
    ],
  },
  'no-forced-membership': {
    wording: '不强制入会',
    kind: '承诺',
    phrases: [
      `不＋${FORCE}＋${JOIN}`,
      '入会自愿／自愿入会／自愿加入／自愿申请入会／来去自由／进出自由／入退自由／入会、退会自由／入会和退会自由／入退会自由',
      '不＋强拉／硬拉／强行吸收／强行发展＋会员／企业',
      `入会／加入／参加本会／发展会员＋…＋${OF_FREE_WILL}`,
      '自愿原则＋入会／加入／发展会员',
      `入会／加入＋${FREELY}＋决定／选择`,
      `是否＋入会／加入＋…＋${FREELY}＋决定／选择`,
      '入会／加入＋…＋不＋勉强／强求／强迫',
      '不＋拉夫式／运动式／行政命令＋入会／吸收',
    ],
    partialPhrases: [
      '退会自由／自由退会／自愿退会',
      '尊重＋入会／加入＋意愿',
      '入会／加入＋…＋尊重＋意愿',
      '入会／加入＋…＋差别对待／区别对待／歧视',
      '入会／加入＋…＋不影响／不作为／不挂钩',
      '不＋以／将／把＋入会／加入＋前提／条件／门槛／依据',
    ],
  },
  'no-forced-service': {
    wording: '不强行服务',
    kind: '承诺',
    phrases: [
      `不＋${FORCE}／硬性＋服务`,
      `不＋${FORCE}／硬性＋推销／推荐／购买／接受／订购／订阅／征订／参展／消费／使用`,
      `不＋${FORCE}／硬性＋参加＋培训／展／会议／论坛／活动／考察／考试／年会`,
      '不＋搭售／捆绑／搭车销售／强买强卖',
      '自愿接受服务／自愿选择服务／服务自愿／自愿参加活动',
      '服务＋…＋自愿／自主／自行＋选择／接受／决定',
      `服务＋${OF_FREE_WILL}`,
      '接受／选择＋服务＋…＋自愿／自主／自行＋选择／决定',
      '自主选择／自愿选择／自主决定／自愿决定＋服务／参加',
      '是否＋接受／选择＋服务＋…＋说了算／决定／选择／自愿',
      '活动／培训／展览／展会／会议／考察＋自愿参加',
      `活动／培训／展览／展会／会议／考察＋…＋不＋${FORCE}＋参加`,
      '未征得／未取得＋同意＋…＋不＋提供／收费／服务',
      '未经＋同意／申请／委托＋…＋不＋提供＋服务',
    ],
    partialPhrases: [
      '自愿＋收费原则／有偿',
      '经＋同意＋后／方可＋收费／提供／服务',
      '尊重＋选择权',
      '尊重＋选择＋服务',
      '不＋指定＋服务／购买／机构',
      '不＋推销',
      '不＋服务＋挂钩',
    ],
  },
  'no-levied-dues': {
    wording: '不摊派会费',
    kind: '承诺',
    phrases: [
      '不＋摊派／分摊／硬性分配＋会费／费用／款／经费／资金',
      '不＋费用／支出／经费／开支＋摊派／分摊／转嫁',
      '不＋派捐／摊捐／强收会费／摊派式收费',
      `不＋${FORCE}／硬性／违规／违法＋会费`,
      '会费／费用＋不＋摊派／分摊',
      '会费＋…＋不＋强收／强行收取／强制收取',
    ],
    partialPhrases: [
      '不＋摊派，／摊派、／摊派。／摊派行为／乱摊派',
      '不＋变相摊派',
      '不＋提高／上调／增收／超标准／超额／重复／多收＋会费／收费',
      '会费＋…＋会员大会／会员代表大会／会员（代表）大会／表决',
      `不＋${FORCE}＋捐款／捐赠／赞助／费用`,
      '会费＋自愿',
    ],
  },
  'no-bad-appraisal': {
    wording: '不搞乱评比',
    kind: '承诺',
    phrases: [
      `不＋${WILD}＋评／达标／排名／排行`,
      `不＋${HOLD}＋评比／评选／评奖／评优／排名／排行`,
      `不＋以／借／通过＋评比／评选／评奖＋${GAIN}`,
      '不＋评比／评选＋乱收费／敛财',
      '不＋评／排＋十佳／十强／百强',
      `${NOT_APPROVED}＋评比／评选／评奖`,
      '评比／评选＋…＋未经＋批准＋不＋搞／办／开展／举办',
    ],
    partialPhrases: [
      '规范＋评比／评选',
      `${PROPERLY}＋评比／评选`,
      `不＋${FORCE}＋评比／评选`,
      '评比／评选＋…＋不＋收费／收取',
      '不＋评比／评选／评奖',
    ],
  },
  'no-bad-training': {
    wording: '不搞乱培训',
    kind: '承诺',
    phrases: [
      `不＋${WILD}＋培训／办班`,
      `不＋以／借／通过＋培训／办班＋${GAIN}`,
      `不＋${HOLD}＋营利／收费／盈利＋培训`,
      '不＋培训＋乱收费／敛财',
      `${NOT_APPROVED}＋培训／办班`,
    ],
    partialPhrases: [
      '规范＋培训',
      `培训＋…＋不＋${FORCE}＋参加`,
      '培训＋…＋不＋收费／收取／营利／盈利／牟利',
      '不＋培训／办班',
    ],
  },
  'no-bad-commendation': {
    wording: '不搞乱表彰',
    kind: '承诺',
    phrases: [
      `不＋${WILD}＋表彰／颁奖／发奖／奖牌／奖项／奖状／授牌／发牌／牌匾／命名`,
      '不＋滥奖／乱奖',
      `不＋${HOLD}＋表彰`,
      '不＋授予／颁发／发放＋称号／荣誉／奖牌／牌匾',
      `不＋以／借／通过＋表彰＋${GAIN}`,
      '不＋表彰＋乱收费／敛财',
      `${NOT_APPROVED}＋表彰／授牌／发奖／颁奖`,
      '表彰＋…＋未经＋批准＋不＋搞／办／开展／举办',
    ],
    partialPhrases: [
      '规范＋表彰',
      `${PROPERLY}＋表彰`,
      `不＋${FORCE}＋表彰／奖牌／牌匾`,
      '表彰＋不＋挂钩',
      '表彰＋…＋不＋收费／收取',
      '不＋表彰',
    ],
  },
  'no-slush-fund': {
    wording: '不设立“小金库”',
    kind: '承诺',
    phrases: ['不＋小金库／小钱柜', '不＋账外／两套账／两本账／体外循环／私设账户'],
    partialPhrases: [
      '收支／收入／资金／经费＋纳入＋账／核算／管理',
      '收支／收入／资金／经费＋入账',
      '账外无账',
      '不＋坐收坐支／坐支／公款私存／截留／隐匿',
    ],
  },
  'within-charter': {
    wording: '不超出章程规定的业务范围开展活动',
    kind: '承诺',
    phrases: [
      '不＋超出／超越／超过／超／突破／逾越／偏离／背离／脱离＋章程／业务范围／宗旨',
      '不＋章程／宗旨／业务范围＋不符／不一致／无关',
      '不＋超范围／业务范围以外／业务范围之外／章程以外／章程规定以外',
      '限定／限于／局限＋章程／业务范围',
      '不＋扩大＋业务范围',
      '以＋业务范围＋为限／为界／为准',
      `${BY}＋章程＋业务范围`,
      '在＋业务范围＋内／之内／以内／里',
    ],
    partialPhrases: [
      '按照／依照／依据／根据／遵循／按／依＋章程＋开展／活动／办会／工作',
      '按章办事／按章办会／依章程办会／依章办会',
    ],
  },
} as const satisfies Readonly<Record<string, Described>>;

type PromiseKey = keyof typeof DESCRIBED;

const SUBJECTS = ['service-content', 'service-manner', 'service-recipients', 'fee-standard'] as const;
const NOTICES: readonly Notice[] = [
  {
    source: {
      id: 'G001',
      title: '民政部关于开展行业协会行业自律与诚信创建活动的通知',
      publisher: '民政部',
      number: '民函〔2013〕111号',
      nature: '公开',
    },
    title: '《民政部关于开展行业协会行业自律与诚信创建活动的通知》（民函〔2013〕111号）',
    article: '二、（三）开展诚信服务',
    since: '',
    knownOn: '2013-12-31',
    sentence:
      '重点围绕服务内容、服务方式、服务对象和收费标准等进行公开承诺；要向社会承诺做到不强制入会、不摊派会费、不强行服务，不搞乱评比、乱培训、乱表彰和设立“小金库”，不超出章程规定的业务范围开展活动',
    asks: [
      ...SUBJECTS,
      'no-forced-membership',
      'no-levied-dues',
      'no-forced-service',
      'no-bad-appraisal',
      'no-bad-training',
      'no-bad-commendation',
      'no-slush-fund',
      'within-charter',
    ],
  },
  {
    source: {
      id: 'G002',
      title: '濮阳市华龙区民政局关于深入推进行业协会商会诚信自律建设工作的通知',
      publisher: '濮阳市华龙区民政局',
      publishedOn: '2021-04-03',
      nature: '公开',
    },
    title: '《濮阳市华龙区民政局关于深入推进行业协会商会诚信自律建设工作的通知》',
    article: '一、(四)推行诚信承诺',
    since: '2021-04-03',
    knownOn: '2021-04-03',
    sentence:
      '要重点围绕服务内容、服务方式、服务对象和收费标准等进行公开承诺，做到不强制入会，不强行服务，不搞乱评比、乱培训、乱表彰，不超出章程规定的业务范围开展活动',
    asks: [
      ...SUBJECTS,
      'no-forced-membership',
      'no-forced-service',
      'no-bad-appraisal',
      'no-bad-training',
      'no-bad-commendation',
      'within-charter',
    ],
  },
  {
    source: {
      id: 'G003',
      title: '福建省民政厅关于深入推进行业协会商会诚信自律建设的通知（报道摘要，据《福建日报》）',
      publisher: '福建省民政厅',
      nature: '公开',
    },
    title: '福建省民政厅《关于深入推进行业协会商会诚信自律建设的通知》（2022年）',
    article: '',
    since: '',
    knownOn: '2022-12-31',
    sentence:
      '推行诚信承诺，签署诚信自律承诺书，并向社会公开诚信自律承诺内容，做到不强制入会、不强行服务、不摊派会费，不搞乱评比、乱培训、乱表彰，不超出章程规定的业务范围开展活动',
    asks: [
      'no-forced-membership',
      'no-forced-service',
      'no-levied-dues',
      'no-bad-appraisal',
      'no-bad-training',
      'no-bad-commendation',
      'within-charter',
    ],
  },
];

/** The sources of the notices that were out on that day, and what each of them asks for. */
export function publicNotices(asOf: IsoDate): { sources: Row<'sources'>[]; promises: Row<'promises'>[] } {
  const out = NOTICES.filter(({ knownOn }) => knownOn <= asOf);
  const described = new Set<PromiseKey>();
  return {
    sources: out.map(({ source }) => source),
    promises: out.flatMap((notice) => notice.asks.map((key) => promiseRow(key, notice, described))),
  };
}

/** How a promise is recognised is written once, with the first document that asks for it. */
function promiseRow(key: PromiseKey, notice: Notice, described: Set<PromiseKey>): Row<'promises'> {
  const { wording, kind, phrases, partialPhrases }: Described = DESCRIBED[key];
  const isFirst = !described.has(key);
  described.add(key);
  return {
    key,
    wording,
    kind,
    basis: notice.title,
    article: notice.article,
    since: notice.since,
    sentence: notice.sentence,
    phrases: isFirst ? phrases.join('；') : '',
    partialPhrases: isFirst ? partialPhrases.join('；') : '',
    source: notice.source.id!,
  };
}
