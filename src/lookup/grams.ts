/** Files names under their keys (keys.ts) and the keys into hash shards. Build only. */
import { byCodeUnits } from '../domain/text.ts';
import { cutOf } from './cut.ts';
import { hashOf, shardsFor } from './files.ts';
import { Best, gramShardText } from './gram-shards.ts';
import { commonPairs, END, filed, isTogether, keyAt, placesOf, shortestKey, type Filed } from './keys.ts';
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
  const hot = new Map<string, number>();
  let active: Iterable<readonly [name: number, place: number]> = allPlaces(names);
  for (let step = 0; ; step++) {
    const counts = new Map<string, number>();
    const next = new Pairs();
    for (const [name, place] of active) {
      const length = shortestKey(place) + step;
      if (step > 0 && !hot.has(keyAt(names[name]!, place, length - 1))) continue;
      const key = keyAt(names[name]!, place, length);
      if (key === '') continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (step > 0) next.add(name, place);
    }
    const before = hot.size;
    for (const [key, count] of counts) if (count > mostNames) hot.set(key, count);
    if (hot.size === before) return hot;
    // The shortest keys are too many to keep; they are gone through twice.
    active = step === 0 ? allPlaces(names) : next;
  }
}

function* allPlaces(names: readonly Filed[]): Generator<readonly [name: number, place: number]> {
  for (const [number, name] of names.entries()) for (const place of placesOf(name)) yield [number, place];
}

/** Millions of pairs of numbers, in blocks that need not be copied to grow. */
class Pairs implements Iterable<readonly [number, number]> {
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

  *[Symbol.iterator](): Generator<readonly [number, number]> {
    let left = this.count;
    for (const block of this.#blocks) {
      for (let at = 0; at < BLOCK * 2 && left > 0; at += 2, left--) yield [block[at]!, block[at + 1]!];
    }
  }
}

const BLOCK = 1 << 18;

/** Names of every shard, each once, in order. */
function byShard(postings: Pairs, shards: number): (shard: number) => Set<number> {
  const starts = new Uint32Array(shards + 1);
  for (const [hash] of postings) starts[(hash & (shards - 1)) + 1]!++;
  for (let shard = 0; shard < shards; shard++) starts[shard + 1]! += starts[shard]!;
  const ends = starts.slice(0, shards);
  const sorted = new Uint32Array(postings.count);
  for (const [hash, name] of postings) sorted[ends[hash & (shards - 1)]!++] = name;
  return (shard) => new Set(sorted.subarray(starts[shard], starts[shard + 1]));
}

/** The first letter of each character's syllable in this name, a blank where there is none; as long as the name. */
export function initialsOf(key: string): string {
  const syllables = namePinyin(key);
  return [...key].map((character, i) => (syllables[i]!.charAt(0) || ' ').padEnd(character.length)).join('');
}
