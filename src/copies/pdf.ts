/** The text layer of a PDF, page by page, by way of pdf.js. Nothing is drawn, run or followed. */
import { getDocument, PasswordResponses, type PDFDocumentProxy, type PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { CopyFault, LONGEST_COPY, PASTE_INSTEAD, TOO_LONG, type CopyText } from './copy.ts';
import { linesOf, type Piece } from './pdf-lines.ts';

export interface PdfOptions {
  /** Where the work is done; pdf.js starts one of its own if missing. */
  worker?: PDFWorker | undefined;
  /** The predefined character map of this name, `UniGB-UCS2-H.bcmap`. */
  readCharacterMap: (file: string) => Promise<Uint8Array>;
  onPage?: (page: number, pages: number) => void;
}

const PAGES_MOST = 2000;
/** A page with fewer characters has no text layer to speak of: programs that scan write their name on it. */
const FEWEST_ON_PAGE = 20;
/** A text of which less is Chinese was written with a font that does not tell its characters. */
const LEAST_HAN = 0.4;

const SCANNED = `这个 PDF 没有文字层（或几乎没有），多半是扫描件或拍照。本站不猜图片里的字，所以没有核验。请找文字版的文件，或者把文字打出来粘贴。`;
const GARBLED = `这个 PDF 的文字层里没有读出中文，可能是字体没有写明各字是什么，所以没有核验。${PASTE_INSTEAD}`;
const DAMAGED = `这个 PDF 没有保存完整，或者已经损坏，读不出来。请重新下载或另存一次再试。`;
const LOCKED = `这个 PDF 加了密码。请去掉密码，另存一次再试。${PASTE_INSTEAD}`;
const TOO_MANY_PAGES = `页数太多（超过${PAGES_MOST}页），没有核验。请只留要核验的那一份文本再试。`;

/**
 * @throws CopyFault for a file that cannot be judged; any other error where a character map did not come, so that the text
 *   would be incomplete
 */
export async function readPdf(bytes: Uint8Array, options: PdfOptions): Promise<CopyText> {
  const missing: unknown[] = [];
  const { worker } = options;
  const task = getDocument({
    data: bytes,
    ...(worker === undefined ? {} : { worker }),
    BinaryDataFactory: characterMaps(options.readCharacterMap, (error) => missing.push(error)),
    useWorkerFetch: false,
    useSystemFonts: true,
    disableFontFace: true,
    disableWorkerRendering: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    useWasm: false,
    stopAtErrors: true,
    verbosity: 0,
  });
  let isLocked = false;
  // Nobody is asked for the password.
  task.onPassword = (_: unknown, reason: number) => {
    isLocked = reason === PasswordResponses.NEED_PASSWORD || reason === PasswordResponses.INCORRECT_PASSWORD;
    void task.destroy();
  };
  try {
    const document = await task.promise.catch((error: unknown) => {
      throw new CopyFault(isLocked || nameOf(error) === 'PasswordException' ? LOCKED : DAMAGED, { cause: error });
    });
    if (document.numPages > PAGES_MOST) throw new CopyFault(TOO_MANY_PAGES);
    const read = await readPages(document, options.onPage);
    if (missing.length > 0) throw new Error('A character map did not come.', { cause: missing[0] });
    return judged(read);
  } finally {
    await task.destroy();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

interface ReadPage {
  text: string;
  isWhole: boolean;
}

async function readPages(document: PDFDocumentProxy, onPage: PdfOptions['onPage']): Promise<ReadPage[]> {
  const pages: ReadPage[] = [];
  let length = 0;
  for (let n = 1; n <= document.numPages; n++) {
    const read = await readPage(document, n);
    pages.push(read);
    length += read.text.length;
    if (length > LONGEST_COPY) throw new CopyFault(TOO_LONG);
    onPage?.(n, document.numPages);
  }
  return pages;
}

async function readPage(document: PDFDocumentProxy, n: number): Promise<ReadPage> {
  try {
    const page = await document.getPage(n);
    const { items } = await page.getTextContent();
    page.cleanup();
    return {
      text: linesOf(items.filter((item): item is typeof item & Piece => 'str' in item)).join('\n'),
      isWhole: true,
    };
  } catch {
    return { text: '', isWhole: false };
  }
}

function judged(pages: readonly ReadPage[]): CopyText {
  const lengths = pages.map(({ text }) => text.replace(/\s/g, '').length);
  const length = lengths.reduce((sum, one) => sum + one, 0);
  if (pages.every(({ isWhole }) => !isWhole)) throw new CopyFault(DAMAGED);
  if (length < FEWEST_ON_PAGE * pages.filter(({ isWhole }) => isWhole).length) throw new CopyFault(SCANNED);
  const text = pages.map((page) => page.text).join('\f');
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han < length * LEAST_HAN) throw new CopyFault(GARBLED);
  const unread = text.match(/[\p{Co}\uFFFD]/gu)?.length ?? 0;
  const numbersOf = (isIt: (page: ReadPage, i: number) => boolean) =>
    pages.flatMap((page, i) => (isIt(page, i) ? [i + 1] : []));
  const empty = numbersOf(({ isWhole }, i) => isWhole && lengths[i] === 0);
  const broken = numbersOf(({ isWhole }) => !isWhole);
  return {
    text,
    notes: [
      ...(empty.length === 0 ? [] : [`${inShort(empty)}没有文字层（空白页或扫描的图片），没有核验。`]),
      ...(broken.length === 0 ? [] : [`${inShort(broken)}读不出来，没有核验。`]),
      ...(unread === 0 ? [] : [`有${unread}个字的字体没有写明是什么字，没有核验。`]),
    ],
  };
}

const MOST_NAMED = 10;

/** 第3、4页; 第3、4……页（共27页） */
function inShort(numbers: readonly number[]): string {
  if (numbers.length <= MOST_NAMED) return `第${numbers.join('、')}页`;
  return `第${numbers.slice(0, MOST_NAMED).join('、')}……页（共${numbers.length}页）`;
}

/** What pdf.js asks for files. It asks for fonts, too, and goes on without: only drawing needs them. */
function characterMaps(read: PdfOptions['readCharacterMap'], onMissing: (error: unknown) => void): new () => object {
  return class {
    async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
      if (kind !== 'cMapUrl') throw new Error('Not needed to read text.');
      try {
        return await read(filename);
      } catch (error) {
        onMissing(error);
        throw error;
      }
    }
  };
}
