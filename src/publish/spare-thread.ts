/** A thread that makes a spare (spare.ts). */
import { workerData } from 'node:worker_threads';
import type { SpareWork } from './spare.ts';

const { out, place, state } = workerData as SpareWork;
try {
  const { CALLED_OFF, makeSpare } = await import('./spare.ts');
  makeSpare(out, place, { isCalledOff: () => Atomics.load(state, CALLED_OFF) === 1 });
} finally {
  // Whoever waits must not wait for a thread that has failed: this stands where no import can fail.
  Atomics.store(state, 1, 1);
  Atomics.notify(state, 1);
}
