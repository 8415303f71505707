/** Lines of the exact shards: a normalised name with the whole record of who bears it. */
import type { IllegalKindName } from '../domain/sentences.ts';
import type { Standing } from '../domain/standing.ts';
import type { LookupRecord, Role } from './types.ts';

export interface ExactEntry {
  /** The name, normalised. */
  key: string;
  /** The name as published. */
  name: string;
  role: Role;
  standing: Standing | IllegalKindName;
  record: LookupRecord;
}

export function exactLine({ key, name, role, standing, record }: ExactEntry): string {
  return `${JSON.stringify([key, name, role, standing, record])}\n`;
}

/** The entries of one key, in the order of the shard. */
export function exactEntries(text: string, key: string): ExactEntry[] {
  const beginning = `[${JSON.stringify(key)},`;
  return text
    .split('\n')
    .filter((line) => line.startsWith(beginning))
    .map((line) => {
      const [, name, role, standing, record] = JSON.parse(line) as [string, string, Role, Standing, LookupRecord];
      return { key, name, role, standing, record };
    });
}
