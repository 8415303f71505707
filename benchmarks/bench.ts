/**
 * `npm run bench`: builds the same organisations with Minglu, Eleventy, plain Astro and, where it is on the PATH, Hugo, in turn
 * on one machine; then one cell changes, and Minglu builds again. Prints medians and ratios, writes `benchmarks/RESULTS.md`.
 *
 *     --organisations 10000,100000   sizes
 *     --runs 3                       of whole builds; one-cell builds are `--cells` (9)
 *     --peers eleventy,astro,hugo    who is measured beside Minglu
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { measure, median, type Measured } from './run-child.ts';

const { values } = parseArgs({
  options: {
    organisations: { type: 'string', default: '10000,100000' },
    runs: { type: 'string', default: '3' },
    cells: { type: 'string', default: '9' },
    peers: { type: 'string', default: 'eleventy,astro,hugo' },
    work: { type: 'string' },
  },
});
const PROJECT = join(import.meta.dirname, '..');
const PEERS = join(import.meta.dirname, 'peers');
const AS_OF = '2026-11-20';
/** As `npm run build` has it, without npm. */
const BUILD = (
  JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { scripts: { build: string } }
).scripts.build
  .split(' ')
  .slice(1);
const runs = Number(values.runs);
const cells = Number(values.cells);
const work = values.work ?? mkdtempSync(join(tmpdir(), 'minglu-bench-'));

type Runs = Map<string, Measured[]>;

try {
  const contests: Contest[] = [];
  for (const size of values.organisations.split(',').map(Number)) contests.push(await wholeBuilds(size));
  // Size after size in turn: a slow moment of the machine is one of all of them.
  for (let cell = 0; cell < cells; cell++) for (const contest of contests) await oneCell(contest, cell);
  const reports = contests.map(reportOf);
  for (const report of reports) console.log(report);
  const secondsOfCell = (size: number) => {
    const contest = contests.find((one) => one.size === size);
    return contest && secondsOf(contest.measured, 'Minglu, one cell');
  };
  const [small, large] = [secondsOfCell(10_000), secondsOfCell(100_000)];
  const growth =
    small === undefined || large === undefined
      ? ''
      : `\nOne cell, 100,000 ÷ 10,000 organisations: ${(large / small).toFixed(2)} (goal: at most 4)\n`;
  const head = `# Benchmark results

${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load ${loadavg()[0]!.toFixed(1)} at the end. Every contender has the whole machine in turn; pages of all have the mean
size of Minglu's own. Medians. Minglu's builds have everything in them: reading, checking, pages, lists, look-up, full-text
index, downloads, release. The first four builds of one cell after a whole one link every file into a tree of their own, later
ones start from the tree of the oldest release.
`;
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), [head, ...reports].join('\n') + growth);
  console.log(growth);
} finally {
  if (values.work === undefined) rmSync(work, { recursive: true, force: true });
}

/** What is measured with registers of one size. */
interface Contest {
  size: number;
  folder: string;
  data: string;
  /** The site that cells are changed of. */
  out: string;
  measured: Runs;
  /** Mean size of the pages of organisations. */
  pageBytes: number;
}

async function wholeBuilds(size: number): Promise<Contest> {
  const folder = join(work, `${size}`);
  const data = join(folder, 'data');
  // Each run has folders of its own: for minutes after many files were deleted, ext4 takes many times as long to make one.
  const siteOf = (run: number) => join(folder, `site-${run}`);
  mkdirSync(folder, { recursive: true });
  await node(['scripts/sample.ts', '--organisations', String(size), '--out', data, '--as-of', AS_OF]);
  const contest = { size, folder, data, out: siteOf(runs - 1), measured: new Map(), pageBytes: 0 };
  for (let run = 0; run < runs; run++) {
    rmSync(siteOf(run), { recursive: true, force: true });
    forget(siteOf(run));
    note(contest, 'Minglu, whole', await build(data, siteOf(run)));
    contest.pageBytes = pageBytes(join(siteOf(run), 'org'));
    const env = { BENCH_CSV: join(data, 'organisations.csv'), BENCH_PAGE_BYTES: String(contest.pageBytes) };
    for (const [name, peer] of Object.entries(peers(env, folder, run))) note(contest, name, await peer());
  }
  return contest;
}

async function oneCell(contest: Contest, cell: number): Promise<void> {
  const { data, out, folder } = contest;
  changeCell(join(data, 'organisations.csv'), cell);
  note(contest, 'Minglu, one cell', await build(data, out));
  note(contest, 'Astro, one empty page', await emptyAstro(folder));
}

function build(data: string, out: string): Promise<Measured> {
  return node([...BUILD, '--data', data, '--out', out, '--as-of', AS_OF, '--brake', '100', '--events']);
}

function note({ measured }: Contest, name: string, run: Measured): void {
  measured.set(name, [...(measured.get(name) ?? []), run]);
}

function peers(env: Record<string, string>, folder: string, run: number): Record<string, () => Promise<Measured>> {
  const outOf = (name: string) => join(folder, `${name}-${run}`);
  const wanted = values.peers.split(',');
  const bin = (path: string) => join(PROJECT, 'node_modules', path);
  const all: Record<string, [string, () => Promise<Measured>]> = {
    eleventy: [
      'Eleventy, whole',
      () =>
        measure(
          process.execPath,
          [bin('@11ty/eleventy/cmd.cjs')],
          { ...env, BENCH_OUT: outOf('eleventy') },
          join(PEERS, 'eleventy'),
        ),
    ],
    astro: [
      'plain Astro, whole',
      () =>
        measure(
          process.execPath,
          [bin('astro/bin/astro.mjs'), 'build', '--outDir', outOf('astro'), '--silent'],
          env,
          join(PEERS, 'plain-astro'),
        ),
    ],
  };
  if (spawnSync('hugo', ['version']).status === 0)
    all['hugo'] = ['Hugo, whole', () => hugo(env, folder, outOf('hugo'))];
  return Object.fromEntries(wanted.flatMap((name) => (all[name] === undefined ? [] : [all[name]])));
}

/** Hugo wants a file for each page: writing them is not counted. */
async function hugo(env: Record<string, string>, folder: string, out: string): Promise<Measured> {
  const content = join(folder, 'hugo-content');
  if (!statSync(content, { throwIfNoEntry: false })) {
    mkdirSync(join(content, 'org'), { recursive: true });
    const { data } = Papa.parse<Record<string, string>>(readFileSync(env['BENCH_CSV']!, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    for (const row of data) {
      const text = Object.values(row).join(' ');
      const times = Math.ceil(Number(env['BENCH_PAGE_BYTES']) / (Buffer.byteLength(text) + 8));
      const front = JSON.stringify({ title: row['社会组织名称'], text, times });
      writeFileSync(join(content, 'org', `${row['统一社会信用代码']}.md`), `${front}\n`);
    }
  }
  spawnSync('sync');
  const started = performance.now();
  const { status, stderr } = spawnSync(
    'hugo',
    ['--source', join(PEERS, 'hugo'), '--contentDir', content, '--destination', out, '--quiet'],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: Number.NaN,
    peakMegabytes: Number.NaN,
    phases: new Map(),
  };
}

function emptyAstro(folder: string): Promise<Measured> {
  const args = [
    join(PROJECT, 'node_modules/astro/bin/astro.mjs'),
    'build',
    '--outDir',
    join(folder, 'empty'),
    '--silent',
  ];
  return measure(process.execPath, args, {}, join(PEERS, 'empty-astro'));
}

function node(args: readonly string[]): Promise<Measured> {
  return measure(process.execPath, args, {}, PROJECT);
}

/** Forgets what is remembered for an output folder. */
function forget(out: string): void {
  const homes = join(PROJECT, '.minglu');
  if (!existsSync(homes)) return;
  for (const name of readdirSync(homes)) {
    const owner = join(homes, name, 'output');
    if (statSync(owner, { throwIfNoEntry: false }) && readFileSync(owner, 'utf8').trim() === out)
      rmSync(join(homes, name), { recursive: true });
  }
}

/** Another address in one row, each time in another. */
function changeCell(file: string, time: number): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = Math.floor(lines.length / 2) + time;
  const row = Papa.parse<string[]>(lines[at]!).data[0]!;
  const column = Papa.parse<string[]>(lines[0]!).data[0]!.indexOf('住所');
  row[column] = `${row[column]}（改）`;
  lines[at] = Papa.unparse([row]);
  writeFileSync(file, lines.join('\n'));
}

/** Mean size of the pages in a folder, of a thousand of them. */
function pageBytes(folder: string): number {
  const names = readdirSync(folder);
  const some = names.filter((_, i) => i % Math.max(1, Math.floor(names.length / 1000)) === 0);
  return Math.round(some.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / some.length);
}

function secondsOf(measured: Runs, name: string): number {
  return median((measured.get(name) ?? []).map(({ seconds }) => seconds));
}

/** Of the middle run of each of Minglu's builds; where there are several, what each of them took. */
function phasesOf(measured: Runs): string[] {
  return ['Minglu, whole', 'Minglu, one cell'].flatMap((name) => {
    const all = measured.get(name) ?? [];
    const middle = all.find(({ seconds }) => seconds === secondsOf(measured, name));
    if (middle === undefined) return [];
    const phases = [...middle.phases].map(([phase, seconds]) => `${phase} ${seconds.toFixed(1)} s`).join(', ');
    const each = all.map(({ seconds }) => seconds.toFixed(1)).join(', ');
    return [`- ${name}: ${phases}${all.length > 1 ? `; each run: ${each} s` : ''}`];
  });
}

function reportOf({ size, measured, pageBytes: bytes, out }: Contest): string {
  const rows = [...measured].map(([name, all]) => {
    const of = (field: 'seconds' | 'cpuSeconds' | 'peakMegabytes') => {
      const value = median(all.map((run) => run[field]));
      return Number.isNaN(value) ? '' : value.toFixed(1);
    };
    return `| ${name} | ${all.length} | ${of('seconds')} | ${of('cpuSeconds')} | ${of('peakMegabytes')} |`;
  });
  const ratio = (name: string, other: string, goal: string) =>
    measured.has(other)
      ? [`- ${name} ÷ ${other}: ${(secondsOf(measured, name) / secondsOf(measured, other)).toFixed(2)} (goal: ${goal})`]
      : [];
  const isLarge = size >= 100_000;
  const lines = [
    ...ratio('Minglu, one cell', 'Eleventy, whole', isLarge ? 'at most 0.25' : 'none'),
    ...ratio('Minglu, one cell', 'plain Astro, whole', isLarge ? 'at most 0.1' : 'none'),
    ...ratio('Minglu, one cell', 'Astro, one empty page', isLarge ? 'none' : 'at most 1.5'),
    ...ratio('Minglu, whole', 'Eleventy, whole', isLarge ? 'at most 1.5' : 'none'),
    ...ratio('Minglu, whole', 'plain Astro, whole', 'none'),
    ...ratio('Minglu, whole', 'Hugo, whole', 'none'),
  ];
  const { pages } = JSON.parse(
    `{"pages":${readFileSync(join(out, 'SHA256SUMS'), 'utf8').split('.html\n').length - 1}}`,
  );
  return `## ${size.toLocaleString('en')} organisations: ${Number(pages).toLocaleString('en')} pages of Minglu, ${size.toLocaleString('en')} of each other, ${bytes.toLocaleString('en')} bytes each

| | runs | wall s | CPU s | peak MB |
| --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${phasesOf(measured).join('\n')}

${lines.join('\n')}
`;
}
