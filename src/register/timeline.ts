/** The organisation's record as one line of events, newest first. */
import { amountInWords } from '../domain/amount.ts';
import { inTable, startOf, type IsoDate } from '../domain/date.ts';
import { evaluationEnd } from '../domain/evaluation.ts';
import { ABNORMAL_GROUNDS, lastShownDay, recogniseGround, SERIOUS_GROUNDS, type Ground } from '../domain/listing.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { ListingRow } from '../datasets/listings.ts';
import { associationEvents } from './association-events.ts';
import { details, type TimelineEvent } from './events.ts';
import type { Profile } from './profile.ts';

export type { EventKind, TimelineEvent } from './events.ts';

/** Everything with a day; annual reports without one are in their own table only. */
export function timelineOf(profile: Profile): TimelineEvent[] {
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
      source: evaluation.source ?? [],
    })),
    ...charityEvents(profile),
    ...profile.plans.map((plan) => ({
      on: plan.startsOn,
      kind: 'plan' as const,
      title: `公开募捐「${plan.title}」开始`,
      details: details(['备案编号', plan.filingNumber], ['预期募集', plan.target && amountInWords(plan.target)]),
      source: plan.source ?? [],
    })),
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
    const shared = { kind, source: row.source ?? [], until: lastShownDay(row) };
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
    ...charities.flatMap((charity) => [
      {
        on: charity.recognisedOn,
        kind: 'charity' as const,
        title: '登记或认定为慈善组织',
        details: [],
        source: charity.source ?? [],
      },
      ...(charity.cancelledOn === undefined
        ? []
        : [
            {
              on: charity.cancelledOn,
              kind: 'charity' as const,
              title: '不再是慈善组织',
              details: [],
              source: charity.source ?? [],
            },
          ]),
    ]),
    ...qualifications.flatMap((qualification) => [
      {
        on: qualification.obtainedOn,
        kind: 'qualification' as const,
        title: '取得公开募捐资格',
        details: details(
          ['证书编号', qualification.certificateNumber],
          ['有效期至', qualification.validTo && inTable(qualification.validTo)],
        ),
        source: qualification.source ?? [],
      },
      ...(qualification.endedOn === undefined
        ? []
        : [
            {
              on: qualification.endedOn,
              kind: 'qualification' as const,
              title: '公开募捐资格终止',
              details: details(['事由', qualification.endGround]),
              source: qualification.source ?? [],
            },
          ]),
    ]),
  ];
}
