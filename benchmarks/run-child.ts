/** Runs a command as a process of its own and measures it from outside: wall seconds, CPU seconds, peak memory. */
import { spawn } from 'node:child_process';

export interface Measured {
  seconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
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
  const started = performance.now();
  const { code, output, usage } = await new Promise<{ code: number | null; output: string; usage: string }>(
    (resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env, NODE_OPTIONS: `--import ${hook}` },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
      const read = { output: '', usage: '' };
      child.stdout!.on('data', (chunk) => (read.output += chunk));
      child.stderr!.on('data', (chunk) => (read.output += chunk));
      child.stdio[3]!.on('data', (chunk) => (read.usage += chunk));
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ code: exitCode, ...read }));
    },
  );
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(usage.trim().split('\n').at(-1)!) as NodeJS.ResourceUsage;
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: maxRSS / 1024,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
