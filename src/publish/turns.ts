/** Long work on the main thread, without keeping all else waiting. */
import { setImmediate } from 'node:timers/promises';

/** Milliseconds after which others have their turn. */
const MOST_MS = 50;

let last = performance.now();
let turn: Promise<void> | undefined;

/**
 * Asked after each step of long work. Promises alone go on without end: timers (the progress bar), signals (Ctrl-C) and what
 * other processes and threads send would wait until all is done.
 *
 * @returns what to wait for where others are to have their turn. It is one promise for all who ask meanwhile: those who work
 *   side by side go on side by side
 */
export function turnDue(): Promise<void> | undefined {
  if (turn === undefined && performance.now() - last >= MOST_MS) turn = giveTurn();
  return turn;
}

async function giveTurn(): Promise<void> {
  await setImmediate();
  turn = undefined;
  last = performance.now();
}
