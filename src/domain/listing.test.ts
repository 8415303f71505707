import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addYears, type IsoDate } from './date.ts';
import {
  ABNORMAL_GROUNDS,
  entriesOn,
  isOnList,
  mayBeShown,
  recogniseGround,
  SERIOUS_GROUNDS,
  twoYearClock,
  type Listing,
} from './listing.ts';
import { closeDays, maybe } from './testing.ts';

describe('grounds of the 活动异常名录', () => {
  test('are seven, each recognised in the words of the regulation and in plain words', () => {
    expect(ABNORMAL_GROUNDS).toHaveLength(7);
    for (const ground of ABNORMAL_GROUNDS) {
      expect(recogniseGround(ground.text, ABNORMAL_GROUNDS)?.id).toBe(ground.id);
      expect(recogniseGround(ground.plain, ABNORMAL_GROUNDS)?.id, ground.plain).toBe(ground.id);
    }
  });

  test.each([
    ['annual-report', '未按照规定时限和要求向登记管理机关报送年度工作报告的'],
    ['annual-report', '未按规定报送2024年度报告'],
    ['annual-report', '连续两年未参加年检'],
    ['annual-report', '未报年报'],
    ['annual-report', '未按时接受２０２３年度检查'],
    ['party-organisation', '未按照有关规定设立党组织的'],
    ['party-organisation', '未建立党的组织'],
    ['party-organisation', '应建未建党支部'],
    ['rectification', '登记管理机关在抽查和其他监督检查中发现问题，发放整改文书要求限期整改，社会组织未按期完成整改的'],
    ['rectification', '逾期未整改'],
    ['rectification', '整改逾期'],
    ['rectification', '年检不合格，未按期完成整改'],
    ['fundraising-unfit', '具有公开募捐资格的慈善组织，存在《慈善组织公开募捐管理办法》第二十一条规定情形的'],
    ['fundraising-unfit', '6个月以上不开展公开募捐活动'],
    ['light-penalty', '受到警告或者不满5万元罚款处罚的'],
    ['light-penalty', '受到警告'],
    ['light-penalty', '被处以３万元罚款'],
    ['light-penalty', '罚款五万元以下'],
    ['light-penalty', '罚款3.5万元'],
    ['light-penalty', '罚款2,000元'],
    ['light-penalty', '受到两次以上警告'],
    ['unreachable', '通过登记的住所无法与社会组织取得联系的'],
    ['unreachable', '失联'],
    ['unreachable', '登记住所无法联系'],
    ['unreachable', '两次寄送专用信函均未能取得联系'],
    ['other', '法律、行政法规规定应当列入的其他情形'],
    [undefined, '受到5万元以上罚款'],
    [undefined, '罚款8万元'],
    [undefined, '罚款50000元'],
    [undefined, '罚款120,000元'],
    [undefined, '处十万元罚款'],
    [undefined, '内部管理混乱'],
    [undefined, '无'],
  ])('%s: %s', (id, text) => {
    expect(recogniseGround(text, ABNORMAL_GROUNDS)?.id).toBe(id);
  });
});

describe('grounds of the 严重违法失信名单', () => {
  test('are eight, each recognised in the words of the regulation and in plain words', () => {
    expect(SERIOUS_GROUNDS).toHaveLength(8);
    for (const ground of SERIOUS_GROUNDS) {
      expect(recogniseGround(ground.text, SERIOUS_GROUNDS)?.id).toBe(ground.id);
      expect(recogniseGround(ground.plain, SERIOUS_GROUNDS)?.id, ground.plain).toBe(ground.id);
    }
  });

  test.each([
    ['two-years-abnormal', '被列入活动异常名录满2年'],
    ['two-years-abnormal', '被列入活动异常名录满2年的'],
    ['two-years-abnormal', '列入异常名录满二年未移出'],
    ['two-years-abnormal', '列入活动异常名录两年以上'],
    ['two-years-abnormal', '因未报送年度工作报告列入活动异常名录超过２年'],
    ['two-years-abnormal', '连续两年在活动异常名录'],
    ['false-change', '弄虚作假办理变更登记，被撤销变更登记的'],
    ['false-change', '提交虚假材料办理变更登记'],
    ['false-change', '被撤销变更登记'],
    ['suspended', '受到限期停止活动行政处罚的'],
    ['suspended', '责令停止活动六个月'],
    ['heavy-penalty', '受到5万元以上罚款处罚的'],
    ['heavy-penalty', '受到5万元以上罚款'],
    ['heavy-penalty', '受到五万元以上罚款'],
    ['heavy-penalty', '受到 5 万元（含）以上罚款'],
    ['heavy-penalty', '罚款5万以上'],
    ['heavy-penalty', '罚款50000元以上'],
    ['heavy-penalty', '罚款8万元'],
    ['heavy-penalty', '被处以十万元罚款'],
    ['repeated-penalties', '三年内两次以上受到警告或者不满5万元罚款'],
    ['repeated-penalties', '三年内两次以上受到警告或者不满5万元罚款处罚的'],
    ['repeated-penalties', '3年内2次以上受到警告'],
    ['repeated-penalties', '三年内二次受到不满五万元罚款'],
    ['repeated-penalties', '近三年多次受到处罚'],
    ['judgment-defaulter', '被司法机关纳入“失信被执行人”名单的'],
    ['judgment-defaulter', '列为失信被执行人'],
    ['registration-revoked', '被吊销登记证书、撤销成（设）立登记的'],
    ['registration-revoked', '被吊销《社会团体法人登记证书》'],
    ['registration-revoked', '连续三年未年检，撤销登记'],
    ['registration-revoked', '被撤销登记，此前未办理变更登记'],
    ['other', '法律、行政法规规定的其他情形'],
    [undefined, '受到不满5万元罚款'],
    [undefined, '受到警告'],
    [undefined, '2023年两次受到警告'],
    [undefined, '2022年列入活动异常名录'],
    [undefined, '未按规定报送年度工作报告'],
    [undefined, '未按规定办理变更登记'],
    [undefined, '被撤销公开募捐资格'],
  ])('%s: %s', (id, text) => {
    expect(recogniseGround(text, SERIOUS_GROUNDS)?.id).toBe(id);
  });
});

test.each([
  ['2025-02-28', false],
  ['2025-03-01', true],
  ['2025-06-29', true],
  ['2025-06-30', false],
])('an entry from 1 March, removed on 30 June, is on the list on %s: %s', (day, expected) => {
  expect(isOnList(entry('2025-03-01', '2025-06-30'), day)).toBe(expected);
  expect(isOnList(entry('2025-03', '2025-06-30'), day)).toBe(expected);
});

test('an entry without a removal stays', () => {
  expect(isOnList(entry('2001-01-01'), '2099-12-31')).toBe(true);
});

test('entries of a day come earliest first', () => {
  const [late, early, removed] = [entry('2025-05-01'), entry('2025-01'), entry('2024-01-01', '2025-06-01')];
  expect(entriesOn([late, early, removed], '2025-06-01')).toEqual([early, late]);
});

describe('the two-year clock', () => {
  const day = '2026-11-20';

  test.each<[string, Listing[], ReturnType<typeof twoYearClock>]>([
    ['never listed', [], undefined],
    ['removed', [entry('2024-01-01', '2024-06-01')], undefined],
    ['removed today', [entry('2024-01-01', '2026-11-20')], undefined],
    ['listed only from tomorrow on', [entry('2026-11-21')], undefined],
    ['removed on the day it was listed', [entry('2026-11-01', '2026-11-01')], undefined],
    ['listed', [entry('2025-05-01')], clock('2025-05-01', '2025-05-01', '2027-05-01', false)],
    ['listed today', [entry(day)], clock(day, day, '2028-11-20', false)],
    ['two years over today', [entry('2024-11-20')], clock('2024-11-20', '2024-11-20', '2026-11-20', true)],
    ['two years over tomorrow', [entry('2024-11-21')], clock('2024-11-21', '2024-11-21', '2026-11-21', false)],
    ['listed on a leap day', [entry('2024-02-29')], clock('2024-02-29', '2024-02-29', '2026-02-28', true)],
    ['known to the month', [entry('2024-11')], clock('2024-11-01', '2024-11-01', '2026-11-01', true)],
    ['to be removed later', [entry('2024-05-01', '2026-12-01')], clock('2024-05-01', '2024-05-01', '2026-05-01', true)],
    [
      'listed again while listed: counted anew',
      [entry('2024-01-01'), entry('2025-06-01')],
      clock('2024-01-01', '2025-06-01', '2027-06-01', false),
    ],
    [
      'listed again while listed, then the first entry removed',
      [entry('2024-01-01', '2026-01-01'), entry('2025-06-01')],
      clock('2024-01-01', '2025-06-01', '2027-06-01', false),
    ],
    [
      'removed on the day of the next entry: the stay goes on',
      [entry('2024-01-01', '2025-06-01'), entry('2025-06-01')],
      clock('2024-01-01', '2025-06-01', '2027-06-01', false),
    ],
    [
      'removed a day before the next entry: a new stay',
      [entry('2024-01-01', '2025-05-31'), entry('2025-06-01')],
      clock('2025-06-01', '2025-06-01', '2027-06-01', false),
    ],
    [
      'an entry within another',
      [entry('2024-01-01'), entry('2024-03-01', '2024-05-01')],
      clock('2024-01-01', '2024-03-01', '2026-03-01', true),
    ],
    [
      'two grounds of one day',
      [entry('2024-01-01'), entry('2024-01-01')],
      clock('2024-01-01', '2024-01-01', '2026-01-01', true),
    ],
    [
      'an entry that lasted no day does not count anew',
      [entry('2024-01-01'), entry('2025-01-01', '2025-01-01')],
      clock('2024-01-01', '2024-01-01', '2026-01-01', true),
    ],
    [
      'a later ground still to come',
      [entry('2024-01-01'), entry('2026-12-01')],
      clock('2024-01-01', '2024-01-01', '2026-01-01', true),
    ],
  ])('%s', (_, listings, expected) => {
    expect(twoYearClock(listings, day)).toEqual(expected);
    expect(twoYearClock(listings.toReversed(), day)).toEqual(expected);
  });

  const listing = fc
    .record({ listedOn: closeDays, length: maybe(fc.integer({ min: 0, max: 700 })) })
    .map(({ listedOn, length }) => entry(listedOn, length === undefined ? undefined : addDays(listedOn, length)));
  const listings = fc.array(listing, { maxLength: 6 });
  const covered = (all: readonly Listing[], on: IsoDate) =>
    all.some(({ listedOn, removedOn }) => listedOn <= on && (removedOn === undefined || on < removedOn));

  test('runs exactly when some entry covers the day', () => {
    fc.assert(
      fc.property(listings, closeDays, (all, on) => {
        expect(twoYearClock(all, on) !== undefined).toBe(covered(all, on));
      }),
      { numRuns: 1000 },
    );
  });

  test('counts two years from the last ground of an unbroken stay', () => {
    fc.assert(
      fc.property(listings, closeDays, (all, on) => {
        const running = twoYearClock(all, on);
        if (running === undefined) return;
        const { listedSince, countedFrom, dueOn, isDue, restarted } = running;
        expect(listedSince <= countedFrom && countedFrom <= on).toBe(true);
        expect(dueOn).toBe(addYears(countedFrom, 2));
        expect(isDue).toBe(dueOn <= on);
        expect(restarted).toBe(countedFrom > listedSince);
        const begun = all.filter((one) => one.listedOn <= on && one.removedOn !== one.listedOn);
        expect(countedFrom).toBe(
          begun
            .map((one) => one.listedOn)
            .toSorted()
            .at(-1),
        );
        for (let each = listedSince; each <= on; each = addDays(each, 1)) expect(covered(all, each), each).toBe(true);
        expect(covered(all, addDays(listedSince, -1))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order of the entries', () => {
    fc.assert(
      fc.property(
        listings.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        closeDays,
        ([all, shuffled], on) => {
          expect(twoYearClock(shuffled, on)).toEqual(twoYearClock(all, on));
        },
      ),
    );
  });

  test('goes on by itself until something is listed or removed', () => {
    fc.assert(
      fc.property(listings, closeDays, (all, on) => {
        const next = addDays(on, 1);
        if (all.some((one) => one.listedOn === next || one.removedOn === next)) return;
        const [today, tomorrow] = [twoYearClock(all, on), twoYearClock(all, next)];
        expect({ ...tomorrow, isDue: undefined }).toEqual({ ...today, isDue: undefined });
        if (today?.isDue) expect(tomorrow?.isDue).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('mayBeShown', () => {
  test.each([
    ['without repair or end', {}, '2099-01-01', true],
    ['the day before its repair', { repairedOn: '2026-03-20' }, '2026-03-19', true],
    ['on the day of its repair', { repairedOn: '2026-03-20' }, '2026-03-20', false],
    ['from the first day of the month of its repair', { repairedOn: '2026-03' }, '2026-03-01', false],
    ['on the last day of its publication', { publishUntil: '2026-03-20' }, '2026-03-20', true],
    ['the day after it', { publishUntil: '2026-03-20' }, '2026-03-21', false],
    ['to the last day of the month of its publication', { publishUntil: '2026-03' }, '2026-03-31', true],
    ['after that month', { publishUntil: '2026-03' }, '2026-04-01', false],
    [
      'repaired before its publication ended',
      { repairedOn: '2026-01-01', publishUntil: '2027-01-01' },
      '2026-01-02',
      false,
    ],
    ['published without end', { publishUntil: '9999-12-31' }, '2099-01-01', true],
  ])('%s', (_, row, day, expected) => {
    expect(mayBeShown(row, day)).toBe(expected);
  });
});

function entry(listedOn: IsoDate, removedOn?: IsoDate): Listing {
  return { listedOn, removedOn, ground: '未按照规定时限和要求报送年度工作报告' };
}

function clock(listedSince: IsoDate, countedFrom: IsoDate, dueOn: IsoDate, isDue: boolean) {
  return { listedSince, countedFrom, dueOn, isDue, restarted: listedSince !== countedFrom };
}
