/** When an association changes what it charges, and from what to what: on the same days in all its texts. */
import { addMonths, type IsoDate } from '../../domain/date.ts';
import type { Author } from './author.ts';

export interface FeeChange {
  day: IsoDate;
  /** 会员单位每年2000元 becomes 会员单位每年1600元. */
  before: string;
  after: string;
}

const FACTORS = [0.8, 0.5, 0.9, 1, 1.2, 0.75] as const;
const LATEST_MONTHS = 12;
const MONTHS = 14;

/** The dues as the dataset of fees has them, the course in the last years; a few never change theirs. */
export function feeChangesOf({ index, dues, laterDues, trade }: Author, lastDay: IsoDate): FeeChange[] {
  const first = new Map(dues);
  const ofDues = laterDues.map(({ tier, amount, from }) => ({
    day: from,
    before: `${tier}每年${first.get(tier)}元`,
    after: `${tier}每年${amount}元`,
  }));
  const factor = FACTORS[index % FACTORS.length]!;
  const { name, price } = trade.training;
  if (factor === 1 || price === 0) return ofDues;
  const day = addMonths(lastDay, -LATEST_MONTHS - ((index * 5) % MONTHS));
  return [...ofDues, { day, before: `${name}每人${price}元`, after: `${name}每人${roundOf(price * factor)}元` }];
}

function roundOf(amount: number): number {
  return amount >= 1000 ? Math.round(amount / 100) * 100 : Math.round(amount / 10) * 10;
}
