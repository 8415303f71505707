/** Bytes of a data file → text, whatever program saved it. */

export type Encoding = 'UTF-8' | 'GB18030' | 'UTF-16LE' | 'UTF-16BE';

export type Decoded =
  | { text: string; encoding: Encoding }
  | { problem: 'workbook' | 'cut-off' | 'undecodable'; message: string; suggestion: string };

const SAVE_AS_CSV = '请在表格软件里用「另存为」选「CSV UTF-8（逗号分隔）」';

/** ZIP (.xlsx, .ods) and OLE (.xls, .et) containers by their first bytes. */
function isWorkbook(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) || (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0);
}

/**
 * Decodes by byte order mark, then as UTF-16 without one (by the place of its zero bytes), then as strict UTF-8, then as
 * strict GB18030. Never yields a replacement character: what cannot be read whole is a problem.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (isWorkbook(bytes)) return { problem: 'workbook', message: '这是 Excel 或 WPS 工作簿，不是 CSV', suggestion: SAVE_AS_CSV };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('UTF-16LE', bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('UTF-16BE', bytes.subarray(2));
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (!marked) {
    const utf16 = utf16ByZeroBytes(bytes);
    if (utf16 !== undefined) return decodeAs(utf16, bytes);
  }
  const utf8 = decodeAs('UTF-8', marked ? bytes.subarray(3) : bytes);
  if ('text' in utf8 || marked) return utf8;
  // A UTF-8 file cut inside its last character would otherwise be read as GB18030 and come out garbled.
  const cut = lastCharacterStart(bytes);
  const hasMultibyte = bytes.some((byte) => byte > 0x7f);
  if (hasMultibyte && 'text' in decodeAs('UTF-8', bytes.subarray(0, cut)) && bytes.subarray(0, cut).some((byte) => byte > 0x7f)) return CUT_OFF;
  return decodeAs('GB18030', bytes);
}

const CUT_OFF: Decoded = {
  problem: 'cut-off',
  message: '文件在一个字的中间断了，没有保存完整',
  suggestion: '请等文件保存或复制完成后再试，或重新导出',
};

function decodeAs(encoding: Encoding, bytes: Uint8Array): Decoded {
  if (encoding.startsWith('UTF-16') && bytes.length % 2 === 1) return CUT_OFF;
  try {
    return { text: new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(bytes), encoding };
  } catch {
    return {
      problem: 'undecodable',
      message: `文件的编码认不出来（不是完整的 UTF-8、GB18030 或 UTF-16）`,
      suggestion: SAVE_AS_CSV,
    };
  }
}

function utf16ByZeroBytes(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros = { even: 0, odd: 0 };
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2 === 0 ? 'even' : 'odd']++;
  const { even, odd } = zeros;
  // Commas, digits and line breaks give UTF-16 text its zero bytes; other text has none at all.
  if (odd > 0 && even === 0) return 'UTF-16LE';
  return even > 0 && odd === 0 ? 'UTF-16BE' : undefined;
}

function lastCharacterStart(bytes: Uint8Array): number {
  let i = bytes.length - 1;
  while (i > 0 && bytes.length - i < 4 && (bytes[i]! & 0xc0) === 0x80) i--;
  return i;
}
