/** Which rows of a dataset belong to an organisation: of each row, the place of its organisation among all. */
import { lowerBound } from '../domain/lower-bound.ts';

/**
 * @param owners of each row, the place of its organisation
 * @returns gives the places of the rows of an organisation, in their order
 */
export function placesByOwner(owners: Uint32Array): (owner: number) => readonly number[] {
  const places = isInOrder(owners) ? undefined : orderedBy(owners);
  const at = (i: number) => places?.[i] ?? i;
  const isBefore = (i: number, owner: number) => owners[at(i)]! < owner;
  // Pages ask for one organisation after the other.
  let next = 0;
  const isNext = (owner: number) =>
    (next === owners.length || !isBefore(next, owner)) && (next === 0 || isBefore(next - 1, owner));
  // A map of hundreds of thousands takes many times the memory, in every thread.
  return (owner) => {
    if (!isNext(owner)) next = lowerBound(owners.length, (i) => isBefore(i, owner));
    if (next === owners.length || owners[at(next)] !== owner) return NONE;
    const found: number[] = [];
    for (; next < owners.length && owners[at(next)] === owner; next++) found.push(at(next));
    return found;
  };
}

const NONE: readonly never[] = [];

function isInOrder(numbers: Uint32Array): boolean {
  for (let i = 1; i < numbers.length; i++) if (numbers[i - 1]! > numbers[i]!) return false;
  return true;
}

/**
 * Places in the order of their numbers, which are small; those of one number stay in their order.
 *
 * @param places those that are ordered, in the order that they have now; all when left out
 */
export function orderedBy(numbers: Uint32Array, places?: Uint32Array): Uint32Array {
  const starts = new Uint32Array(numbers.reduce((most, number) => Math.max(most, number), 0) + 2);
  for (const number of numbers) starts[number + 1]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const ordered = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const place = places?.[i] ?? i;
    ordered[starts[numbers[place]!]!++] = place;
  }
  return ordered;
}
