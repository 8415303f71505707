import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useBrowser } from '../helpers/reading.ts';
import { SAMPLES } from '../helpers/samples.ts';
import { visit } from '../helpers/visit.ts';

const sites = useBrowser('shipped', 'cases');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const VIEWS = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 360 },
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 1280 },
] as const;

/** What axe, which must be in the page, finds wrong, with the first place of each. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: tags, resultTypes: ['violations'] }),
    TAGS,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]!.failureSummary} ${nodes[0]!.html.slice(0, 200)}`);
}

/** What reaches beyond the right edge of the window. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5 && element.closest('.scroll') === null,
    );
    return [`${scrollWidth} > ${clientWidth}`, ...wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 200))];
  });
}

describe.each(SAMPLES)('a page of $of', ({ site, find }) => {
  test('is accessible and quiet, light and dark, narrow and wide', async () => {
    const { host, site: built } = sites.of(site);
    const path = find(built);
    const { page, amiss } = await visit(sites.browser, host);
    expect((await page.goto(path))?.ok()).toBe(true);
    await page.evaluate(axe.source);
    // What is wrong → the views in which it is.
    const faults: Record<string, string[]> = {};
    for (const { colorScheme, width } of VIEWS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      for (const fault of [...(await amiss()), ...(await violations(page)), ...(await overflow(page))])
        (faults[`${path} ${fault}`] ??= []).push(`${colorScheme} ${width}`);
    }
    expect(faults).toEqual({});
  });

  test('needs no sideways scrolling at 320 pixels, nor with the larger type of 长辈模式', async () => {
    const { host, site: built } = sites.of(site);
    const { page } = await visit(sites.browser, host, { viewport: { width: 320, height: 640 } });
    await page.goto(find(built));
    expect(await overflow(page)).toEqual([]);
    await page.getByRole('button', { name: '长辈模式' }).click();
    expect(await overflow(page)).toEqual([]);
  });
});
