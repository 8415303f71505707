/** How well a name answers a query. One scorer for the browser and the command line; pure. */
import type { Cut } from './keys.ts';
import { lookupKey } from './normalise.ts';
import { splitPinyin, type SoundTable } from './sound.ts';
import { ALIKE, type SlipMeter } from './slips.ts';
import { RULES, type Rule } from './types.ts';

/** A query made ready once for many names. */
export interface Query {
  /** Normalised, blanks taken out. */
  key: string;
  /** The words it was typed in, normalised. */
  words: readonly string[];
  /** A query of Latin letters alone, without tones; empty for any other. */
  letters: string;
  /** Ways to read the letters as syllables, the last of which may be unfinished. */
  readings: readonly (readonly string[])[];
}

export interface Score {
  rule: Rule;
  /** Smaller is better among names of one rule. */
  cost: number;
}

export function queryOf(text: string): Query {
  const words = text
    .normalize('NFKC')
    .split(/[\s\p{P}\p{S}]+/u)
    .map(lookupKey)
    .filter((word) => word !== '');
  const key = lookupKey(text);
  const plain = /\p{Script=Han}/u.test(key) ? '' : withoutTones(text);
  const letters = /^[a-z]{2,}$/.test(plain) ? plain : '';
  return { key, words, letters, readings: splitPinyin(letters) };
}

function withoutTones(text: string): string {
  return lookupKey(text.normalize('NFKC').replaceAll('ü', 'v').normalize('NFD').replace(/\p{M}/gu, ''));
}

/** Slips that cost more than this for every character of the query are none. */
const SLIP_SHARE = 0.25;
const SLIPS_MOST = 3;
/** A part that was typed with a slip ranks behind a whole name with the same slip. */
const PART = 0.3;

/**
 * How a name answers without a slip; `undefined` when it does not.
 *
 * @param common characters of the query that the name has
 */
export function scoreWhole(query: Query, name: Cut, common: number, sounds: SoundTable): Score | undefined {
  const { key } = query;
  if (query.letters !== '' && common < key.length) return scorePinyin(query, name, sounds);
  if (common < key.length) return undefined;
  if (name.key === key) return { rule: 'exact', cost: 0 };
  if (name.key.includes(key)) return { rule: 'contained', cost: name.key.length - key.length };
  if (query.words.length > 1 && wordsIn(query, name.key).length > 0)
    return { rule: 'words', cost: name.key.length - key.length };
  if (key.length < 2) return undefined;
  const abbreviation = abbreviationOf(key, name);
  return abbreviation && { rule: 'abbreviation', cost: abbreviation.cost };
}

/** Shorter queries typed without a blank are one word. */
const TWO_WORDS = 4;

/** The words that stand in the name, in whatever order: those typed, or two halves of a query without blanks. None unless all do. */
export function wordsIn({ key, words }: Query, name: string): readonly string[] {
  if (words.length > 1) return words.every((word) => name.includes(word)) ? words : [];
  for (let at = 2; at + 2 <= key.length && key.length >= TWO_WORDS; at++) {
    const halves = [key.slice(0, at), key.slice(at)];
    if (halves.every((half) => name.includes(half))) return halves;
  }
  return [];
}

/** How a name answers that has two halves of a query without blanks, in whatever order. */
export function scoreParts(query: Query, name: Cut, common: number): Score | undefined {
  if (query.words.length > 1 || common < query.key.length || wordsIn(query, name.key).length === 0) return undefined;
  return { rule: 'parts', cost: name.key.length - query.key.length };
}

/** What a name has of a query. */
export interface Share {
  /** How many of the query's characters it has. */
  common: number;
  /** No slips between the two cost less. */
  least: number;
}

/** Every character that the name lacks costs something. */
export function leastSlips({ key }: Query, common: number): number {
  return (key.length - common) * ALIKE - 1e-9;
}

/** Whether a name that is no whole answer may still be one, with slips or because it shares much. */
export function mayScore(query: Query, common: number, least: number): boolean {
  return least <= slipLimit(query) || common >= query.key.length * OVERLAP_COMMON;
}

/** The dearest slips that still make a name an answer. */
export function slipLimit({ key, letters }: Query): number {
  if (letters !== '') return 0;
  return Math.max(key.length < 3 ? ALIKE : 1, Math.min(SLIPS_MOST, key.length * SLIP_SHARE));
}

/**
 * How a name answers with slips of the pen that cost no more than the limit.
 */
export function scoreSlips(
  { key }: Query,
  name: Cut,
  { common, least }: Share,
  meter: SlipMeter,
  limit: number,
): Score | undefined {
  if (least > limit) return undefined;
  // What sounds alike shares no character, but of a longer name at least a third is right.
  if (key.length >= 4 && common * 3 < key.length) return undefined;
  let cost = meter.cost(name.key, false, limit);
  if (cost > ALIKE && key.length >= 3 && name.key.length >= key.length) {
    const more = PART + (name.key.length - key.length) * 0.001;
    cost = Math.min(cost, meter.cost(name.key, true, limit - more) + more);
  }
  return cost > limit ? undefined : { rule: cost <= 1 ? 'one-slip' : 'slips', cost };
}

export function ruleOrder(rule: Rule): number {
  return RULES.indexOf(rule);
}

/** How many of the query's characters the name has. */
export function commonCharacters({ key }: Query, name: Cut): number {
  let common = 0;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    const mayBe = (name.low >>> (unit & 31)) & (name.high >>> ((unit >> 5) & 31)) & 1;
    if (mayBe === 1 && name.key.includes(key.charAt(i))) common++;
  }
  return common;
}

const JUMP_TO_HEAD = 0;
const JUMP_INTO_WORD = 1.5;
const JUMP_TO_LAST = 0.5;
const PASSED_WORD = 0.15;

/**
 * The query's characters stand in the name in this order: the cheapest choice of places. Beginnings of words and runs cost
 * nothing, the inside of a word much, words passed over a little.
 */
export function abbreviationOf(query: string, { key, heads }: Cut): { cost: number; places: number[] } | undefined {
  const wordAt: number[] = [];
  for (let i = 0, word = 0; i < key.length; i++) {
    if (heads[word + 1] === i) word++;
    wordAt.push(word);
  }
  const isHead = (i: number) => heads[wordAt[i]!] === i;
  const jumpTo = (i: number) =>
    isHead(i) ? JUMP_TO_HEAD : i === key.length - 1 || isHead(i + 1) ? JUMP_TO_LAST : JUMP_INTO_WORD;
  let ways = new Map<number, { cost: number; places: number[] }>();
  for (const [q, character] of [...query].entries()) {
    const next: typeof ways = new Map();
    for (let i = key.indexOf(character, q); i >= 0; i = key.indexOf(character, i + 1)) {
      if (q === 0) next.set(i, { cost: jumpTo(i) + PASSED_WORD * wordAt[i]!, places: [i] });
      for (const [j, { cost, places }] of ways) {
        if (j >= i) continue;
        const step = i === j + 1 ? 0 : jumpTo(i) + PASSED_WORD * Math.max(0, wordAt[i]! - wordAt[j]! - 1);
        if (cost + step < (next.get(i)?.cost ?? Number.POSITIVE_INFINITY))
          next.set(i, { cost: cost + step, places: [...places, i] });
      }
    }
    ways = next;
  }
  let best: { cost: number; places: number[] } | undefined;
  for (const [i, { cost, places }] of ways) {
    const whole = cost + PASSED_WORD * (wordAt.at(-1)! - wordAt[i]!) + key.length * 0.01;
    if (best === undefined || whole < best.cost) best = { cost: whole, places };
  }
  return best;
}

/** Least share of the query's pairs that a name must have to be told as near. */
const OVERLAP = 0.5;
/** Least share of its characters. */
const OVERLAP_COMMON = 0.6;

/** How a name answers that shares much with the query, in whatever order. */
export function scoreOverlap({ key, letters }: Query, name: Cut, common: number): Score | undefined {
  if (letters !== '' || key.length < 4 || common < key.length * OVERLAP_COMMON) return undefined;
  let pairs = 0;
  for (let i = 0; i + 1 < key.length; i++) if (name.key.includes(key.slice(i, i + 2))) pairs++;
  const share = (pairs + common) / (2 * key.length - 1);
  return share < OVERLAP ? undefined : { rule: 'overlap', cost: 1 - share + name.key.length * 0.001 };
}

/** Letters typed for a name: whole syllables before initials, beginnings of names before what comes later. */
function scorePinyin({ letters, readings }: Query, name: Cut, sounds: SoundTable): Score | undefined {
  const costAt = (at: number, length: number) => name.key.length - length + (at === 0 ? 0 : 1);
  const costs = readings.flatMap((reading) => {
    const at = findSounds(reading, name.key, isSyllable, sounds);
    return at < 0 ? [] : [costAt(at, reading.length)];
  });
  if (costs.length > 0) return { rule: 'pinyin', cost: Math.min(...costs) };
  const at = findSounds([...letters], name.key, isInitial, sounds);
  return at < 0 ? undefined : { rule: 'initials', cost: costAt(at, letters.length) };
}

type Hearing = (syllable: string, heard: string, isLast: boolean) => boolean;

export const isSyllable: Hearing = (syllable, heard, isLast) =>
  isLast ? syllable.startsWith(heard) : syllable === heard;
export const isInitial: Hearing = (syllable, heard) => syllable.startsWith(heard);

/** Where the name has the sounds one after another; -1 when nowhere. Letters in the name stand for themselves. */
export function findSounds(heard: readonly string[], name: string, hearing: Hearing, sounds: SoundTable): number {
  const last = heard.length - 1;
  const fits = (i: number, character: string) =>
    heard[i] === character ||
    sounds.syllablesOf(character).some((syllable) => hearing(syllable, heard[i]!, i === last));
  for (let start = 0; start + heard.length <= name.length; start++) {
    let i = 0;
    while (i <= last && fits(i, name.charAt(start + i))) i++;
    if (i > last) return start;
  }
  return -1;
}
