import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { caseOf } from '../helpers/cases.ts';
import { useBrowser } from '../helpers/reading.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('cases');
const open = async (path: string) => {
  const visited = await visit(sites.browser, sites.of('cases').host, { viewport: { width: 1280, height: 800 } });
  await visited.page.goto(path);
  return visited;
};

/** What has the focus, and whether a reader sees that it has. */
function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement!;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      name: `${element.localName} ${element.id} ${element.textContent.trim().slice(0, 20)}`,
      isBody: element === document.body,
      isMarked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      isInView:
        box.width > 0 &&
        box.height > 0 &&
        box.bottom > 0 &&
        box.top < innerHeight &&
        box.right > 0 &&
        box.left < innerWidth,
    };
  });
}

describe('by keyboard', () => {
  test('the first stop leads over the navigation to the text', async () => {
    const { page } = await open(`/org/${caseOf('登记正常').code}.html`);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ name: 'a  跳到正文', isMarked: true, isInView: true });
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement!.closest('main') !== null)).toBe(true);
  });

  test.each([
    ['the home page', '/'],
    ['an organisation', `/org/${caseOf('两种名单都在').code}.html`],
    ['a list', '/lists/abnormal.html'],
    ['the figures', '/figures.html'],
    ['the check', '/check.html'],
  ])('every stop of %s is seen', async (_, path) => {
    const { page } = await open(path);
    const faults: string[] = [];
    let stops = 0;
    for (; stops < 200; stops++) {
      await page.keyboard.press('Tab');
      const { name, isBody, isMarked, isInView } = await focused(page);
      if (isBody) break;
      if (!isMarked || !isInView) faults.push(`${name}: ${isMarked ? 'out of view' : 'not marked'}`);
    }
    expect(faults).toEqual([]);
    expect(stops).toBeGreaterThan(8);
    expect(stops, 'stops before the end').toBeLessThan(200);
  });

  test('a name is checked from the home page', async () => {
    const { page } = await open('/');
    const box = page.getByRole('searchbox', { name: /名称.*代码/ });
    for (let i = 0; i < 20 && !(await box.evaluate((element) => element === document.activeElement)); i++)
      await page.keyboard.press('Tab');
    await page.keyboard.type('登记正常协会');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/check\.html\?q=/);
    const found = page.getByRole('main').getByRole('link', { name: caseOf('登记正常').name });
    await found.waitFor();
    await expect.poll(() => found.getAttribute('href')).toBe(`/org/${caseOf('登记正常').code}.html`);
  });
});

describe('长辈模式', () => {
  test('has larger type and fewer choices at the same address, and is remembered', async () => {
    const { page, amiss } = await open('/');
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    const links = () => page.getByRole('navigation', { name: '主要栏目' }).getByRole('link').count();
    const button = page.getByRole('button', { name: '长辈模式' });
    const [sizeBefore, linksBefore, address] = [await size(), await links(), page.url()];
    expect(await button.getAttribute('aria-pressed')).toBe('false');

    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await size()).toBeGreaterThanOrEqual(sizeBefore * 1.2);
    expect(await links()).toBeLessThan(linksBefore);
    expect(page.url()).toBe(address);

    await page.goto(`/org/${caseOf('登记正常').code}.html`);
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await size()).toBeGreaterThanOrEqual(sizeBefore * 1.2);

    await button.click();
    await page.reload();
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    expect(await size()).toBe(sizeBefore);
    expect(await amiss()).toEqual([]);
  });

  test('works for the page where nothing may be stored', async () => {
    const { page, amiss } = await visit(sites.browser, sites.of('cases').host);
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto('/');
    const button = page.getByRole('button', { name: '长辈模式' });
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await amiss()).toEqual([]);
  });
});
