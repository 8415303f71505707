/** What a reader may ask for a try: two names and a code of the register. */
import type { Register } from './register.ts';

export function examplesOf(register: Register): string[] {
  const names = new Set<string>();
  for (const { name, status } of register.organisations) {
    if (status === '正常') names.add(name);
    if (names.size === NAMES) break;
  }
  return [...names, ...register.organisations.slice(0, 1).map(({ code }) => code)];
}

const NAMES = 2;
