/**
 * What a name is filed under in the gram shards.
 *
 * A key is two characters that stand together in the name, or at the beginnings of two of its words (so that 北师 finds
 * 北京师范大学); or, after `@`, the initials of three syllables. A key that too many names
 * share is «hot»: it is followed by the character that comes next, and so on until it is rare enough. A hot key that ends
 * with the query holds the ten best names and how many there are.
 */

/** Most names under one key: a key with more is hot. */
export const MOST_NAMES = 256;
/** A key is not made longer than this. */
export const LONGEST = 16;
export const PAIR = 2;
export const INITIALS = 3;
/** Words apart, at most, for the beginnings of two words to make a key. */
const REACH = 4;

/** Stands after the last character, so that names that end alike can be told from those that go on. */
export const END = '$';

/** A place where keys begin: a key is the first `from` characters of `text`, or more while those are hot. */
export interface Anchor {
  text: string;
  from: number;
  /** Whether the text stands in the name just so. */
  together: boolean;
}

/** A name ready for keys and scores. */
export interface Cut {
  key: string;
  /** Offsets in `key` where words begin, ascending. */
  heads: readonly number[];
  /** Which characters may be in `key`: a bit for the low and one for the next five bits of each. Most names are passed over by it. */
  low: number;
  high: number;
}

type Words = Pick<Cut, 'key' | 'heads'>;

/**
 * Everything a name is filed under.
 *
 * @param initials one letter for each character of `key`: the first of its syllable, a blank for what has none
 */
export function anchorsOf({ key, heads }: Words, initials: string): Anchor[] {
  const anchors: Anchor[] = [];
  for (let at = 0; at + 1 < key.length; at++)
    anchors.push({ text: (key + END).slice(at, at + LONGEST), from: PAIR, together: true });
  const ends = wordLetters({ key, heads });
  for (let i = 0; i < ends.length; i++) {
    for (let j = i + 1; j < ends.length && j <= i + REACH; j++) {
      if (ends[j]!.at === ends[i]!.at + 1) continue;
      const later = ends.slice(j).map((end) => end.letter);
      const text = ends[i]!.letter + later.join('');
      anchors.push({ text: (text + END).slice(0, LONGEST), from: PAIR, together: false });
    }
  }
  for (const match of initials.matchAll(/\S{3,}/g)) {
    for (let at = 0; at + INITIALS <= match[0].length; at++)
      anchors.push({ text: `@${match[0].slice(at)}${END}`.slice(0, LONGEST + 1), from: INITIALS + 1, together: true });
  }
  return anchors;
}

/** First letters of the words and, since short names keep it (委员会 → 会), the last letter of the name. */
function wordLetters({ key, heads }: Words): { letter: string; at: number }[] {
  const places = heads.at(-1) === key.length - 1 ? heads : [...heads, key.length - 1];
  return places.map((at) => ({ letter: key.charAt(at), at }));
}

/** The hot pairs that begin words of the name, two by two in the order of their letters: for queries of two common words. */
export function commonPairs({ key, heads }: Words, isHot: (key: string) => boolean): string[] {
  const starts = [...new Set(heads.map((head) => key.slice(head, head + PAIR)))].filter(
    (pair) => pair.length === PAIR && isHot(pair),
  );
  return starts.flatMap((one, i) => starts.slice(i + 1).map((other) => pairKey(one, other)));
}

export function pairKey(one: string, other: string): string {
  return one < other ? `${one}+${other}` : `${other}+${one}`;
}
