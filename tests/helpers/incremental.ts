/** Builds upon builds, each held against a clean one, and what may happen to an output folder between two builds. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../../src/sample/random.ts';
import { auditFolder } from '../../src/publish/audit.ts';
import { buildSite, type BuildOptions, type BuildResult } from '../../src/publish/build.ts';
import { findHome, realPlace } from '../../src/publish/home.ts';
import { RELEASE } from '../../src/publish/manifest.ts';
import { listReleases, rollBack } from '../../src/publish/roll-back.ts';
import { makeEdits, writeWorld, type Edit, type EditKind, type World } from './edits.ts';
import { contentsOf, filesIn } from './folders.ts';
import { HOME_OF_BUILDS } from './releases.ts';
import { seeded } from './shuffle.ts';

/** What may happen to an output folder and its home between two builds. */
export const MISHAPS = {
  'home deleted': (out) => rmSync(homeOf(out), { recursive: true, force: true }),
  'memory damaged': (out, random) => {
    for (const file of memoryOf(out)) {
      const bytes = readFileSync(file);
      for (let i = 0; i < 5; i++) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
      writeFileSync(file, bytes);
    }
  },
  'memory cut off': (out, random) => {
    for (const file of memoryOf(out)) {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, random.int(0, bytes.length - 1)));
    }
  },
  'memory of rows deleted': (out) => rmSync(join(homeOf(out), 'rows'), { recursive: true, force: true }),
  'rolled back': (out) => {
    if (listReleases(out).length > 1) rollBack(out);
  },
  'a page deleted': (out, random) =>
    rmSync(join(out, random.pick(filesIn(out).filter((path) => path.endsWith('.html'))))),
} as const satisfies Record<string, (out: string, random: Random) => void>;

export type Mishap = keyof typeof MISHAPS;

function homeOf(out: string): string {
  return findHome(realPlace(out));
}

function memoryOf(out: string): string[] {
  const home = homeOf(out);
  return [
    ...['addresses.bin', 'build.bin'].map((file) => join(home, file)),
    ...(existsSync(join(home, 'rows')) ? filesIn(join(home, 'rows')) : []).map((file) => join(home, 'rows', file)),
  ].filter((file) => existsSync(file));
}

/** Deletes the output folder and all that is remembered for it. */
export function forgetOutput(out: string): void {
  if (existsSync(dirname(out))) rmSync(homeOf(out), { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
}

export interface Step {
  edits: readonly Edit[];
  told: string;
  isPublished: boolean;
  /** What was wrong afterwards, in words. */
  faults: string[];
  pages: number;
  rendered: number;
  seconds: number;
  cleanSeconds: number;
}

export interface StepOptions {
  seed: number;
  steps: number;
  kinds?: readonly EditKind[];
  /** What happens before a step's build, by its number. */
  mishaps?: Readonly<Record<number, Mishap>>;
}

/**
 * Edits a world and builds it, step by step, always into the same folder, and after each step into a clean one. What may not be
 * published is undone.
 */
export async function* runSteps(
  folder: string,
  world: World,
  reserve: World,
  options: StepOptions,
): AsyncGenerator<Step> {
  const { seed, steps, kinds, mishaps = {} } = options;
  const [data, content] = [join(folder, 'data'), join(folder, 'content')];
  const [out, clean] = [join(folder, 'served/dist'), join(folder, 'clean/dist')];
  for (const each of [out, clean]) mkdirSync(dirname(each), { recursive: true });
  const build = (to: string, asOf: string) => timed({ data, content, out: to, asOf, strict: false });
  let current = world;
  try {
    writeWorld(current, { data, content });
    await build(out, current.asOf);
    for (let step = 0; step < steps; step++) {
      const edited = structuredClone(current);
      const edits = makeEdits(edited, reserve, seed, step, kinds);
      const mishap = mishaps[step];
      if (mishap !== undefined) MISHAPS[mishap](out, seeded(seed + step));
      writeWorld(edited, { data, content });
      const before = releasesOf(out);
      const { result, seconds } = await build(out, edited.asOf);
      forgetOutput(clean);
      const { result: expected, seconds: cleanSeconds } = await build(clean, edited.asOf);
      const told = [
        ...(mishap === undefined ? [] : [mishap]),
        ...edits.map((edit) => `${edit.kind}: ${edit.told}`),
      ].join('; ');
      yield {
        edits,
        told: `step ${step} of seed ${seed}: ${told}`,
        isPublished: result.published,
        faults: [
          ...(result.published === expected.published
            ? []
            : [`published: ${result.published}, clean: ${expected.published}`]),
          ...(result.published ? differencesOf(out, clean) : []),
          ...faultsOf(out, before, result, mishap),
        ],
        pages: result.pages,
        rendered: result.rendered,
        seconds,
        cleanSeconds,
      };
      if (result.published) current = edited;
    }
  } finally {
    for (const each of [out, clean]) forgetOutput(each);
  }
}

/** Builds; a change that is stopped for its size is accepted. */
async function timed(options: BuildOptions): Promise<{ result: BuildResult; seconds: number }> {
  const started = performance.now();
  let result = await buildSite(options);
  if (result.stoppedBy !== undefined) result = await buildSite({ ...options, accept: result.stoppedBy.digest });
  return { result, seconds: (performance.now() - started) / 1000 };
}

function differencesOf(out: string, clean: string): string[] {
  const [one, other] = [contentsOf(out)!, contentsOf(clean)!];
  const differing = [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
  const { number: _, ...release } = readReleaseFile(out);
  const { number: __, ...expected } = readReleaseFile(clean);
  return [
    ...differing.filter((path) => path !== RELEASE).map((path) => `differs: ${path}`),
    ...(JSON.stringify(release) === JSON.stringify(expected) ? [] : [`differs: ${RELEASE}`]),
  ];
}

function readReleaseFile(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, RELEASE), 'utf8')) as Record<string, unknown>;
}

/** The files of the served release and of those that are kept, by number: a file that is written to is another one. */
function releasesOf(out: string): Map<unknown, string> {
  const kept = join(homeOf(out), 'kept');
  const folders = [out, ...(existsSync(kept) ? readdirSync(kept).map((name) => join(kept, name)) : [])];
  return new Map(folders.map((folder) => [readReleaseFile(folder)['number'], stateOf(folder)]));
}

function stateOf(folder: string): string {
  const lines = filesIn(folder).map((path) => {
    const { ino, size, mtimeMs } = statSync(join(folder, path));
    return `${path} ${ino} ${size} ${mtimeMs}`;
  });
  return lines.join('\n');
}

function faultsOf(
  out: string,
  before: ReadonlyMap<unknown, string>,
  { published, release }: BuildResult,
  mishap: Mishap | undefined,
): string[] {
  const after = releasesOf(out);
  const served = readReleaseFile(out)['number'];
  const beside = readdirSync(dirname(out)).filter((name) => name !== basename(out));
  const home = readdirSync(homeOf(out)).filter((name) => !HOME_OF_BUILDS.includes(name));
  const touched = [...after].filter(([number, contents]) => before.has(number) && before.get(number) !== contents);
  const former = [...before.keys()].filter((number) => !after.has(number));
  // Four are kept and served; a damaged release is not kept.
  const isTooFew =
    after.size < Math.min(4, before.size + (release?.isNew === true ? 1 : 0)) && mishap !== 'a page deleted';
  return [
    ...auditFolder(out).map(({ path, what }) => `not as in the manifest: ${path} ${what}`),
    ...beside.map((name) => `left beside the output: ${name}`),
    ...home.map((name) => `left in the home: ${name}`),
    ...touched
      .filter(([number]) => number !== served || !published)
      .map(([number]) => `release ${String(number)} was touched`),
    ...(isTooFew ? [`releases gone: ${former.join(', ')}`] : []),
    ...(!published && after.size !== before.size ? ['releases come or gone though nothing was published'] : []),
  ];
}
