/** Runs a command as a process of its own and measures it from outside: wall seconds, CPU seconds, peak memory. */
import { spawn, spawnSync } from 'node:child_process';

export interface Measured {
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  /** Seconds of each phase that the command tells of, and of what comes before the first: `start`. */
  phases: ReadonlyMap<string, number>;
}

/** @throws when the command fails; its output is then part of the error */
export async function measure(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<Measured> {
  // The child itself reports its resources on the way out: that needs no tool that a machine may lack.
  const hook = new URL('report-usage.mjs', import.meta.url).href;
  // What others wrote goes to the disk in their time, where the system can be told so.
  spawnSync('sync');
  const started = performance.now();
  const begun: [phase: string, at: number][] = [['start', started]];
  const { code, output, usage } = await new Promise<{ code: number | null; output: string; usage: string }>(
    (resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env, NODE_OPTIONS: `--import ${hook}` },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
      });
      const read = { output: '', usage: '' };
      child.stdout!.on('data', (chunk) => (read.output += chunk));
      child.stderr!.on('data', (chunk) => (read.output += chunk));
      child.stdio[3]!.on('data', (chunk) => (read.usage += chunk));
      child.on('message', ({ phase }: { phase?: string }) => {
        if (phase !== undefined && phase !== begun.at(-1)![0]) begun.push([phase, performance.now()]);
      });
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ code: exitCode, ...read }));
    },
  );
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`);
  const ended = performance.now();
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(usage.trim().split('\n').at(-1)!) as NodeJS.ResourceUsage;
  return {
    seconds: (ended - started) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: maxRSS / 1024,
    phases: new Map(begun.map(([phase, at], i) => [phase, ((begun[i + 1]?.[1] ?? ended) - at) / 1000])),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
