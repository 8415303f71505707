/** What became of an organisation's texts, as events of its record: each version by its days, a case by its own. */
import type { IsoDate } from '../domain/date.ts';
import { neverApplied, type TextSeries, type TextVersion } from '../pledges/versions.ts';
import { details, type TimelineEvent } from './events.ts';
import { groupBy } from './register.ts';
import { urls } from './urls.ts';

export function textEvents(series: readonly TextSeries[]): TimelineEvent[] {
  return series.flatMap(({ kind, versions }) =>
    versions.flatMap((version, i) => {
      if (kind === '典型案例') return [told(version, version.text.date, '公布典型案例')];
      if (version.text.isDraft) return [told(version, version.text.date, `公布${kind}的在研稿`)];
      return daysOf(version, versions.slice(0, i), versions.slice(i + 1));
    }),
  );
}

/** What happened on one day is one event; that a version replaces another is told with the later one. */
function daysOf(version: TextVersion, earlier: readonly TextVersion[], later: readonly TextVersion[]): TimelineEvent[] {
  const { text, from, replacedOn } = version;
  const isReplacement = earlier.some((other) => other.replacedOn === from);
  const isReplaced = later.some((other) => !other.text.isDraft && other.from === replacedOn);
  const steps: readonly (readonly [IsoDate | undefined, string])[] = [
    [text.adoptedOn, '审议通过'],
    [text.signedOn, '签署'],
    [neverApplied(version) ? undefined : from, isReplacement ? '施行，代替上一版' : '施行'],
    [isReplaced ? undefined : replacedOn, '停用'],
  ];
  const dated = steps.flatMap(([on, what]) => (on === undefined ? [] : [{ on, what }]));
  return [...groupBy(dated, ({ on }) => [on])].map(([on, same]) =>
    told(version, on, `${text.kind}${same.map(({ what }) => what).join('、')}`, on === text.adoptedOn),
  );
}

function told({ text }: TextVersion, on: IsoDate, what: string, isAdoption = false): TimelineEvent {
  return {
    on,
    kind: 'text',
    title: `${what}：《${text.title}》`,
    href: urls.pledgeText(text.id),
    details: isAdoption ? details(['审议机构', text.adoptedBy]) : [],
    rows: [],
    source: text.source,
  };
}
