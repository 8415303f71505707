/** The numbers that Chinese texts print before their chapters, clauses and items. */
import { numberOf } from './plain-text.ts';

/** From the one that binds most to the one that binds least: a text that says 第四条 has 一、 for its items. */
export const STYLES = ['article', 'han', 'decimal', 'bracket', 'digit'] as const;
export type Style = (typeof STYLES)[number];

export interface Numbered {
  style: Style;
  /** `4`, `4-1` for 第四条之一 and 4.1: the same whatever digits it is printed in. */
  number: string;
  /** As printed, without blanks: 第四条, 四、, （四）. */
  label: string;
  /** What follows the number. */
  rest: string;
  /** Whether a blank, a colon or the end of the line follows, as after a heading and never inside a sentence. */
  isSetOff: boolean;
}

const HAN = '[〇零一二三四五六七八九十百千]';
const DIGITS = '[\\d０-９]';
/** What follows a clause that is only referred to: 第五条规定的, 第五条第二款, 第五条和第六条. */
const REFERRED = '(?!\\s*(?:[的第和与及至到或、,，]|规定|所列|所述|之[^一二三四五六七八九十]|中的|情形))';

const PATTERNS: Readonly<Record<Style, RegExp>> = {
  article: new RegExp(`^第\\s{0,4}((?:${HAN}|${DIGITS})(?:\\s{0,2}(?:${HAN}|${DIGITS})){0,9})\\s{0,4}条(?:\\s?之\\s?([一二三四五六七八九十]))?${REFERRED}[：:.．]?`, 'u'),
  han: /^([一二三四五六七八九十百]{1,4})\s*[、.．,，]/u,
  decimal: new RegExp(`^(${DIGITS}{1,2}(?:[.．]${DIGITS}{1,2}){1,4})(?![\\d０-９.．%％万亿元年个])`, 'u'),
  bracket: new RegExp(`^[(（]\\s*([一二三四五六七八九十]{1,3}|${DIGITS}{1,2})\\s*[)）](?!\\s*[项款目至])`, 'u'),
  digit: new RegExp(`^(${DIGITS}{1,3})\\s*(?:[.．](?!${DIGITS})|[、,，](?!${DIGITS})|[)）])`, 'u'),
}; // prettier-ignore

/** The number that the line begins with; of one style only, where one is given. */
export function readNumber(line: string, only?: Style): Numbered | undefined {
  for (const style of only === undefined ? STYLES : [only]) {
    const match = PATTERNS[style].exec(line);
    if (!match) continue;
    const parts =
      style === 'decimal' ? match[1]!.split(/[.．]/) : [match[1]!, ...(match[2] === undefined ? [] : [match[2]])];
    const number = parts.map(numberOf).join('-');
    if (number.includes('NaN')) continue;
    const rest = line.slice(match[0].length);
    const isSetOff = rest === '' || /^\s/.test(rest) || /[：:、.．,，)）]$/.test(match[0]);
    const label = match[0].replace(style === 'article' ? /\s|[：:.．]$/g : /\s/g, '');
    return { style, number, label, rest: rest.trim(), isSetOff };
  }
  return undefined;
}

const CHAPTER = new RegExp(`^第\\s*(?:${HAN}|${DIGITS})+\\s*[编章节][：:、]?\\s*(\\S.*)?$`, 'u');

/** Whether the line is the heading of a part, chapter or section: 第二章 会费. */
export function isChapter(line: string): boolean {
  return line.length <= 40 && CHAPTER.test(line) && !/[。；，;,]/.test(line);
}

/** Its rank among headings: 编 1, 章 2, 节 3. */
export function chapterRank(line: string): number {
  return '编章节'.indexOf(/[编章节]/.exec(line)?.[0] ?? '编') + 1;
}

/** Whether `number` is the next after `last`: 5 after 4, 4-1 after 4, 5-1 after 4-3. */
export function follows(last: string | undefined, number: string): boolean {
  if (last === undefined) return false;
  const [before, after] = [last.split('-').map(Number), number.split('-').map(Number)];
  const level = after.findIndex((part, i) => part !== before[i]);
  if (level < 0 || after[level] !== (before[level] ?? 0) + 1) return false;
  return after.slice(level + 1).every((part) => part === 1);
}

/** As `follows`, or the first of a list of its own. */
export function startsOrFollows(last: string | undefined, number: string): boolean {
  return /^1(-1)*$/.test(number) || follows(last, number);
}
