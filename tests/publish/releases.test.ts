import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { PublishError } from '../../src/publish/error.ts';
import { exchange } from '../../src/publish/exchange.ts';
import { findHome } from '../../src/publish/home.ts';
import { compareManifests, compareManifestsOf, digestOfManifest, parseManifest } from '../../src/publish/manifest.ts';
import { openOutput } from '../../src/publish/releases.ts';
import { listReleases, rollBack } from '../../src/publish/roll-back.ts';
import { lookAtOutput } from '../../src/publish/served.ts';
import { MANY_FILES } from '../../src/publish/spare.ts';
import { PROJECT, run } from '../helpers/commands.ts';
import { errorOnFullDisk, killedAt } from '../helpers/faults.ts';
import { filesIn, temporaryFolder } from '../helpers/folders.ts';
import { digestOf, HOME, INFO, publishFiles, writeFiles, type Files } from '../helpers/releases.ts';
import { smallDisks } from '../helpers/small-disk.ts';

const LOCK = '.dist.minglu-lock';
const CHECKER = 'sha256sum';
/** No process has this id: it is above the largest that Linux gives. */
const NO_PROCESS = 2 ** 22 + 1;

let homes = new Set<string>();

afterEach(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
  homes = new Set();
});

function newOut(): string {
  return join(temporaryFolder(), 'dist');
}

/** What is remembered for an output folder; goes with the test. */
function homeOf(out: string): string {
  const output = openOutput(out);
  output.close();
  homes.add(output.home);
  return output.home;
}

/** The files of a release, read from its tree; fails when the tree does not agree with its own manifest, or has empty folders. */
function readTree(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const parents = new Set(entries.map(({ parentPath }) => parentPath));
  const empty = entries.filter((entry) => entry.isDirectory() && !parents.has(join(entry.parentPath, entry.name)));
  expect(empty.map(({ name }) => name)).toEqual([]);
  const paths = filesIn(folder).filter((path) => path !== 'SHA256SUMS' && path !== 'release.json');
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
  const lines = Object.entries(files).map(([path, content]) => `${digestOf(content)}  ${path}\n`);
  expect(sums).toBe(lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join(''));
  expect(JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')).manifest.sha256).toBe(digestOf(sums));
  return files;
}

function numberOf(folder: string): number {
  return JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')).number;
}

function kept(home: string): Map<number, Files> {
  const folder = join(home, 'kept');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) expect(String(numberOf(join(folder, name)))).toBe(name);
  return new Map(names.map((name) => [Number(name), readTree(join(folder, name))]));
}

/** Without an output folder its home may be forgotten by any build beside this one. */
function namesIn(home: string): string[] {
  try {
    return readdirSync(home);
  } catch {
    return [];
  }
}

/** Nothing lies about that only a running build needs. */
function expectTidy(out: string, home: string, isSpareWhole = true): void {
  expect(readdirSync(dirname(out))).toEqual(existsSync(out) ? ['dist'] : []);
  expect(HOME).toEqual(expect.arrayContaining(namesIn(home)));
  if (isSpareWhole && existsSync(join(home, 'spare'))) readTree(join(home, 'spare'));
}

function errorOf(action: () => void): PublishError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(PublishError);
    return error as PublishError;
  }
  throw new Error('Nothing was thrown.');
}

describe('a release', () => {
  const more: Files = { 'm/1.html': '1', 'm/2.html': '2', 'm/3.html': '3' };

  test('is made of the staged files and of those that are kept', () => {
    const out = newOut();
    expect(publishFiles(out, { ...more, 'a.html': 'a', 'b/c.html': 'c', 'd.html': 'd' })).toEqual({
      number: 1,
      digest: digestOf(readFileSync(join(out, 'SHA256SUMS'), 'utf8')),
      isNew: true,
      added: ['a.html', 'b/c.html', 'd.html', 'm/1.html', 'm/2.html', 'm/3.html'],
      changed: [],
      deleted: [],
    });
    expect(publishFiles(out, { ...more, 'a.html': 'A', 'd.html': 'd', 'e/f.html': 'f' })).toMatchObject({
      number: 2,
      isNew: true,
      added: ['e/f.html'],
      changed: ['a.html'],
      deleted: ['b/c.html'],
    });
    expect(readTree(out)).toEqual({ ...more, 'a.html': 'A', 'd.html': 'd', 'e/f.html': 'f' });
    expectTidy(out, homeOf(out));
  });

  test('can be checked with the tool that every Linux has', () => {
    const out = newOut();
    publishFiles(out, { 'a b.html': 'a', 'Ä/文件.html': 'c', 'z.html': 'z', 'Ä/￿.html': 'd', 'Ä/😀.html': 'e' });
    let isThere = true;
    try {
      execFileSync(CHECKER, ['--version'], { stdio: 'ignore' });
    } catch {
      isThere = false;
    }
    if (isThere) execFileSync(CHECKER, ['--strict', '--quiet', '-c', 'SHA256SUMS'], { cwd: out });
    const next = { 'a b.html': 'a', 'Ä/文件.html': 'C', 'Ä/￿.html': 'd', 'Ä/😀.html': 'e', 'Ä/新.html': 'n' };
    publishFiles(out, next);
    expect(readTree(out)).toEqual(next);
  });

  test('that is the same as before is none', () => {
    const out = newOut();
    const first = publishFiles(out, { 'a.html': 'a' });
    const before = statSync(out).ino;
    const empty = { added: [], changed: [], deleted: [] };
    expect(publishFiles(out, { 'a.html': 'a' })).toEqual({ ...first, ...empty, isNew: false });
    expect(publishFiles(out, { 'a.html': 'a' }, { again: ['a.html'] })).toEqual({ ...first, ...empty, isNew: false });
    expect(statSync(out).ino).toBe(before);
    expect(readdirSync(homeOf(out))).not.toContain('kept');
  });

  test('is a new one when it is of another day or of other counts', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    expect(publishFiles(out, { 'a.html': 'a' }, { info: { ...INFO, asOf: '2026-11-21' } })).toMatchObject({
      number: 2,
      isNew: true,
      changed: [],
    });
    const info = { ...INFO, asOf: '2026-11-21', counts: { organisations: { published: 3 } } };
    expect(publishFiles(out, { 'a.html': 'a' }, { info })).toMatchObject({ number: 3, isNew: true });
    expect(JSON.parse(readFileSync(join(out, 'release.json'), 'utf8'))).toMatchObject({
      number: 3,
      asOf: '2026-11-21',
      published: { organisations: 3 },
    });
  });

  test.each(['spare', 'no spare'])('keeps the dates of what has not changed (%s)', (how) => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' });
    const then = new Date('2020-01-01T00:00:00Z');
    for (const path of ['a.html', 'b.html', 'c.html']) utimesSync(join(out, path), then, then);
    if (how === 'no spare') rmSync(homeOf(out), { recursive: true });
    publishFiles(out, { 'a.html': 'a', 'b.html': 'b', 'c.html': 'C' }, { again: ['b.html'] });
    expect(statSync(join(out, 'a.html')).mtime).toEqual(then);
    expect(statSync(join(out, 'b.html')).mtime).toEqual(then);
    expect(statSync(join(out, 'c.html')).mtime).not.toEqual(then);
  });

  test('mends a file that somebody wrote into, when it is staged again', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' });
    writeFileSync(join(out, 'a.html'), 'x');
    expect(publishFiles(out, { 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' }, { again: ['a.html'] })).toMatchObject({
      isNew: true,
      changed: ['a.html'],
    });
    expect(readTree(out)).toEqual({ 'a.html': 'a', 'b.html': 'b', 'c.html': 'c' });
  });

  test.each([
    ['an empty file', (staging: string) => writeFileSync(join(staging, 'a.html'), '')],
    ['a link', (staging: string) => symlinkSync('/etc/hostname', join(staging, 'a.html'))],
    ['a name that the manifest cannot tell', (staging: string) => writeFileSync(join(staging, 'a\nb'), 'a')],
    ['a manifest of its own', (staging: string) => writeFileSync(join(staging, 'SHA256SUMS'), 'a')],
  ])('is refused with %s', (_, fill) => {
    const out = newOut();
    publishFiles(out, { 'b.html': 'b' });
    const output = openOutput(out);
    fill(output.staging);
    expect(errorOf(() => output.publish({ kept: ['b.html'], info: INFO })).suggestion).toContain('原来的网站没有变动');
    output.close();
    expect(readTree(out)).toEqual({ 'b.html': 'b' });
    expectTidy(out, homeOf(out));
  });

  test('keeps nothing that is not there', () => {
    const out = newOut();
    publishFiles(out, { 'b.html': 'b' });
    const output = openOutput(out);
    expect(() => output.publish({ kept: ['b.html', 'c.html'], info: INFO })).toThrow('c.html');
    output.close();
    expect(readTree(out)).toEqual({ 'b.html': 'b' });
  });

  test('lacks no file that was written for it', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    const output = openOutput(out);
    homes.add(output.home);
    writeFiles(output.staging, { 'b.html': 'b' });
    // Somebody deletes one of the two before they are brought in.
    const digests = new Map(['b', 'c'].map((name) => [`${name}.html`, digestOf(name)]));
    const error = errorOf(() => output.publish({ kept: ['a.html'], digests, info: INFO }));
    expect(error.message).toContain('c.html');
    output.close();
    expect(readTree(out)).toEqual({ 'a.html': 'a' });
  });

  test('turns files into folders and folders into files', () => {
    const out = newOut();
    for (const files of [
      { a: '1', 'b/c': '2' },
      { 'a/d': '3', b: '4' },
      { a: '1', 'b/c': '2' },
      { 'a/d/e': '5', b: '4' },
    ]) {
      publishFiles(out, files as unknown as Files, { keep: 0 });
      expect(readTree(out)).toEqual(files);
    }
  });
});

describe('an output folder', () => {
  test('with files of somebody else is refused, and they stay', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    writeFiles(out, { 'notes/mine.txt': 'm' });
    const error = errorOf(() => openOutput(out));
    expect(error.misuse).toBe(true);
    expect(error.message).toContain('notes/mine.txt');
    expect(readdirSync(dirname(out))).toEqual(['dist']);
    const other = join(temporaryFolder(), 'dist');
    writeFiles(other, { 'thesis.docx': 't' });
    expect(errorOf(() => openOutput(other)).misuse).toBe(true);
    expect(readFileSync(join(other, 'thesis.docx'), 'utf8')).toBe('t');
    expect(existsSync(findHome(other))).toBe(false);
  });

  test('into which somebody puts a file while a release is made is left as it is', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a', 'b/b.html': 'b' });
    const output = openOutput(out);
    writeFiles(output.staging, { 'a.html': 'A' });
    writeFiles(out, { 'b/mine.txt': 'm' });
    expect(errorOf(() => output.publish({ kept: ['b/b.html'], info: INFO })).message).toContain('b/mine.txt');
    output.close();
    rmSync(join(out, 'b/mine.txt'));
    expect(readTree(out)).toEqual({ 'a.html': 'a', 'b/b.html': 'b' });
    expectTidy(out, homeOf(out));
  });

  test('that is a file is refused', () => {
    const out = newOut();
    writeFileSync(out, 'x');
    expect(errorOf(() => openOutput(out)).misuse).toBe(true);
  });

  test('that is empty is taken', () => {
    const out = newOut();
    mkdirSync(join(out, 'empty'), { recursive: true });
    publishFiles(out, { 'a.html': 'a' });
    expect(readTree(out)).toEqual({ 'a.html': 'a' });
    expectTidy(out, homeOf(out));
  });

  test('that is a link to a folder has that folder exchanged', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'dist'));
    publishFiles(join(folder, 'dist'), { 'a.html': 'a' });
    publishFiles(join(folder, 'dist'), { 'a.html': 'b' });
    expect(readTree(join(folder, 'real'))).toEqual({ 'a.html': 'b' });
    expect(readdirSync(folder)).toEqual(['dist', 'real']);
  });

  test.each(['a file is gone', 'the manifest is not the one that was published'])(
    'in which %s is built upon no more',
    (what) => {
      const out = newOut();
      publishFiles(out, { 'a.html': 'a', 'b.html': 'b' });
      if (what === 'a file is gone') rmSync(join(out, 'b.html'));
      else appendFileSync(join(out, 'SHA256SUMS'), `${'0'.repeat(64)}  c.html\n`);
      const output = openOutput(out);
      expect(output.current).toBeUndefined();
      expect(output.damage).toEqual(what === 'a file is gone' ? ['b.html'] : ['SHA256SUMS']);
      output.close();
      expect(publishFiles(out, { 'a.html': 'a', 'b.html': 'b' }).number).toBe(2);
      expect(readTree(out)).toEqual({ 'a.html': 'a', 'b.html': 'b' });
      expect([...kept(homeOf(out)).keys()]).toEqual([]);
    },
  );

  test('goes on from its own files when what was remembered is gone', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    publishFiles(out, { 'a.html': 'b' });
    rmSync(homeOf(out), { recursive: true });
    expect(publishFiles(out, { 'a.html': 'b', 'c.html': 'c' })).toMatchObject({ number: 3, added: ['c.html'] });
    expect(listReleases(out).map(({ number }) => number)).toEqual([3, 2]);
  });

  test.each([
    ['it', (out: string) => rmSync(out, { recursive: true })],
    ['all around it', (out: string) => rmSync(dirname(out), { recursive: true })],
  ])('is forgotten by the next build of another one when %s is gone', (_, remove) => {
    const [out, other] = [newOut(), newOut()];
    publishFiles(out, { 'a.html': 'a' });
    publishFiles(out, { 'a.html': 'b' });
    const home = homeOf(out);
    homeOf(other);
    expect(existsSync(home)).toBe(true);
    remove(out);
    homeOf(other);
    expect(existsSync(home)).toBe(false);
  });

  test.each([
    ['somebody builds it', (out: string) => writeFileSync(join(dirname(out), LOCK), '')],
    ['it stands between two renames', (out: string, home: string) => renameSync(out, join(home, 'aside'))],
  ])('is not forgotten while %s', (_, prepare) => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    const home = homeOf(out);
    prepare(out, home);
    rmSync(out, { recursive: true, force: true });
    homeOf(newOut());
    expect(existsSync(home)).toBe(true);
  });

  test('is closed when the process ends without closing it', async () => {
    const out = newOut();
    const home = homeOf(out);
    const script = `import { openOutput } from ${JSON.stringify(join(PROJECT, 'src/publish/releases.ts'))};
      process.once('SIGTERM', () => process.exit(130));
      openOutput(${JSON.stringify(out)});
      console.log('open');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => {
      child.stdout.once('data', resolve);
    });
    expect(readdirSync(dirname(out))).toEqual([LOCK]);
    child.kill('SIGTERM');
    await new Promise((resolve) => {
      child.once('exit', resolve);
    });
    expect(readdirSync(dirname(out))).toEqual([]);
    expect(['output']).toEqual(expect.arrayContaining(namesIn(home)));
  });

  test('may be closed again, and when nothing was published', () => {
    const out = newOut();
    const output = openOutput(out);
    writeFiles(output.staging, { 'a.html': 'a' });
    output.close();
    output.close();
    expect(() => output.publish({ kept: [], info: INFO })).toThrow('closed');
    expectTidy(out, homeOf(out));
    expect(existsSync(out)).toBe(false);
  });
});

describe('the spare', () => {
  const files: Files = { 'a.html': 'a', 'b/b.html': 'b', 'c.html': 'c', 'd.html': 'd', 'e.html': 'e' };

  test('becomes the next release: what has not changed is not touched', () => {
    const out = newOut();
    publishFiles(out, files);
    const spare = statSync(join(homeOf(out), 'spare')).ino;
    publishFiles(out, { ...files, 'a.html': 'A' });
    expect(statSync(out).ino).toBe(spare);
    expect(readTree(out)).toEqual({ ...files, 'a.html': 'A' });
  });

  test('is the tree of the release that is one too many', () => {
    const out = newOut();
    publishFiles(out, files, { keep: 1 });
    const first = statSync(out).ino;
    publishFiles(out, { ...files, 'a.html': '2' }, { keep: 1 });
    rmSync(join(homeOf(out), 'spare'), { recursive: true });
    publishFiles(out, { ...files, 'a.html': '3' }, { keep: 1 });
    expect(statSync(join(homeOf(out), 'spare')).ino).toBe(first);
    expect([...kept(homeOf(out)).keys()]).toEqual([2]);
  });

  test('is not a former release that somebody has changed', () => {
    const out = newOut();
    for (const a of ['1', '2', '3']) publishFiles(out, { ...files, 'a.html': a }, { keep: 2 });
    rewrite(join(homeOf(out), 'kept/1/d.html'), () => 'tampered');
    for (const a of ['4', '5', '6', '7']) {
      publishFiles(out, { ...files, 'a.html': a }, { keep: 2 });
      expect(readTree(out)).toEqual({ ...files, 'a.html': a });
    }
  });

  test('of a large tree is made while the next release is prepared', () => {
    const out = newOut();
    const spare = join(homeOf(out), 'spare');
    const many = Object.fromEntries(Array.from({ length: MANY_FILES }, (_, i) => [`${i % 7}/${i}.html`, `${i}`]));
    publishFiles(out, many);
    expect(existsSync(spare)).toBe(false);
    // Called off: nothing is published.
    openOutput(out).close();
    expectTidy(out, homeOf(out), false);
    expect(publishFiles(out, many).isNew).toBe(false);
    const { ino } = statSync(spare);
    publishFiles(out, { ...many, '0/0.html': 'changed' });
    expect(statSync(out).ino).toBe(ino);
    publishFiles(out, { ...many, '0/0.html': 'again' });
    expect(readTree(out)).toEqual({ ...many, '0/0.html': 'again' });
    expect(listReleases(out).map(({ number }) => number)).toEqual([3, 2, 1]);
    expectTidy(out, homeOf(out), false);
  });

  test.each([
    ['has a file too few', (spare: string) => rmSync(join(spare, 'd.html'))],
    ['has a file too many', (spare: string) => writeFileSync(join(spare, 'x.html'), 'x')],
    ['has a file in a new folder', (spare: string) => writeFiles(spare, { 'x/x.html': 'x' })],
    ['lacks what must go', (spare: string) => rmSync(join(spare, 'c.html'))],
    ['has another file in the place of one', (spare: string) => rewrite(join(spare, 'd.html'), () => 'tampered')],
    ['has one in a folder', (spare: string) => rewrite(join(spare, 'b/b.html'), () => 'tampered')],
    [
      'has a link for a file',
      (spare: string) => (unlinkSync(join(spare, 'd.html')), symlinkSync('c.html', join(spare, 'd.html'))),
    ],
    [
      'has another manifest',
      (spare: string) => rewrite(join(spare, 'SHA256SUMS'), (text) => text.replace('d.html', 'f.html')),
    ],
    ['has no manifest', (spare: string) => rmSync(join(spare, 'SHA256SUMS'))],
    ['has no release', (spare: string) => rmSync(join(spare, 'release.json'))],
  ])('that %s is made anew', (_, damage) => {
    const out = newOut();
    publishFiles(out, files);
    const spare = join(homeOf(out), 'spare');
    damage(spare);
    const next = { 'a.html': 'A', 'b/b.html': 'b', 'd.html': 'd', 'e.html': 'e' };
    publishFiles(out, next);
    expect(readTree(out)).toEqual(next);
    expectTidy(out, homeOf(out));
    publishFiles(out, files);
    expect(readTree(out)).toEqual(files);
  });

  test.each(['is gone', 'lacks a file'])('is not used when what was served %s', (what) => {
    const out = newOut();
    publishFiles(out, files);
    // The spare has this file in common with the release.
    writeFileSync(join(out, 'e.html'), 'tampered');
    rmSync(what === 'is gone' ? out : join(out, 'a.html'), { recursive: true });
    publishFiles(out, files);
    expect(readTree(out)).toEqual(files);
    publishFiles(out, { ...files, 'a.html': 'A' });
    expect(readTree(out)).toEqual({ ...files, 'a.html': 'A' });
  });
});

/** Replaces a file with a new one: what other trees have in common with it stays. */
function rewrite(file: string, change: (text: string) => string): void {
  const text = change(readFileSync(file, 'utf8'));
  unlinkSync(file);
  writeFileSync(file, text);
}

describe('what a release says of itself', () => {
  test.each(['', '{"generator":"minglu","num', 'null'])('is put back when release.json says %o', (text) => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    const was = readFileSync(join(out, 'release.json'), 'utf8');
    rewrite(join(out, 'release.json'), () => text);
    homeOf(out);
    expect(readFileSync(join(out, 'release.json'), 'utf8')).toBe(was);
    rewrite(join(out, 'release.json'), () => text);
    expect(publishFiles(out, { 'a.html': 'b' }).number).toBe(2);
    rewrite(join(out, 'release.json'), () => text);
    expect(rollBack(out).number).toBe(1);
  });

  test('is put back when release.json is gone', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a' });
    const was = readFileSync(join(out, 'release.json'), 'utf8');
    rmSync(join(out, 'release.json'));
    homeOf(out);
    expect(readFileSync(join(out, 'release.json'), 'utf8')).toBe(was);
  });

  test.each([
    ['gone', (file: string) => rmSync(file)],
    ['cut off', (file: string) => truncateSync(file, 70)],
  ])('is made anew with all files when the manifest is %s', (_, damage) => {
    const out = newOut();
    const all = [1, 2, 3].map((n) => ({ 'a.html': `a${n}`, 'b.html': 'b' }));
    for (const files of all) publishFiles(out, files);
    const home = homeOf(out);
    damage(join(out, 'SHA256SUMS'));
    const output = openOutput(out);
    expect(output).toMatchObject({ current: undefined, damage: ['SHA256SUMS'] });
    output.close();
    expect(publishFiles(out, all[2]!).number).toBe(4);
    expect(readTree(out)).toEqual(all[2]);
    expect([...kept(home).keys()].toSorted()).toEqual([1, 2]);
    damage(join(out, 'SHA256SUMS'));
    writeFileSync(join(out, 'mine.txt'), '');
    expect(errorOf(() => openOutput(out))).toMatchObject({
      misuse: true,
      message: expect.stringContaining('mine.txt'),
    });
    rmSync(join(out, 'mine.txt'));
    expect(rollBack(out).number).toBe(2);
    expect(publishFiles(out, { 'a.html': 'new' }).number).toBe(5);
  });

  test('stays when the process was killed before it was remembered', () => {
    const out = newOut();
    const files = { 'a.html': 'a' };
    publishFiles(out, files);
    const home = homeOf(out);
    const was = readFileSync(join(home, 'release.json'));
    expect(publishFiles(out, files, { info: { ...INFO, asOf: '2026-11-21' } }).number).toBe(2);
    writeFileSync(join(home, 'release.json'), was);
    homeOf(out);
    expect(numberOf(out)).toBe(2);
    expect([...kept(home).keys()]).toEqual([1]);
    expect(rollBack(out).number).toBe(1);
  });

  test('is put back when another release.json stands there: no release goes', () => {
    const out = newOut();
    const all = [1, 2, 3].map((n) => ({ 'a.html': `a${n}`, 'b.html': 'b' }));
    for (const files of all) publishFiles(out, files);
    const home = homeOf(out);
    rewrite(join(out, 'release.json'), () => readFileSync(join(home, 'kept/2/release.json'), 'utf8'));
    expect(publishFiles(out, { 'a.html': 'a4' }).number).toBe(4);
    expect([...kept(home).keys()].toSorted()).toEqual([1, 2, 3]);
    expect(rollBack(out).number).toBe(3);
  });

  test.each([
    ['release.json', () => 'null', '不知道公布的是哪一版'],
    ['release.json', undefined, '不知道公布的是哪一版'],
    ['SHA256SUMS', (text: string) => text.slice(0, 70), '认不出哪些文件是本程序生成的'],
    ['SHA256SUMS', undefined, '认不出哪些文件是本程序生成的'],
  ] as const)('is missed where nobody remembers it, and nothing is touched (%s, %s)', (name, damage, what) => {
    const out = newOut();
    publishFiles(out, { 'a.html': 'a', 'b.html': 'b' });
    rmSync(homeOf(out), { recursive: true });
    if (damage === undefined) rmSync(join(out, name));
    else rewrite(join(out, name), damage);
    const before = filesIn(out);
    const looking = name === 'release.json' ? [() => lookAtOutput(out)] : [];
    for (const action of [() => publishFiles(out, { 'a.html': 'b' }), () => rollBack(out), ...looking])
      expect(errorOf(action)).toMatchObject({ message: `${join(out, name)} 已经损坏或不见了，${what}`, misuse: false });
    expect(filesIn(out)).toEqual(before);
    homeOf(newOut());
  });
});

test('an output folder that cannot be is refused in words', () => {
  const folder = temporaryFolder();
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, '.locked.minglu-lock'));
  symlinkSync(join(folder, 'nowhere'), join(folder, '.astray.minglu-lock'));
  // Node's own way of making folders never ends there.
  const places = ['link', 'link/dist', 'file', 'file/dist', 'locked', 'astray', 'x'.repeat(300)].map((name) =>
    join(folder, name),
  );
  for (const out of [...places, ...(existsSync('/proc/self') ? ['/proc/nothing/dist'] : [])])
    expect(
      errorOf(() => openOutput(out)),
      out,
    ).toMatchObject({ misuse: true });
  expect(readdirSync(folder).toSorted()).toEqual(['.astray.minglu-lock', '.locked.minglu-lock', 'file', 'link']);
});

test('who may read the served folder stays as it was set', () => {
  const out = newOut();
  publishFiles(out, { 'a.html': 'a' });
  chmodSync(out, 0o2750);
  publishFiles(out, { 'a.html': 'b' });
  expect(statSync(out).mode & 0o7777).toBe(0o2750);
  rollBack(out);
  expect(statSync(out).mode & 0o7777).toBe(0o2750);
  homeOf(out);
});

describe('going back', () => {
  function threeReleases(): { out: string; home: string; all: Files[] } {
    const out = newOut();
    const all = [1, 2, 3].map((n) => ({ 'a.html': `a${n}`, 'same.html': 's', [`only/${n}.html`]: `${n}` }));
    for (const files of all) publishFiles(out, files);
    return { out, home: homeOf(out), all };
  }

  test('serves the release before, and the one that was served is kept', () => {
    const { out, home, all } = threeReleases();
    expect(rollBack(out)).toMatchObject({ number: 2, isServed: true });
    expect(readTree(out)).toEqual(all[1]);
    expect(kept(home)).toEqual(
      new Map([
        [1, all[0]],
        [3, all[2]],
      ]),
    );
    expect(rollBack(out)).toMatchObject({ number: 1 });
    expect(errorOf(() => rollBack(out)).misuse).toBe(false);
    expect(rollBack(out, 3)).toMatchObject({ number: 3 });
    expect(rollBack(out, 3)).toMatchObject({ number: 3 });
    expect(readTree(out)).toEqual(all[2]);
    expectTidy(out, home);
  });

  test('is no number used twice: the next release has a new one', () => {
    const { out, home, all } = threeReleases();
    rollBack(out, 1);
    expect(publishFiles(out, { 'a.html': 'new' }).number).toBe(4);
    expect(kept(home)).toEqual(
      new Map([
        [1, all[0]],
        [2, all[1]],
        [3, all[2]],
      ]),
    );
  });

  test('a release that somebody went back from is not the one before, however many are kept', () => {
    const { out, home, all } = threeReleases();
    rollBack(out, 1);
    for (const n of [4, 5]) publishFiles(out, { 'a.html': `a${n}` }, { keep: 2 });
    expect([...kept(home).keys()].toSorted()).toEqual([1, 4]);
    expect([rollBack(out).number, rollBack(out).number]).toEqual([4, 1]);
    expect(readTree(out)).toEqual(all[0]);
    expect(errorOf(() => rollBack(out)).message).toContain('没有可以退回的版本');
  });

  test('from a release that was made where a damaged or deleted one had been', () => {
    const { out } = threeReleases();
    rollBack(out, 1);
    publishFiles(out, { 'a.html': 'a4' });
    rmSync(join(out, 'a.html'));
    expect(publishFiles(out, { 'a.html': 'a5' }).number).toBe(5);
    expect(rollBack(out).number).toBe(1);
    publishFiles(out, { 'a.html': 'a6' });
    homeOf(out);
    writeFileSync(join(dirname(out), LOCK), '');
    rmSync(out, { recursive: true });
    expect(publishFiles(out, { 'a.html': 'a7' }).number).toBe(7);
    expect(rollBack(out).number).toBe(1);
    publishFiles(out, { 'a.html': 'a8' });
    expect(rollBack(out).number).toBe(1);
    rmSync(out, { recursive: true });
    expect(errorOf(() => rollBack(out)).message).toContain('没有可以退回的版本');
    expect(rollBack(out, 8).number).toBe(8);
  });

  test('is not guessed where what was noted is damaged', () => {
    const { out, home } = threeReleases();
    writeFileSync(join(home, 'former.json'), '{{{');
    const { message, suggestion } = errorOf(() => rollBack(out));
    expect(message).toContain('former.json');
    expect(suggestion).toContain('第2、1版');
    expect(rollBack(out, 1).number).toBe(1);
  });

  test('to a release whose release.json is damaged is refused, and it is not passed over', () => {
    const { out, home, all } = threeReleases();
    rewrite(join(home, 'kept/2/release.json'), (text) => text.slice(0, 50));
    expect(errorOf(() => rollBack(out)).message).toContain('第2版已经损坏');
    publishFiles(out, { 'a.html': 'a4' });
    expect(existsSync(join(home, 'kept/2'))).toBe(true);
    expect(rollBack(out, 1).number).toBe(1);
    expect(readTree(out)).toEqual(all[0]);
  });

  test('to a release that is damaged, or was not kept, is refused', () => {
    const { out, home, all } = threeReleases();
    rewrite(join(home, 'kept/2/a.html'), () => 'tampered');
    expect(errorOf(() => rollBack(out)).message).toContain('a.html');
    expect(errorOf(() => rollBack(out, 7)).suggestion).toContain('第2、1版');
    expect(readTree(out)).toEqual(all[2]);
    expect(rollBack(out, 1).number).toBe(1);
  });

  test('helps when the output folder is gone or damaged', () => {
    const { out, home, all } = threeReleases();
    // So that no build beside this one forgets what belongs to it.
    writeFileSync(join(dirname(out), LOCK), '');
    rmSync(out, { recursive: true });
    expect(rollBack(out).number).toBe(2);
    expect(readTree(out)).toEqual(all[1]);
    rmSync(join(out, 'a.html'));
    expect(rollBack(out).number).toBe(1);
    expect(readTree(out)).toEqual(all[0]);
    expectTidy(out, home);
  });

  test('by the command, which lists what there is', async () => {
    const { out, all } = threeReleases();
    const command = async (...args: string[]) => run('rollback', ['--out', out, ...args]);
    expect((await command('--list')).stdout.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^第3版，数据截至 2026-11-20，\d{4}-\d\d-\d\d \d\d:\d\d 生成（现在公布的）$/),
      expect.stringMatching(/^第2版，数据截至 2026-11-20，.{16} 生成（npm run rollback 退回的是这一版）$/),
      expect.stringMatching(/^第1版，数据截至 2026-11-20，.{16} 生成$/),
    ]);
    const well = await command();
    expect(well).toMatchObject({ code: 0, stderr: '' });
    expect(well.stdout).toContain('第2版');
    expect(readTree(out)).toEqual(all[1]);
    expect(JSON.parse((await command('--to', '1', '--json')).stdout)).toMatchObject({ served: { number: 1 } });
    expect(JSON.parse((await command('--list', '--json')).stdout).releases).toHaveLength(3);
    expect((await command()).code).toBe(1);
    expect((await command('--to', '9')).code).toBe(1);
    expect((await command('--to', 'first')).code).toBe(2);
    expect((await command('--nonsense')).code).toBe(2);
    expect((await run('rollback', ['--out', newOut()])).code).toBe(1);
  });
});

describe('the lock', () => {
  interface Holder {
    pid: number;
    started: string;
    boot: string;
    namespace: string;
    host: string;
  }

  /** The lock as a process of ours writes it. */
  function ownLock(out: string): Holder {
    const output = openOutput(out);
    const holder = JSON.parse(readFileSync(join(dirname(out), LOCK), 'utf8'));
    output.close();
    return holder;
  }

  test('keeps a second build out, which is told who has it', () => {
    const out = newOut();
    const first = openOutput(out);
    const error = errorOf(() => openOutput(out));
    expect(error.misuse).toBe(false);
    expect(error.message).toContain(`进程号${process.pid}`);
    expect(error.message).toContain(out);
    expect(error.suggestion).toContain('请等它结束再试');
    writeFiles(first.staging, { 'a.html': 'a' });
    first.publish({ kept: [], info: INFO });
    first.close();
    expectTidy(out, homeOf(out));
  });

  test('that was taken away by hand is not given back in the name of the next', () => {
    const out = newOut();
    const first = openOutput(out);
    const lock = join(dirname(out), LOCK);
    rmSync(lock);
    const second = openOutput(out);
    first.close();
    expect(existsSync(lock)).toBe(true);
    second.close();
    expect(existsSync(lock)).toBe(false);
  });

  test('is one for all names of a folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'dist'));
    symlinkSync(folder, join(folder, 'dist/../alias'));
    const output = openOutput(join(folder, 'dist'));
    expect(errorOf(() => openOutput(join(folder, 'alias/dist'))).message).toContain('进程号');
    output.close();
  });

  test.each([
    ['a process that has ended', { pid: NO_PROCESS }],
    ['one whose id another process has now', { started: '1' }],
    ['one of before the machine was started', { boot: 'another' }],
  ])('of %s is taken over', (_, change) => {
    const out = newOut();
    writeFileSync(join(dirname(out), LOCK), JSON.stringify({ ...ownLock(out), ...change }));
    expect(publishFiles(out, { 'a.html': 'a' }).isNew).toBe(true);
    expectTidy(out, homeOf(out));
  });

  test.each(['', '\0\0\0\0', '{"pid":'])('that a power cut left as %j is taken over', (text) => {
    const out = newOut();
    writeFileSync(join(dirname(out), LOCK), text);
    expect(publishFiles(out, { 'a.html': 'a' }).isNew).toBe(true);
    expectTidy(out, homeOf(out));
  });

  test.each([
    ['another machine', { host: `not-${hostname()}`, boot: 'another' }],
    ['another container', { namespace: 'pid:[1]', pid: 1 }],
  ])('of %s is left alone, with a word on what to do', (_, change) => {
    const out = newOut();
    const holder = { ...ownLock(out), ...change };
    // Only Linux tells of these.
    if (holder.boot === '' || holder.namespace === '') return;
    const lock = join(dirname(out), LOCK);
    writeFileSync(lock, JSON.stringify(holder));
    expect(errorOf(() => openOutput(out)).suggestion).toContain(lock);
    expect(readdirSync(dirname(out))).toEqual([LOCK]);
  });

  test('leaves nothing of processes that died while they took it', () => {
    const out = newOut();
    const dead = JSON.stringify({ ...ownLock(out), pid: NO_PROCESS });
    const lock = join(dirname(out), LOCK);
    for (const end of ['', '-turn', '-turn-turn', `-${NO_PROCESS}-1`]) writeFileSync(`${lock}${end}`, dead);
    writeFileSync(`${lock}-${NO_PROCESS}-2`, '');
    expect(publishFiles(out, { 'a.html': 'a' }).isNew).toBe(true);
    expectTidy(out, homeOf(out));
  });

  test('that was left behind is taken over by one of many that find it, and never by two at once', async () => {
    const out = newOut();
    homes.add(homeOf(out));
    const dead = JSON.stringify({ ...ownLock(out), pid: NO_PROCESS });
    const [lock, log, go] = [join(dirname(out), LOCK), join(temporaryFolder(), 'log'), join(temporaryFolder(), 'go')];
    const script = `import { takeLock } from ${JSON.stringify(join(PROJECT, 'src/publish/lock.ts'))};
      import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
      const [lock, log, go, dead] = ${JSON.stringify([lock, log, go, dead])};
      const until = (done) => { while (!done()); };
      console.log('ready');
      until(() => existsSync(go));
      for (let i = 0; i < 200; i++) {
        let unlock;
        try { unlock = takeLock(lock); } catch (error) { if (error.suggestion === undefined) throw error; continue; }
        appendFileSync(log, 'in\\n');
        const end = performance.now() + 1;
        until(() => performance.now() > end);
        appendFileSync(log, 'out\\n');
        // Every other time as if killed: the name of a dead process stays.
        if (i % 2) unlock(); else { writeFileSync(lock + '.dead', dead); (await import('node:fs')).renameSync(lock + '.dead', lock); }
      }`;
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    const ends = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once('data', resolve))));
    writeFileSync(log, '');
    writeFileSync(go, '');
    expect(await Promise.all(ends)).toEqual(children.map(() => 0));
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line, i) => line !== (i % 2 === 0 ? 'in' : 'out'))).toEqual([]);
  });
});

describe('where the system cannot exchange folders', () => {
  test('they change places by renames', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a/1': '1', 'b/2': '2' });
    exchange(join(folder, 'a'), join(folder, 'b'), join(folder, 'aside'), () => 38);
    expect(filesIn(folder)).toEqual(['a/2', 'b/1']);
  });

  test.each([
    ['first', ['kept', 'served']],
    ['second', ['served', 'kept']],
  ])('a build that is killed after the %s rename is mended by the next', (moment) => {
    const out = newOut();
    publishFiles(out, { 'a.html': '1' });
    const home = homeOf(out);
    publishFiles(out, { 'a.html': '2' });
    // As they stand when release 2 is on its way to replace release 1.
    if (moment === 'first') {
      renameSync(join(home, 'kept/1'), join(home, 'aside'));
      renameSync(out, join(home, 'ready'));
    } else renameSync(join(home, 'kept/1'), join(home, 'aside'));
    homeOf(out);
    expect(readTree(out)).toEqual({ 'a.html': moment === 'first' ? '1' : '2' });
    expect(kept(home)).toEqual(moment === 'first' ? new Map() : new Map([[1, { 'a.html': '1' }]]));
    expectTidy(out, home);
  });

  test('a rollback that is killed after the first rename is mended by the next', () => {
    const out = newOut();
    publishFiles(out, { 'a.html': '1' });
    publishFiles(out, { 'a.html': '2' });
    const home = homeOf(out);
    renameSync(out, join(home, 'aside'));
    homeOf(out);
    expect(readTree(out)).toEqual({ 'a.html': '2' });
    expect([...kept(home).keys()]).toEqual([1]);
  });

  test('a mount point is refused', () => {
    const error = errorOf(() => exchange('/a/dist', '/a/other', '/a/aside', () => 16));
    expect(error.message).toContain('挂载点');
    expect(error.suggestion).toContain('子文件夹');
  });
});

/**
 * Does something to an output folder as a process that is killed before its `n`th change on the disk. Its lock stays, and is
 * that of a dead one.
 *
 * @returns whether it came that far
 */
function dieAt(n: number, out: string, action: () => void): boolean {
  const listeners = new Set(process.listeners('exit'));
  const isKilled = killedAt(n, action);
  for (const listener of process.listeners('exit')) if (!listeners.has(listener)) process.off('exit', listener);
  for (const name of readdirSync(dirname(out)).filter((each) => each.startsWith(LOCK)))
    rewrite(join(dirname(out), name), (text) => text.replace(`"pid":${process.pid}`, `"pid":${NO_PROCESS}`));
  return isKilled;
}

describe('a process that is killed before any of its changes on the disk', () => {
  const first: Files = { 'a.html': '1', 'b/b.html': 'b', 'c.html': 'c', 'd/d/d.html': 'd' };
  const second: Files = { 'a.html': '2', 'c.html': 'c', 'd/d/d.html': 'd', 'e/e.html': 'e' };
  const third: Files = { 'a.html': '3', 'b/b.html': 'b', 'c.html': 'C', 'd/d/d.html': 'd' };

  test.each([
    ['publishes with a spare', (out: string) => publishFiles(out, third, { keep: 1 }), true],
    ['publishes without one', (out: string) => publishFiles(out, third, { keep: 1 }), false],
    ['goes back', (out: string) => rollBack(out), true],
  ])('%s: what is served is the former release or the next, and nothing is left', (_, action, hasSpare) => {
    let moments = 0;
    for (let n = 1; ; n++) {
      const out = newOut();
      const home = homeOf(out);
      publishFiles(out, first, { keep: 1 });
      publishFiles(out, second, { keep: 1 });
      if (!hasSpare) rmSync(join(home, 'spare'), { recursive: true });
      if (!dieAt(n, out, () => void action(out))) break;
      moments++;
      const served = readTree(out);
      expect([first, second, third], `killed before change ${n}`).toContainEqual(served);
      homeOf(out);
      expect(readTree(out)).toEqual(served);
      expectTidy(out, home);
      // Both releases that were there still are, unless the third has taken the place of the first.
      const releases = [...kept(home).values(), served];
      expect(releases).toContainEqual(second);
      if (!releases.some(({ 'a.html': a }) => a === '3')) expect(releases).toContainEqual(first);
      expect(publishFiles(out, { ...third, 'f.html': 'f' }, { keep: 1 }).isNew).toBe(true);
      expect(readTree(out)).toEqual({ ...third, 'f.html': 'f' });
      expectTidy(out, home);
    }
    expect(moments).toBeGreaterThan(hasSpare ? 15 : 25);
  });

  test('of a first publication leaves nothing or a release', () => {
    let moments = 0;
    for (let n = 1; ; n++) {
      const out = newOut();
      if (!dieAt(n, out, () => void publishFiles(out, first))) break;
      moments++;
      if (existsSync(out)) expect(readTree(out)).toEqual(first);
      publishFiles(out, second);
      expect(readTree(out)).toEqual(second);
      expectTidy(out, homeOf(out));
    }
    expect(moments).toBeGreaterThan(15);
  });
});

describe('a full disk', () => {
  test.each(['spare', 'no spare'])('at any moment is told, and what is served stays (%s)', (how) => {
    const former: Files = { 'a.html': '1', 'b/b.html': 'b', 'c.html': 'c' };
    const next: Files = { 'a.html': '2', 'b/b.html': 'b', 'c.html': 'c', 'd/d.html': 'd' };
    let moments = 0;
    for (let n = 1; n < 200; n++) {
      const out = newOut();
      const home = homeOf(out);
      publishFiles(out, former);
      if (how === 'no spare') rmSync(join(home, 'spare'), { recursive: true });
      const error = errorOnFullDisk(n, () => void publishFiles(out, next));
      // What may not be deleted and cannot be put away without room is put away by the next build.
      homeOf(out);
      expectTidy(out, home);
      if (error === undefined) {
        // It was full only after the release had gone out.
        expect(readTree(out)).toEqual(next);
        if (existsSync(join(home, 'spare')) && readdirSync(join(home, 'kept')).length > 0) break;
        continue;
      }
      moments++;
      expect(readTree(out), `full at ${n}`).toEqual(former);
      // The files themselves are staged by the build, which tells of it in its own words.
      if (error instanceof PublishError) expect(error.message).toMatch(/磁盘已满.*原来的网站没有变动/);
      else expect((error as Error).message).toContain('ENOSPC');
      publishFiles(out, next);
      expect(readTree(out)).toEqual(next);
    }
    expect(moments).toBeGreaterThan(8);
  });

  const smallDisk = smallDisks();

  // Mounting takes a right that not every machine gives.
  test.skipIf(smallDisk === undefined)('of its own has its home beside the output', () => {
    const folder = smallDisk!(3_000_000);
    const out = join(folder, 'dist');
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.html`, `${i}`.repeat(20_000)]));
    publishFiles(out, files);
    expect(readdirSync(folder).toSorted()).toEqual(['.dist.minglu', 'dist']);
    const tooMuch = { ...files, 'x.html': 'x'.repeat(3_000_000) };
    expect(() => publishFiles(out, tooMuch)).toThrow(/ENOSPC|磁盘已满/);
    expect(readTree(out)).toEqual(files);
    publishFiles(out, { ...files, '0.html': 'new' });
    expect(readTree(out)).toEqual({ ...files, '0.html': 'new' });
    expect(rollBack(out).number).toBe(1);
    expect(readTree(out)).toEqual(files);
    expect(readdirSync(folder).toSorted()).toEqual(['.dist.minglu', 'dist']);
    // The disk itself cannot be exchanged.
    rmSync(out, { recursive: true });
    rmSync(join(folder, '.dist.minglu'), { recursive: true });
    expect(errorOf(() => publishFiles(folder, { 'a.html': 'a' })).message).toContain('挂载点');
  });
});

describe('whatever follows whatever', () => {
  const path = fc.constantFrom(
    'a',
    'b',
    'c',
    'd',
    'x/a',
    'x/b',
    'x/y/a',
    'x/y/b',
    'z/a',
    'z/w/v/u',
    'e.html',
    'f.html',
  );
  const someEdits = fc.array(fc.tuple(path, fc.option(fc.constantFrom('1', '2', '3'))), { maxLength: 5 });
  const again = fc.array(path, { maxLength: 2 });
  const someFolder = fc.constantFrom('x', 'x/y', 'z', 'z/w');
  const otherFolder = fc.constantFrom('x', 'q', 'z', 'z/w/v');
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('edit' as const), edits: someEdits, again }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), from: someFolder, to: otherFolder }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('back' as const), pick: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unstamp' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('harm' as const), pick: fc.nat(20) }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('kill' as const), at: fc.integer({ min: 1, max: 60 }), edits: someEdits }),
    },
  );

  test('every tree holds exactly what it should, and none is written through', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fc.integer({ min: 0, max: 3 }), (steps, keep) => {
        const out = newOut();
        const home = homeOf(out);
        let files: Files = { index: 'i' };
        publishFiles(out, files, { keep });
        /** All releases that may be kept or served, by number. */
        const released = new Map<number, Files>([[1, files]]);
        let served = 1;
        const publish = (next: Files, stagedAgain: readonly string[] = []) => {
          const { number, isNew } = publishFiles(out, next, { keep, again: stagedAgain });
          expect(isNew).toBe(JSON.stringify(sorted(next)) !== JSON.stringify(sorted(files)));
          released.set(number, next);
          [served, files] = [number, next];
        };
        for (const each of steps) {
          if (each.do === 'edit') publish(edited(files, each.edits), each.again);
          else if (each.do === 'move') publish(moved(files, each.from, each.to));
          else if (each.do === 'forget') rmSync(home, { recursive: true, force: true });
          else if (each.do === 'unstamp') rmSync(join(home, 'stamps'), { recursive: true, force: true });
          else if (each.do === 'harm') harm(join(home, 'spare'), each.pick);
          else if (each.do === 'back') {
            const numbers = listReleases(out).map(({ number }) => number);
            served = rollBack(out, numbers[each.pick % numbers.length]).number;
            files = released.get(served)!;
          } else {
            const next = edited(files, each.edits);
            dieAt(each.at, out, () => void publishFiles(out, next, { keep }));
            if (numberOf(out) !== served) {
              [served, files] = [numberOf(out), next];
              released.set(served, next);
            }
            expect(readTree(out)).toEqual(files);
            homeOf(out);
            expectTidy(out, home, false);
          }
          expect(readTree(out)).toEqual(files);
          expect(numberOf(out)).toBe(served);
          expect(readdirSync(dirname(out))).toEqual(['dist']);
          if (!existsSync(home)) continue;
          const trees = kept(home);
          expect(trees.has(served)).toBe(false);
          for (const [number, tree] of trees) expect(tree).toEqual(released.get(number));
          expect(trees.size).toBeLessThanOrEqual(keep + 1);
        }
      }),
      { numRuns: 40 },
    );
  });

  function sorted(files: Files): [string, string][] {
    return Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  function edited(files: Files, edits: readonly (readonly [string, string | null])[]): Files {
    const next = { ...files };
    for (const [name, text] of edits) {
      if (text === null) delete next[name];
      else {
        // A name is a file or a folder, never both.
        for (const other of Object.keys(next))
          if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`)) delete next[other];
        next[name] = text;
      }
    }
    return next;
  }

  function moved(files: Files, from: string, to: string): Files {
    const inside = Object.entries(files).filter(([name]) => name.startsWith(`${from}/`));
    const gone = inside.map(([name]): [string, null] => [name, null]);
    const come = inside.map(([name, text]): [string, string] => [`${to}${name.slice(from.length)}`, text]);
    return edited(files, [...gone, ...come]);
  }

  /** Takes a file out of a tree, or puts one in. */
  function harm(tree: string, pick: number): void {
    if (!existsSync(tree)) return;
    const names = filesIn(tree);
    if (pick % 3 === 0) writeFiles(tree, { 'harm/x': 'x' });
    else rmSync(join(tree, names[pick % names.length]!));
  }
});

describe('comparing two manifests', () => {
  const text = (entries: ReadonlyMap<string, string>) =>
    Buffer.from(
      [...entries]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, digest]) => `${digest}  ${path}\n`)
        .join(''),
    );
  const manifest = fc
    .array(fc.tuple(fc.stringMatching(/^[a-c文￿]{1,3}(\/[ab]{1,2})?$/), fc.constantFrom('0', '1', '2')), {
      maxLength: 60,
    })
    .map((entries) => new Map(entries.map(([path, digit]) => [path, digit.repeat(64)])));

  test('finds what only one has', () => {
    fc.assert(
      fc.property(manifest, manifest, fc.boolean(), (a, b, isSmall) => {
        const one = a;
        // Mostly alike, as releases are.
        const other = isSmall ? new Map([...a, ...[...b].slice(0, 2)].slice(1)) : b;
        const { onlyOne, onlyOther } = compareManifests(text(one), text(other));
        const only = (x: Map<string, string>, y: Map<string, string>) =>
          new Map([...x].filter(([path, digest]) => y.get(path) !== digest));
        expect(new Map(onlyOne)).toEqual(only(one, other));
        expect(new Map(onlyOther)).toEqual(only(other, one));
      }),
    );
  });

  test('finds the same without holding them', () => {
    const folder = temporaryFolder();
    // Longer than what is read at once.
    const lines = Array.from({ length: 30_000 }, (_, i): [string, string] => [
      `pages/${100_000 + i}.html`,
      digestOf(`${i}`),
    ]);
    const one = new Map(lines);
    const other = new Map(lines.filter((_, i) => i % 7919 !== 5));
    for (const i of [0, 11_111, 29_999]) other.set(lines[i]![0], '0'.repeat(64));
    other.set('zz.html', '1'.repeat(64));
    writeFiles(folder, { 'one/SHA256SUMS': text(one).toString(), 'other/SHA256SUMS': text(other).toString() });
    const [a, b] = [join(folder, 'one'), join(folder, 'other')];
    expect(digestOfManifest(a)).toBe(digestOf(text(one).toString()));
    expect(compareManifestsOf(a, b)).toEqual(compareManifests(text(one), text(other)));
    expect(compareManifestsOf(a, b)!.onlyOne.size).toBe(7);
    expect(compareManifestsOf(a, b, 3)!.onlyOne.size).toBeLessThan(5);
    expect(compareManifestsOf(a, join(folder, 'nowhere'))).toBeUndefined();
    expect(digestOfManifest(folder)).toBeUndefined();
  });

  test('reads no path that leads out of the folder', () => {
    const digest = '0'.repeat(64);
    expect([
      ...parseManifest(`${digest}  ../a\n${digest}  /b\n${digest}  c/../../d\n${digest}  e..f\n`).keys(),
    ]).toEqual(['e..f']);
  });
});
