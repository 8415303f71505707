/** Planning, and writing of what is beside the pages: the same for a whole build and for a part of one. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { PublishedRows } from '../ingest/published-rows.ts';
import { fileOf } from '../register/pages.ts';
import type { Site } from '../register/site.ts';
import { PublishError } from './error.ts';
import { fileGroups, type Earlier, type FileGroup, type OutputFile } from './files.ts';
import { indexTexts, textPaths } from './full-text.ts';
import { OF_NOTHING, sha256, sha256Aside, WORTH_A_THREAD, type ReleaseInfo } from './manifest.ts';
import { planPages, type Plan } from './plan.ts';
import { siteOf, type Read } from './read.ts';
import { compileTemplates, textDigests, type Templates } from './templates.ts';
import { makeRoomForWork } from './work-folder.ts';

export interface Planned {
  site: Site;
  rows: PublishedRows;
  plan: Plan;
  templates: Templates;
  /** All files beside the pages but the full-text index. */
  groups: readonly FileGroup[];
}

/**
 * @param code digest of the program
 * @param ahead settles when templates are not being compiled elsewhere in this process
 */
export async function planSite(read: Read, code: string, ahead: Promise<void> = Promise.resolve()): Promise<Planned> {
  const compiled = ahead.then(() => compileTemplates(read.texts.pages, undefined, code));
  // A failure is told where it is awaited.
  compiled.catch(() => {});
  const site = siteOf(read);
  const rows = read.ingested.published;
  const plan = planPages({ site, rows, code, texts: textDigests(read.texts.pages) });
  const templates = await compiled;
  return { site, rows, plan, templates, groups: [assetsOf(templates), ...fileGroups(site, rows, plan.of, code)] };
}

/** What the release says of itself. */
export function infoOf({ asOf, info, counts }: Site): ReleaseInfo {
  return { asOf, example: info.example, counts };
}

/** Scripts, styles and what is served as it is. */
function assetsOf({ digest, assets, files }: Templates): FileGroup {
  return {
    id: 'assets',
    digest,
    *files() {
      for (const path of files) yield [path, { from: join(assets, path) }];
    },
  };
}

/** Where the page's file lies, and its digest where that is known. */
export type PagePlace = (path: string) => { file: string; sha256?: string | undefined };

/** The full-text index hangs on the very bytes of the pages it is made from. */
export function textIndex({ pages }: Plan, placeOf: PagePlace): FileGroup {
  const digest = createHash('sha1');
  const places = textPaths(pages.keys()).map((path) => ({ path, ...placeOf(path) }));
  for (const { path, file, sha256: known } of places)
    digest.update(`${path}\0${known ?? sha256(readFileSync(file))}\n`);
  return {
    id: 'full-text',
    digest: digest.digest('hex'),
    async *files() {
      const folder = makeRoomForWork();
      const fileOfPath = new Map(places.map(({ path, file }) => [path, file]));
      const htmlOf = (path: string) => readFileSync(fileOfPath.get(path)!, 'utf8');
      for (const path of await indexTexts([...fileOfPath.keys()], htmlOf, folder))
        yield [`/pagefind/${path}`, { from: join(folder, path) }];
      rmSync(folder, { recursive: true });
    },
  };
}

export interface WrittenGroup {
  /** Files that were written, and those of the current release that stay. */
  paths: string[];
  /** SHA-256 of files that were written, where it is known; by their paths below the folder. */
  digests: ReadonlyMap<string, string>;
  kept: readonly string[];
  notes: Uint8Array | undefined;
}

/** Makes the files of a group that are not as they were. */
export async function writeGroup(folder: string, group: FileGroup, earlier: Earlier): Promise<WrittenGroup> {
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

/** Every page that was asked for was written, and has something in it. */
export function demandWhole(pages: readonly string[], digests: ReadonlyMap<string, string>): void {
  for (const page of pages) {
    const digest = digests.get(fileOf(page));
    if (digest === undefined || digest === OF_NOTHING)
      throw new PublishError(`页面 ${page} 没有生成`, '这是程序的错误，请报告；原来的网站没有变动');
  }
}
