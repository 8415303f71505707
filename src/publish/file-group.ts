/** Files that are made together, and how they get into a folder. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NO_EARLIER_FILES, type EarlierFiles } from './earlier-files.ts';
import { sha256, sha256Aside, WORTH_A_THREAD } from '../ingest/sha256.ts';
import { turnDue } from './turns.ts';

/** Made together whenever what they hang on has changed. */
export interface FileGroup {
  id: string;
  /** Digest of what they hang on. */
  digest: string;
  /**
   * @param earlier what was left by the maker of these files in the current release, and those files
   * @returns paths of the current release that stay, and what is to be noted for next time
   */
  files(earlier: Earlier): FileStream;
}

export type FileStream = Iterator<OutputFile, MadeFiles | void> | AsyncIterator<OutputFile, MadeFiles | void>;
/** Path below the site, and the content or the file that has it. */
export type OutputFile = readonly [path: string, content: string | Uint8Array | { from: string }];

export interface Earlier {
  notes: Uint8Array | undefined;
  /** A file of the current release, if it is as it was published. */
  file(path: string): Uint8Array | undefined;
}

export interface MadeFiles {
  kept?: readonly string[];
  notes?: Uint8Array;
}

export interface WrittenGroup {
  /** Files that were written, and those of the current release that stay. */
  paths: string[];
  /** SHA-256 of files that were written, where it is known; by their paths below the folder. */
  digests: ReadonlyMap<string, string>;
  kept: readonly string[];
  notes: Uint8Array | undefined;
}

/**
 * Makes the files of a group that are not as they were; all of them where there are no notes, or where an earlier file turns out
 * to be damaged.
 */
export async function writeGroup(
  folder: string,
  group: FileGroup,
  notes?: Uint8Array,
  { file, areIntact }: EarlierFiles = NO_EARLIER_FILES,
): Promise<WrittenGroup> {
  const made = await writeFiles(folder, group, { notes, file });
  return (await areIntact()) ? made : writeGroup(folder, group);
}

async function writeFiles(folder: string, group: FileGroup, earlier: Earlier): Promise<WrittenGroup> {
  const files = group.files(earlier);
  const paths: string[] = [];
  const digests = new Map<string, string>();
  // A large file goes to the disk, and its digest is taken, while the next is made.
  let aside = Promise.resolve();
  try {
    for (;;) {
      const { done, value } = await files.next();
      if (done === true) {
        await aside;
        const { kept = [], notes } = value ?? {};
        return { paths: [...paths, ...kept], digests, kept, notes };
      }
      const [name, content] = value;
      const path = name.replace(/^\//, '');
      const file = join(folder, path);
      paths.push(path);
      mkdirSync(dirname(file), { recursive: true });
      if (isForAside(content)) {
        await aside;
        aside = writeAside(file, content).then((digest) => void digests.set(path, digest));
      } else {
        // File by file: `cpSync` reports a full disk as a read error.
        if (typeof content === 'object' && 'from' in content) copyFileSync(content.from, file);
        else {
          writeFileSync(file, content);
          digests.set(path, sha256(content));
        }
      }
      await turnDue();
    }
  } finally {
    // Nobody takes the folder away while it is written to.
    await Promise.allSettled([aside]);
  }
}

/** Of files that are larger one at a time is held in memory. */
const MOST_ASIDE = 64_000_000;

function isForAside(content: OutputFile[1]): content is Uint8Array<ArrayBuffer> {
  const isBytes = content instanceof Uint8Array && content.buffer instanceof ArrayBuffer;
  return isBytes && content.length >= WORTH_A_THREAD && content.length <= MOST_ASIDE;
}

/** @returns its SHA-256 */
async function writeAside(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const [digest] = await Promise.all([sha256Aside(bytes), writeFile(file, bytes)]);
  return digest;
}
