import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AS_OF, buildFlags, run, type BuildFolders } from '../helpers/commands.ts';
import { writeDataFolder, type Row } from '../helpers/data-folder.ts';
import { contentsOf, differences, filesIn, temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';
import { builtSite } from '../helpers/sites.ts';

/** A data folder of a few organisations, an empty content folder, and the minimal site as the release of before. */
async function withFormerRelease(): Promise<BuildFolders> {
  const folder = temporaryFolder();
  const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
  mkdirSync(folders.content);
  writeDataFolder(folders.data, minimalTables(3));
  cpSync((await builtSite('minimal')).folder, folders.out, { recursive: true });
  return folders;
}

const [FIRST, SECOND] = minimalTables(2).organisations as [Row, Row];

describe('every command', () => {
  test('tells what it can be told', async () => {
    for (const flag of ['--help', '-h']) {
      const { code, stdout, stderr } = await run('build', [flag, '--bogus']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^npm run build -- 的选项：--data …（不写就是 data）、.*--strict、/);
    }
  });

  test.each([
    ['没有 --bogus 这个选项', ['--bogus']],
    ['--data 后面要写内容', ['--data', '--json']],
    ['--as-of 后面要写内容', ['--as-of']],
    ['--json 后面不写内容', ['--json=3']],
    ['「dist」是多写的：选项都以 -- 开头', ['dist']],
  ])('says %s', async (message, flags) => {
    const { code, stdout, stderr } = await run('check', flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(message);
  });
});

describe('npm run build', () => {
  test('ends with 0 when it published, rows set aside or not', async () => {
    const folders = await withFormerRelease();
    writeDataFolder(folders.data, { organisations: [FIRST, { ...SECOND, 登记状态: '不明' }] });
    const { code, stdout } = await run('build', buildFlags(folders));
    expect(code).toBe(0);
    expect(stdout).toContain('不明');
    expect(filesIn(folders.out).filter((path) => path.startsWith('org/'))).toEqual([
      `org/${FIRST['统一社会信用代码']}.html`,
    ]);
  });

  test('with --strict publishes nothing while a row has an error', async () => {
    const folders = await withFormerRelease();
    const before = contentsOf(folders.out);
    writeDataFolder(folders.data, { organisations: [FIRST, { ...SECOND, 登记状态: '不明' }] });
    const { code, stdout } = await run('build', [...buildFlags(folders), '--strict']);
    expect(code).toBe(1);
    expect(stdout).toContain('没有公布');
    expect(stdout).toContain('读到2行，待公布1，不公布0，搁置1');
    expect(contentsOf(folders.out)).toEqual(before);
  });

  test.each<[string, (data: string) => void, RegExp]>([
    ['a file cut off in its last row', cutOff, /organisations\.csv[\s\S]*没有(保存完整|写完)/],
    [
      'a file cut off inside quotes',
      (data) => appendFileSync(join(data, 'organisations.csv'), '51330200MJ1,"甲'),
      /没有(保存完整|配对)/,
    ],
    ['a duplicate key', (data) => writeDataFolder(data, { organisations: [FIRST, FIRST] }), /主键重复|相同/],
    ['no organisations at all', (data) => rmSync(join(data, 'organisations.csv')), /没有「社会组织登记」/],
    ['a missing data folder', (data) => rmSync(data, { recursive: true }), /数据文件夹/],
    [
      'somebody’s mobile number',
      (data) => writeDataFolder(data, { organisations: [{ ...FIRST, 住所: '联系电话13812345678' }] }),
      /手机号码/,
    ],
    ['a broken site.json', (data) => writeFileSync(join(data, 'site.json'), '{"title": '), /site\.json/],
  ])('ends with 1 and leaves the former site for %s', async (_, spoil, message) => {
    const folders = await withFormerRelease();
    const before = contentsOf(folders.out);
    spoil(folders.data);
    const { code, stdout, stderr } = await run('build', buildFlags(folders));
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(message);
    expect(stdout + stderr).not.toContain('13812345678');
    expect(stdout + stderr).not.toMatch(/^\s+at .*\(?file:/m);
    expect(contentsOf(folders.out)).toEqual(before);
  });

  test.each([
    ['an export', 'export const a = 1;'],
    ['an expression', '一加一是{1 + 1}'],
    ['raw HTML', '<script>alert(1)</script>'],
    ['a component that we do not hand out', '<Danger />'],
    ['a link that is no address', '[甲](javascript:alert(1))'],
  ])('refuses a text with %s and names file and line', async (_, body) => {
    const folders = await withFormerRelease();
    const before = contentsOf(folders.out);
    mkdirSync(join(folders.content, 'guides'));
    writeFileSync(
      join(folders.content, 'guides/trial.mdx'),
      `---\ntitle: 试\nsummary: 试。\ndate: 2026-11-01\n---\n\n第一段。\n\n${body}\n`,
    );
    const { code, stdout } = await run('build', buildFlags(folders));
    expect(code).toBe(1);
    expect(stdout).toMatch(/trial\.mdx.*9/);
    expect(contentsOf(folders.out)).toEqual(before);
  });

  test.each([
    ['beside a release', 'dist'],
    ['in a folder of its own', 'photos'],
  ])('refuses, with 2, an output folder with a file that is not ours, %s', async (_, name) => {
    const folders = await withFormerRelease();
    const out = join(folders.out, '..', name);
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, '假期.jpg'), 'mine');
    const before = contentsOf(out);
    const { code, stderr } = await run('build', buildFlags({ ...folders, out }));
    expect(code).toBe(2);
    expect(stderr).toContain('假期.jpg');
    expect(contentsOf(out)).toEqual(before);
  });

  test('refuses, with 2, an output that is a file', async () => {
    const folders = await withFormerRelease();
    const out = join(folders.out, '../note.txt');
    writeFileSync(out, 'mine');
    expect((await run('build', buildFlags({ ...folders, out }))).code).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  test.each([[['--as-off', '2026-11-20']], [['--as-of', '2026-02-30']], [['--as-of', '2026-11']], [['dist']]])(
    'ends with 2 for %j',
    async (flags) => {
      const { code, stderr } = await run('build', [...flags, '--out', join(temporaryFolder(), 'dist')]);
      expect(code).toBe(2);
      expect(stderr.trim()).not.toBe('');
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  test('with --json prints one object with the fate of every row, and nothing else', async () => {
    const folders = await withFormerRelease();
    writeDataFolder(folders.data, { organisations: [FIRST, { ...SECOND, 登记状态: '不明' }] });
    const { code, stdout } = await run('build', [...buildFlags(folders), '--json']);
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report.asOf).toBe(AS_OF);
    expect(report.counts.organisations).toEqual({ read: 2, published: 1, withheld: 0, rejected: 1 });
    expect(report.findings[0]).toMatchObject({
      severity: 'error',
      code: 'bad-choice',
      row: 3,
      column: 'E',
      header: '登记状态',
      value: '不明',
    });
  });

  test('of two different folders at once gives each its own site', async () => {
    const [cases, minimal] = [await builtSite('cases'), await builtSite('minimal')];
    const folder = temporaryFolder();
    const build = ({ data, content }: { data: string; content: string }, name: string) =>
      run('build', buildFlags({ data, content, out: join(folder, name) }));
    const outcomes = await Promise.all([build(cases, 'one'), build(minimal, 'other')]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(differences(join(folder, 'one'), cases.folder)).toEqual([]);
    expect(differences(join(folder, 'other'), minimal.folder)).toEqual([]);
  });
});

describe('npm run verify', () => {
  test('says that a site is as it was published', async () => {
    const { folder } = await builtSite('cases');
    const { code, stdout } = await run('verify', ['--out', folder, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).differences).toEqual([]);
  });

  test('names a changed, a missing and an extra file', async () => {
    const out = join(temporaryFolder(), 'dist');
    cpSync((await builtSite('minimal')).folder, out, { recursive: true });
    appendFileSync(join(out, 'index.html'), ' ');
    rmSync(join(out, 'about.html'));
    writeFileSync(join(out, 'extra.html'), '');
    const { code, stdout } = await run('verify', ['--out', out, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).differences).toEqual(
      expect.arrayContaining([
        { path: 'index.html', what: 'changed' },
        { path: 'about.html', what: 'missing' },
        { path: 'extra.html', what: 'unknown' },
      ]),
    );
    expect(JSON.parse(stdout).differences.length).toBe(3);
    const words = (await run('verify', ['--out', out])).stdout;
    for (const line of ['index.html：内容变了', 'about.html：不见了', 'extra.html：不在清单上'])
      expect(words).toContain(line);
  });

  test('leads to a build that makes every file anew', async () => {
    const site = await builtSite('minimal');
    const out = join(temporaryFolder(), 'dist');
    const folders = { ...site, out };
    expect((await run('build', buildFlags(folders))).code).toBe(0);
    appendFileSync(join(out, 'index.html'), ' ');
    expect((await run('verify', ['--out', out])).stdout).toContain('npm run build -- --anew');
    expect((await run('build', buildFlags(folders))).stdout).toContain('没有变动');
    const anew = await run('build', [...buildFlags(folders), '--anew']);
    expect(anew.stdout).toMatch(/第2版.*文件改动1/);
    expect(differences(out, site.folder).filter((path) => path !== 'release.json')).toEqual([]);
    expect((await run('verify', ['--out', out])).code).toBe(0);
  });

  test('passes over what file managers leave, as a build does', async () => {
    const site = await builtSite('minimal');
    const out = join(temporaryFolder(), 'dist');
    expect((await run('build', buildFlags({ ...site, out }))).code).toBe(0);
    for (const name of ['.DS_Store', 'org/Thumbs.db']) writeFileSync(join(out, name), 'x');
    expect((await run('verify', ['--out', out])).code).toBe(0);
    expect((await run('build', buildFlags({ ...site, out }))).code).toBe(0);
  });

  test('notices that the manifest itself was changed', async () => {
    const out = join(temporaryFolder(), 'dist');
    cpSync((await builtSite('minimal')).folder, out, { recursive: true });
    const manifest = readFileSync(join(out, 'SHA256SUMS'), 'utf8');
    rmSync(join(out, 'about.html'));
    writeFileSync(join(out, 'SHA256SUMS'), manifest.replace(/^.* {2}about\.html\n/m, ''));
    const { code, stdout } = await run('verify', ['--out', out, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).differences).toEqual([{ path: 'SHA256SUMS', what: 'changed' }]);
  });

  test('of a folder that is no release ends with 1', async () => {
    expect((await run('verify', ['--out', temporaryFolder()])).code).toBe(1);
  });
});

function cutOff(data: string): void {
  const file = join(data, 'organisations.csv');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.lastIndexOf(',社会团体')));
}
