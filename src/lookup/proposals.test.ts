import { describe, expect, test } from 'vitest';
import { likeness } from '../domain/likeness.ts';
import { codeOf, registerOf, type GivenRecords } from '../register/testing.ts';
import { likenessTables, proposeLookAlikes } from './proposals.ts';

function proposed(given: GivenRecords): string[] {
  return proposeLookAlikes(registerOf(given)).map(
    ({ name, registeredName, text }) => `${name} → ${registeredName}：${text}`,
  );
}

describe('a pair', () => {
  const organisations = [
    { code: codeOf(1), name: '中国室内装饰协会' },
    { code: codeOf(2), name: '中国硬笔书法协会' },
    { code: codeOf(3), name: '中国传统文化促进会' },
  ];

  test('is proposed once, however many lists the name is on', () => {
    const names = ['中国室内装修协会', '中国现代硬笔书法研究会', '中国传统文化促进会'];
    const illegal = [...names, names[0]!].map((name, i) => ({ name, batch: String(i) }));
    expect(proposed({ organisations, 'illegal-organisations': illegal })).toEqual([
      '中国室内装修协会 → 中国室内装饰协会：只差一字（修／饰）',
      '中国现代硬笔书法研究会 → 中国硬笔书法协会：加减常用词（多「现代」），换了组织类型词（研究会／协会）',
      '中国传统文化促进会 → 中国传统文化促进会：同名',
    ]);
  });

  test('is not proposed when a notice or a person has said it', () => {
    const illegal = [
      { name: '中国室内装修协会', resembles: ['中国室内装饰协会'] },
      { name: '中国现代硬笔书法研究会' },
      { name: '中国传统文化促进会', resembles: ['中国传统文化促进会'] },
    ];
    const confirmed = [{ name: '中国现代硬笔书法研究会', code: codeOf(2), reason: '加减常用词' }];
    expect(proposed({ organisations, 'illegal-organisations': illegal, 'look-alikes': confirmed })).toEqual([]);
  });

  test('of two registered names is never proposed', () => {
    const siblings = ['中国室内装饰协会', '中国室内装饰学会', '中华室内装饰协会'].map((name, n) => ({
      code: codeOf(n),
      name,
    }));
    expect(proposed({ organisations: siblings })).toEqual([]);
  });
});

test('names are compared as they sound, as they look and in simplified characters', () => {
  const tables = likenessTables(registerOf({}));
  const text = (illegal: string) => likeness(illegal, '中国室内装饰协会', tables)?.text;
  expect(text('中國室內裝飾協會')).toBe('繁简');
  expect(text('中国室内装事协会')).toBe('同音（事／饰）');
  expect(text('中国室肉装饰协会')).toBe('形近（肉／内）');
});
