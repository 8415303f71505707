/**
 * The text of a Word document as Word shows it with all tracked changes accepted: automatic numbers printed, deleted text
 * left out, text boxes, tables and notes in their place. Headers and footers belong to the pages and are left out.
 */
import { ContainerFault } from '../sheets/fault.ts';
import { readXml } from '../sheets/xml.ts';
import { readMember, zipMembers, type ZipMember } from '../sheets/zip.ts';
import { CopyFault, LONGEST_COPY, PASTE_INSTEAD, TOO_LONG, type CopyText } from './copy.ts';
import { Numbering } from './numbering.ts';

/** Bytes of a part, unpacked, at most: Word writes some 30 for a character. */
const PART_MOST = 96 * 2 ** 20;

const SAVE_AGAIN = '请用 Word 或 WPS 打开，另存为 .docx 再试。';
const CONTAINER_WORDS: Readonly<Record<ContainerFault['problem'], string>> = {
  malformed: `文档里的内容读不出来。${SAVE_AGAIN}${PASTE_INSTEAD}`,
  damaged: `文档没有保存完整，或者已经损坏。${SAVE_AGAIN}`,
  'too-large': `文档解开后太大，没有核验。${PASTE_INSTEAD}`,
  locked: `文档加了密码。请去掉密码再试。${PASTE_INSTEAD}`,
};
const OTHER_KINDS: readonly (readonly [string, string])[] = [
  ['ofd.xml', `这是 OFD 文件，本站读不了。请用阅读软件另存为 PDF 再试。${PASTE_INSTEAD}`],
  ['xl/workbook.xml', `这是表格文件（.xlsx），不是文档。${PASTE_INSTEAD}`],
  ['ppt/presentation.xml', `这是演示文件（.pptx），不是文档。${PASTE_INSTEAD}`],
  ['content.xml', `这是 OpenDocument 文件（.odt），本站读不了。${SAVE_AGAIN}`],
];
const NO_DOCUMENT = `这个文件不是 Word 文档（.docx）。${SAVE_AGAIN}`;
const HAS_PARTS = `文档里嵌有别的文件，读不完整，没有核验。${SAVE_AGAIN}${PASTE_INSTEAD}`;

/** @throws CopyFault */
export async function readDocx(bytes: Uint8Array<ArrayBuffer>): Promise<CopyText> {
  try {
    return await readDocument(zipMembers(bytes));
  } catch (error) {
    if (!(error instanceof ContainerFault)) throw error;
    throw new CopyFault(CONTAINER_WORDS[error.problem], { cause: error });
  }
}

async function readDocument(members: ReadonlyMap<string, ZipMember>): Promise<CopyText> {
  const read = async (path: string | undefined) => {
    const member = path === undefined ? undefined : members.get(path.toLowerCase());
    return member && readMember(member, PART_MOST);
  };
  const [, other] = OTHER_KINDS.find(([part]) => members.has(part)) ?? [];
  const main = relationsIn((await read('_rels/.rels')) ?? '<none/>', '').get('officeDocument') ?? 'word/document.xml';
  const xml = await read(main);
  if (other !== undefined || xml === undefined) throw new CopyFault(other ?? NO_DOCUMENT);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const related = relationsIn((await read(main.replace(/[^/]*$/, '_rels/$&.rels'))) ?? '<none/>', folder);
  const styles = new Styles((await read(related.get('styles'))) ?? '<none/>');
  const numbering = new Numbering(
    (await read(related.get('numbering'))) ?? '<none/>',
    (style) => styles.numberOf(style).numId,
  );
  const context = { styles, numbering };
  const body = readStory(xml, context);
  const notes = [
    ...notesOf(await read(related.get('footnotes')), body.footnotes, context),
    ...notesOf(await read(related.get('endnotes')), body.endnotes, context),
  ];
  const text = [...body.lines, ...notes].join('\n');
  if (text.length > LONGEST_COPY) throw new CopyFault(TOO_LONG);
  const { pictures } = body;
  return { text, notes: pictures === 0 ? [] : [`文档里有${pictures}幅图片，图片里的字没有核验。`] };
}

/** Paths of the parts by the last word of their type. */
function relationsIn(xml: string, folder: string): Map<string, string> {
  const paths = new Map<string, string>();
  readXml(xml, {
    open: (name, attribute) => {
      const [type, target] = [attribute('Type'), attribute('Target')];
      if (name !== 'Relationship' || type === undefined || target === undefined) return;
      if (attribute('TargetMode') === 'External') return;
      const kind = type.slice(type.lastIndexOf('/') + 1);
      if (!paths.has(kind)) paths.set(kind, inside(target, folder));
    },
  });
  return paths;
}

function inside(target: string, folder: string): string {
  try {
    return decodeURI(new URL(target, `file:///${folder}`).pathname).slice(1);
  } catch (error) {
    throw new ContainerFault('malformed', { cause: error });
  }
}

interface NumberedStyle {
  numId: string | undefined;
  place: number | undefined;
  /** The style that asks for the number: itself or one it is based on. */
  style: string | undefined;
}

interface Style {
  basedOn: string | undefined;
  numId: string | undefined;
  place: number | undefined;
  isHidden: boolean | undefined;
}

class Styles {
  readonly #styles = new Map<string, Style>();
  /** Of paragraphs that name none. */
  usual: string | undefined;

  constructor(xml: string) {
    let style: Style | undefined;
    readXml(xml, {
      open: (name, attribute) => {
        const value = attribute('val');
        if (name === 'style') {
          style = { basedOn: undefined, numId: undefined, place: undefined, isHidden: undefined };
          const id = attribute('styleId') ?? '';
          this.#styles.set(id, style);
          if (attribute('type') === 'paragraph' && isOn(attribute('default') ?? '0')) this.usual = id;
        } else if (style === undefined) return;
        else if (name === 'basedOn') style.basedOn = value;
        else if (name === 'numId') style.numId = value;
        else if (name === 'ilvl') style.place = Number(value);
        else if (name === 'vanish') style.isHidden = isOn(value);
      },
      close: (name) => {
        if (name === 'style') style = undefined;
      },
    });
  }

  numberOf(id: string): NumberedStyle {
    const found = this.#first(id, (style) => style.numId !== undefined);
    return { numId: found?.style.numId, place: found?.style.place, style: found?.id };
  }

  isHidden(id: string): boolean {
    return this.#first(id, (style) => style.isHidden !== undefined)?.style.isHidden ?? false;
  }

  /** The first of the style and those it is based on. */
  #first(id: string, isIt: (style: Style) => boolean): { id: string; style: Style } | undefined {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at);) {
      seen.add(at);
      const style = this.#styles.get(at);
      if (style && isIt(style)) return { id: at, style };
      at = style?.basedOn;
    }
    return undefined;
  }
}

/** Of a property that is on where it is named: `<w:vanish/>`, `<w:vanish w:val="0"/>`. */
function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off)$/i.test(value);
}

interface Context {
  styles: Styles;
  numbering: Numbering;
}

interface Paragraph {
  text: string;
  style: string | undefined;
  numId: string | undefined;
  place: number | undefined;
  /** The end of the paragraph was deleted: its text goes on in the next. */
  hasNoEnd: boolean;
  /** Lines of the text boxes that are anchored in it. */
  boxes: string[];
}

/** What holds paragraphs: the body, a cell, a text box, a note. */
interface Holder {
  lines: string[];
  /** Text of paragraphs without an end. */
  pending: string;
}

interface Row {
  cells: string[];
  isDeleted: boolean;
}

interface Story {
  lines: readonly string[];
  /** Ids of the notes that are referred to, in their order. */
  footnotes: readonly string[];
  endnotes: readonly string[];
  notes: ReadonlyMap<string, readonly string[]>;
  pictures: number;
}

/** Elements whose inside is not shown: what was deleted or moved away, how things were before, how they are spoken. */
const NOT_SHOWN = new Set([
  'del', 'moveFrom', 'rt', 'instrText', 'delInstrText', 'delText',
  'pPrChange', 'rPrChange', 'sectPrChange', 'tblPrChange', 'tblPrExChange', 'tblGridChange', 'trPrChange', 'tcPrChange',
]); // prettier-ignore

/** The main text, or a part of notes, in the order in which it is written. */
function readStory(xml: string, { styles, numbering }: Context): Story {
  const path: string[] = [];
  let hiddenFrom: number | undefined;
  /** Of each `mc:AlternateContent` whether a way to show it was chosen. */
  const chosen: boolean[] = [];
  const holders: Holder[] = [{ lines: [], pending: '' }];
  const rows: Row[] = [];
  const paragraphs: Paragraph[] = [];
  const runs: { isHidden: boolean }[] = [];
  const footnotes: string[] = [];
  const endnotes: string[] = [];
  const notes = new Map<string, readonly string[]>();
  let note = '';
  let pictures = 0;
  let isText = false;

  const parent = () => path.at(-2);
  const write = (text: string) => {
    const paragraph = paragraphs.at(-1);
    if (paragraph && runs.at(-1)?.isHidden !== true) paragraph.text += text;
  };
  const endParagraph = (paragraph: Paragraph) => {
    const holder = holders.at(-1)!;
    if (paragraph.hasNoEnd) holder.pending += paragraph.text;
    else {
      const label = labelOf(paragraph, styles, numbering);
      holder.lines.push(`${label === '' ? '' : `${label}　`}${holder.pending}${paragraph.text}`);
      holder.pending = '';
    }
    holder.lines.push(...paragraph.boxes);
  };
  const endHolder = (): string[] => {
    const { lines, pending } = holders.pop()!;
    return pending === '' ? lines : [...lines, pending];
  };

  const opened: Readonly<Record<string, (attribute: (name: string) => string | undefined) => void>> = {
    p: () =>
      paragraphs.push({ text: '', style: undefined, numId: undefined, place: undefined, hasNoEnd: false, boxes: [] }),
    r: () => runs.push({ isHidden: false }),
    t: () => (isText = true),
    tab: () => parent() === 'r' && write('\t'),
    ptab: () => write('\t'),
    br: () => write('\n'),
    cr: () => write('\n'),
    noBreakHyphen: () => write('-'),
    sym: (attribute) => write(String.fromCharCode(Number.parseInt(attribute('char') ?? '20', 16) || 0x20)),
    pStyle: (attribute) => parent() === 'pPr' && paragraphs.length > 0 && (paragraphs.at(-1)!.style = attribute('val')),
    numId: (attribute) => isOfParagraph() && (paragraphs.at(-1)!.numId = attribute('val')),
    ilvl: (attribute) => isOfParagraph() && (paragraphs.at(-1)!.place = Number(attribute('val'))),
    vanish: (attribute) => isOfRun() && (runs.at(-1)!.isHidden = isOn(attribute('val'))),
    rStyle: (attribute) => isOfRun() && (runs.at(-1)!.isHidden ||= styles.isHidden(attribute('val') ?? '')),
    tr: () => rows.push({ cells: [], isDeleted: false }),
    tc: () => holders.push({ lines: [], pending: '' }),
    txbxContent: () => holders.push({ lines: [], pending: '' }),
    footnoteReference: (attribute) => footnotes.push(attribute('id') ?? ''),
    endnoteReference: (attribute) => endnotes.push(attribute('id') ?? ''),
    footnote: (attribute) => beginNote(attribute('id')),
    endnote: (attribute) => beginNote(attribute('id')),
    blip: () => pictures++,
    imagedata: () => pictures++,
    altChunk: () => {
      throw new CopyFault(HAS_PARTS);
    },
    AlternateContent: () => chosen.push(false),
  };
  const isOfParagraph = () => parent() === 'numPr' && path.at(-3) === 'pPr' && paragraphs.length > 0;
  const isOfRun = () => parent() === 'rPr' && path.at(-3) === 'r' && runs.length > 0;
  const beginNote = (id: string | undefined) => {
    note = id ?? '';
    holders.push({ lines: [], pending: '' });
  };
  const closed: Readonly<Record<string, () => void>> = {
    p: () => endParagraph(paragraphs.pop()!),
    r: () => runs.pop(),
    tc: () => rows.at(-1)?.cells.push(endHolder().join('\n')),
    tr: () => {
      const { cells, isDeleted } = rows.pop()!;
      const filled = cells.filter((cell) => cell.trim() !== '');
      if (!isDeleted && filled.length > 0) holders.at(-1)!.lines.push(filled.join('　'));
    },
    txbxContent: () => {
      const lines = endHolder();
      (paragraphs.at(-1)?.boxes ?? holders.at(-1)!.lines).push(...lines);
    },
    footnote: () => notes.set(note, endHolder()),
    endnote: () => notes.set(note, endHolder()),
    AlternateContent: () => chosen.pop(),
  };

  readXml(xml, {
    open: (name, attribute) => {
      path.push(name);
      isText = false;
      if (hiddenFrom !== undefined) return;
      if (name === 'del' || name === 'moveFrom') {
        if (parent() === 'rPr' && path.at(-3) === 'pPr' && paragraphs.length > 0) paragraphs.at(-1)!.hasNoEnd = true;
        if (parent() === 'trPr' && rows.length > 0) rows.at(-1)!.isDeleted = true;
      }
      const isChoice = name === 'Choice' || name === 'Fallback';
      if (NOT_SHOWN.has(name) || (isChoice && chosen.at(-1) === true)) hiddenFrom = path.length;
      else if (isChoice && chosen.length > 0) chosen[chosen.length - 1] = true;
      else opened[name]?.(attribute);
    },
    close: (name) => {
      isText = false;
      if (hiddenFrom === undefined) closed[name]?.();
      else if (hiddenFrom === path.length) hiddenFrom = undefined;
      path.pop();
    },
    text: (text) => {
      if (isText) write(text);
    },
  });
  return { lines: endHolder(), footnotes, endnotes, notes, pictures };
}

function labelOf({ style, numId, place }: Paragraph, styles: Styles, numbering: Numbering): string {
  const named = style ?? styles.usual;
  const ofStyle = named === undefined ? undefined : styles.numberOf(named);
  const list = numId ?? ofStyle?.numId;
  // 0 takes away the number that the style would give.
  if (list === undefined || list === '0') return '';
  const level = ofStyle?.style === undefined ? undefined : numbering.levelOfStyle(list, ofStyle.style);
  return numbering.next(list, place ?? level ?? ofStyle?.place ?? 0);
}

function notesOf(xml: string | undefined, ids: readonly string[], context: Context): string[] {
  if (xml === undefined || ids.length === 0) return [];
  const { notes } = readStory(xml, context);
  return ids.flatMap((id) => notes.get(id) ?? []);
}
