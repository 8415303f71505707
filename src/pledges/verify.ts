/** Whose published text a copy is, and what differs. Everything runs on the holder's own device. */
import { inWords, startOf, type IsoDate } from '../domain/date.ts';
import { clauseName, readCopy, withIds, wordsOf, type Clause } from './clauses.ts';
import {
  compareClauses,
  countDifferences,
  countKinds,
  type ClauseChange,
  type Comparison,
  WITHOUT_NUMBER,
} from './compare.ts';
import { differences, quoted } from './differences.ts';
import { frameOf } from './frame.ts';
import { gramsOf } from './grams.ts';
import { comparable } from './plain-text.ts';
import { recut } from './recut.ts';
import { findCandidates, sameText, type PublishedText, type VerifyIndex, type VersionFacts } from './verify-index.ts';

export type VersionState = 'in-force' | 'replaced' | 'upcoming';

export type VerdictKind =
  'identical-in-force' | 'identical-older' | 'identical-upcoming' | 'identical-but-punctuation' | 'differs' | 'unknown';

/** What of a published text the copy has, where it does not have all. */
export interface Part {
  from: Clause;
  to: Clause;
  /** Whether the first or the last clause of the part is there in part only. */
  isCutAtStart: boolean;
  isCutAtEnd: boolean;
  /** 只有其中第三条至第九条（全文共25条） */
  words: string;
}

export interface Verdict {
  kind: VerdictKind;
  /** The version that it is, or is most like; missing for `unknown`. */
  version: VersionFacts | undefined;
  state: VersionState | undefined;
  /** From the published text to the copy, without what only surrounds the text in either, and within `part` if there is one. */
  comparison: Comparison | undefined;
  /** Places that differ in words (`countDifferences`). */
  differences: number;
  part: Part | undefined;
  /** What stands in the copy before and behind the text, such as a letter; empty where nothing does. */
  extra: { before: string; after: string };
  /** Other versions, of this text or of other associations, that have the same words as the version; of a part, in that part. */
  matches: readonly VersionFacts[];
  /** Where the copy differs from the version: texts of associations that it does not name, but is identical to. */
  identicalElsewhere: readonly VersionFacts[];
  /** Whether the copy names the association of the version. */
  isNamed: boolean;
  /** The verdict in a sentence, and what belongs to it in further ones. */
  headline: string;
  details: readonly string[];
}

/** Looks for the text, has the likeliest versions fetched and judges. `fetchText` gets the `id` of a version. */
export async function verifyCopy(
  index: VerifyIndex,
  copy: string,
  day: IsoDate,
  fetchText: (id: string) => Promise<PublishedText>,
): Promise<Verdict> {
  const candidates = findCandidates(index, copy);
  const texts = await Promise.all(candidates.map(({ id }) => fetchText(id)));
  return judgeCopy(copy, texts, day, (id) => sameText(index, id));
}

/** As judged from these texts alone. `sameTextAs` tells which other versions have the words of one, if more is known of them. */
export function judgeCopy(
  copy: string,
  texts: readonly PublishedText[],
  day: IsoDate,
  sameTextAs: (id: string) => readonly VersionFacts[] = () => [],
): Verdict {
  const { content } = comparable(copy);
  const reason = tooLittle(content);
  if (reason !== undefined) return unknown(reason);
  const judged = closest(readCopy(copy), texts, content)
    .map((text) => judgeOne(copy, content, text, day))
    .toSorted(byFit);
  const best = judged[0];
  if (best === undefined) return unknown(NOTHING_LIKE_IT);
  const whole = best.hasAll ? [] : judged.filter(({ hasAll }) => hasAll).map(({ facts }) => facts);
  const asGood = judged.filter((other) => isAsGood(other, best)).map(({ facts }) => facts);
  const ids = new Set([best.facts.id]);
  const unseen = (all: readonly VersionFacts[]) => all.filter(({ id }) => !ids.has(id) && ids.add(id));
  const matches = unseen([...sameTextAs(best.facts.id), ...asGood]);
  return verdictOf(best, matches, unseen(whole.flatMap((facts) => [facts, ...sameTextAs(facts.id)])));
}

/** Whether the copy is of another text as much as of the best: all of it word for word, or a part. */
function isAsGood(other: Judged, best: Judged): boolean {
  if (best.isWhole) return other.isWhole;
  return best.part !== undefined && other.part !== undefined && best.differences + other.differences === 0;
}

const SHORTEST = 12;
const EMPTY = '没有可以核对的文字。扫描或拍照的文件里没有文字，请改为粘贴。';
const TOO_SHORT = '文字太少，无法核对。';

/** Why a copy is too little to judge; missing where it is enough. */
export function whyNotJudged(copy: string): string | undefined {
  return tooLittle(comparable(copy).content);
}

function tooLittle({ length }: string): string | undefined {
  return length >= SHORTEST ? undefined : length === 0 ? EMPTY : TOO_SHORT;
}

const NOTHING_LIKE_IT = '本站公布的文本里没有与它相近的。这只说明本站没有收录，不说明它不是真的。';

function unknown(headline: string): Verdict {
  return {
    kind: 'unknown',
    version: undefined,
    state: undefined,
    comparison: undefined,
    differences: 0,
    part: undefined,
    extra: { before: '', after: '' },
    matches: [],
    identicalElsewhere: [],
    isNamed: false,
    headline,
    details: [],
  };
}

/** Shares of the version and of the copy that must be common for one to be a copy of the other. */
const SHARE_OF_VERSION = 0.3;
const SHARE_OF_COPY = 0.5;
const FEWEST_COMMON = 6;
const MOST_JUDGED = 4;
const GRAM = 5;

/** The texts that the copy has most of, those whose association it names first. */
function closest(copy: readonly Clause[], texts: readonly PublishedText[], content: string): PublishedText[] {
  const own = sample(copy);
  return texts
    .map((text) => {
      const grams = sample(text.clauses);
      const common = [...grams].filter((gram) => own.has(gram)).length;
      const isOfVersion = common > 0 && common >= grams.size * SHARE_OF_VERSION;
      const isLike = isOfVersion || (common >= own.size * SHARE_OF_COPY && common >= FEWEST_COMMON);
      return { text, common, isLike, isNamed: names(content, text.facts), likeness: common / (own.size + grams.size) };
    })
    .filter(({ isLike }) => isLike)
    .toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed) || b.common - a.common || b.likeness - a.likeness)
    .slice(0, MOST_JUDGED)
    .map(({ text }) => text);
}

/** A quarter of the stretches, the same of every text: enough to tell how much two have in common. */
function sample(clauses: readonly Clause[]): Set<number> {
  return new Set(gramsOf(clauses, GRAM).filter((gram) => gram % 4 === 0));
}

function names(content: string, { association, formerNames }: VersionFacts): boolean {
  return [association, ...formerNames].some((name) => content.includes(comparable(name).content));
}

interface Judged {
  facts: VersionFacts;
  state: VersionState;
  isNamed: boolean;
  comparison: Comparison;
  differences: number;
  part: Part | undefined;
  extra: Verdict['extra'];
  /** Whether all of the text is there, in these words and under these numbers; and whether nothing else is. */
  hasAll: boolean;
  isWhole: boolean;
  isExact: boolean;
}

function judgeOne(copy: string, content: string, text: PublishedText, day: IsoDate): Judged {
  const { facts, clauses } = text;
  const isFrame = frameOf(text);
  const inFrame = (clause: Clause) => clause.label === '' && isFrame(clause.text);
  const published = clauses.filter((clause) => !inFrame(clause));
  const own = withIds(recut(published, readCopy(copy, clauses)).filter((clause) => !inFrame(clause)));
  const whole = compareClauses(published, own);
  const mended = mendEnd(mendEnd(whole.changes, published, 'start'), published, 'end');
  const { changes: inner, extra } = withoutExtra(mended);
  const { changes, part } = partOf(inner, published);
  const headings = whole.headings.filter(({ after }) => part === undefined || after !== undefined);
  const comparison: Comparison = { changes, headings, counts: countKinds(changes) };
  const count = countDifferences(comparison);
  const hasAll = part === undefined && count === 0 && changes.every(({ isRenumbered }) => !isRenumbered);
  const isWhole = hasAll && extra.before === '' && extra.after === '';
  return {
    facts,
    state: stateOn(facts, day),
    isNamed: names(content, facts),
    comparison,
    differences: count,
    part,
    extra,
    hasAll,
    isWhole,
    isExact: isWhole && changes.every(({ isRepunctuated }) => !isRepunctuated),
  };
}

/** Whether the version applies on the day. Of one whose first day is not on record, its own day is taken. */
export function stateOn({ effectiveOn, replacedOn, date }: VersionFacts, day: IsoDate): VersionState {
  if (replacedOn !== undefined && startOf(replacedOn) <= day) return 'replaced';
  return startOf(effectiveOn ?? date) > day ? 'upcoming' : 'in-force';
}

const STATES: readonly VersionState[] = ['in-force', 'replaced', 'upcoming'];

/** What a copy is most likely of: the association it names, the text it has, the version in force, the latest. */
function byFit(a: Judged, b: Judged): number {
  return (
    Number(b.isNamed) - Number(a.isNamed) ||
    Number(b.isExact) - Number(a.isExact) ||
    Number(b.isWhole) - Number(a.isWhole) ||
    a.differences - b.differences ||
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    (a.facts.date < b.facts.date ? 1 : -1)
  );
}

/** Takes away what stands before and behind the text: paragraphs without numbers that the published text does not have. */
function withoutExtra(changes: readonly ClauseChange[]): { changes: ClauseChange[]; extra: Verdict['extra'] } {
  const isMatched = ({ before, after }: ClauseChange) => before !== undefined && after !== undefined;
  const [first, last] = [changes.findIndex(isMatched), changes.findLastIndex(isMatched)];
  const extra: Record<keyof Verdict['extra'], string[]> = { before: [], after: [] };
  const own = changes.filter(({ before, after }, i) => {
    if (before !== undefined || after!.label !== '' || (i > first && i < last)) return true;
    extra[i < first ? 'before' : 'after'].push(after!.text);
    return false;
  });
  return { changes: own, extra: { before: extra.before.join('\n'), after: extra.after.join('\n') } };
}

/** So few missing at the ends are clauses taken away; more are pages that are not there. */
const MOST_TAKEN_AWAY = 1;

/** What the copy has of the text, where it ends before the text does or begins behind its beginning. */
function partOf(
  changes: readonly ClauseChange[],
  published: readonly Clause[],
): { changes: readonly ClauseChange[]; part: Part | undefined } {
  const present = new Set(changes.flatMap(({ before, after }) => (after === undefined ? [] : [before])));
  const first = published.findIndex((clause) => present.has(clause));
  const last = published.findLastIndex((clause) => present.has(clause));
  if (first < 0) return { changes, part: undefined };
  const [from, to] = [published[first]!, published[last]!];
  const isCut = (clause: Clause) => changes.some((change) => change.before === clause && isCutShort(change));
  const [isCutAtStart, isCutAtEnd] = [first > 0 && isCut(from), last < published.length - 1 && isCut(to)];
  const missing = first + published.length - 1 - last;
  if (missing <= MOST_TAKEN_AWAY && !isCutAtStart && !isCutAtEnd) return { changes, part: undefined };
  const gone = new Set([...published.slice(0, first), ...published.slice(last + 1)]);
  return {
    changes: changes.filter(({ before, after }) => after !== undefined || !gone.has(before!)),
    part: { from, to, isCutAtStart, isCutAtEnd, words: partInWords(from, to, published) },
  };
}

function partInWords(from: Clause, to: Clause, published: readonly Clause[]): string {
  const numbered = published.filter(({ label }) => label !== '');
  const unit = numbered.length === 0 ? '段' : numbered[0]!.label.startsWith('第') ? '条' : '项';
  const range = from === to ? clauseName(from) : `${clauseName(from)}至${clauseName(to)}`;
  return `只有其中${range}（全文共${numbered.length || published.length}${unit}）`;
}

/** Fewer characters may be the end of many a clause. */
const LEAST_REST = 4;

/** Where the copy begins or ends within a clause, what it has of that clause is no change of it. */
function mendEnd(
  changes: readonly ClauseChange[],
  published: readonly Clause[],
  end: 'start' | 'end',
): readonly ClauseChange[] {
  const matched = new Set(changes.flatMap(({ before, after }) => (after === undefined ? [] : [before])));
  const present = published.map((clause) => matched.has(clause));
  const inwards = changes.filter(({ after }) => after !== undefined);
  if (end === 'end') inwards.reverse();
  for (const change of inwards) {
    if (change.kind === 'unchanged') break;
    const clause = clauseCutShort(change, published, present, end);
    if (clause === undefined) continue;
    const segments = differences(clause.text, change.after!.text).filter(({ kind }) => kind !== 'changed');
    const cut: ClauseChange = { ...change, kind: 'unchanged', before: clause, segments, words: [] };
    return changes.flatMap((other) => (other === change ? [cut] : other.before === clause ? [] : [other]));
  }
  return changes;
}

/** The clause that the copy has the beginning or the end of here, while it has none of what stands beyond it. */
function clauseCutShort(
  { before, after }: ClauseChange,
  published: readonly Clause[],
  present: readonly boolean[],
  end: 'start' | 'end',
): Clause | undefined {
  const rest = wordsOf(after!).content;
  const isFirst = end === 'start';
  const place =
    before !== undefined
      ? published.indexOf(before)
      : isFirst
        ? present.indexOf(true) - 1
        : present.lastIndexOf(true) + 1;
  const clause = published[place];
  const beyond = isFirst ? present.slice(0, Math.max(0, place)) : present.slice(place + 1);
  if (clause === undefined || rest.length < LEAST_REST || beyond.length === 0 || beyond.includes(true))
    return undefined;
  const { content } = wordsOf(clause);
  if (content.length <= rest.length) return undefined;
  return (isFirst ? content.endsWith(rest) : content.startsWith(rest)) ? clause : undefined;
}

function isCutShort({ kind, before, after }: ClauseChange): boolean {
  return kind === 'unchanged' && wordsOf(before!).content !== wordsOf(after!).content;
}

function verdictOf(
  best: Judged,
  matches: readonly VersionFacts[],
  identicalElsewhere: readonly VersionFacts[],
): Verdict {
  const { facts, state, comparison, differences: count, part, extra, isNamed, isWhole, isExact } = best;
  const identical = {
    'in-force': 'identical-in-force',
    replaced: 'identical-older',
    upcoming: 'identical-upcoming',
  } as const;
  const kind = isExact ? identical[state] : isWhole ? 'identical-but-punctuation' : 'differs';
  return {
    kind,
    version: facts,
    state,
    comparison,
    differences: count,
    part,
    extra,
    matches,
    identicalElsewhere,
    isNamed,
    headline: headlineOf(best),
    details: [
      ...detailsOf(best, matches),
      ...(identicalElsewhere.length === 0
        ? []
        : [`正文与别的文本一致：${identicalElsewhere.map(versionInWords).join('、')}。`]),
    ],
  };
}

function headlineOf({ facts, state, comparison, differences: count, part, extra, isWhole, isExact }: Judged): string {
  const version = versionInWords(facts);
  const standing = stateInWords(facts, state);
  if (isExact) return `与${version}一致，该版${standing}。`;
  if (isWhole) return `除标点和数字的写法外，与${version}一致，该版${standing}。`;
  if (count > 0) return `与${version}有${count}处不同${part === undefined ? '' : `，而且${part.words}`}。`;
  if (part !== undefined) return `${part.words}，与${version}的这一部分一致。`;
  if (extra.before + extra.after !== '') return `${version}的全文都在其中，没有改动；此外还有公布的文本里没有的文字。`;
  return `文字与${version}一致，但${isUnnumbered(comparison) ? '没有编号' : '编号不同'}。`;
}

function detailsOf(
  { facts, state, comparison, part, extra, isNamed, isWhole }: Judged,
  matches: readonly VersionFacts[],
): string[] {
  const isBare = isUnnumbered(comparison);
  return [
    ...comparison.headings.map(({ words }) => `${words}。`),
    ...comparison.changes
      .flatMap(({ words }) => words)
      .filter((words) => !isBare || !words.endsWith(WITHOUT_NUMBER))
      .map((words) => `${words}。`),
    ...(isBare ? ['文中各条都没有编号，可能是复制时丢失的。'] : []),
    ...(part?.isCutAtStart ? [`${clauseName(part.from)}只有后一部分。`] : []),
    ...(part?.isCutAtEnd ? [`${clauseName(part.to)}只有前一部分。`] : []),
    ...(extra.before === '' ? [] : [`正文之前另有文字：${quoted(extra.before)}。`]),
    ...(extra.after === '' ? [] : [`正文之后另有文字：${quoted(extra.after)}。`]),
    ...(isWhole ? [] : [`拿来比较的这一版${stateInWords(facts, state)}。`]),
    ...(isNamed ? [] : [`文中没有出现「${facts.association}」这个名称。`]),
    ...(matches.length === 0 ? [] : [`文字相同的还有：${matches.map(versionInWords).join('、')}。`]),
  ];
}

/** Whether the copy has no numbers at all where the text has some: programs lose those that Word sets by itself. */
function isUnnumbered({ changes }: Comparison): boolean {
  const isLost = changes.some(({ before, after }) => before && after && before.label !== '');
  return isLost && changes.every(({ after }) => after === undefined || after.label === '');
}

/** 澜江省茶叶行业协会《自律规约》2024年3月5日版 */
export function versionInWords({ association, title, date }: VersionFacts): string {
  return `${title.includes(association) ? '' : association}《${title}》${inWords(date)}版`;
}

/** 现行有效; 已于2025年11月1日被替换; … */
export function stateInWords({ effectiveOn, replacedOn, date }: VersionFacts, state: VersionState): string {
  if (state === 'replaced') return `已于${inWords(replacedOn!)}被替换`;
  return state === 'in-force' ? '现行有效' : `自${inWords(effectiveOn ?? date)}起施行，现在还没有施行`;
}
