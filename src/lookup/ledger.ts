/** Which subjects are as an earlier run found them. Build only. */
import { hashOf } from './files.ts';
import { lookupKey } from './normalise.ts';
import { oneLine } from './rows.ts';
import type { Subject } from './subjects.ts';

/** The subjects of a run, in their order, by columns. */
export interface Ledger {
  /** Empty for a subject that has none. */
  digests: readonly string[];
  /** Empty for a subject that has none. */
  codes: readonly string[];
  /** How many names each has; the columns below hold the names of all subjects, one after another. */
  counts: Uint32Array;
  /** Hash of each normalised name. */
  hashes: Uint32Array;
  /** Place of each name among the rows. */
  rows: Uint32Array;
}

export const NO_LEDGER: Ledger = {
  digests: [],
  codes: [],
  counts: new Uint32Array(),
  hashes: new Uint32Array(),
  rows: new Uint32Array(),
};

export interface SubjectsChange {
  /** Place of each subject in the earlier ledger, -1 for one that is new or different. */
  earlier: Int32Array;
  /** Earlier places of subjects that are gone or different. */
  gone: readonly number[];
  /** Subjects that are as they were, but now stand behind others that stood behind them. */
  moved: readonly number[];
}

export function matchSubjects(subjects: readonly Subject[], { digests, codes }: Ledger): SubjectsChange {
  const earlier = new Int32Array(subjects.length).fill(-1);
  const isTaken = new Uint8Array(digests.length);
  const take = (i: number, place: number): boolean => {
    const subject = subjects[i]!;
    const isSame =
      isTaken[place] === 0 &&
      hasDigest(subject) &&
      digests[place] === subject.digest &&
      codes[place] === (subject.code ?? '');
    if (!isSame) return false;
    earlier[i] = place;
    isTaken[place] = 1;
    return true;
  };
  // Most changes leave what is in front and what is behind as it was.
  const least = Math.min(subjects.length, digests.length);
  let front = 0;
  while (front < least && take(front, front)) front++;
  let back = 0;
  while (back < least - front && take(subjects.length - 1 - back, digests.length - 1 - back)) back++;
  const between = placesOf(digests, front, digests.length - back);
  let next = front;
  for (let i = front; i < subjects.length - back; i++) {
    const { digest } = subjects[i]!;
    if (next < digests.length && take(i, next)) next++;
    else if (digest !== undefined) {
      const place = between.get(digest)?.find((other) => take(i, other));
      if (place !== undefined) next = place + 1;
    }
  }
  const moved: number[] = [];
  let last = -1;
  for (const [i, place] of earlier.entries()) {
    if (place > last) last = place;
    else if (place >= 0) moved.push(i);
  }
  return { earlier, moved, gone: [...digests.keys()].filter((place) => isTaken[place] === 0) };
}

function placesOf(digests: readonly string[], start: number, end: number): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let place = start; place < end; place++) {
    const digest = digests[place]!;
    const known = places.get(digest);
    if (known === undefined) places.set(digest, [place]);
    else known.push(place);
  }
  return places;
}

function hasDigest({ digest }: Subject): boolean {
  return digest !== undefined && digest !== '' && !digest.includes('\n');
}

/** All columns but the rows. */
export function ledgerOf(
  subjects: readonly Subject[],
  earlier: Ledger,
  change: SubjectsChange,
): Omit<Ledger, 'rows'> & { starts: Uint32Array } {
  const counts = countsOf(subjects, earlier, change);
  const starts = startsOf(counts);
  const earlierStarts = startsOf(earlier.counts);
  const hashes = new Uint32Array(starts.at(-1)!);
  for (const [i, subject] of subjects.entries()) {
    const place = change.earlier[i]!;
    for (let n = 0; n < counts[i]!; n++)
      hashes[starts[i]! + n] =
        place < 0 ? hashOf(lookupKey(oneLine(subject.names[n]!.name))) : earlier.hashes[earlierStarts[place]! + n]!;
  }
  return {
    digests: subjects.map((subject) => (hasDigest(subject) ? subject.digest! : '')),
    codes: subjects.map(({ code }) => code ?? ''),
    counts,
    hashes,
    starts,
  };
}

/** How many names each subject has. Who is as before is not asked. */
export function countsOf(
  subjects: readonly Subject[],
  { counts }: Pick<Ledger, 'counts'>,
  { earlier }: Pick<SubjectsChange, 'earlier'>,
): Uint32Array {
  return Uint32Array.from(subjects, (subject, i) => (earlier[i]! < 0 ? subject.names.length : counts[earlier[i]!]!));
}

/** Where the names of each subject begin, and after the last where they end. */
export function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i]! + counts[i]!;
  return starts;
}

/** Values that are there more than once. */
export function repeated<T>(values: Iterable<T>): Set<T> {
  const seen = new Set<T>();
  const twice = new Set<T>();
  for (const value of values) {
    if (seen.has(value)) twice.add(value);
    else seen.add(value);
  }
  return twice;
}
