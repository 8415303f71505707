import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparable, numberOf, readTokens, withoutRadicals } from './plain-text.ts';

describe('two spellings of one text are printed alike', () => {
  test.each([
    ['width of digits and letters', '会费５０００元，执行ＧＢ标准', '会费5000元，执行GB标准'],
    ['blanks of every width', '会 费\u3000标\u00A0准\u2003', '会费标准'],
    ['line breaks', '会费\r\n标准\n\n不变', '会费标准不变'],
    ['soft hyphens and what cannot be seen', '会\u00AD费\u200B标\uFEFF准', '会费标准'],
    ['radicals of PDF programs', '⽤⼯⻓期', '用工长期'],
    ['compatibility characters', '㈠甲；㎡', '(一)甲；m2'],
    ['straight and curly quotes', '“小金库”', '"小金库"'],
    ['an accent written apart', 'Cafe\u0301', 'Café'],
    ['the circle for zero', '二○二五年', '二〇二五年'],
    ['symbols of private use', '\uF06C会费', '会费'],
  ])('%s', (_, a, b) => {
    expect(comparable(a).printed).toBe(comparable(b).printed);
  });
});

describe('two spellings differ in marks alone', () => {
  test.each([
    ['half-width marks', '会费（每年）：5000元；自愿。', '会费(每年):5000元;自愿.'],
    ['corner quotes', '“小金库”', '「小金库」'],
    ['a comma for an enumeration mark', '甲、乙、丙', '甲,乙，丙'],
    ['dashes of ranges', '8%～12%，3～5年', '8%〜12%，3~5年'],
    ['brackets of titles', '《章程》', '<章程>'],
    ['separated thousands', '10000元', '10,000元'],
    ['thousands in full width', '１０，０００元', '10000元'],
    ['marks left out', '甲，乙。', '甲乙'],
    ['zeros before a day', '2024年03月05日', '2024年3月5日'],
    ['ranges', '3—5日', '3-5日'],
    ['manners of numbering items', '（二）甲', '2.甲'],
  ])('%s', (_, a, b) => {
    expect(comparable(a).printed).not.toBe(comparable(b).printed);
    expect(comparable(a).numbered).toBe(comparable(b).numbered);
  });
});

describe('two texts differ in words', () => {
  test.each([
    ['a decimal point', '3.5万元', '35万元'],
    ['a range and an enumeration', '3-5日', '3、5日'],
    ['an enumeration and a number', '第1、2项', '第12项'],
    ['a per cent', '8%', '8'],
    ['a slash', '元/人', '元人'],
    ['more than and less than', '含水率<5', '含水率>5'],
    ['characters of the other script', '會費', '会费'],
    ['an item that is referred to', '依照第（二）项', '依照第（三）项'],
    ['a number at the head of a sentence', '5000元', '6000元'],
  ])('%s', (_, a, b) => {
    expect(comparable(a).content).not.toBe(comparable(b).content);
  });
});

test('the number of an item makes a difference, but none of content', () => {
  const [a, b] = [comparable('包括：（一）甲；（二）乙'), comparable('包括：（一）甲；（三）乙')];
  expect(a.content).toBe(b.content);
  expect(a.numbered).not.toBe(b.numbered);
});

test('numbers, dates, units and references are one piece each', () => {
  const keys = readTokens('自2024年3月5日起，第十五条的会费3,000元，百分之三十，T/LJZY 003，15个工作日').map(
    ({ key }) => key,
  );
  expect(keys).toEqual(
    '自|2024年3月5日|起|,|第十五条|的|会|费|3000元|,|百分之三十|,|T|/|LJZY|003|,|15个工作日'.split('|'),
  );
});

test('every piece knows its place in the original', () => {
  const text = '　会费\n５，０００ 元（每年）。';
  expect(readTokens(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '会',
    '费',
    '５，０００ 元',
    '（',
    '每',
    '年',
    '）',
    '。',
  ]);
});

test.each([
  ['二十三', 23],
  ['十', 10],
  ['一百零五', 105],
  ['二〇二五', 2025],
  ['１２', 12],
  ['第', Number.NaN],
])('the number %s is %d', (text, value) => {
  expect(numberOf(text)).toBe(value);
});

/** Chinese, marks, digits, blanks and anything else. */
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'会费，。（）()、12三一第条 \n\u3000“”5,.年月日元%／-—①⽤é') }),
  fc.string({ unit: 'binary' }),
);

test('pieces cover the text in their order and say all that is compared', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const tokens = readTokens(text);
      const places = tokens.map(({ start }) => start);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(tokens.map(({ printed }) => printed).join('')).toBe(comparable(text).printed);
    }),
  );
});

test('blanks make no difference wherever they stand between characters', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'会费，。一二元5年A'), { maxLength: 30 }), (characters) => {
      expect(comparable(characters.join(' ')).content).toBe(comparable(characters.join('')).content);
    }),
  );
});

test('a text without radicals is as long as before', () => {
  expect(withoutRadicals('⽤⼯⻓期⻋⼾')).toBe('用工长期车户');
});
