/** Which blocks of codes change with the codes in them. Build only. */
import { MOST_CODES, type CodeIndexEntry } from './codes.ts';

/**
 * Beginnings of codes under which blocks must be put together anew; every other block stays. None begins with another.
 *
 * @param changed codes that come or go or whose rows are others, as often as each does so
 */
export function changedPrefixes(
  blocks: readonly Pick<CodeIndexEntry, 'prefix' | 'count'>[],
  changed: { gone: readonly string[]; come: readonly string[] },
): ReadonlySet<string> {
  const before = new Map<string, number>();
  for (const { prefix, count } of blocks) {
    for (let length = 1; length <= prefix.length; length++) add(before, prefix.slice(0, length), count);
  }
  // Only of what is cut can it matter that it no longer is.
  const after = new Map([...before].filter(([, count]) => count > MOST_CODES));
  const count = (code: string, sign: 1 | -1) => {
    for (let length = 1; after.has(code.slice(0, length)) && length <= code.length; length++)
      add(after, code.slice(0, length), sign);
  };
  for (const code of changed.gone) count(code, -1);
  for (const code of changed.come) count(code, 1);
  const prefixes = new Set<string>();
  for (const code of [...changed.gone, ...changed.come]) {
    let length = 1;
    while (length < code.length && (after.get(code.slice(0, length)) ?? 0) > MOST_CODES) length++;
    // A code that others go on from is no credit code: then nothing is sure.
    if (length >= code.length) return new Set(['']);
    prefixes.add(code.slice(0, length));
  }
  return prefixes;
}

function add(counts: Map<string, number>, prefix: string, more: number): void {
  counts.set(prefix, (counts.get(prefix) ?? 0) + more);
}

/** Tells with which of them a text begins. */
export function beginningAmong(prefixes: ReadonlySet<string>): (text: string) => string | undefined {
  const lengths = [...new Set([...prefixes].map((prefix) => prefix.length))];
  return (text) => lengths.map((length) => text.slice(0, length)).find((prefix) => prefixes.has(prefix));
}
