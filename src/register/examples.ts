/** What a reader may ask for a try: two names and a code of the register. */
import type { Register } from './register.ts';

export function examplesOf(register: Register): string[] {
  const names = register.organisations.filter(({ status }) => status === '正常').map(({ name }) => name);
  return [...new Set(names)].slice(0, 2).concat(register.organisations[0]?.code ?? []);
}
