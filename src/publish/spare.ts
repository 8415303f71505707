/** The spare: a tree of links to all files of the served release, of which the next release is made by what differs. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Places } from './home.ts';
import { sha256 } from '../ingest/sha256.ts';
import { MANIFEST, manifestLines, readManifest, RELEASE } from './manifest.ts';
import { keepStamp, stampOf } from './stamps.ts';
import { filler, foldersOf } from './tree.ts';

/** Files from which a thread pays. */
export const MANY_FILES = 5000;

/**
 * Makes a spare of the served release, unless there is one.
 *
 * @param options.most files; of more none is made
 * @param options.isCalledOff asked before each file
 */
export function makeSpare(
  out: string,
  place: Places,
  { most = Infinity, isCalledOff = () => false }: { most?: number; isCalledOff?: () => boolean } = {},
): void {
  if (existsSync(place.spare)) return;
  const text = readManifest(out)!.toString();
  const paths = Array.from(manifestLines(text), ([path]) => path);
  if (paths.length >= most) return;
  const fill = filler(place.making);
  for (const path of [MANIFEST, RELEASE, ...paths]) {
    if (isCalledOff()) return;
    fill(join(out, path), path);
  }
  keepStamp(place.stamps, place.making, stampOf(place.making, sha256(text), foldersOf(paths)));
  renameSync(place.making, place.spare);
}

/** What the thread is given, and what both tell each other. */
export interface SpareWork {
  out: string;
  place: Places;
  state: Int32Array<SharedArrayBuffer>;
}

export const CALLED_OFF = 0;
/** The thread has this number by itself: it must say so even when it cannot read this file. */
const HAS_ENDED = 1;
/** A thread that was called off ends after the file at hand; one that says nothing for so long has died. */
const [PATIENCE_MS, CALLED_OFF_PATIENCE_MS] = [600_000, 10_000];

export interface SpareThread {
  /** Waits until the spare is made, or until it has failed to be. */
  wait(): void;
  /** Calls it off. Nothing half made is left. */
  callOff(): void;
}

/** Makes a spare on a thread: links by the hundred thousand take seconds, in which data can be read. */
export function startSpareThread(out: string, place: Places): SpareThread {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const work: SpareWork = { out, place, state };
  const thread = new Worker(new URL('./spare-thread.ts', import.meta.url), { workerData: work });
  // Without a spare the release is made all the same.
  thread.on('error', () => {});
  thread.unref();
  let isOver = false;
  const end = (patience: number) => {
    if (isOver) return;
    isOver = true;
    Atomics.wait(state, HAS_ENDED, 0, patience);
    rmSync(place.making, { recursive: true, force: true });
  };
  return {
    wait: () => end(PATIENCE_MS),
    callOff: () => {
      Atomics.store(state, CALLED_OFF, 1);
      end(CALLED_OFF_PATIENCE_MS);
    },
  };
}
