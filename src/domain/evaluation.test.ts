import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addYears } from './date.ts';
import { currentEvaluation, evaluationEnd } from './evaluation.ts';
import { closeDays, days, maybe } from './testing.ts';

describe('evaluationEnd', () => {
  test.each([
    [{ grade: '4A', evaluatedOn: '2024-12-20' }, '2029-12-19'],
    [{ grade: '4A', evaluatedOn: '2024-03-01' }, '2029-02-28'],
    [{ grade: '4A', evaluatedOn: '2023-03-01' }, '2028-02-29'],
    [{ grade: '4A', evaluatedOn: '2024-12' }, '2029-11-30'],
    [{ grade: '4A', evaluatedOn: '2024-12-20', validTo: '2026-01-01' }, '2026-01-01'],
    [{ grade: '4A', evaluatedOn: '2024-12-20', validTo: '9999-12-31' }, '9999-12-31'],
  ])('of %j is %s', (evaluation, end) => {
    expect(evaluationEnd(evaluation)).toBe(end);
  });

  test('is the day before the fifth anniversary', () => {
    fc.assert(
      fc.property(days(), (evaluatedOn) => {
        expect(addDays(evaluationEnd({ grade: '3A', evaluatedOn }), 1)).toBe(addYears(evaluatedOn, 5));
      }),
    );
  });
});

describe('currentEvaluation', () => {
  const first = { grade: '5A', evaluatedOn: '2020-06-01' };
  const lower = { grade: '3A', evaluatedOn: '2023-06-01' };
  const short = { grade: '4A', evaluatedOn: '2021-06-01', validTo: '2022-05-31' };

  test.each([
    ['nothing before the first', [first], '2020-05-31', undefined],
    ['the first from its day on', [first], '2020-06-01', first],
    ['the first on its last day', [first], '2025-05-31', first],
    ['nothing five years later', [first], '2025-06-01', undefined],
    ['the first until a later one is given', [first, lower], '2023-05-31', first],
    ['the later one, though lower', [lower, first], '2023-06-01', lower],
    ['the stated end on its day', [first, short], '2022-05-31', short],
    ['nothing after a stated end, though an earlier grade had years to go', [first, short], '2022-06-01', undefined],
    ['nothing without evaluations', [], '2022-06-01', undefined],
  ])('is %s', (_, evaluations, day, expected) => {
    expect(currentEvaluation(evaluations, day)).toBe(expected);
  });

  test('is the last one given by the day, or nothing', () => {
    const evaluation = fc.record({
      grade: fc.constantFrom('5A', '3A', '1A'),
      evaluatedOn: closeDays,
      validTo: maybe(closeDays),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(evaluation, { selector: (one) => one.evaluatedOn, maxLength: 5 }),
        closeDays,
        (all, day) => {
          const last = all
            .filter((one) => one.evaluatedOn <= day)
            .map((one) => one.evaluatedOn)
            .toSorted()
            .at(-1);
          const current = currentEvaluation(all, day);
          if (current === undefined)
            expect(all.filter((one) => one.evaluatedOn === last && (one.validTo ?? '9999') >= day)).toEqual([]);
          else expect(current.evaluatedOn).toBe(last);
        },
      ),
      { numRuns: 500 },
    );
  });
});
