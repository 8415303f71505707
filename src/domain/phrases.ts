/**
 * The small language in which a clerk writes how something is said:
 *
 *     不＋强制／强迫＋入会／加入；入会自愿；未经＋同意＋…＋不＋收费
 *
 * `；` parts ways of saying it, `＋` parts what must follow one another in one part of a sentence, `／` parts words that
 * mean the same. `不` as a group of its own is any negation, and must bear on the word after it. `…` as a group lets what
 * follows stand behind a comma.
 */
import { fold } from './folded-text.ts';

/** One group of words of a phrase, any of which will do. */
export interface PhraseStep {
  /** Folded. */
  readonly words: readonly string[];
  /** Whether a negation must bear on the word. */
  readonly isNegated: boolean;
  /** Whether a comma may stand between it and the group before. */
  readonly mayCrossComma: boolean;
}

/** One way of saying it: its groups in their order, at least one. */
export type Phrase = readonly PhraseStep[];

/** Ways of saying one thing, with the text they were read from. */
export interface Phrases {
  readonly text: string;
  readonly phrases: readonly Phrase[];
}

export interface PhraseFault {
  /** What is wrong, in Chinese. */
  readonly fault: string;
}

const NOT = '不';
const GAP = /^(?:…+|\.{3,}|⋯+)$/;

/** The ways of saying it that the text describes. */
export function parsePhrases(text: string): Phrases | PhraseFault {
  const phrases: Phrase[] = [];
  for (const typed of text.split(/[；;\n]/)) {
    if (typed.trim() === '') continue;
    const phrase = parsePhrase(typed.trim());
    if ('fault' in phrase) return phrase;
    phrases.push(phrase);
  }
  return phrases.length === 0 ? { fault: '没有写任何词' } : { text: text.trim(), phrases };
}

/** The wording itself as a way of saying it. */
export function phraseOf(wording: string): Phrase {
  return [{ words: [fold(wording)], isNegated: false, mayCrossComma: false }];
}

function parsePhrase(typed: string): Phrase | PhraseFault {
  const steps: PhraseStep[] = [];
  let [isNegated, mayCrossComma] = [false, false];
  for (const group of typed.split(/[＋+]/).map((each) => each.trim())) {
    if (GAP.test(group)) {
      if (steps.length === 0 || isNegated || mayCrossComma) return { fault: `「${typed}」里的「…」要写在两组词之间` };
      mayCrossComma = true;
    } else if (group === NOT) {
      if (isNegated) return { fault: `「${typed}」里连写了两个「不」` };
      isNegated = true;
    } else {
      const words = group.split(/[／/]/).map((word) => fold(word));
      if (words.includes('')) return { fault: `「${typed}」里有一组是空的` };
      steps.push({ words, isNegated, mayCrossComma });
      [isNegated, mayCrossComma] = [false, false];
    }
  }
  if (isNegated || mayCrossComma || steps.length === 0) return { fault: `「${typed}」的最后要有词` };
  const isTooShort = steps.length === 1 && steps[0]!.words.some((word) => word.length === 1);
  return isTooShort ? { fault: `「${typed}」只有一个字，到处都会碰上` } : steps;
}
