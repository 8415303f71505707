import type { Level } from './places.ts';
import type { Random } from './random.ts';
import { ASSOCIATIONS } from './vocabulary/associations.ts';
import { FOUNDATIONS } from './vocabulary/foundations.ts';
import type { Kind } from './vocabulary/kind.ts';
import { SERVICE_BODIES } from './vocabulary/service-bodies.ts';

export type OrganisationType = '社会团体' | '民办非企业单位' | '基金会';
export type Status = '正常' | '注销' | '撤销' | '吊销';

/** Grounds by their id in `domain/listing.ts`. */
export type AbnormalGroundId =
  | 'annual-report'
  | 'party-organisation'
  | 'rectification'
  | 'fundraising-unfit'
  | 'light-penalty'
  | 'unreachable'
  | 'other';
export type SeriousGroundId =
  | 'two-years-abnormal'
  | 'false-change'
  | 'suspended'
  | 'heavy-penalty'
  | 'repeated-penalties'
  | 'judgment-defaulter'
  | 'registration-revoked'
  | 'other';

/** How an entry on a list went on; the last three have left it, and all but `removed` are no longer or not for ever shown. */
export type ListingStory = 'current' | 'removed' | 'repaired' | 'publication-over' | 'publication-running';
/** Besides, on the 活动异常名录: a second ground that restarts the clock, over two years, and one stay right after another. */
export type AbnormalStory = ListingStory | 'restarted' | 'adjacent';
export type PenaltyStory = 'published' | 'publication-over';
export type QualificationStory = 'open-ended' | 'valid' | 'expired' | 'ended';
export type EvaluationStory = 'valid' | 'valid-with-end' | 'expired' | 'renewed';
export type Grade = '5A' | '4A' | '3A' | '2A' | '1A';

/** What kind of organisation to invent and what has happened to it; names, dates and the rest are drawn later. */
export interface Profile {
  readonly type: OrganisationType;
  readonly kind: Kind;
  readonly level: Level;
  readonly status: Status;
  /** Whether a registration that ended did so within the last two years. */
  readonly endedLately: boolean;
  readonly certificate: 'valid' | 'expired';
  readonly formerNames: number;
  readonly abnormal: readonly AbnormalStory[];
  /** The ground of the entry on the 活动异常名录; drawn when not given. */
  readonly abnormalGround: AbnormalGroundId | undefined;
  readonly serious: ListingStory | undefined;
  readonly seriousGround: SeriousGroundId | undefined;
  /** A penalty that led to no listing. */
  readonly penalty: PenaltyStory | undefined;
  readonly charity: 'current' | 'cancelled' | undefined;
  readonly qualification: QualificationStory | undefined;
  /** Whether it has filed a fundraising plan of every sort, or just some. */
  readonly plans: 'every' | 'some';
  readonly evaluation: EvaluationStory | undefined;
  readonly grade: Grade | undefined;
  /** Whether it left out the last year's report without being listed for it. */
  readonly skipsReport: boolean;
}

export const KINDS: Readonly<Record<OrganisationType, readonly Kind[]>> = {
  社会团体: ASSOCIATIONS,
  民办非企业单位: SERVICE_BODIES,
  基金会: FOUNDATIONS,
};

const TYPE_SHARES = [
  ['民办非企业单位', 57],
  ['社会团体', 41.5],
  ['基金会', 1.5],
] as const;
const STATUS_SHARES = [
  ['正常', 88.4],
  ['注销', 9],
  ['撤销', 2.1],
  ['吊销', 0.5],
] as const;
const GRADE_SHARES = [
  ['3A', 45],
  ['4A', 29],
  ['5A', 11],
  ['2A', 9],
  ['1A', 6],
] as const;
const FORMER_NAME_SHARES = [
  [0, 94],
  [1, 5.4],
  [2, 0.6],
] as const;
const LEVELS = ['province', 'city', 'county'] as const;

// Shares among organisations in good registration.
const ABNORMAL_SHARES: readonly (readonly [readonly AbnormalStory[], number])[] = [
  [[], 94.9],
  [['current'], 2.75],
  [['restarted'], 0.25],
  [['adjacent'], 0.1],
  [['removed'], 0.9],
  [['removed', 'current'], 0.15],
  [['repaired'], 0.5],
  [['publication-over'], 0.25],
  [['publication-running'], 0.25],
];
const SERIOUS_SHARES = [
  [undefined, 99.35],
  ['current', 0.36],
  ['publication-running', 0.1],
  ['removed', 0.08],
  ['repaired', 0.07],
  ['publication-over', 0.04],
] as const;
const REVOKED_LISTED_SHARE = 0.05;
const PENALTY_SHARES = [
  [undefined, 99.3],
  ['published', 0.55],
  ['publication-over', 0.15],
] as const;
const EVALUATION_SHARES = [
  [undefined, 87],
  ['valid', 4],
  ['valid-with-end', 4.5],
  ['expired', 3],
  ['renewed', 1.5],
] as const;
const QUALIFICATION_SHARES = [
  [undefined, 70],
  ['open-ended', 12],
  ['valid', 10],
  ['expired', 4],
  ['ended', 4],
] as const;

/** One of the kinds, by its weight. */
export function drawKind(random: Random, kinds: readonly Kind[]): Kind {
  return random.weighted(kinds.map((kind) => [kind, kind.weight] as const));
}

/** An organisation as they come: in good order for the most part, with now and then something to tell. */
export function drawProfile(random: Random): Profile {
  const type = random.weighted(TYPE_SHARES);
  const kind = drawKind(random, KINDS[type]);
  const status = random.weighted(STATUS_SHARES);
  const isActive = status === '正常';
  const isRevoked = status === '撤销' || status === '吊销';
  const isListedForRevocation = isRevoked && random.chance(REVOKED_LISTED_SHARE);
  const isCharity = random.chance(kind.charity);
  const charity = isCharity ? (isActive && random.chance(0.96) ? 'current' : 'cancelled') : undefined;
  return {
    type,
    kind,
    level: random.weighted(LEVELS.map((level, i) => [level, kind.levels[i]!] as const)),
    status,
    endedLately: isListedForRevocation || random.chance(0.4),
    certificate: isActive && random.chance(0.02) ? 'expired' : 'valid',
    formerNames: random.weighted(FORMER_NAME_SHARES),
    abnormal: isActive ? random.weighted(ABNORMAL_SHARES) : [],
    abnormalGround: undefined,
    serious: isActive ? random.weighted(SERIOUS_SHARES) : isListedForRevocation ? 'current' : undefined,
    seriousGround: isListedForRevocation ? 'registration-revoked' : undefined,
    penalty: isActive ? random.weighted(PENALTY_SHARES) : undefined,
    charity,
    qualification: charity === 'current' ? random.weighted(QUALIFICATION_SHARES) : undefined,
    plans: 'some',
    evaluation: random.weighted(EVALUATION_SHARES),
    grade: undefined,
    skipsReport: random.chance(0.015),
  };
}

/** One of the five grades, in believable shares. */
export function drawGrade(random: Random): Grade {
  return random.weighted(GRADE_SHARES);
}
