/** What a gram shard holds, as text: rows of names, and the best of the names under each of its hot keys. Build only. */
import { byCodeUnits } from '../domain/text.ts';
import { ownerOf, packLines, parseRow, standingIn, unpackLines } from './rows.ts';

const SAMPLE = 10;

/** A hot key as its shard tells of it: how many rows have it, and the best of them. */
export type Told = [key: string, count: number, lines: string[]];

export interface GramShard {
  lines: string[];
  samples: Told[];
}

export function gramShardText({ lines, samples }: GramShard): string {
  const packed = packLines(lines);
  const common = samples.toSorted(([a], [b]) => byCodeUnits(a, b)).map((sample) => `${JSON.stringify(sample)}\n`);
  return common.length === 0 ? packed : `${packed}\n${common.join('')}`;
}

export function parseGramShard(text: string): GramShard {
  const [packed = '', common = ''] = text.startsWith('\n') ? ['', text.slice(1)] : text.split('\n\n');
  const told = common.split('\n').filter((line) => line !== '');
  return { lines: unpackLines(packed), samples: told.map((line) => JSON.parse(line) as Told) };
}

/** A row as it is weighed: `length` of the normalised name, and how good its standing is. */
interface Weighed {
  line: string;
  length: number;
  standing: number;
}

/** The best rows, one of each owner: the shortest, then by standing, then in order. They may come in any order. */
export class Best {
  readonly #best: (Weighed & { owner: string })[] = [];

  /** Whether the row would change anything, its owner left aside. */
  wants(row: Weighed): boolean {
    return this.#best.length < SAMPLE || isBetter(row, this.#best.at(-1)!);
  }

  add(row: Weighed): void {
    if (!this.wants(row)) return;
    const owner = ownerOf(parseRow(row.line));
    const same = this.#best.findIndex((other) => other.owner === owner);
    if (same >= 0 && !isBetter(row, this.#best[same]!)) return;
    if (same >= 0) this.#best.splice(same, 1);
    const at = this.#best.findIndex((other) => isBetter(row, other));
    this.#best.splice(at < 0 ? this.#best.length : at, 0, { ...row, owner });
    if (this.#best.length > SAMPLE) this.#best.pop();
  }

  get lines(): string[] {
    return this.#best.map(({ line }) => line);
  }
}

function isBetter(one: Weighed, other: Weighed): boolean {
  if (one.length !== other.length) return one.length < other.length;
  if (one.standing !== other.standing) return one.standing < other.standing;
  return one.line < other.line;
}

export function weigh(line: string, keyLength: number): Weighed {
  return { line, length: keyLength, standing: standingIn(line) };
}
