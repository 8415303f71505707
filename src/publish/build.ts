/** Data and texts → a published site. The one road that `npm run build` and `npm start` take. */
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IsoDate } from '../domain/date.ts';
import { mustStop, type Finding } from '../domain/finding.ts';
import { countsAddUp, ingest, type Ingested } from '../ingest/ingest.ts';
import { readTexts, type Texts } from '../ingest/texts.ts';
import { fileOf, pagesOf } from '../register/pages.ts';
import { createRegister } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { lookupFiles, pledgeFiles, siteFiles } from './files.ts';
import { indexTexts } from './full-text.ts';
import { bringIn, filesBelow, prepareStaging, PublishError, sealRelease, type Staging } from './release.ts';
import { makeRoomForWork, renderPages } from './render.ts';

export interface BuildOptions {
  data: string;
  content: string;
  out: string;
  asOf: IsoDate;
  /** Publish nothing while any row has an error. */
  strict: boolean;
  /** Told as each phase begins. */
  onPhase?: (phase: Phase, detail: string) => void;
}

export type Phase = 'read' | 'render' | 'index' | 'seal' | 'publish';

export interface BuildResult {
  ingested: Ingested;
  /** Findings of data and texts. */
  findings: readonly Finding[];
  published: boolean;
  /** Pages published; 0 when nothing was. */
  pages: number;
}

/**
 * Builds into a folder beside the output and brings it in when it is whole. Whatever goes wrong before leaves the last
 * site as it was.
 *
 * @throws PublishError when the output folder is refused or the disk fails
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const { onPhase = () => {} } = options;
  // First of all: a refused output folder needs no reading, and what a killed build left is mended even if this one fails.
  const staging = prepareStaging(options.out);
  onPhase('read', options.data);
  const ingested = ingest(options.data, { asOf: options.asOf });
  const { texts, findings: faults } = readTexts(options.content, ingested);
  const findings = [...faults, ...ingested.findings];
  if (!countsAddUp(ingested.counts))
    throw new PublishError('行数对不上：读到的行不等于公布、不公布与搁置的行之和', '这是程序的错误，请报告');
  const refused = mustStop(findings) || (options.strict && findings.some((finding) => finding.severity === 'error'));
  if (refused) return { ingested, findings, published: false, pages: 0 };

  try {
    const pages = await stage(ingested, texts, staging, onPhase);
    onPhase('publish', staging.out);
    bringIn(staging);
    return { ingested, findings, published: true, pages };
  } catch (error) {
    rmSync(staging.folder, { recursive: true, force: true });
    throw explained(error);
  }
}

async function stage(
  ingested: Ingested,
  { pages: texts, pledges, replies }: Texts,
  staging: Staging,
  onPhase: NonNullable<BuildOptions['onPhase']>,
): Promise<number> {
  const { asOf, site: info, counts } = ingested;
  const workDir = makeRoomForWork();
  const site: Site = {
    register: createRegister(ingested),
    asOf,
    info,
    counts,
    causes: causesOf(ingested.findings),
    texts,
    pledges,
    replies,
    contentFolder: join(workDir, 'content'),
  };
  const pages = pagesOf(site);
  onPhase('render', `${pages.size}`);
  await renderPages(site, texts, staging.folder, workDir);
  dropUnasked(staging.folder, pages);
  onPhase('index', '');
  writeFiles(staging.folder, siteFiles(site));
  writeFiles(staging.folder, lookupFiles(site));
  writeFiles(staging.folder, pledgeFiles(site));
  writeFiles(staging.folder, await indexTexts(site, staging.folder));
  onPhase('seal', '');
  demandWhole(staging.folder, pages);
  sealRelease(staging.folder, { asOf, counts });
  return pages.size;
}

function writeFiles(folder: string, files: Iterable<[string, string | Uint8Array]>): void {
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** Every page the register asks for is there and not empty. */
function demandWhole(folder: string, pages: ReadonlySet<string>): void {
  for (const page of pages) {
    const file = join(folder, fileOf(page));
    if (!existsSync(file) || statSync(file).size === 0)
      throw new PublishError(`页面 ${page} 没有生成`, '这是程序的错误，请报告；原来的网站没有变动');
  }
}

/** Takes away pages that Astro always makes though the register does not ask for them: lists of a register without lists. */
function dropUnasked(folder: string, pages: ReadonlySet<string>): void {
  const asked = new Set(['404.html', ...[...pages].map(fileOf)]);
  for (const path of filesBelow(folder)) if (path.endsWith('.html') && !asked.has(path)) rmSync(join(folder, path));
}

/** How often each cause was found in each dataset, in the order of the findings. */
function causesOf(findings: readonly Finding[]): Site['causes'] {
  const counts = new Map<string, { dataset: string; code: Finding['code']; count: number }>();
  for (const { dataset, code } of findings) {
    const key = `${dataset} ${code}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { dataset, code, count: 1 });
  }
  return [...counts.values()].toSorted((a, b) => (a.dataset === b.dataset ? 0 : a.dataset < b.dataset ? -1 : 1));
}

const DISK_MESSAGES: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['磁盘已满，网站没有写完', '请腾出空间再试'],
  EDQUOT: ['磁盘配额已满，网站没有写完', '请腾出空间再试'],
  EACCES: ['没有写入的权限', '请检查输出文件夹的权限'],
  EROFS: ['磁盘是只读的', '请换一个 --out'],
  EIO: ['磁盘读写出错', '请检查磁盘'],
};

/** A disk fault in words; anything else as it is. */
function explained(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const known =
      DISK_MESSAGES[(cause as NodeJS.ErrnoException).code ?? ''] ??
      Object.entries(DISK_MESSAGES).find(([code]) => (cause as Error).message.includes(code))?.[1];
    if (known) return new PublishError(`${known[0]}（${cause.message}）。原来的网站没有变动`, known[1]);
  }
  return error;
}
