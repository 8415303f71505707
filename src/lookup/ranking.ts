/** The best names for a query out of many, in an order that depends on nothing but query and names. */
import { byCodeUnits } from '../domain/text.ts';
import type { Holders } from './holders.ts';
import type { Cut } from './keys.ts';
import { ownerOf, roleOrder, standingOrder, type NameRow } from './rows.ts';
import {
  commonCharacters,
  leastSlips,
  mayScore,
  ruleOrder,
  scoreOverlap,
  scoreParts,
  scoreSlips,
  scoreWhole,
  slipLimit,
  type Query,
  type Score,
  type Share,
} from './score.ts';
import { SlipMeter } from './slips.ts';
import type { SoundTable } from './sound.ts';

/** Results of one answer, at most. */
export const MOST = 10;

/** A name that may answer. */
export interface Candidate {
  /** As its file has it: two candidates of one line are one. */
  line: string;
  row: NameRow;
  cut: Cut;
}

export interface Ranked extends Candidate {
  score: Score;
}

export class Ranking {
  readonly #query: Query;
  readonly #sounds: SoundTable;
  readonly #meter: SlipMeter;
  readonly #isFound: boolean;
  readonly #most: number;
  readonly #scored: Ranked[] = [];
  /** Names that answer with no slip at all. */
  #whole = 0;
  /** How many names contain the query, itself among them. */
  containing = 0;

  /**
   * @param isFound the name itself is here: then only names are wanted that could have been meant instead
   * @param most names that are wanted
   */
  constructor(query: Query, sounds: SoundTable, isFound: boolean, most = MOST) {
    this.#query = query;
    this.#sounds = sounds;
    this.#isFound = isFound;
    this.#most = most;
    this.#meter = new SlipMeter(query.key, sounds);
  }

  /** @param holders of these very names, where they are asked about again and again */
  add(candidates: readonly Candidate[], holders?: Holders): void {
    const query = this.#query;
    // Letters may stand for the sound of characters that they have nothing in common with.
    const shares = query.letters === '' ? holders?.sharesOf(query.key) : undefined;
    const rest: Candidate[] = [];
    const restShares: Share[] = [];
    candidates.forEach((candidate, i) => {
      const common = shares ? shares.common[i]! : commonCharacters(query, candidate.cut);
      const score = scoreWhole(query, candidate.cut, common, this.#sounds);
      if (score === undefined) {
        const least = shares ? shares.least(i) : leastSlips(query, common);
        if (!mayScore(query, common, least)) return;
        rest.push(candidate);
        restShares.push({ common, least });
        return;
      }
      if (score.rule === 'contained' || score.rule === 'exact') this.containing++;
      if (score.rule === 'exact') return;
      this.#whole++;
      this.#scored.push({ ...candidate, score });
    });
    // Names with slips come after these, so that they need no measuring when there are enough.
    if (this.#whole < this.#most) this.#addSlips(rest, restShares);
  }

  #addSlips(candidates: readonly Candidate[], shares: readonly Share[]): void {
    const room = this.#most - this.#whole;
    const best: number[] = [];
    let limit = this.#isFound ? Math.min(1, slipLimit(this.#query)) : slipLimit(this.#query);
    const rest: number[] = [];
    candidates.forEach((candidate, i) => {
      const score = scoreSlips(this.#query, candidate.cut, shares[i]!, this.#meter, limit);
      const parts = score?.rule === 'one-slip' ? undefined : scoreParts(this.#query, candidate.cut, shares[i]!.common);
      if (parts !== undefined && !this.#isFound) this.#scored.push({ ...candidate, score: parts });
      if (parts !== undefined) return;
      if (score === undefined) {
        rest.push(i);
        return;
      }
      this.#scored.push({ ...candidate, score });
      best.push(score.cost);
      best.sort((a, b) => a - b);
      if (best.length > room) best.pop();
      if (best.length === room) limit = Math.min(limit, best.at(-1)!);
    });
    if (best.length >= room || this.#isFound) return;
    for (const i of rest) {
      const score = scoreOverlap(this.#query, candidates[i]!.cut, shares[i]!.common);
      if (score !== undefined) this.#scored.push({ ...candidates[i]!, score });
    }
  }

  /** Whether something was found that is more than a chance likeness. */
  get isGood(): boolean {
    return this.#isFound || this.#scored.some(({ score }) => ruleOrder(score.rule) < ruleOrder('slips'));
  }

  get isEmpty(): boolean {
    return !this.#isFound && this.#scored.length === 0;
  }

  /** As many as are wanted, best first, none by two of its names. */
  best(): Ranked[] {
    const best: Ranked[] = [];
    const told = new Set<string>();
    for (const ranked of this.#scored.toSorted(byRank)) {
      if (best.length === this.#most) break;
      const owner = ownerOf(ranked.row);
      if (told.has(owner)) continue;
      told.add(owner);
      best.push(ranked);
    }
    return best;
  }
}

function byRank(a: Ranked, b: Ranked): number {
  return (
    ruleOrder(a.score.rule) - ruleOrder(b.score.rule) ||
    a.score.cost - b.score.cost ||
    roleOrder(a.row.role) - roleOrder(b.row.role) ||
    standingOrder(a.row.standing) - standingOrder(b.row.standing) ||
    byCodeUnits(a.row.name, b.row.name)
  );
}
