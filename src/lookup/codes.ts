/** Credit codes in blocks by their first characters: whole codes and prefixes are found in one of them. */
import { byCodeUnits } from '../domain/text.ts';

/** Most codes in a block. */
export const MOST_CODES = 256;

export interface CodeBlock {
  /** What all codes of the block begin with; no code of another block begins so. */
  prefix: string;
  count: number;
  /** A line for each code: the rest of the code, a tab, its row. */
  text: string;
}

/** The blocks in the order of their codes. A block that grows too large is cut by the next character; the others stay. */
export function* codeBlocks(rows: readonly { code: string; line: string }[], prefix = ''): Generator<CodeBlock> {
  if (rows.length <= MOST_CODES && prefix !== '') {
    const lines = rows
      .toSorted((a, b) => byCodeUnits(a.code, b.code))
      .map(({ code, line }) => `${code.slice(prefix.length)}\t${line}\n`);
    yield { prefix, count: rows.length, text: lines.join('') };
    return;
  }
  const parts = new Map<string, { code: string; line: string }[]>();
  for (const row of rows) {
    const next = row.code.slice(0, prefix.length + 1);
    const part = parts.get(next);
    if (part === undefined) parts.set(next, [row]);
    else part.push(row);
  }
  for (const [next, part] of [...parts].toSorted(([a], [b]) => byCodeUnits(a, b))) yield* codeBlocks(part, next);
}

export interface CodeIndexEntry {
  prefix: string;
  count: number;
  sum: string;
}

export function codeIndexLine({ prefix, count, sum }: CodeIndexEntry): string {
  return `${prefix}\t${count}\t${sum}`;
}

export function parseCodeIndex(lines: readonly string[]): CodeIndexEntry[] {
  return lines.map((line) => {
    const [prefix, count, sum] = line.split('\t') as [string, string, string];
    return { prefix, count: Number(count), sum };
  });
}

/** The codes of a block with their rows. */
export function parseCodeBlock(prefix: string, text: string): { code: string; line: string }[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      return { code: prefix + line.slice(0, tab), line: line.slice(tab + 1) };
    });
}
