import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type IsoDate } from '../domain/date.ts';
import { laterVerdicts, profileOf, standingOf, type LaterVerdict, type Profile } from './profile.ts';
import { createRegister, type Register } from './register.ts';
import { anyRecords, AS_OF, codeOf, registerOf, type GivenRecords } from './testing.ts';

describe('profileOf', () => {
  test('tells what is on record about the organisation, and nothing of another', () => {
    const [own, other] = [codeOf(0), codeOf(1)];
    const register = registerOf({
      organisations: [{ code: own }, { code: other }],
      'former-names': [{ code: own }],
      charities: [{ code: own }, { code: other }],
      'fundraising-qualifications': [{ code: own }],
      'fundraising-plans': [{ code: own }],
      'abnormal-listings': [{ code: other }],
      'serious-listings': [{ code: own, listedOn: '2024-01-01', removedOn: '2026-01-01' }],
      penalties: [{ code: own }],
      evaluations: [{ code: own }],
      'annual-reports': [{ code: own }],
    });
    const profile = profileOf(register, register.organisation(own)!);
    const { formerNames, charities, qualifications, plans, abnormal, serious, penalties, evaluations, annualReports } =
      profile;
    const rows = [
      formerNames,
      charities,
      qualifications,
      plans,
      abnormal,
      serious,
      penalties,
      evaluations,
      annualReports,
    ];
    expect(rows.map((some) => some.length)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(profile).toMatchObject({ asOf: AS_OF, isCharity: true, setAside: 0, evaluation: { grade: '4A' } });
    expect(profile.verdict).toMatchObject({
      standing: { standing: 'normal' },
      fundraising: { fundraising: 'yes' },
      label: '登记状态正常',
    });
  });

  test('leaves out what may no longer be shown on a later day', () => {
    const { register, profile } = single({
      'abnormal-listings': [{ publishUntil: '2027-01-31' }, { ground: '失联' }],
      'serious-listings': [{ repairedOn: '2027-01-15' }],
      penalties: [{ publishUntil: '2026-12-31' }],
    });
    const counts = (day: IsoDate) => {
      const { abnormal, serious, penalties } = profileOf(register, profile.organisation, day);
      return [abnormal.length, serious.length, penalties.length];
    };
    expect(counts(AS_OF)).toEqual([2, 1, 1]);
    expect(counts('2026-12-31')).toEqual([2, 1, 1]);
    expect(counts('2027-01-14')).toEqual([2, 1, 0]);
    expect(counts('2027-01-15')).toEqual([2, 0, 0]);
    expect(counts('2027-01-31')).toEqual([2, 0, 0]);
    expect(counts('2027-02-01')).toEqual([1, 0, 0]);
  });

  const fine = { decisionNumber: '1', kinds: ['罚款'], decidedOn: '2026-01-01' };
  const revocation = {
    decisionNumber: '2',
    kinds: ['没收违法所得', '撤销登记'],
    decidedOn: '2026-02-03',
    decidedBy: '澜江市民政局',
  };

  test.each<[string, '正常' | '撤销' | '吊销', NonNullable<GivenRecords['penalties']>, boolean]>([
    ['a decision of its kind', '撤销', [fine, revocation], true],
    [
      'the last of two decisions',
      '撤销',
      [{ ...revocation, decisionNumber: '1', decidedOn: '2025-01-01' }, revocation],
      true,
    ],
    ['no decision', '撤销', [], false],
    ['decisions of other kinds only', '撤销', [fine], false],
    ['a decision of the other kind only', '吊销', [revocation], false],
    ['no revocation', '正常', [revocation], false],
    ['the end of a qualification only', '撤销', [{ ...revocation, kinds: ['撤销公开募捐资格'] }], false],
    ['the undoing of a change only', '撤销', [{ ...revocation, kinds: ['撤销变更登记'] }], false],
    [
      'a decision of its kind before the end of a qualification and the undoing of a change',
      '撤销',
      [
        revocation,
        { ...revocation, decisionNumber: '3', kinds: ['撤销公开募捐资格'], decidedOn: '2026-05-01' },
        { ...revocation, decisionNumber: '4', kinds: ['撤销变更登记'], decidedOn: '2026-06-01' },
      ],
      true,
    ],
    ['both in one decision', '撤销', [{ ...revocation, kinds: ['撤销公开募捐资格', '撤销登记'] }], true],
  ])('says who ended the registration and when: %s', (_, status, penalties, told) => {
    const { profile } = single({ organisations: [{ status }], penalties });
    expect(profile.verdict.headline.includes('已于2026年2月3日被澜江市民政局撤销登记')).toBe(told);
  });

  test.each<[string, string[], boolean]>([
    ['of the registration', ['吊销登记证书'], true],
    ['of the fundraising certificate only', ['吊销公开募捐资格证书'], false],
  ])('says who withdrew the certificate and when: %s', (_, kinds, told) => {
    const { profile } = single({ organisations: [{ status: '吊销' }], penalties: [{ ...revocation, kinds }] });
    expect(profile.verdict.headline.includes('已于2026年2月3日被澜江市民政局')).toBe(told);
  });

  const unfit = { ground: '不再符合公开募捐资格条件' };
  test.each<[string, GivenRecords, number, string]>([
    ['no list of qualifications', {}, 0, '本站没有收录公开募捐资格名单，不能据此判断；请到慈善中国核实。'],
    [
      'a list without it',
      { 'fundraising-qualifications': [{ code: codeOf(1) }] },
      0,
      '没有公开募捐资格，不能自行面向公众募捐；可以接受特定对象的捐赠，也可以与有资格的慈善组织合作募捐。',
    ],
    [
      'a list without it, and rows set aside',
      { 'fundraising-qualifications': [{ code: codeOf(1) }] },
      1,
      '本站数据中没有可用的公开募捐资格记录，有关的行正在核对；请到慈善中国核实。',
    ],
    [
      'a qualification in doubt',
      { 'fundraising-qualifications': [{ validTo: '2027-01-01' }], 'abnormal-listings': [unfit] },
      0,
      '资格证书仍在有效期内，但它因不再符合公开募捐资格条件或长期未开展公开募捐，在活动异常名录上：捐款前请向登记管理机关核实。',
    ],
    [
      'a doubt that was removed',
      {
        'fundraising-qualifications': [{ validTo: '2027-01-01' }],
        'abnormal-listings': [{ ...unfit, listedOn: '2025-07-01', removedOn: '2026-01-01' }],
      },
      0,
      '可以面向公众募捐：公开募捐资格证书有效期至2027年1月1日。每次募捐还须备案。',
    ],
    [
      'an entry on another ground',
      { 'fundraising-qualifications': [{ validTo: '2027-01-01' }], 'abnormal-listings': [{ ground: '失联' }] },
      0,
      '可以面向公众募捐：公开募捐资格证书有效期至2027年1月1日。每次募捐还须备案。',
    ],
  ])('says of fundraising no more than the data know: %s', (_, given, rows, sentence) => {
    const { records } = registerOf({ organisations: [{}, { code: codeOf(1) }], ...given });
    const setAside = new Map(rows > 0 ? [[codeOf(0), rows]] : []);
    const register = createRegister({ asOf: AS_OF, records, setAside });
    expect(profileOf(register, register.organisation(codeOf(0))!).verdict.fundraisingSentence).toBe(sentence);
  });

  test('judges each organisation as the browsing pages do', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        for (const organisation of register.organisations) {
          expect(standingOf(register, organisation)).toBe(profileOf(register, organisation).verdict.standing.standing);
        }
      }),
    );
  });

  test('says how many rows were set aside', () => {
    const { records } = registerOf({ organisations: [{}] });
    const register = createRegister({ asOf: AS_OF, records, setAside: new Map([[codeOf(0), 3]]) });
    expect(profileOf(register, register.organisations[0]!).setAside).toBe(3);
  });
});

describe('laterVerdicts', () => {
  test.each<[string, GivenRecords, [IsoDate, string, string][]]>([
    ['nothing to come', {}, []],
    [
      'nothing that ends',
      {
        organisations: [{ certificateTo: '9999-12-31' }],
        'abnormal-listings': [{ publishUntil: '9999-12-31', listedOn: '2020-01-01' }],
      },
      [],
    ],
    [
      'a certificate expires',
      { organisations: [{ certificateTo: '2027-02-28' }] },
      [['2027-03-01', 'certificate-expired', 'no']],
    ],
    [
      'a certificate known to the month expires',
      { organisations: [{ certificateTo: '2027-02' }] },
      [['2027-03-01', 'certificate-expired', 'no']],
    ],
    [
      'a qualification expires',
      { 'fundraising-qualifications': [{ validTo: '2027-01-01' }] },
      [['2027-01-02', 'normal', 'expired']],
    ],
    [
      'a qualification ends',
      { 'fundraising-qualifications': [{ endedOn: '2027-01-01' }] },
      [['2027-01-01', 'normal', 'expired']],
    ],
    [
      'a charity is cancelled',
      { 'fundraising-qualifications': [{}], charities: [{ cancelledOn: '2027-01-01' }] },
      [['2027-01-01', 'normal', 'expired']],
    ],
    [
      'an entry’s publication ends',
      { 'abnormal-listings': [{ listedOn: '2026-07-01', publishUntil: '2027-07-01' }] },
      [['2027-07-02', 'normal', 'no']],
    ],
    [
      'an entry’s credit is repaired',
      { 'serious-listings': [{ repairedOn: '2027-01-01' }] },
      [['2027-01-01', 'normal', 'no']],
    ],
    ['an entry is removed', { 'serious-listings': [{ removedOn: '2027-01-01' }] }, [['2027-01-01', 'normal', 'no']]],
    [
      'two years on the list',
      { 'abnormal-listings': [{ listedOn: '2025-07-01' }] },
      [['2027-07-01', 'abnormal', 'no']],
    ],
    [
      'one thing after another, in order',
      {
        organisations: [{ certificateTo: '2027-06-30' }],
        'fundraising-qualifications': [{ validTo: '2027-01-31' }],
        'serious-listings': [{ publishUntil: '2026-12-31' }],
      },
      [
        ['2027-01-01', 'normal', 'yes'],
        ['2027-02-01', 'normal', 'expired'],
        ['2027-07-01', 'certificate-expired', 'expired'],
      ],
    ],
    [
      'two things on one day',
      { organisations: [{ certificateTo: '2027-01-31' }], 'fundraising-qualifications': [{ validTo: '2027-01-31' }] },
      [['2027-02-01', 'certificate-expired', 'expired']],
    ],
    ['an evaluation expires, which no verdict tells', { evaluations: [{ validTo: '2027-01-31' }] }, []],
    ['more than three years ahead', { organisations: [{ certificateTo: '2029-12-31' }] }, []],
    [
      'already past',
      { organisations: [{ certificateTo: '2026-11-19' }], 'fundraising-qualifications': [{ validTo: '2026-11-19' }] },
      [],
    ],
    [
      'a body that is gone',
      { organisations: [{ status: '注销' }], 'fundraising-qualifications': [{ validTo: '2027-01-01' }] },
      [],
    ],
  ])('%s', (_, given, expected) => {
    const { register, profile } = single(given);
    expect(laterVerdicts(register, profile).map(shortly)).toEqual(expected);
  });

  test('are what the profile of that day says', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        for (const organisation of register.organisations) {
          for (const { from, verdict } of laterVerdicts(register, profileOf(register, organisation))) {
            expect(verdict).toEqual(profileOf(register, organisation, from).verdict);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('miss no day on which standing or fundraising changes', () => {
    const horizon = Array.from({ length: 920 }, (_, i) => addDays(AS_OF, i));
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        const organisation = register.organisations[0]!;
        const profile = profileOf(register, organisation);
        const later = laterVerdicts(register, profile);
        for (const day of horizon) {
          const told = later.findLast(({ from }) => from <= day)?.verdict ?? profile.verdict;
          const then = profileOf(register, organisation, day).verdict;
          expect([told.standing.all, told.label, told.fundraising.fundraising, told.fundraising.reason], day).toEqual([
            then.standing.all,
            then.label,
            then.fundraising.fundraising,
            then.fundraising.reason,
          ]);
        }
      }),
      { numRuns: 50 },
    );
  });
});

function single(given: GivenRecords): { register: Register; profile: Profile } {
  const register = registerOf({ organisations: [{}], ...given });
  return { register, profile: profileOf(register, register.organisations[0]!) };
}

function shortly({ from, verdict }: LaterVerdict): [IsoDate, string, string] {
  return [from, verdict.standing.standing, verdict.fundraising.fundraising];
}
