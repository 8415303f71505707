import { describe, expect, test } from 'vitest';
import { docxOf, pdfOf } from '../../tests/helpers/documents.ts';
import { toGb18030, toUtf16 } from '../../tests/helpers/encodings.ts';
import { CopyFault } from './copy.ts';
import { kindOf } from './kind.ts';
import { readTextFile } from './text.ts';

const TEXT = '第一条　会员应当遵守本规约。\r\n第二条　会费每年3000元。';

test.each([
  ['a document', docxOf(''), 'docx'],
  ['a PDF', pdfOf([['甲']]), 'pdf'],
  ['a PDF with something before it', Buffer.concat([Buffer.from('\n\n甲\n'), pdfOf([['甲']])]), 'pdf'],
  ['a text', Buffer.from(TEXT), 'text'],
  ['a text that begins as a picture may', Buffer.from('BM会员守则'), 'text'],
  ['nothing', Buffer.from(''), 'text'],
])('%s is known by its content', (_, bytes, kind) => {
  expect(kindOf(bytes)).toBe(kind);
});

test.each([
  ['an old document', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], '旧格式'],
  ['rich text', [...Buffer.from('{\\rtf1\\ansi')], 'RTF'],
  ['a photograph', [0xff, 0xd8, 0xff, 0xe0, 0, 0x10], '图片'],
  ['a drawing', [...Buffer.from('BM'), 1, 0, 0, 0], '图片'],
  ['an archive', [...Buffer.from('Rar!'), 0x1a], '压缩包'],
])('%s is refused in words', (_, bytes, words) => {
  expect(() => kindOf(Uint8Array.from(bytes))).toThrow(CopyFault);
  expect(() => kindOf(Uint8Array.from(bytes))).toThrow(words);
});

describe('a text file', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['GB 18030', toGb18030(TEXT)],
    ['UTF-16', toUtf16(TEXT)],
  ])('in %s is read', (_, bytes) => {
    expect(readTextFile(bytes).text).toBe(TEXT);
  });

  test.each([
    ['a web page', Buffer.from('<!doctype html><p>甲'), '网页'],
    ['cut inside a character', Buffer.from(TEXT).subarray(0, -1), '断了'],
    ['no text at all', Buffer.from([0x41, 0xff, 0xff, 0xff, 0xff, 0xff, 0x41]), '读不出来'],
    ['longer than anybody writes', Buffer.from('甲'.repeat(2_000_001)), '太多'],
  ])('that is %s is refused in words', (_, bytes, words) => {
    expect(() => readTextFile(bytes)).toThrow(CopyFault);
    expect(() => readTextFile(bytes)).toThrow(words);
  });
});
