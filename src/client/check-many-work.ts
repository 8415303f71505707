/** The worker of the page for many names, as promises. */
import type { IsoDate } from '../domain/date.ts';
import type { BatchRow } from './check-many-table.ts';
import type { Request, Response, Source } from './check-many-worker.ts';

export type Table = Omit<Extract<Response, { is: 'read' }>, 'is'>;

/** The table cannot be read; the message is for who gave it. */
export class TableFault extends Error {}

export class Work {
  readonly #worker = new Worker(new URL('./check-many-worker.ts', import.meta.url), { type: 'module' });
  #waiting: { resolve: (value: never) => void; reject: (error: Error) => void } | undefined;
  #onRows: ((rows: readonly BatchRow[]) => void) | undefined;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
      if (data.is === 'rows') this.#onRows?.(data.rows);
      else if (data.is === 'fault') this.#waiting?.reject(new TableFault(data.message));
      else if (data.is === 'failed') this.#waiting?.reject(new Error('The look-up failed.'));
      else this.#waiting?.resolve(data as never);
    });
    this.#worker.addEventListener('error', (event) => this.#waiting?.reject(new Error(event.message)));
  }

  /** @throws TableFault */
  read(source: Source): Promise<Table> {
    return this.#ask({ ask: 'read', source });
  }

  /**
   * Looks up the rows of the table that was read, from the given one on.
   *
   * @param onRows is handed them in their order
   * @throws when the look-up fails; rows that were handed over stand
   */
  check(column: number, from: number, today: IsoDate, onRows: (rows: readonly BatchRow[]) => void): Promise<void> {
    this.#onRows = onRows;
    return this.#ask({ ask: 'check', column, from, today });
  }

  /** Ends whatever is under way, at once: what was asked is never answered. */
  end(): void {
    this.#worker.terminate();
    this.#onRows = undefined;
  }

  #ask<T>(request: Request): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
      this.#worker.postMessage(request);
    });
  }
}
