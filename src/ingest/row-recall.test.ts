import { describe, expect, test } from 'vitest';
import { datasetOf } from '../datasets/index.ts';
import { Random } from '../sample/random.ts';
import { readChanges, readWithRecall, type FileToRead, type KnownFile } from './row-recall.ts';
import { recordReader } from './stored-rows.ts';
import { AS_OF, codeOf, csv, organisation, plain } from './testing.ts';

const DATASET = datasetOf('organisations');
const HEADER = csv([organisation(0)]).split('\n')[0]!;

function fileOf(bytes: Uint8Array): FileToRead {
  return { dataset: DATASET, path: 'organisations.csv', bytes, asOf: AS_OF, code: 'code' };
}

/**
 * All that is known but how lots are cut and in which order values are kept.
 *
 * @param other a row that either holds for one to be read anew has no key: a finding may tell a number that is its row's by chance
 */
function told({ rows, rowFindings, byLines, ...others }: KnownFile, other: KnownFile): unknown {
  const read = recordReader(DATASET);
  const { count, numbers, fates, keys, digests, columns } = rows;
  return {
    ...others,
    rowFindings: [...rowFindings],
    format: byLines && [byLines.delimiter, byLines.newline],
    total: byLines && [byLines.lots.starts.at(-1), byLines.lots.lines.at(-1), byLines.lots.rows.at(-1)],
    rows: Array.from({ length: count }, (_, i) => [
      plain(read(rows, i)),
      columns.map(({ values, of }) => values[of[i]!]),
      numbers[i],
      fates[i],
      other.rows.keys[i * 2] === 0 ? 0 : keys[i * 2],
      [...digests.subarray(i * 2, i * 2 + 2)],
    ]),
  };
}

const line = (n: number, cells = {}) => csv([organisation(n, cells)]).split('\n')[1]!;

/** Lines that say nothing of other lines. */
const LINES: ((n: number) => string)[] = [
  (n) => line(n),
  (n) => line(n, { 成立登记日期: '2099-01-01' }),
  (n) => line(n, { 社会组织名称: `澜江“${n}”协会`, 登记管理机关: '"澜江市""民政局"' }),
  (n) => line(n, { 登记状态: '认不出来', 来源: 'S001;S002' }),
  () => '',
  () => ',,,,,',
];

/** Those that tell their number, or change how others are read. */
const TROUBLES: ((n: number) => string)[] = [
  (n) => `${codeOf(n)},短行,社会团体,正常,澜江市民政局`,
  (n) => `${line(n)},,,,多出来的`,
  () => '合计',
  () => HEADER,
  (n) => `${codeOf(n)},"一格里\n有换行",社会团体,正常,澜江市民政局,2015-03-01`,
  (n) => `${codeOf(n)},"没有配对,社会团体,正常,澜江市民政局,2015-03-01`,
  (n) => `${codeOf(n)},"不成对"的引号,社会团体,正常,澜江市民政局,2015-03-01`,
  (n) => `${line(n)}\r`,
  (n) => line(n).replaceAll(',', ';'),
  (n) => `${codeOf(n)},${'长'.repeat(40_000)},社会团体,正常,澜江市民政局,2015-03-01`,
  (n) => line(n, { 社会组织名称: '丢了字\uFFFD' }),
  (n) => line(n, { 社会组织名称: '空\u0000字节' }),
  () => 'sep=;',
];

describe('reading what has changed is reading the whole file', () => {
  test.each([
    ['rows', 0, '\n', ''],
    ['rows of Windows', 0, '\r\n', '\uFEFF'],
    ['troubles', 0.3, '\n', ''],
    ['troubles of Windows', 0.3, '\r\n', ''],
  ])('for %s', (_, trouble, newline, mark) => {
    let used = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed, 0, 0);
      const some = (n: number) => random.pick(random.chance(trouble) ? TROUBLES : LINES)(n);
      let lines = Array.from({ length: 300 }, (__, n) => line(n));
      for (let i = 0; i < 5; i++) lines[random.int(0, 299)] = random.pick(LINES)(i);
      const textOf = () => `${mark}${[HEADER, ...lines].join(newline)}${random.chance(0.9) ? newline : ''}`;
      let known = readWithRecall(fileOf(Buffer.from(textOf())), () => []);
      for (let step = 0; step < 8; step++) {
        const at = random.chance(0.2) ? lines.length : random.int(0, lines.length - 1);
        const gone = random.pick([0, 1, 1, 1, 2, 90]);
        const come = Array.from({ length: random.pick([0, 1, 1, 1, 2, 90]) }, (__, i) => some(1000 * step + i));
        lines = [...lines.slice(0, at), ...come, ...lines.slice(at + gone)];
        const bytes = Buffer.from(textOf());
        if (random.chance(trouble / 3)) bytes[random.int(0, bytes.length - 1)] = 0xc8;
        const changed = readChanges(known, fileOf(bytes));
        const whole = readWithRecall(fileOf(bytes), () => []);
        if (changed !== undefined) {
          used++;
          expect(told(changed, whole)).toEqual(told(whole, changed));
        }
        known = changed ?? whole;
      }
    }
    expect(used).toBeGreaterThan(trouble === 0 ? 100 : 20);
  });

  test('not where a line that came may be the better header', () => {
    const lines = Array.from({ length: 10 }, (_, n) => line(n));
    const known = readWithRecall(fileOf(Buffer.from([HEADER, ...lines, ''].join('\n'))), () => []);
    const better = `1,2,${HEADER},住所,官方网站`;
    const after = fileOf(Buffer.from([HEADER, ...lines, better, ''].join('\n')));
    expect(readWithRecall(after, () => []).findings.map(({ code }) => code)).toContain('unreadable-file');
    expect(readChanges(known, after)).toBeUndefined();
  });

  test('not below another header, nor by other code, nor on another day', () => {
    const lines = Array.from({ length: 200 }, (_, n) => line(n));
    const before = fileOf(Buffer.from([HEADER, ...lines, ''].join('\n')));
    const known = readWithRecall(before, () => []);
    lines[100] = line(500);
    const after = { ...before, bytes: Buffer.from([HEADER, ...lines, ''].join('\n')) };
    expect(readChanges(known, after)).toBeDefined();
    expect(readChanges(known, { ...after, code: 'other' })).toBeUndefined();
    expect(readChanges(known, { ...after, asOf: '2026-11-21' })).toBeUndefined();
    const renamed = { ...before, bytes: Buffer.from([HEADER.replace('登记状态', '状态'), ...lines, ''].join('\n')) };
    expect(readChanges(known, renamed)).toBeUndefined();
  });
});
