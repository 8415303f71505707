import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { csv, organisation, save, SAVED_AS, type SavedAs } from '../ingest/testing.ts';

const TABLE = csv([
  organisation(1, { 社会组织名称: '澜江市一一一协会', 住所: '竹溪路12号𠮷座' }),
  organisation(2, { 社会组织名称: '澜江市　宽空格协会' }),
]);

const ENCODING = {
  'UTF-8': 'UTF-8',
  'UTF-8 BOM': 'UTF-8',
  GB18030: 'GB18030',
  'UTF-16LE': 'UTF-16LE',
  'UTF-16LE BOM': 'UTF-16LE',
  'UTF-16BE': 'UTF-16BE',
  'UTF-16BE BOM': 'UTF-16BE',
} as const satisfies Record<SavedAs, string>;

function problemOf(bytes: Uint8Array) {
  const decoded = decode(bytes);
  return 'problem' in decoded ? decoded.problem : undefined;
}

function messageOf(bytes: Uint8Array) {
  const decoded = decode(bytes);
  return 'problem' in decoded ? decoded.message : undefined;
}

describe('a table', () => {
  test.each(SAVED_AS)('saved as %s is read as what it is', (as) => {
    expect(decode(save(TABLE, as))).toEqual({ text: TABLE, encoding: ENCODING[as] });
  });

  test.each(['UTF-16LE', 'UTF-16BE'] as const)(
    'of %s without mark may be full of characters with a zero byte',
    (as) => {
      const text = '名称,名单类别\n一一一一一一　一一　一,取缔\n';
      expect(decode(save(text, as))).toEqual({ text, encoding: as });
    },
  );

  test('of plain ASCII is UTF-8', () => {
    expect(decode(Buffer.from('a,b\n1,2\n'))).toEqual({ text: 'a,b\n1,2\n', encoding: 'UTF-8' });
  });

  test('of nothing but a mark is empty', () => {
    for (const as of SAVED_AS) expect(decode(save('', as)), as).toMatchObject({ text: '' });
  });

  test('with the euro sign of GBK is read', () => {
    const bytes = Uint8Array.from([...save('预算：', 'GB18030'), 0x80, 0x31]);
    expect(decode(bytes)).toEqual({ text: '预算：€1', encoding: 'GB18030' });
  });
});

describe('what is no table is refused', () => {
  test.each([
    ['an .xlsx workbook', [0x50, 0x4b, 0x03, 0x04, 0x14]],
    ['an .xls workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['a web page that calls itself a table', [...Buffer.from('\r\n<html><table><tr><td>名称')]],
    ['an XML spreadsheet', [...Buffer.from('<?xml version="1.0"?><Workbook/>')]],
  ])('%s', (_, bytes) => {
    expect(problemOf(Uint8Array.from(bytes))).toBe('not-a-csv');
  });

  test('bytes of no encoding', () => {
    expect(problemOf(Uint8Array.from([0x41, 0xff, 0xff, 0xff, 0xff, 0xff, 0x41]))).toBe('undecodable');
  });

  test('a file whose end the disk filled with zeros, with the line they begin in', () => {
    const bytes = Buffer.concat([save(TABLE, 'UTF-8'), Buffer.alloc(512)]);
    expect(problemOf(bytes)).toBe('undecodable');
    expect(messageOf(bytes)).toContain('第4行起有空字节');
  });

  test('a file that another program has already damaged, with the line', () => {
    const bytes = save('名称,名单类别\n澜江\uFFFD会,取缔\n', 'UTF-8');
    expect(problemOf(bytes)).toBe('undecodable');
    expect(messageOf(bytes)).toContain('第2行有替代符');
  });

  test('a file joined from two encodings, with the first line that differs', () => {
    const bytes = Buffer.concat([save(TABLE, 'UTF-8'), save('下一份，编码不同的一行\n', 'GB18030')]);
    expect(problemOf(bytes)).toBe('undecodable');
    expect(messageOf(bytes)).toContain('第4行');
  });
});

describe('a file cut inside a character', () => {
  test.each(SAVED_AS)('of %s says that it was not saved whole', (as) => {
    const whole = save(TABLE.trimEnd() + '𠮷', as);
    for (const cut of [1, 2, 3]) expect(problemOf(whole.subarray(0, -cut)), `${cut} bytes`).toBe('cut-off');
  });

  test('its very first one says so too', () => {
    expect(problemOf(save('统', 'UTF-8').subarray(0, 2))).toBe('cut-off');
  });
});

describe('whatever the bytes', () => {
  const outcome = (bytes: Uint8Array) => {
    const decoded = decode(bytes);
    return 'text' in decoded ? decoded.text : decoded.message;
  };

  test('reading never throws and never makes replacement characters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(outcome(bytes)).not.toContain('\uFFFD');
      }),
      { numRuns: 2000 },
    );
  });

  test('any text comes back from every encoding that says what it is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((typed) => !/[\0\uFEFF<]|^PK/.test(typed));
    const marked = fc.constantFrom('UTF-8 BOM', 'UTF-16LE BOM', 'UTF-16BE BOM');
    fc.assert(
      fc.property(text, marked, (typed, as) => {
        expect(decode(save(typed, as))).toMatchObject({ text: typed });
      }),
    );
  });

  test('a table cut anywhere is its own beginning, or is told to be cut', () => {
    const saved = SAVED_AS.map((as) => [as, save(TABLE, as)] as const);
    fc.assert(
      fc.property(fc.constantFrom(...saved), fc.nat(), ([as, bytes], n) => {
        const cut = bytes.subarray(0, n % bytes.length);
        const decoded = decode(cut);
        if ('text' in decoded) expect(TABLE.startsWith(decoded.text) || decoded.encoding !== ENCODING[as]).toBe(true);
        else expect(['cut-off', 'undecodable']).toContain(decoded.problem);
      }),
      { numRuns: 3000 },
    );
  });
});
