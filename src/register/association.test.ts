import { describe, expect, test } from 'vitest';
import {
  codesWithIntegrity,
  disclosureSentence,
  integrityParts,
  newestFirst,
  ratingsOf,
  ratingsSentence,
} from './association.ts';
import { AS_OF, codeOf, recordsOf, registerOf, type GivenRecords } from './testing.ts';

const rows = <Id extends keyof GivenRecords>(id: Id, given: NonNullable<GivenRecords[Id]>) =>
  recordsOf({ [id]: given } as GivenRecords)[id];

test('rows stand newest first, those without a day at the end', () => {
  const days = ['2020', undefined, '2026-01-02', '2020-05-01'].map((on) => ({ on }));
  expect(newestFirst(days, ({ on }) => on).map(({ on }) => on)).toEqual([
    '2026-01-02',
    '2020-05-01',
    '2020',
    undefined,
  ]);
});

test('who has anything to tell of itself has a page for it', () => {
  const register = registerOf({
    organisations: [0, 1, 2].map((n) => ({ code: codeOf(n) })),
    branches: [{ code: codeOf(2) }],
    concerns: [{ code: codeOf(1) }, { code: codeOf(2) }],
  });
  expect(codesWithIntegrity(register)).toEqual([codeOf(1), codeOf(2)].toSorted());
  const others = { organisations: [{}], incentives: [{}], fees: [{}], 'member-credit': [{}] };
  expect(codesWithIntegrity(registerOf(others))).toEqual([]);
});

test('disclosures are counted against what is owed to the public and to members', () => {
  const given = rows('disclosures', [
    { item: '章程' },
    { item: '章程', disclosedOn: '2025-01-01' },
    { item: '其他事项' },
    { item: '财务收支情况', audience: '会员' },
  ]);
  expect(disclosureSentence(given)).toBe(
    '应当向社会公开的5项，有公开记录的1项，未见登记证书、组织机构设置、负责人名单、理事会成员名单；应当向会员公开的5项，有公开记录的1项，未见重大活动情况、出国（境）考察情况、接受捐赠和资助情况、年度工作报告。',
  );
});

describe('facts of integrity', () => {
  test('stand under the headings that ask for them, in their order, with their days', () => {
    const parts = integrityParts(
      rows('integrity-measures', [
        { item: '人员脱钩', state: '进行中', dueOn: '2026-12-31' },
        { item: '自律工作机构', state: '有', subject: '自律委员会', on: '2024-06-18', source: ['S001'] },
        { item: '职能脱钩', state: '有' },
        { item: '行业博物馆', state: '有' },
        { item: '整改', state: '进行中', subject: '会费票据', source: ['S001', 'S002'] },
      ]),
    );
    expect(parts).toEqual([
      { heading: '行业自律', facts: ['自律工作机构：自律委员会（2024-06-18）'], source: ['S001'] },
      { heading: '脱钩', facts: ['职能脱钩：有', '人员脱钩：进行中（期限2026-12-31）'], source: [] },
      { heading: '检查与整改', facts: ['整改：会费票据，进行中'], source: ['S001', 'S002'] },
      { heading: '其他', facts: ['行业博物馆：有'], source: [] },
    ]);
  });
});

describe('ratings of members', () => {
  const rated = (memberCode: string, grade: string, assessedOn: string, validTo?: string) => ({
    memberCode,
    grade,
    assessedOn,
    validTo,
  });

  test('count each member once, by its latest rating that holds', () => {
    const given = rows('member-credit', [
      rated('甲', 'AA', '2022-01-01', '2025-01-01'),
      rated('甲', 'AAA', '2025-01-01', AS_OF),
      rated('乙', 'AA', '2024-01-01'),
      rated('丙', 'AA', '2024-06-01'),
      rated('丁', 'A', '2020-01-01', '2026-11-19'),
    ]);
    expect(ratingsOf(given, AS_OF)).toEqual({
      grades: [
        { grade: 'AA', members: 2 },
        { grade: 'AAA', members: 1 },
      ],
      expired: 1,
    });
    expect(ratingsSentence(given, AS_OF)).toBe('截至2026年11月20日，在有效期内的：AA 2家、AAA 1家；已过期的1家。');
  });

  test('are not spoken of where there are none', () => {
    expect(ratingsSentence([], AS_OF)).toBeUndefined();
    const past = rows('member-credit', [rated('甲', 'A', '2020-01-01', '2021-01-01')]);
    expect(ratingsSentence(past, AS_OF)).toBe('截至2026年11月20日，没有在有效期内的评价；已过期的1家。');
  });
});
