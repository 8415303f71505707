/**
 * A whole build in parts: each machine makes its share of one plan, one puts them together. They share the data, the texts,
 * the program and a folder; the site is that of a build in one piece, byte for byte.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../domain/finding.ts';
import { isFolder } from '../ingest/content.ts';
import type { Ingested } from '../ingest/ingest.ts';
import { IngestMemory } from '../ingest/memory.ts';
import { readSealed, writeSealed } from '../ingest/sealed-file.ts';
import { fileOf } from '../register/pages.ts';
import { BuildMemory, type Group } from './build-memory.ts';
import { codeOf, explained, PublishError } from './error.ts';
import { writeGroup } from './file-group.ts';
import { textPaths } from './full-text.ts';
import { makeFolder } from './home.ts';
import { demandWhole, infoOf, planSite, renderAndIndex, textIndex } from './make.ts';
import type { OnProgress } from './phase.ts';
import { sha256 } from '../ingest/sha256.ts';
import { isPlainFile, MANIFEST, readRelease, type ReleaseInfo } from './manifest.ts';
import { readSources, type Sources } from './read.ts';
import { openOutput, type Published } from './releases.ts';
import { codeDigest } from './templates.ts';
import { filler } from './tree.ts';

/** One share of several, both counted from 1. */
export interface Shard {
  number: number;
  of: number;
}

export interface ShardOptions extends Sources {
  shard: Shard;
  /** Folder that all shares are put into. */
  out: string;
  threads?: number;
  onProgress?: OnProgress;
}

export interface ShardResult {
  ingested: Ingested;
  findings: readonly Finding[];
  /** Whether the share was made; it is not while the data have errors that forbid publishing. */
  made: boolean;
  /** Pages of this share. */
  pages: number;
}

/** What a share says of itself. */
interface Label {
  shard: Shard;
  /** Digest of the plan: equal ones belong together. */
  plan: string;
  code: string;
  info: ReleaseInfo;
  /** Digests of all pages; in the first share alone. */
  pages: ReadonlyMap<string, string> | undefined;
  groups: ReadonlyMap<string, Group>;
  /** SHA-256 of every file of the share, by its path. */
  files: ReadonlyMap<string, string>;
}

const LABEL = 'shard.bin';
/** Grows with what a label holds. */
const SEAL = 'minglu shard 2';
const FILES = 'files';

function nameOf({ number, of }: Shard): string {
  return `shard-${number}-of-${of}`;
}

/**
 * Makes one share of a site into a folder of its own below `out`; a share that was there is replaced when the new one is
 * whole.
 *
 * @throws PublishError when the disk fails
 */
export async function buildShard(options: ShardOptions): Promise<ShardResult> {
  const { shard, out, threads, onProgress = () => {} } = options;
  const whole = join(out, nameOf(shard));
  const partial = partialOf(whole);
  const label = join(partial, LABEL);
  let isBegun = false;
  if (readRelease(out) !== undefined || isPlainFile(join(out, MANIFEST)))
    throw new PublishError(
      `${out} 是公布网站的文件夹，不能放分片`,
      '请用 --out 指明另一个文件夹，如 --out parts',
      true,
    );
  try {
    onProgress('read', 0, 0);
    const code = codeDigest();
    const read = await readSources(options, new IngestMemory(undefined, code), {
      onProgress: (done, total) => onProgress('read', done, total),
    });
    const { ingested, findings } = read;
    if (read.refused) return { ingested, findings, made: false, pages: 0 };
    onProgress('plan', 0, 0);
    const planned = await planSite(read, code);
    const { site, plan, groups } = planned;
    makeFolder(out);
    removePartials(out, shard);
    const folder = join(partial, FILES);
    mkdirSync(folder, { recursive: true });
    // A folder that was taken away comes back without it when something is written into it.
    writeFileSync(label, '');
    isBegun = true;
    const made = new Map<string, Group>();
    const take = async (group: (typeof groups)[number]) => {
      const { paths, notes } = await writeGroup(folder, group);
      made.set(group.id, { digest: group.digest, paths, ...(notes === undefined ? {} : { notes }) });
    };
    // The first share has the pages that are searched, so that it can index them.
    const isFirst = shard.number === 1;
    const texts = textPaths(plan.pages.keys());
    const isText = new Set(texts);
    const others = [...plan.pages.keys()].filter((path) => !isText.has(path));
    const own = [...(isFirst ? texts : []), ...others.filter((_, i) => isOwn(shard, i))];
    const rendered = await renderAndIndex(
      folder,
      planned,
      own,
      async (of) => {
        if (isFirst) await take(textIndex(of, (path) => ({ file: join(folder, fileOf(path)) })));
      },
      {
        ...(threads === undefined ? {} : { threads }),
        onProgress,
        meanwhile: async () => {
          for (const [i, group] of groups.entries()) if (isOwn(shard, i)) await take(group);
        },
      },
    );
    demandWhole(own, rendered);
    onProgress('publish', 0, 0);
    const told: Label = {
      shard,
      plan: digestOf(plan.pages, groups),
      code,
      info: infoOf(site),
      pages: isFirst ? plan.pages : undefined,
      groups: made,
      files: new Map(
        [...own.map(fileOf), ...[...made.values()].flatMap(({ paths }) => paths)].map((path) => [
          path,
          rendered.get(path) ?? sha256(readFileSync(join(folder, path))),
        ]),
      ),
    };
    if (!existsSync(label)) throw isTakenAway(shard);
    writeSealed(label, told, SEAL);
    rmSync(whole, { recursive: true, force: true });
    renameSync(partial, whole);
    return { ingested, findings, made: true, pages: own.length };
  } catch (error) {
    const isTaken = isBegun && !existsSync(label);
    rmSync(partial, { recursive: true, force: true });
    throw isTaken ? isTakenAway(shard) : explained(error);
  }
}

const PARTIAL = '.partial-';

function partialOf(whole: string): string {
  return `${whole}${PARTIAL}${process.pid}-${randomBytes(4).toString('hex')}`;
}

function isTakenAway(shard: Shard): PublishError {
  return new PublishError(`${nameOf(shard)} 正由另一个进程重做，这一次没有做完`, '一片只要做一次，等它做完就行');
}

/** What makers of the share that were killed have left. Who is still at work on it comes too late. */
function removePartials(out: string, shard: Shard): void {
  const whole = join(out, nameOf(shard));
  for (const name of existsSync(out) ? readdirSync(out) : []) {
    if (!name.startsWith(`${nameOf(shard)}${PARTIAL}`)) continue;
    // Renamed first: a folder that somebody writes into cannot be deleted.
    const gone = partialOf(whole);
    try {
      renameSync(join(out, name), gone);
    } catch (error) {
      // Another maker has taken it away.
      if (codeOf(error) === 'ENOENT') continue;
      throw error;
    }
    rmSync(gone, { recursive: true, force: true });
  }
}

/** The last share has what is left over; the first has the text index beside its pages. */
function isOwn({ number, of }: Shard, i: number): boolean {
  return i % of === of - number;
}

function digestOf(pages: ReadonlyMap<string, string>, groups: readonly { id: string; digest: string }[]): string {
  const digest = createHash('sha256');
  for (const [path, page] of pages) digest.update(`${path}\0${page}\n`);
  for (const group of groups) digest.update(`${group.id}\0${group.digest}\n`);
  return digest.digest('hex');
}

export interface Merged {
  release: Published;
  shards: number;
  pages: number;
}

/**
 * Publishes the shares of a folder as one release.
 *
 * @throws PublishError when shares are missing or were made from different data, texts or programs
 */
export function mergeShards(from: string, out: string): Merged {
  const labels = readLabels(from);
  const output = openOutput(out);
  try {
    const fill = filler(output.staging);
    const digests = new Map<string, string>();
    for (const { shard, files } of labels) {
      const folder = join(from, nameOf(shard), FILES);
      for (const [path, digest] of files) {
        if (!isAsMade(join(folder, path), digest))
          throw new PublishError(`${nameOf(shard)} 里的 ${path} 不见了或被改动过`, '请重做这一片；什么也没有公布');
        fill(join(folder, path), path);
        digests.set(path, digest);
      }
    }
    const { info, code, pages } = labels.find((label) => label.pages !== undefined)!;
    demandWhole([...pages!.keys()], digests);
    const release = output.publish({ kept: [], digests, info });
    const memory = new BuildMemory(output, code);
    for (const label of labels)
      for (const [id, { digest, paths, notes }] of label.groups) memory.note(id, digest, paths, notes);
    memory.save(release.digest, pages!);
    return { release, shards: labels.length, pages: pages!.size };
  } catch (error) {
    throw explained(error);
  } finally {
    output.close();
  }
}

function isAsMade(file: string, digest: string): boolean {
  try {
    return isPlainFile(file) && sha256(readFileSync(file)) === digest;
  } catch {
    return false;
  }
}

function readLabels(from: string): Label[] {
  const names = isFolder(from) ? readdirSync(from).filter((name) => /^shard-[1-9]\d*-of-[1-9]\d*$/.test(name)) : [];
  if (names.length === 0)
    throw new PublishError(`${from} 里没有分片`, '请先用 npm run build -- --shard 1/4 这样的命令各做一片', true);
  const labels = names.map((name) => {
    const label = readSealed<Label>(join(from, name, LABEL), SEAL);
    if (label === undefined) throw new PublishError(`${join(from, name, LABEL)} 损坏或缺失`, '请重做这一片');
    return label;
  });
  const [{ shard, plan }] = labels as [Label];
  const different = labels.find((label) => label.plan !== plan || label.shard.of !== shard.of);
  if (different !== undefined)
    throw new PublishError(
      `${nameOf(shard)} 和 ${nameOf(different.shard)} 不是同一次生成的：数据、文章、程序、日期或分片数不同`,
      `请用同样的数据、文章和 --as-of 重做全部分片；${from} 里以前留下的分片先删去`,
    );
  const missing = Array.from({ length: shard.of }, (_, i) => ({ number: i + 1, of: shard.of })).filter(
    ({ number }) => !labels.some((label) => label.shard.number === number),
  );
  if (missing.length > 0)
    throw new PublishError(`还缺${missing.length}片：${missing.map(nameOf).join('、')}`, '等它们做完再合并');
  return labels.toSorted((a, b) => a.shard.number - b.shard.number);
}
