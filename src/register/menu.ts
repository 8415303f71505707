/** What the site has pages for: a dataset without rows gets no menu entry and no page. */
import { derived } from './derived.ts';
import { listsOf } from './lists.ts';
import type { Site } from './site.ts';
import { textCollections } from './texts.ts';
import { urls } from './urls.ts';

export interface MenuItem {
  href: string;
  label: string;
  /** Left out in 长辈模式. */
  secondary?: boolean;
}

/** Every page asks for it. */
export const menuOf = derived((site: Site): readonly MenuItem[] => [
  { href: urls.check, label: '核查' },
  { href: urls.browse, label: '浏览' },
  ...(listsOf(site.register).length > 0 ? [{ href: urls.lists, label: '名录' }] : []),
  ...(site.register.illegal.length > 0 ? [{ href: urls.illegal, label: '非法名单' }] : []),
  ...(site.pledges.length > 0 ? [{ href: urls.pledges, label: '承诺' }] : []),
  { href: urls.figures, label: '数字', secondary: true },
  ...textCollections(site)
    .filter((collection) => collection.id === 'guides')
    .map((collection) => ({ href: collection.path, label: collection.title })),
]);
