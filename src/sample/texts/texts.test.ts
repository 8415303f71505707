import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingest, type Ingested } from '../../ingest/ingest.ts';
import { readPledges } from '../../ingest/pledges.ts';
import { catalogueOf, type CatalogueEntry } from '../../pledges/catalogue.ts';
import { compareClauses, type Comparison } from '../../pledges/compare.ts';
import { coverageOf } from '../../pledges/coverage.ts';
import { checkProcedure } from '../../pledges/procedure.ts';
import type { PledgeText } from '../../pledges/texts.ts';
import { writeSample } from '../sample.ts';
import { readFiles } from './testing.ts';

const AS_OF = '2026-11-20';

let root: string;
let data: Ingested;
let texts: PledgeText[];
let findings: unknown[];
let catalogue: CatalogueEntry[];
let steps: Comparison[];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'minglu-texts-'));
  [data, { pledges: texts, findings }] = written('shipped', 1200, 1, AS_OF);
  catalogue = catalogueOf(data.records.promises, AS_OF);
  steps = comparisons();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function written(name: string, organisations: number, seed: number, asOf: string) {
  const [out, content] = [join(root, name, 'data'), join(root, name, 'content')];
  writeSample({ organisations, seed, asOf, out, content });
  const ingested = ingest(out, { asOf });
  return [ingested, readPledges(content, ingested.records, asOf)] as const;
}

function organisationOf({ code }: PledgeText) {
  return data.records.organisations.find((organisation) => organisation.code === code)!;
}

/** Each version against the one before it. */
function comparisons(): Comparison[] {
  const series = Map.groupBy(
    texts.filter(({ kind }) => kind !== '典型案例'),
    ({ code, kind, name }) => `${code} ${kind} ${name}`,
  );
  return [...series.values()].flatMap((versions) =>
    versions.slice(1).map((after, i) => compareClauses(versions[i]!.clauses, after.clauses)),
  );
}

test('every text is read, and nothing in it is found fault with', () => {
  expect(findings).toEqual([]);
  expect(data.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('there are enough, of every kind, by associations of many trades and some other bodies', () => {
  expect(texts.length).toBeGreaterThan(220);
  expect(new Set(texts.map(({ kind }) => kind)).size).toBe(5);
  const codes = new Set(texts.map(({ code }) => code));
  const associations = data.records.organisations.filter(
    ({ code, tags }) => codes.has(code) && tags?.includes('行业协会商会'),
  );
  expect(associations.length).toBeGreaterThanOrEqual(44);
  expect(codes.size - associations.length).toBe(3);
  expect(
    texts.filter((text) => !organisationOf(text).tags?.includes('行业协会商会')).map(({ kind }) => kind),
  ).not.toContain('行业标准');
});

test('every clause that is written is one that is read, with an anchor of its own', () => {
  for (const { id, clauses } of texts) {
    const ids = clauses.map((clause) => clause.id);
    expect(new Set(ids).size, id).toBe(ids.length);
    expect(
      ids.filter((each) => each.includes('_')),
      id,
    ).toEqual([]);
  }
  for (const [path, text] of readFiles(join(root, 'shipped/content/pledges'))) {
    const body = text.replace(/^---\n[\s\S]*?\n---\n/, '');
    expect(body, path).not.toMatch(/[{}<]|undefined|NaN/);
    const numbers = [...body.matchAll(/^(?:第\S+?条|[一二三四五六七八九十]+、|\d+\. |\d+\.\d+ )/gm)].length;
    const own = texts.find(
      ({ code, kind, date, name }) => path === `${code}/${kind}/${date}${name && `-${name}`}.mdx`,
    )!;
    if (numbers > 0) expect(own.clauses.filter(({ number }) => number !== '').length, path).toBe(numbers);
  }
});

test('no two texts are the same', () => {
  const bodies = texts.map(({ clauses }) => clauses.map(({ text }) => text).join('\n'));
  const twice = bodies.filter((body, i) => bodies.indexOf(body) !== i);
  expect(twice.length).toBeLessThan(8);
});

test('days fit: after registration but for one pledge, not in the future but for when they begin', () => {
  for (const text of texts) {
    const { registeredOn } = organisationOf(text);
    if (text.date < registeredOn!) expect(text.kind).toBe('诚信承诺书');
    expect(text.date <= AS_OF).toBe(true);
  }
});

test('how they were made has every note there is', () => {
  const codes = texts.flatMap((text) => {
    const { registeredOn, type } = organisationOf(text);
    return checkProcedure({ ...text, registeredOn, organisationType: type }).notes.map(({ code }) => code);
  });
  expect([...new Set(codes)].toSorted()).toEqual([
    'adopted-by-assembly',
    'missing-step',
    'no-body',
    'no-signature',
    'other-body',
    'signed-after-registration',
    'signed-before-registration',
    'wrong-order',
  ]);
});

test('each promise is made in full in some, in part in some, and not at all in some', () => {
  const cells = texts
    .filter(({ kind }) => kind === '诚信承诺书')
    .flatMap(({ clauses, coverage }) => coverageOf(clauses, catalogue, coverage));
  for (const { key } of catalogue) {
    const states = cells.filter(({ promise }) => promise.key === key).map(({ state }) => state);
    expect([...new Set(states)].toSorted(), key).toEqual(['明示', '未见', '部分'].toSorted());
  }
  expect(texts.filter(({ coverage }) => Object.keys(coverage).length > 0).length).toBeGreaterThanOrEqual(2);
});

describe('from version to version', () => {
  test.each(['changed', 'added', 'removed', 'moved'] as const)('clauses are %s', (kind) => {
    expect(steps.some(({ counts }) => counts[kind] > 0)).toBe(true);
  });

  test('some only change marks, some numbers, some fees', () => {
    const isQuiet = ({ counts }: Comparison) => counts.unchanged === Object.values(counts).reduce((a, b) => a + b, 0);
    expect(steps.some((each) => isQuiet(each) && each.changes.some(({ isRepunctuated }) => isRepunctuated))).toBe(true);
    expect(steps.some(({ changes }) => changes.some(({ isRenumbered }) => isRenumbered))).toBe(true);
    expect(
      steps.some(({ changes }) => changes.some(({ words }) => words.some((word) => /元」改为「.*元」/.test(word)))),
    ).toBe(true);
  });
});

test('dues are those of the dataset of fees', () => {
  const rates = new Map(
    Map.groupBy(
      data.records.fees.filter(({ item }) => item === '会费'),
      ({ code }) => code,
    ),
  );
  const told = texts.flatMap(({ code, clauses }) =>
    rates.has(code)
      ? clauses.flatMap(({ text }) =>
          [...text.matchAll(/(?<![^，：、；])([^，：、；]{1,4}单位)每年(\d+)元/g)].map(([, tier, amount]) => ({
            code,
            tier,
            amount,
          })),
        )
      : [],
  );
  expect(told.length).toBeGreaterThan(50);
  for (const { code, tier, amount } of told)
    expect(
      rates.get(code)!.some((rate) => rate.tier === tier && rate.amount?.yuan === Number(amount)),
      code + tier,
    ).toBe(true);
});

test.each([
  [60, 3, '2018-01-24'],
  [500, 8, '2032-02-29'],
])('%i organisations of seed %i as of %s have texts without fault', (organisations, seed, asOf) => {
  const [, read] = written(`other ${seed}`, organisations, seed, asOf);
  expect(read.findings).toEqual([]);
});

describe('the command', () => {
  const script = join(import.meta.dirname, '../../../scripts/sample.ts');

  test('writes over texts beside an example only', () => {
    const content = join(root, 'own');
    mkdirSync(join(content, 'pledges/x'), { recursive: true });
    writeFileSync(join(content, 'pledges/x/a.mdx'), '');
    const args = ['--organisations', '40', '--out', join(root, 'new'), '--content', content];
    expect(spawnSync(process.execPath, [script, ...args]).status).toBe(2);
    rmSync(join(content, 'pledges'), { recursive: true });
    for (let time = 0; time < 2; time++) expect(spawnSync(process.execPath, [script, ...args]).status).toBe(0);
    expect(readFiles(join(content, 'pledges')).length).toBeGreaterThan(0);
  });
});
