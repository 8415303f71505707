/**
 * `npm run bench`: builds the same organisations with Minglu and with plain Astro, in turn, and prints ratios.
 * `--organisations N` (default 20000), `--runs R` (default 3).
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, median, type Measured } from './run-child.ts';

const { values } = parseArgs({
  options: { organisations: { type: 'string', default: '20000' }, runs: { type: 'string', default: '3' } },
});
const organisations = Number(values.organisations);
const project = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'minglu-bench-'));
const data = join(work, 'data');
const out = join(work, 'site');
const asOf = '2026-11-20';

try {
  await measure(
    process.execPath,
    ['scripts/sample.ts', '--organisations', String(organisations), '--out', data, '--as-of', asOf],
    {},
    project,
  );
  const contenders = {
    minglu: () =>
      measure(process.execPath, ['scripts/build.ts', '--data', data, '--out', out, '--as-of', asOf], {}, project),
    check: () => measure(process.execPath, ['scripts/check.ts', '--data', data, '--as-of', asOf], {}, project),
    'plain-astro': () =>
      measure(
        process.execPath,
        [join(project, 'node_modules/astro/bin/astro.mjs'), 'build', '--outDir', join(work, 'plain'), '--silent'],
        { BENCH_CSV: join(data, 'organisations.csv'), BENCH_PAGE_BYTES: String(pageBytes(join(out, 'org'))) },
        join(project, 'benchmarks/peers/plain-astro'),
      ),
  };
  const runs: Record<keyof typeof contenders, Measured[]> = { minglu: [], check: [], 'plain-astro': [] };
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [name, build] of Object.entries(contenders) as [keyof typeof contenders, () => Promise<Measured>][]) {
      if (name !== 'check') rmSync(name === 'minglu' ? out : join(work, 'plain'), { recursive: true, force: true });
      runs[name].push(await build());
    }
  }
  const report = table(runs);
  console.log(report);
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), report);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Mean size of the pages in a folder. */
function pageBytes(folder: string): number {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
}

function table(runs: Record<string, Measured[]>): string {
  const rows = Object.entries(runs).map(([name, measured]) => {
    const of = (field: keyof Measured) => median(measured.map((run) => run[field])).toFixed(1);
    return `| ${name} | ${of('seconds')} | ${of('cpuSeconds')} | ${of('peakMegabytes')} |`;
  });
  const ratios = (a: string, b: string) =>
    median(runs[a]!.map((run, i) => run.seconds / runs[b]![i]!.seconds)).toFixed(2);
  return `# Benchmark results

${organisations} organisations, ${values.runs} runs in turn, medians, ${cpus().length} processors, Node ${process.version}. Pages of equal mean size.

| | wall s | CPU s | peak MB |
| --- | ---: | ---: | ---: |
${rows.join('\n')}

- full build ÷ plain Astro: ${ratios('minglu', 'plain-astro')} (goal: at most 2.5)
- reading and checking ÷ full build: ${ratios('check', 'minglu')} (goal: at most 0.2)
`;
}
