/** A query with what it is meant to find, and how queries of a class are drawn. */
import { nameKey } from '../../src/domain/name.ts';
import { Random } from '../../src/sample/random.ts';
import type { NameSet, Organisation } from './names.ts';
import { simplified } from './script.ts';

export interface Query {
  readonly text: string;
  /** Name of the organisation that is meant. */
  readonly target: string;
  /** Whether another name answers the query as truly; absent where the target alone does. */
  readonly answers?: (name: string) => boolean;
}

export interface Context {
  readonly seed: number;
  readonly set: NameSet;
  /** Organisations that queries are drawn from: the real ones among the first 10,000, or all of these. */
  readonly targets: readonly Organisation[];
  /** Queries a class. */
  readonly count: number;
  /** Whether somebody in the set bears the name, present, former or short. */
  isTaken(name: string): boolean;
}

export interface QueryClass {
  readonly id: string;
  readonly title: string;
  make(context: Context): Query[];
}

const TRIES = 60;
const folded = new Map<string, string>();

/** The name without script, width, marks and blanks. */
export function fold(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  const key = simplified(nameKey(name));
  folded.set(name, key);
  return key;
}

/** Random numbers for one class, whatever other classes draw. */
export function randomOf({ seed }: Context, id: string): Random {
  let stream = 17;
  for (const character of id) stream = (Math.imul(stream, 31) + character.codePointAt(0)!) | 0;
  return new Random(seed, stream, 0);
}

/** A class whose queries are made from targets; `make` gives nothing where a name lends itself to none. */
export function fromTargets(
  id: string,
  title: string,
  make: (random: Random, target: Organisation, context: Context) => Omit<Query, 'target'> | string | undefined,
): QueryClass {
  return {
    id,
    title,
    make: (context) => {
      const random = randomOf(context, id);
      const queries = new Map<string, Query>();
      for (let attempt = 0; queries.size < context.count && attempt < context.count * TRIES; attempt++) {
        const target = random.pick(context.targets);
        const made = make(random, target, context);
        if (made === undefined) continue;
        const query = typeof made === 'string' ? { text: made } : made;
        if (!queries.has(query.text)) queries.set(query.text, { ...query, target: target.name });
      }
      return [...queries.values()];
    },
  };
}

/** So many of the items in random order. */
export function sample<T>(random: Random, items: readonly T[], count: number): T[] {
  const rest = [...items];
  for (let i = 0; i < Math.min(count, rest.length); i++) {
    const j = random.int(i, rest.length - 1);
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return rest.slice(0, count);
}
