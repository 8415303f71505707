import { describe, expect, test } from 'vitest';
import { likeness, type LikenessTables } from './likeness.ts';
import { placeFinder } from './places.ts';

/** Just the characters of these tests. */
const TRADITIONAL: Readonly<Record<string, string>> = { 協: '协', 會: '会', 飾: '饰', 國: '国', 裝: '装' };
const isPair = (pairs: string) => (a: string, b: string) =>
  pairs.split(' ').some((pair) => pair === a + b || pair === b + a);
const TABLES: LikenessTables = {
  simplify: (text) => text.replace(/./gu, (character) => TRADITIONAL[character] ?? character),
  soundsAlike: isPair('饰事 协谐 市是 装妆'),
  looksAlike: isPair('饰饬 装袋 内肉 市布'),
  places: placeFinder([
    ['990000', '澜江省'],
    ['990100', '澜江市'],
    ['990200', '霁州市'],
    ['990101', '望澜区'],
  ]),
};

function reasonOf(illegal: string, registered: string): string | undefined {
  return likeness(illegal, registered, TABLES)?.text;
}

describe('the pairs that were published', () => {
  test.each([
    ['中国室内装修协会', '中国室内装饰协会', 'one-character', '只差一字（修／饰）'],
    [
      '中国现代硬笔书法研究会',
      '中国硬笔书法协会',
      'common-word',
      '加减常用词（多「现代」），换了组织类型词（研究会／协会）',
    ],
    ['中国传统文化促进会', '中国传统文化促进会', 'same-name', '同名'],
  ])('%s is like %s: %s', (illegal, registered, reason, text) => {
    expect(likeness(illegal, registered, TABLES)).toEqual({ reason, text });
  });
});

describe('a name is like 中国室内装饰协会', () => {
  test.each([
    ['中国 室内装饰（协会）', '同名'],
    ['中國室內裝飾協會'.replace('內', '内'), '繁简'],
    ['中国室内装事协会', '同音（事／饰）'],
    ['中国室内装饬协会', '形近（饬／饰）'],
    ['中国室肉袋饰协会', '形近（肉／内），形近（袋／装）'],
    ['中国室内妆饬协会', '同音（妆／装），形近（饬／饰）'],
    ['中国室内整饰协会', '只差一字（整／装）'],
    ['中国室内装饰品协会', '多一字（品）'],
    ['中国室装饰协会', '少一字（内）'],
    ['中国室内饰装协会', '字序颠倒（饰装／装饰）'],
    ['中国室内装饰行业协会', '加减常用词（多「行业」）'],
    ['中华室内装饰协会', '加减冠名词（中华／中国）'],
    ['室内装饰协会', '加减冠名词（少「中国」）'],
    ['中国国际室内装饰协会', '加减冠名词（中国国际／中国）'],
    ['中国室内装饰研究会', '换了组织类型词（研究会／协会）'],
    ['中国室内装饰协会联盟', '换了组织类型词（协会联盟／协会）'],
    ['华夏室内装饰学会', '加减冠名词（华夏／中国），换了组织类型词（学会／协会）'],
    ['中国室内装事学会', '同音（事／饰），换了组织类型词（学会／协会）'],
    ['中国室内装饰谐会', '同音（谐／协）'],
  ])('%s: %s', (name, text) => {
    expect(reasonOf(name, '中国室内装饰协会')).toBe(text);
  });

  test.each([
    '中国室外装修协会',
    '中国室内整修协会',
    '中国装饰材料协会',
    '澜江市室内装饰协会',
    '中华现代室内装饰研究会',
    '中国室内装饰博物馆',
    '协会',
    '',
    '！',
  ])('%s is not', (name) => {
    expect(reasonOf(name, '中国室内装饰协会')).toBeUndefined();
  });
});

describe('places', () => {
  test.each([
    ['澜江竹编协会', '澜江市竹编协会', '地名写法不同（澜江／澜江市）'],
    ['望澜区竹编协会', '澜江市望澜区竹编协会', '地名写法不同（望澜区／澜江市望澜区）'],
    ['澜江中华竹编协会', '澜江市竹编协会', '地名写法不同（澜江／澜江市），加减冠名词（多「中华」）'],
    ['中华澜江竹编协会', '澜江中华竹编协会', '地名写法不同'],
    ['澜江是竹编协会', '澜江市竹编协会', '同音（是／市）'],
    ['澜江布望澜区竹编协会', '澜江市望澜区竹编协会', '形近（布／市）'],
    ['溅江市竹编协会', '澜江市竹编协会', '只差一字（溅／澜）'],
  ])('%s is like %s: %s', (illegal, registered, text) => {
    expect(reasonOf(illegal, registered)).toBe(text);
  });

  test.each([
    ['霁州市竹编协会', '澜江市竹编协会'],
    ['澜江省竹编协会', '澜江市竹编协会'],
    ['竹编协会', '澜江市竹编协会'],
    ['澜江市竹编协会', '澜江市望澜区竹编协会'],
  ])('%s is of another place than %s', (illegal, registered) => {
    expect(reasonOf(illegal, registered)).toBeUndefined();
  });
});

describe('no slip', () => {
  test.each([
    ['澜江市第一实验小学', '澜江市第二实验小学'],
    ['澜江市实验三小学', '澜江市实验小学'],
    ['澜江市东湖书画协会', '澜江市西湖书画协会'],
    ['澜江市东湖畔书画协会', '澜江市湖畔书画协会'],
    ['澜江市上岭村老年协会', '澜江市下岭村老年协会'],
    ['澜江市实验中学校友会', '澜江市实验小学校友会'],
    ['澜江市12号院业主协会', '澜江市15号院业主协会'],
  ])('%s and %s are two bodies', (illegal, registered) => {
    expect(reasonOf(illegal, registered)).toBeUndefined();
  });

  test.each([
    ['中国艺术教育研究院', '中国教育科学研究院'],
    ['中国产业经济促进会', '中国市场经济研究会'],
    ['国际华人艺术协会', '中国艺术研究院'],
  ])('%s and %s share nothing but common words', (illegal, registered) => {
    expect(reasonOf(illegal, registered)).toBeUndefined();
  });
});
