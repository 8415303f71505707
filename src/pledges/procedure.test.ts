import { describe, expect, test } from 'vitest';
import { checkProcedure, isAssembly, type MakingRecord } from './procedure.ts';

const COMPLETE: MakingRecord = {
  kind: '自律规约',
  consultedOn: '2023-01-10',
  reviewedOn: '2023-02-20',
  adoptedOn: '2023-03-18',
  adoptedBy: '第三届第二次会员代表大会',
  vote: '无记名投票，赞成86票、反对2票',
  effectiveOn: '2023-05-01',
  organisationType: '社会团体',
};

function gaps(record: Partial<MakingRecord>): string[] {
  const { notes } = checkProcedure({ ...COMPLETE, ...record });
  return notes.filter(({ isGap }) => isGap).map(({ words }) => words);
}

describe('the making of a text', () => {
  test('is told in four steps with their days, the body and the vote', () => {
    const { steps, notes } = checkProcedure(COMPLETE);
    expect(steps.map(({ title, words }) => `${title}：${words}`)).toEqual([
      '征求意见：2023年1月10日',
      '论证：2023年2月20日',
      '审议：2023年3月18日，第三届第二次会员代表大会，无记名投票，赞成86票、反对2票',
      '施行：2023年5月1日',
    ]);
    expect(notes).toEqual([
      { code: 'adopted-by-assembly', isGap: false, words: '记录中由第三届第二次会员代表大会审议通过' },
    ]);
  });

  test('of which steps are missing says that they are not on record', () => {
    expect(gaps({ consultedOn: undefined, reviewedOn: undefined })).toEqual([
      '征求意见的时间，本站未见记录',
      '论证的时间，本站未见记录',
    ]);
  });

  test('of which nothing is on record says so of each step, and invents no fault', () => {
    const { steps, notes } = checkProcedure({ kind: '行业标准' });
    expect(steps.map(({ words }) => words)).toEqual(Array(4).fill('未见记录'));
    expect(new Set(notes.map(({ code }) => code))).toEqual(new Set(['missing-step']));
  });

  test('in another order is told, also across a step without a day', () => {
    expect(gaps({ reviewedOn: '2023-04-01' })).toEqual(['记录中审议（2023年3月18日）早于论证（2023年4月1日）']);
    expect(gaps({ reviewedOn: undefined, consultedOn: '2023-06-01' })).toEqual([
      '论证的时间，本站未见记录',
      '记录中审议（2023年3月18日）早于征求意见（2023年6月1日）',
      '记录中施行（2023年5月1日）早于征求意见（2023年6月1日）',
    ]);
  });

  test('on one day, or in a month that leaves it open, is in order', () => {
    expect(gaps({ reviewedOn: '2023-03-18', effectiveOn: '2023-03-18' })).toEqual([]);
    expect(gaps({ reviewedOn: '2023-03' })).toEqual([]);
    expect(gaps({ reviewedOn: '2023-04' })).toEqual(['记录中审议（2023年3月18日）早于论证（2023年4月）']);
  });

  test('by the board alone is told as it is on record', () => {
    expect(gaps({ adoptedBy: '第三届理事会第五次会议' })).toEqual([
      '记录中由第三届理事会第五次会议审议通过；经会员（代表）大会审议，本站未见记录',
    ]);
    expect(gaps({ adoptedBy: undefined, vote: undefined })).toEqual(['由哪个机构审议通过，本站未见记录']);
  });

  test('of a foundation needs no assembly', () => {
    expect(gaps({ adoptedBy: '第二届理事会', organisationType: '基金会' })).toEqual([]);
  });

  test('does not concern reports of cases', () => {
    expect(checkProcedure({ kind: '典型案例' })).toEqual({ steps: [], notes: [] });
  });
});

test.each(['会员大会', '会员代表大会', '会员（代表）大会', '会员(代表)大会', '第三届第二次会员代表大会'])(
  '%s is an assembly of members',
  (body) => expect(isAssembly(body)).toBe(true),
);

test.each(['理事会', '常务理事会', '会长办公会', '监事会', '职工代表大会'])('%s is none', (body) => {
  expect(isAssembly(body)).toBe(false);
});

describe('a pledge', () => {
  const pledge = { kind: '诚信承诺书', registeredOn: '2019-06-12' };

  test('is signed after registration', () => {
    const { notes } = checkProcedure({ ...COMPLETE, ...pledge, signedOn: '2024-03-05' });
    expect(notes.at(-1)).toEqual({
      code: 'signed-after-registration',
      isGap: false,
      words: '2024年3月5日签署，不早于成立登记',
    });
  });

  test('that was signed before is told', () => {
    expect(gaps({ ...pledge, signedOn: '2019-06-01' })).toEqual([
      '记录中签署日期（2019年6月1日）早于成立登记日期（2019年6月12日）',
    ]);
  });

  test('signed in the month of registration leaves it open', () => {
    const { notes } = checkProcedure({ ...COMPLETE, ...pledge, signedOn: '2019-06' });
    expect(notes.map(({ code }) => code)).toEqual(['adopted-by-assembly']);
  });

  test('without a day of signature says that none is on record', () => {
    expect(gaps(pledge)).toEqual(['签署日期，本站未见记录']);
  });
});
