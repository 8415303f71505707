/** When so much would change that a person should look first. Pure. */
import { grouped } from '../domain/amount.ts';
import { datasetOf, type DatasetId } from '../datasets/index.ts';
import { namesBriefly, type Changes, type DatasetChanges, type Kind } from './changes.ts';
import type { TextChanges, TextKind } from './text-changes.ts';

/** Percent of a dataset's rows that may be lost or changed at once. */
export const DEFAULT_BRAKE = 20;
/** Fewer rows than this are no mass of them. */
const LEAST = 20;
/** As many times as many rows count as doubled: who appends a file to itself seldom has exactly twice as many. */
const DOUBLED = 1.8;
const NAMED = 5;

export interface Reason {
  code: 'earlier-day' | 'example' | 'unreadable' | 'emptied' | 'vanished' | 'changed' | 'doubled';
  /** `undefined` where it is about the whole release or its texts. */
  dataset?: DatasetId;
  /** One sentence for the clerk, with counts and the first names. */
  message: string;
}

export interface Stop {
  reasons: readonly Reason[];
  /** What `--accept` has to say for this change to be published. */
  digest: string;
  /** What it said instead. */
  accepted?: string;
}

export interface BrakeOptions {
  /** Percent of a dataset's rows; no share is above 100. */
  brake?: number | undefined;
  /** Digest of a change that a person has looked at. */
  accept?: string | undefined;
}

/** @returns why nothing is to be published; `undefined` when nothing speaks against it, or when it is accepted */
export function stopFor(changes: Changes, { brake = DEFAULT_BRAKE, accept }: BrakeOptions = {}): Stop | undefined {
  const reasons = reasonsToStop(changes, brake);
  const { digest } = changes;
  if (reasons.length === 0 || accept === digest) return undefined;
  return { reasons, digest, ...(accept === undefined ? {} : { accepted: accept }) };
}

/** The first release has none. */
export function reasonsToStop(
  { asOf, served, becomesExample, datasets, texts }: Changes,
  percent = DEFAULT_BRAKE,
): Reason[] {
  if (served === undefined) return [];
  const isEarlier = asOf < served.asOf;
  return [
    ...(isEarlier
      ? [
          {
            code: 'earlier-day' as const,
            message: `截至日期 ${asOf} 早于已公布的第${served.number}版（${served.asOf}）`,
          },
        ]
      : []),
    ...(becomesExample
      ? [
          {
            code: 'example' as const,
            message: `已公布的第${served.number}版是真实的数据，这次每一页都会写上「示例数据」：数据文件夹里没有 site.json，或它没有写 "example": false`,
          },
        ]
      : []),
    ...datasets.flatMap((changes) => reasonsOf(changes, percent)),
    ...(texts === undefined ? [] : reasonsOfTexts(texts, percent)),
  ];
}

const TEXT_TITLES: Readonly<Record<TextKind, string>> = {
  guides: '指南',
  notices: '公告',
  pledges: '各组织发布的文本',
};

function reasonsOfTexts({ before, after, vanished, emptied }: TextChanges, percent: number): Reason[] {
  const paths = vanished.slice(0, NAMED).join('、');
  if (before > 0 && after === 0)
    return [
      {
        code: 'emptied',
        message: `「文章」原来公布${grouped(before)}篇，这次一篇也没有（文章文件夹用 --content 指明）：${paths}`,
      },
    ];
  const reasons = emptied.map((kind): Reason => {
    const gone = vanished.filter((path) => path.startsWith(`${kind}/`));
    return {
      code: 'emptied',
      message: `「文章」里的${TEXT_TITLES[kind]}原来公布${grouped(gone.length)}篇，这次一篇也没有：${gone.slice(0, NAMED).join('、')}`,
    };
  });
  if (!isMass(vanished.length, before, percent)) return reasons;
  const share = `${grouped(before)}篇里有${grouped(vanished.length)}篇（${inPercent(vanished.length, before)}）`;
  return [...reasons, { code: 'vanished', message: `「文章」公布的${share}不再有：${paths}` }];
}

function isMass(count: number, of: number, percent: number): boolean {
  return count >= LEAST && count * 100 > of * percent;
}

function reasonsOf(changes: DatasetChanges, percent: number): Reason[] {
  const { dataset, before, after, counts, isCompared } = changes;
  const title = `「${datasetOf(dataset).title}」`;
  const reason = (code: Reason['code'], message: string) => [{ code, dataset, message: `${title}${message}` }];
  if (!isCompared && before > 0)
    return reason(
      'unreadable',
      `已公布的${grouped(before)}行读不出来或被改动过，无法逐行比较（这次有${grouped(after)}行）`,
    );
  const { vanished, withheld } = counts;
  // What is withheld by rule must go, be it the last row.
  if (before > 0 && after === 0 && withheld < before)
    return reason(
      'emptied',
      `原来公布${grouped(before)}行，这次一行也没有：${named(changes, ['vanished', 'set-aside'])}`,
    );
  const isMany = (count: number) => isMass(count, before, percent);
  const share = (count: number) => `${grouped(before)}行里有${grouped(count)}行（${inPercent(count, before)}）`;
  if (isMany(vanished))
    return reason('vanished', `公布的${share(vanished)}来源中已不见：${named(changes, ['vanished'])}`);
  const lost = vanished + counts['set-aside'] + counts.changed + counts.ended;
  if (isMany(lost)) {
    const parts = [
      ['来源中已不见', vanished],
      ['因错搁置', counts['set-aside']],
      ['改动', counts.changed + counts.ended],
    ] as const;
    const told = parts.flatMap(([word, count]) => (count === 0 ? [] : [`${word}${grouped(count)}`])).join('，');
    return reason(
      'changed',
      `公布的${share(lost)}不同了（${told}）：${named(changes, ['vanished', 'set-aside', 'ended', 'changed'])}`,
    );
  }
  if (before > 0 && after >= before * DOUBLED && after - before >= LEAST)
    return reason(
      'doubled',
      `从${grouped(before)}行变成${grouped(after)}行，是原来的${(Math.floor((after / before) * 10) / 10).toFixed(1)}倍：${named(changes, ['added'])}`,
    );
  return [];
}

function named({ dataset, rows }: DatasetChanges, kinds: readonly Kind[]): string {
  return namesBriefly(
    dataset,
    rows.filter(({ kind }) => kinds.includes(kind)),
    NAMED,
  );
}

/** Rounded down to one digit, so that a share above a limit never reads as more than it is. */
function inPercent(count: number, whole: number): string {
  return `${String(Math.floor((count / whole) * 1000) / 10)}%`;
}
