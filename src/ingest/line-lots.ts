/** The lines of a file by lots: of a file that has changed, only those that differ need be read again. */
import { shortDigest } from './stored-rows.ts';

/** Every line is a row of the file (`DelimitedText.newline`). */
export interface LineLots {
  /** Where each begins in the bytes, and where the last one ends. */
  starts: readonly number[];
  /** Digest of the bytes of each: two words. */
  digests: readonly number[];
  /** How many lines stand before each, and how many there are. */
  lines: readonly number[];
  /** How many of the rows that were read stand before each, and how many there are. */
  rows: readonly number[];
}

/** Lines of a lot. */
const LOT = 64;
const LINE_FEED = 0x0a;

/** @param numbers lines of the rows that were read, from 1 */
export function lineLots(bytes: Uint8Array, numbers: ArrayLike<number>): LineLots {
  const lots = { starts: [0], digests: [] as number[], lines: [0], rows: [0] };
  let [start, line, row] = [0, 0, 0];
  while (start < bytes.length) {
    let end = start;
    for (let i = 0; i < LOT && end < bytes.length; i++, line++) end = endOfLine(bytes, end);
    while (row < numbers.length && numbers[row]! <= line) row++;
    lots.starts.push(end);
    lots.digests.push(...shortDigest(bytes.subarray(start, end)));
    lots.lines.push(line);
    lots.rows.push(row);
    start = end;
  }
  return lots;
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(LINE_FEED, from);
  return at < 0 ? bytes.length : at + 1;
}

/** What is left of a file where a part in the middle has changed. */
export interface Unchanged {
  /** Lots that stand in front as they stood. */
  front: number;
  /** The first of those that stand at the end as they stood. */
  back: number;
  /** Where the changed part lies in the bytes of now. */
  from: number;
  to: number;
}

/** @returns `undefined` unless there is something in front, where the header is, and lines are whole where it ends */
export function unchangedLots({ starts, digests }: LineLots, bytes: Uint8Array): Unchanged | undefined {
  const count = starts.length - 1;
  const shift = bytes.length - starts[count]!;
  const isAt = (lot: number, moved: number) => {
    const [one, two] = shortDigest(bytes.subarray(starts[lot]! + moved, starts[lot + 1]! + moved));
    return digests[lot * 2] === one && digests[lot * 2 + 1] === two;
  };
  let front = 0;
  while (front < count && starts[front + 1]! <= bytes.length && isAt(front, 0)) front++;
  const from = starts[front]!;
  let back = count;
  while (back > front && starts[back - 1]! + shift >= from && isAt(back - 1, shift)) back--;
  const to = starts[back]! + shift;
  const isWhole = [from, to].every((end) => bytes[end - 1] === LINE_FEED);
  return front > 0 && isWhole ? { front, back, from, to } : undefined;
}

/** The lots of a file of which a part has changed. */
export function updatedLots(known: LineLots, { front, back, from, to }: Unchanged, changed: LineLots): LineLots {
  const [movedBytes, movedLines, movedRows] = [
    to - known.starts[back]!,
    known.lines[front]! + changed.lines.at(-1)! - known.lines[back]!,
    known.rows[front]! + changed.rows.at(-1)! - known.rows[back]!,
  ];
  // What a part begins with is what the one before it ends with.
  const joined = (column: 'starts' | 'lines' | 'rows', before: number, moved: number) => [
    ...known[column].slice(0, front),
    ...changed[column].slice(0, -1).map((value) => value + before),
    ...known[column].slice(back).map((value) => value + moved),
  ];
  return {
    starts: joined('starts', from, movedBytes),
    digests: [...known.digests.slice(0, front * 2), ...changed.digests, ...known.digests.slice(back * 2)],
    lines: joined('lines', known.lines[front]!, movedLines),
    rows: joined('rows', known.rows[front]!, movedRows),
  };
}
