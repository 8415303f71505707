/**
 * Astro's templates, compiled once and kept: pages are rendered without Astro's own build, one by one, as many as are asked
 * for, on several threads (docs/decisions/0016).
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { ContentText } from '../ingest/content.ts';
import { fileOf } from '../register/pages.ts';
import { PublishedRows, type SharedRows } from '../ingest/published-rows.ts';
import { createRegister } from '../register/register.ts';
import { setSite, type Site } from '../register/site.ts';
import type { createRenderer } from './page-renderer.ts';
import { sha256 } from './manifest.ts';
import { filesBelow } from './tree.ts';
import { makeRoomForWork, PROJECT } from './work-folder.ts';

export interface Templates {
  /** SHA-256 of all that they were compiled from: sources, configuration, locked packages and texts. */
  digest: string;
  /** A folder of what every site has beside its pages: scripts and styles with their hashes, and `public/`. */
  assets: string;
  /** Paths of the files in it. */
  files: readonly string[];
  /** File URL of the module that renders (page-renderer.ts). */
  renderer: string;
}

const COMPILER = fileURLToPath(new URL('./compile-templates.ts', import.meta.url));
/** Compiled templates that are kept; each is 5 MB. */
const MOST_KEPT = 8;
/** Pages that a thread renders at once: while one waits for the disk, the next is made (docs/decisions/0005). */
const AT_ONCE = 4;
/** Pages that a thread takes from the plan at a time, at least and at most. */
const [LEAST_LOT, MOST_LOT] = [64, 4096];
/** Pages from which one more thread pays: it must be handed the whole register first. */
const PAGES_PER_THREAD = 2000;

/**
 * Compiles unless it has been done: seconds, else milliseconds. Two processes may ask at once: both compile, one's work is
 * kept. A process killed meanwhile leaves nothing that counts. One call at a time in a process.
 *
 * @param texts the guides, notices and single pages: they are compiled as well
 * @param cache where compiled templates are kept; in the project, where they find their imports
 * @param code digest of the program, where it is known
 * @param signal calls it off: it ends with an error and leaves nothing
 * @throws Error with what Astro said, such as a text that cannot be compiled
 */
export async function compileTemplates(
  texts: readonly ContentText[],
  cache = join(PROJECT, '.minglu'),
  code = codeDigest(),
  signal?: AbortSignal,
): Promise<Templates> {
  let digest = digestOf(texts, code);
  while (!existsSync(folderOf(cache, digest))) {
    await compileInto(cache, digest, texts, signal);
    // Sources may have been edited meanwhile.
    digest = digestOf(texts, codeDigest());
  }
  const folder = folderOf(cache, digest);
  const now = new Date();
  utimesSync(folder, now, now);
  const assets = join(folder, 'assets');
  return {
    digest,
    assets,
    files: filesBelow(assets),
    renderer: pathToFileURL(join(folder, 'bundle/prerender-entry.mjs')).href,
  };
}

function folderOf(cache: string, digest: string): string {
  return join(cache, `templates-${digest}`);
}

function digestOf(texts: readonly ContentText[], code: string): string {
  const hash = createHash('sha256').update(code);
  for (const [name, digest] of textDigests(texts)) hash.update(`${name}\0${digest}\n`);
  return hash.digest('hex');
}

/** SHA-256 of everything but the texts that pages and files are made by: sources, configuration, locked packages, Node. */
export function codeDigest(): string {
  // Bundles name the project's folder, and a new Node may need other code.
  const hash = createHash('sha256').update(`${PROJECT}\0${process.version}\0`);
  const sources = ['src', 'public'].flatMap((folder) =>
    filesBelow(join(PROJECT, folder)).map((path) => `${folder}/${path}`),
  );
  for (const path of [...sources, 'astro.config.mjs', 'tsconfig.json', 'package-lock.json']) {
    if (path.endsWith('.test.ts')) continue;
    const content = readFileSync(join(PROJECT, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** SHA-256 of the guides, notices and single pages, by `<collection>/<slug>`. */
export function textDigests(texts: readonly ContentText[]): Map<string, string> {
  return new Map(
    texts.map(({ collection, slug, source }) => [
      `${collection}/${slug}`,
      createHash('sha256').update(source).digest('hex'),
    ]),
  );
}

/** Keeps nothing when the sources have become others than the digest tells of. */
async function compileInto(
  cache: string,
  digest: string,
  texts: readonly ContentText[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const work = makeRoomForWork();
  const folder = folderOf(cache, digest);
  try {
    mkdirSync(join(work, 'content'), { recursive: true });
    for (const text of texts) write(join(work, 'content', text.collection, `${text.slug}.mdx`), text.source);
    await runCompiler(work, signal);
    if (digestOf(texts, codeDigest()) !== digest) return;
    mkdirSync(cache, { recursive: true });
    try {
      renameSync(join(work, 'templates'), folder);
    } catch (error) {
      // Another process was first.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  forgetOldest(cache);
}

/** The compiler ends with this process, also when that is told to stop. */
async function runCompiler(work: string, signal: AbortSignal | undefined): Promise<void> {
  const running = promisify(execFile)(process.execPath, [COMPILER], { cwd: work, signal });
  const stop = () => void running.child.kill();
  process.once('exit', stop);
  try {
    await running;
  } finally {
    process.off('exit', stop);
  }
}

/** Sweeps what has not been used for longest. */
function forgetOldest(cache: string): void {
  const kept = readdirSync(cache)
    .filter((name) => name.startsWith('templates-'))
    .map((name) => ({ folder: join(cache, name), used: statSync(join(cache, name)).mtimeMs }))
    .toSorted((a, b) => b.used - a.used);
  for (const { folder } of kept.slice(MOST_KEPT)) {
    // Half a folder must never be taken for a whole one.
    const work = makeRoomForWork();
    renameSync(folder, work);
    rmSync(work, { recursive: true });
  }
}

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
async function renderNamed(render: (path: string) => Promise<Uint8Array>, path: string): Promise<Uint8Array> {
  try {
    return await render(path);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

type WritePage = (path: string, html: Uint8Array) => void | Promise<void>;

/** Renders lot after lot. Of each page it is told of Astro remembers what it is made with: of a lot, not of all pages. */
async function renderLots(
  { renderer }: Templates,
  site: Site,
  lots: Iterable<readonly string[]>,
  writePage: WritePage,
): Promise<void> {
  const bundle = (await import(renderer)) as { createRenderer: typeof createRenderer };
  try {
    for (const lot of lots) {
      setSite(site, lot);
      const render = bundle.createRenderer();
      // The lanes draw from one iterator, which ends for all of them when one fails.
      const rest = each(lot);
      const lane = async () => {
        for (const path of rest) await writePage(path, await renderNamed(render, path));
      };
      await allEnded(Array.from({ length: AT_ONCE }, lane));
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
}

/**
 * Renders pages into the files of a folder.
 *
 * @param rows what the site's register was made from: threads make theirs of the same bytes
 * @returns SHA-256 of each file, by its path below the folder
 * @throws what the first failing page throws; other pages may have been written by then
 */
export async function renderInto(
  folder: string,
  templates: Templates,
  { site, rows }: { site: Site; rows: PublishedRows },
  paths: readonly string[],
  { threads = availableParallelism(), onProgress = () => {}, meanwhile = async () => {} }: RenderOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  const next = new Int32Array(new SharedArrayBuffer(4));
  const helpers = Math.min(threads, Math.ceil(paths.length / PAGES_PER_THREAD)) - 1;
  const { register, ...others } = site;
  const share = (): Share => {
    return { templates, site: others, rows: rows.share(), setAside: register.setAside, paths, folder, next };
  };
  const progress = setInterval(() => onProgress(Math.min(Atomics.load(next, 0), paths.length)), PROGRESS_MS);
  const work = [
    ...Array.from({ length: helpers }, () => runThread(share(), digests)),
    meanwhile().then(() => renderLots(templates, site, lotsOf({ paths, next }), writeBelow(folder, digests))),
  ];
  // Whoever fails leaves the others nothing to do; the folder is theirs until they have ended.
  const stopAll = () => void Atomics.store(next, 0, paths.length);
  for (const part of work) part.catch(stopAll);
  try {
    await allEnded(work);
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
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
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
    writeFileSync(file, html);
    digests.set(fileOf(path), sha256(html));
  };
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
