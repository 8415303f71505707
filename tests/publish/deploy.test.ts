import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  MARKER,
  markerText,
  parseMarker,
  pathsOf,
  planDeployment,
  STEP_IDS,
  STEPS,
  stepOf,
  type Files as StepFiles,
  type Plan,
  type StepId,
} from '../../src/publish/deploy-plan.ts';
import { findHome, realPlace } from '../../src/publish/home.ts';
import { sha256 } from '../../src/ingest/sha256.ts';
import { MANIFEST, manifestText, parseManifest, RELEASE } from '../../src/publish/manifest.ts';
import { hideSecrets } from '../../src/publish/rclone.ts';
import { rollBack } from '../../src/publish/roll-back.ts';
import { byCodeUnits } from '../../src/domain/text.ts';
import { PROJECT, run, start } from '../helpers/commands.ts';
import { contentsOf, differences, filesIn, temporaryFolder } from '../helpers/folders.ts';
import { forgetReleases, publishFiles, type Files } from '../helpers/releases.ts';
import { serve } from '../helpers/server.ts';
import { freePort } from '../helpers/ports.ts';

describe('the step of a file', () => {
  test.each<[path: string, isNew: boolean, step: StepId]>([
    ['_astro/Base.BJoFOFI0.css', true, 'assets'],
    ['pagefind/fragment/zh-cn_16bb8c4.pf_fragment', true, 'assets'],
    ['pagefind/index/zh-cn_16bb8c4.pf_index', true, 'assets'],
    ['pagefind/filter/zh-cn_272f1f1.pf_filter', true, 'assets'],
    ['pagefind/pagefind.zh-cn_279a57fe63ddc.pf_meta', true, 'assets'],
    ['pagefind/pagefind.js', true, 'parts'],
    ['pagefind/pagefind.js', false, 'indexes'],
    ['pagefind/wasm.unknown.pagefind', false, 'indexes'],
    ['pagefind/pagefind-entry.json', false, 'entries'],
    ['data/organisations.csv', false, 'parts'],
    ['figures/registrations-by-year.csv', true, 'parts'],
    ['favicon.svg', false, 'parts'],
    ['pledges/51x/charter/2026-01-01.json', false, 'parts'],
    ['pledges/51x/charter/2026-01-01.html', true, 'new-pages'],
    ['org/51x.html', true, 'new-pages'],
    ['org/51x.html', false, 'changed-pages'],
    ['404.html', false, 'changed-pages'],
    ['guides/index.html', false, 'changed-pages'],
    ['index.html', true, 'pointers'],
    ['index.html', false, 'pointers'],
    ['sitemap-1.xml', true, 'pointers'],
    ['feed.xml', true, 'pointers'],
    ['lists/abnormal/feed.xml', false, 'pointers'],
    ['sitemap.xml', true, 'entries'],
    ['sitemap.html', false, 'changed-pages'],
    ['lookup/exact-8/3.bin', true, 'parts'],
    ['lookup/exact-8/3.bin', false, 'indexes'],
    ['lookup/manifest.json', true, 'entries'],
    ['verify/index.bin', false, 'entries'],
    ['robots.txt', true, 'entries'],
    ['opensearch.xml', false, 'entries'],
    ['SHA256SUMS', false, 'manifest'],
    ['release.json', false, 'release'],
  ])('%s (new: %s): %s', (path, isNew, step) => {
    expect(stepOf(path, isNew)).toBe(step);
  });

  test('every file of a built site whose name is not in its content may change at its address', () => {
    for (const step of STEP_IDS) expect(STEPS[step].cache.includes('immutable'), step).toBe(step === 'assets');
  });
});

describe('the marker', () => {
  const head = { run: 'a-b', digest: 'd'.repeat(64) };

  test('is read back', () => {
    const paths = ['org/名 #1.html', ' a'];
    expect(parseMarker(markerText(head, paths))).toEqual({ ...head, paths: new Set(paths), isWhole: true });
    expect(parseMarker(markerText(head, []))).toEqual({ ...head, paths: new Set(), isWhole: true });
    expect(parseMarker('')).toBeUndefined();
  });

  test('that was cut off is known as such, wherever', () => {
    const text = markerText(head, ['a.html', 'b.html', 'c.html']);
    for (let length = 1; length < text.length; length++)
      expect(parseMarker(text.slice(0, length))?.isWhole, `${length}`).toBe(false);
  });
});

test('passwords in a target are not printed', () => {
  const target = ':webdav,url="https://x.example/a,b",user=minglu,pass=geheim:ordner';
  expect(hideSecrets(`Failed: ${target}`, target)).toBe(
    'Failed: :webdav,url="https://x.example/a,b",user=minglu,pass=***:ordner',
  );
  expect(
    hideSecrets(':s3,secret_access_key="a,b:c",region=x:bucket', ':s3,secret_access_key="a,b:c",region=x:bucket'),
  ).toBe(':s3,secret_access_key=***,region=x:bucket');
  expect(hideSecrets('oss:bucket', 'oss:bucket')).toBe('oss:bucket');
});

test.each([
  [
    'with its quotes escaped',
    ':webdav,url="http://x.example:1/x",user=u,pass=geheim:',
    (t: string) => JSON.stringify(t),
  ],
  [
    'in part',
    ':webdav,url=http://x.example:1/x,user=u,pass=geheim:',
    () => 'Propfind "http/./x,user=u,pass=geheim:": no',
  ],
  ['of a cloud', ':s3,secret_access_key=geheim,endpoint="http://x.example:8196":b/x', (t: string) => JSON.stringify(t)],
  [
    'without its name',
    ':sftp,host=x.example,pass="ge""heim, geheim":',
    () => 'wrong: ge"heim, geheim; "ge\\"heim, geheim"',
  ],
  ['in single quotes', ":sftp,host=x.example,pass='geheim''s':", () => "no geheim's, 'geheim''s'"],
])('passwords in a target that is reported %s are not printed', (_, target, report) => {
  expect(hideSecrets(report(target), target)).not.toContain('heim');
});

describe('a plan', () => {
  const plan = (was: Files, is: Files, doubtful: string[] = [], isAllDoubtful = false) =>
    planDeployment(
      { manifest: manifestOf(was), doubtful: new Set(doubtful), isAllDoubtful },
      manifestOf(is),
      parseManifest(manifestOf(is).toString()),
    );
  const sent = ({ steps }: Plan) => [...steps].map(([step, files]) => [step, files]);
  const only = (files: Partial<StepFiles>) => ({ different: [], absent: [], doubtful: [], ...files });

  test('has what differs, and no more', () => {
    const was = { 'a.html': '1', 'b.html': '1', 'gone.html': '1', 'data/gone.csv': '1' };
    const is = { 'a.html': '1', 'b.html': '2', 'new.html': '1' };
    expect(sent(plan(was, is))).toEqual([
      ['new-pages', only({ different: ['new.html'] })],
      ['changed-pages', only({ different: ['b.html'] })],
    ]);
    expect(plan(was, is).deletions).toEqual([['gone.html'], ['data/gone.csv']]);
    expect(pathsOf(plan(is, is))).toEqual([]);
  });

  test('takes up what was cut off: files that may be there, files that are to go', () => {
    const files = { 'a.html': '1', 'b.html': '1' };
    const resumed = plan(files, files, ['a.html', 'left.html', 'left.bin']);
    expect(sent(resumed)).toEqual([['changed-pages', only({ doubtful: ['a.html'] })]]);
    expect(resumed.deletions).toEqual([['left.html'], ['left.bin']]);
  });

  test('looks at every file where nothing is known', () => {
    expect(sent(plan({ 'a.html': '1' }, { 'a.html': '1', 'b.html': '2' }, [], true))).toEqual([
      ['new-pages', only({ absent: ['b.html'] })],
      ['earlier-pages', only({ doubtful: ['b.html'] })],
      ['changed-pages', only({ doubtful: ['a.html'] })],
    ]);
  });

  test('deletes nothing outside the target, whatever that says of itself', () => {
    const was = { '../a.html': '1', '/etc/x': '1', 'a/../../b': '1', [MARKER]: '1', [RELEASE]: '1', 'ok.html': '1' };
    expect(plan(was, {}, ['..', '../c', '', MANIFEST]).deletions).toEqual([['ok.html'], []]);
  });
});

/** Digests of contents, as `SHA256SUMS` has them. */
function manifestOf(files: Files): Buffer {
  const entries = Object.entries(files).map(([path, content]): [string, string] => [path, sha256(content)]);
  return Buffer.from([...manifestText(entries.toSorted(([a], [b]) => byCodeUnits(a, b)))].join(''));
}

/** A made-up site: what a file leads to stands in it. */
interface Model {
  files: Files;
}

const linksOf = (content: string): string[] => (JSON.parse(content) as { links: string[] }).links;

/** Pages that link to one another, to hashed files and to files that are replaced, and the three entries. */
const model: fc.Arbitrary<Model> = fc
  .record({
    pages: fc.uniqueArray(fc.nat(9), { maxLength: 8 }),
    shards: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
    links: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }),
    salts: fc.array(fc.nat(2), { minLength: 10, maxLength: 10 }),
    style: fc.nat(2),
  })
  .map(({ pages, shards, links, salts, style }) => {
    const pagePaths = pages.map((page) => `org/${page}.html`);
    const styles = [`_astro/s.${style}.css`];
    const shardPaths = shards.map((shard) => `lookup/exact-4/${shard}.bin`);
    const file = (paths: readonly string[], salt = 0) => JSON.stringify({ links: paths, salt });
    const linked = (i: number) =>
      links.flatMap(([from, to]) => (from % pages.length === i ? [pagePaths[to % pages.length]!] : []));
    const fragment = `pagefind/fragment/${sha256(pagePaths.join()).slice(0, 6)}`;
    return {
      files: Object.fromEntries([
        ...pagePaths.map((path, i) => [path, file([...linked(i), ...styles], salts[i])]),
        ...[...styles, ...shardPaths].map((path) => [path, file([], salts[9])]),
        [fragment, file(pagePaths)],
        ['pagefind/pagefind-entry.json', file([fragment])],
        ['index.html', file([...pagePaths, ...styles])],
        ['lookup/manifest.json', file([...shardPaths, ...pagePaths])],
        ['sitemap-1.xml', file(pagePaths)],
        ['sitemap.xml', file(['sitemap-1.xml'])],
      ]) as Files,
    };
  });

/** What a target holds: files, the last release that it tells of, what is known to be under way. */
interface ModelTarget {
  files: Map<string, string>;
  release: Files;
  doubtful: ReadonlySet<string>;
}

/** Carries out a plan file by file, in any order within a step; `look` is told after each. */
function deployModel(target: ModelTarget, to: Files, order: (paths: string[]) => string[], look: () => boolean) {
  const manifest = manifestOf(to);
  const { steps, deletions } = planDeployment(
    { manifest: manifestOf(target.release), doubtful: target.doubtful, isAllDoubtful: false },
    manifest,
    parseManifest(manifest.toString()),
  );
  target.doubtful = new Set(pathsOf({ steps, deletions }));
  const added = new Set<string>();
  for (const { different, absent, doubtful } of steps.values()) {
    const missing = absent.filter((path) => !target.files.has(path));
    for (const path of missing) added.add(path);
    for (const path of order([...different, ...missing, ...doubtful.filter((each) => !added.has(each))])) {
      target.files.set(path, to[path]!);
      if (!look()) return;
    }
  }
  target.release = to;
  for (const paths of deletions)
    for (const path of order([...paths])) {
      target.files.delete(path);
      if (!look()) return;
    }
  target.doubtful = new Set();
}

/** What is missing of that which a reader can come to from the release that the target tells of. */
function missingFrom({ files, release }: ModelTarget): string[] {
  const missing: string[] = [];
  const seen = new Set<string>();
  const visit = (path: string, from: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    const content = files.get(path);
    if (content === undefined) missing.push(`${from} → ${path}`);
    else for (const link of linksOf(content)) visit(link, path);
  };
  const starts = new Set([...Object.keys(release), 'index.html', 'sitemap.xml', 'lookup/manifest.json']);
  for (const path of starts) if (Object.keys(release).length > 0 || files.has(path)) visit(path, '');
  return missing;
}

/** Some order of a step, another one for each seed. */
function orderBy(seed: number) {
  return (paths: string[]) => paths.toSorted((a, b) => byCodeUnits(sha256(a + seed), sha256(b + seed)));
}

const stops = fc.array(fc.nat(60), { maxLength: 3 });

test('whatever part of a deployment has been carried out, every link of every page that is read leads somewhere', () => {
  const round = fc.record({ before: model, stops, after: model, seed: fc.nat() });
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 3 }), (rounds) => {
      const target: ModelTarget = { files: new Map(), release: {}, doubtful: new Set() };
      for (const { before, stops: cuts, after, seed } of rounds) {
        for (const stop of cuts) {
          let done = 0;
          deployModel(target, before.files, orderBy(seed + stop), () => {
            expect(missingFrom(target)).toEqual([]);
            return ++done <= stop;
          });
        }
        deployModel(target, after.files, orderBy(seed), () => {
          expect(missingFrom(target)).toEqual([]);
          return true;
        });
        expect(Object.fromEntries(target.files)).toEqual(after.files);
      }
    }),
    { numRuns: 300 },
  );
});

test('however many deployments of however many releases were cut off, the one that comes through leaves what it has', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ site: model, stop: fc.nat(60) }), { maxLength: 5 }), model, (cuts, last) => {
      const target: ModelTarget = { files: new Map(), release: {}, doubtful: new Set() };
      for (const { site, stop } of cuts) {
        let done = 0;
        deployModel(target, site.files, orderBy(stop), () => ++done <= stop);
      }
      deployModel(target, last.files, orderBy(0), () => true);
      expect(Object.fromEntries(target.files)).toEqual(last.files);
    }),
    { numRuns: 300 },
  );
});

const PROGRAM = 'rclone';
const RCLONE = rcloneVersion();
const NEEDS_RCLONE = RCLONE === undefined ? '（没有 rclone，跳过）' : '';

function rcloneVersion(): string | undefined {
  try {
    return execFileSync(PROGRAM, ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** An output folder whose releases are forgotten after the test. */
function newOut(): string {
  const out = join(temporaryFolder(), 'dist');
  onTestFinished(() => void forgetReleases(out));
  return out;
}

/** Names that a list of files could trip over, and enough of them for a change to be few. */
function siteFiles(changes: Record<string, string | undefined> = {}): Files {
  const files: Record<string, string | undefined> = {
    'index.html': 'home',
    '404.html': 'not here',
    '_astro/Base.abc.css': 'style',
    'lookup/manifest.json': '{}',
    'lookup/exact-8/3.bin': 'shard',
    'data/organisations.csv': 'a,b\n',
    'org/带 空格 #1 [x] {y} *.html': 'odd',
    'org/;semicolon; # not a comment.html': 'odd',
    '名录/协会.html': '中文',
    ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`org/${i}.html`, `page ${i}`])),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])),
  );
}

/** Path → when it was last written to or replaced. */
function writtenAt(folder: string): Map<string, string> {
  return new Map(
    filesIn(folder).map((path) => {
      const { ctimeNs, ino } = statSync(join(folder, path), { bigint: true });
      return [path, `${ctimeNs} ${ino}`];
    }),
  );
}

/** Paths that were written to or replaced since then. */
function writtenSince(folder: string, before: ReadonlyMap<string, string>): string[] {
  return [...writtenAt(folder)].flatMap(([path, when]) => (before.get(path) === when ? [] : [path])).toSorted();
}

function deployTo(to: string, out: string, ...flags: string[]) {
  return run('deploy', ['--to', to, '--out', out, ...flags]);
}

/** What a deployment left in the home of its output folder. */
function leftInHome(out: string): string[] {
  return readdirSync(findHome(realPlace(out))).filter((name) => name.includes('sending'));
}

interface WebDav {
  target: string;
  folder: string;
}

async function serveWebDav(...flags: string[]): Promise<WebDav> {
  const folder = join(temporaryFolder(), 'served');
  mkdirSync(folder);
  const port = await freePort();
  const server = spawn(PROGRAM, ['serve', 'webdav', folder, '--addr', `127.0.0.1:${port}`, ...flags], {
    stdio: 'ignore',
  });
  onTestFinished(() => void server.kill());
  const url = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  );
  return { target: `:webdav,url="${url}":`, folder };
}

async function until(isSo: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  for (const end = Date.now() + patience; !(await isSo()); await delay(20))
    if (Date.now() > end) throw new Error('It did not come about.');
}

/** Slow enough to come in between. */
function withLimit(limit: Record<string, string>): void {
  Object.assign(process.env, limit);
  onTestFinished(() => {
    for (const name of Object.keys(limit)) Reflect.deleteProperty(process.env, name);
  });
}

const CHANGES = {
  'org/带 空格 #1 [x] {y} *.html': 'ODD',
  'org/7.html': 'PAGE 7',
  'org/new.html': 'new',
  'lookup/manifest.json': '{1}',
  'org/;semicolon; # not a comment.html': undefined,
  'org/9.html': undefined,
};

describe.skipIf(RCLONE === undefined)(`deploying with rclone${NEEDS_RCLONE}`, () => {
  test.each(['folder', 'WebDAV'])('to a %s: all, then what has changed, then nothing, then back', async (kind) => {
    const out = newOut();
    publishFiles(out, siteFiles());
    const { target, folder } = kind === 'folder' ? folderTarget() : await serveWebDav();
    const first = await deployTo(target, out);
    expect(first, first.stderr).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/还没有公布过，要发布第1版/);
    expect(differences(out, folder)).toEqual([]);

    publishFiles(out, siteFiles(CHANGES));
    const before = writtenAt(folder);
    const second = await deployTo(target, out, '--json');
    expect(second, second.stderr).toMatchObject({ code: 0 });
    expect(differences(out, folder)).toEqual([]);
    expect(writtenSince(folder, before)).toEqual(
      [
        'SHA256SUMS',
        'lookup/manifest.json',
        'org/7.html',
        'org/new.html',
        'org/带 空格 #1 [x] {y} *.html',
        'release.json',
      ].toSorted(),
    );
    expect(JSON.parse(second.stdout)).toMatchObject({
      before: { number: 1 },
      after: { number: 2 },
      isThere: false,
      isResumed: false,
      deleted: 2,
      steps: [
        { step: 'new-pages', files: 1, sent: 1, bytes: 3 },
        { step: 'changed-pages', files: 2, sent: 2, bytes: 9 },
        { step: 'entries', files: 1, sent: 1, bytes: 3 },
        { step: 'manifest', files: 1, sent: 1 },
        { step: 'release', files: 1, sent: 1 },
      ],
    });

    const again = writtenAt(folder);
    const third = await deployTo(target, out);
    expect(third).toMatchObject({ code: 0 });
    expect(third.stdout).toContain('目标已经是这一版');
    expect(writtenSince(folder, again)).toEqual([]);

    rollBack(out, 1);
    expect((await deployTo(target, out)).code).toBe(0);
    expect(differences(out, folder)).toEqual([]);
    expect(leftInHome(out)).toEqual([]);
  });

  test('--dry-run lists and does nothing', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles());
    const first = await deployTo(target, out, '--dry-run');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('org/;semicolon; # not a comment.html');
    expect(existsSync(folder)).toBe(false);
    await deployTo(target, out);
    publishFiles(out, siteFiles(CHANGES));
    const before = writtenAt(folder);
    const { code, stdout } = await deployTo(target, out, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      send: {
        'new-pages': ['org/new.html'],
        'changed-pages': ['org/7.html', 'org/带 空格 #1 [x] {y} *.html'],
        entries: ['lookup/manifest.json'],
      },
      delete: ['org/9.html', 'org/;semicolon; # not a comment.html'],
    });
    expect(writtenSince(folder, before)).toEqual([]);
    expect(leftInHome(out)).toEqual([]);
  });

  test.each(['folder', 'WebDAV'])(
    'killed in the middle of sending to a %s, the next run goes on, also with another release',
    { timeout: 240_000 },
    async (kind) => {
      const out = newOut();
      const many = Object.fromEntries(
        Array.from({ length: 200 }, (_, i) => [`org/many/${i}.html`, `${i} `.repeat(8000)]),
      );
      publishFiles(out, siteFiles({ ...many, 'data/left-over.csv': 'x' }));
      const { target, folder } = kind === 'folder' ? folderTarget() : await serveWebDav();
      withLimit(kind === 'folder' ? { RCLONE_BWLIMIT: '1M' } : { RCLONE_TPSLIMIT: '40' });
      const running = start('deploy', ['--to', target, '--out', out, '--transfers', '2']);
      const isUnderWay = () =>
        existsSync(join(folder, 'org/many')) && readdirSync(join(folder, 'org/many')).length > 10;
      await until(isUnderWay);
      const children = childrenOf(running.process);
      running.process.kill('SIGKILL');
      await running.ended;
      await until(() => children.every(isOver));
      expect(existsSync(join(folder, MARKER))).toBe(true);
      expect(existsSync(join(folder, RELEASE))).toBe(false);
      expect(existsSync(join(folder, 'index.html'))).toBe(false);
      const there = filesIn(folder).filter((path) => path.startsWith('org/many/')).length;
      expect(there).toBeLessThan(200);

      withLimit({ RCLONE_BWLIMIT: 'off', RCLONE_TPSLIMIT: '0' });
      // One page with as many letters as before: neither its size nor its name tells that it is another.
      publishFiles(out, siteFiles({ ...many, 'org/many/0.html': '1 '.repeat(8000) }));
      const next = await deployTo(target, out, '--json');
      expect(next, next.stderr).toMatchObject({ code: 0 });
      expect(differences(out, folder)).toEqual([]);
      const told = JSON.parse(next.stdout) as {
        isResumed: boolean;
        steps: { step: string; files: number; sent: number }[];
      };
      expect(told.isResumed).toBe(true);
      const [missing, rest] = ['new-pages', 'earlier-pages'].map((id) => told.steps.find(({ step }) => step === id)!);
      expect(missing!.files).toBe(264);
      expect(missing!.sent).toBeLessThanOrEqual(264 - there);
      expect(rest!.files).toBe(264 - missing!.sent);
      // Page 0 and what was half sent; all where nothing tells what is there.
      if (kind === 'folder') expect(rest!.sent).toBeLessThanOrEqual(5);
      else expect(rest!.sent).toBe(rest!.files);
      expect(leftInHome(out)).toEqual([]);
    },
  );

  test('killed while a release is replaced, going back to the one before mends what was sent', async () => {
    const out = newOut();
    const many = (text: string) =>
      Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`org/many/${i}.html`, text.repeat(9000)]));
    publishFiles(out, siteFiles(many('a')));
    const { target, folder } = folderTarget();
    expect((await deployTo(target, out)).code).toBe(0);
    publishFiles(out, siteFiles({ ...many('b'), 'org/brand-new.html': 'x' }));
    withLimit({ RCLONE_BWLIMIT: '500k' });
    const running = start('deploy', ['--to', target, '--out', out]);
    const changed = () =>
      filesIn(join(folder, 'org/many')).filter(
        (path) => readFileSync(join(folder, 'org/many', path), 'utf8')[0] === 'b',
      );
    await until(() => changed().length > 5);
    const children = childrenOf(running.process);
    running.process.kill('SIGKILL');
    await running.ended;
    await until(() => children.every(isOver));
    withLimit({ RCLONE_BWLIMIT: 'off' });
    rollBack(out, 1);
    const back = await deployTo(target, out);
    expect(back, back.stderr).toMatchObject({ code: 0 });
    expect(differences(out, folder)).toEqual([]);
  });

  test('told to stop, it says so and leaves nothing here', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles({ 'data/big.csv': 'x'.repeat(3_000_000) }));
    withLimit({ RCLONE_BWLIMIT: '200k' });
    const running = start('deploy', ['--to', target, '--out', out]);
    await until(() => existsSync(join(folder, 'data/big.csv')) || existsSync(join(folder, 'data')));
    const children = childrenOf(running.process);
    running.process.kill('SIGTERM');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('接着发');
    expect(leftInHome(out)).toEqual([]);
    await until(() => children.every(isOver));
  });

  test('two at once to one target: from here the second is refused', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles({ 'data/big.csv': 'x'.repeat(1_000_000) }));
    withLimit({ RCLONE_BWLIMIT: '200k' });
    const running = start('deploy', ['--to', target, '--out', out]);
    await until(() => existsSync(join(folder, MARKER)));
    const second = await deployTo(target, out);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('正在往同一个目标发送');
    expect((await running.ended).code).toBe(0);
    expect(differences(out, folder)).toEqual([]);
  });

  test.each([
    [
      'another one comes in',
      (folder: string) => writeFileSync(join(folder, MARKER), markerText({ run: 'x', digest: '' }, [])),
    ],
    ['its release changes', (folder: string) => writeFileSync(join(folder, RELEASE), '{}')],
    ['another one ends', (folder: string) => unlinkSync(join(folder, MARKER))],
  ])('when %s at the target, it stops and deletes nothing', async (_, change) => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles());
    expect((await deployTo(target, out)).code).toBe(0);
    publishFiles(out, siteFiles({ ...CHANGES, 'data/big.csv': 'x'.repeat(600_000) }));
    withLimit({ RCLONE_BWLIMIT: '200k' });
    const running = start('deploy', ['--to', target, '--out', out]);
    await until(() => existsSync(join(folder, 'data/big.csv')));
    change(folder);
    const { code, stderr } = await running.ended;
    expect(stderr).toContain('被别的发布改动了');
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'org/9.html'))).toBe(true);
    expect(readFileSync(join(folder, 'lookup/manifest.json'), 'utf8')).toBe('{}');
  });

  test('a target with files of somebody else is refused, and taken over when told', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles());
    mkdirSync(join(folder, '.git'), { recursive: true });
    for (const [path, text] of [
      ['.git/HEAD', 'ref'],
      ['CNAME', 'x'],
      ['index.html', 'theirs'],
    ] as const)
      writeFileSync(join(folder, path), text);
    const before = contentsOf(folder);
    const refused = await deployTo(target, out);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/有别的文件.*CNAME[\s\S]*--adopt/);
    expect(contentsOf(folder)).toEqual(before);

    expect((await deployTo(target, out, '--adopt')).code).toBe(0);
    expect(differences(out, folder).toSorted()).toEqual(['.git/HEAD', 'CNAME']);
    publishFiles(out, siteFiles(CHANGES));
    expect((await deployTo(target, out)).code).toBe(0);
    expect(differences(out, folder).toSorted()).toEqual(['.git/HEAD', 'CNAME']);
  });

  test('a target whose manifest does not fit its release gets every file', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles());
    expect((await deployTo(target, out)).code).toBe(0);
    const elsewhere = newOut();
    publishFiles(elsewhere, siteFiles(CHANGES));
    writeFileSync(join(folder, MANIFEST), 'spoilt');
    writeFileSync(join(folder, 'org/3.html'), 'PAGE 3');
    const { code, stdout } = await deployTo(target, elsewhere, '--json');
    expect(code).toBe(0);
    expect(
      JSON.parse(stdout)
        .steps.map(({ sent }: { sent: number }) => sent)
        .reduce((a: number, b: number) => a + b),
    ).toBeLessThan(15);
    // What went with this release is on no list any more.
    expect(differences(elsewhere, folder).toSorted()).toEqual(
      ['org/9.html', 'org/;semicolon; # not a comment.html'].toSorted(),
    );
  });

  test('from a machine that never had the former release, what differs is known from the target', async () => {
    const [out, elsewhere] = [newOut(), newOut()];
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles());
    expect((await deployTo(target, out)).code).toBe(0);
    publishFiles(elsewhere, siteFiles({ ...CHANGES, 'data/x.csv': 'x' }));
    const before = writtenAt(folder);
    expect((await deployTo(target, elsewhere)).code).toBe(0);
    expect(differences(elsewhere, folder)).toEqual([]);
    expect(writtenSince(folder, before)).toHaveLength(7);
  });

  test('--verify names a file that was changed by hand', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, {
      '404.html': 'not here',
      'index.html': 'home',
      'org/3.html': 'page 3',
      '名录/协会.html': '中文',
    });
    expect((await deployTo(target, out)).code).toBe(0);
    const { url, close } = await serve(folder);
    onTestFinished(close);
    const well = await deployTo(target, out, '--verify', url);
    expect(well).toMatchObject({ code: 0 });
    expect(well.stdout).toContain('与清单一致');
    writeFileSync(join(folder, 'org/3.html'), 'PAGE 3');
    const damaged = await deployTo(target, out, '--verify', url);
    expect(damaged.code).toBe(1);
    expect(damaged.stdout).toContain('org/3.html：内容变了');
    const json = await deployTo(target, out, '--verify', url, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      isThere: true,
      verify: { number: 1, differences: [{ path: 'org/3.html', what: 'changed' }] },
    });
  });

  test('a file that is not as it was published is not sent, nor any other', async () => {
    const out = newOut();
    const { target, folder } = folderTarget();
    publishFiles(out, siteFiles());
    writeFileSync(join(out, 'org/3.html'), 'PAGE 3');
    const { code, stderr } = await deployTo(target, out);
    expect(code).toBe(1);
    expect(stderr).toContain('org/3.html 与校验清单不符');
    expect(existsSync(folder)).toBe(false);
    rmSync(join(out, 'org/4.html'));
    expect(await deployTo(target, out)).toMatchObject({ code: 1 });
    expect(leftInHome(out)).toEqual([]);
  });

  test.each([
    ['a remote that nobody set up', 'nobody-knows-it:bucket', /rclone config/],
    ['a server that is not there', ':webdav,url="http://127.0.0.1:9":', /网络/],
  ])('%s is told with what to do', async (_, target, cure) => {
    const out = newOut();
    publishFiles(out, siteFiles());
    const { code, stderr } = await run('deploy', ['--to', target, '--out', out]);
    expect(stderr).toMatch(/rclone 出错/);
    expect(stderr).toMatch(cure);
    expect(code).toBe(1);
  });

  test('a wrong password is told, and not printed', async () => {
    const out = newOut();
    publishFiles(out, siteFiles());
    const { target, folder } = await serveWebDav('--user', 'u', '--pass', 'p');
    const pass = execFileSync(PROGRAM, ['obscure', 'wrong'], { encoding: 'utf8' }).trim();
    const { code, stdout, stderr } = await deployTo(target.replace(/:$/, `,user=u,pass=${pass}:`), out);
    expect(code).toBe(1);
    expect(stderr).toContain('请检查账号');
    expect(stdout + stderr).not.toContain(pass);
    expect(filesIn(folder)).toEqual([]);
  });
});

function folderTarget(): { target: string; folder: string } {
  const folder = join(temporaryFolder(), 'a site');
  return { target: folder, folder };
}

function childrenOf({ pid }: ChildProcess): number[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

/** Whether a process has ended, though nobody may have asked how. */
function isOver(pid: number): boolean {
  try {
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

test('when nothing but errors comes, it gives up at once and says how far it came', async () => {
  const out = newOut();
  publishFiles(out, siteFiles());
  const program = join(dirname(out), 'failing');
  const error = '{"level":"error","msg":"connect: connection refused","object":"x"}';
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$*" in *--header-upload*) while echo '${error}' >&2; do sleep 0.05; done;; esac\n`,
    { mode: 0o755 },
  );
  const { code, stderr } = await deployTo('somewhere:', out, '--rclone', program);
  expect(stderr).toMatch(/没有发完：还没有发送文件[\s\S]*connection refused[\s\S]*请检查网络/);
  expect(code).toBe(1);
  expect(leftInHome(out)).toEqual([]);
});

test
  .skipIf(RCLONE === undefined)
  .each([
    ':webdav,url="http://127.0.0.1:1/x",user=u,pass=GEHEIM:',
    ':webdav,url=http://127.0.0.1:1/x,user=u,pass=GEHEIM:',
  ])('what rclone says of %s does not tell the password', { timeout: 60_000 }, async (target) => {
  const out = newOut();
  publishFiles(out, siteFiles());
  const { code, stdout, stderr } = await deployTo(target, out);
  expect(code).toBe(1);
  expect(stdout + stderr).not.toContain('GEHEIM');
});

describe('misuse', () => {
  test('without rclone it says how to get it', async () => {
    const out = newOut();
    publishFiles(out, siteFiles());
    const { code, stderr } = await deployTo(join(dirname(out), 'site'), out, '--rclone', '/nowhere/rclone');
    expect(code).toBe(1);
    expect(stderr).toMatch(/没有找到 rclone[\s\S]*apt install rclone/);
  });

  test.each([
    [[], /--to/],
    [['--to', ''], /--to/],
    [['--to=--config'], /--to/],
    [['--to', 'x', '--transfers', '0'], /--transfers/],
    [['--to', 'x', '--verify', 'example.cn'], /--verify/],
    [['--to', 'x', '--verify', 'https://example.cn', '--dry-run'], /--dry-run/],
    [['--to', 'x', '--nonsense'], /nonsense/],
  ])('%j', async (flags, said) => {
    const { code, stderr } = await run('deploy', flags);
    expect(stderr).toMatch(said);
    expect(code).toBe(2);
  });

  test('the output folder is no target, nor what it lies in or what lies in it', async () => {
    const out = newOut();
    publishFiles(out, siteFiles());
    for (const target of [out, dirname(out), join(out, 'org'), `${dirname(out)}/./dist/`])
      expect(await deployTo(target, out), target).toMatchObject({ code: 2 });
  });

  test.skipIf(RCLONE === undefined)('there must be a release', async () => {
    const out = newOut();
    for (const folder of [out, join(out, 'deep/er')]) {
      const { code, stderr } = await deployTo(join(dirname(out), 'site'), folder);
      expect(stderr).toContain('还没有公布过网站');
      expect(code).toBe(1);
    }
  });
});

test('deploying.md names the steps in their order, with their headers, and only flags that there are', () => {
  const text = readFileSync(join(PROJECT, 'docs/deploying.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` .*\| `([^`]+)` +\|$/gm)].map(([, step, cache]) => [step, cache]);
  expect(rows).toEqual(STEP_IDS.map((step) => [step, STEPS[step].cache]));
  const script = readFileSync(join(PROJECT, 'scripts/deploy.ts'), 'utf8');
  const flags = [...script.matchAll(/'?([a-z-]+)'?: \{ type: '/g)].map(([, flag]) => flag!);
  const named = [...text.matchAll(/npm run deploy -- (.*)/g)].flatMap(([, line]) => [
    ...line!.matchAll(/--([a-z-]+)/g),
  ]);
  expect(named.length).toBeGreaterThan(5);
  for (const [, flag] of named) expect(flags).toContain(flag);
  for (const flag of flags) if (flag !== 'out') expect(text, flag).toContain(`--${flag}`);
  expect(text).toContain(MARKER);
});
