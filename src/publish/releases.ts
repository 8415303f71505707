/**
 * The releases of an output folder. What is served is one whole release at every instant: the next one is made beside it and
 * the two change places. Trees share their files as hard links, so no file of a release is ever written to again.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { byCodeUnits } from '../domain/text.ts';
import { codeOf, explained, PublishError } from './error.ts';
import { exchange, flush } from './exchange.ts';
import { takeLock } from './lock.ts';
import {
  compareNames,
  MANIFEST,
  manifestLines,
  manifestText,
  parseManifest,
  publishedOf,
  readManifest,
  readRelease,
  RELEASE,
  releaseText,
  sha256,
  type Manifest,
  type ReleaseFile,
  type ReleaseInfo,
} from './manifest.ts';

const PROJECT = join(import.meta.dirname, '../..');
const KEEP = 3;

export interface Current {
  number: number;
  asOf: string;
  /** SHA-256 of its manifest. */
  digest: string;
  manifest: Manifest;
}

export interface Output {
  /** The output folder, resolved. */
  out: string;
  /** Holds what is remembered for this output folder. Anybody may delete it between builds. */
  home: string;
  /** What is served; `undefined` when nothing is, or when it cannot be built upon (`damage`). */
  current: Current | undefined;
  /** Files that the served release should have and has not. */
  damage: readonly string[];
  /** An empty folder on the output's disk for the new and changed files, in their final relative places. */
  staging: string;
  /**
   * Brings in a release: the files of `staging` and, of the current release, the paths in `kept`. Once for each output.
   *
   * @throws PublishError when the disk fails; what is served stays
   */
  publish(next: { kept: Iterable<string>; info: ReleaseInfo }): Published;
  /** Gives the lock back, deletes what is staged and makes the next release easier. Always safe. */
  close(): void;
}

export interface Published {
  number: number;
  digest: string;
  /** `false` when nothing differs from the current release: then nothing was published. */
  isNew: boolean;
  added: string[];
  changed: string[];
  deleted: string[];
}

/** Folders in `home`. None but `kept` and `spare` outlives a build. */
const PLACES = {
  /** Former releases by number, each a whole tree. */
  kept: 'kept',
  /** A whole tree that is no release any more, of which the next one is made. */
  spare: 'spare',
  staging: 'staging',
  /** A tree on its way from the spare to the next release. */
  making: 'making',
  /** A whole new release before the exchange, the former one after it. */
  ready: 'ready',
  /** Where the former release stands between two renames. */
  aside: 'aside',
  trash: 'trash',
} as const;

/** Names the output folder that a home belongs to. */
const OWNER = 'output';

/**
 * Takes the lock of an output folder and mends what a killed build left.
 *
 * @throws PublishError when another build has it, or when it holds files that are not ours (misuse)
 */
export function openOutput(outFolder: string, { keep = KEEP }: { keep?: number } = {}): Output {
  try {
    return open(outFolder, keep);
  } catch (error) {
    throw explained(error);
  }
}

function open(outFolder: string, keep: number): Output {
  const out = realPlace(outFolder);
  const unlock = takeLock(lockOf(out));
  try {
    const home = makeHome(out);
    const place = placesIn(home);
    tidy(out, place);
    const { current, damage } = readCurrent(out);
    mkdirSync(place.staging);
    let state: 'open' | 'tried' | 'published' | 'closed' = 'open';
    const close = (isExit: boolean) => {
      if (state === 'closed') return;
      const isPublished = state === 'published';
      state = 'closed';
      process.off('exit', onExit);
      try {
        tidy(out, place);
        if (isPublished && !isExit) prepareSpare(out, place);
      } catch {
        // What is left here is swept by the next build, and nothing of it is served.
      } finally {
        unlock();
      }
    };
    const onExit = () => close(true);
    process.on('exit', onExit);
    return {
      out,
      home,
      current,
      damage,
      staging: place.staging,
      publish({ kept, info }) {
        if (state !== 'open') throw new Error('This output has been published or closed.');
        state = 'tried';
        try {
          const published = publish({ out, place, current, keep }, new Set(kept), info);
          state = 'published';
          return published;
        } catch (error) {
          throw explained(error);
        }
      },
      close: () => close(false),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The folder itself, also when it is given as a link to it: a link would be exchanged, not the folder. */
function realPlace(folder: string): string {
  const out = resolve(folder);
  if (existsSync(out)) {
    if (!statSync(out).isDirectory()) throw new PublishError(`${out} 不是文件夹`, '请换一个 --out', true);
    return realpathSync(out);
  }
  mkdirSync(dirname(out), { recursive: true });
  return join(realpathSync(dirname(out)), basename(out));
}

function lockOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.minglu-lock`);
}

type Places = Readonly<Record<keyof typeof PLACES, string>>;

function placesIn(home: string): Places {
  return Object.fromEntries(Object.entries(PLACES).map(([key, name]) => [key, join(home, name)])) as Places;
}

function homesOf(out: string): [inProject: string, beside: string] {
  const name = basename(out);
  return [join(PROJECT, '.minglu', `${name}-${sha256(out).slice(0, 12)}`), join(dirname(out), `.${name}.minglu`)];
}

/** In the project, or beside the output when that is on another disk. */
function makeHome(out: string): string {
  const [inProject, beside] = homesOf(out);
  const home = canLink(inProject, lockOf(out)) ? inProject : beside;
  mkdirSync(home, { recursive: true });
  if (home === inProject) {
    writeFileSync(join(home, OWNER), `${out}\n`);
    sweepHomes(dirname(home));
  }
  return home;
}

function canLink(folder: string, file: string): boolean {
  const trial = join(folder, 'trial');
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(trial, { force: true });
    if (statSync(folder).dev !== statSync(file).dev) throw new Error('another disk');
    // The number of a disk does not tell everything: two views of one disk have it in common.
    linkSync(file, trial);
    return true;
  } catch {
    removeEmpty(folder);
    return false;
  } finally {
    rmSync(trial, { force: true });
  }
}

/** Forgets the releases of output folders whose surroundings have been deleted. */
function sweepHomes(folder: string): void {
  for (const name of readdirSync(folder)) {
    const home = join(folder, name);
    try {
      const out = readFileSync(join(home, OWNER), 'utf8').trim();
      if (!existsSync(dirname(out))) rmSync(home, { recursive: true, force: true });
    } catch {
      // Not a home, or another build is sweeping it.
    }
  }
}

/** Brings the folders into order, wherever a build was cut off: a whole release is served, no half-made tree is left. */
function tidy(out: string, place: Places): void {
  if (existsSync(place.aside)) {
    if (existsSync(out)) shelve(place.aside, place);
    else renameSync(place.aside, out);
  }
  const served = readRelease(out)?.number;
  const ready = readRelease(place.ready)?.number;
  if (ready !== undefined && served !== undefined && ready < served) shelve(place.ready, place);
  // After the exchange of a rollback the folder's name tells what had been in it.
  for (const name of namesIn(place.kept)) {
    const number = readRelease(join(place.kept, name))?.number;
    if (number === undefined || number === served) discard(join(place.kept, name), place);
    else if (String(number) !== name) shelve(join(place.kept, name), place);
  }
  for (const folder of [place.staging, place.making, place.ready, place.trash])
    rmSync(folder, { recursive: true, force: true });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Keeps a former release under its number. */
function shelve(folder: string, place: Places): void {
  const number = readRelease(folder)?.number;
  if (number === undefined || existsSync(join(place.kept, `${number}`))) {
    discard(folder, place);
    return;
  }
  mkdirSync(place.kept, { recursive: true });
  renameSync(folder, join(place.kept, `${number}`));
}

/** Renamed before it is deleted: a tree without some of its files must not count as one. */
function discard(folder: string, place: Places): void {
  rmSync(place.trash, { recursive: true, force: true });
  renameSync(folder, place.trash);
  rmSync(place.trash, { recursive: true, force: true });
}

function numbersKept(place: Places): number[] {
  return namesIn(place.kept)
    .map(Number)
    .filter(Number.isSafeInteger)
    .toSorted((a, b) => b - a);
}

/** @throws PublishError when the folder holds files that are not on the manifest of a release of ours */
function readCurrent(out: string): { current: Current | undefined; damage: string[] } {
  if (!existsSync(out)) return { current: undefined, damage: [] };
  const release = readRelease(out);
  const text = release === undefined ? undefined : readManifest(out);
  const manifest = parseManifest(text ?? '');
  const { foreign, missing } = compareNames(out, manifest);
  const strange = foreign.filter((path) => text === undefined || (path !== MANIFEST && path !== RELEASE));
  if (strange.length > 0)
    throw new PublishError(
      `${out} 里有不是本程序生成的文件：${strange.slice(0, 5).join('、')}${strange.length > 5 ? ` 等${strange.length}个` : ''}`,
      '请换一个 --out，或先把这些文件移走',
      true,
    );
  if (release === undefined || text === undefined) return { current: undefined, damage: [] };
  const digest = sha256(text);
  const damage = digest === release.manifest.sha256 ? missing : [MANIFEST, ...missing];
  if (damage.length > 0) return { current: undefined, damage };
  return { current: { number: release.number, asOf: release.asOf, digest, manifest }, damage };
}

interface Work {
  out: string;
  place: Places;
  current: Current | undefined;
  keep: number;
}

/** The files of the next release and how they differ from those of the current one. */
interface Plan {
  manifest: Manifest;
  /** Paths that come from `staging`; the others come from the current release. */
  staged: ReadonlySet<string>;
  added: string[];
  changed: string[];
  deleted: string[];
}

function publish(work: Work, kept: ReadonlySet<string>, info: ReleaseInfo): Published {
  const { out, place, current, keep } = work;
  const plan = planNext(work, kept);
  const { added, changed, deleted } = plan;
  const former = readRelease(out);
  if (current !== undefined && added.length + changed.length + deleted.length === 0 && tells(former, info))
    return { number: current.number, digest: current.digest, isNew: false, added, changed, deleted };

  const number = Math.max(former?.number ?? 0, ...numbersKept(place)) + 1;
  const digest = makeNext(work, plan, (manifestDigest) => releaseText(info, number, manifestDigest));
  renameSync(place.making, place.ready);
  if (!existsSync(out)) renameSync(place.ready, out);
  else {
    exchange(out, place.ready, place.aside);
    // A damaged release is no release to go back to.
    if (current === undefined) discard(place.ready, place);
    else shelve(place.ready, place);
  }
  flush([], [dirname(out), place.kept].filter(existsSync));
  trim(place, keep);
  return { number, digest, isNew: true, added, changed, deleted };
}

/** Whether `release.json` says this already. */
function tells(release: ReleaseFile | undefined, { asOf, counts }: ReleaseInfo): boolean {
  return release?.asOf === asOf && isDeepStrictEqual(release.published, publishedOf(counts));
}

/**
 * Reads back what was staged. A staged file that the current release has, too, is taken from there: it keeps its date.
 *
 * @throws PublishError when a staged file is empty or no plain file
 */
function planNext({ out, place, current }: Work, kept: ReadonlySet<string>): Plan {
  const written = readStaged(place.staging);
  const former: Manifest = current?.manifest ?? new Map();
  const manifest = new Map<string, string>();
  const staged = new Set<string>();
  const [added, changed, deleted]: [string[], string[], string[]] = [[], [], []];
  let found = 0;
  for (const path of inOrder(former.keys(), written.keys())) {
    const [was, is] = [former.get(path), written.get(path)];
    if (kept.has(path)) found++;
    if (was === undefined) added.push(path);
    else if (is === undefined && !kept.has(path)) deleted.push(path);
    else if (is !== undefined && (is !== was || !isIntact(join(out, path), was))) changed.push(path);
    else {
      manifest.set(path, was);
      continue;
    }
    if (is === undefined) continue;
    manifest.set(path, is);
    staged.add(path);
  }
  if (found < kept.size) {
    const unknown = [...kept].filter((path) => !former.has(path) && !written.has(path));
    throw new Error(`Kept, but not in the current release: ${unknown.slice(0, 5).join(', ')}`);
  }
  return { manifest, staged, added, changed, deleted };
}

/** Merges two ordered sequences; what is in both comes once. */
function* inOrder(one: Iterable<string>, other: Iterable<string>): Generator<string> {
  const [a, b] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [left, right] = [a.next(), b.next()];
  while (left.done !== true || right.done !== true) {
    const order = left.done === true ? 1 : right.done === true ? -1 : byCodeUnits(left.value, right.value);
    yield order <= 0 ? left.value! : right.value!;
    if (order <= 0) left = a.next();
    if (order >= 0) right = b.next();
  }
}

/** Whether a file still is what its manifest says: only then may it stand for one with the same content. */
function isIntact(file: string, digest: string): boolean {
  try {
    return sha256(readFileSync(file)) === digest;
  } catch {
    return false;
  }
}

/** Path → digest of all staged files, in order; empty folders are taken away. */
function readStaged(staging: string): Manifest {
  const digests: [string, string][] = [];
  const visit = (inside: string): boolean => {
    const entries = readdirSync(join(staging, inside), { withFileTypes: true });
    let isEmpty = true;
    for (const entry of entries) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) {
        if (visit(path)) isEmpty = false;
        else rmdirSync(join(staging, path));
        continue;
      }
      isEmpty = false;
      if (!entry.isFile() || /[\n\r\\]/.test(path) || path === MANIFEST || path === RELEASE)
        throw new PublishError(`不能公布的文件：${path}`, '这是程序的错误，请报告；原来的网站没有变动');
      const content = readFileSync(join(staging, path));
      if (content.length === 0)
        throw new PublishError(`文件 ${path} 是空的`, '这是程序的错误，请报告；原来的网站没有变动');
      digests.push([path, sha256(content)]);
    }
    return !isEmpty;
  };
  visit('');
  return new Map(digests.toSorted(([a], [b]) => byCodeUnits(a, b)));
}

/**
 * Makes the tree of the next release in `making`, written out to the disk.
 *
 * @returns the digest of its manifest
 */
function makeNext(work: Work, plan: Plan, release: (digest: string) => string): string {
  const { place } = work;
  const { manifest, staged } = plan;
  const touched = makeFromSpare(work, plan) ?? makeFromStaging(work, plan);
  const digest = writeManifest(join(place.making, MANIFEST), manifest);
  writeFileSync(join(place.making, RELEASE), release(digest), { flag: 'wx' });
  const below = (path: string) => join(place.making, path);
  flush([...staged, MANIFEST, RELEASE].map(below), foldersOf(touched).map(below).filter(existsSync));
  return digest;
}

function foldersOf(paths: Iterable<string>): string[] {
  const folders = new Set<string>(['.']);
  for (const path of paths)
    for (let folder = posix.dirname(path); !folders.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  return [...folders];
}

/** What turns the spare tree into the next release. */
interface Steps {
  remove: string[];
  add: string[];
}

/** @returns `undefined` when there is no spare that can be trusted, or when it is less work to start from what is staged */
function stepsFromSpare({ place, current }: Work, { manifest, staged, changed }: Plan): Steps | undefined {
  if (!existsSync(place.spare)) return undefined;
  const text = readManifest(place.spare);
  // Without a whole current release nobody knows which of the shared files are as they should be.
  if (current === undefined || text === undefined || readRelease(place.spare)?.manifest.sha256 !== sha256(text)) {
    discard(place.spare, place);
    return undefined;
  }
  const renewed = new Set(changed);
  const shared = new Set<string>();
  const remove: string[] = [];
  for (const [path, digest] of manifestLines(text)) {
    if (manifest.get(path) === digest && !renewed.has(path)) shared.add(path);
    else remove.push(path);
  }
  const add = shared.size === manifest.size ? [] : [...manifest.keys()].filter((path) => !shared.has(path));
  return remove.length + add.length <= manifest.size - staged.size ? { remove, add } : undefined;
}

/** @returns the paths that were touched; `undefined` when the spare is of no use */
function makeFromSpare(work: Work, plan: Plan): Iterable<string> | undefined {
  const { out, place } = work;
  const { manifest, staged } = plan;
  const steps = stepsFromSpare(work, plan);
  if (steps === undefined) return undefined;
  // No process that finds this name takes it for a whole tree.
  renameSync(place.spare, place.making);
  try {
    for (const path of [...steps.remove, MANIFEST, RELEASE]) unlinkSync(join(place.making, path));
    for (const folder of new Set(steps.remove.map((path) => posix.dirname(path))))
      removeEmptyUpTo(place.making, folder);
    const fill = filler(place.making);
    for (const path of steps.add) fill(join(staged.has(path) ? place.staging : out, path), path);
    const { foreign, missing } = compareNames(place.making, manifest);
    if (foreign.length + missing.length === 0) return [...steps.remove, ...steps.add];
  } catch (error) {
    if (!['ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
  }
  // It was not as its manifest says.
  rmSync(place.making, { recursive: true, force: true });
  return undefined;
}

/** @returns the paths that were touched */
function makeFromStaging({ out, place }: Work, { manifest, staged }: Plan): Iterable<string> {
  renameSync(place.staging, place.making);
  const fill = filler(place.making);
  for (const path of manifest.keys()) if (!staged.has(path)) fill(join(out, path), path);
  const { foreign, missing } = compareNames(place.making, manifest);
  if (foreign.length + missing.length > 0)
    throw new PublishError(
      `新的网站不完整：${[...missing, ...foreign].slice(0, 5).join('、')}`,
      `请再试一次；${out} 里原来的网站没有变动`,
    );
  return manifest.keys();
}

/** Puts files of other trees into a folder, with the folders that they need. */
function filler(folder: string): (source: string, path: string) => void {
  const made = new Set<string>();
  return (source, path) => {
    const parent = posix.dirname(path);
    if (!made.has(parent)) mkdirSync(join(folder, parent), { recursive: true });
    made.add(parent);
    const target = join(folder, path);
    try {
      share(source, target);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      // Staged with the same content as before.
      unlinkSync(target);
      share(source, target);
    }
  };
}

/** Links a file, or copies it with its date where the disk has no hard links, or allows none to files of somebody else. */
function share(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
    copyFileSync(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { atime, mtime } = lstatSync(source);
    utimesSync(target, atime, mtime);
  }
}

function removeEmptyUpTo(root: string, folder: string): void {
  for (let at = folder; at !== '.'; at = posix.dirname(at)) if (!removeEmpty(join(root, at))) return;
}

/** @returns whether the folder is gone */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

/** @returns the digest of what was written */
function writeManifest(file: string, manifest: Manifest): string {
  const digest = createHash('sha256');
  const descriptor = openSync(file, 'wx');
  try {
    for (const lines of manifestText(manifest)) {
      const bytes = Buffer.from(lines);
      digest.update(bytes);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    }
  } finally {
    closeSync(descriptor);
  }
  return digest.digest('hex');
}

/** Keeps the latest releases; the tree of one that is too many becomes the spare. */
function trim(place: Places, keep: number): void {
  for (const number of numbersKept(place).slice(keep)) {
    const folder = join(place.kept, `${number}`);
    if (existsSync(place.spare)) discard(folder, place);
    else renameSync(folder, place.spare);
  }
}

/** Makes a spare of the served release, so that the next release need not. */
function prepareSpare(out: string, place: Places): void {
  if (existsSync(place.spare)) return;
  const manifest = parseManifest(readManifest(out) ?? '');
  const fill = filler(place.making);
  try {
    for (const path of [...manifest.keys(), MANIFEST, RELEASE]) fill(join(out, path), path);
    renameSync(place.making, place.spare);
  } finally {
    rmSync(place.making, { recursive: true, force: true });
  }
}
