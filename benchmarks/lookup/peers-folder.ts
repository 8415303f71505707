/** The libraries the look-up is measured beside, installed apart from the project and out of reach of its checks. */
import { execSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LIST = join(import.meta.dirname, 'peers');
const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/minglu-lookup-peers');

/** Loads one of the packages that `peers/package.json` lists; installs them all where that list is new. The types are the caller's. */
export async function loadPeer<Module>(name: string): Promise<Module> {
  if (listIn(FOLDER) !== listIn(LIST) || !existsSync(join(FOLDER, 'node_modules'))) install();
  const { load } = (await import(pathToFileURL(join(FOLDER, 'load.js')).href)) as {
    load(name: string): Promise<unknown>;
  };
  return (await load(name)) as Module;
}

function listIn(folder: string): string | undefined {
  const path = join(folder, 'package.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function install(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  cpSync(LIST, FOLDER, { recursive: true });
  execSync('npm install --no-audit --no-fund', { cwd: FOLDER, stdio: 'inherit' });
}
