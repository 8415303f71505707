/** The labelled sentences of `tests/fixtures/promises`, read by the shipped catalogue, and how often that is right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { DATASETS } from '../../src/datasets/index.ts';
import { splitValues } from '../../src/domain/text.ts';
import { catalogueOf, type CatalogueEntry, type PromiseRow } from '../../src/pledges/catalogue.ts';
import { coverageOf } from '../../src/pledges/coverage.ts';
import { publicNotices } from '../../src/sample/promises.ts';

const FILE = join(import.meta.dirname, '../fixtures/promises/labelled-sentences.csv');
const AS_OF = '2026-11-20';

/** `tuned`: the rules were written with it. `tuned-later`: held out at first, then used. `held-out`: never used. */
export const PARTS = ['tuned', 'tuned-later', 'held-out'] as const;
export type Part = (typeof PARTS)[number];

export interface LabelledSentence {
  part: Part;
  sentence: string;
  /** `明示 no-forced-membership` and the like. */
  expected: ReadonlySet<string>;
  note: string;
}

export interface Measure {
  sentences: number;
  right: number;
  /** Found and not there. */
  wrong: number;
  missed: number;
  precision: number;
  recall: number;
}

export interface Mistake {
  sentence: string;
  wrong: readonly string[];
  missed: readonly string[];
}

/** The catalogue that ships, as the site reads it. */
export function shippedCatalogue(asOf = AS_OF): CatalogueEntry[] {
  return catalogueOf(
    publicNotices(asOf).promises.map((row) => {
      const cells = Object.entries(DATASETS.promises.columns).map(([field, column]) => {
        const typed = row[field as keyof typeof row] ?? '';
        return [field, typed === '' ? undefined : column.type.schema.parse(typed)];
      });
      return Object.fromEntries(cells) as PromiseRow;
    }),
    asOf,
  );
}

export function labelledSentences(): LabelledSentence[] {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(FILE, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return data.map((row) => ({
    part: row['part'] as Part,
    sentence: row['sentence']!,
    expected: new Set(
      (['明示', '部分'] as const).flatMap((state) => splitValues(row[state]!).map((key) => `${state} ${key}`)),
    ),
    note: row['note']!,
  }));
}

/** Each sentence read alone. A find counts as right when promise and state are those of the label. */
export function measure(
  sentences: readonly LabelledSentence[],
  catalogue: readonly CatalogueEntry[],
): { measure: Measure; mistakes: Mistake[] } {
  let [right, wrong, missed] = [0, 0, 0];
  const mistakes: Mistake[] = [];
  for (const { sentence, expected } of sentences) {
    const found = new Set(
      coverageOf([{ id: 'c1', text: sentence }], catalogue)
        .filter(({ state }) => state !== '未见')
        .map(({ state, promise }) => `${state} ${promise.key}`),
    );
    const mistake = { sentence, wrong: minus(found, expected), missed: minus(expected, found) };
    right += found.size - mistake.wrong.length;
    wrong += mistake.wrong.length;
    missed += mistake.missed.length;
    if (mistake.wrong.length + mistake.missed.length > 0) mistakes.push(mistake);
  }
  const precision = right / (right + wrong);
  const recall = right / (right + missed);
  return { measure: { sentences: sentences.length, right, wrong, missed, precision, recall }, mistakes };
}

function minus(labels: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...labels].filter((label) => !others.has(label));
}
