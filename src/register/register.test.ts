import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRegister, groupBy, neighboursIn, regionOf } from './register.ts';
import { anyRecords, AS_OF, codeOf, registerOf } from './testing.ts';
import { sourceAnchor, urls } from './urls.ts';

describe('the register', () => {
  test('hands out the rows of one organisation, in their order', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const register = createRegister({ asOf: AS_OF, records });
        for (const id of ['abnormal-listings', 'penalties', 'fundraising-qualifications'] as const) {
          for (const { code } of register.organisations) {
            expect(register.rowsOf(id, code)).toEqual(
              (records[id] as readonly { code: string }[]).filter((row) => row.code === code),
            );
          }
          expect(register.rowsOf(id, 'unknown')).toEqual([]);
        }
        for (const organisation of register.organisations)
          expect(register.organisation(organisation.code)).toBe(organisation);
      }),
      { numRuns: 30 },
    );
  });

  test('knows namesakes but for width, case, brackets and blanks', () => {
    const register = registerOf({
      organisations: [
        { code: codeOf(0), name: '澜江市（竹编）协会' },
        { code: codeOf(1), name: '澜江市(竹编) 协会' },
        { code: codeOf(2), name: '澜江市竹编学会' },
      ],
      'illegal-organisations': [
        { name: '澜江市竹编协会', kind: '涉嫌' },
        { name: '澜江市竹编协会', kind: '取缔' },
      ],
    });
    expect(register.namesakes('澜江市（竹编）协会').map((one) => one.code)).toEqual([codeOf(0), codeOf(1)]);
    expect(register.illegalNamesakes('澜江市（竹编）协会').map((one) => one.kind)).toEqual(['涉嫌', '取缔']);
    expect(register.namesakes('无此协会')).toEqual([]);
  });

  test('gives an illegal body an address from its name, list, batch and authority, whatever else is recorded', () => {
    const idOf = (row: object) =>
      registerOf({ 'illegal-organisations': [{ name: '华夏竹艺总会', kind: '涉嫌', batch: '2026年第一批', ...row }] })
        .illegal[0]!.id;
    const id = idOf({});
    expect(id).toMatch(/^il-[0-9a-v]{13}$/);
    for (const same of [{ publishedOn: '2026-01-01' }, { disposal: '核查中' }, { source: ['S001'] }])
      expect(idOf(same)).toBe(id);
    for (const other of [
      { name: '华夏竹艺协会' },
      { kind: '取缔' },
      { batch: '2026年第二批' },
      { batch: undefined },
      { publishedBy: '澜江市民政局' },
      { batch: undefined, publishedBy: '2026年第一批' },
    ])
      expect(idOf(other)).not.toBe(id);
  });

  test('names regions by the data, then by the tables, then by their code', () => {
    const register = registerOf({
      regions: [
        { code: '990100', name: '澜江市' },
        { code: '330200', name: '宁波' },
      ],
    });
    expect(['990100', '330200', '330204', '990999'].map((code) => register.regionName(code))).toEqual([
      '澜江市',
      '宁波',
      '江东区',
      '区划990999',
    ]);
    expect(register.regionPath('330204')).toEqual(['浙江省', '宁波', '江东区']);
    expect(register.regionPath('990999')).toEqual(['区划990999']);
  });

  test('counts an organisation under the region it states, else under that of its code', () => {
    const { organisations } = registerOf({
      organisations: [{ code: codeOf(0, '330200') }, { code: codeOf(1, '330200'), region: '990100' }],
    });
    expect(organisations.map(regionOf)).toEqual(['330200', '990100']);
  });
});

test('groups come in the order of their first member, members in theirs', () => {
  expect([...groupBy([3, 1, 4, 1, 5], (n) => [n % 2, 'all'])]).toEqual([
    [1, [3, 1, 1, 5]],
    ['all', [3, 1, 4, 1, 5]],
    [0, [4]],
  ]);
  expect([...groupBy([1, 2], () => [])]).toEqual([]);
});

describe('neighbours', () => {
  const group = [3, 8, 9, 40, 41];

  test.each([
    [0, 2, [1, 2]],
    [3, 2, [4, 0]],
    [4, 2, [0, 1]],
    [2, 9, [3, 4, 0, 1]],
    [2, 0, []],
  ])('of number %i, %i at most, go around the end', (n, count, expected) => {
    expect(neighboursIn(group, group[n]!, count)).toEqual(expected.map((at) => group[at]!));
  });

  test('of the only one are none', () => {
    expect(neighboursIn([7], 7, 4)).toEqual([]);
    expect(neighboursIn([], 7, 4)).toEqual([]);
  });
});

describe('addresses', () => {
  test.each([
    ['S001', 'source-S001'],
    ['mz-2026.4', 'source-mz-2026.4'],
  ])('the source %s has the anchor %s', (id, anchor) => {
    expect(sourceAnchor(id)).toBe(anchor);
    expect(urls.source(id)).toBe(`/sources.html#${anchor}`);
  });

  test.each(['来源一', '1', 'S 1', 'S"1', 'S/1', ''])('the source «%s» has a hash for its anchor', (id) => {
    expect(sourceAnchor(id)).toMatch(/^source-[0-9a-v]{13}$/);
  });

  test('every page is a file', () => {
    const pages = Object.values(urls)
      .filter((url) => typeof url === 'string')
      .filter((url) => url !== urls.home && url !== urls.verifyIndex && url !== urls.dataPackage);
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect(page).toMatch(/^\/[a-z-]+\.html$/);
    expect(urls.organisation(codeOf(0))).toBe(`/org/${codeOf(0)}.html`);
    expect(urls.facetCut('region', '990100', '2020')).toBe('/browse/region/990100/2020.html');
    expect(urls.feed(urls.list('abnormal'))).toBe('/lists/abnormal/feed.xml');
    expect(urls.illegalBatch('涉嫌', '第一批')).not.toBe(urls.illegalBatch('取缔', '第一批'));
  });
});
