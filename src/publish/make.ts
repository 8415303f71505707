/** Planning, and what is beside the pages: the same for a whole build and for a part of one. */
import { readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { PublishedRows } from '../ingest/published-rows.ts';
import { fileOf } from '../register/pages.ts';
import type { Site } from '../register/site.ts';
import { PublishError } from './error.ts';
import type { FileGroup } from './file-group.ts';
import { fileGroups } from './files.ts';
import { indexTexts, textPaths } from './full-text.ts';
import { sha256 } from '../ingest/sha256.ts';
import { OF_NOTHING, type ReleaseInfo } from './manifest.ts';
import type { OnProgress } from './phase.ts';
import { planPages, type Plan } from './plan.ts';
import { siteOf, type Read } from './read.ts';
import { renderInto, type RenderOptions } from './render.ts';
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

/**
 * The full-text index hangs on the very bytes of the pages it is made from.
 *
 * @param texts addresses of the pages, in order (`textPaths`)
 */
export function textIndex(texts: readonly string[], placeOf: PagePlace): FileGroup {
  const digest = createHash('sha1');
  const places = texts.map((path) => ({ path, ...placeOf(path) }));
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

/**
 * Begins when the pages that are searched are written.
 *
 * @param texts addresses of all of them, in order
 * @param digests of the files that were written for them, by their paths below the folder
 */
export type IndexTexts = (texts: readonly string[], digests: ReadonlyMap<string, string>) => Promise<void>;

/**
 * Renders pages, those that are searched before all others: another process indexes them while this one goes on.
 *
 * @returns SHA-256 of each file, by its path below the folder
 * @throws what `renderInto` and `index` throw
 */
export async function renderAndIndex(
  folder: string,
  { site, rows, plan, templates }: Planned,
  paths: readonly string[],
  index: IndexTexts,
  { onProgress = () => {}, ...options }: RenderAndIndexOptions,
): Promise<ReadonlyMap<string, string>> {
  const texts = textPaths(plan.pages.keys());
  const isText = new Set(texts);
  const first = paths.filter((path) => isText.has(path));
  const others = paths.filter((path) => !isText.has(path));
  onProgress('render', 0, paths.length);
  const ofTexts = await renderInto(folder, templates, { site, rows }, first, {
    threads: 1,
    onProgress: (done) => onProgress('render', done, paths.length),
  });
  const indexed = index(texts, ofTexts);
  // A failure is told where it is awaited.
  indexed.catch(() => {});
  try {
    const ofOthers = await renderInto(folder, templates, { site, rows }, others, {
      ...options,
      onProgress: (done) => onProgress('render', first.length + done, paths.length),
    });
    onProgress('index', 0, 0);
    await indexed;
    // Not into a new one: they may be a million.
    for (const [path, digest] of ofTexts) ofOthers.set(path, digest);
    return ofOthers;
  } finally {
    // Nobody takes the folder away while it is read.
    await Promise.allSettled([indexed]);
  }
}

export interface RenderAndIndexOptions extends Omit<RenderOptions, 'onProgress'> {
  onProgress?: OnProgress;
}

/** Every page that was asked for was written, and has something in it. */
export function demandWhole(pages: readonly string[], digests: ReadonlyMap<string, string>): void {
  for (const page of pages) {
    const digest = digests.get(fileOf(page));
    if (digest === undefined || digest === OF_NOTHING)
      throw new PublishError(`页面 ${page} 没有生成`, '这是程序的错误，请报告；原来的网站没有变动');
  }
}
