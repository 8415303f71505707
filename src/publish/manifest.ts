/** What a release says of itself: `SHA256SUMS`, readable by `sha256sum -c`, and `release.json`. */
import { hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './error.ts';

export const MANIFEST = 'SHA256SUMS';
export const RELEASE = 'release.json';
const GENERATOR = 'minglu';

/** Path below the release's folder, with `/`, in code-unit order → SHA-256 in hex. */
export type Manifest = ReadonlyMap<string, string>;

export interface ReleaseInfo {
  asOf: string;
  counts: Readonly<Record<string, { published: number }>>;
}

/** What `release.json` holds. */
export interface ReleaseFile {
  generator: string;
  number: number;
  asOf: string;
  published: Readonly<Record<string, number>>;
  manifest: { path: string; sha256: string };
}

export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

export function publishedOf(counts: ReleaseInfo['counts']): ReleaseFile['published'] {
  return Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, count.published]));
}

/** The text of `release.json`. */
export function releaseText({ asOf, counts }: ReleaseInfo, number: number, digest: string): string {
  const release: ReleaseFile = {
    generator: GENERATOR,
    number,
    asOf,
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

/** The lines of a manifest, `path` and `digest`. What is no such line, or leads out of the folder, is passed over. */
export function* manifestLines(text: string): Generator<[path: string, digest: string]> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const path = text.slice(from + 66, to);
    if (to - from > 66 && isSafePath(path)) yield [path, text.slice(from, from + 64)];
    from = to + 1;
  }
}

function isSafePath(path: string): boolean {
  return !path.startsWith('/') && (!path.includes('..') || !path.split('/').includes('..'));
}

export function parseManifest(text: string): Map<string, string> {
  const manifest = new Map<string, string>();
  for (const [path, digest] of manifestLines(text)) manifest.set(path, digest);
  return manifest;
}

const LINES_AT_ONCE = 8192;

/** The text of a manifest in pieces: a register of a million files is never one string. */
export function* manifestText(manifest: Manifest): Generator<string> {
  let lines = '';
  let count = 0;
  for (const [path, digest] of manifest) {
    lines += `${digest}  ${path}\n`;
    if (++count % LINES_AT_ONCE !== 0) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}

/** The text of a folder's manifest; `undefined` when there is none. */
export function readManifest(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, MANIFEST), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

export interface Names {
  /** Files that are there and not on the manifest; links and other things that are no plain files, too. */
  foreign: string[];
  /** Files of the manifest that are not there. */
  missing: string[];
}

/** Holds the names in a folder against a manifest, without reading the files. Empty folders do not count. */
export function compareNames(folder: string, manifest: Manifest): Names {
  const foreign: string[] = [];
  let found = 0;
  const visit = (inside: string) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && manifest.has(path)) found++;
      else foreign.push(path);
    }
  };
  visit('');
  const missing =
    found === manifest.size ? [] : [...manifest.keys()].filter((path) => !isPlainFile(join(folder, path)));
  return { foreign, missing };
}

export function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
