/**
 * Data and texts → a published site. The one road that `npm run build` and `npm start` take. What the last release has and
 * what has not changed since is neither rendered nor written again.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { mustStop, type Finding } from '../domain/finding.ts';
import { readContent } from '../ingest/content.ts';
import type { Ingested } from '../ingest/ingest.ts';
import { digestData } from '../ingest/data-bytes.ts';
import { IngestMemory } from '../ingest/memory.ts';
import { fileOf } from '../register/pages.ts';
import { stopFor, type BrakeOptions, type Stop } from './brake.ts';
import { BuildMemory } from './build-memory.ts';
import { changesOf, type Changes } from './changes.ts';
import { downloadsAside } from './downloads.ts';
import { explained } from './error.ts';
import { writeGroup, type FileGroup, type WrittenGroup } from './file-group.ts';
import { demandWhole, infoOf, planSite, renderAndIndex, textIndex, type IndexTexts, type Planned } from './make.ts';
import type { OnProgress } from './phase.ts';
import { readSources, type Sources } from './read.ts';
import { openOutput, type Output, type Published } from './releases.ts';
import { servedRelease } from './served.ts';
import { codeDigest, compileTemplates } from './templates.ts';

export interface BuildOptions extends BrakeOptions, Sources {
  out: string;
  /** Make every page and file, whatever the current release has: what was damaged in it is mended. */
  anew?: boolean;
  /** Threads that render at most. */
  threads?: number;
  /** Told as each phase begins, and how far it has come. */
  onProgress?: OnProgress;
}

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
  const { onProgress = () => {}, threads = availableParallelism() } = options;
  // Digested on other threads while this one reads what is served.
  const bytes = digestData(options.data);
  // A refused output folder needs no reading, and what a killed build left is mended even if this one fails.
  const output = openOutput(options.out);
  const enough = new AbortController();
  let ahead = Promise.resolve();
  let aside: Work['aside'] = new Map();
  let saved = Promise.resolve();
  try {
    onProgress('read', 0, 0);
    const code = codeDigest();
    const memory = new IngestMemory(join(output.home, 'rows'), code);
    ahead = compileAhead(options.content, memory, enough.signal);
    const read = await readSources(options, memory, {
      onProgress: (done, total) => onProgress('read', done, total),
      bytes,
    });
    saved = read.saved;
    const { ingested, findings } = read;
    if (read.refused) return { ingested, findings, published: false, pages: 0, rendered: 0 };
    const known = new BuildMemory(output, code);
    // What was compared with may be known; what is made is not taken from there.
    const earlier = options.anew === true ? new BuildMemory({ ...output, current: undefined }, code) : known;
    // Most data are published: what takes longest begins before they are compared.
    if (threads > 1) aside = downloadsAside(ingested.published, earlier, { folder: output.staging, out: output.out });
    const changes = changesOf(servedRelease(output, known), ingested, read.texts);
    const stoppedBy = stopFor(changes, options);
    if (stoppedBy) return { ingested, findings, published: false, changes, stoppedBy, pages: 0, rendered: 0 };
    onProgress('plan', 0, 0);
    const made = await make(await planSite(read, code, ahead), { output, known: earlier, options, aside, saved });
    return { ingested, findings, published: true, changes, ...made };
  } catch (error) {
    throw explained(error);
  } finally {
    enough.abort();
    await Promise.allSettled([ahead, saved, ...aside.values()]);
    output.close();
  }
}

/** Compiling takes seconds where it must be done. Whatever goes wrong is told when the texts have been checked. */
async function compileAhead(content: string, memory: IngestMemory, signal: AbortSignal): Promise<void> {
  try {
    const { texts, findings } = readContent(content, memory);
    if (!mustStop(findings)) await compileTemplates(texts, undefined, memory.code, signal);
  } catch {
    // As it says.
  }
}

interface Work {
  output: Output;
  known: BuildMemory;
  options: BuildOptions;
  /** What was read is kept. */
  saved: Promise<void>;
  /** Groups of files that are made elsewhere. */
  aside: ReadonlyMap<string, Promise<WrittenGroup>>;
}

/** Renders and writes what the current release does not have, and publishes. */
async function make(planned: Planned, { output, known, options, aside, saved }: Work): Promise<Made> {
  const { site, plan, groups } = planned;
  const { onProgress = () => {}, threads } = options;
  const { staging } = output;
  const kept: string[] = [];
  const written = new Map<string, string>();
  const take = async (group: FileGroup) => {
    const { id, digest } = group;
    const unchanged = known.pathsOf(id, digest);
    if (unchanged !== undefined) {
      known.note(id, digest, unchanged);
      for (const path of unchanged) kept.push(path);
      return;
    }
    const made = await (aside.get(id) ?? writeGroup(staging, group, known.notes(id), known.files()));
    known.note(id, digest, made.paths, made.notes);
    for (const path of made.kept) kept.push(path);
    for (const [path, sha] of made.digests) written.set(path, sha);
  };

  const changed = known.changedPages(plan.pages);
  const isChanged = new Set(changed);
  for (const path of plan.pages.keys()) if (!isChanged.has(path)) kept.push(fileOf(path));
  const placeOf = (path: string, digests: ReadonlyMap<string, string>) =>
    isChanged.has(path)
      ? { file: join(staging, fileOf(path)), sha256: digests.get(fileOf(path)) }
      : { file: join(output.out, fileOf(path)), sha256: output.current?.manifest.get(fileOf(path)) };
  const index: IndexTexts = (texts, digests) => take(textIndex(texts, (path) => placeOf(path, digests)));
  const digests = await renderAndIndex(staging, planned, changed, index, {
    ...(threads === undefined ? {} : { threads }),
    onProgress,
    meanwhile: async () => {
      for (const group of groups) if (!aside.has(group.id)) await take(group);
    },
    beside: aside.values(),
  });
  for (const group of groups) if (aside.has(group.id)) await take(group);
  demandWhole(changed, digests);
  await saved;
  onProgress('publish', 0, 0);
  for (const [path, sha] of digests) written.set(path, sha);
  const release = output.publish({ kept, digests: written, info: infoOf(site) });
  known.save(release.digest, plan.pages);
  return { pages: plan.pages.size, rendered: changed.length, release };
}

type Made = Pick<BuildResult, 'pages' | 'rendered' | 'release'>;
