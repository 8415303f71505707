/** The folders that are followed: which files are in them now, and a nudge as soon as something may have changed. */
import { realpathSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { codeOf } from './error.ts';
import type { FileState, Snapshot } from './watch-quiet.ts';

export interface Followed {
  folder: string;
  /** Names of files and folders that do not count. */
  ignored: RegExp;
}

/** Folders in folders are looked into so deep; links may lead in circles. */
const DEPTH = 6;
const FILES_AT_ONCE = 64;

/** All files that count. A folder that cannot be read, or is not there, is in it as that. */
export async function takeSnapshot(followed: readonly Followed[]): Promise<Snapshot> {
  const files = new Map<string, FileState>();
  for (const { folder, ignored } of followed) await visit(folder, ignored, DEPTH, files);
  return files;
}

async function visit(folder: string, ignored: RegExp, depth: number, files: Map<string, FileState>): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    files.set(folder, { size: 0, stamp: codeOf(error) ?? 'unreadable' });
    return;
  }
  const paths = names.filter((name) => !ignored.test(name)).map((name) => join(folder, name));
  const folders: string[] = [];
  for (let from = 0; from < paths.length; from += FILES_AT_ONCE) {
    await Promise.all(
      paths.slice(from, from + FILES_AT_ONCE).map(async (path) => {
        const state = await stateOf(path);
        if (state === 'folder') folders.push(path);
        else files.set(path, state);
      }),
    );
  }
  if (depth > 0) for (const path of folders.toSorted()) await visit(path, ignored, depth - 1, files);
}

async function stateOf(path: string): Promise<FileState | 'folder'> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    const { dev, ino, size, mtimeMs, ctimeMs } = found;
    return { size, stamp: [dev, ino, size, mtimeMs, ctimeMs].join() };
  } catch (error) {
    return { size: 0, stamp: codeOf(error) ?? 'unreadable' };
  }
}

/** How often it is seen to that the folders are still the same ones; events of a folder that was replaced tell of the old one. */
const ROOTS_MS = 1000;

export interface Nudges {
  close(): Promise<void>;
}

/**
 * Listens for changes. Events are hints only: they may be missing, late or more than there were changes.
 *
 * @param nudge called when something may have changed
 * @param onTrouble told once when the system refuses events
 */
export function listen(followed: readonly Followed[], nudge: () => void, onTrouble: (message: string) => void): Nudges {
  let told = false;
  const follow = ({ folder, ignored }: Followed): FSWatcher =>
    watch(folder, { ignoreInitial: true, ignored: (path) => path !== folder && ignored.test(basename(path)) })
      .on('all', nudge)
      .on('error', (error) => {
        // What is deleted while it is looked at.
        if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return;
        if (!told) onTrouble((error as Error).message);
        told = true;
      });
  const roots = followed.map((each) => ({ ...each, is: identityOf(each.folder), watcher: follow(each) }));
  const timer = setInterval(() => {
    for (const root of roots) {
      const is = identityOf(root.folder);
      if (is === root.is) continue;
      root.is = is;
      void root.watcher.close();
      root.watcher = follow(root);
      nudge();
    }
  }, ROOTS_MS);
  return {
    async close() {
      clearInterval(timer);
      await Promise.all(roots.map(({ watcher }) => watcher.close()));
    },
  };
}

/** Another one when a folder of this name is another folder, also behind a link. */
function identityOf(folder: string): string {
  try {
    const { dev, ino } = statSync(folder);
    return [realpathSync(folder), dev, ino].join();
  } catch (error) {
    return codeOf(error) ?? 'unreadable';
  }
}
