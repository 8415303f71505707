/** Files as clerks send them, and what becomes of each. Rows of other datasets hang on the register of `ok_organisations.csv`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DatasetId } from '../../src/datasets/index.ts';
import { causeOf } from '../../src/domain/finding.ts';
import { countsAddUp } from '../../src/ingest/ingest.ts';
import { brief, ingestFiles, plain } from '../../src/ingest/testing.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/csv');
const REGISTER = 'ok_organisations.csv';

/** File, rows read / published / withheld / rejected, findings. */
const OUTCOMES: readonly (readonly [file: string, counts: string, findings: readonly string[]])[] = [
  [
    'err_abnormal-listings.csv',
    '5 0 0 5',
    ['missing-required-value C5', 'bad-date E4', 'bad-date B6', 'removed-before-listed E3', 'dangling-code A2'],
  ],
  ['err_accepted-codes.csv', '1 0 0 1', ['bad-credit-code A2']],
  ['err_annual-reports.csv', '3 2 0 1', ['duplicate-key A4', 'bad-year B2']],
  ['err_charities.csv', '1 0 0 1', ['dates-out-of-order C2']],
  ['err_evaluations.csv', '1 0 0 1', ['bad-choice B2']],
  ['err_former-names_cut-in-the-header.csv', '0 0 0 0', ['truncated-file 1', 'unknown-column C1']],
  ['err_fundraising-plans.csv', '2 0 0 2', ['missing-required-value A3', 'dates-out-of-order E2']],
  ['err_fundraising-qualifications.csv', '3 0 0 3', ['bad-date C4', 'dates-out-of-order C2', 'dates-out-of-order D3']],
  ['err_illegal-organisations.csv', '2 0 0 2', ['missing-required-value A3', 'bad-choice B2']],
  [
    'err_look-alikes.csv',
    '2 0 0 2',
    ['duplicate-key A3', 'missing-required-value C3', 'bad-date D3', 'name-not-on-illegal-list A2'],
  ],
  ['err_organisations_blank.csv', '0 0 0 0', ['unreadable-file']],
  [
    'err_organisations_codes-of-others.csv',
    '4 0 0 4',
    ['bad-credit-code A5', 'foreign-credit-code A2', 'foreign-credit-code A3', 'foreign-credit-code A4'],
  ],
  ['err_organisations_conflicting-columns.csv', '6 5 0 1', ['conflicting-columns N3', 'duplicate-column N1']],
  ['err_organisations_cut-in-a-character-gb18030.csv', '0 0 0 0', ['truncated-file']],
  ['err_organisations_cut-in-a-character.csv', '0 0 0 0', ['truncated-file']],
  ['err_organisations_cut-in-a-quoted-cell.csv', '0 0 0 0', ['truncated-file 3']],
  ['err_organisations_cut-in-a-row.csv', '0 0 0 0', ['truncated-file 7']],
  ['err_organisations_empty.csv', '0 0 0 0', ['unreadable-file']],
  ['err_organisations_extra-cells.csv', '6 5 0 1', ['extra-cells N3']],
  [
    'err_organisations_far-columns.csv',
    '1 0 0 1',
    [
      'bad-choice AD2',
      'unknown-column A1',
      'unknown-column B1',
      'unknown-column C1',
      'unknown-column D1',
      'unknown-column E1',
      'unknown-column F1',
      'unknown-column G1',
      'unknown-column H1',
      'unknown-column I1',
      'unknown-column J1',
      'unknown-column K1',
      'unknown-column L1',
      'unknown-column M1',
      'unknown-column N1',
      'unknown-column O1',
      'unknown-column P1',
      'unknown-column Q1',
      'unknown-column R1',
      'unknown-column S1',
      'unknown-column T1',
      'unknown-column U1',
      'unknown-column V1',
      'unknown-column W1',
      'unknown-column X1',
      'unknown-column Y1',
      'unknown-column Z1',
    ],
  ],
  ['err_organisations_missing-columns.csv', '6 0 0 6', ['missing-required-column 1', 'missing-required-column 1']],
  [
    'err_organisations_missing-values.csv',
    '4 1 0 3',
    ['missing-required-value B2', 'missing-required-value D3', 'missing-required-value A4'],
  ],
  ['err_organisations_no-header.csv', '0 0 0 0', ['missing-required-column']],
  ['err_organisations_one-code-two-names.csv', '7 7 0 0', ['code-under-two-names B8']],
  ['err_organisations_open-quote.csv', '0 0 0 0', ['unreadable-file 2']],
  ['err_organisations_places.csv', '4 1 0 3', ['code-ruined-by-spreadsheet A9', 'bad-date L8', 'bad-choice D6']],
  ['err_organisations_ruined-codes.csv', '3 1 0 2', ['code-ruined-by-spreadsheet A2', 'code-ruined-by-spreadsheet A3']],
  ['err_organisations_run-together-quotes.csv', '0 0 0 0', ['unreadable-file 2']],
  ['err_organisations_same-code-twice.csv', '7 7 0 0', ['duplicate-key A8']],
  ['err_organisations_second-table-in-another-order.csv', '0 0 0 0', ['unreadable-file 5']],
  ['err_organisations_second-table-with-more-columns.csv', '0 0 0 0', ['unreadable-file 5']],
  [
    'err_organisations_slips-in-codes.csv',
    '4 0 0 4',
    ['bad-credit-code A2', 'bad-credit-code A3', 'bad-credit-code A4', 'bad-credit-code A5'],
  ],
  ['err_organisations_two-encodings.csv', '0 0 0 0', ['unreadable-file']],
  [
    'err_organisations_unreadable-values.csv',
    '5 1 0 4',
    ['bad-date G2', 'bad-date G5', 'bad-choice C3', 'bad-choice D4'],
  ],
  ['err_organisations_web-page.csv', '0 0 0 0', ['not-a-csv']],
  ['err_organisations_workbook.csv', '0 0 0 0', ['not-a-csv']],
  ['err_penalties.csv', '3 0 0 3', ['missing-required-value C2', 'bad-date E3', 'dangling-code A4']],
  ['err_regions.csv', '1 0 0 1', ['bad-choice A2']],
  ['err_sources.csv', '1 0 0 1', ['bad-choice D2']],
  ['ok_abnormal-listings.csv', '2 2 0 0', []],
  [
    'ok_abnormal-listings_odd.csv',
    '4 4 0 0',
    ['partial-date B5', 'unknown-ground C2', 'listed-before-registered B3', 'two-years-on-abnormal-list B4'],
  ],
  ['ok_abnormal-listings_platform-table.csv', '1 1 0 0', ['unknown-column A1']],
  ['ok_abnormal-listings_withheld.csv', '5 2 3 0', ['future-date B6']],
  ['ok_accepted-codes.csv', '1 1 0 0', []],
  ['ok_annual-reports.csv', '2 2 0 0', []],
  ['ok_charities.csv', '1 1 0 0', []],
  ['ok_evaluations.csv', '2 2 0 0', ['partial-date C3']],
  ['ok_former-names.csv', '2 2 0 0', ['former-name-is-current B3']],
  ['ok_fundraising-plans.csv', '3 3 0 0', ['filing-number-pattern A4', 'filing-number-owner A3']],
  ['ok_fundraising-qualifications.csv', '1 1 0 0', []],
  ['ok_illegal-organisations.csv', '4 3 1 0', ['future-date D5', 'registered-name-on-illegal-list A4']],
  ['ok_organisations.csv', '6 6 0 0', []],
  ['ok_organisations_amounts.csv', '6 6 0 0', []],
  ['ok_organisations_certificate-ends-before-it-begins.csv', '1 1 0 0', ['certificate-ends-before-it-begins H2']],
  ['ok_organisations_codes-as-typed.csv', '5 5 0 0', []],
  ['ok_organisations_codes-of-merged-regions.csv', '2 2 0 0', []],
  ['ok_organisations_columns-in-another-order.csv', '6 6 0 0', []],
  ['ok_organisations_dates.csv', '9 9 0 0', []],
  ['ok_organisations_gb18030.csv', '6 6 0 0', []],
  ['ok_organisations_header-only.csv', '0 0 0 0', []],
  ['ok_organisations_mended-quotes.csv', '1 1 0 0', ['mended-quotes 2']],
  ['ok_organisations_names-as-typed.csv', '9 9 0 0', []],
  ['ok_organisations_no-final-line-break.csv', '6 6 0 0', []],
  ['ok_organisations_odd-amounts.csv', '2 2 0 0', ['bad-amount G2', 'bad-amount G3']],
  [
    'ok_organisations_odd-codes.csv',
    '5 5 0 0',
    ['check-character A2', 'check-character A3', 'type-against-code C5', 'type-against-code C6', 'unknown-region A4'],
  ],
  [
    'ok_organisations_odd-names.csv',
    '5 5 0 0',
    [
      'list-numbering B2',
      'several-names B3',
      'invisible-characters B5',
      'invisible-characters B6',
      'line-break-in-name B4',
    ],
  ],
  [
    'ok_organisations_odd-tags-and-regions.csv',
    '3 3 0 0',
    ['unknown-region H3', 'unused-bad-value H4', 'unknown-tag G2'],
  ],
  ['ok_organisations_odd-websites.csv', '3 3 0 0', ['bad-address G2', 'bad-address G3']],
  ['ok_organisations_other-headers.csv', '6 6 0 0', []],
  ['ok_organisations_placeholders.csv', '11 11 0 0', []],
  ['ok_organisations_repeated-header.csv', '7 6 0 1', ['repeated-header 5']],
  ['ok_organisations_same-column-twice.csv', '6 6 0 0', ['duplicate-column N1']],
  ['ok_organisations_semicolon.csv', '6 6 0 0', []],
  ['ok_organisations_sep-line.csv', '6 6 0 0', []],
  ['ok_organisations_several-values.csv', '4 4 0 0', []],
  ['ok_organisations_short-row.csv', '4 4 0 0', ['short-row 4']],
  ['ok_organisations_spaced-cells.csv', '6 6 0 0', []],
  ['ok_organisations_tab-cr.csv', '6 6 0 0', []],
  ['ok_organisations_title-rows.csv', '6 6 0 0', []],
  ['ok_organisations_totals-row-at-the-end.csv', '7 6 0 1', ['totals-row 8']],
  ['ok_organisations_totals-row.csv', '7 6 0 1', ['totals-row 8']],
  ['ok_organisations_trailing-empty-columns.csv', '6 6 0 0', []],
  ['ok_organisations_unknown-columns.csv', '6 6 0 0', ['unknown-column A1', 'unknown-column O1']],
  ['ok_organisations_unnamed-column.csv', '6 6 0 0', ['unnamed-column B4']],
  ['ok_organisations_utf16be-bom.csv', '6 6 0 0', []],
  ['ok_organisations_utf16be.csv', '6 6 0 0', []],
  ['ok_organisations_utf16le-bom-tab.csv', '6 6 0 0', []],
  ['ok_organisations_utf16le.csv', '6 6 0 0', []],
  ['ok_organisations_utf8-bom-crlf.csv', '6 6 0 0', []],
  [
    'ok_organisations_vague-dates.csv',
    '5 5 0 0',
    ['unused-bad-value F5', 'partial-date F2', 'partial-date F3', 'future-date G6'],
  ],
  ['ok_penalties.csv', '3 1 2 0', ['future-date D4']],
  ['ok_regions.csv', '2 2 0 0', []],
  ['ok_serious-listings.csv', '1 1 0 0', []],
  ['ok_sources.csv', '1 1 0 0', []],
];

/** The register once more, as other programs save it, others head it or others fill it in. */
const SAME_REGISTER = [
  'utf8-bom-crlf',
  'gb18030',
  'utf16le',
  'utf16le-bom-tab',
  'utf16be',
  'utf16be-bom',
  'semicolon',
  'tab-cr',
  'sep-line',
  'title-rows',
  'trailing-empty-columns',
  'no-final-line-break',
  'columns-in-another-order',
  'other-headers',
  'spaced-cells',
  'repeated-header',
  'totals-row',
  'totals-row-at-the-end',
  'unknown-columns',
  'unnamed-column',
  'same-column-twice',
];

function datasetOfFile(file: string): DatasetId {
  return file.replace(/^(ok|err)_/, '').replace(/(_.*)?\.csv$/, '') as DatasetId;
}

function ingestFixture(file: string) {
  const read = (name: string) => readFileSync(join(FOLDER, name));
  return ingestFiles({ 'organisations.csv': read(REGISTER), [`${datasetOfFile(file)}.csv`]: read(file) });
}

test('every file has its outcome here', () => {
  expect(OUTCOMES.map(([file]) => file).toSorted()).toEqual(readdirSync(FOLDER).toSorted());
});

describe.each(OUTCOMES)('%s', (file, counts, findings) => {
  const dataset = datasetOfFile(file);
  const ingested = ingestFixture(file);
  const own = ingested.findings.filter((finding) => finding.dataset === dataset);

  test('has just these findings', () => {
    expect(own.map(brief)).toEqual(findings);
    expect(ingested.findings).toEqual(own);
  });

  test('has an error if it is called so', () => {
    expect(own.some(({ severity }) => severity === 'error')).toBe(file.startsWith('err_'));
    expect(ingested.stopped).toBe(own.some(({ code }) => causeOf(code).effect === 'stops'));
  });

  test('loses no row', () => {
    const { read, published, withheld, rejected } = ingested.counts[dataset];
    expect([read, published, withheld, rejected].join(' ')).toBe(counts);
    expect(countsAddUp(ingested.counts)).toBe(true);
    expect(ingested.records[dataset]).toHaveLength(published);
  });

  test('is told in Chinese, with a cure', () => {
    for (const { message, suggestion } of own) {
      expect(message).toMatch(/\p{Script=Han}/u);
      expect(suggestion).toMatch(/\p{Script=Han}/u);
      expect(`${message}${suggestion}`).not.toMatch(/undefined|null|\[object|NaN/);
    }
  });
});

test.each(SAME_REGISTER)('ok_organisations_%s.csv holds the same register', (variant) => {
  const register = ingestFixture(REGISTER).records.organisations;
  expect(register).toHaveLength(6);
  expect(plain(ingestFixture(`ok_organisations_${variant}.csv`).records.organisations)).toEqual(plain(register));
});

describe('what is read', () => {
  const records = (variant: string) =>
    ingestFixture(`ok_organisations_${variant}.csv`).records.organisations.toSorted((a, b) =>
      a.code < b.code ? -1 : 1,
    );

  test('is empty where a placeholder stands', () => {
    for (const { supervisor, website, certificateTo, capital, tags } of records('placeholders')) {
      expect([supervisor, website, certificateTo, capital, tags]).toEqual(Array(5).fill(undefined));
    }
  });

  test('is one day, however it is written', () => {
    expect(new Set(records('dates').map(({ registeredOn }) => registeredOn))).toEqual(new Set(['2015-03-01']));
    expect(new Set(records('dates').map(({ certificateTo }) => certificateTo))).toEqual(new Set(['2015-03-01']));
  });

  test('is one amount, however it is written', () => {
    expect(new Set(records('amounts').map(({ capital }) => capital?.yuan))).toEqual(new Set([100_000]));
  });

  test('is several values, however they are set apart', () => {
    for (const { tags, fields } of records('several-values')) {
      expect(tags).toEqual(['行业协会商会', '慈善组织']);
      expect(fields).toEqual(['工艺美术', '非遗']);
    }
  });

  test('is the code that was meant', () => {
    for (const { code } of records('codes-as-typed')) expect(code).toMatch(/^51990100MJ00000\d[0-9X][0-9A-Y]$/);
  });

  test('is each name as it was typed', () => {
    expect(records('names-as-typed').map(({ name }) => name)).toEqual([
      '澜江市（临浦）竹编·协会',
      '澜江市(临浦)茶业•协会',
      '澜江市ＡＢＣ协会',
      '3.15消费者协会',
      '澜江　宽格协会',
      '"引号"协会',
      '=协会',
      '澜江市𠮷㐂協會',
      '<b>协会</b>',
    ]);
  });
});

test.each([
  ['err_organisations_places.csv', 'A9', '是表格软件把18位代码当成数字后的科学记数写法，原来的代码已经丢失'],
  ['err_organisations_ruined-codes.csv', 'A3', '从第16位起全是0：表格软件只保留15位数字，原来的代码已经丢失'],
  ['err_organisations_far-columns.csv', 'AD2', '「存续」不在规定的取值之内'],
  ['err_organisations_missing-columns.csv', '1', '缺少必填的列「登记状态」'],
  ['err_organisations_no-header.csv', '', '没有找到表头'],
  ['err_organisations_open-quote.csv', '2', '第2行的引号不成对'],
  ['err_organisations_second-table-in-another-order.csv', '5', '第1行和第5行都是表头，列却不同'],
  ['err_organisations_second-table-with-more-columns.csv', '5', '第1行和第5行都是表头，列却不同'],
  ['ok_organisations_repeated-header.csv', '5', '第5行又是一行表头，不是记录'],
  ['err_organisations_cut-in-a-row.csv', '7', '最后一行（第7行）没有写完'],
  ['err_organisations_cut-in-a-quoted-cell.csv', '3', '第3行有一个英文双引号没有配对'],
  ['err_organisations_cut-in-a-character.csv', '', '文件在一个字的中间断了'],
  ['err_organisations_cut-in-a-character-gb18030.csv', '', '文件在一个字的中间断了'],
  ['err_former-names_cut-in-the-header.csv', '1', '最后一行（第1行）没有写完'],
  ['err_organisations_empty.csv', '', '文件是空的'],
  ['err_organisations_blank.csv', '', '文件是空的'],
])('%s says in %s: %s', (file, place, words) => {
  const told = ingestFixture(file).findings.map((finding) => [brief(finding).split(' ')[1] ?? '', finding.message]);
  expect(told).toContainEqual([place, expect.stringContaining(words)]);
});
