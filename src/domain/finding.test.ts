import { expect, test } from 'vitest';
import { CAUSES, causeOf, mustStop, type Cause, type Finding } from './finding.ts';

const causes = Object.keys(CAUSES) as Cause[];

test('a cause has a kebab-case name and a heading of its own', () => {
  for (const cause of causes) expect(cause).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(new Set(causes.map((cause) => causeOf(cause).title)).size).toBe(causes.length);
});

test('what stops is an error, what keeps is a warning', () => {
  const severities = (effect: string) =>
    new Set(causes.map(causeOf).flatMap((cause) => (cause.effect === effect ? [cause.severity] : [])));
  expect(severities('stops')).toEqual(new Set(['error']));
  expect(severities('keeps')).toEqual(new Set(['warning']));
});

test.each<[Cause[], boolean]>([
  [[], false],
  [['bad-date', 'future-date'], false],
  [['future-date', 'private-data'], true],
  [['duplicate-key'], true],
  [['missing-required-column'], true],
  [['unreadable-file'], true],
])('%j must stop: %s', (codes, stops) => {
  expect(mustStop(codes.map(finding))).toBe(stops);
});

function finding(code: Cause): Finding {
  const { severity } = causeOf(code);
  return {
    severity,
    code,
    dataset: '',
    file: '',
    row: null,
    column: null,
    header: null,
    value: null,
    message: '',
    suggestion: '',
  };
}
