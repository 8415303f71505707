/** Lines of a page of a PDF, out of pieces of text that lie anywhere on it. */

/** A piece of text as pdf.js gives it. */
export interface Piece {
  str: string;
  /** Its matrix: a, b, c, d, x, y; y grows upwards. */
  transform: readonly number[];
  width: number;
  height: number;
  dir: string;
}

interface Line {
  text: string;
  /** The base line and the extent along it. */
  y: number;
  start: number;
  end: number;
  size: number;
}

/** Pieces on one base line differ by less of their size. */
const SAME_LINE = 0.5;
/** A wider gap, in sizes, is a blank. */
const BLANK = 0.5;

/** The lines in reading order: as they were written, or from top to bottom where that order is not one to read in. */
export function linesOf(pieces: readonly Piece[]): string[] {
  const main = directionOf(pieces);
  const single: Line[] = [];
  const straight: Line[] = [];
  const others: string[] = [];
  const seen = new Set<string>();
  for (const piece of pieces) {
    if (piece.str.trim() === '') continue;
    const turn = turnOf(piece);
    if (turn !== main || piece.dir === 'ttb') {
      others.push(piece.str);
      continue;
    }
    const line = lineOf(piece, turn);
    // Bold letters are made by printing them twice, a hair apart.
    const place = `${piece.str} ${Math.round((line.start / line.size) * 3)} ${Math.round((line.y / line.size) * 3)}`;
    if (seen.has(place)) continue;
    seen.add(place);
    single.push(line);
    const open = straight.at(-1);
    if (open !== undefined && isSameLine(open, line) && line.start >= open.end - line.size) join(open, line);
    else straight.push({ ...line });
  }
  const lines = isScrambled(straight) ? sorted(single) : straight;
  return [...lines.map(({ text }) => text), ...others];
}

/** Quarters of a turn; anything between is 0.5 more. */
function turnOf({ transform }: Piece): number {
  const quarters = (Math.atan2(transform[1] ?? 0, transform[0] ?? 1) / Math.PI) * 2;
  const nearest = Math.round(quarters);
  return Math.abs(quarters - nearest) < 0.06 ? (nearest + 4) % 4 : nearest + 0.5;
}

/** How most of the text is turned: a page may lie on its side, a watermark across it. */
function directionOf(pieces: readonly Piece[]): number {
  const counts = new Map<number, number>();
  for (const piece of pieces) {
    const turn = turnOf(piece);
    counts.set(turn, (counts.get(turn) ?? 0) + piece.str.trim().length);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function lineOf({ str, transform, width, height }: Piece, turn: number): Line {
  const [x, y] = [transform[4] ?? 0, transform[5] ?? 0];
  const [start, base] = [
    [x, y],
    [y, -x],
    [-x, -y],
    [-y, x],
  ][Math.floor(turn) % 4] as [number, number];
  const size = height || Math.hypot(transform[2] ?? 0, transform[3] ?? 0) || 1;
  return { text: str, y: base, start, end: start + width, size };
}

function isSameLine(a: Line, b: Line): boolean {
  return Math.abs(a.y - b.y) < Math.max(a.size, b.size) * SAME_LINE;
}

function join(line: Line, next: Line): void {
  const isApart = next.start - line.end > next.size * BLANK;
  line.text += isApart && !/\s$/.test(line.text) ? ` ${next.text}` : next.text;
  line.end = Math.max(line.end, next.end);
  line.size = Math.max(line.size, next.size);
}

/** More steps back up the page than headers, columns and cells account for. */
const STEPS_BACK = 2;
const SHARE_OF_STEPS = 0.2;

function isScrambled(lines: readonly Line[]): boolean {
  let back = 0;
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before === undefined) continue;
    const overlaps = line.start < before.end && before.start < line.end;
    if (overlaps && line.y > before.y + before.size * SAME_LINE) back++;
  }
  return back > Math.max(STEPS_BACK, lines.length * SHARE_OF_STEPS) || rowsOf(lines).some(isInterleaved);
}

/** Whether one piece of the row stands inside another, which was left open for it: digits of another font. */
function isInterleaved(row: readonly Line[]): boolean {
  let end = Number.NEGATIVE_INFINITY;
  return row.some((line) => {
    const isInside = line.end < end;
    end = Math.max(end, line.end);
    return isInside;
  });
}

/** Pieces on one base line each, from top to bottom and from left to right. */
function rowsOf(lines: readonly Line[]): Line[][] {
  const rows: Line[][] = [];
  for (const line of lines.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    if (row !== undefined && isSameLine(row[0]!, line)) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.start - b.start));
}

function sorted(pieces: readonly Line[]): Line[] {
  return rowsOf(pieces).map(([first, ...others]) => {
    const line = { ...first! };
    for (const other of others) join(line, other);
    return line;
  });
}
