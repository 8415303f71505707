import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasValidCheckCharacter, makeCreditCode } from './credit-code.ts';
import {
  findPrivateNumbers,
  isIdentityNumber,
  isPrivateHeader,
  maskPrivateNumbers,
  type PrivateKind,
} from './privacy.ts';
import { days } from './testing.ts';

// All numbers are made up; their check digits are right.
const IDENTITY = '11010519491231002X';
const CARD = '6222021234567890128';

const chinese = fc.string({
  unit: fc.constantFrom(...'联系负责人电话号码身份证账户：，。、；（）「」\n'),
  maxLength: 8,
});
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const province = fc.constantFrom('11', '13', '31', '33', '44', '50', '51', '52', '53', '54', '65', '81', '91');
const birthday = days(1900, 2030).map((day) => day.replaceAll('-', ''));

/** ISO 7064 MOD 11-2 by its definition: digits times powers of two, from the right, leave 1. */
const identityNumber = fc.tuple(province, digits(4), birthday, digits(3)).map((parts) => {
  const body = parts.join('');
  const fits = (check: number) => [...body].reduce((sum, digit) => (sum * 2 + Number(digit)) % 11, 0) * 2 + check;
  const check = Array.from({ length: 11 }, (_, n) => n).find((n) => fits(n) % 11 === 1)!;
  return body + (check === 10 ? 'X' : check);
});
const oldIdentityNumber = fc
  .tuple(province, digits(4), days(1900, 1999), digits(3))
  .map(([region, rest, day, serial]) => region + rest + day.slice(2).replaceAll('-', '') + serial);
const mobileNumber = fc.tuple(fc.constantFrom(...'3456789'), digits(9)).map(([second, rest]) => `1${second}${rest}`);
const cardNumber = fc
  .tuple(fc.constantFrom('62', '4', '55'), fc.integer({ min: 15, max: 18 }), digits(18))
  .map(([issuer, length, rest]) => {
    const body = (issuer + rest).slice(0, length);
    const sum = [...body].toReversed().reduce((total, digit, i) => {
      const value = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
      return total + Math.floor(value / 10) + (value % 10);
    }, 0);
    return body + ((10 - (sum % 10)) % 10);
  });

const subject8 = fc.oneof(
  digits(8),
  digits(6).map((rest) => `MJ${rest}`),
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), minLength: 8, maxLength: 8 }),
);
const creditCode = fc
  .tuple(fc.constantFrom('51', '52', '53', '59'), digits(6), subject8)
  .map((parts) => makeCreditCode(...parts));

describe('isIdentityNumber', () => {
  test.each([
    [IDENTITY, true],
    ['11010519491231002x', true],
    ['440524188001010014', false],
    ['110105194912310021', false],
    ['990105194912310021', false],
    ['110105194913310021', false],
    ['110105194912320021', false],
    ['1101051949123100', false],
  ])('%s: %s', (text, expected) => {
    expect(isIdentityNumber(text)).toBe(expected);
  });

  test('holds for every number made by the standard, and for no other last character', () => {
    fc.assert(
      fc.property(identityNumber, fc.constantFrom(...'0123456789X'), (number, last) => {
        expect(isIdentityNumber(number)).toBe(true);
        expect(isIdentityNumber(number.slice(0, 17) + last)).toBe(last === number[17]);
      }),
    );
  });
});

describe('private numbers are found', () => {
  test.each<[PrivateKind, string]>([
    ['identity-number', `身份证号${IDENTITY}`],
    ['identity-number', '身份证号11010519491231002x，'],
    ['identity-number', '身份证：１１０１０５１９４９１２３１００２Ｘ'],
    ['identity-number', '110105 19491231 002X'],
    ['identity-number', '110105-1949-1231-002X'],
    ['identity-number', '1101 0519 4912 3100 2X'],
    ['identity-number', '旧证110105491231002'],
    ['identity-number', '110105.19491231.002X'],
    ['identity-number', '110105/1949/1231/002X'],
    ['identity-number', '110105_19491231_002X'],
    ['identity-number', `ID${IDENTITY}a`],
    ['identity-number', `id${IDENTITY}`],
    ['mobile-number', '手机13812345678'],
    ['mobile-number', '手机：138-1234-5678。'],
    ['mobile-number', '138 1234 5678'],
    ['mobile-number', '138 12345678'],
    ['mobile-number', '138  1234 - 5678'],
    ['mobile-number', '138.1234.5678'],
    ['mobile-number', '138·1234·5678'],
    ['mobile-number', '138．1234．5678'],
    ['mobile-number', '+86 138.1234.5678'],
    ['mobile-number', '138 123 45678'],
    ['mobile-number', '138-123-45678'],
    ['mobile-number', '1381 2345 678'],
    ['mobile-number', '１３８１２３４５６７８'],
    ['mobile-number', '138\u00A01234\u00A05678'],
    ['mobile-number', '138\u200B1234\u200B5678'],
    ['mobile-number', '138‐1234–5678'],
    ['mobile-number', '138\u22121234\u22125678'],
    ['mobile-number', '+8613812345678'],
    ['mobile-number', '+86 138 1234 5678'],
    ['mobile-number', '(+86)138-1234-5678'],
    ['mobile-number', '0086-13812345678'],
    ['mobile-number', '8613812345678'],
    ['mobile-number', 'Tel13812345678'],
    ['mobile-number', 'mobile13812345678'],
    ['mobile-number', 'QQ13812345678'],
    ['mobile-number', 'No13812345678'],
    ['mobile-number', '微信WeChat13812345678'],
    ['mobile-number', '(138)12345678'],
    ['mobile-number', '（138）1234-5678'],
    ['mobile-number', '138_1234_5678'],
    ['mobile-number', '138\u20661234\u20695678'],
    ['mobile-number', '138\uFE0F1234\uFE0F5678'],
    ['mobile-number', 'https://zhubian.example/?tel=13812345678'],
    ['bank-card', `账号${CARD}`],
    ['bank-card', '6222 0212 3456 7890 128'],
    ['bank-card', '4111-1111-1111-1111'],
    ['bank-card', '4111.1111.1111.1111'],
    ['bank-card', '4111_1111_1111_1111'],
    ['bank-card', '4111 1111 1111 1111 12 张'],
    ['bank-card', '2025 4111 1111 1111 1111'],
    ['bank-card', `见https://zhubian.example，账号${CARD}`],
  ])('a %s in «%s»', (kind, text) => {
    expect(findPrivateNumbers(text, hasValidCheckCharacter).map((match) => match.kind)).toEqual([kind]);
  });

  test('a mobile number behind digits that are none', () => {
    expect(found('2025 1234 5678 9012 138 1234 5678')).toContain('138 1234 5678');
  });

  test('a mobile number right behind a credit code', () => {
    expect(found('53330200MJ8959573D13812345678')).toEqual(['13812345678']);
  });

  test.each(['、', '/', ' ', '  ', '-', '；', '或', '\n', ',', '|', '、手机'])(
    'two mobile numbers with «%s» between them',
    (between) => {
      expect(found(`13812345678${between}13987654321`)).toEqual(['13812345678', '13987654321']);
      expect(found(`138 1234 5678${between}139 8765 4321`)).toEqual(['138 1234 5678', '139 8765 4321']);
    },
  );

  test('a mobile number behind another and a full stop', () => {
    expect(found('13812345678.13987654321')).toEqual(['13812345678', '13987654321']);
  });

  test('wherever they stand in a Chinese text', () => {
    const number = fc.oneof(
      // What passes both checks counts as a credit code; there is no telling.
      identityNumber.filter((id) => !hasValidCheckCharacter(id)),
      oldIdentityNumber,
      mobileNumber,
      mobileNumber.map((mobile) => mobile.replace(/(...)(....)/, '$1-$2-')),
      mobileNumber.map((mobile) => `+86 ${mobile}`),
      cardNumber.filter((card) => !hasValidCheckCharacter(card)),
    );
    fc.assert(
      fc.property(chinese, number, chinese, (before, text, after) => {
        expect(found(before + text + after)).toEqual([text]);
        expect(found(before + fullWidth(text) + after)).toEqual([fullWidth(text)]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('nothing private is seen in', () => {
  test.each([
    ['a landline', '办公电话0571-88888888'],
    ['a landline with its area code in brackets', '（0571）88888888转801'],
    ['a service number', '400-123-4567'],
    ['a credit code', '53330200MJ8959573D'],
    ['a credit code of digits alone', makeCreditCode('51', '100000', '50001201')],
    ['a company’s credit code', '91440105MA59AGQ16J'],
    ['a filing number', '53330000501874064BA18023'],
    ['a day and a time', '2025-01-01 10:30:00'],
    ['several days', '2025-01-01；2025-04-01；2025-07-01'],
    ['money', '1,234,567,890.00元'],
    ['a decimal with many places', '0.13812345678'],
    ['a decimal with groups of places', '0.138.1234.5678'],
    ['a year and serial numbers', '1998 1234 567'],
    ['the version of a standard', 'GB/T 138.1234.56'],
    ['a document number', '社证字第0810095号、民函〔2013〕111号'],
    ['a number of the same digits', '0000000000000000'],
    ['a long number that is no card', '6222021234567890129'],
    ['a number in an address', `https://zhubian.example/notice/${CARD}.html`],
    ['part of a hash', 'a13812345678b'],
    ['a mobile number that is too long', '138123456789'],
    ['an eleven-digit number of another kind', '12812345678'],
    ['a region with an impossible birthday', '110105194913310021'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test('no right credit code, nor a filing number made from it, in a Chinese text', () => {
    fc.assert(
      fc.property(
        chinese,
        creditCode,
        fc.constantFrom('', 'A26001', 'A18023'),
        chinese,
        (before, code, filing, after) => {
          expect(found(before + code + filing + after)).toEqual([]);
          expect(found(before + fullWidth(code + filing) + after)).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a right credit code that is a right identity number as well', () => {
    // District 110119 puts «19» where an identity number has the century.
    const both = Array.from({ length: 10_000 }, (_, n) => `4912${String(n).padStart(4, '0')}`)
      .map((subject) => makeCreditCode('51', '110119', subject))
      .find(isIdentityNumber);
    expect(both).toBeDefined();
    expect(found(both!)).toEqual([]);
  });

  test('a right code of another department that passes the card check', () => {
    const code = Array.from({ length: 100_000 }, (_, n) => makeCreditCode('12', '100000', String(40_000_000 + n))).find(
      (made) => /^\d{18}$/.test(made) && findPrivateNumbers(made, () => false).length > 0,
    );
    expect(code).toBeDefined();
    expect(found(code!)).toEqual([]);
  });
});

describe('an identity number of the provinces 51 to 53', () => {
  test('is found although it has the shape of a credit code', () => {
    fc.assert(
      fc.property(
        identityNumber.filter((id) => /^5[123]/.test(id) && !hasValidCheckCharacter(id)),
        (number) => {
          expect(findPrivateNumbers(`证件${number}`, hasValidCheckCharacter)).toEqual([
            { kind: 'identity-number', start: 2, end: 20 },
          ]);
        },
      ),
    );
  });
});

describe('masking', () => {
  test.each([
    ['手机13812345678。', '手机138********。'],
    [`身份证${IDENTITY}`, '身份证110***************'],
    ['138-1234-5678、139 8765 4321', '138**********、139**********'],
    ['+8613812345678', '+86***********'],
    // While the mobile number is in sight, what follows looks like decimals.
    [`138-1234-5678.${CARD}`, '138**********.622****************'],
    ['代码53330200MJ8959573D', '代码53330200MJ8959573D'],
    ['电话0571-88888888', '电话0571-88888888'],
  ])('%s → %s', (text, masked) => {
    expect(maskPrivateNumbers(text, hasValidCheckCharacter)).toBe(masked);
  });

  test('hides all but three digits of a number and nothing around it', () => {
    const number = fc.oneof(
      identityNumber.filter((id) => !hasValidCheckCharacter(id)),
      oldIdentityNumber,
      mobileNumber,
    );
    fc.assert(
      fc.property(chinese, number, chinese, (before, text, after) => {
        const masked = maskPrivateNumbers(before + text + after, hasValidCheckCharacter);
        expect(masked).toBe(before + text.slice(0, 3) + '*'.repeat(text.length - 3) + after);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves nothing to find, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(' ', '-', '，', 'A', '#', '.', 'tel', '86', '+', 'https://a.example/', '\n'),
      fc.constantFrom(3, 4, 6, 8).chain(digits),
      mobileNumber,
      identityNumber,
      cardNumber,
      creditCode,
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (typed) => {
        const masked = maskPrivateNumbers(typed, hasValidCheckCharacter);
        expect(masked).toHaveLength(typed.length);
        expect(found(masked)).toEqual([]);
        expect(maskPrivateNumbers(masked, hasValidCheckCharacter)).toBe(masked);
      }),
      { numRuns: 5000 },
    );
  });
});

test.each([
  ['法定代表人证件号码', true],
  ['法定代表人证件类型', true],
  ['身份证号', true],
  ['经办人姓名', true],
  ['联系人', true],
  ['手机', true],
  ['移动电话', true],
  ['银行账号', true],
  ['开户银行', true],
  ['受益人姓名', true],
  ['负责人电话', true],
  ['家庭住址', true],
  ['出生日期', true],
  ['护照号码', true],
  ['联系电话', false],
  ['办公电话', false],
  ['受益人范围', false],
  ['法定代表人', false],
  ['负责人', false],
  ['住所', false],
  ['证书编号', false],
  ['备案编号', false],
  ['微信公众号', false],
  ['统一社会信用代码', false],
])('a column «%s» is refused: %s', (header, refused) => {
  expect(isPrivateHeader(header)).toBe(refused);
});

function found(text: string): string[] {
  return findPrivateNumbers(text, hasValidCheckCharacter).map(({ start, end }) => text.slice(start, end));
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
}
