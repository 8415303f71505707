/** Atom feeds (RFC 4287). */
import { startOf } from '../domain/date.ts';
import { stableId } from '../domain/text.ts';
import type { Feed, FeedEntry } from '../register/feeds.ts';
import type { SiteInfo } from '../register/site.ts';
import { xml, XML_HEAD } from './xml.ts';

/**
 * A feed as XML. An entry bears the day of what it tells of, not that of the build, and an id that stays its own wherever the
 * site is moved within its host (RFC 4151).
 *
 * @param info with the site's address: without one there is nothing to subscribe to
 */
export function atomOf({ path, page, title, entries }: Feed, info: SiteInfo): string {
  const address = (of: string) => new URL(of, info.url).href;
  const tag = (of: string) => `tag:${new URL(info.url!).hostname},2026:${of}`;
  const entry = ({ on, title: told, href, summary, name }: FeedEntry) => `<entry>
<title>${xml(told)}</title>
<id>${xml(tag(`${href}#${on}-${stableId(name)}`))}</id>
<link rel="alternate" type="text/html" href="${xml(address(href))}"/>
<updated>${instant(on)}</updated>
${summary === undefined || summary === '' ? '' : `<summary>${xml(summary)}</summary>\n`}</entry>
`;
  return `${XML_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>${xml(`${title}｜${info.title}`)}</title>
<id>${xml(tag(path))}</id>
<link rel="self" type="application/atom+xml" href="${xml(address(path))}"/>
<link rel="alternate" type="text/html" href="${xml(address(page))}"/>
<updated>${instant(entries[0]!.on)}</updated>
<author><name>${xml(info.operator)}</name></author>
${info.example ? '<subtitle>示例数据：只供演示，不说明任何真实组织的情况。</subtitle>\n' : ''}${entries.map(entry).join('')}</feed>
`;
}

/** The beginning of a day in China; of a month or year that has no day, its first. */
function instant(on: string): string {
  return `${startOf(on)}T00:00:00+08:00`;
}
