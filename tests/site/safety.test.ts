import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { buildFlags, PROJECT, run, start, type BuildFolders } from '../helpers/commands.ts';
import { writeDataFolder } from '../helpers/data-folder.ts';
import { contentsOf, differences, temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';
import { seeded } from '../helpers/shuffle.ts';
import { builtSite, type BuiltSite } from '../helpers/sites.ts';
import { smallDisks } from '../helpers/small-disk.ts';

const KILLS = 12;

describe('a build that is killed', () => {
  test(`at any of ${KILLS} moments leaves the former site or the new one, whole, and the next build mends the rest`, async () => {
    const former = await builtSite('minimal');
    const folder = temporaryFolder();
    const build: BuildFolders = { data: join(folder, 'data'), content: former.content, out: join(folder, 'dist') };
    writeDataFolder(build.data, minimalTables(5));
    // The new site for comparison, and how long it takes.
    const [begun, reference] = [performance.now(), join(folder, 'reference')];
    expect((await run('build', buildFlags({ ...build, out: reference }))).code).toBe(0);
    const duration = performance.now() - begun;
    cpSync(former.folder, build.out, { recursive: true });
    const allowed = [withoutNumber(former.folder), withoutNumber(reference)];

    const random = seeded(9);
    const killed: number[] = [];
    for (let i = 0; i < KILLS; i++) {
      const { process: child, ended } = start('build', buildFlags(build));
      // One moment in each part of the build; the last part holds the exchange.
      await delay(((i + random.next()) / KILLS) * duration);
      child.kill('SIGKILL');
      await ended;
      if (child.signalCode === 'SIGKILL') killed.push(child.pid!);
      expect(allowed, `after kill ${i + 1}`).toContainEqual(withoutNumber(build.out));
    }
    expect(killed.length).toBeGreaterThan(KILLS / 2);

    expect((await run('build', buildFlags(build))).code).toBe(0);
    expect(withoutNumber(build.out)).toEqual(withoutNumber(reference));
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'dist', 'reference']);
    const works = existsSync(join(PROJECT, '.minglu')) ? readdirSync(join(PROJECT, '.minglu')) : [];
    expect(works.filter((name) => killed.some((pid) => name.includes(`-${pid}-`)))).toEqual([]);
  });
});

describe('a full disk', () => {
  const smallDisk = smallDisks();

  // Mounting takes a right that not every machine gives.
  test.skipIf(smallDisk === undefined)('is named, and the former site stays', async () => {
    const [former, next] = [await builtSite('minimal'), await builtSite('cases')];
    const disk = smallDisk!(sizeOf(former) + 1_000_000);
    const out = join(disk, 'dist');
    cpSync(former.folder, out, { recursive: true });
    const flags = buildFlags({ ...next, out });
    // The brake stops so many new rows until somebody accepts them.
    const accept = /--accept [0-9a-f]+/.exec((await run('build', flags)).stdout)![0].split(' ');
    const { code, stderr } = await run('build', [...flags, ...accept]);
    expect(code).toBe(1);
    expect(stderr).toContain('磁盘已满');
    expect(stderr).toContain('原来的网站没有变动');
    expect(differences(out, former.folder)).toEqual([]);
    // What is remembered lies beside the output, on the same disk.
    expect(readdirSync(disk).filter((name) => name !== '.dist.minglu')).toEqual(['dist']);
    expect(existsSync(join(disk, '.dist.minglu/staging'))).toBe(false);
  });
});

/** The files of a site, but for the number of its release. */
function withoutNumber(folder: string): Map<string, string> | undefined {
  const contents = contentsOf(folder);
  return contents && new Map([...contents].filter(([path]) => path !== 'release.json'));
}

function sizeOf({ folder }: BuiltSite): number {
  return Number(execFileSync('du', ['-sB1', folder]).toString().split('\t')[0]);
}
