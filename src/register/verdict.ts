/** The two verdicts on an organisation, in words, from the facts they rest on. Runs at build and, for a day that came later, in the browser. */
import type { IsoDate } from '../domain/date.ts';
import { ABNORMAL_GROUNDS, mayBeShown, recogniseGround, type Listing, type Publication } from '../domain/listing.ts';
import { fundraisingSentence, headline, standingLabel, type HeadlineFacts } from '../domain/sentences.ts';
import {
  judgeFundraising,
  judgeStanding,
  type CharityRecord,
  type FundraisingVerdict,
  type Qualification,
  type StandingVerdict,
} from '../domain/standing.ts';

/** Plain data: it is written into the look-up's shards as JSON. */
export interface VerdictFacts extends HeadlineFacts {
  /** The decision that ended the registration, and until when it may be shown. */
  ending?: (NonNullable<HeadlineFacts['ending']> & Publication) | undefined;
  abnormal: readonly Listing[];
  serious: readonly Listing[];
  charities: readonly CharityRecord[];
  qualifications: readonly Qualification[];
  /** Whether the register holds public-fundraising qualifications at all. */
  coversFundraising: boolean;
  /** Whether rows about the organisation were set aside for faults. */
  isBeingChecked: boolean;
}

/** What the page's head says on one day. */
export interface Verdict {
  standing: StandingVerdict;
  fundraising: FundraisingVerdict;
  label: string;
  headline: string;
  fundraisingSentence: string;
}

/**
 * @param day the day to judge by; entries that may no longer be shown then are left out
 * @param asOf the day up to which the data go: what the sentences say, whatever day is judged
 */
export function verdictOn(facts: VerdictFacts, day: IsoDate, asOf: IsoDate): Verdict {
  const shown = (rows: readonly Listing[]) => rows.filter((row) => mayBeShown(row, day));
  const abnormal = shown(facts.abnormal);
  const serious = shown(facts.serious);
  const ending = facts.ending && mayBeShown(facts.ending, day) ? facts.ending : undefined;
  const standing = judgeStanding({ ...facts, abnormal, serious }, day);
  const fundraising = judgeFundraising(
    { status: facts.status, qualifications: facts.qualifications, charity: facts.charities },
    day,
  );
  return {
    standing,
    fundraising,
    label: standingLabel(standing.standing, facts.status),
    headline: headline({ ...facts, ending }, standing, asOf),
    fundraisingSentence: fundraisingSentence(fundraising, facts.status, {
      isCovered: facts.coversFundraising,
      isBeingChecked: facts.isBeingChecked,
      isDoubted: standing.abnormal.some(
        (entry) => recogniseGround(entry.ground, ABNORMAL_GROUNDS)?.id === 'fundraising-unfit',
      ),
    }),
  };
}
