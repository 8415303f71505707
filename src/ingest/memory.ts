/**
 * What earlier runs read, kept in a folder: a file of the same bytes is not read again, nor is a row of the same cells. It
 * makes runs faster and never different: what is damaged or was read by other code is read anew.
 */
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../datasets/dataset.ts';
import { datasetOf, type DatasetId } from '../datasets/index.ts';
import type { IsoDate } from '../domain/date.ts';
import type { Finding } from '../domain/finding.ts';
import { stableId } from '../domain/text.ts';
import type { IngestedFile } from './read-dataset.ts';
import { readChanges, readWithRecall, type KnownFile } from './row-recall.ts';
import { readSealed, writeSealedAside } from './sealed-file.ts';
import { sha256 } from './sha256.ts';
import type { RowOrder, StoredRows } from './stored-rows.ts';

/** A file as it was read. */
export interface ReadFile {
  /** Digest of all that the outcome hangs on: equal ones have equal outcomes. */
  inputs: string;
  file: IngestedFile;
  findings: readonly Finding[];
  rows: StoredRows;
}

/** As it is kept. */
interface Kept extends KnownFile {
  inputs: string;
}

/** What checks of many rows found, by the digest of all that they look at. */
export type CheckMemory = ReadonlyMap<string, readonly RememberedReport[]>;
export type RememberedReport = readonly [dataset: DatasetId, row: number, field: string, remark: unknown];

/** How the published rows were ordered. */
export interface OrderMemory {
  /** Codes of the organisations that owners are places of, one to a line. */
  codes: string;
  datasets: ReadonlyMap<DatasetId, { inputs: string; ordered: RowOrder }>;
}

type TextMemory = ReadonlyMap<string, unknown>;

const CHECKS = 'checks.bin';
const TEXTS = 'texts.bin';
const ORDERS = 'orders.bin';

export class IngestMemory {
  readonly #folder: string | undefined;
  /** Digest of the code that reads. */
  readonly code: string;
  /** Read ahead, and not asked for yet. */
  readonly #ahead = new Map<string, Kept>();
  readonly #used = new Set<string>([CHECKS, ORDERS, TEXTS]);
  readonly #unsaved = new Map<string, Kept>();
  #checks: CheckMemory | undefined;
  #orders: OrderMemory | undefined;
  #newOrders: OrderMemory | undefined;
  #newChecks: CheckMemory | undefined;
  #texts: TextMemory | undefined;
  readonly #newTexts = new Map<string, unknown>();

  /**
   * @param folder where it is kept; without one nothing is known and nothing is kept
   * @param code digest of the code that reads
   */
  constructor(folder: string | undefined, code: string) {
    this.#folder = folder;
    this.code = code;
  }

  /** @param digest SHA-256 of the bytes, if somebody has it */
  read(id: DatasetId, path: string, bytes: Uint8Array, asOf: IsoDate, digest = sha256(bytes)): ReadFile {
    const dataset = datasetOf(id);
    const name = nameOf(id, path);
    this.#used.add(name);
    const inputs = this.#inputsOf(id, path, digest, asOf);
    const ahead = this.#ahead.get(name);
    this.#ahead.delete(name);
    const known = ahead ?? this.#load<Kept>(name);
    if (known?.inputs === inputs) {
      if (ahead !== undefined) this.#unsaved.set(name, ahead);
      return asRead(known, path, dataset);
    }
    const file = { dataset, path, bytes, asOf, code: this.code };
    const read = (known && readChanges(known, file)) ?? readWithRecall(file, () => this.#others(id, name, known));
    const kept = { ...read, inputs };
    this.#unsaved.set(name, kept);
    return asRead(kept, path, dataset);
  }

  /** Whether a file of this place is remembered, as it is or as it was. */
  has(id: DatasetId, path: string): boolean {
    return this.#folder !== undefined && existsSync(join(this.#folder, nameOf(id, path)));
  }

  /** Reads a file for the memory of another thread, and names the buffers that can be handed over. */
  readForOther(id: DatasetId, path: string, bytes: Uint8Array, asOf: IsoDate): ReadForOther {
    const inputs = this.#inputsOf(id, path, sha256(bytes), asOf);
    const file = { dataset: datasetOf(id), path, bytes, asOf, code: this.code };
    const kept = { ...readWithRecall(file, () => []), inputs };
    const { bytes: lines, starts, numbers, fates, keys, digests, columns } = kept.rows;
    const arrays = [lines, starts, numbers, fates, keys, digests, ...columns.map(({ of }) => of)];
    return { name: nameOf(id, path), kept, buffers: arrays.map(({ buffer }) => buffer as ArrayBuffer) };
  }

  /** Takes what another thread has read. */
  take(name: string, kept: unknown): void {
    this.#ahead.set(name, kept as Kept);
  }

  #inputsOf(id: DatasetId, path: string, digest: string, asOf: IsoDate): string {
    return digest + hash('sha1', [this.code, asOf, id, path].join('\0'), 'hex');
  }

  get checks(): CheckMemory {
    return (this.#checks ??= this.#load<CheckMemory>(CHECKS) ?? new Map());
  }

  get orders(): OrderMemory {
    return (this.#orders ??= this.#load<OrderMemory>(ORDERS) ?? { codes: '', datasets: new Map() });
  }

  set orders(orders: OrderMemory) {
    this.#newOrders = orders;
  }

  set checks(checks: CheckMemory) {
    this.#newChecks = checks;
  }

  /**
   * What was made of a text before, or what is made of it now.
   *
   * @param what names the way it is made; with the text it tells all that the outcome hangs on
   * @param make gives plain data
   */
  ofText<T>(what: string, text: string, make: () => T): T {
    this.#texts ??= this.#load<TextMemory>(TEXTS) ?? new Map();
    const key = hash('sha1', [this.code, what, text].join('\0'), 'hex');
    const made = this.#texts.has(key) ? (this.#texts.get(key) as T) : make();
    this.#newTexts.set(key, made);
    return made;
  }

  /**
   * Keeps what was read since, as it is now, and forgets what was not; it is written while others go on. Of data with private
   * numbers in them nothing must be kept.
   */
  async save(): Promise<void> {
    const folder = this.#folder;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) if (!this.#used.has(name)) rmSync(join(folder, name), { recursive: true });
    const [checks, texts, orders] = [this.#newChecks, this.#newTexts, this.#newOrders];
    const unsaved = new Map<string, unknown>(this.#unsaved);
    this.#unsaved.clear();
    if (checks !== undefined && !hasSameKeys(checks, this.checks)) unsaved.set(CHECKS, checks);
    if (!hasSameKeys(texts, this.#texts ?? new Map())) unsaved.set(TEXTS, texts);
    if (orders !== undefined && !hasSameInputs(orders, this.orders)) unsaved.set(ORDERS, orders);
    await Promise.all(
      [...unsaved].map(([name, value]) => writeSealedAside(join(folder, name), value, this.#sealOf(name))),
    );
  }

  /** Remembered files of the dataset: rows may have moved from one to the other. */
  #others(id: DatasetId, own: string, known: Kept | undefined): Kept[] {
    const names = this.#folder === undefined ? [] : listed(this.#folder);
    const others = names.filter((name) => name.startsWith(`${id}.`) && name.endsWith('.rows') && name !== own);
    return [known, ...others.map((name) => this.#load<Kept>(name))].filter((kept) => kept !== undefined);
  }

  #load<T>(name: string): T | undefined {
    return this.#folder === undefined ? undefined : readSealed<T>(join(this.#folder, name), this.#sealOf(name));
  }

  #sealOf(name: string): string {
    return `${this.code} ${name}`;
  }
}

export interface ReadForOther {
  name: string;
  kept: unknown;
  buffers: ArrayBuffer[];
}

function nameOf(id: DatasetId, path: string): string {
  return `${id}.${stableId(path)}.rows`;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function hasSameKeys(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}

function hasSameInputs(one: OrderMemory, other: OrderMemory): boolean {
  return (
    one.codes === other.codes &&
    [...one.datasets].every(([id, { inputs }]) => other.datasets.get(id)?.inputs === inputs)
  );
}

function asRead({ inputs, headers, columnOf, findings, rows }: Kept, path: string, dataset: Dataset): ReadFile {
  return { inputs, findings, rows, file: { path, dataset, headers, columnOf: new Map(columnOf) } };
}
