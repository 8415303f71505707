/** Pages as a browser shows them, and everything amiss that happens meanwhile. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Host } from './server.ts';

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Console messages, script errors, dialogs, breaches of the page's policy, requests to other hosts: none is right. */
  amiss: () => Promise<string[]>;
}

interface Watched {
  breaches?: string[];
}

/** A fresh browser profile with one page; addresses may be given from the root. Gone when the test is over. */
export async function visit(browser: Browser, host: Host, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL: host.url, locale: 'zh-CN', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  return { page, context, amiss: await watch(page, host) };
}

/** Watches a page from now on. */
export async function watch(page: Page, host: Host): Promise<Visit['amiss']> {
  const seen: string[] = [];
  page.on('console', (message) => seen.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${host.url}/`) && !request.url().startsWith('data:'))
      seen.push(`request: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) seen.push(`${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      ((window as Watched).breaches ??= []).push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  return async () => {
    const breaches = await page.evaluate(() => (window as Watched).breaches ?? []);
    return [...seen.splice(0), ...breaches.map((breach) => `policy: ${breach}`)];
  };
}
