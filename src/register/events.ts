/** What happened to an organisation on one day, as its record tells it. */
import type { DatasetId } from '../datasets/index.ts';
import type { IsoDate } from '../domain/date.ts';
import type { Reply } from '../pledges/replies.ts';

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
  | 'text'
  | 'fee'
  | 'relief'
  | 'discipline'
  | 'branch'
  | 'disclosure'
  | 'concern'
  | 'measure'
  | 'incentive'
  | 'restriction';

/** Where the entries of a kind come from; texts come from no dataset. */
export const DATASET_OF_KIND: Readonly<Record<Exclude<EventKind, 'text'>, DatasetId> & { text?: never }> = {
  registration: 'organisations',
  name: 'former-names',
  abnormal: 'abnormal-listings',
  serious: 'serious-listings',
  penalty: 'penalties',
  evaluation: 'evaluations',
  report: 'annual-reports',
  charity: 'charities',
  qualification: 'fundraising-qualifications',
  plan: 'fundraising-plans',
  fee: 'fees',
  relief: 'fee-reliefs',
  discipline: 'discipline-actions',
  branch: 'branches',
  disclosure: 'disclosures',
  concern: 'concerns',
  measure: 'integrity-measures',
  incentive: 'incentives',
  restriction: 'restrictions',
};

export interface TimelineEvent {
  on: IsoDate;
  kind: EventKind;
  title: string;
  /** Page of what it tells of. */
  href?: string | undefined;
  /** Rows of its dataset that it tells of. */
  rows: readonly object[];
  /** Further facts, each with its label. */
  details: readonly { label: string; text: string }[];
  by?: string | undefined;
  source: readonly string[];
  /** Last day the entry may be shown. */
  until?: IsoDate | undefined;
  /** What the organisation says about it. */
  replies?: readonly Reply[] | undefined;
}

/** The facts that are there, each with its label. */
export function details(...pairs: (readonly [string, string | undefined])[]): { label: string; text: string }[] {
  return pairs.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
}
