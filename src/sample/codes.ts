import { makeCreditCode } from '../domain/credit-code.ts';
import type { OrganisationType } from './profile.ts';

/** The most organisations a sample can have: each needs a subject number of its own. */
export const MOST_ORGANISATIONS = 900_000;

const PREFIXES: Readonly<Record<OrganisationType, string>> = { 社会团体: '51', 民办非企业单位: '52', 基金会: '53' };
const NUMBERS = 1_000_000;
// Shares no factor with the number of numbers, so that no two indexes below it meet.
const STEP = 387_409;
// Where the first seed begins, and how far apart seeds lie.
const START = 163_191;
const SEED_STEP = 7919;
const LETTERS = 'EFHJKLNQTY';
const LETTER_EVERY = 7;

/** Eight subject characters (GB 11714) beginning with MJ as civil affairs give them; no two alike below 1,000,000. */
function subjectOf(index: number, seed: number): string {
  const number = (START + index * STEP + (seed % NUMBERS) * SEED_STEP) % NUMBERS;
  const digits = String(number).padStart(6, '0');
  // A letter stands for one digit and no digit for a letter, so what was different stays different.
  return `MJ${number % LETTER_EVERY === 0 ? LETTERS[Number(digits[0])] + digits.slice(1) : digits}`;
}

/** The credit code of the organisation of that index, issued at that region. */
export function codeOf(type: OrganisationType, region: string, index: number, seed: number): string {
  return makeCreditCode(PREFIXES[type], region, subjectOf(index, seed));
}
