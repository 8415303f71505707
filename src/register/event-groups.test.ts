import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { choicesOf, EVENT_GROUPS, groupOf } from './event-groups.ts';
import { DATASET_OF_KIND, type EventKind, type TimelineEvent } from './events.ts';

const KINDS: EventKind[] = [...(Object.keys(DATASET_OF_KIND) as EventKind[]), 'text'];

const events = (...kinds: EventKind[]): TimelineEvent[] =>
  kinds.map((kind) => ({ on: '2026-01-01', kind, title: kind, details: [], rows: [], source: [] }));

test('every kind of event belongs to one group', () => {
  expect(EVENT_GROUPS.flatMap(({ kinds }) => kinds).toSorted()).toEqual(KINDS.toSorted());
  for (const kind of KINDS) expect(groupOf({ kind }).kinds).toContain(kind);
});

test('a reader chooses among the groups that are there, with their counts', () => {
  const many = events('registration', ...Array.from({ length: 7 }, () => 'fee' as const), 'relief');
  expect(choicesOf(many).map(({ group, count }) => `${group.title} ${count}`)).toEqual([
    '登记与机构 1',
    '收费与减免 8',
  ]);
});

test('nothing is to be chosen where the events are few or all of one group', () => {
  expect(choicesOf([])).toEqual([]);
  expect(choicesOf(events('registration', ...Array.from({ length: 7 }, () => 'fee' as const)))).toEqual([]);
  expect(choicesOf(events(...Array.from({ length: 20 }, () => 'fee' as const)))).toEqual([]);
});

test('the styles hide the others of every group that is the target', () => {
  const styles = readFileSync(join(import.meta.dirname, '../styles/site.css'), 'utf8');
  const told = [...styles.matchAll(/:has\(a#only-(\w+):target\) ~ \.timeline > :not\(\[data-group='(\w+)'\]\)/g)];
  expect(told.map(([, target]) => target)).toEqual(EVENT_GROUPS.map(({ id }) => id));
  for (const [, target, group] of told) expect(group).toBe(target);
});
