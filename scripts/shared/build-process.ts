/** A build in a process of its own: a crash or a leak there never takes down who started it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { OnProgress } from '../../src/publish/phase.ts';
import type { BuildMessage, BuildReport } from './build-events.ts';
import { EXIT } from './options.ts';

const BUILD = join(import.meta.dirname, '../build.ts');
/** Compiled scripts are kept here: a third of the time that a build without changes takes. */
const COMPILED = join(import.meta.dirname, '../../.minglu/scripts');
/** A build that was asked to end and is in the middle of a long step is killed after this time; the next one mends it. */
const PATIENCE_MS = 8000;

export type BuildEnd =
  /** @param text what it had to say to a person */
  | { kind: 'ended'; report: BuildReport; text: string }
  /**
   * `outside`: a held lock, a full disk and the like; `misuse`: it was asked for what it refuses; `crashed`: a fault of the
   * program; `killed`: by somebody, or for want of memory.
   */
  | { kind: 'failed'; cause: 'outside' | 'misuse' | 'crashed' | 'killed'; message: string; text: string };

export interface BuildProcess {
  ended: Promise<BuildEnd>;
  /** Asks it to end, and sees to it. */
  stop(): void;
  kill(): void;
}

/** @param flags of `npm run build` */
export function startBuild(flags: readonly string[], onProgress: OnProgress): BuildProcess {
  // Room for a large register is asked for on the command line, and passed on.
  const child = spawn(process.execPath, [...process.execArgv, BUILD, ...flags, '--events'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C reaches it through us only, and what it starts can be ended with it.
    detached: process.platform !== 'win32',
    env: { ...process.env, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? COMPILED },
  });
  let outcome: Exclude<BuildMessage, { kind: 'progress' }> | undefined;
  child.on('message', (message: BuildMessage) => {
    if (message.kind === 'progress') onProgress(message.phase, message.done, message.total);
    else outcome = message;
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = new Promise<BuildEnd>((resolve) => {
    child.once('error', ({ message }) => resolve({ kind: 'failed', cause: 'outside', message, text: message }));
    child.once('exit', () => signal(child, 'SIGKILL'));
    child.once('close', (code, killedBy) => {
      if (outcome?.kind === 'ended') {
        resolve({ kind: 'ended', report: outcome.report, text: said.stdout.trim() });
        return;
      }
      const text = said.stderr.trim();
      const failed = { kind: 'failed', message: outcome?.message ?? lastLine(text), text } as const;
      if (killedBy !== null)
        resolve({ ...failed, cause: 'killed', message: killedBy, text: `${text}\n生成被中断（${killedBy}）。`.trim() });
      else if (code === EXIT.misuse) resolve({ ...failed, cause: 'misuse' });
      else resolve({ ...failed, cause: outcome?.isKnown === true ? 'outside' : 'crashed' });
    });
  });
  let timer: NodeJS.Timeout | undefined;
  void ended.then(() => clearTimeout(timer));
  return {
    ended,
    stop() {
      timer ??= setTimeout(() => signal(child, 'SIGKILL'), PATIENCE_MS);
      signal(child, 'SIGTERM');
    },
    kill: () => signal(child, 'SIGKILL'),
  };
}

/** Reaches the build and what it has started. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

function lastLine(text: string): string {
  return text.split('\n').findLast((line) => line.trim() !== '') ?? '';
}
