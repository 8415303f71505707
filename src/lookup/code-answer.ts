/** What can be said of a query that looks like a credit code. */
import {
  hasValidCheckCharacter,
  isCivilAffairsCode,
  issuingDepartment,
  normaliseCreditCode,
  suggestCreditCode,
} from '../domain/credit-code.ts';
import type { CodeAnswer } from './types.ts';

const WHOLE = 18;
/** Shorter beginnings of a code are taken for words. */
const SHORTEST = 6;

/** Whether the query is a credit code or six characters or more of the beginning of one. */
export function isCodeLike(text: string): boolean {
  const code = normaliseCreditCode(text);
  // The second character is a digit, or a letter often typed for one.
  return code.length >= SHORTEST && /^[0-9A-Z][0-9IOSZ][0-9A-Z]+$/.test(code) && /\d{4}/.test(code);
}

/**
 * @param code as normalised
 * @param near codes of the register that differ from it by one slip
 */
export function answerCode(code: string, isHere: boolean, near: readonly string[]): CodeAnswer {
  const department = issuingDepartment(code);
  if (isHere) return { code, state: 'here', department };
  if (code.length < WHOLE) return { code, state: 'prefix', department };
  if (!isCivilAffairsCode(code) && hasValidCheckCharacter(code)) return { code, state: 'other-department', department };
  const suggestion = near.length === 1 ? near[0] : suggestCreditCode(code);
  if (suggestion !== undefined) {
    const slipAt = [...suggestion].findIndex((character, i) => character !== code[i]);
    return { code, state: 'slip', department, suggestion, slipAt };
  }
  if (!hasValidCheckCharacter(code)) return { code, state: 'slip', department };
  return { code, state: 'not-here', department };
}
