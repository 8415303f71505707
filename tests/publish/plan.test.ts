import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { compileTemplates } from '../../src/publish/templates.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { readTexts } from '../../src/ingest/texts.ts';
import { AS_OF } from '../helpers/commands.ts';
import { sampleWorld, writeWorld } from '../helpers/edits.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { compareOutcomes, outcomeOf, runColumns, runEdits } from '../helpers/planning.ts';

const ORGANISATIONS = 50;

describe('what changes has another digest', () => {
  test('after one cell was changed, in one column of fourteen', async () => {
    const folder = temporaryFolder();
    const world = sampleWorld(folder, ORGANISATIONS, 5);
    const [told, missed]: [string[], string[]] = [[], []];
    let changed = 0;
    for await (const trial of runColumns(folder, world, { seed: 12, rows: 1, share: 0.07 })) {
      told.push(trial.told);
      changed += trial.comparison?.changed ?? 0;
      missed.push(...(trial.comparison?.missed ?? []).map((each) => `${each} after ${trial.told}`));
    }
    expect(missed).toEqual([]);
    expect(told.length).toBeGreaterThan(8);
    expect(changed).toBeGreaterThan(told.length);
  });

  test('after edits of all kinds', async () => {
    const folder = temporaryFolder();
    const world = sampleWorld(folder, ORGANISATIONS, 5);
    const reserve = sampleWorld(folder, ORGANISATIONS * 2, 6);
    const missed: string[] = [];
    let [published, changed] = [0, 0];
    for await (const { told, comparison } of runEdits(folder, world, reserve, { seed: 3, edits: 12 })) {
      if (comparison === undefined) continue;
      published++;
      changed += comparison.changed;
      missed.push(...comparison.missed.map((each) => `${each} after ${told}`));
    }
    expect(missed).toEqual([]);
    expect(published).toBeGreaterThan(6);
    expect(changed).toBeGreaterThan(published);
  });
});

test('pages hang on the day of the register, not on clock, chance or surroundings', async () => {
  const folder = temporaryFolder();
  const world = sampleWorld(folder, ORGANISATIONS, 5);
  const folders = { data: join(folder, 'data'), content: join(folder, 'content') };
  writeWorld(world, folders);
  const { texts } = readTexts(folders.content, ingest(folders.data, { asOf: AS_OF }));
  const templates = await compileTemplates(texts.pages);
  const one = await outcomeOf(folders, AS_OF, templates);
  vi.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z'), toFake: ['Date'] });
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0.123);
  vi.stubEnv('TZ', 'Pacific/Kiritimati');
  vi.stubEnv('LANG', 'tr_TR.UTF-8');
  vi.stubEnv('SITE', 'https://elsewhere.example');
  try {
    // Another place of the same data, another time, another chance.
    const elsewhere = { data: join(folder, 'other/data'), content: join(folder, 'other/content') };
    writeWorld(world, elsewhere);
    const other = await outcomeOf(elsewhere, AS_OF, templates, one);
    expect(compareOutcomes(one!, other!)).toEqual({ missed: [], overdone: [], changed: 0 });
    expect(other!.pages.size).toBeGreaterThan(300);
  } finally {
    chance.mockRestore();
    vi.useRealTimers();
    vi.unstubAllEnvs();
    rmSync(join(folder, 'other'), { recursive: true });
  }
});
