/** Filing numbers of fundraising plans: credit code + `A` + two-digit year + three-digit serial, 24 characters. */
import { isCreditCodeShape } from './credit-code.ts';

export interface FilingNumber {
  creditCode: string;
  /** Two digits of the year, as 2000 + n. */
  year: number;
  serial: number;
}

/** The parts of a filing number; `undefined` when it is not of that pattern. */
export function parseFilingNumber(text: string): FilingNumber | undefined {
  const match = /^([0-9A-Z]{18})A(\d{2})(\d{3})$/.exec(text);
  if (!match || !isCreditCodeShape(match[1]!)) return undefined;
  return { creditCode: match[1]!, year: 2000 + Number(match[2]), serial: Number(match[3]) };
}
