import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as breath, setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { auditFolder } from '../../src/publish/audit.ts';
import { PROJECT } from '../helpers/commands.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import {
  filesOfRelease,
  forgetReleases,
  HOME,
  PAGES,
  publishFiles,
  publishForEver,
  releaseOfPage,
} from '../helpers/releases.ts';
import { seeded } from '../helpers/shuffle.ts';

const KILLS = 25;

/** Publishes one release after the other, from the `from`th on, in a process of its own. */
function publishInChild(out: string, from: number) {
  return inChild(`import { ${publishForEver.name} } from ${JSON.stringify(join(PROJECT, 'tests/helpers/releases.ts'))};
    ${publishForEver.name}(${JSON.stringify(out)}, ${from});`);
}

function inChild(script: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', errors: '' };
  child.stdout.on('data', (text) => (said.out += text));
  child.stderr.on('data', (text) => (said.errors += text));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  return { child, said, ended };
}

/** Reads the served pages without pause until it is stopped. */
function readWithoutPause(out: string) {
  const seen = { reads: 0, missing: [] as string[], broken: [] as string[], releases: new Set<number>() };
  const until = { stopped: false };
  const reading = (async () => {
    for (let i = 0; !until.stopped; i++) {
      const page = PAGES[(i * 7) % PAGES.length]!;
      try {
        const release = releaseOfPage(readFileSync(join(out, page), 'utf8'));
        if (release === undefined) seen.broken.push(page);
        else seen.releases.add(release);
      } catch (error) {
        seen.missing.push(`${page} ${(error as Error).message}`);
      }
      seen.reads++;
      // Looking takes much less time than reading: no gap between two releases is short enough to be missed for long.
      for (let looks = 0; looks < 100; looks++)
        if (!existsSync(join(out, page))) seen.missing.push(`${page} for a moment`);
      if (i % 5 === 0) await breath();
    }
  })();
  return {
    seen,
    stop: async () => {
      until.stopped = true;
      await reading;
    },
  };
}

test(
  `a folder whose publisher is killed ${KILLS} times is a whole release at every instant`,
  { timeout: 240_000 },
  async () => {
    const out = join(temporaryFolder(), 'dist');
    publishFiles(out, filesOfRelease(1), { keep: 2 });
    onTestFinished(() => void forgetReleases(out));
    const random = seeded(7);
    const { seen, stop } = readWithoutPause(out);
    let [release, killed] = [1, 0];
    try {
      for (let i = 0; i < KILLS; i++) {
        const { child, said, ended } = publishInChild(out, release + 1);
        // At least one release goes out, so that the moment lies anywhere in the making of another.
        while (said.out === '' && child.exitCode === null) await delay(1);
        await delay(random.next() * 300);
        child.kill('SIGKILL');
        await ended;
        expect(said.errors).toBe('');
        if (child.signalCode === 'SIGKILL') killed++;
        expect(auditFolder(out), `after kill ${i + 1}`).toEqual([]);
        const served = releaseOfPage(readFileSync(join(out, PAGES[0]!), 'utf8'))!;
        const finished = Number(said.out.trimEnd().split('\n').at(-1)!.split(' ')[0]);
        // What was reported as published is; one more may have gone out before it could be reported.
        expect([finished, finished + 1]).toContain(served);
        for (const page of PAGES) expect(releaseOfPage(readFileSync(join(out, page), 'utf8')), page).toBe(served);
        release = served;
      }
    } finally {
      await stop();
    }
    expect(killed).toBe(KILLS);
    expect(seen.missing).toEqual([]);
    expect(seen.broken).toEqual([]);
    expect(seen.reads).toBeGreaterThan(1000);
    expect(seen.releases.size).toBeGreaterThan(KILLS);

    const files = filesOfRelease(release + 1);
    publishFiles(out, files, { keep: 2 });
    expect(auditFolder(out)).toEqual([]);
    expect(Object.keys(files).filter((path) => readFileSync(join(out, path), 'utf8') !== files[path])).toEqual([]);
    expect(readdirSync(dirname(out))).toEqual(['dist']);
    const home = forgetReleases(out);
    expect(home.left.toSorted()).toEqual(HOME);
    expect(home.kept).toBe(2);
  },
);

test('of two that publish at once one is refused, and the folder is a whole release', async () => {
  const out = join(temporaryFolder(), 'dist');
  publishFiles(out, filesOfRelease(1));
  onTestFinished(() => void forgetReleases(out));
  const publishers = [publishInChild(out, 1000), publishInChild(out, 2000)];
  const { seen, stop } = readWithoutPause(out);
  // A publisher ends when it is refused.
  await Promise.race(publishers.map(({ ended }) => ended));
  const refused = publishers.filter(({ child }) => child.exitCode !== null);
  expect(refused).toHaveLength(1);
  expect(refused[0]!.said.errors).toContain('正在公布到');
  await delay(300);
  for (const { child } of publishers) child.kill('SIGKILL');
  await Promise.all(publishers.map(({ ended }) => ended));
  await stop();
  expect(seen.missing).toEqual([]);
  expect(seen.broken).toEqual([]);
  expect(auditFolder(out)).toEqual([]);
  expect(existsSync(out)).toBe(true);
});

test('two folders change places without a moment in which one is missing', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  for (const each of [one, other]) mkdirSync(each);
  writeFileSync(join(one, 'old'), '');
  const { said, ended, child } = inChild(`
    import { exchange } from ${JSON.stringify(join(PROJECT, 'src/publish/exchange.ts'))};
    const [one, other] = ${JSON.stringify([one, other])};
    for (let i = 0; i < 3000; i++) exchange(one, other, one + '-aside');`);
  let [looks, missing] = [0, 0];
  while (child.exitCode === null && child.signalCode === null) {
    for (let i = 0; i < 1000; i++) {
      looks++;
      if (!existsSync(one)) missing++;
    }
    await breath();
  }
  await ended;
  expect(said.errors).toBe('');
  expect(looks).toBeGreaterThan(1000);
  // Where the system cannot do it in one step there is such a moment.
  if (process.platform === 'linux' || process.platform === 'darwin') expect(missing).toBe(0);
  expect(readdirSync(folder).toSorted()).toEqual(['one', 'other']);
  expect(readdirSync(one)).toEqual(['old']);
});
