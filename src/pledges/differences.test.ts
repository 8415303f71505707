import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, inSentences, quoted } from './differences.ts';
import { comparable } from './plain-text.ts';

function sentences(before: string, after: string): string[] {
  return inSentences(differences(before, after));
}

describe('differences read well', () => {
  test.each([
    ['a sum', '会员单位每年3000元', '会员单位每年2000元', ['「3000元」改为「2000元」']],
    ['a date', '自2024年3月1日起施行', '自2024年3月15日起施行', ['「2024年3月1日」改为「2024年3月15日」']],
    ['a Chinese number', '期限为三年', '期限为十五年', ['「三年」改为「十五年」']],
    ['a share', '不低于百分之八', '不低于百分之十', ['「百分之八」改为「百分之十」']],
    ['a word', '会员自愿缴纳会费', '会员必须缴纳会费', ['「自愿」改为「必须」']],
    ['words that share a character', '自愿缴纳', '强制收纳', ['「自愿缴」改为「强制收」']],
    [
      'a character, with those beside it',
      '面向全省茶农，不收费',
      '面向全省竹农，不收费',
      ['「全省茶农」改为「全省竹农」'],
    ],
    ['a part of a list', '甲类；乙类；丙类。', '甲类；乙类；丁类；丙类。', ['在「甲类；乙类；」之后增加「丁类；」']],
    ['a sentence behind', '应当公开。', '应当公开。不得隐瞒。', ['在「应当公开。」之后增加「不得隐瞒。」']],
    ['a sentence before', '应当公开。', '本会应当公开。', ['开头增加「本会」']],
    ['what is gone', '会员单位减半收取会费', '会员单位收取会费', ['删去「减半」']],
    [
      'two sums in one list',
      '甲10元、乙20元、丙30元',
      '甲15元、乙20元、丙35元',
      ['「10元」改为「15元」', '「30元」改为「35元」'],
    ],
    ['the number of an item', '如下：（一）甲；（二）乙', '如下：（一）甲；（三）乙', ['项号「（二）」改为「（三）」']],
    ['everything', '春江花月夜', '会费每年收取', ['「春江花月夜」改为「会费每年收取」']],
  ])('%s', (_, before, after, words) => {
    expect(sentences(before, after)).toEqual(words);
  });
});

test('half-width marks beside a changed sum are no change of their own', () => {
  const segments = differences('会费（每年）：3000元；自愿。', '会费(每年):2000元;自愿.');
  expect(segments.map(({ kind }) => kind)).toEqual(['same', 'changed', 'same']);
});

test('other marks are told apart from other words', () => {
  const segments = differences('自愿，会费3000元；公开', '自愿；会费2000元，公开');
  expect(segments.map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ['same', '自愿', '自愿'],
    ['punctuation', '，', '；'],
    ['same', '会费', '会费'],
    ['changed', '3000元', '2000元'],
    ['punctuation', '；', '，'],
    ['same', '公开', '公开'],
  ]);
});

test('a long quotation is shortened in its middle', () => {
  expect(quoted('甲'.repeat(60))).toBe(`「${'甲'.repeat(60)}」`);
  expect(quoted('甲'.repeat(61))).toBe(`「${'甲'.repeat(30)}……${'甲'.repeat(20)}」`);
});

test('a text that is wholly rewritten is found to be in reasonable time', () => {
  const text = (seed: number) =>
    Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * seed * 7919) % 5000))).join('');
  const [before, after] = [text(3), text(11)];
  const segments = differences(before, after);
  expect(segments.map((segment) => segment.before).join('')).toBe(before);
  expect(segments.map((segment) => segment.after).join('')).toBe(after);
});

/** Texts of few characters, so that they have much in common. */
const texts = fc.string({ unit: fc.constantFrom(...'会费，。（）一二 \n5元年月日A、；会员'), maxLength: 60 });

test('joined, the segments are both texts to the last blank', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const segments = differences(before, after);
      expect(segments.map((segment) => segment.before).join('')).toBe(before);
      expect(segments.map((segment) => segment.after).join('')).toBe(after);
    }),
    { numRuns: 500 },
  );
});

test('with all of anything, too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
      const segments = differences(before, after);
      expect(segments.map((segment) => segment.before).join('')).toBe(before);
      expect(segments.map((segment) => segment.after).join('')).toBe(after);
    }),
  );
});

test('a text does not differ from itself', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(differences(text, text).every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

test('words are marked as changed exactly where words differ', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const isChanged = differences(before, after).some(({ kind }) => kind === 'changed');
      if (comparable(before).content === comparable(after).content) return;
      expect(isChanged).toBe(true);
    }),
    { numRuns: 500 },
  );
});
