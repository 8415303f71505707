/** The places that names begin with: 澜江市栖霖区…, 澜江…. */
import { knownRegions, regionLevel } from './region.ts';

/** A place as a name has it. `name` equals `stem` when the word for its kind is left out: 澜江. */
export interface Place {
  name: string;
  stem: string;
}

/** Finds the place that begins at an offset of a name. */
export type PlaceFinder = (name: string, at: number) => Place | undefined;

const LEVEL_WORD = /(?<=.{2})(特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市|地区|盟|县|区|旗)$/;
/** Names that are no names: 市辖区, 城区, 新区 … */
const NO_NAME = /^(市辖区|全国|县|.?[区市])$|直辖/;

/**
 * Knows every region of GB/T 2260 and those given. Provinces and cities are found without the word for their kind as well;
 * the stems of counties are common words too often (和平, 东方).
 *
 * @param more regions that the table lacks, by code
 */
export function placeFinder(more: Iterable<readonly [code: string, name: string]> = []): PlaceFinder {
  const places = new Map<string, Place>();
  for (const [code, name] of [...knownRegions(), ...more]) {
    if (NO_NAME.test(name)) continue;
    const stem = name.replace(LEVEL_WORD, '');
    places.set(name, { name, stem });
    if (regionLevel(code) !== 'county' && !places.has(stem)) places.set(stem, { name: stem, stem });
  }
  const lengths = new Map<string, Set<number>>();
  for (const name of places.keys()) {
    const start = name.slice(0, 2);
    lengths.set(start, (lengths.get(start) ?? new Set()).add(name.length));
  }
  const longestFirst = new Map([...lengths].map(([start, all]) => [start, [...all].toSorted((a, b) => b - a)]));
  return (name, at) => {
    for (const length of longestFirst.get(name.slice(at, at + 2)) ?? []) {
      const place = places.get(name.slice(at, at + length));
      if (place !== undefined) return place;
    }
    return undefined;
  };
}

/** Whether both may mean one place: the same words, or the same stem where one leaves out the kind. */
function maybeSame(a: Place, b: Place): boolean {
  return a.name === b.name || (a.stem === b.stem && (a.name === a.stem || b.name === b.stem));
}

/** Whether two runs of places, from the larger to the smaller, may mean one: larger places may be left out. */
export function isSamePlace(a: readonly Place[], b: readonly Place[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === 0) return long.length === 0;
  return short.every((place, i) => maybeSame(place, long[long.length - short.length + i]!));
}
