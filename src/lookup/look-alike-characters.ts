/** Characters taken for one another by eye (形近字). */
import { readGroups } from './numbers.ts';
import { LOOK_ALIKES } from './tables/look-alikes.ts';

let alike: ReadonlySet<string> | undefined;

/** Whether two different simplified characters look alike. */
export function lookAlike(a: string, b: string): boolean {
  alike ??= readPairs();
  return alike.has(a < b ? a + b : b + a);
}

/** All pairs, the lower character in front, as it is in the groups. */
function readPairs(): ReadonlySet<string> {
  return new Set(
    readGroups(LOOK_ALIKES).flatMap((group) => group.flatMap((a, i) => group.slice(i + 1).map((b) => a + b))),
  );
}
