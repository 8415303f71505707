import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placesByOwner } from './owners.ts';

const CODES = ['51990000MJ0000001A', '51990000MJ00000020', '52990000MJ0000003X', '53990000MJ0000004Y'];
const ASKED = ['', '00', ...CODES, '52990000MJ0000003', '99'];

describe('the rows of an organisation', () => {
  test('are found the same way in a map and in sorted lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...CODES), { maxLength: 40 }),
        fc.shuffledSubarray(ASKED),
        (owners, asked) => {
          const sorted = owners.toSorted();
          const [mapped, searched] = [100, 0].map((most) => placesByOwner(sorted.join('\n'), true, most));
          for (const code of [...ASKED, ...asked]) {
            const places = sorted.flatMap((owner, place) => (owner === code ? place : []));
            expect(mapped!(code)).toEqual(places);
            expect(searched!(code)).toEqual(places);
          }
        },
      ),
    );
  });

  test.each([
    ['out of order', [CODES[2]!, CODES[0]!, CODES[2]!], false],
    ['of another length', ['A', 'B', 'B', 'CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC'], true],
  ])('are found where codes are %s', (_, owners, isSorted) => {
    const placesOf = placesByOwner(owners.join('\n'), isSorted, 0);
    for (const code of owners)
      expect(placesOf(code)).toEqual(owners.flatMap((owner, place) => (owner === code ? place : [])));
  });
});
