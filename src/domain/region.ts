/**
 * Regions by their GB/T 2260 code, abolished ones included: a credit code keeps the region of the authority
 * that issued it, whatever became of the region later.
 */

import { REGION_TABLE } from './region-table.ts';

/** Under 100000 the Ministry registers what works nationwide. */
const NATIONAL = '100000';
/** GB/T 2260 has no province 99; example data may use any code in it and brings the names along. */
const EXAMPLE_PROVINCE = '99';
/** Levels that the code needs and nobody speaks of: 北京市 › 市辖区 › 东城区. */
const FILLER = /^(市辖区|县|市|(省|自治区)直辖县级行政区划)$/;
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

export type RegionLevel = 'national' | 'province' | 'city' | 'county';

let table: ReadonlyMap<string, string> | undefined;

/** Every code that the table has, with its latest name. */
export function knownRegions(): ReadonlyMap<string, string> {
  table ??= new Map([[NATIONAL, '全国'], ...parseTable(REGION_TABLE)]);
  return table;
}

/** The latest name that the code itself bore, also when it is abolished: 110103 is 崇文区. */
export function regionName(code: string): string | undefined {
  return knownRegions().get(code);
}

/** Whether the code was ever issued, or belongs to the example province 99. */
export function isKnownRegion(code: string): boolean {
  return isExampleRegion(code) || knownRegions().has(code);
}

/**
 * The names from the province down to the region, without filler levels such as 市辖区; levels without a name are
 * left out. `names` adds regions to the table and goes before it.
 */
export function regionPath(code: string, names?: ReadonlyMap<string, string>): string[] {
  const levels = [provinceCode(code), cityCode(code), code].filter((level) => level !== undefined);
  return [...new Set(levels)]
    .map((level) => names?.get(level) ?? regionName(level))
    .filter((name) => name !== undefined && !FILLER.test(name))
    .filter((name, position, path) => name !== path[position - 1]) as string[];
}

/** The province of a code; 100000 is its own. */
export function provinceCode(code: string): string {
  return `${code.slice(0, 2)}0000`;
}

/**
 * The prefecture of a county, or of itself. `undefined` where there is none: provinces, the districts and counties of
 * the four municipalities, and counties directly under their province (…90xx).
 */
export function cityCode(code: string): string | undefined {
  return isDirectlyUnderProvince(code) ? undefined : `${code.slice(0, 4)}00`;
}

/** The level that the digits of a code tell. A county directly under its province is a county. */
export function regionLevel(code: string): RegionLevel {
  if (code === NATIONAL) return 'national';
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

function isExampleRegion(code: string): boolean {
  return code.startsWith(EXAMPLE_PROVINCE) && /^\d{6}$/.test(code);
}

function isDirectlyUnderProvince(code: string): boolean {
  const prefecture = code.slice(2, 4);
  return prefecture === '00' || prefecture === '90' || MUNICIPALITIES.has(code.slice(0, 2));
}

function parseTable(text: string): [string, string][] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) =>
      [...line.slice(4).matchAll(/(\d\d)(\D+)/g)].map(([, end, name]): [string, string] => [
        line.slice(0, 4) + end,
        name!,
      ]),
    );
}
