/** What is in the pages of a built site, read by the browser's own parser. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PROJECT } from './commands.ts';
import { filesIn } from './folders.ts';

export interface PageFacts {
  /** Address from the root; the home page is `/`. */
  path: string;
  lang: string | null;
  titles: string[];
  descriptions: string[];
  headings: string[];
  policies: string[];
  /** Elements with a `style` attribute or a handler in an attribute, as markup. */
  inline: string[];
  ids: string[];
  links: Link[];
  /** Addresses of scripts, styles, icons and other parts. */
  parts: string[];
  /** Attributes of `<main>` by name. */
  main: Record<string, string>;
  /** Text of `<main>` without templates, blanks joined. */
  text: string;
  tables: Table[];
}

export interface Link {
  href: string;
  text: string;
  /** The number that stands directly behind the link, as in `2024年 37条`. */
  count: number | undefined;
  /** Whether the link stands in the page's own part, not in its head, foot or trail. */
  isOwn: boolean;
}

export interface Table {
  caption: string;
  headers: string[];
  /** Cells by row, texts only. */
  rows: string[][];
  /** The first link of each row. */
  hrefs: (string | undefined)[];
}

/** Address of the page in a file. */
export function pathOfFile(file: string): string {
  return file === 'index.html' ? '/' : `/${file}`;
}

/** Addresses of all pages in a site's folder, the 404 page included. */
export function pagePathsIn(folder: string): string[] {
  return filesIn(folder)
    .filter((file) => file.endsWith('.html'))
    .map(pathOfFile);
}

const BATCH = 100;

/** Reads pages; `page` must show any file of the same host that has no policy, such as `/robots.txt`. */
export async function readPages(page: Page, paths: readonly string[]): Promise<PageFacts[]> {
  const facts: PageFacts[] = [];
  for (let i = 0; i < paths.length; i += BATCH)
    facts.push(...(await page.evaluate(readInBrowser, paths.slice(i, i + BATCH))));
  return facts;
}

async function readInBrowser(paths: readonly string[]): Promise<PageFacts[]> {
  const clean = (text: string | null | undefined) => (text ?? '').replaceAll(/\s+/g, ' ').trim();
  const numberOf = (text: string) => {
    const match = /^(?:[\u4E00-\u9FFF]*?)([\d,]+)\s*[家条行]?$/.exec(text);
    return match ? Number(match[1]!.replaceAll(',', '')) : undefined;
  };
  const read = async (path: string) => {
    const response = await fetch(path);
    const document = new DOMParser().parseFromString(await response.text(), 'text/html');
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const main = document.querySelector('main')?.cloneNode(true) as HTMLElement | undefined;
    for (const hidden of main?.querySelectorAll('template, script') ?? []) hidden.remove();
    return {
      path,
      lang: document.documentElement.getAttribute('lang'),
      titles: all('title').map((title) => title.textContent),
      descriptions: all('meta[name=description]').map((meta) => meta.getAttribute('content') ?? ''),
      headings: all('h1').map((heading) => clean(heading.textContent)),
      policies: all('meta[http-equiv="content-security-policy" i]').map((meta) => meta.getAttribute('content') ?? ''),
      inline: all('*')
        .filter((element) => element.getAttributeNames().some((name) => name === 'style' || name.startsWith('on')))
        .map((element) => element.outerHTML.slice(0, 200)),
      ids: all('[id]').map((element) => element.id),
      links: all('a[href]').map((link) => ({
        href: link.getAttribute('href')!,
        text: clean(link.textContent),
        count: link.nextElementSibling?.matches('span.quiet')
          ? numberOf(clean(link.nextElementSibling.textContent))
          : undefined,
        isOwn: link.closest('main') !== null && link.closest('.trail') === null,
      })),
      parts: [
        ...all('script[src], img[src], iframe[src]').map((part) => part.getAttribute('src')!),
        ...all(
          'link[rel~=stylesheet], link[rel~=icon], link[rel~=search], link[rel~=alternate], link[rel~=preload], link[rel~=modulepreload]',
        ).map((part) => part.getAttribute('href')!),
      ],
      main: Object.fromEntries(
        (main?.getAttributeNames() ?? []).map((name) => [name, main!.getAttribute(name)!] as const),
      ),
      text: clean(main?.textContent),
      tables: [...(main?.querySelectorAll('table') ?? [])].map((table) => ({
        caption: clean(table.caption?.textContent),
        headers: [...table.querySelectorAll('thead th')].map((cell) => clean(cell.textContent)),
        rows: [...table.querySelectorAll('tbody tr')].map((row) =>
          [...row.children].map((cell) => clean(cell.textContent)),
        ),
        hrefs: [...table.querySelectorAll('tbody tr')].map(
          (row) => row.querySelector('a[href]')?.getAttribute('href') ?? undefined,
        ),
      })),
    };
  };
  return Promise.all(paths.map(read));
}

/** A file of `src/pages` with the addresses it makes. */
export interface Route {
  file: string;
  pattern: RegExp;
}

/** The page types: the more exact address comes first. */
export const ROUTES: readonly Route[] = readdirSync(join(PROJECT, 'src/pages'), { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.astro'))
  .toSorted((a, b) => dynamicParts(a) - dynamicParts(b) || (a < b ? -1 : 1))
  .map((file) => ({ file, pattern: patternOf(file) }));

function dynamicParts(file: string): number {
  return file.split('[').length - 1;
}

function patternOf(file: string): RegExp {
  if (file === 'index.astro') return /^\/$/;
  const path = file
    .replace(/\.astro$/, '.html')
    .replaceAll(/\[[^\]]+\]|[.]/g, (part) => (part === '.' ? '\\.' : '[^/]+'));
  return new RegExp(`^/${path}$`);
}

/** The page type that an address belongs to. */
export function routeOf(path: string): Route | undefined {
  return ROUTES.find((route) => route.pattern.test(path));
}
