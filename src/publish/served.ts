/** The release that is served, as far as changes are held against it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IsoDate } from '../domain/date.ts';
import { BuildMemory, type OutputPlace } from './build-memory.ts';
import { findHome, realPlace } from './home.ts';
import { releaseDamaged } from './error.ts';
import { sha256 } from '../ingest/sha256.ts';
import { isPlainFile, MANIFEST, parseManifest, readManifest, readRelease, RELEASE } from './manifest.ts';
import type { Current } from './current.ts';

export interface Served {
  number: number;
  asOf: IsoDate;
  /** Whether its pages say that the data are an example; `undefined` where it does not tell. */
  example: boolean | undefined;
  /** How many rows of each dataset it has. */
  published: Readonly<Record<string, number>>;
  /** Paths of all its files; `undefined` of a damaged release. */
  paths(): Iterable<string> | undefined;
  /** A file of it as it was published; of a damaged release, which is no measure for its files, as it is. */
  file(path: string): Uint8Array | undefined;
  /** What the maker of a group of its files left; `undefined` where that was forgotten. */
  notes(id: string): Uint8Array | undefined;
}

/** @returns `undefined` before the first release */
export function servedRelease({ out, current }: OutputPlace, memory: BuildMemory): Served | undefined {
  const release = readRelease(out);
  if (release === undefined) return undefined;
  const { number, asOf, example, published } = release;
  return {
    number,
    asOf,
    example,
    published,
    paths: () => current?.manifest.keys(),
    file: (path) => (current === undefined ? readIfThere(join(out, path)) : memory.file(path)),
    notes: (id) => memory.notes(id),
  };
}

/**
 * Looks at an output folder without taking its lock: a build may exchange it meanwhile.
 *
 * @throws PublishError when it is no folder, or when the release in it cannot say which it is
 */
export function lookAtOutput(outFolder: string): OutputPlace {
  const out = realPlace(outFolder);
  if (isPlainFile(join(out, MANIFEST)) && readRelease(out) === undefined)
    throw releaseDamaged(join(out, RELEASE), '不知道公布的是哪一版', '请先运行 npm run build：能修好的，它先修好');
  return { out, home: findHome(out), current: existsSync(out) ? currentIn(out) : undefined };
}

function currentIn(out: string): Current | undefined {
  const release = readRelease(out);
  const bytes = release === undefined ? undefined : readManifest(out);
  if (release === undefined || bytes === undefined || sha256(bytes) !== release.manifest.sha256) return undefined;
  const { number, asOf, manifest } = release;
  return { number, asOf, digest: manifest.sha256, manifest: parseManifest(bytes.toString()) };
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
