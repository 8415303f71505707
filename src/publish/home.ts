/** What is remembered for one output folder: former releases, a spare tree, and the trees on their way to the next release. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PublishError } from './error.ts';
import { readRelease, sha256 } from './manifest.ts';
import { removeEmpty } from './tree.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Folders in a home. None but `kept`, `spare` and `stamps` outlives a build. */
const PLACES = {
  /** Former releases by number, each a whole tree. */
  kept: 'kept',
  /** A whole tree that is no release any more, of which the next one is made. */
  spare: 'spare',
  /** By number: the state of the folders of a tree whose names were looked through. */
  stamps: 'stamps',
  staging: 'staging',
  /** A tree on its way to the next release. */
  making: 'making',
  /** A whole new release before the exchange, the former one after it. */
  ready: 'ready',
  /** Where the former release stands between two renames. */
  aside: 'aside',
  trash: 'trash',
} as const;

export type Places = Readonly<Record<keyof typeof PLACES, string>>;

/** Names the output folder that a home belongs to. */
const OWNER = 'output';

/** The folder itself, also when it is given as a link to it: a link would be exchanged, not the folder. */
export function realPlace(folder: string): string {
  const out = resolve(folder);
  if (existsSync(out)) {
    if (!statSync(out).isDirectory()) throw new PublishError(`${out} 不是文件夹`, '请换一个 --out', true);
    return realpathSync(out);
  }
  return existsSync(dirname(out)) ? join(realpathSync(dirname(out)), basename(out)) : out;
}

export function lockOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.minglu-lock`);
}

export function placesIn(home: string): Places {
  return Object.fromEntries(Object.entries(PLACES).map(([key, name]) => [key, join(home, name)])) as Places;
}

function homesOf(out: string): [inProject: string, beside: string] {
  const name = basename(out);
  return [join(PROJECT, '.minglu', `${name}-${sha256(out).slice(0, 12)}`), join(dirname(out), `.${name}.minglu`)];
}

/** The home of an output folder, without making one. */
export function findHome(out: string): string {
  const [inProject, beside] = homesOf(out);
  return existsSync(inProject) ? inProject : beside;
}

/**
 * Makes the home: in the project, or beside the output when that is on another disk.
 *
 * @param file a file beside the output
 */
export function makeHome(out: string, file: string): string {
  const [inProject, beside] = homesOf(out);
  const home = canLink(inProject, file) ? inProject : beside;
  mkdirSync(home, { recursive: true });
  if (home === inProject) {
    writeFileSync(join(home, OWNER), `${out}\n`);
    sweepHomes(dirname(home), home);
  }
  return home;
}

function canLink(folder: string, file: string): boolean {
  const trial = join(folder, 'trial');
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(trial, { force: true });
    // The number of a disk does not tell everything: two views of one disk have it in common.
    if (statSync(folder).dev === statSync(file).dev) linkSync(file, trial);
    return existsSync(trial);
  } catch {
    return false;
  } finally {
    rmSync(trial, { force: true });
    removeEmpty(folder);
  }
}

/** Forgets the releases of other output folders that have been deleted. */
function sweepHomes(folder: string, own: string): void {
  for (const name of readdirSync(folder)) {
    const home = join(folder, name);
    try {
      if (home !== own && isForsaken(home)) remove(home);
    } catch {
      // Not a home, or another build is sweeping it.
    }
  }
}

function isForsaken(home: string): boolean {
  const out = readFileSync(join(home, OWNER), 'utf8').trim();
  // Between two renames the served folder is in its home, or on its way; who makes a first release has the lock.
  return out !== '' && !existsSync(out) && !existsSync(lockOf(out)) && !existsSync(placesIn(home).aside);
}

/** Brings everything into order, wherever a build was cut off: a whole release is served, no half-made tree is left. */
export function tidy(out: string, place: Places): void {
  // First of all what takes up room for nothing: the rest needs a little.
  for (const folder of [place.staging, place.making, place.trash]) remove(folder);
  if (existsSync(place.aside)) {
    if (existsSync(out)) shelve(place.aside, place);
    else renameSync(place.aside, out);
  }
  const served = readRelease(out)?.number;
  const ready = readRelease(place.ready)?.number;
  if (ready !== undefined && served !== undefined && ready < served) shelve(place.ready, place);
  remove(place.ready);
  // After the exchange of a rollback the folder's name tells what had been in it.
  for (const name of namesIn(place.kept)) {
    const number = readRelease(join(place.kept, name))?.number;
    if (number === undefined || number === served) discard(join(place.kept, name), place);
    else if (String(number) !== name) shelve(join(place.kept, name), place);
  }
  remove(place.trash);
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Keeps a former release under its number. */
export function shelve(folder: string, place: Places): void {
  const number = readRelease(folder)?.number;
  if (number === undefined || existsSync(join(place.kept, `${number}`))) {
    discard(folder, place);
    return;
  }
  mkdirSync(place.kept, { recursive: true });
  renameSync(folder, join(place.kept, `${number}`));
}

/** Takes a tree out of sight; it is deleted when there is time. A tree that lacks files must not count as one. */
export function discard(folder: string, place: Places): void {
  mkdirSync(place.trash, { recursive: true });
  renameSync(folder, join(place.trash, `${readdirSync(place.trash).length}`));
}

/**
 * Keeps the latest releases. The tree of one that is too many becomes the spare.
 *
 * @param isNear whether it is little work to make a tree into the next release
 */
export function trim(place: Places, keep: number, isNear: (tree: string) => boolean): void {
  if (existsSync(place.spare) && !isNear(place.spare)) discard(place.spare, place);
  for (const number of numbersKept(place).slice(keep)) {
    const tree = join(place.kept, `${number}`);
    if (existsSync(place.spare) || !isNear(tree)) discard(tree, place);
    else renameSync(tree, place.spare);
  }
}

/** The latest first. */
export function numbersKept(place: Places): number[] {
  return namesIn(place.kept)
    .map(Number)
    .filter(Number.isSafeInteger)
    .toSorted((a, b) => b - a);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
