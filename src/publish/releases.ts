/**
 * The releases of an output folder. What is served is one whole release at every instant: the next one is made beside it and
 * the two change places. Trees share their files as hard links, so no file of a release is ever written to again.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { lookThrough, readCurrent, type Current } from './current.ts';
import { afterwards, inWords } from './error.ts';
import { hold, type Held } from './held.ts';
import {
  forgetEmptyHome,
  formerOf,
  lastServed,
  nextNumber,
  noteFormer,
  numbersKept,
  trim,
  type Places,
} from './home.ts';
import {
  compareManifestsOf,
  publishedOf,
  readRelease,
  releaseText,
  type ReleaseFile,
  type ReleaseInfo,
} from './manifest.ts';
import { makeNext, planNext, type NextFiles } from './next-release.ts';
import { serve } from './serve.ts';
import { makeSpare, MANY_FILES, startSpareThread } from './spare.ts';
import { keepStamp, pruneStamps } from './stamps.ts';

/** How many former releases are kept. */
const KEEP = 3;

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
