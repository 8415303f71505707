/** What a build would change, and when it stops: the commands, on a small register that is really built. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openOutput } from '../../src/publish/releases.ts';
import { AS_OF, buildFlags, run, start, type BuildFolders, type Outcome } from '../helpers/commands.ts';
import { writeDataFolder, type Row, type Tables } from '../helpers/data-folder.ts';
import { contentsOf, temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';
import { freePort } from '../helpers/ports.ts';

const COUNT = 60;
const ORGANISATIONS = minimalTables(COUNT).organisations!;
const HEADER = '统一社会信用代码';

function listing(organisation: Row, cells: Row = {}): Row {
  const own = { [HEADER]: organisation[HEADER]!, 列入日期: '2025-07-01', 列入事由: '通过登记的住所无法取得联系' };
  return { ...own, 列入决定机关: '甲市民政局执法科', ...cells };
}

const LISTINGS = ORGANISATIONS.slice(0, 3).map((organisation) => listing(organisation));
const TABLES: Tables = { organisations: ORGANISATIONS, 'abnormal-listings': LISTINGS };
const WITHOUT_HALF: Tables = { ...TABLES, organisations: ORGANISATIONS.slice(0, COUNT / 2) };

let base: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'minglu-brake-'));
  const folders = foldersIn(base);
  mkdirSync(folders.content);
  writeDataFolder(folders.data, TABLES);
  const { code, stdout, stderr } = await run('build', buildFlags(folders));
  if (code !== 0 || !stdout.includes('这是第一版')) throw new Error(stdout + stderr);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function foldersIn(folder: string): BuildFolders {
  return { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
}

/** The released register, its data folder and these tables in it instead. */
function afterRelease(tables: Tables): BuildFolders {
  const folders = foldersIn(temporaryFolder());
  cpSync(base, join(folders.out, '..'), { recursive: true });
  rmSync(folders.data, { recursive: true });
  writeDataFolder(folders.data, tables);
  return folders;
}

function writeGuides(content: string, count: number): void {
  mkdirSync(join(content, 'guides'), { recursive: true });
  for (let i = 0; i < count; i++)
    writeFileSync(
      join(content, `guides/guide-${i}.mdx`),
      `---\ntitle: 指南${i}\nsummary: 怎样核对\ndate: 2026-01-01\n---\n\n先核对代码。\n`,
    );
}

function acceptedIn({ stdout }: Outcome): string {
  return /--accept ([\da-f]{12})$/m.exec(stdout)![1]!;
}

describe('a build that would lose half of the register', () => {
  test('stops, leaves the release, and publishes once exactly that is accepted', async () => {
    const folders = afterRelease(WITHOUT_HALF);
    const before = contentsOf(folders.out);
    const stopped = await run('build', buildFlags(folders));
    expect(stopped.code, stopped.stderr).toBe(1);
    expect(stopped.stdout).toContain(
      '「社会组织登记」公布的60行里有30行（50%）来源中已不见：甲乙丙丁31号研究会、甲乙丙丁32号研究会',
    );
    expect(stopped.stdout).toContain('社会组织登记：来源中已不见30（甲乙丙丁31号研究会');
    expect(stopped.stdout).toContain(`没有公布。${folders.out} 保持原样`);
    const command = /npm run build -- (.*)/.exec(stopped.stdout)![1]!;
    expect(command.split(' ')).toEqual([...buildFlags(folders), '--accept', acceptedIn(stopped)]);
    expect(contentsOf(folders.out)).toEqual(before);

    const wrong = await run('build', [...buildFlags(folders), '--accept', '0123456789ab']);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('--accept 写的是 0123456789ab，与这次的变动不符');
    expect(acceptedIn(wrong)).toBe(acceptedIn(stopped));
    expect(contentsOf(folders.out)).toEqual(before);

    writeDataFolder(folders.data, { ...WITHOUT_HALF, organisations: ORGANISATIONS.slice(0, COUNT / 2 - 1) });
    const changedSince = await run('build', [...buildFlags(folders), '--accept', acceptedIn(stopped)]);
    expect(changedSince.code).toBe(1);
    expect(acceptedIn(changedSince)).not.toBe(acceptedIn(stopped));
    expect(contentsOf(folders.out)).toEqual(before);

    writeDataFolder(folders.data, WITHOUT_HALF);
    const accepted = await run('build', [...buildFlags(folders), '--accept', acceptedIn(stopped)]);
    expect(accepted.code, accepted.stdout).toBe(0);
    expect(accepted.stdout).toContain('来源中已不见30');
    expect(readFileSync(join(folders.out, 'data/organisations.csv'), 'utf8').trim().split('\n')).toHaveLength(31);

    const again = await run('build', [...buildFlags(folders), '--accept', acceptedIn(stopped)]);
    expect(again.code, 'harmless without a reason').toBe(0);
    expect(again.stdout).toContain('数据没有变动');
  });

  test('is previewed with every name', async () => {
    const folders = afterRelease(WITHOUT_HALF);
    const text = await run('preview', buildFlags(folders));
    expect(text.code, text.stderr).toBe(1);
    expect(text.stdout).toMatch(/【社会组织登记】公布60行 → 30行\n {2}来源中已不见 30行：甲乙丙丁31号研究会、.*等30家/);
    expect(text.stdout).toContain('【刹车】');
    const preview = await run('preview', [...buildFlags(folders), '--json']);
    expect(preview.code).toBe(1);
    const { asOf, refused, release, digest, stops, datasets } = JSON.parse(preview.stdout);
    expect({ asOf, refused, release, digest }).toEqual({
      asOf: AS_OF,
      refused: false,
      release: { number: 1, asOf: AS_OF },
      digest: acceptedIn(text),
    });
    expect(stops).toMatchObject([{ code: 'vanished', dataset: 'organisations' }]);
    expect(datasets).toHaveLength(1);
    expect(datasets[0]).toMatchObject({ dataset: 'organisations', before: 60, after: 30, compared: true });
    expect(datasets[0].rows).toEqual(
      ORGANISATIONS.slice(COUNT / 2).map((row) => {
        return { kind: 'vanished', name: row['社会组织名称'], key: { [HEADER]: row[HEADER] } };
      }),
    );
    const accepting = await run('preview', [...buildFlags(folders), '--json', '--accept', digest]);
    expect([accepting.code, JSON.parse(accepting.stdout).stops]).toEqual([0, []]);
    expect((await run('preview', [...buildFlags(folders), '--brake', '100'])).code).toBe(0);
  });

  test('stops under `npm start`, too', async () => {
    const folders = afterRelease(WITHOUT_HALF);
    const before = contentsOf(folders.out);
    const server = start('start', [...buildFlags(folders), '--port', String(await freePort())]);
    onTestFinished(async () => {
      server.process.kill('SIGTERM');
      await server.ended;
    });
    while (!server.said().includes('http://localhost')) {
      if (server.process.exitCode !== null) throw new Error(server.said());
      await delay(100);
    }
    expect(server.said()).toContain('【刹车】');
    expect(server.said()).toContain('--accept ');
    expect(contentsOf(folders.out)).toEqual(before);
  });
});

describe('a build', () => {
  test.each<[string, Tables, string[], string]>([
    ['of an earlier day', TABLES, ['--as-of', '2026-11-19'], '截至日期 2026-11-19 早于已公布的第1版（2026-11-20）'],
    [
      'with an emptied list',
      { ...TABLES, 'abnormal-listings': [] },
      [],
      '「活动异常名录」原来公布3行，这次一行也没有：甲乙丙丁1号研究会、甲乙丙丁2号研究会、甲乙丙丁3号研究会',
    ],
    ['without a list that was there', { organisations: ORGANISATIONS }, [], '「活动异常名录」原来公布3行'],
    [
      'of twice as many',
      { ...TABLES, organisations: minimalTables(2 * COUNT).organisations! },
      ['--brake', '100'],
      '从60行变成120行，是原来的2.0倍',
    ],
    [
      'with many set aside',
      { ...TABLES, organisations: ORGANISATIONS.map((row, i) => (i % 2 === 0 ? { ...row, 登记状态: '不明' } : row)) },
      [],
      '60行里有30行（50%）不同了（因错搁置30）',
    ],
  ])('%s stops', async (_, tables, flags, message) => {
    const folders = afterRelease(tables);
    const before = contentsOf(folders.out);
    const { code, stdout } = await run('build', [...buildFlags(folders), ...flags]);
    expect(code, stdout).toBe(1);
    expect(stdout).toContain(message);
    expect(contentsOf(folders.out)).toEqual(before);
  });

  test('whose list the rule emptied goes through, and nothing of it is quoted', async () => {
    const repaired = LISTINGS.map((row) => ({
      ...row,
      信用修复日期: AS_OF,
      移出日期: '2026-11-01',
      移出事由: '已经改正',
    }));
    const folders = afterRelease({ ...TABLES, 'abnormal-listings': repaired });
    const page = join(folders.out, '../changes.html');
    const shown = await run('preview', [...buildFlags(folders), '--html', page]);
    expect(shown.code, shown.stdout).toBe(0);
    const json = await run('preview', [...buildFlags(folders), '--json']);
    const built = await run('build', buildFlags(folders));
    expect(built.code, built.stdout).toBe(0);
    expect(built.stdout).toContain('活动异常名录：依规不再公布3');
    for (const text of [shown.stdout, json.stdout, readFileSync(page, 'utf8'), built.stdout]) {
      expect(text).not.toMatch(/无法取得联系|执法科|已经改正|2025-07-01/);
    }
    for (const text of [shown.stdout, json.stdout, readFileSync(page, 'utf8')])
      expect(text).toContain('甲乙丙丁2号研究会');
  });

  test('of a damaged release is held against its rows all the same', async () => {
    const folders = afterRelease(WITHOUT_HALF);
    rmSync(join(folders.out, 'about.html'));
    expect((await run('build', buildFlags(folders))).stdout).toContain('60行里有30行（50%）来源中已不见');
    writeFileSync(join(folders.out, 'data/organisations.csv'), '统一社会信用代码\n');
    const { code, stdout } = await run('build', buildFlags(folders));
    expect([code, stdout]).toEqual([1, expect.stringContaining('已公布的60行读不出来或被改动过')]);
  });

  test('tells with --json what it changes, beside the report of a check', async () => {
    const [first, ...rest] = ORGANISATIONS;
    const folders = afterRelease({ ...TABLES, organisations: [{ ...first!, 登记状态: '注销' }, ...rest] });
    const { code, stdout } = await run('build', [...buildFlags(folders), '--json']);
    expect(code).toBe(0);
    const { changes, release, ...report } = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['asOf', 'counts', 'findings']);
    expect(release).toMatchObject({ number: 2, isNew: true, pages: expect.any(Number) });
    expect(release.rendered).toBe(release.pages);
    expect(changes).toEqual({
      release: { number: 1, asOf: AS_OF },
      digest: expect.stringMatching(/^[\da-f]{12}$/),
      datasets: {
        organisations: {
          before: 60,
          after: 60,
          vanished: 0,
          'set-aside': 0,
          withheld: 0,
          ended: 1,
          changed: 0,
          added: 0,
        },
      },
      texts: null,
      stops: [],
    });
  });
});

describe('npm run preview', () => {
  test('shows cells that changed, and they do no harm', async () => {
    const hostile = '<script>alert(1)</script>"\u001B[31m\u202E&';
    const organisations = ORGANISATIONS.map((row, i) =>
      i === 0 ? { ...row, 住所: hostile, 社会组织名称: '<b>甲' } : row,
    );
    const folders = afterRelease({ ...TABLES, organisations });
    const page = join(folders.out, '../changes.html');
    const { code, stdout } = await run('preview', [...buildFlags(folders), '--html', page]);
    expect(code).toBe(0);
    expect(stdout).toContain('社会组织名称：甲乙丙丁1号研究会 → <b>甲；住所：（空） → <script>');
    expect(stdout).not.toMatch(/[\u001B\u202E]/);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
    expect(html).toContain('&lt;b&gt;甲');
    expect(html).not.toMatch(/<script|<b>|\son\w+=|https?:/i);
    expect(html).toContain("default-src 'none'");
  });

  test('says nothing private, and compares nothing while it is in the data', async () => {
    const organisations = ORGANISATIONS.map((row) => ({ ...row, 住所: '联系电话13812345678' }));
    const folders = afterRelease({ ...TABLES, organisations });
    const page = join(folders.out, '../changes.html');
    for (const flags of [[], ['--json'], ['--html', page]]) {
      const { code, stdout, stderr } = await run('preview', [...buildFlags(folders), ...flags]);
      expect(code).toBe(1);
      expect(stdout).toMatch(/手机号码/);
      expect(stdout + stderr).not.toContain('13812345678');
      if (flags[0] === '--json') expect(JSON.parse(stdout)).toMatchObject({ refused: true, asOf: AS_OF });
    }
    expect(existsSync(page)).toBe(false);
  });

  test('writes nothing, before the first release or after it, though another has the lock', async () => {
    const folders = afterRelease(WITHOUT_HALF);
    const before = contentsOf(folders.out);
    const output = openOutput(folders.out);
    onTestFinished(() => {
      output.close();
      rmSync(output.home, { recursive: true, force: true });
    });
    const names = readdirSync(join(folders.out, '..'));
    const remembered = contentsOf(output.home);
    expect((await run('preview', buildFlags(folders))).code).toBe(1);
    expect(contentsOf(folders.out)).toEqual(before);
    expect(readdirSync(join(folders.out, '..'))).toEqual(names);
    expect(contentsOf(output.home)).toEqual(remembered);

    const out = join(folders.out, '../none/dist');
    const { code, stdout } = await run('preview', buildFlags({ ...folders, out }));
    expect([code, stdout]).toEqual([0, expect.stringContaining('还没有公布过')]);
    expect(existsSync(join(out, '..'))).toBe(false);
  });

  test('holds while builds exchange what it looks at', async () => {
    const folders = afterRelease(TABLES);
    const state = { isBuilding: true };
    const builds = async () => {
      for (const status of ['注销', '正常']) {
        writeDataFolder(folders.data, {
          ...TABLES,
          organisations: [{ ...ORGANISATIONS[0]!, 登记状态: status }, ...ORGANISATIONS.slice(1)],
        });
        const { code, stdout } = await run('build', buildFlags(folders));
        expect(code, stdout).toBe(0);
      }
      state.isBuilding = false;
    };
    const data = join(folders.data, '../other-data');
    writeDataFolder(data, WITHOUT_HALF);
    const previews = async () => {
      while (state.isBuilding) {
        const { code, stdout, stderr } = await run('preview', [...buildFlags({ ...folders, data }), '--json']);
        expect([code, stderr]).toEqual([1, '']);
        expect(JSON.parse(stdout).stops).toMatchObject([{ code: 'vanished' }]);
      }
    };
    await Promise.all([builds(), previews()]);
  });

  test('stops when site.json is lost, and the pages would call real data an example', async () => {
    const folders = { ...afterRelease(TABLES), out: join(temporaryFolder(), 'dist') };
    const site = join(folders.data, 'site.json');
    writeFileSync(site, '{ "example": false }');
    expect((await run('build', buildFlags(folders))).code).toBe(0);
    rmSync(site);
    const stopped = await run('build', buildFlags(folders));
    expect([stopped.code, stopped.stdout]).toEqual([1, expect.stringContaining('每一页都会写上「示例数据」')]);
    const { stdout } = await run('preview', [...buildFlags(folders), '--json']);
    expect(JSON.parse(stdout).stops).toMatchObject([{ code: 'example' }]);
  });

  test('tells which texts would come and go, and a build without them stops', async () => {
    const folders = afterRelease(TABLES);
    writeGuides(folders.content, 2);
    const shown = await run('preview', buildFlags(folders));
    expect(shown.stdout).toMatch(/【文章】公布0篇 → 2篇\n {2}新增 2篇：guides\/guide-0\.html、guides\/guide-1\.html/);
    expect((await run('build', buildFlags(folders))).stdout).toContain('文章：新增2');
    rmSync(folders.content, { recursive: true });
    const json = JSON.parse((await run('preview', [...buildFlags(folders), '--json'])).stdout);
    expect(json).toMatchObject({ stops: [{ code: 'emptied' }], texts: { before: 2, after: 0, added: [] } });
    const stopped = await run('build', buildFlags(folders));
    expect([stopped.code, stopped.stdout]).toEqual([1, expect.stringContaining('「文章」原来公布2篇，这次一篇也没有')]);
  });

  test.each([
    ['--brake', '101'],
    ['--brake', '-1'],
    ['--brake', 'halb'],
    ['--html', '/no/such/folder/changes.html'],
    ['--html', 'organisations.csv'],
    ['--accept', 'abc'],
    ['--accepted', 'x'],
  ])('ends with 2 for %s %s', async (...flags) => {
    const folders = afterRelease(TABLES);
    expect((await run('preview', [...buildFlags(folders), ...flags])).code).toBe(2);
  });
});
