import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameKey } from '../domain/name.ts';
import { lookupKey } from './normalise.ts';
import { simplify } from './simplify.ts';

describe('simplify', () => {
  test.each([
    ['財團法人臺灣兒童暨家庭扶助基金會', '财团法人台湾儿童暨家庭扶助基金会'],
    ['社團法人中華民國紅十字會總會', '社团法人中华民国红十字会总会'],
    ['香港鄉議局產業發展協會', '香港乡议局产业发展协会'],
    ['東華三院衞生服務羣體', '东华三院卫生服务群体'],
    ['九龍樂善堂、嗇色園', '九龙乐善堂、啬色园'],
    ['裏裡里', '里里里'],
    ['臺台颱檯', '台台台台'],
    ['後后', '后后'],
    ['髮發发', '发发发'],
    ['乾燥乾縣干部', '干燥干县干部'],
    ['麵麪面', '面面面'],
    ['啟啓启', '启启启'],
    ['衆眾众', '众众众'],
    ['爲為为', '为为为'],
    ['說説说', '说说说'],
    ['淸華靑年敎育', '清华青年教育'],
    ['瞭望', '瞭望'],
  ])('%s is %s', (variant, simplified) => {
    expect(simplify(variant)).toBe(simplified);
  });

  test.each(['著作权', '看着', '么', '幺', '藉', '覆', '镕', '喆堃', '𠮷', '〇々', 'abc 123', 'かな한글', ''])(
    'leaves %s as it is',
    (text) => {
      expect(simplify(text)).toBe(text);
    },
  );

  test('keeps the length and is idempotent for every character of the basic plane', () => {
    for (let unit = 0; unit < 0x1_0000; unit++) {
      const once = simplify(String.fromCharCode(unit));
      expect(once.length, unit.toString(16)).toBe(1);
      if (simplify(once) !== once) expect.fail(`${unit.toString(16)} becomes ${once} and then ${simplify(once)}`);
    }
  });
});

describe('lookupKey', () => {
  test.each([
    ['財團法人臺灣（竹編）協會', '财团法人台湾(竹编)协会'],
    ['ＡＢＣ　竹编•协会', 'abc竹编·协会'],
    ['竹编\u200B协\uFEFF会 ', '竹编协会'],
    ['〔竹編〕「協會」', '竹编协会'],
    ['\uF9D1合协会', '六合协会'],
    ['⽵编协会', '竹编协会'],
  ])('%s and %s are one', (a, b) => {
    expect(lookupKey(a)).toBe(lookupKey(b));
  });

  test('is idempotent over any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), han()), (text) => {
        expect(lookupKey(lookupKey(text))).toBe(lookupKey(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('leaves nothing for nameKey to change', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), han()), (text) => {
        expect(nameKey(lookupKey(text))).toBe(lookupKey(text));
      }),
    );
    for (let unit = 0; unit < 0x1_0000; unit++) {
      const key = lookupKey(String.fromCharCode(unit));
      if (lookupKey(key) !== key) expect.fail(unit.toString(16));
    }
  });
});

function han(): fc.Arbitrary<string> {
  return fc.string({ unit: fc.integer({ min: 0x2e80, max: 0x9fff }).map((unit) => String.fromCharCode(unit)) });
}
