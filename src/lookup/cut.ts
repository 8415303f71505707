/** A name as the files hold it, in words, made ready for keys and scores. */
import type { Cut } from './keys.ts';
import { lookupKey } from './normalise.ts';

/** Normalised name and where its words begin in it. */
export function cutOf(words: readonly string[]): Cut {
  const name = words.join('');
  const key = lookupKey(name);
  const heads: number[] = [];
  let at = 0;
  for (const word of words) {
    // Of a name that is normalised every part is.
    const length = key === name ? word.length : lookupKey(word).length;
    if (length > 0) heads.push(at);
    at += length;
  }
  // Marks that join across words are rare; then only the beginning of the name is known.
  let low = 0;
  let high = 0;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    low |= 1 << (unit & 31);
    high |= 1 << ((unit >> 5) & 31);
  }
  return { key, heads: at === key.length ? heads : key === '' ? [] : [0], low, high };
}
