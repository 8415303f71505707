import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../../src/register/pages.ts';
import { useBrowser } from '../helpers/reading.ts';
import { pagePathsIn } from '../helpers/pages.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('shipped', 'cases');

const KB = 1024;

describe.each(['shipped', 'cases'] as const)('in the site «%s»', (name) => {
  const weigh = (path: string) =>
    gzipSync(readFileSync(join(sites.of(name).site.folder, fileOf(path))), { level: 9 }).length;

  /** Scripts and styles that a browser fetches for a page, packed, by ending. */
  async function partsOf(path: string): Promise<{ js: number; css: number; other: number }> {
    const { page } = await visit(sites.browser, sites.of(name).host);
    const weights = { js: 0, css: 0, other: 0 };
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname === path) return;
      const kind = pathname.endsWith('.js') ? 'js' : pathname.endsWith('.css') ? 'css' : 'other';
      weights[kind] += weigh(pathname);
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    return weights;
  }

  test('every organisation’s page weighs at most 12 KB, its scripts at most 2 KB', async () => {
    const pages = pagePathsIn(sites.of(name).site.folder)
      .filter((path) => path.startsWith('/org/'))
      .map((path) => ({ path, weight: weigh(path) }));
    const heaviest = pages.toSorted((a, b) => b.weight - a.weight)[0]!;
    const { js, css, other } = await partsOf(heaviest.path);
    expect(js, 'scripts').toBeGreaterThan(0);
    expect(js, 'scripts').toBeLessThanOrEqual(2 * KB);
    expect(css, 'styles').toBeGreaterThan(0);
    expect(other, 'anything else').toBeLessThanOrEqual(1 * KB);
    expect(heaviest.weight + js + css, heaviest.path).toBeLessThanOrEqual(12 * KB);
  });

  test('the check page weighs at most 20 KB until somebody types, its scripts at most 5 KB', async () => {
    const { js, css, other } = await partsOf('/check.html');
    expect(js).toBeLessThanOrEqual(5 * KB);
    expect(weigh('/check.html') + js + css + other).toBeLessThanOrEqual(20 * KB);
  });

  test('the home page weighs at most 30 KB', async () => {
    const { js, css, other } = await partsOf('/');
    expect(weigh('/') + js + css + other).toBeLessThanOrEqual(30 * KB);
  });
});
