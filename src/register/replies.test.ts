import { describe, expect, test } from 'vitest';
import type { Reply } from '../pledges/replies.ts';
import { profileOf } from './profile.ts';
import { withReplies } from './replies.ts';
import { AS_OF, codeOf, registerOf, type GivenRecords } from './testing.ts';
import { timelineOf } from './timeline.ts';

function reply(given: Partial<Reply>): Reply {
  const code = codeOf(0);
  return {
    id: `${code}/a`,
    code,
    dataset: 'abnormal-listings',
    on: '2025-07-01',
    repliedOn: '2025-08-01',
    source: [],
    paragraphs: ['已补报。'],
    ...given,
  };
}

/** Titles of the entries that carry a reply, and the replies that stand beside the timeline. */
function placed(records: GivenRecords, replies: readonly Reply[], day = AS_OF) {
  const register = registerOf({ organisations: [{ registeredOn: undefined }], ...records });
  const profile = profileOf(register, register.organisations[0]!, day);
  const { events, others } = withReplies(timelineOf(profile), replies, profile.asOf);
  return {
    titles: events.flatMap(({ title, replies: own = [] }) => own.map(() => title)),
    others: others.length,
    said: events.flatMap(({ replies: own = [] }) => own),
  };
}

const LISTED = { listedOn: '2025-07-01', removedOn: '2026-02-01' };

describe('a reply', () => {
  test('stands in the entry of its dataset and day, once', () => {
    expect(placed({ 'abnormal-listings': [LISTED] }, [reply({})]).titles).toEqual(['列入活动异常名录']);
    expect(placed({ 'abnormal-listings': [LISTED] }, [reply({ on: '2026-02-01' })]).titles).toEqual([
      '移出活动异常名录',
    ]);
  });

  test('that names a day without an event of its own stands in the entry that has it', () => {
    const restrictions = [{ from: '2025-01-01', to: '2025-12-31' }];
    const one = reply({ dataset: 'restrictions', on: '2025-12-31' });
    expect(placed({ restrictions }, [one]).titles).toEqual(['受到限制：降低评估等级']);
  });

  test('goes by the number where several entries are of the day, else to the first', () => {
    const penalties = ['甲', '乙'].map((number) => ({
      decisionNumber: number,
      kinds: [`警告${number}`],
      decidedOn: '2026-01-05',
    }));
    const about = { dataset: 'penalties', on: '2026-01-05' };
    expect(placed({ penalties }, [reply({ ...about, number: '乙' })]).titles).toEqual(['受到行政处罚：警告乙']);
    expect(placed({ penalties }, [reply(about)]).titles).toEqual(['受到行政处罚：警告甲']);
    expect(placed({ penalties }, [reply({ ...about, number: '丙' })])).toMatchObject({ titles: [], others: 0 });
  });

  test('goes with its entry: after a repair it is told nowhere', () => {
    const records = { 'abnormal-listings': [{ listedOn: '2025-07-01', repairedOn: '2027-01-01' }] };
    expect(placed(records, [reply({})], '2026-12-31').titles).toHaveLength(1);
    expect(placed(records, [reply({})], '2027-01-01')).toEqual({ titles: [], others: 0, said: [] });
    expect(placed({}, [reply({})])).toEqual({ titles: [], others: 0, said: [] });
  });

  test('to what has no day in the timeline stands beside it', () => {
    const ratings = [{ assessedOn: '2025-12-01' }];
    const one = reply({ dataset: 'member-credit', on: '2025-12-01' });
    expect(placed({ 'member-credit': ratings }, [one])).toMatchObject({ titles: [], others: 1 });
  });

  test('and its outcome are told from their own days on', () => {
    const records = { 'abnormal-listings': [{ listedOn: '2025-07-01' }] };
    expect(placed(records, [reply({ repliedOn: '2026-11-21' })])).toEqual({ titles: [], others: 0, said: [] });
    const later = reply({ outcome: '维持', outcomeOn: '2026-11-21' });
    expect(placed(records, [later]).said[0]).toMatchObject({ outcome: undefined, outcomeOn: undefined });
    expect(placed(records, [{ ...later, outcomeOn: AS_OF }]).said[0]).toMatchObject({ outcome: '维持' });
    expect(placed(records, [reply({ outcome: '维持' })]).said[0]).toMatchObject({ outcome: '维持' });
  });
});
