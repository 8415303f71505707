/** Files of the current release, read again to make those of the next one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, sha256Aside, WORTH_A_THREAD } from '../ingest/sha256.ts';
import { type Manifest } from './manifest.ts';

/** For one who can do without them in the end. */
export interface EarlierFiles {
  /** A file as it lies there; `undefined` when it is known not to be as it was published. */
  file: (path: string) => Uint8Array | undefined;
  /** Whether all large files that were given are as they were published: that is found out meanwhile. */
  areIntact: () => Promise<boolean>;
}

export const NO_EARLIER_FILES: EarlierFiles = { file: () => undefined, areIntact: () => Promise.resolve(true) };

/** @param manifest of the release in the folder, or the part of it that will be asked for */
export function earlierFiles(out: string, manifest: Manifest): EarlierFiles {
  const doubts: Promise<boolean>[] = [];
  return {
    file: (path) => {
      const bytes = readListed(out, manifest, path);
      if (bytes === undefined) return undefined;
      if (bytes.length < WORTH_A_THREAD) return sha256(bytes) === manifest.get(path) ? bytes : undefined;
      doubts.push(sha256Aside(bytes).then((digest) => digest === manifest.get(path)));
      return bytes;
    },
    areIntact: async () => (await Promise.all(doubts)).every(Boolean),
  };
}

/** A file of the release in the folder; `undefined` when it is not there, or is not as it was published. */
export function intactFile(out: string, manifest: Manifest, path: string): Uint8Array | undefined {
  const bytes = readListed(out, manifest, path);
  return bytes !== undefined && sha256(bytes) === manifest.get(path) ? bytes : undefined;
}

function readListed(out: string, manifest: Manifest, path: string): Buffer<ArrayBuffer> | undefined {
  if (!manifest.has(path)) return undefined;
  try {
    return readFileSync(join(out, path));
  } catch {
    return undefined;
  }
}
