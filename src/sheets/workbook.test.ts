import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workbookOf, zipOf } from '../../tests/helpers/workbook.ts';
import { SheetFault } from './fault.ts';
import { readWorkbook } from './workbook.ts';

const read = (bytes: Uint8Array) => readWorkbook(new Uint8Array(bytes));
const fixture = (name: string) => read(readFileSync(`tests/fixtures/xlsx/${name}`));
const cellsOf = async (bytes: Uint8Array) => (await read(bytes)).rows.map(({ cells }) => cells);

describe('a workbook', () => {
  test('is read from its first sheet that is shown, rows numbered as the spreadsheet shows them', async () => {
    expect(await fixture('openpyxl.xlsx')).toEqual({
      name: '名单',
      rows: [
        { number: 1, cells: ['序号', '社会组织名称', '统一社会信用代码', '日期'] },
        { number: 2, cells: ['1', '澜江省塑料商会', '51990000MJ0011059W', '46023'] },
        { number: 4, cells: ['2', 'R&D <协会>', '', '1'] },
      ],
    });
  });

  test('may have texts in runs, cells far from each other and characters that XML cannot hold', async () => {
    expect((await fixture('xlsxwriter.xlsx')).rows.map(({ cells }) => cells)).toEqual([
      ['社会组织名称', '统一社会信用代码'],
      ['澜江省音乐家协会'],
      ['', '', '', '远处'],
      ['_x0041_\u0001控制'],
    ]);
  });

  test('may have shared texts and numbers', async () => {
    const { rows } = await fixture('sheetjs.xlsx');
    expect(rows.map(({ cells }) => cells[0])).toEqual([
      '名称',
      '澜江省塑料商会',
      '澜江省音乐家协会',
      '510000000000000000',
    ]);
  });

  test.each([
    ['a number', '<c><v>12</v></c>', '12'],
    ['what a formula gave', '<c t="str"><f>A1</f><v>甲协会</v></c>', '甲协会'],
    ['a fault of a formula', '<c t="e"><v>#REF!</v></c>', ''],
    [
      'a text with how it is spoken',
      '<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウ</t></rPh></is></c>',
      '東京',
    ],
    ['a text as it stands', '<c t="inlineStr"><is><t><![CDATA[甲<乙>]]></t></is></c>', '甲<乙>'],
    ['an entity', '<c t="inlineStr"><is><t>&#x7532;&amp;&#20057;</t></is></c>', '甲&乙'],
    ['a shared text that is not there', '<c t="s"><v>99</v></c>', ''],
  ])('has in a cell %s', async (_, xml, shown) => {
    expect(await cellsOf(workbookOf([['名称', { xml }, '末']]))).toEqual([['名称', shown, '末']]);
  });

  test('is read whatever prefix its names have', async () => {
    const sheet = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲协会</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(await cellsOf(workbookOf([], { 'xl/worksheets/sheet1.xml': sheet }))).toEqual([['甲协会', '1']]);
  });
});

describe('a file that is no whole workbook is refused in words', () => {
  const refused = async (bytes: Uint8Array) => {
    const fault = await read(bytes).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(SheetFault);
    expect((fault as Error).message).toMatch(/。$/);
    return (fault as Error).message;
  };
  const good = workbookOf([['名称'], ['甲协会']]);

  test('another kind of file', async () => {
    expect(await refused(readFileSync('tests/fixtures/xlsx/sheetjs.ods'))).toContain('不是 .xlsx');
    expect(await refused(zipOf({ 'word/document.xml': '<x/>' }))).toContain('不是 .xlsx');
    await refused(readFileSync('tests/fixtures/xlsx/sheetjs.xls'));
    await refused(Buffer.from('PK\u0003\u0004'));
  });

  test('one that is cut off, wherever', async () => {
    for (let length = 0; length < good.length; length += 97)
      expect(await refused(good.subarray(0, length)), `${length} bytes`).toMatch(/另存/);
  });

  test('one with spoilt bytes is refused or read, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const spoilt = Buffer.from(good);
        spoilt[at] = byte;
        const result = await read(spoilt).catch((error: unknown) => error);
        expect(result instanceof SheetFault || Array.isArray((result as { rows: unknown }).rows)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('one with a password', async () => {
    const locked = Buffer.from(good);
    locked[locked.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8] = 1;
    expect(await refused(locked)).toContain('密码');
  });

  test.each([
    ['no XML', '名单'],
    ['XML that breaks off', '<worksheet><sheetData><row><c'],
    ['tags that do not close', '<worksheet><sheetData></worksheet>'],
  ])('one whose sheet is %s', async (_, sheet) => {
    expect(await refused(workbookOf([], { 'xl/worksheets/sheet1.xml': sheet }))).toContain('读不出来');
  });

  test('entities are not expanded', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "甲甲甲甲甲甲甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    const cells = await cellsOf(workbookOf([], { 'xl/worksheets/sheet1.xml': bomb }));
    expect(cells.join('')).not.toContain('甲甲');
  });

  test('one that swells when it is unpacked, soon', async () => {
    // Three hundred megabytes of blanks in a third of one.
    const blanks = deflateRawSync(Buffer.alloc(300 * 2 ** 20, 0x20), { level: 9 });
    const begun = performance.now();
    expect(await refused(workbookOf([], { 'xl/worksheets/sheet1.xml': blanks }))).toContain('太大');
    expect(await refused(workbookOf([], { 'xl/workbook.xml': blanks }))).toContain('太大');
    const unclosed = `<worksheet><!-- ${'< '.repeat(20 * 2 ** 20)}`;
    await refused(workbookOf([], { 'xl/worksheets/sheet1.xml': unclosed }));
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  test('one with a row far out and a cell far to the right costs nothing', async () => {
    const sheet = `<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1048576"><v>2</v></c></row></sheetData></worksheet>`;
    const { rows } = await read(workbookOf([], { 'xl/worksheets/sheet1.xml': sheet }));
    expect(rows).toEqual([{ number: 1_048_576, cells: ['2'] }]);
  });
});
