/**
 * What the fees of an association give occasion to ask, how its standards changed, what it let off, and how the same item
 * is charged elsewhere. Pure: rows in, neutral words out; nothing here says that a charge is wrong.
 */
import { grouped, type Amount } from '../domain/amount.ts';
import { addDays, endOf, inTable, NO_END, startOf, yearOf, type IsoDate } from '../domain/date.ts';
import type { Cause } from '../domain/finding.ts';
import { byCodeUnits } from '../domain/text.ts';

/** A row of `fees`, as far as it is read here. */
export interface Fee {
  kind: '会费' | '行政事业性收费' | '经营服务性收费' | '其他收费';
  item: string;
  service?: string | undefined;
  standard?: string | undefined;
  unit?: string | undefined;
  tier?: string | undefined;
  amount?: Amount | undefined;
  collector?: string | undefined;
  votedOn?: IsoDate | undefined;
  voteManner?: string | undefined;
  from: IsoDate;
  to?: IsoDate | undefined;
}

/** A row of `branches`, as far as it is read here. */
export interface Branch {
  name: string;
}

/** A row of `fee-reliefs`, as far as it is read here. */
export interface FeeRelief {
  amount?: Amount | undefined;
  members?: number | undefined;
  from: IsoDate;
}

export type FeeNoteCode = Extract<
  Cause,
  | 'too-many-dues-tiers'
  | 'floating-fee'
  | 'dues-without-vote-date'
  | 'dues-without-secret-ballot'
  | 'collected-by-branch'
  | 'charged-twice'
  | 'raised-fee'
  | 'dues-from-non-members'
>;

export interface FeeNote<F extends Fee = Fee> {
  code: FeeNoteCode;
  /** The rows it is about, at least one. */
  rows: readonly F[];
  /** What the published rows say, without the full stop. */
  words: string;
  /** The rule to hold it against. */
  basis: string;
}

export interface FeeContext {
  asOf: IsoDate;
  /** The association's own name, which is no branch whatever it ends in. */
  name?: string | undefined;
}

const GUIDE = '《行业协会商会收费行为合规指南》（市场监管总局、中央社会工作部、民政部，2024年7月30日）';
const NOTICE_2013 = '《民政部关于开展行业协会行业自律与诚信创建活动的通知》（民函〔2013〕111号）';
const FUJIAN = '福建省民政厅《关于深入推进行业协会商会诚信自律建设的通知》（2022年，据《福建日报》报道）';

const BASES: Readonly<Record<FeeNoteCode, string>> = {
  'too-many-dues-tiers': '山西省2019年规定：会费一般不超过4档。别处的规定可能不同',
  'floating-fee': `${GUIDE}：会费不得在同一档次内定不同的标准，不得浮动`,
  'dues-without-vote-date': `${GUIDE}：会费标准由会员（代表）大会无记名投票表决`,
  'dues-without-secret-ballot': `${GUIDE}：会费标准由会员（代表）大会无记名投票表决`,
  'collected-by-branch': `${GUIDE}：分支机构不得另行制定会费标准`,
  'charged-twice': `${GUIDE}：会费已经包含的服务不得再收费`,
  'raised-fee': `${FUJIAN}：「只能降、不能增、更不能乱收」`,
  'dues-from-non-members': `${GUIDE}：不得向非会员收取会费`,
};
/** What floats and is no dues: nothing forbids it by name, but the standard is to be made known. */
const STANDARD_TOLD = `${NOTICE_2013}：围绕「收费标准等进行公开承诺」`;

/** Most tiers of dues at once that the basis speaks of. */
const MOST_TIERS = 4;

/** What the fees in force on the day, or from a later day on, give occasion to ask, in the order of the rules. */
export function feeNotes<F extends Fee>(
  fees: readonly F[],
  branches: readonly Branch[],
  context: FeeContext,
): FeeNote<F>[] {
  const { asOf } = context;
  const all = timed(fees, context);
  const live = all.filter(({ end }) => end >= asOf);
  const dues = live.filter(({ fee }) => fee.kind === '会费');
  return [
    ...tierNotes(dues),
    ...live.flatMap(floatingNotes),
    ...voteNotes(dues),
    ...live.flatMap((one) => collectorNotes(one, branches, context)),
    ...doubleNotes(live),
    ...raiseNotes(all, asOf),
    ...dues.flatMap(nonMemberNotes),
  ];
}

/** A fee and the days on which it is in force. */
interface Timed<F extends Fee> {
  fee: F;
  start: IsoDate;
  /** The last day; where none is given, the day before the next standard of the same series, or `NO_END`. */
  end: IsoDate;
  series: string;
}

/** In order of their first day, the highest sum first. A standard without an end gives way to the next one of its series. */
function timed<F extends Fee>(fees: readonly F[], { name }: Pick<FeeContext, 'name'>): Timed<F>[] {
  const own = name === undefined ? '' : plain(name);
  const seriesOf = (fee: F) => {
    const collector = plain(fee.collector ?? '');
    return [fee.kind, itemKey(fee.item), plain(fee.tier ?? ''), collector === own ? '' : collector].join('\u0000');
  };
  const ordered = fees
    .map((fee) => ({ fee, start: startOf(fee.from), series: seriesOf(fee) }))
    .toSorted(
      (a, b) =>
        byCodeUnits(a.start, b.start) ||
        (b.fee.amount?.yuan ?? 0) - (a.fee.amount?.yuan ?? 0) ||
        byCodeUnits(a.series, b.series),
    );
  return ordered.map((one) => {
    if (one.fee.to !== undefined) return { ...one, end: endOf(one.fee.to) };
    const next = ordered.find((other) => other.series === one.series && other.start > one.start);
    return { ...one, end: next === undefined ? NO_END : addDays(next.start, -1) };
  });
}

/** Standards without an end though a later one of the same series has begun: the clerk may have forgotten to close them. */
export function unclosedFees<F extends Fee>(fees: readonly F[], context: FeeContext): F[] {
  return timed(fees, context)
    .filter(({ fee, end }) => fee.to === undefined && end < context.asOf)
    .map(({ fee }) => fee);
}

/** On some day: a set of tiers is largest on a day on which one of them begins. */
function tierNotes<F extends Fee>(dues: readonly Timed<F>[]): FeeNote<F>[] {
  for (const { start: day } of dues) {
    const tiers = new Map<string, Timed<F>>();
    for (const one of dues.filter(({ start, end }) => start <= day && day <= end)) {
      const key = `${itemKey(one.fee.item)}\u0000${plain(one.fee.tier ?? '')}`;
      if (!tiers.has(key)) tiers.set(key, one);
    }
    if (tiers.size > MOST_TIERS) {
      const rows = [...tiers.values()].map(({ fee }) => fee);
      const names = rows.map((fee) => fee.tier ?? fee.item);
      return [note('too-many-dues-tiers', rows, `同时执行的会费有${tiers.size}档：${names.join('、')}`)];
    }
  }
  return [];
}

function floatingNotes<F extends Fee>({ fee }: Timed<F>): FeeNote<F>[] {
  const typed = [fee.standard, fee.amount?.text].filter((text) => text !== undefined);
  const said = typed.find((text) => isFloating(text, text === fee.amount?.text));
  if (said === undefined && fee.amount?.approximate !== true) return [];
  const words = `${told(fee)}的标准写作「${said ?? fee.amount!.text}」，不是一个确定的数`;
  return [
    fee.kind === '会费'
      ? note('floating-fee', [fee], words)
      : { code: 'floating-fee', rows: [fee], words, basis: STANDARD_TOLD },
  ];
}

const NUMBER = String.raw`\d+(?:\.\d+)?[万千百]?`;
/** 1000-3000元, 1000元至3000元, 0.1万～0.3万元. A hyphen between years, months or heads is followed by another word. */
const RANGE = new RegExp(String.raw`(?<![\d.])${NUMBER}元?(?:\/年)?(?:[-~—–]+|至|到)${NUMBER}元`);
const SHARES = /\d%?(?:[-~—–]+|至|到)\d+(?:\.\d+)?%/;
const BARE_RANGE = new RegExp(String.raw`^${NUMBER}元?(?:[-~—–]+|至|到)${NUMBER}元?$`);
const LIMIT_BEFORE = new RegExp(
  String.raw`(?:不低于|不少于|至少|最低|不超过|不高于|最高|低于|高于)(?:为|人民币)?${NUMBER}元`,
);
const LIMIT_BEHIND = new RegExp(String.raw`${NUMBER}元(?:\/[^以起，,。；;]{1,4})?(?:以上|以下|以内|起(?!按|执行|算))`);
const OPEN_WORDS =
  /(?<!(?:不|禁止|严禁|取消)[^，。；,;]{0,3})(?:上浮|下浮|浮动|面议|商议|另议|议定|议价|协商|酌情|视情况|视.{1,6}而定)/;
/** Behind these a number of yuan tells who pays, not what. */
const SIZE = /(?:产值|营业额|营收|收入|注册资本|注册资金|资产|销售额|规模|投资额|投资|利润|纳税)[^元]{0,8}$/;

/** Whether the text leaves open how much is to be paid. `isAmount`: the whole text is meant to be a sum. */
function isFloating(typed: string, isAmount: boolean): boolean {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '').replaceAll('～', '~');
  if (OPEN_WORDS.test(text) || SHARES.test(text) || (isAmount && BARE_RANGE.test(text))) return true;
  return [RANGE, LIMIT_BEFORE, LIMIT_BEHIND].some((shape) => {
    const every = new RegExp(shape.source, 'g');
    return [...text.matchAll(every)].some(({ index }) => !SIZE.test(text.slice(Math.max(0, index - 14), index)));
  });
}

function voteNotes<F extends Fee>(dues: readonly Timed<F>[]): FeeNote<F>[] {
  const undated = dues.map(({ fee }) => fee).filter((fee) => fee.votedOn === undefined);
  const open = dues.map(({ fee }) => fee).filter((fee) => !isSecret(fee.voteManner));
  const manners = [...new Set(open.flatMap(({ voteManner }) => (voteManner === undefined ? [] : [voteManner])))];
  const how =
    manners.length === 0 ? '没有写明表决方式' : `写明的表决方式是${manners.map((one) => `「${one}」`).join('')}`;
  return [
    ...(undated.length === 0
      ? []
      : [note('dues-without-vote-date', undated, `${toldTogether(undated)}没有写明表决日期`)]),
    ...(open.length === 0 ? [] : [note('dues-without-secret-ballot', open, `${toldTogether(open)}${how}`)]),
  ];
}

function isSecret(manner: string | undefined): boolean {
  return (
    manner !== undefined &&
    /无记名|不记名|秘密投票/.test(manner) &&
    !/(?:非|不是|未采用|未采取)(?:无记名|不记名)/.test(manner)
  );
}

const BRANCH_ENDING =
  /(?:分会|专委会|委员会|代表处|办事处|联络处|联络站|工作站|工作部|分部|分支机构|代表机构|办事机构)$/;

function collectorNotes<F extends Fee>(
  { fee }: Timed<F>,
  branches: readonly Branch[],
  { name }: FeeContext,
): FeeNote<F>[] {
  if (fee.collector === undefined) return [];
  const collector = plain(fee.collector);
  if (name !== undefined && collector === plain(name)) return [];
  const isBranch =
    BRANCH_ENDING.test(collector) || branches.some((branch) => isSameBranch(plain(branch.name), collector, name));
  return isBranch ? [note('collected-by-branch', [fee], `${told(fee)}由「${fee.collector}」收取，像是分支机构`)] : [];
}

/** Whether the collector is the branch, with or without the name of its association in front. */
function isSameBranch(branch: string, collector: string, name: string | undefined): boolean {
  const own = plain(name ?? '');
  const short = (text: string) => (own !== '' && text.startsWith(own) ? text.slice(own.length) : text);
  return branch === collector || (short(branch) !== '' && short(branch) === short(collector));
}

function doubleNotes<F extends Fee>(live: readonly Timed<F>[]): FeeNote<F>[] {
  const notes = new Map<string, FeeNote<F>>();
  for (const [i, one] of live.entries()) {
    for (const other of live.slice(i + 1)) {
      if (other.start > one.end) continue;
      const found = chargedTwice(one.fee, other.fee);
      if (found === undefined) continue;
      // Dues of every tier cover the same services: that is one thing to say.
      const rows = [...new Set([...(notes.get(found.words)?.rows ?? []), one.fee, other.fee])];
      notes.set(found.words, { code: 'charged-twice', rows, ...found });
    }
  }
  return [...notes.values()];
}

function chargedTwice(one: Fee, other: Fee): Pick<FeeNote, 'words' | 'basis'> | undefined {
  const isSameItem = itemKey(one.item) === itemKey(other.item);
  const basis = BASES['charged-twice'];
  if (one.kind === other.kind) {
    if (!isSameItem || plain(one.tier ?? '') !== plain(other.tier ?? '')) return undefined;
    const words = `${told(one)}同时有两条标准：${inBrief(one)}；${inBrief(other)}`;
    return { words, basis: one.kind === '会费' ? BASES['floating-fee'] : BASES['raised-fee'] };
  }
  const isWithDues = one.kind === '会费' || other.kind === '会费';
  if (isSameItem) {
    const words = `「${one.item}」同时按${one.kind}和${other.kind}收取`;
    return { words, basis: isWithDues ? basis : BASES['raised-fee'] };
  }
  if (!isWithDues) return undefined;
  const [dues, charge] = one.kind === '会费' ? [one, other] : [other, one];
  if (isForNonMembers(charge)) return undefined;
  const covered = new Map(servicesOf(dues).map((service) => [itemKey(service), service]));
  const again = [charge.item, ...servicesOf(charge)]
    .map((text) => covered.get(itemKey(text)))
    .find((text) => text !== undefined);
  return again === undefined
    ? undefined
    : { words: `会费的服务内容里有「${again}」，又按${charge.kind}收取「${charge.item}」`, basis };
}

function servicesOf({ service = '' }: Fee): string[] {
  return service
    .split(/[、，,；;。\n]/)
    .map((part) => part.trim())
    .filter((part) => itemKey(part).length > 1);
}

function raiseNotes<F extends Fee>(all: readonly Timed<F>[], asOf: IsoDate): FeeNote<F>[] {
  return [...bySeries(all).values()].flatMap((series) =>
    series.flatMap((one, i) => {
      const before = standardBefore(series, i);
      if (before === undefined || one.end < asOf) return [];
      const change = changeBetween(before.fee, one.fee);
      if (change === undefined || change.yuan <= 0) return [];
      const percent = change.percent === undefined ? '' : `（${change.percent}%）`;
      return [
        note(
          'raised-fee',
          [before.fee, one.fee],
          `${told(one.fee)}从${inTable(one.fee.from)}起是${sum(one.fee)}，此前是${sum(before.fee)}，多${grouped(change.yuan)}元${percent}`,
        ),
      ];
    }),
  );
}

function nonMemberNotes<F extends Fee>({ fee }: Timed<F>): FeeNote<F>[] {
  return isForNonMembers(fee) ? [note('dues-from-non-members', [fee], `${told(fee)}写明向非会员收取`)] : [];
}

const NON_MEMBERS =
  /(?<!(?:不|不得|不向|免|免收|禁止|严禁)[^，。；,;]{0,6})非会员(?!.{0,4}(?:不收|免|不得|除外|不适用|不需))/;

function isForNonMembers({ item, tier, standard, unit, service }: Fee): boolean {
  return [item, tier, standard, unit, service].some((text) => text !== undefined && NON_MEMBERS.test(text));
}

function note<F extends Fee>(code: FeeNoteCode, rows: readonly F[], words: string): FeeNote<F> {
  return { code, rows, words, basis: BASES[code] };
}

function told({ item, tier }: Fee): string {
  return tier === undefined ? `「${item}」` : `「${item}」（${tier}）`;
}

function toldTogether(rows: readonly Fee[]): string {
  const names = [...new Set(rows.map((fee) => fee.tier ?? fee.item))];
  return `会费（${names.slice(0, 4).join('、')}${names.length > 4 ? `等${names.length}档` : ''}）`;
}

function inBrief(fee: Fee): string {
  const by = fee.collector === undefined ? '' : `，由「${fee.collector}」收取`;
  return `${inTable(fee.from)}起${sum(fee)}${by}`;
}

/** `2,000元（元/年）`, or the standard as published. */
function sum({ amount, unit, standard }: Fee): string {
  if (amount?.yuan === undefined) return standard ?? amount?.text ?? '（没有写标准）';
  return `${grouped(amount.yuan)}元${unit === undefined ? '' : `（${unit}）`}`;
}

// History

/** What changed against the standard before. */
export interface FeeChange {
  /** More is positive. */
  yuan: number;
  /** Of the standard before, to one decimal; `undefined` where that was nothing. */
  percent: number | undefined;
}

export interface FeeStandard<F extends Fee = Fee> {
  row: F;
  /** The last day; `NO_END` where nothing ends it. */
  until: IsoDate;
  /** Against the standard before; `undefined` for the first and where two sums cannot be compared. */
  change: FeeChange | undefined;
}

export interface FeeItem<F extends Fee = Fee> {
  kind: F['kind'];
  item: string;
  tier: string | undefined;
  collector: string | undefined;
  /** The earliest first. */
  standards: readonly FeeStandard<F>[];
  /** What is charged on the day; `undefined` when it is no longer or not yet charged. */
  current: FeeStandard<F> | undefined;
}

const KIND_ORDER = ['会费', '行政事业性收费', '经营服务性收费', '其他收费'];

/** The items of one association with their standards in order; dues first, then by item and the highest sum. */
export function feeHistory<F extends Fee>(fees: readonly F[], context: FeeContext): FeeItem<F>[] {
  const { asOf } = context;
  const items = [...bySeries(timed(fees, context)).values()].map((series): FeeItem<F> => {
    const standards = series.map(({ fee, end }, i): FeeStandard<F> => {
      const before = standardBefore(series, i);
      return { row: fee, until: end, change: before && changeBetween(before.fee, fee) };
    });
    const { kind, item, tier, collector } = series.at(-1)!.fee;
    const current = standards.findLast(({ row, until }) => startOf(row.from) <= asOf && asOf <= until);
    return { kind, item, tier, collector, standards, current };
  });
  const latestSum = ({ standards }: FeeItem<F>) => standards.at(-1)!.row.amount?.yuan ?? -1;
  return items.toSorted(
    (a, b) =>
      KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
      byCodeUnits(itemKey(a.item), itemKey(b.item)) ||
      latestSum(b) - latestSum(a) ||
      byCodeUnits(a.tier ?? '', b.tier ?? ''),
  );
}

function bySeries<F extends Fee>(all: readonly Timed<F>[]): Map<string, Timed<F>[]> {
  return Map.groupBy(all, ({ series }) => series);
}

/** Of standards that begin on one day neither changed the other. */
function standardBefore<F extends Fee>(series: readonly Timed<F>[], i: number): Timed<F> | undefined {
  return series.findLast(({ start }, place) => place < i && start < series[i]!.start);
}

/** `undefined` where one of the sums is not exact, or they are of different units. */
function changeBetween(before: Fee, after: Fee): FeeChange | undefined {
  const [old, now] = [exactYuan(before), exactYuan(after)];
  if (old === undefined || now === undefined || !isSameUnit(before.unit, after.unit)) return undefined;
  const yuan = toCents(now - old);
  return { yuan, percent: old === 0 ? undefined : Math.round((yuan / old) * 1000) / 10 };
}

function exactYuan({ amount }: Fee): number | undefined {
  return amount?.approximate === false ? amount.yuan : undefined;
}

function toCents(yuan: number): number {
  return Math.round(yuan * 100) / 100;
}

/** A unit that is not told may be any. */
function isSameUnit(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || unitKey(one) === unitKey(other);
}

// Reliefs

export interface ReliefYear<R extends FeeRelief = FeeRelief> {
  year: string;
  /** Sum of the amounts in yuan; `undefined` when there is none. */
  yuan: number | undefined;
  /** Whether some amount in the sum calls itself approximate. */
  approximate: boolean;
  /** Members as told, added up: who was let off twice counts twice. `undefined` when no row tells. */
  members: number | undefined;
  rows: readonly R[];
  /** Rows that are in no sum: without an amount, or in another currency. */
  uncounted: readonly R[];
}

/** Reliefs by the year in which they began, the latest first. */
export function reliefsByYear<R extends FeeRelief>(reliefs: readonly R[]): ReliefYear<R>[] {
  const years = Map.groupBy(reliefs, ({ from }) => yearOf(from));
  return [...years]
    .toSorted((a, b) => byCodeUnits(b[0], a[0]))
    .map(([year, rows]) => {
      const counted = rows.filter((row) => row.amount?.yuan !== undefined);
      const helped = rows.flatMap(({ members }) => (members === undefined ? [] : [members]));
      return {
        year,
        yuan: counted.length === 0 ? undefined : toCents(counted.reduce((total, row) => total + row.amount!.yuan!, 0)),
        approximate: counted.some((row) => row.amount!.approximate),
        members: helped.length === 0 ? undefined : helped.reduce((total, number) => total + number, 0),
        rows,
        uncounted: rows.filter((row) => row.amount?.yuan === undefined),
      };
    });
}

// Across associations

export interface ComparedItem<F extends Fee = Fee> {
  kind: F['kind'];
  /** As most of them write it. */
  item: string;
  tier: string | undefined;
  /** As most of them write it; sums of different units are never compared. */
  unit: string | undefined;
  /** In force on the day with an exact sum, the lowest first. */
  rows: readonly F[];
  /** In force without one: ranges, approximate sums, other currencies, text alone. */
  uncompared: readonly F[];
}

/**
 * The same item as several associations charge it on the day. An item that only one of them charges is compared with
 * nothing, but stands in the list.
 *
 * @param fees rows of any number of associations, each with the `code` of its own
 */
export function feesAcross<F extends Fee & { code: string }>(fees: readonly F[], asOf: IsoDate): ComparedItem<F>[] {
  const current = [...Map.groupBy(fees, ({ code }) => code).values()].flatMap((own) =>
    timed(own, {}).filter(({ start, end }) => start <= asOf && asOf <= end),
  );
  const groups = Map.groupBy(current, ({ fee }) =>
    [fee.kind, itemKey(fee.item), plain(fee.tier ?? ''), unitKey(fee.unit ?? '')].join('\u0000'),
  );
  return [...groups.values()]
    .map((group): ComparedItem<F> => {
      const rows = group.map(({ fee }) => fee);
      return {
        kind: rows[0]!.kind,
        item: mostCommon(rows.map(({ item }) => item))!,
        tier: mostCommon(rows.flatMap(({ tier }) => (tier === undefined ? [] : [tier]))),
        unit: mostCommon(rows.flatMap(({ unit }) => (unit === undefined ? [] : [unit]))),
        rows: rows
          .filter((row) => exactYuan(row) !== undefined)
          .toSorted((a, b) => exactYuan(a)! - exactYuan(b)! || byCodeUnits(a.code, b.code)),
        uncompared: rows.filter((row) => exactYuan(row) === undefined).toSorted((a, b) => byCodeUnits(a.code, b.code)),
      };
    })
    .toSorted(
      (a, b) =>
        KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
        b.rows.length + b.uncompared.length - (a.rows.length + a.uncompared.length) ||
        byCodeUnits(a.item, b.item) ||
        byCodeUnits(a.tier ?? '', b.tier ?? '') ||
        byCodeUnits(a.unit ?? '', b.unit ?? ''),
    );
}

function mostCommon(texts: readonly string[]): string | undefined {
  const counts = [...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length] as const);
  return counts.toSorted((a, b) => b[1] - a[1] || byCodeUnits(a[0], b[0]))[0]?.[0];
}

// Words that are the same

const plain = remembered((text) =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}·.]/gu, '')
    .toLowerCase(),
);

/** Items, tiers and units of a register are few, and are asked for again and again. */
function remembered(make: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>();
  return (text) => {
    let known = made.get(text);
    if (known === undefined) {
      if (made.size >= MOST_REMEMBERED) made.clear();
      made.set(text, (known = make(text)));
    }
    return known;
  };
}

const MOST_REMEMBERED = 10_000;

/** What an item is called without the words for charging: 培训费, 培训服务费 and 培训收费标准 are 培训; 年度会费 is 会费. */
export const itemKey = remembered((item) => {
  const key = plain(item);
  if (/^(?:年度|年|团体|单位|个人|会员|协会|商会|本会)*会费(?:标准)?$/.test(key)) return '会费';
  const core = key
    .replace(/标准$/, '')
    .replace(/(?:服务)?(?:收费|费用|费)$/, '')
    .replace(/服务$/, '');
  return core.length > 1 ? core : key;
});

/** 元/年, 元／年, 每年 and 元每年 are one unit. */
function unitKey(unit: string): string {
  return plain(unit).replace(/人民币|元|每|\//g, '');
}
