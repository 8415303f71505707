/** A built site as its pages tell it: hosted, and read by a browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { pagePathsIn, readPages, type PageFacts } from './pages.ts';
import { serve, type Host } from './server.ts';
import { builtSite, type BuiltSite, type SiteName } from './sites.ts';

export interface Opened {
  site: BuiltSite;
  host: Host;
}

/** A browser and built sites for the tests of one file. */
export function useBrowser<const Name extends SiteName>(...names: Name[]) {
  const opened = new Map<SiteName, Opened>();
  let browser: Browser | undefined;
  beforeAll(async () => {
    for (const name of names) {
      const site = await builtSite(name);
      opened.set(name, { site, host: await serve(site.folder) });
    }
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    for (const { host } of opened.values()) await host.close();
  });
  return {
    /** The browser; known once the tests run. */
    get browser(): Browser {
      return browser!;
    },
    of: (name: Name): Opened => opened.get(name)!,
  };
}

/** What is in every page of built sites, read once before the tests of one file. */
export function useReadings<const Name extends SiteName>(...names: Name[]) {
  const sites = useBrowser(...names);
  const readings = new Map<SiteName, ReadonlyMap<string, PageFacts>>();
  beforeAll(async () => {
    const page = await sites.browser.newPage();
    for (const name of names) {
      const { site, host } = sites.of(name);
      await page.goto(`${host.url}/robots.txt`);
      const facts = await readPages(page, pagePathsIn(site.folder));
      readings.set(name, new Map(facts.map((one) => [one.path, one])));
    }
    await page.close();
  });
  return {
    of: (name: Name) => ({ ...sites.of(name), pages: readings.get(name)! }),
    get browser(): Browser {
      return sites.browser;
    },
  };
}
