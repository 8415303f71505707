import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameParts, placeOf } from './name-parts.ts';
import { COMMON_WORDS, FORMS, TELLING_APART, WIDE_PREFIXES } from './name-words.ts';
import { placeFinder } from './places.ts';

const findPlace = placeFinder([
  ['990100', '澜江市'],
  ['990101', '望澜区'],
]);

test.each([
  ['中国室内装饰协会', '', '中国', '室内装饰', '协会'],
  ['澜江市望澜区竹编行业协会', '澜江市望澜区', '', '竹编行业', '协会'],
  ['澜江国际竹编研究会', '澜江', '国际', '竹编', '研究会'],
  ['中华澜江竹编促进会联盟', '澜江', '中华', '竹编', '促进会联盟'],
  ['中国国际商会', '', '中国', '国际', '商会'],
  ['澜江市总商会', '澜江市', '', '', '总商会'],
  ['澜江市中华总商会', '澜江市', '中华', '', '总商会'],
  ['澜江市云安幼儿园', '澜江市', '', '云安幼儿园', ''],
  ['慈善会', '', '', '慈善', '会'],
  ['协会', '', '', '', '协会'],
  ['', '', '', '', ''],
])('%s: place %s, prefix %s, about %s, form %s', (name, place, prefix, core, form) => {
  const parts = nameParts(name, findPlace);
  expect([placeOf(parts), parts.prefix, parts.core, parts.form]).toEqual([place, prefix, core, form]);
});

test('no character is lost', () => {
  const word = fc.constantFrom('澜江市', '望澜区', '中国', '国际', '竹编', '行业', '协会', '联盟', '会', '𠮷');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const parts = nameParts(words.join(''), findPlace);
      const letters = (text: string) => [...text].toSorted().join('');
      expect(letters(placeOf(parts) + parts.prefix + parts.core + parts.form)).toBe(letters(words.join('')));
    }),
  );
});

test('every list of words has its source, the longest words first and none twice', () => {
  for (const { source, words } of [WIDE_PREFIXES, FORMS, COMMON_WORDS]) {
    expect(source).toMatch(/\p{Script=Han}/u);
    expect(new Set(words).size).toBe(words.length);
    expect(words.map((word) => word.length)).toEqual(words.map((word) => word.length).toSorted((a, b) => b - a));
  }
  for (const { source } of TELLING_APART) expect(source).toMatch(/\p{Script=Han}/u);
});
