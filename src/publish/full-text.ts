/** The full-text index (Pagefind): texts and lists, from their pages. Names and codes are the look-up's (docs/decisions/0004). */
import { byCodeUnits } from '../domain/text.ts';
import { filesBelow } from './tree.ts';

/** Files of Pagefind that this site's own search page does not use. */
const UNUSED = /^pagefind-(ui|modular-ui|component-ui|highlight|worker)\./;

/** Addresses of the pages that are indexed, in order. */
export function textPaths(pages: Iterable<string>): string[] {
  return [...pages].filter(isText).toSorted(byCodeUnits);
}

/** Pages that are on their way to Pagefind at once: all of them would be held in memory, three times over. */
const AT_ONCE = 64;

/**
 * @param paths addresses of the pages
 * @param htmlOf reads a page
 * @param folder that the index is written into; its maker gives all of it in one message otherwise, too long at 100,000 pages
 * @returns the paths of its files below the folder
 * @throws when Pagefind reports an error
 */
export async function indexTexts(
  paths: readonly string[],
  htmlOf: (path: string) => string,
  folder: string,
): Promise<string[]> {
  const pagefind = await import('pagefind');
  try {
    const { index } = demand(await pagefind.createIndex({ forceLanguage: 'zh-cn' }));
    if (index === undefined) throw new Error('Pagefind gave no index.');
    for (let at = 0; at < paths.length; at += AT_ONCE) {
      const lot = paths.slice(at, at + AT_ONCE);
      const added = await Promise.all(lot.map((url) => index.addHTMLFile({ url, content: htmlOf(url) })));
      added.forEach(demand);
    }
    demand(await index.writeFiles({ outputPath: folder }));
    return filesBelow(folder).filter((path) => !UNUSED.test(path));
  } finally {
    await pagefind.close();
  }
}

function demand<R extends { errors: string[] }>(response: R): R {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}

/** Parts of lists, comparisons and what repeats other pages are left out. */
function isText(path: string): boolean {
  return (
    !/^\/(org|illegal|browse|fees|integrity|submissions|compilations|promises)\//.test(path) &&
    !/^\/lists\/.*\//.test(path) &&
    !/^\/pledges\/.*(_.*|history)\.html$/.test(path)
  );
}
