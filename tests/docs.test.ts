import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFormat } from '../scripts/shared/data-format.ts';
import { EXIT, SHARED_FLAGS } from '../scripts/shared/options.ts';
import { INTEGRITY_ITEMS } from '../src/datasets/disclosure.ts';
import { DATASET_IDS, datasetOf, type DatasetId } from '../src/datasets/index.ts';
import { PLEDGE_RULES } from '../src/ingest/pledges.ts';
import { TEXT_KINDS } from '../src/pledges/texts.ts';
import { routeOf } from './helpers/pages.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const scripts = Object.keys(JSON.parse(read('package.json')).scripts as Record<string, string>);

describe('the documents', () => {
  test('data-format.md is what the code says', () => {
    expect(read('docs/data-format.md')).toBe(dataFormat());
  });

  test('name every shared flag and every flag of a command', () => {
    const commands = read('docs/commands.md');
    const used = readdirSync(join(ROOT, 'scripts'), { withFileTypes: true })
      .filter((entry) => entry.isFile() && !['regions.ts', 'docs.ts', 'lockfile.ts', 'test.ts'].includes(entry.name))
      .flatMap((entry) =>
        [...read(`scripts/${entry.name}`).matchAll(/'?([a-z-]+)'?: \{ type: '(?:string|boolean)'/g)].map(
          (match) => match[1]!,
        ),
      );
    for (const flag of new Set([...Object.keys(SHARED_FLAGS), ...used])) expect(commands, flag).toContain(`--${flag}`);
    expect(used.length).toBeGreaterThan(4);
  });

  test('name every exit code', () => {
    for (const code of Object.values(EXIT)) expect(read('docs/commands.md')).toMatch(new RegExp(`\\| ${code} +\\|`));
  });

  test('name only commands that exist', () => {
    for (const path of ['README.md', 'docs/commands.md', 'docs/architecture.md', 'docs/operators.zh-CN.md']) {
      const named = [...read(path).matchAll(/npm run (?:-s |--silent )?([a-z][a-z-]*)/g)]
        .map((match) => match[1]!)
        .filter((name) => name !== 'silent');
      for (const name of named) expect(scripts, `${path}: npm run ${name}`).toContain(name);
    }
  });

  test('the README names every command a person runs', () => {
    for (const name of scripts.filter(
      (script) => !['regions', 'tables', 'docs', 'lockfile', 'lint', 'format'].includes(script),
    )) {
      expect(read('README.md'), name).toMatch(new RegExp(`npm (run )?${name}`));
    }
  });

  test('the README links only to files that exist', () => {
    const links = [...read('README.md').matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(() => readdirOrRead(link), link).not.toThrow();
  });

  test('the operators’ handbook names every key that the head of a text may have, and no other', () => {
    const [, table] = /### 承诺文本怎样放[\s\S]*?(\| 写法[\s\S]*?)\n\n/.exec(read('docs/operators.zh-CN.md'))!;
    const named = [...table!.matchAll(/^\| `(\w+)` /gm)].map((match) => match[1]!);
    expect(named.toSorted()).toEqual(Object.keys(PLEDGE_RULES.cures).toSorted());
  });

  test('the operators’ handbook names every dataset by its title', () => {
    const handbook = read('docs/operators.zh-CN.md');
    for (const id of DATASET_IDS) expect(handbook, id).toMatch(new RegExp(`${datasetOf(id).title}|${id}\\.csv`));
  });
});

describe('coverage.md', () => {
  const [, , ...lines] = read('docs/coverage.md')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const rows = lines
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, id, , , where]) => ({ id, where }));

  test('has every row that was asked for, once and in order', () => {
    const range = (document: number, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => `${document}.${from + i}`);
    expect(rows.map(({ id }) => id)).toEqual([...range(0, 21, 34), ...range(2, 1, 26), ...range(3, 1, 23)]);
  });

  test('says of each whether it is there', () => {
    for (const { id, where } of rows) expect(where, id).toMatch(/^\*\*(Yes|In part|No)\.\*\* .+\.$/);
  });

  test('names only what exists, and something in every row', () => {
    for (const { id, where = '' } of rows) {
      const named = [...where.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
      expect(named.length, id).toBeGreaterThan(0);
      for (const name of named) expect(exists(name), `${id}: ${name}`).toBe(true);
    }
  });

  test.each(['no-dataset', 'fees.没有', 'fees=会费', 'integrity-measures=没有', '没有', 'none:', '/org/<code>/x.html'])(
    'is held to that: %s does not exist',
    (name) => {
      expect(exists(name)).toBe(false);
    },
  );
});

/** Addresses of files that are no pages. */
const FILES = new Set(['/data/<dataset>.csv', '/pledges/<code>/<series>/<date>.json']);

function exists(name: string): boolean {
  if (name.startsWith('/')) return FILES.has(name) || routeOf(name.replaceAll(/<\w+>/g, 'x')) !== undefined;
  if (name.endsWith(':')) return Object.hasOwn(PLEDGE_RULES.cures, name.slice(0, -1));
  if (Object.hasOwn(TEXT_KINDS, name)) return true;
  const [, id = '', mark, rest] = /^([a-z-]+)(?:([.=])(.+))?$/.exec(name) ?? [];
  if (!DATASET_IDS.includes(id as DatasetId)) return false;
  if (mark === '=')
    return (
      id === 'integrity-measures' && Object.values(INTEGRITY_ITEMS).some((items) => items.some((item) => item === rest))
    );
  const headers = Object.values(datasetOf(id as DatasetId).columns).map(({ header }) => header);
  return mark === undefined || headers.includes(rest!);
}

function readdirOrRead(link: string): unknown {
  return link.endsWith('/') ? readdirSync(join(ROOT, link)) : read(link);
}
