/** What the register says of an organisation on a day: standing and the right to raise money from the public. Pure. */
import { compareDays, endOf, startOf, type IsoDate } from './date.ts';
import { entriesOn, twoYearClock, type Listing, type TwoYearClock } from './listing.ts';

export const STANDINGS = ['revoked', 'cancelled', 'serious', 'abnormal', 'certificate-expired', 'normal'] as const;
/** From the gravest to none; the first that applies is the headline (DESIGN §5). */
export type Standing = (typeof STANDINGS)[number];

export type RegistrationStatus = '正常' | '注销' | '撤销' | '吊销';

export interface StandingFacts {
  status: RegistrationStatus;
  certificateTo?: IsoDate | undefined;
  abnormal: readonly Listing[];
  serious: readonly Listing[];
}

export interface StandingVerdict {
  standing: Standing;
  /** Every state that applies, the headline first; `['normal']` when none does. */
  all: readonly Standing[];
  /** Entries on the 活动异常名录 that day, earliest first. */
  abnormal: readonly Listing[];
  serious: readonly Listing[];
  /** Two-year clock of the 活动异常名录; `undefined` when not on it. */
  clock: TwoYearClock | undefined;
}

/** The standing on `day`. Facts that may not be published that day must not be among the arguments. */
export function judgeStanding(facts: StandingFacts, day: IsoDate): StandingVerdict {
  const abnormal = entriesOn(facts.abnormal, day);
  const serious = entriesOn(facts.serious, day);
  const applies: Record<Exclude<Standing, 'normal'>, boolean> = {
    revoked: facts.status === '撤销' || facts.status === '吊销',
    cancelled: facts.status === '注销',
    serious: serious.length > 0,
    abnormal: abnormal.length > 0,
    'certificate-expired': facts.certificateTo !== undefined && endOf(facts.certificateTo) < day,
  };
  const states = STANDINGS.filter((standing) => standing !== 'normal' && applies[standing]);
  const all: readonly Standing[] = states.length > 0 ? states : ['normal'];
  return { standing: all[0]!, all, abnormal, serious, clock: twoYearClock(facts.abnormal, day) };
}

export interface Qualification {
  certificateNumber?: string | undefined;
  obtainedOn: IsoDate;
  validTo?: IsoDate | undefined;
  endedOn?: IsoDate | undefined;
  endGround?: string | undefined;
  source?: readonly string[] | undefined;
}

export interface CharityRecord {
  recognisedOn: IsoDate;
  cancelledOn?: IsoDate | undefined;
}

export type QualificationState = 'future' | 'valid' | 'expired' | 'ended';

/** The state of one qualification on a day. 有效期至 is its last valid day; from 终止日期 on it no longer holds. */
export function qualificationState(qualification: Qualification, day: IsoDate): QualificationState {
  if (startOf(qualification.obtainedOn) > day) return 'future';
  if (qualification.endedOn !== undefined && startOf(qualification.endedOn) <= day) return 'ended';
  if (qualification.validTo !== undefined && endOf(qualification.validTo) < day) return 'expired';
  return 'valid';
}

/** Whether the organisation is a charity that day; `undefined` when no charity record has begun. */
export function isCharity(records: readonly CharityRecord[], day: IsoDate): boolean | undefined {
  const begun = records.filter((record) => startOf(record.recognisedOn) <= day);
  if (begun.length === 0) return undefined;
  return begun.some((record) => record.cancelledOn === undefined || startOf(record.cancelledOn) > day);
}

export type Fundraising = 'yes' | 'expired' | 'no';

export interface FundraisingVerdict {
  fundraising: Fundraising;
  /** Why: the state of the decisive qualification, or what stands against it. */
  reason: 'valid' | 'expired' | 'ended' | 'charity-cancelled' | 'organisation-gone' | 'none';
  qualification: Qualification | undefined;
}

/**
 * May it raise money from the public on `day`? Only a charity with a qualification in force may (慈善法 2023, art. 22;
 * 公开募捐管理办法 2024). A body that is cancelled or revoked may not, whatever its papers say; nor may one whose
 * recognition as a charity was cancelled.
 */
export function judgeFundraising(
  facts: { status: RegistrationStatus; qualifications: readonly Qualification[]; charity: readonly CharityRecord[] },
  day: IsoDate,
): FundraisingVerdict {
  const begun = facts.qualifications
    .filter((qualification) => qualificationState(qualification, day) !== 'future')
    .toSorted((a, b) => compareDays(b.obtainedOn, a.obtainedOn));
  const valid = begun.find((qualification) => qualificationState(qualification, day) === 'valid');
  const decisive = valid ?? begun[0];
  if (decisive === undefined) return { fundraising: 'no', reason: 'none', qualification: undefined };
  if (facts.status !== '正常') return { fundraising: 'no', reason: 'organisation-gone', qualification: decisive };
  if (valid === undefined) {
    const state = qualificationState(decisive, day);
    return { fundraising: 'expired', reason: state === 'ended' ? 'ended' : 'expired', qualification: decisive };
  }
  if (isCharity(facts.charity, day) === false)
    return { fundraising: 'expired', reason: 'charity-cancelled', qualification: valid };
  return { fundraising: 'yes', reason: 'valid', qualification: valid };
}
