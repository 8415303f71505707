import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Organisation } from '../datasets/organisations.ts';
import { yearOf } from '../domain/date.ts';
import { CUT_ABOVE, facetsOf, regionTree, YEAR_UNKNOWN, type Facet } from './browse.ts';
import { standingOf } from './profile.ts';
import { createRegister, regionOf, type Register } from './register.ts';
import { anyRecords, AS_OF, codeOf, registerOf, shuffled } from './testing.ts';

describe('facets', () => {
  test('put every organisation under exactly one region, standing, type, authority and year: its own', () => {
    const own: Readonly<Partial<Record<Facet['id'], (organisation: Organisation, register: Register) => string>>> = {
      region: regionOf,
      standing: (organisation, register) => standingOf(register, organisation),
      type: (organisation) =>
        ({ 社会团体: 'association', 民办非企业单位: 'service-institution', 基金会: 'foundation' })[organisation.type],
      year: ({ registeredOn }) => (registeredOn === undefined ? YEAR_UNKNOWN : yearOf(registeredOn)),
    };
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        for (const id of ['region', 'standing', 'type', 'year', 'authority'] as const) {
          const { values } = facet(register, id);
          expect(codes(values.flatMap((value) => value.organisations)), id).toEqual(codes(register.organisations));
          for (const value of values) {
            for (const organisation of value.organisations)
              expect(own[id]?.(organisation, register) ?? value.id, id).toBe(value.id);
          }
        }
        for (const value of facet(register, 'authority').values) {
          expect(new Set(value.organisations.map((organisation) => organisation.authority))).toEqual(
            new Set([value.label]),
          );
        }
      }),
    );
  });

  test('list an organisation under each of its tags and fields', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        for (const [id, valuesOf] of [
          ['tag', 'tags'],
          ['field', 'fields'],
        ] as const) {
          const values = facetsOf(register).find((each) => each.id === id)?.values ?? [];
          const found = values.flatMap((value) =>
            value.organisations.map((organisation) => `${organisation.code} ${value.label}`),
          );
          const expected = register.organisations.flatMap((organisation) =>
            (organisation[valuesOf] ?? []).map((one) => `${organisation.code} ${one}`),
          );
          expect(found.toSorted()).toEqual(expected.toSorted());
        }
      }),
    );
  });

  test('have values with addresses of their own, none of them empty, none cut while small', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        for (const { values } of facetsOf(createRegister({ asOf: AS_OF, records }))) {
          expect(new Set(values.map((value) => value.id)).size).toBe(values.length);
          for (const value of values) {
            expect(value.id).toMatch(/^[0-9a-z-]+$/);
            expect(value.organisations.length).toBeGreaterThan(0);
            expect(value.cuts).toEqual([]);
          }
        }
      }),
    );
  });

  test('do not depend on the order of the records', () => {
    const summary = (register: Register) =>
      facetsOf(register).map((each) => [
        each.id,
        each.values.map((value) => [value.id, value.label, codes(value.organisations)]),
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

  test('come in an order that readers expect', () => {
    const register = registerOf({
      organisations: [
        { code: codeOf(0), registeredOn: undefined, status: '正常' },
        { code: codeOf(1), registeredOn: '2019-01-01', status: '注销' },
        { code: codeOf(2), registeredOn: '2021', status: '撤销' },
        { code: codeOf(3), registeredOn: '2020-05', status: '正常', authority: '云汀省民政厅' },
      ],
      'serious-listings': [{ code: codeOf(3) }],
    });
    const labels = (id: Facet['id']) => facet(register, id).values.map((value) => value.label);
    expect(labels('year')).toEqual(['2021年', '2020年', '2019年', '年份未载']);
    expect(labels('standing')).toEqual(['已撤销登记', '已注销', '严重违法失信名单', '正常，现不在名录名单上']);
    expect(labels('authority')).toEqual(['澜江市民政局', '云汀省民政厅']);
  });

  test('without values are left out', () => {
    expect(facetsOf(registerOf({ organisations: [{}] })).map((each) => each.id)).toEqual([
      'region',
      'standing',
      'type',
      'authority',
      'year',
    ]);
    expect(facetsOf(registerOf({}))).toEqual([]);
  });
});

describe('more organisations than one page holds', () => {
  test.each([
    [CUT_ABOVE, false],
    [CUT_ABOVE + 1, true],
  ])('%i are cut: %s', (count, isCut) => {
    const register = crowd(count);
    for (const id of ['region', 'type', 'authority', 'standing', 'tag', 'field', 'year'] as const) {
      expect(
        facet(register, id).values.map((value) => value.cuts.length > 0),
        id,
      ).toEqual([isCut]);
    }
  });

  test('are cut by year of registration, newest first, and each stands in its own', () => {
    const register = crowd(CUT_ABOVE + 50, (n) => ({
      registeredOn: n % 5 === 0 ? undefined : `20${10 + (n % 7)}-03-01`,
    }));
    const [value] = facet(register, 'type').values;
    expect(value!.cuts.map((cut) => cut.id)).toEqual([
      '2016',
      '2015',
      '2014',
      '2013',
      '2012',
      '2011',
      '2010',
      YEAR_UNKNOWN,
    ]);
    expect(codes(value!.cuts.flatMap((cut) => cut.organisations))).toEqual(codes(value!.organisations));
    for (const cut of value!.cuts) {
      for (const { registeredOn } of cut.organisations)
        expect(registeredOn === undefined ? YEAR_UNKNOWN : yearOf(registeredOn)).toBe(cut.id);
    }
  });

  test('of one year are cut by city', () => {
    const regions = ['990101', '990102', '990200', '990000', '110105'];
    const register = crowd(CUT_ABOVE + 50, (n) => ({ region: regions[n % 5], registeredOn: '2020-03-01' }));
    const [value] = facet(register, 'year').values;
    expect(value!.cuts.map((cut) => cut.id)).toEqual(['110000', '990000', '990100', '990200']);
    expect(codes(value!.cuts.flatMap((cut) => cut.organisations))).toEqual(codes(value!.organisations));
  });

  function crowd(count: number, more: (n: number) => Partial<Organisation> = () => ({})): Register {
    return registerOf({
      organisations: Array.from({ length: count }, (_, n) => ({
        code: codeOf(n),
        tags: ['慈善组织'],
        fields: ['教育'],
        ...more(n),
      })),
    });
  }
});

describe('the tree of regions', () => {
  test('adds up: regions to cities, cities to provinces, provinces to all', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        const tree = regionTree(register);
        expect(sum(tree.map((province) => province.count))).toBe(register.organisations.length);
        for (const province of tree) {
          expect(sum(province.cities.map((city) => city.count))).toBe(province.count);
          for (const city of province.cities)
            expect(sum(city.regions.map((region) => region.organisations.length))).toBe(city.count);
        }
        const regions = tree.flatMap((province) => province.cities.flatMap((city) => city.regions));
        expect(new Set(regions)).toEqual(new Set(facet(register, 'region').values));
        expect(regions.length).toBe(facet(register, 'region').values.length);
      }),
    );
  });

  test('puts counties under their city, and what has no city under its province', () => {
    const regions = ['990000', '990100', '990101', '110105', '429004', '330204', '100000'];
    const register = registerOf({
      organisations: regions.map((region, n) => ({ code: codeOf(n), region })),
      regions: [
        { code: '990000', name: '云汀省' },
        { code: '990100', name: '澜江市' },
      ],
    });
    expect(
      regionTree(register).map(({ code, name, cities }) => [
        code,
        name,
        cities.map((city) => [city.code, city.name, city.regions.map((region) => region.id)]),
      ]),
    ).toEqual([
      ['100000', '全国', [['100000', '全国', ['100000']]]],
      ['110000', '北京市', [['110000', '北京市', ['110105']]]],
      ['330000', '浙江省', [['330200', '宁波市', ['330204']]]],
      ['420000', '湖北省', [['420000', '湖北省', ['429004']]]],
      [
        '990000',
        '云汀省',
        [
          ['990000', '云汀省', ['990000']],
          ['990100', '澜江市', ['990100', '990101']],
        ],
      ],
    ]);
  });

  test('goes by the region of the code where the record states none', () => {
    const register = registerOf({
      organisations: [{ code: codeOf(0, '330204') }, { code: codeOf(1, '330204'), region: '990100' }],
    });
    expect(
      facet(register, 'region').values.map((value) => [value.id, value.label, value.organisations.length]),
    ).toEqual([
      ['330204', '江东区', 1],
      ['990100', '区划990100', 1],
    ]);
  });
});

function facet(register: Register, id: Facet['id']): Facet {
  return facetsOf(register).find((each) => each.id === id)!;
}

function codes(organisations: readonly Organisation[]): string[] {
  return organisations.map((organisation) => organisation.code).toSorted();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
