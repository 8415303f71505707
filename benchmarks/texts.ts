/**
 * Builds the same texts with Minglu and, as MDX pages of equal mean size, with plain Astro, in turn, and prints ratios:
 * `node benchmarks/texts.ts`. `--texts N` (default 5000), `--runs R` (default 2). Minglu is measured with the texts and
 * without them, so that what the texts cost is told apart from the register.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCreditCode } from '../src/domain/credit-code.ts';
import { TEXT_KINDS } from '../src/pledges/texts.ts';
import { measure, median, type Measured } from './run-child.ts';

const { values } = parseArgs({
  options: { texts: { type: 'string', default: '5000' }, runs: { type: 'string', default: '2' } },
});
const PROJECT = join(import.meta.dirname, '..');
const PEER = join(PROJECT, 'benchmarks/peers/plain-mdx');
const KINDS = Object.keys(TEXT_KINDS);
const AS_OF = '2026-11-20';
const work = mkdtempSync(join(tmpdir(), 'minglu-texts-'));
const [data, content, none, plain] = ['data', 'content', 'none', 'plain-content'].map((name) => join(work, name)) as [
  string,
  string,
  string,
  string,
];

try {
  writeTexts(Number(values.texts));
  const minglu = (texts: string, out: string) => () =>
    measure(
      process.execPath,
      ['scripts/build.ts', '--data', data, '--content', texts, '--out', join(work, out), '--as-of', AS_OF],
      {},
      PROJECT,
    );
  const contenders: Record<string, { out: string; build: () => Promise<Measured> }> = {
    'Minglu with the texts': { out: 'site', build: minglu(content, 'site') },
    'Minglu without them': { out: 'bare', build: minglu(none, 'bare') },
    'plain Astro, MDX': {
      out: 'plain',
      build: () =>
        measure(
          process.execPath,
          [join(PROJECT, 'node_modules/astro/bin/astro.mjs'), 'build', '--outDir', join(work, 'plain'), '--silent'],
          { BENCH_TEXTS: plain, BENCH_PAGE_BYTES: String(pageBytes(join(work, 'site/pledges'))) },
          PEER,
        ),
    },
  };
  const runs = new Map<string, Measured[]>(Object.keys(contenders).map((name) => [name, []]));
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [name, { out, build }] of Object.entries(contenders)) {
      rmSync(join(work, out), { recursive: true, force: true });
      // What Astro remembers of an earlier run names texts that are gone.
      for (const memory of ['.astro', 'node_modules']) rmSync(join(PEER, memory), { recursive: true, force: true });
      runs.get(name)!.push(await build());
    }
  }
  console.log(table(runs));
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The texts that ship, again and again, as the texts of so many bodies: five of each, one version. */
function writeTexts(count: number): void {
  const shipped = join(PROJECT, 'content/pledges');
  const bodies = readdirSync(shipped, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.mdx') && path.includes('自律规约'))
    .toSorted()
    .map((path) => readFileSync(join(shipped, path), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const rows: string[] = [];
  for (let i = 0; i < count; i++) {
    const code = makeCreditCode('51', '990100', String(Math.floor(i / KINDS.length) + 1).padStart(8, '0'));
    if (i % KINDS.length === 0) {
      rows.push(
        `${code},澜江市第${rows.length + 1}行业协会,社会团体,正常,澜江市第${rows.length % 40}民政局,行业协会商会`,
      );
    }
    const front = `title: 第${i + 1}份文本\neffective: 2024-06-01\nadopted: 2024-05-20\nadoptedBy: 会员代表大会`;
    const text = `---\n${front}\n---\n${bodies[i % bodies.length]}`;
    write(join(content, 'pledges', code, KINDS[i % KINDS.length]!, '2024-06-01.mdx'), text);
    write(join(plain, `${i}.mdx`), text);
  }
  mkdirSync(none);
  write(
    join(data, 'organisations.csv'),
    `统一社会信用代码,社会组织名称,社会组织类型,登记状态,登记管理机关,组织标识\n${rows.join('\n')}\n`,
  );
  write(join(data, 'promises.csv'), readFileSync(join(PROJECT, 'data/promises.csv'), 'utf8'));
  write(join(data, 'sources.csv'), readFileSync(join(PROJECT, 'data/sources.csv'), 'utf8'));
}

/** Mean size of the pages of texts. */
function pageBytes(folder: string): number {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\d{4}-\d{2}-\d{2}\.html$/.test(path))
    .map((path) => statSync(join(folder, path)).size);
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
}

function table(runs: ReadonlyMap<string, readonly Measured[]>): string {
  const of = (name: string, field: 'seconds' | 'cpuSeconds' | 'peakMegabytes') =>
    median(runs.get(name)!.map((run) => run[field]));
  const rows = [...runs.keys()].map(
    (name) =>
      `| ${name} | ${of(name, 'seconds').toFixed(1)} | ${of(name, 'cpuSeconds').toFixed(1)} | ${of(name, 'peakMegabytes').toFixed(0)} |`,
  );
  const [whole, bare, mdx] = [...runs.keys()].map((name) => of(name, 'seconds')) as [number, number, number];
  return `${values.texts} texts, ${values.runs} runs in turn, medians, ${cpus().length} processors, Node ${process.version}

| | wall s | CPU s | peak MB |
| --- | ---: | ---: | ---: |
${rows.join('\n')}

- whole build ÷ plain Astro: ${(whole / mdx).toFixed(2)} (goal: at most 1.3)
- what the texts add ÷ plain Astro: ${((whole - bare) / mdx).toFixed(2)}
`;
}
