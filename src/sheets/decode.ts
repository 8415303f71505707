/** Bytes of a data file → text, whatever program saved it. */

export type Encoding = 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';

export type Decoded = { text: string; encoding: Encoding } | Undecoded;

interface Undecoded {
  problem: 'not-a-csv' | 'cut-off' | 'undecodable';
  message: string;
  suggestion: string;
}

const SAVE_AS_CSV = '请在表格软件里用「另存为」选「CSV UTF-8（逗号分隔）」';
const WORKBOOK: Undecoded = {
  problem: 'not-a-csv',
  message: '这是 Excel 或 WPS 工作簿，不是 CSV；只改文件名后缀不行',
  suggestion: SAVE_AS_CSV,
};
const WEB_PAGE: Undecoded = {
  problem: 'not-a-csv',
  message: '这是网页或 XML 文件，不是 CSV；有的系统导出表格时会这样',
  suggestion: `请用表格软件打开它，再另存一次：${SAVE_AS_CSV}`,
};
const CUT_OFF: Undecoded = {
  problem: 'cut-off',
  message: '文件在一个字的中间断了，没有保存完整',
  suggestion: '请等文件保存或复制完成后再试，或重新导出',
};
const UNKNOWN_ENCODING: Undecoded = {
  problem: 'undecodable',
  message: '认不出文件的编码（不是完整的 UTF-8、GB18030 或 UTF-16）',
  suggestion: SAVE_AS_CSV,
};

const MARKS = [
  ['UTF-8', [0xef, 0xbb, 0xbf]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
] as const;

/**
 * Decodes by byte order mark, then as UTF-16 without one (by the place of its zero bytes), then as strict UTF-8, then as
 * strict GB18030. Never yields a replacement character: what cannot be read whole is a problem.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (isWorkbook(bytes)) return WORKBOOK;
  const decoded = decodeText(bytes);
  return 'text' in decoded ? (faultOf(decoded.text) ?? decoded) : decoded;
}

/** A part of a text that was read as UTF-8 before, from one line to another; `undefined` where it is not whole or is damaged. */
export function decodeLines(bytes: Uint8Array): string | undefined {
  const text = textOf('UTF-8', bytes);
  return text === undefined || DAMAGED.test(text) ? undefined : text;
}

const DAMAGED = /[\uFFFD\u0000]/;

/** ZIP (.xlsx, .ods) and OLE (.xls, .et) containers by their first bytes. */
function isWorkbook(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (
    (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
  );
}

function decodeText(bytes: Uint8Array): Decoded {
  for (const [encoding, mark] of MARKS) {
    if (mark.every((byte, i) => bytes[i] === byte)) return strictly(encoding, bytes.subarray(mark.length));
  }
  const utf16 = utf16WithoutMark(bytes);
  if (utf16 !== undefined) return strictly(utf16, bytes);
  const utf8 = strictly('UTF-8', bytes);
  if ('text' in utf8) return utf8;
  // Cut inside its last character, UTF-8 would otherwise be read as GB18030 and come out garbled.
  const whole = bytes.subarray(0, lastCharacterStart(bytes));
  if (isUtf8(whole) && (whole.length === 0 || whole.some((byte) => byte > 0x7f))) return CUT_OFF;
  return mixedEncodings(bytes) ?? strictly('GB18030', bytes);
}

/** The whole of the bytes, or why not: their last character is not complete, or something else is wrong. */
function strictly(encoding: Encoding, bytes: Uint8Array): Decoded {
  const text = textOf(encoding, bytes);
  if (text !== undefined) return { text, encoding };
  // The longest character has four bytes, so that at most three are left of a cut one.
  const isCut = [1, 2, 3].some(
    (tail) => tail <= bytes.length && textOf(encoding, bytes.subarray(0, -tail)) !== undefined,
  );
  return isCut ? CUT_OFF : UNKNOWN_ENCODING;
}

function textOf(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const STRUCTURE = new Set([...',;\t"\r\n'].map((character) => character.charCodeAt(0)));

/**
 * UTF-16 is known by its commas, tabs, quotes and line breaks, each with a zero byte beside it. Zero bytes alone tell
 * nothing of their order, since 一 is U+4E00, and two together are no character but what a crash leaves in a file.
 */
function utf16WithoutMark(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | undefined {
  const sample = bytes.subarray(0, 65_536);
  if (!sample.includes(0)) return undefined;
  let little = 0;
  let big = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0 && sample[i + 1] === 0) return undefined;
    if (sample[i + 1] === 0 && STRUCTURE.has(sample[i]!)) little++;
    if (sample[i] === 0 && STRUCTURE.has(sample[i + 1]!)) big++;
  }
  if (little === big) return undefined;
  return little > big ? 'UTF-16LE' : 'UTF-16BE';
}

/** Bad bytes come out as U+FFFD, which is what this looks for: an exception for each line would take long. */
const LENIENT = new TextDecoder();

function isUtf8(bytes: Uint8Array): boolean {
  return !LENIENT.decode(bytes).includes('\uFFFD');
}

function lastCharacterStart(bytes: Uint8Array): number {
  let i = bytes.length - 1;
  while (i > 0 && bytes.length - i < 4 && (bytes[i]! & 0xc0) === 0x80) i--;
  return i;
}

/** Three Chinese characters: GB18030 text of that length hardly ever happens to be right UTF-8. */
const TELLING_BYTES = 9;

/** Files joined from several, or damaged in one place: some lines are UTF-8, others are not. */
function mixedEncodings(bytes: Uint8Array): Undecoded | undefined {
  let start = 0;
  let line = 0;
  let firstOther: number | undefined;
  let hasUtf8 = false;
  while (start < bytes.length) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed < 0 ? bytes.length : lineFeed;
    const content = bytes.subarray(start, end);
    line++;
    if (!isUtf8(content)) firstOther ??= line;
    else hasUtf8 ||= content.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0) >= TELLING_BYTES;
    start = end + 1;
  }
  if (!hasUtf8 || firstOther === undefined) return undefined;
  return {
    problem: 'undecodable',
    message: `文件里有的行是 UTF-8 编码，有的行不是（第一处是第${firstOther}行）：可能是几个文件拼起来的，或者有字损坏了`,
    suggestion:
      '请在表格软件里把内容粘贴到一张新表，再另存为「CSV UTF-8（逗号分隔）」；几份数据可以放进同一个文件夹，不必拼接',
  };
}

/** What is text, yet no table that a person saved. */
function faultOf(text: string): Undecoded | undefined {
  if (/^\s*<(?:!doctype|\?xml|html|head|meta|table)/i.test(text)) return WEB_PAGE;
  const damaged = DAMAGED.exec(text);
  if (damaged === null) return undefined;
  const line = text.slice(0, damaged.index).split(/\r\n|\r|\n/).length;
  return damaged[0] === '\u0000'
    ? {
        problem: 'undecodable',
        message: `文件第${line}行起有空字节：文件没有保存完整，或者不是文字文件`,
        suggestion: '请重新导出，或从备份恢复',
      }
    : {
        problem: 'undecodable',
        message: `文件第${line}行有替代符（U+FFFD）：以前转换编码时丢了字，已经无法还原`,
        suggestion: '请从原始材料重新导出，不要再转换这个文件',
      };
}
