/** Folders in which templates are compiled. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './lock.ts';

/** The project's own folder: templates, configuration and `public/`. */
export const PROJECT = join(import.meta.dirname, '../..');

const WORK = /^work-(\d+)-\d+$/;
let works = 0;

/** A new folder to work in, below the project, where templates find their imports; what killed builds left of theirs is swept. */
export function makeRoomForWork(): string {
  const home = join(PROJECT, '.minglu');
  mkdirSync(home, { recursive: true });
  for (const entry of readdirSync(home)) {
    const match = WORK.exec(entry);
    if (match && !isRunning(Number(match[1]))) rmSync(join(home, entry), { recursive: true, force: true });
  }
  return join(home, `work-${process.pid}-${++works}`);
}
