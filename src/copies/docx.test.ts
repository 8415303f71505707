import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  docxNumbered,
  docxOf,
  level,
  list,
  numbered,
  numberingOf,
  paragraph,
  run,
} from '../../tests/helpers/documents.ts';
import { printed } from '../../tests/helpers/pledge-copies.ts';
import { PUBLISHED, TEXT_NAMES } from '../../tests/helpers/pledge-texts.ts';
import { workbookOf, zipOf } from '../../tests/helpers/workbook.ts';
import { CopyFault } from './copy.ts';
import { readDocx } from './docx.ts';

const read = async (bytes: Uint8Array) => readDocx(new Uint8Array(bytes));
const linesOf = async (body: string, parts?: Record<string, string>) =>
  (await read(docxOf(body, parts))).text.split('\n');

describe('a document', () => {
  test('is read paragraph by paragraph, whatever runs they are cut into', async () => {
    expect(
      await linesOf(paragraph('澜江省茶叶行业协会自律规约') + paragraph('R&D <甲>') + '<w:p/>' + paragraph('末')),
    ).toEqual(['澜江省茶叶行业协会自律规约', 'R&D <甲>', '', '末']);
  });

  test('is read whatever prefix its names have and wherever its main part lies', async () => {
    const bytes = zipOf({
      '_rels/.rels':
        '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/a/main.xml"/></Relationships>',
      'a/main.xml': '<x:document><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>',
    });
    expect((await read(bytes)).text).toBe('甲');
  });

  test.each([
    [
      'what was deleted',
      `<w:del>${run('旧').replace('w:t ', 'w:delText ').replace('/w:t', '/w:delText')}</w:del>${run('新')}`,
      '新',
    ],
    ['what was moved away', `<w:moveFrom>${run('旧')}</w:moveFrom>${run('新')}`, '新'],
    ['what was inserted and moved here', `<w:ins>${run('甲')}</w:ins><w:moveTo>${run('乙')}</w:moveTo>`, '甲乙'],
    ['hidden text', `${run('甲')}${run('隐', '<w:vanish/>')}${run('乙', '<w:vanish w:val="0"/>')}`, '甲乙'],
    ['text that a style hides', `${run('甲')}${run('隐', '<w:rStyle w:val="Secret"/>')}`, '甲'],
    [
      'what a field shows, not what it is',
      '<w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>三月</w:t></w:r>',
      '三月',
    ],
    [
      'links and controls',
      `<w:hyperlink>${run('甲')}</w:hyperlink><w:sdt><w:sdtContent>${run('乙')}</w:sdtContent></w:sdt>`,
      '甲乙',
    ],
    [
      'tabs, breaks and marks',
      '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:sym w:font="x" w:char="4E01"/></w:r>',
      '甲\t乙\n丙-丁',
    ],
    [
      'what is spoken',
      '<w:r><w:ruby><w:rt><w:r><w:t>yín</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>银</w:t></w:r></w:rubyBase></w:ruby></w:r>',
      '银',
    ],
  ])('shows and leaves out as Word does: %s', async (_, inner, shown) => {
    const styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>';
    expect((await read(docxOf(`<w:p>${inner}</w:p>`, { styles }))).text).toBe(shown);
  });

  test('joins paragraphs whose end was deleted, and counts them as one', async () => {
    const gone = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>';
    const numbering = numberingOf(list(1, level(0, 'decimal', '%1.')));
    expect(
      await linesOf(numbered('甲') + paragraph('乙', gone) + numbered('丙') + numbered('丁'), { numbering }),
    ).toEqual(['1.　甲', '2.　乙丙', '3.　丁']);
  });

  test('has a text box once, behind its paragraph', async () => {
    const box = (inner: string) => `<w:txbxContent>${inner}</w:txbxContent>`;
    const body = `<w:p>${run('前')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>${box(paragraph('框内'))}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>${box(paragraph('框内'))}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>${run('后')}</w:p>${paragraph('末')}`;
    expect(await linesOf(body)).toEqual(['前后', '框内', '末']);
    const old = `<w:p><w:r><w:pict><v:textbox>${box(paragraph('框内'))}</v:textbox></w:pict></w:r></w:p>`;
    expect(await linesOf(old)).toEqual(['', '框内']);
  });

  test('has tables row by row, without rows that were deleted', async () => {
    const cell = (inner: string) => `<w:tc>${inner}</w:tc>`;
    const row = (cells: string[], properties = '') =>
      `<w:tr>${properties}${cells.map((one) => cell(paragraph(one))).join('')}</w:tr>`;
    const body = `<w:tbl>${row(['项目', '', '标准'])}${row(['旧', '1'], '<w:trPr><w:del w:id="1"/></w:trPr>')}${row(['会费', '3000元'])}<w:tr>${cell(paragraph('一') + paragraph('二'))}</w:tr></w:tbl>`;
    expect(await linesOf(body)).toEqual(['项目　标准', '会费　3000元', '一', '二']);
  });

  test('has its notes at the end, in the order of the text, and no headers', async () => {
    const reference = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
    const note = (id: number, text: string) => `<w:footnote w:id="${id}">${paragraph(text)}</w:footnote>`;
    const footnotes = note(-1, '') + note(1, '注一') + note(2, '注二') + note(3, '没有提到的');
    const body = `<w:p>${run('甲')}${reference(2)}</w:p><w:p>${run('乙')}${reference(1)}<w:del>${reference(3)}</w:del></w:p>`;
    expect(await linesOf(body, { footnotes, header: paragraph('内部资料') })).toEqual(['甲', '乙', '注二', '注一']);
  });

  test('tells of pictures, whose letters nobody reads', async () => {
    const { notes } = await read(docxOf('<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r></w:p>'));
    expect(notes).toEqual(['文档里有1幅图片，图片里的字没有核验。']);
  });
});

describe('numbers that Word sets by itself', () => {
  const labels = async (lists: Parameters<typeof numberingOf>, body: string, styles = '') =>
    (await linesOf(body, { numbering: numberingOf(...lists), styles })).map((line) => line.replace(/　?甲$/, ''));

  test.each([
    ['japaneseCounting', '第%1条', ['第一条', '第十条', '第十一条', '第二十条', '第一百零五条', '第一百一十条']],
    ['chineseCounting', '%1、', ['一、', '十、', '十一、', '二十、', '一百零五、', '一百一十、']],
    ['chineseCountingThousand', '（%1）', ['（一）', '（十）', '（十一）', '（二十）', '（一百零五）', '（一百一十）']],
    ['decimal', '%1.', ['1.', '10.', '11.', '20.', '105.', '110.']],
    ['decimalFullWidth', '%1．', ['1．', '10．', '11．', '20．', '105．', '110．']],
    ['decimalEnclosedCircle', '%1', ['①', '⑩', '⑪', '⑳', '(105)', '(110)']],
    ['decimalZero', '%1', ['01', '10', '11', '20', '105', '110']],
    ['ideographDigital', '%1', ['一', '一〇', '一一', '二〇', '一〇五', '一一〇']],
    ['chineseLegalSimplified', '%1、', ['壹、', '壹拾、', '壹拾壹、', '贰拾、', '壹佰零伍、', '壹佰壹拾、']],
    ['upperLetter', '%1', ['A', 'J', 'K', 'T', 'AAAAA', 'FFFFF']],
    ['lowerRoman', '%1)', ['i)', 'x)', 'xi)', 'xx)', 'cv)', 'cx)']],
    ['bullet', '•', ['', '', '', '', '', '']],
    ['none', '%1', ['', '', '', '', '', '']],
  ])('in %s as %s', async (format, text, expected) => {
    const all = await labels([list(1, level(0, format, text))], numbered('甲').repeat(110));
    expect([1, 10, 11, 20, 105, 110].map((n) => all[n - 1])).toEqual(expected);
  });

  test('begin anew below each higher one, and tell the higher ones', async () => {
    const levels =
      level(0, 'japaneseCounting', '第%1章') +
      level(1, 'decimal', '%1.%2', '<w:isLgl/>') +
      level(2, 'lowerLetter', '%3)');
    const places = [0, 1, 2, 2, 1, 2, 0, 1, 2];
    expect(await labels([list(1, levels)], places.map((place) => numbered('甲', 1, place)).join(''))).toEqual([
      '第一章', '1.1', 'a)', 'b)', '1.2', 'a)', '第二章', '2.1', 'a)',
    ]); // prettier-ignore
  });

  test('go on through all chapters where the list says so', async () => {
    const levels =
      level(0, 'japaneseCounting', '第%1章') + level(1, 'japaneseCounting', '第%2条', '<w:lvlRestart w:val="0"/>');
    expect(await labels([list(1, levels)], [0, 1, 1, 0, 1].map((place) => numbered('甲', 1, place)).join(''))).toEqual([
      '第一章', '第一条', '第二条', '第二章', '第三条',
    ]); // prettier-ignore
  });

  test('go on in another use of the list, or begin where that says', async () => {
    const one = list(1, level(0, 'decimal', '%1.'));
    const uses = [2, 3].map((id) => ({
      list: '',
      use: `<w:num w:numId="${id}"><w:abstractNumId w:val="1"/>${id === 3 ? '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>' : ''}</w:num>`,
    }));
    const body = [1, 1, 2, 3, 3].map((id) => numbered('甲', id)).join('');
    expect(await labels([one, ...uses], body)).toEqual(['1.', '2.', '3.', '5.', '6.']);
  });

  test('come from styles, their base and the level that names them; 0 takes them away', async () => {
    const levels =
      level(0, 'decimal', '%1', '<w:pStyle w:val="Title1"/>') +
      level(1, 'decimal', '%1.%2', '<w:pStyle w:val="Title2"/>');
    const numPr = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>';
    const styles = `<w:style w:type="paragraph" w:styleId="Title1">${numPr}</w:style><w:style w:type="paragraph" w:styleId="Title2">${numPr}</w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Title2"/></w:style>`;
    const body = ['Title1', 'Title2', 'Own'].map((style) => paragraph('甲', `<w:pStyle w:val="${style}"/>`)).join('');
    const off = paragraph('甲', '<w:pStyle w:val="Title1"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    expect(await labels([list(1, levels)], body + off, styles)).toEqual(['1', '1.1', '1.2', '']);
  });

  test('are those of now, not those before a tracked change', async () => {
    const old =
      '<w:numPr><w:numId w:val="1"/></w:numPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:pPrChange>';
    expect(await labels([list(1, level(0, 'decimal', '%1.'))], paragraph('甲', old))).toEqual(['1.']);
  });

  test.each(TEXT_NAMES)('make %s what is printed', async (name) => {
    const { text } = await read(docxNumbered(PUBLISHED[name]));
    const plain = (words: string) => words.replace(/[\s　]/g, '');
    expect(plain(text)).toBe(plain(printed(PUBLISHED[name])));
  });
});

describe('a file that is no whole document is refused in words', () => {
  const refused = async (bytes: Uint8Array) => {
    const fault = await read(bytes).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(CopyFault);
    expect((fault as Error).message).toMatch(/。$/);
    return (fault as Error).message;
  };
  const good = docxOf(paragraph('甲'), { numbering: '', styles: '' });

  test('another kind of file', async () => {
    expect(await refused(workbookOf([['甲']]))).toContain('表格');
    expect(await refused(zipOf({ 'OFD.xml': '<x/>' }))).toContain('OFD');
    expect(await refused(zipOf({ 'content.xml': '<x/>' }))).toContain('OpenDocument');
    expect(await refused(zipOf({ 'a.txt': '甲' }))).toContain('不是 Word 文档');
  });

  test('one that is cut off, wherever', async () => {
    for (let length = 4; length < good.length; length += 61)
      expect(await refused(good.subarray(0, length)), `${length} bytes`).not.toBe('');
  });

  test('one with spoilt bytes is refused or read, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const spoilt = Buffer.from(good);
        spoilt[at] = byte;
        const result = await read(spoilt).catch((error: unknown) => error);
        expect(result instanceof CopyFault || typeof (result as { text: unknown }).text === 'string').toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('one with a password or with other documents inside', async () => {
    const locked = Buffer.from(good);
    locked[locked.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8] = 1;
    expect(await refused(locked)).toContain('密码');
    expect(await refused(docxOf('<w:altChunk r:id="x"/>'))).toContain('嵌有');
  });

  test('XML that is none, and entities are not expanded', async () => {
    expect(await refused(zipOf({ 'word/document.xml': '<w:document><w:body>' }))).toContain('读不出来');
    const bomb = `<!DOCTYPE x [<!ENTITY a "甲甲甲甲甲甲甲甲甲甲">]><w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>`;
    expect((await read(zipOf({ 'word/document.xml': bomb }))).text).not.toContain('甲甲');
  });

  test('one that swells when it is unpacked, soon', async () => {
    const blanks = deflateRawSync(Buffer.alloc(300 * 2 ** 20, 0x20), { level: 9 });
    const begun = performance.now();
    expect(await refused(zipOf({ 'word/document.xml': blanks }))).toContain('太大');
    const long = `<w:document><w:body><w:p><w:r><w:t>${'甲'.repeat(2_100_000)}</w:t></w:r></w:p></w:body></w:document>`;
    expect(await refused(zipOf({ 'word/document.xml': long }))).toContain('太多');
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
