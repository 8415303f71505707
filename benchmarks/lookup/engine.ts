/** What is asked: the look-up or a library beside it; and how its answers are scored. */
import { fold, type Query } from './query.ts';
import type { ClassQueries } from './queries.ts';

/** One result: the name it shows, and the present name of the body it stands for. */
export interface Shown {
  readonly text: string;
  readonly name: string;
}

export interface Engine {
  /** Best first, at most ten. */
  search(text: string): Promise<readonly Shown[]>;
}

/** Shares of the queries of a class, 0 to 1. */
export interface Score {
  readonly id: string;
  readonly title: string;
  readonly asked: number;
  /** The target is first. */
  readonly first: number;
  /** The target is among the ten. */
  readonly ten: number;
  /** The target is among the ten, or all ten answer as truly. */
  readonly ok: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Queries that failed, for reading. */
  readonly missed: readonly Query[];
}

const SHOWN = 10;

export async function scoreClass(engine: Engine, { id, title, queries }: ClassQueries): Promise<Score> {
  const times: number[] = [];
  const missed: Query[] = [];
  let first = 0;
  let ten = 0;
  for (const query of queries) {
    const started = performance.now();
    const shown = (await engine.search(query.text)).slice(0, SHOWN);
    times.push(performance.now() - started);
    const place = shown.findIndex(({ name }) => isSame(name, query.target));
    if (place === 0) first++;
    if (place >= 0) ten++;
    else if (!(shown.length === SHOWN && shown.every(({ text }) => query.answers?.(text)))) missed.push(query);
  }
  const asked = queries.length;
  const share = (count: number) => (asked === 0 ? 1 : count / asked);
  return {
    id,
    title,
    asked,
    first: share(first),
    ten: share(ten),
    ok: share(asked - missed.length),
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    missed,
  };
}

function isSame(name: string, target: string): boolean {
  return name === target || fold(name) === fold(target);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
