import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetOf, type DatasetId } from '../datasets/index.ts';
import { INTEGRITY_ITEMS, MEMBER_ITEMS, PUBLIC_ITEMS } from '../datasets/disclosure.ts';
import { FEE_KINDS } from '../datasets/fees.ts';
import { DISCIPLINE_LADDER } from '../datasets/self-discipline.ts';
import type { Cause } from '../domain/finding.ts';
import { judgeStanding, STANDINGS } from '../domain/standing.ts';
import { ABNORMAL_GROUNDS, SERIOUS_GROUNDS } from '../domain/listing.ts';
import { nameKey } from '../domain/name.ts';
import { countsAddUp, ingest, type Ingested } from '../ingest/ingest.ts';
import { writeSample } from './sample.ts';
import { SAMPLED } from './tables.ts';

const AS_OF = '2026-11-20';

/** What badly kept associations of the sample are there to show. */
const SHOWN_ON_PURPOSE: readonly Cause[] = [
  'member-check-character',
  'unknown-item',
  'members-only-content',
  'fee-without-end',
  'too-many-dues-tiers',
  'floating-fee',
  'dues-without-vote-date',
  'dues-without-secret-ballot',
  'collected-by-branch',
  'charged-twice',
  'raised-fee',
  'dues-from-non-members',
];

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
    expect(data.findings.filter(({ code }) => !SHOWN_ON_PURPOSE.includes(code))).toEqual([]);
    expect(data.counts.organisations.published).toBe(organisations);
    expect(countsAddUp(data.counts)).toBe(true);
  });

  test('bear names of their own', () => {
    const names = data.records.organisations.map(({ name }) => nameKey(name));
    expect(new Set(names).size).toBe(organisations);
  });
});

describe('the associations of 1200 organisations', () => {
  let data: Ingested;
  beforeAll(() => {
    data = ingest(sample(1200, 1), { asOf: AS_OF });
  });
  const values = (id: DatasetId, field: string) =>
    new Set((data.records[id] as readonly Readonly<Record<string, unknown>>[]).map((row) => row[field]));

  test.each([
    ['fees', 'kind', FEE_KINDS],
    ['fees', 'voluntary', ['是', '否']],
    ['fee-reliefs', 'manner', ['免收', '减收', '降低标准']],
    ['discipline-actions', 'measure', [...DISCIPLINE_LADDER, '奖励']],
    ['discipline-actions', 'target', ['会员单位', '从业人员']],
    ['branches', 'kind', ['分支机构', '代表机构', '办事机构']],
    ['disclosures', 'item', [...PUBLIC_ITEMS, ...MEMBER_ITEMS]],
    ['incentives', 'matter', ['年度报告', '等级评估', '税收优惠', '职能转移', '购买服务']],
    ['incentives', 'manner', ['优先办理', '简化程序', '重点支持']],
    ['restrictions', 'measure', ['取消税收减免资格', '降低评估等级', '限制参与承接政府转移职能和购买服务项目']],
    ['integrity-measures', 'item', Object.values(INTEGRITY_ITEMS).flat()],
    ['integrity-measures', 'state', ['有', '无', '进行中', '已完成', '会员（代表）大会', '理事会', '会长办公会']],
  ] as const)('meet every value of %s, %s', (id, field, expected) => {
    expect([...values(id, field)]).toEqual(expect.arrayContaining([...expected]));
  });

  test.each([
    'fees',
    'fee-reliefs',
    'discipline-actions',
    'member-credit',
    'branches',
    'disclosures',
    'concerns',
    'incentives',
    'restrictions',
  ] as const)('meet every state of %s that a record of the past can be in', (id) => {
    const { list } = datasetOf(id);
    const found = new Set(data.records[id].map((row) => list!.stateOf(row as never, AS_OF)));
    expect(list!.states.map((state) => state.id).filter((state) => state !== 'coming' && !found.has(state))).toEqual(
      [],
    );
  });

  test('give occasion for every remark, few times', () => {
    const told = Map.groupBy(data.findings, ({ code }) => code);
    expect([...told.keys()].toSorted()).toEqual(SHOWN_ON_PURPOSE.toSorted());
    for (const [code, findings] of told) expect(findings.length, code).toBeLessThan(10);
  });

  test('have entries that must be withheld', () => {
    for (const id of ['discipline-actions', 'restrictions'] as const)
      expect(data.counts[id].withheld).toBeGreaterThan(0);
  });

  test('name no practitioner, and firms of the fictional province only', () => {
    for (const { target, name, targetCode } of data.records['discipline-actions'])
      expect([name, targetCode].every((cell) => (cell === undefined) === (target === '从业人员'))).toBe(true);
    for (const { memberCode } of data.records['member-credit']) expect(memberCode).toMatch(/^9199/);
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
