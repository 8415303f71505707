/** Where a sentence says what a phrase describes. */
import type { Phrase, PhraseStep } from '../domain/phrases.ts';
import { firstBehind, isRuledOutAfter, negationOf, type Negation } from './negation.ts';

export interface Read {
  /** The folded sentence. */
  readonly text: string;
  readonly negations: readonly Negation[];
  /** Where the words begin that a list of misdeeds rules out (本会杜绝下列行为：); nothing where there is none. */
  readonly ruledOutFrom: number | undefined;
}

export interface Occurrence {
  /** In the folded sentence, from its negation on. */
  readonly start: number;
  readonly end: number;
  /** Weakened by its negation (减少, 避免). */
  readonly isSoft: boolean;
  /** Ruled out only by the lead-in of the list that it stands in. */
  readonly isListed: boolean;
}

/** The words found so far. */
interface Path extends Occurrence {
  readonly isNegative: boolean;
  /** Wants a negation and has none before it: one must follow behind the last word (强制入会，一律禁止). */
  readonly isOpen: boolean;
}

/** Every place where the sentence says it, whoever says so. */
export function occurrences(phrase: Phrase, read: Read): Occurrence[] {
  if (!phrase.every(({ words }) => words.some((word) => read.text.includes(word)))) return [];
  let paths: Path[] | undefined;
  for (const step of phrase) {
    const places = step.words.flatMap((word) => placesOf(word, read.text));
    const before = paths && new Map(paths.map((path) => [path.end, path]));
    paths = places.flatMap((place) => pathTo(place, step, read, before));
    if (paths.length === 0) return [];
  }
  return (paths ?? []).filter((path) =>
    path.isNegative ? !path.isOpen || isRuledOutAfter(read.text, path.end) : !isContradicted(path, read),
  );
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function placesOf(word: string, text: string): Place[] {
  const found: Place[] = [];
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
    const end = start + word.length;
    // 会费以外的费用 are no dues, and 培训费 is no training.
    if (!/^(?:以外|之外|外的|费(?!用))/.test(text.slice(end))) found.push({ start, end });
  }
  return found;
}

/** The path that the word at `place` makes or lengthens, with the nearest of the words `before`. */
function pathTo(place: Place, step: PhraseStep, read: Read, before: ReadonlyMap<number, Path> | undefined): Path[] {
  const next = step.isNegated
    ? negated(place, read)
    : { ...place, isSoft: false, isListed: false, isNegative: false, isOpen: false };
  if (next === undefined) return [];
  if (before === undefined) return [next];
  const longest = step.mayCrossComma ? LONGEST_WIDE_GAP : LONGEST_GAP;
  for (let gap = 0; gap <= longest; gap++) {
    const path = before.get(place.start - gap);
    if (path === undefined || !isWithinReach(path.end, next.start, place.start, step.mayCrossComma, read)) continue;
    return [
      {
        start: path.start,
        end: place.end,
        isSoft: path.isSoft || next.isSoft,
        isListed: path.isListed || next.isListed,
        isNegative: path.isNegative || next.isNegative,
        isOpen: path.isOpen || next.isOpen,
      },
    ];
  }
  return [];
}

/** The word with its negation: before it, in the lead-in of its list, or still to come. */
function negated({ start, end }: Place, { text, negations, ruledOutFrom }: Read): Path | undefined {
  const negation = negationOf(text, negations, start);
  if (negation?.kind === 'denial') return undefined;
  const path = { start, end, isSoft: false, isListed: false, isNegative: true, isOpen: false };
  if (negation !== undefined) return { ...path, start: negation.start, isSoft: negation.kind === 'soft' };
  const isListed =
    ruledOutFrom !== undefined &&
    start >= ruledOutFrom &&
    firstBehind(negations, ruledOutFrom) === firstBehind(negations, start);
  return isListed ? { ...path, isListed } : { ...path, isOpen: true };
}

/** Most characters between two groups of a phrase, and where commas may stand between them. */
const LONGEST_GAP = 16;
const LONGEST_WIDE_GAP = 40;

/** The next item of a list has a verb of its own: 强制收费、为企业办理入会. */
const NEXT_ITEM = /、(?:为|提供|开展|办理|加强|规范|公开|举办|维护|做好|坚持)[^、]*$/;

/** Whether a group at `at`, with its negation from `next` on, goes with words that end at `from`. */
function isWithinReach(
  from: number,
  next: number,
  at: number,
  mayCrossComma: boolean,
  { text, negations }: Read,
): boolean {
  if (next < from) return false;
  const between = text.slice(from, at);
  if (mayCrossComma) return true;
  if (/[，：]/.test(between) || NEXT_ITEM.test(between)) return false;
  return negations
    .slice(firstBehind(negations, from), firstBehind(negations, next))
    .every(({ kind }) => kind === 'void');
}

/** Most characters between a negation and what it turns into its contrary: 不实行入会自愿. */
const CONTRADICTION_REACH = 8;

function isContradicted({ start, end }: Path, { text, negations, ruledOutFrom }: Read): boolean {
  const negation = negationOf(text, negations, start);
  if (negation !== undefined)
    return start - negation.end <= CONTRADICTION_REACH && !text.slice(negation.end, start).includes('、');
  return (ruledOutFrom !== undefined && start >= ruledOutFrom) || isRuledOutAfter(text, end);
}
