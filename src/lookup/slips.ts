/** Slips of the pen between a query and a name: what they cost and where they are. */
import { lookAlike } from './look-alike-characters.ts';
import type { SoundTable } from './sound.ts';

/** Cost of a character typed for one that sounds or looks alike, of two neighbours that changed places; 1 for any other slip. */
export const ALIKE = 0.4;
const SWAP = 0.6;

/** Measures one query against many names: what is the same for all of them is worked out once. */
export class SlipMeter {
  readonly #query: string;
  readonly #sounds: SoundTable;
  /** For each place of the query, what the characters of names met so far cost there. */
  readonly #costs: Map<number, number>[];
  /** The last rows of the table of costs, one entry for each beginning of the name. */
  #rows: [Float64Array, Float64Array, Float64Array] = rowsFor(64);

  constructor(query: string, sounds: SoundTable) {
    this.#query = query;
    this.#sounds = sounds;
    this.#costs = Array.from(query, () => new Map<number, number>());
    while (this.#costs.length < query.length) this.#costs.push(new Map());
  }

  /**
   * Cost of the slips between query and name.
   *
   * @param inside what stands before and behind the best part of the name costs nothing
   * @param limit dearer names are not measured to their end
   * @returns infinite when the cost is above the limit
   */
  cost(name: string, inside: boolean, limit: number): number {
    const query = this.#query;
    if (!inside && Math.abs(query.length - name.length) > limit) return Number.POSITIVE_INFINITY;
    if (name.length >= this.#rows[0].length) this.#rows = rowsFor(name.length * 2);
    let [before2, before, row] = this.#rows;
    for (let j = 0; j <= name.length; j++) before[j] = inside ? 0 : j;
    for (let i = 1; i <= query.length; i++) {
      row[0] = i;
      let least = i;
      for (let j = 1; j <= name.length; j++) {
        const spoilt = before[j - 1]! + this.#unlikeness(i - 1, name.charCodeAt(j - 1));
        let cost = Math.min(before[j]! + 1, row[j - 1]! + 1, spoilt);
        if (isSwap(query, name, i, j)) cost = Math.min(cost, before2[j - 2]! + SWAP);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      // A swap reaches back over one row and costs more than nothing.
      if (least > limit + SWAP) return Number.POSITIVE_INFINITY;
      [before2, before, row] = [before, row, before2];
    }
    const cost = inside ? Math.min(...before.subarray(0, name.length + 1)) : before[name.length]!;
    return cost > limit ? Number.POSITIVE_INFINITY : cost;
  }

  #unlikeness(place: number, unit: number): number {
    if (this.#query.charCodeAt(place) === unit) return 0;
    const costs = this.#costs[place]!;
    let cost = costs.get(unit);
    if (cost === undefined)
      costs.set(unit, (cost = unlikeness(this.#query.charAt(place), String.fromCharCode(unit), this.#sounds)));
    return cost;
  }
}

function rowsFor(length: number): [Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
}

export interface Slip {
  kind: 'same' | 'other' | 'extra' | 'missing' | 'swap';
  /** Offset in the query; for `missing` where it would stand. */
  query: number;
  /** Offset in the name; for `extra` where it would stand. */
  name: number;
}

/** The cheapest way from query to name, step by step from the front. */
export function slipsOf(query: string, name: string, inside: boolean, sounds: SoundTable): Slip[] {
  const matrix = slipMatrix(query, name, inside, sounds);
  const slips: Slip[] = [];
  let i = query.length;
  let j = inside ? matrix[i]!.indexOf(Math.min(...matrix[i]!)) : name.length;
  const isDone = () => i === 0 && (inside || j === 0);
  while (!isDone()) {
    const cost = matrix[i]![j]!;
    const a = query.charAt(i - 1);
    const b = name.charAt(j - 1);
    if (i > 0 && j > 0 && a === b && cost === matrix[i - 1]![j - 1])
      slips.push({ kind: 'same', query: --i, name: --j });
    else if (isSwap(query, name, i, j) && cost === matrix[i - 2]![j - 2]! + SWAP)
      slips.push({ kind: 'swap', query: (i -= 2), name: (j -= 2) });
    else if (i > 0 && j > 0 && cost === matrix[i - 1]![j - 1]! + unlikeness(a, b, sounds))
      slips.push({ kind: 'other', query: --i, name: --j });
    else if (i > 0 && cost === matrix[i - 1]![j]! + 1) slips.push({ kind: 'extra', query: --i, name: j });
    else slips.push({ kind: 'missing', query: i, name: --j });
  }
  return slips.toReversed();
}

/** Least cost of every pair of beginnings of query and name. */
function slipMatrix(query: string, name: string, inside: boolean, sounds: SoundTable): number[][] {
  const matrix: number[][] = [Array.from({ length: name.length + 1 }, (_, j) => (inside ? 0 : j))];
  for (let i = 1; i <= query.length; i++) {
    const above = matrix[i - 1]!;
    const row = [i];
    const a = query.charAt(i - 1);
    for (let j = 1; j <= name.length; j++) {
      const b = name.charAt(j - 1);
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a === b ? 0 : unlikeness(a, b, sounds)));
      if (isSwap(query, name, i, j)) cost = Math.min(cost, matrix[i - 2]![j - 2]! + SWAP);
      row.push(cost);
    }
    matrix.push(row);
  }
  return matrix;
}

function isSwap(query: string, name: string, i: number, j: number): boolean {
  return (
    i > 1 && j > 1 && query[i - 1] === name[j - 2] && query[i - 2] === name[j - 1] && query[i - 1] !== query[i - 2]
  );
}

/** Cost of one character typed for another. */
export function unlikeness(a: string, b: string, sounds: SoundTable): number {
  return soundAlike(a, b, sounds) || lookAlike(a, b) ? ALIKE : 1;
}

/** Whether some reading of one is a reading of the other, tones aside. */
export function soundAlike(a: string, b: string, sounds: SoundTable): boolean {
  const heard = sounds.syllablesOf(b);
  return heard.length > 0 && sounds.syllablesOf(a).some((syllable) => heard.includes(syllable));
}
