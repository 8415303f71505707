/**
 * Private data that must never reach the site (DESIGN §6, RULES §8; PIPL art. 25, 28): identity numbers, private mobile
 * numbers, bank cards, and columns that hold people's contacts.
 */

export type PrivateKind = 'identity-number' | 'mobile-number' | 'bank-card';

export const PRIVATE_KIND_NAMES: Readonly<Record<PrivateKind, string>> = {
  'identity-number': '居民身份证号',
  'mobile-number': '手机号码',
  'bank-card': '银行卡号',
};

export interface PrivateMatch {
  kind: PrivateKind;
  /** Where it stands in the text, blanks and hyphens included. */
  start: number;
  end: number;
}

/** Headers (compact form) of columns that hold private data by their nature: refused whatever is in them. */
const PRIVATE_HEADERS =
  /(证件(号码?|类型|种类)|身份证|护照|经办人|联系人|手机|移动电话|银行(账|帐|卡)|账号|帐号|开户|卡号|受益人(姓名|名单|名称|电话|住址|证件)|(捐赠人|捐款人|志愿者|举报人|投诉人|负责人|法定代表人|法人|个人)(联系)?(电话|手机|住址|家庭住址|邮箱|微信)|家庭住址|微信号|出生日期|出生年月)/;

/** Whether a column of this header is refused. */
export function isPrivateHeader(compactHeader: string): boolean {
  return PRIVATE_HEADERS.test(compactHeader);
}

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

/** ISO 7064 MOD 11-2 check of an 18-character identity number (GB 11643), with a believable day of birth. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/i.test(text) || !PROVINCES.test(text)) return false;
  if (!isBirthday(text.slice(6, 14))) return false;
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
}

/** Fifteen-digit identity numbers issued until 1999: region, two-digit year, month, day, serial. */
function isOldIdentityNumber(digits: string): boolean {
  return digits.length === 15 && PROVINCES.test(digits) && isBirthday(`19${digits.slice(6, 12)}`);
}

function isBirthday(yyyymmdd: string): boolean {
  const match = /^(19\d\d|20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(yyyymmdd);
  return match !== null;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const CREDIT_CODES = /(?<![0-9A-Z])5[1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}/g;
/** What a browser takes for an address ends before the first Chinese character or punctuation mark. */
const URLS = /https?:\/\/[\x21-\x7E]+/gi;
/** Fewer than eleven digits that stand close together are no private number. */
const ENOUGH_DIGITS = /(?:[\d０-９][^\d０-９]{0,3}){11}/;
/** Blanks, hyphens and what cannot be seen, as they stand between groups of digits. */
const GAP = String.raw`[ \t\xA0\xAD\u180E\u2000-\u2015\u202A-\u202F\u2060-\u2069\u2212\uFE00-\uFE0F\uFEFF-]`;
const MAYBE = `${GAP}{0,3}`;
/** In numbers that bear a check character of their own, dots and strokes as well. */
const MAYBE_MARK = String.raw`(?:${GAP}|[./_·]){0,3}`;
/** Before a number that is not a part of a word: not the decimals of another number, nor the end of a hash. */
const BEFORE = String.raw`(?:(?<![0-9A-Za-z]|(?<!\d)\d{1,9}\.)|(?<=tel|phone|mobile|mob|cell|wx|vx|wechat|weixin|qq|no|num))`;
/** One number in one piece, or in the groups that people write a mobile, identity or card number in. */
const NUMBERS = [
  ...[
    String.raw`(?:(?:\+|00)?86${MAYBE})?1[3-9]\d(?:(?:${MAYBE}\d{4}){2}|(?:[.·_]\d{4}){2}|${GAP}{1,3}\d{3}${GAP}{1,3}\d{5})`,
    String.raw`\(1[3-9]\d\)(?:${MAYBE}\d{4}){2}`,
    // Not of 19: years are followed by such numbers, too.
    String.raw`1[3-8]\d{2}${GAP}{1,3}\d{4}${GAP}{1,3}\d{3}`,
    String.raw`\d{4}(?:${GAP}{1,3}\d{4}){3}${MAYBE}\d{0,2}[\dX]`,
    String.raw`\d{4}(?:(?:${GAP}{1,3}|[._·])\d{4}){3}`,
    String.raw`\d{15,19}`,
  ].map((shape) => String.raw`${BEFORE}${shape}(?![0-9A-Za-z])`),
  // Its check character and the day of birth in it tell more than what stands around it.
  String.raw`(?<!\d)\d{6}${MAYBE_MARK}\d{4}${MAYBE_MARK}\d{4}${MAYBE_MARK}\d{3}[\dX](?!\d)`,
].map((shape) => new RegExp(shape, 'gi'));

/** Quicker than the pattern, which tries again at every character. */
function hasElevenDigits(text: string): boolean {
  let count = 0;
  for (let i = 0; i < text.length && count < 11; i++) {
    const unit = text.charCodeAt(i);
    if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19)) count++;
  }
  return count >= 11;
}

/**
 * Private numbers in a text, in order, none overlapping. Credit codes are recognised first and never taken for one of them,
 * except those that are a right identity number and no right credit code.
 *
 * @param isCreditCode whether an 18-character text of a code's shape passes its own check (mod 31)
 */
export function findPrivateNumbers(text: string, isCreditCode: (code: string) => boolean): PrivateMatch[] {
  if (!hasElevenDigits(text) || !ENOUGH_DIGITS.test(text)) return [];
  const plain = sameLengthHalfWidth(text);
  const withoutCodes = plain.replace(CREDIT_CODES, (code) =>
    isCreditCode(code) || !isIdentityNumber(code) ? '#'.repeat(code.length) : code,
  );
  const addresses = [...text.matchAll(URLS)].map((match) => [match.index, match.index + match[0].length] as const);
  // Serial numbers in addresses and codes of other departments pass the card check one time in ten.
  const isNoCard = (typed: string, start: number) =>
    isCreditCode(typed) || addresses.some(([from, to]) => start >= from && start < to);
  const found: PrivateMatch[] = [];
  for (const shape of NUMBERS) {
    shape.lastIndex = 0;
    for (let match = shape.exec(withoutCodes); match !== null; match = shape.exec(withoutCodes)) {
      const digits = match[0].replace(/[^\dXx]/g, '');
      const kind = kindOfNumber(digits);
      if (kind !== undefined && !(kind === 'bank-card' && isNoCard(match[0], match.index))) {
        found.push({ kind, start: match.index, end: shape.lastIndex });
      } else {
        // A private number may begin within what is none: a year before a card number, a card number before a mobile.
        shape.lastIndex = match.index + 1;
      }
    }
  }
  return joined(found);
}

/** In order of their places; matches that overlap become one. */
function joined(matches: readonly PrivateMatch[]): PrivateMatch[] {
  const result: PrivateMatch[] = [];
  for (const match of matches.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && match.start < last.end) last.end = Math.max(last.end, match.end);
    else result.push({ ...match });
  }
  return result;
}

function kindOfNumber(digits: string): PrivateKind | undefined {
  if (isIdentityNumber(digits) || isOldIdentityNumber(digits)) return 'identity-number';
  if (/^(?:0{0,2}86)?1[3-9]\d{9}$/.test(digits)) return 'mobile-number';
  if (/^\d{16,19}$/.test(digits) && !/^(\d)\1+$/.test(digits) && passesLuhn(digits)) return 'bank-card';
  return undefined;
}

/** Full-width digits, letters and punctuation to half width, one for one, so that places in the text stay the same. */
function sameLengthHalfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');
}

/** The text with every private number in it covered but for its first three characters. */
export function maskPrivateNumbers(text: string, isCreditCode: (code: string) => boolean): string {
  let masked = '';
  let told = 0;
  for (const { start, end } of findPrivateNumbers(text, isCreditCode)) {
    masked += text.slice(told, start + 3) + '*'.repeat(end - start - 3);
    told = end;
  }
  masked += text.slice(told);
  // What looked like the decimals of a number that is covered now may be a private number itself.
  return masked === text ? text : maskPrivateNumbers(masked, isCreditCode);
}
