/**
 * Rendering of planned pages with compiled templates, on several threads: pages are rendered without Astro's own build, one by
 * one, as many as are asked for (docs/decisions/0016).
 */
import { transcode } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PublishedRows, type SharedRows } from '../ingest/published-rows.ts';
import { fileOf } from '../register/pages.ts';
import { createRegister } from '../register/register.ts';
import { setSite, type Site } from '../register/site.ts';
import { collectGarbage, keepHeapsSmall } from './garbage.ts';
import { sha256 } from '../ingest/sha256.ts';
import type { createRenderer } from './page-renderer.ts';
import type { Templates } from './templates.ts';
import { turnDue } from './turns.ts';

/** Pages that a thread renders side by side (docs/decisions/0005). */
const AT_ONCE = 16;
/** The same of a register so large that single pages have tens of thousands of rows, and memory is short. */
const [FEWER_AT_ONCE, MANY_ORGANISATIONS] = [4, 300_000];
/** Pages that a thread takes from the plan at a time, at least and at most. */
const [LEAST_LOT, MOST_LOT] = [64, 4096];
/** Pages from which one more thread pays: it must be handed the whole register first. */
const PAGES_PER_THREAD = 2000;
/** Pages of a site so large that what reading has left behind takes gigabytes, just when each thread takes some more. */
const MANY_PAGES = 300_000;

/**
 * Renders pages, a few at once, whatever their number. One call at a time in a thread: templates know one site.
 *
 * @param site the same object that the pages were planned with: what was derived from it is known by it
 * @param paths addresses from the root, `/404.html` among them
 * @throws Error with the address of a page whose template throws, and what it threw as its cause; what `writePage` throws
 */
export function renderPages(
  templates: Templates,
  site: Site,
  paths: readonly string[],
  writePage: WritePage,
): Promise<void> {
  return renderLots(templates, site, [paths], writePage);
}

/** @throws Error that names the page */
async function renderNamed(render: (path: string) => Promise<string>, path: string): Promise<string> {
  try {
    return await render(path);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

type WritePage = (path: string, html: string) => void | Promise<void>;

/** Renders lot after lot. Of each page it is told of Astro remembers what it is made with: of a lot, not of all pages. */
async function renderLots(
  { renderer }: Templates,
  site: Site,
  lots: Iterable<readonly string[]>,
  writePage: WritePage,
): Promise<void> {
  const bundle = (await import(renderer)) as { createRenderer: typeof createRenderer };
  const lanes = site.register.organisations.length > MANY_ORGANISATIONS ? FEWER_AT_ONCE : AT_ONCE;
  try {
    for (const lot of lots) {
      setSite(site, lot);
      const render = bundle.createRenderer();
      // The lanes draw from one iterator, which ends for all of them when one fails.
      const rest = each(lot);
      const lane = async () => {
        for (const path of rest) {
          await writePage(path, await renderNamed(render, path));
          const turn = turnDue();
          if (turn !== undefined) await turn;
        }
      };
      await allEnded(Array.from({ length: lanes }, lane));
    }
  } finally {
    setSite(undefined);
  }
}

/** What a thread is given: plain data, and the number of the next page, which all threads share. */
export interface Share {
  templates: Templates;
  site: Omit<Site, 'register'>;
  rows: SharedRows;
  setAside: ReadonlyMap<string, number>;
  paths: readonly string[];
  folder: string;
  next: Int32Array<SharedArrayBuffer>;
}

export interface RenderOptions {
  /** At most; a short plan takes fewer. */
  threads?: number;
  /** Told now and then how many pages are taken on. */
  onProgress?: (done: number) => void;
  /** What this thread does while others render; it renders with them when that is done. */
  meanwhile?: () => Promise<void>;
  /** What goes on elsewhere: it is waited for, and where it fails rendering ends. */
  beside?: Iterable<Promise<unknown>>;
}

/**
 * Renders pages into the files of a folder.
 *
 * @param rows what the site's register was made from: threads make theirs of the same bytes
 * @returns SHA-256 of each file, by its path below the folder
 * @throws Error that names the first failing page; other pages may have been written by then
 */
export async function renderInto(
  folder: string,
  templates: Templates,
  { site, rows }: { site: Site; rows: PublishedRows },
  paths: readonly string[],
  {
    threads = availableParallelism(),
    onProgress = () => {},
    meanwhile = async () => {},
    beside = [],
  }: RenderOptions = {},
): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const next = new Int32Array(new SharedArrayBuffer(4));
  const helpers = Math.min(threads, Math.ceil(paths.length / PAGES_PER_THREAD)) - 1;
  const isLarge = paths.length > MANY_PAGES;
  if (isLarge) {
    keepHeapsSmall();
    collectGarbage();
  }
  const { register, ...others } = site;
  const share = (): Share => {
    return { templates, site: others, rows: rows.share(), setAside: register.setAside, paths, folder, next };
  };
  const progress = setInterval(() => onProgress(Math.min(Atomics.load(next, 0), paths.length)), PROGRESS_MS);
  const work = [
    ...beside,
    ...Array.from({ length: helpers }, () => runThread(share(), digests)),
    meanwhile().then(() => {
      // The look-up leaves gigabytes, too.
      if (isLarge) collectGarbage();
      return renderLots(templates, site, lotsOf({ paths, next }), writeBelow(folder, digests));
    }),
  ];
  // Whoever fails leaves the others nothing to do; the folder is theirs until they have ended.
  const stopAll = () => void Atomics.store(next, 0, paths.length);
  for (const part of work) part.catch(stopAll);
  try {
    await allEnded(work);
    // What rendering leaves would stand beside the list of all files.
    if (isLarge) collectGarbage();
    return digests;
  } finally {
    clearInterval(progress);
  }
}

const PROGRESS_MS = 250;

function* each<T>(items: Iterable<T>): Generator<T> {
  yield* items;
}

/** @throws what one of them failed with, when none of them is at work any more */
async function allEnded(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((part) => part.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * What each thread does with its share (render-thread.ts).
 *
 * @param tell given SHA-256 of the files of a lot, by their paths below the folder: all of them are too many to hold twice
 */
export async function renderShare(share: Share, tell: (digests: ReadonlyMap<string, string>) => void): Promise<void> {
  const access = new PublishedRows(share.rows);
  const { asOf } = share.site;
  const register = createRegister({ asOf, records: access.records, access, setAside: share.setAside });
  const site: Site = { ...share.site, register };
  const digests = new Map<string, string>();
  const lots = function* () {
    for (const lot of lotsOf(share)) {
      yield lot;
      // Whoever asks for the next lot has done with this one.
      tell(digests);
      digests.clear();
    }
  };
  await renderLots(share.templates, site, lots(), writeBelow(share.folder, digests));
}

function runThread(share: Share, digests: Map<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./render-thread.ts', import.meta.url), { workerData: share });
    thread.on('message', (made: Map<string, string>) => made.forEach((digest, path) => digests.set(path, digest)));
    thread.once('error', reject);
    thread.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A thread ended with ${code}.`))));
  });
}

/** The pages that fall to this thread: it takes a lot whenever it has none, smaller ones at last, so that all threads end together. */
function* lotsOf({ paths, next }: Pick<Share, 'paths' | 'next'>): Generator<readonly string[]> {
  for (;;) {
    const start = Atomics.load(next, 0);
    if (start >= paths.length) return;
    const end = start + Math.min(MOST_LOT, Math.max(LEAST_LOT, Math.ceil((paths.length - start) / LOTS_LEFT)));
    if (Atomics.compareExchange(next, 0, start, end) === start) yield paths.slice(start, end);
  }
}

/** So many lots are made of what is left, until they are too small. */
const LOTS_LEFT = 16;

/** @param digests are told of each file */
function writeBelow(folder: string, digests: Map<string, string>): WritePage {
  const made = new Set<string>();
  return (path, html) => {
    const file = join(folder, fileOf(path));
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    const bytes = encoded(html);
    writeFileSync(file, bytes);
    digests.set(fileOf(path), sha256(bytes));
  };
}

let room = Buffer.allocUnsafeSlow(1 << 20);

/** @returns UTF-8. By way of UTF-16, which is what V8 holds a page in, it takes two thirds of the time */
function encoded(text: string): Uint8Array {
  // Half of a character has no UTF-8.
  if (!text.isWellFormed()) return Buffer.from(text);
  const most = text.length * 2;
  if (room.length < most) room = Buffer.allocUnsafeSlow(most);
  return transcode(room.subarray(0, room.write(text, 'utf16le')), 'utf16le', 'utf8');
}
