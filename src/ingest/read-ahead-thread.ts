/** A thread of `readAhead`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { IngestMemory } from './memory.ts';
import type { ReadTask } from './read-ahead.ts';

const { folder, files, code, asOf, next } = workerData as ReadTask;
const memory = new IngestMemory(undefined, code);
for (;;) {
  const file = files[Atomics.add(next, 0, 1)];
  if (file === undefined) break;
  const bytes = readFileSync(join(folder, file.path));
  const { name, kept, buffers } = memory.readForOther(file.dataset, file.path, bytes, asOf);
  parentPort!.postMessage({ name, kept }, buffers);
}
