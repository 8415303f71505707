import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { modelOf } from '../helpers/model.ts';
import { useBrowser } from '../helpers/reading.ts';
import { seeded, shuffled } from '../helpers/shuffle.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('shipped');

const openSearch = async (address = '/search.html') => {
  const visited = await visit(sites.browser, sites.of('shipped').host);
  await visited.page.goto(address);
  return visited;
};

const boxOf = (page: Page) => page.getByRole('searchbox');
const resultsOf = (page: Page) => page.getByRole('main').getByRole('listitem').getByRole('link');
/** Waits for the answer: what was found, that nothing was, or that there is no answer. */
const answered = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /找到|没有完成/ })
    .waitFor();

async function ask(page: Page, query: string): Promise<void> {
  await boxOf(page).fill(query);
  await boxOf(page).press('Enter');
  await page.waitForFunction((asked) => new URLSearchParams(location.search).get('q') === asked, query);
  await answered(page);
}

describe('the search page', () => {
  test('finds organisations by their full names, first of all', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { page, amiss } = await openSearch();
    const names = Map.groupBy(register.organisations, ({ name }) => name);
    const some = shuffled(
      [...names.values()].filter((bearers) => bearers.length === 1),
      seeded(5),
    ).slice(0, 8);
    for (const [organisation] of some) {
      await ask(page, organisation!.name);
      expect(await resultsOf(page).first().getAttribute('href'), organisation!.name).toBe(
        `/org/${organisation!.code}.html`,
      );
    }
    expect(await amiss()).toEqual([]);
  });

  test('finds an organisation by its code, however it is typed', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { code } = register.organisations[600]!;
    const { page, amiss } = await openSearch();
    const spaced = code.replaceAll(/(.{4})/g, '$1 ').trim();
    const wide = code.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    for (const typed of [code, code.toLowerCase(), spaced, wide]) {
      await ask(page, typed);
      expect(await resultsOf(page).first().getAttribute('href'), typed).toBe(`/org/${code}.html`);
    }
    expect(await amiss()).toEqual([]);
  });

  test('finds a text', async () => {
    const { texts } = modelOf(sites.of('shipped').site);
    const guide = texts.find((text) => text.collection === 'guides')!;
    const { page } = await openSearch();
    await ask(page, guide.title);
    const addresses = await resultsOf(page).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(addresses).toContain(`/guides/${guide.slug}.html`);
  });

  test('keeps query and filters in its address, so that the same address gives the same answer', async () => {
    const { page } = await openSearch();
    await ask(page, '协会');
    const all = await resultsOf(page).allInnerTexts();
    const filter = page.getByRole('combobox', { name: '名录' });
    await filter.selectOption('活动异常名录');
    await page.waitForFunction(() => new URLSearchParams(location.search).size === 2);
    const address = page.url();
    await expect.poll(() => resultsOf(page).allInnerTexts(), { timeout: 10_000 }).not.toEqual(all);
    const filtered = await resultsOf(page).allInnerTexts();
    expect(filtered.length).toBeGreaterThan(0);

    await page.goto('about:blank');
    await page.goto(address);
    await answered(page);
    expect(await boxOf(page).inputValue()).toBe('协会');
    expect(await filter.inputValue()).toBe('活动异常名录');
    expect(await resultsOf(page).allInnerTexts()).toEqual(filtered);
  });

  test('answers only the last of several questions', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { name, code } = register.organisations[10]!;
    const { page } = await openSearch();
    for (const query of ['协会', '基金会', '幼儿园', name]) await boxOf(page).fill(query);
    await boxOf(page).press('Enter');
    await page.waitForFunction((asked) => new URLSearchParams(location.search).get('q') === asked, name);
    await answered(page);
    expect(await resultsOf(page).first().getAttribute('href')).toBe(`/org/${code}.html`);
  });

  test('calls a miss a miss: it says what the register covers, and never that something is illegal', async () => {
    const { page, amiss } = await openSearch();
    await ask(page, 'qwxzv龘');
    const main = page.getByRole('main');
    const shown = await main.evaluate((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const part of copy.querySelectorAll('select, [hidden], script, template')) part.remove();
      return copy.textContent;
    });
    expect(shown).toContain('没有找到');
    expect(shown).toContain('本站收录');
    expect(shown).toContain('2026年11月20日');
    expect(shown).not.toContain('非法');
    expect(await resultsOf(page).count()).toBe(0);
    expect(await amiss()).toEqual([]);
  });

  test.each([
    ['the search program', '**/pagefind/pagefind.js*'],
    ['its web assembly', '**/pagefind/wasm*'],
    ['the list of its parts', '**/pagefind/*.pf_meta'],
    ['a part of the index', '**/pagefind/**/*.pf_index'],
    ['a result', '**/pagefind/**/*.pf_fragment'],
  ])('says of a failure to load %s that it is one, no miss, and tries again', async (_, files) => {
    const { page, context } = await visit(sites.browser, sites.of('shipped').host);
    await context.route(files, (route) => route.abort());
    await page.goto('/search.html');
    await boxOf(page).fill('协会');
    await boxOf(page).press('Enter');
    await answered(page);
    const main = page.getByRole('main');
    expect(await main.innerText()).toContain('查询没有完成');
    expect(await main.innerText()).not.toContain('没有找到');
    await context.unroute(files);
    await page.getByRole('button', { name: '重试' }).click();
    await resultsOf(page).first().waitFor({ timeout: 5000 });
    expect(await main.innerText()).not.toContain('查询没有完成');
    expect(await page.getByRole('button', { name: '重试' }).isVisible()).toBe(false);
    for (const filter of await main.getByRole('combobox').all()) {
      const options = await filter.getByRole('option').allInnerTexts();
      expect(options).toEqual([...new Set(options)]);
    }
  });

  test('asks nothing of an empty box', async () => {
    const { page, amiss } = await openSearch('/search.html?q=');
    await boxOf(page).press('Enter');
    expect(await page.getByRole('status').innerText()).toBe('');
    expect(new URL(page.url()).search).toBe('');
    expect(await amiss()).toEqual([]);
  });
});
