/** The lists of illegal bodies, cut by batch. */
import { startOf, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { IllegalOrganisation } from './register.ts';

export interface IllegalBatch {
  /** As announced; `''` for entries that name none. */
  batch: string;
  bodies: readonly IllegalOrganisation[];
  /** The latest announcement in it; `''` when none has a day. */
  newest: IsoDate;
}

/** The batches of one list, that with the latest announcement first; those without a day come last, by their words. */
export function newestBatchesFirst(bodies: readonly IllegalOrganisation[]): readonly IllegalBatch[] {
  return [...Map.groupBy(bodies, (body) => body.batch ?? '')]
    .map(([batch, ofBatch]) => ({ batch, bodies: ofBatch, newest: newestDay(ofBatch) }))
    .toSorted((a, b) => byCodeUnits(b.newest, a.newest) || byCodeUnits(b.batch, a.batch));
}

function newestDay(bodies: readonly IllegalOrganisation[]): IsoDate {
  const days = bodies.flatMap(({ publishedOn }) => (publishedOn === undefined ? [] : [startOf(publishedOn)]));
  return days.toSorted().at(-1) ?? '';
}
