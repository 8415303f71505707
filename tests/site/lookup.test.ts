import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.ts';
import { createRegister } from '../../src/register/register.ts';
import { AS_OF, run } from '../helpers/commands.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { serve } from '../helpers/server.ts';
import { builtSite } from '../helpers/sites.ts';

const { folder, data } = await builtSite('shipped');
const register = createRegister(ingest(data, { asOf: AS_OF }));
const [organisation] = register.organisations;
const { name, code } = organisation!;
const illegal = register.illegal.find((body) => register.namesakes(body.name).length === 0)!;

interface Line {
  query: string;
  outcome: string;
  results: { kind: string; code: string | null; name: string; standing: string; why: string }[];
}

async function ask(site: string, queries: readonly string[]): Promise<Line[]> {
  const outcome = await run('lookup', ['--site', site, '--json'], `${queries.join('\n')}\n`);
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  return outcome.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('npm run lookup', () => {
  const queries = [name, code, illegal.name, name.slice(0, 4), '龘靐齉爩', '513300005018740'];

  test('answers a line of JSON for each line of its input', async () => {
    const [byName, byCode, banned, part, none, prefix] = await ask(folder, queries);
    expect(byName).toMatchObject({ query: name, outcome: 'found' });
    expect(byName!.results[0]).toMatchObject({ kind: 'organisation', code, name });
    expect(Object.keys(byName!.results[0]!)).toEqual(['kind', 'code', 'name', 'standing', 'why']);
    expect(byCode).toMatchObject({ outcome: 'found', results: [{ kind: 'organisation', code }] });
    expect(banned!.results[0]).toMatchObject({
      kind: 'illegal',
      code: null,
      name: illegal.name,
      standing: illegal.kind,
    });
    expect(part!.outcome).toBe('similar');
    expect(part!.results.length).toBeLessThanOrEqual(10);
    expect(none).toEqual({ query: '龘靐齉爩', outcome: 'not-found', results: [] });
    expect(prefix!.outcome).toBe('not-found');
  });

  test('answers alike from a folder and from an address', async () => {
    const host = await serve(folder);
    try {
      expect(await ask(host.url, queries)).toEqual(await ask(folder, queries));
      expect(await ask(`${host.url}/`, queries.slice(0, 1))).toHaveLength(1);
    } finally {
      await host.close();
    }
  });

  test('takes the query from the command line and answers in words', async () => {
    const { stdout, code: exit } = await run('lookup', ['--site', folder, name]);
    expect(exit).toBe(0);
    expect(stdout).toContain(`${name}：找到`);
    expect(stdout).toContain(code);
  });

  test('says that it could not look, never that there is nothing', async () => {
    const broken = temporaryFolder();
    cpSync(join(folder, 'lookup'), join(broken, 'lookup'), { recursive: true });
    rmSync(join(broken, 'lookup/codes.bin'));
    for (const site of [broken, join(broken, 'nowhere')]) {
      const outcome = await run('lookup', ['--site', site, '--json'], `${code}\n`);
      expect(outcome).toMatchObject({ code: 1, stdout: '' });
      expect(outcome.stderr).toContain('查询没有完成');
      expect(outcome.stderr).not.toContain('没有找到');
    }
  });

  test('ends with 2 when it is misused', async () => {
    expect((await run('lookup', ['--sites', folder])).code).toBe(2);
  });
});
