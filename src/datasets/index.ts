/** Every dataset the register knows, in the order pages and documents show them. Adding one is adding a file and a line here. */
import { charities, fundraisingPlans, fundraisingQualifications } from './charities.ts';
import type { Columns, Dataset, RecordOf } from './dataset.ts';
import { branches, concerns, disclosures, integrityMeasures } from './disclosure.ts';
import { feeReliefs, fees } from './fees.ts';
import { illegalOrganisations } from './illegal-organisations.ts';
import { incentives, restrictions } from './incentives.ts';
import { abnormalListings, seriousListings } from './listings.ts';
import { lookAlikes } from './look-alikes.ts';
import { organisations } from './organisations.ts';
import { promises } from './promises.ts';
import { annualReports, evaluations, formerNames, penalties } from './records.ts';
import { acceptedCodes, regions, sources } from './reference.ts';
import { disciplineActions, memberCredit } from './self-discipline.ts';

export const DATASETS = {
  organisations,
  'former-names': formerNames,
  charities,
  'fundraising-qualifications': fundraisingQualifications,
  'fundraising-plans': fundraisingPlans,
  'abnormal-listings': abnormalListings,
  'serious-listings': seriousListings,
  'illegal-organisations': illegalOrganisations,
  'look-alikes': lookAlikes,
  penalties,
  evaluations,
  'annual-reports': annualReports,
  promises,
  fees,
  'fee-reliefs': feeReliefs,
  'discipline-actions': disciplineActions,
  'member-credit': memberCredit,
  branches,
  disclosures,
  concerns,
  'integrity-measures': integrityMeasures,
  incentives,
  restrictions,
  sources,
  regions,
  'accepted-codes': acceptedCodes,
} as const;

export type DatasetId = keyof typeof DATASETS;
export type RowOf<Id extends DatasetId> = RecordOf<(typeof DATASETS)[Id]['columns']>;
/** The published (or all good) rows of every dataset. */
export type Records = { readonly [Id in DatasetId]: readonly RowOf<Id>[] };

export const DATASET_IDS = Object.keys(DATASETS) as DatasetId[];

/** The description without its exact row type, for code that treats all datasets alike. */
export function datasetOf(id: DatasetId): Dataset {
  return DATASETS[id] as unknown as Dataset<Columns>;
}

/** Datasets whose rows belong to an organisation. */
export type OwnedDatasetId = {
  [Id in DatasetId]: RowOf<Id> extends { readonly code: string }
    ? Id extends 'organisations' | 'regions' | 'accepted-codes'
      ? never
      : Id
    : never;
}[DatasetId];
