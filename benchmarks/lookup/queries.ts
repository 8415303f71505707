/** All classes of queries, and the queries of a seed. */
import { Random } from '../../src/sample/random.ts';
import { TARGETS, type NameSet } from './names.ts';
import { PARTS } from './parts.ts';
import { fold, type Context, type Query, type QueryClass } from './query.ts';
import { SHORT_FORMS } from './short-forms.ts';
import { SLIPS } from './slips.ts';
import { WHOLE_NAMES } from './whole-names.ts';
import { anyCharacter } from './characters.ts';

export const CLASSES: readonly QueryClass[] = [...WHOLE_NAMES, ...PARTS, ...SLIPS, ...SHORT_FORMS];

export interface ClassQueries {
  readonly id: string;
  readonly title: string;
  readonly queries: readonly Query[];
}

/** @param ids of the classes wanted; empty for all */
export function makeQueries(context: Context, ids: readonly string[]): ClassQueries[] {
  return CLASSES.filter(({ id }) => ids.length === 0 || ids.includes(id)).map(({ id, title, make }) => ({
    id,
    title,
    queries: make(context),
  }));
}

export function makeContext(set: NameSet, seed: number, count: number): Context {
  const first = set.organisations.slice(0, TARGETS);
  const real = first.filter(({ isReal }) => isReal);
  const taken = new Set<string>();
  for (const { name, formerNames, shortNames, isReal } of set.organisations) {
    // Generated names are their own keys: simplified, without marks.
    taken.add(isReal ? fold(name) : name);
    for (const other of [...formerNames, ...shortNames]) taken.add(fold(other));
  }
  for (const { name } of set.illegal) taken.add(fold(name));
  return { seed, set, count, targets: real.length > 0 ? real : first, isTaken: (name) => taken.has(fold(name)) };
}

/** Names that nobody bears: wholly invented ones, and registered ones with one character changed. */
export function* inventedNames({ seed, set, isTaken }: Context, count: number): Generator<string> {
  const random = new Random(seed, 5, 0);
  for (let given = 0; given < count;) {
    const { name } = random.pick(set.organisations);
    const at = random.int(0, name.length - 1);
    const invented =
      given % 2 === 0 ? set.invent() : name.slice(0, at) + anyCharacter(random, name[at]!) + name.slice(at + 1);
    if (isTaken(invented)) continue;
    given++;
    yield invented;
  }
}
