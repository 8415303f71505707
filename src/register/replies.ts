/** The right of reply: what an organisation says of an entry stands in the entry, with what became of it. */
import { datasetOf, type DatasetId } from '../datasets/index.ts';
import { startOf, type IsoDate } from '../domain/date.ts';
import type { Reply } from '../pledges/replies.ts';
import { derived } from './derived.ts';
import { DATASET_OF_KIND, type TimelineEvent } from './events.ts';
import type { Site } from './site.ts';

const repliesByCode = derived(({ replies }: Site): ReadonlyMap<string, readonly Reply[]> =>
  Map.groupBy(replies, (reply) => reply.code),
);

/** The organisation's replies, whether their entries are shown or not. */
export function repliesOf(site: Site, code: string): readonly Reply[] {
  return repliesByCode(site).get(code) ?? [];
}

export interface Answered {
  events: readonly TimelineEvent[];
  /** Replies to entries that are shown and have no day of their own in the timeline, such as ratings of members. */
  others: readonly Reply[];
}

/**
 * Gives every reply to the one event it is about. One whose entry may no longer be shown has no event and goes with it.
 *
 * @param events newest first
 * @param asOf what was said or decided after this day is not told
 */
export function withReplies(events: readonly TimelineEvent[], replies: readonly Reply[], asOf: IsoDate): Answered {
  const hasCome = (on: IsoDate | undefined) => on !== undefined && startOf(on) <= asOf;
  const said = replies
    .filter(({ repliedOn }) => hasCome(repliedOn))
    .map((reply) =>
      hasCome(reply.outcomeOn ?? asOf) ? reply : { ...reply, outcome: undefined, outcomeOn: undefined },
    );
  const byEvent = Map.groupBy(said, (reply) => eventOf(events, reply));
  return {
    events: events.map((event) => {
      const own = byEvent.get(event);
      return own === undefined ? event : { ...event, replies: own };
    }),
    others: (byEvent.get(undefined) ?? []).filter(({ dataset }) => isAlwaysShown(dataset)),
  };
}

/** Of several events about the entry the one of the day the reply names; else the first that happened. */
function eventOf(events: readonly TimelineEvent[], { dataset, on, number }: Reply): TimelineEvent | undefined {
  const fitting = events.filter(
    ({ kind, rows }) =>
      DATASET_OF_KIND[kind] === dataset &&
      rows.some((row) => {
        const cells: unknown[] = Object.values(row);
        return cells.includes(on) && (number === undefined || cells.includes(number));
      }),
  );
  return fitting.find((event) => event.on === on) ?? fitting.at(-1);
}

/** Whether rows of the dataset stay once they are published: nothing ends their publication. */
function isAlwaysShown(dataset: string): boolean {
  const { columns } = datasetOf(dataset as DatasetId);
  return !('repairedOn' in columns) && !('publishUntil' in columns);
}
