/** Hundreds of copies drawn at random: a text, a change, a way of making the copy; and what must be said of each. */
import { expect, test } from 'vitest';
import type { Clause } from '../../src/pledges/clauses.ts';
import { buildVerifyIndex, openVerifyIndex, type PublishedText } from '../../src/pledges/verify-index.ts';
import { verifyCopy, type Verdict } from '../../src/pledges/verify.ts';
import { Random } from '../../src/sample/random.ts';
import { inventedTexts } from '../helpers/invented-texts.ts';
import * as copies from '../helpers/pledge-copies.ts';
import { DAY, PUBLISHED } from '../helpers/pledge-texts.ts';

const SEED = 11;
const STREAM = 3;
const CASES = 400;
const NEW_CLAUSE = '会员应当在每年一月底前向秘书处缴纳服务保证金，逾期不缴的加收滞纳金。';

const TEXTS: readonly PublishedText[] = [...inventedTexts(120), ...Object.values(PUBLISHED)];
const index = openVerifyIndex(buildVerifyIndex(TEXTS));
const byId = new Map(TEXTS.map((text) => [text.facts.id, text]));

const MAKINGS: readonly copies.Mutation[] = [
  (text) => text,
  copies.wrapped(28),
  copies.wrapped(37),
  copies.wrapped(52),
  copies.halfWidthMarks,
  copies.all(copies.halfWidthMarks, copies.wrapped(33)),
  copies.paged('', (page, pages) => `第${page}页 共${pages}页`),
  copies.paged('', String, 22, 40),
  copies.all(
    copies.halfWidthMarks,
    copies.paged('', (page) => `-${page}-`, 18, 30),
  ),
  copies.fullWidthDigits,
  copies.windowsLines,
  copies.blankLines,
  copies.all(copies.wordIndents, copies.wrapped(40)),
  copies.withoutLineBreaks,
  copies.radicals,
  copies.softHyphens,
];

interface Change {
  name: string;
  edit: (clauses: Clause[]) => Clause[];
  expected: (verdict: Verdict) => unknown;
}

function changed(place: number, edit: (text: string) => string): Change['edit'] {
  return (clauses) => clauses.map((clause, i) => (i === place ? { ...clause, text: edit(clause.text) } : clause));
}

/** A change of the text, with what holds of the verdict; `undefined` where the text offers no place for it. */
function drawChange(random: Random, { clauses }: PublishedText): Change | undefined {
  const places = clauses.flatMap(({ text }, i) => (text.length > 20 ? [i] : []));
  const place = random.pick(places);
  const counts = ({ comparison }: Verdict) => comparison!.counts;
  const one = (kind: 'changed' | 'removed' | 'added') => (verdict: Verdict) =>
    verdict.kind === 'differs' && counts(verdict)[kind] === 1;
  switch (random.int(0, 6)) {
    case 0:
      return { name: 'nothing', edit: (all) => all, expected: ({ kind }) => kind.startsWith('identical') };
    case 1:
      if (!/\d/.test(clauses[place]!.text)) return undefined;
      return {
        name: 'a number',
        edit: changed(place, (text) => text.replace(/\d+/, (number) => String(Number(number) + 7))),
        expected: (verdict) => one('changed')(verdict) && verdict.differences === 1,
      };
    case 2:
      return {
        name: 'a word',
        edit: changed(place, (text) => `${text.slice(0, 6)}务必${text.slice(6)}`),
        expected: (verdict) => one('changed')(verdict) && verdict.differences === 1,
      };
    case 3: {
      const other = random.pick(places);
      if (clauses[other]!.text === clauses[place]!.text) return undefined;
      const moved = Math.abs(other - place) === 1 ? 1 : 2;
      return {
        name: 'two clauses in each other’s place',
        edit: copies.swapped(place + 1, other + 1),
        expected: (verdict) => counts(verdict).moved === moved && counts(verdict).changed + counts(verdict).added === 0,
      };
    }
    case 4:
      return { name: 'a clause less', edit: copies.without(place + 1), expected: one('removed') };
    case 5:
      return {
        name: 'a clause more',
        edit: copies.withClause(place + 1, NEW_CLAUSE),
        // Behind a text without numbers it is as any other text behind it.
        expected: (verdict) => one('added')(verdict) || verdict.extra.after.length > 20,
      };
    default: {
      if (clauses.length < 8) return undefined;
      const from = random.int(1, clauses.length - 6);
      return {
        name: 'five clauses alone',
        edit: (all) => all.slice(from, from + 5),
        expected: ({ part, differences }) => part !== undefined && differences === 0,
      };
    }
  }
}

test(`of ${CASES} copies drawn at random every verdict is right`, async () => {
  const wrong: string[] = [];
  let judged = 0;
  for (let n = 0; judged < CASES; n++) {
    const random = new Random(SEED, STREAM, n);
    const text = random.pick(TEXTS);
    const change = drawChange(random, text);
    const makes = random.pick(MAKINGS);
    if (change === undefined) continue;
    judged++;
    const copy = makes(copies.printed({ ...text, markdown: '' }, change.edit));
    const verdict = await verifyCopy(index, copy, DAY, (id) => Promise.resolve(byId.get(id)!));
    // What sets two versions apart may be what was changed; the text must be the right one all the same.
    const { code, kind } = text.facts;
    const isText = [verdict.version, ...verdict.matches].some((facts) => facts?.code === code && facts.kind === kind);
    if (isText && change.expected(verdict) === true) continue;
    wrong.push(`${n}: ${text.facts.id}, ${change.name}: ${verdict.headline} ${verdict.details.slice(0, 4).join('')}`);
  }
  expect(wrong).toEqual([]);
});
