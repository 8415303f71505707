/** Cells as people type them. */

/** Cell texts that mean «nothing here» (RULES §9). Compared after NFKC, without blanks, in lower case. */
const PLACEHOLDERS = new Set([
  '无', '/', '//', '\\', '-', '--', '—', '——', '–', '暂无', '暂缺', 'n/a', 'null', '(null)', '#n/a', '暂无数据', '暂无相关数据', '暂无相关数据!', '未填写',
]); // prettier-ignore

/** The cell without blanks around it; `''` for a placeholder such as 无, /, 暂无 or NULL. Line breaks become `\n`. */
export function cellText(raw: string): string {
  const text = withoutBlanksAround(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);
  if (text === '' || text.length > 12) return text;
  // No placeholder has a digit, most short cells have.
  if (/\d/.test(text)) return text;
  return PLACEHOLDERS.has(text.normalize('NFKC').replace(/\s/g, '').toLowerCase()) ? '' : text;
}

const BLANK = /[\s\uFEFF\u200B]/;

function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  // Neither letters, digits and marks of ASCII nor Chinese characters, which most cells begin and end with.
  if ((unit > 0x20 && unit < 0x7f) || (unit >= 0x4e00 && unit <= 0x9fff)) return false;
  return BLANK.test(text[at]!);
}

/** As `trim`, zero-width spaces included. A pattern for the end would look at every run of blanks inside again and again. */
function withoutBlanksAround(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

/**
 * Half width and without blanks inside: for headers, codes, numbers and words of a fixed list. Not for names or prose,
 * whose Chinese punctuation and brackets it would change.
 */
export function compact(text: string): string {
  return /^[\x21-\x7E\u4E00-\u9FFF]*$/.test(text) ? text : text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');
}

/** Letters, digits and Chinese characters: nothing that a key would write otherwise. */
const PLAIN_KEY = /^[\w\u4E00-\u9FFF-]+$/;

/**
 * What makes two texts the same where a key or an address hangs on it: the width of brackets and runs of blanks make no
 * difference, everything else does. Never empty for a text that is not.
 */
export function textKey(text: string): string {
  if (PLAIN_KEY.test(text)) return text;
  return text.trim().replace(/\s+/g, ' ').replaceAll('（', '(').replaceAll('）', ')') || text;
}

/** Several values of one cell, separated by `;`, `；`, `、` or a line break; blanks and empty parts dropped. */
export function splitValues(text: string): string[] {
  return text
    .split(/[;；、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `「甲」`, `「甲」「乙」`, `「甲」「乙」「丙」等12个`: what a message says of many values in one cell. */
export function quotedBriefly(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `「${value}」`);
  return shown.join('') + (values.length > shown.length ? `等${values.length}个` : '');
}

/** Characters that change what a reader sees without being seen: direction overrides, zero width, control characters, fillers. */
export function hasInvisibleCharacters(text: string): boolean {
  return /[[\p{Cc}\p{Cf}\u115F\u1160\u2028\u2029\u3164\uFFA0\uFFFE\uFFFF]--[\t\n\r]]/v.test(text);
}

/** An http or https address as the browser would open it; `undefined` for anything else (javascript:, data:, mail, prose). */
export function httpAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^https?:\/\/[^\s/?#]+\.\S/i.test(trimmed) || /\s/.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  const { protocol, username, password, hostname, href } = new URL(trimmed);
  const isWeb = (protocol === 'http:' || protocol === 'https:') && /[^.]\.[^.]/.test(hostname);
  return isWeb && username + password === '' ? href : undefined;
}

/** Stable 64-bit FNV-1a hash in 13 characters of base 32: for addresses of things that have no code of their own. */
export function stableId(...parts: readonly string[]): string {
  // Four parts of 16 bits, the lowest first: a page asks for several of these, and large integers take twenty times as long.
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const byte of new TextEncoder().encode(parts.join('\u0000'))) {
    // Times 2⁴⁰ + 0x1b3: of each part the upper bits are carried over into the next.
    const lowest = a ^ byte;
    const [p, q] = [lowest * 0x1b3, b * 0x1b3];
    const carried = q + (p >>> 16);
    const third = c * 0x1b3 + (carried >>> 16) + (lowest << 8);
    d = (d * 0x1b3 + (third >>> 16) + (b << 8)) & 0xffff;
    [a, b, c] = [p & 0xffff, carried & 0xffff, third & 0xffff];
  }
  const [high, low] = [d * 0x10000 + c, b * 0x10000 + a];
  return ((BigInt(high) << 32n) | BigInt(low)).toString(32).padStart(13, '0');
}

/** Order of plain code units: the same on every machine, whatever its locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
