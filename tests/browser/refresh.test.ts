import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openOutput } from '../../src/publish/releases.ts';
import { serveSite } from '../../src/publish/watch-server.ts';
import { launchBrowser } from '../helpers/chromium.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { freePort } from '../helpers/ports.ts';
import { INFO, writeFiles, type Files } from '../helpers/releases.ts';
import { builtSite } from '../helpers/sites.ts';
import { visit, type Visit } from '../helpers/visit.ts';

let browser: Browser;
let built: string;

beforeAll(async () => {
  browser = await launchBrowser();
  built = (await builtSite('minimal')).folder;
});

afterAll(() => browser.close());

interface Preview extends Visit {
  file: (path: string) => string;
  /** Publishes a release that differs in these files; `undefined` for those that go. */
  publish: (files: Files, gone?: readonly string[]) => void;
  close: () => Promise<void>;
}

/** A copy of a real site, served as `npm start` does, and a page that looks at it. */
async function preview(): Promise<Preview> {
  const out = join(temporaryFolder(), 'dist');
  cpSync(built, out, { recursive: true });
  const port = await freePort();
  const { close } = await serveSite(out, 'localhost', port);
  onTestFinished(close);
  const seen = await visit(browser, { url: `http://localhost:${port}`, close });
  return {
    ...seen,
    close,
    file: (path) => readFileSync(join(out, path), 'utf8'),
    publish(files, gone = []) {
      const output = openOutput(out);
      try {
        writeFiles(output.staging, files);
        const kept = [...output.current!.manifest.keys()].filter((path) => !(path in files) && !gone.includes(path));
        output.publish({ kept, info: INFO });
      } finally {
        output.close();
      }
    },
  };
}

/** Goes to a page and waits until it listens. */
async function open(page: Page, path: string): Promise<void> {
  const listens = page.waitForResponse((response) => response.url().includes('/.minglu/events'));
  await page.goto(path);
  await listens;
}

describe('a page that is open', () => {
  test('reloads when it has changed, within its own policy, and stays where it was', async () => {
    const { page, amiss, publish, file } = await preview();
    await page.setViewportSize({ width: 800, height: 300 });
    await open(page, '/');
    await page.fill('#q', '甲乙丙');
    await page.evaluate(() => document.querySelector<HTMLInputElement>('#q')!.setSelectionRange(1, 2));
    await page.evaluate(() => window.scrollTo(0, 120));
    await delay(500);
    publish({ 'index.html': file('index.html').replace('</h1>', '（新）</h1>') });
    await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('（新）'));
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#q')?.value === '甲乙丙');
    const kept = await page.evaluate(() => ({
      focus: document.activeElement?.id,
      start: document.querySelector<HTMLInputElement>('#q')!.selectionStart,
      end: document.querySelector<HTMLInputElement>('#q')!.selectionEnd,
    }));
    expect(kept).toEqual({ focus: 'q', start: 1, end: 2 });
    await page.waitForFunction(() => Math.abs(window.scrollY - 120) < 5);
    expect(await amiss()).toEqual([]);
  });

  test('stays when another page has changed', async () => {
    const { page, amiss, publish, file } = await preview();
    await open(page, '/');
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    publish({ 'about.html': file('browse.html') });
    publish({ 'browse.html': `${file('browse.html')}\n` });
    await delay(2500);
    expect(await page.evaluate(() => (window as { isSame?: boolean }).isSame)).toBe(true);
    publish({ 'index.html': `${file('index.html')}\n` });
    await page.waitForFunction(() => !(window as { isSame?: boolean }).isSame);
    expect(await amiss()).toEqual([]);
  });

  test('reloads when its style or the data that its worker reads have changed', async () => {
    const { page, publish, file } = await preview();
    await open(page, '/search.html');
    const asked = page.waitForResponse((response) => response.url().endsWith('.json'));
    await page.fill('#q', '甲乙丙丁1号研究会');
    const data = new URL((await asked).url()).pathname.slice(1);
    const [, style] = /href="\/(_astro\/[^"]+\.css)"/.exec(file('search.html'))!;
    for (const path of [style!, data]) {
      await page.evaluate(() => Object.assign(window, { isSame: true }));
      const listens = page.waitForResponse((response) => response.url().includes('/.minglu/events'));
      publish({ [path]: `${file(path)}\n` });
      await page.waitForFunction(() => !(window as { isSame?: boolean }).isSame);
      await listens;
      expect(await page.inputValue('#q')).toBe('甲乙丙丁1号研究会');
    }
  });

  test('that is removed shows that there is no such page, and comes back with it', async () => {
    const { page, publish, file } = await preview();
    await open(page, '/about-us.html');
    const text = file('browse.html');
    publish({ 'about-us.html': text });
    await page.waitForFunction(() => !document.body.textContent.includes('没有这一页'));
    publish({}, ['about-us.html']);
    await page.waitForFunction(() => document.body.textContent.includes('没有这一页'));
    expect(new URL(page.url()).pathname).toBe('/about-us.html');
  });

  test('does not listen while it is hidden, and learns later what it has missed', async () => {
    const { page, publish, file } = await preview();
    await open(page, '/');
    const hide = (isHidden: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange'));
        Object.assign(window, { isSame: true });
      }, isHidden);
    await hide(true);
    publish({ 'index.html': `${file('index.html')}\n` });
    await delay(1500);
    expect(await page.evaluate(() => (window as { isSame?: boolean }).isSame)).toBe(true);
    await hide(false);
    await page.waitForFunction(() => !(window as { isSame?: boolean }).isSame);
  });
});
