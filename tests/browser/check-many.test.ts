import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.ts';
import { subjectsOf } from '../../src/lookup/subjects.ts';
import { writeLookup } from '../../src/lookup/writer.ts';
import { createRegister } from '../../src/register/register.ts';
import { writeSample } from '../../src/sample/sample.ts';
import { AS_OF } from '../helpers/commands.ts';
import { toGb18030, toUtf16 } from '../helpers/encodings.ts';
import { modelOf } from '../helpers/model.ts';
import { useBrowser } from '../helpers/reading.ts';
import { visit } from '../helpers/visit.ts';
import { workbookOf } from '../helpers/workbook.ts';

const sites = useBrowser('shipped');

const open = async (options?: Parameters<typeof visit>[2]) => {
  const visited = await visit(sites.browser, sites.of('shipped').host, options);
  await visited.page.goto('/check-many.html');
  return visited;
};

const boxOf = (page: Page) => page.getByLabel('名称或代码，每行一个');
const startOf = (page: Page) => page.getByRole('button', { name: '开始核查' });
const resultOf = (page: Page) => page.getByRole('region', { name: '结果', exact: true });
const summaryOf = (page: Page) => resultOf(page).locator('[data-summary]').innerText();
const rowsOf = (page: Page) =>
  resultOf(page)
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

/** As pasting does: typing thousands of lines takes the browser long. */
async function paste(page: Page, list: string): Promise<void> {
  await boxOf(page).evaluate((box, text) => {
    (box as HTMLTextAreaElement).value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, list);
}

async function check(page: Page, list: string): Promise<string[][]> {
  await paste(page, list);
  await startOf(page).click();
  await resultOf(page).waitFor();
  return rowsOf(page);
}

async function give(page: Page, name: string, content: Uint8Array | string): Promise<void> {
  await page.getByLabel('或者选一个文件').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
  await page
    .getByRole('status')
    .filter({ hasText: /读到|。$/ })
    .first()
    .waitFor();
}

async function savedBy(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载结果' }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe('a list that is pasted', () => {
  test('is answered line by line: found, near, not here, on an illegal list, by code', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const once = register.organisations.filter(
      ({ name }) => register.organisations.filter((other) => other.name === name).length === 1,
    );
    const [one, other] = [once[30]!, once.find(({ status }) => status === '注销')!];
    const body = register.illegal.find(
      ({ name }) => register.illegal.filter((another) => another.name === name).length === 1,
    )!;
    const slip = `${one.name.slice(0, 4)}龘${one.name.slice(5)}`;
    const { page, amiss } = await open();
    const rows = await check(
      page,
      [
        one.name,
        '',
        `  ${other.code.toLowerCase()} `,
        body.name,
        slip,
        'qwxzv龘',
        '51990000MJ0000000X',
        '甲'.repeat(200),
      ].join('\n'),
    );
    expect(rows.map((cells) => [cells[0], cells[2]])).toEqual([
      ['1', '找到'],
      ['3', '找到'],
      ['4', '找到'],
      ['5', '名称相近'],
      ['6', '没有找到'],
      ['7', '没有找到'],
      ['8', '没有核查'],
    ]);
    expect(rows[0]).toEqual(['1', one.name, '找到', one.name, one.code, '登记状态正常', '名称一致']);
    expect(rows[1]!.slice(3, 6)).toEqual([other.name, other.code, '已注销']);
    expect(rows[2]!.slice(3, 5)).toEqual([body.name, '']);
    expect(rows[2]![5]).toContain('名单');
    expect(rows[3]![3]).toBe(one.name);
    expect(rows[3]![6]).toContain('龘');
    expect(rows[5]![6]).toContain('代码');
    expect(await summaryOf(page)).toBe(
      '核查了7个：找到3个（其中1个在非法社会组织名单上），名称相近1个，没有找到2个，没有核查1个。',
    );
    expect(await resultOf(page).innerText()).toContain('「没有找到」不等于不合法');
    const links = resultOf(page).getByRole('table').getByRole('link');
    expect(await links.nth(0).getAttribute('href')).toBe(`/org/${one.code}.html`);
    expect(await links.nth(2).getAttribute('href')).toBe(`/illegal/${body.id}.html`);
    expect(await amiss()).toEqual([]);
  });

  test('with a header and separators is a table, its column of names is found and can be changed', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const [one, other] = [register.organisations[40]!, register.organisations[41]!];
    const { page } = await open();
    const table = `序号\t社会组织名称\t统一社会信用代码\n1\t${one.name}\t${one.code}\n2\t${other.name}\t${other.code}`;
    const rows = await check(page, table);
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual([
      ['2', one.name, '找到'],
      ['3', other.name, '找到'],
    ]);
    await page.getByLabel('名称或代码在哪一列').selectOption({ label: '统一社会信用代码（2个）' });
    await startOf(page).click();
    await expect.poll(async () => (await rowsOf(page))[0]?.[1]).toBe(one.code);
  });

  test('that is empty is not checked', async () => {
    const { page, amiss } = await open();
    await paste(page, '  \n \n');
    await startOf(page).click();
    expect(await page.getByRole('status').first().innerText()).toContain('请先粘贴');
    expect(await resultOf(page).isVisible()).toBe(false);
    expect(await amiss()).toEqual([]);
  });

  test('with a quote that nothing closes loses no line', async () => {
    const { page } = await open();
    const rows = await check(page, '"甲市第一协会\n乙市第二商会\n丙市第三学会');
    expect(rows).toHaveLength(3);
  });

  test('of more than 5,000 is cut, and that is said', async () => {
    const { page } = await open();
    await page.route('**/lookup/**', (route) => route.abort());
    await paste(page, Array.from({ length: 5_210 }, (_, i) => `第${i}号协会`).join('\n'));
    await startOf(page).click();
    await page.getByText('查询没有完成').last().waitFor();
    expect(await page.getByRole('status').first().innerText()).toBe(
      '读到5,210个名称或代码。一次最多核查5,000个，将核查前5,000个。',
    );
  });
});

describe('a file', () => {
  const table = (names: readonly string[]) =>
    `编号,单位名称,备注\r\n${names.map((name, i) => `${i + 1},${name},无\r\n`).join('')}`;

  test.each([
    ['CSV in UTF-8', 'a.csv', (names: string[]) => table(names)],
    ['CSV in GB 18030', 'a.csv', (names: string[]) => toGb18030(table(names))],
    ['CSV in UTF-16', 'a.csv', (names: string[]) => toUtf16(table(names))],
    ['plain text', 'a.txt', (names: string[]) => `\n${names.join('\n')}`],
    [
      'a workbook',
      'a.xlsx',
      (names: string[]) => workbookOf([['编号', '单位名称'], ...names.map((name, i) => [String(i), name])]),
    ],
  ])('of %s is read and checked', async (_, name, make) => {
    const { register } = modelOf(sites.of('shipped').site);
    const names = register.organisations.slice(50, 60).map((organisation) => organisation.name);
    const { page, amiss } = await open();
    await give(page, name, make(names));
    expect(await page.getByRole('status').first().innerText()).toBe(`「${name}」读到10个名称或代码。`);
    await startOf(page).click();
    await resultOf(page).waitFor();
    const rows = await rowsOf(page);
    expect(rows.map((cells) => [Number(cells[0]), cells[1], cells[2]])).toEqual(
      names.map((typed, i) => [i + 2, typed, '找到']),
    );
    expect(await amiss()).toEqual([]);
  });

  test('can be dropped on the page', async () => {
    const { page, amiss } = await open();
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['名称\n火星协会\n'], '名单.csv'));
      return data;
    });
    await page.getByRole('main').dispatchEvent('dragover', { dataTransfer: transfer });
    await page.getByRole('main').dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByText('「名单.csv」读到1个名称或代码。').waitFor();
    expect(await amiss()).toEqual([]);
  });

  test.each([
    ['an old workbook', 'a.xls', () => readFileSync('tests/fixtures/xlsx/sheetjs.xls'), '旧格式'],
    ['a document', 'a.xlsx', () => readFileSync('tests/fixtures/xlsx/sheetjs.ods'), '不是 .xlsx'],
    ['a workbook that is cut off', 'a.xlsx', () => workbookOf([['名称']]).subarray(0, 300), '没有保存完整'],
    ['text that is cut off', 'a.csv', () => Buffer.from('名称\n甲协会\n乙').subarray(0, -1), '断了'],
    ['a picture', 'a.csv', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), '不是文字文件'],
    ['nothing', 'a.csv', () => Buffer.from(''), '没有读到名称或代码'],
  ])('that is %s is refused in words', async (_, name, make, words) => {
    const { page, amiss } = await open();
    await give(page, name, make());
    await page.getByText(words).waitFor();
    await startOf(page).click();
    expect(await resultOf(page).isVisible()).toBe(false);
    // It can be taken away, and a list pasted in its place.
    await page.getByRole('button', { name: '不用这个文件' }).click();
    expect(await check(page, '火星协会')).toHaveLength(1);
    expect(await amiss()).toEqual([]);
  });

  test('loads what reads workbooks only when one is given', async () => {
    const { page } = await open();
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    await give(page, 'a.csv', '名称\n火星协会\n');
    expect(scripts.filter((path) => path.includes('workbook'))).toEqual([]);
    await give(page, 'a.xlsx', workbookOf([['名称'], ['火星协会']]));
    await page.getByText('「a.xlsx」读到1个').waitFor();
    expect(scripts.filter((path) => path.includes('workbook'))).toHaveLength(1);
  });
});

describe('the result', () => {
  test('is saved as CSV for spreadsheets, in which nothing is a formula', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { name, code } = register.organisations[70]!;
    const { page, amiss } = await open();
    const formulas = ['=HYPERLINK("http://x")', '+1+1协会', '-2协会', '@SUM(1)'];
    await check(page, ['名称', name, ...formulas.map((formula) => `"${formula.replaceAll('"', '""')}"`)].join('\n'));
    const { name: file, bytes } = await savedBy(page);
    expect(file).toMatch(/^核查结果-\d{4}-\d\d-\d\d\.csv$/);
    const text = bytes.toString('utf8');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const lines = text.slice(1).split('\r\n');
    expect(lines[0]).toBe('行号,输入,结果,本站收录的名称,统一社会信用代码,状态,说明,数据截至,核查日期');
    expect(lines[1]).toMatch(
      new RegExp(`^2,${name},找到,${name},${code},登记状态正常,名称一致,2026-11-20,\\d{4}-\\d\\d-\\d\\d$`),
    );
    expect(lines).toHaveLength(formulas.length + 3);
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).not.toMatch(/(^|,|\n)"?[=+\-@]/);
    expect(await amiss()).toEqual([]);
  });

  test('shows 200 rows at a time, and those of one outcome alone', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const names = register.organisations.slice(0, 430).map((organisation) => organisation.name);
    const { page } = await open();
    const rows = await check(page, [...names, 'qwxzv龘'].join('\n'));
    expect(rows).toHaveLength(200);
    await page.getByRole('button', { name: '再显示200行（还有231行）' }).click();
    await page.getByRole('button', { name: '再显示31行（还有31行）' }).click();
    expect(await rowsOf(page)).toHaveLength(431);
    expect(await page.getByRole('button', { name: /再显示/ }).isVisible()).toBe(false);
    await page.getByLabel('显示', { exact: true }).selectOption('没有找到');
    expect((await rowsOf(page)).map((cells) => cells[1])).toEqual(['qwxzv龘']);
  });
});

describe('5,000 names against 10,000', () => {
  let files: Map<string, Uint8Array>;
  let list: string[];

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'minglu-test-'));
    writeSample({ organisations: 10_000, seed: 3, asOf: AS_OF, out: join(folder, 'data') });
    const register = createRegister(ingest(join(folder, 'data'), { asOf: AS_OF }));
    rmSync(folder, { recursive: true });
    files = new Map(writeLookup({ asOf: AS_OF, coverage: '', subjects: subjectsOf(register) }));
    // Half as they are, a quarter with a slip, the others put together of two names: names that are nowhere take longest.
    list = register.organisations.slice(0, 5_000).map(({ name, code }, i) => {
      const other = register.organisations[9_999 - i]!.name;
      if (i % 4 === 0) return `${name.slice(0, 3)}花${name.slice(4)}`;
      if (i % 4 === 1) return name.slice(0, name.length / 2) + other.slice(other.length / 2);
      return i % 4 === 2 ? name : code;
    });
  }, 120_000);

  async function withIndex(context: BrowserContext): Promise<void> {
    await context.route('**/lookup/**', async (route) => {
      const bytes = files.get(new URL(route.request().url()).pathname.slice('/lookup/'.length));
      await (bytes === undefined ? route.abort() : route.fulfill({ body: Buffer.from(bytes) }));
    });
  }

  test('are looked up in a worker while the page goes on, with progress', { timeout: 240_000 }, async () => {
    const { page, context, amiss } = await open();
    await withIndex(context);
    await page.evaluate(() => {
      const seen = { gaps: [] as number[], spoken: new Set<string>(), progress: new Set<number>() };
      Object.assign(globalThis, { seen });
      let last = performance.now();
      setInterval(() => {
        const now = performance.now();
        seen.gaps.push(now - last);
        last = now;
        seen.spoken.add(document.querySelector('[data-status]')!.textContent);
        seen.progress.add(document.querySelector('progress')!.value);
      }, 10);
    });
    await paste(page, list.join('\n'));
    const begun = performance.now();
    await startOf(page).click();
    await resultOf(page).waitFor({ timeout: 200_000 });
    const took = performance.now() - begun;
    const { gaps, spoken, progress } = await page.evaluate(() => {
      const { seen } = globalThis as unknown as {
        seen: { gaps: number[]; spoken: Set<string>; progress: Set<number> };
      };
      return { gaps: seen.gaps, spoken: [...seen.spoken], progress: [...seen.progress] };
    });
    console.log(`5,000 × 10,000: ${Math.round(took)} ms, longest gap ${Math.round(Math.max(...gaps))} ms`);
    // Work that took all that time on the page itself would show as one gap as long.
    expect(Math.max(...gaps)).toBeLessThan(Math.max(400, took / 8));
    expect(progress.length).toBeGreaterThan(10);
    expect(spoken.length).toBeGreaterThan(5);
    expect(spoken.length).toBeLessThan(15);
    expect(await summaryOf(page)).toMatch(/^核查了5,000个：找到[\d,]+个/);
    expect(await rowsOf(page)).toHaveLength(200);
    const { bytes } = await savedBy(page);
    const lines = bytes.toString('utf8').trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(5_000);
    // Nobody's answer has got into another's row.
    const wrong = lines.filter((line, i) => {
      const cells = line.split(',');
      return cells[1] !== list[i] || (i % 4 >= 2 && cells[2] !== '找到');
    });
    expect(wrong).toEqual([]);
    expect(await amiss()).toEqual([]);
  });

  test('can be cancelled: what was done stays', { timeout: 120_000 }, async () => {
    const { page, context } = await open();
    await withIndex(context);
    await paste(page, list.join('\n'));
    await startOf(page).click();
    const done = page.locator('[data-done]');
    await expect
      .poll(async () => Number((await done.innerText()).split('/')[0]!.replace(/\D/g, '')), { timeout: 60_000 })
      .toBeGreaterThan(100);
    await page.getByRole('button', { name: '取消' }).click();
    const summary = await summaryOf(page);
    const count = Number(/^核查已取消。5,000个中核查了([\d,]+)个：/.exec(summary)![1]!.replaceAll(',', ''));
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(5_000);
    expect(await rowsOf(page)).toHaveLength(Math.min(200, count));
    await page.waitForTimeout(500);
    expect(await summaryOf(page)).toBe(summary);
    // Another check begins anew.
    expect(await check(page, list.slice(0, 3).join('\n'))).toHaveLength(3);
  });

  test('that break off are told as far as they came, never as missing, and go on', { timeout: 120_000 }, async () => {
    const { page, context } = await open();
    let allowed = 60;
    await withIndex(context);
    await context.route('**/lookup/exact-*/**', (route) => (allowed-- > 0 ? route.fallback() : route.abort()));
    await paste(page, list.slice(0, 400).join('\n'));
    await startOf(page).click();
    const failed = page.getByText(/^查询没有完成/).last();
    await failed.waitFor();
    const count = Number(/已核查(\d+)个，共400个/.exec(await failed.innerText())![1]);
    expect(count).toBeLessThan(400);
    expect(await page.getByRole('main').innerText()).not.toMatch(/没有找到[^」]*400/);
    allowed = Number.POSITIVE_INFINITY;
    await page.getByRole('button', { name: '继续核查' }).click();
    await resultOf(page).waitFor();
    await expect.poll(() => summaryOf(page), { timeout: 30_000 }).toMatch(/^核查了400个/);
    const { bytes } = await savedBy(page);
    const lines = bytes.toString('utf8').trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(Array.from({ length: 400 }, (_, i) => String(i + 1)));
  });
});

test.each([
  ['the worker', '**/_astro/check-many-worker*'],
  ['the manifest', '**/lookup/manifest.json'],
  ['the names', '**/lookup/names.bin'],
  ['the tables', '**/lookup/tables.bin'],
])('%s that does not load is a check that did not come to its end', async (_, files) => {
  const { page, context } = await open();
  await context.route(files, (route) => route.abort());
  await paste(page, '火星协会\n月球商会');
  await startOf(page).click();
  await page
    .getByText(/没有完成|没有读完/)
    .first()
    .waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('没有找到');
  await context.unroute(files);
  await page
    .getByRole('button', { name: /继续核查|开始核查/ })
    .first()
    .click();
  await expect.poll(() => rowsOf(page), { timeout: 20_000 }).toHaveLength(2);
});

describe('the page', () => {
  test('is worked by keyboard alone', async () => {
    const { page } = await open({ viewport: { width: 1280, height: 900 } });
    await boxOf(page).focus();
    await page.keyboard.insertText('火星协会');
    const isFocused = (name: string) =>
      page.evaluate((text) => document.activeElement?.textContent.includes(text) === true, name);
    for (let i = 0; i < 5 && !(await isFocused('开始核查')); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await resultOf(page).waitFor();
    await expect.poll(() => isFocused('结果')).toBe(true);
    for (let i = 0; i < 5 && !(await isFocused('下载结果')); i++) await page.keyboard.press('Tab');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toContain('核查结果');
  });

  test.each([
    { width: 360, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
  ] as const)('with a result is accessible and fits $width pixels, $colorScheme', async ({ width, colorScheme }) => {
    const { register } = modelOf(sites.of('shipped').site);
    const { page, amiss } = await open({ viewport: { width, height: 800 }, colorScheme });
    const names = register.organisations.slice(0, 40).map((organisation) => organisation.name);
    await check(
      page,
      [
        '名称,代码',
        ...names,
        ...register.illegal.slice(0, 5).map(({ name }) => name),
        '51990000MJ0000000X',
        '甲'.repeat(150),
      ].join('\n'),
    );
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    );
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html}`)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await amiss()).toEqual([]);
  });

  test('without scripts says what to do instead', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('main noscript').innerText()).toContain('需要浏览器运行脚本');
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  test('keeps what is pasted on the device', async () => {
    const { page, amiss } = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(decodeURIComponent(request.url()) + (request.postData() ?? '')));
    await check(page, '火星协会\n月球商会');
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((request) => /火星|月球/.test(request))).toEqual([]);
    expect(new URL(page.url()).search).toBe('');
    expect(await amiss()).toEqual([]);
  });
});
