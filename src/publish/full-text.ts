/** The full-text index (Pagefind): texts and lists, from their pages. Names and codes are the look-up's (docs/decisions/0004). */
import { byCodeUnits } from '../domain/text.ts';

/** Files of Pagefind that this site's own search page does not use. */
const UNUSED = /^pagefind-(ui|modular-ui|component-ui|highlight|worker)\./;

/** Addresses of the pages that are indexed, in order. */
export function textPaths(pages: Iterable<string>): string[] {
  return [...pages].filter(isText).toSorted(byCodeUnits);
}

/**
 * @param pages address and HTML of each
 * @returns the index as address → bytes
 * @throws when Pagefind reports an error
 */
export async function indexTexts(pages: readonly (readonly [string, string])[]): Promise<Map<string, Uint8Array>> {
  const pagefind = await import('pagefind');
  try {
    const { index } = demand(await pagefind.createIndex({ forceLanguage: 'zh-cn' }));
    if (index === undefined) throw new Error('Pagefind gave no index.');
    const added = await Promise.all(pages.map(([url, content]) => index.addHTMLFile({ url, content })));
    added.forEach(demand);
    const { files } = demand(await index.getFiles());
    return new Map(
      files.filter((file) => !UNUSED.test(file.path)).map((file) => [`/pagefind/${file.path}`, file.content]),
    );
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
    !/^\/(org|illegal|browse|fees|submissions|compilations|promises)\//.test(path) &&
    !/^\/lists\/.*\//.test(path) &&
    !/^\/pledges\/.*(_.*|history)\.html$/.test(path)
  );
}
