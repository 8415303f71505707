/** Figures: tables that charts are drawn from. Every number has the rows behind it. */
import type { DatasetId } from '../datasets/index.ts';
import { ORGANISATION_TYPES } from '../datasets/organisations.ts';
import { grouped } from '../domain/amount.ts';
import { inWords, startOf, yearOf } from '../domain/date.ts';
import { isOnList } from '../domain/listing.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { ListingRow } from '../datasets/listings.ts';
import { facetValues, regionTree, YEAR_UNKNOWN } from '../register/browse.ts';
import { derived } from '../register/derived.ts';
import type { Register } from '../register/register.ts';
import { urls } from '../register/urls.ts';

export interface Figure {
  id: string;
  /** The finding, as a sentence. */
  heading: string;
  chart: 'bar' | 'line';
  unit: string;
  definition: string;
  /** Header of the first column, then of each series (at most five). */
  columns: readonly [string, ...string[]];
  rows: readonly FigureRow[];
  /** Datasets the numbers come from, of those that have rows: each can be downloaded. */
  from: readonly string[];
}

export interface FigureRow {
  label: string;
  values: readonly number[];
  /** Page with the rows behind the number. */
  href?: string | undefined;
}

/** All figures that the data allow; each has at least two rows. */
export const figuresOf = derived((register: Register): readonly Figure[] =>
  [
    byType(register),
    byStanding(register),
    byRegion(register),
    byYear(register),
    listingsByYear(register, 'abnormal'),
    listingsByYear(register, 'serious'),
  ]
    .filter((figure) => figure.rows.length > 1)
    .map((figure) => ({ ...figure, from: figure.from.filter((id) => register.count(id as DatasetId) > 0) })),
);

function byType(register: Register): Figure {
  const types = new Map(facetValues(register, 'type').map((value) => [value.label, value]));
  const rows = ORGANISATION_TYPES.flatMap((type) => types.get(type) ?? []).map(
    ({ id, label, count, places }): FigureRow => ({
      label,
      values: [count, countWhere(places, (place) => register.organisations[place]!.status === '正常')],
      href: urls.facet('type', id),
    }),
  );
  const most = rows.toSorted((a, b) => b.values[0]! - a.values[0]!)[0];
  return {
    id: 'organisations-by-type',
    heading:
      most === undefined
        ? ''
        : `本站收录${grouped(register.organisations.length)}家组织，${most.label}最多，${grouped(most.values[0]!)}家`,
    chart: 'bar',
    unit: '家',
    definition: '按登记数据里的组织类型计数；第二列不含已注销、撤销、吊销的。',
    columns: ['组织类型', '收录', '其中没有注销、撤销、吊销'],
    rows,
    from: ['organisations'],
  };
}

function byStanding(register: Register): Figure {
  const standings = facetValues(register, 'standing');
  const normal = standings.find((value) => value.id === 'normal')?.count ?? 0;
  const share = Math.round((normal / Math.max(1, register.organisations.length)) * 1000) / 10;
  return {
    id: 'organisations-by-standing',
    heading: `截至${inWords(register.asOf)}，${share}%的组织登记状态正常、证书没有过期、不在名录名单上`,
    chart: 'bar',
    unit: '家',
    definition:
      '每家组织只计一次，按最重的一种状态：撤销或吊销、注销、严重违法失信名单、活动异常名录、证书已过有效期、正常。',
    columns: ['状态', '组织'],
    rows: standings.map((value) => ({
      label: value.label,
      values: [value.count],
      href: urls.facet('standing', value.id),
    })),
    from: ['organisations', 'abnormal-listings', 'serious-listings'],
  };
}

function byRegion(register: Register): Figure {
  const provinces = regionTree(register);
  const parts =
    provinces.length > 1
      ? provinces.map(({ name, count, cities }) => ({
          name,
          count,
          regions: cities.flatMap(({ regions }) => regions),
          href: urls.browse,
        }))
      : provinces.flatMap(({ cities }) =>
          cities.map(({ name, count, regions, code }) => ({ name, count, regions, href: urls.facet('city', code) })),
        );
  const isListed = new Uint8Array(register.organisations.length);
  const owners = register.ownersOf('abnormal-listings');
  for (const [i, row] of register.records['abnormal-listings'].entries())
    if (isOnList(row, register.asOf)) isListed[owners[i]!] = 1;
  const most = parts.toSorted((a, b) => b.count - a.count)[0];
  return {
    id: 'organisations-by-region',
    heading: most === undefined ? '' : `收录的组织里，登记地区在${most.name}的最多，${grouped(most.count)}家`,
    chart: 'bar',
    unit: '家',
    definition:
      '按登记地区计数：登记数据写明的行政区划，没有写明的按信用代码里登记机关所在的区划。「在异常名录」为截至当日在列的组织。',
    columns: ['登记地区', '收录', '其中在活动异常名录'],
    rows: parts.map((part) => ({
      label: part.name,
      values: [
        part.count,
        part.regions.reduce((sum, { places }) => sum + countWhere(places, (place) => isListed[place] === 1), 0),
      ],
      href: part.href,
    })),
    from: ['organisations', 'abnormal-listings'],
  };
}

function byYear(register: Register): Figure {
  const years = facetValues(register, 'year')
    .filter((year) => year.id !== YEAR_UNKNOWN)
    .toSorted((a, b) => byCodeUnits(a.id, b.id));
  const most = years.toSorted((a, b) => b.count - a.count)[0];
  const rows = years.map((year): FigureRow => {
    const counts = new Map<string, number>();
    for (const place of year.places) {
      const { type } = register.organisations[place]!;
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return {
      label: year.label,
      values: ORGANISATION_TYPES.map((type) => counts.get(type) ?? 0),
      href: urls.facet('year', year.id),
    };
  });
  return {
    id: 'registrations-by-year',
    heading: most === undefined ? '' : `现在收录的组织里，${most.label}成立登记的最多，${grouped(most.count)}家`,
    chart: 'line',
    unit: '家',
    definition: '按成立登记日期的年份计数，只计本站收录的组织；早年成立、后来注销而不在数据里的不计。',
    columns: ['成立年份', ...ORGANISATION_TYPES],
    rows,
    from: ['organisations'],
  };
}

const LIST_TITLES = { abnormal: '活动异常名录', serious: '严重违法失信名单' } as const;

function listingsByYear(register: Register, kind: 'abnormal' | 'serious'): Figure {
  const id = `${kind}-listings` as const;
  const rows: readonly ListingRow[] = register.records[id];
  const removals = rows.filter((row) => row.removedOn !== undefined && startOf(row.removedOn) <= register.asOf);
  const listedIn = Map.groupBy(rows, (row) => yearOf(row.listedOn));
  const removedIn = Map.groupBy(removals, (row) => yearOf(row.removedOn!));
  const years = [...new Set([...listedIn.keys(), ...removedIn.keys()])].toSorted(byCodeUnits);
  const onList = rows.length - removals.length;
  return {
    id: `${kind}-by-year`,
    heading: `${LIST_TITLES[kind]}现有${grouped(onList)}条在列记录；仍在公示的记录中，${yearOf(register.asOf)}年列入${grouped(listedIn.get(yearOf(register.asOf))?.length ?? 0)}条，移出${grouped(removedIn.get(yearOf(register.asOf))?.length ?? 0)}条`,
    chart: 'bar',
    unit: '条',
    definition:
      '每次列入、移出各计一条；已修复或公示期满的记录不再计入，所以各年的数不能当作当年实际列入的总数，也不宜前后比较。',
    columns: ['年份', '列入', '移出'],
    rows: years.map((year) => ({
      label: `${year}年`,
      values: [listedIn.get(year)?.length ?? 0, removedIn.get(year)?.length ?? 0],
      href: listedIn.has(year) ? urls.listCut(kind, year) : undefined,
    })),
    from: [id],
  };
}

function countWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.reduce((sum, item) => sum + Number(holds(item)), 0);
}
