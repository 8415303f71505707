/** Which of many names have which characters, so that for a query few of them need to be scored. The answers are the same. */
import type { Cut } from './keys.ts';
import { ALIKE, unlikeness } from './slips.ts';
import type { SoundTable } from './sound.ts';

/** What each of the names has of a query, in their order. */
export interface Shares {
  /** How many of the query's characters it has. */
  common: Uint16Array;
  /** No slips between the query and the name, or a part of it, cost less. */
  least: (name: number) => number;
}

/** Sums of costs are compared with sums made in another order. */
const ROUNDING = 1e-9;

export class Holders {
  readonly #count: number;
  readonly #sounds: SoundTable;
  /** Character → names that have it, ascending. */
  readonly #names = new Map<string, number[]>();
  /** Character → names that have it or one that costs less than any other, as far as asked. */
  readonly #near = new Map<string, readonly number[]>();

  constructor(names: readonly Cut[], sounds: SoundTable) {
    this.#count = names.length;
    this.#sounds = sounds;
    names.forEach(({ key }, name) => {
      for (let i = 0; i < key.length; i++) {
        const character = key.charAt(i);
        const holders = this.#names.get(character);
        if (holders === undefined) this.#names.set(character, [name]);
        else if (holders.at(-1) !== name) holders.push(name);
      }
    });
  }

  /** @param key a query, normalised */
  sharesOf(key: string): Shares {
    const common = new Uint16Array(this.#count);
    const near = new Uint16Array(this.#count);
    for (let i = 0; i < key.length; i++) {
      const character = key.charAt(i);
      for (const name of this.#names.get(character) ?? []) common[name]!++;
      for (const name of this.#nearTo(character)) near[name]!++;
    }
    // A character costs nothing only where the name has it, and little only where it has one like it.
    const least = (name: number) => key.length - near[name]! + (near[name]! - common[name]!) * ALIKE - ROUNDING;
    return { common, least };
  }

  #nearTo(character: string): readonly number[] {
    let near = this.#near.get(character);
    if (near === undefined) {
      const names = new Set(this.#names.get(character));
      for (const [other, holders] of this.#names)
        if (unlikeness(character, other, this.#sounds) < 1) for (const name of holders) names.add(name);
      near = [...names];
      this.#near.set(character, near);
    }
    return near;
  }
}
