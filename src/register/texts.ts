/** The collections of texts that have pages of their own, and how they are ordered. */
import { byCodeUnits } from '../domain/text.ts';
import type { Site, SiteText } from './site.ts';
import { urls } from './urls.ts';

export interface TextCollection {
  id: 'guides' | 'notices';
  path: string;
  title: string;
  description: string;
  texts: readonly SiteText[];
}

/** Collections that have texts: guides in their own order, notices newest first. */
export function textCollections({ texts }: Site): TextCollection[] {
  const of = (id: TextCollection['id']) => texts.filter((text) => text.collection === id);
  const collections: TextCollection[] = [
    {
      id: 'guides',
      path: urls.guides,
      title: '指南',
      description: '怎样核查、每份名录是什么意思、发现问题怎样反映、数据从哪里来。',
      texts: of('guides').toSorted((a, b) => a.order - b.order || byCodeUnits(a.slug, b.slug)),
    },
    {
      id: 'notices',
      path: urls.notices,
      title: '公告',
      description: '本站的说明和变动。',
      texts: of('notices').toSorted((a, b) => byCodeUnits(b.date, a.date) || byCodeUnits(a.slug, b.slug)),
    },
  ];
  return collections.filter((collection) => collection.texts.length > 0);
}
