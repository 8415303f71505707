/** What an association charged, let off, decided about its members and made known, as events of its record. */
import { INTEGRITY_ITEMS } from '../datasets/disclosure.ts';
import type { FeeRow } from '../datasets/fees.ts';
import type { IncentiveRow } from '../datasets/incentives.ts';
import { amountInWords, grouped } from '../domain/amount.ts';
import { addDays, endOf, inTable, startOf, type IsoDate } from '../domain/date.ts';
import { lastShownDay } from '../domain/listing.ts';
import { feeHistory } from '../pledges/fees.ts';
import { details, type TimelineEvent } from './events.ts';
import type { Profile } from './profile.ts';
import { groupBy } from './register.ts';

export function associationEvents(profile: Profile): TimelineEvent[] {
  return [
    ...feeEvents(profile),
    ...reliefEvents(profile),
    ...disciplineEvents(profile),
    ...branchEvents(profile),
    ...disclosureEvents(profile),
    ...concernEvents(profile),
    ...measureEvents(profile),
    ...creditEvents(profile),
  ];
}

/** A standard of one item, and whether it was the first or the last of it. */
interface Step {
  fee: FeeRow;
  isFirst: boolean;
  /** The day it ended without another after it; `undefined` while it runs. */
  stoppedOn: IsoDate | undefined;
}

/** The tiers of dues that began or ended on one day are one event. */
function feeEvents({ fees, organisation, asOf }: Profile): TimelineEvent[] {
  const steps = feeHistory(fees, { asOf, name: organisation.name }).flatMap(({ standards }) =>
    standards.map(({ row }, i): Step => ({
      fee: row,
      isFirst: i === 0,
      stoppedOn: standards.length === i + 1 ? row.to : undefined,
    })),
  );
  const stopped = steps.filter(({ stoppedOn }) => stoppedOn !== undefined && endOf(stoppedOn) < asOf);
  return [
    ...[...groupBy(steps, ({ fee }) => [groupOf(fee, fee.from)]).values()].map((group): TimelineEvent => ({
      on: group[0]!.fee.from,
      kind: 'fee',
      title: beginning(group),
      details: [
        ...group.flatMap(({ fee }) => details([fee.tier ?? '标准', standardOf(fee)])),
        ...voteOf(group[0]!.fee),
      ],
      rows: group.map(({ fee }) => fee),
      source: sourcesOf(group.map(({ fee }) => fee)),
    })),
    ...[...groupBy(stopped, ({ fee, stoppedOn }) => [groupOf(fee, stoppedOn!)]).values()].map(
      (group): TimelineEvent => ({
        on: addDays(endOf(group[0]!.stoppedOn!), 1),
        kind: 'fee',
        title: `停止收取「${group[0]!.fee.item}」${tiersOf(group)}`,
        details: [],
        rows: group.map(({ fee }) => fee),
        source: sourcesOf(group.map(({ fee }) => fee)),
      }),
    ),
  ];
}

function groupOf({ kind, item, collector = '' }: FeeRow, day: IsoDate): string {
  return [day, kind, item, collector].join('\u0000');
}

function beginning(group: readonly Step[]): string {
  const { item } = group[0]!.fee;
  return group.every(({ isFirst }) => isFirst) ? `开始收取「${item}」` : `「${item}」执行新的标准`;
}

function tiersOf(group: readonly Step[]): string {
  const tiers = group.flatMap(({ fee }) => (fee.tier === undefined ? [] : [fee.tier]));
  return tiers.length === 0 ? '' : `（${tiers.join('、')}）`;
}

function standardOf({ standard, amount, unit }: FeeRow): string | undefined {
  return standard ?? (amount && `${amountInWords(amount)}${unit === undefined ? '' : `（${unit}）`}`);
}

function voteOf({ votedOn, voteManner, ayes, noes }: FeeRow): { label: string; text: string }[] {
  const said = [
    votedOn,
    voteManner,
    ayes === undefined ? undefined : `赞成${grouped(ayes)}票`,
    noes === undefined ? undefined : `反对${grouped(noes)}票`,
  ].filter((text) => text !== undefined);
  return said.length === 0 ? [] : details(['表决', said.join('，')]);
}

function reliefEvents({ feeReliefs }: Profile): TimelineEvent[] {
  return feeReliefs.map((relief) => ({
    on: relief.from,
    kind: 'relief',
    title:
      relief.manner === '降低标准' ? `降低「${relief.item}」的标准` : `${relief.manner ?? '减免'}「${relief.item}」`,
    details: details(
      ['对象', relief.recipients],
      ['金额', relief.amount && amountInWords(relief.amount)],
      ['受惠会员', relief.members === undefined ? undefined : `${grouped(relief.members)}家`],
      ['截止', relief.to && inTable(relief.to)],
      ['依据', relief.basis],
    ),
    rows: [relief],
    source: relief.source ?? [],
  }));
}

/** People are counted and never named: a row on one of them has no name to tell. */
function disciplineEvents({ disciplineActions, asOf }: Profile): TimelineEvent[] {
  return disciplineActions.flatMap((action) => {
    const target = `${action.target}${action.name === undefined ? '' : `「${action.name}」`}`;
    const shared = {
      kind: 'discipline' as const,
      rows: [action],
      source: action.source ?? [],
      until: lastShownDay(action),
    };
    const decided = {
      ...shared,
      on: action.decidedOn,
      title: action.measure === '奖励' ? `奖励${target}` : `按自律规约对${target}作出：${action.measure}`,
      details: details(['事由', action.reason], ['依据', action.clause], ['编号', action.number]),
      by: action.decidedBy,
    };
    const isLifted = action.liftedOn !== undefined && startOf(action.liftedOn) <= asOf;
    return isLifted
      ? [decided, { ...shared, on: action.liftedOn!, title: `解除对${target}的${action.measure}`, details: [] }]
      : [decided];
  });
}

function branchEvents({ branches }: Profile): TimelineEvent[] {
  return branches.flatMap((branch) => {
    const { name, kind = '分支机构', establishedOn, endedOn, source = [] } = branch;
    const shared = { kind: 'branch' as const, details: [], rows: [branch], source };
    return [
      ...(establishedOn === undefined ? [] : [{ ...shared, on: establishedOn, title: `设立${kind}「${name}」` }]),
      ...(endedOn === undefined ? [] : [{ ...shared, on: endedOn, title: `${kind}「${name}」终止` }]),
    ];
  });
}

/** What was disclosed on one day to the same readers is one event. To members: that it was, and of what kind. */
function disclosureEvents({ disclosures }: Profile): TimelineEvent[] {
  const groups = groupBy(disclosures, ({ disclosedOn, audience, channel = '', correction = '' }) => [
    [disclosedOn, audience, channel, correction].join('\u0000'),
  ]);
  return [...groups.values()].map((rows) => ({
    on: rows[0]!.disclosedOn,
    kind: 'disclosure',
    title: `向${rows[0]!.audience}公开${rows.map(({ item }) => item).join('、')}`,
    details: details(['渠道', rows[0]!.channel], ['更正', rows[0]!.correction]),
    rows,
    source: sourcesOf(rows),
  }));
}

function concernEvents({ concerns }: Profile): TimelineEvent[] {
  return concerns.flatMap((concern) => {
    const { question, raisedOn, answer, answeredOn, answeredBy, source = [] } = concern;
    const shared = { kind: 'concern' as const, rows: [concern], source };
    const isAnsweredOnDay = answeredOn !== undefined;
    // Facts are joined by semicolons.
    const told = answer?.replace(/。$/, '');
    const raised = {
      ...shared,
      on: raisedOn,
      title: `社会关切：${question}`,
      details: details(['答复', isAnsweredOnDay ? undefined : told]),
    };
    const answered = {
      ...shared,
      on: answeredOn ?? '',
      title: `答复社会关切：${question}`,
      details: details(['答复', told]),
      by: answeredBy,
    };
    return isAnsweredOnDay ? [raised, answered] : [raised];
  });
}

/** How an association is set up is a state, told in a table of its own; what it did and what was found is an event. */
const STATES_ONLY = new Set<string>([
  ...INTEGRITY_ITEMS.脱钩,
  ...INTEGRITY_ITEMS.自主办会,
  ...INTEGRITY_ITEMS.治理,
  ...INTEGRITY_ITEMS.内部制度,
]);

function measureEvents({ integrityMeasures }: Profile): TimelineEvent[] {
  return integrityMeasures.flatMap((measure) => {
    const { item, state, subject, on, dueOn, source = [] } = measure;
    if (on === undefined || STATES_ONLY.has(item)) return [];
    const told = state === '有' ? subject : subject === undefined ? state : `${subject}（${state}）`;
    return [
      {
        on,
        kind: 'measure' as const,
        title: told === undefined ? item : `${item}：${told}`,
        details: details(['期限', dueOn && inTable(dueOn)]),
        rows: [measure],
        source,
      },
    ];
  });
}

/** What one authority granted on one day for one reason. */
export function incentivesByDecision(rows: readonly IncentiveRow[]): IncentiveRow[][] {
  return [...groupBy(rows, ({ on, grantedBy = '', basis = '' }) => [[on, grantedBy, basis].join('\u0000')]).values()];
}

function creditEvents({ incentives, restrictions, asOf }: Profile): TimelineEvent[] {
  return [
    ...incentivesByDecision(incentives).map((rows) => ({
      on: rows[0]!.on,
      kind: 'incentive' as const,
      title: `获得激励：${rows.map(({ matter, manner }) => `${matter}${manner}`).join('、')}`,
      details: details(['依据', rows[0]!.basis]),
      by: rows[0]!.grantedBy,
      rows,
      source: sourcesOf(rows),
    })),
    ...restrictions.flatMap((restriction) => {
      const { measure, from, to } = restriction;
      const shared = {
        kind: 'restriction' as const,
        rows: [restriction],
        source: restriction.source ?? [],
        until: lastShownDay(restriction),
      };
      const imposed = {
        ...shared,
        on: from,
        title: `受到限制：${measure}`,
        details: details(['至', to && inTable(to)], ['依据', restriction.basis]),
        by: restriction.imposedBy,
      };
      return to !== undefined && endOf(to) < asOf
        ? [imposed, { ...shared, on: addDays(endOf(to), 1), title: `限制期满：${measure}`, details: [] }]
        : [imposed];
    }),
  ];
}

function sourcesOf(rows: readonly { source?: readonly string[] | undefined }[]): string[] {
  return [...new Set(rows.flatMap(({ source = [] }) => source))];
}
