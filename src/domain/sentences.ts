/** The sentences a verdict is told in. Each can be read alone: who, which state, since when, by whom, as of when. */
import { inWords, NO_END, type IsoDate } from './date.ts';
import { ABNORMAL_GROUNDS, recogniseGround, SERIOUS_GROUNDS, type Ground, type Listing } from './listing.ts';
import type { FundraisingVerdict, RegistrationStatus, Standing, StandingVerdict } from './standing.ts';

/** Longest headline, in characters: it is also the meta description (DESIGN §5). */
export const HEADLINE_LIMIT = 80;

export interface HeadlineFacts {
  name: string;
  type: string;
  authority: string;
  status: RegistrationStatus;
  registeredOn?: IsoDate | undefined;
  certificateTo?: IsoDate | undefined;
  /** The decision that ended the registration, where a penalty record tells it. */
  ending?: { on: IsoDate; by?: string | undefined } | undefined;
}

/** Short names of the standings, for tags. */
export const STANDING_LABELS: Readonly<Record<Standing, string>> = {
  revoked: '已撤销登记',
  cancelled: '已注销',
  serious: '严重违法失信名单',
  abnormal: '活动异常名录',
  'certificate-expired': '证书已过有效期',
  normal: '登记状态正常',
};

/** The tag of a standing; a revocation is named after its kind. */
export function standingLabel(standing: Standing, status: RegistrationStatus): string {
  return standing === 'revoked' && status === '吊销' ? '已吊销证书' : STANDING_LABELS[standing];
}

/** The headline: the fullest of its variants that fits the limit; a very long name is cut as the last resort. */
export function headline(facts: HeadlineFacts, verdict: StandingVerdict, asOf: IsoDate): string {
  const variants = headlineVariants(facts, verdict).map((variant) => `${variant}（截至${inWords(asOf)}）。`);
  const fitting = variants.find((variant) => [...variant].length <= HEADLINE_LIMIT);
  if (fitting !== undefined) return fitting;
  const shortest = variants.at(-1)!;
  const room = HEADLINE_LIMIT - ([...shortest].length - [...facts.name].length) - 1;
  return shortest.replace(facts.name, () => `${[...facts.name].slice(0, room).join('')}…`);
}

function headlineVariants(facts: HeadlineFacts, verdict: StandingVerdict): string[] {
  const { name, type, authority, registeredOn } = facts;
  switch (verdict.standing) {
    case 'revoked': {
      const how = facts.status === '吊销' ? '吊销登记证书' : '撤销登记';
      const ending = facts.ending && `已于${inWords(facts.ending.on)}被${facts.ending.by ?? ''}${how}`;
      const after = '此后以这个名义开展活动即属非法';
      return [
        ...(ending
          ? [`${name}（${type}，原由${authority}登记）${ending}，${after}`, `${name}${ending}，${after}`]
          : []),
        `${name}（${type}，原由${authority}登记）已被${how}，${after}`,
        `${name}已被${how}，${after}`,
      ];
    }
    case 'cancelled':
      return [
        `${name}（${type}，原由${authority}登记${registeredOn ? `，${inWords(registeredOn)}成立` : ''}）已注销登记，不再存在`,
        `${name}（原由${authority}登记）已注销登记，不再存在`,
        `${name}已注销登记，不再存在`,
      ];
    case 'serious':
      return listedVariants(facts, verdict.serious, '严重违法失信名单', SERIOUS_GROUNDS);
    case 'abnormal':
      return listedVariants(facts, verdict.abnormal, '活动异常名录', ABNORMAL_GROUNDS);
    case 'certificate-expired': {
      const expired = `登记证书有效期到${inWords(facts.certificateTo ?? '')}，本站数据中没有换证记录`;
      return [
        `${name}已由${authority}依法登记为${type}，但${expired}`,
        `${name}已由${authority}登记，但${expired}`,
        `${name}已登记，但${expired}`,
        `${name}的登记证书有效期到${inWords(facts.certificateTo ?? '')}`,
      ];
    }
    case 'normal': {
      const since = registeredOn ? `${inWords(registeredOn)}` : '';
      return [
        `${name}是依法登记的${type}，${since}由${authority}登记，登记状态正常`,
        `${name}由${authority}登记，登记状态正常`,
        `${name}登记状态正常`,
      ];
    }
  }
}

function listedVariants(
  facts: HeadlineFacts,
  entries: readonly Listing[],
  list: string,
  grounds: readonly Ground[],
): string[] {
  const [first] = entries;
  const since = `自${inWords(first!.listedOn)}起`;
  const by = first!.listedBy === undefined || first!.listedBy === facts.authority ? '' : `由${first!.listedBy}`;
  const reasons = [...new Set(entries.map((entry) => plainGround(entry.ground, grounds)))];
  const reason = `，原因是${reasons.join('；')}`;
  const firstReason = `，原因是${reasons[0]}${reasons.length > 1 ? `等${reasons.length}项` : ''}`;
  const { name, authority } = facts;
  return [
    `${name}已由${authority}依法登记，但${since}${by === '' ? '被' : `${by}`}列入${list}${reason}`,
    `${name}已由${authority}依法登记，但${since}被列入${list}${firstReason}`,
    `${name}已依法登记，但${since}被列入${list}${firstReason}`,
    `${name}已依法登记，但${since}被列入${list}`,
    `${name}${since}被列入${list}`,
  ];
}

/** The ground in plain words, or as typed when it is none of the regulation's: without a full stop, to stand in a sentence. */
export function plainGround(text: string, grounds: readonly Ground[]): string {
  return recogniseGround(text, grounds)?.plain ?? asClause(text);
}

/** Typed text as a part of one sentence. */
function asClause(text: string): string {
  return text.replace(/[\s。；;，,、.]+$/u, '').replace(/\s*[。\n]+\s*/gu, '；');
}

export interface Meaning {
  means: string;
  doesNotMean: string;
  todo: string;
}

/** What a standing means, what it does not mean, and what to do now. */
export const MEANINGS: Readonly<Record<Standing, Meaning>> = {
  normal: {
    means: '可以依照章程开展活动。',
    doesNotMean: '它的每项收费、每次评选都合规，或者本站推荐它。',
    todo: '付款、入会之前，看看它的记录和募捐资格。',
  },
  'certificate-expired': {
    means: '可能已经换证而数据还没有更新，也可能没有换证。',
    doesNotMean: '已经注销或者被撤销。',
    todo: '请对方出示现在的登记证书，或向登记管理机关核实。',
  },
  abnormal: {
    means: '登记有效，但没有按规定做到某一件事；改正后可以申请移出。',
    doesNotMean: '它是违法组织或者非法社会组织。',
    todo: '打交道之前先核实它的近况。',
  },
  serious: {
    means: '至少两年内受重点监管，不得获得政府资助、承接政府购买服务和获得荣誉称号。',
    doesNotMean: '它已被撤销登记，或者是非法社会组织。',
    todo: '谨慎往来；付款之前先向登记管理机关核实。',
  },
  cancelled: {
    means: '法人资格已经终止，不能再以这个名义活动。',
    doesNotMean: '它曾经违法：组织也会因完成使命、合并等原因注销。',
    todo: '有人仍以这个名义收费或活动的，可以向登记管理机关反映。',
  },
  revoked: {
    means: '登记已被撤销或者证书已被吊销；仍在活动的，属于非法社会组织的一种情形。',
    doesNotMean: '它过去的每项活动都无效。',
    todo: '不要再向它付款、捐款；仍在活动的，可以向登记管理机关举报。',
  },
};

const ENDED: Readonly<Record<RegistrationStatus, string>> = {
  正常: '',
  注销: '它已注销登记',
  撤销: '它的登记已被撤销',
  吊销: '它的登记证书已被吊销',
};

/** What the register knows beside the verdict and the sentence must not pass over. */
export interface FundraisingEvidence {
  /** Whether the register holds qualifications at all; without them a «no» would be invented. */
  isCovered: boolean;
  /** Whether rows about the organisation were set aside. */
  isBeingChecked: boolean;
  /** Whether it is on the 活动异常名录 for no longer meeting the conditions of public fundraising. */
  isDoubted: boolean;
}

/** The second verdict: may it raise money from the public today. */
export function fundraisingSentence(
  verdict: FundraisingVerdict,
  status: RegistrationStatus,
  evidence: FundraisingEvidence = { isCovered: true, isBeingChecked: false, isDoubted: false },
): string {
  const { qualification } = verdict;
  switch (verdict.reason) {
    case 'valid':
      if (evidence.isDoubted)
        return '资格证书仍在有效期内，但它因不再符合公开募捐资格条件或长期未开展公开募捐，在活动异常名录上：捐款前请向登记管理机关核实。';
      if (qualification?.validTo === NO_END) return '可以面向公众募捐：公开募捐资格证书长期有效。每次募捐还须备案。';
      return qualification?.validTo === undefined
        ? `可以面向公众募捐：${inWords(qualification!.obtainedOn)}取得公开募捐资格，数据中没有写明有效期，捐款前请看证书。每次募捐还须备案。`
        : `可以面向公众募捐：公开募捐资格证书有效期至${inWords(qualification.validTo)}。每次募捐还须备案。`;
    case 'expired':
      return `现在不能面向公众募捐：公开募捐资格已于${inWords(qualification!.validTo!)}到期。`;
    case 'ended':
      return `现在不能面向公众募捐：公开募捐资格已于${inWords(qualification!.endedOn!)}终止${qualification!.endGround === undefined ? '' : `，原因是${asClause(qualification!.endGround)}`}。`;
    case 'charity-cancelled':
      return '现在不能面向公众募捐：它已不再是慈善组织。';
    case 'organisation-gone':
      return `不能募捐：${ENDED[status]}，原有的公开募捐资格不再有效。`;
    case 'none':
      if (status !== '正常') return `不能募捐：${ENDED[status]}。`;
      if (!evidence.isCovered) return '本站没有收录公开募捐资格名单，不能据此判断；请到慈善中国核实。';
      if (evidence.isBeingChecked) return '本站数据中没有可用的公开募捐资格记录，有关的行正在核对；请到慈善中国核实。';
      return '没有公开募捐资格，不能自行面向公众募捐；可以接受特定对象的捐赠，也可以与有资格的慈善组织合作募捐。';
  }
}

export type IllegalKindName = '涉嫌' | '取缔' | '劝散' | '关停网站';

/** What each of the four lists of illegal organisations is called and means. They differ in weight and are never merged. */
export const ILLEGAL_KIND_TEXTS: Readonly<Record<IllegalKindName, { id: string; title: string; meaning: string }>> = {
  涉嫌: { id: 'suspected', title: '涉嫌非法社会组织', meaning: '公布时登记管理机关正在核查，还没有作出处理决定。' },
  取缔: { id: 'banned', title: '已取缔的非法社会组织', meaning: '登记管理机关已依法作出取缔决定。' },
  劝散: { id: 'dissolved', title: '已劝散的非法社会组织', meaning: '经登记管理机关劝导，已经解散。' },
  关停网站: {
    id: 'website-closed',
    title: '已关停的非法社会组织网站',
    meaning: '以这个名义开办的网站或新媒体账号已被依法关停。',
  },
};

/** The warning that opens an illegal body's page. */
export function illegalSentence(entry: {
  name: string;
  kind: IllegalKindName;
  batch?: string | undefined;
  publishedOn?: IsoDate | undefined;
  publishedBy?: string | undefined;
}): string {
  const { name, kind, batch, publishedOn, publishedBy } = entry;
  const by = publishedBy ?? '登记管理机关';
  const on = publishedOn === undefined ? '' : inWords(publishedOn);
  const of = batch === undefined ? '' : `（${batch}）`;
  switch (kind) {
    case '涉嫌':
      return `警示：「${name}」在${by}${on}公布的涉嫌非法社会组织名单${of}上。`;
    case '取缔':
      return `警示：「${name}」在${by}${on}公布的已取缔非法社会组织名单${of}上。`;
    case '劝散':
      return `警示：「${name}」在${by}${on}公布的已劝散非法社会组织名单${of}上。`;
    case '关停网站':
      return `警示：「${name}」的网站已被依法关停，见${by}${on}公布的名单${of}。`;
  }
}
