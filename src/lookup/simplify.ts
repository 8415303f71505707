/** One simplified character for every traditional or regional one. */
import { readAscending, readWandering } from './numbers.ts';
import { SIMPLIFIED, VARIANTS } from './tables/simplified.ts';

const FIRST = 0x2e80;
const LAST = 0x9fff;

/** The simplified character at the place of each variant, 0 where a character stays. */
let table: Uint16Array | undefined;

/**
 * The text with traditional characters and the variants of Taiwan and Hong Kong simplified, each on its own, so that the
 * length stays. Meant for comparing: 乾 becomes 干 even in 乾县, 著 stays as it is even where 着 is meant.
 */
export function simplify(text: string): string {
  table ??= readTable();
  let simplified = '';
  let done = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < FIRST || unit > LAST || table[unit - FIRST] === 0) continue;
    simplified += text.slice(done, i) + String.fromCharCode(table[unit - FIRST]!);
    done = i + 1;
  }
  return done === 0 ? text : simplified + text.slice(done);
}

function readTable(): Uint16Array {
  const simplified = readAscending(SIMPLIFIED);
  const units = new Uint16Array(LAST - FIRST + 1);
  for (const [i, variant] of readWandering(VARIANTS).entries()) {
    const unit = variant.charCodeAt(0);
    if (unit >= FIRST && unit <= LAST) units[unit - FIRST] = simplified[i]!.charCodeAt(0);
  }
  return units;
}
