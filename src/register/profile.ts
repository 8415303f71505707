/** All that is on record about one organisation on the register's day, judged and ordered. */
import type { FormerNameRow, AnnualReportRow, EvaluationRow, PenaltyRow } from '../datasets/records.ts';
import type { BranchRow, ConcernRow, DisclosureRow, IntegrityMeasureRow } from '../datasets/disclosure.ts';
import type { FeeReliefRow, FeeRow } from '../datasets/fees.ts';
import type { IncentiveRow, RestrictionRow } from '../datasets/incentives.ts';
import type { DisciplineRow, MemberCreditRow } from '../datasets/self-discipline.ts';
import type { CharityRow, PlanRow, QualificationRow } from '../datasets/charities.ts';
import { ColumnWriter, type IndexedColumn } from '../datasets/indexed-column.ts';
import type { ListingRow } from '../datasets/listings.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { addDays, addYears, compareDays, endOf, startOf, type IsoDate } from '../domain/date.ts';
import { currentEvaluation, evaluationEnd } from '../domain/evaluation.ts';
import { lastShownDay, mayBeShown } from '../domain/listing.ts';
import { isCharity, judgeStanding, type Standing } from '../domain/standing.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { Register } from './register.ts';
import { verdictOn, type Verdict, type VerdictFacts } from './verdict.ts';

export interface Profile {
  organisation: Organisation;
  asOf: IsoDate;
  verdict: Verdict;
  isCharity: boolean | undefined;
  evaluation: EvaluationRow | undefined;
  formerNames: readonly FormerNameRow[];
  charities: readonly CharityRow[];
  qualifications: readonly QualificationRow[];
  plans: readonly PlanRow[];
  abnormal: readonly ListingRow[];
  serious: readonly ListingRow[];
  penalties: readonly PenaltyRow[];
  evaluations: readonly EvaluationRow[];
  annualReports: readonly AnnualReportRow[];
  fees: readonly FeeRow[];
  feeReliefs: readonly FeeReliefRow[];
  disciplineActions: readonly DisciplineRow[];
  memberCredit: readonly MemberCreditRow[];
  branches: readonly BranchRow[];
  disclosures: readonly DisclosureRow[];
  concerns: readonly ConcernRow[];
  integrityMeasures: readonly IntegrityMeasureRow[];
  incentives: readonly IncentiveRow[];
  restrictions: readonly RestrictionRow[];
  /** Rows that were set aside for faults and count in nothing. */
  setAside: number;
}

/**
 * @param day the day to judge by; rows that may no longer be shown then are left out. The sentences still say up to which
 *   day the data go.
 */
export function profileOf(register: Register, organisation: Organisation, day: IsoDate = register.asOf): Profile {
  const { code } = organisation;
  const shown = <R extends { repairedOn?: IsoDate | undefined; publishUntil?: IsoDate | undefined }>(
    rows: readonly R[],
  ) => (day === register.asOf ? rows : rows.filter((row) => mayBeShown(row, day)));
  const abnormal = shown(register.rowsOf('abnormal-listings', code));
  const serious = shown(register.rowsOf('serious-listings', code));
  const penalties: readonly PenaltyRow[] = shown(register.rowsOf('penalties', code));
  const evaluations = register.rowsOf('evaluations', code);
  const facts = verdictFacts(register, organisation, penalties);
  const { charities, qualifications } = facts;
  return {
    organisation,
    asOf: day,
    verdict: verdictOn(facts, day, register.asOf),
    isCharity: isCharity(charities, day),
    evaluation: currentEvaluation(evaluations, day),
    formerNames: register.rowsOf('former-names', code),
    charities,
    qualifications,
    plans: register.rowsOf('fundraising-plans', code),
    abnormal,
    serious,
    penalties,
    evaluations,
    annualReports: register.rowsOf('annual-reports', code),
    fees: register.rowsOf('fees', code),
    feeReliefs: register.rowsOf('fee-reliefs', code),
    disciplineActions: shown(register.rowsOf('discipline-actions', code)),
    memberCredit: register.rowsOf('member-credit', code),
    branches: register.rowsOf('branches', code),
    disclosures: register.rowsOf('disclosures', code),
    concerns: register.rowsOf('concerns', code),
    integrityMeasures: register.rowsOf('integrity-measures', code),
    incentives: register.rowsOf('incentives', code),
    restrictions: shown(register.rowsOf('restrictions', code)),
    setAside: register.setAside.get(code) ?? 0,
  };
}

/**
 * What the verdicts on an organisation rest on.
 *
 * @param penalties those that may be shown on the day to be judged
 */
export function verdictFacts(
  register: Register,
  organisation: Organisation,
  penalties: readonly PenaltyRow[] = register.rowsOf('penalties', organisation.code),
): VerdictFacts & { charities: readonly CharityRow[]; qualifications: readonly QualificationRow[] } {
  const { code, name, type, authority, status, registeredOn, certificateTo } = organisation;
  return {
    name,
    type,
    authority,
    status,
    registeredOn,
    certificateTo,
    ending: endingDecision(organisation, penalties),
    abnormal: register.rowsOf('abnormal-listings', code),
    serious: register.rowsOf('serious-listings', code),
    charities: register.rowsOf('charities', code),
    qualifications: register.rowsOf('fundraising-qualifications', code),
    coversFundraising: register.count('fundraising-qualifications') > 0,
    isBeingChecked: register.setAside.has(code),
  };
}

/** The headline standing on the register's day. */
export function standingOf(register: Register, organisation: Organisation): Standing {
  const { code, status, certificateTo } = organisation;
  const abnormal = register.rowsOf('abnormal-listings', code);
  const serious = register.rowsOf('serious-listings', code);
  return judgeStanding({ status, certificateTo, abnormal, serious }, register.asOf).standing;
}

/** The same of every organisation, by its place in the register. */
export function standingsOf(register: Register): IndexedColumn<Standing> {
  const { organisations } = register;
  const listed = new Uint8Array(organisations.length);
  for (const [bit, id] of (['abnormal-listings', 'serious-listings'] as const).entries()) {
    const { states } = register.listColumns(id)!;
    for (const [row, owner] of register.ownersOf(id).entries()) if (states[row] === 0) listed[owner]! |= bit + 1;
  }
  // By what a standing hangs on: many have the same of it, and one of them is judged.
  const [status, end] = [register.column('status'), register.column('certificateTo')];
  const judged = new Map<number, Standing>();
  const standings = new ColumnWriter<Standing>();
  for (let place = 0; place < organisations.length; place++) {
    const facts = (status.of[place]! * end.values.length + end.of[place]!) * 4 + listed[place]!;
    let standing = judged.get(facts);
    if (standing === undefined) judged.set(facts, (standing = standingOf(register, organisations[place]!)));
    standings.add(standing);
  }
  return standings.finish();
}

/** The penalty decision that ended the registration; the register itself holds no day for it. */
function endingDecision(organisation: Organisation, penalties: readonly PenaltyRow[]): VerdictFacts['ending'] {
  if (organisation.status !== '撤销' && organisation.status !== '吊销') return undefined;
  const pattern = organisation.status === '吊销' ? /吊销.{0,12}登记证书/ : /撤销(成立|设立)?登记/;
  const decision = penalties
    .filter((penalty) => penalty.kinds.some((kind) => pattern.test(kind)))
    .toSorted((a, b) => compareDays(a.decidedOn, b.decidedOn))
    .at(-1);
  return (
    decision && {
      on: decision.decidedOn,
      by: decision.decidedBy,
      publishUntil: decision.publishUntil,
    }
  );
}

export interface LaterVerdict {
  /** First day it holds, if nothing new is recorded by then. */
  from: IsoDate;
  verdict: Verdict;
}

const YEARS_AHEAD = 3;

/**
 * How the verdict will read on later days by the calendar alone (expiry, end of publication, two years on a list), so that
 * a page left unbuilt can tell the truth of its day. At most three years ahead, each differing from the one before.
 */
export function laterVerdicts(register: Register, profile: Profile): LaterVerdict[] {
  const horizon = addDays(profile.asOf, YEARS_AHEAD * 366);
  const days = turningDays(profile)
    .filter((day) => day > profile.asOf && day <= horizon)
    .toSorted(byCodeUnits);
  const later: LaterVerdict[] = [];
  let last = signature(profile.verdict);
  for (const day of new Set(days)) {
    const penalties = profile.penalties.filter((row) => mayBeShown(row, day));
    const verdict = verdictOn(verdictFacts(register, profile.organisation, penalties), day, register.asOf);
    if (signature(verdict) === last) continue;
    last = signature(verdict);
    later.push({ from: day, verdict });
  }
  return later;
}

function turningDays(profile: Profile): IsoDate[] {
  const days: (IsoDate | undefined)[] = [];
  const dayAfter = (date: IsoDate | undefined) => date && addDays(endOf(date), 1);
  const firstDay = (date: IsoDate | undefined) => date && startOf(date);
  days.push(dayAfter(profile.organisation.certificateTo));
  for (const listing of [...profile.abnormal, ...profile.serious]) days.push(firstDay(listing.removedOn));
  for (const entry of [...profile.abnormal, ...profile.serious, ...profile.penalties])
    days.push(dayAfter(lastShownDay(entry)));
  // Whichever entry the two-year clock will count from once others have gone.
  for (const listing of profile.abnormal) days.push(addYears(listing.listedOn, 2));
  for (const qualification of profile.qualifications)
    days.push(dayAfter(qualification.validTo), firstDay(qualification.endedOn));
  for (const charity of profile.charities) days.push(firstDay(charity.cancelledOn));
  for (const evaluation of profile.evaluations) days.push(dayAfter(evaluationEnd(evaluation)));
  // The day after NO_END lies beyond the calendar's four-digit years.
  return days.filter((day): day is IsoDate => day !== undefined && !day.startsWith('+'));
}

/** What a reader would see change. */
function signature({ standing, fundraising, headline: told, fundraisingSentence: raising }: Verdict): string {
  return [
    standing.all.join(),
    standing.abnormal.length,
    standing.serious.length,
    standing.clock?.isDue,
    standing.clock?.dueOn,
    fundraising.reason,
    told,
    raising,
  ].join('|');
}
