/** What a release says of itself: `SHA256SUMS`, readable by `sha256sum -c`, and `release.json`. */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, opendirSync, openSync, readFileSync, readSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnits } from '../domain/text.ts';
import { sha256 } from '../ingest/sha256.ts';
import { codeOf } from './error.ts';

export const MANIFEST = 'SHA256SUMS';
export const RELEASE = 'release.json';
const GENERATOR = 'minglu';

/** Path below the release's folder, with `/`, in code-unit order → SHA-256 in hex. */
export type Manifest = ReadonlyMap<string, string>;

export interface ReleaseInfo {
  asOf: string;
  /** Whether every page says that the data are an example. */
  example: boolean;
  counts: Readonly<Record<string, { published: number }>>;
}

/** What `release.json` holds. */
export interface ReleaseFile {
  generator: string;
  number: number;
  asOf: string;
  /** As in `ReleaseInfo`; releases of earlier versions of the program do not say. */
  example?: boolean;
  published: Readonly<Record<string, number>>;
  manifest: { path: string; sha256: string };
}

/** SHA-256 of an empty file. */
export const OF_NOTHING = sha256('');

export function publishedOf(counts: ReleaseInfo['counts']): ReleaseFile['published'] {
  return Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, count.published]));
}

/** The text of `release.json`. */
export function releaseText({ asOf, example, counts }: ReleaseInfo, number: number, digest: string): string {
  const release: ReleaseFile = {
    generator: GENERATOR,
    number,
    asOf,
    example,
    published: publishedOf(counts),
    manifest: { path: MANIFEST, sha256: digest },
  };
  return `${JSON.stringify(release, null, 2)}\n`;
}

/** @returns `undefined` when the text is not the `release.json` of a release of ours */
export function parseRelease(text: string): ReleaseFile | undefined {
  try {
    const release = JSON.parse(text) as Partial<ReleaseFile> | null;
    if (release?.generator !== GENERATOR || typeof release.manifest?.sha256 !== 'string') return undefined;
    const number = Number.isSafeInteger(release.number) && release.number! > 0 ? release.number! : 0;
    return { asOf: '', published: {}, ...release, number } as ReleaseFile;
  } catch {
    return undefined;
  }
}

/** @returns `undefined` when the folder holds no release of ours */
export function readRelease(folder: string): ReleaseFile | undefined {
  try {
    return parseRelease(readFileSync(join(folder, RELEASE), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether a path stays below its folder. */
export function isSafePath(path: string): boolean {
  return !path.startsWith('/') && (!path.includes('..') || !path.split('/').includes('..'));
}

/** Path and digest of each line. What is no line of a manifest, or leads out of the folder, is passed over. */
export function* manifestLines(text: string): Generator<[path: string, digest: string]> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const path = text.slice(from + 66, to);
    if (to - from > 66 && isSafePath(path)) yield [path, text.slice(from, from + 64)];
    from = to + 1;
  }
}

export function parseManifest(text: string): Map<string, string> {
  return new Map(manifestLines(text));
}

const LINES_AT_ONCE = 8192;

/** The text of a manifest in pieces: a register of a million files is never one string. */
export function* manifestText(entries: Iterable<readonly [path: string, digest: string]>): Generator<string> {
  let lines = '';
  let count = 0;
  for (const [path, digest] of entries) {
    lines += `${digest}  ${path}\n`;
    if (++count % LINES_AT_ONCE !== 0) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}

export interface Difference {
  /** What the one has and the other has not, or has with another digest. */
  onlyOne: Manifest;
  onlyOther: Manifest;
}

/** Bytes that may be too many to hold at once. */
interface Bytes {
  readonly length: number;
  /** Some of them from there on: a whole line at least, mostly many. */
  from(at: number): Buffer;
}

/**
 * Compares two texts of manifests. What they have in common costs next to nothing.
 *
 * @param most stops when there are more differences than this
 */
export function compareManifests(one: Buffer, other: Buffer, most = Infinity): Difference {
  return compareBytes(held(one), held(other), most);
}

/**
 * Compares the manifests of two folders without holding them.
 *
 * @returns `undefined` when one of the folders has none
 */
export function compareManifestsOf(one: string, other: string, most = Infinity): Difference | undefined {
  return withManifest(one, (a) => withManifest(other, (b) => compareBytes(a, b, most)));
}

/** SHA-256 of a folder's manifest; `undefined` when there is none. */
export function digestOfManifest(folder: string): string | undefined {
  return withManifest(folder, (bytes) => {
    const digest = createHash('sha256');
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.from(at);
      digest.update(piece);
      at += piece.length;
    }
    return digest.digest('hex');
  });
}

function compareBytes(one: Bytes, other: Bytes, most: number): Difference {
  const onlyOne = new Map<string, string>();
  const onlyOther = new Map<string, string>();
  let [i, j] = [0, 0];
  for (;;) {
    const common = commonLines(one, i, other, j);
    i += common;
    j += common;
    const [left, right] = [lineAt(one, i), lineAt(other, j)];
    const isDone = left === undefined && right === undefined;
    if (isDone || onlyOne.size + onlyOther.size > most) return { onlyOne, onlyOther };
    const order = left === undefined ? 1 : right === undefined ? -1 : byCodeUnits(left.path, right.path);
    if (left !== undefined && order <= 0) {
      onlyOne.set(left.path, left.digest);
      i = left.next;
    }
    if (right !== undefined && order >= 0) {
      onlyOther.set(right.path, right.digest);
      j = right.next;
    }
  }
}

/** How many bytes of whole lines are the same from here on. */
function commonLines(one: Bytes, i: number, other: Bytes, j: number): number {
  for (let length = 0; ;) {
    const [a, b] = [one.from(i + length), other.from(j + length)];
    const same = commonBytes(a, b);
    const lines = same === 0 ? 0 : a.lastIndexOf(0x0a, same - 1) + 1;
    length += lines;
    if (lines === 0 || same < Math.min(a.length, b.length)) return length;
  }
}

function commonBytes(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  for (let step = 64; step > 0 && length < most;) {
    const end = Math.min(most, length + step);
    if (a.compare(b, length, end, length, end) === 0) {
      length = end;
      step *= 2;
    } else step = Math.floor(Math.min(step, end - length) / 2);
  }
  return length;
}

function lineAt(bytes: Bytes, at: number): { path: string; digest: string; next: number } | undefined {
  if (at >= bytes.length) return undefined;
  const text = bytes.from(at);
  const end = text.indexOf(0x0a);
  const to = end < 0 ? text.length : end;
  return { path: text.toString('utf8', 66, to), digest: text.toString('latin1', 0, 64), next: at + to + 1 };
}

function held(buffer: Buffer): Bytes {
  return { length: buffer.length, from: (at) => buffer.subarray(at) };
}

const WINDOW = 1 << 20;
/** Longer than any line: no system has longer paths. */
const LINE = 1 << 15;

/** Reads the manifest of a folder piece by piece; `undefined` when there is none. */
function withManifest<T>(folder: string, use: (bytes: Bytes) => T): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(join(folder, MANIFEST), 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    const { size: length } = fstatSync(descriptor);
    const window = Buffer.allocUnsafe(WINDOW);
    let [start, filled] = [0, 0];
    const from = (at: number) => {
      const isInside = at >= start && (at + LINE <= start + filled || start + filled === length);
      if (!isInside) [start, filled] = [at, readSync(descriptor, window, 0, WINDOW, at)];
      return window.subarray(Math.min(at - start, filled), filled);
    };
    return use({ length, from });
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a folder's manifest; `undefined` when there is none. */
export function readManifest(folder: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, MANIFEST));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The names of a manifest. */
export interface Listing {
  has(path: string): boolean;
  readonly size: number;
  keys(): Iterable<string>;
}

export interface Names {
  /** Files that are there and not on the manifest; links and other things that are no plain files, too. */
  foreign: string[];
  /** Files of the manifest that are not there. */
  missing: string[];
}

/** What file managers leave in the folders that somebody looks into. */
const LITTER = /^(\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

/** Holds the names in a folder against a manifest, without reading the files. Empty folders do not count. */
export function compareNames(folder: string, manifest: Listing): Names {
  const foreign: string[] = [];
  let found = 0;
  const visit = (inside: string) => {
    for (const entry of entriesOf(join(folder, inside))) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && manifest.has(path)) found++;
      else if (!LITTER.test(entry.name)) foreign.push(path);
    }
  };
  visit('');
  const missing =
    found === manifest.size ? [] : [...manifest.keys()].filter((path) => !isPlainFile(join(folder, path)));
  return { foreign, missing };
}

/** What is in a folder, one after the other: a folder may hold a million files. */
export function* entriesOf(folder: string): Generator<Dirent> {
  const open = opendirSync(folder, { bufferSize: 1024 });
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) yield entry;
  } finally {
    open.closeSync();
  }
}

export function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}
