/** Words for what associations charge, do and make known. */

export const TIERS = {
  three: [['会长单位', 1], ['理事单位', 0.4], ['会员单位', 0.1]],
  four: [['会长单位', 1], ['副会长单位', 0.6], ['理事单位', 0.3], ['会员单位', 0.1]],
  five: [['会长单位', 1], ['副会长单位', 0.7], ['常务理事单位', 0.5], ['理事单位', 0.3], ['会员单位', 0.1]],
} as const; // prettier-ignore

/** What dues pay for; never what is charged apart below. */
export const DUES_SERVICES = ['行业信息', '政策咨询', '年会', '会员维权', '行业交流'] as const;

/** Something charged beside dues. */
export interface Charge {
  readonly kind: '行政事业性收费' | '经营服务性收费' | '其他收费';
  readonly item: string;
  readonly nature: string;
  readonly service: string;
  readonly basis: string;
  readonly unit: `元/${string}`;
  readonly yuan: number;
  /** The highest surplus in per cent. */
  readonly surplus: number;
}

export const CHARGES: readonly Charge[] = [
  { kind: '经营服务性收费', item: '培训费', nature: '自愿有偿', service: '岗位技能培训', basis: '服务协议', unit: '元/人', yuan: 800, surplus: 15 },
  { kind: '经营服务性收费', item: '展位费', nature: '自愿有偿', service: '展会展位和搭建', basis: '服务协议', unit: '元/个', yuan: 6000, surplus: 20 },
  { kind: '行政事业性收费', item: '考务费', nature: '政府定价', service: '受托组织职业技能考试', basis: '省级收费目录', unit: '元/人', yuan: 120, surplus: 3 },
  { kind: '经营服务性收费', item: '检测服务费', nature: '自愿有偿', service: '产品送检', basis: '服务协议', unit: '元/件', yuan: 300, surplus: 12 },
  { kind: '其他收费', item: '资料工本费', nature: '补偿成本', service: '标准文本印制', basis: '理事会决定', unit: '元/册', yuan: 50, surplus: 5 },
  { kind: '经营服务性收费', item: '广告服务费', nature: '自愿有偿', service: '会刊广告版面', basis: '服务协议', unit: '元/版', yuan: 2000, surplus: 30 },
  { kind: '其他收费', item: '代办证件费', nature: '代收代付', service: '代办参展证件', basis: '委托书', unit: '元/证', yuan: 60, surplus: 2 },
]; // prettier-ignore

export const BRANCH_FORMS = [
  '青年分会',
  '标准化专业委员会',
  '驻望澜区办事处',
  '驻霁州代表处',
  '电子商务分会',
  '法律服务专业委员会',
];

/** In the order of the ladder, honours last. */
export const ACTIONS = ['警告', '行业内通报批评', '公开谴责', '取消会员资格', '向有关部门通报', '奖励'] as const;
export const REASONS = [
  '虚标产品等级，经提醒未改正',
  '低价倾销，扰乱行业秩序',
  '冒用行业标志',
  '不履行质量承诺，被多次投诉',
  '泄露委托方的商业秘密',
  '在行业评价中提供不实材料',
];
export const HONOURS = ['诚信经营，连续三年无投诉', '带头执行行业标准', '主动召回有缺陷的产品'];

export const CONCERNS: readonly (readonly [question: string, answer: string])[] = [
  ['会费收支是否公开？', '每年在会员（代表）大会上公布，并接受会员查询。'],
  ['不是会员可以参加培训吗？', '可以，收费标准与会员相同。'],
  ['行业评价由谁作出，有没有收费？', '由信用评价委员会作出，不收费。'],
  ['产品等级依据哪一项标准？', '依据本会发布的团体标准。'],
  ['会员之间有纠纷，协会管不管？', '可以申请行业调解，调解不收费。'],
  ['为什么展位费比上一年低？', '上一年有盈余，今年按成本降低了标准。'],
];

export const DISCLOSED = {
  toPublic: [
    ['登记证书', 'zhengshu'],
    ['章程', 'zhangcheng'],
    ['组织机构设置', 'jigou'],
    ['负责人名单', 'fuzeren'],
    ['理事会成员名单', 'lishi'],
  ],
  toMembers: ['重大活动情况', '财务收支情况', '出国（境）考察情况', '接受捐赠和资助情况', '年度工作报告'],
} as const;

/** Every customary item but those on inspections, with what may be said of it. */
export const MEASURES: readonly { item: string; subjects: readonly string[]; rarely?: boolean }[] = [
  { item: '自律规约', subjects: ['行业自律规约'] },
  { item: '职业道德准则', subjects: ['从业人员职业道德准则'] },
  { item: '自律工作机构', subjects: ['自律委员会', '诚信建设办公室'] },
  { item: '执行监督机制', subjects: ['自律规约执行监督办法'] },
  { item: '行业信用管理制度', subjects: ['会员信用管理办法', '失信惩戒办法'] },
  { item: '行业调解', subjects: ['行业调解委员会', '调解工作室'], rarely: true },
  { item: '社会责任指标', subjects: ['社会责任评价指标'], rarely: true },
  { item: '社会责任报告', subjects: ['年度社会责任报告'], rarely: true },
  { item: '诚信服务品牌', subjects: ['放心消费联盟', '诚信示范店'], rarely: true },
  { item: '表彰与示范', subjects: ['诚信自律建设典型', '诚信建设示范单位'], rarely: true },
  { item: '职能脱钩', subjects: ['不再承担行政职能'] },
  { item: '机构脱钩', subjects: ['与行政机关分设'] },
  { item: '人员脱钩', subjects: ['没有公务员兼职'] },
  { item: '财务脱钩', subjects: ['独立账户，独立核算'] },
  { item: '自主办会', subjects: ['自我运作、自聘人员、自理会务'] },
  { item: '办公场所', subjects: ['固定办公场所，租用', '固定办公场所，自有'] },
  { item: '资产与经费', subjects: ['会费和服务收入'] },
  { item: '专职人员', subjects: ['2人', '3人', '5人'] },
  { item: '会员（代表）大会', subjects: ['每年召开一次', '每届召开四次'] },
  { item: '理事会', subjects: ['每年召开两次'] },
  { item: '监事会', subjects: ['监事3人', '监事1人'] },
  { item: '理事会规模', subjects: ['21人', '35人', '49人'] },
  { item: '负责人数量', subjects: ['5人', '7人', '9人'] },
  { item: '换届选举制度', subjects: ['换届选举办法'] },
  { item: '议事决策制度', subjects: ['议事规则'] },
  { item: '人事管理制度', subjects: ['人事管理办法'] },
  { item: '财务管理制度', subjects: ['财务管理办法'] },
  { item: '机构管理制度', subjects: ['分支机构管理办法'] },
  { item: '收益不分配', subjects: ['收益只用于章程规定的业务'] },
  { item: '合作事项决策', subjects: ['与企业合作办展'], rarely: true },
  { item: '重点检查', subjects: ['收费专项检查，未发现问题'], rarely: true },
];
