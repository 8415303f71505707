/**
 * Measures the look-up of names and codes against its goals, and beside other search libraries:
 *
 *     node benchmarks/lookup/bench.ts --size 10000 --names FOLDER --seed 5 --peers
 *
 * `--size N[,N]` (default 10000), `--names FOLDER` of real names (real-names.ts; without it all names are generated),
 * `--seed S` (default: another every run), `--queries N` a class (default 200), `--classes a,b` (default all),
 * `--peers` beside the libraries of peers/package.json (installed the first time), `--whole-build` builds a sample site of
 * the size as well, `--missed` prints the queries that failed, `--index FOLDER` keeps the indexes there for further runs. A run
 * of all classes is written into RESULTS.md. `--updates` measures what it costs to bring an index up to date, and nothing else.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from '../run-child.ts';
import type { BuiltIndex } from './build-index.ts';
import { compareAll } from './compare.ts';
import { scoreClass, type Score } from './engine.ts';
import { percent, type Measured } from './goals.ts';
import { coldCost, exactPath, lookupEngine, refusals } from './measure.ts';
import { makeNameSet } from './names.ts';
import { writeNames, type Names } from './names-file.ts';
import { sample, randomOf } from './query.ts';
import { inventedNames, makeContext, makeQueries } from './queries.ts';
import { keep, report } from './report.ts';
import { AS_OF } from './subjects.ts';
import { costInWords, updateCosts } from './updates.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000' },
    names: { type: 'string' },
    seed: { type: 'string' },
    queries: { type: 'string', default: '200' },
    classes: { type: 'string' },
    peers: { type: 'boolean', default: false },
    'whole-build': { type: 'boolean', default: false },
    updates: { type: 'boolean', default: false },
    missed: { type: 'boolean', default: false },
    index: { type: 'string' },
  },
});
const PROJECT = join(import.meta.dirname, '../..');
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e6) : Number(values.seed);
/** Invented names asked of the exact shards, and of the whole look-up. */
const INVENTED_MOST = 200_000;
const INVENTED_WHOLE = 300;
const COLD_VISITS = 200;

console.log(`Seed ${seed}`);
for (const size of values.size.split(',').map(Number)) {
  if (values.updates) for (const cost of updateCosts(makeNameSet(size, values.names))) console.log(costInWords(cost));
  else await benchmark(size);
}

async function benchmark(size: number): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), 'minglu-lookup-'));
  const folder = join(values.index ?? temporary, String(size));
  try {
    const set = makeNameSet(size, values.names);
    const index = await buildIndex(set, folder);
    const context = makeContext(set, seed, Number(values.queries));
    const classes = makeQueries(context, values.classes?.split(',') ?? []).filter(({ queries }) => queries.length > 0);
    const engine = lookupEngine(folder);
    const scores: Score[] = [];
    for (const queries of classes) {
      scores.push(await scoreClass(engine, queries));
      console.error(`${size} ${queries.title}: ${percent(scores.at(-1)!.ok)} %`);
      if (values.missed)
        for (const { text, target } of scores.at(-1)!.missed) console.log(`${queries.id}\t${text}\t${target}`);
    }
    const texts = classes.flatMap(({ queries }) => queries.map(({ text }) => text));
    const measured: Measured = {
      size,
      scores,
      index,
      cold: await coldCost(folder, sample(randomOf(context, 'cold'), texts, COLD_VISITS)),
      exact: await exactPath(folder, set, inventedNames(context, Math.min(size, INVENTED_MOST))),
      refusals: await refusals(folder, set, inventedNames(context, INVENTED_WHOLE)),
      wholeBuildSeconds: values['whole-build'] ? await wholeBuild(size) : undefined,
    };
    const compared = values.peers ? await compareAll(set.organisations, classes, measured) : [];
    const real = set.organisations.filter(({ isReal }) => isReal).length;
    const text = report({ measured, compared, seed, real });
    console.log(text);
    if (values.classes === undefined) keep(join(import.meta.dirname, 'RESULTS.md'), size, text);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Writes the index, unless one of the size was kept. */
async function buildIndex(set: Names, folder: string): Promise<BuiltIndex> {
  const script = join(import.meta.dirname, 'build-index.ts');
  const result = `${folder}.json`;
  const names = `${folder}.names`;
  if (!existsSync(result)) {
    mkdirSync(dirname(names), { recursive: true });
    writeNames(names, set);
    await measure(process.execPath, [script, names, folder, result]);
    rmSync(names);
  }
  return JSON.parse(readFileSync(result, 'utf8')) as BuiltIndex;
}

/** Seconds of the build of a sample site of so many organisations. */
async function wholeBuild(size: number): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), 'minglu-lookup-site-'));
  const data = join(work, 'data');
  const script = (name: string) => join(PROJECT, 'scripts', name);
  const day = ['--as-of', AS_OF];
  try {
    await measure(process.execPath, [script('sample.ts'), '--organisations', String(size), '--out', data, ...day]);
    const build = [script('build.ts'), '--data', data, '--out', join(work, 'site'), ...day];
    return (await measure(process.execPath, build, {}, PROJECT)).seconds;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
