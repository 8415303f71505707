import { describe, expect, test } from 'vitest';
import { reasonsToStop, stopFor } from './brake.ts';
import { KINDS, type Changes, type DatasetChanges, type Kind } from './changes.ts';

/** So many rows before, and what became of them. */
function dataset(before: number, counts: Partial<Record<Kind, number>>): DatasetChanges {
  const all = Object.fromEntries(KINDS.map((kind) => [kind, counts[kind] ?? 0])) as Record<Kind, number>;
  return {
    dataset: 'organisations',
    before,
    after: before - all.vanished - all['set-aside'] - all.withheld + all.added,
    counts: all,
    rows: KINDS.flatMap((kind) =>
      Array.from({ length: all[kind] }, (_, i) => ({ kind, name: `${kind} ${i + 1}`, key: {} })),
    ),
    isCompared: true,
  };
}

function changes(...datasets: DatasetChanges[]): Changes {
  const served = { number: 3, asOf: '2026-11-20' };
  return { asOf: '2026-11-20', served, becomesExample: false, datasets, texts: undefined, digest: '0123456789ab' };
}

function codes(change: Changes, percent?: number): string[] {
  return reasonsToStop(change, percent).map(({ code }) => code);
}

describe('the brake', () => {
  test.each<[number, Partial<Record<Kind, number>>, string[]]>([
    [100, { vanished: 20 }, []],
    [100, { vanished: 21 }, ['vanished']],
    [50, { vanished: 19 }, []],
    [50, { vanished: 20 }, ['vanished']],
    [1000, { vanished: 200 }, []],
    [1000, { vanished: 201 }, ['vanished']],
    [100, { changed: 20 }, []],
    [100, { changed: 21 }, ['changed']],
    [100, { ended: 21 }, ['changed']],
    [100, { 'set-aside': 21 }, ['changed']],
    [100, { vanished: 5, changed: 5, ended: 5, 'set-aside': 5 }, []],
    [100, { vanished: 6, changed: 5, ended: 5, 'set-aside': 5 }, ['changed']],
    [20, { changed: 19 }, []],
    [20, { changed: 20 }, ['changed']],
    [100, { withheld: 60 }, []],
    [1, { vanished: 1 }, ['emptied']],
    [1, { 'set-aside': 1 }, ['emptied']],
    [2, { withheld: 1, vanished: 1 }, ['emptied']],
    [2, { vanished: 1 }, []],
    [100, { withheld: 100 }, []],
    [1, { vanished: 1, added: 1 }, []],
    [0, { added: 500 }, []],
    [25, { added: 19 }, []],
    [25, { added: 20 }, ['doubled']],
    [10, { added: 19 }, []],
    [10, { added: 20 }, ['doubled']],
    [1000, { added: 799 }, []],
    [1000, { added: 800 }, ['doubled']],
  ])('of %i rows with %j gives %j', (before, counts, expected) => {
    expect(codes(changes(dataset(before, counts)))).toEqual(expected);
  });

  test.each([
    [0, 19, []],
    [0, 20, ['vanished']],
    [5, 50, []],
    [5, 51, ['vanished']],
    [99.9, 999, []],
    [99.9, 1000, ['emptied']],
    [100, 999, []],
  ])('at %d percent lets %i of a thousand go: %j', (percent, vanished, expected) => {
    expect(codes(changes(dataset(1000, { vanished })), percent)).toEqual(expected);
  });

  test.each([
    [100, 20, []],
    [100, 21, ['vanished']],
    [19, 18, []],
    [3, 3, ['emptied']],
    [0, 0, []],
  ])('of %i texts lets %i go: %j', (before, gone, expected) => {
    const vanished = Array.from({ length: gone }, (_, i) => `guides/${i}.html`);
    const texts = { before, after: before - gone, added: before === 0 ? ['guides/a.html'] : [], vanished, emptied: [] };
    expect(codes({ ...changes(), texts: { ...texts, after: before === 0 ? 1 : texts.after } })).toEqual(expected);
  });

  test('stops for each kind of text that is gone, however few', () => {
    const vanished = ['guides/a.html', 'guides/b.html', 'pledges/51990000MJ0000001A/pledge/2024-01-01.html'];
    const texts = { before: 9, after: 6, added: [], vanished, emptied: ['guides' as const] };
    expect(reasonsToStop({ ...changes(), texts }).map(({ message }) => message)).toEqual([
      '「文章」里的指南原来公布2篇，这次一篇也没有：guides/a.html、guides/b.html',
    ]);
  });

  test('at 100 percent still stops for what is no share', () => {
    const emptied = dataset(1, { vanished: 1 });
    const doubled = dataset(20, { added: 20 });
    expect(codes({ ...changes(emptied, doubled), asOf: '2026-11-19' }, 100)).toEqual([
      'earlier-day',
      'emptied',
      'doubled',
    ]);
  });

  test.each([
    ['2026-11-19', ['earlier-day']],
    ['2026-11-20', []],
    ['2026-11-21', []],
  ])('judges %s against the served day: %j', (asOf, expected) => {
    expect(codes({ ...changes(), asOf })).toEqual(expected);
  });

  test('stops where real data would be called an example', () => {
    expect(codes({ ...changes(), becomesExample: true }, 100)).toEqual(['example']);
  });

  test('stops where nobody can tell what was there', () => {
    const unreadable = { ...dataset(3, {}), isCompared: false };
    expect(codes(changes(unreadable))).toEqual(['unreadable']);
    expect(codes(changes({ ...unreadable, before: 0 }))).toEqual([]);
  });

  test('is not there for the first release', () => {
    const all = { ...changes({ ...dataset(0, { added: 100 }), isCompared: false }), served: undefined };
    expect(codes(all)).toEqual([]);
    expect(stopFor(all)).toBeUndefined();
  });

  test('tells dataset, counts and the first names', () => {
    const [reason] = reasonsToStop(changes(dataset(60, { vanished: 30, changed: 1 })));
    expect(reason).toEqual({
      code: 'vanished',
      dataset: 'organisations',
      message:
        '「社会组织登记」公布的60行里有30行（50%）来源中已不见：vanished 1、vanished 2、vanished 3、vanished 4、vanished 5等30家',
    });
    const messages = [dataset(60, { changed: 21, ended: 1 }), dataset(60, { added: 70 }), dataset(2, { vanished: 2 })];
    expect(reasonsToStop(changes(...messages)).map(({ message }) => message)).toEqual([
      '「社会组织登记」公布的60行里有22行（36.6%）不同了（改动22）：ended 1、changed 1、changed 2、changed 3、changed 4等22家',
      '「社会组织登记」从60行变成130行，是原来的2.1倍：added 1、added 2、added 3、added 4、added 5等70家',
      '「社会组织登记」原来公布2行，这次一行也没有：vanished 1、vanished 2',
    ]);
  });

  test('names nobody whose row is withheld', () => {
    const [reason] = reasonsToStop(changes(dataset(3, { withheld: 2, vanished: 1 })));
    expect(reason!.message).toContain('vanished 1');
    expect(reason!.message).not.toContain('withheld');
  });
});

describe('what is accepted', () => {
  const stopped = changes(dataset(3, { vanished: 3 }));

  test('is this change and no other', () => {
    expect(stopFor(stopped)).toMatchObject({ digest: '0123456789ab', reasons: [{ code: 'emptied' }] });
    expect(stopFor(stopped)).not.toHaveProperty('accepted');
    expect(stopFor(stopped, { accept: '0123456789ab' })).toBeUndefined();
    for (const accept of ['0123456789ac', '', '0123456789', '0123456789AB'])
      expect(stopFor(stopped, { accept })).toMatchObject({ accepted: accept });
  });

  test('may be anything when nothing stops', () => {
    expect(stopFor(changes(dataset(3, { changed: 3 })), { accept: 'x' })).toBeUndefined();
  });
});
