/** Going back to a release that was served before. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { auditFolder } from './audit.ts';
import { readCurrent } from './current.ts';
import { inWords, PublishError } from './error.ts';
import { hold } from './held.ts';
import { findHome, isFormerLost, lastServed, lineOf, numbersKept, placesIn, realPlace, type Places } from './home.ts';
import { readRelease, type ReleaseFile } from './manifest.ts';
import { serve } from './serve.ts';

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
