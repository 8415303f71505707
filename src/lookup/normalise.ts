/** The one form in which names are compared, at build and in the browser alike. */
import { nameKey } from '../domain/name.ts';
import { simplify } from './simplify.ts';

/** Han characters that `nameKey` leaves as they are: most names have no others. */
const PLAIN = /^[\u4E00-\u9FA5]*$/;

/** A name without what typing changes (`nameKey`), in simplified characters. Idempotent. */
export function lookupKey(text: string): string {
  return simplify(PLAIN.test(text) ? text : nameKey(text));
}
