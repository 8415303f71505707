/** Characters taken for one another by eye (形近字). */
import { LOOK_ALIKES } from './tables/look-alikes.ts';

let alike: ReadonlySet<string> | undefined;

/** Whether two different simplified characters look alike. */
export function lookAlike(a: string, b: string): boolean {
  alike ??= readPairs();
  return alike.has(a < b ? a + b : b + a);
}

/** All pairs, the lower character in front. */
function readPairs(): ReadonlySet<string> {
  return new Set(LOOK_ALIKES.split(' ').flatMap(pairsOf));
}

function pairsOf(group: string): string[] {
  const characters = [...group].toSorted();
  return characters.flatMap((a, i) => characters.slice(i + 1).map((b) => a + b));
}
