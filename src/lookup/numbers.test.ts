import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ascendingLetters,
  groupLetters,
  numberLetters,
  readAscending,
  readGroups,
  readNumbers,
  readWandering,
  wanderingLetters,
} from './numbers.ts';

const character = fc.integer({ min: 0, max: 0xd7ff }).map((unit) => String.fromCharCode(unit));

test.each([
  [0, 'a'],
  [25, 'z'],
  [26, 'Ba'],
  [700, 'BAy'],
])('%d is written %s', (value, letters) => {
  expect(numberLetters(value)).toBe(letters);
});

test('numbers come back from letters', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (numbers) => {
      expect(readNumbers(numbers.map(numberLetters).join(''))).toEqual(numbers);
    }),
  );
});

test('characters come back in the order given', () => {
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      expect(readWandering(wanderingLetters(characters))).toEqual(characters);
      const ascending = characters.toSorted();
      expect(readAscending(ascendingLetters(ascending))).toEqual(ascending);
    }),
  );
});

test('groups come back', () => {
  const group = fc.uniqueArray(character, { minLength: 1 }).map((characters) => characters.toSorted().join(''));
  fc.assert(
    fc.property(fc.uniqueArray(group, { minLength: 1 }), (groups) => {
      const ascending = groups.toSorted();
      expect(readGroups(groupLetters(ascending)).map((characters) => characters.join(''))).toEqual(ascending);
    }),
  );
});
