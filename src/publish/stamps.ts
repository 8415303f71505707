/**
 * Looking through the names of a whole tree takes as long as the tree is large. A folder's date changes with any name in it, so
 * a tree whose folders are as they were when it was looked through need not be looked through again.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../ingest/sealed-file.ts';

function stateOf(folder: string): string {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats?.isDirectory() === true ? `${stats.ino} ${stats.mtimeNs}` : '';
}

/** A tree is known by its own folder, wherever it is moved. */
function fileOf(stamps: string, tree: string): string {
  return join(stamps, `${statSync(tree, { bigint: true }).ino}`);
}

/** The state of a tree, to be taken before its names are looked through. */
export function stampOf(tree: string, digest: string, folders: ReadonlySet<string>): string {
  const lines = [...folders].map((folder) => `${stateOf(join(tree, folder))} ${folder}\n`);
  return `${digest} ${lines.length}\n${lines.join('')}`;
}

/** Remembers that all names in a tree in this state are those of the manifest with the stamp's digest. */
export function keepStamp(stamps: string, tree: string, stamp: string): void {
  mkdirSync(stamps, { recursive: true });
  replaceFile(fileOf(stamps, tree), [stamp]);
}

/** Whether the names in a tree are still those of the manifest with this digest; `false` also when nobody knows. */
export function isStamped(stamps: string, digest: string, tree: string): boolean {
  let text;
  try {
    text = readFileSync(fileOf(stamps, tree), 'utf8');
  } catch {
    return false;
  }
  const [head, ...lines] = text.split('\n');
  if (lines.pop() !== '' || head !== `${digest} ${lines.length}`) return false;
  return lines.every((line) => {
    const end = line.indexOf(' ', line.indexOf(' ') + 1);
    return end > 0 && stateOf(join(tree, line.slice(end + 1))) === line.slice(0, end);
  });
}

/** Forgets all trees but these. */
export function pruneStamps(stamps: string, trees: readonly string[]): void {
  if (!existsSync(stamps)) return;
  const known = new Set(trees.filter((tree) => existsSync(tree)).map((tree) => fileOf(stamps, tree)));
  for (const name of readdirSync(stamps))
    if (!known.has(join(stamps, name))) rmSync(join(stamps, name), { force: true });
}
