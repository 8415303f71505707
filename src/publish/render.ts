/** Renders every page with Astro into a folder. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ContentText } from '../ingest/content.ts';
import { setSite, type Site } from '../register/site.ts';
import { filesBelow, isRunning } from './release.ts';

/** The project's own folder: templates, configuration and `public/`. */
export const PROJECT = join(import.meta.dirname, '../..');

const WORK = /^work-(\d+)-\d+$/;
let works = 0;

/** A new folder for `renderPages`; what killed builds left of theirs is swept. */
export function makeRoomForWork(): string {
  const home = join(PROJECT, '.minglu');
  mkdirSync(home, { recursive: true });
  for (const entry of readdirSync(home)) {
    const match = WORK.exec(entry);
    if (match && !isRunning(Number(match[1]))) rmSync(join(home, entry), { recursive: true, force: true });
  }
  return join(home, `work-${process.pid}-${++works}`);
}

/**
 * @param folder where the site is put; must not exist
 * @param workDir for Astro's cache, its output and the checked copy of the texts; inside the project, where templates find
 *   their imports, and new in this process, since Node keeps modules it has loaded
 * @throws what Astro throws, among it every failed write
 */
export async function renderPages(
  site: Omit<Site, 'contentFolder'>,
  texts: readonly ContentText[],
  folder: string,
  workDir: string,
): Promise<void> {
  const contentFolder = join(workDir, 'content');
  mkdirSync(contentFolder, { recursive: true });
  for (const text of texts) {
    const path = join(contentFolder, text.collection, `${text.slug}.mdx`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.source);
  }
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const { build } = await import('astro');
  const cwd = process.cwd();
  // Astro keeps generated modules below its root and the working directory. Both are this build's own, so that two builds
  // at once never meet.
  process.chdir(workDir);
  setSite({ ...site, contentFolder });
  try {
    await build({
      root: workDir,
      srcDir: join(PROJECT, 'src'),
      publicDir: join(PROJECT, 'public'),
      configFile: relative(workDir, join(PROJECT, 'astro.config.mjs')),
      cacheDir: join(workDir, 'cache'),
      outDir: join(workDir, 'site'),
      logLevel: 'error',
      ...(site.info.url === undefined ? {} : { site: site.info.url }),
    });
    moveFolder(join(workDir, 'site'), folder);
  } finally {
    setSite(undefined);
    process.chdir(cwd);
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** Astro moves files about while it builds, so it works on the project's disk; the output may lie on another. */
function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // File by file: `cpSync` reports a full disk as a read error.
    for (const path of filesBelow(from)) {
      mkdirSync(dirname(join(to, path)), { recursive: true });
      copyFileSync(join(from, path), join(to, path));
    }
  }
}
