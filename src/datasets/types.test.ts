import { describe, expect, test } from 'vitest';
import { hasValidCheckCharacter, hasValidSubjectCode, makeCreditCode } from '../domain/credit-code.ts';
import type { Remark } from '../domain/finding.ts';
import {
  address,
  amount,
  choice,
  creditCode,
  date,
  dates,
  endDate,
  list,
  name,
  region,
  tags,
  text,
  year,
  type CellType,
} from './types.ts';

/** The value of a cell, or the cause of its refusal. */
function read<T>(type: CellType<T>, typed: string): T | string {
  const parsed = type.schema.safeParse(typed);
  return parsed.success ? parsed.data : refusal(type, typed).code;
}

function refusal<T>(type: CellType<T>, typed: string): Remark {
  return (type.schema.safeParse(typed).error!.issues[0] as unknown as { params: Remark }).params;
}

function remarks<T>(type: CellType<T>, typed: string): string[] {
  return type.inspect?.(type.schema.parse(typed), typed).map(({ code }) => code) ?? [];
}

const CODE = makeCreditCode('51', '990100', 'MJ000001');

/** Digits that end in 000 like a rounded code, and fit the last check character, but not that of the subject code. */
const CHANCE = Array.from({ length: 1000 }, (_, i) => `519901000000${String(i).padStart(3, '0')}000`).find(
  (code) => hasValidCheckCharacter(code) && !hasValidSubjectCode(code),
)!;

describe('a credit code', () => {
  const wide = [...CODE].map((character) => String.fromCodePoint(character.codePointAt(0)! + 0xfee0)).join('');

  test.each([
    ['as it is', CODE],
    ['in lower case', CODE.toLowerCase()],
    ['in full width', wide],
    ['with blanks and hyphens', `${CODE.slice(0, 8)} ${CODE.slice(8, 17)}-${CODE.slice(17)}`],
    ['behind an apostrophe', `'${CODE}`],
    ['in the wrapper of Excel', `="${CODE}"`],
  ])('is read %s', (_, typed) => {
    expect(read(creditCode(), typed)).toBe(CODE);
    expect(remarks(creditCode(), typed)).toEqual([]);
  });

  test.each(['5.19901E+17', '5.1990100E+17', '5.2E17', '５.１９９E+17'])(
    '%s is told to be scientific notation',
    (typed) => {
      expect(refusal(creditCode(), typed)).toMatchObject({
        code: 'code-ruined-by-spreadsheet',
        message: expect.stringContaining('科学记数'),
        suggestion: expect.stringContaining('文本格式'),
      });
    },
  );

  test.each([
    '519901000000012000',
    // Passes the last check by chance.
    CHANCE,
  ])('%s that ends in zeros from digit 16 on is told to be rounded', (typed) => {
    expect(refusal(creditCode(), typed)).toMatchObject({
      code: 'code-ruined-by-spreadsheet',
      message: expect.stringContaining('只保留15位'),
    });
  });

  test('with a failing check character is kept and told, with the code that was probably meant', () => {
    const code = makeCreditCode('52', '990100', 'MJ80004B');
    const slip = code.replace('80004B', '800048');
    const parsed = creditCode().schema.parse(slip);
    expect(parsed).toBe(slip);
    const [remark] = creditCode().inspect!(parsed, slip);
    expect(remark).toMatchObject({
      code: 'check-character',
      suggestion: expect.stringContaining('accepted-codes.csv'),
    });
    expect(remark!.suggestion).toContain(code);
  });

  test.each([
    ['O', '0', 'MJ000001'],
    ['I', '1', 'MJ000001'],
    ['S', '5', 'MJ000055'],
    ['Z', '2', 'MJ000022'],
  ])('with the letter %s for %s is refused with the right code as suggestion', (letter, digit, subject) => {
    const code = makeCreditCode('51', '990100', subject);
    const slip = code.slice(0, 10) + code.slice(10).replaceAll(digit, letter);
    expect(slip).not.toBe(code);
    const { code: cause, suggestion } = refusal(creditCode(), slip);
    expect(cause).toBe('bad-credit-code');
    expect(suggestion).toContain(code);
  });

  test('of which no correction passes is refused without a guess', () => {
    expect(refusal(creditCode(), '51990100MJ00O0099O').suggestion).toBe('请对照登记证书核对代码');
  });

  test.each([
    ['51990100MJ', '是10位，统一社会信用代码应为18位'],
    ['51990100MJ0000018I', '含有代码里不用的字符'],
    ['51A90100MJ0000018W', '第3至8位应是数字'],
  ])('%s is refused: %s', (typed, why) => {
    expect(refusal(creditCode(), typed)).toMatchObject({
      code: 'bad-credit-code',
      message: expect.stringContaining(why),
    });
  });

  test.each([
    ['91', '由市场监管部门（企业、个体工商户）核发'],
    ['12', '由机构编制部门（机关、事业单位、群团）核发'],
    ['54', '民政部门核发给社会组织的代码没有这样开头的'],
  ])('that begins with %s is refused: %s', (prefix, why) => {
    const { code, message } = refusal(creditCode(), makeCreditCode(prefix, '990100', 'MA000001'));
    expect(code).toBe('foreign-credit-code');
    expect(message).toContain(why);
  });

  test('of a region that was merged into another since is right', () => {
    expect(remarks(creditCode(), makeCreditCode('51', '371202', 'MJ000001'))).toEqual([]);
  });

  test('of a region that never was is told', () => {
    expect(remarks(creditCode(), makeCreditCode('51', '330299', 'MJ000001'))).toEqual(['unknown-region']);
  });
});

describe('a day', () => {
  test.each([
    ['2025-01-31', '2025-01-31'],
    ['2025/1/31', '2025-01-31'],
    ['2025.01.31', '2025-01-31'],
    ['20250131', '2025-01-31'],
    ['2025年1月31日', '2025-01-31'],
    ['２０２５年１月３１日', '2025-01-31'],
    ['二〇二五年一月三十一日', '2025-01-31'],
    ['2025-01-31 00:00:00', '2025-01-31'],
    ['2025-01-31T08:30:00', '2025-01-31'],
    ['45688', '2025-01-31'],
    ['45688.5', '2025-01-31'],
    ['2025-01', '2025-01'],
    ['2025年1月', '2025-01'],
    ['2025', '2025'],
    ['0000-00-00', ''],
    ['1900-01-01', ''],
  ])('%s is %j', (typed, day) => {
    expect(read(date(), typed)).toBe(day);
    expect(read(endDate(), typed)).toBe(day);
  });

  test.each(['2025-02-30', '31/01/2025', '25-01-31', '昨天', '2025-13', '长期', '2023-03-01至2028-02-29'])(
    '%s is none',
    (typed) => {
      expect(read(date(), typed)).toBe('bad-date');
    },
  );

  test('that is not in the calendar is told so', () => {
    expect(refusal(date(), '2025-02-30').message).toBe('没有「2025-02-30」这一天');
  });

  test('that is only a month or a year is kept and told', () => {
    expect(['2025-01', '2025', '2025-01-31'].map((typed) => remarks(date(), typed))).toEqual([
      ['partial-date'],
      ['partial-date'],
      [],
    ]);
  });
});

describe('an end', () => {
  test.each([
    ['长期', '9999-12-31'],
    ['永久', '9999-12-31'],
    ['2023-03-01至2028-02-29', '2028-02-29'],
    ['2023-03-01 至 2028-02-29', '2028-02-29'],
    ['自2023年3月1日起至2028年2月29日止', '2028-02-29'],
    ['2023.03.01-2028.02.29', '2028-02-29'],
    ['2023-03-01-2028-02-29', '2028-02-29'],
    ['2023/3/1—2028/2/29', '2028-02-29'],
    ['2023-03-01至长期', '9999-12-31'],
  ])('%s is %s', (typed, day) => {
    expect(read(endDate(), typed)).toBe(day);
    expect(remarks(endDate(), typed)).toEqual([]);
  });

  test.each(['至2028-02-29', '三年', '2023-03-01至明年', '2028-02-30', '2023-03-01至2028-02-30'])(
    '%s is none',
    (typed) => {
      expect(read(endDate(), typed)).toBe('bad-date');
    },
  );

  test('without term is written as it is read', () => {
    expect(endDate().write!('9999-12-31')).toBe('长期');
    expect(endDate().write!('2028-02-29')).toBe('2028-02-29');
  });
});

test('several days in a cell are read one by one', () => {
  expect(read(dates(), '2025-01-31；2025/4/30、20250731')).toEqual(['2025-01-31', '2025-04-30', '2025-07-31']);
  expect(refusal(dates(), '2025-01-31；下月').message).toBe('认不出「下月」是哪一天');
  expect(dates().write!(['2025-01-31', '2025-04-30'])).toBe('2025-01-31；2025-04-30');
});

test.each(['甲;乙', '甲；乙', '甲、乙', '甲\n乙', ' 甲 ； 乙 ；'])('several values in the cell %j are two', (typed) => {
  expect(read(list(), typed)).toEqual(['甲', '乙']);
  expect(list().write!(['甲', '乙'])).toBe('甲；乙');
});

describe('an amount', () => {
  test.each([
    ['10', 100_000],
    ['10万元', 100_000],
    ['100000元', 100_000],
    ['1,000,000元', 1_000_000],
    ['3.9亿元', 390_000_000],
    ['人民币10万元整', 100_000],
  ])('%s in a column of 万元 is %i yuan', (typed, yuan) => {
    expect(read(amount(10_000), typed)).toMatchObject({ yuan, text: typed });
    expect(remarks(amount(10_000), typed)).toEqual([]);
  });

  test('alone counts in the unit of its column', () => {
    expect(read(amount(1), '300000')).toMatchObject({ yuan: 300_000 });
  });

  test.each(['若干', '10万美元', '9'.repeat(400), '-500', '-0.5万元'])('%s is kept as typed and told', (typed) => {
    expect(read(amount(1), typed)).toEqual({ text: typed, yuan: undefined, approximate: false });
    expect(remarks(amount(1), typed)).toEqual(['bad-amount']);
  });
});

describe('a name', () => {
  test.each(['澜江市（临浦）竹编·协会', '澜江市(临浦)竹编•协会', '竹编ＡＢＣ协会', '3.15消费者协会', '竹编　协会'])(
    '%s is kept as typed',
    (typed) => {
      expect(read(name(), typed)).toBe(typed);
      expect(remarks(name(), typed)).toEqual([]);
    },
  );

  test.each(['01、澜江竹编协会', '12.澜江竹编协会', '（3）澜江竹编协会'])(
    'loses the numbering of %s, which is told',
    (typed) => {
      expect(read(name(), typed)).toBe('澜江竹编协会');
      expect(remarks(name(), typed)).toEqual(['list-numbering']);
    },
  );

  test.each([
    ['澜江竹编协会　　澜江茶业协会', ['several-names']],
    ['澜江竹编\n协会', ['line-break-in-name']],
    ['澜江\u200B竹编协会', ['invisible-characters']],
    ['澜江\u202E会协编竹', ['invisible-characters']],
  ])('%j is kept and told: %j', (typed, told) => {
    expect(read(name(), typed)).toBe(typed);
    expect(remarks(name(), typed)).toEqual(told);
  });
});

test.each(['#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '########'])(
  'the error %s of a spreadsheet is no text, name or list',
  (typed) => {
    for (const type of [text(), name(), list()] as CellType<unknown>[]) {
      expect(refusal(type, typed)).toMatchObject({
        code: 'missing-required-value',
        message: `「${typed}」是表格软件的错误提示，不是内容`,
      });
    }
  },
);

test('a number sign alone is text', () => {
  expect(['#', '#1', '#名录', '一#REF!'].map((typed) => read(text(), typed))).toEqual(['#', '#1', '#名录', '一#REF!']);
});

test('invisible characters are told in texts and lists too', () => {
  expect(remarks(text(), '甲\u200B乙')).toEqual(['invisible-characters']);
  expect(remarks(list(), '甲\u2066乙')).toEqual(['invisible-characters']);
  expect(remarks(text(), '甲\n乙\t丙')).toEqual([]);
});

describe('a word of a fixed list', () => {
  const grade = choice(['5A', '4A'], { AAAAA: '5A' });

  test.each(['5A', '5a', ' ５Ａ ', 'AAAAA', 'aaaaa', '5 A'])('%j is 5A', (typed) => {
    expect(read(grade, typed)).toBe('5A');
  });

  test.each(['6A', '五A', 'constructor'])('%s is refused with the words to choose from', (typed) => {
    expect(refusal(grade, typed)).toEqual({
      code: 'bad-choice',
      message: `「${typed}」不在规定的取值之内`,
      suggestion: '请改为以下之一：5A、4A',
    });
  });
});

test('a tag out of the ordinary is kept and told', () => {
  expect(read(tags(['行业协会商会']), '行业协会商会、示范单位')).toEqual(['行业协会商会', '示范单位']);
  expect(remarks(tags(['行业协会商会']), '行业协会商会、示范单位')).toEqual(['unknown-tag']);
  const [remark, ...others] = tags(['慈善组织']).inspect!(['甲', '慈善组织', '乙', '丙', '丁'], '');
  expect(remark!.message).toBe('「甲」「乙」「丙」等4个不是常用的组织标识，原样显示');
  expect(others).toEqual([]);
});

test.each([
  ['https://zhubian.example', []],
  ['http://zhubian.example/a?b=c', []],
  ['zhubian.example', ['bad-address']],
  ['javascript:alert(1)', ['bad-address']],
  ['data:text/html,x', ['bad-address']],
  ['//zhubian.example', ['bad-address']],
  ['建设中', ['bad-address']],
])('the address %s is kept as typed and told: %j', (typed, told) => {
  expect(read(address(), typed)).toBe(typed);
  expect(remarks(address(), typed)).toEqual(told);
});

test.each([
  ['2025', '2025'],
  ['2025年', '2025'],
  ['2025年度', '2025'],
  ['２０２５', '2025'],
  ['2025.0', '2025'],
  ['25', 'bad-year'],
  ['2025-2026', 'bad-year'],
])('the year %s is %s', (typed, value) => {
  expect(read(year(), typed)).toBe(value);
});

test.each([
  ['990100', '990100', []],
  ['371202', '371202', []],
  ['330200000', '330200', []],
  ['330200000000', '330200', []],
  ['330299', '330299', ['unknown-region']],
])('the region %s is %s and told: %j', (typed, value, told) => {
  expect(read(region(), typed)).toBe(value);
  expect(remarks(region(), typed)).toEqual(told);
});

test('a region that is no code is refused', () => {
  expect(read(region(), '澜江市')).toBe('bad-choice');
});
