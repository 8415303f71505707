/** The four lists of illegal bodies, cut by batch. */
import type { IllegalKind } from '../datasets/illegal-organisations.ts';
import { startOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { groupBy, type IllegalOrganisation } from './register.ts';

export interface IllegalBatch {
  kind: IllegalKind;
  /** As announced; `''` for entries that name none. */
  batch: string;
  bodies: readonly IllegalOrganisation[];
}

/** The batches of one list, that with the latest announcement first; those without a day come last, by their words. */
export function newestBatchesFirst(kind: IllegalKind, bodies: readonly IllegalOrganisation[]): readonly IllegalBatch[] {
  return [...groupBy(bodies, (body) => [body.batch ?? ''])]
    .map(([batch, ofBatch]) => ({ kind, batch, bodies: ofBatch, newest: newestDay(ofBatch) }))
    .toSorted((a, b) => byCodeUnits(b.newest, a.newest) || byCodeUnits(b.batch, a.batch))
    .map(({ newest: _, ...batch }) => batch);
}

function newestDay(bodies: readonly IllegalOrganisation[]): IsoDate | '' {
  return (
    bodies
      .map((body) => (body.publishedOn === undefined ? '' : startOf(body.publishedOn)))
      .toSorted()
      .at(-1) ?? ''
  );
}
