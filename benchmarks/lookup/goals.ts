/** What the look-up must reach, by size of the list (the table), held against what was measured. */
import type { Score } from './engine.ts';
import type { BuiltIndex } from './build-index.ts';
import type { ColdCost, ExactPath, Refusals } from './measure.ts';

export interface Measured {
  readonly size: number;
  readonly scores: readonly Score[];
  readonly exact: ExactPath;
  readonly refusals: Refusals;
  readonly cold: ColdCost;
  readonly index: BuiltIndex;
  /** Seconds of the whole build of a sample of this size, where it was asked for. */
  readonly wholeBuildSeconds: number | undefined;
}

export interface Row {
  readonly title: string;
  readonly goal: string;
  readonly measured: string;
  readonly passes: boolean;
}

/** For at most 10,000 names, at most 100,000, more. */
type BySize<T> = readonly [small: T, middle: T, large: T];

interface RecallGoal {
  readonly title: string;
  readonly classes: readonly string[];
  readonly by: 'first' | 'ten' | 'ok';
  /** Percent, for each of the classes. */
  readonly least: BySize<number>;
}

const RECALL: readonly RecallGoal[] = [
  {
    title: 'exact, traditional and simplified, width and blanks; code (first)',
    classes: ['exact', 'traditional', 'taiwan', 'simplified', 'width', 'code', 'code-spaced', 'code-wide'],
    by: 'first',
    least: [100, 100, 100],
  },
  {
    title: 'part of 2 to 6 characters (or all ten contain it)',
    classes: ['part-2', 'part-3', 'part-4', 'part-5', 'part-6'],
    by: 'ok',
    least: [100, 100, 100],
  },
  {
    title: 'one wrong, extra, missing, swapped, look-alike, homophone',
    classes: ['wrong', 'extra', 'missing', 'swapped', 'look-alike', 'homophone'],
    by: 'ten',
    least: [99, 98, 97],
  },
  { title: 'two homophones', classes: ['two-homophones'], by: 'ten', least: [98, 96, 94] },
  { title: 'two words in any order (or all ten contain both)', classes: ['words'], by: 'ok', least: [98, 90, 85] },
  { title: 'abbreviation of 3 characters and more', classes: ['abbreviation-3'], by: 'ten', least: [97, 94, 88] },
  { title: 'abbreviation of 2 characters', classes: ['abbreviation-2'], by: 'ten', least: [93, 75, 60] },
  { title: 'official short name, not in the list', classes: ['short-unlisted'], by: 'ten', least: [90, 88, 86] },
  { title: 'official short name, in the list', classes: ['short-listed'], by: 'ten', least: [100, 100, 100] },
  { title: 'pinyin and initials of the whole name', classes: ['pinyin', 'initials'], by: 'ten', least: [99, 98, 97] },
  {
    title: 'pinyin from the middle (or all ten have it)',
    classes: ['pinyin-middle', 'initials-middle'],
    by: 'ok',
    least: [98, 60, 50],
  },
];

const COLD_KILOBYTES: BySize<number> = [120, 140, 170];
const COLD_REQUESTS: BySize<number> = [4, 9, 9];
const INDEX_MEGABYTES: BySize<number> = [300, 500, 2000];
const INDEX_SHARE: BySize<number> = [15, 25, 25];

/** A line for every line of the table that was measured. */
export function judge(measured: Measured): Row[] {
  const column = measured.size <= 10_000 ? 0 : measured.size <= 100_000 ? 1 : 2;
  return [
    ...exactRows(measured),
    ...RECALL.flatMap((goal) => recallRow(goal, measured.scores, goal.least[column])),
    illegalRow(measured.refusals),
    costRow(measured.cold, COLD_KILOBYTES[column], COLD_REQUESTS[column]),
    ...indexRows(measured, INDEX_MEGABYTES[column], INDEX_SHARE[column]),
  ];
}

function exactRows({ size, exact, refusals }: Measured): Row[] {
  const accepted = exact.accepted.length + refusals.accepted.length;
  return [
    row(
      'every registered name by the exact path',
      '100 %',
      `${size - exact.missed.length} of ${size}`,
      exact.missed.length === 0,
    ),
    row('invented names accepted', '0', `${accepted} of ${exact.invented + refusals.invented}`, accepted === 0),
  ];
}

function recallRow({ title, classes, by, least }: RecallGoal, scores: readonly Score[], goal: number): Row[] {
  const asked = scores.filter(({ id, asked: count }) => classes.includes(id) && count > 0);
  if (asked.length === 0) return [];
  const passes = asked.every((score) => score[by] * 100 >= goal);
  const sign = least.every((each) => each === 100) ? '' : '≥ ';
  return [row(title, `${sign}${goal} %`, asked.map((score) => percent(score[by])).join(' / '), passes)];
}

function illegalRow({ illegal, shownAsRegistered, notShown }: Refusals): Row {
  const measured = `${shownAsRegistered.length}; ${notShown.length} (of ${illegal})`;
  const title = 'illegal names shown as registered; not shown as illegal (namesakes: as both)';
  return row(title, '0; 0', measured, shownAsRegistered.length + notShown.length === 0);
}

function costRow({ bytes, requests }: ColdCost, kilobytes: number, most: number): Row {
  return row(
    'first answer cold, files of the index: KB p95 / requests p95',
    `≤ ${kilobytes} / ${most}`,
    `${(bytes.p95 / 1000).toFixed(0)} / ${requests.p95}`,
    bytes.p95 <= kilobytes * 1000 && requests.p95 <= most,
  );
}

function indexRows({ index, wholeBuildSeconds }: Measured, megabytes: number, share: number): Row[] {
  const memory = `${index.peakMegabytes.toFixed(0)} (the names ${index.namesMegabytes.toFixed(0)})`;
  const rows = [row('index built: peak MB of its process', `≤ ${megabytes}`, memory, index.peakMegabytes <= megabytes)];
  if (wholeBuildSeconds === undefined) return rows;
  const measured = (index.seconds / wholeBuildSeconds) * 100;
  return [
    ...rows,
    row('index built: share of the whole build', `≤ ${share} %`, `${measured.toFixed(0)} %`, measured <= share),
  ];
}

function row(title: string, goal: string, measured: string, passes: boolean): Row {
  return { title, goal, measured, passes };
}

/** In percent, with one digit where there is one. */
export function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}
