import { describe, expect, test } from 'vitest';
import { profileOf } from './profile.ts';
import { AS_OF, registerOf, type GivenRecords } from './testing.ts';
import { timelineOf, type TimelineEvent } from './timeline.ts';

describe('the timeline', () => {
  test('tells everything with a day, newest first', () => {
    const events = eventsOf({
      organisations: [{ registeredOn: '2015-03-01', source: ['S001'] }],
      'former-names': [{ changedOn: '2019-05-06' }],
      charities: [{ recognisedOn: '2018-09-01', cancelledOn: '2026-01-02' }],
      'fundraising-qualifications': [{ obtainedOn: '2019-09-01', endedOn: '2025-10-01', endGround: '不再符合条件' }],
      'fundraising-plans': [{ startsOn: '2021-03-01' }],
      'abnormal-listings': [{ listedOn: '2022-07-01', removedOn: '2023-01-01', removalGround: '已补报' }],
      'serious-listings': [{ listedOn: '2024-07-01' }],
      penalties: [{ decidedOn: '2025-04-15' }],
      evaluations: [{ evaluatedOn: '2020-12-20' }],
      'annual-reports': [{ year: '2025', submittedOn: '2026-04-20' }],
    });
    expect(events.map(({ on, kind, title }) => [on, kind, title])).toEqual([
      ['2026-04-20', 'report', '报送2025年度工作报告'],
      ['2026-01-02', 'charity', '不再是慈善组织'],
      ['2025-10-01', 'qualification', '公开募捐资格终止'],
      ['2025-04-15', 'penalty', '受到行政处罚：警告'],
      ['2024-07-01', 'serious', '列入严重违法失信名单'],
      ['2023-01-01', 'abnormal', '移出活动异常名录'],
      ['2022-07-01', 'abnormal', '列入活动异常名录'],
      ['2021-03-01', 'plan', '公开募捐「乡村图书角」开始'],
      ['2020-12-20', 'evaluation', '评估为4A级'],
      ['2019-09-01', 'qualification', '取得公开募捐资格'],
      ['2019-05-06', 'name', '更名，此前名称为「澜江市竹器协会」'],
      ['2018-09-01', 'charity', '登记或认定为慈善组织'],
      ['2015-03-01', 'registration', '成立登记'],
    ]);
    expect(events.at(-1)).toMatchObject({ by: '澜江市民政局', source: ['S001'] });
  });

  test('leaves out what has no day and what is still to come', () => {
    const tomorrow = '2026-11-21';
    const events = eventsOf({
      organisations: [{ registeredOn: undefined }],
      'former-names': [{ changedOn: undefined }],
      'annual-reports': [{ submittedOn: undefined }, { submittedOn: tomorrow }],
      'fundraising-plans': [{ startsOn: tomorrow, endsOn: '2027-01-01' }],
      charities: [{ recognisedOn: AS_OF, cancelledOn: tomorrow }],
      'fundraising-qualifications': [{ obtainedOn: AS_OF, endedOn: tomorrow }],
      'abnormal-listings': [{ listedOn: AS_OF, removedOn: tomorrow }],
    });
    expect(events.map((event) => event.title).toSorted()).toEqual([
      '列入活动异常名录',
      '取得公开募捐资格',
      '登记或认定为慈善组织',
    ]);
  });

  test.each([
    ['2026-11-19', ['移出', '列入']],
    [AS_OF, ['移出', '列入']],
    ['2026-11', ['移出', '列入']],
    ['2026-11-21', ['列入']],
    [undefined, ['列入']],
  ])('tells a removal on %s once it has come', (removedOn, titles) => {
    const events = eventsOf({ 'abnormal-listings': [{ listedOn: '2026-01-01', removedOn }] });
    expect(events.map((event) => event.title.slice(0, 2))).toEqual(titles);
  });

  test('gives an entry its ground as typed, the article, who decided and how long it may be shown', () => {
    const [removal, entry] = eventsOf({
      'serious-listings': [
        {
          listedOn: '2025-01-01',
          ground: '受到８万元罚款',
          listedBy: '云汀省民政厅',
          publishUntil: '2028-01-01',
          removedOn: '2026-01-01',
          removalGround: '期满',
          source: ['S001'],
        },
      ],
    });
    expect(entry).toEqual({
      rows: [expect.objectContaining({ listedOn: '2025-01-01' })],
      on: '2025-01-01',
      kind: 'serious',
      title: '列入严重违法失信名单',
      details: [
        { label: '事由', text: '受到８万元罚款' },
        { label: '依据', text: '《社会组织信用信息管理办法》第十五条第四项' },
      ],
      by: '云汀省民政厅',
      source: ['S001'],
      until: '2028-01-01',
    });
    expect(removal).toMatchObject({ details: [{ label: '事由', text: '期满' }], until: '2028-01-01' });
    expect(removal).not.toHaveProperty('by');
  });

  test('names no article for a ground that is none of the regulation’s', () => {
    const [entry] = eventsOf({ 'abnormal-listings': [{ ground: '内部管理混乱' }] });
    expect(entry?.details).toEqual([{ label: '事由', text: '内部管理混乱' }]);
  });

  test.each([
    [undefined, { label: '按五年计算有效期至', text: '2029-12-19' }],
    ['2027-12-19', { label: '有效期至', text: '2027-12-19' }],
    ['9999-12-31', { label: '有效期至', text: '长期' }],
  ])('says whether the end of an evaluation was stated (%s) or counted', (validTo, detail) => {
    expect(eventsOf({ evaluations: [{ evaluatedOn: '2024-12-20', validTo }] })[0]?.details).toEqual([detail]);
  });

  test('orders months and years by their first day', () => {
    const events = eventsOf({
      'abnormal-listings': [
        { listedOn: '2024-05-02' },
        { listedOn: '2024-05', ground: '失联' },
        { listedOn: '2024', ground: '警告' },
        { listedOn: '2024-05-01', ground: '年报' },
      ],
    });
    expect(events.map((event) => event.on).slice(0, 1)).toEqual(['2024-05-02']);
    expect(events.at(-1)?.on).toBe('2024');
  });
});

function eventsOf(given: GivenRecords): TimelineEvent[] {
  const register = registerOf({ organisations: [{}], ...given });
  return timelineOf(profileOf(register, register.organisations[0]!));
}
