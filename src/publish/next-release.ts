/** The tree of the next release: made of a spare tree by what differs, or of what was staged. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, posix } from 'node:path';
import { byCodeUnits } from '../domain/text.ts';
import { codeOf, PublishError } from './error.ts';
import { flush } from './exchange.ts';
import { discard, type Places } from './home.ts';
import { sha256 } from '../ingest/sha256.ts';
import {
  compareManifestsOf,
  compareNames,
  digestOfManifest,
  entriesOf,
  isSafePath,
  MANIFEST,
  manifestText,
  OF_NOTHING,
  readRelease,
  RELEASE,
  type Listing,
  type Manifest,
} from './manifest.ts';
import { isStamped, stampOf } from './stamps.ts';
import { filler, foldersOf, removeEmptyUpTo } from './tree.ts';

/** The files of the next release, and how they differ from those of the current one. */
export interface Plan extends Listing {
  get(path: string): string | undefined;
  entries(): Iterable<[path: string, digest: string]>;
  /** What comes from `staging`; the others come from the current release. */
  staged: Manifest;
  added: string[];
  changed: string[];
  deleted: string[];
}

/** What the next release is made of. */
export interface NextFiles {
  /** Paths of the current release that stay. */
  kept: Iterable<string>;
  /** SHA-256 of staged files, as they were written. */
  digests: ReadonlyMap<string, string>;
}

/**
 * Looks through what was staged. A staged file that the current release has, too, is taken from there: it keeps its date.
 *
 * @param former the files of the current release, in order
 * @throws PublishError when a staged file is empty or no plain file, or when one that was written is gone
 */
export function planNext(out: string, place: Places, former: Manifest, files: NextFiles): Plan {
  const kept: ReadonlySet<string> = files.kept instanceof Set ? files.kept : new Set(files.kept);
  const staged = readStaged(place.staging, files.digests);
  const added = [...staged.keys()].filter((path) => !former.has(path));
  const [changed, deleted]: [string[], string[]] = [[], []];
  let found = 0;
  for (const [path, was] of former) {
    const isKept = kept.has(path);
    if (isKept) found++;
    const is = staged.size === 0 ? undefined : staged.get(path);
    if (is === undefined) {
      if (!isKept) deleted.push(path);
    } else if (is !== was || !isIntact(join(out, path), was)) changed.push(path);
    else staged.delete(path);
  }
  if (found < kept.size) {
    const unknown = [...kept].filter((path) => !former.has(path));
    throw new Error(`Kept, but not in the current release: ${unknown.slice(0, 5).join(', ')}`);
  }
  const gone = new Set(deleted);
  const newEntry = (path: string): [string, string] => [path, staged.get(path)!];
  const has = (path: string) => staged.has(path) || (former.has(path) && !gone.has(path));
  return {
    has,
    get: (path) => staged.get(path) ?? (gone.has(path) ? undefined : former.get(path)),
    size: former.size - deleted.length + added.length,
    *keys() {
      for (const [path] of this.entries()) yield path;
    },
    *entries() {
      let next = 0;
      for (const [path, was] of former) {
        for (; next < added.length && byCodeUnits(added[next]!, path) < 0; next++) yield newEntry(added[next]!);
        if (!gone.has(path)) yield [path, staged.get(path) ?? was];
      }
      for (; next < added.length; next++) yield newEntry(added[next]!);
    },
    staged,
    added,
    changed,
    deleted,
  };
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
function readStaged(staging: string, known: ReadonlyMap<string, string>): Map<string, string> {
  const digests = new Map<string, string>();
  const visit = (inside: string): boolean => {
    let isEmpty = true;
    for (const entry of entriesOf(join(staging, inside))) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const isGone = entry.isDirectory() && visit(path);
      if (isGone) rmdirSync(join(staging, path));
      else isEmpty = false;
      if (!entry.isDirectory()) digests.set(path, digestOf(staging, path, entry.isFile(), known.get(path)));
    }
    return isEmpty;
  };
  visit('');
  const lost = [...known.keys()].find((path) => !digests.has(path));
  if (lost !== undefined)
    throw new PublishError(`刚写好的文件 ${lost} 不见了`, '有人动了工作文件夹，请再试一次；原来的网站没有变动');
  const paths = [...digests.keys()].toSorted(byCodeUnits);
  return new Map(paths.map((path) => [path, digests.get(path)!]));
}

/** @returns the digest of a staged file */
function digestOf(staging: string, path: string, isFile: boolean, known: string | undefined): string {
  if (!isFile || /[\n\r\\]/.test(path) || path === MANIFEST || path === RELEASE)
    throw new PublishError(`不能公布的文件：${path}`, '这是程序的错误，请报告；原来的网站没有变动');
  const digest = known ?? sha256(readFileSync(join(staging, path)));
  if (digest === OF_NOTHING)
    throw new PublishError(`文件 ${path} 是空的`, '这是程序的错误，请报告；原来的网站没有变动');
  return digest;
}

export interface Made {
  /** Of the manifest. */
  digest: string;
  /** The tree is known again by it. */
  stamp: string;
}

/**
 * Makes the tree of the next release in `making`, written out to the disk.
 *
 * @param mayUseSpare `false` when nobody knows which of the shared files are as they should be
 * @param release what `release.json` says, told the digest of the manifest
 */
export function makeNext(
  out: string,
  place: Places,
  plan: Plan,
  mayUseSpare: boolean,
  release: (digest: string) => string,
): Made {
  if (!mayUseSpare && existsSync(place.spare)) discard(place.spare, place);
  const touched = makeFromSpare(out, place, plan) ?? makeFromStaging(out, place, plan);
  const digest = writeManifest(join(place.making, MANIFEST), plan);
  writeFileSync(join(place.making, RELEASE), release(digest), { flag: 'wx' });
  flush(place.making, new Set([...plan.staged.keys(), MANIFEST, RELEASE]), foldersOf(touched));
  return { digest, stamp: stampOf(place.making, digest, foldersOf(plan.keys())) };
}

/** What turns the spare tree into the next release. */
interface Steps {
  remove: string[];
  add: string[];
}

/**
 * A spare in which somebody has put a file in the place of another has the right names and another content: one whose folders
 * are not as they were left is never used.
 *
 * @returns `undefined` when there is no spare, or when it is less work to start from what is staged
 */
function stepsFromSpare(out: string, place: Places, plan: Plan): Steps | undefined {
  if (!existsSync(place.spare)) return undefined;
  const release = readRelease(place.spare);
  const digest = digestOfManifest(place.spare);
  const difference = digest === release?.manifest.sha256 ? compareManifestsOf(place.spare, out) : undefined;
  const isUntouched = digest !== undefined && isStamped(place.stamps, digest, place.spare);
  if (release === undefined || difference === undefined || !isUntouched) {
    discard(place.spare, place);
    return undefined;
  }
  const { onlyOne, onlyOther } = difference;
  if (![...onlyOne.keys()].every(isSafePath)) return undefined;
  const [added, renewed] = [new Set(plan.added), new Set([...plan.added, ...plan.changed])];
  const steps: Steps = { remove: [], add: [] };
  for (const path of new Set([...onlyOne.keys(), ...onlyOther.keys(), ...renewed, ...plan.deleted])) {
    // What neither manifest has alone is in both or in none.
    if (onlyOne.has(path) || (!onlyOther.has(path) && !added.has(path))) steps.remove.push(path);
    if (plan.has(path)) steps.add.push(path);
  }
  return steps.remove.length + steps.add.length <= plan.size - plan.staged.size ? steps : undefined;
}

/** @returns the paths that were touched; `undefined` when the spare is of no use */
function makeFromSpare(out: string, place: Places, plan: Plan): Iterable<string> | undefined {
  const steps = stepsFromSpare(out, place, plan);
  if (steps === undefined) return undefined;
  // No process that finds this name takes it for a whole tree.
  renameSync(place.spare, place.making);
  try {
    for (const path of [...steps.remove, MANIFEST, RELEASE]) unlinkSync(join(place.making, path));
    for (const folder of new Set(steps.remove.map((path) => posix.dirname(path))))
      removeEmptyUpTo(place.making, folder);
    const fill = filler(place.making);
    for (const path of steps.add) fill(join(plan.staged.has(path) ? place.staging : out, path), path);
    return [...steps.remove, ...steps.add];
  } catch (error) {
    if (!['ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
  }
  // It was not as its manifest says.
  rmSync(place.making, { recursive: true, force: true });
  return undefined;
}

/** @returns the paths that were touched */
function makeFromStaging(out: string, place: Places, plan: Plan): Iterable<string> {
  renameSync(place.staging, place.making);
  const fill = filler(place.making);
  for (const path of plan.keys()) if (!plan.staged.has(path)) fill(join(out, path), path);
  if (!isWhole(place.making, plan))
    throw new PublishError('新的网站不完整：少了文件或多了文件', `请再试一次；${out} 里原来的网站没有变动`);
  return plan.keys();
}

function isWhole(folder: string, plan: Plan): boolean {
  const { foreign, missing } = compareNames(folder, plan);
  return foreign.length + missing.length === 0;
}

/** @returns the digest of what was written */
function writeManifest(file: string, plan: Plan): string {
  const digest = createHash('sha256');
  const descriptor = openSync(file, 'wx');
  try {
    for (const lines of manifestText(plan.entries())) {
      const bytes = Buffer.from(lines);
      digest.update(bytes);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    }
  } finally {
    closeSync(descriptor);
  }
  return digest.digest('hex');
}
