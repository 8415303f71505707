/** The one form in which names are compared, at build and in the browser alike. */
import { nameKey } from '../domain/name.ts';
import { simplify } from './simplify.ts';

/** A name without what typing changes (`nameKey`), in simplified characters. Idempotent. */
export function lookupKey(text: string): string {
  return simplify(nameKey(text));
}
