/**
 * Sites that many tests look at. Each is built once for all test files and kept below `node_modules/.cache` until
 * anything that goes into it changes.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeCases } from './cases.ts';
import { buildFlags, PROJECT, run } from './commands.ts';
import { writeDataFolder } from './data-folder.ts';
import { digest, filesIn } from './folders.ts';
import { minimalTables } from './minimal.ts';
import { writeNaughtyStrings } from './naughty.ts';

export interface BuiltSite {
  /** The site itself. */
  folder: string;
  data: string;
  content: string;
}

const SHIPPED_CONTENT = join(PROJECT, 'content');

/** What each site is made from; `write` fills its own data folder. */
const SITES = {
  /** The data and texts that ship with the project. */
  shipped: { data: join(PROJECT, 'data'), content: SHIPPED_CONTENT, write: undefined },
  /** A few organisations, one for each thing that can be said of one (`cases.ts`). */
  cases: { data: undefined, content: SHIPPED_CONTENT, write: writeCases },
  /** Organisations, and nothing else. */
  minimal: {
    data: undefined,
    content: undefined,
    write: (folder: string) => writeDataFolder(folder, minimalTables()),
  },
  /** The big list of naughty strings in every column of text. */
  naughty: { data: undefined, content: undefined, write: writeNaughtyStrings },
} as const;

export type SiteName = keyof typeof SITES;

const CACHE = join(PROJECT, 'node_modules/.cache/minglu-tests');
const KEPT_MS = 3_600_000;

const asked = new Map<SiteName, Promise<BuiltSite>>();

/** The site, built by whichever test file asks first; the others wait for it. */
export function builtSite(name: SiteName): Promise<BuiltSite> {
  let site = asked.get(name);
  if (site === undefined) {
    site = findOrBuild(name);
    asked.set(name, site);
  }
  return site;
}

async function findOrBuild(name: SiteName): Promise<BuiltSite> {
  mkdirSync(CACHE, { recursive: true });
  for (;;) {
    const home = join(CACHE, `${name}-${keyOf()}`);
    const lock = `${home}.lock`;
    if (existsSync(home)) return layOut(name, home);
    if (!takeLock(lock)) {
      await delay(100);
      continue;
    }
    try {
      if (!existsSync(home)) await build(name, home);
    } finally {
      rmSync(lock, { force: true });
    }
    sweep(name, home);
  }
}

async function build(name: SiteName, home: string): Promise<void> {
  const partial = `${home}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const site = layOut(name, partial);
  SITES[name].write?.(site.data);
  mkdirSync(site.content, { recursive: true });
  const { code, stdout, stderr } = await run('build', buildFlags({ ...site, out: site.folder }));
  if (code !== 0) throw new Error(`The site «${name}» was not built (${code}):\n${stdout}\n${stderr}`);
  renameSync(partial, home);
}

function layOut(name: SiteName, home: string): BuiltSite {
  const { data = join(home, 'data'), content = join(home, 'content') } = SITES[name];
  return { folder: join(home, 'site'), data, content };
}

/** Changes with everything that a built site can depend on. */
function keyOf(): string {
  const inputs = ['src', 'scripts', 'public', 'data', 'content', 'tests/helpers'].flatMap((folder) =>
    filesIn(join(PROJECT, folder)).map((path) => join(folder, path)),
  );
  const texts = [...inputs, 'astro.config.mjs', 'package-lock.json']
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => `${path} ${digest(readFileSync(join(PROJECT, path)))}`);
  return digest(texts.join('\n')).slice(0, 16);
}

/** Whether this process now holds the lock; one that a killed process left is taken over. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isRunning(holderOf(lock))) rmSync(lock, { force: true });
    return false;
  }
}

function holderOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Takes away what earlier runs have built of the site, but nothing that a run beside this one may be reading. */
function sweep(name: SiteName, current: string): void {
  for (const entry of readdirSync(CACHE)) {
    const path = join(CACHE, entry);
    if (!entry.startsWith(`${name}-`) || path.startsWith(current)) continue;
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
