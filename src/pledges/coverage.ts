/** What a published text says of each promise in the catalogue, found by rules over its sentences. Pure. */
import { fold } from '../domain/folded-text.ts';
import type { Phrase } from '../domain/phrases.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { readSentences, type ClauseText, type ReadSentence } from './reading.ts';
import { occurrences } from './recognise.ts';
import { isAdopted, isExcepted, isRetracted, stanceAt } from './stance.ts';

/** `未见` says only that the site did not read it here; it is never a breach. */
export type CoverageState = '明示' | '部分' | '未见';

export interface Quote {
  readonly clauseId: string;
  readonly sentence: string;
  /** Where the sentence stands in the clause: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  /** The sentence without which this one would be misread: the lead-in of its list, or the one that takes a demand over. */
  readonly with?: Quote;
}

/** A person's decision about a cell, from the front matter of the text. */
export interface CoverageOverride {
  readonly state: CoverageState;
  readonly reason: string;
  /** Words of the text that show it; they must stand in one sentence. */
  readonly quote?: string | undefined;
}

/** By key of the promise. */
export type CoverageOverrides = Readonly<Record<string, CoverageOverride>>;

export interface PromiseCoverage {
  readonly promise: CatalogueEntry;
  readonly state: CoverageState;
  /** The sentences that show the state, in the order of the text; empty for 未见. */
  readonly quotes: readonly Quote[];
  /** Why a person decided otherwise than the rules, or as they did. */
  readonly override?: string;
}

/** One cell for each promise, in the order of the catalogue. `names` are those of the body whose text it is. */
export function coverageOf(
  clauses: readonly ClauseText[],
  promises: readonly CatalogueEntry[],
  overrides: CoverageOverrides = {},
  names: readonly string[] = [],
): PromiseCoverage[] {
  const sentences = readSentences(clauses, names);
  return promises.map((promise) => {
    const override = Object.hasOwn(overrides, promise.key) ? overrides[promise.key] : undefined;
    const found = sentences.flatMap((sentence) => findIn(sentence, promise) ?? []);
    const state = override?.state ?? bestOf(found);
    const fitting = found.filter((each) => each.state === state);
    const quotes =
      override?.quote === undefined
        ? (fitting.length > 0 ? fitting : found).map(quoteOf)
        : sentences.filter((sentence) => holds(sentence, override.quote!)).map((sentence) => placeOf(sentence));
    return {
      promise,
      state,
      quotes: state === '未见' ? [] : quotes,
      ...(override === undefined ? {} : { override: override.reason }),
    };
  });
}

/** What is wrong with overrides, in Chinese: keys the catalogue does not have, no reason, words the text does not have. */
export function overrideFaults(
  overrides: CoverageOverrides,
  promises: readonly CatalogueEntry[],
  clauses: readonly ClauseText[],
): string[] {
  const sentences = readSentences(clauses);
  return Object.entries(overrides).flatMap(([key, { state, reason, quote }]) => [
    ...(promises.some((promise) => promise.key === key) ? [] : [`承诺目录里没有编号「${key}」`]),
    ...(reason.trim() === '' ? [`「${key}」的人工认定没有写理由`] : []),
    ...(quote === undefined || sentences.some((sentence) => holds(sentence, quote))
      ? []
      : [`「${key}」引用的「${quote}」不在文本的任何一句里`]),
    ...(state === '未见' && quote !== undefined ? [`「${key}」认定为未见，不用引文`] : []),
  ]);
}

function holds({ text }: ReadSentence, quote: string): boolean {
  const words = fold(quote);
  return words !== '' && text.includes(words);
}

/** A place where a sentence speaks of a promise. */
interface Found {
  readonly state: '明示' | '部分';
  readonly sentence: ReadSentence;
  /** The sentence without which it would mean something else. */
  readonly with: ReadSentence | undefined;
}

function bestOf(found: readonly Found[]): CoverageState {
  if (found.length === 0) return '未见';
  return found.some(({ state }) => state === '明示') ? '明示' : '部分';
}

function quoteOf(found: Found): Quote {
  return found.with === undefined ? placeOf(found.sentence) : { ...placeOf(found.sentence), with: placeOf(found.with) };
}

function placeOf({ clauseId, sentence, start, end }: ReadSentence): Quote {
  return { clauseId, sentence, start, end };
}

/** More places in one sentence say nothing new; a text without punctuation has thousands. */
const MOST_PLACES = 20;

/** What the sentence says of the promise at best. */
function findIn(sentence: ReadSentence, { phrases, partialPhrases }: CatalogueEntry): Found | undefined {
  if (sentence.isQuestion) return undefined;
  const whole = findSaid(sentence, phrases, '明示');
  return whole ?? findSaid(sentence, partialPhrases, '部分');
}

function findSaid(sentence: ReadSentence, ways: readonly Phrase[], atBest: Found['state']): Found | undefined {
  let partial: Found | undefined;
  for (const phrase of ways) {
    for (const { start, end, isSoft, isListed } of occurrences(phrase, sentence).slice(0, MOST_PLACES)) {
      const binding = bindingOf(sentence, start, end);
      if (binding === undefined) continue;
      const state = isSoft || binding.isWeak ? '部分' : atBest;
      const found = { state, sentence, with: binding.adoptedBy ?? (isListed ? sentence.leadIn : undefined) };
      if (state === '明示') return found;
      partial ??= found;
    }
  }
  return partial;
}

/** Whether the body binds itself by the words from `start` to `end`, and how far. */
function bindingOf(
  { text, marks, carried, next }: ReadSentence,
  start: number,
  end: number,
): { isWeak: boolean; adoptedBy: ReadSentence | undefined } | undefined {
  const stance = stanceAt(text, marks, start, carried);
  if (stance.isPast || stance.isDenied || stance.speaker === 'others' || isRetracted(text, end)) return undefined;
  const isAlien = stance.speaker !== 'own' && !isAdopted(text.slice(end));
  const adoptedBy = isAlien && next !== undefined && isAdopted(next.text) ? next : undefined;
  if (isAlien && adoptedBy === undefined) return undefined;
  return { isWeak: stance.isWeak || isExcepted(text, end), adoptedBy };
}
