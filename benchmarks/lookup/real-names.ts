/** Real names and short forms from a folder of CSV files that is never part of the project. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { nameKey } from '../../src/domain/name.ts';
import { simplified } from './script.ts';

/** A short form and the whole name it stands for. */
export interface ShortForm {
  readonly short: string;
  readonly full: string;
}

export interface RealNames {
  readonly names: readonly string[];
  /** How people shorten names, from files whose names begin with `abbreviations`. */
  readonly abbreviations: readonly ShortForm[];
  /** The bodies' own short names, from the other files with two columns. */
  readonly official: readonly ShortForm[];
  /** Whole name → short names for the half of the bodies whose list has them. */
  readonly listedShortNames: ReadonlyMap<string, readonly string[]>;
}

const SHORTEST = 3;

/**
 * Reads every CSV file with the column `name`, or with `query` and `expected`; without a folder there are no names.
 * Of names that differ in script or punctuation alone the first stays.
 */
export function readRealNames(folder: string | undefined): RealNames {
  const found = new Map<string, string>();
  const abbreviations: ShortForm[] = [];
  const official: ShortForm[] = [];
  const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.csv'));
  for (const file of files.toSorted()) {
    for (const row of readRows(join(folder!, file))) {
      const name = (row['name'] ?? row['expected'])?.trim();
      if (name === undefined || name.length < SHORTEST) continue;
      const key = simplified(nameKey(name));
      if (!found.has(key)) found.set(key, name);
      const short = row['query']?.trim();
      if (short) (file.startsWith('abbreviations') ? abbreviations : official).push({ short, full: found.get(key)! });
    }
  }
  // Evenly mixed, so that a small set has some of each file.
  const names = [...found.values()].toSorted((a, b) => mixed(a) - mixed(b));
  const listed = Map.groupBy(
    official.filter(({ full }) => isListed(full)),
    ({ full }) => full,
  );
  return {
    names,
    abbreviations,
    official,
    listedShortNames: new Map([...listed].map(([full, rows]) => [full, rows.map(({ short }) => short)])),
  };
}

/** Whether the register of the benchmark has the short names of this body: one in two. */
export function isListed(full: string): boolean {
  return mixed(full) % 2 === 0;
}

function readRows(path: string): Record<string, string | undefined>[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  return Papa.parse<Record<string, string | undefined>>(text, { header: true, skipEmptyLines: true }).data;
}

function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
