import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byCodeUnits,
  cellText,
  compact,
  hasInvisibleCharacters,
  httpAddress,
  splitValues,
  stableId,
  textKey,
} from './text.ts';

describe('cellText', () => {
  test.each([
    '无', '/', '//', '\\', '-', '--', '—', '——', '–', '暂无', '暂缺', 'N/A', 'n/a', 'NULL', '(null)', '#N/A', '暂无数据', '暂无相关数据', '暂无相关数据！', '暂无相关数据!', '未填写',
    '／', '－', 'Ｎ／Ａ', '（null）', ' 暂 无 ', '无\u3000', '', '  \t', '\uFEFF', '\u00A0',
  ])('«%s» is an empty cell', (raw) => {
    expect(cellText(raw)).toBe('');
  }); // prettier-ignore

  test.each([
    ['无锡市竹编协会', '无锡市竹编协会'],
    ['无业务主管单位', '无业务主管单位'],
    ['0', '0'],
    ['-5', '-5'],
    ['/ /a', '/ /a'],
    ['null and void', 'null and void'],
    ['  澜江市 竹编协会\u3000', '澜江市 竹编协会'],
    ['\uFEFF澜江\u200B', '澜江'],
    ['\u00A0澜江\u00A0', '澜江'],
    ['甲\r\n乙\r丙\n丁', '甲\n乙\n丙\n丁'],
    ['（澜江）', '（澜江）'],
    ['\u200B \u200B\uFEFF甲 \u200B 乙\u200B\n\u200B', '甲 \u200B 乙'],
    ['\u200B\uFEFF \u200B', ''],
  ])('%j is the text %j', (raw, text) => {
    expect(cellText(raw)).toBe(text);
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'无暂/-— \t\r\n\u3000\uFEFF\u200Ba澜') }), (raw) => {
        expect(cellText(cellText(raw))).toBe(cellText(raw));
      }),
    );
  });
});

test.each([
  ['证书有效期限（至）', '证书有效期限(至)'],
  [' 名 称\u3000\u200B', '名称'],
  ['ＡＡＡ级', 'AAA级'],
  ['1\u00A0000', '1000'],
])('%j is compared as %s', (text, expected) => {
  expect(compact(text)).toBe(expected);
});

test.each([
  ['2026年 第一批', '2026年\u3000第一批 ', true],
  ['第一批（续）', '第一批(续)', true],
  ['20-1号', '201号', false],
  ['〔2025〕1号', '〔202〕51号', false],
  ['Ａ', 'A', false],
])('as keys %j and %j are the same: %s', (a, b, same) => {
  expect(textKey(a) === textKey(b)).toBe(same);
});

test('a key is empty only for an empty text', () => {
  expect(textKey('')).toBe('');
  expect(textKey('\u3000')).not.toBe('');
});

test.each([
  ['甲;乙；丙、丁\n戊', ['甲', '乙', '丙', '丁', '戊']],
  [' 甲 ； ；乙、', ['甲', '乙']],
  ['甲,乙，丙', ['甲,乙，丙']],
  ['甲 乙', ['甲 乙']],
  ['；、', []],
  ['', []],
])('%j holds the values %j', (text, values) => {
  expect(splitValues(text)).toEqual(values);
});

describe('hasInvisibleCharacters', () => {
  test.each([
    ['zero width space', '澜\u200B江'],
    ['zero width joiner', '澜\u200D江'],
    ['word joiner', '澜\u2060江'],
    ['byte order mark', '澜\uFEFF江'],
    ['soft hyphen', '澜\u00AD江'],
    ['left-to-right mark', '澜\u200E江'],
    ['Arabic letter mark', '澜\u061C江'],
    ['right-to-left override', '澜\u202E江'],
    ['isolate', '澜\u2066江'],
    ['tag', '澜\u{E0041}江'],
    ['Hangul filler', '澜\u3164江'],
    ['line separator', '澜\u2028江'],
    ['control character', '澜\u0007江'],
    ['vertical tab', '澜\u000B江'],
    ['next line', '澜\u0085江'],
    ['noncharacter', '澜\uFFFF江'],
  ])('finds a %s', (_, text) => {
    expect(hasInvisibleCharacters(text)).toBe(true);
  });

  test.each(['澜江市（竹编）协会·一', 'A\tB\nC\r\n', '全角\u3000空格', '𠮷野・二〇', ''])('lets %j pass', (text) => {
    expect(hasInvisibleCharacters(text)).toBe(false);
  });
});

describe('httpAddress', () => {
  test.each([
    ['https://zhubian.example', 'https://zhubian.example/'],
    [' http://zhubian.example/a?b=c#d ', 'http://zhubian.example/a?b=c#d'],
    ['HTTPS://ZhuBian.Example/Path', 'https://zhubian.example/Path'],
    ['https://zhubian.example:8080/', 'https://zhubian.example:8080/'],
    ['https://竹编.example/', 'https://xn--2uz57f.example/'],
    ['http://192.0.2.1/', 'http://192.0.2.1/'],
  ])('%s opens %s', (text, address) => {
    expect(httpAddress(text)).toBe(address);
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)//a.example',
    'java\nscript:alert(1)',
    'data:text/html,<script>a.b</script>',
    'vbscript:a.b',
    'file:///etc/passwd.txt',
    'ftp://zhubian.example/',
    'mailto:office@zhubian.example',
    'https:zhubian.example',
    '//zhubian.example',
    'zhubian.example',
    'www.zhubian.example',
    'https://user@zhubian.example/',
    'https://user:secret@zhubian.example/',
    'https://:secret@zhubian.example/',
    'https://zhu bian.example/',
    'https://zhubian.example/a b',
    'https://zhubian.example/\thttps://other.example',
    'https://localhost',
    'https://localhost/a.b',
    'https://.example',
    'https://@.example/',
    'https://?a.b',
    'https://',
    'https://zhubian.example:99999/',
    '官网 https://zhubian.example',
    '无',
    '',
  ])('%s opens nothing', (text) => {
    expect(httpAddress(text)).toBeUndefined();
  });

  test('whatever it lets through is http or https, without credentials, and passes again', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://',
      'javascript:',
      'data:',
      '@',
      ':',
      '/',
      '\\',
      '.',
      'a',
      '例',
      '?',
      '#',
      '\n',
      ' ',
      '%00',
      '[',
      ']',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
        (text) => {
          const address = httpAddress(text);
          if (address === undefined) return;
          const url = new URL(address);
          expect(['http:', 'https:']).toContain(url.protocol);
          expect(url.username + url.password).toBe('');
          expect(httpAddress(address)).toBe(address);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('stableId', () => {
  // Published test vectors of 64-bit FNV-1a.
  test.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('of %j is its hash in base 32', (text, hash) => {
    expect(stableId(text)).toBe(hash.toString(32).padStart(13, '0'));
  });

  // Addresses once published must keep working: these values never change.
  test.each([
    [['澜江市民政局'], 'f2iq2rtv4u8au'],
    [['涉嫌', '2026年第一批'], 'fg6c41mvjb34t'],
  ])('of %j stays %s', (parts, id) => {
    expect(stableId(...parts)).toBe(id);
  });

  test('is thirteen characters for an address, and knows where a part ends', () => {
    expect(stableId('ab', 'c')).not.toBe(stableId('a', 'bc'));
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'a1 澜𠮷\u0000\uD800') })), (parts) => {
        expect(stableId(...parts)).toMatch(/^[0-9a-v]{13}$/);
      }),
    );
  });
});

test('the order of code units does not ask the locale', () => {
  expect(['乙', 'b', 'B', 'ä', 'a', '甲', '10', '9'].toSorted(byCodeUnits)).toEqual([
    '10',
    '9',
    'B',
    'a',
    'b',
    'ä',
    '乙',
    '甲',
  ]);
  expect(byCodeUnits('a', 'a')).toBe(0);
});
