import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readClauses } from '../../src/pledges/clauses.ts';
import type { PublishedText } from '../../src/pledges/verify-index.ts';
import { verifyFiles } from '../../src/publish/verify-files.ts';
import { launchBrowser } from '../helpers/chromium.ts';
import { docxNumbered, docxOf, docxOfText, paragraph, pdfOf, pdfOfText } from '../helpers/documents.ts';
import { toGb18030 } from '../helpers/encodings.ts';
import { inventedRules } from '../helpers/invented-texts.ts';
import * as copies from '../helpers/pledge-copies.ts';
import { PUBLISHED, type PublishedFile, type TextName } from '../helpers/pledge-texts.ts';
import { serve, type Host } from '../helpers/server.ts';
import { builtSite } from '../helpers/sites.ts';
import { visit, type Visit } from '../helpers/visit.ts';

/** Noon in China. */
const NOW = Date.UTC(2026, 10, 20, 4);
const SLUGS: Readonly<Record<string, string>> = {
  诚信承诺书: 'pledge',
  自律规约: 'rules',
  职业道德准则: 'ethics',
  行业标准: 'standard',
  典型案例: 'case',
};

const SCAN = pdfOf(['scan', 'scan']);
const SCAN_DIGEST = createHash('sha256').update(SCAN).digest('hex');

function withAddress(text: PublishedFile): PublishedFile {
  const { code, kind, date } = text.facts;
  return { ...text, facts: { ...text.facts, id: `${code}/${SLUGS[kind]!}/${date}` } };
}

const TEXTS = Object.fromEntries(Object.entries(PUBLISHED).map(([name, text]) => [name, withAddress(text)])) as Record<
  TextName,
  PublishedFile
>;
TEXTS.fundPledge = { ...TEXTS.fundPledge, facts: { ...TEXTS.fundPledge.facts, attachments: [SCAN_DIGEST] } };

const LONG_RULES = inventedRules(1, 1400);
const LONG: PublishedText = {
  facts: {
    ...TEXTS.grainRules.facts,
    id: '51990100MJ0000005E/rules-full/2024-01-01',
    title: '全文规约',
    date: '2024-01-01',
  },
  clauses: readClauses(LONG_RULES),
};

let folder: string;
let host: Host;
let browser: Browser;
/** Every request of the test under way, as the host got it. */
/** Requests for these are cut off by the host: the browser's own means do not reach the scripts of workers. */
let isCut: (path: string) => boolean = () => false;
let requests: { method: string; path: string; headers: string; body: Promise<string> }[] = [];

beforeAll(async () => {
  const site = await builtSite('shipped');
  folder = mkdtempSync(join(tmpdir(), 'minglu-test-'));
  cpSync(site.folder, folder, { recursive: true });
  for (const [path, content] of verifyFiles([...Object.values(TEXTS), LONG])) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  host = await serve(folder, (request) => {
    if (isCut(request.url ?? '')) request.socket.destroy();
    const chunks: Buffer[] = [];
    const body = new Promise<string>((resolve) => {
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    requests.push({
      method: request.method ?? '',
      path: decodeURIComponent(request.url ?? ''),
      headers: decodeURIComponent(JSON.stringify(request.headers)),
      body,
    });
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await host.close();
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  requests = [];
  isCut = () => false;
});

async function open(options?: Parameters<typeof visit>[2]): Promise<Visit> {
  const visited = await visit(browser, host, options);
  visited.page.setDefaultTimeout(45_000);
  await visited.page.addInitScript((now) => {
    const RealDate = Date;
    globalThis.Date = class extends RealDate {
      constructor(...given: []) {
        super(...((given.length === 0 ? [now] : given) as []));
      }
    } as DateConstructor;
  }, NOW);
  await visited.page.goto('/verify.html');
  return visited;
}

const startOf = (page: Page) => page.getByRole('button', { name: '开始核验' });
const resultOf = (page: Page) => page.locator('[data-result]');
const headingOf = (page: Page) => resultOf(page).locator('h2').innerText();
const verdictOf = (page: Page) => page.getByRole('main').getAttribute('data-verdict');

async function finished(page: Page): Promise<void> {
  await page.locator('[data-result]:not([hidden]), [data-failed]:not([hidden])').waitFor({ timeout: 90_000 });
}

/** As pasting does: typing thousands of characters takes the browser long. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('或者把文字粘贴在这里').evaluate((box, value) => {
    (box as HTMLTextAreaElement).value = value;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, text);
}

async function verifyText(page: Page, text: string): Promise<void> {
  await paste(page, text);
  await startOf(page).click();
  await finished(page);
}

async function give(page: Page, name: string, content: Uint8Array | string): Promise<void> {
  await page.getByLabel('选一个文件').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
}

async function verifyFile(page: Page, name: string, content: Uint8Array | string): Promise<void> {
  await give(page, name, content);
  await startOf(page).click();
  await finished(page);
}

/** The places shown as different, each side by its own mark. */
const marked = (page: Page) =>
  resultOf(page)
    .locator('.change')
    .evaluateAll((changes) =>
      changes.map((change) => ({
        title: change.querySelector('.name')!.textContent.trim(),
        gone: [...change.querySelectorAll('del')].map((mark) => mark.textContent),
        come: [...change.querySelectorAll('ins')].map((mark) => mark.textContent),
      })),
    );

describe('a copy that is pasted', () => {
  test('retyped with half-width marks is identical apart from punctuation', async () => {
    const { page, amiss } = await open();
    await verifyText(page, copies.halfWidthMarks(copies.printed(TEXTS.pledge)));
    expect(await verdictOf(page)).toBe('identical-but-punctuation');
    expect(await headingOf(page)).toBe(
      '除标点和数字的写法外，与澜江省茶叶行业协会《诚信承诺书》2024年3月5日版一致，该版现行有效。',
    );
    expect(await resultOf(page).getByText('标点或数字写法不同的').isVisible()).toBe(true);
    expect(await amiss()).toEqual([]);
  });

  test('in other lines and widths is identical to the version in force', async () => {
    const { page, amiss } = await open();
    await verifyText(page, copies.all(copies.fullWidthDigits, copies.wrapped(31))(copies.printed(TEXTS.rules)));
    expect(await verdictOf(page)).toBe('identical-in-force');
    expect(await headingOf(page)).toContain('2025年9月6日版一致，该版现行有效');
    const { id, code } = TEXTS.rules.facts;
    expect(await resultOf(page).getByRole('link').first().getAttribute('href')).toBe(`/pledges/${id}.html`);
    expect(await resultOf(page).locator(`a[href="/org/${code}.html"]`).count()).toBe(1);
    expect(await marked(page)).toEqual([]);
    expect(await amiss()).toEqual([]);
  });

  test('with one fee changed differs in exactly that, side by side, with a link to the clause', async () => {
    const { page, amiss } = await open();
    await verifyText(page, copies.replaced('每样600元', '每样800元')(copies.printed(TEXTS.pledge)));
    expect(await verdictOf(page)).toBe('differs');
    expect(await headingOf(page)).toContain('有1处不同');
    expect(await marked(page)).toEqual([{ title: '第六项 有改动', gone: ['600元'], come: ['800元'] }]);
    expect(await resultOf(page).getByText('第六项：「600元」改为「800元」。').isVisible()).toBe(true);
    const { id } = TEXTS.pledge.facts;
    expect(await resultOf(page).locator('.change a').getAttribute('href')).toBe(`/pledges/${id}.html#c6`);
    expect(await resultOf(page).innerText()).toContain('不一致不等于假的');
    expect(await amiss()).toEqual([]);
  });

  test('with two clauses swapped has them moved, not rewritten', async () => {
    const { page } = await open();
    await verifyText(page, copies.printed(TEXTS.rules, copies.swapped(5, 6)));
    const changes = await marked(page);
    expect(changes).toHaveLength(1);
    expect(changes[0]!.title).toContain('位置不同');
    expect([...changes[0]!.gone, ...changes[0]!.come]).toEqual([]);
  });

  test('of an older version says when that was replaced, of a coming one when it begins', async () => {
    const { page } = await open();
    await verifyText(page, copies.printed(TEXTS.oldRules));
    expect(await verdictOf(page)).toBe('identical-older');
    expect(await headingOf(page)).toContain('该版已于2025年11月1日被替换');
    await verifyText(page, copies.printed(TEXTS.nextEthics));
    expect(await verdictOf(page)).toBe('identical-upcoming');
    expect(await headingOf(page)).toContain('自2027年1月1日起施行，现在还没有施行');
  });

  test('that is like nothing published is told so, and that this proves nothing', async () => {
    const { page, amiss } = await open();
    await verifyText(page, '今天天气很好，我们一家人到河边散步，看见许多白鹭在浅水里找食，回家时天已经黑了。');
    expect(await verdictOf(page)).toBe('unknown');
    expect(await headingOf(page)).toContain('没有与它相近的');
    expect(await resultOf(page).innerText()).toContain('不说明它不是真的');
    expect(await amiss()).toEqual([]);
  });

  test('that is empty or too short is not judged', async () => {
    const { page } = await open();
    await startOf(page).click();
    expect(await page.getByRole('status').first().innerText()).toContain('请先选一个文件');
    await verifyText(page, '诚信承诺');
    expect(await headingOf(page)).toBe('没有核验');
    expect(await verdictOf(page)).toBeNull();
    expect(await resultOf(page).innerText()).toContain('文字太少');
  });

  test('with markup in it is shown as it stands', async () => {
    const { page, amiss } = await open();
    const evil = '<img src=x onerror=alert(1)><b>粗</b>';
    await verifyText(page, copies.replaced('每样600元', `每样${evil}元`)(copies.printed(TEXTS.pledge)));
    expect(await resultOf(page).innerText()).toContain(evil);
    expect(await resultOf(page).locator('img').count()).toBe(0);
    expect(await amiss()).toEqual([]);
  });

  test('leaves no result standing beside another text', async () => {
    const { page } = await open();
    await verifyText(page, copies.printed(TEXTS.pledge));
    await paste(page, '别的文字');
    expect(await resultOf(page).isVisible()).toBe(false);
    expect(await verdictOf(page)).toBeNull();
  });
});

describe('a file', () => {
  test.each<[string, string, () => Uint8Array | string]>([
    ['text in UTF-8', 'a.txt', () => copies.windowsLines(copies.printed(TEXTS.rules))],
    ['text in GB 18030', 'a.txt', () => toGb18030(copies.printed(TEXTS.rules))],
    ['Markdown', 'a.md', () => `澜江省茶叶行业协会\n\n${TEXTS.rules.markdown}`],
    ['a Word document', 'a.docx', () => docxOfText(copies.printed(TEXTS.rules))],
    ['a Word document that numbers by itself', 'a.docx', () => docxNumbered(TEXTS.rules)],
    ['a PDF', 'a.pdf', () => pdfOfText(copies.paged('', String, 24, 36)(copies.printed(TEXTS.rules)))],
    [
      'a PDF that needs a character map',
      'a.pdf',
      () => pdfOfText(copies.paged('', String, 24, 36)(copies.printed(TEXTS.rules)), { font: 'predefined' }),
    ],
  ])('of %s is read and identical', async (_, name, make) => {
    const { page, amiss } = await open();
    const content = make();
    await verifyFile(page, name, content);
    expect(await headingOf(page)).toContain('一致，该版现行有效');
    expect(await verdictOf(page)).toBe('identical-in-force');
    const digest = createHash('sha256').update(content).digest('hex');
    expect(await resultOf(page).locator('.digest').innerText()).toBe(digest);
    expect(await amiss()).toEqual([]);
  });

  test('that was published as an attachment is recognised though nobody can read it', async () => {
    const { page, amiss } = await open();
    await verifyFile(page, '扫描件.pdf', SCAN);
    expect(await verdictOf(page)).toBe('identical-in-force');
    expect(await headingOf(page)).toContain('这个文件就是澜江省星火助学基金会《诚信承诺书》2025年1月8日版的附件');
    expect(requests.some(({ path }) => path.includes('verify-pdf'))).toBe(false);
    expect(await amiss()).toEqual([]);
  });

  test.each<[string, string, () => Uint8Array, string]>([
    ['a scan', 'a.pdf', () => pdfOf(['scan', 'scan', 'scan']), '没有文字层'],
    ['a PDF with a password', 'a.pdf', () => pdfOf([['甲']], { isLocked: true }), '密码'],
    ['a damaged PDF', 'a.pdf', () => Buffer.from('%PDF-1.7\n'), '损坏'],
    [
      'a PDF without its characters',
      'a.pdf',
      () => pdfOfText(copies.printed(TEXTS.pledge), { font: 'untold' }),
      '没有读出中文',
    ],
    ['a picture', 'a.docx', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), '图片'],
    ['an old document', 'a.doc', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), '旧格式'],
    ['a document cut off', 'a.docx', () => docxOf(paragraph('甲')).subarray(0, 200), '没有保存完整'],
    ['a document of pictures', 'a.docx', () => docxOf('<w:p/>'), '没有可以核对的文字'],
  ])('that is %s gets a plain answer and no verdict', async (_, name, make, words) => {
    const { page, amiss } = await open();
    await verifyFile(page, name, make());
    expect(await headingOf(page)).toBe('没有核验');
    expect(await resultOf(page).innerText()).toContain(words);
    expect(await verdictOf(page)).toBeNull();
    expect(await resultOf(page).locator('.digest').innerText()).toHaveLength(64);
    expect(await amiss()).toEqual([]);
  });

  test('that is larger than 50 MB is not even read', async () => {
    const { page } = await open();
    await page.getByLabel('选一个文件').evaluate((input) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(50 * 2 ** 20 + 1)], 'a.pdf'));
      (input as HTMLInputElement).files = data.files;
      input.dispatchEvent(new Event('change'));
    });
    await startOf(page).click();
    await finished(page);
    expect(await resultOf(page).innerText()).toContain('文件太大');
  });

  test('with pages that hold no text is judged by the others, and that is told', async () => {
    const { page } = await open();
    const lines = copies.wrapped(36)(copies.printed(TEXTS.pledge)).split('\n');
    await verifyFile(page, 'a.pdf', pdfOf([lines, 'scan']));
    expect(await verdictOf(page)).toBe('identical-in-force');
    expect(await resultOf(page).locator('.verdict').innerText()).toContain('第2页没有文字层');
  });

  test('can be dropped on the page', async () => {
    const { page, amiss } = await open();
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], '承诺书.txt'));
      return data;
    }, copies.printed(TEXTS.pledge));
    await page.getByRole('main').dispatchEvent('dragover', { dataTransfer: transfer });
    await page.getByRole('main').dispatchEvent('drop', { dataTransfer: transfer });
    await page.getByText('已选「承诺书.txt」').waitFor();
    await page.keyboard.press('Enter');
    await finished(page);
    expect(await verdictOf(page)).toBe('identical-in-force');
    expect(await amiss()).toEqual([]);
  });

  test('loads what reads it only when it comes', async () => {
    const { page } = await open();
    const readers = () =>
      requests.flatMap(({ path }) => /\/(docx|verify-pdf-worker|verify-pdf|[\w-]+\.bcmap)/.exec(path)?.[1] ?? []);
    await verifyText(page, copies.printed(TEXTS.pledge));
    expect(readers()).toEqual([]);
    await verifyFile(page, 'a.docx', docxOfText(copies.printed(TEXTS.pledge)));
    expect(readers()).toEqual(['docx']);
    await verifyFile(page, 'a.pdf', pdfOfText(copies.wrapped(36)(copies.printed(TEXTS.pledge))));
    expect(readers().toSorted()).toEqual(['docx', 'verify-pdf', 'verify-pdf-worker']);
  });
});

describe('a PDF of 200 pages', () => {
  const text = `${LONG.facts.title}\n${LONG.facts.association}\n${LONG_RULES.replaceAll('## ', '').replaceAll('\n\n', '\n')}`;
  const bytes = pdfOfText(copies.paged('', (page) => `— ${page} —`, 27, 36)(text));

  test('is verified while the page goes on, with progress', { timeout: 180_000 }, async () => {
    const { page, amiss } = await open();
    await give(page, '全文.pdf', bytes);
    await page.evaluate(() => {
      const seen = { gaps: [] as number[], spoken: new Set<string>(), progress: [] as number[] };
      Object.assign(globalThis, { seen });
      let last = performance.now();
      setInterval(() => {
        const now = performance.now();
        seen.gaps.push(now - last);
        last = now;
        seen.spoken.add(document.querySelector('[data-status]')!.textContent);
        seen.progress.push(document.querySelector('progress')!.value);
      }, 10);
    });
    const begun = performance.now();
    await startOf(page).click();
    await finished(page);
    const took = performance.now() - begun;
    const { gaps, progress, spoken } = await page.evaluate(() => {
      const { seen } = globalThis as unknown as { seen: { gaps: number[]; spoken: Set<string>; progress: number[] } };
      return { gaps: seen.gaps, progress: seen.progress, spoken: [...seen.spoken] };
    });
    const pages = bytes.toString('latin1').split('/Type/Page/').length - 1;
    console.log(
      `${pages} pages, ${bytes.length} bytes: ${Math.round(took)} ms, longest gap ${Math.round(Math.max(...gaps))} ms`,
    );
    expect(pages).toBeGreaterThanOrEqual(200);
    expect(await headingOf(page)).toContain('《全文规约》2024年1月1日版');
    expect(await verdictOf(page)).toBe('identical-in-force');
    expect(Math.max(...gaps)).toBeLessThan(Math.max(400, took / 8));
    expect(new Set(progress).size).toBeGreaterThan(8);
    const running = progress.slice(0, progress.lastIndexOf(Math.max(...progress)));
    expect(running.every((value, i) => i === 0 || value >= running[i - 1]!)).toBe(true);
    expect(spoken.length).toBeLessThan(9);
    expect(await amiss()).toEqual([]);
  });

  test('can be cancelled at once, and verified again', { timeout: 180_000 }, async () => {
    const { page, amiss } = await open();
    await give(page, '全文.pdf', bytes);
    await startOf(page).click();
    await page
      .getByText(/正在读第\d+页/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '取消' }).click();
    expect(await page.getByText('核验已取消。').isVisible()).toBe(true);
    expect(await page.locator('[data-running]').isVisible()).toBe(false);
    expect(await startOf(page).isVisible()).toBe(true);
    await startOf(page).click();
    await finished(page);
    expect(await verdictOf(page)).toBe('identical-in-force');
    expect(await amiss()).toEqual([]);
  });
});

describe('what does not come', () => {
  const failedWords = '核验没有完成，不是没有找到相同的文本。';

  test.each<[string, string, number | string]>([
    ['no index', '**/verify/index.bin', 404],
    ['an index cut off', '**/verify/index.bin', 'abcdefgh'],
    ['an index that is a page', '**/verify/index.bin', '<!doctype html><title>x</title>'],
    ['no text', '**/pledges/**', 503],
    ['a text that is none', '**/pledges/**', '{"facts":{}}'],
    ['a text cut off', '**/pledges/**', '{"facts":{"id":'],
  ])('%s is a failure, never «nothing like it», and can be tried again', async (_, pattern, answer) => {
    const { page, context } = await open();
    await context.route(pattern, (route) =>
      typeof answer === 'number' ? route.fulfill({ status: answer }) : route.fulfill({ body: answer }),
    );
    await verifyText(page, copies.printed(TEXTS.pledge));
    expect(await page.getByText(failedWords).last().isVisible()).toBe(true);
    expect(await resultOf(page).isVisible()).toBe(false);
    expect(await verdictOf(page)).toBeNull();
    await context.unroute(pattern);
    await page.getByRole('button', { name: '再试一次' }).click();
    await finished(page);
    expect(await verdictOf(page)).toBe('identical-in-force');
  });

  test('an index cut at any place is a failure', async () => {
    const { page, context } = await open();
    const [, index] = [...verifyFiles(Object.values(TEXTS))][0] as [string, Uint8Array];
    for (const share of [0.05, 0.5, 0.9, 0.999]) {
      await context.route('**/verify/index.bin', (route) =>
        route.fulfill({ body: Buffer.from(index.subarray(0, Math.floor(index.length * share))) }),
      );
      await verifyText(page, '今天天气很好，我们一家人到河边散步，看见许多白鹭在浅水里找食。');
      expect(await verdictOf(page), String(share)).toBeNull();
      expect(await page.locator('[data-failed]').isVisible()).toBe(true);
      await context.unroute('**/verify/index.bin');
    }
  });

  test.each<[string, () => Uint8Array | string]>([
    ['a text', () => copies.printed(TEXTS.pledge)],
    ['a Word document', () => docxOfText(copies.printed(TEXTS.pledge))],
    ['a PDF', () => pdfOfText(copies.wrapped(36)(copies.printed(TEXTS.pledge)))],
  ])('offline, %s is not verified, and is when the network is back', async (_, make) => {
    const { page, context } = await open();
    await give(page, 'a', make());
    await context.setOffline(true);
    await startOf(page).click();
    await finished(page);
    expect(await page.locator('[data-failed]').isVisible()).toBe(true);
    await context.setOffline(false);
    await page.getByRole('button', { name: '再试一次' }).click();
    await finished(page);
    expect(await verdictOf(page)).toBe('identical-in-force');
  });

  test.each([
    ['the reader', /verify-pdf-(?!worker)/],
    ['its worker', /verify-pdf-worker/],
    ['a character map', /\.bcmap/],
  ])('of a PDF %s is a failure as well', async (_, pattern) => {
    const { page } = await open();
    const bytes = pdfOfText(copies.wrapped(36)(copies.printed(TEXTS.pledge)), { font: 'predefined' });
    isCut = (path) => pattern.test(path);
    await verifyFile(page, 'a.pdf', bytes);
    expect(await page.locator('[data-failed]').isVisible()).toBe(true);
    expect(await verdictOf(page)).toBeNull();
  });
});

describe('the page', () => {
  test('sends nothing of the copy: only files of the site are asked for', async () => {
    const { page, amiss } = await open();
    const text = copies.replaced('每样600元', '每样800元')(copies.printed(TEXTS.pledge));
    await verifyText(page, text);
    await verifyFile(page, '机密承诺书.docx', docxOfText(text));
    await verifyFile(page, '机密承诺书.pdf', pdfOfText(copies.wrapped(36)(text), { font: 'predefined' }));
    const stretches = Array.from({ length: text.length - 4 }, (_, i) => text.slice(i, i + 4)).filter((stretch) =>
      /\p{Script=Han}{2}/u.test(stretch),
    );
    expect(requests.length).toBeGreaterThan(8);
    for (const { method, path, headers, body } of requests) {
      expect(method).toBe('GET');
      expect(await body).toBe('');
      expect(path).toMatch(
        /^\/(?:verify\.html|favicon\.svg|_astro\/[\w.@-]+|verify\/index\.bin|pledges\/[\w/-]+\.json)$/,
      );
      const sent = `${path} ${headers}`;
      expect(stretches.filter((stretch) => sent.includes(stretch))).toEqual([]);
      expect(sent).not.toContain('机密');
    }
    expect(await amiss()).toEqual([]);
  });

  test('is worked by keyboard; the focus goes to the result', async () => {
    const { page } = await open();
    await page.getByLabel('选一个文件').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(copies.printed(TEXTS.pledge));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await finished(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('verify-result');
  });

  test.each([
    [1280, 'light', false],
    [360, 'dark', false],
    [320, 'light', true],
  ] as const)(
    'at %i px in %s passes axe in every state and needs no sideways scrolling',
    async (width, colorScheme, isElder) => {
      const { page, amiss } = await open({ viewport: { width, height: 800 }, colorScheme });
      if (isElder) await page.evaluate(() => (document.documentElement.dataset['elder'] = ''));
      const passes = async (state: string) => {
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: typeof axe }).axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          }),
        );
        expect(
          violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html}`),
          state,
        ).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, state).toBeLessThanOrEqual(0);
      };
      await passes('empty');
      await verifyFile(
        page,
        'a.docx',
        docxOfText(copies.replaced('每样600元', '每样800元')(copies.printed(TEXTS.pledge))),
      );
      await passes('differs');
      await verifyText(page, copies.halfWidthMarks(copies.printed(TEXTS.rules)));
      await resultOf(page).locator('summary').click();
      await passes('punctuation');
      await verifyText(page, '今天天气很好，我们一家人到河边散步，看见许多白鹭。');
      await passes('unknown');
      await verifyFile(page, 'a.pdf', pdfOf(['scan', 'scan', 'scan']));
      await passes('refused');
      isCut = (path) => path.endsWith('/index.bin');
      await verifyText(page, copies.printed(TEXTS.pledge));
      await passes('failed');
      expect((await amiss()).filter((one) => !one.includes('ERR_EMPTY_RESPONSE'))).toEqual([]);
    },
  );

  test('prints the result and not the form', async () => {
    const { page } = await open();
    await verifyText(page, copies.replaced('每样600元', '每样800元')(copies.printed(TEXTS.pledge)));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await page.locator('.limits').isVisible()).toBe(false);
    expect(await resultOf(page).locator('h2').isVisible()).toBe(true);
    expect(await resultOf(page).locator('.change del').isVisible()).toBe(true);
  });

  test('without scripts says what to do instead', async () => {
    const { page } = await visit(browser, host, { javaScriptEnabled: false });
    await page.goto('/verify.html');
    expect(await page.locator('main noscript').innerText()).toContain('需要浏览器运行脚本');
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  test('is small before a file is chosen', async () => {
    const { page } = await open();
    await page.waitForLoadState('networkidle');
    const sizes = requests
      .filter(({ path }) => path !== '/favicon.svg')
      .map(({ path }) => [path, gzipSync(readFileSync(join(folder, path))).length] as const);
    expect(sizes.length).toBeGreaterThan(3);
    console.log(`before a file is chosen: ${sizes.reduce((sum, [, size]) => sum + size, 0)} bytes`);
    expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(60_000);
  });
});
