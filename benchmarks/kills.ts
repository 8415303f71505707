/**
 * Real builds, killed at random moments and again and again, while somebody reads what is served.
 *
 *     node benchmarks/kills.ts [--kills 100] [--organisations 30] [--seed N]
 *
 * Of two states of the data the one that is not served is built, again and again into one folder. At every instant each page
 * must be that of one of the two, after each kill the folder must be one of them as a whole; in the end one more build leaves
 * nothing behind.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate as breath, setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { auditFolder } from '../src/publish/audit.ts';
import { findHome } from '../src/publish/home.ts';
import { RELEASE } from '../src/publish/manifest.ts';
import { buildFlags, PROJECT, run } from '../tests/helpers/commands.ts';
import { makeEdit, sampleWorld, writeWorld, type EditKind } from '../tests/helpers/edits.ts';
import { contentsOf, digest, filesIn } from '../tests/helpers/folders.ts';
import { HOME_OF_BUILDS } from '../tests/helpers/releases.ts';
import { seeded } from '../tests/helpers/shuffle.ts';
import { median } from './run-child.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    organisations: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const random = seeded(seed);
const folder = mkdtempSync(join(tmpdir(), 'minglu-kills-'));
const out = join(folder, 'served/dist');
const NODE = join(PROJECT, 'node_modules/.bin/node');
const faults: string[] = [];
/** Edits after which anything may be published: an added row may bear a key that is there already, another site be an example. */
const KINDS: readonly EditKind[] = ['rename', 'row removed', 'pledge edited', 'reply added', 'listing'];

try {
  await main();
} finally {
  rmSync(findHome(out), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
if (faults.length > 0) process.exitCode = 1;

interface State {
  data: string;
  content: string;
  /** Path → digest of every file but `release.json`. */
  files: ReadonlyMap<string, string>;
}

async function main(): Promise<void> {
  mkdirSync(dirname(out), { recursive: true });
  const states = await makeStates();
  const shared = [...states[0]!.files.keys()].filter((path) => path.endsWith('.html') && states[1]!.files.has(path));
  const pages = Array.from({ length: 50 }, () => random.pick(shared));
  const durations: number[] = [];
  for (const state of [...states, ...states]) durations.push(await build(state));
  const longest = median(durations);
  const { seen, stop } = readWithoutPause(pages, states);
  const [kills, outcome] = [Number(values.kills), { killed: 0, tooLate: 0, changed: 0 }];
  try {
    let served = servedState(states);
    // Some end before they can be killed.
    for (let i = 0; outcome.killed < kills && i < kills * 4; i++) {
      const wasKilled = await killOne(
        states[served === 0 ? 1 : 0]!,
        longest,
        i % 2 === 0 ? 'any moment' : 'publishing',
      );
      if (wasKilled) outcome.killed++;
      else outcome.tooLate++;
      for (const { path, what } of auditFolder(out)) faults.push(`kill ${i + 1}: ${path} ${what}`);
      const now = servedState(states);
      if (now < 0) faults.push(`kill ${i + 1}: what is served is neither state`);
      if (now !== served) outcome.changed++;
      served = now;
      if (process.stderr.isTTY) process.stderr.write(`\r${i + 1} kills, ${faults.length} faults`);
    }
  } finally {
    await stop();
  }
  faults.push(...seen.faults);
  await build(states[0]!);
  if (servedState(states) !== 0) faults.push('the last build did not publish its data');
  faults.push(...leftovers());
  const home = findHome(out);
  console.log(
    [
      `${outcome.killed + outcome.tooLate} builds: ${outcome.killed} killed, ${outcome.tooLate} ended before; after ${outcome.changed} of them another state was served`,
      `${seen.reads} reads of ${pages.length} pages, ${shared.length} pages in both states; a build takes ${longest.toFixed(1)} s`,
      `releases: ${inMegabytes([out])} served, ${inMegabytes([out, home])} with ${readdirSync(join(home, 'kept')).length} kept, a spare and the memory`,
      ...faults.map((fault) => `FAULT ${fault}`),
      `${faults.length} faults`,
    ].join('\n'),
  );
}

/** Two states of the data, each with what a clean build makes of it. */
async function makeStates(): Promise<State[]> {
  const world = sampleWorld(folder, Number(values.organisations), seed);
  const reserve = sampleWorld(folder, Number(values.organisations) * 2, seed + 1);
  const states: State[] = [];
  for (const name of ['one', 'other']) {
    const [data, content] = [join(folder, name, 'data'), join(folder, name, 'content')];
    writeWorld(world, { data, content });
    const clean = join(folder, name, 'clean');
    await build({ data, content }, clean);
    const files = filesOf(clean);
    rmSync(findHome(clean), { recursive: true, force: true });
    for (const link of danglingLinks(clean)) faults.push(`state ${name}: ${link}`);
    states.push({ data, content, files });
    for (let i = 0; i < 8; i++) makeEdit(world, reserve, random, KINDS);
  }
  return states;
}

function filesOf(built: string): Map<string, string> {
  return new Map([...contentsOf(built)!].filter(([path]) => path !== RELEASE));
}

/** @returns seconds */
async function build({ data, content }: Pick<State, 'data' | 'content'>, to = out): Promise<number> {
  const started = performance.now();
  const { code, stdout, stderr } = await run('build', [...buildFlags({ data, content, out: to }), '--brake', '100']);
  if (code !== 0) throw new Error(`The build ended with ${code}:\n${stdout}\n${stderr}`);
  return (performance.now() - started) / 1000;
}

/** Which state is served as a whole; -1 when neither is. */
function servedState(states: readonly State[]): number {
  const files = filesOf(out);
  return states.findIndex(
    (state) => state.files.size === files.size && [...state.files].every(([path, sum]) => files.get(path) === sum),
  );
}

/** @returns whether the build was killed before it ended */
async function killOne(state: State, seconds: number, when: 'any moment' | 'publishing'): Promise<boolean> {
  const flags = [...buildFlags({ ...state, out }), '--brake', '100'];
  const child = spawn(NODE, [join(PROJECT, 'scripts/build.ts'), ...flags], { cwd: PROJECT, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  if (when === 'any moment') await Promise.race([delay(random.next() * seconds * 1100), ended]);
  else {
    const home = findHome(out);
    const isThere = (name: string) => existsSync(join(home, name));
    // What the last kill left is swept before anything is staged.
    while (!isOver() && !isThere('staging')) await delay(1);
    // These folders are there while a release is made and brought in, and while what is too many is swept.
    while (!isOver() && !['making', 'ready', 'aside', 'trash'].some(isThere)) await delay(1);
    await delay(random.next() * seconds * 60);
  }
  child.kill('SIGKILL');
  await ended;
  return child.signalCode === 'SIGKILL';
}

/** Reads pages without pause until it is stopped: each must be there and be that of one of the states. */
function readWithoutPause(pages: readonly string[], states: readonly State[]) {
  const seen = { reads: 0, faults: [] as string[] };
  const until = { stopped: false };
  const reading = (async () => {
    for (let i = 0; !until.stopped; i++) {
      const page = pages[i % pages.length]!;
      try {
        const sum = digest(readFileSync(join(out, page)));
        if (!states.some(({ files }) => files.get(page) === sum)) seen.faults.push(`torn: ${page}`);
      } catch (error) {
        seen.faults.push(`missing: ${page} ${(error as Error).message}`);
      }
      seen.reads++;
      if (i % 5 === 0) await breath();
      // The builds need the processor, too.
      if (i % 50 === 0) await delay(5);
    }
  })();
  return {
    seen,
    stop: async () => {
      until.stopped = true;
      await reading;
    },
  };
}

/** Links, scripts, styles and pictures of a built site that lead to no file of it. */
function danglingLinks(built: string): string[] {
  const files = new Set(filesIn(built));
  return [...files]
    .filter((path) => path.endsWith('.html'))
    .flatMap((page) => {
      const html = readFileSync(join(built, page), 'utf8');
      const targets = [...html.matchAll(/(?:href|src)="\/([^"#?]*)/g)].map(([, target]) => decodeURI(target!));
      const missing = new Set(targets.filter((target) => !files.has(target === '' ? 'index.html' : target)));
      return [...missing].map((target) => `${page} leads to /${target}, which is not there`);
    });
}

/** What one more build should have swept. */
function leftovers(): string[] {
  const home = findHome(out);
  const kept = readdirSync(join(home, 'kept'));
  return [
    ...readdirSync(dirname(out)).filter((name) => name !== basename(out)),
    ...readdirSync(home).filter((name) => !HOME_OF_BUILDS.includes(name)),
    ...filesIn(home).filter((path) => path.endsWith('.new')),
    ...kept.flatMap((name) => auditFolder(join(home, 'kept', name)).map(({ path }) => `kept/${name}/${path}`)),
  ].map((path) => `left behind: ${path}`);
}

/** Room on the disk, files with several names counted once. */
function inMegabytes(folders: readonly string[]): string {
  const sizes = new Map<number, number>();
  for (const each of folders)
    for (const path of filesIn(each)) {
      const { ino, blocks } = statSync(join(each, path));
      sizes.set(ino, blocks * 512);
    }
  return `${([...sizes.values()].reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1)} MB`;
}
