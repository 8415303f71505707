import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameKey, namesakeKey, seemsSeveralNames, stripNumbering } from './name.ts';

describe('nameKey', () => {
  test.each([
    ['brackets', '澜江市（竹编）协会', '澜江市(竹编)协会'],
    ['middle dots', '约翰·史密斯基金会', '约翰•史密斯基金会'],
    ['blanks of any width', '澜江市 竹编\u3000协会\u00A0', '澜江市竹编协会'],
    ['width and case', 'ＡＢＣ 协会', 'abc协会'],
    ['quotation marks', '“竹编”协会', '「竹编」协会'],
    ['zero-width characters', '澜江\u200B竹编\uFEFF协会', '澜江竹编协会'],
    ['what parts a letter from its accent', 'cafe\u200B\u0301协会', 'café协会'],
    ['variation selectors', '葛\u{E0100}城协\uFE00会', '葛城协会'],
  ])('%s make no difference', (_, a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  test.each([
    ['澜江市竹编协会', '澜江市竹编学会'],
    ['澜江市竹编协会', '澜江县竹编协会'],
    ['第1小学校友会', '第2小学校友会'],
  ])('%s and %s are two names', (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'澜江（）()·• \u3000ＡaİßﬁⅧ㈱℡ǅ\u0345\u1100\u1161々〇𠮷\u{E0100}') }),
        (name) => {
          expect(nameKey(nameKey(name))).toBe(nameKey(name));
        },
      ),
    );
  });
});

test.each([
  ['澜江市（竹编）协会', '澜江市竹编协会'],
  ['！！', '！！'],
  ['', ''],
])('namesakes of %j share %j', (name, key) => {
  expect(namesakeKey(name)).toBe(key);
});

describe('stripNumbering', () => {
  test.each([
    ['01、澜江市竹编协会', '澜江市竹编协会'],
    ['12.澜江市竹编协会', '澜江市竹编协会'],
    ['3． 澜江市竹编协会', '澜江市竹编协会'],
    ['（3）澜江市竹编协会', '澜江市竹编协会'],
    ['(120) 澜江市竹编协会', '澜江市竹编协会'],
    ['１、澜江市竹编协会', '澜江市竹编协会'],
    ['5.ABC联盟', 'ABC联盟'],
  ])('%s is %s with a number in front', (name, stripped) => {
    expect(stripNumbering(name)).toBe(stripped);
  });

  test.each([
    '1,000.00',
    '12.5',
    '3.15消费者协会',
    '1、2、3',
    '2025、澜江市竹编协会',
    '1919校友会',
    '(3)',
    '澜江市第1、2小学校友会',
    '五四运动研究会',
    '1-澜江',
    '',
  ])('%s has none', (name) => {
    expect(stripNumbering(name)).toBeUndefined();
  });

  test('leaves what stood behind the number, beginning with a letter', () => {
    const piece = fc.constantFrom('0', '1', '９', '、', '.', '．', '(', ')', '（', '）', ' ', '澜', 'a', ',');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
        (name) => {
          const stripped = stripNumbering(name);
          if (stripped === undefined) return;
          expect(name.endsWith(stripped)).toBe(true);
          expect(stripped).toMatch(/^\p{L}/u);
          expect(name.slice(0, -stripped.length)).not.toMatch(/\p{L}/u);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

test.each([
  ['澜江市竹编协会\u3000澜江市木雕协会', true],
  ['澜江市竹编协会  澜江市养老服务中心', true],
  ['澜江市竹编协会\n澜江市教育基金会', true],
  ['澜江市 竹编协会', false],
  ['澜江市竹编协会 澜江市木雕协会', false],
  ['澜江市竹编协会\u3000（筹）', false],
  ['澜江市竹编协会', false],
])('%j seems to hold several names: %s', (name, several) => {
  expect(seemsSeveralNames(name)).toBe(several);
});
