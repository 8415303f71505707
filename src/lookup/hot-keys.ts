/** Keys that more names share than may be filed under one (keys.ts), as a tree by their characters. Build only. */
import { HASH_START, hashEnd, hashOn } from './files.ts';
import { END, keyAt, pairAt, placesOf, shortestKey, unitAt, type Filed } from './keys.ts';
import { NumberPairs } from './number-pairs.ts';

/** What keys begin with: a hot key itself, unless it is shorter than the shortest ones. */
export interface HotKey {
  key: string;
  /** How often it is had; 0 where it is too short to be a key. */
  count: number;
  /** Hot keys that go on from here, by their next UTF-16 unit. */
  longer: Map<number, HotKey>;
}

export class HotKeys {
  readonly #root: HotKey = { key: '', count: 0, longer: new Map() };

  /**
   * Follows the keys of a place from the shortest on, as long as they are hot. A text is made of none of them: there are
   * millions.
   *
   * @param visit told each hot key
   * @returns `hashOf` the first key that is not hot; undefined where the name ends before
   */
  follow(name: Filed, place: number, visit: (hot: HotKey) => void): number | undefined {
    const shortest = shortestKey(place);
    let hash = HASH_START;
    let at: HotKey | undefined = this.#root;
    for (let n = 0; ; n++) {
      const unit = unitAt(name, place, n);
      if (unit === undefined) return undefined;
      hash = hashOn(hash, unit);
      at = at?.longer.get(unit);
      if (n + 1 < shortest) continue;
      if (at === undefined) return hashEnd(hash);
      visit(at);
    }
  }

  /** The place's key of so many units, where it is hot. */
  at(name: Filed, place: number, length: number): HotKey | undefined {
    let at: HotKey | undefined = this.#root;
    for (let n = 0; n < length && at !== undefined; n++) {
      const unit = unitAt(name, place, n);
      at = unit === undefined ? undefined : at.longer.get(unit);
    }
    return at;
  }

  add(key: string, count: number): void {
    let at = this.#root;
    for (let n = 0; n < key.length; n++) at = child(at, key.charCodeAt(n));
    at.count = count;
  }

  /** How often each is had. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    const visit = ({ key, count, longer }: HotKey) => {
      if (count > 0) counts.set(key, count);
      longer.forEach(visit);
    };
    visit(this.#root);
    return counts;
  }
}

function child({ key, longer }: HotKey, unit: number): HotKey {
  let one = longer.get(unit);
  if (one === undefined)
    longer.set(unit, (one = { key: key + String.fromCharCode(unit), count: 0, longer: new Map() }));
  return one;
}

/** Whether the key tells that the name ends with it. */
export function isEnded({ key }: HotKey): boolean {
  return key.endsWith(END);
}

/** Found length by length: only what is hot is made longer. */
export function findHotKeys(names: readonly Filed[], mostNames: number): HotKeys {
  const hot = new HotKeys();
  for (const [key, count] of countShortest(names)) if (count > mostNames) hot.add(key, count);
  let forEachPlace: NumberPairs['forEach'] = (visit) => {
    for (const [i, name] of names.entries()) for (const place of placesOf(name)) visit(i, place);
  };
  for (let more = 0; ; more++) {
    const next = new Map<HotKey, Map<number, number>>();
    // Places whose keys of this length are hot.
    const still = new NumberPairs();
    forEachPlace((i, place) => {
      const name = names[i]!;
      const length = shortestKey(place) + more;
      const at = hot.at(name, place, length);
      const unit = at && unitAt(name, place, length);
      if (unit === undefined) return;
      still.add(i, place);
      let counts = next.get(at!);
      if (counts === undefined) next.set(at!, (counts = new Map()));
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    });
    let isLonger = false;
    for (const [at, counts] of next) {
      for (const [unit, count] of counts) {
        if (count <= mostNames) continue;
        child(at, unit).count = count;
        isLonger = true;
      }
    }
    if (!isLonger) return hot;
    forEachPlace = (visit) => still.forEach(visit);
  }
}

/** How often each shortest key is had. Two characters are counted as a number: a text for each of millions takes twice the time. */
function* countShortest(names: readonly Filed[]): Generator<[key: string, count: number]> {
  const pairs = new Map<number, number>();
  const others = new Map<string, number>();
  for (const name of names) {
    for (const place of placesOf(name)) {
      const pair = pairAt(name, place);
      if (pair !== undefined) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      else {
        const key = keyAt(name, place, shortestKey(place));
        others.set(key, (others.get(key) ?? 0) + 1);
      }
    }
  }
  for (const [pair, count] of pairs) yield [String.fromCharCode(pair >>> 16, pair & 0xffff), count];
  yield* others;
}
