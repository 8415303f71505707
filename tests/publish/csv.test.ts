import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortDigest } from '../../src/ingest/stored-rows.ts';
import Papa from 'papaparse';
import { EXCEL, excelCells } from '../../src/domain/excel.ts';
import { csvRows, excelRows, toCsv } from '../../src/publish/csv.ts';
import { csvFlavour, excelFlavour, formerPlaces, JSON_FLAVOUR, updateRows } from '../../src/publish/row-files.ts';

type Cell = string | number;
type Table = readonly (readonly Cell[])[];

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', '\n', '\r', ',', ' ', 'a', '中', '\uFEFF', ';', '\t', "'", '=') }),
  fc.constant(''),
  fc.integer({ min: 0, max: 20 }),
  fc.string({ unit: 'grapheme' }),
);
const width = fc.integer({ min: 1, max: 4 });

function rowsOf(columns: number) {
  const row = fc.array(cell, { minLength: columns, maxLength: columns });
  return fc.array(row, { maxLength: 12 });
}

const tables = width.chain((columns) =>
  fc.record({
    header: fc.array(cell.map(String), { minLength: columns, maxLength: columns }),
    before: rowsOf(columns),
    after: rowsOf(columns),
    /** Places of former rows that are put among the later ones. */
    stays: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }),
  }),
);

/** The later rows, with some of the former ones anywhere among them. */
function mixed({ before, after, stays }: { before: Table; after: Table; stays: readonly [number, number][] }): Table {
  const rows = [...after];
  if (before.length > 0)
    for (const [from, to] of stays) rows.splice(to % (rows.length + 1), 0, before[from % before.length]!);
  return rows;
}

function digestsOf(rows: Table): Uint32Array {
  return Uint32Array.from(rows.flatMap((row) => shortDigest(JSON.stringify(row))));
}

/** A file that was written, and the digests of its rows. */
interface EarlierFile {
  bytes: Uint8Array;
  digests: Uint32Array;
}

function knownOf(rows: Table, { bytes, digests }: EarlierFile) {
  return { bytes, count: digests.length / 2, places: formerPlaces(digestsOf(rows), digests) };
}

function fileOf(header: readonly string[], rows: Table): EarlierFile {
  return { bytes: Buffer.from(toCsv(header, rows)), digests: digestsOf(rows) };
}

function update(header: readonly string[], rows: Table, earlier: EarlierFile | undefined) {
  const asked: number[] = [];
  const [bytes] = updateRows([[csvFlavour(header), earlier && knownOf(rows, earlier)]], rows.length, (place) => {
    asked.push(place);
    return rows[place]!;
  });
  return { text: Buffer.from(bytes!).toString(), asked };
}

describe('a CSV that is brought up to date', () => {
  test('is the one that is written anew', () => {
    fc.assert(
      fc.property(tables, ({ header, before, ...later }) => {
        const rows = mixed({ before, ...later });
        const { text, asked } = update(header, rows, fileOf(header, before));
        expect(text).toBe(toCsv(header, rows));
        const known = new Set(before.map((row) => JSON.stringify(row)));
        expect(asked).toEqual(rows.flatMap((row, place) => (known.has(JSON.stringify(row)) ? [] : [place])));
      }),
      { numRuns: 500 },
    );
  });

  test('is written anew without an earlier one', () => {
    fc.assert(
      fc.property(tables, ({ header, after }) => {
        expect(update(header, after, undefined).text).toBe(toCsv(header, after));
      }),
    );
  });

  test('asks for no row when nothing has changed', () => {
    fc.assert(
      fc.property(tables, ({ header, before }) => {
        const { text, asked } = update(header, before, fileOf(header, before));
        expect(text).toBe(toCsv(header, before));
        expect(asked).toEqual([]);
      }),
    );
  });

  test('is written anew when the earlier one has not a line for each of its rows', () => {
    const rows: Table = [
      ['a', 'b'],
      ['c\nd', '"'],
    ];
    const header = ['one', 'two'];
    const whole = fileOf(header, rows);
    const damaged: readonly EarlierFile[] = [
      { ...whole, bytes: new Uint8Array() },
      { ...whole, bytes: whole.bytes.subarray(0, -1) },
      { ...whole, bytes: Buffer.concat([whole.bytes, whole.bytes]) },
      { ...whole, bytes: Buffer.from(toCsv(header, rows.slice(1))) },
      { ...whole, digests: whole.digests.subarray(2) },
      { ...whole, digests: new Uint32Array() },
      { ...whole, digests: whole.digests.subarray(1) },
      { bytes: Buffer.from('"'), digests: whole.digests },
    ];
    for (const earlier of damaged) {
      const { text, asked } = update(header, rows, earlier);
      expect(text).toBe(toCsv(header, rows));
      expect(asked).toEqual([0, 1]);
    }
  });

  test('of more rows than are written at once is the same', () => {
    const before = Array.from({ length: 10_050 }, (_, i) => [i, `row\n${i}`]);
    const rows = before.map((row, i) => (i % 7 === 0 ? [i, 'another'] : row));
    const header = ['number', 'text'];
    expect(update(header, rows, undefined).text).toBe(toCsv(header, rows));
    expect(update(header, rows, fileOf(header, before)).text).toBe(toCsv(header, rows));
  });
});

describe.each([
  ['the flavour for spreadsheets', excelFlavour(['一', '二'])],
  ['JSON', { ...JSON_FLAVOUR, write: (rows: Table) => JSON_FLAVOUR.write(rows.map((row) => ({ ...row }))) }],
])('%s', (_, flavour) => {
  const write = (rows: Table, earlier?: EarlierFile) => {
    const file = [flavour, earlier && knownOf(rows, earlier)] as const;
    const [bytes] = updateRows<Table[number]>([file], rows.length, (place) => rows[place]!);
    return Buffer.from(bytes!).toString();
  };

  test('that is brought up to date is the one that is written anew', () => {
    const pairs = fc.record({ before: rowsOf(2), after: rowsOf(2), stays: fc.array(fc.tuple(fc.nat(), fc.nat())) });
    fc.assert(
      fc.property(pairs, ({ before, ...later }) => {
        const rows = mixed({ before, ...later });
        const earlier = { bytes: Buffer.from(write(before)), digests: digestsOf(before) };
        expect(write(rows, earlier)).toBe(write(rows));
      }),
      { numRuns: 500 },
    );
  });
});

test('flavours of which one is lost are both as they are written anew, and each row is asked for once', () => {
  fc.assert(
    fc.property(tables, fc.boolean(), ({ header, before, ...later }, isFirstLost) => {
      const rows = mixed({ before, ...later });
      const flavours = [csvFlavour(header), excelFlavour(header)] as const;
      const write = (table: Table, earlier: readonly (EarlierFile | undefined)[], asked: number[]) =>
        updateRows(
          flavours.map((flavour, i) => [flavour, earlier[i] && knownOf(table, earlier[i])] as const),
          table.length,
          (place) => {
            asked.push(place);
            return table[place]!;
          },
        ).map((bytes) => Buffer.from(bytes).toString());
      const former = write(before, [], []).map((text) => ({ bytes: Buffer.from(text), digests: digestsOf(before) }));
      const asked: number[] = [];
      const lost = isFirstLost ? 0 : 1;
      expect(write(rows, former.with(lost, undefined!), asked)).toEqual(write(rows, [], []));
      expect(asked).toEqual([...rows.keys()]);
    }),
    { numRuns: 300 },
  );
});

test('as JSON there is a line for each row, and a reader finds all of them', () => {
  const write = (rows: readonly object[]) =>
    Buffer.from(updateRows([[JSON_FLAVOUR, undefined]], rows.length, (place) => rows[place]!)[0]!).toString();
  const rows = [{ name: 'a"\n]' }, { name: '[,', list: ['1', '2'] }, { count: 3 }];
  expect(JSON.parse(write(rows))).toEqual(rows);
  expect(write(rows).split('\n')).toHaveLength(rows.length + 3);
  expect(JSON.parse(write([]))).toEqual([]);
});

test('for spreadsheets nothing passes for a formula, and no code is rounded', () => {
  const rows = [
    ['=1+1', '51100000500012015'],
    ['@SUM(A1)', '-1'],
    ['澜江市室内装饰协会', '51100000MJ0112345X'],
    ['057188', '330000'],
  ];
  const [bytes] = updateRows([[excelFlavour(['名称', '代码']), undefined]], rows.length, (place) => rows[place]!);
  expect(Buffer.from(bytes!).toString()).toBe(
    '\uFEFF名称,代码\r\n"\'=1+1",\'51100000500012015\r\n"\'@SUM(A1)","\'-1"\r\n澜江市室内装饰协会,51100000MJ0112345X\r\n\'057188,330000\r\n',
  );
});

test('rows are written as Papa Parse writes them', () => {
  const some = width.chain(rowsOf).filter((rows) => rows.length > 0);
  fc.assert(
    fc.property(some, (rows) => {
      expect(csvRows(rows)).toBe(Papa.unparse(rows as Cell[][], { newline: '\n' }));
      expect(excelRows(rows)).toBe(Papa.unparse(rows.map(excelCells), EXCEL));
    }),
    { numRuns: 2000 },
  );
});
