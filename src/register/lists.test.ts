import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yearOf, type IsoDate } from '../domain/date.ts';
import { currentRows, findList, listsOf, MONTHS_ABOVE, monthsOf } from './lists.ts';
import { createRegister, type Register } from './register.ts';
import { anyRecords, AS_OF, codeOf, registerOf, shuffled, type GivenRecords } from './testing.ts';

describe('lists', () => {
  test('are those datasets of organisations that have rows', () => {
    const register = registerOf({
      organisations: [{}],
      'former-names': [{}],
      evaluations: [{}],
      'abnormal-listings': [{}],
      sources: [{}],
    });
    expect(listsOf(register).map((list) => list.list.slug)).toEqual(['abnormal', 'evaluations']);
    expect(findList(register, 'abnormal')?.id).toBe('abnormal-listings');
    expect(findList(register, 'serious')).toBeUndefined();
  });

  test('hold every row once, in one state and in the year of its day', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        for (const { id, list, all, byState, byYear } of listsOf(register)) {
          expect(new Set(all.rows().map((row) => row.record))).toEqual(new Set<unknown>(records[id]));
          expect(all.count).toBe(records[id].length);
          for (const parts of [byState, byYear]) {
            const places = [...parts.values()].flatMap((part) => part.places);
            expect(places.toSorted()).toEqual(all.places.toSorted());
          }
          for (const [state, members] of byState) {
            expect(list.states.map((each) => each.id)).toContain(state);
            for (const row of members.rows()) expect(row.state.id).toBe(state);
          }
          for (const [year, members] of byYear)
            for (const row of members.rows()) expect(yearOf(row.record[list.cutBy] as IsoDate)).toBe(year);
          for (const row of all.rows()) expect(row.organisation.code).toBe(row.record['code']);
          expect(all.rows(1)).toEqual(all.rows().slice(0, 1));
        }
      }),
    );
  });

  test('are cut by month where a year has very many rows; rows without a month stay with the year', () => {
    const days = ['2024-05-01', '2025-03', '2025', '2025-11-30'];
    const of = (count: number) => {
      const rows = Array.from({ length: count }, (_, n) => ({ ground: `第${n}条`, listedOn: days[n % days.length]! }));
      const listings = rows.map(({ listedOn, ground }) => ({ listedOn: listedOn as IsoDate, ground }));
      return findList(registerOf({ organisations: [{}], 'abnormal-listings': listings }), 'abnormal')!;
    };
    const large = of(Math.ceil((MONTHS_ABOVE * 4) / 3) + 4);
    expect([...large.byMonth.keys()]).toEqual(['2025-11', '2025-03']);
    expect(monthsOf(large, '2025').map(([month]) => month)).toEqual(['2025-11', '2025-03']);
    expect(monthsOf(large, '2024')).toEqual([]);
    const year = large.byYear.get('2025')!;
    const rest = large.withoutMonth.get('2025')!;
    const places = [...monthsOf(large, '2025').map(([, part]) => part), rest].flatMap((part) => part.places);
    expect(places.toSorted()).toEqual(year.places.toSorted());
    expect(new Set(rest.rows().map(({ record }) => record['listedOn']))).toEqual(new Set(['2025']));
    const small = of(MONTHS_ABOVE);
    expect([small.byMonth.size, small.withoutMonth.size]).toEqual([0, 0]);
  });

  test('are ordered newest first, rows and years', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        for (const { list, all, byYear } of listsOf(createRegister({ asOf: AS_OF, records }))) {
          const days = all.rows().map(({ record }) => (record[list.cutBy] as IsoDate | undefined) ?? '');
          expect(days).toEqual(days.toSorted().toReversed());
          expect([...byYear.keys()]).toEqual([...byYear.keys()].toSorted().toReversed());
        }
      }),
    );
  });

  test('do not depend on the order of the records', () => {
    const summary = (register: Register) =>
      listsOf(register).map(({ id, list, all, byState, byYear }) => [
        id,
        all.rows().map((row) => [row.record[list.cutBy], row.organisation.code]),
        [...byYear].map(([year, members]) => [year, members.count]),
        [...byState].map(([state, members]) => [state, members.count]),
      ]);
    fc.assert(
      fc.property(
        anyRecords().chain((records) => fc.tuple(fc.constant(records), shuffled(records))),
        ([records, other]) => {
          expect(summary(createRegister({ asOf: AS_OF, records: other }))).toEqual(
            summary(createRegister({ asOf: AS_OF, records })),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each<[string, GivenRecords, string[]]>([
    [
      'abnormal',
      { 'abnormal-listings': [{ removedOn: undefined }, { removedOn: '2026-11-21' }, { removedOn: AS_OF }] },
      ['current', 'current', 'removed'],
    ],
    ['penalties', { penalties: [{}] }, ['published']],
    [
      'charities',
      { charities: [{}, { cancelledOn: AS_OF }, { cancelledOn: '2026-11-21' }] },
      ['cancelled', 'current', 'current'],
    ],
    [
      'fundraising-qualifications',
      { 'fundraising-qualifications': [{ validTo: AS_OF }, { validTo: '2026-11-19' }, { endedOn: AS_OF }] },
      ['ended', 'expired', 'valid'],
    ],
    [
      'fundraising-plans',
      {
        'fundraising-plans': [
          { endsOn: AS_OF },
          { endsOn: '2026-11-19' },
          { startsOn: '2026-11-21', endsOn: '2027-01-01' },
        ],
      },
      ['finished', 'planned', 'running'],
    ],
    [
      'evaluations',
      {
        evaluations: [
          { evaluatedOn: '2021-11-21' },
          { evaluatedOn: '2021-11-20' },
          { evaluatedOn: '2026-01-01', validTo: '2026-11-19' },
        ],
      },
      ['expired', 'expired', 'valid'],
    ],
    [
      'fees',
      {
        fees: [
          { from: '2025-01-01', to: AS_OF },
          { from: '2025-01-01', to: '2026-11-19' },
          { from: '2025-01-01', to: '2026-11' },
          { from: '2026-11-21' },
        ],
      },
      ['coming', 'current', 'current', 'ended'],
    ],
    [
      'discipline',
      { 'discipline-actions': [{ measure: '警告' }, { measure: '奖励' }, { measure: '向有关部门通报' }] },
      ['honour', 'report', 'warning'],
    ],
    [
      'member-credit',
      { 'member-credit': [{}, { validTo: AS_OF }, { validTo: '2026-11-19' }] },
      ['expired', 'valid', 'valid'],
    ],
    [
      'restrictions',
      { restrictions: [{}, { to: AS_OF }, { to: '2026-11-19' }, { to: '9999-12-31' }] },
      ['current', 'current', 'current', 'ended'],
    ],
    [
      'concerns',
      {
        concerns: [
          {},
          { answer: '公开。' },
          { answer: '公开。', answeredOn: AS_OF },
          { answer: '公开。', answeredOn: '2026-11-21' },
        ],
      },
      ['answered', 'answered', 'unanswered', 'unanswered'],
    ],
    ['disclosures', { disclosures: [{}, { audience: '会员', item: '财务收支情况' }] }, ['members', 'public']],
  ])('tell the state of each row of %s on the day', (slug, given, states) => {
    const list = findList(registerOf({ organisations: [{}], ...given }), slug)!;
    expect(
      list.all
        .rows()
        .map((row) => row.state.id)
        .toSorted(),
    ).toEqual(states);
  });

  test('hold rows without a day behind the others, and in no year', () => {
    const given = [{ name: '甲分会', establishedOn: undefined }, { name: '乙分会' }];
    const list = findList(registerOf({ organisations: [{}], branches: given }), 'branches')!;
    expect(list.all.rows().map(({ record }) => record['name'])).toEqual(['乙分会', '甲分会']);
    expect([...list.byYear].map(([year, { count }]) => [year, count])).toEqual([['2019', 1]]);
  });

  test('count rows and organisations apart', () => {
    const register = registerOf({
      organisations: [{ code: codeOf(0) }, { code: codeOf(1) }],
      'abnormal-listings': [
        { code: codeOf(0) },
        { code: codeOf(0), ground: '失联' },
        { code: codeOf(1), removedOn: '2026-01-01' },
      ],
    });
    const list = findList(register, 'abnormal')!;
    expect([list.all.count, list.all.organisationCount]).toEqual([3, 2]);
    expect([currentRows(list).count, currentRows(list).organisationCount]).toEqual([2, 1]);
  });

  test('may have no row in the state they are about', () => {
    const list = findList(
      registerOf({ organisations: [{}], 'abnormal-listings': [{ removedOn: '2026-01-01' }] }),
      'abnormal',
    )!;
    expect(currentRows(list).rows()).toEqual([]);
  });

  test('show columns that the dataset has', () => {
    const register = registerOf({
      organisations: [{}],
      'abnormal-listings': [{}],
      'serious-listings': [{}],
      penalties: [{}],
      charities: [{}],
      'fundraising-qualifications': [{}],
      'fundraising-plans': [{}],
      evaluations: [{}],
      fees: [{}],
      'fee-reliefs': [{}],
      'discipline-actions': [{}],
      'member-credit': [{}],
      branches: [{}],
      disclosures: [{}],
      concerns: [{}],
      'integrity-measures': [{}],
      incentives: [{}],
      restrictions: [{}],
    });
    expect(listsOf(register)).toHaveLength(16);
    for (const { columns, list } of listsOf(register)) {
      expect(columns.map(([field]) => field)).toEqual(list.shows);
      for (const [, column] of columns) expect(column.header).not.toBe('');
    }
  });
});
