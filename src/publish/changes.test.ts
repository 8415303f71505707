import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import type { Ingested } from '../ingest/ingest.ts';
import { AS_OF, codeOf, csv, ingestFiles, organisation, type Cells } from '../ingest/testing.ts';
import { cellInWords } from '../register/cells.ts';
import { urls } from '../register/urls.ts';
import { changesOf, KINDS, namesBriefly, type Changes, type DatasetChanges, type RowChange } from './changes.ts';
import { toCsv } from './csv.ts';
import { csvFlavour, updateRows } from './row-files.ts';
import type { Served } from './served.ts';

type Tables = { readonly [Id in DatasetId]?: readonly Cells[] };

function read(tables: Tables, asOf = AS_OF): Ingested {
  const filled = Object.entries(tables).filter(([, rows]) => rows.length > 0);
  const ingested = ingestFiles(Object.fromEntries(filled.map(([id, rows]) => [`${id}.csv`, csv(rows)])), asOf);
  if (ingested.stopped) throw new Error(ingested.findings.map(({ message }) => message).join('\n'));
  return ingested;
}

function cellsOf({ published }: Ingested, id: DatasetId, place: number): string[] {
  const record = published.recordAt(id, place);
  return Object.entries(datasetOf(id).columns).map(([field, column]) => cellInWords(column, record[field]));
}

/** The release that was made of what was read. */
function release(former: Ingested, { hasNotes = true, read: told = () => {} }: ServedOptions = {}): Served {
  const { published, asOf } = former;
  const ids = DATASET_IDS.filter((id) => published.count(id) > 0);
  const files = new Map(
    ids.map((id) => {
      const headers = Object.values(datasetOf(id).columns).map(({ header }) => header);
      const [bytes] = updateRows([[csvFlavour(headers), undefined]], published.count(id), (place) =>
        cellsOf(former, id, place),
      );
      return [urls.download(id).slice(1), bytes!];
    }),
  );
  const notes = new Map(ids.map((id) => [urls.download(id), bytesOf(published.digests(id))]));
  return {
    number: 1,
    asOf,
    example: former.site.example,
    published: Object.fromEntries(DATASET_IDS.map((id) => [id, published.count(id)])),
    paths: () => files.keys(),
    file: (path) => {
      told(path);
      return files.get(path);
    },
    notes: (id) => (hasNotes ? notes.get(id) : undefined),
  };
}

interface ServedOptions {
  hasNotes?: boolean;
  /** Told of every file that is read. */
  read?: (path: string) => void;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength).slice();
}

/** With and without what builds remember: the same. */
function compare(former: Ingested, next: Ingested): Changes {
  const changes = changesOf(release(former), next);
  expect(changesOf(release(former, { hasNotes: false }), next)).toEqual(changes);
  return changes;
}

function rowsOf(changes: Changes, id: DatasetId): readonly RowChange[] {
  return changes.datasets.find(({ dataset }) => dataset === id)?.rows ?? [];
}

const listing = (n: number, cells: Cells = {}): Cells => ({
  统一社会信用代码: codeOf(n),
  列入日期: '2025-07-01',
  列入事由: '通过登记的住所无法取得联系',
  ...cells,
});

const ORGANISATIONS = [1, 2, 3].map((n) => organisation(n));

describe('a row', () => {
  const former = read({ organisations: ORGANISATIONS, 'abnormal-listings': [listing(1), listing(2)] });
  const against = (tables: Tables) => compare(former, read(tables));

  test('that is as it was is no change', () => {
    const same = against({
      organisations: ORGANISATIONS.toReversed(),
      'abnormal-listings': [listing(2), listing(1)],
    });
    expect(same.datasets).toEqual([]);
    expect(same.served).toEqual({ number: 1, asOf: AS_OF });
  });

  test('is added', () => {
    const changes = against({
      organisations: [...ORGANISATIONS, organisation(4)],
      'abnormal-listings': [listing(1), listing(2), listing(2, { 列入日期: '2026-01-02' })],
    });
    expect(rowsOf(changes, 'organisations')).toEqual([
      { kind: 'added', name: '澜江市第4竹编协会', key: { 统一社会信用代码: codeOf(4) } },
    ]);
    expect(rowsOf(changes, 'abnormal-listings')).toEqual([
      {
        kind: 'added',
        name: '澜江市第2竹编协会',
        key: { 统一社会信用代码: codeOf(2), 列入日期: '2026-01-02', 列入事由: '通过登记的住所无法取得联系' },
      },
    ]);
  });

  test('is changed, and every cell of it that changed is told', () => {
    const changes = against({
      organisations: [organisation(1, { 住所: '竹溪路12号', 社会组织名称: '新名协会' }), ...ORGANISATIONS.slice(1)],
      'abnormal-listings': [listing(1), listing(2)],
    });
    expect(changes.datasets).toEqual([
      {
        dataset: 'organisations',
        before: 3,
        after: 3,
        counts: { vanished: 0, 'set-aside': 0, withheld: 0, ended: 0, changed: 1, added: 0 },
        isCompared: true,
        rows: [
          {
            kind: 'changed',
            name: '新名协会',
            key: { 统一社会信用代码: codeOf(1) },
            cells: [
              { header: '社会组织名称', from: '澜江市第1竹编协会', to: '新名协会' },
              { header: '住所', from: '', to: '竹溪路12号' },
            ],
          },
        ],
      },
    ]);
  });

  test.each<[DatasetId, Cells, Cells]>([
    ['organisations', {}, { 登记状态: '注销' }],
    ['organisations', {}, { 登记状态: '吊销' }],
    ['abnormal-listings', {}, { 移出日期: '2026-11-20' }],
    ['serious-listings', {}, { 移出日期: '2026-11-01' }],
    ['charities', { 认定或登记日期: '2018-09-01' }, { 取消日期: '2026-01-02' }],
    ['fundraising-qualifications', { 取得日期: '2024-01-02' }, { 终止日期: '2026-01-02' }],
    ['fees', { 收费类别: '会费', 收费项目: '会费', 起始日期: '2024-01-01' }, { 终止日期: '2026-10-31' }],
    ['branches', { 分支机构名称: '竹家具分会', 状态: '存续' }, { 状态: '终止' }],
    ['branches', { 分支机构名称: '竹家具分会', 状态: '存续' }, { 终止日期: '2026-10' }],
    [
      'discipline-actions',
      { 编号: '1', 措施: '警告', 对象类别: '会员单位', 决定日期: '2026-01-02' },
      { 解除日期: '2026-03-04' },
    ],
    ['restrictions', { 措施: '降低评估等级', 起始日期: '2025-07-01' }, { 终止日期: '2026-06-30' }],
  ])('of %s that says %j %j has ended', (id, plain, ended) => {
    const row = { organisations: organisation(1), 'abnormal-listings': listing(1), 'serious-listings': listing(1) };
    const whole = { 统一社会信用代码: codeOf(1), ...row[id as keyof typeof row], ...plain };
    const tables = (cells: Cells) => ({ organisations: [organisation(1)], [id]: [{ ...whole, ...cells }] });
    const changes = compare(read(tables({})), read(tables(ended)));
    expect(rowsOf(changes, id).map(({ kind, cells }) => [kind, cells?.map(({ header }) => header)])).toEqual([
      ['ended', Object.keys(ended)],
    ]);
    const again = compare(read(tables(ended)), read(tables({ ...ended, 来源: 'S1' })));
    expect(
      rowsOf(again, id).map(({ kind }) => kind),
      'once',
    ).toEqual(['changed']);
    const back = compare(read(tables(ended)), read(tables({})));
    expect(
      rowsOf(back, id).map(({ kind }) => kind),
      'not the other way round',
    ).toEqual(['changed']);
  });

  test('that will end some day has only changed', () => {
    const fee = { 统一社会信用代码: codeOf(1), 收费类别: '会费', 收费项目: '会费', 起始日期: '2024-01-01' };
    const tables = (to: string) => ({ organisations: ORGANISATIONS, fees: [{ ...fee, 终止日期: to }] });
    for (const to of ['2026-11-21', '2027', '长期'])
      expect(rowsOf(compare(read(tables('')), read(tables(to))), 'fees'), to).toMatchObject([{ kind: 'changed' }]);
  });

  test('that is withheld is named and not quoted', () => {
    const changes = against({
      organisations: ORGANISATIONS,
      'abnormal-listings': [listing(1, { 信用修复日期: '2026-11-20', 移出事由: '已经改正' }), listing(2)],
    });
    expect(rowsOf(changes, 'abnormal-listings')).toEqual([
      { kind: 'withheld', name: '澜江市第1竹编协会', key: { 统一社会信用代码: codeOf(1) } },
    ]);
    expect(JSON.stringify(changes)).not.toMatch(/住所|改正|2025-07/);
  });

  test('that is set aside, for itself or with its organisation', () => {
    const changes = against({
      organisations: [organisation(1, { 登记状态: '不明' }), ...ORGANISATIONS.slice(1)],
      'abnormal-listings': [listing(1), listing(2, { 移出日期: '某日' })],
    });
    expect(rowsOf(changes, 'organisations')).toMatchObject([{ kind: 'set-aside', name: '澜江市第1竹编协会' }]);
    expect(rowsOf(changes, 'abnormal-listings')).toMatchObject([
      { kind: 'set-aside', name: '澜江市第1竹编协会' },
      { kind: 'set-aside', name: '澜江市第2竹编协会' },
    ]);
  });

  test('that is nowhere any more has vanished, under the name that it had', () => {
    const changes = against({ organisations: ORGANISATIONS.slice(1), 'abnormal-listings': [listing(2)] });
    expect(rowsOf(changes, 'organisations')).toMatchObject([{ kind: 'vanished', name: '澜江市第1竹编协会' }]);
    expect(rowsOf(changes, 'abnormal-listings')).toMatchObject([{ kind: 'vanished', name: '澜江市第1竹编协会' }]);
  });

  test('whose key cannot be read any more has vanished', () => {
    const changes = against({
      organisations: [organisation(1, { 统一社会信用代码: '五一' }), ...ORGANISATIONS.slice(1)],
      'abnormal-listings': [listing(2)],
    });
    expect(rowsOf(changes, 'organisations')).toMatchObject([{ kind: 'vanished', name: '澜江市第1竹编协会' }]);
  });

  test('with a corrected code is one vanished and one added', () => {
    const changes = against({
      organisations: [organisation(1, { 统一社会信用代码: codeOf(9) }), ...ORGANISATIONS.slice(1)],
      'abnormal-listings': [listing(9), listing(2)],
    });
    for (const id of ['organisations', 'abnormal-listings'] as const)
      expect(rowsOf(changes, id).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
        'vanished 澜江市第1竹编协会',
        'added 澜江市第1竹编协会',
      ]);
  });

  test('of an illegal body is told by its own name', () => {
    const body = { 名称: '华夏竹艺总会', 名单类别: '涉嫌', 批次: '第一批' };
    const tables = (rows: Cells[]) => ({ organisations: ORGANISATIONS, 'illegal-organisations': rows });
    expect(rowsOf(compare(read(tables([body])), read(tables([]))), 'illegal-organisations')).toEqual([
      {
        kind: 'vanished',
        name: '华夏竹艺总会',
        key: { 名称: '华夏竹艺总会', 名单类别: '涉嫌', 批次: '第一批', 公布机关: '' },
      },
    ]);
  });

  test('whose source alone says something else has not changed', () => {
    const source = { 来源编号: 'S1', 标题: '公告', 发布机关: '民政局', 性质: '示例' };
    const tables = (cells: Cells) => ({
      organisations: [organisation(1, { 来源: 'S1' })],
      sources: [{ ...source, ...cells }],
    });
    const [one, other] = [read(tables({})), read(tables({ 标题: '通告' }))];
    expect(one.published.digests('organisations')).not.toEqual(other.published.digests('organisations'));
    expect(compare(one, other).datasets.map(({ dataset }) => dataset)).toEqual(['sources']);
  });

  test('disclosed to members is told no further than it is published', () => {
    const row = { 统一社会信用代码: codeOf(1), 公开对象: '会员', 公开日期: '2026-03-20' };
    const tables = (items: string[]) => ({
      organisations: ORGANISATIONS,
      disclosures: items.map((item) => ({ ...row, 公开事项: item, 网址: 'https://a.example/x' })),
    });
    const changes = compare(read(tables(['薪酬方案', '对外投资'])), read(tables(['薪酬方案', '秘密合同', '借款'])));
    expect(rowsOf(changes, 'disclosures')).toEqual([
      {
        kind: 'added',
        name: '澜江市第1竹编协会',
        key: { 统一社会信用代码: codeOf(1), 公开事项: '其他事项', 公开对象: '会员', 公开日期: '2026-03-20' },
      },
    ]);
  });
});

test('a row for members that says nothing is not taken for the one that was published', () => {
  const row = { 统一社会信用代码: codeOf(1), 公开对象: '会员', 公开日期: '2026-03-20' };
  const tables = (item: string) => ({ organisations: ORGANISATIONS, disclosures: [{ ...row, 公开事项: item }] });
  expect(rowsOf(compare(read(tables('薪酬方案')), read(tables(''))), 'disclosures')).toMatchObject([
    { kind: 'vanished' },
  ]);
});

describe('the comparison', () => {
  const tables = { organisations: ORGANISATIONS, 'abnormal-listings': [listing(1)] };

  test('reads no file of a dataset that is as it was', () => {
    const paths: string[] = [];
    const served = release(read(tables), { read: (path) => paths.push(path) });
    changesOf(served, read(tables));
    expect(paths).toEqual([]);
    changesOf(served, read({ ...tables, 'abnormal-listings': [listing(2)] }));
    expect(paths).toEqual(['data/abnormal-listings.csv']);
  });

  test('tells that real data become an example, and not the other way', () => {
    const [invented, real] = [true, false].map((example): Ingested => {
      const ingested = read(tables);
      return { ...ingested, site: { ...ingested.site, example } };
    }) as [Ingested, Ingested];
    const become = (from: Ingested, to: Ingested) => changesOf(release(from), to);
    expect(become(real, invented).becomesExample).toBe(true);
    expect(become(real, invented).digest).not.toBe(become(real, real).digest);
    for (const former of [real, invented]) expect(become(former, real).becomesExample).toBe(false);
    expect(become(invented, invented).becomesExample).toBe(false);
    expect(changesOf(undefined, invented).becomesExample).toBe(false);
  });

  test('before the first release tells how many rows there are', () => {
    const { served, datasets } = changesOf(undefined, read(tables));
    expect(served).toBeUndefined();
    expect(datasets.map(({ dataset, before, after, rows }) => [dataset, before, after, rows.length])).toEqual([
      ['organisations', 0, 3, 0],
      ['abnormal-listings', 0, 1, 0],
    ]);
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array | undefined]>([
    ['cannot be read', () => undefined],
    ['has fewer rows than were published', (bytes) => bytes.subarray(0, bytes.lastIndexOf(0x0a, -2) + 1)],
  ])('tells where the served file %s', (_, spoil) => {
    const whole = release(read(tables), { hasNotes: false });
    const served = { ...whole, file: (path: string) => spoil(whole.file(path)!) };
    const [changes] = changesOf(served, read({ organisations: ORGANISATIONS.slice(1) })).datasets;
    expect(changes).toMatchObject({ dataset: 'organisations', before: 3, after: 2, isCompared: false, rows: [] });
  });

  test('knows columns by their headers where a release had others', () => {
    const next = read({ organisations: [organisation(1, { 住所: '甲路1号' }), organisation(2)] });
    const rows = [1, 2, 3].map((n) => [`第${n}会`, '不再有的', codeOf(n)]);
    const file = Buffer.from(toCsv(['名称', '旧列', '统一社会信用代码'], rows));
    const served = {
      number: 1,
      asOf: AS_OF,
      published: { organisations: 3 },
      file: () => file,
      notes: () => undefined,
      paths: () => undefined,
      example: false,
    };
    const changes = changesOf(served, next).datasets[0]!;
    expect(changes.counts).toMatchObject({ vanished: 1, changed: 2, added: 0 });
    expect(changes.rows[0]).toMatchObject({ kind: 'vanished', name: '第3会' });
  });

  test('says no private number that was published before', () => {
    const next = read({ organisations: [organisation(1)] });
    const rows = [
      [codeOf(1), '甲会', '电话13812345678'],
      [codeOf(2), '乙会13912345678', ''],
    ];
    const file = Buffer.from(toCsv(['统一社会信用代码', '社会组织名称', '住所'], rows));
    const served = {
      number: 1,
      asOf: AS_OF,
      published: { organisations: 2 },
      file: () => file,
      notes: () => undefined,
      paths: () => undefined,
      example: false,
    };
    const text = JSON.stringify(changesOf(served, next));
    expect(text).toContain('乙会139');
    expect(text).not.toMatch(/13812345678|13912345678/);
  });

  test('has one digest for one change of one day', () => {
    const former = release(read(tables));
    const digestOf = (next: Tables, asOf = AS_OF) => changesOf(former, read(next, asOf)).digest;
    const next = (cells: Cells) => ({ ...tables, organisations: [...ORGANISATIONS, organisation(4, cells)] });
    const digests = [
      digestOf(tables),
      digestOf(next({})),
      digestOf(next({ 住所: '甲' })),
      digestOf(next({}), '2026-11-21'),
      digestOf({ ...tables, organisations: ORGANISATIONS.slice(1) }),
      digestOf({ ...tables, organisations: ORGANISATIONS.slice(0, 2) }),
    ];
    for (const digest of digests) expect(digest).toMatch(/^[\da-f]{12}$/);
    expect(new Set(digests).size).toBe(digests.length);
    expect(digestOf(next({}))).toBe(digests[1]);
  });
});

test('names are told once, and how many there are', () => {
  const rows = ['甲', '乙', '甲', '丙'].map((name) => ({ kind: 'added' as const, name, key: {} }));
  expect(namesBriefly('organisations', rows, 3)).toBe('甲、乙、丙');
  expect(namesBriefly('organisations', rows, 2)).toBe('甲、乙等3家');
  expect(namesBriefly('illegal-organisations', rows, 1)).toBe('甲等3个');
});

/** Texts that a CSV could stumble over. */
const TEXTS = ['', '甲', '甲,乙', '"甲"', '甲\n乙', '甲"', ' 甲 乙', '=1+1', '😀', '甲（乙）', '甲(乙)'];
const text = fc.constantFrom(...TEXTS);
const anOrganisation = fc.record({
  登记状态: fc.constantFrom('正常', '正常', '正常', '注销', '不明'),
  住所: text,
  业务主管单位: text,
  来源: fc.constantFrom('', 'S1'),
});
const aListing = fc.record({
  移出日期: fc.constantFrom('', '', '2026-01-02', '2027-01-02', '某日'),
  移出事由: text,
  信用修复日期: fc.constantFrom('', '', '2026-02-03'),
});
const aBranch = fc.record({
  // One key, whatever the width of its brackets.
  分支机构名称: fc.constantFrom('（甲）', '(甲)'),
  状态: fc.constantFrom('存续', '终止'),
  类型: fc.constantFrom('', '分会'),
});
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(fc.option(arbitrary), { minLength: 6, maxLength: 6 });
const randomTables: fc.Arbitrary<Tables> = fc
  .record({
    organisations: some(anOrganisation),
    listings: some(aListing),
    branches: some(aBranch),
    items: some(fc.constantFrom('会刊', '邮件', '理事会', '公告栏', '秘密')),
    title: text,
  })
  .map(({ organisations, listings, branches, items, title }) => ({
    organisations: [organisation(99), ...organisations.flatMap((cells, n) => (cells ? [organisation(n, cells)] : []))],
    'abnormal-listings': listings.flatMap((cells, i) =>
      cells ? [listing(i % 3, { ...cells, 列入日期: `2025-0${i + 1}-01` })] : [],
    ),
    branches: branches.flatMap((cells, i) =>
      cells
        ? [{ ...cells, 统一社会信用代码: codeOf(i % 3), 分支机构名称: `${cells.分支机构名称}${TEXTS[i + 1]!}分会` }]
        : [],
    ),
    // Of one key, as they are published.
    disclosures: items.flatMap((channel, i) =>
      channel === null
        ? []
        : [
            {
              统一社会信用代码: codeOf(99),
              公开事项: `其${i}`,
              公开对象: '会员',
              公开日期: '2026-03-20',
              公开渠道: channel,
            },
          ],
    ),
    sources: [{ 来源编号: 'S1', 标题: `题${title}`, 发布机关: '民政局', 性质: '示例' }],
  }));

test('any edits of any rows are told whole, once, and the same with and without what builds remember', () => {
  fc.assert(
    fc.property(randomTables, randomTables, (before, after) => {
      const [former, next] = [read(before), read(after)];
      const changes = compare(former, next);
      for (const id of DATASET_IDS) {
        const told = changes.datasets.find(({ dataset }) => dataset === id);
        expect(told === undefined ? [] : summed(told), id).toEqual(expected(id, former, next));
      }
    }),
    { numRuns: 150 },
  );
});

/** How often each key has which kind. */
function summed({ before, after, counts, rows }: DatasetChanges): string[] {
  expect(before - counts.vanished - counts['set-aside'] - counts.withheld + counts.added).toBe(after);
  for (const kind of KINDS) expect(rows.filter((row) => row.kind === kind)).toHaveLength(counts[kind]);
  for (const { kind, cells } of rows) expect((cells ?? []).length > 0, kind).toBe(WORDS[kind] === 'changed');
  return rows
    .map(({ kind, key }) => `${WORDS[kind]} ${kind === 'withheld' ? '' : textOfKey(Object.values(key))}`)
    .toSorted();
}

const WORDS = {
  vanished: 'gone',
  'set-aside': 'aside',
  withheld: 'held',
  ended: 'changed',
  changed: 'changed',
  added: 'added',
};

function textOfKey(cells: readonly string[]): string {
  return cells.map((cell) => cell.replaceAll('（', '(').replaceAll('）', ')').replace(/\s+/g, ' ')).join('|');
}

function linesOf(ingested: Ingested, id: DatasetId): string[] {
  return Array.from({ length: ingested.published.count(id) }, (_, i) => cellsOf(ingested, id, i).join('\0')).toSorted();
}

/** The same by counting lines, without any cleverness. */
function expected(id: DatasetId, former: Ingested, next: Ingested): string[] {
  const { key, columns, publishedAs } = datasetOf(id);
  const fields = Object.keys(columns);
  const keyIn = (cells: readonly string[]) => textOfKey(key.map((field) => cells[fields.indexOf(field)]!));
  const keysOf = (records: readonly object[]) =>
    new Set(
      records.map((record) => {
        const shown = (publishedAs === undefined ? record : publishedAs(record as never)) as Record<string, unknown>;
        return keyIn(fields.map((field) => cellInWords(columns[field]!, shown[field])));
      }),
    );
  const [withheld, rejected] = [keysOf(next.withheld[id] ?? []), keysOf(next.rejected[id])];
  const [gone, come] = [linesOf(former, id), linesOf(next, id)];
  for (const line of linesOf(former, id)) {
    if (!come.includes(line)) continue;
    gone.splice(gone.indexOf(line), 1);
    come.splice(come.indexOf(line), 1);
  }
  const told: string[] = [];
  for (const line of gone) {
    const own = keyIn(line.split('\0'));
    const match = come.findIndex((other) => keyIn(other.split('\0')) === own);
    if (match >= 0) {
      come.splice(match, 1);
      told.push(`changed ${own}`);
    } else told.push(withheld.has(own) ? 'held ' : rejected.has(own) ? `aside ${own}` : `gone ${own}`);
  }
  return [...told, ...come.map((line) => `added ${keyIn(line.split('\0'))}`)].toSorted();
}
