/** The catalogue that ships: its documents, its wordings, and how well its phrases read labelled sentences. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/sample/tables.ts';
import { publicNotices } from '../../src/sample/promises.ts';
import { coverageOf } from '../../src/pledges/coverage.ts';
import { labelledSentences, measure, PARTS, shippedCatalogue } from '../helpers/labelled-promises.ts';

const CATALOGUE = shippedCatalogue();
const { promises, sources } = publicNotices('2026-11-20');
const DATA = join(import.meta.dirname, '../../data');

function shippedRows(file: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(readFileSync(join(DATA, file), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

describe('the notices', () => {
  test('ship with the data, word for word', () => {
    const columns = columnsOf('promises');
    expect(shippedRows('promises.csv')).toEqual(
      promises.map((row) =>
        Object.fromEntries(columns.map(({ field, header }) => [header, row[field as keyof typeof row] ?? ''])),
      ),
    );
  });

  test('are public sources, and every row names the one it comes from', () => {
    const shipped = shippedRows('sources.csv').filter((row) => row['性质'] === '公开');
    expect(shipped.map((row) => row['来源编号'])).toEqual(sources.map(({ id }) => id));
    expect(new Set(promises.map(({ source }) => source))).toEqual(new Set(sources.map(({ id }) => id)));
  });

  test('each ask for a subset of their own', () => {
    const asked = (source: string) => promises.filter((row) => row.source === source).map(({ key }) => key!);
    const [of2013, of2021, of2022] = ['G001', 'G002', 'G003'].map(asked) as [string[], string[], string[]];
    const subjects = ['service-content', 'service-manner', 'service-recipients', 'fee-standard'];
    const common = ['no-forced-membership', 'no-forced-service', 'no-bad-appraisal', 'no-bad-training', 'no-bad-commendation', 'within-charter']; // prettier-ignore
    expect(new Set(of2013)).toEqual(new Set([...subjects, ...common, 'no-levied-dues', 'no-slush-fund']));
    expect(new Set(of2021)).toEqual(new Set([...subjects, ...common]));
    expect(new Set(of2022)).toEqual(new Set([...common, 'no-levied-dues']));
  });

  test('are told only from the year they came out', () => {
    expect(publicNotices('2012-12-31').promises).toEqual([]);
    expect(new Set(publicNotices('2018-01-24').promises.map(({ source }) => source))).toEqual(new Set(['G001']));
  });

  test.each(sources.map(({ id }) => id!))('%s: a pledge in its own words states all that it asks for', (id) => {
    const rows = promises.filter((row) => row.source === id && row.kind === '承诺');
    const text = rows[0]!.sentence!.replace(/^.*(?=做到不强制)/, '本会承诺');
    const stated = coverageOf([{ id: 'c1', text }], CATALOGUE).filter(({ state }) => state === '明示');
    expect(new Set(stated.map(({ promise }) => promise.key))).toEqual(new Set(rows.map(({ key }) => key)));
  });

  test.each(sources.map(({ id }) => id!))('%s names every wording in the sentence quoted', (id) => {
    for (const { wording, sentence } of promises.filter((row) => row.source === id))
      expect(sentence).toContain(wording!.replace(/^不(?:搞|设立)/, ''));
  });
});

describe('the rules', () => {
  const sentences = labelledSentences();
  const keys = new Set(CATALOGUE.map(({ key }) => key));

  test('are measured on many sentences, each labelled once, by keys of the catalogue', () => {
    expect(sentences.length).toBeGreaterThanOrEqual(160);
    expect(new Set(sentences.map(({ sentence }) => sentence)).size).toBe(sentences.length);
    for (const { sentence, part, expected } of sentences) {
      expect(PARTS, sentence).toContain(part);
      for (const label of expected) expect(keys, sentence).toContain(label.split(' ')[1]);
    }
    for (const key of keys)
      expect(sentences.filter(({ expected }) => expected.has(`明示 ${key}`)).length, key).toBeGreaterThan(5);
    expect(sentences.filter(({ expected }) => expected.size === 0).length).toBeGreaterThan(100);
  });

  test('find at least 95 of 100 promises, and are right in at least 95 of 100 finds', () => {
    const { precision, recall } = measure(sentences, CATALOGUE).measure;
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  test('do about as well on sentences they were not written with', () => {
    const heldOut = sentences.filter(({ part }) => part === 'held-out');
    const { precision, recall } = measure(heldOut, CATALOGUE).measure;
    expect(heldOut.length).toBeGreaterThan(40);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});
