import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { modelOf } from '../helpers/model.ts';
import { NAUGHTY } from '../helpers/naughty.ts';
import { pagePathsIn, ROUTES, routeOf } from '../helpers/pages.ts';
import { useBrowser } from '../helpers/reading.ts';
import { seeded, shuffled } from '../helpers/shuffle.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('naughty', 'cases', 'shipped');

/** A page as the browser's parser understands it; nothing of it runs. */
interface Parsed {
  path: string;
  /** Every kind of element with the names of its attributes, such as `a class href`. */
  shapes: string[];
  /** Addresses that are neither of ours nor http(s). */
  strange: string[];
  /** How many scripts there are, and how many of those hold their own text. */
  scripts: number;
  inlineScripts: number;
  title: string;
  heading: string;
  text: string;
  facts: Record<string, string>;
  legalName: string | undefined;
}

function parsePages(page: Page, paths: readonly string[]): Promise<Parsed[]> {
  return page.evaluate(async (addresses) => {
    const parse = async (path: string) => {
      const document = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
      // What waits in templates is part of the page as well.
      const roots = [document, ...[...document.querySelectorAll('template')].map((template) => template.content)];
      const elements = roots.flatMap((root) => [...root.querySelectorAll('*')]);
      const linked = document.querySelector('script[type="application/ld+json"]')?.textContent;
      const scripts = elements.filter((element) => element.localName === 'script');
      return {
        path,
        shapes: [
          ...new Set(
            elements.map((element) => [element.localName, ...element.getAttributeNames().toSorted()].join(' ')),
          ),
        ],
        strange: elements.flatMap((element) =>
          ['href', 'src', 'action'].flatMap((name) => {
            const address = element.getAttribute(name);
            return address === null || /^(\/(?!\/)|#|https?:\/\/)/.test(address) ? [] : [address];
          }),
        ),
        scripts: scripts.length,
        inlineScripts: scripts.filter((script) => !script.hasAttribute('src')).length,
        title: document.querySelector('title')!.textContent,
        heading: document.querySelector('h1')!.textContent,
        text: document.querySelector('main')!.textContent,
        facts: Object.fromEntries(
          [...document.querySelectorAll('dl.facts > div')].map((fact) => [
            fact.querySelector('dt')!.textContent,
            fact.querySelector('dd')!.textContent,
          ]),
        ),
        legalName: linked === undefined ? undefined : (JSON.parse(linked) as { legalName: string }).legalName,
      };
    };
    return Promise.all(addresses.map(parse));
  }, paths);
}

const parsed = { naughty: new Map<string, Parsed>(), harmless: new Map<string, Parsed>() };

beforeAll(async () => {
  const page = await sites.browser.newPage();
  for (const [name, into] of [
    ['naughty', parsed.naughty],
    ['cases', parsed.harmless],
    ['shipped', parsed.harmless],
  ] as const) {
    const { host, site } = sites.of(name);
    await page.goto(`${host.url}/robots.txt`);
    const paths = pagePathsIn(site.folder);
    for (let i = 0; i < paths.length; i += 200) {
      for (const one of await parsePages(page, paths.slice(i, i + 200))) into.set(name + one.path, one);
    }
  }
  await page.close();
});

describe('the big list of naughty strings', () => {
  test('is there, nearly whole', () => {
    expect(NAUGHTY.length).toBeGreaterThan(450);
    expect(NAUGHTY.some(({ typed }) => typed.includes('<script>'))).toBe(true);
    expect(parsed.naughty.size).toBeGreaterThan(1000);
  });

  test.each(ROUTES.map(({ file }) => file))('makes no element and no address of its own in pages of %s', (file) => {
    const ofType = (pages: ReadonlyMap<string, Parsed>) =>
      [...pages.values()].filter(({ path }) => routeOf(path)?.file === file);
    const harmless = ofType(parsed.harmless);
    const known = new Set([...parsed.harmless.values()].flatMap(({ shapes }) => shapes));
    const [scripts, inlineScripts] = [most(harmless, 'scripts'), most(harmless, 'inlineScripts')];
    expect(known.size).toBeGreaterThan(10);
    const faults = ofType(parsed.naughty).flatMap((page) => [
      ...page.shapes.filter((shape) => !known.has(shape)).map((shape) => `${page.path}: <${shape}>`),
      ...page.strange.map((address) => `${page.path}: ${address}`),
      ...(page.scripts > scripts || page.inlineScripts > inlineScripts
        ? [`${page.path}: ${page.scripts} scripts`]
        : []),
    ]);
    expect(faults).toEqual([]);
  });

  test('stands as text on the pages of organisations', () => {
    const faults = NAUGHTY.flatMap(({ typed, shown, name, code }) => {
      const { title, heading, text, facts, legalName } = parsed.naughty.get(`naughty/org/${code}.html`)!;
      return [
        ...(heading === name ? [] : [`the heading is ${heading}`]),
        ...(title.startsWith(name) && title.endsWith('｜<名录> & "名录"') ? [] : [`the title is ${title}`]),
        ...(legalName === name ? [] : [`the linked data call it ${legalName}`]),
        ...['登记管理机关', '业务主管单位', '法定代表人', '业务范围', '住所', '官方网站'].flatMap((label) =>
          facts[label] === shown ? [] : [`${label} is ${facts[label]}`],
        ),
        ...(text.includes(`事由：${shown}`) ? [] : ['its ground is missing']),
        ...(text.includes(`事实：${shown}`) ? [] : ['its facts are missing']),
      ].map((fault) => `${JSON.stringify(typed)}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  test('stands as text on the pages of illegal bodies', () => {
    const { register } = modelOf(sites.of('naughty').site);
    expect(register.illegal.length).toBe(NAUGHTY.length);
    const faults = register.illegal.flatMap(({ id, name, publishedBy, disposal }) => {
      const { heading, facts } = parsed.naughty.get(`naughty/illegal/${id}.html`)!;
      const right = heading === name && facts['公布机关'] === publishedBy && facts['处置状态'] === disposal;
      return right ? [] : [`${JSON.stringify(name)}: ${heading} ${JSON.stringify(facts)}`];
    });
    expect(faults).toEqual([]);
  });

  test.each([
    ['the list of penalties', '/lists/penalties.html'],
    ['the list of listings', '/lists/abnormal.html'],
    ['the sources', '/sources.html'],
  ])('stands as text, every string of it, in %s', (_, path) => {
    const { text } = parsed.naughty.get(`naughty${path}`)!;
    expect(NAUGHTY.filter(({ shown }) => !text.includes(shown))).toEqual([]);
  });

  test('comes back from the downloads as it was typed', () => {
    const { folder } = sites.of('naughty').site;
    const columnOf = (file: string, header: string) => {
      const { data } = Papa.parse<Record<string, string>>(readFileSync(join(folder, 'data', file), 'utf8'), {
        header: true,
      });
      return new Set(data.map((row) => row[header]));
    };
    const scopes = columnOf('organisations.csv', '业务范围');
    const titles = columnOf('sources.csv', '标题');
    expect(NAUGHTY.filter(({ shown }) => !scopes.has(shown) || !titles.has(shown))).toEqual([]);
  });

  // Parsing has shown that no page holds an element of the data's making. What is left are the scripts: a part of the
  // organisations, and every other kind of page, show what they do with such texts.
  test('does nothing in pages that are opened', async () => {
    const { host, site } = sites.of('naughty');
    const paths = pagePathsIn(site.folder);
    const armed = NAUGHTY.filter(({ typed }) => /<\w|javascript:/i.test(typed));
    const opened = [
      ...shuffled(armed, seeded(3))
        .slice(0, 40)
        .map(({ code }) => `/org/${code}.html`),
      ...ROUTES.flatMap(({ file }) => paths.filter((path) => routeOf(path)?.file === file).slice(0, 1)),
      '/lists/penalties.html',
      '/lists/abnormal/2025.html',
    ];
    const { page, amiss } = await visit(sites.browser, host);
    const faults: string[] = [];
    for (const path of opened) {
      await page.goto(path);
      faults.push(...(await amiss()).map((fault) => `${path}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(opened.length).toBeGreaterThan(50);
  });

  test.each(['/search.html', '/check.html'])('does nothing when it is looked for on %s', async (path) => {
    const { page, amiss } = await visit(sites.browser, sites.of('naughty').host);
    const settled = () =>
      page.waitForFunction(() => {
        const told = [...document.querySelectorAll('main [role="status"]')].map((status) => status.textContent);
        return told.every((text) => text !== '' && !text.endsWith('…')) && !document.querySelector('main [aria-busy]');
      });
    await page.goto(path);
    const box = page.getByRole('searchbox');
    for (const query of [
      '<script>alert(123)</script>',
      '<img src=x onerror=alert(1)>',
      '"onmouseover="alert(1)',
      'alert',
      '%s%n',
    ]) {
      await box.fill(query);
      await box.press('Enter');
      await settled();
      expect(await page.locator('main :is(img, iframe, object, [onerror], [onmouseover])').count(), query).toBe(0);
      expect(await page.locator('main script').count(), query).toBeLessThanOrEqual(1);
    }
    await page.goto(`${path}?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}&kind=%3Cb%3E`);
    await settled();
    expect(await page.locator('main :is(img, b)').count()).toBe(0);
    expect(await amiss()).toEqual([]);
  });
});

function most(pages: readonly Parsed[], what: 'scripts' | 'inlineScripts'): number {
  return Math.max(...pages.map((page) => page[what]));
}
