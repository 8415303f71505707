/**
 * Data and texts → a published site. The one road that `npm run build` and `npm start` take. What the last release has and
 * what has not changed since is neither rendered nor written again.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IsoDate } from '../domain/date.ts';
import { mustStop, type Finding } from '../domain/finding.ts';
import { countsAddUp, ingest, type Ingested } from '../ingest/ingest.ts';
import { IngestMemory } from '../ingest/memory.ts';
import { readTexts, type Texts } from '../ingest/texts.ts';
import { fileOf } from '../register/pages.ts';
import { createRegister } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { stopFor, type BrakeOptions, type Stop } from './brake.ts';
import { BuildMemory } from './build-memory.ts';
import { changesOf, type Changes } from './changes.ts';
import { explained, PublishError } from './error.ts';
import { fileGroups, type FileGroup } from './files.ts';
import { indexTexts, textPaths } from './full-text.ts';
import { sha256 } from './manifest.ts';
import { planPages, type Plan } from './plan.ts';
import { openOutput, type Output, type Published } from './releases.ts';
import { servedRelease } from './served.ts';
import { codeDigest, compileTemplates, renderInto, textDigests, type Templates } from './templates.ts';

export interface BuildOptions extends BrakeOptions {
  data: string;
  content: string;
  out: string;
  asOf: IsoDate;
  /** Publish nothing while any row has an error. */
  strict: boolean;
  /** Threads that render at most. */
  threads?: number;
  /** Told as each phase begins, and how far it has come. */
  onProgress?: OnProgress;
}

export type Phase = 'read' | 'plan' | 'render' | 'index' | 'publish';

/** @param total 0 where it is not known */
export type OnProgress = (phase: Phase, done: number, total: number) => void;

export interface BuildResult {
  ingested: Ingested;
  /** Findings of data and texts. */
  findings: readonly Finding[];
  published: boolean;
  /** What is published, or would be, against the release before; `undefined` when errors forbid publishing. */
  changes?: Changes;
  /** Why nothing was published though the data have no such error. */
  stoppedBy?: Stop;
  /** Pages published; 0 when nothing was. */
  pages: number;
  /** Pages rendered; the others are those of the release before. */
  rendered: number;
  release?: Published;
}

/**
 * Builds what has changed and brings it in as a whole release. Whatever goes wrong before leaves the last one served.
 *
 * @throws PublishError when the output folder is refused or the disk fails
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const { onProgress = () => {} } = options;
  // First of all: a refused output folder needs no reading, and what a killed build left is mended even if this one fails.
  const output = openOutput(options.out);
  try {
    onProgress('read', 0, 0);
    const code = codeDigest();
    const memory = new IngestMemory(join(output.home, 'rows'), code);
    const ingested = ingest(options.data, {
      asOf: options.asOf,
      memory,
      onProgress: (done, total) => onProgress('read', done, total),
    });
    const { texts, findings: faults } = readTexts(options.content, ingested, memory);
    const findings = [...faults, ...ingested.findings];
    if (!countsAddUp(ingested.counts))
      throw new PublishError('行数对不上：读到的行不等于公布、不公布与搁置的行之和', '这是程序的错误，请报告');
    // Of data that stop the build nothing is kept: there may be numbers of persons in them.
    if (!mustStop(findings)) memory.save();
    const refused = mustStop(findings) || (options.strict && findings.some(({ severity }) => severity === 'error'));
    if (refused) return { ingested, findings, published: false, pages: 0, rendered: 0 };
    const buildMemory = new BuildMemory(output, code);
    const changes = changesOf(servedRelease(output, buildMemory), ingested);
    const stoppedBy = stopFor(changes, options);
    if (stoppedBy) return { ingested, findings, published: false, changes, stoppedBy, pages: 0, rendered: 0 };
    const made = await make({ ingested, texts, findings, output, memory: buildMemory, code, options });
    return { ingested, findings, published: true, changes, ...made };
  } catch (error) {
    throw explained(error);
  } finally {
    output.close();
  }
}

interface Work {
  ingested: Ingested;
  texts: Texts;
  findings: readonly Finding[];
  output: Output;
  memory: BuildMemory;
  code: string;
  options: BuildOptions;
}

async function make({ ingested, texts, findings, output, memory, code, options }: Work): Promise<Made> {
  const { onProgress = () => {}, threads } = options;
  const { asOf, counts, published: rows } = ingested;
  onProgress('plan', 0, 0);
  const compiled = compileTemplates(texts.pages);
  // A failure is told where it is awaited.
  compiled.catch(() => {});
  const site = siteOf(ingested, texts, findings);
  const plan = planPages({ site, rows, code, texts: textDigests(texts.pages) });
  const kept = new Set<string>();
  const keep = (path: string) => void kept.add(path);
  const templates = await compiled;

  const changed = [...plan.pages].filter(([path, digest]) => !memory.hasPage(path, digest)).map(([path]) => path);
  onProgress('render', 0, changed.length);
  await renderInto(output.staging, templates, { site, rows }, changed, {
    ...(threads === undefined ? {} : { threads }),
    onProgress: (done) => onProgress('render', done, changed.length),
  });
  const isChanged = new Set(changed);
  for (const path of plan.pages.keys()) if (!isChanged.has(path)) keep(fileOf(path));

  onProgress('index', 0, 0);
  const groups: FileGroup[] = [assetsOf(templates), ...fileGroups(site, rows, plan.of, code), textIndex(plan, output)];
  for (const group of groups) {
    const known = memory.pathsOf(group.id, group.digest);
    if (known !== undefined) memory.note(group.id, group.digest, known);
    (known ?? (await write(output.staging, group, memory))).forEach(keep);
  }
  demandWhole(output.staging, changed);
  onProgress('publish', 0, 0);
  const release = output.publish({ kept, info: { asOf, counts } });
  memory.save(release.digest, plan.pages);
  return { pages: plan.pages.size, rendered: changed.length, release };
}

type Made = Pick<BuildResult, 'pages' | 'rendered' | 'release'>;

/** What pages are made from. */
export function siteOf(ingested: Ingested, texts: Texts, findings: readonly Finding[]): Site {
  const { asOf, site: info, counts, published, setAside } = ingested;
  return {
    register: createRegister({ asOf, records: published.records, access: published, setAside }),
    asOf,
    info,
    counts,
    causes: causesOf(findings),
    texts: texts.pages,
    pledges: texts.pledges,
    replies: texts.replies,
  };
}

/** Makes the files of a group that are not as they were. */
async function write(staging: string, group: FileGroup, memory: BuildMemory): Promise<readonly string[]> {
  const files = group.files({ notes: memory.notes(group.id), file: (path) => memory.file(path) });
  const paths: string[] = [];
  for (;;) {
    const { done, value } = await files.next();
    if (done === true) {
      const { kept = [], notes } = value ?? {};
      memory.note(group.id, group.digest, [...paths, ...kept], notes);
      return kept;
    }
    const [path, content] = value;
    const file = join(staging, path);
    paths.push(path.replace(/^\//, ''));
    mkdirSync(dirname(file), { recursive: true });
    // File by file: `cpSync` reports a full disk as a read error.
    if (typeof content === 'object' && 'from' in content) copyFileSync(content.from, file);
    else writeFileSync(file, content);
  }
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

/** The full-text index hangs on the very bytes of the pages it is made from. */
function textIndex(plan: Plan, output: Output): FileGroup {
  const placeOf = (path: string) => {
    const staged = join(output.staging, fileOf(path));
    return existsSync(staged) ? staged : join(output.out, fileOf(path));
  };
  const digest = createHash('sha1');
  const paths = textPaths(plan.pages.keys());
  for (const path of paths) {
    const known = existsSync(join(output.staging, fileOf(path)))
      ? undefined
      : output.current?.manifest.get(fileOf(path));
    digest.update(`${path}\0${known ?? sha256(readFileSync(placeOf(path)))}\n`);
  }
  return {
    id: 'full-text',
    digest: digest.digest('hex'),
    async *files() {
      yield* await indexTexts(paths.map((path) => [path, readFileSync(placeOf(path), 'utf8')] as const));
    },
  };
}

/** Every page that was asked for is there and not empty. */
function demandWhole(folder: string, pages: readonly string[]): void {
  for (const page of pages) {
    const file = join(folder, fileOf(page));
    if (!existsSync(file) || statSync(file).size === 0)
      throw new PublishError(`页面 ${page} 没有生成`, '这是程序的错误，请报告；原来的网站没有变动');
  }
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
