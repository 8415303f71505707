import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutSentences } from './sentences.ts';

const cut = (text: string) => cutSentences(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  test.each<[string, string[]]>([
    ['不强制入会。不摊派会费。', ['不强制入会。', '不摊派会费。']],
    ['不强制入会；不摊派会费', ['不强制入会；', '不摊派会费']],
    ['不强制入会\n不摊派会费\n', ['不强制入会', '不摊派会费']],
    ['是否强制？！不强制。', ['是否强制？！', '不强制。']],
    ['依据《甲；乙。通知》，不强制入会。', ['依据《甲；乙。通知》，不强制入会。']],
    ['会员（含个人；下同。）自愿入会。', ['会员（含个人；下同。）自愿入会。']],
    ['写有“不强制；不摊派。”的字样。', ['写有“不强制；不摊派。”的字样。']],
    ['他说：“不强制入会。”本会也一样。', ['他说：“不强制入会。”', '本会也一样。']],
    ['他说："不强制；不摊派"，本会也一样。', ['他说："不强制；不摊派"，本会也一样。']],
    ['1）不强制入会；2）不摊派会费。', ['1）不强制入会；', '2）不摊派会费。']],
    ['“一直没有收尾。后面照样断开。', ['“一直没有收尾。', '后面照样断开。']],
    ['', []],
    [' \n ', []],
  ])('of %j', (text, sentences) => {
    expect(cut(text)).toEqual(sentences);
  });

  test('a bracket that closes far behind does not swallow what lies between', () => {
    expect(cut(`（${'不强制入会。'.repeat(60)}）`).length).toBeGreaterThan(50);
  });

  test('hold every character but blanks, in order', () => {
    const characters = fc.constantFrom(
      '不',
      '会',
      '。',
      '；',
      '，',
      '？',
      '\n',
      ' ',
      '“',
      '”',
      '"',
      '（',
      '）',
      '《',
      '》',
    );
    fc.assert(
      fc.property(fc.string({ unit: characters }), (text) => {
        expect(cut(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const sentence of cut(text)) expect(sentence).toBe(sentence.trim());
      }),
    );
  });
});
