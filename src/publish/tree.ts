/** Trees of files that share what is the same in them. */
import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { byCodeUnits } from '../domain/text.ts';
import { codeOf } from './error.ts';

/** Paths of all files below a folder, with `/`, in code-unit order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted(byCodeUnits);
}

/** Puts files of other trees into a folder, with the folders that they need. What stands in their place goes. */
export function filler(folder: string): (source: string, path: string) => void {
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
      unlinkSync(target);
      share(source, target);
    }
  };
}

/**
 * Links a file, or copies it with its date where it lies on another disk, or on one that has no hard links or allows none to
 * files of somebody else.
 */
function share(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
    copyFileSync(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { atime, mtime } = lstatSync(source);
    utimesSync(target, atime, mtime);
  }
}

/** Takes a path out of a tree, with the folders that become empty. */
export function removeEmptyUpTo(root: string, folder: string): void {
  for (let at = folder; at !== '.'; at = posix.dirname(at)) if (!removeEmpty(join(root, at))) return;
}

/** @returns whether the folder is gone */
export function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}

/** The folders that paths lie in, with those above them; `.` is the first. */
export function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>(['.']);
  let last = '.';
  for (const path of paths) {
    const end = path.lastIndexOf('/');
    // Most files lie in the folder of the one before.
    if (end < 0 || (end === last.length && path.startsWith(last))) continue;
    last = path.slice(0, end);
    for (let folder = last; !folders.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  }
  return folders;
}
