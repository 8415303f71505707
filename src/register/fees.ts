/** Fees by association and by field. Pure. */
import type { RowOf } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import { byCodeUnits } from '../domain/text.ts';
import { feesAcross, type ComparedItem } from '../pledges/fees.ts';
import { derived } from './derived.ts';
import { ownersAmong, type Register } from './register.ts';

export type FeeRow = RowOf<'fees'>;

const OWN_DATASETS = ['fees', 'fee-reliefs'] as const;

export function coversFees(register: Register): boolean {
  return OWN_DATASETS.some((id) => register.count(id) > 0);
}

/** Whether an organisation has fees or reliefs on record. */
export function hasFees(register: Register, code: string): boolean {
  return OWN_DATASETS.some((id) => register.rowsOf(id, code).length > 0);
}

/** Organisations that have fees or reliefs on record, ordered by code. */
export const organisationsWithFees = derived((register: Register): readonly Organisation[] => {
  return ownersAmong(register, OWN_DATASETS);
});

export interface FieldFees {
  field: string;
  organisations: readonly Organisation[];
}

/** Organisations with fees by their field, the most frequent first; those of no field stand under 未分领域. */
export const fieldsWithFees = derived((register: Register): readonly FieldFees[] => {
  const groups = Map.groupBy(ownersAmong(register, ['fees']), ({ fields }) => fields?.[0] ?? '未分领域');
  return [...groups]
    .map(([field, organisations]) => ({ field, organisations }))
    .toSorted((a, b) => b.organisations.length - a.organisations.length || byCodeUnits(a.field, b.field));
});

/** What the organisations of a field charge for the same: items that at least two of them have. */
export function comparedFees(register: Register, organisations: FieldFees['organisations']): ComparedItem<FeeRow>[] {
  const rows = organisations.flatMap(({ code }) => register.rowsOf('fees', code));
  return feesAcross(rows, register.asOf).filter(
    (item) => new Set([...item.rows, ...item.uncompared].map(({ code }) => code)).size > 1,
  );
}
