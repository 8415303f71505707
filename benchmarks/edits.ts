/**
 * The long run of what tests try in small: after every edit the incremental build is held against a clean one, byte for byte.
 *
 *     node benchmarks/edits.ts [--edits 200] [--organisations 1200] [--seed N]
 *     node benchmarks/edits.ts --plan [--edits 200] [--organisations 80] [--seed N]
 *     node benchmarks/edits.ts --columns [--organisations 80] [--rows 2] [--seed N]
 *
 * With `--columns` one cell after the other is changed, in every column of every dataset, and the plan is held against the
 * bytes of all pages; with `--plan` after every random edit. What changes without another
 * digest is a fault, what has another digest without a change is counted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSteps, type Step } from '../tests/helpers/incremental.ts';
import { median } from './run-child.ts';
import { runColumns, runEdits } from '../tests/helpers/planning.ts';
import { sampleWorld, type World } from '../tests/helpers/edits.ts';

const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '200' },
    organisations: { type: 'string' },
    seed: { type: 'string', default: '1' },
    columns: { type: 'boolean', default: false },
    plan: { type: 'boolean', default: false },
    rows: { type: 'string', default: '2' },
  },
});
const seed = Number(values.seed);
const folder = mkdtempSync(join(tmpdir(), 'minglu-edits-'));
try {
  if (values.columns) await columns();
  else if (values.plan) await plan();
  else await builds();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function builds(): Promise<void> {
  const [world, reserve] = worlds(1200);
  const byKind = new Map<string, Step[]>();
  let [faults, refused, steps] = [0, 0, 0];
  for await (const step of runSteps(folder, world, reserve, { seed, steps: Number(values.edits) })) {
    steps++;
    for (const fault of step.faults) console.log(`FAULT ${fault} after ${step.told}`);
    faults += step.faults.length;
    if (!step.isPublished) refused++;
    const kind = !step.isPublished ? 'refused' : step.edits.length > 1 ? 'several at once' : step.edits[0]!.kind;
    byKind.set(kind, [...(byKind.get(kind) ?? []), step]);
    // A run that somebody stops has shown something, too.
    if (process.stderr.isTTY) process.stderr.write(`\r${steps} edits, ${faults} faults`);
    else if (steps % 10 === 0) console.error(`${steps} edits, ${faults} faults`);
  }
  console.log(
    '\n| edit | builds | pages rendered | of | seconds | clean |\n| --- | ---: | ---: | ---: | ---: | ---: |',
  );
  for (const [kind, each] of byKind) {
    const of = (field: 'rendered' | 'pages' | 'seconds' | 'cleanSeconds') => median(each.map((step) => step[field]));
    console.log(
      `| ${kind} | ${each.length} | ${of('rendered')} | ${of('pages')} | ${of('seconds').toFixed(2)} | ${of('cleanSeconds').toFixed(2)} |`,
    );
  }
  console.log(`${steps} edits, ${refused} refused, ${faults} faults`);
}

async function plan(): Promise<void> {
  const [world, reserve] = worlds(80);
  let [faults, refused, wasted, changed] = [0, 0, 0, 0];
  for await (const { told, comparison } of runEdits(folder, world, reserve, { seed, edits: Number(values.edits) })) {
    if (comparison === undefined) {
      refused++;
      continue;
    }
    for (const missed of comparison.missed) console.log(`MISSED ${missed} after ${told}`);
    faults += comparison.missed.length;
    wasted += comparison.overdone.length;
    changed += comparison.changed;
  }
  console.log(
    `${values.edits} edits, ${refused} refused, ${changed} pages changed, ${wasted} rendered for nothing, ${faults} faults`,
  );
}

/** The world that is edited, and one that rows are taken from. */
function worlds(organisations: number): [World, World] {
  const count = Number(values.organisations ?? organisations);
  return [sampleWorld(folder, count, seed), sampleWorld(folder, count * 2, seed + 1)];
}

async function columns(): Promise<void> {
  const world = sampleWorld(folder, Number(values.organisations ?? 80), seed);
  const overdone = new Map<string, [number, number, number]>();
  let faults = 0;
  const started = performance.now();
  let trials = 0;
  for await (const trial of runColumns(folder, world, { seed, rows: Number(values.rows) })) {
    trials++;
    const { told, dataset, comparison } = trial;
    if (comparison === undefined) {
      console.log(`refused: ${told}`);
      continue;
    }
    for (const missed of comparison.missed) console.log(`MISSED ${missed} after ${told}`);
    faults += comparison.missed.length;
    const [changed, wasted, count] = overdone.get(dataset) ?? [0, 0, 0];
    overdone.set(dataset, [changed + comparison.changed, wasted + comparison.overdone.length, count + 1]);
  }
  console.log(`| dataset | cells | pages that changed | rendered for nothing |\n| --- | ---: | ---: | ---: |`);
  for (const [dataset, [changed, wasted, count]] of overdone)
    console.log(`| ${dataset} | ${count} | ${(changed / count).toFixed(1)} | ${(wasted / count).toFixed(1)} |`);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${trials} cells in ${seconds.toFixed(0)} s, ${faults} faults`);
}
