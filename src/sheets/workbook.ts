/** Rows of the first sheet of an XLSX workbook. Nothing in it is run or followed: cells are taken as the texts they show. */
import type { DelimitedRow } from './delimited.ts';
import { ContainerFault, SheetFault } from './fault.ts';
import { readXml, type Heard } from './xml.ts';
import { readMember, zipMembers, type ZipMember } from './zip.ts';

/** Bytes of a part of the workbook, unpacked, at most. */
const PART_MOST = 48 * 2 ** 20;
/** Columns further to the right are not read. */
const COLUMNS_MOST = 100;
const ROWS_MOST = 200_000;

const NO_WORKBOOK = '这个文件不是 .xlsx 工作簿。请用表格软件另存为 .xlsx 或 CSV 再试。';
const TOO_LONG = '工作簿的第一张表行数太多。请只留要核查的行，另存为新的文件再试。';
const UNREADABLE = '工作簿里的内容读不出来。请用表格软件打开，另存一次再试。';
const CONTAINER_WORDS: Readonly<Record<ContainerFault['problem'], string>> = {
  malformed: UNREADABLE,
  damaged: '工作簿没有保存完整，或者已经损坏。请用表格软件打开，另存一次再试。',
  'too-large': '工作簿解开后太大。请只留要核查的那一列，另存为新的文件再试。',
  locked: '工作簿加了密码。请去掉密码，另存一次再试。',
};

export interface Sheet {
  name: string;
  /** Rows that are not empty, numbered as the spreadsheet shows them. */
  rows: DelimitedRow[];
}

/** @throws SheetFault */
export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet> {
  try {
    return await readFirstSheet(bytes);
  } catch (error) {
    if (!(error instanceof ContainerFault)) throw error;
    throw new SheetFault(CONTAINER_WORDS[error.problem], { cause: error });
  }
}

async function readFirstSheet(bytes: Uint8Array<ArrayBuffer>): Promise<Sheet> {
  const members = zipMembers(bytes);
  const part = (path: string) => {
    const member = members.get(path.toLowerCase());
    if (member === undefined) throw new SheetFault(NO_WORKBOOK);
    return member;
  };
  const { name, relation } = await firstSheet(part('xl/workbook.xml'));
  const targets = await relations(part('xl/_rels/workbook.xml.rels'));
  const sheet = targets.byId.get(relation);
  if (sheet === undefined) throw new SheetFault(UNREADABLE);
  const shared = targets.sharedStrings === undefined ? [] : await sharedStrings(part(targets.sharedStrings));
  return { name, rows: await sheetRows(part(sheet), shared) };
}

/** @throws ContainerFault */
async function readPart(member: ZipMember, heard: Heard): Promise<void> {
  readXml(await readMember(member, PART_MOST), heard);
}

/** The first sheet that is shown; the first of all where none is. */
async function firstSheet(workbook: ZipMember): Promise<{ name: string; relation: string }> {
  const sheets: { name: string; relation: string; isShown: boolean }[] = [];
  await readPart(workbook, {
    open: (name, attribute) => {
      if (name !== 'sheet') return;
      const isShown = (attribute('state') ?? 'visible') === 'visible';
      sheets.push({ name: attribute('name') ?? '', relation: attribute('id') ?? '', isShown });
    },
  });
  const first = sheets.find((sheet) => sheet.isShown) ?? sheets[0];
  if (first === undefined) throw new SheetFault(UNREADABLE);
  return first;
}

async function relations(member: ZipMember): Promise<{ byId: Map<string, string>; sharedStrings: string | undefined }> {
  const byId = new Map<string, string>();
  let strings: string | undefined;
  await readPart(member, {
    open: (name, attribute) => {
      const target = attribute('Target');
      if (name !== 'Relationship' || target === undefined) return;
      const path = decodeURI(new URL(target, 'file:///xl/').pathname).slice(1);
      byId.set(attribute('Id') ?? '', path);
      if (attribute('Type')?.endsWith('/sharedStrings') === true) strings = path;
    },
  });
  return { byId, sharedStrings: strings };
}

async function sharedStrings(member: ZipMember): Promise<string[]> {
  const strings: string[] = [];
  const texts = textsWithin('si', (text) => strings.push(text));
  await readPart(member, texts);
  return strings;
}

/** The whole text of every element of a name: of its runs, without how they are to be spoken (`rPh`). */
function textsWithin(element: string, take: (text: string) => void): Required<Heard> {
  let whole: string | undefined;
  let isText = false;
  let isSpoken = false;
  return {
    open: (name) => {
      if (name === element) whole = '';
      else if (name === 'rPh') isSpoken = true;
      isText = name === 't';
    },
    close: (name) => {
      if (name === element) {
        take(unescaped(whole ?? ''));
        whole = undefined;
      } else if (name === 'rPh') isSpoken = false;
      isText = false;
    },
    text: (text) => {
      if (isText && !isSpoken && whole !== undefined) whole += text;
    },
  };
}

/** Characters that XML cannot hold are written as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

async function sheetRows(member: ZipMember, shared: readonly string[]): Promise<DelimitedRow[]> {
  const rows: DelimitedRow[] = [];
  let number = 0;
  let cells: string[] = [];
  let column = -1;
  let type = 'n';
  let value: string | undefined;
  const put = (text: string) => {
    if (column >= COLUMNS_MOST || text === '') return;
    while (cells.length < column) cells.push('');
    cells[column] = text;
  };
  const inline = textsWithin('is', put);
  await readPart(member, {
    open: (name, attribute) => {
      if (name === 'row') {
        number = Number(attribute('r')) || number + 1;
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attribute('r')) ?? column + 1;
        type = attribute('t') ?? 'n';
      } else if (name === 'v') value = '';
      inline.open(name, attribute);
    },
    close: (name) => {
      if (name === 'v') {
        put(shownText(type, value ?? '', shared));
        value = undefined;
      } else if (name === 'row' && cells.some((cell) => cell.trim() !== '')) {
        if (rows.length === ROWS_MOST) throw new SheetFault(TOO_LONG);
        rows.push({ number, cells });
      }
      inline.close(name);
    },
    text: (text) => {
      if (value !== undefined) value += text;
      inline.text(text);
    },
  });
  return rows;
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function shownText(type: string, value: string, shared: readonly string[]): string {
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'e') return '';
  return type === 'str' ? unescaped(value) : value;
}
