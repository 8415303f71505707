import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, NO_END } from './date.ts';
import {
  isLong,
  mayBeEmergencyFiling,
  planDuties,
  planPhase,
  type Duty,
  type FundraisingPlan,
} from './fundraising-plan.ts';
import { closeDays, maybe } from './testing.ts';

const AFTERWARDS = '2030-01-01';

test.each([
  ['2026-02-28', 'planned'],
  ['2026-03-01', 'running'],
  ['2026-08-31', 'running'],
  ['2026-09-01', 'finished'],
])('on %s a campaign from March to August is %s', (day, phase) => {
  expect(planPhase({ startsOn: '2026-03-01', endsOn: '2026-08-31' }, day)).toBe(phase);
  expect(planPhase({ startsOn: '2026-03', endsOn: '2026-08' }, day)).toBe(phase);
});

test.each([
  ['2026-03-01', '2026-09-01', false],
  ['2026-03-01', '2026-09-02', true],
  ['2026-03-01', '2026-03-31', false],
  ['2026-08-31', '2027-02-28', false],
  ['2026-08-31', '2027-03-01', true],
  ['2026-03', '2026-09', true],
  ['2026-03-01', NO_END, true],
])('a campaign from %s to %s lasts longer than six months: %s', (startsOn, endsOn, long) => {
  expect(isLong({ startsOn, endsOn })).toBe(long);
});

describe('the filing', () => {
  const plan = { startsOn: '2026-03-11', endsOn: '2026-05-31' };

  test.each([
    ['2026-02-01', 'on-time', 0],
    ['2026-03-01', 'on-time', 0],
    ['2026-03-02', 'late', 1],
    ['2026-03-11', 'late', 10],
    ['2026-04-10', 'late', 40],
  ])('on %s is %s, by %i days', (filedOn, timeliness, daysLate) => {
    expect(planDuties({ ...plan, filedOn }, AFTERWARDS)[0]).toEqual({
      kind: 'filing',
      dueOn: '2026-03-01',
      doneOn: filedOn,
      timeliness,
      daysLate,
    });
  });

  test.each(['2026-01-01', '2026-03-01', AFTERWARDS])('without its day is unknown on %s', (day) => {
    expect(planDuties(plan, day)[0]).toMatchObject({ doneOn: undefined, timeliness: 'unknown', daysLate: 0 });
  });

  test.each([
    ['2026-03-01', 'not-yet-due'],
    ['2026-03-02', 'missing'],
    ['2026-03-05', 'late'],
  ])('on 5 March is, on %s, %s', (day, timeliness) => {
    expect(planDuties({ ...plan, filedOn: '2026-03-05' }, day)[0]).toMatchObject({ timeliness });
  });

  test.each([
    ['2026-03-10', false],
    ['2026-03-11', true],
    ['2026-03-21', true],
    ['2026-03-22', false],
    [undefined, false],
  ])('on %s may be that of an emergency: %s', (filedOn, emergency) => {
    expect(mayBeEmergencyFiling({ ...plan, filedOn })).toBe(emergency);
  });
});

describe('the final report', () => {
  const plan = { startsOn: '2026-01-01', endsOn: '2026-05-31' };

  test.each([
    [[], '2026-08-31', undefined, 'not-yet-due', 0],
    [[], '2026-09-01', undefined, 'missing', 0],
    [['2026-08-31'], AFTERWARDS, '2026-08-31', 'on-time', 0],
    [['2026-09-01'], AFTERWARDS, '2026-09-01', 'late', 1],
    [['2026-10-01', '2026-08-01'], AFTERWARDS, '2026-08-01', 'on-time', 0],
    [['2026-08-01'], '2026-07-31', undefined, 'not-yet-due', 0],
    [['2026-08'], AFTERWARDS, '2026-08-01', 'on-time', 0],
  ])('of %j on %s: %s, %s, %i days late', (finalReports, day, doneOn, timeliness, daysLate) => {
    expect(planDuties({ ...plan, finalReports }, day).at(-1)).toEqual({
      kind: 'final-report',
      dueOn: '2026-08-31',
      doneOn,
      timeliness,
      daysLate,
    });
  });

  test('is due on the last day of a shorter month', () => {
    expect(planDuties({ startsOn: '2026-09-01', endsOn: '2026-11-30' }, AFTERWARDS).at(-1)?.dueOn).toBe('2027-02-28');
  });

  test('is not owed by a campaign without an end', () => {
    expect(planDuties({ startsOn: '2026-01-01', endsOn: NO_END }, AFTERWARDS).map((duty) => duty.kind)).not.toContain(
      'final-report',
    );
  });
});

describe('progress reports', () => {
  // Due on 1 April, 1 July and 1 October.
  const plan = { startsOn: '2026-01-01', endsOn: '2026-12-31' };

  test.each<[string, string[], string, string[]]>([
    ['all on time', ['2026-03-30', '2026-06-30', '2026-10-01'], AFTERWARDS, ['on-time', 'on-time', 'on-time']],
    ['in any order', ['2026-10-01', '2026-03-30', '2026-06-30'], AFTERWARDS, ['on-time', 'on-time', 'on-time']],
    ['none', [], AFTERWARDS, ['missing', 'missing', 'missing']],
    ['the first late', ['2026-04-11', '2026-06-30', '2026-09-30'], AFTERWARDS, ['late', 'on-time', 'on-time']],
    ['the second missing', ['2026-03-30', '2026-10-01'], AFTERWARDS, ['on-time', 'missing', 'on-time']],
    ['the first missing', ['2026-07-01', '2026-10-01'], AFTERWARDS, ['missing', 'on-time', 'on-time']],
    ['two in one period', ['2026-02-01', '2026-03-01', '2026-09-30'], AFTERWARDS, ['on-time', 'missing', 'on-time']],
    [
      'the second missing, the third a day early',
      ['2026-03-30', '2026-09-30'],
      AFTERWARDS,
      ['on-time', 'missing', 'on-time'],
    ],
    ['each somewhat late', ['2026-04-11', '2026-07-11', '2026-10-11'], AFTERWARDS, ['late', 'late', 'late']],
    [
      'the first two months late',
      ['2026-06-01', '2026-06-30', '2026-09-30'],
      AFTERWARDS,
      ['late', 'on-time', 'on-time'],
    ],
    ['one, somewhat late', ['2026-04-11'], AFTERWARDS, ['late', 'missing', 'missing']],
    [
      'more than are owed',
      ['2026-02-01', '2026-03-01', '2026-05-01', '2026-06-01', '2026-09-01'],
      AFTERWARDS,
      ['on-time', 'on-time', 'on-time'],
    ],
    ['long after the end', ['2026-03-30', '2026-06-30', '2027-01-02'], AFTERWARDS, ['on-time', 'on-time', 'missing']],
    ['before the campaign', ['2025-12-31'], AFTERWARDS, ['missing', 'missing', 'missing']],
    ['the last after the end', ['2026-03-30', '2026-06-30', '2026-12-31'], AFTERWARDS, ['on-time', 'on-time', 'late']],
    ['not yet due', ['2026-03-30'], '2026-07-01', ['on-time', 'not-yet-due', 'not-yet-due']],
    ['due yesterday', ['2026-03-30'], '2026-07-02', ['on-time', 'missing', 'not-yet-due']],
    ['announced for later', ['2026-03-30', '2026-06-30'], '2026-04-15', ['on-time', 'not-yet-due', 'not-yet-due']],
  ])('%s', (_, progressReports, day, expected) => {
    const duties = progress({ ...plan, progressReports }, day);
    expect(duties.map((duty) => duty.timeliness)).toEqual(expected);
    expect(duties.map((duty) => duty.dueOn)).toEqual(['2026-04-01', '2026-07-01', '2026-10-01']);
  });

  test('tell how late they came', () => {
    expect(progress({ ...plan, progressReports: ['2026-04-11'] }, AFTERWARDS)[0]).toMatchObject({
      doneOn: '2026-04-11',
      daysLate: 10,
    });
  });

  test('are not owed for six months or less', () => {
    expect(
      progress({ startsOn: '2026-01-01', endsOn: '2026-07-01', progressReports: ['2026-03-01'] }, AFTERWARDS),
    ).toEqual([]);
  });

  test('fall due on the last day of shorter months', () => {
    expect(progress({ startsOn: '2026-08-31', endsOn: '2027-08-30' }, AFTERWARDS).map((duty) => duty.dueOn)).toEqual([
      '2026-11-30',
      '2027-02-28',
      '2027-05-31',
    ]);
  });

  test('of a campaign without an end are owed up to the next one', () => {
    const duties = progress({ startsOn: '2026-01-01', endsOn: NO_END, progressReports: ['2026-04-01'] }, '2026-08-15');
    expect(duties.map(({ dueOn, timeliness }) => [dueOn, timeliness])).toEqual([
      ['2026-04-01', 'on-time'],
      ['2026-07-01', 'missing'],
      ['2026-10-01', 'not-yet-due'],
    ]);
  });
});

describe('the duties of any plan', () => {
  const plan = fc
    .record({
      startsOn: closeDays,
      length: fc.integer({ min: 0, max: 1500 }),
      filedOn: maybe(closeDays),
      progressReports: maybe(fc.array(closeDays, { maxLength: 12 })),
      finalReports: maybe(fc.array(closeDays, { maxLength: 2 })),
    })
    .map(({ length, ...rest }) => ({ ...rest, endsOn: addDays(rest.startsOn, length) }));

  test('come in order: the filing, the progress reports by their day, the final report', () => {
    fc.assert(
      fc.property(plan, closeDays, (any, day) => {
        const duties = planDuties(any, day);
        const kinds = duties.map((duty) => duty.kind);
        expect(kinds).toEqual([
          'filing',
          ...Array.from({ length: duties.length - 2 }, () => 'progress'),
          'final-report',
        ]);
        expect(duties.map((duty) => duty.dueOn).toSorted()).toEqual(duties.map((duty) => duty.dueOn));
      }),
      { numRuns: 500 },
    );
  });

  test('have a progress report for every full quarter before the end of a long campaign', () => {
    fc.assert(
      fc.property(plan, closeDays, (any, day) => {
        const quarters = Array.from({ length: 20 }, (_, i) => addMonths(any.startsOn, (i + 1) * 3)).filter(
          (due) => due < any.endsOn,
        );
        expect(progress(any, day).map((duty) => duty.dueOn)).toEqual(
          any.endsOn > addMonths(any.startsOn, 6) ? quarters : [],
        );
      }),
      { numRuns: 500 },
    );
  });

  test('agree with their days', () => {
    fc.assert(
      fc.property(plan, closeDays, (any, day) => {
        for (const duty of planDuties(any, day)) {
          expect(duty.daysLate > 0).toBe(duty.timeliness === 'late');
          expect(duty.daysLate).toBeGreaterThanOrEqual(0);
          expect(duty.doneOn !== undefined).toBe(duty.timeliness === 'on-time' || duty.timeliness === 'late');
          if (duty.doneOn !== undefined) {
            expect(duty.doneOn <= day).toBe(true);
            expect(addDays(duty.dueOn, duty.daysLate) >= duty.doneOn).toBe(true);
          }
          if (duty.timeliness === 'missing') expect(duty.dueOn < day).toBe(true);
          if (duty.timeliness === 'not-yet-due') expect(duty.dueOn >= day).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('use no report twice', () => {
    fc.assert(
      fc.property(plan, (any) => {
        const done = progress(any, AFTERWARDS).flatMap((duty) => duty.doneOn ?? []);
        const left = [...(any.progressReports ?? [])];
        for (const day of done) {
          expect(left).toContain(day);
          left.splice(left.indexOf(day), 1);
        }
      }),
    );
  });
});

function progress(plan: FundraisingPlan, day: string): Duty[] {
  return planDuties(plan, day).filter((duty) => duty.kind === 'progress');
}
