/** A text cut into its clauses, each with an anchor that stays its own as long as its printed number does. */
import { chapterRank, follows, isChapter, readNumber, STYLES, type Style } from './numbering.ts';
import { LONGEST_HEADER, readParagraphs, type Paragraph } from './paragraphs.ts';
import { comparable, type Comparable } from './plain-text.ts';

export interface Clause {
  /**
   * Anchor, once in a text. `c4` for 第四条, 四、 or 4., `c4-1` for 第四条之一 and 4.1, `c4_2` where 4 comes a second time.
   * Paragraphs that stand before or behind numbered clauses are `p1`, `p2` …; a text without numbers has `c1`, `c2` … by order.
   */
  id: string;
  /** The number as printed: 第四条, 四、, （四）, 4.1. Empty where there is none. */
  label: string;
  /** The number in digits, `4` or `4-1`; empty where there is none. */
  number: string;
  /** Headings above the clause, the widest first. */
  path: readonly string[];
  /** Without the number; its paragraphs and items on lines of their own. */
  text: string;
}

/** The clauses of a published text: plain, or the body of Markdown. */
export function readClauses(text: string): Clause[] {
  return cut(readParagraphs(text, { isPaged: false }));
}

/**
 * The clauses of a text of unknown making: page numbers, headers and footers are left out. Knowing the published text that
 * it may be a copy of, lines of that text are not mistaken for headers, and its headings are known in plain lines.
 */
export function readCopy(text: string, published: readonly Clause[] = []): Clause[] {
  const headings = new Set(published.flatMap(({ path }) => path.map((heading) => comparable(heading).content)));
  const lines = published.flatMap((clause) => clause.text.split('\n'));
  const known = lines.filter((line) => line.length <= LONGEST_HEADER).map((line) => comparable(line).content);
  return cut(readParagraphs(text, { isPaged: true, known: new Set([...headings, ...known]), headings }));
}

interface Heading {
  rank: number;
  text: string;
}

function cut(paragraphs: readonly Paragraph[]): Clause[] {
  const style = styleOf(paragraphs);
  const clauses: Omit<Clause, 'id'>[] = [];
  let path: Heading[] = [];
  let isOpen = false;
  let last: string | undefined;
  const queue = paragraphs.toReversed();
  for (let paragraph = queue.pop(); paragraph !== undefined; paragraph = queue.pop()) {
    const [head, tail] = style === undefined ? [paragraph.text] : splitBeforeNumber(paragraph.text, style, last);
    if (tail !== undefined) queue.push({ text: tail, heading: 0 });
    const numbered = style === undefined ? undefined : readNumber(head, style);
    const rank = numbered ? 0 : headingRank({ ...paragraph, text: head }, style);
    const titles = () => path.map((heading) => heading.text);
    if (rank > 0) {
      path = [...path.filter((heading) => heading.rank < rank), { rank, text: head }];
      isOpen = false;
    } else if (numbered) {
      clauses.push({ label: numbered.label, number: numbered.number, path: titles(), text: numbered.rest });
      [isOpen, last] = [true, numbered.number];
    } else if (isOpen) {
      const open = clauses.at(-1)!;
      open.text = open.text === '' ? head : `${open.text}\n${head}`;
    } else {
      clauses.push({ label: '', number: '', path: titles(), text: head });
    }
  }
  return withIds(withoutSignature(clauses));
}

/** The numbers that the text gives its clauses; where it uses several, the widest. */
function styleOf(paragraphs: readonly Paragraph[]): Style | undefined {
  const counts = new Map<Style, number>();
  for (const { text } of paragraphs) {
    const style = readNumber(text)?.style;
    if (style !== undefined) counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  const least: Readonly<Record<Style, number>> = {
    article: 1,
    han: 2,
    decimal: 3,
    // A short list in prose numbers its items, not the text.
    bracket: Math.max(2, paragraphs.length / 2),
    digit: Math.max(2, paragraphs.length / 2),
  };
  return STYLES.find((style) => (counts.get(style) ?? 0) >= least[style]);
}

/** Where a text has lost its line breaks, the next clause begins behind a full stop. */
function splitBeforeNumber(text: string, style: Style, last: string | undefined): [string, string?] {
  const ends = style === 'article' ? /[。；！？]/g : /[。！？]/g;
  const previous = readNumber(text, style)?.number ?? last;
  for (const { index } of text.matchAll(ends)) {
    const tail = text.slice(index + 1).trimStart();
    const numbered = readNumber(tail, style);
    if (numbered !== undefined && follows(previous, numbered.number)) return [text.slice(0, index + 1), tail];
  }
  return [text];
}

function headingRank({ text, heading }: Paragraph, style: Style | undefined): number {
  if (heading > 0) return heading;
  if (isChapter(text)) return chapterRank(text);
  return style === 'decimal' && /^[\d０-９]{1,2}\s+[^。；，]{1,20}$/.test(text) ? 1 : 0;
}

const SIGNED = /盖章|公章|印章|签字|签名|签章|签署日期|承诺(?:人|单位|日期)[：:]/;
const BODY = /(?:会|中心|基金|院|学校|联盟|所|馆|园|社)$/;
const DAY =
  /^[〇零○一二三四五六七八九十\d\s]{1,8}年[〇零一二三四五六七八九十\d\s]{1,6}月[〇零一二三四五六七八九十\d\s]{1,6}日$/;

/** Whether the line is one of those that close a paper: who signs, and the day. */
export function isSignature(line: string): boolean {
  const text = line.normalize('NFKC').trim();
  if (text.length > 40 || /[。；]$/.test(text)) return false;
  return DAY.test(text) || SIGNED.test(text) || (BODY.test(text) && !/[\d，,：:]/.test(text));
}

/** The signature under a text is no part of its last clause. */
function withoutSignature(clauses: Omit<Clause, 'id'>[]): Omit<Clause, 'id'>[] {
  const last = clauses.at(-1);
  if (last === undefined || last.label === '') return clauses;
  const lines = last.text.split('\n');
  const end = lines.findLastIndex((line) => !isSignature(line)) + 1;
  if (end === 0 || end === lines.length) return clauses;
  const signature = lines.slice(end).map((text) => ({ label: '', number: '', path: last.path, text }));
  return [...clauses.slice(0, -1), { ...last, text: lines.slice(0, end).join('\n') }, ...signature];
}

/** Gives the clauses their anchors. */
export function withIds(clauses: readonly Omit<Clause, 'id'>[]): Clause[] {
  const isNumbered = clauses.some(({ number }) => number !== '');
  const seen = new Map<string, number>();
  let unnumbered = 0;
  return clauses.map((clause) => {
    const base = clause.number === '' ? `${isNumbered ? 'p' : 'c'}${++unnumbered}` : `c${clause.number}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return { ...clause, id: times === 1 ? base : `${base}_${times}` };
  });
}

const WORDS = new WeakMap<Pick<Clause, 'text'>, Comparable>();

/** The words of the clause to compare; found once for each. */
export function wordsOf(clause: Pick<Clause, 'text'>): Comparable {
  const known = WORDS.get(clause);
  if (known !== undefined) return known;
  const words = comparable(clause.text);
  WORDS.set(clause, words);
  return words;
}

/** What sentences call the clause: 第四条; 第四项 for 四、 and 4.; 第2段 where it has no number. */
export function clauseName({ id, label, path }: Pick<Clause, 'id' | 'label' | 'path'>): string {
  if (label === '') return `第${id.replace(/^\D+/, '')}段`;
  const name = /^第|^[\d０-９]+[.．][\d０-９]/.test(label) ? label : `第${label.replace(/[、.．,，]$/, '')}项`;
  return id.includes('_') && path.length > 0 ? `「${path.at(-1)}」${name}` : name;
}
