/** What is remembered for one output folder: former releases, a spare tree, and the trees on their way to the next release. */
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
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
import { isFolder } from '../ingest/content.ts';
import { interimOf, replaceFile } from '../ingest/sealed-file.ts';
import { codeOf, PublishError } from './error.ts';
import { sha256 } from '../ingest/sha256.ts';
import {
  digestOfManifest,
  MANIFEST,
  parseManifest,
  parseRelease,
  readManifest,
  readRelease,
  RELEASE,
  type Manifest,
  type ReleaseFile,
} from './manifest.ts';
import { removeEmpty } from './tree.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** What a home holds. None but `kept`, `spare`, `stamps`, `release`, `manifest` and `former` outlives a build. */
const PLACES = {
  /** Former releases by number, each a whole tree. */
  kept: 'kept',
  /** A whole tree that is no release any more, of which the next one is made. */
  spare: 'spare',
  /** By number: the state of the folders of a tree whose names were looked through. */
  stamps: 'stamps',
  /** Copies of what the served release says of itself: `release.json` and its manifest. */
  release: RELEASE,
  manifest: MANIFEST,
  /** By its number, the release that was served before each. */
  former: 'former.json',
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
  if (isLink(out))
    throw new PublishError(`${out} 是一个链接，它指向的地方不存在`, '请建好那个文件夹，或换一个 --out', true);
  return existsSync(dirname(out)) ? join(realpathSync(dirname(out)), basename(out)) : out;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/**
 * Makes a folder and those that it lies in. Not by Node's own `recursive`, which tries for ever where the system makes none.
 *
 * @throws PublishError where there can be no folder
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (isFolder(folder)) return;
    if (!['EEXIST', 'ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw error;
    throw new PublishError(`建不了文件夹 ${folder}`, '请换一个 --out', true);
  }
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

/** Takes away a home in which nothing is remembered yet. */
export function forgetEmptyHome(home: string): void {
  if (readdirSync(home).every((name) => name === OWNER)) remove(home);
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
  for (const each of [place.staging, place.making, place.trash]) remove(each);
  for (const each of [place.release, place.manifest, place.former]) remove(interimOf(each));
  if (existsSync(place.aside)) {
    if (existsSync(out)) shelve(place.aside, place);
    else renameSync(place.aside, out);
  }
  mendReleaseText(out, place);
  const served = readRelease(out)?.number;
  const ready = readRelease(place.ready)?.number;
  if (ready !== undefined && served !== undefined && ready < served) shelve(place.ready, place);
  remove(place.ready);
  // After the exchange of a rollback the folder's name tells what had been in it.
  for (const name of namesIn(place.kept)) {
    // One that is damaged is no less the release that one would go back to: who asks for it is told.
    const number = readRelease(join(place.kept, name))?.number ?? Number(name);
    if (Number.isNaN(number) || number === served) discard(join(place.kept, name), place);
    else if (String(number) !== name) shelve(join(place.kept, name), place);
  }
  remove(place.trash);
}

/** Remembers what the served release says of itself. */
export function keepTexts(out: string, place: Places): void {
  const text = readFileSync(join(out, RELEASE));
  const isKept = existsSync(place.manifest) && existsSync(place.release) && readFileSync(place.release).equals(text);
  if (isKept) return;
  copyFileSync(join(out, MANIFEST), interimOf(place.manifest));
  renameSync(interimOf(place.manifest), place.manifest);
  replaceFile(place.release, [text]);
}

/** Puts `release.json` back where somebody damaged it, or put another in its place, and the manifest tells which release it is. */
function mendReleaseText(out: string, place: Places): void {
  const kept = readIfThere(place.release);
  if (kept === undefined || !existsSync(out) || readIfThere(join(out, RELEASE)) === kept) return;
  const digest = digestOfManifest(out);
  // Killed before it was remembered, a release of the same files is newer than what is.
  if (digest === undefined || readRelease(out)?.manifest.sha256 === digest) return;
  if (parseRelease(kept)?.manifest.sha256 === digest)
    // Nothing but files of the release is ever in the output folder.
    replaceFile(join(out, RELEASE), [kept], interimOf(place.release));
}

/** The manifest of the served release as it was published; `undefined` when nobody remembers it. */
export function rememberedManifest({ manifest }: ReleaseFile, place: Places): Manifest | undefined {
  const bytes = readManifest(dirname(place.manifest));
  return bytes !== undefined && sha256(bytes) === manifest.sha256 ? parseManifest(bytes.toString()) : undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
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
 * Keeps the releases that one would go back to first. The tree of one that is too many becomes the spare.
 *
 * @param isNear whether it is little work to make a tree into the next release
 */
export function trim(out: string, place: Places, keep: number, isNear: (tree: string) => boolean): void {
  if (existsSync(place.spare) && !isNear(place.spare)) discard(place.spare, place);
  const served = readRelease(out)?.number;
  const line = served === undefined ? [] : lineOf(served, place);
  const others = numbersKept(place).filter((number) => !line.includes(number));
  for (const number of [...line, ...others].slice(keep)) {
    const tree = join(place.kept, `${number}`);
    if (existsSync(place.spare) || !isNear(tree)) discard(tree, place);
    else renameSync(tree, place.spare);
  }
}

/** Remembers which release one goes back to from another; 0: there is none. */
export function noteFormer(place: Places, number: number, former: number): void {
  // The former one is served still.
  const known = [...numbersKept(place), former].map((each) => [each, formerOf(each, place)]);
  const text = JSON.stringify(Object.fromEntries([...known, [number, former]]));
  replaceFile(place.former, [`${text}\n`]);
}

/** Where nobody remembers it is the one before. */
export function formerOf(number: number, place: Places): number {
  const former = formersIn(place)?.[number];
  return Math.min(Number.isSafeInteger(former) ? (former as number) : number - 1, number - 1);
}

/** Whether somebody damaged what was noted: then the one before is a guess. */
export function isFormerLost(place: Places): boolean {
  return formersIn(place) === undefined;
}

/** @returns `undefined` where it is damaged; earlier versions of the program noted nothing */
function formersIn(place: Places): Readonly<Record<string, unknown>> | undefined {
  if (!existsSync(place.former)) return {};
  try {
    return (JSON.parse(readFileSync(place.former, 'utf8')) ?? undefined) as Record<string, unknown> | undefined;
  } catch {
    return undefined;
  }
}

/** No release has borne this number: neither one that is kept nor one that was served, damaged and made anew. */
export function nextNumber(out: string, place: Places): number {
  const noted = Object.keys(formersIn(place) ?? {}).map(Number);
  return Math.max(lastServed(out, place) ?? 0, ...numbersKept(place), ...noted.filter(Number.isSafeInteger)) + 1;
}

/** The number of the release that was served last; `undefined` when nobody remembers one. */
export function lastServed(out: string, place: Places): number | undefined {
  return readRelease(out)?.number ?? parseRelease(readIfThere(place.release) ?? '')?.number;
}

/**
 * Numbers of the kept releases that were served before a release, the last one first. One that somebody has gone back from is
 * not among them.
 */
export function lineOf(number: number, place: Places): number[] {
  const numbers = numbersKept(place);
  const line: number[] = [];
  for (let at: number | undefined = number; at !== undefined;) {
    const most = formerOf(at, place);
    at = numbers.find((kept) => kept <= most);
    if (at !== undefined) line.push(at);
  }
  return line;
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
