import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WatchEvent } from '../../scripts/shared/follow.ts';
import { openOutput } from '../../src/publish/releases.ts';
import { buildFlags, PROJECT, run, start, type BuildFolders, type Running } from '../helpers/commands.ts';
import { tableText } from '../helpers/data-folder.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';

const ROWS = minimalTables(30).organisations!;
const GOOD = tableText('organisations', ROWS);

interface Watched {
  folders: BuildFolders;
  file: string;
  running: Running;
  events: () => WatchEvent[];
  /** Events of these kinds, so far. */
  all: <Kind extends WatchEvent['event']>(...kinds: Kind[]) => Extract<WatchEvent, { event: Kind }>[];
  /** Waits until there is nothing to do after so many builds or more. */
  idleAfter: (builds: number) => Promise<void>;
  until: (condition: () => boolean) => Promise<void>;
}

function makeFolders(): BuildFolders {
  const folder = temporaryFolder();
  const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'public/dist') };
  for (const name of ['data', 'content'] as const) mkdirSync(folders[name]);
  mkdirSync(join(folder, 'public'));
  writeFileSync(join(folders.data, 'organisations.csv'), GOOD);
  return folders;
}

function watchSite(folders = makeFolders(), ...flags: string[]): Watched {
  const running = start('watch', [...buildFlags(folders), '--json', ...flags]);
  onTestFinished(async () => {
    running.process.kill('SIGTERM');
    await running.ended;
  });
  const events = () => {
    const lines = running.said().split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as WatchEvent);
  };
  const all = <Kind extends WatchEvent['event']>(...kinds: Kind[]) =>
    events().filter(({ event }) => (kinds as string[]).includes(event)) as Extract<WatchEvent, { event: Kind }>[];
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      if (running.process.exitCode !== null) throw new Error(`It has ended:\n${running.said()}`);
      await delay(50);
    }
  };
  const idleAfter = (builds: number) =>
    until(() => all('build-started').length >= builds && events().at(-1)?.event === 'waiting');
  return { folders, file: join(folders.data, 'organisations.csv'), running, events, all, idleAfter, until };
}

/** `until` waits for words of its text. */
function watchAsPerson(folders: BuildFolders): { running: Running; until: (text: string) => Promise<void> } {
  const running = start('watch', buildFlags(folders));
  onTestFinished(async () => {
    running.process.kill('SIGTERM');
    await running.ended;
  });
  const until = async (text: string) => {
    while (!running.said().includes(text)) await delay(50);
  };
  return { running, until };
}

/** The last row says what it may not. */
function faulty(text: string): string {
  return text.replace(/正常(?!.*正常)/s, '不明');
}

/** Calls the one organisation another name, of the same length. */
function renamed(name: string): string {
  return GOOD.replace('甲乙丙丁1号研究会', name);
}

function servedText({ out }: BuildFolders): string {
  return readFileSync(join(out, `org/${ROWS[0]!['统一社会信用代码']}.html`), 'utf8');
}

describe('npm run watch', () => {
  test('a burst of writes makes one build or two, and tells of it in whole lines of JSON', async () => {
    const { folders, file, all, events, idleAfter } = watchSite();
    await idleAfter(1);
    expect(events()[0]).toEqual({ event: 'build-started', reason: 'start', changed: 0, files: [] });
    expect(all('published')).toMatchObject([{ number: 1, added: expect.any(Number), errors: 0 }]);
    expect(all('waiting')).toEqual([{ event: 'waiting', number: 1 }]);

    for (let i = 0; i < 50; i++) {
      writeFileSync(file, renamed(`甲乙丙丁改${i}号会`));
      if (i % 10 === 0) writeFileSync(join(folders.data, `former-names-${i}.csv.tmp`), 'x');
      await delay(15);
    }
    await idleAfter(2);
    expect(all('build-started').length).toBeLessThanOrEqual(3);
    expect(all('build-started')[1]).toEqual({ event: 'build-started', reason: 'change', changed: 1, files: [file] });
    expect(servedText(folders)).toContain('甲乙丙丁改49号会');
    const known = ['waiting', 'build-started', 'progress', 'published', 'unchanged'];
    expect(known).toEqual(expect.arrayContaining(events().map(({ event }) => event)));
    expect(all('progress').map(({ phase }) => phase)).toEqual(expect.arrayContaining(['read', 'render', 'publish']));
  });

  test('what changes during a build is built once after it', async () => {
    const { folders, file, all, idleAfter, until } = watchSite();
    await until(() => all('progress').length > 0);
    for (let i = 0; i < 5; i++) writeFileSync(file, renamed(`甲乙丙丁改${i}号会`));
    await idleAfter(2);
    expect(all('build-started').map(({ reason }) => reason)).toEqual(['start', 'change']);
    expect(servedText(folders)).toContain('甲乙丙丁改4号会');
  });

  test.each([[[]], [['--poll']]])('what lies beside the data makes no build %j', async (flags: string[]) => {
    const { folders, file, all, idleAfter } = watchSite(makeFolders(), ...flags);
    await idleAfter(1);
    const passing = [
      '~$名录.xlsx',
      '.~名录.csv',
      '.~lock.名录.ods#',
      '~WRL0001.tmp',
      'x.tmp',
      '.organisations.csv.swp',
    ];
    for (const name of passing) {
      writeFileSync(join(folders.data, name), 'x');
      writeFileSync(join(folders.content, name), 'x');
    }
    await delay(2000);
    for (const name of passing) unlinkSync(join(folders.data, name));
    // Whatever the names above had set off would be told before this.
    appendFileSync(file, '\n');
    await idleAfter(2);
    expect(all('build-started').slice(1)).toEqual([
      { event: 'build-started', reason: 'change', changed: 1, files: [file] },
    ]);
    expect(all('refused', 'failed')).toEqual([]);
  });

  test('a file that is written in two parts with a pause is not read in between', async () => {
    const { folders, file, all, idleAfter } = watchSite();
    await idleAfter(1);
    const bytes = Buffer.from(renamed('甲乙丙丁两半号会'));
    writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    await delay(1500);
    appendFileSync(file, bytes.subarray(bytes.length / 2));
    await idleAfter(2);
    expect(all('build-started')).toHaveLength(2);
    expect(all('refused')).toEqual([]);
    expect(servedText(folders)).toContain('甲乙丙丁两半号会');
  });

  test('a report on a file that was still being written is not given', async () => {
    const { folders, file, all, idleAfter, until } = watchSite();
    await idleAfter(1);
    // Longer than before though it is cut: nothing tells that it is not finished.
    const more = tableText('organisations', minimalTables(40).organisations!);
    writeFileSync(file, more.slice(0, more.length - 30).replace(/,[^,]*$/, ',"甲市'));
    await until(() => all('build-started').length === 2);
    writeFileSync(file, more);
    await idleAfter(3);
    expect(all('refused')).toEqual([]);
    expect(all('published').at(-1)).toMatchObject({ number: 2, errors: 0 });
    expect(readdirSync(join(folders.out, 'org')).length).toBeGreaterThanOrEqual(40);
  });

  test('folders that are replaced as a whole are followed', async () => {
    const { folders, file, idleAfter } = watchSite();
    const { data } = folders;
    await idleAfter(1);
    const copyWith = (folder: string, name: string) => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'organisations.csv'), renamed(name));
    };

    copyWith(`${data}.new`, '甲乙丙丁换一号会');
    renameSync(data, `${data}.old`);
    renameSync(`${data}.new`, data);
    await idleAfter(2);
    expect(servedText(folders)).toContain('甲乙丙丁换一号会');

    writeFileSync(file, renamed('甲乙丙丁换二号会'));
    await idleAfter(3);
    expect(servedText(folders)).toContain('甲乙丙丁换二号会');

    rmSync(data, { recursive: true });
    await delay(800);
    copyWith(data, '甲乙丙丁换三号会');
    await idleAfter(4);
    expect(servedText(folders)).toContain('甲乙丙丁换三号会');

    copyWith(`${data}.linked`, '甲乙丙丁换四号会');
    cpSync(`${data}.linked`, `${data}.other`, { recursive: true });
    rmSync(data, { recursive: true });
    symlinkSync(`${data}.linked`, data);
    await idleAfter(5);
    expect(servedText(folders)).toContain('甲乙丙丁换四号会');

    writeFileSync(join(`${data}.other`, 'organisations.csv'), renamed('甲乙丙丁换五号会'));
    symlinkSync(`${data}.other`, `${data}.link`);
    renameSync(`${data}.link`, data);
    await idleAfter(6);
    expect(servedText(folders)).toContain('甲乙丙丁换五号会');

    writeFileSync(file, renamed('甲乙丙丁换六号会'));
    await idleAfter(7);
    expect(servedText(folders)).toContain('甲乙丙丁换六号会');
  });

  test('bad data leave the last release, and are told of once; good data are built again', async () => {
    const { folders, file, all, idleAfter } = watchSite();
    await idleAfter(1);
    writeFileSync(file, GOOD.replace('社会组织名称', '没有人认识的表头'));
    await idleAfter(2);
    expect(all('refused')).toMatchObject([{ reasons: [{ code: 'missing-required-column', count: 1 }] }]);
    expect(all('waiting').at(-1)).toEqual({ event: 'waiting', number: 1 });
    expect(servedText(folders)).toContain('甲乙丙丁1号研究会');

    writeFileSync(file, tableText('organisations', ROWS.slice(0, 5)));
    await idleAfter(3);
    expect(all('refused')[1]).toMatchObject({ reasons: [{ code: 'vanished', count: 1 }], accept: expect.any(String) });

    writeFileSync(file, renamed('甲乙丙丁又好了会'));
    await idleAfter(4);
    expect(servedText(folders)).toContain('甲乙丙丁又好了会');
  });

  test('says to a person the same thing only once', async () => {
    const folders = makeFolders();
    const file = join(folders.data, 'organisations.csv');
    writeFileSync(file, GOOD.replace('社会组织名称', '没有人认识的表头'));
    const { running, until } = watchAsPerson(folders);
    await until('变动时自动重建');
    expect(running.said()).toContain('还没有可以看的网站');
    appendFileSync(file, '\n');
    await until('检查结果和上次一样');
    expect(running.said().match(/missing-required-column/g)).toHaveLength(1);
  });

  test('says to a person what is new of a report', async () => {
    const folders = makeFolders();
    const file = join(folders.data, 'organisations.csv');
    writeFileSync(file, faulty(GOOD));
    const { running, until } = watchAsPerson(folders);
    await until('变动时自动重建');
    expect(running.said()).toContain('bad-choice');
    writeFileSync(file, faulty(renamed('甲乙丙丁又好了会')));
    await until('第2版');
    expect(running.said()).toMatch(/和上次一样的\d段不再列出[\s\S]*改动1/);
    expect(running.said().match(/bad-choice/g)).toHaveLength(1);
  });

  test('while another publishes to the same folder it says who, and comes to it by itself', async () => {
    const folders = makeFolders();
    const other = openOutput(folders.out);
    onTestFinished(() => other.close());
    const { all, idleAfter, until } = watchSite(folders);
    await until(() => all('failed').length > 0);
    expect(all('failed')).toMatchObject([
      { cause: 'outside', message: expect.stringContaining(`进程号${process.pid}`) },
    ]);
    other.close();
    await idleAfter(2);
    expect(all('build-started').map(({ reason }) => reason)).toEqual(['start', 'retry']);
    expect(all('published')).toMatchObject([{ number: 1 }]);
  });

  test('two that follow the same data publish one release after the other', async () => {
    const first = watchSite();
    const second = watchSite(first.folders);
    for (const { all, until } of [first, second]) await until(() => all('published', 'unchanged').length > 0);
    writeFileSync(first.file, renamed('甲乙丙丁两个看会'));
    for (const { all, until } of [first, second]) await until(() => all('published', 'unchanged').length > 1);
    expect([...first.all('published'), ...second.all('published')].map(({ number }) => number).toSorted()).toEqual([
      1, 2,
    ]);
    expect(servedText(first.folders)).toContain('甲乙丙丁两个看会');
    expect([...first.all('failed'), ...second.all('failed')].every(({ cause }) => cause === 'outside')).toBe(true);
  });

  test('a build that is killed leaves the release, and the next change is built', async () => {
    const { folders, file, running, all, idleAfter, until } = watchSite();
    await idleAfter(1);
    writeFileSync(file, renamed('甲乙丙丁杀一号会'));
    await until(() => all('build-started').length === 2 && descendantsOf(running.process.pid!).length > 0);
    for (const pid of descendantsOf(running.process.pid!)) process.kill(pid, 'SIGKILL');
    await idleAfter(2);
    expect(all('failed')).toEqual([{ event: 'failed', cause: 'killed', message: 'SIGKILL' }]);
    expect(servedText(folders)).toContain('甲乙丙丁1号研究会');
    writeFileSync(file, renamed('甲乙丙丁杀二号会'));
    await idleAfter(3);
    expect(servedText(folders)).toContain('甲乙丙丁杀二号会');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s during a build ends both and leaves nothing', async (signal) => {
    const { folders, running, all, until } = watchSite();
    await until(() => all('progress').length > 1);
    const family = descendantsOf(running.process.pid!);
    expect(family.length).toBeGreaterThan(0);
    running.process.kill(signal);
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n').at(-1)).toBe('{"event":"stopped"}');
    expect(family.filter(isAlive)).toEqual([]);
    expect(readdirSync(join(folders.out, '..')).filter((name) => name !== 'dist')).toEqual([]);
  });

  test('a build ends when the one that started it is killed', async () => {
    const { folders, running, all, until } = watchSite();
    await until(() => all('progress').length > 1);
    const family = descendantsOf(running.process.pid!);
    running.process.kill('SIGKILL');
    await running.ended.catch(() => {});
    while (family.some(isAlive)) await delay(50);
    expect(readdirSync(join(folders.out, '..')).filter((name) => name !== 'dist')).toEqual([]);
  });

  test('says with 2 what it cannot do', async () => {
    for (const flags of [['--as-of', '2026-02-30'], ['--brake', 'x'], ['--no-such-flag']]) {
      const { code, stderr } = await run('watch', flags);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    const folders = makeFolders();
    mkdirSync(folders.out);
    writeFileSync(join(folders.out, 'mine.txt'), 'x');
    const { code, stdout } = await run('watch', [...buildFlags(folders), '--json']);
    expect(code).toBe(2);
    expect(stdout).toContain('"cause":"misuse"');
    expect(existsSync(join(folders.out, 'mine.txt'))).toBe(true);
  });
});

type EventName = WatchEvent['event'];
type Fields<Named extends EventName> = Exclude<keyof Extract<WatchEvent, { event: Named }>, 'event'>;

const NUMBERS: Record<Fields<'published'>, true> = {
  number: true,
  pages: true,
  rendered: true,
  added: true,
  changed: true,
  deleted: true,
  errors: true,
  warnings: true,
};

/** With a field too many or too few this does not compile. */
const FIELDS: { [Named in EventName]: Record<Fields<Named>, true> } = {
  waiting: { number: true, url: true },
  'build-started': { reason: true, changed: true, files: true },
  progress: { phase: true, done: true, total: true },
  published: NUMBERS,
  unchanged: NUMBERS,
  refused: { reasons: true, errors: true, warnings: true, accept: true },
  failed: { cause: true, message: true },
  stopped: {},
};

test('the document has every event with its fields', () => {
  const rows = readFileSync(join(PROJECT, 'docs/deployment.md'), 'utf8').matchAll(
    /^\| `([a-z-]+)` +\| (the same|[^|]*?) +\|/gm,
  );
  const told = [...rows].map(([, event, fields]) => [event, fields]);
  const expected = Object.entries(FIELDS).map(([event, fields]) => [
    event,
    event === 'unchanged'
      ? 'the same'
      : expect.toSatisfy((text: string) => namesIn(text).join() === Object.keys(fields).join()),
  ]);
  expect(told).toEqual(expected);
});

function namesIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name!).filter((name) => name !== 'start');
}

/** Processes that this one has started, and what they have; empty where the system does not tell. */
function descendantsOf(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state !== 'Z') parents.set(Number(name), Number(parent));
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = new Set([pid]);
  for (const each of found) for (const [child, parent] of parents) if (parent === each) found.add(child);
  found.delete(pid);
  return [...found];
}

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
