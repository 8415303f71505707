/**
 * Brings gram shards up to date: a shard changes by the names that come and go, and by those that have a key which turns hot
 * or cold. Build only.
 */
import { hashOf, shardsFor } from './files.ts';
import { Best, gramShardText, parseGramShard, weigh, type GramShard, type Told } from './gram-shards.ts';
import { filedRow, fileName, type GramFigures, type NamedRows } from './grams.ts';
import { END, LONGEST_NAME, REACH } from './keys.ts';
import { lookupKey } from './normalise.ts';
import { nameOf, standingIn } from './rows.ts';

export interface RowsChange {
  before: NamedRows;
  after: NamedRows;
  /** Places among the rows before, and after. */
  gone: readonly number[];
  come: readonly number[];
}

export interface GramUpdate {
  figures: GramFigures;
  /** Whether the same keys are hot, pairs aside. */
  isHotAsBefore: boolean;
  /** Shards that may have changed; every other is as it was. */
  textOf: ReadonlyMap<number, () => string>;
}

export interface GramReader {
  /** Packed; kept until all is written. Undefined where the shard is missing. */
  read(shard: number): Uint8Array | undefined;
  /** Undefined where the shard is not what it was. */
  textOf(shard: number, bytes: Uint8Array): string | undefined;
}

/** Rows that are filed anew, at most one in so many: with more it is better to make all shards anew. */
const FEWER_THAN = 20;

/** @returns `anew` where the shards should be made anew, `unreadable` where an earlier one is missing */
export function updateGrams(
  earlier: GramFigures,
  change: RowsChange,
  reader: GramReader,
  perShard: number,
  mostNames: number,
): GramUpdate | 'anew' | 'unreadable' {
  const shards = new EarlierShards(earlier, change.before, reader);
  const hot: Hot = { keys: new Set(earlier.hot.keys()), pairs: new Set(earlier.hotPairs.keys()) };
  const gone = new Set(change.gone);
  // Rows that stay, but have a key that turns.
  const refiled = new Set<number>();
  try {
    for (;;) {
      if ((gone.size + change.come.length + refiled.size) * FEWER_THAN > change.after.lines.length) return 'anew';
      const filings = new Filings(shards);
      for (const place of [...gone, ...refiled]) filings.file(change.before, place, -1, shards.hot);
      for (const place of change.come) filings.file(change.after, place, 1, hot);
      for (const place of refiled) filings.file(change.before, place, 1, hot);
      const turned = KINDS.flatMap((kind) => turnedKeys(kind, filings.counts[kind], hot, shards, mostNames));
      if (turned.length === 0) return finish(earlier, change, shards, filings, hot, perShard);
      // Pairs of what is behind the longest name that has places are no keys of their own.
      if (change.before.initials.some((initials) => initials.length > LONGEST_NAME)) return 'anew';
      for (const [kind, key] of turned) {
        if (!hot[kind].delete(key)) hot[kind].add(key);
        for (const place of shards.placesWith(kind, key)) if (!gone.has(place)) refiled.add(place);
      }
    }
  } catch (error) {
    if (error instanceof Unreadable) return 'unreadable';
    throw error;
  }
}

/** Keys of one place, and pairs of common words: each has counts of its own. */
const KINDS = ['keys', 'pairs'] as const;
type Kind = (typeof KINDS)[number];

type Hot = Readonly<Record<Kind, Set<string>>>;

class Unreadable extends Error {}

/** The keys that are hot and should not be, or the other way round. Only of shorter keys it hangs whether one is had. */
function turnedKeys(
  kind: Kind,
  more: ReadonlyMap<string, number>,
  hot: Hot,
  shards: EarlierShards,
  mostNames: number,
): [Kind, string][] {
  // One that has turned hot, and no name has it after all.
  const lost = [...hot[kind]].filter((key) => !shards.hot[kind].has(key) && !more.has(key));
  // Shard by shard, so that each is unpacked once.
  const wrong = [...more]
    .toSorted(([a], [b]) => shards.shardOf(a) - shards.shardOf(b))
    .filter(([key, count]) => hot[kind].has(key) !== shards.isMoreThan(mostNames - count, kind, key, mostNames));
  return [...lost, ...wrong.map(([key]) => key)].map((key) => [kind, key]);
}

function finish(
  earlier: GramFigures,
  change: RowsChange,
  shards: EarlierShards,
  filings: Filings,
  hot: Hot,
  perShard: number,
): GramUpdate | 'anew' {
  const postings = earlier.postings + filings.postings;
  if (shardsFor(postings, perShard) !== earlier.shards) return 'anew';
  const counts = (kind: Kind) =>
    new Map(
      [...hot[kind]].map((key) => [key, shards.countOf(kind, key) + (filings.counts[kind].get(key) ?? 0)] as const),
    );
  const figures = { shards: earlier.shards, postings, hot: counts('keys'), hotPairs: counts('pairs') };
  const after = new RowBook(change.after);
  const textOf = new Map<number, () => string>();
  for (const [number, shardChange] of filings.changes()) {
    shards.prove(number);
    textOf.set(number, () => changedShard(shards.parse(number), shardChange, after, hot));
  }
  const isHotAsBefore = hot.keys.size === earlier.hot.size && [...hot.keys].every((key) => earlier.hot.has(key));
  return { figures, isHotAsBefore, textOf };
}

/** What an earlier run filed, as far as it is asked for. */
class EarlierShards {
  readonly hot: Hot;
  readonly #figures: GramFigures;
  readonly #rows: RowBook;
  readonly #reader: GramReader;
  readonly #packed = new Map<number, Uint8Array>();
  readonly #times: Record<Kind, Map<string, number>> = { keys: new Map(), pairs: new Map() };
  /** The shard asked for last. */
  #last: { shard: number; rows: readonly Row[] } | undefined;

  constructor(figures: GramFigures, rows: NamedRows, reader: GramReader) {
    this.hot = { keys: new Set(figures.hot.keys()), pairs: new Set(figures.hotPairs.keys()) };
    this.#figures = figures;
    this.#rows = new RowBook(rows);
    this.#reader = reader;
  }

  shardOf(key: string): number {
    return hashOf(key) & (this.#figures.shards - 1);
  }

  /** Sees to it that the shard can be read later on. @throws {Unreadable} */
  prove(shard: number): void {
    if (!this.#packed.has(shard)) this.#textOf(shard);
  }

  /** @throws {Unreadable} */
  parse(shard: number): GramShard {
    return parseGramShard(this.#textOf(shard));
  }

  /** Whether the key was had more often than `count`; what was not hot was had no more often than `mostNames`. */
  isMoreThan(count: number, kind: Kind, key: string, mostNames: number): boolean {
    if (!this.#countsOfHot(kind).has(key)) {
      if (count >= mostNames) return false;
      let most = 0;
      for (const row of this.#rowsBeside(key)) most += mostTimes(row, kind, key);
      if (most <= count) return false;
    }
    return this.countOf(kind, key) > count;
  }

  countOf(kind: Kind, key: string): number {
    let times = this.#countsOfHot(kind).get(key) ?? this.#times[kind].get(key);
    if (times === undefined) {
      times = 0;
      for (const row of this.#rowsBeside(key)) times += timesOf(row, kind, key, this.hot);
      this.#times[kind].set(key, times);
    }
    return times;
  }

  /** Places of the rows that were counted with the key. */
  *placesWith(kind: Kind, key: string): Generator<number> {
    const rows = this.hot[kind].has(key) ? this.#rows.all() : this.#rowsBeside(key);
    for (const row of rows) if (timesOf(row, kind, key, this.hot) > 0) yield row.place;
  }

  #countsOfHot(kind: Kind): ReadonlyMap<string, number> {
    return kind === 'keys' ? this.#figures.hot : this.#figures.hotPairs;
  }

  /** The rows of the key's shard: all that have the key, if it was not hot. */
  #rowsBeside(key: string): readonly Row[] {
    const shard = this.shardOf(key);
    if (this.#last?.shard !== shard) this.#last = { shard, rows: this.#rows.find(this.parse(shard).lines) };
    return this.#last.rows;
  }

  #textOf(shard: number): string {
    const bytes = this.#packed.get(shard) ?? this.#reader.read(shard);
    const text = bytes && this.#reader.textOf(shard, bytes);
    if (text === undefined) throw new Unreadable();
    this.#packed.set(shard, bytes!);
    return text;
  }
}

/** Lines that leave and lines that enter; one that does both stays. */
class LinesChange {
  readonly gone = new Set<string>();
  readonly come = new Set<string>();

  add(line: string, sign: 1 | -1): void {
    (sign === 1 ? this.come : this.gone).add(line);
  }

  /** @returns false where nothing is left */
  settle(): boolean {
    for (const line of this.come) if (this.gone.delete(line)) this.come.delete(line);
    return this.gone.size + this.come.size > 0;
  }
}

interface ShardChange {
  rows: LinesChange;
  samples: Map<string, LinesChange>;
}

/** Names taken out of the shards and put into them. */
class Filings {
  postings = 0;
  /** How much oftener each key is had. */
  readonly counts: Record<Kind, Map<string, number>> = { keys: new Map(), pairs: new Map() };
  readonly #shards = new Map<number, ShardChange>();
  readonly #earlier: EarlierShards;

  constructor(earlier: EarlierShards) {
    this.#earlier = earlier;
  }

  file({ lines, initials }: NamedRows, place: number, sign: 1 | -1, hot: Hot): void {
    const line = lines[place]!;
    const count = (kind: Kind, key: string) => {
      const counts = this.counts[kind];
      counts.set(key, (counts.get(key) ?? 0) + sign);
    };
    const post = (key: string) => {
      this.postings += sign;
      this.#shardOf(key).rows.add(line, sign);
    };
    const sample = (key: string) => {
      const { samples } = this.#shardOf(key);
      let change = samples.get(key);
      if (change === undefined) samples.set(key, (change = new LinesChange()));
      change.add(line, sign);
    };
    fileName(filedRow(line, initials[place]!), (key) => hot.keys.has(key), {
      hot: (key, isSampled) => {
        count('keys', key);
        if (isSampled) sample(key);
      },
      cold: (key) => {
        count('keys', key);
        post(key);
      },
      pair: (key) => {
        count('pairs', key);
        if (hot.pairs.has(key)) sample(key);
        else post(key);
      },
    });
  }

  /** What is left to change once all are filed. */
  *changes(): Generator<[shard: number, change: ShardChange]> {
    for (const [shard, change] of this.#shards) {
      for (const [key, sample] of change.samples) if (!sample.settle()) change.samples.delete(key);
      if (change.rows.settle() || change.samples.size > 0) yield [shard, change];
    }
  }

  #shardOf(key: string): ShardChange {
    const shard = this.#earlier.shardOf(key);
    let change = this.#shards.get(shard);
    if (change === undefined) this.#shards.set(shard, (change = { rows: new LinesChange(), samples: new Map() }));
    return change;
  }
}

/** A row with what its name is filed under; made when asked for. */
class Row {
  readonly line: string;
  readonly initials: string;
  readonly place: number;
  #key: string | undefined;

  constructor(line: string, initials: string, place: number) {
    this.line = line;
    this.initials = initials;
    this.place = place;
  }

  get key(): string {
    return (this.#key ??= lookupKey(nameOf(this.line)));
  }
}

class RowBook {
  readonly #rows: NamedRows;
  readonly #made: Row[] = [];
  #places: Map<string, number> | undefined;
  #bestFirst: Float64Array | undefined;

  constructor(rows: NamedRows) {
    this.#rows = rows;
  }

  find(lines: readonly string[]): Row[] {
    this.#places ??= new Map(this.#rows.lines.map((line, place) => [line, place]));
    const places = this.#places;
    return lines.map((line) => this.#at(places.get(line)!));
  }

  *all(): Generator<Row> {
    for (const place of this.#rows.lines.keys()) yield this.#at(place);
  }

  /** In the order of `Best`. */
  *bestFirst(): Generator<Row> {
    const { lines, initials } = this.#rows;
    this.#bestFirst ??= Float64Array.from(
      lines,
      (line, place) => (initials[place]!.length * 2 ** 8 + standingIn(line)) * 2 ** 32 + place,
    ).toSorted();
    for (const rank of this.#bestFirst) yield this.#at(rank % 2 ** 32);
  }

  #at(place: number): Row {
    return (this.#made[place] ??= new Row(this.#rows.lines[place]!, this.#rows.initials[place]!, place));
  }
}

/** How often at most the name has the key, soon told. No name holds the signs that keys are made with (`nameKey`). */
function mostTimes(row: Row, kind: Kind, key: string): number {
  if (kind === 'pairs') {
    const [one, other] = key.split('+') as [string, string];
    return row.key.includes(one) && row.key.includes(other) ? 1 : 0;
  }
  const end = key.endsWith(END) ? key.length - 1 : key.length;
  if (key.startsWith('@')) return timesIn(row.initials, key.slice(1, end));
  for (let i = 1; i < end; i++) if (!row.key.includes(key.charAt(i))) return 0;
  return timesIn(row.key, key.charAt(0)) * (1 + REACH);
}

function timesIn(text: string, part: string): number {
  let times = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) times++;
  return times;
}

/** How often the name has the key. @param isSample only where the key has samples */
function timesOf(row: Row, kind: Kind, key: string, hot: Hot, isSample = false): number {
  if (mostTimes(row, kind, key) === 0) return 0;
  let times = 0;
  const count = (isCounted: boolean) => (other: string, isSampled?: boolean) => {
    if (isCounted && other === key && (!isSample || isSampled !== false)) times++;
  };
  fileName(filedRow(row.line, row.initials), (other) => hot.keys.has(other), {
    hot: count(kind === 'keys'),
    cold: count(kind === 'keys'),
    pair: count(kind === 'pairs'),
  });
  return times;
}

function changedShard(shard: GramShard, { rows, samples }: ShardChange, after: RowBook, hot: Hot): string {
  const told = new Map(shard.samples.map((sample) => [sample[0], sample]));
  for (const [key, change] of samples) {
    const sample = changedSample(told.get(key) ?? [key, 0, []], change, after, hot);
    if (sample[1] === 0) told.delete(key);
    else told.set(key, sample);
  }
  const lines = [...shard.lines.filter((line) => !rows.gone.has(line)), ...rows.come];
  return gramShardText({ lines, samples: [...told.values()] });
}

function changedSample([key, before, lines]: Told, { gone, come }: LinesChange, after: RowBook, hot: Hot): Told {
  const count = before - gone.size + come.size;
  const best = new Best();
  if (count > 0 && lines.some((line) => gone.has(line))) {
    // Who takes the place of one that goes is known from all names alone.
    const kind = hot.pairs.has(key) ? 'pairs' : 'keys';
    for (const row of after.bestFirst()) {
      if (mostTimes(row, kind, key) === 0) continue;
      const candidate = weigh(row.line, row.initials.length);
      if (!best.wants(candidate)) break;
      if (timesOf(row, kind, key, hot, true) > 0) best.add(candidate);
    }
  } else for (const line of [...lines, ...come]) best.add(weigh(line, lookupKey(nameOf(line)).length));
  return [key, count, best.lines];
}
