import { describe, expect, test } from 'vitest';
import { isRuledOutAfter, negationOf, negationsIn } from './negation.ts';

/** The kind of the negation that bears on the last 强制 of the sentence. */
function kindOn(text: string): string | undefined {
  return negationOf(text, negationsIn(text), text.lastIndexOf('强制'))?.kind;
}

describe('a negation', () => {
  test.each([
    ['不强制入会', 'plain'],
    ['不以任何名义、任何方式强制入会', 'firm'],
    ['不向不愿参加的企业强制推销', 'plain'],
    ['不借行政权力，强制入会', 'plain'],
    ['不搞摊派、强制入会', 'firm'],
    ['严禁摊派会费、乱评比、乱培训、强制入会', 'firm'],
    ['杜绝乱评比，乱培训，变相强制入会', 'firm'],
    ['避免强制入会', 'soft'],
    ['并非强制入会', 'denial'],
  ])('in 「%s」 is %s', (text, kind) => {
    expect(kindOn(text)).toBe(kind);
  });

  test.each([
    '不断强制入会',
    '不得不强制入会',
    '不禁止强制入会',
    '不排除强制入会',
    '不按时缴费的会员强制退会',
    '不收会费，强制入会',
    '不收会费而强制入会',
    '会强制吗？不会，强制是违法的',
    '可以强制入会',
  ])('「%s」 has none that bears', (text) => {
    expect(kindOn(text)).toBeUndefined();
  });

  test.each([
    ['强制入会等行为，本会一律禁止。', true],
    ['强制入会，绝不允许！', true],
    ['强制入会、不摊派会费', false],
    ['强制入会，不做宣传', false],
  ])('behind the misdeed in 「%s」: %s', (text, isRuledOut) => {
    expect(isRuledOutAfter(text, '强制入会'.length)).toBe(isRuledOut);
  });
});
