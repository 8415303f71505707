import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { textPaths } from '../../src/publish/full-text.ts';
import { fileOf, hasPage, pagesOf } from '../../src/register/pages.ts';
import { urls } from '../../src/register/urls.ts';
import { filesIn } from '../helpers/folders.ts';
import { modelOf } from '../helpers/model.ts';
import { ROUTES, routeOf, type PageFacts } from '../helpers/pages.ts';
import { useReadings } from '../helpers/reading.ts';

const readings = useReadings('shipped', 'cases', 'minimal');

describe.each(['shipped', 'cases', 'minimal'] as const)('every page of the site «%s»', (name) => {
  /** Pages that break a rule, each with what breaks it. */
  const faults = (rule: (page: PageFacts) => unknown) =>
    [...readings.of(name).pages.values()].flatMap((page) => {
      const fault = rule(page);
      return fault === undefined || fault === false ? [] : [`${page.path}: ${String(fault)}`];
    });

  test('has one heading of the first order, with words in it', () => {
    expect(faults(({ headings }) => (headings.length !== 1 || headings[0] === '') && headings.join(' / '))).toEqual([]);
  });

  test('has one title, one description and the language', () => {
    expect(faults(({ titles }) => (titles.length !== 1 || titles[0]!.trim() === '') && `titles ${titles}`)).toEqual([]);
    expect(
      faults(({ descriptions }) => (descriptions.length !== 1 || descriptions[0] === '') && `${descriptions}`),
    ).toEqual([]);
    expect(faults(({ lang }) => lang !== 'zh-CN' && lang)).toEqual([]);
  });

  test('has a title that no other page has', () => {
    expect(sharedBy(name, ({ titles }) => titles[0]!)).toEqual([]);
  });

  test('has a description that no other page has', () => {
    expect(sharedBy(name, ({ descriptions }) => descriptions[0]!)).toEqual([]);
  });

  test('has no style attribute and no handler attribute', () => {
    expect(faults(({ inline }) => inline.length > 0 && inline.join('\n'))).toEqual([]);
  });

  test('uses no id twice', () => {
    expect(
      faults(({ ids }) => {
        const twice = ids.find((id, i) => ids.indexOf(id) !== i);
        return twice;
      }),
    ).toEqual([]);
  });

  test('forbids by its policy everything that it does not need', () => {
    expect(
      faults(({ path, policies }) => {
        if (policies.length !== 1) return `${policies.length} policies`;
        const directives = directivesOf(policies[0]!);
        if (directives.get('default-src')?.join(' ') !== "'none'") return 'default-src is open';
        if (directives.get('base-uri')?.join(' ') !== "'none'") return 'base-uri is open';
        const allowed = [...directives.values()].flat();
        const mayRunWasm = path === '/search.html';
        return allowed.find(
          (source) =>
            !(mayRunWasm && source === "'wasm-unsafe-eval'") &&
            !/^('self'|'none'|data:|'sha(256|384|512)-[^']+')$/.test(source),
        );
      }),
    ).toEqual([]);
  });

  test('allows data: for images at most', () => {
    expect(
      faults(({ policies }) =>
        [...directivesOf(policies[0]!)].find(
          ([directive, sources]) => directive !== 'img-src' && sources.includes('data:'),
        ),
      ),
    ).toEqual([]);
  });

  test('links only to pages, files and fragments that exist', () => {
    const { pages, site } = readings.of(name);
    const ids = new Map([...pages].map(([path, page]) => [path, new Set(page.ids)]));
    const fault = (from: string, href: string) => {
      if (/^https?:/.test(href)) return undefined;
      if (!href.startsWith('/') && !href.startsWith('#')) return `${href} is neither of ours nor an address`;
      const { pathname, hash } = new URL(href, `http://site${from}`);
      if (!existsSync(join(site.folder, fileOf(pathname)))) return `${href} leads nowhere`;
      const fragment = decodeURIComponent(hash.slice(1));
      return fragment !== '' && ids.get(pathname)?.has(fragment) !== true && `${href} names no place in the page`;
    };
    expect(
      faults(({ path, links, parts }) => {
        const found = [...links.map((link) => link.href), ...parts].map((href) => fault(path, href)).filter(Boolean);
        return found.length > 0 && found.join(', ');
      }),
    ).toEqual([]);
  });

  test('is one that the register asks for, and every one it asks for is there', () => {
    const { pages, site } = readings.of(name);
    const asked = pagesOf(modelOf(site));
    expect(new Set([...pages.keys()].filter((path) => path !== '/404.html'))).toEqual(asked);
    expect(asked.size).toBeGreaterThan(10);
  });

  test('is known as a page of the site, and no other address is', () => {
    const model = modelOf(readings.of(name).site);
    const asked = pagesOf(model);
    for (const path of asked) expect(hasPage(model, path), path).toBe(true);
    // Every organisation, with a page of each kind that not every one has.
    const codes = model.register.organisations.map(({ code }) => code);
    const folders = [urls.organisationFees, urls.organisationIntegrity, urls.organisationPledges];
    const others = ['', '/', '/org/', '/org/none.html', '/fees/none.html', '/index.html', '/404.html', '/org.html'];
    for (const path of [...others, ...codes.flatMap((code) => folders.map((addressOf) => addressOf(code)))])
      expect(hasPage(model, path), path).toBe(asked.has(path));
  });

  test('is handed to the full-text index if it is to be found there, and few others are', () => {
    const { pages, site } = readings.of(name);
    const handed = new Set(textPaths(pages.keys()));
    const isSearched = (path: string) =>
      readFileSync(join(site.folder, fileOf(path)), 'utf8').includes('data-pagefind-body');
    expect([...pages.keys()].filter((path) => isSearched(path) && !handed.has(path))).toEqual([]);
    // Single pages and former versions of texts are few; the index passes them over.
    const isOneOfMany = (path: string) => path.lastIndexOf('/') > 0 && !path.startsWith('/pledges/');
    expect([...handed].filter((path) => isOneOfMany(path) && !isSearched(path))).toEqual([]);
  });

  test('is of a page type that the templates know', () => {
    expect(faults(({ path }) => routeOf(path) === undefined && 'no template')).toEqual([]);
  });
});

/** Pages that have something in common that should be their own. */
function sharedBy(name: 'shipped' | 'cases' | 'minimal', what: (page: PageFacts) => string): string[] {
  const groups = Map.groupBy(readings.of(name).pages.values(), what);
  return [...groups]
    .filter(([, pages]) => pages.length > 1)
    .map(([text, pages]) => `${text}: ${pages.map((page) => page.path).join(' ')}`);
}

function directivesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .filter(([directive]) => directive !== '')
      .map(([directive, ...sources]) => [directive!, sources]),
  );
}

describe('the site map', () => {
  test.each(['shipped', 'cases'] as const)('of the site «%s» lists exactly its pages', async (name) => {
    const { site, host, pages } = readings.of(name);
    const page = await readings.browser.newPage();
    await page.goto(`${host.url}/robots.txt`);
    const locations = (file: string) =>
      page.evaluate(async (address) => {
        const text = await (await fetch(address)).text();
        const document = new DOMParser().parseFromString(text, 'application/xml');
        if (document.querySelector('parsererror')) throw new Error(`${address} is no XML`);
        return [...document.querySelectorAll('loc')].map((location) => location.textContent);
      }, file);
    const base = modelOf(site).info.url!;
    const parts = await locations('/sitemap.xml');
    const listed = (await Promise.all(parts.map((part) => locations(new URL(part).pathname)))).flat();
    await page.close();
    const expected = [...pages.keys()].filter((path) => path !== '/404.html').map((path) => new URL(path, base).href);
    expect(listed.toSorted()).toEqual(expected.toSorted());
    expect(readFileSync(join(site.folder, 'robots.txt'), 'utf8')).toContain(`Sitemap: ${base}/sitemap.xml`);
  });

  test('is left out when the site does not know its own address', () => {
    const { site } = readings.of('minimal');
    expect(existsSync(join(site.folder, 'sitemap.xml'))).toBe(false);
    expect(readFileSync(join(site.folder, 'robots.txt'), 'utf8')).not.toContain('Sitemap');
  });
});

describe('feeds', () => {
  test.each(['shipped', 'cases'] as const)(
    'of the site «%s» are named by their pages, and lead to pages',
    async (name) => {
      const { site, host, pages } = readings.of(name);
      const base = modelOf(site).info.url!;
      const page = await readings.browser.newPage();
      await page.goto(`${host.url}/robots.txt`);
      const read = (file: string) =>
        page.evaluate(async (address) => {
          const text = await (await fetch(address)).text();
          const document = new DOMParser().parseFromString(text, 'application/xml');
          if (document.querySelector('parsererror')) throw new Error(`${address} is no XML`);
          const linkOf = (node: ParentNode, rel: string) =>
            node.querySelector(`:scope > link[rel=${rel}]`)?.getAttribute('href') ?? '';
          const textOf = (node: ParentNode, tag: string) => node.querySelector(`:scope > ${tag}`)?.textContent ?? '';
          const { documentElement: feed } = document;
          return {
            self: linkOf(feed, 'self'),
            page: linkOf(feed, 'alternate'),
            updated: textOf(feed, 'updated'),
            ids: [...document.querySelectorAll('id')].map((id) => id.textContent),
            entries: [...feed.querySelectorAll('entry')].map((entry) => ({
              title: textOf(entry, 'title'),
              href: linkOf(entry, 'alternate'),
              updated: textOf(entry, 'updated'),
            })),
          };
        }, file);
      const files = filesIn(site.folder).filter((path) => path.endsWith('feed.xml'));
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) {
        const feed = await read(`/${file}`);
        expect(feed.self).toBe(`${base}/${file}`);
        const path = new URL(feed.page).pathname;
        expect(readFileSync(join(site.folder, fileOf(path)), 'utf8')).toContain(
          `<link rel="alternate" type="application/atom+xml" href="/${file}"`,
        );
        expect(new Set(feed.ids).size, file).toBe(feed.ids.length);
        expect(feed.entries.length).toBeGreaterThan(0);
        expect(feed.entries.filter(({ href }) => !pages.has(new URL(href).pathname))).toEqual([]);
        expect(feed.entries.filter(({ title, updated }) => title === '' || Number.isNaN(Date.parse(updated)))).toEqual(
          [],
        );
        const days = feed.entries.map(({ updated }) => updated);
        expect(days).toEqual(days.toSorted().toReversed());
        expect(feed.updated).toBe(days[0]);
        // Nothing that has not happened yet.
        expect(days[0]!.slice(0, 10) <= modelOf(site).register.asOf).toBe(true);
      }
      await page.close();
    },
  );

  test('are left out when the site does not know its own address', () => {
    expect(filesIn(readings.of('minimal').site.folder).filter((path) => path.endsWith('feed.xml'))).toEqual([]);
  });
});

describe('the data package', () => {
  test('describes every CSV as it is', () => {
    const { site } = readings.of('shipped');
    const read = (path: string) => readFileSync(join(site.folder, 'data', path), 'utf8');
    const { resources } = JSON.parse(read('datapackage.json')) as {
      resources: { name: string; path: string; schema: { fields: { name: string }[]; primaryKey: string[] } }[];
    };
    const files = filesIn(join(site.folder, 'data'));
    expect(resources.map(({ path }) => path).toSorted()).toEqual(
      files.filter((path) => /^[a-z-]+\.csv$/.test(path)).toSorted(),
    );
    for (const { name, path, schema } of resources) {
      const names = schema.fields.map((field) => field.name);
      expect(Papa.parse<string[]>(read(path), { preview: 1 }).data[0]).toEqual(names);
      expect(names).toEqual(expect.arrayContaining(schema.primaryKey));
      const rows = Papa.parse(read(path), { header: true, skipEmptyLines: true }).data;
      expect(JSON.parse(read(`${name}.json`))).toHaveLength(rows.length);
      const excel = read(`${name}.excel.csv`);
      expect(excel.startsWith('\uFEFF')).toBe(true);
      expect(Papa.parse(excel.slice(1), { header: true, skipEmptyLines: true }).data).toHaveLength(rows.length);
    }
  });
});

describe('without JavaScript', () => {
  test('every page of the shipped site is at most four clicks from the home page', () => {
    const { pages } = readings.of('shipped');
    const clicks = new Map([['/', 0]]);
    for (const [path, depth] of clicks) {
      for (const { href } of pages.get(path)?.links ?? []) {
        if (!href.startsWith('/')) continue;
        const { pathname } = new URL(href, 'http://site');
        if (pages.has(pathname) && !clicks.has(pathname)) clicks.set(pathname, depth + 1);
      }
    }
    const far = [...pages.keys()].filter((path) => path !== '/404.html' && (clicks.get(path) ?? Infinity) > 4);
    expect(far).toEqual([]);
    expect(clicks.size).toBeGreaterThan(1000);
  });
});

describe('html-validate finds nothing wrong', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // Formatting of the markup, which the compiler decides.
      'no-trailing-whitespace': 'off',
      'doctype-style': 'off',
      'void-style': 'off',
      // HTML lets an id begin with anything; headings of texts may begin with a number.
      'valid-id': ['error', { relaxed: true }],
      // `<div role="region">` around a wide table is as good as `<section>`.
      'prefer-native-element': ['error', { exclude: ['region'] }],
    },
  });

  test.each(ROUTES.map(({ file }) => file))('with pages of %s', async (file) => {
    const samples = (['shipped', 'cases', 'minimal'] as const).flatMap((name) => {
      const { site, pages } = readings.of(name);
      const ofType = [...pages.values()].filter((page) => routeOf(page.path)?.file === file);
      return spread(ofType, 6).map((page) => ({
        name: `${name}${page.path}`,
        file: join(site.folder, fileOf(page.path)),
      }));
    });
    expect(samples.length).toBeGreaterThan(0);
    const faults = new Map<string, string>();
    for (const sample of samples) {
      // A template is no part of the page until a script takes it, and then stands in for what was there.
      const markup = readFileSync(sample.file, 'utf8').replaceAll(/<template\b.*?<\/template>/gs, '');
      for (const { messages } of (await validator.validateString(markup)).results) {
        for (const { ruleId, message, selector } of messages)
          faults.set(`${ruleId}: ${message}`, `for one in ${sample.name} at ${selector}`);
      }
    }
    expect(Object.fromEntries(faults)).toEqual({});
  });
});

/** At most `count` items from the whole range of a list. */
function spread<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / count));
  return items.filter((_, i) => i % step === 0);
}
