/** Queries of a whole name with slips of the pen. */
import type { Random } from '../../src/sample/random.ts';
import { anyCharacter, homophone, lookAlike, syllablesOf } from './characters.ts';
import { fold, fromTargets, type QueryClass } from './query.ts';

/** Names shorter than this leave too little to know them by. */
const SHORTEST = 5;
const SHORTEST_FOR_TWO = 6;

export const SLIPS: readonly QueryClass[] = [
  slip('wrong', 'one wrong', (random, name) => {
    const at = random.int(0, name.length - 1);
    return replace(name, at, anyCharacter(random, name[at]!));
  }),
  slip('extra', 'one extra', (random, name) => {
    const at = random.int(0, name.length);
    const character = at > 0 && random.chance(0.3) ? name[at - 1]! : anyCharacter(random, '');
    return name.slice(0, at) + character + name.slice(at);
  }),
  slip('missing', 'one missing', (random, name) => replace(name, random.int(0, name.length - 1), '')),
  slip('swapped', 'two swapped', (random, name) => {
    const at = random.int(0, name.length - 2);
    return name.slice(0, at) + name[at + 1]! + name[at]! + name.slice(at + 2);
  }),
  slip('look-alike', 'one look-alike', (random, name) => {
    const at = random.int(0, name.length - 1);
    const instead = lookAlike(random, name[at]!);
    return instead && replace(name, at, instead);
  }),
  slip('homophone', 'one homophone', (random, name) =>
    withHomophone(random, name, syllablesOf(name), random.int(0, name.length - 1)),
  ),
  slip(
    'two-homophones',
    'two homophones',
    (random, name) => {
      const one = random.int(0, name.length - 1);
      const two = random.int(0, name.length - 1);
      const syllables = syllablesOf(name);
      const once = one === two ? undefined : withHomophone(random, name, syllables, one);
      return once && withHomophone(random, once, syllables, two);
    },
    SHORTEST_FOR_TWO,
  ),
];

/** @param make from a name of Han characters alone; what is the same name, or another's, is drawn again */
function slip(
  id: string,
  title: string,
  make: (random: Random, name: string) => string | undefined,
  shortest = SHORTEST,
): QueryClass {
  return fromTargets(id, title, (random, { name }, { isTaken }) => {
    if (name.length < shortest || !/^[\u4E00-\u9FFF]+$/.test(name)) return undefined;
    const text = make(random, name);
    return text === undefined || fold(text) === fold(name) || isTaken(text) ? undefined : text;
  });
}

function replace(name: string, at: number, instead: string): string {
  return name.slice(0, at) + instead + name.slice(at + 1);
}

function withHomophone(random: Random, name: string, syllables: readonly string[], at: number): string | undefined {
  const instead = homophone(random, name[at]!, syllables[at]!);
  return instead && replace(name, at, instead);
}
