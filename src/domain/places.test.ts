import { describe, expect, test } from 'vitest';
import { isSamePlace, placeFinder, type Place } from './places.ts';

const findPlace = placeFinder([
  ['990000', '澜江省'],
  ['990100', '澜江市'],
  ['990101', '望澜区'],
]);

describe('a place at the beginning of a name', () => {
  test.each([
    ['北京市律师协会', '北京市', '北京'],
    ['北京律师协会', '北京', '北京'],
    ['内蒙古自治区律师协会', '内蒙古自治区', '内蒙古'],
    ['内蒙古律师协会', '内蒙古', '内蒙古'],
    ['香港律师会', '香港', '香港'],
    ['朝阳区律师协会', '朝阳区', '朝阳'],
    ['蓟县律师协会', '蓟县', '蓟县'],
    ['澜江省律师协会', '澜江省', '澜江'],
    ['望澜区律师协会', '望澜区', '望澜'],
  ])('%s begins with %s', (name, place, stem) => {
    expect(findPlace(name, 0)).toEqual({ name: place, stem });
  });

  test.each(['律师协会', '中国律师协会', '和平发展基金会', '东方文化研究会', '望澜律师协会', '城区律师协会', ''])(
    '%s begins with none',
    (name) => {
      expect(findPlace(name, 0)).toBeUndefined();
    },
  );

  test('is looked for where it is asked for', () => {
    expect(findPlace('澜江市望澜区律师协会', 3)).toEqual({ name: '望澜区', stem: '望澜' });
  });
});

describe('two runs of places', () => {
  const [province, city, bare, district]: Place[] = ['澜江省', '澜江市', '澜江', '望澜区'].map((name) =>
    findPlace(name, 0)!,
  ) as [Place, Place, Place, Place];

  test.each([
    [[], [], true],
    [[city], [city], true],
    [[bare], [city], true],
    [[bare], [province], true],
    [[province], [city], false],
    [[district], [city, district], true],
    [[city], [city, district], false],
    [[], [city], false],
  ] as [Place[], Place[], boolean][])('%j and %j may be one: %s', (a, b, expected) => {
    expect(isSamePlace(a, b)).toBe(expected);
    expect(isSamePlace(b, a)).toBe(expected);
  });
});
