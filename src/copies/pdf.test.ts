import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pdfOf, pdfOfText } from '../../tests/helpers/documents.ts';
import { printed } from '../../tests/helpers/pledge-copies.ts';
import { PUBLISHED } from '../../tests/helpers/pledge-texts.ts';
import { CopyFault } from './copy.ts';
import { readPdf } from './pdf.ts';

const MAPS = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps');
const readCharacterMap = (file: string) => Promise.resolve(new Uint8Array(readFileSync(join(MAPS, file))));
const read = (bytes: Uint8Array) => readPdf(new Uint8Array(bytes), { readCharacterMap });
const SENTENCE = '会员应当遵守本规约，诚实守信，公平竞争，不得损害其他会员的利益。';

describe('a text layer', () => {
  test.each(['embedded', 'predefined'] as const)(
    'whose characters are %s is read line by line, page by page',
    async (font) => {
      const text = printed(PUBLISHED.pledge).split('\n');
      const pages = [text.slice(0, 6), text.slice(6)];
      expect((await read(pdfOf(pages, { font }))).text).toBe(pages.map((page) => page.join('\n')).join('\f'));
    },
  );

  test('is told page by page while it is read', async () => {
    const told: string[] = [];
    const bytes = new Uint8Array(pdfOf([[SENTENCE], [SENTENCE], [SENTENCE]]));
    await readPdf(bytes, { readCharacterMap, onPage: (page, pages) => told.push(`${page}/${pages}`) });
    expect(told).toEqual(['1/3', '2/3', '3/3']);
  });

  test('keeps the order of columns', async () => {
    const column = (x: number) => [1, 2, 3].map((n) => ({ text: `${x}栏第${n}行，会员应当遵守`, x, y: 800 - n * 20 }));
    expect((await read(pdfOf([[...column(50), ...column(320)]]))).text.replaceAll('，会员应当遵守', '').split('\n')).toEqual([
      '50栏第1行', '50栏第2行', '50栏第3行', '320栏第1行', '320栏第2行', '320栏第3行',
    ]); // prettier-ignore
  });

  test('that is scattered is put in order from top to bottom', async () => {
    const lines = Array.from({ length: 9 }, (_, n) => ({ text: `第${n + 1}行会员应当遵守`, x: 72, y: 780 - n * 20 }));
    const scattered = [4, 0, 7, 2, 8, 1, 6, 3, 5].map((n) => lines[n]!);
    expect((await read(pdfOf([scattered]))).text).toBe(lines.map(({ text }) => text).join('\n'));
  });

  test('has figures of another font in their place, though they are written behind all else', async () => {
    const line = (y: number) => [
      { text: '会员每年缴纳会费', x: 72, y },
      { text: '元，于三月底前缴清。', x: 230, y },
    ];
    const pieces = [...line(700), ...line(680), { text: '3000', x: 174, y: 700 }, { text: '4000', x: 174, y: 680 }];
    expect((await read(pdfOf([pieces]))).text.replaceAll(' ', '')).toBe(
      '会员每年缴纳会费3000元，于三月底前缴清。\n会员每年缴纳会费4000元，于三月底前缴清。',
    );
  });

  test('printed twice for bold letters is read once', async () => {
    const bold = [0, 0.3].map((off) => ({ text: SENTENCE, x: 72 + off, y: 700 }));
    expect((await read(pdfOf([bold]))).text).toBe(SENTENCE);
  });

  test('on its side is read; a watermark across it stands at its end', async () => {
    const turned = [SENTENCE, '第二行'].map((text, n) => ({ text, x: 100 + n * 20, y: 50, turned: 90 }));
    expect((await read(pdfOf([turned]))).text).toBe(`${SENTENCE}\n第二行`);
    const marked = [
      { text: '内部资料', x: 100, y: 300, turned: 45 },
      { text: SENTENCE, x: 72, y: 700 },
    ];
    expect((await read(pdfOf([marked]))).text).toBe(`${SENTENCE}\n内部资料`);
  });

  test('that some pages lack is told', async () => {
    const { text, notes } = await read(pdfOf([[SENTENCE, SENTENCE], 'scan', [SENTENCE], 'scan']));
    expect(text.split('\f')).toHaveLength(4);
    expect(notes).toEqual(['第2、4页没有文字层（空白页或扫描的图片），没有核验。']);
  });
});

describe('a file that cannot be judged is refused in words', () => {
  const refused = async (bytes: Uint8Array) => {
    const fault = await read(bytes).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(CopyFault);
    expect((fault as Error).message).toMatch(/。$/);
    return (fault as Error).message;
  };

  test('a scan, and one with nothing but the name of the program that scanned', async () => {
    expect(await refused(pdfOf(['scan']))).toContain('没有文字层');
    expect(await refused(pdfOf(['scan', ['由某某扫描软件创建'], 'scan']))).toContain('没有文字层');
  });

  test('one whose characters nothing tells', async () => {
    expect(await refused(pdfOfText(printed(PUBLISHED.pledge), { font: 'untold' }))).toContain('没有读出中文');
  });

  test('one with a password, one that is none', async () => {
    expect(await refused(pdfOf([[SENTENCE]], { isLocked: true }))).toContain('密码');
    expect(await refused(Buffer.from('%PDF-1.7\n甲'))).toContain('损坏');
    expect(await refused(Buffer.from(''))).toContain('损坏');
  });

  test('one with spoilt bytes is refused or read, and nothing else', async () => {
    const good = pdfOf([[SENTENCE, SENTENCE]]);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const spoilt = Buffer.from(good);
        spoilt[at] = byte;
        const result = await read(spoilt).catch((error: unknown) => error);
        expect(result instanceof CopyFault || typeof (result as { text?: unknown }).text === 'string').toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('a character map that does not come is a failure, not a text without its characters', async () => {
    const bytes = new Uint8Array(pdfOfText(printed(PUBLISHED.pledge), { font: 'predefined' }));
    const failed = await readPdf(bytes, { readCharacterMap: () => Promise.reject(new Error('offline')) }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(CopyFault);
  });
});
