import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORGANISATION_TYPES } from '../datasets/organisations.ts';
import type { IsoDate } from '../domain/date.ts';
import { STANDING_LABELS } from '../domain/sentences.ts';
import { facetsOf, regionTree } from '../register/browse.ts';
import { listsOf } from '../register/lists.ts';
import { profileOf } from '../register/profile.ts';
import { createRegister, regionOf, type Register } from '../register/register.ts';
import { anyRecords, AS_OF, codeOf, registerOf, shuffled } from '../register/testing.ts';
import { urls } from '../register/urls.ts';
import { figuresOf } from './figures.ts';

const ONE_PROVINCE = ['990000', '990100', '990101', '990200', '990201'];
const anyRegister = registersOf();

type Count = (register: Register) => readonly (readonly (string | number)[])[];

const COUNTS: readonly (readonly [string, string, fc.Arbitrary<Register>, Count])[] = [
  [
    'by type',
    'organisations-by-type',
    anyRegister,
    ({ organisations }) =>
      ORGANISATION_TYPES.map((type) => organisations.filter((one) => one.type === type))
        .filter((members) => members.length > 0)
        .map((members) => [members[0]!.type, members.length, members.filter((one) => one.status === '正常').length]),
  ],
  [
    'by standing',
    'organisations-by-standing',
    anyRegister,
    (register) => {
      const standings = register.organisations.map((one) => profileOf(register, one).verdict.standing.standing);
      return Object.entries({ ...STANDING_LABELS, normal: '正常，现不在名录名单上' })
        .map(([standing, label]): [string, number] => [label, standings.filter((each) => each === standing).length])
        .filter(([, count]) => count > 0);
    },
  ],
  [
    'by province',
    'organisations-by-region',
    anyRegister.filter((register) => new Set(register.organisations.map((one) => regionOf(one).slice(0, 2))).size > 1),
    (register) =>
      regionTree(register).map(({ code, name }) => {
        const members = register.organisations.filter((one) => regionOf(one).startsWith(code.slice(0, 2)));
        return [name, members.length, members.filter((one) => isListed(register, one.code)).length];
      }),
  ],
  [
    'by city, where all are of one province',
    'organisations-by-region',
    registersOf(ONE_PROVINCE),
    (register) =>
      ['9900', '9901', '9902']
        .map((prefix) => register.organisations.filter((one) => regionOf(one).startsWith(prefix)))
        .filter((members) => members.length > 0)
        .map((members) => [
          register.regionName(`${regionOf(members[0]!).slice(0, 4)}00`),
          members.length,
          members.filter((one) => isListed(register, one.code)).length,
        ]),
  ],
  [
    'by year of registration',
    'registrations-by-year',
    anyRegister,
    ({ organisations }) =>
      [...new Set(organisations.flatMap((one) => one.registeredOn?.slice(0, 4) ?? []))].toSorted().map((year) => {
        const members = organisations.filter((one) => one.registeredOn?.startsWith(year));
        return [`${year}年`, ...ORGANISATION_TYPES.map((type) => members.filter((one) => one.type === type).length)];
      }),
  ],
  [
    'by year of listing and removal',
    'abnormal-by-year',
    anyRegister,
    ({ records }) => countByYear(records['abnormal-listings']),
  ],
  [
    'by year of listing and removal',
    'serious-by-year',
    anyRegister,
    ({ records }) => countByYear(records['serious-listings']),
  ],
];

test.each(COUNTS)('every number %s equals the rows behind it (%s)', (_, id, registers, count) => {
  fc.assert(
    fc.property(registers, (register) => {
      const expected = count(register);
      const found = figuresOf(register).find((figure) => figure.id === id);
      // A figure of less than two rows is not shown.
      expect(found?.rows.map((row) => [row.label, ...row.values])).toEqual(expected.length > 1 ? expected : undefined);
    }),
  );
});

describe('every figure', () => {
  test('has a name for each column, at least two rows and its datasets', () => {
    fc.assert(
      fc.property(anyRegister, (register) => {
        const figures = figuresOf(register);
        expect(new Set(figures.map((figure) => figure.id)).size).toBe(figures.length);
        for (const { rows, columns, heading, from } of figures) {
          expect(rows.length).toBeGreaterThan(1);
          expect(columns.length).toBeLessThanOrEqual(6);
          for (const { values } of rows) expect(values).toHaveLength(columns.length - 1);
          expect(heading).not.toMatch(/undefined|NaN/);
          for (const id of from) expect(Object.keys(register.records)).toContain(id);
        }
      }),
    );
  });

  test('leads only to pages that exist', () => {
    fc.assert(
      fc.property(anyRegister, (register) => {
        const pages = new Set<string>([
          urls.browse,
          ...facetsOf(register).flatMap((facet) => facet.values.map((value) => urls.facet(facet.id, value.id))),
          ...regionTree(register).flatMap((province) => province.cities.map((city) => urls.facet('city', city.code))),
          ...listsOf(register).flatMap(({ list, byYear }) =>
            [...byYear.keys()].map((year) => urls.listCut(list.slug, year)),
          ),
        ]);
        const links = figuresOf(register).flatMap((figure) => figure.rows.flatMap((row) => row.href ?? []));
        expect(links.filter((link) => !pages.has(link))).toEqual([]);
      }),
    );
  });

  test('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(
        anyRecords().chain((records) => fc.tuple(fc.constant(records), shuffled(records))),
        ([records, other]) => {
          expect(figuresOf(createRegister({ asOf: AS_OF, records: other }))).toEqual(
            figuresOf(createRegister({ asOf: AS_OF, records })),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test('is left out where the data say too little', () => {
    expect(figuresOf(registerOf({}))).toEqual([]);
    expect(figuresOf(registerOf({ organisations: [{}], 'abnormal-listings': [{}] }))).toEqual([]);
  });
});

describe('the headings', () => {
  const register = registerOf({
    organisations: [
      { code: codeOf(0), region: '990100', type: '社会团体', registeredOn: '2015-03-01' },
      { code: codeOf(1), region: '990100', type: '社会团体', registeredOn: '2015-05-01' },
      { code: codeOf(2), region: '990200', type: '基金会', registeredOn: '2016-03-01', status: '注销' },
    ],
    'abnormal-listings': [
      { code: codeOf(0), listedOn: '2025-07-01' },
      { code: codeOf(1), listedOn: '2026-07-01' },
      { code: codeOf(1), listedOn: '2025-01-01', removedOn: '2026-02-01' },
    ],
    regions: [
      { code: '990100', name: '澜江市' },
      { code: '990200', name: '望潮市' },
    ],
  });

  test.each([
    ['organisations-by-type', '本站收录3家组织，社会团体最多，2家'],
    ['organisations-by-standing', '截至2026年11月20日，0%的组织登记状态正常、证书没有过期、不在名录名单上'],
    ['organisations-by-region', '收录的组织里，登记地区在澜江市的最多，2家'],
    ['registrations-by-year', '现在收录的组织里，2015年成立登记的最多，2家'],
    ['abnormal-by-year', '活动异常名录现有2条在列记录；仍在公示的记录中，2026年列入1条，移出1条'],
  ])('of %s says: %s', (id, heading) => {
    expect(headingOf(register, id)).toBe(heading);
  });
});

function registersOf(regions?: readonly string[]): fc.Arbitrary<Register> {
  return anyRecords(regions).map((records) => createRegister({ asOf: AS_OF, records }));
}

function isListed(register: Register, code: string): boolean {
  return profileOf(register, register.organisation(code)!).verdict.standing.abnormal.length > 0;
}

function countByYear(
  rows: readonly { listedOn: IsoDate; removedOn: IsoDate | undefined }[],
): [string, number, number][] {
  const entries = rows.map((row) => row.listedOn.slice(0, 4));
  const removals = rows.flatMap(({ removedOn }) =>
    removedOn !== undefined && removedOn <= AS_OF ? [removedOn.slice(0, 4)] : [],
  );
  return [...new Set([...entries, ...removals])]
    .toSorted()
    .map((year) => [
      `${year}年`,
      entries.filter((each) => each === year).length,
      removals.filter((each) => each === year).length,
    ]);
}

function headingOf(register: Register, id: string): string | undefined {
  return figuresOf(register).find((figure) => figure.id === id)?.heading;
}

test('figures name no dataset as theirs that has no rows to download', () => {
  const register = registerOf({ organisations: [{}, { status: '注销' }] });
  const figures = figuresOf(register);
  expect(figures.map(({ id }) => id)).toContain('organisations-by-standing');
  expect(new Set(figures.flatMap(({ from }) => from))).toEqual(new Set(['organisations']));
});
