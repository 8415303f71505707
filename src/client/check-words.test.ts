import { describe, expect, test } from 'vitest';
import { makeCreditCode } from '../domain/credit-code.ts';
import { illegalBody, openInMemory, organisation } from '../lookup/testing.ts';
import { judgingDay, readAnswer, roleSentence } from './check-words.ts';

const AS_OF = '2026-11-20';
const code = (n: number) => makeCreditCode('51', '990100', `MJ${String(n).padStart(6, '0')}`);
const OLD = [
  { name: '甲市旧名协会', role: 'former' },
  { name: '茶协', role: 'short' },
] as const;
const { lookup } = openInMemory([
  organisation('甲市茶叶协会', code(1), OLD),
  organisation('甲市重名学会', code(2)),
  organisation('甲市重名学会', code(3)),
  organisation('甲市旧名协会', code(4)),
  organisation('甲市两样协会', code(5)),
  illegalBody('甲市两样协会'),
  illegalBody('甲市两样商会'),
]);
const reading = async (query: string) => readAnswer(await lookup.search(query), AS_OF, '5');

test.each([
  ['2026-11-01', '2026-11-20'],
  ['2026-11-20', '2026-11-20'],
  ['2027-03-01', '2027-03-01'],
  ['2035-01-01', '2029-11-20'],
])('on %s is judged by %s', (today, day) => {
  expect(judgingDay(today, AS_OF)).toBe(day);
});

describe('an answer', () => {
  test.each([
    ['甲市茶叶协会', 'found', '名称一致，找到1家'],
    ['茶协', 'found', '简称一致，找到1家'],
    [code(1), 'found', '代码一致，找到1家'],
    ['甲市重名学会', 'found', '有2家组织叫这个名称'],
    ['甲市旧名协会', 'found', '有2家组织叫这个名称（其中1家是曾用名或简称）'],
    ['甲市两样协会', 'both', '这个名称有两种记录，请分开看'],
    ['甲市两样商会', 'illegal', '这个名称在涉嫌非法社会组织名单上'],
    ['甲市茶业协会', 'similar', '没有找到完全同名的组织'],
    ['乙丙丁戊己庚', 'not-found', '本站收录的5家组织中没有「乙丙丁戊己庚」'],
    ['庚', 'too-short', '请再多输入几个字'],
    ['91440105MA59AGQ16J', 'code', '这不是社会组织的代码'],
    ['12100000401359321Q', 'code', '这不是社会组织的代码'],
    [code(9), 'code', '代码写法正确，但不在本站收录的数据里'],
  ])('to «%s» is %s: %s', async (query, outcome, heading) => {
    const said = await reading(query);
    expect([said.outcome, said.heading]).toEqual([outcome, heading]);
    expect(said.status).toMatch(/。$/);
  });

  test('tells of one organisation once, whatever names it answers by', async () => {
    const { registered, near } = await reading('茶协');
    expect(registered.map(roleSentence)).toEqual(['「茶协」是它的简称，全称是「甲市茶叶协会」。']);
    expect(near).toEqual([]);
  });

  test('never calls a miss illegal, and never leaves out what the register covers', async () => {
    for (const query of ['乙丙丁戊己庚', code(9)]) {
      const said = await reading(query);
      expect(said.isMiss).toBe(true);
      expect([said.heading, said.status, ...said.lead].join('')).not.toContain('非法');
    }
  });

  test.each([2, 12, 17])('to a code that is wrong at %i alone names the place', async (at) => {
    const right = code(1);
    const said = await reading(right.slice(0, at) + (right[at] === '7' ? '3' : '7') + right.slice(at + 1));
    expect(said.heading).toBe(`代码的第${at + 1}位可能写错了`);
    expect(said.code).toMatchObject({ wrong: [at], suggestion: right });
  });

  test('to a code with two characters in the wrong order says so', async () => {
    const right = code(1);
    const at = [...right].findIndex((character, i) => i > 8 && character !== right[i + 1]);
    const said = await reading(right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2));
    expect(said.heading).toBe(`代码的第${at + 1}、${at + 2}位可能写错了`);
    expect(said.lead[0]).toBe(`这两位可能写反了，应是「${right.slice(at, at + 2)}」。`);
  });
});
