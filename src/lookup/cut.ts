/** A name as the files hold it, in words, made ready for keys and scores. */
import type { Cut } from './keys.ts';
import { lookupKey } from './normalise.ts';

/** Normalised name and where its words begin in it. */
export function cutOf(words: readonly string[]): Cut {
  const key = lookupKey(words.join(''));
  const heads: number[] = [];
  let at = 0;
  for (const word of words) {
    const length = lookupKey(word).length;
    if (length > 0) heads.push(at);
    at += length;
  }
  // Marks that join across words are rare; then only the beginning of the name is known.
  return { key, heads: at === key.length ? heads : key === '' ? [] : [0] };
}
