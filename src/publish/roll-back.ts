/** Going back to a release that was served before. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { auditFolder } from './audit.ts';
import { readCurrent } from './current.ts';
import { inWords, PublishError } from './error.ts';
import { hold } from './held.ts';
import { findHome, isFormerLost, lastServed, lineOf, numbersKept, placesIn, realPlace, type Places } from './home.ts';
import { readRelease, RELEASE } from './manifest.ts';
import { serve } from './serve.ts';

export interface Kept {
  number: number;
  asOf: string;
  published: Readonly<Record<string, number>>;
  isServed: boolean;
  /** When it was made: the time of its `release.json`. */
  madeAt: Date;
}

export interface Listed extends Kept {
  /** Whether going back leads to it, unless another is asked for. */
  isNext: boolean;
}

/** What is served and what can be gone back to, the latest first. */
export function listReleases(outFolder: string): Listed[] {
  const out = realPlace(outFolder);
  const place = placesIn(findHome(out));
  const next = mayNotKnow(place) ? undefined : oneBefore(out, place);
  return [keptIn(out, true), ...numbersKept(place).map((number) => keptIn(join(place.kept, `${number}`), false))]
    .flatMap((kept) => (kept === undefined ? [] : [{ ...kept, isNext: !kept.isServed && kept.number === next }]))
    .toSorted((a, b) => b.number - a.number);
}

function keptIn(tree: string, isServed: boolean): Kept | undefined {
  const release = readRelease(tree);
  if (release === undefined) return undefined;
  const { number, asOf, published } = release;
  return { number, asOf, published, isServed, madeAt: statSync(join(tree, RELEASE)).mtime };
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
      if (current !== undefined && current.number === to) return keptIn(out, true)!;
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
      return keptIn(out, true)!;
    } finally {
      release();
    }
  });
}

/** @throws PublishError when nobody knows which release was served before this one */
function oneBefore(out: string, place: Places): number | undefined {
  const numbers = numbersKept(place);
  if (mayNotKnow(place))
    throw new PublishError(
      `${place.former} 已经损坏，不知道上一版是哪一版`,
      `请用 --to 指明；可以退回的有：第${numbers.join('、')}版`,
    );
  const last = lastServed(out, place);
  return last === undefined ? numbers[0] : lineOf(last, place)[0];
}

function mayNotKnow(place: Places): boolean {
  return numbersKept(place).length > 1 && isFormerLost(place);
}

function nothingKept(out: string): PublishError {
  return new PublishError(`没有可以退回的版本：${out} 没有留下比现在更早的`, '可以改好数据后重新生成');
}
