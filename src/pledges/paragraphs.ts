/**
 * Paragraphs of a text as it comes out of Markdown, Word, a PDF or the clipboard: lines broken in the middle of a sentence
 * are joined; of a copy, the headers, footers and page numbers are left out.
 */
import { isChapter, readNumber, startsOrFollows, type Style } from './numbering.ts';
import { comparable, withoutRadicals } from './plain-text.ts';

export interface Paragraph {
  text: string;
  /** Rank of a heading that Markdown marks as one, 6 of one that is only known; 0 for all else. */
  heading: number;
}

export interface PageOptions {
  /** Whether headers, footers and page numbers may stand among the lines. */
  isPaged: boolean;
  /** Content (`comparable`) of lines that belong to the text, however often they come. */
  known?: ReadonlySet<string> | undefined;
  /** Content of lines that are headings, though nothing marks them. */
  headings?: ReadonlySet<string> | undefined;
}

interface Line extends Paragraph {
  isIndented: boolean;
  /** What stands between it and the line before. */
  gap: 'none' | 'blank' | 'page';
}

export function readParagraphs(text: string, options: PageOptions): Paragraph[] {
  const lines = readLines(text, options);
  // In Markdown a single line break is none.
  const width = options.isPaged ? usualWidth(lines) : 0;
  const paragraphs: Paragraph[] = [];
  const numbers = new Map<Style, string>();
  let before: Line | undefined;
  for (const line of lines) {
    const open = paragraphs.at(-1);
    if (before !== undefined && open !== undefined && continues(line, before, width, numbers)) {
      open.text += joint(before.text, line.text) + line.text;
    } else {
      paragraphs.push({ text: line.text, heading: line.heading });
      const numbered = readNumber(line.text);
      if (numbered) numbers.set(numbered.style, numbered.number);
    }
    before = line;
  }
  return paragraphs;
}

const ENDED = /[。；！？：;!?:…][”’」』）)"']*$|\.[”"')]?$/;
/** A line shorter than this share of the usual width ends there on purpose. */
const FULL = 0.7;
const NARROWEST = 16;
const TO_THE_EDGE = 0.95;

/** Whether the line goes on with the sentence of the line before it. */
function continues(line: Line, before: Line, width: number, numbers: ReadonlyMap<Style, string>): boolean {
  if (line.heading > 0 || before.heading > 0 || line.gap === 'blank') return false;
  if (isChapter(line.text) || isChapter(before.text)) return false;
  const isEnded = ENDED.test(before.text);
  const isFull = before.text.length >= width * FULL;
  const numbered = readNumber(line.text);
  if (numbered) {
    if (isEnded || !isFull) return false;
    return !(numbered.isSetOff && startsOrFollows(numbers.get(numbered.style), numbered.number));
  }
  if (isEnded) return line.gap === 'none' && width > 0 && before.text.length >= width * TO_THE_EDGE && !line.isIndented;
  return isFull && !line.isIndented;
}

/** What the longer lines measure; headings and the ends of paragraphs fall short of it. */
function usualWidth(lines: readonly Line[]): number {
  const lengths = lines.map(({ text }) => text.length).toSorted((a, b) => a - b);
  return Math.max(NARROWEST, lengths[Math.floor(lengths.length * 0.9)] ?? 0);
}

/** What stands between two lines that are one sentence: a blank between words of letters, else nothing. */
function joint(before: string, after: string): string {
  return /[A-Za-z\d,.]$/.test(before.slice(-1)) && /^[A-Za-z]/.test(after) ? ' ' : '';
}

const PAGE_BREAK = '\f';
const LEAST_HEADING = 6;
const INDENTED = /^(?:\u3000| {2,}|\t)/;
const BULLET = /^\s*(?:[-*+○]\s+|[•●■◆▪◦➢✓\uF06C\uF0B7\uF0D8]\s*)/u;

function readLines(text: string, { isPaged, known, headings = new Set() }: PageOptions): Line[] {
  const typed = withoutRadicals(withoutFrontMatter(text))
    .replace(/\r\n?|[\v\u0085\u2028\u2029]/g, '\n')
    .replaceAll(PAGE_BREAK, `\n${PAGE_BREAK}\n`)
    .replace(/[\u00AD\uFEFF\u200B-\u200F\u2060]/g, '')
    .split('\n');
  const plain = typed.map((line) => (line === PAGE_BREAK ? line : withoutMarkup(line)));
  const furniture = isPaged ? pageFurniture(typed, known) : new Set<number>();
  const lines: Line[] = [];
  let gap: Line['gap'] = 'none';
  for (const [i, raw] of plain.entries()) {
    const line = raw.trim();
    if (raw === PAGE_BREAK || furniture.has(i)) gap = 'page';
    else if (line === '') gap = gap === 'none' ? 'blank' : gap;
    else {
      const marked = /^#{1,6}(?=\s)/.exec(typed[i]!)?.[0].length ?? 0;
      const isKnown = headings.size > 0 && line.length <= LONGEST_HEADER && headings.has(comparable(line).content);
      const heading = marked === 0 && isKnown ? LEAST_HEADING : marked;
      lines.push({ text: line, heading, isIndented: INDENTED.test(raw) || BULLET.test(typed[i]!), gap });
      gap = 'none';
    }
  }
  return lines;
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^\uFEFF?---\r?\n[\s\S]*?\n---\r?\n/, '');
}

/** Lines that say nothing: rules, the line under the head of a table, a component that opens or closes. */
const SILENT = /^(?:[|:\-\s]*-{3}[|:\-\s]*|[*_]{3,}|<\/?[A-Z]\w*[^>]*>)$/;
const LONGEST_SILENT = 300;

/** The words of a line of Markdown; a line that is none stays as it is. What is sought has an end, so that no line takes long. */
function withoutMarkup(line: string): string {
  const bare = line.trim();
  if (bare.length <= LONGEST_SILENT && SILENT.test(bare)) return '';
  const words = line
    .replace(/^#{1,6}\s+|^\s*>\s?/, '')
    .replace(BULLET, '')
    .replace(/<\/?[A-Z]\w*[^>]{0,200}>|<br\s?\/?>/g, '')
    .replace(/\[([^\]]{0,300})\]\([^)\s]{0,500}\)/g, '$1')
    .replace(/\[\^[^\]]{1,30}\]:?/g, '')
    .replace(/(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]{1,500}?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|~])/g, '$1')
    .replaceAll('&nbsp;', ' ');
  return bare.startsWith('|') && bare.endsWith('|') ? cellsOf(words) : words;
}

function cellsOf(row: string): string {
  return row
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join('　');
}

const PAGE_NUMBERS = [
  /^[-–—―~·.]+(?:\d{1,4}|[一二三四五六七八九十百]{1,5})[-–—―~·.]+$/,
  /^第?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页(?:[/,，、(（]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页[)）]?)?$/,
  /^共\d{1,4}页[/,，、]?第\d{1,4}页$/,
  /^\d{1,4}\/\d{1,4}$/,
  /^page\d{1,4}(?:of\d{1,4})?$/i,
];
/** Longer lines are no header or footer of a page. */
export const LONGEST_HEADER = 50;
const PAGE_OF = /(?:第\s*\d{1,4}\s*页|\d{1,4}\s*\/\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—])/;

/** Places of the lines that belong to the pages: their numbers, and headers and footers, which come again and again. */
function pageFurniture(lines: readonly string[], known: ReadonlySet<string> = new Set()): Set<number> {
  const compacted = lines.map((line) => (line === PAGE_BREAK ? line : line.normalize('NFKC').replace(/\s/g, '')));
  const written = compacted.flatMap((line, i) => (line === '' ? [] : [i]));
  const isMarker = (i: number) => compacted[i] === PAGE_BREAK || PAGE_NUMBERS.some((each) => each.test(compacted[i]!));
  const certain = new Set(written.filter(isMarker));
  const bare = bareNumbers(compacted, written, pageEdges(written, certain));
  const markers = new Set([...certain, ...bare]);
  const edges = pageEdges(written, markers);
  const least = Math.max(2, Math.floor(edges.pages / 2));
  const repeated = Map.groupBy(
    written.filter((i) => !markers.has(i)),
    (i) => compacted[i]!.replace(PAGE_OF, '#'),
  );
  const headers = [...repeated].flatMap(([line, places]) => {
    if (places.length < least || line.length > LONGEST_HEADER || /[。；！？，.;!?,]$/.test(line)) return [];
    if (/\d/.test(line.replace(/[(（〔].*?[)）〕]/g, '')) || known.has(comparable(lines[places[0]!]!).content))
      return [];
    return places.every((i) => edges.tops.has(i)) || places.every((i) => edges.bottoms.has(i)) ? places : [];
  });
  return new Set([...markers, ...headers]);
}

interface PageEdges {
  /** The first and the last two lines of each page. */
  tops: ReadonlySet<number>;
  bottoms: ReadonlySet<number>;
  pages: number;
}

const EDGE = 2;

/** Where pages begin and end, as page breaks and page numbers mark it. `written` are the places of all lines that are not empty. */
function pageEdges(written: readonly number[], markers: ReadonlySet<number>): PageEdges {
  const [tops, bottoms] = [new Set<number>(), new Set<number>()];
  let pages = 0;
  for (let from = 0; from < written.length;) {
    let to = from;
    while (to < written.length && !markers.has(written[to]!)) to++;
    const page = written.slice(from, to);
    for (const i of page.slice(0, EDGE)) tops.add(i);
    for (const i of page.slice(-EDGE)) bottoms.add(i);
    if (page.length > 0) pages++;
    from = to + 1;
  }
  return { tops, bottoms, pages };
}

/** Rows of a table are numbered, too, but lie closer together than pages. */
const SHORTEST_PAGE = 5;

/**
 * Numbers that stand alone on a line are those of pages at the edge of a page, at an end of the text, and a page's length
 * from the number before or behind.
 */
function bareNumbers(
  lines: readonly string[],
  written: readonly number[],
  { tops, bottoms, pages }: PageEdges,
): number[] {
  const all = [...written.entries()].flatMap(([place, i]) =>
    /^\d{1,3}$/.test(lines[i]!) ? [{ i, place, value: Number(lines[i]) }] : [],
  );
  const ends = new Set([written[0], written.at(-1)]);
  const isNext = (a: (typeof all)[number] | undefined, b: (typeof all)[number] | undefined) =>
    a !== undefined && b !== undefined && b.value === a.value + 1 && b.place - a.place > SHORTEST_PAGE;
  return all
    .filter((number, k) => {
      const isAtEdge = pages > 1 && (tops.has(number.i) || bottoms.has(number.i));
      return isAtEdge || ends.has(number.i) || isNext(all[k - 1], number) || isNext(number, all[k + 1]);
    })
    .map(({ i }) => i);
}
