import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ColumnWriter,
  joinColumns,
  mapColumn,
  placesByText,
  placesByValue,
  replaceCells,
  type IndexedColumn,
} from './indexed-column.ts';

const texts = fc.constantFrom('甲', '乙', '丙', '甲乙');
const cells = fc.array(fc.option(fc.oneof(texts, fc.array(texts, { maxLength: 3 })), { nil: undefined }), {
  maxLength: 30,
});

function columnOf<T>(values: readonly T[]): IndexedColumn<T> {
  const writer = new ColumnWriter<T>();
  for (const value of values) writer.add(value);
  return writer.finish();
}

function cellsOf<T>({ values, of }: IndexedColumn<T>): T[] {
  return Array.from(of, (value) => values[value]!);
}

describe('a column', () => {
  test('has every cell, and each value once', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const column = columnOf(given);
        expect(cellsOf(column)).toEqual(given);
        expect(new Set(column.values.map((value) => JSON.stringify(value))).size).toBe(column.values.length);
      }),
    );
  });

  test('can be put together from cells of others', () => {
    fc.assert(
      fc.property(cells, cells, (one, other) => {
        const writer = new ColumnWriter<unknown>();
        const [first, second] = [columnOf<unknown>(one), columnOf<unknown>(other)];
        for (const i of one.keys()) writer.copy(first, i);
        for (const i of other.keys()) writer.copy(second, i);
        for (const i of one.keys()) writer.copy(first, i);
        expect(cellsOf(writer.finish())).toEqual([...one, ...other, ...one]);
      }),
    );
  });

  test('of several parts has the cells of all', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat()), (parts, numbers) => {
        const all = parts.flat();
        const order = all.length === 0 ? [] : [...numbers.take(20)].map((number) => number % all.length);
        const column = joinColumns(parts.map(columnOf<unknown>), Uint32Array.from(order));
        expect(cellsOf(column)).toEqual(order.map((at) => all[at]));
      }),
    );
  });

  test('can have other cells in the place of some', () => {
    fc.assert(
      fc.property(cells, cells, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (given, others, one, other) => {
        const [from, to] = [Math.min(one, given.length), Math.min(one + other, given.length)];
        const column = replaceCells(columnOf<unknown>(given), from, to, columnOf<unknown>(others));
        expect(cellsOf(column)).toEqual([...given.slice(0, from), ...others, ...given.slice(to)]);
        expect(new Set(column.values.map((value) => JSON.stringify(value))).size).toBe(column.values.length);
      }),
    );
  });

  test('is grouped by its values, or by what they are turned to', () => {
    fc.assert(
      fc.property(cells, fc.func(fc.boolean()), (given, isAsked) => {
        const column = mapColumn(columnOf(given), (value) => (Array.isArray(value) ? '多个' : value));
        const turned = given.map((value) => (Array.isArray(value) ? '多个' : value));
        expect(cellsOf(column)).toEqual(turned);
        const places = [...given.keys()];
        expect(placesByValue(column)).toEqual(Map.groupBy(places, (place) => turned[place]));
        const asked = places.filter((place) => isAsked(place));
        expect(placesByValue(column, asked)).toEqual(Map.groupBy(asked, (place) => turned[place]));
      }),
    );
  });

  test('of lists is grouped by each of their texts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.array(texts, { maxLength: 4 }), { nil: undefined }), { maxLength: 30 }),
        (given) => {
          const wanted = new Map(
            [...new Set(given.flatMap((all) => all ?? []))].map((text) => [
              text,
              given.flatMap((all, place) => (all?.includes(text) === true ? place : [])),
            ]),
          );
          expect(placesByText(columnOf(given))).toEqual(wanted);
        },
      ),
    );
  });
});
