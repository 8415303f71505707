import { describe, expect, test } from 'vitest';
import type { PledgeText } from '../pledges/texts.ts';
import { seriesOf } from '../pledges/versions.ts';
import { profileOf } from './profile.ts';
import { AS_OF, codeOf, registerOf } from './testing.ts';
import { timelineOf } from './timeline.ts';

const CODE = codeOf(0);

function text(id: string, given: Partial<PledgeText> = {}): PledgeText {
  const date = id.slice(id.lastIndexOf('/') + 1);
  return {
    id: `${CODE}/${id}`,
    code: CODE,
    kind: '诚信承诺书',
    name: '',
    date,
    title: '诚信承诺书',
    isDraft: false,
    attachments: [],
    source: [],
    coverage: {} as PledgeText['coverage'],
    clauses: [],
    ...given,
  };
}

function eventsOf(...texts: PledgeText[]) {
  const register = registerOf({ organisations: [{ registeredOn: undefined }] });
  return timelineOf(profileOf(register, register.organisations[0]!), seriesOf(texts, AS_OF));
}

const told = (...texts: PledgeText[]) => eventsOf(...texts).map(({ on, title }) => `${on} ${title}`);

describe('the texts of an organisation in its record', () => {
  test('are told by the days of each version; a new one replaces the one before', () => {
    const first = text('pledge/2022-03-05', { adoptedOn: '2022-03-05', signedOn: '2022-03-05', adoptedBy: '会员大会' });
    const second = text('pledge/2024-06-01', { title: '诚信承诺书（2024年修订）', effectiveOn: '2024-07-01' });
    expect(told(first, second)).toEqual([
      '2024-07-01 诚信承诺书施行，代替上一版：《诚信承诺书（2024年修订）》',
      '2022-03-05 诚信承诺书审议通过、签署、施行：《诚信承诺书》',
    ]);
    const [replaced, adopted] = eventsOf(first, second);
    expect(replaced).toMatchObject({ kind: 'text', href: `/pledges/${CODE}/pledge/2024-06-01.html`, details: [] });
    expect(adopted!.details).toEqual([{ label: '审议机构', text: '会员大会' }]);
  });

  test('end where nothing follows, and begin again without a word of replacing', () => {
    const first = text('pledge/2020-01-01', { replacedOn: '2021-01-01' });
    expect(told(first)).toEqual([
      '2021-01-01 诚信承诺书停用：《诚信承诺书》',
      '2020-01-01 诚信承诺书施行：《诚信承诺书》',
    ]);
    expect(told(first, text('pledge/2023-01-01'))).toEqual([
      '2023-01-01 诚信承诺书施行：《诚信承诺书》',
      '2021-01-01 诚信承诺书停用：《诚信承诺书》',
      '2020-01-01 诚信承诺书施行：《诚信承诺书》',
    ]);
  });

  test('that were replaced before their day are not told to have come into force', () => {
    const planned = text('rules/2024-01-01', { kind: '自律规约', title: '第二版', effectiveOn: '2026-01-01' });
    const sooner = text('rules/2025-01-01', { kind: '自律规约', title: '第三版' });
    expect(told(text('rules/2022-01-01', { kind: '自律规约', title: '第一版' }), planned, sooner)).toEqual([
      '2025-01-01 自律规约施行，代替上一版：《第三版》',
      '2022-01-01 自律规约施行：《第一版》',
    ]);
  });

  test('that are still to come, or to end, are not told yet', () => {
    expect(told(text('pledge/2026-12-01'))).toEqual([]);
    expect(told(text('pledge/2020-01-01', { replacedOn: '2027-01-01' }))).toHaveLength(1);
  });

  test('a case is told by its day, a standard that is being written as such', () => {
    const titles = told(
      text('case/2025-05-01', { kind: '典型案例', title: '一把尺子' }),
      text('standard/2026-01-02', { kind: '行业标准', title: '竹篮分级', isDraft: true }),
    );
    expect(titles).toEqual(['2026-01-02 公布行业标准的在研稿：《竹篮分级》', '2025-05-01 公布典型案例：《一把尺子》']);
  });
});
