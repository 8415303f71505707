import { describe, expect, test } from 'vitest';
import {
  begin,
  decide,
  differing,
  look,
  type Decision,
  type Patience,
  type Quiet,
  type Snapshot,
} from '../../src/publish/watch-quiet.ts';

const PATIENCE: Patience = { quiet: 500, rewritten: 2500, longest: 10_000, growing: 60_000 };

type Files = Readonly<Record<string, string>>;

/** Files by name; what is in them is their stamp, too. */
function snapshot(files: Files): Snapshot {
  return new Map(Object.entries(files).map(([path, text]) => [path, { size: text.length, stamp: text }]));
}

/** Looks every 100 ms at what `filesAt` says, until there is something to build or nothing to do. */
function watch(built: Files, filesAt: (time: number) => Files, until = 120_000): { at: number; decision: Decision } {
  let state: Quiet = begin(snapshot(built));
  for (let at = 100; at <= until; at += 100) {
    state = look(state, snapshot(filesAt(at)), at);
    const decision = decide(state, at, PATIENCE);
    if (decision.next !== 'wait') return { at, decision };
    expect(decision.ms).toBeGreaterThan(0);
  }
  throw new Error('It waits for ever.');
}

const OLD = { 'a.csv': 'aaaa', 'b.csv': 'bbbb' };

describe('what changes is waited for', () => {
  test('nothing to do while nothing changes', () => {
    expect(watch(OLD, () => OLD)).toEqual({ at: 100, decision: { next: 'idle' } });
  });

  test('half a second after the last change', () => {
    const saved = { ...OLD, 'a.csv': 'aaaab' };
    expect(watch(OLD, () => saved)).toEqual({ at: 600, decision: { next: 'build', changed: ['a.csv'] } });
  });

  test('files that are saved one after the other make one build', () => {
    const { at, decision } = watch(
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.csv`, 'x'])),
      (time) => Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.csv`, i * 100 < time ? 'xy' : 'x'])),
    );
    expect(at).toBe(5500);
    expect(decision.next === 'build' && decision.changed).toHaveLength(50);
  });

  test.each<[string, Files]>([
    ['new', { ...OLD, 'c.csv': 'c' }],
    ['smaller', { ...OLD, 'a.csv': 'a' }],
    ['gone', { 'a.csv': 'aaaa' }],
  ])('longer for what is %s', (_, files) => {
    expect(watch(OLD, () => files).at).toBe(2600);
  });

  test('a file that is written in two parts with a pause is one change', () => {
    const { at } = watch(OLD, (time) => ({ ...OLD, 'a.csv': time < 2000 ? 'a' : 'aaaabbbb' }));
    expect(at).toBe(2500);
  });

  test('what came and went is no change', () => {
    const { at, decision } = watch(OLD, (time) => (time < 1000 ? { ...OLD, A1B2C3D4: 'x' } : OLD));
    expect(decision).toEqual({ next: 'idle' });
    expect(at).toBeGreaterThan(1000);
  });

  test('a folder that is replaced as a whole is one change', () => {
    const { decision } = watch(OLD, (time) => (time < 800 ? {} : { 'a.csv': 'a2a2', 'b.csv': 'b2b2' }));
    expect(decision).toEqual({ next: 'build', changed: ['a.csv', 'b.csv'] });
  });
});

describe('no waiting is endless', () => {
  test('a folder that is written to without pause is built after ten seconds', () => {
    expect(watch(OLD, (time) => ({ ...OLD, 'a.csv': `${1000 + (time % 7)}` })).at).toBe(10_100);
    expect(watch(OLD, (time) => ({ ...OLD, [`${time}.csv`]: 'x' })).at).toBe(10_100);
    expect(watch(OLD, (time) => ({ 'a.csv': 'aaaa', 'b.csv': 'bbbb', [`${time % 300}.csv`]: 'x' })).at).toBe(10_100);
  });

  test('a file that does nothing but grow is waited for longer, but not for ever', () => {
    const growing = (until: number) => (time: number) => ({ ...OLD, 'a.csv': 'a'.repeat(Math.min(time, until) / 100) });
    expect(watch(OLD, growing(30_000)).at).toBe(30_500);
    expect(watch(OLD, growing(Infinity)).at).toBe(60_100);
  });

  test('what has changed again since a build is built again', () => {
    let state = look(begin(snapshot(OLD)), snapshot({ ...OLD, 'a.csv': 'xxxx' }), 0);
    expect(decide(state, 500, PATIENCE).next).toBe('build');
    state = begin(state.seen, state.changedAt);
    expect(decide(state, 500, PATIENCE).next).toBe('idle');
    state = look(state, snapshot({ ...OLD, 'a.csv': 'yyyy' }), 600);
    expect(decide(state, 1100, PATIENCE)).toEqual({ next: 'build', changed: ['a.csv'] });
  });
});

test('files differ by their stamp', () => {
  expect(differing(snapshot(OLD), snapshot(OLD))).toEqual([]);
  expect(differing(snapshot({ a: '1', b: '2' }), snapshot({ b: '3', c: '4' })).toSorted()).toEqual(['a', 'b', 'c']);
});
