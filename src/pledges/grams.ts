/** Hashes of short stretches of texts. */
import { wordsOf, type Clause } from './clauses.ts';

/** 32-bit FNV-1a over code units, mixed at the end so that the upper bits are as good as the lower. */
export function hash(text: string, seed = 0, from = 0, to = text.length): number {
  let value = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let i = from; i < to; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Hashes of all stretches of `length` characters that lie within one clause, in their order. */
export function gramsOf(clauses: readonly Clause[], length: number): number[] {
  const grams: number[] = [];
  for (const clause of clauses) {
    const { content } = wordsOf(clause);
    for (let i = 0; i + length <= content.length; i++) grams.push(hash(content, 0, i, i + length));
  }
  return grams;
}
