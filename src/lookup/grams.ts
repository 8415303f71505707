/** Files names under their keys (keys.ts) and the keys into hash shards. Build only. */
import { byCodeUnits } from '../domain/text.ts';
import { cutOf } from './cut.ts';
import { hashOf, shardsFor } from './files.ts';
import { anchorsOf, commonPairs, END } from './keys.ts';
import { namePinyin } from './name-pinyin.ts';
import { ownerOf, packLines, parseRow, standingOrder, type NameRow } from './rows.ts';

/** A key that too many names share: how many, and the best of them. */
export interface HotKey {
  key: string;
  count: number;
  /** Rows of at most ten names, best first. */
  lines: string[];
}

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
  const rows = lines.map((line) => {
    const row = parseRow(line);
    const cut = cutOf(row.words);
    return { cut, initials: initialsOf(cut.key), row };
  });
  const anchors = (row: number) => anchorsOf(rows[row]!.cut, rows[row]!.initials);

  const hot = new Set<string>();
  let active: Iterable<number> = rows.keys();
  for (let step = 0; ; step++) {
    const counts = new Map<string, number>();
    const next: number[] = [];
    for (const row of active) {
      let isActive = false;
      for (const { text, from } of anchors(row)) {
        const length = from + step;
        if (length > text.length || (step > 0 && !hot.has(text.slice(0, length - 1)))) continue;
        const key = text.slice(0, length);
        counts.set(key, (counts.get(key) ?? 0) + 1);
        isActive = true;
      }
      if (isActive) next.push(row);
    }
    let grew = false;
    for (const [key, count] of counts) {
      if (count <= mostNames) continue;
      hot.add(key);
      grew = true;
    }
    if (!grew) break;
    active = next;
  }

  const isHot = (key: string) => hot.has(key);
  const pairCounts = new Map<string, number>();
  for (const { cut } of rows)
    for (const pair of commonPairs(cut, isHot)) pairCounts.set(pair, (pairCounts.get(pair) ?? 0) + 1);

  const postings = new Postings();
  const samples = new Map<string, Sample>();
  rows.forEach(({ cut, row }, number) => {
    const sample = (key: string) => {
      let known = samples.get(key);
      if (known === undefined) samples.set(key, (known = new Sample(key)));
      known.add(number, lines[number]!, row);
    };
    for (const { text, from, together } of anchors(number)) {
      let length = from;
      while (hot.has(text.slice(0, length))) {
        if (together && !text.slice(0, length).endsWith(END)) sample(text.slice(0, length));
        if (++length > text.length) break;
      }
      if (length <= text.length) postings.add(hashOf(text.slice(0, length)), number);
    }
    for (const pair of commonPairs(cut, isHot)) {
      if (pairCounts.get(pair)! > mostNames) sample(pair);
      else postings.add(hashOf(pair), number);
    }
  });
  const shards = shardsFor(postings.count, perShard);
  const rowsOf = postings.byShard(shards);
  const hotOf = new Map<number, Sample[]>();
  for (const sample of samples.values()) {
    const shard = hashOf(sample.key) & (shards - 1);
    const known = hotOf.get(shard);
    if (known === undefined) hotOf.set(shard, [sample]);
    else known.push(sample);
  }
  return {
    shards,
    hot: [...hot].filter((key) => !key.endsWith(END)).toSorted(byCodeUnits),
    textOf: (shard) => {
      const names = packLines([...rowsOf(shard)].map((row) => lines[row]!));
      const common = (hotOf.get(shard) ?? [])
        .toSorted((a, b) => byCodeUnits(a.key, b.key))
        .map((sample) => `${JSON.stringify(sample.told())}\n`);
      return common.length === 0 ? names : `${names}\n${common.join('')}`;
    },
  };
}

/** The best names under a hot key, one of each owner: the shortest, then by standing, then in order. */
class Sample {
  readonly key: string;
  #count = 0;
  #last = -1;
  #best: { line: string; owner: string; length: number; standing: number }[] = [];

  constructor(key: string) {
    this.key = key;
  }

  /** Rows come in order; one that has the key twice counts once. */
  add(number: number, line: string, row: NameRow): void {
    if (number === this.#last) return;
    this.#last = number;
    this.#count++;
    const entry = { line, owner: ownerOf(row), length: row.name.length, standing: standingOrder(row.standing) };
    const isBetter = (other: typeof entry) =>
      entry.length < other.length || (entry.length === other.length && entry.standing < other.standing);
    const same = this.#best.findIndex((other) => other.owner === entry.owner);
    if (same >= 0 && !isBetter(this.#best[same]!)) return;
    if (same >= 0) this.#best.splice(same, 1);
    if (this.#best.length === SAMPLE && !isBetter(this.#best.at(-1)!)) return;
    const at = this.#best.findIndex(isBetter);
    this.#best.splice(at < 0 ? this.#best.length : at, 0, entry);
    if (this.#best.length > SAMPLE) this.#best.pop();
  }

  told(): [key: string, count: number, lines: string[]] {
    return [this.key, this.#count, this.#best.map((entry) => entry.line)];
  }
}

/** Pairs of hash and row in two plain arrays: millions of them must stay small. */
class Postings {
  #hashes = new Uint32Array(1 << 16);
  #rows = new Uint32Array(1 << 16);
  count = 0;

  add(hash: number, row: number): void {
    if (this.count === this.#hashes.length) {
      const hashes = new Uint32Array(this.count * 2);
      const rows = new Uint32Array(this.count * 2);
      hashes.set(this.#hashes);
      rows.set(this.#rows);
      this.#hashes = hashes;
      this.#rows = rows;
    }
    this.#hashes[this.count] = hash;
    this.#rows[this.count++] = row;
  }

  /** Rows of every shard, each once, in order. */
  byShard(shards: number): (shard: number) => Set<number> {
    const starts = new Uint32Array(shards + 1);
    for (let i = 0; i < this.count; i++) starts[(this.#hashes[i]! & (shards - 1)) + 1]!++;
    for (let shard = 0; shard < shards; shard++) starts[shard + 1]! += starts[shard]!;
    const ends = starts.slice(0, shards);
    const sorted = new Uint32Array(this.count);
    for (let i = 0; i < this.count; i++) {
      const shard = this.#hashes[i]! & (shards - 1);
      sorted[ends[shard]!++] = this.#rows[i]!;
    }
    return (shard) => new Set(sorted.subarray(starts[shard], starts[shard + 1]));
  }
}

/** The first letter of each character's syllable in this name, a blank where there is none; as long as the name. */
function initialsOf(key: string): string {
  const syllables = namePinyin(key);
  return [...key].map((character, i) => (syllables[i]!.charAt(0) || ' ').padEnd(character.length)).join('');
}
