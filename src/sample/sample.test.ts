import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeStanding, STANDINGS } from '../domain/standing.ts';
import { ABNORMAL_GROUNDS, SERIOUS_GROUNDS } from '../domain/listing.ts';
import { nameKey } from '../domain/name.ts';
import { countsAddUp, ingest, type Ingested } from '../ingest/ingest.ts';
import { writeSample } from './sample.ts';
import { SAMPLED } from './tables.ts';

const AS_OF = '2026-11-20';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'minglu-sample-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function sample(organisations: number, seed: number, asOf = AS_OF): string {
  const out = mkdtempSync(join(root, 'data-'));
  writeSample({ organisations, seed, asOf, out });
  return out;
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('sixty organisations', () => {
  let data: Ingested;
  beforeAll(() => {
    data = ingest(sample(60, 7), { asOf: AS_OF });
  });

  test('fill every dataset but the one of codes that fail their check', () => {
    expect(SAMPLED.filter((id) => data.counts[id].read === 0)).toEqual(['accepted-codes']);
  });

  test('meet every type, state, grade and ground', () => {
    const { organisations, evaluations } = data.records;
    expect(new Set(organisations.map(({ type }) => type)).size).toBe(3);
    expect(new Set(organisations.map(({ status }) => status)).size).toBe(4);
    expect(new Set(evaluations.map(({ grade }) => grade)).size).toBe(5);
    expect(new Set(data.records['illegal-organisations'].map(({ kind }) => kind)).size).toBe(4);
    expect(new Set(data.records['abnormal-listings'].map(({ ground }) => ground)).size).toBe(ABNORMAL_GROUNDS.length);
    expect(new Set(data.records['serious-listings'].map(({ ground }) => ground)).size).toBe(SERIOUS_GROUNDS.length);
  });

  test('meet every standing', () => {
    const standings = data.records.organisations.map(({ code, status, certificateTo }) => {
      const of = (id: 'abnormal-listings' | 'serious-listings') => data.records[id].filter((row) => row.code === code);
      return judgeStanding(
        { status, certificateTo, abnormal: of('abnormal-listings'), serious: of('serious-listings') },
        AS_OF,
      ).standing;
    });
    expect(new Set(standings)).toEqual(new Set(STANDINGS));
  });

  test('have entries that must be withheld', () => {
    for (const id of ['abnormal-listings', 'serious-listings', 'penalties'] as const) {
      expect(data.counts[id].withheld).toBeGreaterThan(0);
    }
  });
});

describe.each([
  [1, 1, AS_OF],
  [5, 2, AS_OF],
  [60, 3, '2018-01-24'],
  [1200, 1, AS_OF],
  [1500, 20_261_120, '2032-02-29'],
])('%i organisations of seed %i as of %s', (organisations, seed, asOf) => {
  let data: Ingested;
  beforeAll(() => {
    data = ingest(sample(organisations, seed, asOf), { asOf });
  });

  test('are clean data', () => {
    expect(data.findings).toEqual([]);
    expect(data.counts.organisations.published).toBe(organisations);
    expect(countsAddUp(data.counts)).toBe(true);
  });

  test('bear names of their own', () => {
    const names = data.records.organisations.map(({ name }) => nameKey(name));
    expect(new Set(names).size).toBe(organisations);
  });
});

test('the same arguments give the same bytes, another seed others', () => {
  expect(contents(sample(100, 4))).toEqual(contents(sample(100, 4)));
  expect(contents(sample(100, 4))).not.toEqual(contents(sample(100, 5)));
});

test('a larger sample begins with the smaller one', () => {
  const [small, large] = [sample(70, 4), sample(300, 4)].map((folder) => contents(folder)['organisations.csv']!);
  expect(large!.startsWith(small!)).toBe(true);
});

describe('the command', () => {
  const script = join(import.meta.dirname, '../../scripts/sample.ts');
  const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

  test('tells what it wrote, and writes over a sample of its own', () => {
    const out = join(root, 'told');
    for (const number of ['3', '2']) execFileSync(process.execPath, [script, '--organisations', number, '--out', out]);
    expect(run('--organisations', '2', '--out', out).stdout).toMatch(/^organisations\.csv：社会组织登记 2 行，1 KB\n/);
  });

  test.each([
    ['no folder', []],
    ['an unknown flag', ['--out', 'x', '--organisation', '5']],
    ['no organisations', ['--out', 'x', '--organisations', '0']],
    ['half an organisation', ['--out', 'x', '--organisations', '1.5']],
    ['a day that is none', ['--out', 'x', '--as-of', '2026-02-30']],
  ])('refuses %s', (_, args) => {
    expect(run(...args).status).toBe(2);
  });

  test('refuses a folder of other files, and tables that are no sample', () => {
    for (const [name, text] of [
      ['notes.txt', ''],
      ['organisations.csv', '统一社会信用代码\n'],
    ] as const) {
      const out = join(root, `foreign ${name}`);
      mkdirSync(out);
      writeFileSync(join(out, name), text);
      expect(run('--out', out).status).toBe(2);
      expect(contents(out)).toEqual({ [name]: text });
    }
  });
});
