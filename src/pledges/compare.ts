/** Two texts clause by clause: what stayed, what changed and how, what came, what went, and what only moved. */
import { diffArrays } from 'diff';
import { clauseName, wordsOf, type Clause } from './clauses.ts';
import { hash } from './grams.ts';
import { differences, inSentences, quoted, type Segment } from './differences.ts';
import { comparable, type Comparable } from './plain-text.ts';

export const CHANGE_KINDS = ['unchanged', 'changed', 'added', 'removed', 'moved', 'moved-and-changed'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ClauseChange {
  kind: ChangeKind;
  /** Missing for what was added. */
  before: Clause | undefined;
  /** Missing for what was removed. */
  after: Clause | undefined;
  /** Both readings side by side; one whole stretch where only one side is there. */
  segments: readonly Segment[];
  /** The clause has another number, or its items have. No change of content. */
  isRenumbered: boolean;
  /** Marks differ. No change of content. */
  isRepunctuated: boolean;
  /** The change in Chinese, sentences without their end; empty where nothing is to be told. */
  words: readonly string[];
}

/** A heading that came (`before` missing), went or was reworded. The numbers of chapters make no difference. */
export interface HeadingChange {
  before: string | undefined;
  after: string | undefined;
  words: string;
}

export interface Comparison {
  /** In the order of the later text; what was removed comes where it stood. */
  changes: readonly ClauseChange[];
  headings: readonly HeadingChange[];
  counts: Readonly<Record<ChangeKind, number>>;
}

/** Compares the clauses of two texts. Turned round, it counts the same, what was added as removed and the other way. */
export function compareClauses(before: readonly Clause[], after: readonly Clause[]): Comparison {
  const [a, b] = [before.map(wordsOf), after.map(wordsOf)];
  const pairs = pairUp(a, b);
  const staying = new Set(heaviestChain(pairs, a, b));
  const partners = new Map(pairs.map((pair) => [pair.j, pair]));
  const paired = new Set(pairs.map(({ i }) => i));
  const gone = before.map((clause, i) => ({ clause, i })).filter(({ i }) => !paired.has(i));
  const changes: ClauseChange[] = [];
  const tellGone = (until: number) => {
    while (gone.length > 0 && gone[0]!.i < until) changes.push(oneSided(gone.shift()!.clause, undefined));
  };
  for (const [j, clause] of after.entries()) {
    const pair = partners.get(j);
    if (pair === undefined) {
      changes.push(oneSided(undefined, clause));
      continue;
    }
    const isStaying = staying.has(pair);
    if (isStaying) tellGone(pair.i);
    const neighbour = partners.get(j - 1);
    const place = isStaying ? undefined : placeOf(neighbour && before[neighbour.i], after[j - 1]);
    changes.push(twoSided(before[pair.i]!, clause, place));
  }
  tellGone(before.length);
  return { changes, headings: compareHeadings(before, after), counts: countKinds(changes) };
}

/**
 * Places that differ in words: each change inside a clause, each clause that came, went or moved, each heading. Numbers and
 * marks alone make none.
 */
export function countDifferences({ changes, headings }: Pick<Comparison, 'changes' | 'headings'>): number {
  const places = changes.map(({ kind, segments }) => {
    if (kind === 'unchanged') return 0;
    const inside = segments.filter((segment) => segment.kind === 'changed').length;
    return kind === 'changed' ? inside : kind === 'moved-and-changed' ? inside + 1 : 1;
  });
  return places.reduce((sum, count) => sum + count, headings.length);
}

export function countKinds(changes: readonly ClauseChange[]): Record<ChangeKind, number> {
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  for (const { kind } of changes) counts[kind]++;
  return counts;
}

function oneSided(before: Clause | undefined, after: Clause | undefined): ClauseChange {
  const clause = (before ?? after)!;
  const [kind, verb] = before === undefined ? (['added', '新增'] as const) : (['removed', '删去'] as const);
  return {
    kind,
    before,
    after,
    segments: [{ kind: 'changed', before: before?.text ?? '', after: after?.text ?? '' }],
    isRenumbered: false,
    isRepunctuated: false,
    words: [`${verb}${clauseName(clause)}：${quoted(clause.text)}`],
  };
}

/** Where a clause has moved to: behind the clause that now stands before it, by the name that one had. */
function placeOf(neighbour: Clause | undefined, previous: Clause | undefined): string {
  if (previous === undefined) return '移到最前';
  return neighbour === undefined ? `移到新增的${clauseName(previous)}之后` : `移到原${clauseName(neighbour)}之后`;
}

/** `place` tells where a clause has moved; missing for one that stayed. */
function twoSided(before: Clause, after: Clause, place: string | undefined): ClauseChange {
  const [wordsBefore, wordsAfter] = [wordsOf(before), wordsOf(after)];
  const isChanged = wordsBefore.content !== wordsAfter.content;
  const isSame = wordsBefore.printed === wordsAfter.printed;
  const segments: readonly Segment[] = isSame
    ? [{ kind: 'same', before: before.text, after: after.text }]
    : differences(before.text, after.text);
  const has = (kind: Segment['kind']) => segments.some((segment) => segment.kind === kind);
  const hasOtherNumber = before.number !== after.number;
  const name = clauseName(after.label === '' ? before : after);
  const words = inSentences(segments).map((sentence) => `${name}：${sentence}`);
  if (place !== undefined) {
    words.unshift(`${clauseName(before)}${place}${hasOtherNumber ? `，改为${clauseName(after)}` : ''}`);
  } else if (hasOtherNumber) words.unshift(renumbered(before, after));
  return {
    kind: place === undefined ? (isChanged ? 'changed' : 'unchanged') : isChanged ? 'moved-and-changed' : 'moved',
    before,
    after,
    segments,
    isRenumbered: hasOtherNumber || has('numbering'),
    isRepunctuated: isChanged ? has('punctuation') : wordsBefore.numbered === wordsAfter.numbered && !isSame,
    words,
  };
}

/** How the words end that tell of a clause whose number is gone. */
export const WITHOUT_NUMBER = '没有编号';

function renumbered(before: Clause, after: Clause): string {
  if (after.label === '') return `${clauseName(before)}${WITHOUT_NUMBER}`;
  return before.label === ''
    ? `${clauseName(before)}编为${clauseName(after)}`
    : `${clauseName(before)}改为${clauseName(after)}`;
}

/** Pairs of neighbouring characters, as numbers. */
function pairsIn(content: string): Set<number> {
  const pairs = new Set<number>();
  for (let i = 0; i + 1 < content.length; i++) pairs.add(content.charCodeAt(i) * 0x10000 + content.charCodeAt(i + 1));
  return pairs;
}

/** Clause `i` of the earlier text is clause `j` of the later one. */
interface Pair {
  i: number;
  j: number;
}

/** Alike enough to be one clause wherever it stands, and in its place between the same neighbours. */
const ALIKE = 0.6;
const ALIKE_IN_PLACE = 0.4;

/** Which clause became which: equal ones first, then alike ones, then somewhat alike ones between the same neighbours. */
function pairUp(a: readonly Comparable[], b: readonly Comparable[]): Pair[] {
  const pairs = equalPairs(a, b);
  pairs.push(...alikePairs(a, b, pairs, ALIKE, () => true));
  const chain = heaviestChain(pairs, a, b).toSorted((x, y) => x.i - y.i);
  const gapOfA = (i: number) => chain.findIndex((pair) => pair.i > i);
  const gapOfB = (j: number) => chain.findIndex((pair) => pair.j > j);
  pairs.push(...alikePairs(a, b, pairs, ALIKE_IN_PLACE, (i, j) => gapOfA(i) === gapOfB(j)));
  return pairs;
}

/** Clauses of one content; where several have it, the first with the first, the second with the second. */
function equalPairs(a: readonly Comparable[], b: readonly Comparable[]): Pair[] {
  const places = Map.groupBy(b.keys(), (j) => b[j]!.content);
  const queues = new Map([...places].map(([content, all]) => [content, all.values()]));
  return a.flatMap(({ content }, i) => {
    const j = queues.get(content)?.next().value;
    return j === undefined ? [] : [{ i, j }];
  });
}

function alikePairs(
  a: readonly Comparable[],
  b: readonly Comparable[],
  paired: readonly Pair[],
  least: number,
  mayPair: (i: number, j: number) => boolean,
): Pair[] {
  const takenA = new Set(paired.map(({ i }) => i));
  const takenB = new Set(paired.map(({ j }) => j));
  const scored = likenesses(a, b, takenA, takenB, least).filter(({ i, j }) => mayPair(i, j));
  // Ties are broken by what is the same from either side.
  scored.sort((x, y) => y.score - x.score || Math.abs(x.i - x.j) - Math.abs(y.i - y.j) || x.i + x.j - y.i - y.j);
  const found: Pair[] = [];
  for (const { i, j } of scored) {
    if (takenA.has(i) || takenB.has(j)) continue;
    takenA.add(i);
    takenB.add(j);
    found.push({ i, j });
  }
  const same = Map.groupBy(found, ({ i, j }) => `${a[i]!.content}\0${b[j]!.content}`);
  return [...same.values()].flatMap(inOrder);
}

/** The first with the first, the second with the second: of clauses that say the same none need have moved. */
function inOrder(pairs: readonly Pair[]): Pair[] {
  const places = pairs.map(({ j }) => j).toSorted((x, y) => x - y);
  return pairs.toSorted((x, y) => x.i - y.i).map(({ i }, k) => ({ i, j: places[k]! }));
}

/** Dice's coefficient of their pairs of characters, for all of which it is at least `least`. */
function likenesses(
  a: readonly Comparable[],
  b: readonly Comparable[],
  takenA: ReadonlySet<number>,
  takenB: ReadonlySet<number>,
  least: number,
): (Pair & { score: number })[] {
  const holders = new Map<number, number[]>();
  const sizes = new Uint32Array(b.length);
  for (const [j, { content }] of b.entries()) {
    if (takenB.has(j)) continue;
    const grams = pairsIn(content);
    sizes[j] = grams.size;
    for (const gram of grams) {
      const all = holders.get(gram);
      if (all === undefined) holders.set(gram, [j]);
      else all.push(j);
    }
  }
  const shared = new Uint32Array(b.length);
  const found: (Pair & { score: number })[] = [];
  for (const [i, { content }] of a.entries()) {
    if (takenA.has(i)) continue;
    const grams = pairsIn(content);
    shared.fill(0);
    for (const gram of grams) for (const j of holders.get(gram) ?? []) shared[j]!++;
    for (const [j, count] of shared.entries()) {
      const score = count === 0 ? 0 : (2 * count) / (grams.size + sizes[j]!);
      if (score >= least) found.push({ i, j, score });
    }
  }
  return found;
}

/**
 * The clauses that keep their order: the most that do, and of as many the longest. What is not among them has moved, so that
 * the fewest and shortest clauses are said to.
 */
function heaviestChain(pairs: readonly Pair[], a: readonly Comparable[], b: readonly Comparable[]): Pair[] {
  const sorted = pairs.toSorted((x, y) => x.i - y.i);
  if (sorted.every(({ j }, k) => k === 0 || sorted[k - 1]!.j < j)) return sorted;
  const best: { weight: number; from: number }[] = [];
  for (const [k, { i, j }] of sorted.entries()) {
    let [weight, from] = [0, -1];
    for (let m = 0; m < k; m++) if (sorted[m]!.j < j && best[m]!.weight > weight) [weight, from] = [best[m]!.weight, m];
    best.push({ weight: weight + weightOf(a[i]!.content, b[j]!.content), from });
  }
  const chain: Pair[] = [];
  let at = best.reduce((top, { weight }, k) => (weight > (best[top]?.weight ?? 0) ? k : top), -1);
  for (; at >= 0; at = best[at]!.from) chain.push(sorted[at]!);
  return chain;
}

/** One clause outweighs any difference in length; of equal lengths the content decides, the same from either side. */
function weightOf(before: string, after: string): number {
  return 1e6 + before.length + after.length + (hash(before) + hash(after)) / 2 ** 33;
}

/** The headings in their order, chapter numbers left out. */
function headingsOf(clauses: readonly Clause[]): { text: string; content: string }[] {
  const found: { text: string; content: string }[] = [];
  let open: readonly string[] = [];
  for (const { path } of clauses) {
    const from = path.findIndex((heading, i) => heading !== open[i]);
    if (from >= 0) found.push(...path.slice(from).map((text) => ({ text, content: headingContent(text) })));
    open = path;
  }
  return found;
}

/** What a heading says, without its number. */
export function headingContent(heading: string): string {
  return comparable(
    heading.replace(/^第\s*[〇零一二三四五六七八九十百\d０-９\s]+[编章节]\s*/u, '').replace(/^[\d０-９]{1,2}\s+/, ''),
  ).content;
}

function compareHeadings(before: readonly Clause[], after: readonly Clause[]): HeadingChange[] {
  const [a, b] = [headingsOf(before), headingsOf(after)];
  const parts = diffArrays(
    a.map(({ content }) => content),
    b.map(({ content }) => content),
  );
  const changes: HeadingChange[] = [];
  let [i, j] = [0, 0];
  let [gone, come]: [string[], string[]] = [[], []];
  const tell = () => {
    for (let k = 0; k < Math.max(gone.length, come.length); k++) changes.push(headingChange(gone[k], come[k]));
    [gone, come] = [[], []];
  };
  for (const { added, removed, count } of parts) {
    if (added) come.push(...b.slice(j, j + count).map(({ text }) => text));
    else if (removed) gone.push(...a.slice(i, i + count).map(({ text }) => text));
    else tell();
    if (!added) i += count;
    if (!removed) j += count;
  }
  tell();
  return changes;
}

function headingChange(before: string | undefined, after: string | undefined): HeadingChange {
  if (before === undefined) return { before, after, words: `新增标题${quoted(after!)}` };
  if (after === undefined) return { before, after, words: `删去标题${quoted(before)}` };
  return { before, after, words: `标题${quoted(before)}改为${quoted(after)}` };
}
