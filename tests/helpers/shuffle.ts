/** Seeded chance for tests: the same on every run. */
import { Random } from '../../src/sample/random.ts';

export function seeded(seed: number): Random {
  return new Random(seed, 0, 0);
}

/** The items in another order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
