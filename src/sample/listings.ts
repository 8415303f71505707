import { addDays, addMonths, addYears, type IsoDate } from '../domain/date.ts';
import { ABNORMAL_GROUNDS, SERIOUS_GROUNDS, type Ground } from '../domain/listing.ts';
import { lightWeight, penalise, type Penalty } from './penalties.ts';
import type { AbnormalGroundId, AbnormalStory, ListingStory, Profile, SeriousGroundId } from './profile.ts';
import type { Random } from './random.ts';
import { dayBetween, dayInListingSeason, daysBefore, earlierOf, yearNumber } from './setting.ts';

export interface Entry {
  readonly ground: string;
  readonly listedOn: IsoDate;
  removedOn?: IsoDate;
  removalGround?: string;
  repairedOn?: IsoDate;
  publishUntil?: IsoDate;
}

/** What went wrong with one organisation. */
export interface Trouble {
  readonly abnormal: Entry[];
  readonly serious: Entry[];
  readonly penalties: Penalty[];
  /** Years for which no report came before the listing. */
  readonly missedYears: Set<number>;
  /** When such a report came after all. */
  readonly lateReports: Map<number, IsoDate>;
}

const ABNORMAL_GROUND_SHARES: readonly (readonly [AbnormalGroundId, number])[] = [
  ['annual-report', 52],
  ['unreachable', 18],
  ['rectification', 12],
  ['light-penalty', 10],
  ['party-organisation', 6],
  ['other', 2],
];
const SERIOUS_GROUND_SHARES: readonly (readonly [SeriousGroundId, number])[] = [
  ['two-years-abnormal', 50],
  ['suspended', 15],
  ['repeated-penalties', 10],
  ['heavy-penalty', 9],
  ['judgment-defaulter', 9],
  ['false-change', 5],
  ['other', 2],
];
const ABNORMAL_REMOVALS: Readonly<Record<AbnormalGroundId, string>> = {
  'annual-report': '已补报年度工作报告',
  'party-organisation': '已按规定设立党组织',
  rectification: '已完成整改并经核实',
  'fundraising-unfit': '已恢复开展公开募捐活动',
  'light-penalty': '列入满六个月，无新的列入情形',
  unreachable: '已办理住所变更登记，可以取得联系',
  other: '相关情形已消除并经核实',
};

/** Days before the last one, between which something happened. */
type DaysAgo = readonly [most: number, least: number];
const ABNORMAL_REMOVED_AGO: Readonly<Record<Exclude<ListingStory, 'current'>, DaysAgo>> = {
  removed: [1800, 750],
  repaired: [1000, 60],
  'publication-over': [700, 120],
  'publication-running': [120, 5],
};
const SERIOUS_LISTED_AGO: Readonly<Record<ListingStory, DaysAgo>> = {
  current: [1000, 20],
  removed: [1500, 830],
  repaired: [1300, 900],
  'publication-over': [1500, 1150],
  'publication-running': [900, 20],
};

const REMOVED_TO_SERIOUS = '列入满两年，转入严重违法失信名单';
const SERIOUS_REMOVAL = '列入满两年，无新的列入情形，经申请移出';

/** Everything that the profile says went wrong, in the years up to `lastDay`. */
export function tellTrouble(random: Random, profile: Profile, endedOn: IsoDate | undefined, lastDay: IsoDate): Trouble {
  const teller = new Teller(random, profile, lastDay);
  if (profile.serious !== undefined) teller.tellSerious(profile.serious, endedOn);
  // Two years on the one list that ended on the other leave no room for further stays.
  const isSettled = teller.trouble.abnormal.length > 0;
  if (!isSettled) for (const story of profile.abnormal) teller.tellAbnormal(story);
  if (profile.penalty !== undefined) teller.tellPenalty(profile.penalty === 'published');
  if (endedOn !== undefined) teller.tellRevocation(endedOn);
  teller.tellSilence();
  return teller.trouble;
}

class Teller {
  readonly trouble: Trouble = {
    abnormal: [],
    serious: [],
    penalties: [],
    missedYears: new Set(),
    lateReports: new Map(),
  };
  readonly #random: Random;
  readonly #profile: Profile;
  readonly #lastDay: IsoDate;

  constructor(random: Random, profile: Profile, lastDay: IsoDate) {
    this.#random = random;
    this.#profile = profile;
    this.#lastDay = lastDay;
  }

  tellAbnormal(story: AbnormalStory): void {
    const ground = this.#profile.abnormalGround ?? this.#drawAbnormalGround();
    const random = this.#random;
    switch (story) {
      case 'current':
        this.#listAbnormal(ground, this.#abnormalDay(ground, this.#ago(690), this.#ago(10)));
        break;
      case 'restarted': {
        const first = this.#listAbnormal(ground, this.#abnormalDay(ground, this.#ago(900), this.#ago(420)));
        const earliest = first.listedOn < this.#ago(720) ? this.#ago(600) : addDays(first.listedOn, 120);
        const latest = earlierOf(addDays(first.listedOn, 650), this.#ago(20));
        this.#listAbnormal(this.#drawAbnormalGround(ground), dayBetween(random, earliest, latest));
        break;
      }
      case 'adjacent': {
        const second = this.#listAbnormal(this.#drawAbnormalGround(ground), daysBefore(random, this.#lastDay, 600, 20));
        const removedOn = addDays(second.listedOn, random.chance(0.7) ? 0 : -1);
        const listedOn = this.#abnormalDay(ground, addDays(removedOn, -500), addDays(removedOn, -200));
        this.#removeAbnormal(ground, this.#listAbnormal(ground, listedOn), removedOn);
        break;
      }
      default:
        this.#tellRemovedAbnormal(story, ground);
    }
  }

  tellSerious(story: ListingStory, endedOn: IsoDate | undefined): void {
    const ground = this.#profile.seriousGround ?? this.#random.weighted(SERIOUS_GROUND_SHARES);
    const entry: Entry = { ground: groundText(SERIOUS_GROUNDS, ground), listedOn: this.#seriousDay(story, endedOn) };
    if (story === 'removed' || story === 'repaired' || story === 'publication-over') {
      entry.removedOn = addDays(addYears(entry.listedOn, 2), this.#random.int(20, 60));
      entry.removalGround = SERIOUS_REMOVAL;
    }
    if (story === 'repaired') entry.repairedOn = addDays(entry.removedOn!, this.#random.int(0, 30));
    if (story === 'publication-over' || story === 'publication-running')
      entry.publishUntil = addYears(entry.listedOn, 3);
    this.trouble.serious.push(entry);
    this.#tellCause(ground, entry);
  }

  tellPenalty(isPublished: boolean): void {
    const decidedOn = daysBefore(this.#random, this.#lastDay, isPublished ? 340 : 900, isPublished ? 5 : 380);
    const publishUntil = endOfPublication(decidedOn, isPublished || this.#random.chance(0.5) ? 12 : 6);
    this.#punish({ ...this.#light(decidedOn), publishUntil });
  }

  /** The decision by which a registration was revoked; the old ones are no longer at hand. */
  tellRevocation(endedOn: IsoDate): void {
    const { status, endedLately, type } = this.#profile;
    if (status === '注销' || (!endedLately && this.#random.chance(0.7))) return;
    const weight = status === '撤销' ? 'revocation' : 'licence-withdrawn';
    this.#punish(penalise(this.#random, type, weight, endedOn));
  }

  /** Who still stands on the list for want of a report has not sent any since. */
  tellSilence(): void {
    const wanting = groundText(ABNORMAL_GROUNDS, 'annual-report');
    for (const { ground, listedOn, removedOn } of this.trouble.abnormal) {
      if (ground === wanting && removedOn === undefined)
        this.#missYears(yearNumber(listedOn) - 1, yearNumber(this.#lastDay));
    }
  }

  /** The entry has left the list; a story that is no longer told in full bears the day from which it is not. */
  #tellRemovedAbnormal(story: Exclude<ListingStory, 'current'>, ground: AbnormalGroundId): void {
    const [most, least] = ABNORMAL_REMOVED_AGO[story];
    const random = this.#random;
    const removedOn = daysBefore(random, this.#lastDay, most, least);
    const listedOn =
      ground === 'light-penalty'
        ? addDays(addMonths(removedOn, -6), -random.int(0, 10))
        : this.#abnormalDay(ground, addDays(removedOn, -480), addDays(removedOn, -60));
    const entry = this.#listAbnormal(ground, listedOn);
    this.#removeAbnormal(ground, entry, removedOn);
    if (story === 'repaired') entry.repairedOn = addDays(removedOn, random.int(0, 30));
    if (story === 'publication-over')
      entry.publishUntil = dayBetween(random, addDays(removedOn, 30), addDays(removedOn, 110));
    if (story === 'publication-running') entry.publishUntil = addMonths(removedOn, random.int(6, 12));
    this.#hidePenaltiesOf(entry);
  }

  #listAbnormal(ground: AbnormalGroundId, listedOn: IsoDate): Entry {
    const entry: Entry = { ground: groundText(ABNORMAL_GROUNDS, ground), listedOn };
    this.trouble.abnormal.push(entry);
    if (ground === 'annual-report') this.trouble.missedYears.add(yearNumber(listedOn) - 1);
    if (ground === 'light-penalty') this.#punish(this.#light(daysBefore(this.#random, listedOn, 20, 3)));
    return entry;
  }

  #removeAbnormal(ground: AbnormalGroundId, entry: Entry, removedOn: IsoDate): void {
    entry.removedOn = removedOn;
    entry.removalGround = ABNORMAL_REMOVALS[ground];
    if (ground === 'annual-report') {
      this.trouble.lateReports.set(yearNumber(entry.listedOn) - 1, daysBefore(this.#random, removedOn, 15, 3));
    }
  }

  #abnormalDay(ground: AbnormalGroundId, from: IsoDate, to: IsoDate): IsoDate {
    return ground === 'annual-report' ? dayInListingSeason(this.#random, from, to) : dayBetween(this.#random, from, to);
  }

  #drawAbnormalGround(otherThan?: AbnormalGroundId): AbnormalGroundId {
    const { qualification } = this.#profile;
    const mayLoseQualification = qualification === 'open-ended' || qualification === 'valid';
    const shares = mayLoseQualification
      ? [...ABNORMAL_GROUND_SHARES, ['fundraising-unfit', 40] as const]
      : ABNORMAL_GROUND_SHARES;
    return this.#random.weighted(shares.filter(([ground]) => ground !== otherThan));
  }

  #seriousDay(story: ListingStory, endedOn: IsoDate | undefined): IsoDate {
    if (endedOn !== undefined) return earlierOf(addDays(endedOn, this.#random.int(1, 10)), this.#lastDay);
    const [most, least] = SERIOUS_LISTED_AGO[story];
    return daysBefore(this.#random, this.#lastDay, most, least);
  }

  /** What came before an entry on the serious list and made for it. */
  #tellCause(ground: SeriousGroundId, entry: Entry): void {
    const random = this.#random;
    const { type } = this.#profile;
    const dayOfDecision = daysBefore(random, entry.listedOn, 20, 3);
    if (ground === 'two-years-abnormal') this.#tellTwoYears(entry);
    if (ground === 'suspended') this.#punish(penalise(random, type, 'suspension', dayOfDecision));
    if (ground === 'heavy-penalty') this.#punish(penalise(random, type, 'heavy-fine', dayOfDecision));
    if (ground === 'repeated-penalties') {
      this.#punish(this.#light(daysBefore(random, entry.listedOn, 900, 200)));
      this.#punish(this.#light(dayOfDecision));
    }
    this.#hidePenaltiesOf(entry);
  }

  #tellTwoYears(serious: Entry): void {
    const ground = this.#random.pick(['annual-report', 'annual-report', 'unreachable', 'rectification'] as const);
    const abnormal = this.#listAbnormal(ground, addYears(serious.listedOn, -2));
    abnormal.removedOn = serious.listedOn;
    abnormal.removalGround = REMOVED_TO_SERIOUS;
    if (serious.repairedOn !== undefined) abnormal.repairedOn = serious.repairedOn;
    if (serious.publishUntil !== undefined) abnormal.publishUntil = serious.publishUntil;
    if (ground === 'annual-report')
      this.#missYears(yearNumber(abnormal.listedOn) - 1, yearNumber(serious.removedOn ?? this.#lastDay));
  }

  #missYears(from: number, to: number): void {
    for (let year = from; year <= to; year++) this.trouble.missedYears.add(year);
  }

  /** A penalty leaves the public eye no later than the entry that came of it. */
  #hidePenaltiesOf(entry: Entry): void {
    const until = entry.repairedOn ?? entry.publishUntil;
    if (until === undefined || until > this.#lastDay) return;
    const { penalties } = this.trouble;
    for (const [i, penalty] of penalties.entries()) {
      const shownUntil = earlierOf(until, penalty.publishUntil ?? until);
      penalties[i] = { ...penalty, publishUntil: shownUntil };
    }
  }

  #light(decidedOn: IsoDate): Penalty {
    return penalise(this.#random, this.#profile.type, lightWeight(this.#random), decidedOn);
  }

  #punish(penalty: Penalty): void {
    this.trouble.penalties.push(penalty);
  }

  #ago(days: number): IsoDate {
    return addDays(this.#lastDay, -days);
  }
}

function endOfPublication(decidedOn: IsoDate, months: number): IsoDate {
  return addDays(addMonths(decidedOn, months), -1);
}

function groundText(grounds: readonly Ground[], id: AbnormalGroundId | SeriousGroundId): string {
  return grounds.find((ground) => ground.id === id)!.text;
}
