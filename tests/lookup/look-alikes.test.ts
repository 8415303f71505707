/** Whether imitated names are found again among very many registered ones (measured first in a trial on real names). */
import { beforeAll, expect, test } from 'vitest';
import { findLookAlikes } from '../../src/domain/look-alikes.ts';
import { likenessTables } from '../../src/lookup/proposals.ts';
import { registerOf } from '../../src/register/testing.ts';
import { NameBook, newName } from '../../src/sample/names.ts';
import { PLACES } from '../../src/sample/places.ts';
import { drawKind, drawProfile, KINDS } from '../../src/sample/profile.ts';
import { Random } from '../../src/sample/random.ts';
import { imitationsOf } from '../helpers/imitations.ts';

const REGISTERED = 100_000;
const IMITATED = 500;

const tables = likenessTables(registerOf({ regions: PLACES.map(({ code, name }) => ({ code, name })) }));
let names: readonly string[];

beforeAll(() => {
  const book = new NameBook();
  names = Array.from({ length: REGISTERED }, (_, index) => {
    const random = new Random(3, 1, index);
    const { kind, type } = drawProfile(random);
    return newName(random, book, random.pick(PLACES), kind, () => drawKind(random, KINDS[type])).full;
  });
});

test(`of ${IMITATED} imitations almost all are found among ${REGISTERED} names, and little else`, () => {
  const imitations = imitationsOf(names, IMITATED, 7, tables);
  const pairs = findLookAlikes(
    imitations,
    names.map((name) => ({ name })),
    tables,
  );
  const right = pairs.filter(({ illegal, registered }) => illegal.of === registered.name);
  const recall = new Set(right.map(({ illegal }) => illegal)).size / imitations.length;
  expect.soft(recall).toBeGreaterThanOrEqual(0.95);
  expect.soft(right.length / pairs.length).toBeGreaterThanOrEqual(0.75);
});
