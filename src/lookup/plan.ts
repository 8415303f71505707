/** Which keys of the gram shards (keys.ts) a query is looked for under. */
import { INITIALS, LONGEST, PAIR, pairKey } from './keys.ts';
import type { Query } from './score.ts';
import type { SoundTable } from './sound.ts';

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
/** In a word no longer than this a character may be wrong, or one of the name left out. */
const SHORT = 12;

/**
 * The keys a query is looked for under: stretches that do not overlap, so that one slip of the pen spoils one of them.
 *
 * @param isHot whether too many names share the key
 */
export function planOf(query: Query, sounds: SoundTable, isHot: (key: string) => boolean): Plan {
  if (query.letters !== '') {
    const keys = [
      ...lettersOf(query).flatMap((letters) => initialsKey(letters, isHot)),
      ...hanKeys([query.key], [], isHot),
    ];
    return cutInRounds(keys);
  }
  const initials = [...query.key].map((character) => sounds.initialOf(character)).join('');
  const keys = hanKeys(query.words, initialsKey(initials, isHot), isHot);
  // Two common words typed without a blank: their pair is rarer than either.
  const halves =
    query.words.length === 1 && keys.every((key) => key.startsWith('@') || isHot(key)) ? halvesOf(query.key) : [];
  return cutInRounds([...halves.flatMap((words) => pairsOf(words, isHot)), ...keys]);
}

/** The ways to read a short query as two words. */
function halvesOf(key: string): string[][] {
  if (key.length < 4 || key.length > LONGEST / 2) return [];
  return Array.from({ length: key.length - 3 }, (_, i) => [key.slice(0, i + 2), key.slice(i + 2)]);
}

function cutInRounds(keys: readonly string[]): Plan {
  const all = [...new Set(keys)];
  return { first: all.slice(0, ROUND), more: all.slice(ROUND, 2 * ROUND) };
}

/** Keys of the words, the most telling first. */
function hanKeys(words: readonly string[], initials: readonly string[], isHot: (key: string) => boolean): string[] {
  const spans = words.map((word) => spansOf(word, isHot));
  const rare = spans.map((each) => each.filter((span) => !isHot(span.key)));
  const share = Math.max(1, Math.floor((ROUND - 1) / words.length));
  return [
    ...(words.length > 1 && rare.some((each) => each.length === 0) ? pairsOf(words, isHot) : []),
    ...(words.length === 1 ? aroundSlip(words[0]!, rare[0]!, isHot) : []),
    ...rare.flatMap((each) => spread(apart(each), share)).map((span) => span.key),
    // Without a rare stretch the ten best of the common one are all there is.
    ...spans.flatMap((each, i) => (rare[i]!.length === 0 && each[0] !== undefined ? [each[0].key] : [])),
    ...initials,
    ...words.filter((word) => word.length <= SHORT).flatMap((word) => skips(word, isHot)),
    ...rare.flat().map((span) => span.key),
  ];
}

/** Most pairs asked for around a slip. */
const AROUND = 2;
/** A name no longer than this may be among the shortest of those that share a common beginning or end. */
const SHORT_NAME = 8;

/**
 * Where every rare stretch holds the same character, or one of the same two neighbours, these may be what makes it rare: a
 * slip of the pen in a name of common words. Then the common pairs on both sides tell the name.
 */
function aroundSlip(word: string, rare: readonly Span[], isHot: (key: string) => boolean): string[] {
  const from = Math.max(...rare.map(({ start }) => start));
  const to = Math.min(...rare.map(({ end }) => end));
  if (rare.length === 0 || from > to) return [];
  const [left, right] =
    from < to ? [word.slice(0, from), word.slice(to)] : [word.slice(0, from - 1), word.slice(to + 1)];
  const lefts = [left.slice(0, PAIR), left.slice(-PAIR)].filter((pair) => pair.length === PAIR && isHot(pair));
  const rights = [right.slice(-PAIR), right.slice(0, PAIR)].filter((pair) => pair.length === PAIR && isHot(pair));
  const pairs = lefts.flatMap((one) => rights.map((other) => pairKey(one, other)));
  // A short name is among the ten best of what it begins or ends with.
  const begin = lengthsDown(to - 1)
    .map((length) => word.slice(0, length))
    .find(isHot);
  const end = lengthsDown(word.length - from - 1)
    .map((length) => word.slice(-length))
    .find(isHot);
  const ends = [begin, end].filter((key) => key !== undefined);
  return [...[...new Set(pairs)].slice(0, AROUND), ...(word.length <= SHORT_NAME ? ends : [])];
}

/** From `most` down to a pair. */
function lengthsDown(most: number): number[] {
  return Array.from({ length: Math.max(0, most - PAIR + 1) }, (_, i) => most - i);
}

/** Initials of every reading of the letters, and the letters themselves as initials. */
function lettersOf({ letters, readings }: Query): string[] {
  const read = readings.map((reading) => reading.map((syllable) => syllable.charAt(0)).join(''));
  return [...new Set([...read.slice(0, 3), letters])];
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
