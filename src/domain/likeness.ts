/**
 * Names on the illegal lists that a hasty reader takes for a registered one: pairs with what tells them apart, never a score.
 * A pair is a proposal until a person confirms it. Two registered names are never held against each other: by these rules
 * every fifth society of national standing has a lawful sibling.
 */
import { namesakeKey } from './name.ts';
import { nameParts, placeOf, type NameParts } from './name-parts.ts';
import { COMMON_WORDS, TELLING_APART } from './name-words.ts';
import { isSamePlace, type PlaceFinder } from './places.ts';

/** What tells two names apart, as data write it. */
export const LIKENESS_REASONS = {
  'same-name': '同名',
  traditional: '繁简',
  homophone: '同音',
  'similar-shape': '形近',
  'one-character': '只差一字',
  'extra-character': '多一字',
  'missing-character': '少一字',
  swapped: '字序颠倒',
  'common-word': '加减常用词',
  place: '地名写法不同',
  prefix: '加减冠名词',
  form: '换了组织类型词',
} as const;
export type LikenessReason = keyof typeof LIKENESS_REASONS;

export interface Likeness {
  /** The first of what tells the names apart. */
  reason: LikenessReason;
  /** All of it, the illegal name's part first: `加减常用词（多「现代」），换了组织类型词（研究会／协会）`. */
  text: string;
}

/** What the rules must be told of characters and places. */
export interface LikenessTables {
  /** The text in simplified characters. */
  simplify: (text: string) => string;
  soundsAlike: (a: string, b: string) => boolean;
  looksAlike: (a: string, b: string) => boolean;
  places: PlaceFinder;
}

interface Difference {
  reason: LikenessReason;
  detail: string;
  /** How much it sets the names apart for a hasty reader. Never shown. */
  weight: number;
}

// Fitted to published lists and to mutated names: what one notices least weighs least.
const WEIGHTS: Readonly<Record<LikenessReason, number>> = {
  'same-name': 0,
  traditional: 0,
  place: 0.2,
  homophone: 0.4,
  'similar-shape': 0.4,
  swapped: 0.6,
  'common-word': 0.6,
  prefix: 0.6,
  form: 0.6,
  'one-character': 1,
  'extra-character': 1,
  'missing-character': 1,
};
/** A common word for another one: two changes in one place. */
const OTHER_COMMON_WORD = 0.8;
/** In a subject of one or two characters another character soon makes another subject. */
const SLIP_IN_SHORT = 1.2;
const SHORT = 3;
const SHORT_NAME = 5;
/** The most that may set two names apart. */
const LIMIT = 1.25;
/** The most where both names say nothing but common words: 中国艺术教育研究院 and 中国教育科学研究院. */
const LIMIT_FOR_COMMON = 0.7;

/** A name made ready for comparing, in simplified characters. */
export interface PreparedName extends NameParts {
  /** Without what typing changes, in the characters it was written in. */
  typed: string;
  key: string;
  /** The core as it is, and without one of the common words in it; found out when first asked for. */
  variants?: readonly Variant[];
}

type Variant = readonly [rest: string, word: string];

/** A likeness, and how much sets the names apart: for finding the nearest, never shown. */
export interface Comparison {
  likeness: Likeness;
  weight: number;
}

/** Why a hasty reader may take the illegal name for the registered one; `undefined` when there is no reason to. */
export function likeness(illegal: string, registered: string, tables: LikenessTables): Likeness | undefined {
  return compareNames(prepareName(illegal, tables), prepareName(registered, tables), tables)?.likeness;
}

export function prepareName(name: string, { simplify, places }: LikenessTables): PreparedName {
  const typed = namesakeKey(name);
  const key = simplify(typed);
  return { typed, key, ...nameParts(key, places) };
}

/** `undefined` when too much sets the names apart, or what tells them apart means another body. */
export function compareNames(
  illegal: PreparedName,
  registered: PreparedName,
  tables: LikenessTables,
): Comparison | undefined {
  const [differences] = [compareParts(illegal, registered, tables), compareAsWritten(illegal, registered, tables)]
    .filter((found) => found !== undefined)
    .toSorted((a, b) => total(a) - total(b));
  if (differences === undefined || total(differences) > limitFor(illegal, registered)) return undefined;
  const words = differences.map(({ reason, detail }) => LIKENESS_REASONS[reason] + (detail && `（${detail}）`));
  return { likeness: { reason: differences[0]!.reason, text: words.join('，') }, weight: total(differences) };
}

function total(differences: readonly Difference[]): number {
  return differences.reduce((sum, { weight }) => sum + weight, 0);
}

function limitFor(a: PreparedName, b: PreparedName): number {
  return isCommon(a.core) && isCommon(b.core) ? LIMIT_FOR_COMMON : LIMIT;
}

function isCommon(core: string): boolean {
  return core !== '' && COMMON_WORDS.words.reduce((rest, word) => rest.replaceAll(word, ''), core) === '';
}

function compareParts(a: PreparedName, b: PreparedName, tables: LikenessTables): Difference[] | undefined {
  if (!isSamePlace(a.places, b.places)) return undefined;
  const differences = compareCores(a, b, tables);
  if (differences === undefined) return undefined;
  const [placeOfA, placeOfB] = [placeOf(a), placeOf(b)];
  if (placeOfA !== placeOfB) differences.push(difference('place', change(placeOfA, placeOfB)));
  if (a.prefix !== b.prefix) differences.push(difference('prefix', change(a.prefix, b.prefix)));
  if (a.form !== b.form) differences.push(difference('form', change(a.form, b.form)));
  // The same parts in another order: 澜江中华…, 中华澜江….
  return differences.length > 0 ? differences : [difference('place')];
}

/** The same name, or one with a slip in a place, a prefix or a form: the slip hides the part. */
function compareAsWritten(a: PreparedName, b: PreparedName, tables: LikenessTables): Difference[] | undefined {
  if (a.key === b.key) return [difference(a.typed === b.typed ? 'same-name' : 'traditional')];
  if (Math.min(a.key.length, b.key.length) < SHORT_NAME) return undefined;
  const [placeOfA, placeOfB] = [placeOf(a), placeOf(b)];
  const isHidden = isSamePlace(a.places, b.places)
    ? placeOfA !== placeOfB || a.prefix !== b.prefix || a.form !== b.form
    : placeOfA.length < placeOfB.length && placeOfB.startsWith(placeOfA);
  return isHidden ? slip(a.key, b.key, tables) : undefined;
}

function compareCores(a: PreparedName, b: PreparedName, tables: LikenessTables): Difference[] | undefined {
  if (a.core === b.core) return a.core === '' && a.places.length === 0 ? undefined : [];
  if (a.core === '' || b.core === '') return undefined;
  const slipped = slip(a.core, b.core, tables);
  if (slipped) {
    const isShort = Math.min(a.core.length, b.core.length) < SHORT && total(slipped) === 1;
    return isShort ? slipped.map((one) => ({ ...one, weight: SLIP_IN_SHORT })) : slipped;
  }
  let lightest: Difference[] | undefined;
  for (const [restOfA, wordOfA] of variantsOf(a)) {
    for (const [restOfB, wordOfB] of variantsOf(b)) {
      if (wordOfA === wordOfB) continue;
      const rest = restOfA === restOfB ? [] : slip(restOfA, restOfB, tables);
      if (rest === undefined || total(rest) >= 1) continue;
      const word = difference('common-word', change(wordOfA, wordOfB));
      const found = [...rest, wordOfA === '' || wordOfB === '' ? word : { ...word, weight: OTHER_COMMON_WORD }];
      if (lightest === undefined || total(found) < total(lightest)) lightest = found;
    }
  }
  return lightest;
}

/** What a name is about, as it is and without each common word in it. */
export function coreRests(name: PreparedName): string[] {
  return variantsOf(name).map(([rest]) => rest);
}

function variantsOf(parts: PreparedName): readonly Variant[] {
  const { core } = parts;
  parts.variants ??= [
    [core, ''],
    ...COMMON_WORDS.words
      .filter((word) => core.length - word.length > 1 && core.includes(word))
      .map((word): Variant => [core.replace(word, ''), word]),
  ];
  return parts.variants;
}

/** The one slip by which the texts differ, or two that ear or eye pass over; `undefined` for more. */
function slip(a: string, b: string, tables: LikenessTables): Difference[] | undefined {
  if (Math.abs(a.length - b.length) > 2) return undefined;
  const [as, bs] = [[...a], [...b]];
  if (Math.abs(as.length - bs.length) > 1) return undefined;
  let start = 0;
  while (start < as.length && as[start] === bs[start]) start++;
  let end = 0;
  while (end < Math.min(as.length, bs.length) - start && as.at(-1 - end) === bs.at(-1 - end)) end++;
  const mine = as.slice(start, as.length - end);
  const theirs = bs.slice(start, bs.length - end);
  if (as.length !== bs.length) return mine.length + theirs.length === 1 ? oneMore(mine, theirs) : undefined;
  if (mine.length === 2 && mine[0] === theirs[1] && mine[1] === theirs[0])
    return [difference('swapped', change(mine.join(''), theirs.join('')))];
  const changes: Difference[] = [];
  for (const [i, character] of mine.entries()) {
    if (character === theirs[i]) continue;
    const changed = otherCharacter(character, theirs[i]!, tables);
    if (changed === undefined) return undefined;
    changes.push(changed);
    // Of a text of slips alone nothing is left.
    if (changes.length === as.length || total(changes) > 1) return undefined;
  }
  return changes;
}

function oneMore([mine]: readonly string[], [theirs]: readonly string[]): Difference[] | undefined {
  const character = mine ?? theirs!;
  if (TELLING_APART.some(({ characters, isAdded }) => isAdded && characters.includes(character))) return undefined;
  return [difference(mine === undefined ? 'missing-character' : 'extra-character', character)];
}

function otherCharacter(mine: string, theirs: string, tables: LikenessTables): Difference | undefined {
  if (TELLING_APART.some(({ characters }) => characters.includes(mine) && characters.includes(theirs)))
    return undefined;
  const { soundsAlike, looksAlike } = tables;
  const reason = soundsAlike(mine, theirs) ? 'homophone' : looksAlike(mine, theirs) ? 'similar-shape' : 'one-character';
  return difference(reason, change(mine, theirs));
}

function difference(reason: LikenessReason, detail = ''): Difference {
  return { reason, detail, weight: WEIGHTS[reason] };
}

/** What the illegal name has, and what stands there in the registered one. */
function change(mine: string, theirs: string): string {
  if (theirs === '') return `多「${mine}」`;
  return mine === '' ? `少「${theirs}」` : `${mine}／${theirs}`;
}
