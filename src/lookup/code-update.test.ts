import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginningAmong, changedPrefixes } from './code-update.ts';
import { codeBlocks } from './codes.ts';

const rowsOf = (codes: readonly string[]) => codes.map((code) => ({ code, line: `of ${code}` }));

// Blocks are cut at the second, third and fourth character, and some only just.
const code = fc
  .tuple(fc.constantFrom('51', '51', '52', '53'), fc.constantFrom('11', '11', '12', '33'), fc.nat({ max: 99 }))
  .map(([kind, place, number]) => `${kind}${place}${String(number).padStart(2, '0')}`);
const codes = fc.array(code, { minLength: 200, maxLength: 1200, size: 'max' });

test('blocks that are kept and blocks put together anew are those of all codes', () => {
  let cuts = 0;
  fc.assert(
    fc.property(codes, fc.nat(), fc.nat({ max: 300 }), fc.array(code, { maxLength: 300 }), (first, at, count, come) => {
      const start = at % first.length;
      const gone = first.slice(start, start + count);
      const all = [...first.toSpliced(start, count), ...come];
      const before = [...codeBlocks(rowsOf(first))];
      const changed = beginningAmong(changedPrefixes(before, { gone, come }));
      const anew = Map.groupBy(
        rowsOf(all).filter((row) => changed(row.code) !== undefined),
        (row) => changed(row.code)!,
      );
      const kept = before.filter(({ prefix }) => changed(prefix) === undefined);
      const blocks = [...kept, ...[...anew].flatMap(([prefix, rows]) => [...codeBlocks(rows, prefix)])];
      const expected = [...codeBlocks(rowsOf(all))];
      const ordered = blocks.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1));
      expect(ordered).toEqual(expected);
      if (expected.map(({ prefix }) => prefix).join() !== before.map(({ prefix }) => prefix).join()) cuts++;
    }),
    { numRuns: 200 },
  );
  expect(cuts).toBeGreaterThan(20);
});

test('one code changes one block', () => {
  const all = Array.from({ length: 2000 }, (_, i) => `51${String(i).padStart(4, '0')}`);
  const prefixes = changedPrefixes([...codeBlocks(rowsOf(all))], { gone: ['510777'], come: ['510777'] });
  expect([...prefixes]).toEqual(['5107']);
});
