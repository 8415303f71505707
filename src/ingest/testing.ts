/**
 * What the tests of this layer are made from: tables, encodings, folders. Names are invented, and the codes are of
 * province 99, which is nowhere.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeCreditCode } from '../domain/credit-code.ts';
import type { IsoDate } from '../domain/date.ts';
import type { Finding } from '../domain/finding.ts';
import { ingest, type Ingested } from './ingest.ts';

export const AS_OF: IsoDate = '2026-11-20';

/** The code of the nth invented organisation; `51` for an association, `52` for a service body, `53` for a foundation. */
export function codeOf(n: number, prefix: '51' | '52' | '53' | '59' = '51', region = '990100'): string {
  return makeCreditCode(prefix, region, `MJ${String(n).padStart(6, '0')}`);
}

export type Cells = Readonly<Record<string, string>>;

/** A row of `organisations` without fault, by header; `cells` go before it. */
export function organisation(n: number, cells: Cells = {}): Cells {
  return {
    统一社会信用代码: codeOf(n),
    社会组织名称: `澜江市第${n}竹编协会`,
    社会组织类型: '社会团体',
    登记状态: '正常',
    登记管理机关: '澜江市民政局',
    成立登记日期: '2015-03-01',
    ...cells,
  };
}

/** The rows as a table whose headers are those of all rows, in the order they first come. */
export function csv(rows: readonly Cells[], delimiter = ',', lineBreak = '\n'): string {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
  return lines.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + lineBreak).join('');
}

export function quoted(cell: string, delimiter = ','): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Ingests a folder that is there for so long only. A path may name a folder in the data folder. */
export function ingestFiles(files: Readonly<Record<string, string | Uint8Array>>, asOf: IsoDate = AS_OF): Ingested {
  return withFolder(files, (folder) => ingest(folder, { asOf }));
}

/** As plain data: records of datasets with indexed columns have no fields of their own to compare. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

export function withFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'minglu-ingest-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `bad-date C3`: cause and cell, or row, or nothing where a finding is about a whole file. */
export function brief({ code, column, row }: Finding): string {
  return [code, `${column ?? ''}${row ?? ''}`].filter((part) => part !== '').join(' ');
}

export const SAVED_AS = [
  'UTF-8',
  'UTF-8 BOM',
  'GB18030',
  'UTF-16LE',
  'UTF-16LE BOM',
  'UTF-16BE',
  'UTF-16BE BOM',
] as const;
export type SavedAs = (typeof SAVED_AS)[number];

/** The bytes a program would save the text as. */
export function save(text: string, as: SavedAs): Uint8Array {
  const marked = as.endsWith('BOM') ? `\uFEFF${text}` : text;
  if (as === 'GB18030') return gb18030(text);
  if (as.startsWith('UTF-8')) return Buffer.from(marked, 'utf8');
  const little = Buffer.from(marked, 'utf16le');
  return as.startsWith('UTF-16LE') ? little : little.swap16();
}

let gb18030Bytes: ReadonlyMap<string, readonly number[]> | undefined;

/** Node decodes GB18030 but does not encode it: the table is made by decoding every two and four byte character. */
function gb18030(text: string): Uint8Array {
  gb18030Bytes ??= gb18030Table();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code > 0xffff) bytes.push(...fourBytes(code - 0x10000 + 189_000));
    else bytes.push(...(gb18030Bytes.get(character) ?? []));
  }
  return Uint8Array.from(bytes);
}

function gb18030Table(): Map<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder('gb18030');
  const learn = (bytes: readonly number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (character.length === 1 && character !== '\uFFFD' && !table.has(character)) table.set(character, bytes);
  };
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) learn([lead, trail]);
  }
  for (let pointer = 0; pointer < 39_420; pointer++) learn(fourBytes(pointer));
  return table;
}

function fourBytes(pointer: number): number[] {
  return [
    0x81 + Math.floor(pointer / 12_600),
    0x30 + (Math.floor(pointer / 1260) % 10),
    0x81 + (Math.floor(pointer / 10) % 126),
    0x30 + (pointer % 10),
  ];
}
