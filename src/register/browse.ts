/** Ways through the register without a search box: region, type, authority, tag, field, year. */
import { yearOf } from '../domain/date.ts';
import { cityCode, provinceCode, regionLevel } from '../domain/region.ts';
import { byCodeUnits, stableId } from '../domain/text.ts';
import {
  ColumnWriter,
  mapColumn,
  placesByText,
  placesByValue,
  type IndexedColumn,
} from '../datasets/indexed-column.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { STANDING_LABELS } from '../domain/sentences.ts';
import { STANDINGS } from '../domain/standing.ts';
import { derived } from './derived.ts';
import { standingsOf } from './profile.ts';
import { groupBy, regionOf, type Register } from './register.ts';

/** Above this many organisations a page is cut: by year of registration, or a year by city. */
export const CUT_ABOVE = 400;
/** The cut of organisations whose day of registration is not in the data. */
export const YEAR_UNKNOWN = 'unknown';

type Group = readonly [id: string, label: string, places: readonly number[]];

/** Organisations that have something in common. */
export class FacetCut {
  /** Stable part of the address. */
  readonly id: string;
  readonly label: string;
  /** Where they stand among the register's organisations. */
  readonly places: readonly number[];
  readonly #all: readonly Organisation[];

  /** @param all the register's organisations */
  constructor([id, label, places]: Group, all: readonly Organisation[]) {
    this.id = id;
    this.label = label;
    this.places = places;
    this.#all = all;
  }

  get count(): number {
    return this.places.length;
  }

  /** Made each time it is asked for: every organisation stands in a dozen of these. */
  get organisations(): readonly Organisation[] {
    return this.places.map((place) => this.#all[place]!);
  }
}

export class FacetValue extends FacetCut {
  /** The same organisations in parts, when there are too many for one page; else empty. */
  readonly cuts: readonly FacetCut[];

  constructor(group: Group, all: readonly Organisation[], cuts: readonly FacetCut[]) {
    super(group, all);
    this.cuts = cuts;
  }
}

export interface Facet {
  id: 'region' | 'standing' | 'type' | 'authority' | 'tag' | 'field' | 'year';
  title: string;
  values: readonly FacetValue[];
}

const TYPE_IDS: Readonly<Record<string, string>> = {
  社会团体: 'association',
  民办非企业单位: 'service-institution',
  基金会: 'foundation',
};

/** All facets that have values. */
export const facetsOf = derived((register: Register): readonly Facet[] =>
  makeFacets(register).filter((facet) => facet.values.length > 0),
);

/** Places of organisations, in their order, by the authority that registered them and by each of their fields. */
export const groupsOf = derived((register: Register) => {
  const placesByLabel = (facet: Facet['id']): ReadonlyMap<string, readonly number[]> =>
    new Map(facetValues(register, facet).map(({ label, places }) => [label, places]));
  return { authority: placesByLabel('authority'), field: placesByLabel('field') };
});

/** The values of a facet; none when it has none. */
export function facetValues(register: Register, facet: Facet['id']): readonly FacetValue[] {
  return facetsOf(register).find(({ id }) => id === facet)?.values ?? [];
}

function makeFacets(register: Register): Facet[] {
  const { organisations } = register;
  const region = regionColumn(register);
  const year = mapColumn(register.column('registeredOn'), (day) => (day === undefined ? YEAR_UNKNOWN : yearOf(day)));
  const years = (places?: readonly number[]) => yearsIn(placesByValue(year, places));
  const cities = (places: readonly number[]) =>
    [...groupBy(placesByValue(region, places), ([code]) => [cityOf(code)])]
      .map(([id, parts]): Group => [id, register.regionName(id), inOrder(parts.flatMap(([, part]) => part))])
      .toSorted(([a], [b]) => byCodeUnits(a, b));
  const valueOf = (group: Group, cutBy: (places: readonly number[]) => Group[]): FacetValue => {
    const cuts = group[2].length > CUT_ABOVE ? cutBy(group[2]) : [];
    return new FacetValue(
      group,
      organisations,
      cuts.map((cut) => new FacetCut(cut, organisations)),
    );
  };
  const values = (groups: readonly Group[]) => groups.map((group) => valueOf(group, years));
  const inOrderOfIds = (groups: readonly Group[]) => values(groups).toSorted((a, b) => byCodeUnits(a.id, b.id));
  const hashed = (groups: ReadonlyMap<string, readonly number[]>) =>
    values([...groups].map(([label, places]) => [stableId(label), label, places])).toSorted(
      (a, b) => b.count - a.count || byCodeUnits(a.label, b.label),
    );
  return [
    {
      id: 'region',
      title: '登记地区',
      values: inOrderOfIds(
        [...placesByValue(region)].map(([code, places]) => [code, register.regionName(code), places]),
      ),
    },
    {
      id: 'standing',
      title: '现在的状态',
      values: values(standings(placesByValue(standingsOf(register)))),
    },
    {
      id: 'type',
      title: '组织类型',
      values: inOrderOfIds(
        [...placesByValue(register.column('type'))].map(([type, places]) => [TYPE_IDS[type]!, type, places]),
      ),
    },
    { id: 'authority', title: '登记管理机关', values: hashed(placesByValue(register.column('authority'))) },
    { id: 'tag', title: '组织标识', values: hashed(placesByText(register.column('tags'))) },
    { id: 'field', title: '行业领域', values: hashed(placesByText(register.column('fields'))) },
    {
      id: 'year',
      title: '成立年份',
      values: years().map((group) => valueOf(group, cities)),
    },
  ];
}

/** Where each is counted. */
function regionColumn(register: Register): IndexedColumn<string> {
  const [region, code] = [register.column('region'), register.column('code')];
  const writer = new ColumnWriter<string>();
  for (let place = 0; place < code.of.length; place++)
    writer.add(regionOf({ region: region.values[region.of[place]!], code: code.values[code.of[place]!]! }));
  return writer.finish();
}

/** Organisations by their headline standing, the gravest first; standings that nobody has are left out. */
function standings(groups: ReadonlyMap<string, readonly number[]>): Group[] {
  return STANDINGS.filter((standing) => groups.has(standing)).map((standing) => [
    standing,
    standing === 'normal' ? '正常，现不在名录名单上' : STANDING_LABELS[standing],
    groups.get(standing)!,
  ]);
}

/** Newest year first; those without a day of registration last. */
function yearsIn(groups: ReadonlyMap<string, readonly number[]>): Group[] {
  return [...groups]
    .map(([id, places]): Group => [id, id === YEAR_UNKNOWN ? '年份未载' : `${id}年`, places])
    .toSorted(([a], [b]) => Number(a === YEAR_UNKNOWN) - Number(b === YEAR_UNKNOWN) || byCodeUnits(b, a));
}

function inOrder(places: readonly number[]): number[] {
  return places.toSorted((a, b) => a - b);
}

export interface RegionCity {
  code: string;
  name: string;
  /** Regions with organisations: the city itself first, then its counties. */
  regions: readonly FacetValue[];
  count: number;
}

export interface RegionProvince {
  code: string;
  name: string;
  cities: readonly RegionCity[];
  count: number;
}

/** Provinces with their cities and the regions that have organisations, all in code order. */
export const regionTree = derived((register: Register): readonly RegionProvince[] =>
  [...groupBy(facetValues(register, 'region'), (value) => [provinceCode(value.id)])].map(([province, members]) => {
    const cities = [...groupBy(members, (value) => [cityOf(value.id)])].map(([city, parts]) => ({
      code: city,
      name: register.regionName(city),
      regions: parts,
      count: total(parts),
    }));
    return { code: province, name: register.regionName(province), cities, count: total(members) };
  }),
);

/** The city a region is listed under; provinces, and counties without a city, stand under the province itself. */
function cityOf(code: string): string {
  return regionLevel(code) === 'national' ? code : (cityCode(code) ?? provinceCode(code));
}

function total(parts: readonly FacetValue[]): number {
  return parts.reduce((sum, part) => sum + part.count, 0);
}
