/**
 * What a name is filed under in the gram shards, and which of those a query asks for.
 *
 * A key is two characters that stand together in the name, or at the beginnings of two of its words (so that 北师 finds
 * 北京师范大学); or, after `@`, the initials of three syllables from the beginning of a word on. A key that too many names
 * share is «hot»: it is followed by the character that comes next, and so on until it is rare enough. A hot key that ends
 * with the query holds the ten best names and how many there are.
 */

/** Most names under one key. */
export const HOT = 256;
/** A key is not made longer than this. */
export const LONGEST = 16;
const PAIR = 2;
const INITIALS = 3;
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
}

/**
 * Everything a name is filed under.
 *
 * @param initials one letter for each character of `key`: the first of its syllable, a blank for what has none
 */
export function anchorsOf({ key, heads }: Cut, initials: string): Anchor[] {
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
  for (const head of heads) {
    const text = initials.slice(head).split(' ')[0]!;
    if (text.length >= INITIALS)
      anchors.push({ text: `@${text}${END}`.slice(0, LONGEST + 1), from: INITIALS + 1, together: true });
  }
  return anchors;
}

/** First letters of the words and, since short names keep it (委员会 → 会), the last letter of the name. */
function wordLetters({ key, heads }: Cut): { letter: string; at: number }[] {
  const places = heads.at(-1) === key.length - 1 ? heads : [...heads, key.length - 1];
  return places.map((at) => ({ letter: key.charAt(at), at }));
}

/** The hot pairs that begin words of the name, two by two in the order of their letters: for queries of two common words. */
export function commonPairs({ key, heads }: Cut, isHot: (key: string) => boolean): string[] {
  const starts = [...new Set(heads.map((head) => key.slice(head, head + PAIR)))].filter(
    (pair) => pair.length === PAIR && isHot(pair),
  );
  return starts.flatMap((one, i) => starts.slice(i + 1).map((other) => pairKey(one, other)));
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}+${other}` : `${other}+${one}`;
}

/** A stretch of the query that is a key, from `start` up to `end`. */
interface Span {
  start: number;
  end: number;
  key: string;
}

export interface Plan {
  /** Keys to look under in the first round. */
  first: string[];
  /** Further keys, when the first found nothing good. */
  more: string[];
}

/** Keys fetched in one round, at most. */
const ROUND = 5;

/**
 * The keys a query is looked for under: stretches that do not overlap, so that one slip of the pen spoils one of them.
 *
 * @param words the query's words, normalised; one when it was typed without blanks
 * @param initials of the whole query where it is of Han characters, or of its readings where it is of letters
 */
export function planOf(words: readonly string[], initials: readonly string[], isHot: (key: string) => boolean): Plan {
  const spans = words.map((word) => spansOf(word, isHot));
  const rare = spans.map((each) => each.filter((span) => !isHot(span.key)));
  const keys = new Set<string>();
  if (words.length > 1 && rare.some((each) => each.length === 0))
    for (const key of pairsOf(words, isHot)) keys.add(key);
  const share = Math.max(1, Math.floor((ROUND - 1) / words.length));
  for (const each of rare) for (const { key } of spread(apart(each), share)) keys.add(key);
  // Without a rare stretch the ten best of the common one are all there is.
  spans.forEach((each, i) => {
    if (rare[i]!.length === 0 && each[0] !== undefined) keys.add(each[0].key);
  });
  const pinyin = initials.flatMap((letters) => initialsKey(letters, isHot));
  if (words.length === 0 || keys.size < ROUND - 1) for (const key of pinyin) keys.add(key);
  for (const word of words) if (word.length <= 4) for (const key of skips(word, isHot)) keys.add(key);
  const first = [...keys].slice(0, ROUND);
  const rest = [...keys, ...pinyin, ...rare.flat().map((span) => span.key)];
  return { first, more: [...new Set(rest)].filter((key) => !first.includes(key)).slice(0, ROUND) };
}

/** The shortest key from every character of the word on; the last of them may be hot when the word ends there. */
function spansOf(word: string, isHot: (key: string) => boolean): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start + PAIR <= word.length; start++) {
    let end = start + PAIR;
    while (end < word.length && end - start < LONGEST && isHot(word.slice(start, end))) end++;
    spans.push({ start, end, key: word.slice(start, end) });
  }
  return spans;
}

/** As many stretches as there can be without two that overlap, then the others. */
function apart(spans: readonly Span[]): { chosen: Span[]; others: Span[] } {
  const chosen: Span[] = [];
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.end - b.end || b.start - a.start)) {
    if (span.start < end) continue;
    chosen.push(span);
    end = span.end;
  }
  return { chosen, others: spans.filter((span) => !chosen.includes(span)) };
}

/** Up to `count` of the stretches, spread over the whole. */
function spread({ chosen, others }: { chosen: Span[]; others: Span[] }, count: number): Span[] {
  if (chosen.length <= count) return [...chosen, ...others.slice(0, count - chosen.length)];
  return Array.from(
    { length: count },
    (_, i) => chosen[Math.round((i * (chosen.length - 1)) / Math.max(1, count - 1))]!,
  );
}

/** Two letters of a short word with one between them: 北师大 may skip a word of the name. */
function skips(word: string, isHot: (key: string) => boolean): string[] {
  const keys: string[] = [];
  for (let i = 0; i + 2 < word.length; i++) {
    let key = word.charAt(i) + word.charAt(i + 2);
    if (isHot(key)) key += word.charAt(i + 3);
    if (!isHot(key)) keys.push(key);
  }
  return keys;
}

function pairsOf(words: readonly string[], isHot: (key: string) => boolean): string[] {
  const common = words.map((word) =>
    Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => word.slice(i, i + PAIR)).filter(isHot),
  );
  const keys: string[] = [];
  for (const [i, one] of common.entries())
    for (const other of common.slice(i + 1)) for (const a of one) for (const b of other) keys.push(pairKey(a, b));
  return keys.slice(0, ROUND - 1);
}

function initialsKey(letters: string, isHot: (key: string) => boolean): string[] {
  if (letters.length < INITIALS) return [];
  let end = INITIALS;
  while (end < letters.length && end < LONGEST && isHot(`@${letters.slice(0, end)}`)) end++;
  return [`@${letters.slice(0, end)}`];
}
