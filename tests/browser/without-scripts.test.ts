import { describe, expect, test } from 'vitest';
import { caseOf } from '../helpers/cases.ts';
import { useBrowser } from '../helpers/reading.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('cases', 'shipped');
const open = async (name: 'cases' | 'shipped', path: string) => {
  const { page } = await visit(sites.browser, sites.of(name).host, { javaScriptEnabled: false });
  await page.goto(path);
  return page;
};

describe('without JavaScript', () => {
  test('an organisation’s page says everything and offers no button that does nothing', async () => {
    const { name, code } = caseOf('两年重新起算');
    const page = await open('cases', `/org/${code}.html`);
    expect(await page.getByRole('heading', { level: 1, name }).isVisible()).toBe(true);
    expect(await page.locator('[data-verdict]').count()).toBe(1);
    const verdict = await page.locator('[data-verdict]').innerText();
    for (const words of ['活动异常名录', '2024年12月1日', '两年从2025年6月1日重新算起', '能不能向公众募捐'])
      expect(verdict).toContain(words);
    expect(await page.getByText('未按照有关规定设立党组织').first().isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  test('a list shows its rows and leads to its years', async () => {
    const page = await open('cases', '/lists/abnormal.html');
    expect(await page.getByRole('row').count()).toBeGreaterThan(5);
    await page.getByRole('link', { name: '2026年' }).click();
    await page.waitForURL('**/lists/abnormal/2026.html');
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);
  });

  test('an organisation is found from the home page in four clicks', async () => {
    const page = await open('shipped', '/');
    await page.getByRole('navigation', { name: '主要栏目' }).getByRole('link', { name: '浏览' }).click();
    const main = page.getByRole('main');
    await main.locator('a[href^="/browse/city/"]').nth(1).click();
    await main.locator('h2 a[href^="/browse/region/"]').first().click();
    await main.getByRole('table').getByRole('link').first().click();
    await page.waitForURL('**/org/*.html');
    expect(await page.locator('[data-verdict]').innerText()).toMatch(/。$/m);
  });

  test('the box of the home page leads to a page that says what to do instead', async () => {
    const page = await open('cases', '/');
    await page.getByRole('searchbox').fill('登记正常');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/\/check\.html\?q=/);
    // Playwright's search by text passes over `<noscript>`.
    expect(await page.locator('main noscript').innerText()).toContain('需要浏览器运行脚本');
    expect(await page.getByText('数据截至2026年11月20日').first().isVisible()).toBe(true);
    expect(await page.getByRole('progressbar').isVisible()).toBe(false);
    await page.getByRole('main').getByRole('link', { name: /浏览/ }).first().click();
    await page.waitForURL('**/browse.html');
  });

  test('the search page says what to do instead', async () => {
    const page = await open('cases', '/search.html');
    expect(await page.locator('main noscript').innerText()).toContain('需要浏览器运行脚本');
    expect(await page.getByRole('main').getByRole('combobox').count()).toBe(0);
  });

  test('a figure is its table', async () => {
    const page = await open('shipped', '/figures.html');
    expect(await page.getByRole('table').count()).toBeGreaterThan(3);
    expect(await page.getByRole('row').first().isVisible()).toBe(true);
    expect(await page.locator('canvas').count()).toBe(0);
  });
});

describe('with JavaScript', () => {
  test('every figure is drawn from its table, which stays', async () => {
    const { page, amiss } = await visit(sites.browser, sites.of('shipped').host);
    await page.goto('/figures.html');
    const figures = await page.locator('[data-figure]').all();
    expect(figures.length).toBeGreaterThan(3);
    for (const figure of figures) {
      await figure.scrollIntoViewIfNeeded();
      const canvas = figure.locator('canvas');
      await canvas.waitFor();
      expect(await canvas.getAttribute('aria-label')).toContain(await figure.locator('h2').innerText());
      expect(await canvas.evaluate(coloursOn)).toBeGreaterThan(2);
      expect(await figure.getByRole('table').isVisible()).toBe(true);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.locator('canvas').count()).toBe(figures.length);
    expect(await amiss()).toEqual([]);
  });

  test('nothing moves when a figure is drawn, and what was not drawn takes no room on paper', async () => {
    const { page } = await visit(sites.browser, sites.of('shipped').host);
    await page.goto('/figures.html');
    await page.locator('canvas').first().waitFor();
    const figures = await page.locator('[data-figure]').all();
    expect(await page.locator('canvas').count()).toBeLessThan(figures.length);
    const places = () =>
      page.$$eval('table', (tables) => tables.map((table) => Math.round(table.getBoundingClientRect().top + scrollY)));
    const before = await places();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.chart:empty').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    for (const figure of figures) {
      await figure.scrollIntoViewIfNeeded();
      await figure.locator('canvas').waitFor();
    }
    expect(await places()).toEqual(before);
  });

  test('a figure takes the colours of the dark', async () => {
    const { page } = await visit(sites.browser, sites.of('shipped').host, { colorScheme: 'light' });
    await page.goto('/figures.html');
    const canvas = page.locator('canvas').first();
    await canvas.waitFor();
    const picture = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    const light = await picture();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(picture, { timeout: 10_000 }).not.toBe(light);
  });
});

/** How many different colours stand on a canvas, in a coarse grid. */
function coloursOn(element: Element): number {
  const canvas = element as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += 4 * 7) colours.add(data.slice(i, i + 4).join());
  return colours.size;
}
