import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderedBy, placesByOwner } from './owners.ts';

const OWNERS = 6;
const ownerLists = fc.array(fc.nat({ max: OWNERS - 1 }), { maxLength: 40 });
const questions = fc.array(fc.nat({ max: OWNERS }), { maxLength: 40 });

describe('the rows of an organisation', () => {
  test('are found in their order, whether owners stand in order or not, and whoever is asked for before', () => {
    fc.assert(
      fc.property(ownerLists, questions, (owners, asked) => {
        for (const all of [owners, owners.toSorted()]) {
          const placesOf = placesByOwner(Uint32Array.from(all));
          for (const owner of [...Array(OWNERS + 1).keys(), ...asked])
            expect(placesOf(owner)).toEqual(all.flatMap((each, place) => (each === owner ? place : [])));
        }
      }),
    );
  });
});

describe('places', () => {
  test('are ordered by a number, and where it is the same as they were', () => {
    fc.assert(
      fc.property(ownerLists, ownerLists, (one, other) => {
        const count = Math.min(one.length, other.length);
        const [first, second] = [one, other].map((all) => Uint32Array.from(all.slice(0, count)));
        const ordered = orderedBy(first!, orderedBy(second!));
        const wanted = [...ordered.keys()].toSorted(
          (a, b) => first![a]! - first![b]! || second![a]! - second![b]! || a - b,
        );
        expect([...ordered]).toEqual(wanted);
      }),
    );
  });
});
