import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClauses, withIds, type Clause } from './clauses.ts';
import { CHANGE_KINDS, compareClauses, countDifferences, type Comparison } from './compare.ts';

function compared(before: readonly string[], after: readonly string[]): Comparison {
  return compareClauses(readClauses(before.join('\n\n')), readClauses(after.join('\n\n')));
}

function told({ changes }: Comparison): string[] {
  return changes
    .filter(({ kind, words }) => kind !== 'unchanged' || words.length > 0)
    .flatMap(({ kind, words }) => words.map((sentence) => `${kind}: ${sentence}`));
}

const TEXTS = [
  '第一条　会员应当依法生产经营，执行食品安全国家标准。',
  '第二条　会费每年3000元，于每年三月底前缴清。',
  '第三条　秘书处负责受理投诉，并在十五日内答复。',
  '第四条　违反本规约的，给予警告、通报批评或者公开谴责。',
  '第五条　本规约由理事会负责解释。',
];

/** The texts in this order, numbered from one on. */
function numbered(...texts: readonly string[]): string[] {
  return texts.map((text, i) => text.replace(/^第.条/, `第${'一二三四五六七八九'[i]}条`));
}

const [one, two, three, four, five] = TEXTS as [string, string, string, string, string];

describe('two versions', () => {
  test('that are one have no difference', () => {
    const comparison = compared(TEXTS, TEXTS);
    expect(told(comparison)).toEqual([]);
    expect(comparison.counts.unchanged).toBe(5);
    expect(countDifferences(comparison)).toBe(0);
  });

  test('with another fee have one change', () => {
    expect(
      told(
        compared(
          TEXTS,
          TEXTS.map((text) => text.replace('3000', '2000')),
        ),
      ),
    ).toEqual(['changed: 第二条：「3000元」改为「2000元」']);
  });

  test('with a clause more tell it and the numbers behind it', () => {
    const added = '第一条　分支机构不得另行收取会费。';
    const comparison = compared(TEXTS, numbered(one, two, added, three, four, five));
    expect(told(comparison)).toEqual([
      'added: 新增第三条：「分支机构不得另行收取会费。」',
      'unchanged: 第三条改为第四条',
      'unchanged: 第四条改为第五条',
      'unchanged: 第五条改为第六条',
    ]);
    expect(countDifferences(comparison)).toBe(1);
  });

  test('with a clause less tell it where it stood', () => {
    expect(told(compared(TEXTS, numbered(one, three, four, five)))).toEqual([
      'removed: 删去第二条：「会费每年3000元，于每年三月底前缴清。」',
      'unchanged: 第三条改为第二条',
      'unchanged: 第四条改为第三条',
      'unchanged: 第五条改为第四条',
    ]);
  });

  test('with two clauses in each other’s place tell one that moved, none rewritten', () => {
    const comparison = compared(TEXTS, numbered(one, three, two, four, five));
    expect(comparison.counts).toMatchObject({ moved: 1, unchanged: 4, changed: 0, added: 0, removed: 0 });
    // The shorter of the two.
    expect(told(comparison)).toEqual(['moved: 第三条移到原第一条之后，改为第二条', 'unchanged: 第二条改为第三条']);
  });

  test('with a clause moved and changed tell both', () => {
    const comparison = compared(TEXTS, numbered(two.replace('3000', '2000'), one, three, four, five));
    expect(comparison.counts).toMatchObject({ 'moved-and-changed': 1, unchanged: 4 });
    expect(told(comparison)[0]).toBe('moved-and-changed: 第二条移到最前，改为第一条');
  });

  test('with other marks alone have no change of content', () => {
    const comparison = compared(
      TEXTS,
      TEXTS.map((text) => text.replaceAll('，', ',').replaceAll('、', ';')),
    );
    expect(comparison.counts.unchanged).toBe(5);
    expect(comparison.changes.filter(({ isRepunctuated }) => isRepunctuated)).toHaveLength(4);
    expect(comparison.changes.some(({ isRenumbered }) => isRenumbered)).toBe(false);
  });

  test('with other numbers of items alone have no change of content', () => {
    const comparison = compared(['第一条　如下：\n（一）甲；\n（二）乙。'], ['第一条　如下：\n（一）甲；\n（三）乙。']);
    expect(comparison.counts.unchanged).toBe(1);
    expect(comparison.changes[0]).toMatchObject({ isRenumbered: true, isRepunctuated: false });
    expect(told(comparison)).toEqual(['unchanged: 第一条：项号「（二）」改为「（三）」']);
  });

  test('with a wholly other clause under the same number tell one gone and one come', () => {
    const other = '第二条　培训、展览、检测等有偿服务由会员自愿选择。';
    expect(compared(TEXTS, [one, other, three, four, five]).counts).toMatchObject({ removed: 1, added: 1, changed: 0 });
  });

  test('with other headings tell them; the numbers of chapters make no difference', () => {
    const before = ['## 第一章 总则', one, '## 第二章 会费', two, '## 第三章 附则', five];
    const after = ['## 第一章 总则', one, '## 第二章 收费', two, '## 第四章 附则', five];
    expect(compared(before, after).headings.map(({ words }) => words)).toEqual([
      '标题「第二章 会费」改为「第二章 收费」',
    ]);
  });
});

/** Clauses of few sentences, so that two lists share many, in other orders, changed and twice. */
const clauseLists = fc
  .array(
    fc.record({
      base: fc.constantFrom(...TEXTS.map((text) => text.slice(4)), '甲', ''),
      end: fc.constantFrom('', '', '', '另收3000元。', '每月一次，自愿参加。'),
      label: fc.boolean(),
    }),
    { maxLength: 9 },
  )
  .map((drawn): Clause[] =>
    withIds(
      drawn.map(({ base, end, label }, i) => ({
        label: label ? `第${i + 1}条` : '',
        number: label ? String(i + 1) : '',
        path: [],
        text: base + end,
      })),
    ),
  );

test('clauses that say the same keep their order when all of them change', () => {
  const old = '秘书处负责受理投诉，并在十五日内答复。每月一次，自愿参加。';
  const now = '秘书处负责受理投诉，并在十五日内答复。';
  const before = ['会员应当依法生产经营。', old, '本规约由理事会负责解释。', old];
  expect(compared(before, [now, now]).counts).toMatchObject({ changed: 2, removed: 2, 'moved-and-changed': 0 });
});

describe('any two texts', () => {
  test('are told in full: every clause of either once, in the order of the later text', () => {
    fc.assert(
      fc.property(clauseLists, clauseLists, (before, after) => {
        const { changes } = compareClauses(before, after);
        expect(changes.flatMap((change) => change.after ?? [])).toEqual(after);
        const olds = changes.flatMap((change) => change.before ?? []);
        expect(new Set(olds)).toEqual(new Set(before));
        expect(olds).toHaveLength(before.length);
      }),
    );
  });

  test('can be made of one another by what is told', () => {
    fc.assert(
      fc.property(clauseLists, clauseLists, (before, after) => {
        for (const { before: old, after: now, segments } of compareClauses(before, after).changes) {
          expect(segments.map((segment) => segment.before).join('')).toBe(old?.text ?? '');
          expect(segments.map((segment) => segment.after).join('')).toBe(now?.text ?? '');
        }
      }),
    );
  });

  test('count the same turned round', () => {
    fc.assert(
      fc.property(clauseLists, clauseLists, (before, after) => {
        const [there, back] = [compareClauses(before, after).counts, compareClauses(after, before).counts];
        expect({ ...back, added: back.removed, removed: back.added }).toEqual(there);
      }),
      { numRuns: 1000 },
    );
  });

  test('that are one have nothing to tell', () => {
    fc.assert(
      fc.property(clauseLists, (clauses) => {
        const { changes, counts } = compareClauses(clauses, structuredClone(clauses));
        expect(changes.flatMap(({ words }) => words)).toEqual([]);
        expect(CHANGE_KINDS.filter((kind) => counts[kind] > 0 && kind !== 'unchanged')).toEqual([]);
      }),
    );
  });
});
