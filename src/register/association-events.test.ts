import { describe, expect, test } from 'vitest';
import { parseAmount } from '../domain/amount.ts';
import { profileOf } from './profile.ts';
import { AS_OF, registerOf, type GivenRecords } from './testing.ts';
import { timelineOf, type TimelineEvent } from './timeline.ts';

function eventsOf(given: GivenRecords, day = AS_OF): TimelineEvent[] {
  const register = registerOf({ organisations: [{}], ...given });
  return timelineOf(profileOf(register, register.organisations[0]!, day));
}

const titles = (events: readonly TimelineEvent[]) => events.map(({ on, title }) => `${on} ${title}`);

test('everything an association does with a day is an event of its own kind, newest first', () => {
  const events = eventsOf({
    fees: [{ from: '2025-01-01' }],
    'fee-reliefs': [{ manner: '减收', from: '2026-01-01' }],
    'discipline-actions': [{ name: '澜江市青篾竹业有限公司' }],
    'member-credit': [{}],
    branches: [{}],
    disclosures: [{}],
    concerns: [{ answer: '公开。', answeredOn: '2026-05-12' }],
    'integrity-measures': [{ on: '2024-06-18', subject: '自律委员会' }],
    incentives: [{}],
    restrictions: [{}],
  });
  expect(events.map(({ on, kind, title }) => [on, kind, title])).toEqual([
    ['2026-06-01', 'incentive', '获得激励：购买服务重点支持'],
    ['2026-05-12', 'concern', '答复社会关切：会费是否公开？'],
    ['2026-05-06', 'concern', '社会关切：会费是否公开？'],
    ['2026-03-20', 'disclosure', '向社会公开章程'],
    ['2026-03-18', 'discipline', '按自律规约对会员单位「澜江市青篾竹业有限公司」作出：警告'],
    ['2026-01-01', 'relief', '减收「会费」'],
    ['2025-07-01', 'restriction', '受到限制：降低评估等级'],
    ['2025-01-01', 'fee', '开始收取「会费」'],
    ['2024-06-18', 'measure', '自律工作机构：自律委员会'],
    ['2019-05-20', 'branch', '设立分支机构「竹家具分会」'],
  ]);
});

describe('fees', () => {
  const dues = (tier: string, from: string, yuan: string, to?: string) => ({
    tier,
    from,
    to,
    unit: '元/年',
    amount: parseAmount(yuan, 1),
  });

  test('that begin on one day are one event, the highest first, with the vote', () => {
    const [event, ...others] = eventsOf({
      fees: [
        {
          ...dues('会员单位', '2025-01-01', '2000'),
          votedOn: '2024-12-10',
          voteManner: '无记名投票',
          ayes: 86,
          noes: 3,
        },
        {
          ...dues('会长单位', '2025-01-01', '20000'),
          votedOn: '2024-12-10',
          voteManner: '无记名投票',
          ayes: 86,
          noes: 3,
        },
      ],
    });
    expect(others).toEqual([]);
    expect(event!.details).toEqual([
      { label: '会长单位', text: '2万元（元/年）' },
      { label: '会员单位', text: '2,000元（元/年）' },
      { label: '表决', text: '2024-12-10，无记名投票，赞成86票，反对3票' },
    ]);
  });

  test('tell a new standard from a first one, and an end that nothing follows', () => {
    const events = eventsOf({
      fees: [
        dues('会员单位', '2022-01-01', '2000', '2024-12-31'),
        dues('会员单位', '2025-01-01', '1500', '2026-10-31'),
        dues('会员单位', '2027-01-01', '1000'),
        { kind: '其他收费', item: '工本费', from: '2023', to: '2026-10-31' },
        { kind: '其他收费', item: '资料费', from: '2023', to: '2026-12-31' },
      ],
    });
    expect(titles(events)).toEqual([
      '2026-11-01 停止收取「工本费」',
      '2025-01-01 「会费」执行新的标准',
      '2023 开始收取「工本费」',
      '2023 开始收取「资料费」',
      '2022-01-01 开始收取「会费」',
    ]);
  });
});

describe('measures against members', () => {
  test('tell of people that there was one', () => {
    const [event] = eventsOf({ 'discipline-actions': [{ target: '从业人员', measure: '公开谴责', reason: '泄密' }] });
    expect(event).toMatchObject({
      title: '按自律规约对从业人员作出：公开谴责',
      details: [{ text: '泄密' }, { text: '1号' }],
    });
  });

  test('are lifted on their day, are no longer shown after their last one, and honours read as such', () => {
    const given = {
      'discipline-actions': [
        { number: '1号', name: '甲公司', liftedOn: '2026-11-20', publishUntil: '2026-12-31' },
        { number: '2号', name: '乙公司', liftedOn: '2026-11-21' },
        { number: '3号', name: '丙公司', measure: '奖励' },
      ],
    } as const;
    const events = eventsOf(given);
    expect(titles(events)).toEqual([
      '2026-11-20 解除对会员单位「甲公司」的警告',
      '2026-03-18 按自律规约对会员单位「甲公司」作出：警告',
      '2026-03-18 按自律规约对会员单位「乙公司」作出：警告',
      '2026-03-18 奖励会员单位「丙公司」',
    ]);
    expect(events.map(({ until }) => until)).toEqual(['2026-12-31', '2026-12-31', undefined, undefined]);
    expect(titles(eventsOf(given, '2027-01-01')).join()).not.toContain('甲公司');
  });
});

test('disclosures of one day to the same readers are one event, and nothing of theirs is a link', () => {
  const events = eventsOf({
    disclosures: [
      { item: '章程', channel: '协会网站', url: 'https://a.example/x' },
      { item: '登记证书', channel: '协会网站', source: ['S001'] },
      { item: '财务收支情况', audience: '会员' },
    ],
  });
  expect(titles(events)).toEqual(['2026-03-20 向社会公开章程、登记证书', '2026-03-20 向会员公开财务收支情况']);
  expect(events[0]).toMatchObject({ source: ['S001'], details: [{ label: '渠道', text: '协会网站' }] });
  expect(JSON.stringify(events.map((event) => ({ ...event, rows: [] })))).not.toContain('a.example');
});

test('branches end, answers without a day stand with the question, restrictions run out', () => {
  const events = eventsOf({
    branches: [{ kind: '代表机构', status: '终止', establishedOn: undefined, endedOn: '2024-03-01' }],
    concerns: [{ answer: '公开。' }],
    restrictions: [
      { to: '2026-06-30', repairedOn: '2026-12-01' },
      { measure: '取消税收减免资格', to: '2026-11-20' },
    ],
  });
  expect(titles(events)).toEqual([
    '2026-07-01 限制期满：降低评估等级',
    '2026-05-06 社会关切：会费是否公开？',
    '2025-07-01 受到限制：降低评估等级',
    '2025-07-01 受到限制：取消税收减免资格',
    '2024-03-01 代表机构「竹家具分会」终止',
  ]);
  expect(events[0]!.until).toBe('2026-11-30');
  expect(events[1]!.details).toEqual([{ label: '答复', text: '公开' }]);
});

test('what an association has is no event, what was found and is due is', () => {
  const events = eventsOf({
    'integrity-measures': [
      { item: '财务脱钩', on: '2024-01-01' },
      { item: '理事会', on: '2024-01-01' },
      { item: '行业调解', state: '无' },
      { item: '整改', state: '进行中', subject: '补全收费公示', on: '2026-10-01', dueOn: '2026-12-30' },
      { item: '社会责任报告', state: '有', on: '2026-04-01' },
    ],
  });
  expect(titles(events)).toEqual(['2026-10-01 整改：补全收费公示（进行中）', '2026-04-01 社会责任报告']);
  expect(events[0]!.details).toEqual([{ label: '期限', text: '2026-12-30' }]);
});
