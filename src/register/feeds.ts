/** What is new, to subscribe to: beside a page, its latest entries. */
import { startOf, type IsoDate } from '../domain/date.ts';
import { latestChanges, latestIllegal } from './changes.ts';
import { cellInWords } from './cells.ts';
import { derived } from './derived.ts';
import { listsOf, type RegisterList } from './lists.ts';
import type { Site } from './site.ts';
import { textCollections } from './texts.ts';
import { urls } from './urls.ts';

export interface FeedEntry {
  /** The day of what it tells of. */
  on: IsoDate;
  title: string;
  href: string;
  summary?: string;
  /** With the day and the page it tells an entry from all others. */
  name: string;
}

export interface Feed {
  path: string;
  /** The page that it follows. */
  page: string;
  title: string;
  /** The newest first; never empty. */
  entries: readonly FeedEntry[];
}

/** Entries of a feed at most: more than a day brings. */
const MOST_ENTRIES = 50;

/** Every feed of the site; none where nobody knows its address, which each entry must tell. */
export const feedsOf = derived((site: Site): readonly Feed[] =>
  site.info.url === undefined ? [] : makeFeeds(site).filter(({ entries }) => entries.length > 0),
);

/** The address of the feed that follows a page. */
export function feedBeside(site: Site, page: string): string | undefined {
  return feedsOf(site).find((feed) => feed.page === page)?.path;
}

function makeFeeds(site: Site): Feed[] {
  const { register } = site;
  const feed = (page: string, title: string, entries: readonly FeedEntry[]): Feed => {
    return { path: urls.feed(page), page, title, entries };
  };
  const changes = (found: ReturnType<typeof latestChanges>) =>
    found.map(({ on, sentence, href }) => ({ on, title: sentence, href, name: sentence }));
  return [
    feed(urls.home, '最近的变化', changes(latestChanges(register, MOST_ENTRIES))),
    ...listsOf(register).map((list) =>
      feed(urls.list(list.list.slug), list.dataset.title, entriesOf(list, register.asOf)),
    ),
    feed(urls.illegal, '非法社会组织名单', changes(latestIllegal(register, MOST_ENTRIES))),
    ...textCollections(site)
      .filter(({ id }) => id === 'notices')
      .map(({ id, path, title, texts }) =>
        feed(
          path,
          title,
          texts.slice(0, MOST_ENTRIES).map(({ slug, date, title: told, summary }) => ({
            on: date,
            title: told,
            href: urls.text(id, slug),
            summary,
            name: slug,
          })),
        ),
      ),
  ];
}

/** Rows without a day are in no feed, those of a day to come not yet. */
function entriesOf({ all, columns, dataset }: RegisterList, asOf: IsoDate): FeedEntry[] {
  const dated = all.on((on) => on !== '' && startOf(on) <= asOf).rows(MOST_ENTRIES);
  return dated.map(({ on, organisation, record, state }) => ({
    on,
    title: `${organisation.name}：${state.label}`,
    href: urls.organisation(organisation.code),
    name: [...dataset.key.map((field) => String(record[field] ?? '')), state.id].join('\u0000'),
    summary: columns
      .map(([field, column]) => [column.header, cellInWords(column, record[field])])
      .filter(([, text]) => text !== '')
      .map(([header, text]) => `${header}：${text}`)
      .join('；'),
  }));
}
