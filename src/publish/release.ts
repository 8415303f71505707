/** A release: a folder of files with their SHA-256, brought in whole or not at all. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PublishError } from './error.ts';
import { isRunning } from './lock.ts';
import { filesBelow } from './tree.ts';

export { PublishError } from './error.ts';
export { isRunning } from './lock.ts';
export { filesBelow } from './tree.ts';

export const MANIFEST = 'SHA256SUMS';
export const RELEASE = 'release.json';
const GENERATOR = 'minglu';

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface ReleaseInfo {
  asOf: string;
  counts: Readonly<Record<string, { published: number }>>;
}

/** Writes the manifest (readable by `sha256sum -c`) and `release.json`, which carries the manifest's own digest. */
export function sealRelease(folder: string, { asOf, counts }: ReleaseInfo): void {
  const manifest = filesBelow(folder)
    .map((path) => `${sha256(readFileSync(join(folder, path)))}  ${path}\n`)
    .join('');
  writeFileSync(join(folder, MANIFEST), manifest);
  const published = Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, count.published]));
  writeFileSync(
    join(folder, RELEASE),
    `${JSON.stringify({ generator: GENERATOR, asOf, published, manifest: { path: MANIFEST, sha256: sha256(manifest) } }, null, 2)}\n`,
  );
}

function parseManifest(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => (line.length > 66 ? [[line.slice(66), line.slice(0, 64)] as const] : [])),
  );
}

function readRelease(folder: string): { manifest: { sha256: string } } | undefined {
  try {
    const release = JSON.parse(readFileSync(join(folder, RELEASE), 'utf8'));
    return release.generator === GENERATOR ? release : undefined;
  } catch {
    return undefined;
  }
}

/** Where a build may write before it is brought in: beside the output folder, on the same disk. */
export interface Staging {
  /** The output folder. */
  out: string;
  /** Does not exist yet. */
  folder: string;
  /** Where the former release stands for the moment of the exchange. */
  former: string;
}

const STAGING = /^\.(.+)\.minglu-(staging|former)-(\d+)-\d+$/;
let builds = 0;

/**
 * Makes room for a build: restores a release that a killed build had set aside, sweeps what killed builds left, and refuses
 * an output folder that holds files we did not make.
 */
export function prepareStaging(outFolder: string): Staging {
  const out = resolve(outFolder);
  const parent = dirname(out);
  const name = basename(out);
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new PublishError(`${out} 不是文件夹`, '请换一个 --out', true);
  mkdirSync(parent, { recursive: true });
  for (const entry of readdirSync(parent)) {
    const match = STAGING.exec(entry);
    if (match?.[1] !== name || isRunning(Number(match[3]))) continue;
    if (match[2] === 'former' && !existsSync(out)) renameSync(join(parent, entry), out);
    else rmSync(join(parent, entry), { recursive: true, force: true });
  }
  refuseForeignFiles(out);
  const id = `${process.pid}-${++builds}`;
  return {
    out,
    folder: join(parent, `.${name}.minglu-staging-${id}`),
    former: join(parent, `.${name}.minglu-former-${id}`),
  };
}

function refuseForeignFiles(out: string): void {
  if (!existsSync(out)) return;
  const present = filesBelow(out);
  if (present.length === 0) return;
  const ours =
    readRelease(out) && existsSync(join(out, MANIFEST))
      ? parseManifest(readFileSync(join(out, MANIFEST), 'utf8'))
      : new Map<string, string>();
  const foreign = present.filter(
    (path) => !ours.has(path) && !(ours.size > 0 && (path === MANIFEST || path === RELEASE)),
  );
  if (foreign.length === 0) return;
  throw new PublishError(
    `${out} 里有不是本程序生成的文件：${foreign.slice(0, 5).join('、')}${foreign.length > 5 ? ` 等${foreign.length}个` : ''}`,
    '请换一个 --out，或先把这些文件移走',
    true,
  );
}

/**
 * Brings the staged release in. The two renames stand directly behind each other; a build killed between them is mended by
 * the next one (`prepareStaging`). An output folder that is a mount point cannot be renamed and is refused.
 */
export function bringIn({ out, folder, former }: Staging): void {
  if (!existsSync(out)) {
    renameSync(folder, out);
    return;
  }
  try {
    renameSync(out, former);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EBUSY' && code !== 'EXDEV' && code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new PublishError(`${out} 不能整个换下（${code}），它可能是一个挂载点`, '请把 --out 写成它下面的一个子文件夹');
  }
  renameSync(folder, out);
  rmSync(former, { recursive: true, force: true });
}
