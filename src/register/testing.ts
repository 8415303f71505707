/** Small registers for tests: what a test does not care about is filled in. */
import fc from 'fast-check';
import { DATASET_IDS, datasetOf, type DatasetId, type Records, type RowOf } from '../datasets/index.ts';
import { makeCreditCode } from '../domain/credit-code.ts';
import { addDays, type IsoDate } from '../domain/date.ts';
import { ORGANISATION_TYPES } from '../datasets/organisations.ts';
import { maybe } from '../domain/testing.ts';
import { createRegister, type Register } from './register.ts';

export const AS_OF: IsoDate = '2026-11-20';

export type GivenRecords = { readonly [Id in DatasetId]?: readonly Partial<RowOf<Id>>[] };

/** The code of the n-th organisation; 0 is whose rows say nothing else. */
export function codeOf(n: number, region = '990100'): string {
  return makeCreditCode('51', region, String(n).padStart(8, '0'));
}

const DEFAULTS: GivenRecords = {
  organisations: [
    { code: codeOf(0), name: '澜江市竹编行业协会', type: '社会团体', status: '正常', authority: '澜江市民政局' },
  ],
  'former-names': [{ code: codeOf(0), formerName: '澜江市竹器协会' }],
  charities: [{ code: codeOf(0), recognisedOn: '2018-09-01' }],
  'fundraising-qualifications': [{ code: codeOf(0), obtainedOn: '2024-01-02' }],
  'fundraising-plans': [
    {
      code: codeOf(0),
      filingNumber: `${codeOf(0)}A26001`,
      title: '乡村图书角',
      startsOn: '2026-03-01',
      endsOn: '2026-08-31',
    },
  ],
  'abnormal-listings': [{ code: codeOf(0), listedOn: '2025-07-01', ground: '未按照规定时限和要求报送年度工作报告' }],
  'serious-listings': [{ code: codeOf(0), listedOn: '2026-01-01', ground: '被列入活动异常名录满两年' }],
  'illegal-organisations': [{ name: '华夏竹艺总会', kind: '涉嫌' }],
  'look-alikes': [{ name: '华夏竹艺总会', code: codeOf(0), reason: '加减冠名词', confirmedOn: '2026-11-18' }],
  penalties: [{ code: codeOf(0), decisionNumber: '澜民罚〔2025〕3号', kinds: ['警告'], decidedOn: '2025-04-15' }],
  evaluations: [{ code: codeOf(0), grade: '4A', evaluatedOn: '2024-12-20' }],
  'annual-reports': [{ code: codeOf(0), year: '2025' }],
  fees: [{ code: codeOf(0), kind: '会费', item: '会费', from: '2025-01-01' }],
  'fee-reliefs': [{ code: codeOf(0), item: '会费', from: '2026-01-01' }],
  'discipline-actions': [
    { code: codeOf(0), number: '1号', measure: '警告', target: '会员单位', decidedOn: '2026-03-18' },
  ],
  'member-credit': [
    {
      code: codeOf(0),
      name: '澜江市青篾竹业有限公司',
      memberCode: '91990100MA0000015X',
      grade: 'AAA',
      assessedOn: '2025-12-01',
    },
  ],
  branches: [{ code: codeOf(0), name: '竹家具分会', status: '存续', establishedOn: '2019-05-20' }],
  disclosures: [{ code: codeOf(0), item: '章程', audience: '社会', disclosedOn: '2026-03-20' }],
  concerns: [{ code: codeOf(0), number: '2026-01', question: '会费是否公开？', raisedOn: '2026-05-06' }],
  'integrity-measures': [{ code: codeOf(0), item: '自律工作机构', state: '有' }],
  incentives: [{ code: codeOf(0), matter: '购买服务', manner: '重点支持', on: '2026-06-01' }],
  restrictions: [{ code: codeOf(0), measure: '降低评估等级', from: '2025-07-01' }],
  promises: [{ key: 'no-forced-membership', wording: '不强制入会', basis: '《甲通知》' }],
  sources: [{ id: 'S001', title: '公告', publisher: '澜江市民政局', nature: '示例' }],
  regions: [{ code: '990100', name: '澜江市' }],
  'accepted-codes': [{ code: codeOf(0) }],
};

/** The records as given, in the order given; datasets that are not given are empty. */
export function recordsOf(given: GivenRecords): Records {
  return Object.fromEntries(
    DATASET_IDS.map((id) => [id, (given[id] ?? []).map((row) => filled(id, row))]),
  ) as unknown as Records;
}

export function registerOf(given: GivenRecords, asOf: IsoDate = AS_OF): Register {
  return createRegister({ asOf, records: recordsOf(given) });
}

function filled(id: DatasetId, row: object): object {
  const empty = Object.fromEntries(Object.keys(datasetOf(id).columns).map((field) => [field, undefined]));
  return { ...empty, ...DEFAULTS[id]![0], ...row };
}

/** Regions of every kind: a province, its cities and counties, a municipality's district, a county directly under its province. */
export const REGIONS = [
  '990000',
  '990100',
  '990101',
  '990102',
  '990200',
  '110105',
  '110108',
  '429004',
  '330200',
  '330204',
  '100000',
];

const day = fc.integer({ min: -900, max: 900 }).map((days) => addDays(AS_OF, days));
const past = fc.integer({ min: -900, max: 0 }).map((days) => addDays(AS_OF, days));

/** Up to thirty organisations with rows of every dataset that verdicts, lists and figures are made from; all publishable. */
export function anyRecords(regions: readonly string[] = REGIONS): fc.Arbitrary<Records> {
  const organisation = fc.record({
    region: maybe(fc.constantFrom(...regions)),
    type: fc.constantFrom(...ORGANISATION_TYPES),
    status: fc.constantFrom('正常', '正常', '正常', '注销', '撤销', '吊销'),
    authority: fc.constantFrom('澜江市民政局', '云汀省民政厅', '临浦区民政局'),
    registeredOn: maybe(fc.constantFrom('2019-03-01', '2019-12-31', '2020', '2021-05', '2026-11-20')),
    certificateTo: maybe(day),
    tags: maybe(fc.subarray(['行业协会商会', '志愿服务组织', '慈善组织'])),
    fields: maybe(fc.subarray(['工艺美术', '教育', '养老'])),
  } as const);
  const owner = fc.nat(29);
  const listing = fc.record({
    owner,
    listedOn: past,
    removedOn: maybe(day),
    repairedOn: maybe(day),
    publishUntil: maybe(day),
  });
  const given = fc.record({
    organisations: fc.array(organisation, { minLength: 1, maxLength: 30 }),
    'abnormal-listings': fc.array(listing, { maxLength: 15 }),
    'serious-listings': fc.array(listing, { maxLength: 8 }),
    penalties: fc.array(
      fc.record({
        owner,
        decidedOn: past,
        kinds: fc.constantFrom(['警告'], ['撤销登记', '罚款'], ['吊销登记证书']),
        publishUntil: maybe(day),
      }),
      { maxLength: 8 },
    ),
    charities: fc.array(fc.record({ owner, recognisedOn: past, cancelledOn: maybe(day) }), { maxLength: 8 }),
    'fundraising-qualifications': fc.array(
      fc.record({ owner, obtainedOn: past, validTo: maybe(day), endedOn: maybe(day) }),
      { maxLength: 10 },
    ),
    evaluations: fc.array(fc.record({ owner, evaluatedOn: past, validTo: maybe(day) }), { maxLength: 8 }),
  });
  return given.map(({ organisations, ...owned }) => {
    const codes = organisations.map((one, n) => codeOf(n, one.region ?? regions[n % regions.length]));
    const rowsOf = (rows: readonly { owner: number }[]) =>
      rows.map(({ owner: n, ...row }) => ({ ...row, code: codes[n % codes.length]! }));
    return publishable({
      organisations: organisations.map((one, n) => ({ ...one, code: codes[n]!, name: `第${n}协会` })),
      ...Object.fromEntries(Object.entries(owned).map(([id, rows]) => [id, rowsOf(rows)])),
    });
  });
}

/** The records without the rows that the register of `AS_OF` would not be given. */
function publishable(given: GivenRecords): Records {
  const records = recordsOf(given);
  return Object.fromEntries(
    DATASET_IDS.map((id) => {
      const { isPublishable } = datasetOf(id);
      const rows = records[id] as readonly Record<string, unknown>[];
      return [id, rows.filter((row) => isPublishable?.(row as never, AS_OF) ?? true)];
    }),
  ) as unknown as Records;
}

/** The same records in another order, but for organisations, which stand in that of their codes. */
export function shuffled(records: Records): fc.Arbitrary<Records> {
  const orders = DATASET_IDS.map((id) => {
    const rows: unknown[] = [...records[id]];
    return id === 'organisations' ? fc.constant(rows) : fc.shuffledSubarray(rows, { minLength: rows.length });
  });
  return fc
    .tuple(...orders)
    .map((all) => Object.fromEntries(all.map((rows, i) => [DATASET_IDS[i], rows])) as unknown as Records);
}
