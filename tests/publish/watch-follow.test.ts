import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { watchFolders, type Occasion, type Verdict } from '../../src/publish/watch.ts';
import { temporaryFolder } from '../helpers/folders.ts';

interface Followed {
  folder: string;
  builds: Occasion[];
  told: number[];
  idle: () => number;
}

/** Follows a folder with builds that do nothing but take their time. */
function followFolder(
  build: (number: number) => Verdict | Promise<Verdict>,
  { today, poll = false }: { today?: () => string; poll?: boolean } = {},
): Followed {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.csv'), 'a');
  const builds: Occasion[] = [];
  const told: number[] = [];
  let idle = 0;
  const watching = watchFolders({
    followed: [{ folder, ignored: /^\./ }],
    poll,
    today,
    onIdle: () => idle++,
    onTrouble: () => {},
    build: async (occasion) => {
      const number = builds.push(occasion);
      const verdict = await build(number);
      return { verdict, tell: () => told.push(number) };
    },
  });
  onTestFinished(() => watching.close());
  return { folder, builds, told, idle: () => idle };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

describe.each([[false], [true]])('a folder is followed (looking at it again and again: %j)', (poll) => {
  test('what changes during a build is built exactly once after it', async () => {
    const finish = Promise.withResolvers<Verdict>();
    const followed = followFolder((number) => (number === 1 ? finish.promise : 'done'), { poll });
    await until(() => followed.builds.length === 1);
    for (let i = 0; i < 5; i++) {
      writeFileSync(join(followed.folder, 'a.csv'), `a${i}`);
      await delay(50);
    }
    finish.resolve('done');
    await until(() => followed.idle() === 1);
    expect(followed.builds.map(({ reason }) => reason)).toEqual(['start', 'change']);
    expect(followed.builds[1]?.changed).toEqual([join(followed.folder, 'a.csv')]);
    expect(followed.told).toEqual([1, 2]);
  });

  test('files below folders, and folders that come later', async () => {
    const followed = followFolder(() => 'done', { poll });
    await until(() => followed.idle() === 1);
    mkdirSync(join(followed.folder, 'organisations/2026'), { recursive: true });
    mkdirSync(join(followed.folder, '.git'));
    writeFileSync(join(followed.folder, 'organisations/2026/1.csv'), 'a');
    writeFileSync(join(followed.folder, '.git/index'), 'a');
    await until(() => followed.idle() === 2);
    expect(followed.builds[1]?.changed).toEqual([join(followed.folder, 'organisations/2026/1.csv')]);
  });
});

test('a folder that is not there yet is followed', async () => {
  const folder = join(temporaryFolder(), 'later/data');
  const builds: Occasion[] = [];
  const watching = watchFolders({
    followed: [{ folder, ignored: /^\./ }],
    poll: false,
    onIdle: () => {},
    onTrouble: () => {},
    build: async (occasion) => {
      builds.push(occasion);
      return { verdict: 'refused', tell: () => {} };
    },
  });
  onTestFinished(() => watching.close());
  await until(() => builds.length === 1);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.csv'), 'a');
  await until(() => builds.length === 2);
  expect(builds[1]?.changed).toContain(join(folder, 'a.csv'));
});

test('a new day is built by itself, once', async () => {
  let day = '2026-11-20';
  const followed = followFolder(() => 'done', { today: () => day, poll: true });
  await until(() => followed.idle() === 1);
  day = '2026-11-21';
  await until(() => followed.idle() === 2);
  await delay(2500);
  expect(followed.builds.map(({ reason }) => reason)).toEqual(['start', 'day']);
});

test('what failed for what is outside the data is tried again; other failures wait for a change', async () => {
  const followed = followFolder((number) => (number === 1 ? 'retry' : 'failed'));
  await until(() => followed.builds.length === 2 && followed.idle() === 2);
  expect(followed.builds.map(({ reason }) => reason)).toEqual(['start', 'retry']);
  writeFileSync(join(followed.folder, 'a.csv'), 'ab');
  await until(() => followed.builds.length === 3);
  expect(followed.builds[2]?.reason).toBe('change');
});

test('data that were refused while they were written are not told of', async () => {
  const followed = followFolder((number) => (number === 3 ? 'done' : 'refused'));
  await until(() => followed.idle() === 1);
  expect(followed.told).toEqual([1]);
  writeFileSync(join(followed.folder, 'a.csv'), 'ab');
  await until(() => followed.builds.length === 2);
  // The build has come to its end; the other half follows later than files are waited for.
  await delay(1000);
  expect(followed.told).toEqual([1]);
  writeFileSync(join(followed.folder, 'a.csv'), 'abc');
  await until(() => followed.idle() === 2);
  expect(followed.told).toEqual([1, 3]);
});
