/** Releases of made-up files, as a model and on disk. Runs without Vitest, too: in a process that is killed. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { findHome, realPlace } from '../../src/publish/home.ts';
import type { ReleaseInfo } from '../../src/publish/manifest.ts';
import { openOutput, type Published } from '../../src/publish/releases.ts';

/** Path → content of every file of a release, without those that tell of the release. */
export type Files = Readonly<Record<string, string>>;

export const INFO: ReleaseInfo = { asOf: '2026-11-20', example: false, counts: { organisations: { published: 2 } } };

/** What stands in the home of an output folder between publications. */
export const HOME: readonly string[] = [
  'SHA256SUMS',
  'former.json',
  'kept',
  'output',
  'release.json',
  'spare',
  'stamps',
];
/** What builds leave there besides. */
export const HOME_OF_BUILDS: readonly string[] = [...HOME, 'addresses.bin', 'build.bin', 'rows'];

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export interface PublishOptions {
  keep?: number;
  info?: ReleaseInfo;
  /** Files that are staged though they are as before. */
  again?: readonly string[];
}

/** Publishes a release with these files, as a build does: what is as before is kept, the rest is staged. */
export function publishFiles(out: string, files: Files, options: PublishOptions = {}): Published {
  const { keep, info = INFO, again = [] } = options;
  const output = openOutput(out, keep === undefined ? {} : { keep });
  try {
    const isKept = ([path, content]: [string, string]) =>
      !again.includes(path) && output.current?.manifest.get(path) === digestOf(content);
    const entries = Object.entries(files);
    writeFiles(output.staging, Object.fromEntries(entries.filter((entry) => !isKept(entry))));
    return output.publish({ kept: entries.filter(isKept).map(([path]) => path), info });
  } finally {
    output.close();
  }
}

export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Pages that every release has. They link to one another and tell of which release they are. */
export const PAGES = Array.from({ length: 50 }, (_, i) => `pages/${i}.html`);

/** A page ends with its own digest, so that half of one is known as such. */
function pageOf(index: number, release: number): string {
  const text = `release ${release} page ${index} links to ${PAGES[(index + 1) % PAGES.length]} ${'.'.repeat(2000)}\n`;
  return text + digestOf(text);
}

/** The release a page is of; `undefined` when it is not whole. */
export function releaseOfPage(page: string): number | undefined {
  const text = page.slice(0, -64);
  return digestOf(text) === page.slice(-64) ? Number(/^release (\d+) /.exec(text)?.[1]) : undefined;
}

/** 200 files, other ones in each release, and the pages of all releases. */
export function filesOfRelease(release: number): Files {
  const loose = Array.from({ length: 200 }, (_, i): [string, string] => {
    const turn = Math.floor((release * 7 + i) / 20);
    return [`loose/${turn % 5}/${i}-${turn % 3}.txt`, `${i} ${Math.floor((release + i) / 4)}`];
  });
  return Object.fromEntries([...PAGES.map((path, i): [string, string] => [path, pageOf(i, release)]), ...loose]);
}

/** One release after the other until the process is killed. */
export function publishForEver(out: string, from: number): void {
  for (let release = from; ; release++) {
    const { number } = publishFiles(out, filesOfRelease(release), { keep: 2 });
    process.stdout.write(`${release} ${number}\n`);
  }
}

/** Deletes what is remembered for an output folder, and tells what that was. */
export function forgetReleases(out: string): { left: string[]; kept: number } {
  const home = findHome(realPlace(out));
  const [left, kept] = [home, join(home, 'kept')].map((folder) => (existsSync(folder) ? readdirSync(folder) : []));
  rmSync(home, { recursive: true, force: true });
  return { left: left!, kept: kept!.length };
}
