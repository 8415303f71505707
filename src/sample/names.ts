import { PROVINCE, type Place } from './places.ts';
import type { Random } from './random.ts';
import type { Kind } from './vocabulary/kind.ts';
import { brand, villageName } from './vocabulary/words.ts';

/** A name with the parts it was put together from. */
export interface Name {
  readonly full: string;
  readonly kind: Kind;
  readonly brand: string;
  readonly field: string;
  readonly form: string;
  /** The street, town or township in the name; empty when none. */
  readonly town: string;
}

// How often a kind is tried before another of the type is drawn: some have few names.
const TRIES_A_KIND = 30;
// From here on a trade name is put in whatever the kind, which leaves names for any number of organisations.
const TRIES_UNBRANDED = 12;

/** The names given so far: no two alike, former names included. */
export class NameBook {
  readonly #taken = new Set<string>();

  /** Whether the name was free; it is not any longer. */
  take(name: string): boolean {
    const before = this.#taken.size;
    return this.#taken.add(name).size > before;
  }
}

/** A name that nobody bears yet. `another` gives a kind to go on with when those of the first are used up. */
export function newName(random: Random, book: NameBook, place: Place, kind: Kind, another: () => Kind): Name {
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0 && attempt % TRIES_A_KIND === 0) kind = another();
    const name = drawName(random, place, kind, attempt % TRIES_A_KIND);
    if (name !== undefined && book.take(name.full)) return name;
  }
}

/** A name of the kind at the place, the more particular the more tries went before; `undefined` when it reads wrong. */
function drawName(random: Random, place: Place, kind: Kind, attempt: number): Name | undefined {
  const field = random.pick(kind.fields);
  const form = random.pick(random.chance(0.12 + attempt * 0.08) ? kind.rareForms : kind.forms);
  const isBranded = random.chance(kind.branded) || attempt >= TRIES_UNBRANDED;
  const isLocal = place.level === 'county' && (random.chance(kind.township) || (attempt > 5 && random.chance(0.3)));
  const town = isLocal ? random.pick(place.towns) : '';
  const village = isLocal && random.chance(kind.village ?? 0) ? villageName(random, town) : '';
  const name = isBranded ? brand(random, kind.brands) : '';
  if (repeats(village, name + field + form) || repeats(name, field + form) || repeats(field, form)) return undefined;
  return { full: place.prefix + town + village + name + field + form, kind, brand: name, field, form, town };
}

/** Whether the two parts stutter where they meet, as in 公益公益基金会. */
function repeats(first: string, second: string): boolean {
  return first !== '' && (second.startsWith(first.slice(-2)) || second.startsWith(first.slice(-1)));
}

/** What a body was called before: another ending, field or trade name at the same place. */
export function formerName(
  random: Random,
  book: NameBook,
  place: Place,
  { kind, brand: own, field, town }: Name,
): string {
  for (let attempt = 0; ; attempt++) {
    const otherBrand =
      own === '' && attempt < 20 ? '' : random.chance(0.5) && attempt < 20 ? own : brand(random, kind.brands);
    const otherField = random.chance(0.9) ? field : random.pick(kind.fields);
    const form = random.pick([...kind.forms, ...kind.rareForms]);
    const name = place.prefix + town + otherBrand + otherField + form;
    if (!repeats(otherField, form) && book.take(name)) return name;
  }
}

// What stays of an ending when people shorten a name.
const SHORT_ENDING = /(协会|商会|研究会|学会|促进会|联合会|联谊会|校友会)$/;

/** 简称: 省书协, 澜江竹编协会, or the trade name with the ending; empty when the name lends itself to none. */
export function shortName(place: Place, { brand: own, field, form, town }: Name): string {
  if (town !== '') return '';
  if (own !== '') return own + (form.endsWith('基金会') ? '基金会' : form);
  const stem = place === PROVINCE ? '省' : place.stem;
  if (field.endsWith('家') && form === '协会') return `${stem}${field[0]}协`;
  const ending = SHORT_ENDING.exec(form)?.[0] ?? form;
  return place.stem + field + ending;
}
