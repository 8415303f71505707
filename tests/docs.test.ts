import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataFormat } from '../scripts/shared/data-format.ts';
import { EXIT, SHARED_FLAGS } from '../scripts/shared/options.ts';
import { DATASET_IDS, datasetOf } from '../src/datasets/index.ts';

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

  test('the operators’ handbook names every dataset by its title', () => {
    const handbook = read('docs/operators.zh-CN.md');
    for (const id of DATASET_IDS) expect(handbook, id).toMatch(new RegExp(`${datasetOf(id).title}|${id}\\.csv`));
  });
});

function readdirOrRead(link: string): unknown {
  return link.endsWith('/') ? readdirSync(join(ROOT, link)) : read(link);
}
