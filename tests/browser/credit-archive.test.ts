import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { pagePathsIn } from '../helpers/pages.ts';
import { useBrowser } from '../helpers/reading.ts';
import { modelOf } from '../helpers/model.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('shipped');

/** An association with much on record, whose fees and texts are told in its timeline. */
const FULL = '/org/51990000MJ17111020.html';

async function open(path: string, options: BrowserContextOptions = {}) {
  const visited = await visit(sites.browser, sites.of('shipped').host, options);
  await visited.page.goto(path);
  return visited;
}

const WITHOUT_SCRIPTS = { javaScriptEnabled: false };

const entries = (page: Page, group = '') => page.locator(`.timeline > li${group && `[data-group=${group}]`}`);
const shown = (page: Page, group = '') => entries(page, group).filter({ visible: true }).count();

describe('the kinds of a record, without scripts', () => {
  test('are links with their counts that leave one kind; 全部 brings all back', async () => {
    const { page } = await open(FULL, WITHOUT_SCRIPTS);
    const all = await entries(page).count();
    const links = page.locator('.kinds a[id]');
    expect(await shown(page)).toBe(all);
    const counts = await links.locator('span').allTextContents();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(all);
    expect(await page.getByRole('status').textContent()).toContain(`共${all}条`);
    for (const link of await links.all()) {
      const group = (await link.getAttribute('id'))!.replace('only-', '');
      await link.click();
      expect(await shown(page, group)).toBe(Number(await link.locator('span').textContent()));
      expect(await shown(page), group).toBe(await shown(page, group));
      expect(await link.isVisible()).toBe(true);
    }
    await page.getByRole('link', { name: '全部' }).click();
    expect(await shown(page)).toBe(all);
  });

  test('can be chosen by keyboard, one after the other', async () => {
    const { page } = await open(FULL, WITHOUT_SCRIPTS);
    await page.locator('#only-fees').focus();
    await page.keyboard.press('Enter');
    expect(await shown(page)).toBe(await shown(page, 'fees'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#only-disclosure');
    expect(await shown(page)).toBe(await shown(page, 'disclosure'));
  });

  test('hide nothing on paper, and are not there', async () => {
    const { page } = await open(`${FULL}#only-fees`, WITHOUT_SCRIPTS);
    await page.emulateMedia({ media: 'print' });
    expect(await shown(page)).toBe(await entries(page).count());
    expect(await page.locator('.kinds').isVisible()).toBe(false);
  });
});

describe('the kinds of a record, with scripts', () => {
  test('are buttons that are pressed together; what is shown is said, and kept in the address', async () => {
    const { page, amiss } = await open(FULL);
    const all = await entries(page).count();
    const button = (name: string) => page.getByRole('group', { name: '按类别看' }).getByRole('button', { name });
    const pressed = () =>
      page
        .getByRole('button', { pressed: true })
        .allTextContents()
        .then((names) => names.map((name) => name.replaceAll(/[\s\d]/g, '')));
    expect(await pressed()).toEqual(['全部']);

    await button('收费与减免').click();
    const fees = await shown(page, 'fees');
    expect(await pressed()).toEqual(['收费与减免']);
    expect(await shown(page)).toBe(fees);
    expect(await page.getByRole('status').textContent()).toBe(`显示${fees}条，共${all}条。`);

    await button('承诺与规约').click();
    const both = fees + (await shown(page, 'texts'));
    expect(await shown(page)).toBe(both);
    expect(new URL(page.url()).hash).toBe('#only-fees+texts');
    await page.reload();
    expect(await shown(page)).toBe(both);
    expect(await pressed()).toEqual(['承诺与规约', '收费与减免']);

    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id }) => id)).toEqual([]);

    await page.emulateMedia({ media: 'print' });
    expect(await shown(page)).toBe(all);
    await page.emulateMedia({ media: 'screen' });
    await button('全部').click();
    expect(await shown(page)).toBe(all);
    expect(await page.getByRole('status').textContent()).toBe(`共${all}条。`);
    expect(new URL(page.url()).hash).toBe('');
    expect(await amiss()).toEqual([]);
  });

  test('know the address of one kind that a reader without scripts was given', async () => {
    const { page } = await open(`${FULL}#only-fees`);
    expect(await shown(page)).toBe(await shown(page, 'fees'));
    await page.getByRole('button', { name: '信息公开' }).click();
    expect(await shown(page)).toBe((await shown(page, 'fees')) + (await shown(page, 'disclosure')));
    await page.evaluate(() => {
      location.hash = '#only-concerns';
    });
    await expect.poll(() => shown(page)).toBe(await entries(page, 'concerns').count());
  });

  test('pass over an address that names no kind of this record', async () => {
    const { page, amiss } = await open(`${FULL}#only-nothing+%E4%B8%80`);
    expect(await shown(page)).toBe(await entries(page).count());
    expect(await amiss()).toEqual([]);
  });

  test.each([1280, 360])('do not move the page at %i pixels', async (width) => {
    const viewport = { width, height: 800 };
    const below = async (options: BrowserContextOptions) => {
      const { page } = await open(FULL, { viewport, ...options });
      return page.evaluate(() => {
        const top = (selector: string) => document.querySelector(selector)!.getBoundingClientRect().top;
        return top('.timeline') - top('#record');
      });
    };
    expect(await below({})).toBeCloseTo(await below(WITHOUT_SCRIPTS), 0);
  });
});

describe('a record with little in it', () => {
  test('offers no choice, and no section without rows', async () => {
    const { page } = await open('/org/52990304MJ55851900.html');
    expect(await entries(page).count()).toBeLessThan(9);
    expect(await page.locator('.kinds, [data-group], [role=status], .reply').count()).toBe(0);
    expect(await page.locator('h2').allTextContents()).toEqual([
      '登记事项',
      '信用记录',
      '同一登记机关、同一领域的组织',
      '这一页的数据从哪里来',
    ]);
  });
});

describe('the replies that ship with the sample', () => {
  test('stand each in one entry of its organisation, with what became of it', async () => {
    const { site } = sites.of('shipped');
    const { replies } = modelOf(site);
    expect(replies.length).toBeGreaterThan(2);
    for (const { code, on, repliedOn, outcome = '', paragraphs } of replies) {
      const { page } = await open(`/org/${code}.html`);
      const entry = entries(page).filter({ has: page.locator('.reply') });
      expect(await page.locator('.reply').count()).toBe(1);
      expect(await entry.locator('time').getAttribute('datetime')).toBe(on);
      const text = await entry.locator('.reply').innerText();
      for (const part of [...paragraphs, outcome, repliedOn.slice(0, 4)]) expect(text).toContain(part);
    }
  });
});

test('every page of what an association tells of itself is led to from its own page', async () => {
  const paths = pagePathsIn(sites.of('shipped').site.folder).filter((path) => path.startsWith('/integrity/'));
  expect(paths.length).toBeGreaterThan(50);
  const { page } = await open('/');
  const missing = await page.evaluate(async (all) => {
    const found = await Promise.all(
      all.map(async (path) => {
        const html = await (await fetch(path.replace('/integrity/', '/org/'))).text();
        return html.includes(`href="${path}`) ? [] : [path];
      }),
    );
    return found.flat();
  }, paths);
  expect(missing).toEqual([]);
});
