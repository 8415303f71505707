/** One simplified character for every traditional or regional one. */
import { readAscending, readWandering } from './numbers.ts';
import { SIMPLIFIED, VARIANTS } from './tables/simplified.ts';

let table: ReadonlyMap<string, string> | undefined;

/**
 * The text with traditional characters and the variants of Taiwan and Hong Kong simplified, each on its own, so that the
 * length stays. Meant for comparing: 乾 becomes 干 even in 乾县, 著 stays as it is even where 着 is meant.
 */
export function simplify(text: string): string {
  return text.replace(/[\u2E80-\u9FFF]/g, (character) => {
    table ??= readTable();
    return table.get(character) ?? character;
  });
}

function readTable(): ReadonlyMap<string, string> {
  const simplified = readAscending(SIMPLIFIED);
  return new Map(readWandering(VARIANTS).map((variant, i) => [variant, simplified[i]!]));
}
