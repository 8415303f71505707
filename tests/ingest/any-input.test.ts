/** Whatever a file holds, and wherever it was cut. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf } from '../../src/datasets/index.ts';
import { countsAddUp } from '../../src/ingest/ingest.ts';
import { readDatasetFile } from '../../src/ingest/read-dataset.ts';
import { reportAsCsv, reportAsHtml, reportAsJson, reportForTerminal } from '../../src/ingest/report.ts';
import { AS_OF, csv, ingestFiles, organisation, quoted, save, SAVED_AS } from '../../src/ingest/testing.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/csv');
const WHOLE = readFileSync(join(FOLDER, 'ok_organisations.csv'), 'utf8');

function readRegister(bytes: Uint8Array) {
  return readDatasetFile(datasetOf('organisations'), 'organisations.csv', bytes, AS_OF);
}

const RECORDS = readRegister(save(WHOLE, 'UTF-8')).rows.map(({ record }) => record);

describe('a file cut anywhere', () => {
  const saved = SAVED_AS.map((as) => [as, save(WHOLE, as)] as const);

  test.each(saved)('as %s is told to be cut, or gives whole rows of the file', (as, bytes) => {
    for (let length = 0; length < bytes.length; length++) {
      const { rows, findings } = readRegister(bytes.subarray(0, length));
      expect(JSON.stringify([rows.map(({ record }) => record), findings])).not.toContain('\uFFFD');
      const stopped = findings.some(({ severity, code }) => severity === 'error' && code !== 'missing-required-value');
      const whole = rows.slice(0, -1).map(({ record }) => record);
      if (!stopped) expect(whole, `${as} after ${length} bytes`).toEqual(RECORDS.slice(0, whole.length));
    }
  });

  test.each(saved)('as %s inside a quoted cell says so', (_, bytes) => {
    const text = WHOLE.slice(0, WHOLE.indexOf('技术培训') + 1);
    const cut = save(
      text,
      SAVED_AS.find((as) => save(WHOLE, as).length === bytes.length)!,
    );
    expect(readRegister(cut).findings).toMatchObject([{ code: 'truncated-file', row: 3 }]);
  });

  test.each(saved)('as %s after any cell of its last row but the last says so', (as) => {
    const start = WHOLE.trimEnd().lastIndexOf('\n') + 1;
    const last = WHOLE.slice(start).split(',');
    for (let cells = 1; cells < last.length; cells++) {
      const cut = save(WHOLE.slice(0, start) + last.slice(0, cells).join(','), as);
      expect(readRegister(cut).findings, `${cells} cells`).toMatchObject([{ code: 'truncated-file', row: 7 }]);
    }
  });

  test('in its only row says so', () => {
    const text = csv([organisation(1)]);
    expect(readRegister(save(text.slice(0, -20), 'UTF-8')).findings).toMatchObject([
      { code: 'truncated-file', row: 2 },
    ]);
  });

  test('with short rows above says so too', () => {
    const text = `${WHOLE}${Object.values(organisation(7)).join(',')}\n${Object.values(organisation(8)).join(',')}`;
    expect(readRegister(save(text, 'UTF-8')).findings).toMatchObject([{ code: 'truncated-file', row: 9 }]);
  });
});

describe('nothing throws, and every row has its fate,', () => {
  const check = (files: Readonly<Record<string, string | Uint8Array>>) => {
    const ingested = ingestFiles(files);
    for (const id of DATASET_IDS) expect(ingested.records[id]).toHaveLength(ingested.counts[id].published);
    const reports = [
      reportAsJson(ingested),
      reportForTerminal(ingested),
      reportAsCsv(ingested),
      reportAsHtml(ingested),
    ];
    for (const report of reports) expect(report.length).toBeGreaterThan(0);
    return ingested;
  };
  const anyDataset = fc.constantFrom(...DATASET_IDS);

  test('for random bytes', () => {
    fc.assert(
      fc.property(anyDataset, fc.uint8Array({ maxLength: 400 }), (id, bytes) => {
        expect(countsAddUp(check({ [`${id}.csv`]: bytes }).counts)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('for random bytes behind a right header', () => {
    const header = save(`${WHOLE.split('\n')[0]}\n`, 'UTF-8');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const { counts } = check({ 'organisations.csv': Buffer.concat([header, bytes]) });
        expect(countsAddUp(counts)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('for random cells in every column of every dataset', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'0123456789-./年月日至万亿元5A"=,;\n 　'), maxLength: 20 }),
      fc.constantFrom(
        '合计',
        '2025-02-30',
        '长期',
        '5.1E+17',
        '１',
        '__proto__',
        'constructor',
        '\u202E',
        '-1',
        '99999',
      ),
    );
    const cells = (id: (typeof DATASET_IDS)[number]) => {
      const columns = Object.values(datasetOf(id).columns);
      const row = fc.tuple(
        ...columns.map((column) =>
          fc.oneof({ weight: 2, arbitrary: typed }, { weight: 3, arbitrary: fc.constant(column.example) }),
        ),
      );
      return fc.array(row, { minLength: 1, maxLength: 4 }).map((rows) => ({
        id,
        text:
          [columns.map((column) => column.header), ...rows]
            .map((line) => line.map((cell) => quoted(cell)).join(','))
            .join('\n') + '\n',
      }));
    };
    fc.assert(
      fc.property(anyDataset.chain(cells), ({ id, text }) => {
        const { counts } = check({ 'organisations.csv': csv([organisation(1)]), [`${id}.csv`]: text });
        expect(countsAddUp(counts)).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  test('for random file names', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => !/[\0/]|^\.{1,2}$/.test(text) && Buffer.byteLength(text) < 200);
    fc.assert(
      fc.property(name, fc.constantFrom('', '.csv', '.xlsx', '.txt'), (text, ending) => {
        expect(
          check({ 'organisations.csv': csv([organisation(1)]), [`${text}${ending}`]: 'x' }).counts.organisations.read,
        ).toBe(1);
      }),
      { numRuns: 150 },
    );
  });

  test('for cells as long as a spreadsheet holds, whatever is repeated in them', () => {
    const length = 32_767;
    for (const unit of ['竹', '1', 'A1', '，', '"']) {
      const long = unit.repeat(length).slice(0, length);
      const register = csv([organisation(1, { 业务范围: long }), organisation(2, { 登记状态: long })]);
      expect(check({ 'organisations.csv': register }).counts.organisations).toEqual({
        read: 2,
        published: 1,
        withheld: 0,
        rejected: 1,
      });
    }
  });

  test('for a longer cell, which comes from quotes that do not pair', () => {
    const register = csv([organisation(1), organisation(2, { 业务范围: '竹'.repeat(32_768) })]);
    const { findings, stopped } = check({ 'organisations.csv': register });
    expect(findings).toMatchObject([
      { code: 'unreadable-file', row: 3, message: expect.stringContaining('超过32,767个字') },
    ]);
    expect(stopped).toBe(true);
  });
});

describe('a long cell is read at once', () => {
  // A pattern that looks through the rest anew from every start takes half a second and more here, one look a few hundredths.
  const LENGTH = 16_384;
  const ENOUGH_MS = 300;
  const repeated = (unit: string) => unit.repeat(LENGTH / unit.length);
  const cells: readonly (readonly [what: string, cell: string])[] = [
    ['blanks between letters', `甲${repeated('　')}甲`],
    ['quotes before a letter', `${repeated("'")}甲`],
    ['blanks in an address', `http://${repeated('a.')} a`],
    ['names and gaps', `${repeated('会　')}甲`],
    ['names, gaps and lines', `${repeated('会　甲\n')}会　甲`],
    ['spans of days', repeated('2020-01-01至')],
    ['days that go on', repeated('2020-')],
    ['Chinese numerals', repeated('五')],
    ['grounds that are not finished', repeated('未')],
    ['inspections', `${repeated('年检')}整改`],
    ['penalties without end', `${repeated('三年两次')}`],
    ['years that are not over', `异常名录${repeated('满')}`],
    ['numbers', repeated('13800138000.')],
  ];
  // Columns of one type are read alike, but for the rules of the two lists.
  const types = new Set<string>();
  const columns = DATASET_IDS.flatMap((id) =>
    Object.entries(datasetOf(id).columns).flatMap(([field, { header, type }]) => {
      if (types.has(type.words) && !id.endsWith('-listings')) return [];
      types.add(type.words);
      return [[id, header, field] as const];
    }),
  );

  test.each(columns)('in %s, %s', (id, _, field) => {
    const dataset = datasetOf(id);
    for (const [what, cell] of cells) {
      const row = Object.fromEntries(
        Object.entries(dataset.columns).map(([each, { header, example }]) => [header, each === field ? cell : example]),
      );
      const bytes = save(csv([row]), 'UTF-8');
      const took = () => {
        const from = performance.now();
        expect(readDatasetFile(dataset, `${id}.csv`, bytes, AS_OF).rows.length).toBeLessThanOrEqual(1);
        return performance.now() - from;
      };
      // The machine may be busy with something else meanwhile.
      const shortest = Array.from({ length: 5 }).reduce<number>(
        (least) => (least < ENOUGH_MS ? least : took()),
        Infinity,
      );
      expect(shortest, what).toBeLessThan(ENOUGH_MS);
    }
  });
});

test.each([
  ['统一社会信用代码，社会组织名称，登记状态\n', true],
  ['统一社会信用代码|社会组织名称|登记状态\n', true],
  ['代码,名字,情况\n', false],
])('a table whose first row is %j is told of delimiters: %j', (text, expected) => {
  const [finding] = ingestFiles({ 'organisations.csv': text }).findings;
  expect(finding).toMatchObject({ code: 'missing-required-column' });
  expect(finding!.suggestion.includes('各列之间要用英文逗号')).toBe(expected);
});
