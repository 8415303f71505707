/** What a dataset is: one description from which validation, templates, dictionary, downloads and lists follow. */
import type { IsoDate } from '../domain/date.ts';
import type { Remark } from '../domain/finding.ts';
import type { CellType } from './types.ts';

export interface Column<T = unknown, R extends boolean = boolean> {
  /** Header as our templates and downloads write it. */
  header: string;
  /** Other headers that real exports use for the same thing. */
  aliases: readonly string[];
  required: R;
  type: CellType<T>;
  example: string;
  note: string;
  /**
   * A value that cannot be read sets the whole row aside though the column is optional, because a verdict hangs on it:
   * a removal date that nobody can read must not leave an organisation on a list.
   */
  decisive: boolean;
  /** A day on which something happened, so that it cannot lie after `asOf`. */
  happened: boolean;
}

interface ColumnOptions {
  aliases?: readonly string[];
  example: string;
  note?: string;
  decisive?: boolean;
  happened?: boolean;
}

function column<T, R extends boolean>(
  header: string,
  isRequired: R,
  type: CellType<T>,
  options: ColumnOptions,
): Column<T, R> {
  const { aliases = [], example, note = '', decisive = isRequired, happened = false } = options;
  return { header, aliases, required: isRequired, type, example, note, decisive, happened };
}

export function required<T>(header: string, type: CellType<T>, options: ColumnOptions): Column<T, true> {
  return column(header, true, type, options);
}

export function optional<T>(header: string, type: CellType<T>, options: ColumnOptions): Column<T, false> {
  return column(header, false, type, options);
}

// `any` keeps the map open for columns of every cell type: a cell type both takes and gives its value.
// oxlint-disable-next-line typescript/no-explicit-any
export type Columns = Readonly<Record<string, Column<any>>>;

type Value<C> = C extends Column<infer T, infer R> ? (R extends true ? T : T | undefined) : never;

/** A row of a dataset, typed after its columns; optional cells that are empty are `undefined`. */
export type RecordOf<C extends Columns> = { readonly [K in keyof C]: Value<C[K]> };

/** A row rule's remark, with the column it is about. */
export interface RowRemark extends Remark {
  field: string;
  /** Nothing of the cell may be repeated, not even to the clerk: no finding about it quotes it. */
  isPrivate?: boolean;
}

/** How a dataset is shown as a list. */
export interface ListDescription {
  /** Address below `/lists/`. */
  slug: string;
  /** What standing on the list means, and what it does not mean, in plain words. */
  meaning: string;
  /** Guide that explains it, by its slug. */
  guide?: string;
  /** Date column by whose year the list is cut. */
  cutBy: string;
  /** Columns shown beside the organisation. */
  shows: readonly string[];
  /** The states a row can be in; the first is the one the list is about. */
  states: readonly ListState[];
  /** Id of the row's state on that day. */
  stateOf: (record: never, asOf: IsoDate) => string;
}

export interface ListState {
  /** Address of the list of rows in this state, below the list's own. */
  id: string;
  label: string;
  /** What the tag looks like; never the only sign. */
  tone: 'good' | 'plain' | 'caution' | 'warning';
}

export interface Dataset<C extends Columns = Columns> {
  id: string;
  title: string;
  summary: string;
  /** How often the publisher is expected to send it. */
  cadence: string;
  columns: C;
  /** Columns that together name a row. */
  key: readonly (keyof C & string)[];
  /** Columns that are asked of all rows at once, to find, group and count them: kept so that no row is decoded for it. */
  indexed?: readonly (keyof C & string)[];
  /** Column that must name a row of `organisations`. */
  organisation?: keyof C & string;
  /** Column whose values must name rows of `sources`. */
  source?: keyof C & string;
  /** Row rules that need no other row. */
  check?: (record: RecordOf<C>, asOf: IsoDate) => RowRemark[];
  /** Whether the row may be published on that day; default: always. */
  isPublishable?: (record: RecordOf<C>, asOf: IsoDate) => boolean;
  /** The row without what must never be published, though the row itself is; default: all of it. */
  publishedAs?: (record: RecordOf<C>) => RecordOf<C>;
  /** Columns that say that what the row tells of is over, with the values that do not say so; empty cells never do. */
  ends?: { readonly [field in keyof C & string]?: readonly string[] };
  list?: ListDescription;
}

export function defineDataset<const C extends Columns>(dataset: Dataset<C>): Dataset<C> {
  return dataset;
}

/** The remark that `later` lies before `earlier`, if both are there and it does. */
export function ordered(earlier: IsoDate | undefined, later: IsoDate | undefined, remark: RowRemark): RowRemark[] {
  return earlier !== undefined && later !== undefined && endOfText(later) < earlier ? [remark] : [];
}

/** A partial date compares by its last possible day, so that 2025-03 is not held to lie before 2025-03-15. */
function endOfText(date: IsoDate): IsoDate {
  return date.length === 10 ? date : `${date}-99`;
}
