/** What happened to an organisation on one day, as its record tells it. */
import type { IsoDate } from '../domain/date.ts';

export type EventKind =
  | 'registration'
  | 'name'
  | 'abnormal'
  | 'serious'
  | 'penalty'
  | 'evaluation'
  | 'report'
  | 'charity'
  | 'qualification'
  | 'plan'
  | 'fee'
  | 'relief'
  | 'discipline'
  | 'branch'
  | 'disclosure'
  | 'concern'
  | 'measure'
  | 'incentive'
  | 'restriction';

export interface TimelineEvent {
  on: IsoDate;
  kind: EventKind;
  title: string;
  /** Further facts, each with its label. */
  details: readonly { label: string; text: string }[];
  by?: string | undefined;
  source: readonly string[];
  /** Last day the entry may be shown. */
  until?: IsoDate | undefined;
}

/** The facts that are there, each with its label. */
export function details(...pairs: (readonly [string, string | undefined])[]): { label: string; text: string }[] {
  return pairs.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
}
