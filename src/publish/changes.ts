/**
 * What a build would change of the rows that are served, by dataset and with names. What did not change is not read, of a
 * dataset that did change only the rows that differ are decoded (docs/decisions/0019).
 */
import { hash } from 'node:crypto';
import type { Dataset } from '../datasets/dataset.ts';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import { startOf, type IsoDate } from '../domain/date.ts';
import { maskPrivateNumbers } from '../domain/privacy.ts';
import { byCodeUnits, textKey } from '../domain/text.ts';
import { fieldsByHeader, headerKey } from '../ingest/headers.ts';
import type { Ingested } from '../ingest/ingest.ts';
import type { PublishedRows } from '../ingest/published-rows.ts';
import type { Texts } from '../ingest/texts.ts';
import { cellInWords } from '../register/cells.ts';
import { urls } from '../register/urls.ts';
import { cellsOfLines, lineSpans, linesOf, rowSpans, type LineSpan } from './csv.ts';
import { asWords } from './digest.ts';
import { formerPlaces, spansOf, type RowSpans } from './row-files.ts';
import type { Served } from './served.ts';
import { textChangesOf, type TextChanges } from './text-changes.ts';

/** What can become of a row, in the order in which it is told. */
export const KINDS = ['vanished', 'set-aside', 'withheld', 'ended', 'changed', 'added'] as const;
export type Kind = (typeof KINDS)[number];

export interface RowChange {
  kind: Kind;
  /** Of the organisation or body that the row is about, else what names the row best. */
  name: string;
  /** What the row is known by, by header; of a `withheld` row no more than whom it is about. */
  key: Readonly<Record<string, string>>;
  /** What a `changed` or `ended` row says otherwise. */
  cells?: readonly CellChange[];
}

export interface CellChange {
  header: string;
  from: string;
  to: string;
}

export interface DatasetChanges {
  dataset: DatasetId;
  /** Rows that are served. */
  before: number;
  /** Rows that would be. */
  after: number;
  counts: Readonly<Record<Kind, number>>;
  /** Every changed row, by kind and key; none where rows were not compared. */
  rows: readonly RowChange[];
  /** `false` before the first release, and where what is served cannot be read. */
  isCompared: boolean;
}

export interface Changes {
  asOf: IsoDate;
  /** What is served; `undefined` before the first release. */
  served: { number: number; asOf: IsoDate } | undefined;
  /** Those that change, in the order of the register. */
  datasets: readonly DatasetChanges[];
  /** Whether real data would be called an example: `site.json` was lost, or says so. */
  becomesExample: boolean;
  /** Texts that come or go; `undefined` when none does. */
  texts: TextChanges | undefined;
  /** Twelve hex digits that stand for exactly this change. */
  digest: string;
}

type Read = Pick<Ingested, 'asOf' | 'site' | 'published' | 'withheld' | 'rejected'>;

/** Holds what was read against the release that is served. */
export function changesOf(
  served: Served | undefined,
  read: Read,
  texts: Pick<Texts, 'pages' | 'pledges'> = { pages: [], pledges: [] },
): Changes {
  const names = new Names(read.published);
  const digest: string[] = [read.asOf];
  const datasets = DATASET_IDS.flatMap((id) => {
    const differing = differingRows(id, served, read.published);
    if (differing === undefined) return [];
    const { before, after } = differing;
    if (!('former' in differing)) {
      const counts = countKinds([]);
      if (before === 0) counts.added = after;
      digest.push(id, String(before), hash('sha256', bytesOf(read.published.digests(id)), 'hex'));
      return [{ dataset: id, before, after, counts, rows: [], isCompared: false }];
    }
    const sorted = sortRows(datasetOf(id), differing, {
      asOf: read.asOf,
      formerAsOf: served?.asOf ?? read.asOf,
      withheld: () => keysOf(id, (read.withheld[id] ?? []) as readonly AnyRecord[]),
      rejected: () => keysOf(id, read.rejected[id]),
    });
    if (sorted.length === 0) return [];
    if (id === 'organisations') names.learn(sorted);
    digest.push(id, ...sorted.map(({ kind, key, to }) => `${kind}\0${key}\0${to === undefined ? '' : to.line}`));
    const rows = sorted.map((row) => inWords(id, row, names));
    return [{ dataset: id, before, after, counts: countKinds(sorted), rows, isCompared: true }];
  });
  const paths = served?.paths();
  const ofTexts = paths && textChangesOf(paths, texts);
  if (ofTexts !== undefined) digest.push('texts', ...ofTexts.vanished, '', ...ofTexts.added);
  const becomesExample = served?.example === false && read.site.example;
  if (becomesExample) digest.push('example');
  return {
    asOf: read.asOf,
    becomesExample,
    served: served && { number: served.number, asOf: served.asOf },
    datasets,
    texts: ofTexts,
    digest: hash('sha256', digest.join('\n'), 'hex').slice(0, 12),
  };
}

/** Names of what the rows are about, each once: `甲、乙、丙等12家`. */
export function namesBriefly(id: DatasetId, rows: readonly RowChange[], most: number): string {
  const names = [...new Set(rows.map(({ name }) => name))];
  const unit = isAboutOrganisations(id) ? '家' : '个';
  return names.slice(0, most).join('、') + (names.length > most ? `等${names.length}${unit}` : '');
}

function isAboutOrganisations(id: DatasetId): boolean {
  return id === 'organisations' || datasetOf(id).organisation !== undefined;
}

type AnyRecord = Readonly<Record<string, unknown>>;

/** Rows that may differ, as lines of CSV: those only one side has, and perhaps some that both have. */
interface Differing {
  before: number;
  after: number;
  former: readonly string[];
  next: readonly string[];
}

/** @returns `undefined` when no row differs; no lines when there is nothing that they could be compared with */
function differingRows(
  id: DatasetId,
  served: Served | undefined,
  rows: PublishedRows,
): Differing | Pick<Differing, 'before' | 'after'> | undefined {
  const after = rows.count(id);
  if (served === undefined) return after === 0 ? undefined : { before: 0, after };
  const told = served.published[id];
  if (told === 0 && after === 0) return undefined;
  const path = urls.download(id);
  const digests = rows.digests(id);
  const notes = served.notes(path);
  if (notes !== undefined && bytesOf(digests).compare(notes) === 0) return undefined;
  const bytes = served.file(path.slice(1));
  if (bytes === undefined) {
    if (told !== undefined && told > 0) return { before: told, after };
    return after === 0 ? undefined : { before: 0, after, former: [], next: allLines(id, rows) };
  }
  const former = notes && asWords(notes);
  const spans = former && spansOf(rowSpans(bytes), former.length / 2);
  return spans === undefined
    ? byText(id, bytes, told, rows)
    : { before: former!.length / 2, after, ...byDigest(id, { bytes, spans, digests: former! }, rows) };
}

/** With the digest of each former row at hand, rows of the same digest need no look. */
function byDigest(
  id: DatasetId,
  former: { bytes: Uint8Array; spans: RowSpans; digests: Uint32Array },
  rows: PublishedRows,
): Pick<Differing, 'former' | 'next'> {
  const digests = rows.digests(id);
  const places = formerPlaces(digests, former.digests);
  const isLeft = new Uint8Array(former.digests.length / 2).fill(1);
  const lineOf = lineMaker(id, rows);
  const next: string[] = [];
  for (const [place, at] of places.entries()) {
    if (at < 0) next.push(lineOf(place));
    else isLeft[at] = 0;
  }
  const gone: string[] = [];
  for (let at = isLeft.indexOf(1); at >= 0; at = isLeft.indexOf(1, at + 1))
    gone.push(textOf(former.bytes, { start: former.spans.starts[at]!, end: former.spans.ends[at]! }));
  return { former: gone, next };
}

/** Without, the whole of both sides is compared. */
function byText(
  id: DatasetId,
  bytes: Uint8Array,
  told: number | undefined,
  rows: PublishedRows,
): Differing | Pick<Differing, 'before' | 'after'> {
  const [header = '', ...lines] = Array.from(lineSpans(bytes), (span) => textOf(bytes, span));
  const after = rows.count(id);
  // A file that was cut or added to since.
  if (told !== undefined && lines.length !== told) return { before: told, after };
  const former = header === headerLine(id) ? lines : laidOutAnew(id, header, lines);
  return { before: lines.length, after, former, next: allLines(id, rows) };
}

/** Lines of a release whose columns were others. */
function laidOutAnew(id: DatasetId, header: string, lines: readonly string[]): string[] {
  const known = fieldsByHeader(datasetOf(id));
  const [headers = [], ...rows] = cellsOfLines([header, ...lines]);
  const places = new Map(headers.map((cell, place) => [known.get(headerKey(cell)), place]));
  const order = Object.keys(datasetOf(id).columns).map((field) => places.get(field) ?? -1);
  return rows.map((cells) => linesOf([order.map((place) => cells[place] ?? '')]));
}

function headerLine(id: DatasetId): string {
  return linesOf([Object.values(datasetOf(id).columns).map(({ header }) => header)]);
}

function allLines(id: DatasetId, rows: PublishedRows): string[] {
  return Array.from({ length: rows.count(id) }, (_, place) => place).map(lineMaker(id, rows));
}

function lineMaker(id: DatasetId, rows: PublishedRows): (place: number) => string {
  return (place) => linesOf([cellsOf(id, rows.recordAt(id, place))]);
}

function cellsOf(id: DatasetId, record: AnyRecord): string[] {
  return Object.entries(datasetOf(id).columns).map(([field, column]) => cellInWords(column, record[field]));
}

function textOf(bytes: Uint8Array, { start, end }: LineSpan): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end);
}

function bytesOf(words: Uint32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

interface Row {
  line: string;
  cells: readonly string[];
  key: string;
}

interface SortedRow {
  kind: Kind;
  key: string;
  from?: Row;
  to?: Row;
}

interface Fates {
  asOf: IsoDate;
  formerAsOf: IsoDate;
  /** Keys of the rows that are there and not published. */
  withheld: () => ReadonlySet<string>;
  rejected: () => ReadonlySet<string>;
}

/** Every row that only one side has, in exactly one kind; rows of the same key are one row that changed. */
function sortRows(dataset: Dataset, { former, next }: Pick<Differing, 'former' | 'next'>, fates: Fates): SortedRow[] {
  const gone = Map.groupBy(asRows(dataset, onlyIn(former, next)), ({ key }) => key);
  const come = Map.groupBy(asRows(dataset, onlyIn(next, former)), ({ key }) => key);
  let [withheld, rejected]: (ReadonlySet<string> | undefined)[] = [];
  const fateOf = (key: string): Kind => {
    if ((withheld ??= fates.withheld()).has(key)) return 'withheld';
    return (rejected ??= fates.rejected()).has(key) ? 'set-aside' : 'vanished';
  };
  const sorted: SortedRow[] = [];
  for (const key of new Set([...gone.keys(), ...come.keys()])) {
    const [before, after] = [gone.get(key) ?? [], come.get(key) ?? []];
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      const [from, to] = [before[i], after[i]];
      if (from === undefined) sorted.push({ kind: 'added', key, to: to! });
      else if (to === undefined) sorted.push({ kind: fateOf(key), key, from });
      else {
        const hasEnded = isOver(dataset, to.cells, fates.asOf) && !isOver(dataset, from.cells, fates.formerAsOf);
        sorted.push({ kind: hasEnded ? 'ended' : 'changed', key, from, to });
      }
    }
  }
  return sorted.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byCodeUnits(a.key, b.key));
}

/** The lines that the one has more often than the other, ordered. */
function onlyIn(one: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of other) counts.set(line, (counts.get(line) ?? 0) + 1);
  const more = one.filter((line) => {
    const count = counts.get(line) ?? 0;
    if (count > 0) counts.set(line, count - 1);
    return count === 0;
  });
  return more.toSorted(byCodeUnits);
}

function asRows(dataset: Dataset, lines: readonly string[]): Row[] {
  return cellsOfLines(lines).map((cells, i) => ({ line: lines[i]!, cells, key: keyOf(dataset, cells) }));
}

/** As keys are compared where the data are checked. */
function keyOf(dataset: Dataset, cells: readonly string[]): string {
  return keyCells(dataset, cells).map(textKey).join('\0');
}

function keyCells({ key, columns }: Dataset, cells: readonly string[]): string[] {
  const fields = Object.keys(columns);
  return key.map((field) => cells[fields.indexOf(field)] ?? '');
}

/** Keys of records that are not published, as they would be. What has no whole key can be no former row. */
function keysOf(id: DatasetId, records: readonly AnyRecord[]): Set<string> {
  const dataset = datasetOf(id);
  const { key, columns, publishedAs } = dataset;
  const isWhole = (record: AnyRecord) => key.every((field) => record[field] !== undefined || !columns[field]!.required);
  return new Set(
    records
      .filter(isWhole)
      .map((record) => keyOf(dataset, cellsOf(id, publishedAs === undefined ? record : publishedAs(record as never)))),
  );
}

const DAY = /^\d{4}(-\d{2}){0,2}$/;

/** Whether the row says that what it tells of has come to an end by that day. */
function isOver({ columns, ends = {} }: Dataset, cells: readonly string[], asOf: IsoDate): boolean {
  const fields = Object.keys(columns);
  return Object.entries(ends).some(([field, goesOn = []]) => {
    const cell = cells[fields.indexOf(field)] ?? '';
    return cell !== '' && !goesOn.includes(cell) && !(DAY.test(cell) && startOf(cell) > asOf);
  });
}

function countKinds(rows: readonly { kind: Kind }[]): Record<Kind, number> {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const { kind } of rows) counts[kind]++;
  return counts;
}

/** What was published before this program looked for it may hold a private number: it is not said again. */
function masked(text: string): string {
  return maskPrivateNumbers(text, hasValidCheckCharacter);
}

function inWords(id: DatasetId, { kind, from, to }: SortedRow, names: Names): RowChange {
  const dataset = datasetOf(id);
  const { cells } = (to ?? from)!;
  const headers = Object.values(dataset.columns).map(({ header }) => header);
  const keyTexts = keyCells(dataset, cells).map(masked);
  const key = dataset.key.map((field, i) => [dataset.columns[field]!.header, keyTexts[i]!] as const);
  const change = {
    kind,
    name: masked(names.of(id, cells)),
    // The key of a listing tells its ground. The first part of every key is whom or what the row is about.
    key: Object.fromEntries(kind === 'withheld' ? key.slice(0, 1) : key),
  };
  if (from === undefined || to === undefined) return change;
  const changed = headers.flatMap((header, i) => {
    const [was, is] = [from.cells[i] ?? '', to.cells[i] ?? ''];
    return was === is ? [] : [{ header, from: masked(was), to: masked(is) }];
  });
  return { ...change, cells: changed };
}

/** Columns that name a row best, where it is about no organisation. */
const TITLES = ['name', 'title', 'wording'];

/** The name that a row is told by. */
class Names {
  readonly #rows: PublishedRows;
  readonly #former = new Map<string, string>();

  constructor(rows: PublishedRows) {
    this.#rows = rows;
  }

  /** Takes down the names of organisations that are published no more. */
  learn(organisations: readonly SortedRow[]): void {
    for (const { from, to } of organisations) {
      if (from === undefined || to !== undefined) continue;
      const fields = Object.keys(datasetOf('organisations').columns);
      this.#former.set(from.cells[fields.indexOf('code')]!, from.cells[fields.indexOf('name')]!);
    }
  }

  of(id: DatasetId, cells: readonly string[]): string {
    const { organisation, columns, key } = datasetOf(id);
    const fields = Object.keys(columns);
    const cell = (field: string) => cells[fields.indexOf(field)] ?? '';
    if (organisation === undefined) return cell([...TITLES, key[0]!].find((field) => fields.includes(field))!);
    const code = cell(organisation);
    return this.#registered(code) ?? this.#former.get(code) ?? code;
  }

  #registered(code: string): string | undefined {
    const place = this.#rows.placeOf(code);
    return place === undefined ? undefined : (this.#rows.recordAt('organisations', place)['name'] as string);
  }
}
