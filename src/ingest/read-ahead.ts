/**
 * Reads large files that nobody remembers on threads of their own, before they are asked for. It changes when files are read
 * and nothing else: what fails here is read again where it is asked for.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatasetId } from '../datasets/index.ts';
import type { IsoDate } from '../domain/date.ts';
import { dataFiles } from './data-files.ts';
import type { IngestMemory } from './memory.ts';

/** What a thread is given, and answers with one message for each file. */
export interface ReadTask {
  folder: string;
  files: readonly { dataset: DatasetId; path: string }[];
  code: string;
  asOf: IsoDate;
  /** The number of the next file, which all threads share. */
  next: Int32Array<SharedArrayBuffer>;
}

/** Bytes from which a file is worth a thread's beginning. */
const LARGE = 400_000;

export async function readAhead(
  folder: string,
  asOf: IsoDate,
  memory: IngestMemory,
  threads = availableParallelism(),
): Promise<void> {
  const large = dataFiles(folder)
    .filter(({ dataset, path, size }) => size >= LARGE && !memory.has(dataset, path))
    .toSorted((a, b) => b.size - a.size);
  if (large.length < 2 || threads < 2) return;
  const files = large.map(({ dataset, path }) => ({ dataset, path }));
  const task: ReadTask = { folder, files, code: memory.code, asOf, next: new Int32Array(new SharedArrayBuffer(4)) };
  const readers = Array.from({ length: Math.min(threads, files.length) }, () => {
    const thread = new Worker(new URL('./read-ahead-thread.ts', import.meta.url), { workerData: task });
    thread.on('message', ({ name, kept }) => memory.take(name, kept));
    return new Promise<void>((resolve) => {
      thread.once('error', () => resolve());
      thread.once('exit', () => resolve());
    });
  });
  await Promise.all(readers);
}
