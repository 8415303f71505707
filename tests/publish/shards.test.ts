/** A build in parts, made by processes that have nothing but a folder in common. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildFlags, run, type BuildFolders } from '../helpers/commands.ts';
import { contentsOf, differences, temporaryFolder } from '../helpers/folders.ts';
import { builtSite, type BuiltSite } from '../helpers/sites.ts';

const OF = 4;
let site: BuiltSite;

beforeAll(async () => {
  site = await builtSite('cases');
});

/** Makes the shares of a site, all at once. */
async function makeShares(folders: BuildFolders, numbers: readonly number[]): Promise<(number | null)[]> {
  const shares = numbers.map((number) => run('build', [...buildFlags(folders), '--shard', `${number}/${OF}`]));
  return (await Promise.all(shares)).map(({ code }) => code);
}

describe('a site made in four parts', () => {
  test('is that of one build, byte for byte, and can be built upon', async () => {
    const folder = temporaryFolder();
    const [parts, out] = [join(folder, 'parts'), join(folder, 'dist')];
    expect(await makeShares({ ...site, out: parts }, [1, 2, 3, 4])).toEqual([0, 0, 0, 0]);
    expect(readdirSync(parts).toSorted()).toEqual([1, 2, 3, 4].map((number) => `shard-${number}-of-4`));
    // Each has something to do.
    for (const share of readdirSync(parts)) expect(contentsOf(join(parts, share, 'files'))!.size).toBeGreaterThan(20);

    const merged = await run('merge', ['--from', parts, '--out', out, '--json']);
    expect(merged.code).toBe(0);
    expect(JSON.parse(merged.stdout)).toMatchObject({ number: 1, isNew: true, shards: 4 });
    expect(differences(out, site.folder)).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['dist', 'parts']);

    const again = await run('build', buildFlags({ ...site, out }));
    expect(again.stdout).toContain('没有变动');

    // What a file manager leaves beside the files is none of them.
    writeFileSync(join(parts, 'shard-1-of-4/files/.DS_Store'), 'x');
    const other = join(folder, 'other');
    expect((await run('merge', ['--from', parts, '--out', other])).code).toBe(0);
    expect(differences(other, site.folder)).toEqual([]);
    for (const spoil of [(file: string) => appendFileSync(file, ' '), (file: string) => rmSync(file)]) {
      spoil(join(parts, 'shard-1-of-4/files/about.html'));
      const spoilt = await run('merge', ['--from', parts, '--out', join(folder, 'spoilt')]);
      expect(spoilt.code).toBe(1);
      expect(spoilt.stderr).toContain('shard-1-of-4 里的 about.html 不见了或被改动过');
    }
    expect(contentsOf(join(folder, 'spoilt'))).toBeUndefined();
  });

  test('has its parts in a folder that is asked for, and never among what is served', async () => {
    const { data, content } = site;
    const asked = ['--data', data, '--content', content, '--shard', '1/2'];
    const unasked = await run('build', asked);
    expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining('请用 --out')]);
    const served = await run('build', [...asked, '--out', site.folder]);
    expect([served.code, served.stderr]).toEqual([2, expect.stringContaining('不能放分片')]);
  });

  test('is not published while a part is missing, or is of other data', async () => {
    const folder = temporaryFolder();
    const [parts, out, data] = [join(folder, 'parts'), join(folder, 'dist'), join(folder, 'data')];
    expect(await makeShares({ ...site, out: parts }, [1, 2, 3])).toEqual([0, 0, 0]);
    const missing = await run('merge', ['--from', parts, '--out', out]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('shard-4-of-4');

    cpSync(site.data, data, { recursive: true });
    const file = join(data, 'organisations.csv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/2(\d{3}-\d\d-\d\d)/, '1$1'));
    expect(await makeShares({ ...site, data, out: parts }, [4])).toEqual([0]);
    const different = await run('merge', ['--from', parts, '--out', out]);
    expect(different.code).toBe(1);
    expect(different.stderr).toContain('不是同一次生成的');
    writeFileSync(join(parts, 'shard-2-of-4/shard.bin'), 'half');
    const damaged = await run('merge', ['--from', parts, '--out', out]);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toMatch(/shard-2-of-4\/shard\.bin 损坏或缺失.*请重做这一片/s);
    expect(contentsOf(out)).toBeUndefined();
  });

  test('has each part whole though two processes make it at once', async () => {
    const folder = temporaryFolder();
    const parts = join(folder, 'parts');
    const codes = await makeShares({ ...site, out: parts }, [1, 2, 2, 3, 4]);
    expect(codes.filter((code) => code === 0).length).toBeGreaterThanOrEqual(4);
    expect(readdirSync(parts).toSorted()).toEqual([1, 2, 3, 4].map((number) => `shard-${number}-of-4`));
    const out = join(folder, 'dist');
    expect((await run('merge', ['--from', parts, '--out', out])).code).toBe(0);
    expect(differences(out, site.folder)).toEqual([]);

    // A link leads to what may be another file tomorrow.
    const files = join(parts, 'shard-1-of-4/files');
    const name = readdirSync(files).find((each) => each.endsWith('.html'))!;
    renameSync(join(files, name), join(folder, name));
    symlinkSync(join(folder, name), join(files, name));
    const linked = await run('merge', ['--from', parts, '--out', join(folder, 'other')]);
    expect([linked.code, linked.stderr]).toEqual([1, expect.stringContaining(`${name} 不见了或被改动过`)]);
  });

  test('is not made of data that stop a build', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    mkdirSync(data);
    const parts = join(folder, 'parts');
    expect(await makeShares({ ...site, data, out: parts }, [2])).toEqual([1]);
    expect(contentsOf(parts)).toBeUndefined();
    rmSync(data, { recursive: true });
  });

  test.each(['0/4', '5/4', '1-4', '4'])('ends with 2 for the part %s', async (shard) => {
    const out = join(temporaryFolder(), 'parts');
    expect((await run('build', [...buildFlags({ ...site, out }), '--shard', shard])).code).toBe(2);
  });

  test('ends with 2 when there is nothing to put together', async () => {
    const folder = temporaryFolder();
    expect((await run('merge', ['--from', folder, '--out', join(folder, 'dist')])).code).toBe(2);
    expect((await run('merge', [])).code).toBe(2);
  });
});
