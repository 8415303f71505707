/** Files names under their keys (keys.ts) and the keys into hash shards. Build only. */
import { byCodeUnits } from '../domain/text.ts';
import { cutOf } from './cut.ts';
import { hashOf, shardsFor } from './files.ts';
import { Best, gramShardText } from './gram-shards.ts';
import { commonPairs, END, filed, isTogether, keyAt, pairAt, placesOf, shortestKey, type Filed } from './keys.ts';
import { namePinyin } from './name-pinyin.ts';
import { parseRow, standingOrder } from './rows.ts';

/** Rows of names, no two alike, in order, and how each sounds (`initialsOf`). */
export interface NamedRows {
  lines: readonly string[];
  initials: readonly string[];
}

/** What the filing of the names hangs on, together. */
export interface GramFigures {
  shards: number;
  /** Names under keys that are not hot, a name that has one twice counted twice. */
  postings: number;
  /** How often every hot key is had. */
  hot: ReadonlyMap<string, number>;
  /** The same for pairs of common words. */
  hotPairs: ReadonlyMap<string, number>;
}

export interface Grams {
  figures: GramFigures;
  textOf(shard: number): string;
}

/** Hot keys as the tables list them, in order: those that another character can follow, without the pairs. */
export function listedHot({ hot }: Pick<GramFigures, 'hot'>): string[] {
  return [...hot.keys()].filter((key) => !key.endsWith(END)).toSorted(byCodeUnits);
}

/**
 * @param perShard rows in a shard on average
 * @param mostNames under one key
 */
export function fileUnderGrams(rows: NamedRows, perShard: number, mostNames: number): Grams {
  const { postings, samples, hot, hotPairs } = fileAll(rows, mostNames);
  const shards = shardsFor(postings.count, perShard);
  const namesOf = byShard(postings, shards);
  const hotOf = Map.groupBy(samples, ([key]) => hashOf(key) & (shards - 1));
  return {
    figures: { shards, postings: postings.count, hot, hotPairs },
    textOf: (shard) =>
      gramShardText({
        lines: Array.from(namesOf(shard), (name) => rows.lines[name]!),
        samples: (hotOf.get(shard) ?? []).map(([key, { count, best }]) => [key, count, best.lines]),
      }),
  };
}

/** Takes what a name is filed under, each key as often as the name has it. */
export interface Filing {
  /** @param isSampled whether the best names of the key are kept at this place */
  hot(key: string, isSampled: boolean): void;
  /** What the name is found by. */
  cold(key: string): void;
  /** Two common words, hot together or not. */
  pair(key: string): void;
}

export function fileName(name: Filed, isHot: (key: string) => boolean, to: Filing): void {
  for (const place of placesOf(name)) {
    for (let length = shortestKey(place); ; length++) {
      const key = keyAt(name, place, length);
      if (key === '') break;
      if (!isHot(key)) {
        to.cold(key);
        break;
      }
      to.hot(key, isTogether(place) && !key.endsWith(END));
    }
  }
  for (const pair of commonPairs(name, isHot)) to.pair(pair);
}

/** A row ready to be filed. */
export function filedRow(line: string, initials: string): Filed {
  return filed(cutOf(parseRow(line).words), initials);
}

interface Sample {
  count: number;
  last: number;
  best: Best;
}

/** Hash of a key and a name filed under it, for every key; the best names of every hot key; the hot keys. */
function fileAll(
  { lines, initials }: NamedRows,
  mostNames: number,
): { postings: Pairs; samples: Iterable<[string, Sample]> } & Pick<GramFigures, 'hot' | 'hotPairs'> {
  // The names as they are filed take the most memory of all; they go when this returns, before the shards are made.
  const names: Filed[] = [];
  const standings = new Uint8Array(lines.length);
  for (const [i, line] of lines.entries()) {
    const { words, standing } = parseRow(line);
    standings[i] = standingOrder(standing);
    names.push(filed(cutOf(words), initials[i]!));
  }
  const hot = hotKeys(names, mostNames);
  const isHot = (key: string) => hot.has(key);
  const hotPairs = new Map<string, number>();
  for (const name of names)
    for (const pair of commonPairs(name, isHot)) hotPairs.set(pair, (hotPairs.get(pair) ?? 0) + 1);
  for (const [pair, count] of hotPairs) if (count <= mostNames) hotPairs.delete(pair);

  const postings = new Pairs();
  const samples = new Map<string, Sample>();
  names.forEach((name, number) => {
    const row = { line: lines[number]!, length: name.key.length, standing: standings[number]! };
    const sample = (key: string) => {
      let known = samples.get(key);
      if (known === undefined) samples.set(key, (known = { count: 0, last: -1, best: new Best() }));
      // A name that has the key twice counts once.
      if (known.last === number) return;
      known.last = number;
      known.count++;
      known.best.add(row);
    };
    fileName(name, isHot, {
      hot: (key, isSampled) => isSampled && sample(key),
      cold: (key) => postings.add(hashOf(key), number),
      pair: (key) => (hotPairs.has(key) ? sample(key) : postings.add(hashOf(key), number)),
    });
  });
  return { postings, samples: [...samples], hot, hotPairs };
}

/** Keys that more names share than may be filed under one, found length by length: only what is hot is made longer. */
function hotKeys(names: readonly Filed[], mostNames: number): Map<string, number> {
  const shortest = countShortest(names);
  const hot = new Map([...shortest.texts()].filter(([, count]) => count > mostNames));
  // All places are too many to keep; they are gone through twice.
  let active = new Pairs();
  for (const [i, name] of names.entries())
    for (const place of placesOf(name)) if (shortest.of(name, place) > mostNames) active.add(i, place);
  for (let longer = 1; ; longer++) {
    const keyOf = (name: number, place: number) => keyAt(names[name]!, place, shortestKey(place) + longer);
    const counts = new Map<string, number>();
    active.forEach((name, place) => {
      const key = keyOf(name, place);
      if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    const before = hot.size;
    for (const [key, count] of counts) if (count > mostNames) hot.set(key, count);
    if (hot.size === before) return hot;
    const next = new Pairs();
    active.forEach((name, place) => hot.has(keyOf(name, place)) && next.add(name, place));
    active = next;
  }
}

/** How often each shortest key is had. Two characters are counted as a number: a text for each of millions takes twice the time. */
function countShortest(names: readonly Filed[]): ShortestCounts {
  const pairs = new Map<number, number>();
  const others = new Map<string, number>();
  for (const name of names) {
    for (const place of placesOf(name)) {
      const pair = pairAt(name, place);
      if (pair !== undefined) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      else {
        const key = keyAt(name, place, shortestKey(place));
        others.set(key, (others.get(key) ?? 0) + 1);
      }
    }
  }
  return {
    of(name, place) {
      const pair = pairAt(name, place);
      return pair === undefined ? others.get(keyAt(name, place, shortestKey(place)))! : pairs.get(pair)!;
    },
    *texts() {
      for (const [pair, count] of pairs) yield [String.fromCharCode(pair >>> 16, pair & 0xffff), count];
      yield* others;
    },
  };
}

interface ShortestCounts {
  of(name: Filed, place: number): number;
  texts(): Iterable<[key: string, count: number]>;
}

/** Millions of pairs of numbers, in blocks that need not be copied to grow. */
class Pairs {
  readonly #blocks: Uint32Array[] = [];
  count = 0;

  add(one: number, other: number): void {
    const at = (this.count % BLOCK) * 2;
    if (at === 0) this.#blocks.push(new Uint32Array(BLOCK * 2));
    const block = this.#blocks.at(-1)!;
    block[at] = one;
    block[at + 1] = other;
    this.count++;
  }

  forEach(visit: (one: number, other: number) => void): void {
    let left = this.count;
    for (const block of this.#blocks)
      for (let at = 0; at < BLOCK * 2 && left > 0; at += 2, left--) visit(block[at]!, block[at + 1]!);
  }
}

const BLOCK = 1 << 18;

/** Names of every shard, each once, in order. */
function byShard(postings: Pairs, shards: number): (shard: number) => Set<number> {
  const starts = new Uint32Array(shards + 1);
  postings.forEach((hash) => starts[(hash & (shards - 1)) + 1]!++);
  for (let shard = 0; shard < shards; shard++) starts[shard + 1]! += starts[shard]!;
  const ends = starts.slice(0, shards);
  const sorted = new Uint32Array(postings.count);
  postings.forEach((hash, name) => (sorted[ends[hash & (shards - 1)]!++] = name));
  return (shard) => new Set(sorted.subarray(starts[shard], starts[shard + 1]));
}

/** The first letter of each character's syllable in this name, a blank where there is none; as long as the name. */
export function initialsOf(key: string): string {
  const syllables = namePinyin(key);
  return [...key].map((character, i) => (syllables[i]!.charAt(0) || ' ').padEnd(character.length)).join('');
}
