import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { columnsOf, SAMPLED, type Row, type SampledId } from './tables.ts';

const SITE_FILE = 'site.json';
const FLUSH_AT = 1 << 18;

export interface WrittenFile {
  name: string;
  /** The dataset it holds; `undefined` for `site.json`. */
  dataset: SampledId | undefined;
  /** Rows below the header. */
  rows: number;
  bytes: number;
}

/**
 * Why the folder must not be written to: it holds something that the sample would not write, or tables that are no
 * sample's (`site.json` does not call them an example). `undefined` when it may: there is none, it is empty, or an
 * earlier sample lies in it.
 */
export function objectionTo(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return `「${folder}」不是文件夹`;
  const own = new Set<string>([SITE_FILE, ...SAMPLED.map((id) => `${id}.csv`)]);
  const present = readdirSync(folder);
  const foreign = present.find((name) => !own.has(name));
  if (foreign !== undefined) return `「${folder}」里已有别的文件（如「${foreign}」），不写入`;
  return present.length > 0 && !isExample(folder) ? `「${folder}」里的数据不是示例数据，不覆盖` : undefined;
}

/** Whether the data folder calls itself an example. */
export function isExample(folder: string): boolean {
  try {
    return (
      (JSON.parse(readFileSync(join(folder, SITE_FILE), 'utf8')) as { example?: unknown } | null)?.example === true
    );
  } catch {
    return false;
  }
}

/** Told of each row before it is written. */
type OnRow = (id: SampledId, row: Readonly<Record<string, string | undefined>>) => void;

/** Writes a data folder table by table, row by row, holding no more than a block of each file in memory. */
export class DataFolder {
  readonly #files: readonly (readonly [SampledId, CsvFile])[];
  readonly #byId: ReadonlyMap<SampledId, CsvFile>;
  readonly #site: WrittenFile;
  readonly #onRow: OnRow;

  /** Begins every file anew. `site` becomes `site.json`, first of all, so that a sample cut short still says what it is. */
  constructor(folder: string, site: object, onRow: OnRow = () => {}) {
    this.#onRow = onRow;
    mkdirSync(folder, { recursive: true });
    const text = `${JSON.stringify(site, null, 2)}\n`;
    writeFileSync(join(folder, SITE_FILE), text);
    this.#site = { name: SITE_FILE, dataset: undefined, rows: 0, bytes: Buffer.byteLength(text) };
    this.#files = SAMPLED.map((id) => [id, new CsvFile(join(folder, `${id}.csv`), columnsOf(id))] as const);
    this.#byId = new Map(this.#files);
  }

  /** Adds a row to a table. */
  add<Id extends SampledId>(id: Id, row: Row<Id>): void {
    const cells = row as Readonly<Record<string, string | undefined>>;
    this.#onRow(id, cells);
    this.#byId.get(id)!.write(cells);
  }

  /** Writes what is pending and closes every file. */
  close(): WrittenFile[] {
    return [...this.#files.map(([id, file]) => ({ name: `${id}.csv`, dataset: id, ...file.close() })), this.#site];
  }
}

/** One CSV file: UTF-8 without mark, LF, quoted as RFC 4180 asks. */
class CsvFile {
  readonly #file: number;
  readonly #fields: readonly string[];
  #pending = '';
  #rows = 0;
  #bytes = 0;

  constructor(path: string, columns: readonly { field: string; header: string }[]) {
    this.#file = openSync(path, 'w');
    this.#fields = columns.map(({ field }) => field);
    this.#append(columns.map(({ header }) => header));
  }

  write(row: Readonly<Record<string, string | undefined>>): void {
    this.#append(this.#fields.map((field) => row[field] ?? ''));
    this.#rows++;
  }

  close(): { rows: number; bytes: number } {
    this.#flush();
    closeSync(this.#file);
    return { rows: this.#rows, bytes: this.#bytes };
  }

  #append(cells: readonly string[]): void {
    this.#pending += `${cells.map(csvCell).join(',')}\n`;
    if (this.#pending.length >= FLUSH_AT) this.#flush();
  }

  #flush(): void {
    const block = Buffer.from(this.#pending);
    // One write may take only part of the block.
    for (let done = 0; done < block.length;) done += writeSync(this.#file, block, done);
    this.#bytes += block.length;
    this.#pending = '';
  }
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
