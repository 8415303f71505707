/** A text in parts, so that a later version can be made of it by real edits; and as Markdown. */

export interface Clause {
  text: string;
  /** （一）, （二） … on lines of their own. */
  items?: string[];
  /** `fee`: amounts that may change; `core`: never taken out; `force`: when and how it was adopted. */
  role?: 'fee' | 'core' | 'force';
}

export interface Section {
  /** Without a number. */
  heading?: string;
  clauses: Clause[];
}

/** 第一条, 一、, 1. or none; `decimal`: 4.1 below the heading 4. */
export type Numbering = 'article' | 'han' | 'digit' | 'none' | 'decimal';

export interface Document {
  preamble: string[];
  sections: Section[];
  numbering: Numbering;
  /** Whether headings are chapters: 第一章. */
  chapters?: boolean;
  /** Lines below the text. */
  closing: string[];
}

const HAN_DIGITS = '零一二三四五六七八九';

/** 十二, 二十, 一百零三. */
export function hanNumber(n: number): string {
  if (n >= 100) {
    const rest = n % 100;
    const tail =
      rest === 0 ? '' : rest < 10 ? `零${HAN_DIGITS[rest]}` : rest < 20 ? `一${hanNumber(rest)}` : hanNumber(rest);
    return `${HAN_DIGITS[Math.floor(n / 100)]}百${tail}`;
  }
  if (n < 10) return HAN_DIGITS[n]!;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? '' : HAN_DIGITS[tens]}十${ones === 0 ? '' : HAN_DIGITS[ones]}`;
}

export function toMarkdown({ preamble, sections, numbering, chapters = false, closing }: Document): string {
  const paragraphs = [...preamble];
  let number = 0;
  for (const [index, { heading, clauses }] of sections.entries()) {
    if (heading !== undefined) paragraphs.push(`## ${headingOf(heading, index + 1, numbering, chapters)}`);
    for (const [place, { text, items = [] }] of clauses.entries()) {
      number++;
      const label = numbering === 'decimal' ? `${index + 1}.${place + 1} ` : labelOf(number, numbering);
      paragraphs.push(label + text);
      if (numbering === 'none' && items.length > 0) paragraphs.push(items.map((item) => `- ${item}`).join('\n'));
      else paragraphs.push(...items.map((item, i) => `（${hanNumber(i + 1)}）${item}`));
    }
  }
  return `${[...paragraphs, ...closing].join('\n\n')}\n`;
}

function headingOf(heading: string, number: number, numbering: Numbering, chapters: boolean): string {
  if (chapters) return `第${hanNumber(number)}章　${heading}`;
  return numbering === 'decimal' ? `${number} ${heading}` : heading;
}

function labelOf(number: number, numbering: Numbering): string {
  if (numbering === 'article') return `第${hanNumber(number)}条　`;
  if (numbering === 'han') return `${hanNumber(number)}、`;
  return numbering === 'digit' ? `${number}. ` : '';
}

export function copyOf(document: Document): Document {
  return structuredClone(document);
}

/** Every text of the document passed through `change`. */
export function mapTexts(document: Document, change: (text: string) => string): Document {
  return {
    ...document,
    preamble: document.preamble.map(change),
    closing: document.closing.map(change),
    sections: document.sections.map(({ heading, clauses }) => ({
      ...(heading === undefined ? {} : { heading: change(heading) }),
      clauses: clauses.map((clause) => ({
        ...clause,
        text: change(clause.text),
        ...(clause.items === undefined ? {} : { items: clause.items.map(change) }),
      })),
    })),
  };
}
