/** Long work on the main thread, without keeping all else waiting. */
import { setImmediate } from 'node:timers/promises';

/** Milliseconds after which others have their turn. */
const MOST_MS = 50;

let last = performance.now();

/**
 * Asked after each step of long work. Promises alone go on without end: timers (the progress bar), signals (Ctrl-C) and what
 * other processes and threads send would wait until all is done.
 */
export async function giveTurn(): Promise<void> {
  if (performance.now() - last < MOST_MS) return;
  await setImmediate();
  last = performance.now();
}
