/** What a build tells the process that started it with a channel (build-process.ts). */
import { causeOf, type Cause, type Finding } from '../../src/domain/finding.ts';
import type { Reason } from '../../src/publish/brake.ts';
import type { BuildResult } from '../../src/publish/build.ts';
import type { OnProgress, Phase } from '../../src/publish/phase.ts';
import { Misuse } from './options.ts';

export type BuildMessage =
  | { kind: 'progress'; phase: Phase; done: number; total: number }
  | { kind: 'ended'; report: BuildReport }
  /** @param isKnown whether the message tells a person what to do */
  | { kind: 'failed'; message: string; isKnown: boolean };

/** What came of a build, in numbers. */
export interface BuildReport {
  published: boolean;
  /** Whether it is another release than before. */
  isNew: boolean;
  number: number | null;
  pages: number;
  rendered: number;
  added: number;
  changed: number;
  deleted: number;
  errors: number;
  warnings: number;
  /** Why nothing was published: causes of findings, or of the brake. Empty when it was. */
  reasons: { code: Cause | Reason['code']; count: number }[];
  /** What `--accept` has to say; `undefined` unless the brake stopped it. */
  accept?: string | undefined;
}

/** Messages between two of the same phase are this far apart. */
const PROGRESS_MS = 100;

export interface ParentProcess {
  onProgress: OnProgress;
  /** Hands through what becomes of the build, and tells it. */
  follow(build: Promise<BuildResult>): Promise<BuildResult>;
}

/**
 * Without the process that started it a build ends: nobody would hear of it.
 *
 * @throws Misuse when no process listens
 */
export function parentProcess(): ParentProcess {
  if (process.send === undefined) throw new Misuse('--events 由 npm start 和 npm run watch 使用，不能单独写');
  process.once('disconnect', () => {
    endGroup();
    process.exit(130);
  });
  // Else the channel would keep this process alive for ever.
  process.channel?.unref();
  const send = (message: BuildMessage) =>
    new Promise<void>((resolve) => {
      process.send!(message, () => resolve());
    });
  let last: { phase: Phase; at: number } | undefined;
  return {
    onProgress(phase, done, total) {
      const now = performance.now();
      if (last?.phase === phase && now < last.at + PROGRESS_MS) return;
      last = { phase, at: now };
      void send({ kind: 'progress', phase, done, total });
    },
    async follow(build) {
      try {
        const result = await build;
        await send({ kind: 'ended', report: reportOf(result) });
        return result;
      } catch (error) {
        const isKnown = (error as { suggestion?: string }).suggestion !== undefined;
        await send({ kind: 'failed', message: (error as Error).message, isKnown });
        throw error;
      }
    },
  };
}

/** The process that compiles templates goes too; it is in the same group. */
function endGroup(): void {
  try {
    process.kill(-process.pid, 'SIGTERM');
  } catch {
    // There are no groups of processes, or this one leads none.
  }
}

function reportOf({ findings, published, stoppedBy, pages, rendered, release }: BuildResult): BuildReport {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    published,
    isNew: release?.isNew ?? false,
    number: release?.number ?? null,
    pages,
    rendered,
    added: release?.added.length ?? 0,
    changed: release?.changed.length ?? 0,
    deleted: release?.deleted.length ?? 0,
    errors: errors.length,
    warnings: findings.length - errors.length,
    reasons: published ? [] : countsOf(stoppedBy?.reasons.map(({ code }) => code) ?? minded(errors)),
    accept: stoppedBy?.digest,
  };
}

/** The causes that stop everything; without any, those that a strict build minds. */
function minded(errors: readonly Finding[]): Cause[] {
  const codes = errors.map(({ code }) => code);
  const stopping = codes.filter((code) => causeOf(code).effect === 'stops');
  return stopping.length > 0 ? stopping : codes;
}

function countsOf<Code>(codes: readonly Code[]): { code: Code; count: number }[] {
  return [...Map.groupBy(codes, (code) => code)].map(([code, { length }]) => ({ code, count: length }));
}
