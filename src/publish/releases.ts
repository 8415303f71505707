/**
 * The releases of an output folder. What is served is one whole release at every instant: the next one is made beside it and
 * the two change places. Trees share their files as hard links, so no file of a release is ever written to again.
 */
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { auditFolder } from './audit.ts';
import { explained, PublishError, releaseDamaged } from './error.ts';
import { exchange, flush } from './exchange.ts';
import {
  discard,
  findHome,
  forgetEmptyHome,
  formerOf,
  isFormerLost,
  keepTexts,
  lastServed,
  lineOf,
  lockOf,
  makeFolder,
  makeHome,
  nextNumber,
  noteFormer,
  numbersKept,
  placesIn,
  realPlace,
  rememberedManifest,
  shelve,
  tidy,
  trim,
  type Places,
} from './home.ts';
import { takeLock } from './lock.ts';
import { sha256 } from '../ingest/sha256.ts';
import {
  compareManifestsOf,
  compareNames,
  MANIFEST,
  parseManifest,
  publishedOf,
  readManifest,
  readRelease,
  RELEASE,
  releaseText,
  type Manifest,
  type ReleaseFile,
  type ReleaseInfo,
} from './manifest.ts';
import { makeNext, planNext, type NextFiles } from './next-release.ts';
import { isStamped, keepStamp, pruneStamps, stampOf } from './stamps.ts';
import { makeSpare, MANY_FILES, startSpareThread, type SpareThread } from './spare.ts';
import { foldersOf } from './tree.ts';

export type { Manifest, ReleaseInfo } from './manifest.ts';

/** How many former releases are kept. */
const KEEP = 3;

export interface Current {
  number: number;
  asOf: string;
  /** SHA-256 of its manifest. */
  digest: string;
  manifest: Manifest;
}

export interface Output {
  /** The output folder, resolved. */
  out: string;
  /** Holds what is remembered for this output folder. Anybody may delete it between builds. */
  home: string;
  /** What is served; `undefined` when nothing is, or when it cannot be built upon (`damage`). */
  current: Current | undefined;
  /** Files that the served release should have and has not. */
  damage: readonly string[];
  /** An empty folder on the output's disk for the new and changed files, in their final relative places. */
  staging: string;
  /**
   * Brings in a release: the files of `staging` and, of the current release, the paths in `kept`. Once for each output.
   *
   * @param next.digests SHA-256 of staged files, where whoever wrote them knows; the others are read back
   * @throws PublishError when the disk fails; what is served stays
   */
  publish(next: { kept: Iterable<string>; digests?: ReadonlyMap<string, string>; info: ReleaseInfo }): Published;
  /** Deletes what is staged, makes the next release easier and gives the lock back. Always safe, also again. */
  close(): void;
}

export interface Published {
  number: number;
  digest: string;
  /** `false` when nothing differs from the current release: then nothing was published. */
  isNew: boolean;
  added: string[];
  changed: string[];
  deleted: string[];
}

/**
 * Takes the lock of an output folder and mends what a killed build left.
 *
 * @param options.keep how many former releases are kept
 * @throws PublishError when another build has it, or when it holds files that are not ours (misuse)
 */
export function openOutput(outFolder: string, { keep = KEEP }: { keep?: number } = {}): Output {
  return inWords(() => {
    const held = hold(outFolder);
    try {
      return openHeld(held, keep);
    } catch (error) {
      afterwards(() => forgetEmptyHome(held.home));
      held.release();
      throw error;
    }
  });
}

function inWords<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw explained(error);
  }
}

/** An output folder that nobody else may change now, in order. */
interface Held {
  out: string;
  home: string;
  place: Places;
  /** Makes a spare meanwhile. */
  spare: SpareThread | undefined;
  /** May be called again. */
  release: () => void;
}

function hold(outFolder: string): Held {
  makeFolder(dirname(realPlace(outFolder)));
  const out = realPlace(outFolder);
  const unlock = takeLock(lockOf(out));
  try {
    const home = makeHome(out, lockOf(out));
    const place = placesIn(home);
    tidy(out, place);
    const release = () => {
      process.off('exit', release);
      try {
        held.spare?.callOff();
        tidy(out, place);
      } catch {
        // What is left here is swept by the next build, and nothing of it is served.
      } finally {
        unlock();
      }
    };
    process.on('exit', release);
    const held: Held = { out, home, place, spare: undefined, release };
    return held;
  } catch (error) {
    unlock();
    throw error;
  }
}

function openHeld(held: Held, keep: number): Output {
  const { out, home, place } = held;
  const { current, damage } = readCurrent(out, place);
  mkdirSync(place.staging);
  // A large tree is linked while data are read, a small one when all is done.
  if (current !== undefined && current.manifest.size >= MANY_FILES && !existsSync(place.spare))
    held.spare = startSpareThread(out, place);
  let state: 'open' | 'tried' | 'published' | 'closed' = 'open';
  return {
    out,
    home,
    current,
    damage,
    staging: place.staging,
    publish({ kept, digests = new Map(), info }) {
      if (state !== 'open') throw new Error('This output has been published or closed.');
      state = 'tried';
      return inWords(() => {
        const published = publish({ ...held, current, keep }, { kept, digests }, info);
        state = 'published';
        return published;
      });
    },
    close() {
      if (state === 'closed') return;
      if (state === 'published') {
        held.spare?.wait();
        afterwards(() => makeSpare(out, place, { most: MANY_FILES }));
      }
      state = 'closed';
      held.release();
    },
  };
}

/** @throws PublishError when the folder holds files that are not on the manifest of a release of ours */
function readCurrent(out: string, place: Places): { current: Current | undefined; damage: string[] } {
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
function lookThrough(out: string, place: Places, digest: string, manifest: Manifest): string[] {
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

interface Work extends Pick<Held, 'out' | 'place' | 'spare'> {
  current: Current | undefined;
  keep: number;
}

function publish({ out, place, spare, current, keep }: Work, next: NextFiles, info: ReleaseInfo): Published {
  const plan = planNext(out, place, current?.manifest ?? new Map(), next);
  const { added, changed, deleted } = plan;
  const former = readRelease(out);
  if (current !== undefined && added.length + changed.length + deleted.length === 0 && tells(former, info))
    return { number: current.number, digest: current.digest, isNew: false, added, changed, deleted };

  spare?.wait();
  const number = nextNumber(out, place);
  const { digest, stamp } = makeNext(out, place, plan, current !== undefined, (manifest) =>
    releaseText(info, number, manifest),
  );
  renameSync(place.making, place.ready);
  // What somebody put there meanwhile must not go away with the former release.
  if (current !== undefined) lookThrough(out, place, current.digest, current.manifest);
  afterwards(() => noteFormer(place, number, goesBackTo(lastServed(out, place), current !== undefined, place)));
  serve(place.ready, out, place, current !== undefined);
  afterwards(() => {
    trim(out, place, keep, (tree) => isNear(tree, out, plan.size / 2));
    keepStamp(place.stamps, out, stamp);
    pruneStamps(place.stamps, [out, place.spare, ...numbersKept(place).map((each) => join(place.kept, `${each}`))]);
  });
  return { number, digest, isNew: true, added, changed, deleted };
}

/** A damaged or deleted release is not kept: what it had followed is what one can go back to. */
function goesBackTo(last: number | undefined, isKept: boolean, place: Places): number {
  if (last === undefined) return numbersKept(place)[0] ?? 0;
  return isKept ? last : formerOf(last, place);
}

/** Whether two trees differ in few files. */
function isNear(tree: string, other: string, most: number): boolean {
  const difference = compareManifestsOf(tree, other, most);
  return difference !== undefined && difference.onlyOne.size + difference.onlyOther.size <= most;
}

/** Whether `release.json` says this already. */
function tells(release: ReleaseFile | undefined, { asOf, example, counts }: ReleaseInfo): boolean {
  return (
    release?.asOf === asOf && release.example === example && isDeepStrictEqual(release.published, publishedOf(counts))
  );
}

/** A whole tree and the served one change places; the former release is kept, a damaged one is not. */
function serve(tree: string, out: string, place: Places, isFormerWhole: boolean): void {
  if (!existsSync(out)) renameSync(tree, out);
  else {
    afterwards(() => takeRightsOf(out, tree));
    exchange(out, tree, place.aside);
    afterwards(() => {
      if (isFormerWhole) shelve(tree, place);
      else discard(tree, place);
    });
  }
  afterwards(() => keepTexts(out, place));
  afterwards(() => flush(dirname(out), new Set(), new Set(['.'])));
  afterwards(() => flush(place.kept, new Set(), new Set(['.'])));
}

/** Whoever runs the server may have set who reads the served folder. */
function takeRightsOf(out: string, tree: string): void {
  const { mode, gid } = statSync(out);
  if (statSync(tree).gid !== gid) chownSync(tree, process.getuid?.() ?? -1, gid);
  chmodSync(tree, mode & 0o7777);
}

/** What a release does not hang on: it may fail, the next build does without it or mends it, and nobody is told. */
function afterwards(action: () => void): void {
  try {
    action();
  } catch {
    // As it says.
  }
}

export interface Kept {
  number: number;
  asOf: string;
  published: Readonly<Record<string, number>>;
  isServed: boolean;
}

/** What is served and what can be gone back to, the latest first. */
export function listReleases(outFolder: string): Kept[] {
  const out = realPlace(outFolder);
  const place = placesIn(findHome(out));
  const kept = numbersKept(place).map((number) => readRelease(join(place.kept, `${number}`)));
  return [
    ...[readRelease(out)].flatMap((release) => (release === undefined ? [] : [keptOf(release, true)])),
    ...kept.flatMap((release) => (release === undefined ? [] : [keptOf(release, false)])),
  ].toSorted((a, b) => b.number - a.number);
}

function keptOf({ number, asOf, published }: ReleaseFile, isServed: boolean): Kept {
  return { number, asOf, published, isServed };
}

/**
 * Serves a former release again; the one that was served is kept in its place.
 *
 * @param to its number; without it, the one that was served before this one was built
 * @returns what is served now
 * @throws PublishError when there is no such release, or when it is damaged
 */
export function rollBack(outFolder: string, to?: number): Kept {
  return inWords(() => {
    if (!existsSync(dirname(realPlace(outFolder)))) throw nothingKept(outFolder);
    const { out, place, release } = hold(outFolder);
    try {
      const { current } = readCurrent(out, place);
      const served = readRelease(out);
      if (current !== undefined && current.number === to) return keptOf(served!, true);
      const numbers = numbersKept(place);
      const number = to ?? oneBefore(out, place);
      if (number === undefined) throw nothingKept(out);
      if (!numbers.includes(number))
        throw new PublishError(
          `没有留下第${number}版`,
          numbers.length === 0 ? '没有可以退回的版本' : `可以退回的有：第${numbers.join('、')}版`,
        );
      const tree = join(place.kept, `${number}`);
      const [damage] = auditFolder(tree);
      if (damage !== undefined)
        throw new PublishError(
          `留下的第${number}版已经损坏（${damage.path}），不能退回`,
          '请退回别的版本（--to），或运行 npm run build -- --anew 重新做出全部文件',
        );
      serve(tree, out, place, current !== undefined);
      return keptOf(readRelease(out)!, true);
    } finally {
      release();
    }
  });
}

/** @throws PublishError when nobody knows which release was served before this one */
function oneBefore(out: string, place: Places): number | undefined {
  const numbers = numbersKept(place);
  if (numbers.length > 1 && isFormerLost(place))
    throw new PublishError(
      `${place.former} 已经损坏，不知道上一版是哪一版`,
      `请用 --to 指明；可以退回的有：第${numbers.join('、')}版`,
    );
  const last = lastServed(out, place);
  return last === undefined ? numbers[0] : lineOf(last, place)[0];
}

function nothingKept(out: string): PublishError {
  return new PublishError(`没有可以退回的版本：${out} 没有留下比现在更早的`, '可以改好数据后重新生成');
}
