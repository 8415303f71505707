import { DATASETS, datasetOf, type DatasetId } from '../datasets/index.ts';

/** The datasets of the sample, in the order of writing. */
export const SAMPLED = [
  'organisations',
  'former-names',
  'charities',
  'fundraising-qualifications',
  'fundraising-plans',
  'abnormal-listings',
  'serious-listings',
  'illegal-organisations',
  'look-alikes',
  'penalties',
  'evaluations',
  'annual-reports',
  'promises',
  'fees',
  'fee-reliefs',
  'discipline-actions',
  'member-credit',
  'branches',
  'disclosures',
  'concerns',
  'integrity-measures',
  'incentives',
  'restrictions',
  'sources',
  'regions',
  'accepted-codes',
] as const satisfies readonly DatasetId[];

export type SampledId = (typeof SAMPLED)[number];

/** A row of the dataset: its cells by field; a field left out is an empty cell. */
export type Row<Id extends SampledId> = { readonly [F in keyof (typeof DATASETS)[Id]['columns']]?: string };

/** The fields of the dataset with the headers of their columns, in the order of its file. */
export function columnsOf(id: SampledId): { field: string; header: string }[] {
  return Object.entries(datasetOf(id).columns).map(([field, column]) => ({ field, header: column.header }));
}
