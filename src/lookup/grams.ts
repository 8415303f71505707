/** Files names under their keys (keys.ts) and the keys into hash shards. Build only. */
import { byCodeUnits } from '../domain/text.ts';
import { cutOf } from './cut.ts';
import { hashOf, shardsFor } from './files.ts';
import { commonPairs, END, filed, isTogether, placesOf, shortestKey, textAt, type Filed } from './keys.ts';
import { namePinyin } from './name-pinyin.ts';
import { ownerOf, packLines, parseRow, standingOrder } from './rows.ts';

const SAMPLE = 10;

export interface Grams {
  shards: number;
  /** Every hot key but pairs of common words, in order. */
  hot: string[];
  textOf(shard: number): string;
}

/**
 * @param lines rows of names, no two alike, in order
 * @param perShard rows in a shard on average
 * @param mostNames under one key
 */
export function fileUnderGrams(lines: readonly string[], perShard: number, mostNames: number): Grams {
  const { postings, samples, hot } = fileAll(lines, mostNames);
  const shards = shardsFor(postings.count, perShard);
  const namesOf = byShard(postings, shards);
  const hotOf = Map.groupBy(samples, (sample) => hashOf(sample.key) & (shards - 1));
  return {
    shards,
    hot,
    textOf: (shard) => {
      const packed = packLines([...namesOf(shard)].map((name) => lines[name]!));
      const common = (hotOf.get(shard) ?? [])
        .toSorted((a, b) => byCodeUnits(a.key, b.key))
        .map((sample) => `${JSON.stringify(sample.told())}\n`);
      return common.length === 0 ? packed : `${packed}\n${common.join('')}`;
    },
  };
}

/** Hash of a key and a name filed under it, for every key; the best names of every hot key; the hot keys. */
function fileAll(
  lines: readonly string[],
  mostNames: number,
): { postings: Pairs; samples: Iterable<Sample>; hot: string[] } {
  // The names as they are filed take the most memory of all; they go when this returns, before the shards are made.
  const names: Filed[] = [];
  const standings = new Uint8Array(lines.length);
  for (const line of lines) {
    const { words, standing } = parseRow(line);
    const cut = cutOf(words);
    standings[names.length] = standingOrder(standing);
    names.push(filed(cut, initialsOf(cut.key)));
  }
  const hot = hotKeys(names, mostNames);
  const isHot = (key: string) => hot.has(key);
  const pairCounts = new Map<string, number>();
  for (const name of names)
    for (const pair of commonPairs(name, isHot)) pairCounts.set(pair, (pairCounts.get(pair) ?? 0) + 1);

  const postings = new Pairs();
  const samples = new Map<string, Sample>();
  names.forEach((name, number) => {
    const sample = (key: string) => {
      let known = samples.get(key);
      if (known === undefined) samples.set(key, (known = new Sample(key)));
      known.add(number, name.key.length, standings[number]!, lines[number]!);
    };
    for (const place of placesOf(name)) {
      const text = textAt(name, place);
      let length = shortestKey(place);
      while (length <= text.length && hot.has(text.slice(0, length))) {
        if (isTogether(place) && !text.slice(0, length).endsWith(END)) sample(text.slice(0, length));
        length++;
      }
      if (length <= text.length) postings.add(hashOf(text.slice(0, length)), number);
    }
    for (const pair of commonPairs(name, isHot)) {
      if (pairCounts.get(pair)! > mostNames) sample(pair);
      else postings.add(hashOf(pair), number);
    }
  });
  return {
    postings,
    samples: [...samples.values()],
    hot: [...hot].filter((key) => !key.endsWith(END)).toSorted(byCodeUnits),
  };
}

/** Keys that more names share than may be filed under one, found length by length: only what is hot is made longer. */
function hotKeys(names: readonly Filed[], mostNames: number): Set<string> {
  const hot = new Set<string>();
  let active: Iterable<readonly [name: number, place: number]> = allPlaces(names);
  for (let step = 0; ; step++) {
    const counts = new Map<string, number>();
    const next = new Pairs();
    for (const [name, place] of active) {
      const text = textAt(names[name]!, place);
      const length = shortestKey(place) + step;
      if (length > text.length || (step > 0 && !hot.has(text.slice(0, length - 1)))) continue;
      const key = text.slice(0, length);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (step > 0) next.add(name, place);
    }
    const before = hot.size;
    for (const [key, count] of counts) if (count > mostNames) hot.add(key);
    if (hot.size === before) return hot;
    // The shortest keys are too many to keep; they are gone through twice.
    active = step === 0 ? allPlaces(names) : next;
  }
}

function* allPlaces(names: readonly Filed[]): Generator<readonly [name: number, place: number]> {
  for (const [number, name] of names.entries()) for (const place of placesOf(name)) yield [number, place];
}

/** The best names under a hot key, one of each owner: the shortest, then by standing, then in order. */
class Sample {
  readonly key: string;
  #count = 0;
  #last = -1;
  #best: { line: string; length: number; standing: number }[] = [];

  constructor(key: string) {
    this.key = key;
  }

  /** Names come in order; one that has the key twice counts once. */
  add(number: number, length: number, standing: number, line: string): void {
    if (number === this.#last) return;
    this.#last = number;
    this.#count++;
    const isBetter = (other: { length: number; standing: number }) =>
      length < other.length || (length === other.length && standing < other.standing);
    if (this.#best.length === SAMPLE && !isBetter(this.#best.at(-1)!)) return;
    const owner = ownerOf(parseRow(line));
    const same = this.#best.findIndex((other) => ownerOf(parseRow(other.line)) === owner);
    if (same >= 0 && !isBetter(this.#best[same]!)) return;
    if (same >= 0) this.#best.splice(same, 1);
    const at = this.#best.findIndex(isBetter);
    this.#best.splice(at < 0 ? this.#best.length : at, 0, { line, length, standing });
    if (this.#best.length > SAMPLE) this.#best.pop();
  }

  told(): [key: string, count: number, lines: string[]] {
    return [this.key, this.#count, this.#best.map((entry) => entry.line)];
  }
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
function initialsOf(key: string): string {
  const syllables = namePinyin(key);
  return [...key].map((character, i) => (syllables[i]!.charAt(0) || ' ').padEnd(character.length)).join('');
}
