/** Texts of 200 clauses and of 200 pages. */
import { describe, expect, test } from 'vitest';
import { readClauses, readCopy } from '../../src/pledges/clauses.ts';
import { compareClauses, countDifferences } from '../../src/pledges/compare.ts';
import { buildVerifyIndex, openVerifyIndex, type PublishedText } from '../../src/pledges/verify-index.ts';
import { verifyCopy } from '../../src/pledges/verify.ts';
import { inventedRules, inventedTexts } from '../helpers/invented-texts.ts';
import * as copies from '../helpers/pledge-copies.ts';
import { DAY } from '../helpers/pledge-texts.ts';

/** Milliseconds of processor time of the fastest of some runs: the machine may be busy with other tests. */
function fastest(run: () => unknown): number {
  const times = Array.from({ length: 7 }, () => {
    const start = process.cpuUsage();
    run();
    return process.cpuUsage(start).user / 1000;
  });
  return Math.min(...times);
}

test('the difference of two texts of 200 clauses is there in less than 100 ms', () => {
  const text = inventedRules(1, 200);
  const before = readClauses(text);
  const after = readClauses(text.replace(/\d+/g, (number) => String(Number(number) + 1)));
  expect(before).toHaveLength(200);
  expect(fastest(() => compareClauses(before, after))).toBeLessThan(100);
  const { counts } = compareClauses(before, after);
  expect(counts.changed + counts.unchanged).toBe(200);
});

/** What a pattern could look at again and again. */
test.each([
  ['blanks', ' '],
  ['wide blanks and a word', '　'.repeat(9) + '条'],
  ['bars', '| '],
  ['opening brackets', '['],
  ['tags that never close', '<A '],
  ['stars', '**a '],
  ['dashes', '-'],
  ['numbers of clauses', '第一'],
  ['thousands', '111,'],
  ['full stops', '。'],
  ['quotation marks', '。”'],
  ['one character', '甲'],
  ['clauses in one line', '第一条　甲。'],
  ['lines that go on', '甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸\n'],
])('a long text of %s is read in bounded time', async (_, unit) => {
  const copy = unit.repeat(Math.ceil(200_000 / unit.length));
  const texts = inventedTexts(5);
  const index = openVerifyIndex(buildVerifyIndex(texts));
  const start = process.cpuUsage();
  expect(await verifyCopy(index, copy, DAY, () => Promise.reject(new Error('Nothing is like it.')))).toMatchObject({
    kind: 'unknown',
  });
  expect(compareClauses(readCopy(copy), texts[0]!.clauses).changes.length).toBeGreaterThan(0);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000);
});

describe('a copy of a text of 200 pages', () => {
  const CLAUSES = 1300;
  const facts = { ...inventedTexts(1)[0]!.facts, id: 'long' };
  const long: PublishedText = { facts, clauses: readClauses(inventedRules(9, CLAUSES, 120)) };
  const texts = [...inventedTexts(60), long];
  const index = openVerifyIndex(buildVerifyIndex(texts));
  const verify = (copy: string) =>
    verifyCopy(index, copy, DAY, (id) => Promise.resolve(texts.find((text) => text.facts.id === id)!));
  const text = copies.printed({ ...long, markdown: '' });
  const pages = copies.paged('规章汇编', (page, all) => `第 ${page} 页 共 ${all} 页`, 24, 40);

  test('has 200 pages', () => {
    expect(text.length).toBeGreaterThan(150_000);
    expect(pages(text).split('\f').length).toBeGreaterThan(200);
  });

  test('is identical, page headers and numbers aside', async () => {
    expect(await verify(pages(text))).toMatchObject({ kind: 'identical-in-force', version: { id: 'long' } });
  });

  test('with one changed number has one difference', async () => {
    const place = text.indexOf('元，', text.length / 2);
    const verdict = await verify(pages(`${text.slice(0, place)}0${text.slice(place)}`));
    expect(verdict).toMatchObject({ kind: 'differs', version: { id: 'long' }, differences: 1 });
  });

  test('of which one page is there is a part', async () => {
    const verdict = await verify(pages(text).split('\f')[120]!);
    expect(verdict).toMatchObject({ kind: 'differs', version: { id: 'long' }, differences: 0 });
    expect(verdict.part?.words).toMatch(/^只有其中第.+条至第.+条（全文共1300条）$/);
  });

  test('with every clause changed is compared in bounded time', () => {
    const changed = readClauses(inventedRules(9, CLAUSES, 120).replace(/\d+/g, (number) => String(Number(number) + 1)));
    const comparison = compareClauses(long.clauses, changed);
    expect(countDifferences(comparison)).toBeGreaterThan(CLAUSES / 2);
  });
});
