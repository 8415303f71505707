import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type IsoDate } from './date.ts';
import type { Listing } from './listing.ts';
import {
  isCharity,
  judgeFundraising,
  judgeStanding,
  qualificationState,
  STANDINGS,
  type Qualification,
  type RegistrationStatus,
  type Standing,
} from './standing.ts';
import { closeDays, maybe } from './testing.ts';

const DAY = '2026-11-20';
const status = fc.constantFrom<RegistrationStatus>('正常', '注销', '撤销', '吊销');
const listing = fc.record({ listedOn: closeDays, removedOn: maybe(closeDays), ground: fc.constant('其他情形') });
const facts = fc.record({
  status,
  certificateTo: maybe(closeDays),
  abnormal: fc.array(listing, { maxLength: 3 }),
  serious: fc.array(listing, { maxLength: 3 }),
});

describe('judgeStanding', () => {
  const on: Listing[] = [{ listedOn: '2026-01-01', ground: '' }];
  const off: Listing[] = [{ listedOn: '2025-01-01', removedOn: '2026-01-01', ground: '' }];

  test.each<[Standing, Standing[], Parameters<typeof judgeStanding>[0]]>([
    ['normal', ['normal'], { status: '正常', abnormal: [], serious: [] }],
    ['normal', ['normal'], { status: '正常', abnormal: off, serious: off }],
    ['normal', ['normal'], { status: '正常', certificateTo: DAY, abnormal: [], serious: [] }],
    ['normal', ['normal'], { status: '正常', certificateTo: '2026-11', abnormal: [], serious: [] }],
    ['normal', ['normal'], { status: '正常', certificateTo: '9999-12-31', abnormal: [], serious: [] }],
    [
      'certificate-expired',
      ['certificate-expired'],
      { status: '正常', certificateTo: '2026-11-19', abnormal: [], serious: [] },
    ],
    [
      'certificate-expired',
      ['certificate-expired'],
      { status: '正常', certificateTo: '2026-10', abnormal: [], serious: [] },
    ],
    [
      'abnormal',
      ['abnormal', 'certificate-expired'],
      { status: '正常', certificateTo: '2020-01-01', abnormal: on, serious: off },
    ],
    ['serious', ['serious', 'abnormal'], { status: '正常', abnormal: on, serious: on }],
    ['cancelled', ['cancelled', 'serious'], { status: '注销', abnormal: off, serious: on }],
    [
      'revoked',
      ['revoked', 'serious', 'abnormal', 'certificate-expired'],
      { status: '撤销', certificateTo: '2020', abnormal: on, serious: on },
    ],
    ['revoked', ['revoked'], { status: '吊销', abnormal: [], serious: [] }],
  ])('%s among %j', (standing, all, known) => {
    expect(judgeStanding(known, DAY)).toMatchObject({ standing, all });
  });

  test('says the gravest state first and every other one after it, in order', () => {
    fc.assert(
      fc.property(facts, closeDays, (known, day) => {
        const verdict = judgeStanding(known, day);
        const expected = oracle(known, day);
        expect(verdict.all).toEqual(expected);
        expect(verdict.standing).toBe(expected[0]);
        expect(verdict.all).toEqual(STANDINGS.filter((standing) => verdict.all.includes(standing)));
      }),
      { numRuns: 2000 },
    );
  });

  test('hands on the entries of the day and the clock of the abnormal list alone', () => {
    fc.assert(
      fc.property(facts, closeDays, (known, day) => {
        const verdict = judgeStanding(known, day);
        expect(new Set(verdict.abnormal)).toEqual(new Set(known.abnormal.filter((one) => covers(one, day))));
        expect(new Set(verdict.serious)).toEqual(new Set(known.serious.filter((one) => covers(one, day))));
        expect(verdict.clock !== undefined).toBe(verdict.all.includes('abnormal'));
      }),
    );
  });

  function oracle(known: Parameters<typeof judgeStanding>[0], day: IsoDate): Standing[] {
    const states: Standing[] = [];
    if (['撤销', '吊销'].includes(known.status)) states.push('revoked');
    if (known.status === '注销') states.push('cancelled');
    if (known.serious.some((one) => covers(one, day))) states.push('serious');
    if (known.abnormal.some((one) => covers(one, day))) states.push('abnormal');
    if (known.certificateTo !== undefined && addDays(known.certificateTo, 1) <= day) states.push('certificate-expired');
    return states.length === 0 ? ['normal'] : states;
  }

  function covers({ listedOn, removedOn }: Listing, day: IsoDate): boolean {
    return listedOn <= day && (removedOn === undefined || day < removedOn);
  }
});

describe('qualificationState', () => {
  test.each([
    ['future', { obtainedOn: '2026-11-21' }],
    ['valid', { obtainedOn: DAY }],
    ['valid', { obtainedOn: '2024-01-01', validTo: DAY }],
    ['valid', { obtainedOn: '2024-01-01', validTo: '2026-11' }],
    ['valid', { obtainedOn: '2024-01-01', validTo: '9999-12-31' }],
    ['expired', { obtainedOn: '2024-01-01', validTo: '2026-11-19' }],
    ['valid', { obtainedOn: '2024-01-01', endedOn: '2026-11-21' }],
    ['ended', { obtainedOn: '2024-01-01', endedOn: DAY }],
    ['ended', { obtainedOn: '2024-01-01', endedOn: '2026-11' }],
    ['ended', { obtainedOn: '2024-01-01', validTo: '2025-01-01', endedOn: '2024-06-01' }],
  ])('is %s for %j', (state, qualification) => {
    expect(qualificationState(qualification, DAY)).toBe(state);
  });
});

test.each([
  ['is unknown without records', [], undefined],
  ['is unknown before its recognition', [{ recognisedOn: '2026-11-21' }], undefined],
  ['is true from its recognition on', [{ recognisedOn: DAY }], true],
  ['is true until the day it is cancelled', [{ recognisedOn: '2020-01-01', cancelledOn: '2026-11-21' }], true],
  ['is false from that day on', [{ recognisedOn: '2020-01-01', cancelledOn: DAY }], false],
  ['is true when recognised again', [{ recognisedOn: '2018', cancelledOn: '2020' }, { recognisedOn: '2022' }], true],
])('isCharity %s', (_, records, expected) => {
  expect(isCharity(records, DAY)).toBe(expected);
});

describe('judgeFundraising', () => {
  const charity = [{ recognisedOn: '2020-01-01' }];
  const valid: Qualification = { obtainedOn: '2025-01-01', validTo: '2028-01-01' };
  const expired: Qualification = { obtainedOn: '2022-01-01', validTo: '2025-01-01' };
  const ended: Qualification = { obtainedOn: '2021-01-01', endedOn: '2021-06-01' };
  const future: Qualification = { obtainedOn: '2027-01-01' };

  test.each([
    ['yes', 'valid', { status: '正常', qualifications: [valid], charity }, valid],
    ['yes', 'valid', { status: '正常', qualifications: [valid], charity: [] }, valid],
    ['yes', 'valid', { status: '正常', qualifications: [expired, ended, valid, future], charity }, valid],
    ['expired', 'expired', { status: '正常', qualifications: [ended, expired], charity }, expired],
    ['expired', 'ended', { status: '正常', qualifications: [ended], charity }, ended],
    ['expired', 'expired', { status: '正常', qualifications: [expired, future], charity }, expired],
    [
      'expired',
      'charity-cancelled',
      { status: '正常', qualifications: [valid], charity: [{ recognisedOn: '2020-01-01', cancelledOn: '2026-01-01' }] },
      valid,
    ],
    ['no', 'organisation-gone', { status: '注销', qualifications: [valid], charity }, valid],
    ['no', 'organisation-gone', { status: '吊销', qualifications: [expired], charity }, expired],
    [
      'no',
      'organisation-gone',
      { status: '撤销', qualifications: [expired, { obtainedOn: '2020-01-01' }], charity },
      { obtainedOn: '2020-01-01' },
    ],
    ['no', 'none', { status: '撤销', qualifications: [], charity }, undefined],
    ['no', 'none', { status: '正常', qualifications: [], charity }, undefined],
    ['no', 'none', { status: '正常', qualifications: [future], charity }, undefined],
  ] as const)('%s, because %s', (fundraising, reason, known, qualification) => {
    expect(judgeFundraising(known, DAY)).toEqual({ fundraising, reason, qualification });
    expect(judgeFundraising({ ...known, qualifications: known.qualifications.toReversed() }, DAY)).toEqual({
      fundraising,
      reason,
      qualification,
    });
  });

  test('is yes only for a registered charity with a qualification that covers the day', () => {
    const qualification = fc.record({ obtainedOn: closeDays, validTo: maybe(closeDays), endedOn: maybe(closeDays) });
    const record = fc.record({ recognisedOn: closeDays, cancelledOn: maybe(closeDays) });
    const known = fc.record({
      status,
      qualifications: fc.array(qualification, { maxLength: 4 }),
      charity: fc.array(record, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(known, closeDays, (all, day) => {
        const covering = all.qualifications.filter(
          ({ obtainedOn, validTo, endedOn }) =>
            obtainedOn <= day && (validTo === undefined || day <= validTo) && (endedOn === undefined || day < endedOn),
        );
        const recognised = all.charity.filter(({ recognisedOn }) => recognisedOn <= day);
        const charityNow =
          recognised.length === 0 ||
          recognised.some(({ cancelledOn }) => cancelledOn === undefined || day < cancelledOn);
        const verdict = judgeFundraising(all, day);
        expect(verdict.fundraising === 'yes').toBe(all.status === '正常' && covering.length > 0 && charityNow);
        if (verdict.fundraising === 'yes') expect(covering).toContain(verdict.qualification);
        expect(verdict.qualification === undefined).toBe(verdict.reason === 'none');
      }),
      { numRuns: 2000 },
    );
  });
});
