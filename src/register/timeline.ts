/** The organisation's record as one line of events, newest first. */
import { amountInWords } from '../domain/amount.ts';
import { inTable, startOf, type IsoDate } from '../domain/date.ts';
import { evaluationEnd } from '../domain/evaluation.ts';
import { ABNORMAL_GROUNDS, lastShownDay, recogniseGround, SERIOUS_GROUNDS, type Ground } from '../domain/listing.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { ListingRow } from '../datasets/listings.ts';
import type { TextSeries } from '../pledges/versions.ts';
import { associationEvents } from './association-events.ts';
import { details, type TimelineEvent } from './events.ts';
import type { Profile } from './profile.ts';
import { textEvents } from './text-events.ts';

export type { TimelineEvent } from './events.ts';

/**
 * Everything with a day; annual reports without one are in their own table only.
 *
 * @param texts what the organisation has published, in series
 */
export function timelineOf(profile: Profile, texts: readonly TextSeries[] = []): TimelineEvent[] {
  const events: TimelineEvent[] = [
    ...registrationEvents(profile),
    ...listingEvents(profile.abnormal, 'abnormal', '活动异常名录', ABNORMAL_GROUNDS, profile.asOf),
    ...listingEvents(profile.serious, 'serious', '严重违法失信名单', SERIOUS_GROUNDS, profile.asOf),
    ...profile.penalties.map((penalty) => ({
      on: penalty.decidedOn,
      kind: 'penalty' as const,
      title: `受到行政处罚：${penalty.kinds.join('、')}`,
      details: details(['事实', penalty.facts], ['依据', penalty.basis], ['文号', penalty.decisionNumber]),
      by: penalty.decidedBy,
      rows: [penalty],
      source: penalty.source ?? [],
      until: lastShownDay(penalty),
    })),
    ...profile.evaluations.map((evaluation) => ({
      on: evaluation.evaluatedOn,
      kind: 'evaluation' as const,
      title: `评估为${evaluation.grade}级`,
      details: details([
        evaluation.validTo === undefined ? '按五年计算有效期至' : '有效期至',
        inTable(evaluationEnd(evaluation)),
      ]),
      by: evaluation.evaluatedBy,
      rows: [evaluation],
      source: evaluation.source ?? [],
    })),
    ...charityEvents(profile),
    ...profile.plans.map((plan) => ({
      on: plan.startsOn,
      kind: 'plan' as const,
      title: `公开募捐「${plan.title}」开始`,
      details: details(['备案编号', plan.filingNumber], ['预期募集', plan.target && amountInWords(plan.target)]),
      rows: [plan],
      source: plan.source ?? [],
    })),
    ...textEvents(texts),
    ...associationEvents(profile),
  ];
  return events
    .filter((event) => startOf(event.on) <= profile.asOf)
    .toSorted((a, b) => byCodeUnits(startOf(b.on), startOf(a.on)));
}

function registrationEvents({ organisation, formerNames, annualReports }: Profile): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  if (organisation.registeredOn !== undefined) {
    events.push({
      on: organisation.registeredOn,
      kind: 'registration',
      title: '成立登记',
      details: [],
      by: organisation.authority,
      rows: [organisation],
      source: organisation.source ?? [],
    });
  }
  for (const former of formerNames) {
    if (former.changedOn !== undefined)
      events.push({
        on: former.changedOn,
        kind: 'name',
        title: `更名，此前名称为「${former.formerName}」`,
        details: [],
        rows: [former],
        source: [],
      });
  }
  for (const report of annualReports) {
    if (report.submittedOn === undefined) continue;
    events.push({
      on: report.submittedOn,
      kind: 'report',
      title: `报送${report.year}年度工作报告`,
      details: details(['结论', report.conclusion]),
      rows: [report],
      source: report.source ?? [],
    });
  }
  return events;
}

function listingEvents(
  rows: readonly ListingRow[],
  kind: 'abnormal' | 'serious',
  list: string,
  grounds: readonly Ground[],
  asOf: IsoDate,
): TimelineEvent[] {
  return rows.flatMap((row) => {
    const ground = recogniseGround(row.ground, grounds);
    const shared = { kind, rows: [row], source: row.source ?? [], until: lastShownDay(row) };
    const listed = {
      ...shared,
      on: row.listedOn,
      title: `列入${list}`,
      details: details(['事由', row.ground], ['依据', ground?.article]),
      by: row.listedBy,
    };
    const isRemoved = row.removedOn !== undefined && startOf(row.removedOn) <= asOf;
    return isRemoved
      ? [listed, { ...shared, on: row.removedOn!, title: `移出${list}`, details: details(['事由', row.removalGround]) }]
      : [listed];
  });
}

function charityEvents({ charities, qualifications }: Profile): TimelineEvent[] {
  return [
    ...charities.flatMap((charity) => {
      const shared = { kind: 'charity' as const, details: [], rows: [charity], source: charity.source ?? [] };
      const recognised = { ...shared, on: charity.recognisedOn, title: '登记或认定为慈善组织' };
      return charity.cancelledOn === undefined
        ? [recognised]
        : [recognised, { ...shared, on: charity.cancelledOn, title: '不再是慈善组织' }];
    }),
    ...qualifications.flatMap((qualification) => {
      const { obtainedOn, certificateNumber, validTo, endedOn, endGround, source = [] } = qualification;
      const shared = { kind: 'qualification' as const, rows: [qualification], source };
      const obtained = {
        ...shared,
        on: obtainedOn,
        title: '取得公开募捐资格',
        details: details(['证书编号', certificateNumber], ['有效期至', validTo && inTable(validTo)]),
      };
      return endedOn === undefined
        ? [obtained]
        : [obtained, { ...shared, on: endedOn, title: '公开募捐资格终止', details: details(['事由', endGround]) }];
    }),
  ];
}
