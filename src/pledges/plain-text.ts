/**
 * Texts as they are compared. Width, blanks and line breaks make no difference at all; punctuation and the numbers of items
 * make one that is told apart; words, numbers and dates make the rest. Traditional characters stay what they are.
 */

/** A piece of a text that changes as a whole: a character, a number with its unit, a date, a foreign word, a mark. */
export interface Token {
  /** What is compared: `3000元` for `３，０００ 元`, `(2)` for 二、 at the head of an item. */
  key: string;
  /** As printed, in one width and without blanks. */
  printed: string;
  /** An `item` is the number at the head of a list item: （一）, 1., ③. */
  kind: 'content' | 'mark' | 'item';
  /** Where it stands in the text given. */
  start: number;
  end: number;
}

/** A text in three grades of likeness, each blind to more than the one before. */
export interface Comparable {
  /** Equal for texts that differ in width, blanks and line breaks only. */
  printed: string;
  /** … and in punctuation. */
  numbered: string;
  /** … and in the numbers of items. */
  content: string;
}

export function comparable(text: string): Comparable {
  return comparableOf(readPieces(fold(text)));
}

export function comparableOf(tokens: readonly Pick<Token, 'key' | 'printed' | 'kind'>[]): Comparable {
  const result: Comparable = { printed: '', numbered: '', content: '' };
  for (const { key, printed, kind } of tokens) {
    result.printed += printed;
    if (kind !== 'mark') result.numbered += key;
    if (kind === 'content') result.content += key;
  }
  return result;
}

/** The text in its pieces, each knowing its place in the original. */
export function readTokens(text: string): Token[] {
  const folded = fold(text);
  let at = 0;
  return readPieces(folded).map(({ key, printed, kind, length }) => {
    const start = folded.starts[at]!;
    at += length;
    return { key, printed, kind, start, end: folded.ends[at - 1]! };
  });
}

function readPieces({ folded, lineStarts }: Folded): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < folded.length; at += pieces.at(-1)!.length) {
    pieces.push(readPiece(folded, at, lineStarts.has(at), pieces.at(-1)));
  }
  return pieces;
}

interface Piece extends Pick<Token, 'key' | 'printed' | 'kind'> {
  length: number;
}

const HAN_DIGITS = '〇零一二三四五六七八九';
const HAN_NUMBER = `[${HAN_DIGITS}十百千万亿两]`;
const UNIT = '(?:个)?(?:工作日|小时|分钟|美元|平方米|公斤|千克|[元角分年月日天周人家名次份项条倍级票届吨克米%‰])';
const PATTERNS = {
  date: /\d{4}年\d{1,2}月(?:\d{1,2}[日号])?|\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d{1,2}月\d{1,2}日/y,
  hanDate: new RegExp(
    `[${HAN_DIGITS}]{4}年(?:[${HAN_DIGITS}十]{1,3}月(?:[${HAN_DIGITS}十]{1,3}日)?)?|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日`,
    'y',
  ),
  number: new RegExp(
    `(?:\\d{1,3}(?:[,，]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)*)[百千万亿]*(?:${UNIT}|[A-Za-zμ°]{1,3}(?![A-Za-z]))?`,
    'y',
  ),
  hanNumber: new RegExp(`(?:百分之)?${HAN_NUMBER}+(?:点[${HAN_DIGITS}]+)?(?:${UNIT})?`, 'y'),
  reference: new RegExp(`第(?:\\d+|${HAN_NUMBER}+)[条款项章节]`, 'y'),
  word: /\p{Script=Latin}+/uy,
  bracketedItem: /[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]/y,
  item: /[一二三四五六七八九十]{1,3}[、,，]|\d{1,2}(?:[、.,，](?!\d)|[)）])/y,
} as const;

const MARK = /[\p{P}~～^`|´¨]/u;
/** Marks that say something: a per cent, a slash between units. */
const SAYING: ReadonlySet<string> = new Set('%‰@#&/*§');
const RANGE = /[-–—―~〜～]/;
const SENTENCE_END = /[.;:!?]/;

function readPiece(folded: string, at: number, isLineStart: boolean, previous: Piece | undefined): Piece {
  const first = folded[at]!;
  const item = itemAt(folded, at, isLineStart, previous);
  if (item !== undefined) return item;
  if (/\d/.test(first)) {
    const date = match(PATTERNS.date, folded, at);
    if (date !== undefined) return content(date, date.replace(/(?<!\d)0+(?=\d)/g, ''));
    return number(match(PATTERNS.number, folded, at)!);
  }
  if (HAN_NUMERALS.has(first)) {
    const text = match(PATTERNS.hanDate, folded, at) ?? match(PATTERNS.hanNumber, folded, at);
    return content(text ?? first);
  }
  if (first === '第') return content(match(PATTERNS.reference, folded, at) ?? first);
  if (isPlainHan(first.charCodeAt(0))) return plainHan(first);
  const word = match(PATTERNS.word, folded, at);
  if (word !== undefined) return content(word);
  const character = String.fromCodePoint(folded.codePointAt(at)!);
  const isMark = MARK.test(character) || /^[<>](?!\d)/.test(folded.slice(at, at + 2));
  return isMark && !SAYING.has(character) ? mark(folded, at, previous) : content(character);
}

const HAN_NUMERALS: ReadonlySet<string> = new Set(`${HAN_DIGITS}十百千万亿两`);

function content(text: string, key = text): Piece {
  return { key, printed: text, kind: 'content', length: text.length };
}

/** Most pieces of a long text are single characters, and of these there are few. */
const PLAIN = new Map<string, Piece>();

function plainHan(character: string): Piece {
  let piece = PLAIN.get(character);
  if (piece === undefined) PLAIN.set(character, (piece = content(character)));
  return piece;
}

function number(text: string): Piece {
  return content(text, text.replace(/[,，]/g, ''));
}

/** Numbers count items only where an item can begin; 本条第（二）项 and 三、五天 are words of the sentence. */
function itemAt(folded: string, at: number, isLineStart: boolean, previous: Piece | undefined): Piece | undefined {
  const isStart = isLineStart || previous === undefined;
  const isAfterMark = isStart || previous.kind === 'mark';
  if (!isAfterMark) return undefined;
  const isAfterSentence = isStart || SENTENCE_END.test(previous.key);
  const text =
    match(PATTERNS.bracketedItem, folded, at) ?? (isAfterSentence ? match(PATTERNS.item, folded, at) : undefined);
  if (text === undefined) return undefined;
  return {
    key: `(${numberOf(text.replace(/[()（）、.,，]/g, ''))})`,
    printed: text,
    kind: 'item',
    length: text.length,
  };
}

function mark(folded: string, at: number, previous: Piece | undefined): Piece {
  const text = /^(?:\.{2,}|…+|[-–—―]{2,}|.)/u.exec(folded.slice(at, at + 12))![0];
  const isBetweenDigits = previous?.kind === 'content' && /\d$/.test(previous.key) && /\d/.test(folded[at + 1] ?? '');
  const key = text.startsWith('..') ? '…' : (MARK_CLASSES.get(text[0]!) ?? text[0]!);
  // Straight quotation marks are printed as curly ones by programs, this site's among them.
  const printed = text.replace(/[“”]/, '"').replace(/[‘’]/, "'");
  if (!isBetweenDigits) return { key, printed, kind: 'mark', length: text.length };
  return content(text, RANGE.test(text) ? '-' : key === '、' ? ',' : key);
}

/** Marks that are typed for one another. The quotation marks of a retyped text are rarely those of the original. */
const MARK_CLASSES = new Map(
  ['"“”„‟「」『』﹁﹂﹃﹄\'‘’‛', '.。．｡', ',，', ';；', ':：', '!！', '?？', '(（[【〔〖', ')）]】〕〗', '《〈<', '》〉>', '-–—―~〜～', '·•・‧'].flatMap(
    (marks) => [...marks].map((character) => [character, marks[0]!] as const),
  ),
); // prettier-ignore

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** `23` for 二十三, 23 or ２３; `105` for 一百零五. NaN for what is no number. */
export function numberOf(text: string): number {
  const typed = text.normalize('NFKC').replace(/\s/g, '');
  if (/^\d+$/.test(typed)) return Number(typed);
  if (!/^[〇零一二两三四五六七八九十百千]+$/.test(typed)) return Number.NaN;
  if (!/[十百千]/.test(typed)) return Number([...typed].map(digitOf).join(''));
  let [sum, digit] = [0, 0];
  for (const character of typed) {
    const power = { 十: 10, 百: 100, 千: 1000 }[character];
    if (power === undefined) digit = digitOf(character);
    else sum += Math.max(1, digit) * power;
    if (power !== undefined) digit = 0;
  }
  return sum + digit;
}

function digitOf(character: string): number {
  return character === '两' ? 2 : Math.max(0, HAN_DIGITS.indexOf(character) - 1);
}

interface Folded {
  /** In one width, without blanks and what cannot be seen. */
  folded: string;
  /** Place in the original, for every code unit of `folded`. */
  starts: number[];
  ends: number[];
  /** Places in `folded` that begin a line of the original. */
  lineStarts: Set<number>;
}

const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Co}\p{Variation_Selector}\u115F\u1160\u2800\u3164\uFFA0]/u;
const COMBINING = /^\p{M}+/u;

function fold(text: string): Folded {
  const folded: string[] = [];
  const result: Folded = { folded: '', starts: [], ends: [], lineStarts: new Set() };
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!;
    let length = code > 0xffff ? 2 : 1;
    let piece = text.slice(at, at + length);
    if (!isPlainHan(code) && !isAsciiLetter(code)) {
      if (UNSEEN.test(piece)) {
        if (piece === '\n') result.lineStarts.add(result.starts.length);
        at += length;
        continue;
      }
      piece = foldCharacter(piece);
    }
    if (mayCombine(text.charCodeAt(at + length))) {
      const marks = COMBINING.exec(text.slice(at + length, at + length + 8))?.[0];
      if (marks !== undefined) piece = `${piece}${marks}`.normalize('NFKC');
      length += marks?.length ?? 0;
    }
    folded.push(piece);
    for (let i = 0; i < piece.length; i++) {
      result.starts.push(at);
      result.ends.push(at + length);
    }
    at += length;
  }
  result.folded = folded.join('');
  return result;
}

/** Whether the code unit may be a mark that joins the character before it; no Chinese character or mark is. */
function mayCombine(code: number): boolean {
  return (
    code >= 0x300 && !(code >= 0x3000 && code <= 0x3020) && !isPlainHan(code) && !(code >= 0xff01 && code <= 0xffef)
  );
}

function isPlainHan(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** Chinese marks are kept for `printed`; NFKC would make ， and , one. */
const KEPT = /[，。；：！？（）【】“”‘’、…—～]/;
/** Radicals that PDF programs write for characters and NFKC does not know, or takes for another form of them: 戶, 靑. */
const RADICALS = new Map(
  [...'⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻄西⺠民⺫目⺒巳⻁虎⻌辶⻑長⻗雨⺮竹⻞食⻟飠⼾户⾭青'].flatMap((character, i, all) =>
    i % 2 === 0 ? [[character, all[i + 1]!] as const] : [],
  ),
); // prettier-ignore

/** The text with characters for the radicals that some programs write in their place; as long as before. */
export function withoutRadicals(text: string): string {
  return text.replace(/[\u2E80-\u2FDF]/g, (radical) => RADICALS.get(radical) ?? radical.normalize('NFKC'));
}

function foldCharacter(character: string): string {
  if (KEPT.test(character)) return character;
  const enclosed = /[①-⑳]/.test(character) ? `(${character.normalize('NFKC')})` : undefined;
  if (character === '○' || character === '◯') return '〇';
  return enclosed ?? RADICALS.get(character) ?? character.normalize('NFKC');
}
