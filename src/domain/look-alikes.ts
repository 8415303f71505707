/** Finds, among all registered names, those that illegal ones are taken for. */
import {
  compareNames,
  prepareName,
  coreRests,
  type Comparison,
  type Likeness,
  type LikenessReason,
  type LikenessTables,
  type PreparedName,
} from './likeness.ts';

/** Registered names that are so much farther than the nearest one are left out. */
const MARGIN = 0.1;
/** An illegal name that more registered ones are equally near to resembles none in particular. */
const MOST_EQUALLY_NEAR = 3;

export interface LookAlike<I, R> {
  illegal: I;
  registered: R;
  likeness: Likeness;
}

/** A pair that a person should look at, as `check --json` prints it. */
export interface Proposal {
  /** On an illegal list. */
  name: string;
  /** Of the registered organisation. */
  code: string;
  registeredName: string;
  reason: LikenessReason;
  /** What tells the names apart, in Chinese. */
  text: string;
}

/**
 * The registered names that each illegal name is nearest to; illegal names in their order. Goes through the registered names
 * once: hundreds of thousands take seconds.
 */
export function findLookAlikes<I extends { name: string }, R extends { name: string }>(
  illegal: readonly I[],
  registered: Iterable<R>,
  tables: LikenessTables,
): LookAlike<I, R>[] {
  const prepared = illegal.map(({ name }) => prepareName(name, tables));
  const near = nearBy(prepared);
  const found: (Comparison & { registered: R })[][] = illegal.map(() => []);
  for (const one of registered) {
    const own = prepareName(one.name, tables);
    for (const i of near(own)) {
      const comparison = compareNames(prepared[i]!, own, tables);
      if (comparison) found[i]!.push({ ...comparison, registered: one });
    }
  }
  return found.flatMap((candidates, i) =>
    nearest(candidates).map((one) => ({
      illegal: illegal[i]!,
      registered: one.registered,
      likeness: one.likeness,
    })),
  );
}

function nearest<C extends Comparison>(candidates: readonly C[]): readonly C[] {
  const least = Math.min(...candidates.map(({ weight }) => weight));
  const near = candidates.filter(({ weight }) => weight <= least + MARGIN);
  return least > 0 && near.length > MOST_EQUALLY_NEAR ? [] : near;
}

/** Finds the illegal names, by their numbers, that are worth comparing with a registered one. */
function nearBy(illegal: readonly PreparedName[]): (registered: PreparedName) => number[] {
  // A slip may hide the smaller of the places, or all.
  const byPlace = Map.groupBy(illegal.keys(), (i) => illegal[i]!.places.at(-1)?.stem ?? '');
  const indexes = new Map(
    [...byPlace].map(([stem, numbers]) => [
      stem,
      new SubjectIndex(
        numbers,
        numbers.map((i) => illegal[i]!),
      ),
    ]),
  );
  return (registered) => {
    const stems = new Set(['', ...registered.places.map(({ stem }) => stem)]);
    return [...stems].flatMap((stem) => indexes.get(stem)?.near(registered) ?? []);
  };
}

/**
 * Finds names about nearly the same: one subject holds all but two characters of the other, or all but one of what is left of
 * each when a common word is taken out, which is all that `compareNames` lets pass.
 */
class SubjectIndex {
  readonly #numbers: readonly number[];
  readonly #sizes: readonly number[];
  /** Of what is left of a subject, at the least. */
  readonly #leastSizes: readonly number[];
  /** Which subjects hold a character, by its code unit. */
  readonly #holders = new Map<number, number[]>();
  /** How many characters each subject shares with the one asked for; zero between calls. */
  readonly #shared: Uint16Array;

  constructor(numbers: readonly number[], names: readonly PreparedName[]) {
    const characters = names.map((name) => codeUnits(subjectOf(name)));
    this.#numbers = numbers;
    this.#sizes = characters.map(({ length }) => length);
    this.#leastSizes = names.map(leastSize);
    this.#shared = new Uint16Array(names.length);
    for (const [i, units] of characters.entries()) {
      for (const unit of units) {
        const holders = this.#holders.get(unit);
        if (holders) holders.push(i);
        else this.#holders.set(unit, [i]);
      }
    }
  }

  near(name: PreparedName): number[] {
    const units = codeUnits(subjectOf(name));
    const touched: number[] = [];
    for (const unit of units) {
      for (const i of this.#holders.get(unit) ?? []) if (this.#shared[i]!++ === 0) touched.push(i);
    }
    if (touched.length === 0) return [];
    const least = leastSize(name);
    const near = touched.filter((i) => {
      const shared = this.#shared[i]!;
      return (
        shared >= Math.min(this.#sizes[i]!, units.length) - 2 || shared >= Math.max(this.#leastSizes[i]!, least) - 1
      );
    });
    for (const i of touched) this.#shared[i] = 0;
    return near.map((i) => this.#numbers[i]!);
  }
}

/** What a name is about, which prefixes, forms and slips in them leave alone; of a name of such parts alone, all of it. */
function subjectOf({ core, key }: PreparedName): string {
  return core || key;
}

function leastSize(name: PreparedName): number {
  return name.core === '' ? 1 : Math.min(...coreRests(name).map((rest) => codeUnits(rest).length));
}

/** Each code unit of the text once. */
function codeUnits(text: string): number[] {
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!units.includes(unit)) units.push(unit);
  }
  return units;
}
