import { addDays, addMonths, daysBetween, startOf, type IsoDate } from '../domain/date.ts';
import type { Profile, QualificationStory } from './profile.ts';
import type { Random } from './random.ts';
import { dayBetween, earlierOf, endOfTerm, laterOf, yearNumber } from './setting.ts';
import { CAMPAIGNS, EMERGENCIES, PARTNERS, type Campaign } from './vocabulary/campaigns.ts';

export interface Charity {
  readonly recognisedOn: IsoDate;
  readonly cancelledOn: IsoDate | undefined;
}

export interface Qualification {
  readonly obtainedOn: IsoDate;
  readonly validTo: IsoDate | undefined;
  readonly endedOn: IsoDate | undefined;
  readonly endGround: string | undefined;
}

export interface Plan {
  /** Counts the plans filed in a year. */
  readonly serial: number;
  readonly campaign: Campaign;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly filedOn: IsoDate;
  /** In yuan. */
  readonly target: number;
  readonly partner: string;
  readonly progressReports: readonly IsoDate[];
  readonly finalReport: IsoDate | undefined;
}

/** The first day on which there were charities by law (慈善法, 2016). */
const CHARITY_LAW = '2016-09-01';
const TERM_MONTHS = 36;
const END_GROUNDS = ['不再符合公开募捐资格条件', '自愿申请终止', '连续六个月未开展公开募捐活动'];
const END_WITH_CHARITY = '慈善组织认定被取消';

/** When the organisation became a charity, and when it ceased to be one. */
export function tellCharity(
  random: Random,
  profile: Profile,
  registeredOn: IsoDate,
  endedOn: IsoDate | undefined,
  lastDay: IsoDate,
): Charity {
  // A qualification takes a year as a charity first, and its stories reach back three years and more.
  const latest = addDays(
    endedOn ?? lastDay,
    profile.qualification !== undefined ? -365 * 5 : profile.charity === 'cancelled' ? -400 : -20,
  );
  const earliest = laterOf(registeredOn, earlierOf(CHARITY_LAW, latest));
  const recognisedOn =
    registeredOn >= CHARITY_LAW && random.chance(0.7) ? registeredOn : dayBetween(random, earliest, latest);
  if (profile.charity !== 'cancelled') return { recognisedOn, cancelledOn: undefined };
  const cancelledOn =
    endedOn ?? dayBetween(random, laterOf(addDays(recognisedOn, 300), addDays(lastDay, -700)), lastDay);
  return { recognisedOn, cancelledOn };
}

/** The qualification for public fundraising as the story has it. */
export function tellQualification(
  random: Random,
  story: QualificationStory,
  charity: Charity,
  lastDay: IsoDate,
): Qualification {
  const ago = (days: number) => addDays(lastDay, -days);
  const eligibleOn = addMonths(charity.recognisedOn, 12);
  const none = { validTo: undefined, endedOn: undefined, endGround: undefined };
  if (charity.cancelledOn !== undefined) {
    const obtainedOn = dayBetween(random, eligibleOn, laterOf(eligibleOn, addDays(charity.cancelledOn, -200)));
    return { ...none, obtainedOn, endedOn: charity.cancelledOn, endGround: END_WITH_CHARITY };
  }
  switch (story) {
    case 'open-ended':
      return { ...none, obtainedOn: dayBetween(random, eligibleOn, ago(1100)) };
    case 'valid': {
      const obtainedOn = dayBetween(random, laterOf(eligibleOn, ago(960)), ago(700));
      return { ...none, obtainedOn, validTo: endOfTerm(obtainedOn, TERM_MONTHS) };
    }
    case 'expired': {
      const obtainedOn = dayBetween(random, eligibleOn, ago(1130));
      return { ...none, obtainedOn, validTo: endOfTerm(obtainedOn, TERM_MONTHS) };
    }
    case 'ended': {
      const obtainedOn = dayBetween(random, eligibleOn, ago(760));
      return {
        ...none,
        obtainedOn,
        endedOn: dayBetween(random, addDays(obtainedOn, 400), ago(20)),
        endGround: random.pick(END_GROUNDS),
      };
    }
  }
}

type PlanStory =
  | 'reported'
  | 'unreported'
  | 'just-finished'
  | 'long'
  | 'long-silent'
  | 'long-running'
  | 'running'
  | 'future'
  | 'filed-late'
  | 'emergency';

const PLAN_SHARES: readonly (readonly [PlanStory, number])[] = [
  ['reported', 45],
  ['unreported', 9],
  ['long', 12],
  ['long-silent', 5],
  ['filed-late', 6],
  ['emergency', 4],
  ['just-finished', 5],
  ['long-running', 4],
  ['running', 7],
  ['future', 3],
];
/** Stories that end within the last days and so need a qualification in force. */
const PRESENT: ReadonlySet<PlanStory> = new Set(['just-finished', 'long-running', 'running', 'future']);

/**
 * The plans filed under a qualification, in order of filing; none starts before it was obtained or outlives it.
 * `isEverySort` tells every story once, so that a small sample has them all.
 */
export function tellPlans(
  random: Random,
  qualification: Qualification,
  isEverySort: boolean,
  asOf: IsoDate,
  lastDay: IsoDate,
): Plan[] {
  const over =
    qualification.endedOn ??
    (qualification.validTo !== undefined && qualification.validTo < lastDay ? qualification.validTo : undefined);
  const span = {
    from: addDays(qualification.obtainedOn, 60),
    to: over === undefined ? addDays(lastDay, -100) : addDays(over, -1),
  };
  const possible = PLAN_SHARES.filter(([story]) => over === undefined || !PRESENT.has(story));
  const stories = isEverySort
    ? possible.map(([story]) => story)
    : Array.from({ length: random.int(3, 10) }, () => random.weighted(possible));
  const plans = stories
    .map((story) => tellPlan(random, story, span, asOf, lastDay))
    .filter((plan) => plan !== undefined)
    .toSorted((a, b) => (a.filedOn < b.filedOn ? -1 : a.filedOn > b.filedOn ? 1 : 0));
  return numbered(plans);
}

function numbered(plans: readonly Omit<Plan, 'serial'>[]): Plan[] {
  const filed = new Map<number, number>();
  return plans.map((plan) => {
    const year = yearNumber(plan.filedOn);
    const serial = (filed.get(year) ?? 0) + 1;
    filed.set(year, serial);
    return { ...plan, serial };
  });
}

/** A plan within the span, or near the present for stories that are; `undefined` when the span is too short for it. */
function tellPlan(
  random: Random,
  story: PlanStory,
  span: { from: IsoDate; to: IsoDate },
  asOf: IsoDate,
  lastDay: IsoDate,
): Omit<Plan, 'serial'> | undefined {
  const { startsOn, endsOn } = planDays(random, story, span, asOf, lastDay);
  if (startsOn < span.from || (endsOn > span.to && !PRESENT.has(story))) return undefined;
  const campaign = random.pick(story === 'emergency' ? EMERGENCIES : CAMPAIGNS);
  const reportedOn = addDays(endsOn, random.int(20, 85));
  const isReported = story === 'reported' || story === 'long' || story === 'filed-late' || story === 'emergency';
  return {
    campaign: { ...campaign, title: `${startOf(startsOn).slice(0, 4)}年${campaign.title}` },
    startsOn,
    endsOn,
    filedOn: earlierOf(filingDay(random, story, startsOn), lastDay),
    target: random.pick([5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500]) * 10_000,
    partner: random.chance(0.2) ? random.pick(PARTNERS) : '',
    progressReports:
      story === 'long' || story === 'long-running' ? progressDays(random, startsOn, endsOn, lastDay) : [],
    finalReport: isReported && reportedOn <= lastDay ? reportedOn : undefined,
  };
}

function planDays(
  random: Random,
  story: PlanStory,
  span: { from: IsoDate; to: IsoDate },
  asOf: IsoDate,
  lastDay: IsoDate,
) {
  const of = (startsOn: IsoDate, days: number) => ({ startsOn, endsOn: addDays(startsOn, days) });
  switch (story) {
    case 'future':
      return of(addDays(asOf, random.int(5, 40)), random.int(20, 70));
    case 'running':
      return of(addDays(lastDay, -random.int(10, 60)), random.int(90, 130));
    case 'long-running':
      return of(addDays(lastDay, -random.int(240, 290)), random.int(310, 350));
    case 'just-finished': {
      const days = random.int(20, 120);
      return of(addDays(lastDay, -days - random.int(5, 60)), days);
    }
    default: {
      const days = story.startsWith('long') ? random.int(200, 360) : random.int(15, 150);
      const latest = addDays(span.to, -days);
      // Most of what is remembered is from the last years.
      const earliest = laterOf(span.from, addDays(latest, -365 * 3));
      return of(dayBetween(random, earliest, latest), days);
    }
  }
}

function filingDay(random: Random, story: PlanStory, startsOn: IsoDate): IsoDate {
  if (story === 'filed-late') return addDays(startsOn, random.pick([-6, -3, -1, 2, 12, 20]));
  if (story === 'emergency') return addDays(startsOn, random.int(1, 9));
  return addDays(startsOn, -random.int(12, 50));
}

/** A report shortly before each quarter of the campaign is over. */
function progressDays(random: Random, startsOn: IsoDate, endsOn: IsoDate, lastDay: IsoDate): IsoDate[] {
  const days = [];
  for (let due = addMonths(startsOn, 3), quarter = 1; due < endsOn; due = addMonths(startsOn, ++quarter * 3)) {
    const day = addDays(due, -random.int(0, 12));
    if (daysBetween(day, lastDay) >= 0) days.push(day);
  }
  return days;
}
