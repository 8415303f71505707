/**
 * Cuts a copy where the published text is cut. A copy may have lost its line breaks, its numbers or the ends of its
 * paragraphs, or begin with a letter; the words of the published clauses tell where each begins.
 */
import { withIds, wordsOf, type Clause } from './clauses.ts';
import { readNumber, type Style } from './numbering.ts';
import { comparable, readTokens, type Token } from './plain-text.ts';

/** The copy in pieces that begin and end where whole published clauses do, as far as it has them word for word. */
export function recut(published: readonly Clause[], copy: readonly Clause[]): Clause[] {
  const line = layOut(copy);
  const headings = new Set(published.flatMap(({ path }) => path).map((heading) => comparable(heading).content));
  const found = findWhole(published, [...headings], line);
  const pieces = startsOf(found, line).map((from, k, starts) => pieceOf(from, starts[k + 1], copy, line));
  return withIds(withPaths(withLabels(pieces, styleOf(published)), headings));
}

/** All words of a copy in one line. */
interface Layout {
  words: string;
  tokens: readonly Word[];
  /** Place in `words` → place in `tokens` of what begins there, -1 for nothing. */
  starts: Int32Array;
  /** Places in `tokens` at which a clause of the copy begins. */
  begins: ReadonlySet<number>;
  /** Those of them that have a number. */
  numbered: ReadonlySet<number>;
  /** All tokens of each clause, marks included. */
  all: readonly (readonly Token[])[];
}

/** A token that is a word: the `index`th of a clause, at a place in all words. */
interface Word {
  clause: number;
  index: number;
}

function layOut(copy: readonly Clause[]): Layout {
  const all = copy.map(({ text }) => readTokens(text));
  const tokens: Word[] = [];
  const places: number[] = [];
  const [begins, numbered] = [new Set<number>(), new Set<number>()];
  const words: string[] = [];
  let at = 0;
  for (const [clause, list] of all.entries()) {
    begins.add(tokens.length);
    if (copy[clause]!.label !== '') numbered.add(tokens.length);
    for (const [index, { key, kind }] of list.entries()) {
      if (kind !== 'content') continue;
      places.push(at);
      tokens.push({ clause, index });
      words.push(key);
      at += key.length;
    }
  }
  const starts = new Int32Array(at + 1).fill(-1);
  for (const [i, place] of [...places, at].entries()) starts[place] = i;
  return { words: words.join(''), tokens, starts, begins, numbered, all };
}

/** Words `from` to `to` are a whole published clause, by its place, or a heading. */
interface Found {
  from: number;
  to: number;
  clause: number | undefined;
}

/** Shorter clauses and headings may be words of a sentence. */
const LONG_CLAUSE = 8;
const LONG_HEADING = 4;

function findWhole(published: readonly Clause[], headings: readonly string[], line: Layout): Found[] {
  const clauses = published.map((each, clause) => ({ key: wordsOf(each).content, clause }));
  const wanted: { key: string; clause: number | undefined }[] = [
    ...clauses.filter(({ key }) => key.length >= LONG_CLAUSE).toSorted((a, b) => b.key.length - a.key.length),
    ...headings.filter((key) => key.length >= LONG_HEADING).map((key) => ({ key, clause: undefined })),
  ];
  const taken = new Uint8Array(line.tokens.length);
  const found: Found[] = [];
  for (const { key, clause } of wanted) {
    for (let at = line.words.indexOf(key); at >= 0; at = line.words.indexOf(key, at + 1)) {
      const [from, to] = [line.starts[at]!, line.starts[at + key.length]!];
      if (from < 0 || to < 0 || taken.subarray(from, to).includes(1)) continue;
      // What the copy numbers as a clause of its own is one.
      if (taken.subarray(from + 1, to).some((_, i) => line.numbered.has(from + 1 + i))) continue;
      taken.fill(1, from, to);
      found.push({ from, to, clause });
      break;
    }
  }
  return found.toSorted((a, b) => a.from - b.from);
}

/** Places in the words at which a piece begins. */
function startsOf(found: readonly Found[], { tokens, begins, numbered }: Layout): number[] {
  const starts = new Set(begins);
  for (const { from, to } of found) {
    for (let i = from + 1; i < to; i++) starts.delete(i);
    starts.add(from).add(to);
  }
  // Between two published neighbours of one clause, what has no number is the rest of that clause.
  for (const [k, { from, clause }] of found.entries()) {
    const before = found[k - 1];
    if (clause === undefined || before?.clause !== clause - 2) continue;
    for (let i = before.to + 1; i < from; i++) if (!numbered.has(i)) starts.delete(i);
  }
  return [...starts].filter((i) => i < tokens.length).toSorted((a, b) => a - b);
}

const CLOSING = /^["'”’」』）)》】\],.;:!?。，；：！？、…]/;

function pieceOf(from: number, to: number | undefined, copy: readonly Clause[], line: Layout): Omit<Clause, 'id'> {
  const first = line.tokens[from]!;
  const next = to === undefined ? undefined : line.tokens[to];
  const last = line.tokens[(to ?? line.tokens.length) - 1]!;
  const texts: string[] = [];
  for (let clause = first.clause; clause <= last.clause; clause++) {
    const start = clause === first.clause ? cutBefore(from, line) : 0;
    const end = clause === next?.clause ? cutBefore(to!, line) : undefined;
    texts.push(copy[clause]!.text.slice(start, end).trim());
  }
  const { label, number, path } = copy[first.clause]!;
  const text = texts.join('\n');
  return line.begins.has(from) ? { label, number, path, text } : { label: '', number: '', path, text };
}

/** Where in its clause the piece begins that has this word first: behind the marks that close the one before. */
function cutBefore(place: number, { tokens, begins, all }: Layout): number {
  if (begins.has(place)) return 0;
  const list = all[tokens[place]!.clause]!;
  let index = tokens[place - 1]!.index;
  while (list[index + 1]!.kind === 'mark' && CLOSING.test(list[index + 1]!.printed)) index++;
  return list[index]!.end;
}

function styleOf(published: readonly Clause[]): Style | undefined {
  const label = published.find((clause) => clause.label !== '')?.label;
  return label === undefined ? undefined : readNumber(`${label} `)?.style;
}

const LAST_NUMBER =
  /(?:第[〇零一二三四五六七八九十百\d\s]+条|[一二三四五六七八九十]{1,3}\s*[、.．,，]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}(?:[.．]\d{1,2})*[、.．,，]?)\s*$/u;

/** Numbers that stand in the words of a piece, or at the end of the piece before, become its number. */
function withLabels(pieces: readonly Omit<Clause, 'id'>[], style: Style | undefined): Omit<Clause, 'id'>[] {
  if (style === undefined) return [...pieces];
  const labelled = pieces.map((piece) => ({ ...piece }));
  for (const [k, piece] of labelled.entries()) {
    const own = piece.label === '' ? readNumber(piece.text, style) : undefined;
    if (own !== undefined && own.rest !== '')
      Object.assign(piece, { label: own.label, number: own.number, text: own.rest });
    const next = labelled[k + 1];
    const typed = next?.label === '' ? LAST_NUMBER.exec(piece.text) : null;
    const numbered = typed === null ? undefined : readNumber(`${typed[0].trim()} `, style);
    if (next === undefined || typed === null || numbered === undefined) continue;
    Object.assign(next, { label: numbered.label, number: numbered.number });
    piece.text = piece.text.slice(0, typed.index).trim();
  }
  return labelled.filter(({ text, label }) => text !== '' || label !== '');
}

/** Pieces that are headings become the path of those behind them. */
function withPaths(pieces: readonly Omit<Clause, 'id'>[], headings: ReadonlySet<string>): Omit<Clause, 'id'>[] {
  let heading: string | undefined;
  let known: readonly string[] | undefined;
  return pieces.flatMap((piece) => {
    if (piece.label === '' && headings.has(comparable(piece.text).content)) {
      heading = piece.text;
      return [];
    }
    if (piece.path.join('\n') !== known?.join('\n')) {
      // A heading on a line of its own, which the cutting of the copy has seen.
      if (known !== undefined) heading = undefined;
      known = piece.path;
    }
    return [heading === undefined ? piece : { ...piece, path: [heading] }];
  });
}
