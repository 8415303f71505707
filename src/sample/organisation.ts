import { addDays, addMonths, addYears, yearOf, type IsoDate } from '../domain/date.ts';
import { tellCharity, tellPlans, tellQualification, type Charity, type Plan, type Qualification } from './charity.ts';
import { codeOf } from './codes.ts';
import { tellEvaluations, tellRenamings, tellReports, type AnnualReport, type Evaluation } from './history.ts';
import { tellTrouble, type Trouble } from './listings.ts';
import { formerName, newName, type Name } from './names.ts';
import { cityOf, CITIES, COUNTIES, PROVINCE, type Place } from './places.ts';
import { drawKind, KINDS, type Profile } from './profile.ts';
import type { Random } from './random.ts';
import { dayBetween, daysBefore, endOfTerm, laterOf, workdayBy, type Setting } from './setting.ts';

/** An organisation with everything the register knows of it. */
export interface Organisation {
  readonly code: string;
  readonly name: Name;
  readonly profile: Profile;
  readonly place: Place;
  readonly registeredOn: IsoDate;
  /** When the registration was cancelled or revoked. */
  readonly endedOn: IsoDate | undefined;
  readonly certificate: { readonly from: IsoDate; readonly to: IsoDate };
  readonly formerNames: readonly { readonly name: string; readonly changedOn: IsoDate }[];
  readonly charity: Charity | undefined;
  readonly qualification: Qualification | undefined;
  readonly plans: readonly Plan[];
  readonly trouble: Trouble;
  readonly evaluations: readonly Evaluation[];
  readonly reports: readonly AnnualReport[];
  readonly updatedOn: IsoDate;
}

const OLDEST_YEARS = 32;

/** Invents the organisation of that index after the profile. */
export function inventOrganisation(random: Random, profile: Profile, index: number, setting: Setting): Organisation {
  const { asOf, lastDay, names, seed } = setting;
  const place = drawPlace(random, profile);
  const name = newName(random, names, place, profile.kind, () => drawKind(random, KINDS[profile.type]));
  const registeredOn = drawRegistration(random, minimumAge(profile), lastDay);
  const endedOn = profile.status === '正常' ? undefined : drawEnd(random, profile, registeredOn, lastDay);
  const until = endedOn ?? lastDay;
  const trouble = tellTrouble(random, profile, endedOn, lastDay);
  const charity = profile.charity && tellCharity(random, profile, registeredOn, endedOn, lastDay);
  const qualification =
    charity && profile.qualification && tellQualification(random, profile.qualification, charity, lastDay);
  const certificate = drawCertificate(random, profile, registeredOn, endedOn, lastDay);
  const formerNames = tellRenamings(random, profile.formerNames, registeredOn, until).map((changedOn) => ({
    name: formerName(random, names, place, name),
    changedOn,
  }));
  const lastChange = [certificate.from, endedOn ?? registeredOn, formerNames.at(-1)?.changedOn ?? registeredOn].reduce(
    laterOf,
  );
  return {
    code: codeOf(profile.type, place.code, index, seed),
    name,
    profile,
    place,
    registeredOn,
    endedOn,
    certificate,
    formerNames,
    charity,
    qualification,
    plans: qualification ? tellPlans(random, qualification, profile.plans === 'every', asOf, lastDay) : [],
    trouble,
    evaluations: tellEvaluations(random, profile, registeredOn, firstTrouble(trouble, until), lastDay),
    reports: tellReports(random, profile, registeredOn, endedOn, trouble, lastDay),
    updatedOn: dayBetween(random, laterOf(lastChange, addDays(lastDay, -500)), lastDay),
  };
}

function drawPlace(random: Random, { level }: Profile): Place {
  if (level === 'province') return PROVINCE;
  if (level === 'city') return random.chance(0.25) ? CITIES[0]! : random.pick(CITIES);
  // Some places have more of everything.
  return random.chance(0.3) ? COUNTIES[Math.floor(COUNTIES.length * random.next() ** 2)]! : random.pick(COUNTIES);
}

/** Years an organisation must have behind it for what the profile says of it to have happened. */
function minimumAge(profile: Profile): number {
  const years = [0.1];
  if (profile.status !== '正常') years.push(3);
  if (profile.certificate === 'expired') years.push(7);
  if (profile.formerNames > 0) years.push(profile.formerNames * 2 + 1);
  if (profile.abnormal.length > 0) years.push(8);
  if (profile.serious !== undefined && profile.status === '正常') years.push(8);
  if (profile.penalty !== undefined) years.push(4);
  if (profile.charity !== undefined) years.push(profile.charity === 'cancelled' ? 4 : 1);
  if (profile.qualification !== undefined) years.push(7);
  if (profile.evaluation !== undefined) years.push(profile.evaluation.startsWith('valid') ? 7.5 : 11.5);
  return Math.max(...years);
}

function drawRegistration(random: Random, minimumYears: number, lastDay: IsoDate): IsoDate {
  const years = minimumYears + (OLDEST_YEARS - minimumYears) * random.next() ** 1.5;
  return workdayBy(addDays(lastDay, -Math.ceil(years * 365.25)));
}

function drawEnd(random: Random, { endedLately }: Profile, registeredOn: IsoDate, lastDay: IsoDate): IsoDate {
  const earliest = addDays(lastDay, endedLately ? -700 : -3650);
  return dayBetween(random, laterOf(earliest, addDays(registeredOn, 500)), addDays(lastDay, -12));
}

function drawCertificate(
  random: Random,
  { type, certificate }: Profile,
  registeredOn: IsoDate,
  endedOn: IsoDate | undefined,
  lastDay: IsoDate,
): { from: IsoDate; to: IsoDate } {
  const years = type === '基金会' || random.chance(0.5) ? 5 : 4;
  if (certificate === 'expired') {
    const from = addDays(addYears(daysBefore(random, lastDay, 420, 5), -years), 1);
    return { from, to: endOfTerm(from, years * 12) };
  }
  const latest = endedOn ?? lastDay;
  // A term that began longer ago would be over by now.
  const earliest = addDays(addMonths(latest, -years * 12), 20);
  const from =
    registeredOn >= earliest && random.chance(0.85)
      ? registeredOn
      : dayBetween(random, laterOf(registeredOn, earliest), latest);
  return { from, to: endOfTerm(from, years * 12) };
}

function firstTrouble(trouble: Trouble, until: IsoDate): IsoDate {
  const days = [...trouble.abnormal, ...trouble.serious].map((entry) => entry.listedOn);
  return [...days, ...trouble.penalties.map((penalty) => penalty.decidedOn)].reduce(
    (first, day) => (day < first ? day : first),
    until,
  );
}

/** The county or district an organisation sits in, with the name of its city before it. */
export function seatOf(random: Random, { place, name }: Organisation): string {
  const city = place.level === 'province' ? CITIES[0]! : cityOf(place);
  const county = place.level === 'county' ? place : random.pick(city.children);
  return city.name + county.name + (name.town || random.pick(county.towns));
}

/** Two-digit year of a day, as in filing numbers. */
export function shortYear(day: IsoDate): string {
  return yearOf(day).slice(2);
}
