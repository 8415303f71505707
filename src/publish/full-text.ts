/** The full-text index (Pagefind): texts and lists, from their pages. Names and codes are the look-up's (docs/decisions/0004). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnits } from '../domain/text.ts';
import { fileOf, pagesOf } from '../register/pages.ts';
import type { Site } from '../register/site.ts';

/** Files of Pagefind that this site's own search page does not use. */
const UNUSED = /^pagefind-(ui|modular-ui|component-ui|highlight|worker)\./;

/**
 * @param folder where the pages have been rendered
 * @returns the index as address → bytes
 * @throws when Pagefind reports an error
 */
export async function indexTexts(site: Site, folder: string): Promise<Map<string, Uint8Array>> {
  const pagefind = await import('pagefind');
  try {
    const { index } = demand(await pagefind.createIndex({ forceLanguage: 'zh-cn' }));
    if (index === undefined) throw new Error('Pagefind gave no index.');
    const texts = [...pagesOf(site)].filter(isText).toSorted(byCodeUnits);
    const added = await Promise.all(
      texts.map((path) => index.addHTMLFile({ url: path, content: readFileSync(join(folder, fileOf(path)), 'utf8') })),
    );
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
