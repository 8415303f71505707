import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latestChanges } from './changes.ts';
import { createRegister } from './register.ts';
import { anyRecords, AS_OF, codeOf, registerOf, shuffled } from './testing.ts';

describe('the latest changes', () => {
  const register = registerOf({
    organisations: [
      { code: codeOf(0), name: '甲协会' },
      { code: codeOf(1), name: '乙协会' },
    ],
    'abnormal-listings': [
      { code: codeOf(0), listedOn: '2025-07-01', ground: '未按规定报送2024年度报告。', removedOn: '2026-03-02' },
      { code: codeOf(1), listedOn: '2026-07-01', ground: '内部管理混乱。', removedOn: '2026-11-21' },
    ],
    'serious-listings': [{ code: codeOf(1), listedOn: AS_OF, ground: '受到5万元以上罚款' }],
    'illegal-organisations': [
      { name: '华夏竹艺总会', kind: '涉嫌', publishedOn: '2026-05-01' },
      { name: '华夏木艺总会', kind: '取缔', publishedOn: '2026-04-01' },
      { name: '华夏石艺总会', kind: '劝散', publishedOn: undefined },
    ],
  });

  test('are told newest first, each in a sentence; what has no day or is still to come is not', () => {
    expect(latestChanges(register, 100).map(({ on, sentence }) => `${on}，${sentence}`)).toEqual([
      '2026-11-20，乙协会被列入严重违法失信名单，原因是受到五万元以上罚款',
      '2026-07-01，乙协会被列入活动异常名录，原因是内部管理混乱',
      '2026-05-01，「华夏竹艺总会」列入涉嫌非法社会组织名单',
      '2026-04-01，「华夏木艺总会」列入非法社会组织（取缔）名单',
      '2026-03-02，甲协会被移出活动异常名录',
      '2025-07-01，甲协会被列入活动异常名录，原因是未按时报送年度工作报告',
    ]);
  });

  test('lead to the page of the body', () => {
    expect(latestChanges(register, 3).map((change) => change.href)).toEqual([
      `/org/${codeOf(1)}.html`,
      `/org/${codeOf(1)}.html`,
      `/illegal/${register.illegal[0]!.id}.html`,
    ]);
  });

  test.each([0, 1, 6])('are no more than %i, the newest of all', (count) => {
    expect(latestChanges(register, count)).toEqual(latestChanges(register, 100).slice(0, count));
    expect(latestChanges(register, count)).toHaveLength(count);
  });

  test('do not depend on the order of the records', () => {
    fc.assert(
      fc.property(
        anyRecords().chain((records) => fc.tuple(fc.constant(records), shuffled(records))),
        ([records, other]) => {
          const changes = latestChanges(createRegister({ asOf: AS_OF, records }), 5);
          expect(latestChanges(createRegister({ asOf: AS_OF, records: other }), 5)).toEqual(changes);
          for (const change of changes) expect(change.on <= AS_OF).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
