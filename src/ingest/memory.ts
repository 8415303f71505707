/**
 * What earlier runs read, kept in a folder: a file of the same bytes is not read again, nor is a row of the same cells. It
 * makes runs faster and never different: what is damaged or was read by other code is read anew.
 */
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../datasets/dataset.ts';
import { datasetOf, type DatasetId } from '../datasets/index.ts';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import type { IsoDate } from '../domain/date.ts';
import type { Finding } from '../domain/finding.ts';
import { maskPrivateNumbers } from '../domain/privacy.ts';
import { stableId } from '../domain/text.ts';
import type { DelimitedRow } from '../sheets/delimited.ts';
import { readDatasetFile, type IngestedFile, type IngestedRow, type RowMemory } from './read-dataset.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import { asNumber, RowsWriter, shortDigest, type RowOrder, type StoredRows } from './stored-rows.ts';

/** A file as it was read. */
export interface ReadFile {
  /** Digest of all that the outcome hangs on: equal ones have equal outcomes. */
  inputs: string;
  file: IngestedFile;
  findings: readonly Finding[];
  rows: StoredRows;
}

/** As it is kept. */
interface Kept {
  inputs: string;
  /** What the outcome of a row hangs on beside its cells. */
  layout: string;
  headers: readonly string[];
  columnOf: readonly (readonly [string, number])[];
  findings: readonly Finding[];
  /** Findings of single rows, by their place among the rows. */
  rowFindings: ReadonlyMap<number, readonly Finding[]>;
  rows: StoredRows;
}

/** What checks of many rows found, by the digest of all that they look at. */
export type CheckMemory = ReadonlyMap<string, readonly RememberedReport[]>;
export type RememberedReport = readonly [dataset: DatasetId, row: number, field: string, remark: unknown];

export type OrderMemory = ReadonlyMap<DatasetId, { inputs: string; ordered: RowOrder }>;

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

  read(id: DatasetId, path: string, bytes: Uint8Array, asOf: IsoDate): ReadFile {
    const dataset = datasetOf(id);
    const name = nameOf(id, path);
    this.#used.add(name);
    const inputs = this.#inputsOf(id, path, bytes, asOf);
    const ahead = this.#ahead.get(name);
    this.#ahead.delete(name);
    const known = ahead ?? this.#load<Kept>(name);
    if (known?.inputs === inputs) {
      if (ahead !== undefined) this.#unsaved.set(name, ahead);
      return asRead(known, path, dataset);
    }
    const kept = this.#readAnew(dataset, path, bytes, { asOf, inputs, others: () => this.#others(id, name, known) });
    this.#unsaved.set(name, kept);
    return asRead(kept, path, dataset);
  }

  #readAnew(
    dataset: Dataset,
    path: string,
    bytes: Uint8Array,
    { asOf, inputs, others }: { asOf: IsoDate; inputs: string; others: () => Kept[] },
  ): Kept {
    const rows = new RowRecall(this.code + asOf, others, dataset);
    const { findings } = readDatasetFile(dataset, path, bytes, asOf, rows);
    return { inputs, ...rows.finish(findings) };
  }

  /** Whether a file of this place is remembered, as it is or as it was. */
  has(id: DatasetId, path: string): boolean {
    return this.#folder !== undefined && existsSync(join(this.#folder, nameOf(id, path)));
  }

  /** Reads a file for the memory of another thread, and names the buffers that can be handed over. */
  readForOther(id: DatasetId, path: string, bytes: Uint8Array, asOf: IsoDate): ReadForOther {
    const inputs = this.#inputsOf(id, path, bytes, asOf);
    const kept = this.#readAnew(datasetOf(id), path, bytes, { asOf, inputs, others: () => [] });
    const { bytes: lines, starts, numbers, fates, keys, digests, cites, columns } = kept.rows;
    const arrays = [lines, starts, numbers, fates, keys, digests, cites, ...columns.map(({ of }) => of)];
    return { name: nameOf(id, path), kept, buffers: arrays.map(({ buffer }) => buffer as ArrayBuffer) };
  }

  /** Takes what another thread has read. */
  take(name: string, kept: unknown): void {
    this.#ahead.set(name, kept as Kept);
  }

  #inputsOf(id: DatasetId, path: string, bytes: Uint8Array, asOf: IsoDate): string {
    return hash('sha256', bytes, 'hex') + hash('sha1', [this.code, asOf, id, path].join('\0'), 'hex');
  }

  get checks(): CheckMemory {
    return (this.#checks ??= this.#load<CheckMemory>(CHECKS) ?? new Map());
  }

  /** How the published rows of each dataset were ordered. */
  get orders(): OrderMemory {
    return (this.#orders ??= this.#load<OrderMemory>(ORDERS) ?? new Map());
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

  /** Keeps what was read since, and forgets what was not. Of data with private numbers in them nothing must be kept. */
  save(): void {
    if (this.#folder === undefined) return;
    mkdirSync(this.#folder, { recursive: true });
    for (const [name, kept] of this.#unsaved) this.#write(name, kept);
    this.#unsaved.clear();
    const checks = this.#newChecks;
    if (checks !== undefined && !hasSameKeys(checks, this.checks)) this.#write(CHECKS, checks);
    if (!hasSameKeys(this.#newTexts, this.#texts ?? new Map())) this.#write(TEXTS, this.#newTexts);
    if (this.#newOrders !== undefined && !hasSameInputs(this.#newOrders, this.orders))
      this.#write(ORDERS, this.#newOrders);
    for (const name of readdirSync(this.#folder)) if (!this.#used.has(name)) rmSync(join(this.#folder, name));
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

  #write(name: string, value: unknown): void {
    writeSealed(join(this.#folder!, name), value, this.#sealOf(name));
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
  return [...one].every(([id, { inputs }]) => other.get(id)?.inputs === inputs);
}

function asRead({ inputs, headers, columnOf, findings, rows }: Kept, path: string, dataset: Dataset): ReadFile {
  return { inputs, findings, rows, file: { path, dataset, headers, columnOf: new Map(columnOf) } };
}

/** The rows of a file that is being read: those that are known are copied. */
class RowRecall implements RowMemory {
  readonly #code: string;
  readonly #others: () => Kept[];
  readonly #writer: RowsWriter;
  readonly #rowFindings = new Map<number, readonly Finding[]>();
  #file: IngestedFile | undefined;
  /** As findings tell it. */
  #path = '';
  #layout = '';
  /** Files whose rows may be taken over. */
  #sources: readonly Kept[] = [];
  #known: Map<number, Place> | undefined;
  /** Where the next row stood, if no row has come or gone. */
  #next: Place | undefined;
  #count = 0;

  constructor(code: string, others: () => Kept[], dataset: Dataset) {
    this.#code = code;
    this.#others = others;
    this.#writer = new RowsWriter(dataset);
  }

  begin(file: IngestedFile): void {
    this.#file = file;
    this.#path = maskPrivateNumbers(file.path, hasValidCheckCharacter);
    this.#layout = JSON.stringify([this.#code, file.headers, [...file.columnOf]]);
    const width = file.headers.findLastIndex((header) => header !== '') + 1;
    // Columns without a header are told of once for a file, in the first row that has something there.
    if (file.headers.slice(0, width).includes('')) return;
    this.#sources = this.#others().filter((kept) => kept.layout === this.#layout);
    this.#next = this.#sources.length === 0 ? undefined : { kept: this.#sources[0]!, at: 0 };
  }

  recall({ cells, number }: DelimitedRow): readonly Finding[] | undefined {
    if (this.#sources.length === 0) return undefined;
    const place = this.#find(shortDigest(cells.join('\0')));
    if (place === undefined) return undefined;
    const { kept, at } = place;
    this.#next = { kept, at: at + 1 };
    this.#writer.copy(kept.rows, at, number);
    const findings = (kept.rowFindings.get(at) ?? []).map((finding) => {
      return { ...finding, row: number, file: this.#path };
    });
    if (findings.length > 0) this.#rowFindings.set(this.#count, findings);
    this.#count++;
    return findings;
  }

  /** Most rows stand behind the one that they stood behind; the others are looked up, in a map that is made for the first. */
  #find(key: readonly [number, number]): Place | undefined {
    if (this.#next !== undefined && isRow(this.#next, key)) return this.#next;
    if (this.#known === undefined) {
      this.#known = new Map();
      for (const kept of this.#sources)
        for (let at = 0; at < kept.rows.count; at++)
          this.#known.set(asNumber(kept.rows.keys[at * 2]!, kept.rows.keys[at * 2 + 1]!), { kept, at });
    }
    const place = this.#known.get(asNumber(...key));
    // A row was put in, or changed, before the one that comes next.
    if (place === undefined && this.#next !== undefined) this.#next = { ...this.#next, at: this.#next.at + 1 };
    return place;
  }

  remember(row: DelimitedRow, read: IngestedRow, findings: readonly Finding[]): void {
    // What says the number of its row must be said anew where it stands in another.
    const isBound = findings.some(({ message }) => message.includes(String(row.number)));
    this.#writer.add(read, isBound ? NO_KEY : shortDigest(row.cells.join('\0')));
    if (findings.length > 0) this.#rowFindings.set(this.#count, findings);
    this.#count++;
  }

  finish(findings: readonly Finding[]): Omit<Kept, 'inputs'> {
    const { headers = [], columnOf = new Map<string, number>() } = this.#file ?? {};
    return {
      layout: this.#layout,
      headers,
      columnOf: [...columnOf],
      findings,
      rowFindings: this.#rowFindings,
      rows: this.#writer.finish(),
    };
  }
}

/** Matches no row. */
const NO_KEY = [0, 0] as const;

interface Place {
  kept: Kept;
  at: number;
}

function isRow({ kept: { rows }, at }: Place, [one, two]: readonly [number, number]): boolean {
  return at < rows.count && rows.keys[at * 2] === one && rows.keys[at * 2 + 1] === two;
}
