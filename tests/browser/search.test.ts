import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { pledgeBook } from '../../src/register/pledges.ts';
import { modelOf } from '../helpers/model.ts';
import { useBrowser } from '../helpers/reading.ts';
import { seeded, shuffled } from '../helpers/shuffle.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('shipped');

type Part = '组织' | '文章和名单';

const openSearch = async (address = '/search.html') => {
  const visited = await visit(sites.browser, sites.of('shipped').host);
  await visited.page.goto(address);
  return visited;
};

const boxOf = (page: Page) => page.getByRole('searchbox');
const partOf = (page: Page, part: Part) => page.getByRole('region', { name: part, exact: true });
const resultsOf = (page: Page, part: Part) => partOf(page, part).getByRole('listitem').locator('a');
const statusOf = (page: Page, part: Part) => partOf(page, part).getByRole('status').innerText();

/** Waits for both answers: what was found, that nothing was, or that there is no answer. */
async function answered(page: Page): Promise<void> {
  for (const part of ['组织', '文章和名单'] as const)
    await expect.poll(() => statusOf(page, part), { timeout: 20_000 }).toMatch(/[^…]$/);
}

async function ask(page: Page, query: string): Promise<void> {
  await boxOf(page).fill(query);
  await boxOf(page).press('Enter');
  await answered(page);
}

describe('organisations', () => {
  test('are found by their full names, first of all', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { page, amiss } = await openSearch();
    const names = Map.groupBy(register.organisations, ({ name }) => name);
    const some = shuffled(
      [...names.values()].filter((bearers) => bearers.length === 1),
      seeded(5),
    ).slice(0, 8);
    for (const [organisation] of some) {
      await ask(page, organisation!.name);
      expect(await resultsOf(page, '组织').first().getAttribute('href'), organisation!.name).toBe(
        `/org/${organisation!.code}.html`,
      );
    }
    expect(await amiss()).toEqual([]);
  });

  test('are found by their codes, however they are typed', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { code } = register.organisations[600]!;
    const { page, amiss } = await openSearch();
    const spaced = code.replaceAll(/(.{4})/g, '$1 ').trim();
    const wide = code.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    for (const typed of [code, code.toLowerCase(), spaced, wide]) {
      await ask(page, typed);
      expect(await resultsOf(page, '组织').first().getAttribute('href'), typed).toBe(`/org/${code}.html`);
    }
    expect(await amiss()).toEqual([]);
  });

  test('are found with a slip of the pen, five at most, and the check page has the others', async () => {
    const { page } = await openSearch();
    await ask(page, '协会');
    expect(await resultsOf(page, '组织').count()).toBe(5);
    expect(await partOf(page, '组织').locator('mark').first().innerText()).toBe('协会');
    await partOf(page, '组织')
      .getByRole('link', { name: /核查页/ })
      .click();
    await page.waitForURL(/\/check\.html\?q=/);
    expect(await boxOf(page).inputValue()).toBe('协会');
  });

  test('and bodies on an illegal list are told apart', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const body = register.illegal.find(({ name }) => register.organisations.every((other) => other.name !== name))!;
    const { page } = await openSearch();
    await ask(page, body.name);
    const first = partOf(page, '组织').getByRole('listitem').first();
    expect(await first.getByRole('link').getAttribute('href')).toBe(`/illegal/${body.id}.html`);
    expect(await first.innerText()).toContain('名单上');
  });

  test('that are not here are called that: what the register covers is said, and never that something is illegal', async () => {
    const { page, amiss } = await openSearch();
    await ask(page, 'qwxzv龘');
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain('没有「qwxzv龘」');
    expect(shown).toContain('本站收录');
    expect(shown).toContain('2026年11月20日');
    expect(shown).toContain('没有找到，不等于它不合法');
    expect(shown).not.toContain('非法');
    expect(await resultsOf(page, '组织').count()).toBe(0);
    expect(await resultsOf(page, '文章和名单').count()).toBe(0);
    expect(await amiss()).toEqual([]);
  });
});

describe('texts and lists', () => {
  test('are found, with what answers marked', async () => {
    const { texts } = modelOf(sites.of('shipped').site);
    const { page, amiss } = await openSearch();
    for (const guide of texts.filter((text) => text.collection === 'guides').slice(0, 3)) {
      await ask(page, guide.title);
      expect(await resultsOf(page, '文章和名单').first().getAttribute('href')).toBe(`/guides/${guide.slug}.html`);
      expect(await partOf(page, '文章和名单').locator('mark').count()).toBeGreaterThan(0);
    }
    expect(await amiss()).toEqual([]);
  });

  test('are found by any phrase that stands in them, wherever it is cut', async () => {
    const { site } = sites.of('shipped');
    const { texts } = modelOf(site);
    const random = seeded(17);
    const below = (n: number) => Math.floor(random.next() * n);
    const { page, amiss } = await openSearch();
    for (const { collection, slug } of texts.filter((text) => text.collection === 'guides')) {
      const source = readFileSync(join(site.content, collection, `${slug}.mdx`), 'utf8').split(/^---$/m)[2]!;
      const runs = source.match(/\p{Script=Han}{6,}/gu)!;
      for (let i = 0; i < 3; i++) {
        const run = runs[below(runs.length)]!;
        const at = below(run.length - 5);
        const phrase = run.slice(at, at + 5 + below(run.length - at - 5));
        await ask(page, phrase);
        const found = await resultsOf(page, '文章和名单').evaluateAll((links) =>
          links.map((link) => link.getAttribute('href')),
        );
        // A common phrase stands in more texts than are shown.
        expect(found.includes(`/guides/${slug}.html`) || found.length === 10, phrase).toBe(true);
        expect(await partOf(page, '文章和名单').locator('mark').first().innerText(), phrase).toBe(phrase);
      }
    }
    expect(await amiss()).toEqual([]);
  });

  test('that have only some of the words are told as that', async () => {
    const { page } = await openSearch();
    await ask(page, '龘龘名录龘龘修复');
    expect(await statusOf(page, '文章和名单')).toMatch(/没有找到整句「龘龘名录龘龘修复」，有其中一些字词的有\d+条/);
    expect(await resultsOf(page, '文章和名单').count()).toBeGreaterThan(0);
  });

  test.each([
    ['类别', '指南', /^\/guides\//],
    ['名录', '活动异常名录', /^\/lists\/abnormal\.html$/],
    ['年份', '2026', /^\/(guides|notices|lists|about)/],
  ])('can be narrowed by %s, and the address keeps that', async (filter, value, addresses) => {
    const { page } = await openSearch();
    await ask(page, '名录');
    const select = page.getByRole('combobox', { name: filter });
    await select.selectOption(value);
    await expect.poll(() => new URL(page.url()).searchParams.size).toBe(2);
    await expect.poll(() => statusOf(page, '文章和名单')).toContain(`限「${value}」`);
    const titles = await resultsOf(page, '文章和名单').allInnerTexts();
    expect(titles.length).toBeGreaterThan(0);
    for (const link of await resultsOf(page, '文章和名单').all())
      expect(await link.getAttribute('href')).toMatch(addresses);

    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await answered(page);
    expect(await boxOf(page).inputValue()).toBe('名录');
    expect(await select.inputValue()).toBe(value);
    expect(await resultsOf(page, '文章和名单').allInnerTexts()).toEqual(titles);
  });

  test('are all that the index holds: organisations are the look-up’s', () => {
    const { site } = sites.of('shipped');
    const model = modelOf(site);
    const { series, byCode } = pledgeBook(model);
    const fragments = readdirSync(join(site.folder, 'pagefind/fragment'));
    // Of texts what is current, and a page for each organisation that has some.
    const published = series.length + byCode.size;
    expect(fragments.length).toBeGreaterThan(published + 10);
    expect(fragments.length).toBeLessThan(published + model.register.organisations.length / 10);
  });
});

describe('the page', () => {
  test('answers only the last of several questions', async () => {
    const { register } = modelOf(sites.of('shipped').site);
    const { name, code } = register.organisations[10]!;
    const { page } = await openSearch();
    for (const query of ['协会', '基金会', '幼儿园', name]) await boxOf(page).fill(query);
    await boxOf(page).press('Enter');
    await answered(page);
    expect(await resultsOf(page, '组织').first().getAttribute('href')).toBe(`/org/${code}.html`);
    expect(new URL(page.url()).searchParams.get('q')).toBe(name);
  });

  test('asks nothing of an empty box', async () => {
    const { page, amiss } = await openSearch('/search.html?q=');
    await boxOf(page).press('Enter');
    expect(await partOf(page, '组织').isVisible()).toBe(false);
    expect(new URL(page.url()).search).toBe('');
    expect(await amiss()).toEqual([]);
  });

  test.each([
    ['文章和名单', 'the search program', '**/pagefind/pagefind.js*'],
    ['文章和名单', 'its web assembly', '**/pagefind/wasm*'],
    ['文章和名单', 'the list of its parts', '**/pagefind/*.pf_meta'],
    ['文章和名单', 'a part of the index', '**/pagefind/**/*.pf_index'],
    ['文章和名单', 'a text', '**/pagefind/**/*.pf_fragment'],
    ['组织', 'the worker', '**/_astro/lookup-worker*'],
    ['组织', 'the manifest', '**/lookup/manifest.json'],
    ['组织', 'the names', '**/lookup/names.bin'],
    ['组织', 'the records', '**/lookup/exact-*/**'],
  ] as const)(
    'says in «%s» alone that %s did not load, never that nothing is there, and tries again',
    async (part, _, files) => {
      const other = part === '组织' ? '文章和名单' : '组织';
      const { page, context } = await visit(sites.browser, sites.of('shipped').host);
      await context.route(files, (route) => route.abort());
      await page.goto('/search.html');
      await ask(page, '协会');
      expect(await statusOf(page, part)).toContain('查询没有完成');
      expect(await partOf(page, part).innerText()).not.toContain('没有找到');
      expect(await statusOf(page, other)).not.toContain('没有完成');
      expect(await resultsOf(page, other).count()).toBeGreaterThan(0);
      await context.unroute(files);
      await partOf(page, part).getByRole('button', { name: '重试' }).click();
      await resultsOf(page, part).first().waitFor({ timeout: 15_000 });
      expect(await partOf(page, part).innerText()).not.toContain('查询没有完成');
      expect(await partOf(page, part).getByRole('button', { name: '重试' }).isVisible()).toBe(false);
      for (const filter of await partOf(page, '文章和名单').getByRole('combobox').all()) {
        const options = await filter.getByRole('option').allInnerTexts();
        expect(options).toEqual([...new Set(options)]);
      }
    },
  );
});
