import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkCharacter,
  hasValidCheckCharacter,
  hasValidSubjectCode,
  isCivilAffairsCode,
  isCreditCodeShape,
  issuingDepartment,
  makeCreditCode,
  normaliseCreditCode,
  regionOfCode,
  spreadsheetDamage,
  subjectCheckCharacter,
  suggestCreditCode,
} from './credit-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const GENUINE = '53330200MJ8959573D';

const character = fc.constantFrom(...ALPHABET);
const digits6 = fc.stringMatching(/^\d{6}$/);
const subject8 = fc.string({ unit: character, minLength: 8, maxLength: 8 });
const prefix = fc.constantFrom('51', '52', '53', '59');
const soundCode = fc.tuple(prefix, digits6, subject8).map((parts) => makeCreditCode(...parts));

describe('check characters', () => {
  test.each([GENUINE, '53330000501874064B', '52620600MJY949356H', '12100000401359321Q', '91440105MA59AGQ16J'])(
    'both fit in %s, which was issued',
    (code) => {
      expect(isCreditCodeShape(code)).toBe(true);
      expect(hasValidCheckCharacter(code)).toBe(true);
      expect(hasValidSubjectCode(code)).toBe(true);
    },
  );

  test('91350203M0001QAY9B was issued although its last character should be 9', () => {
    expect(isCreditCodeShape('91350203M0001QAY9B')).toBe(true);
    expect(checkCharacter('91350203M0001QAY9')).toBe('9');
    expect(hasValidCheckCharacter('91350203M0001QAY9B')).toBe(false);
    expect(hasValidSubjectCode('91350203M0001QAY9B')).toBe(true);
  });

  test('a made-up code fails', () => {
    expect(hasValidCheckCharacter('53100000500012015T')).toBe(false);
  });

  test.each([
    ['too short', GENUINE.slice(0, 17)],
    ['too long', `${GENUINE}0`],
    ['a letter outside the alphabet', '53330200MI8959573D'],
    ['a letter in the region', '53A30200MJ8959573D'],
    ['lower case', GENUINE.toLowerCase()],
    ['nothing', ''],
  ])('no check holds for %s', (_, code) => {
    expect(isCreditCodeShape(code)).toBe(false);
    expect(hasValidCheckCharacter(code)).toBe(false);
    expect(hasValidSubjectCode(code)).toBe(false);
  });

  test.each([
    ['MJ895957', '3'],
    ['50187406', '4'],
    ['MJY94935', '6'],
    ['40135932', '1'],
    ['MA59AGQ1', '6'],
    ['D2143569', 'X'],
    ['00000000', '0'],
  ])('the subject code %s asks for %s', (first8, check) => {
    expect(subjectCheckCharacter(first8)).toBe(check);
  });

  test('no check character for too few or foreign characters', () => {
    expect(checkCharacter('53330200MJ895957')).toBeUndefined();
    expect(checkCharacter('53330200MO8959573')).toBeUndefined();
  });

  test('a code that is made passes both', () => {
    fc.assert(
      fc.property(soundCode, (code) => {
        expect(isCivilAffairsCode(code)).toBe(true);
        expect(hasValidCheckCharacter(code)).toBe(true);
        expect(hasValidSubjectCode(code)).toBe(true);
      }),
    );
  });

  test('the last character detects every single substitution', () => {
    fc.assert(
      fc.property(soundCode, fc.nat(17), character, (code, position, replacement) => {
        fc.pre(code[position] !== replacement);
        expect(hasValidCheckCharacter(replaceAt(code, position, replacement))).toBe(false);
      }),
    );
  });

  // 31 is prime and no two weights are equal.
  test('the last character detects every exchange of two different characters before it', () => {
    fc.assert(
      fc.property(soundCode, fc.nat(16), fc.nat(16), (code, i, j) => {
        fc.pre(code[i] !== code[j]);
        expect(hasValidCheckCharacter(replaceAt(replaceAt(code, i, code[j]!), j, code[i]!))).toBe(false);
      }),
    );
  });

  test('the subject check alone misses characters whose values differ by 11', () => {
    expect(subjectCheckCharacter('00000000')).toBe(subjectCheckCharacter('B0000000'));
  });
});

describe('what a code tells', () => {
  test.each([
    [GENUINE, '民政部门', true, '330200'],
    ['12100000401359321Q', '机构编制部门（机关、事业单位、群团）', false, '100000'],
    ['91440105MA59AGQ16J', '市场监管部门（企业、个体工商户）', false, '440105'],
    ['?', '未知部门', false, ''],
  ])('%s: issued by %s', (code, department, isCivilAffairs, region) => {
    expect(issuingDepartment(code)).toBe(department);
    expect(isCivilAffairsCode(code)).toBe(isCivilAffairs);
    expect(regionOfCode(code)).toBe(region);
  });
});

describe('normaliseCreditCode', () => {
  test.each([
    ['full width', '５３３３０２００ＭＪ８９５９５７３Ｄ'],
    ['lower case', '53330200mj8959573d'],
    ['blanks', ' 5333 0200\tMJ89 59573D\n'],
    ['an ideographic and a no-break space', '53330200\u3000MJ8959573\u00a0D'],
    ['hyphens and dashes', '533302-00MJ895957–3—D'],
    ['a zero-width space and a byte order mark', '\ufeff53330200\u200bMJ8959573D'],
    ['a formula', '="53330200MJ8959573D"'],
    ['a leading apostrophe', "'53330200MJ8959573D"],
    ['a blank before the apostrophe', " '53330200MJ8959573D"],
    ['blanks around the formula', ' ="53330200MJ8959573D" '],
    ['a full-width formula', '＝＂53330200MJ8959573D＂'],
  ])('takes off %s', (_, text) => {
    expect(normaliseCreditCode(text)).toBe(GENUINE);
  });

  test('turns no letter into a digit', () => {
    expect(normaliseCreditCode('5333o2ooMJ8959573D')).toBe('5333O2OOMJ8959573D');
  });

  test('leaves a written code as it is', () => {
    fc.assert(
      fc.property(soundCode, (code) => {
        expect(normaliseCreditCode(code)).toBe(code);
      }),
    );
  });

  test('is idempotent', () => {
    const typed = fc.constantFrom(...' =\'"-–.·5Ａｊ０Ⅱ号\u3000\u200b\ufeff\n');
    const text = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: typed }));
    fc.assert(
      fc.property(text, (raw) => {
        const once = normaliseCreditCode(raw);
        expect(normaliseCreditCode(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('spreadsheetDamage', () => {
  test.each([
    ['5.1E+17', 'scientific'],
    ['5.1e17', 'scientific'],
    [' 5.11000005000123E+17 ', 'scientific'],
    ['５．１Ｅ＋１７', 'scientific'],
    ['5E+17', 'scientific'],
    ['511000005000123000', 'rounded'],
    ['511000005000123', undefined],
    [GENUINE, undefined],
    ['', undefined],
  ])('%s is %s', (text, damage) => {
    expect(spreadsheetDamage(text)).toBe(damage);
  });

  test('a sound code of digits alone is not taken for a rounded one', () => {
    const code = findCode((n) => makeCreditCode('51', '100000', String(n).padStart(8, '0')), /^\d{15}000$/);
    expect(spreadsheetDamage(code)).toBeUndefined();
  });
});

describe('suggestCreditCode', () => {
  test.each([
    ['the letter O for zero', '53330200MJ8959573D', '5333O2OOMJ8959573D'],
    ['the letter I for one', '53330000501874064B', '533300005OI874064B'],
    ['S for five', '52620600MJY949356H', 'S2620600MJY9493S6H'],
    ['Z for two', '52620600MJY949356H', '5Z6Z0600MJY949356H'],
    ['B for eight', '53330200MJ8959573D', '53330200MJB959573D'],
    ['0 for D', '53330200MJ8959573D', '53330200MJ89595730'],
  ])('finds %s', (_, meant, typed) => {
    expect(suggestCreditCode(typed)).toBe(meant);
  });

  test.each([
    ['a code that is right', GENUINE],
    ['a code of another length', GENUINE.slice(1)],
    ['a code that no usual slip explains', '53330200MJ8959573E'],
    ['a company code with a slip', '9144O105MA59AGQ16J'],
  ])('has nothing for %s', (_, code) => {
    expect(suggestCreditCode(code)).toBeUndefined();
  });

  test('whatever it suggests is a sound code of civil affairs', () => {
    const typed = fc.string({ unit: fc.constantFrom(...ALPHABET, 'O', 'I', 'S', 'Z'), minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(fc.oneof(typed, soundCode.map(withSlips)), (code) => {
        const suggestion = suggestCreditCode(code);
        if (suggestion === undefined) return;
        expect(suggestion).not.toBe(code);
        expect(isCivilAffairsCode(suggestion)).toBe(true);
        expect(hasValidCheckCharacter(suggestion)).toBe(true);
        expect(hasValidSubjectCode(suggestion)).toBe(true);
      }),
    );
  });

  test('brings back every code whose 0, 1, 5 and 2 were typed as O, I, S and Z', () => {
    fc.assert(
      fc.property(soundCode, (code) => {
        expect(suggestCreditCode(withSlips(code))).toBe(code);
      }),
    );
  });
});

function replaceAt(text: string, position: number, replacement: string): string {
  return text.slice(0, position) + replacement + text.slice(position + 1);
}

/** Every digit that has a look-alike outside the alphabet, replaced by it. */
function withSlips(code: string): string {
  return code.replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('5', 'S').replaceAll('2', 'Z');
}

function findCode(make: (n: number) => string, shape: RegExp): string {
  for (let n = 0; n < 1_000_000; n++) {
    const code = make(n);
    if (shape.test(code)) return code;
  }
  throw new Error(`No code of the shape ${shape}`);
}
