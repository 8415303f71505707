/** Ways through the register without a search box: region, type, authority, tag, field, year. */
import { yearOf } from '../domain/date.ts';
import { cityCode, provinceCode, regionLevel } from '../domain/region.ts';
import { byCodeUnits, stableId } from '../domain/text.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { STANDING_LABELS } from '../domain/sentences.ts';
import { STANDINGS } from '../domain/standing.ts';
import { standingOf } from './profile.ts';
import { groupBy, regionOf, type Register } from './register.ts';

/** Above this many organisations a page is cut: by year of registration, or a year by city. */
export const CUT_ABOVE = 400;
/** The cut of organisations whose day of registration is not in the data. */
export const YEAR_UNKNOWN = 'unknown';

export interface FacetValue {
  /** Stable part of the address. */
  id: string;
  label: string;
  organisations: readonly Organisation[];
  /** The same organisations in parts, when there are too many for one page; else empty. */
  cuts: readonly FacetCut[];
}

export interface FacetCut {
  id: string;
  label: string;
  organisations: readonly Organisation[];
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

const cache = new WeakMap<Register, readonly Facet[]>();

/** All facets that have values. */
export function facetsOf(register: Register): readonly Facet[] {
  let facets = cache.get(register);
  if (facets === undefined) {
    facets = makeFacets(register).filter((facet) => facet.values.length > 0);
    cache.set(register, facets);
  }
  return facets;
}

function makeFacets(register: Register): Facet[] {
  const { organisations } = register;
  const byRegion = Map.groupBy(organisations, (organisation) => regionOf(organisation));
  const hashed = (groups: ReadonlyMap<string, readonly Organisation[]>) =>
    values([...groups].map(([label, members]) => [stableId(label), label, members] as const)).toSorted(
      (a, b) => b.organisations.length - a.organisations.length || byCodeUnits(a.label, b.label),
    );
  return [
    {
      id: 'region',
      title: '登记地区',
      values: values(
        [...byRegion].map(([code, members]) => [code, register.regionName(code), members] as const),
      ).toSorted((a, b) => byCodeUnits(a.id, b.id)),
    },
    {
      id: 'standing',
      title: '现在的状态',
      values: values(standings(register)),
    },
    {
      id: 'type',
      title: '组织类型',
      values: values(
        [...groupBy(organisations, (organisation) => [organisation.type])].map(
          ([type, members]) => [TYPE_IDS[type]!, type, members] as const,
        ),
      ).toSorted((a, b) => byCodeUnits(a.id, b.id)),
    },
    { id: 'authority', title: '登记管理机关', values: hashed(register.byAuthority) },
    { id: 'tag', title: '组织标识', values: hashed(groupBy(organisations, (organisation) => organisation.tags ?? [])) },
    { id: 'field', title: '行业领域', values: hashed(register.byField) },
    {
      id: 'year',
      title: '成立年份',
      values: years(organisations).map((year) => ({
        ...year,
        cuts: cut(year.organisations, (members) => byCity(register, members)),
      })),
    },
  ];
}

/** Organisations by their headline standing, the gravest first; standings that nobody has are left out. */
function standings(register: Register): [string, string, readonly Organisation[]][] {
  const groups = Map.groupBy(register.organisations, (organisation) => standingOf(register, organisation));
  return STANDINGS.filter((standing) => groups.has(standing)).map((standing) => [
    standing,
    standing === 'normal' ? '正常，现不在名录名单上' : STANDING_LABELS[standing],
    groups.get(standing)!,
  ]);
}

function yearLabel(organisation: Organisation): string {
  return organisation.registeredOn === undefined ? YEAR_UNKNOWN : yearOf(organisation.registeredOn);
}

function values(groups: readonly (readonly [string, string, readonly Organisation[]])[]): FacetValue[] {
  return groups.map(([id, label, organisations]) => ({ id, label, organisations, cuts: cut(organisations, years) }));
}

function cut(
  organisations: readonly Organisation[],
  by: (organisations: readonly Organisation[]) => FacetCut[],
): readonly FacetCut[] {
  return organisations.length > CUT_ABOVE ? by(organisations) : [];
}

/** Newest year first; those without a day of registration last. */
function years(organisations: readonly Organisation[]): FacetCut[] {
  return [...groupBy(organisations, (organisation) => [yearLabel(organisation)])]
    .map(([id, members]) => ({ id, label: id === YEAR_UNKNOWN ? '年份未载' : `${id}年`, organisations: members }))
    .toSorted((a, b) => Number(a.id === YEAR_UNKNOWN) - Number(b.id === YEAR_UNKNOWN) || byCodeUnits(b.id, a.id));
}

function byCity(register: Register, organisations: readonly Organisation[]): FacetCut[] {
  return [...groupBy(organisations, (organisation) => [cityOf(regionOf(organisation))])]
    .map(([id, members]) => ({ id, label: register.regionName(id), organisations: members }))
    .toSorted((a, b) => byCodeUnits(a.id, b.id));
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

const regionCache = new WeakMap<Register, readonly RegionProvince[]>();

/** Provinces with their cities and the regions that have organisations, all in code order. */
export function regionTree(register: Register): readonly RegionProvince[] {
  let tree = regionCache.get(register);
  if (tree === undefined) {
    const regions = facetsOf(register).find((facet) => facet.id === 'region')?.values ?? [];
    tree = [...groupBy(regions, (value) => [provinceCode(value.id)])].map(([province, members]) => {
      const cities = [...groupBy(members, (value) => [cityOf(value.id)])].map(([city, parts]) => ({
        code: city,
        name: register.regionName(city),
        regions: parts,
        count: total(parts),
      }));
      return { code: province, name: register.regionName(province), cities, count: total(members) };
    });
    regionCache.set(register, tree);
  }
  return tree;
}

/** The city a region is listed under; provinces, and counties without a city, stand under the province itself. */
function cityOf(code: string): string {
  return regionLevel(code) === 'national' ? code : (cityCode(code) ?? provinceCode(code));
}

function total(parts: readonly FacetValue[]): number {
  return parts.reduce((sum, part) => sum + part.organisations.length, 0);
}
