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
      open.text = joined(open.text, line.text);
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

function joined(before: string, after: string): string {
  if (/[a-z]-$/.test(before) && /^[a-z]/.test(after)) return before.slice(0, -1) + after;
  return before + (/[A-Za-z\d,.]$/.test(before) && /^[A-Za-z]/.test(after) ? ' ' : '') + after;
}

const PAGE_BREAK = '\f';
const LEAST_HEADING = 6;
const INDENTED = /^(?:\u3000| {2,}|\t)/;
const BULLET = /^\s*(?:[-*+]\s+|[•●■◆▪◦➢✓\uF06C\uF0B7\uF0D8]\s*)/u;

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

/** The words of a line of Markdown; a line that is none stays as it is. */
function withoutMarkup(line: string): string {
  if (/^\s*(?:\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?|[*_]{3,}|<\/?[A-Z]\w*[^>]*>)\s*$/.test(line)) return '';
  return line
    .replace(/^#{1,6}\s+|^\s*>\s?/, '')
    .replace(BULLET, '')
    .replace(/<\/?[A-Z]\w*[^>]*>|<br\s*\/?>/g, '')
    .replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/\[\^[^\]]+\]:?/g, '')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/^\s*\||\|\s*$/g, '')
    .replace(/\s*\|\s*/g, '　')
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|~])/g, '$1')
    .replaceAll('&nbsp;', ' ');
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
  const numbers = compacted.flatMap((line, i) => (PAGE_NUMBERS.some((pattern) => pattern.test(line)) ? [i] : []));
  const breaks = compacted.flatMap((line, i) => (line === PAGE_BREAK ? [i] : []));
  const edges = new Set([...numbers, ...breaks].flatMap((i) => neighbours(compacted, i)));
  const bare = bareNumbers(compacted, edges);
  for (const i of bare) for (const near of neighbours(compacted, i)) edges.add(near);
  const repeated = Map.groupBy(compacted.keys(), (i) => lines[i]!.replace(PAGE_OF, '#').replace(/\s/g, ''));
  const headers = [...repeated].flatMap(([line, places]) => {
    if (line === '' || line.length > LONGEST_HEADER || places.length < 2 || /[。；！？]$/.test(line)) return [];
    if (/\d/.test(line.replace(/[(（〔].*?[)）〕]/g, '')) || known.has(comparable(lines[places[0]!]!).content))
      return [];
    // The first of them may be the title.
    const isAtEdges = places.slice(1).every((i) => edges.has(i));
    return isAtEdges || (places.length >= 4 && line.includes('#')) ? places : [];
  });
  return new Set([...numbers, ...bare, ...headers]);
}

/** Lines next to the edge of a page, as far as two printed lines away. */
function neighbours(lines: readonly string[], edge: number): number[] {
  const found: number[] = [];
  for (const step of [-1, 1]) {
    for (let i = edge + step, seen = 0; i >= 0 && i < lines.length && seen < 2; i += step) {
      if (lines[i] === '' || lines[i] === PAGE_BREAK) continue;
      found.push(i);
      seen++;
    }
  }
  return found;
}

/** A number that stands alone is a page's at an edge, at an end of the text, or beside its neighbours in the sequence. */
function bareNumbers(lines: readonly string[], edges: ReadonlySet<number>): number[] {
  const all = lines.flatMap((line, i) => (/^\d{1,3}$/.test(line) ? [{ i, value: Number(line) }] : []));
  const ends = new Set([lines.findIndex((line) => line !== ''), lines.findLastIndex((line) => line !== '')]);
  return all
    .filter(
      ({ i, value }, k) =>
        edges.has(i) || ends.has(i) || all[k - 1]?.value === value - 1 || all[k + 1]?.value === value + 1,
    )
    .map(({ i }) => i);
}
