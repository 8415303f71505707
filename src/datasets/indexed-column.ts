/** A column of all rows at once, each value once: rows are found, grouped and counted by it without being decoded. */
export interface IndexedColumn<T = unknown> {
  /** The first is that of an empty cell. */
  values: readonly T[];
  /** Of each row, the place of its value among them. */
  of: Uint32Array;
}

/** Takes in the cells of a column, one after the other. */
export class ColumnWriter<T = unknown> {
  readonly #values: T[] = [];
  readonly #places = new Map<string, number>();
  readonly #of: number[] = [];
  /** The column that cells are being copied from, and where its values stand here; 0 is not known yet. */
  #from: IndexedColumn<T> | undefined;
  #placesOfFrom = new Uint32Array();

  /** @param values that another column has, each once, the first that of an empty cell */
  constructor(values: readonly T[] = [undefined as T]) {
    for (const [place, value] of values.entries()) {
      this.#values.push(value);
      const key = keyOf(value);
      if (key !== undefined) this.#places.set(key, place);
    }
  }

  add(value: T): void {
    this.#of.push(this.#placeOf(value));
  }

  /** Takes over a cell of another column. */
  copy(from: IndexedColumn<T>, i: number): void {
    if (from !== this.#from) {
      this.#from = from;
      this.#placesOfFrom = new Uint32Array(from.values.length);
    }
    const value = from.of[i]!;
    let place = this.#placesOfFrom[value]!;
    if (place === 0 && value !== 0) this.#placesOfFrom[value] = place = this.#placeOf(from.values[value]!);
    this.#of.push(place);
  }

  finish(): IndexedColumn<T> {
    return { values: this.#values, of: Uint32Array.from(this.#of) };
  }

  #placeOf(value: T): number {
    const key = keyOf(value);
    if (key === undefined) return 0;
    let place = this.#places.get(key);
    if (place === undefined) {
      this.#places.set(key, (place = this.#values.length));
      this.#values.push(value);
    }
    return place;
  }
}

function keyOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : `\0${JSON.stringify(value)}`;
}

/**
 * A column of rows that stand in several parts.
 *
 * @param order which of the rows of all parts are wanted
 */
export function joinColumns<T>(parts: readonly IndexedColumn<T>[], order: Uint32Array): IndexedColumn<T> {
  const { values, of } = parts.length === 1 ? parts[0]! : inOneColumn(parts);
  return { values, of: order.map((at) => of[at]!) };
}

function inOneColumn<T>(parts: readonly IndexedColumn<T>[]): IndexedColumn<T> {
  const writer = new ColumnWriter<T>();
  for (const part of parts) for (let i = 0; i < part.of.length; i++) writer.copy(part, i);
  return writer.finish();
}

/** The column with other cells in the place of those from one to before another. It may keep values that no cell has any more. */
export function replaceCells<T>(
  column: IndexedColumn<T>,
  from: number,
  to: number,
  cells: IndexedColumn<T>,
): IndexedColumn<T> {
  const isSame = (of: number, i: number) => keyOf(cells.values[of]) === keyOf(column.values[column.of[from + i]!]);
  if (to - from === cells.of.length && cells.of.every(isSame)) return column;
  const writer = new ColumnWriter(column.values);
  for (let i = 0; i < cells.of.length; i++) writer.copy(cells, i);
  const { values, of } = writer.finish();
  return { values, of: replaceItems(column.of, from, to, of) };
}

/** The items with others in the place of those from one to before another. */
export function replaceItems<A extends Uint8Array | Uint32Array>(items: A, from: number, to: number, others: A): A {
  const size = items.length - (to - from) + others.length;
  const all = (items instanceof Uint8Array ? new Uint8Array(size) : new Uint32Array(size)) as A;
  all.set(items.subarray(0, from));
  all.set(others, from);
  all.set(items.subarray(to), from + others.length);
  return all;
}

/** The cells of a column turned into others, each value once. */
export function mapColumn<T, U>({ values, of }: IndexedColumn<T>, turn: (value: T) => U): IndexedColumn<U> {
  const writer = new ColumnWriter<U>();
  for (const value of values) writer.add(turn(value));
  const turned = writer.finish();
  return { values: turned.values, of: of.map((value) => turned.of[value]!) };
}

/**
 * Places of rows by their value.
 *
 * @param places of those that are asked for, all when left out
 */
export function placesByValue<T>({ values, of }: IndexedColumn<T>, places?: readonly number[]): Map<T, number[]> {
  const groups: number[][] = values.map(() => []);
  if (places === undefined) for (let place = 0; place < of.length; place++) groups[of[place]!]!.push(place);
  else for (const place of places) groups[of[place]!]!.push(place);
  return new Map(groups.flatMap((group, value) => (group.length === 0 ? [] : [[values[value]!, group] as const])));
}

/** Places of rows by each text of their lists. */
export function placesByText({ values, of }: IndexedColumn<readonly string[] | undefined>): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  const groupsOf = values.map((texts) =>
    [...new Set(texts)].map((text) => {
      let group = groups.get(text);
      if (group === undefined) groups.set(text, (group = []));
      return group;
    }),
  );
  for (let place = 0; place < of.length; place++) for (const group of groupsOf[of[place]!]!) group.push(place);
  return new Map([...groups].filter(([, places]) => places.length > 0));
}
