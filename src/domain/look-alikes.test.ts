import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeness, type LikenessTables } from './likeness.ts';
import { findLookAlikes } from './look-alikes.ts';
import { placeFinder } from './places.ts';

const TABLES: LikenessTables = {
  simplify: (text) => text,
  soundsAlike: (a, b) => '编边'.includes(a) && '编边'.includes(b),
  looksAlike: (a, b) => '茶荼'.includes(a) && '茶荼'.includes(b),
  places: placeFinder([
    ['990100', '澜江市'],
    ['990101', '望澜区'],
  ]),
};

function found(illegal: readonly string[], registered: readonly string[]): string[] {
  const named = (names: readonly string[]) => names.map((name) => ({ name }));
  return findLookAlikes(named(illegal), named(registered), TABLES).map(
    (pair) => `${pair.illegal.name} → ${pair.registered.name}：${pair.likeness.text}`,
  );
}

describe('an illegal name', () => {
  test('is paired with the nearest registered one alone', () => {
    expect(found(['澜江市竹编学会'], ['澜江市竹编协会', '澜江市竹编研究会', '澜江市藤编学会'])).toEqual([
      '澜江市竹编学会 → 澜江市竹编协会：换了组织类型词（学会／协会）',
      '澜江市竹编学会 → 澜江市竹编研究会：换了组织类型词（学会／研究会）',
    ]);
    expect(found(['澜江市竹边协会'], ['澜江市竹编协会', '澜江市竹编学会'])).toEqual([
      '澜江市竹边协会 → 澜江市竹编协会：同音（边／编）',
    ]);
  });

  test('that many are equally near to is paired with none', () => {
    const many = ['协会', '研究会', '促进会', '联合会'].map((form) => `澜江市竹编${form}`);
    expect(found(['澜江市竹编学会'], many)).toEqual([]);
  });

  test('is paired with every namesake', () => {
    expect(found(['竹编协会'], Array(5).fill('竹编协会'))).toHaveLength(5);
  });

  test('is paired with nobody when there is nobody', () => {
    expect(found(['竹编协会'], [])).toEqual([]);
    expect(found([], ['竹编协会'])).toEqual([]);
  });
});

test('another common word and a slip beside it are found in a short name', () => {
  expect(found(['竹编行业'], ['竹边现代'])).toEqual(['竹编行业 → 竹边现代：同音（编／边），加减常用词（行业／现代）']);
});

test('a slip that hides a prefix is found in a name of a place and a prefix alone', () => {
  expect(found(['澜江市国际'], ['澜江市荼国际'])).toEqual(['澜江市国际 → 澜江市荼国际：少一字（荼）']);
});

test('no pair is lost by not comparing all with all', () => {
  const word = fc.constantFrom(
    ...'澜江市 望澜区 中国 国际 竹编 竹边 茶 荼 行业 现代 文化 协会 学会 研究会 联盟 会 一 东'.split(' '),
  );
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(''));
  fc.assert(
    fc.property(name, name, (illegal, registered) => {
      const pairs = found([illegal], [registered]);
      expect(pairs.length).toBe(likeness(illegal, registered, TABLES) === undefined ? 0 : 1);
    }),
    { numRuns: 3000 },
  );
});
