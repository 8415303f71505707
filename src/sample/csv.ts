import { closeSync, openSync, writeSync } from 'node:fs';

const FLUSH_AT = 1 << 18;

/** A cell as RFC 4180 writes it: quoted only where it must be. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes one CSV file (UTF-8 without mark, LF) row by row, holding no more than a block of text in memory. */
export class CsvFile {
  readonly #file: number;
  readonly #headers: readonly string[];
  #pending = '';
  #rows = 0;
  #bytes = 0;

  /** Begins the file anew with its header line. */
  constructor(path: string, headers: readonly string[]) {
    this.#file = openSync(path, 'w');
    this.#headers = headers;
    this.#append(headers);
  }

  /** Adds a row; a header that the row does not name is an empty cell. */
  write(row: Readonly<Record<string, string>>): void {
    this.#append(this.#headers.map((header) => row[header] ?? ''));
    this.#rows++;
  }

  /** Writes what is pending, closes the file and tells its size; the header line is no row. */
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
    // A write may take only part of the block, on a pipe or a full disk for one.
    for (let done = 0; done < block.length; ) done += writeSync(this.#file, block, done);
    this.#bytes += block.length;
    this.#pending = '';
  }
}
