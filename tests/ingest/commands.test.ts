/** `npm run check` and `npm run template` as a clerk runs them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf } from '../../src/datasets/index.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { AS_OF, codeOf, csv, organisation, withFolder } from '../../src/ingest/testing.ts';

const SCRIPTS = join(import.meta.dirname, '../../scripts');
const FINE = { 'data/organisations.csv': csv([organisation(1)]) };
const FAULTY = {
  'data/organisations.csv': csv([
    organisation(1),
    organisation(2, { 登记状态: '存续', 住所: '=HYPERLINK("https://evil.example")', 备注: '<script>' }),
    organisation(3, { 官方网站: '<script>alert(1)</script>' }),
  ]),
};
const WARNED = { 'data/organisations.csv': csv([organisation(1, { 成立登记日期: '2015' })]) };

function run(script: string, folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(SCRIPTS, script), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return { status, stdout, stderr };
}

function check(files: Readonly<Record<string, string>>, ...args: string[]) {
  return withFolder(files, (folder) => run('check.ts', folder, '--as-of', AS_OF, ...args));
}

describe('check', () => {
  test.each([
    ['is well', FINE, 0],
    ['has only warnings', WARNED, 0],
    ['has an error in a row', FAULTY, 1],
    ['has nothing', {}, 1],
    ['has a hostile text', { ...FINE, 'content/guides/a.mdx': '<script>' }, 1],
    ['has a fault in site.json', { ...FINE, 'data/site.json': '[]' }, 1],
  ])('of a folder that %s', (_, files, status) => {
    expect(check(files as Record<string, string>).status).toBe(status);
  });

  test.each([
    ['an unknown flag', ['--as-off', AS_OF]],
    ['a stray word', ['data']],
    ['a flag without its value', ['--data']],
    ['a flag with an empty one', ['--data', '']],
    ['a report folder without a name', ['--report', '']],
    ['a day that is none', ['--as-of', '2026-02-30']],
    ['a month', ['--as-of', '2026-02']],
    ['a day in another form', ['--as-of', '2026/11/20']],
    ['an empty day', ['--as-of', '']],
  ])('refuses %s, and says why on standard error', (_, args) => {
    const { status, stdout, stderr } = withFolder(FINE, (folder) => run('check.ts', folder, ...args));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trim()).not.toBe('');
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['check', '--as-of=2026-11-20', 2],
    ['check', '--content texts', 2],
    ['rollback', '--list', 2],
    // npm takes it for a longer one of its own.
    ['rollback', '--to=1', 2],
    ['deploy', '--dry-run', 2],
    ['check', '-- --as-of=2026-11-20', 0],
    // A setting that people have in their `.npmrc`.
    ['check', '--json', 0],
  ])('npm run %s %s ends with %s: what npm kept for itself is told', { timeout: 60_000 }, (script, flag, status) => {
    const files = {
      ...FINE,
      'package.json': JSON.stringify({
        scripts: { [script]: `"${process.execPath}" "${join(SCRIPTS, `${script}.ts`)}"` },
      }),
    };
    const ended = withFolder(files, (folder) =>
      spawnSync(`npm run --silent ${script} ${flag}`, { cwd: folder, encoding: 'utf8', shell: true }),
    );
    expect(ended.status).toBe(status);
    if (status === 2) expect(ended.stderr).toContain(`npm run ${script} -- ${flag.replace(/[= ].*/, '')}`);
  });

  test('--json prints one object and nothing else, in the promised shape', () => {
    const { stdout, stderr } = check(FAULTY, '--json');
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['asOf', 'counts', 'findings', 'proposals']);
    expect(report.proposals).toEqual([]);
    expect(report.asOf).toBe(AS_OF);
    expect(Object.keys(report.counts)).toEqual(DATASET_IDS);
    expect(report.counts.organisations).toEqual({ read: 3, published: 2, withheld: 0, rejected: 1 });
    expect(report.findings).toEqual([
      {
        severity: 'error',
        code: 'bad-choice',
        dataset: 'organisations',
        file: 'organisations.csv',
        row: 3,
        column: 'D',
        header: '登记状态',
        value: '存续',
        message: '「存续」不在规定的取值之内',
        suggestion: '请改为以下之一：正常、注销、撤销、吊销',
      },
      {
        severity: 'warning',
        code: 'unknown-column',
        dataset: 'organisations',
        file: 'organisations.csv',
        row: 1,
        column: 'H',
        header: '备注',
        value: null,
        message: '不认识「备注」这一列，它的内容不公布',
        suggestion: '写错的请改正表头（写法见数据字典）；用不着的可以留着或删去',
      },
      {
        severity: 'warning',
        code: 'bad-address',
        dataset: 'organisations',
        file: 'organisations.csv',
        row: 4,
        column: 'I',
        header: '官方网站',
        value: '<script>alert(1)</script>',
        message: '「<script>alert(1)</script>」不是 http 或 https 网址，只作文字显示',
        suggestion: '请写成 https://… 的完整网址',
      },
    ]);
    const keys = ['severity', 'code', 'dataset', 'file', 'row', 'column', 'header', 'value', 'message', 'suggestion'];
    for (const finding of report.findings) expect(Object.keys(finding)).toEqual(keys);
  });

  test('proposes names to look at, which are no findings', () => {
    const files = {
      'data/organisations.csv': csv([organisation(1, { 社会组织名称: '澜江市室内装饰协会' })]),
      'data/illegal-organisations.csv': csv([{ 名称: '澜江市室内装修协会', 名单类别: '涉嫌' }]),
    };
    const { status, stdout } = check(files, '--json');
    const { findings, proposals } = JSON.parse(stdout);
    expect([status, findings]).toEqual([0, []]);
    expect(proposals).toEqual([
      {
        name: '澜江市室内装修协会',
        code: codeOf(1),
        registeredName: '澜江市室内装饰协会',
        reason: 'one-character',
        text: '只差一字（修／饰）',
      },
    ]);
    const row = `澜江市室内装修协会,${codeOf(1)},只差一字（修／饰）,${AS_OF},`;
    expect(check(files).stdout).toContain(row);
    const confirmed = {
      ...files,
      'data/look-alikes.csv': `名称,统一社会信用代码,理由,确认日期,来源\n${row}\n`,
    };
    expect(JSON.parse(check(confirmed, '--json').stdout)).toMatchObject({ findings: [], proposals: [] });
  });

  test('megabytes of findings come whole through a pipe', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => organisation(i, { 登记状态: '存续', 成立登记日期: '2015' }));
    const { stdout } = check({ 'data/organisations.csv': csv(rows) }, '--json');
    expect(JSON.parse(stdout).findings).toHaveLength(12_000);
  });

  test('on the terminal groups by cause', () => {
    const rows = Array.from({ length: 25 }, (_, i) => organisation(i, { 登记状态: '存续' }));
    const { stdout } = check({ 'data/organisations.csv': csv(rows) });
    expect(stdout).toContain('【错误】不在规定的取值之内（bad-choice）：25处，这一行搁置，不公布');
    expect(stdout.match(/organisations\.csv 第\d+行/g)).toHaveLength(20);
    expect(stdout).toContain('…还有5处');
    expect(stdout).toContain('社会组织登记：读到25行，公布0，不公布0，搁置25');
  });

  test('--report writes a table for spreadsheets and a page', () => {
    withFolder(FAULTY, (folder) => {
      const { status, stdout } = run('check.ts', folder, '--as-of', AS_OF, '--report', 'report/deep');
      expect(status).toBe(1);
      expect(stdout).toContain('report/deep');
      expect(readdirSync(join(folder, 'report/deep'))).toEqual(['findings.csv', 'findings.html']);
      const table = readFileSync(join(folder, 'report/deep/findings.csv'), 'utf8');
      expect(table.startsWith('\uFEFF')).toBe(true);
      expect(table.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(Papa.parse(table.trimEnd()).data).toHaveLength(4);
      const page = readFileSync(join(folder, 'report/deep/findings.html'), 'utf8');
      expect(page).not.toContain('<script');
      expect(page).toContain('&lt;script&gt;alert(1)');
    });
  });

  test.each([
    ['is a file', 'note.txt', 'note.txt', '是一个文件，不是文件夹'],
    ['lies below a file', 'note.txt', 'note.txt/report', '要放在一个文件下面'],
    ['holds a folder where the report would stand', 'report/findings.csv/a.txt', 'report', '名为 findings.csv'],
  ])('refuses, with 2, a report folder that %s', (_, file, report, words) => {
    withFolder({ ...FAULTY, [file]: 'mine' }, (folder) => {
      const { status, stdout, stderr } = run('check.ts', folder, '--as-of', AS_OF, '--report', report);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`「${report}」：`);
      expect(stderr).toContain(words);
      expect(stderr).toContain('--report');
      expect(stderr).not.toContain('    at ');
      expect(readFileSync(join(folder, file), 'utf8')).toBe('mine');
    });
  });

  test('leaves the data as they are', () => {
    withFolder(FAULTY, (folder) => {
      run('check.ts', folder);
      expect(readdirSync(folder)).toEqual(['data']);
      expect(readFileSync(join(folder, 'data/organisations.csv'), 'utf8')).toBe(FAULTY['data/organisations.csv']);
    });
  });

  test('hides a private number in all it prints and writes', () => {
    const files = {
      'data/organisations.csv': csv([organisation(1, { 社会组织名称: '协会 13800138000', 登记状态: '13800138000' })]),
    };
    withFolder(files, (folder) => {
      const outputs = [run('check.ts', folder, '--report', 'report'), run('check.ts', folder, '--json')];
      for (const { status } of outputs) expect(status).toBe(1);
      const written = readdirSync(join(folder, 'report')).map((name) =>
        readFileSync(join(folder, 'report', name), 'utf8'),
      );
      expect([...written, JSON.stringify(outputs)].join('\n')).not.toContain('13800138000');
    });
  });
});

describe('template', () => {
  test('writes an empty file for every dataset, with its headers, for Excel', () => {
    withFolder({}, (folder) => {
      expect(run('template.ts', folder, '--out', 'new').status).toBe(0);
      const titles = DATASET_IDS.map((id) => `${datasetOf(id).title}.csv`);
      expect(readdirSync(join(folder, 'new')).toSorted()).toEqual(titles.toSorted());
      for (const id of DATASET_IDS) {
        const text = readFileSync(join(folder, 'new', `${datasetOf(id).title}.csv`), 'utf8');
        const headers = Object.values(datasetOf(id).columns).map((column) => column.header);
        expect(text).toBe(`\uFEFF${headers.join(',')}\r\n`);
      }
      expect(ingest(join(folder, 'new'), { asOf: AS_OF }).findings).toEqual([]);
    });
  });

  test('filled with the examples of its columns is data without a finding', () => {
    withFolder({}, (folder) => {
      run('template.ts', folder, '--out', 'new');
      for (const id of DATASET_IDS) {
        const { title, columns } = datasetOf(id);
        const file = join(folder, 'new', `${title}.csv`);
        const row = Object.values(columns).map((column) => column.example);
        writeFileSync(file, `${readFileSync(file, 'utf8')}${row.join(',')}\r\n`);
      }
      const { findings, counts } = ingest(join(folder, 'new'), { asOf: AS_OF });
      expect(findings).toEqual([]);
      expect(counts.organisations).toEqual({ read: 1, published: 1, withheld: 0, rejected: 0 });
    });
  });

  test('filled by a clerk is read', () => {
    withFolder({}, (folder) => {
      run('template.ts', folder, '--out', 'new');
      const file = join(folder, 'new/曾用名.csv');
      writeFileSync(join(folder, 'new/社会组织登记.csv'), csv([organisation(1)]));
      writeFileSync(file, `${readFileSync(file, 'utf8')}${codeOf(1)},澜江市竹器协会,2019/5/6\r\n`);
      expect(ingest(join(folder, 'new'), { asOf: AS_OF })).toMatchObject({
        findings: [],
        records: { 'former-names': [{ code: codeOf(1), formerName: '澜江市竹器协会', changedOn: '2019-05-06' }] },
      });
    });
  });

  test('never overwrites what a clerk has begun', () => {
    withFolder({ 'new/行政处罚.csv': '已填' }, (folder) => {
      expect(run('template.ts', folder, '--out', 'new').stdout).toContain('行政处罚.csv 已经有了，没有改动');
      expect(readFileSync(join(folder, 'new/行政处罚.csv'), 'utf8')).toBe('已填');
      expect(existsSync(join(folder, 'new/社会组织登记.csv'))).toBe(true);
    });
  });

  test('refuses an unknown flag', () => {
    expect(withFolder({}, (folder) => run('template.ts', folder, '--ou', 'x').status)).toBe(2);
  });
});
