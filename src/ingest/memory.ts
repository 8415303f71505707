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
import { readDatasetFile, type IngestedFile, type IngestedRow, type Recalled, type RowMemory } from './read-dataset.ts';
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
  /** Digests of the cells of rows by lots: two words each. */
  lots: Uint32Array;
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
  #body: readonly DelimitedRow[] = [];
  /** As findings tell it. */
  #path = '';
  #layout = '';
  /** Files whose rows may be taken over. */
  #sources: readonly Kept[] = [];
  #searches = 0;
  #known: Map<number, Place> | undefined;
  /** Where the next row stood, if no row has come or gone. */
  #next: Place | undefined;
  /** Place of the next row. */
  #at = 0;
  /** Of each lot of rows: two words, where they are known. */
  #lots = new Uint32Array();

  constructor(code: string, others: () => Kept[], dataset: Dataset) {
    this.#code = code;
    this.#others = others;
    this.#writer = new RowsWriter(dataset);
  }

  begin(file: IngestedFile, body: readonly DelimitedRow[]): void {
    this.#file = file;
    this.#body = body;
    this.#lots = new Uint32Array(Math.floor(body.length / LOT) * 2);
    this.#path = maskPrivateNumbers(file.path, hasValidCheckCharacter);
    this.#layout = JSON.stringify([this.#code, file.headers, [...file.columnOf]]);
    const width = file.headers.findLastIndex((header) => header !== '') + 1;
    // Columns without a header are told of once for a file, in the first row that has something there.
    if (file.headers.slice(0, width).includes('')) return;
    this.#sources = this.#others().filter((kept) => kept.layout === this.#layout);
    this.#next = this.#sources.length === 0 ? undefined : { kept: this.#sources[0]!, at: 0 };
  }

  recall(): Recalled | undefined {
    if (this.#sources.length === 0) return undefined;
    const lot = this.#recallLot();
    if (lot !== undefined) return lot;
    const place = this.#find(keyOfRow(this.#body[this.#at]!));
    return place && this.#copy(place, 1);
  }

  /** Most rows stand behind the one that they stood behind: one digest tells that of many. */
  #recallLot(): Recalled | undefined {
    if (this.#next === undefined) return undefined;
    const { kept, at } = this.#next;
    const lot = at / LOT;
    if (!Number.isInteger(lot) || lot * 2 >= kept.lots.length || this.#at + LOT > this.#body.length) return undefined;
    const key = keyOfLot(this.#body, this.#at);
    if (kept.lots[lot * 2] !== key[0] || kept.lots[lot * 2 + 1] !== key[1]) return undefined;
    if (this.#at % LOT === 0) this.#lots.set(key, (this.#at / LOT) * 2);
    return this.#copy(this.#next, LOT);
  }

  #copy({ kept, at }: Place, count: number): Recalled {
    const findings: Finding[] = [];
    for (let i = 0; i < count; i++) {
      const { number } = this.#body[this.#at + i]!;
      this.#writer.copy(kept.rows, at + i, number);
      const known = kept.rowFindings.get(at + i);
      if (known === undefined) continue;
      const own = known.map((one) => ({ ...one, row: number, file: this.#path }));
      this.#rowFindings.set(this.#at + i, own);
      findings.push(...own);
    }
    this.#at += count;
    this.#next = { kept, at: at + count };
    return { count, findings };
  }

  #find(key: readonly [number, number]): Place | undefined {
    if (this.#next !== undefined && isRow(this.#next, key)) return this.#next;
    const place = this.#findElsewhere(key);
    // A row was put in, or changed, before the one that comes next.
    if (place === undefined && this.#next !== undefined) this.#next = { ...this.#next, at: this.#next.at + 1 };
    return place;
  }

  /** A few are looked for in all rows; for more a map is made. */
  #findElsewhere([one, two]: readonly [number, number]): Place | undefined {
    if (this.#searches++ < FEW_SEARCHES) {
      for (const kept of this.#sources) {
        const { keys } = kept.rows;
        for (let i = keys.indexOf(one); i >= 0; i = keys.indexOf(one, i + 1))
          if (i % 2 === 0 && keys[i + 1] === two) return { kept, at: i / 2 };
      }
      return undefined;
    }
    if (this.#known === undefined) {
      this.#known = new Map();
      for (const kept of this.#sources)
        for (let at = 0; at < kept.rows.count; at++)
          this.#known.set(asNumber(kept.rows.keys[at * 2]!, kept.rows.keys[at * 2 + 1]!), { kept, at });
    }
    return this.#known.get(asNumber(one, two));
  }

  remember(read: IngestedRow, findings: readonly Finding[]): void {
    // What says the number of its row must be said anew where it stands in another.
    const isBound = findings.some(({ message }) => message.includes(String(read.number)));
    this.#writer.add(read, isBound ? NO_KEY : keyOfRow(this.#body[this.#at]!));
    if (findings.length > 0) this.#rowFindings.set(this.#at, findings);
    this.#at++;
  }

  finish(findings: readonly Finding[]): Omit<Kept, 'inputs'> {
    const { headers = [], columnOf = new Map<string, number>() } = this.#file ?? {};
    const rows = this.#writer.finish();
    return {
      layout: this.#layout,
      headers,
      columnOf: [...columnOf],
      findings,
      rowFindings: this.#rowFindings,
      rows,
      lots: this.#lotsOf(rows),
    };
  }

  /** A lot with a row that must be read anew where it stands elsewhere is known by none. */
  #lotsOf({ keys }: StoredRows): Uint32Array {
    const lots = this.#lots;
    for (let lot = 0; lot < lots.length / 2; lot++) {
      const isKnown = (lots[lot * 2]! | lots[lot * 2 + 1]!) !== 0;
      const from = lot * LOT;
      if (!isKnown && !hasNoKey(keys, from, from + LOT)) lots.set(keyOfLot(this.#body, from), lot * 2);
    }
    return lots;
  }
}

function hasNoKey(keys: Uint32Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((keys[at * 2]! | keys[at * 2 + 1]!) === 0) return true;
  return false;
}

/** Rows that are known by one digest. */
const LOT = 64;

const FEW_SEARCHES = 16;

function keyOfRow({ cells }: DelimitedRow): [number, number] {
  return shortDigest(cells.join('\0'));
}

function keyOfLot(body: readonly DelimitedRow[], from: number): [number, number] {
  const texts: string[] = [];
  for (let at = from; at < from + LOT; at++) texts.push(String(body[at]!.cells.length), ...body[at]!.cells);
  return shortDigest(texts.join('\0'));
}

/** Matches no row and no lot. */
const NO_KEY = [0, 0] as const;

interface Place {
  kept: Kept;
  at: number;
}

function isRow({ kept: { rows }, at }: Place, [one, two]: readonly [number, number]): boolean {
  return at < rows.count && rows.keys[at * 2] === one && rows.keys[at * 2 + 1] === two;
}
