/**
 * What a name is filed under in the gram shards.
 *
 * A key is two characters that stand together in the name, or at the beginnings of two of its words (so that 北师 finds
 * 北京师范大学); or, after `@`, the initials of three syllables. A key that too many names share is «hot»: it is followed by
 * the character that comes next, and so on until it is rare enough. A hot key holds the ten best names and their count.
 */

/** Most names under one key: a key with more is hot. */
export const MOST_NAMES = 256;
/** A key is not made longer than this. */
export const LONGEST = 16;
export const PAIR = 2;
export const INITIALS = 3;
/** Words apart, at most, for the beginnings of two words to make a key. */
export const REACH = 4;

/** Stands after the last character, so that names that end alike can be told from those that go on. */
export const END = '$';
const END_UNIT = END.charCodeAt(0);
/** Stands before initials. */
const SOUND_UNIT = '@'.charCodeAt(0);

/** A name ready for keys and scores. */
export interface Cut {
  key: string;
  /** Offsets in `key` where words begin, ascending. */
  heads: readonly number[];
  /** Which characters may be in `key`: a bit for the low and one for the next five bits of each. Most names are passed over by it. */
  low: number;
  high: number;
}

/** A name as it is filed. */
export interface Filed {
  key: string;
  /** Offsets of the first characters of its words and, since short names keep it (委员会 → 会), of its last character. */
  ends: readonly number[];
  /** A letter for each character of `key`: the first of its syllable, a blank for what has none. */
  initials: string;
}

export function filed({ key, heads }: Cut, initials: string): Filed {
  return { key, ends: heads.at(-1) === key.length - 1 ? heads : [...heads, key.length - 1], initials };
}

// A place where keys begin, as a number: which of three kinds, and where.
const TOGETHER = 0;
const APART = 1;
const SOUND = 2;
const KIND = 1 << 14;
const STEP = 8;
/** Of a longer name only the beginning has places. */
export const LONGEST_NAME = KIND / STEP;

/** Every place of the name where keys begin. */
export function placesOf({ key, ends, initials }: Filed): number[] {
  const places: number[] = [];
  const last = Math.min(key.length, LONGEST_NAME) - 1;
  for (let at = 0; at < last; at++) places.push(TOGETHER * KIND + at);
  for (let i = 0; i < ends.length && ends[i]! < last; i++)
    for (let j = i + 1; j < ends.length && j <= i + REACH; j++)
      if (ends[j]! > ends[i]! + 1) places.push(APART * KIND + i * STEP + (j - i));
  for (let at = 0; at + INITIALS <= last + 1; at++)
    if (!initials.slice(at, at + INITIALS).includes(' ')) places.push(SOUND * KIND + at);
  return places;
}

/** The key of so many units that begins at the place, '' where none is so long. Longer ones begin with shorter ones. */
export function keyAt(name: Filed, place: number, length: number): string {
  let key = '';
  for (let n = 0; n < length; n++) {
    const unit = unitAt(name, place, n);
    if (unit === undefined) return '';
    key += String.fromCharCode(unit);
  }
  return key;
}

/** A UTF-16 unit of the keys that begin at the place, by its number from 0; undefined where none is so long. */
export function unitAt({ key, ends, initials }: Filed, place: number, n: number): number | undefined {
  const at = place % KIND;
  switch (Math.floor(place / KIND)) {
    case TOGETHER:
      if (n >= LONGEST || at + n > key.length) return undefined;
      return at + n < key.length ? key.charCodeAt(at + n) : END_UNIT;
    case APART: {
      if (n >= LONGEST) return undefined;
      const i = Math.floor(at / STEP);
      const word = n === 0 ? i : i + (at % STEP) + n - 1;
      if (word > ends.length) return undefined;
      return word < ends.length ? key.charCodeAt(ends[word]!) : END_UNIT;
    }
    default: {
      if (n === 0) return SOUND_UNIT;
      const end = initials.indexOf(' ', at);
      const left = (end < 0 ? initials.length : end) - at - (n - 1);
      if (n > LONGEST || left < 0) return undefined;
      return left > 0 ? initials.charCodeAt(at + n - 1) : END_UNIT;
    }
  }
}

/** The shortest key of the place as a number, where it is of two characters; equal keys have equal numbers. */
export function pairAt({ key, ends }: Filed, place: number): number | undefined {
  const at = place % KIND;
  switch (Math.floor(place / KIND)) {
    case TOGETHER:
      return (key.charCodeAt(at) << 16) | key.charCodeAt(at + 1);
    case APART: {
      const i = Math.floor(at / STEP);
      return (key.charCodeAt(ends[i]!) << 16) | key.charCodeAt(ends[i + (at % STEP)]!);
    }
    default:
      return undefined;
  }
}

/** Characters of the shortest key that begins at the place. */
export function shortestKey(place: number): number {
  return place >= SOUND * KIND ? INITIALS + 1 : PAIR;
}

/** Whether the keys of the place stand in the name, or sound in it, without a gap. */
export function isTogether(place: number): boolean {
  return Math.floor(place / KIND) !== APART;
}

/** The hot pairs that begin words of the name, two by two in the order of their letters: for queries of two common words. */
export function commonPairs({ key, ends }: Filed, isHot: (key: string) => boolean): string[] {
  const starts = [...new Set(ends.map((end) => key.slice(end, end + PAIR)))].filter(
    (pair) => pair.length === PAIR && isHot(pair),
  );
  return starts.flatMap((one, i) => starts.slice(i + 1).map((other) => pairKey(one, other)));
}

export function pairKey(one: string, other: string): string {
  return one < other ? `${one}+${other}` : `${other}+${one}`;
}
