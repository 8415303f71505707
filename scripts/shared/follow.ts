/** What `npm start` and `npm run watch` have in common: they build, follow the folders, and tell a person or a program. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { IGNORED_DATA, IGNORED_TEXTS } from '../../src/ingest/ignored.ts';
import { readRelease } from '../../src/publish/manifest.ts';
import type { OnProgress } from '../../src/publish/phase.ts';
import { watchFolders, type Build, type Occasion, type Reason } from '../../src/publish/watch.ts';
import { BRAKE_FLAGS, readBrake } from './brake.ts';
import type { BuildReport } from './build-events.ts';
import { startBuild, type BuildEnd, type BuildProcess } from './build-process.ts';
import { EXIT, readAsOf, readContent, SHARED_FLAGS, today } from './options.ts';
import { progressPrinter } from './progress.ts';

export const FOLLOW_FLAGS = {
  ...SHARED_FLAGS,
  ...BRAKE_FLAGS,
  strict: { type: 'boolean', default: false },
  poll: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig;

interface Flags {
  data: string;
  content: string;
  out: string;
  'as-of'?: string | undefined;
  json: boolean;
  strict: boolean;
  brake: string;
  accept?: string | undefined;
  poll: boolean;
}

/** What goes along with the following. */
export interface Companion {
  /** Where the site can be looked at. */
  url?: string;
  /** Called after every build, before it is told. */
  onBuilt?: () => void;
  close?: () => Promise<void>;
}

type Numbers = Omit<BuildReport, 'published' | 'isNew' | 'reasons' | 'accept'>;

/** One line on standard output (docs/deployment.md). Nothing in it tells the time. */
export type WatchEvent =
  | { event: 'waiting'; number: number | null; url?: string }
  | { event: 'build-started'; reason: Reason; changed: number; files: readonly string[] }
  | { event: 'progress'; phase: string; done: number; total: number }
  | ({ event: 'published' } & Numbers)
  | ({ event: 'unchanged' } & Numbers)
  | ({ event: 'refused' } & Pick<BuildReport, 'errors' | 'warnings' | 'reasons' | 'accept'>)
  | { event: 'failed'; cause: string; message: string }
  | { event: 'stopped' };

/** Files that are named when a build begins. */
const NAMED = 20;

/**
 * Builds and follows until it is told to stop.
 *
 * @returns the exit code
 */
export async function follow(flags: Flags, { url, onBuilt, close }: Companion = {}): Promise<number> {
  readAsOf(flags['as-of']);
  readBrake(flags.brake);
  readContent(flags);
  const asOf = flags['as-of'];
  const teller = flags.json ? jsonTeller(url) : humanTeller(flags, url);
  const buildFlags = [
    ...(['data', 'content', 'out', 'brake', 'as-of', 'accept'] as const).flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [`--${name}=${value}`];
    }),
    ...(flags.strict ? ['--strict'] : []),
  ];
  let current: BuildProcess | undefined;
  let isStopped = false;
  const { promise: stopped, resolve: stopWith } = Promise.withResolvers<number>();

  const build = async (occasion: Occasion): Promise<Build> => {
    if (isStopped) return { verdict: 'failed', tell: () => {} };
    teller.started(occasion);
    current = startBuild(buildFlags, (phase, done, total) => teller.progress(phase, done, total));
    const end = await current.ended;
    current = undefined;
    if (isStopped) return { verdict: 'failed', tell: () => {} };
    onBuilt?.();
    if (end.kind === 'failed' && end.cause === 'misuse' && occasion.reason === 'start') {
      teller.ended(end);
      stopWith(EXIT.misuse);
      return { verdict: 'failed', tell: () => {} };
    }
    return { verdict: verdictOf(end), tell: () => teller.ended(end) };
  };

  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (isStopped) current?.kill();
      stopWith(EXIT.well);
    });
  }
  // Whoever listened is gone.
  process.stdout.on('error', () => stopWith(EXIT.well));

  const watching = watchFolders({
    followed: [
      { folder: flags.data, ignored: IGNORED_DATA },
      { folder: flags.content, ignored: IGNORED_TEXTS },
    ],
    poll: flags.poll,
    today: asOf === undefined ? today : undefined,
    build,
    onIdle: () => teller.waiting(readRelease(flags.out)?.number ?? null),
    onTrouble: (message) => console.error(`系统不肯通知文件的变动（${message}），改为每15秒看一次；也可以加 --poll。`),
  });
  const code = await stopped;
  isStopped = true;
  current?.stop();
  await Promise.all([watching.close(), close?.()]);
  teller.stopped();
  return code;
}

function verdictOf(end: BuildEnd): Build['verdict'] {
  if (end.kind === 'ended') return end.report.published ? 'done' : 'refused';
  return end.cause === 'outside' || end.cause === 'misuse' ? 'retry' : 'failed';
}

interface Teller {
  started(occasion: Occasion): void;
  progress: OnProgress;
  ended(end: BuildEnd): void;
  waiting(number: number | null): void;
  stopped(): void;
}

function jsonTeller(url: string | undefined): Teller {
  let last = '';
  const tell = (event: WatchEvent) => {
    const line = JSON.stringify(event);
    if (line !== last) process.stdout.write(`${line}\n`);
    last = line;
  };
  return {
    started: ({ reason, changed }) =>
      tell({ event: 'build-started', reason, changed: changed.length, files: changed.slice(0, NAMED) }),
    progress: (phase, done, total) => tell({ event: 'progress', phase, done, total }),
    ended: (end) => tell(eventOf(end)),
    waiting: (number) => tell({ event: 'waiting', number, ...(url === undefined ? {} : { url }) }),
    stopped: () => tell({ event: 'stopped' }),
  };
}

function eventOf(end: BuildEnd): WatchEvent {
  if (end.kind === 'failed') return { event: 'failed', cause: end.cause, message: end.message };
  const { published, isNew, reasons, accept, ...numbers } = end.report;
  const { errors, warnings } = numbers;
  if (!published) return { event: 'refused', errors, warnings, reasons, accept };
  return { event: isNew ? 'published' : 'unchanged', ...numbers };
}

const OCCASIONS: Readonly<Record<Exclude<Reason, 'change'>, string>> = {
  start: '正在检查和生成…',
  day: '日期变了，正在重建…',
  retry: '再试一次…',
};

function humanTeller({ data, content }: Flags, url: string | undefined): Teller {
  /** Its paragraphs: a person reads what is new. */
  let lastReport: ReadonlySet<string> = new Set();
  let lastFault: string | undefined;
  let hasWaited = false;
  let isRetry = false;
  const { onProgress, end: endProgress } = progressPrinter();
  return {
    started({ reason, changed }) {
      // A fault outside the data is tried again and again; only what comes of it is told.
      isRetry = reason === 'retry';
      if (isRetry) return;
      const named = changed.length > 1 ? `${changed[0]}等${changed.length}个文件` : changed[0];
      console.log(`\n${now()} ${reason === 'change' ? `${named} 有变动，正在重建…` : OCCASIONS[reason]}`);
    },
    progress: onProgress,
    ended(end) {
      endProgress();
      if (end.kind === 'failed') {
        const effect = end.cause === 'misuse' ? '' : `\n没有重建成功，网站保持原样${NEXT[end.cause]}。`;
        if (end.text !== lastFault) console.error(`${end.text}${effect}`);
        lastFault = end.text;
        return;
      }
      lastFault = undefined;
      if (isRetry) console.log(`\n${now()} ${OCCASIONS.retry}`);
      const paragraphs = end.text.split('\n\n');
      const outcome = paragraphs.pop()!;
      const news = paragraphs.filter((paragraph) => !lastReport.has(paragraph));
      const known = paragraphs.length - news.length;
      if (news.length === 0 && known === lastReport.size) console.log(`检查结果和上次一样。${outcome}`);
      else {
        if (known > 0) news.unshift(`（和上次一样的${known}段不再列出，npm run check 列出全部错误和提醒）`);
        console.log([...news, outcome].join('\n\n'));
      }
      lastReport = new Set(paragraphs);
      if (!end.report.published) console.log('没有重建成功，网站保持原样。');
    },
    waiting(number) {
      if (hasWaited) return;
      hasWaited = true;
      if (number === null) console.error('还没有可以看的网站：改正上面的错误后会自动再建。');
      const address = url === undefined ? '' : `在浏览器里打开 ${url}  （Ctrl+C 停止）\n`;
      console.log(`\n${address}${data} 或 ${content} 有变动时自动重建。`);
    },
    stopped() {
      endProgress();
      console.log('已停止。');
    },
  };
}

const NEXT = {
  outside: '，过一会儿自动再试',
  crashed: '，文件再有变动时重建',
  killed: '，文件再有变动时重建',
} as const;

function now(): string {
  return new Date().toLocaleTimeString('zh-CN', { hour12: false });
}
