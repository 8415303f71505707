/** Reads a table and looks its rows up, off the main thread. To cancel, the page ends the worker. */
import type { IsoDate } from '../domain/date.ts';
import { isQueryHeader, isQueryLike, queriesIn, queryTable, type Column, type QueryTable } from '../lookup/queries.ts';
import { openLookup } from '../lookup/reader.ts';
import { decode } from '../sheets/decode.ts';
import { readDelimited, type DelimitedRow } from '../sheets/delimited.ts';
import { SheetFault } from '../sheets/fault.ts';
import { runBatch } from './check-many-rows.ts';
import { BATCH_MOST, type BatchRow } from './check-many-table.ts';
import { fetchFile } from './lookup-files.ts';

/** Text as pasted, or the bytes of a file. */
export type Source = string | Uint8Array<ArrayBuffer>;

export type Request =
  | { ask: 'read'; source: Source }
  /** Looks up the rows of the table read last, from the given one on. */
  | { ask: 'check'; column: number; from: number; today: IsoDate };

export type Response =
  | { is: 'read'; columns: readonly Column[]; likely: number; hasHeader: boolean; counts: readonly number[] }
  /** The table cannot be read, and why. */
  | { is: 'fault'; message: string }
  | { is: 'rows'; rows: readonly BatchRow[] }
  | { is: 'end' }
  | { is: 'failed' };

/** Bytes of a file, at most: 5,000 names are a hundredth of that. */
const FILE_MOST = 20 * 2 ** 20;

const lookup = openLookup(fetchFile);
let table: QueryTable | undefined;

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  try {
    await (data.ask === 'read' ? read(data.source) : check(data));
  } catch (error) {
    if (data.ask === 'check') tell({ is: 'failed' });
    else if (error instanceof SheetFault) tell({ is: 'fault', message: error.message });
    else tell({ is: 'fault', message: '文件没有读完，请再试一次。' });
  }
});

function tell(response: Response): void {
  postMessage(response);
}

async function read(source: Source): Promise<void> {
  table = queryTable(typeof source === 'string' ? rowsOfText(source) : await rowsOfFile(source));
  const { columns, likely, hasHeader, rows } = table;
  const counts = columns.map(({ index }) => queriesIn(rows, index).length);
  tell({ is: 'read', columns, likely, hasHeader, counts });
}

async function rowsOfFile(bytes: Uint8Array<ArrayBuffer>): Promise<readonly DelimitedRow[]> {
  if (bytes.length > FILE_MOST)
    throw new SheetFault('文件太大（超过20兆）。请只留要核查的那一列，另存为新的文件再试。');
  if (startsWith(bytes, [0x50, 0x4b])) {
    const { readWorkbook } = await import('../sheets/workbook.ts');
    return (await readWorkbook(bytes)).rows;
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new SheetFault('这是旧格式（.xls、.et）或加了密码的工作簿，读不了。请另存为没有密码的 .xlsx 或 CSV 再试。');
  const decoded = decode(bytes);
  if ('problem' in decoded) throw new SheetFault(`${decoded.message}。${decoded.suggestion}。`);
  return rowsOfText(decoded.text);
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, i) => bytes[i] === byte);
}

function rowsOfText(text: string): readonly DelimitedRow[] {
  const { rows, openQuote } = readDelimited(
    text,
    (cells) => cells.filter((cell) => isQueryHeader(cell) || isQueryLike(cell)).length,
  );
  // A quote that nothing closes would swallow every line below it.
  if (openQuote === undefined) return rows;
  return text.split(/\r\n|\r|\n/).map((line, i) => ({ number: i + 1, cells: [line] }));
}

async function check({ column, from, today }: Extract<Request, { ask: 'check' }>): Promise<void> {
  const queries = queriesIn(table!.rows, column).slice(0, BATCH_MOST);
  await lookup.prepare();
  await runBatch(lookup, queries.slice(from), today, (rows) => tell({ is: 'rows', rows }));
  tell({ is: 'end' });
}
