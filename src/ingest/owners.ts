/** Which rows of a dataset belong to an organisation. */

/** Rows whose owners are kept in a map, which is quicker to ask than lines. */
const MOST_MAPPED = 20_000;
/** Eighteen characters of a code (GB 32100) and a line break. */
const CODE_LINE = 19;

/**
 * @param codes the owner of each row, one to a line
 * @param isSorted whether owners stand in the order of their codes
 * @returns gives the places of the rows of an organisation, in their order
 */
export function placesByOwner(
  codes: string,
  isSorted: boolean,
  mostMapped = MOST_MAPPED,
): (code: string) => readonly number[] {
  const count = (codes.length + 1) / CODE_LINE;
  return count > mostMapped && isSorted && isOfOneWidth(codes) ? inSortedLines(codes, count) : inMap(codes);
}

const NONE: readonly never[] = [];

function inMap(codes: string): (code: string) => readonly number[] {
  const places = new Map<string, number[]>();
  for (const [place, owner] of (codes === '' ? [] : codes.split('\n')).entries()) {
    const own = places.get(owner);
    if (own === undefined) places.set(owner, [place]);
    else own.push(place);
  }
  return (code) => places.get(code) ?? NONE;
}

function isOfOneWidth(codes: string): boolean {
  if ((codes.length + 1) % CODE_LINE !== 0) return false;
  for (let end = CODE_LINE - 1; end < codes.length; end += CODE_LINE) if (codes[end] !== '\n') return false;
  return true;
}

/** Finds lines by halves: a map of hundreds of thousands takes many times the memory of the lines, in every thread. */
function inSortedLines(lines: string, count: number): (code: string) => readonly number[] {
  // Unit by unit: cutting the codes out of the lines takes longer than all the rest.
  const compare = (place: number, code: string) => {
    const start = place * CODE_LINE;
    for (let i = 0; i < CODE_LINE - 1; i++) {
      const difference = lines.charCodeAt(start + i) - code.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const isBefore = (place: number, code: string) => compare(place, code) < 0;
  let last = 0;
  return (code) => {
    if (code.length !== CODE_LINE - 1) return NONE;
    // Most ask for one code after the other in their order: what they look for is where the last one was, or soon after.
    let [low, high] = last === 0 || isBefore(last - 1, code) ? [last, count] : [0, last - 1];
    for (let step = 0; last <= low && low + step < high; step = step * 2 + 1) {
      if (isBefore(low + step, code)) low += step + 1;
      else high = low + step;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(middle, code)) low = middle + 1;
      else high = middle;
    }
    last = low;
    const places: number[] = [];
    for (let place = low; place < count && compare(place, code) === 0; place++) places.push(place);
    return places.length === 0 ? NONE : places;
  };
}
