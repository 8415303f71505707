/** Checks of many rows, remembered by what they look at: one that looks at the same finds the same. */
import { hash } from 'node:crypto';
import type { DatasetId } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { causeOf, type Finding, type Remark } from '../domain/finding.ts';
import type { CheckMemory, RememberedReport } from './memory.ts';
import { rowFinding } from './read-dataset.ts';
import type { RowTable, StoredRow } from './stored-rows.ts';

export type Report = (row: StoredRow, field: string, remark: Remark) => void;

type Tables = Readonly<Record<DatasetId, RowTable>>;

export class RelationChecks {
  readonly found: Finding[] = [];
  readonly remembered = new Map<string, readonly RememberedReport[]>();
  readonly #tables: Tables;
  readonly #digestOf: (id: DatasetId) => string;
  readonly #memory: CheckMemory;

  /** @param digestOf gives what `rows` gives */
  constructor(tables: Tables, digestOf: (id: DatasetId) => string, memory: CheckMemory) {
    this.#tables = tables;
    this.#digestOf = digestOf;
    this.#memory = memory;
  }

  /** Digest of columns of the organisations, and of what becomes of them: what a check that asks for no other hangs on. */
  organisations(...fields: (keyof Organisation & string)[]): string {
    const { organisations } = this.#tables;
    return organisations.digestOf(fields) + organisations.digestOfFates();
  }

  isEveryRejected(id: DatasetId): boolean {
    return this.#tables[id].count('rejected') === this.#tables[id].length;
  }

  /** Digest of all the rows of a dataset, as they were read. */
  rows(id: DatasetId): string {
    return this.#digestOf(id);
  }

  /** @param inputs all that the outcome hangs on */
  run(name: string, inputs: readonly string[], check: (report: Report) => void): void {
    const key = hash('sha1', [name, ...inputs].join('\0'), 'hex');
    const known = this.#memory.get(key);
    if (known !== undefined) {
      for (const [id, at, field, remark] of known) this.report(this.#tables[id].at(at), field, remark as Remark);
      this.remembered.set(key, known);
      return;
    }
    const reported: RememberedReport[] = [];
    check((row, field, remark) => {
      reported.push([row.file.dataset.id as DatasetId, row.place, field, remark]);
      this.report(row, field, remark);
    });
    this.remembered.set(key, reported);
  }

  /** Lets go of the decoded rows of a dataset that takes much memory: what asks for them again decodes them again. */
  letGo(id: DatasetId): void {
    if (id !== 'organisations' && this.#tables[id].length > MOST_DECODED) this.#tables[id].forget();
  }

  /** Reports at once, for checks that are always run. */
  report: Report = (row, field, remark) => {
    const value = row.record[field];
    this.found.push(rowFinding(row.file, row.number, field, remark, value === undefined ? null : displayed(value)));
    if (causeOf(remark.code).effect === 'rejects') row.fate = 'rejected';
  };
}

/** Rows of one dataset; each takes some 1 KB when it is decoded. */
const MOST_DECODED = 300_000;

/** The value as a message shows it. */
export function displayed(value: unknown): string {
  return Array.isArray(value)
    ? value.join('；')
    : typeof value === 'object' && value !== null && 'text' in value
      ? String(value.text)
      : String(value);
}
