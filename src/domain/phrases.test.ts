import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePhrases, phraseOf } from './phrases.ts';

const step = (words: string[], more: object = {}) => ({ words, isNegated: false, mayCrossComma: false, ...more });

describe('phrases', () => {
  test('are parted by semicolons and line breaks, groups by ＋, synonyms by ／', () => {
    expect(parsePhrases('入会＋自愿／自主；\n退会自由')).toEqual({
      text: '入会＋自愿／自主；\n退会自由',
      phrases: [[step(['入会']), step(['自愿', '自主'])], [step(['退会自由'])]],
    });
  });

  test('may be typed in half width, with blanks and quotation marks', () => {
    expect(parsePhrases('不 + “小金库” ;账外账/账外资金')).toMatchObject({
      phrases: [[step(['小金库'], { isNegated: true })], [step(['账外账', '账外资金'])]],
    });
  });

  test('negate the group behind 不, and cross commas at …', () => {
    expect(parsePhrases('未经＋同意＋…＋不＋收费')).toMatchObject({
      phrases: [[step(['未经']), step(['同意']), step(['收费'], { isNegated: true, mayCrossComma: true })]],
    });
  });

  test('a longer word that begins with 不 is a word', () => {
    expect(parsePhrases('不得＋强制')).toMatchObject({ phrases: [[step(['不得']), step(['强制'])]] });
  });

  test.each([
    ['', '没有写任何词'],
    ['；；', '没有写任何词'],
    ['不', '「不」的最后要有词'],
    ['强制＋不', '「强制＋不」的最后要有词'],
    ['强制＋…', '「强制＋…」的最后要有词'],
    ['…＋强制', '「…＋强制」里的「…」要写在两组词之间'],
    ['不＋…＋强制', '「不＋…＋强制」里的「…」要写在两组词之间'],
    ['不＋不＋强制', '「不＋不＋强制」里连写了两个「不」'],
    ['强制＋＋入会', '「强制＋＋入会」里有一组是空的'],
    ['强制／＋入会', '「强制／＋入会」里有一组是空的'],
    ['入会自愿；费', '「费」只有一个字，到处都会碰上'],
  ])('%j: %s', (text, fault) => {
    expect(parsePhrases(text)).toEqual({ fault });
  });

  test('any text is read or refused with a reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('不', '强', '会', '＋', '／', '；', '…', ' ', '“') }), (text) => {
        const parsed = parsePhrases(text);
        if ('fault' in parsed) expect(parsed.fault).not.toBe('');
        else expect(parsed.phrases.flat().every(({ words }) => !words.includes(''))).toBe(true);
      }),
    );
  });
});

test('a wording is a phrase of one group, even where it has the signs of the language', () => {
  expect(phraseOf('不设立“小金库”')).toEqual([step(['不设立小金库'])]);
});
