/** Files names under their keys (keys.ts) and the keys into hash shards. Build only. */
import { byCodeUnits } from '../domain/text.ts';
import { cutOf } from './cut.ts';
import { hashOf, shardsFor } from './files.ts';
import { Best, gramShardText } from './gram-shards.ts';
import { findHotKeys, isEnded, type HotKey } from './hot-keys.ts';
import { commonPairs, END, filed, isTogether, keyAt, placesOf, shortestKey, type Filed } from './keys.ts';
import { namePinyin } from './name-pinyin.ts';
import { NumberPairs } from './number-pairs.ts';
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
): { postings: NumberPairs; samples: Iterable<readonly [string, Sample]> } & Pick<GramFigures, 'hot' | 'hotPairs'> {
  // The names as they are filed take the most memory of all; they go when this returns, before the shards are made.
  const names: Filed[] = [];
  const standings = new Uint8Array(lines.length);
  for (const [i, line] of lines.entries()) {
    const { words, standing } = parseRow(line);
    standings[i] = standingOrder(standing);
    names.push(filed(cutOf(words), initials[i]!));
  }
  const hotKeys = findHotKeys(names, mostNames);
  const hot = hotKeys.counts();
  const isHot = (key: string) => hot.has(key);
  const hotPairs = new Map<string, number>();
  for (const name of names)
    for (const pair of commonPairs(name, isHot)) hotPairs.set(pair, (hotPairs.get(pair) ?? 0) + 1);
  for (const [pair, count] of hotPairs) if (count <= mostNames) hotPairs.delete(pair);

  const postings = new NumberPairs();
  const keySamples = new Map<HotKey, Sample>();
  const pairSamples = new Map<string, Sample>();
  names.forEach((name, number) => {
    const row = { line: lines[number]!, length: name.key.length, standing: standings[number]! };
    // As `fileName` has it, with no text for each key.
    for (const place of placesOf(name)) {
      const isSampled = isTogether(place);
      const cold = hotKeys.follow(name, place, (key) => {
        if (isSampled && !isEnded(key)) addSample(keySamples, key, number, row);
      });
      if (cold !== undefined) postings.add(cold, number);
    }
    for (const pair of commonPairs(name, isHot)) {
      if (hotPairs.has(pair)) addSample(pairSamples, pair, number, row);
      else postings.add(hashOf(pair), number);
    }
  });
  const samples = [...Array.from(keySamples, ([{ key }, sample]) => [key, sample] as const), ...pairSamples];
  return { postings, samples, hot, hotPairs };
}

/** A name that has the key twice counts once. */
function addSample<Key>(samples: Map<Key, Sample>, key: Key, number: number, row: Parameters<Best['add']>[0]): void {
  let known = samples.get(key);
  if (known === undefined) samples.set(key, (known = { count: 0, last: -1, best: new Best() }));
  if (known.last === number) return;
  known.last = number;
  known.count++;
  known.best.add(row);
}

/** Names of every shard, each once, in order. */
function byShard(postings: NumberPairs, shards: number): (shard: number) => Set<number> {
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
