/**
 * `node benchmarks/templates.ts`: what pages cost with compiled templates and with `astro build`, each in a process of its
 * own. `--organisations N` (default 1200), `--runs R` (default 3).
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { ContentText } from '../src/ingest/content.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { readTexts } from '../src/ingest/texts.ts';
import { makeRoomForWork, PROJECT, renderPages } from '../src/publish/render.ts';
import { compileTemplates, renderInto } from '../src/publish/templates.ts';
import { pagesOf } from '../src/register/pages.ts';
import { createRegister } from '../src/register/register.ts';
import type { Site } from '../src/register/site.ts';
import { urls } from '../src/register/urls.ts';
import { median } from './run-child.ts';

const AS_OF = '2026-11-20';
const CACHE = join(PROJECT, '.minglu');

interface Input {
  site: Site;
  texts: readonly ContentText[];
  /** Where pages go. */
  folder: string;
}

/** Reading the data is not part of the times; memory is that of the process and of what it had read. */
interface Cost {
  pages: number;
  seconds: number;
  /** Of the process and its threads. */
  cpuSeconds: number;
  peakMegabytes: number;
}

/** Each returns how many pages it made. */
const PARTS: Readonly<Record<string, (input: Input) => Promise<number>>> = {
  'compile templates': async ({ texts }) => {
    const cache = mkdtempSync(join(CACHE, 'bench-'));
    await compileTemplates(texts, cache);
    rmSync(cache, { recursive: true });
    return 0;
  },
  'one page': (input) => withTemplates(input, 1, (site) => [urls.organisation(site.register.organisations[0]!.code)]),
  'all, one thread': (input) => withTemplates(input, 1, allPages),
  'all, two threads': (input) => withTemplates(input, 2, allPages),
  'all, astro build': async ({ site, texts, folder }) => {
    await renderPages(site, texts, folder, makeRoomForWork());
    return allPages(site).length;
  },
};

const { values } = parseArgs({
  options: {
    organisations: { type: 'string', default: '1200' },
    runs: { type: 'string', default: '3' },
    /** What this process measures, and in which folder; without it, it starts the others. */
    part: { type: 'string' },
    work: { type: 'string', default: '' },
  },
});
if (values.part === undefined) await compare(Number(values.organisations), Number(values.runs));
else await measurePart(values.part, values.work);

async function compare(organisations: number, runs: number): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'minglu-bench-'));
  const node = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, args, { cwd: PROJECT })).stdout;
  const costs = new Map(Object.keys(PARTS).map((part) => [part, [] as Cost[]]));
  try {
    const size = ['--organisations', String(organisations), '--as-of', AS_OF];
    await node('scripts/sample.ts', '--out', join(work, 'data'), ...size);
    await compileTemplates(readInput(work).texts);
    for (let run = 0; run < runs; run++)
      for (const [part, measured] of costs)
        measured.push(JSON.parse(await node(import.meta.filename, '--part', part, '--work', work)) as Cost);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  console.log(`${organisations} organisations, medians of ${runs} runs in turn, Node ${process.version}\n`);
  console.log('| | pages | s | CPU s | pages a second | peak MB |\n| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const [part, measured] of costs) console.log(row(part, measured));
}

function row(part: string, measured: readonly Cost[]): string {
  const of = (field: keyof Cost) => median(measured.map((cost) => cost[field]));
  const rate = of('pages') > 1 ? (of('pages') / of('seconds')).toFixed(0) : '';
  const times = [of('seconds').toFixed(2), of('cpuSeconds').toFixed(2)];
  return `| ${[part, of('pages'), ...times, rate, of('peakMegabytes').toFixed(0)].join(' | ')} |`;
}

async function measurePart(part: string, work: string): Promise<void> {
  const input = readInput(work);
  rmSync(input.folder, { recursive: true, force: true });
  const usageBefore = process.resourceUsage();
  const started = performance.now();
  const pages = await PARTS[part]!(input);
  const seconds = (performance.now() - started) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = userCPUTime + systemCPUTime - usageBefore.userCPUTime - usageBefore.systemCPUTime;
  const cost: Cost = { pages, seconds, cpuSeconds: cpu / 1e6, peakMegabytes: maxRSS / 1024 };
  console.log(JSON.stringify(cost));
}

function readInput(work: string): Input {
  const ingested = ingest(join(work, 'data'), { asOf: AS_OF });
  const { pages, pledges, replies } = readTexts(join(PROJECT, 'content'), ingested).texts;
  const { asOf, site: info, counts } = ingested;
  const register = createRegister(ingested);
  const site: Site = { register, asOf, info, counts, causes: [], texts: pages, pledges, replies, contentFolder: '' };
  return { site, texts: pages, folder: join(work, 'site') };
}

async function withTemplates(
  { site, texts, folder }: Input,
  threads: number,
  pagesFor: (site: Site) => readonly string[],
): Promise<number> {
  const templates = await compileTemplates(texts);
  mkdirSync(folder);
  cpSync(templates.assets, folder, { recursive: true });
  const paths = pagesFor(site);
  await renderInto(folder, templates, site, paths, threads);
  return paths.length;
}

function allPages(site: Site): readonly string[] {
  return [...pagesOf(site), '/404.html'];
}
