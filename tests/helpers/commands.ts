/** The project's commands, run as their users run them: each in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT = join(import.meta.dirname, '../..');

/** The day every test judges by. */
export const AS_OF = '2026-11-20';

const NODE = join(PROJECT, 'node_modules/.bin/node');

export interface Outcome {
  /** `null` when the process was killed. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  process: ChildProcess;
  /** All that it has said so far, on both streams. */
  said: () => string;
  ended: Promise<Outcome>;
}

/** Starts `scripts/<script>.ts` in the project folder, with `input` to read. */
export function start(script: string, args: readonly string[], input = ''): Running {
  const child = spawn(NODE, [join(PROJECT, 'scripts', `${script}.ts`), ...args], {
    cwd: PROJECT,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that reads nothing may have ended before its input.
  child.stdin.on('error', () => {}).end(input);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
  });
  return { process: child, said: () => texts.stdout + texts.stderr, ended };
}

export function run(script: string, args: readonly string[], input = ''): Promise<Outcome> {
  return start(script, args, input).ended;
}

export interface BuildFolders {
  data: string;
  content: string;
  out: string;
}

/** The flags of a build for the tests' day. */
export function buildFlags({ data, content, out }: BuildFolders): string[] {
  return ['--data', data, '--content', content, '--out', out, '--as-of', AS_OF];
}
