/** Evaluation grades (社会组织评估管理办法, art. 26 and 28): five grades, valid five years. */
import { addDays, addYears, compareDays, endOf, startOf, type IsoDate } from './date.ts';

export interface Evaluation {
  grade: string;
  evaluatedOn: IsoDate;
  validTo?: IsoDate | undefined;
}

/** The last day the grade holds: as stated, else five years counted from the day of evaluation. */
export function evaluationEnd(evaluation: Evaluation): IsoDate {
  return evaluation.validTo ?? addDays(addYears(evaluation.evaluatedOn, 5), -1);
}

/** The grade in force on `day`: the latest one given by then, if it still holds; a later grade replaces an earlier one. */
export function currentEvaluation<E extends Evaluation>(evaluations: readonly E[], day: IsoDate): E | undefined {
  const latest = evaluations
    .filter((evaluation) => startOf(evaluation.evaluatedOn) <= day)
    .toSorted((a, b) => compareDays(b.evaluatedOn, a.evaluatedOn))[0];
  return latest !== undefined && day <= endOf(evaluationEnd(latest)) ? latest : undefined;
}
