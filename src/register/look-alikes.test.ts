import { describe, expect, test } from 'vitest';
import { confirmedLookAlikes } from './look-alikes.ts';
import type { Register } from './register.ts';
import { codeOf, registerOf, type GivenRecords } from './testing.ts';

const REGISTERED = [
  { code: codeOf(1), name: '中国室内装饰协会' },
  { code: codeOf(2), name: '中国传统文化促进会' },
  { code: codeOf(3), name: '澜江市重名协会' },
  { code: codeOf(4), name: '澜江市重名协会' },
];

function given(records: GivenRecords): Register {
  return registerOf({ organisations: REGISTERED, ...records });
}

/** `name: reason`, with N where the notice says so and the day on which a person confirmed it. */
function illegalLike(register: Register, n: number): string[] {
  return confirmedLookAlikes(register)
    .ofOrganisation(register.organisation(codeOf(n))!)
    .map(({ body, ...one }) => told(body.name, one));
}

function registeredLike(register: Register, name: string): string[] {
  return confirmedLookAlikes(register)
    .ofIllegal(register.illegalNamesakes(name)[0]!)
    .map((one) => told(`${one.name}${one.organisation === undefined ? '?' : ''}`, one));
}

function told(
  name: string,
  one: { reason: string; isInNotice: boolean; confirmation: { confirmedOn: string } | undefined },
): string {
  return [name, one.reason, one.isInNotice ? 'N' : '', one.confirmation?.confirmedOn ?? '']
    .filter((part) => part !== '')
    .join(' ');
}

describe('an illegal name that', () => {
  test('only looks like a registered one is told on no page', () => {
    const register = given({ 'illegal-organisations': [{ name: '中国室内装修协会' }] });
    expect(illegalLike(register, 1)).toEqual([]);
    expect(registeredLike(register, '中国室内装修协会')).toEqual([]);
  });

  test('a person confirmed is told on both pages, on every list that it is on', () => {
    const register = given({
      'illegal-organisations': [
        { name: '中国室内装修协会', kind: '涉嫌' },
        { name: '中国室内装修协会', kind: '取缔' },
      ],
      'look-alikes': [{ name: '中国（室内）装修协会', code: codeOf(1), reason: '只差一字', confirmedOn: '2026-11-18' }],
    });
    expect(illegalLike(register, 1)).toEqual(Array(2).fill('中国室内装修协会 只差一字 2026-11-18'));
    for (const body of register.illegal)
      expect(confirmedLookAlikes(register).ofIllegal(body)[0]!.organisation).toBe(register.organisation(codeOf(1)));
    expect(illegalLike(register, 2)).toEqual([]);
  });

  test.each(['中国室内装饰协会', '中国 室内装饰协会', codeOf(1), `${codeOf(1).toLowerCase()} `])(
    'the notice lays beside %j is told on both pages',
    (resembles) => {
      const register = given({
        'illegal-organisations': [{ name: '中国室内装修协会', resembles: [resembles] }],
      });
      expect(illegalLike(register, 1)).toEqual(['中国室内装修协会 公布时点名 N']);
      expect(registeredLike(register, '中国室内装修协会')).toEqual(['中国室内装饰协会 公布时点名 N']);
    },
  );

  test('both the notice and a person lay beside one is told once, with the reason of the person', () => {
    const register = given({
      'illegal-organisations': [{ name: '中国室内装修协会', resembles: ['中国室内装饰协会'] }],
      'look-alikes': [{ name: '中国室内装修协会', code: codeOf(1), reason: '只差一字' }],
    });
    expect(illegalLike(register, 1)).toEqual(['中国室内装修协会 只差一字 N 2026-11-18']);
    expect(registeredLike(register, '中国室内装修协会')).toEqual(['中国室内装饰协会 只差一字 N 2026-11-18']);
  });

  test('the notice lays beside a name that several bear, or nobody, is told of as it is written', () => {
    const register = given({
      'illegal-organisations': [{ name: '澜江市不重名协会', resembles: ['澜江市重名协会', '别处的协会'] }],
    });
    expect(registeredLike(register, '澜江市不重名协会')).toEqual([
      '澜江市重名协会? 公布时点名 N',
      '别处的协会? 公布时点名 N',
    ]);
    expect([...illegalLike(register, 3), ...illegalLike(register, 4)]).toEqual([]);
  });
});

describe('a namesake', () => {
  test('needs nobody to say so, and comes first', () => {
    const register = given({
      'illegal-organisations': [
        { name: '中国传统文化推进会', resembles: ['中国传统文化促进会'] },
        { name: '中国传统文化促进会', resembles: ['中国传统文化促进会'] },
      ],
    });
    expect(illegalLike(register, 2)).toEqual(['中国传统文化促进会 同名 N', '中国传统文化推进会 公布时点名 N']);
    expect(registeredLike(register, '中国传统文化促进会')).toEqual(['中国传统文化促进会 同名 N']);
  });

  test('is told of everyone who bears the name', () => {
    const register = given({
      'illegal-organisations': [{ name: '澜江市重名协会', resembles: ['澜江市重名协会'] }],
    });
    expect(registeredLike(register, '澜江市重名协会')).toEqual(Array(2).fill('澜江市重名协会 同名'));
    expect(illegalLike(register, 3)).toEqual(['澜江市重名协会 同名']);
    expect(illegalLike(register, 4)).toEqual(['澜江市重名协会 同名']);
  });

  test('whom only the notice knows is told of without a code', () => {
    const register = given({ 'illegal-organisations': [{ name: '别处的协会', resembles: ['别处的协会'] }] });
    expect(registeredLike(register, '别处的协会')).toEqual(['别处的协会? 公布时点名 N']);
  });
});
