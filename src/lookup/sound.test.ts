import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gb2312Characters } from './gb2312.ts';
import { simplify } from './simplify.ts';
import { decodeSounds, splitPinyin } from './sound.ts';
import { encodeSounds } from './sound-table.ts';
import { SYLLABLES } from './syllables.ts';

describe('encodeSounds', () => {
  const text = encodeSounds(['堃', '喆', '𠮷', 'a', '臺', '乾', '']);
  const table = decodeSounds(text);

  test.each([
    ['行', ['xing', 'hang', 'heng']],
    ['重', ['zhong', 'chong']],
    ['厦', ['xia', 'sha']],
    ['女', ['nv', 'ru']],
    ['干', ['gan', 'qian']],
    ['堃', ['kun']],
    ['嗯', ['en']],
    ['臺', []],
    ['乾', []],
    ['a', []],
    ['𠮷', []],
  ])('%s sounds %j', (character, syllables) => {
    expect(table.syllablesOf(character)).toEqual(syllables);
    expect(table.initialOf(character)).toBe(syllables[0]?.[0] ?? '');
  });

  test.each(['长chang', '长zhang', '会hui', '会kuai', '单shan', '曾zeng', '乐yue', '区ou', '中zhong', '略lve'])(
    '%s is one of the readings',
    (entry) => {
      expect(table.syllablesOf(entry[0]!)).toContain(entry.slice(1));
    },
  );

  test('holds every simplified character of GB 2312, and only syllables', () => {
    const silent = gb2312Characters().filter((character) => table.syllablesOf(character).length === 0);
    expect(silent.filter((character) => simplify(character) === character)).toEqual([]);
    const syllables = gb2312Characters().flatMap((character) => table.syllablesOf(character));
    expect(syllables.filter((syllable) => !SYLLABLES.has(syllable))).toEqual([]);
  });

  test('is small', () => {
    expect(brotliCompressSync(text).length).toBeLessThan(16_000);
  });
});

describe('splitPinyin', () => {
  test.each([
    ['xian', ['xian', 'xi an', 'xia n', 'xi a n']],
    ['zhubianhangye', ['zhu bian hang ye', 'zhu bi an hang ye']],
    ['fangan', ['fang an', 'fan gan', 'fang a n', 'fan ga n']],
    ['zhubianx', ['zhu bian x', 'zhu bi an x']],
    ['zh', ['zh']],
    ['lue', ['lve', 'lu e']],
    ['nvzi', ['nv zi']],
    ['zgxh', []],
    ['bv', []],
    ['', []],
    ['xi an', []],
    ['Xian', []],
    ['竹bian', []],
  ])('%s', (letters, ways) => {
    expect(splitPinyin(letters).map((way) => way.join(' '))).toEqual(ways);
  });

  test('finds what was joined, in at most eight ways, the shortest first', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 12 }), (syllables) => {
        const ways = splitPinyin(syllables.join(''));
        expect(ways.length).toBeGreaterThan(0);
        expect(ways.length).toBeLessThanOrEqual(8);
        const counts = ways.map((way) => way.length);
        expect(counts).toEqual(counts.toSorted((a, b) => a - b));
        expect(counts[0]).toBeLessThanOrEqual(syllables.length);
      }),
    );
  });

  test('takes a long run of letters in its stride', () => {
    expect(splitPinyin('zhongguozhubianhangyexiehui'.repeat(200)).length).toBe(8);
  });
});
