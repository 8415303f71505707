/** The rows of all names: those of an earlier run, less those of who is gone, and those of who has come. Build only. */
import { initialsOf } from './grams.ts';
import { countsOf, startsOf, type Ledger, type SubjectsChange } from './ledger.ts';
import { lookupKey } from './normalise.ts';
import { nameOf, oneLine, parseRow, rowLine } from './rows.ts';
import type { Subject } from './subjects.ts';
import { cutNames } from './words.ts';

/** So few names are cut sooner than their cuts are found among the earlier ones. */
const FEW = 1000;

export interface RowsOfNames {
  lines: readonly string[];
  /** Place of each name among the lines. */
  rows: Uint32Array;
  /** Places among the earlier lines of those that are gone. */
  gone: readonly number[];
  /** Places among the lines of those that were not there before. */
  come: readonly number[];
  /** Initials (grams.ts) of each line, as far as they were known. */
  initials(before: readonly string[]): string[];
}

export function rowsOfNames(
  subjects: readonly Subject[],
  before: readonly string[],
  { counts, rows: earlierRows }: Ledger,
  { earlier }: SubjectsChange,
): RowsOfNames {
  const names = countsOf(subjects, { counts }, { earlier });
  const starts = startsOf(names);
  const earlierStarts = startsOf(counts);
  const rows = new Uint32Array(starts.at(-1)!);
  const isUsed = new Uint8Array(before.length);
  // Lines that were not there before are numbered behind those that were, until all are known.
  const fresh = new Map<string, number>();
  const changed = subjects.filter((_, i) => earlier[i]! < 0);
  const cutBefore = knownCuts(changed, before);
  const words = wordsOf(changed, before, cutBefore);
  for (const [i, subject] of subjects.entries()) {
    const start = starts[i]!;
    if (earlier[i]! >= 0) {
      const earlierStart = earlierStarts[earlier[i]!]!;
      for (let n = 0; n < names[i]!; n++) {
        const place = earlierRows[earlierStart + n]!;
        rows[start + n] = place;
        isUsed[place] = 1;
      }
      continue;
    }
    const { names: own, standing } = subject;
    for (const [n, { role }] of own.entries()) {
      const of = role === 'former' || role === 'short' ? oneLine(own[0]!.name) : undefined;
      const line = rowLine({ words: words.next().value!, role, standing, of });
      let place = placeIn(before, line);
      if (place < 0) {
        place = fresh.get(line) ?? before.length + fresh.size;
        fresh.set(line, place);
      } else isUsed[place] = 1;
      rows[start + n] = place;
    }
  }

  const lines: string[] = [];
  const gone: number[] = [];
  const come: number[] = [];
  const places = new Uint32Array(before.length + fresh.size);
  const from: number[] = [];
  const added = [...fresh.keys()].toSorted();
  let next = 0;
  const addUpTo = (end: number) => {
    for (; next < end; next++) {
      places[fresh.get(added[next]!)!] = lines.length;
      come.push(lines.length);
      lines.push(added[next]!);
      from.push(-1);
    }
  };
  for (const [place, line] of before.entries()) {
    if (isUsed[place] === 0) {
      gone.push(place);
      continue;
    }
    let end = next;
    while (end < added.length && added[end]! < line) end++;
    addUpTo(end);
    places[place] = lines.length;
    lines.push(line);
    from.push(place);
  }
  addUpTo(added.length);
  return {
    lines,
    rows: rows.map((row) => places[row]!),
    gone,
    come,
    initials: (known) =>
      lines.map((line, i) => {
        const place = from[i]! >= 0 ? from[i]! : cutBefore.get(nameOf(line));
        return (place === undefined ? undefined : known[place]) ?? initialsOf(lookupKey(nameOf(line)));
      }),
  };
}

/** Where among the earlier lines each name has been cut; empty where it does not pay to look. */
function knownCuts(changed: readonly Subject[], before: readonly string[]): ReadonlyMap<string, number> {
  if (before.length === 0 || changed.length < FEW) return new Map();
  return new Map(before.map((line, place) => [nameOf(line), place]));
}

function* wordsOf(
  subjects: readonly Subject[],
  before: readonly string[],
  known: ReadonlyMap<string, number>,
): Generator<readonly string[]> {
  const cuts = cutNames(namesOf(subjects, (name) => !known.has(name)));
  for (const name of namesOf(subjects, () => true)) {
    const place = known.get(name);
    yield place === undefined ? cuts.next().value! : parseRow(before[place]!).words;
  }
}

function* namesOf(subjects: readonly Subject[], isWanted: (name: string) => boolean): Generator<string> {
  for (const { names } of subjects) {
    for (const { name } of names) {
      const line = oneLine(name);
      if (isWanted(line)) yield line;
    }
  }
}

/** Place of the line among sorted ones, -1 where it is not there. */
function placeIn(lines: readonly string[], line: string): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return lines[low] === line ? low : -1;
}
