/** The catalogue of promises: rows of the dataset, one for each document that asks, gathered by promise. */
import { endOf, startOf, type IsoDate } from '../domain/date.ts';
import { phraseOf, type Phrase, type Phrases } from '../domain/phrases.ts';

/** A row of the dataset `promises`. */
export interface PromiseRow {
  readonly key: string;
  readonly wording: string;
  /** Absent: a promise. */
  readonly kind?: PromiseKind | undefined;
  readonly basis: string;
  readonly article?: string | undefined;
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
  readonly phrases?: Phrases | undefined;
  readonly partialPhrases?: Phrases | undefined;
}

/** 承诺: something the body will not do, or will. 事项: a subject its text should tell of. */
export type PromiseKind = '承诺' | '事项';

/** What is looked for in the texts. */
export interface CatalogueEntry {
  readonly key: string;
  readonly wording: string;
  readonly kind: PromiseKind;
  /** The documents that ask for it, in the order of the rows. */
  readonly bases: readonly Basis[];
  /** Ways of saying all of it; its wording is one of them. */
  readonly phrases: readonly Phrase[];
  /** Ways of saying part of it. */
  readonly partialPhrases: readonly Phrase[];
}

export interface Basis {
  readonly document: string;
  readonly article: string | undefined;
  readonly since: IsoDate | undefined;
  readonly until: IsoDate | undefined;
}

/**
 * What is asked for on that day, in the order in which the rows first name it. A promise that several documents ask for
 * is one entry; the first wording counts, and every row's phrases, so that they need to be written only once.
 */
export function catalogueOf(rows: readonly PromiseRow[], asOf: IsoDate): CatalogueEntry[] {
  return [...Map.groupBy(rows, ({ key }) => key).values()].flatMap((same) => {
    const inForce = same.filter((row) => isInForce(row, asOf));
    const [first] = inForce;
    if (first === undefined) return [];
    const { key, wording, kind = '承诺' } = first;
    return [
      {
        key,
        wording,
        kind,
        bases: inForce.map(({ basis, article, since, until }) => ({ document: basis, article, since, until })),
        phrases: [
          ...(kind === '承诺' ? [...new Set(same.map((row) => row.wording))].map(phraseOf) : []),
          ...same.flatMap(({ phrases }) => phrases?.phrases ?? []),
        ],
        partialPhrases: same.flatMap(({ partialPhrases }) => partialPhrases?.phrases ?? []),
      },
    ];
  });
}

function isInForce({ since, until }: PromiseRow, asOf: IsoDate): boolean {
  return (since === undefined || startOf(since) <= asOf) && (until === undefined || asOf <= endOf(until));
}
