/** What is served now, and whether it is whole and ours. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../ingest/sha256.ts';
import { afterwards, PublishError, releaseDamaged } from './error.ts';
import { keepTexts, rememberedManifest, type Places } from './home.ts';
import {
  compareNames,
  MANIFEST,
  parseManifest,
  readManifest,
  readRelease,
  RELEASE,
  type Manifest,
  type ReleaseFile,
} from './manifest.ts';
import { isStamped, keepStamp, stampOf } from './stamps.ts';
import { foldersOf } from './tree.ts';

export interface Current {
  number: number;
  asOf: string;
  /** SHA-256 of its manifest. */
  digest: string;
  manifest: Manifest;
}

/** @throws PublishError when the folder holds files that are not on the manifest of a release of ours */
export function readCurrent(out: string, place: Places): { current: Current | undefined; damage: string[] } {
  if (!existsSync(out)) return { current: undefined, damage: [] };
  const release = readRelease(out);
  const bytes = readManifest(out);
  if (release === undefined) {
    if (bytes !== undefined) refuseDamaged(out, parseManifest(bytes.toString()));
    refuseForeign(out, compareNames(out, new Map()).foreign);
    return { current: undefined, damage: [] };
  }
  const digest = bytes === undefined ? '' : sha256(bytes);
  if (bytes === undefined || digest !== release.manifest.sha256)
    return { current: undefined, damage: lookThroughBlind(out, place, release) };
  afterwards(() => keepTexts(out, place));
  const manifest = parseManifest(bytes.toString());
  const damage = lookThrough(out, place, digest, manifest);
  const current = { number: release.number, asOf: release.asOf, digest, manifest };
  return { current: damage.length === 0 ? current : undefined, damage };
}

/**
 * Looks through a release whose manifest somebody damaged. Nothing is built upon it.
 *
 * @throws PublishError when there are foreign files, or nobody can tell
 */
function lookThroughBlind(out: string, place: Places, release: ReleaseFile): string[] {
  const remembered = rememberedManifest(release, place);
  const manifest = remembered ?? parseManifest(readManifest(out)?.toString() ?? '');
  const { foreign, missing } = compareNames(out, manifest);
  if (remembered === undefined && withoutOwn(foreign).length > 0)
    throw releaseDamaged(join(out, MANIFEST), '认不出哪些文件是本程序生成的', FETCH);
  refuseForeign(out, withoutOwn(foreign));
  return [MANIFEST, ...missing];
}

/**
 * @returns the files that are missing
 * @throws PublishError when there are files that are not on the manifest
 */
export function lookThrough(out: string, place: Places, digest: string, manifest: Manifest): string[] {
  if (isStamped(place.stamps, digest, out)) return [];
  const stamp = stampOf(out, digest, foldersOf(manifest.keys()));
  const { foreign, missing } = compareNames(out, manifest);
  refuseForeign(out, withoutOwn(foreign));
  if (missing.length === 0) afterwards(() => keepStamp(place.stamps, out, stamp));
  return missing;
}

function withoutOwn(paths: readonly string[]): string[] {
  return paths.filter((path) => path !== MANIFEST && path !== RELEASE);
}

/** @throws PublishError when the folder holds a release that cannot say which it is */
function refuseDamaged(out: string, manifest: Manifest): void {
  const { foreign } = compareNames(out, manifest);
  if (manifest.size > 0 && withoutOwn(foreign).length === 0)
    throw releaseDamaged(join(out, RELEASE), '不知道公布的是哪一版', FETCH);
}

const FETCH = '请从备份或已部署的网站取回这个文件；取不回的，可以把整个文件夹移走，再重新生成';

function refuseForeign(out: string, foreign: readonly string[]): void {
  if (foreign.length === 0) return;
  throw new PublishError(
    `${out} 里有不是本程序生成的文件：${foreign.slice(0, 5).join('、')}${foreign.length > 5 ? ` 等${foreign.length}个` : ''}`,
    '请换一个 --out，或先把这些文件移走',
    true,
  );
}
