/** The pages of texts: every version, the history of those that have several, and every two of them side by side. */
import type { TextSeries, TextVersion } from '../pledges/versions.ts';
import { pledgeBook } from './pledges.ts';
import type { Site } from './site.ts';
import { urls } from './urls.ts';

export type PledgePage = { path: string; series: TextSeries } & (
  | { kind: 'version'; version: TextVersion }
  | { kind: 'history' }
  | { kind: 'difference'; before: TextVersion; after: TextVersion }
);

export function pledgePages(site: Site): PledgePage[] {
  return pledgeBook(site).series.flatMap(pagesOfSeries);
}

function pagesOfSeries(series: TextSeries): PledgePage[] {
  const { versions, id } = series;
  const each = versions.map((version): PledgePage => {
    return { kind: 'version', path: urls.pledgeText(version.text.id), series, version };
  });
  if (versions.length === 1) return each;
  const pairs = versions.flatMap((before, i) =>
    versions.slice(i + 1).map((after): PledgePage => {
      const path = urls.pledgeDifference(id, before.text.date, after.text.date);
      return { kind: 'difference', path, series, before, after };
    }),
  );
  return [...each, { kind: 'history', path: urls.pledgeHistory(id), series }, ...pairs];
}
