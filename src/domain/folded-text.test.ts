import { expect, test } from 'vitest';
import { fold } from './folded-text.ts';

test.each([
  ['设立“小金库”', '设立小金库'],
  ['设立「小金库」', '设立小金库'],
  ['帐外设帐', '账外设账'],
  ['不强制 入会,不摊派会费;', '不强制入会，不摊派会费；'],
  ['(一)不强制入会', '（一）不强制入会'],
  ['每年１２００元', '每年1200元'],
  ['**不强制**\n入会', '不强制入会'],
])('%j is read as %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test('a folded text stays as it is', () => {
  const folded = fold('“不强制入会”,（一）１．5％');
  expect(fold(folded)).toBe(folded);
});
