import { addDays, addYears, type IsoDate } from '../domain/date.ts';
import type { OrganisationType } from './profile.ts';
import type { Random } from './random.ts';

export interface Penalty {
  readonly kinds: string;
  readonly facts: string;
  readonly basis: string;
  readonly decidedOn: IsoDate;
  readonly publishUntil: IsoDate | undefined;
}

export type PenaltyWeight = 'warning' | 'small-fine' | 'heavy-fine' | 'suspension' | 'revocation' | 'licence-withdrawn';

const BASIS: Readonly<Record<OrganisationType, string>> = {
  社会团体: '《社会团体登记管理条例》第三十条',
  民办非企业单位: '《民办非企业单位登记管理暂行条例》第二十五条',
  基金会: '《基金会管理条例》第四十二条',
};

const KINDS: Readonly<Record<PenaltyWeight, string>> = {
  warning: '警告',
  'small-fine': '罚款',
  'heavy-fine': '罚款、没收违法所得',
  suspension: '限期停止活动',
  revocation: '撤销登记',
  'licence-withdrawn': '吊销登记证书',
};

const FACTS: Readonly<Record<PenaltyWeight, readonly string[]>> = {
  warning: [
    '未按规定办理变更登记',
    '不按规定接受监督检查',
    '未按章程规定召开会议、换届',
    '在年度工作报告中隐瞒真实情况',
  ],
  'small-fine': ['违规收取费用', '未按规定使用捐赠财产', '违规开展评比达标表彰活动'],
  'heavy-fine': ['违规收费并拒不退还', '侵占、私分社会组织资产', '从事营利性经营活动'],
  suspension: ['超出章程规定的宗旨和业务范围活动', '拒不接受监督检查', '设立分支机构后疏于管理，造成不良影响'],
  revocation: [
    '连续两年以上未报送年度工作报告，经责令仍不改正',
    '在申请登记时弄虚作假',
    '自登记之日起一年以上未开展活动',
  ],
  'licence-withdrawn': [
    '涂改、出租登记证书，情节严重',
    '从事营利性经营活动，情节严重',
    '长期未开展活动，拒不办理注销登记',
  ],
};

const LIGHT: readonly PenaltyWeight[] = ['warning', 'small-fine'];

/** A penalty of the weight; it is published for a year or three, or the decision leaves that open. */
export function penalise(random: Random, type: OrganisationType, weight: PenaltyWeight, decidedOn: IsoDate): Penalty {
  const years = LIGHT.includes(weight) ? 1 : 3;
  return {
    kinds: KINDS[weight],
    facts: random.pick(FACTS[weight]) + fine(random, weight),
    basis: BASIS[type],
    decidedOn,
    publishUntil: random.chance(0.5) ? addDays(addYears(decidedOn, years), -1) : undefined,
  };
}

function fine(random: Random, weight: PenaltyWeight): string {
  if (weight === 'small-fine') return `，罚款${random.int(5, 48) / 10}万元`;
  if (weight === 'heavy-fine') return `，罚款${random.int(50, 260) / 10}万元`;
  return '';
}

/** A warning or a fine below 50,000 yuan. */
export function lightWeight(random: Random): PenaltyWeight {
  return random.pick(LIGHT);
}
