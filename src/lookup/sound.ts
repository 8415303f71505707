/** How characters sound, and how a run of letters can be read as syllables. */
import { readAscending } from './numbers.ts';
import { SYLLABLES } from './syllables.ts';

export interface SoundTable {
  /** The toneless syllables of a character, its usual one first; none for a character that the table lacks. */
  syllablesOf(character: string): readonly string[];
  /** The first letter of its usual syllable; '' for a character that the table lacks. */
  initialOf(character: string): string;
}

/** Reads what `encodeSounds` (sound-table.ts) wrote. */
export function decodeSounds(text: string): SoundTable {
  const usual = new Map<string, string[]>();
  const further: [character: string, syllable: string][] = [];
  for (const line of text.split('\n')) {
    const [syllable = '', characters = '', rarer = ''] = line.split(' ');
    for (const character of readAscending(characters)) usual.set(character, [syllable]);
    for (const character of readAscending(rarer)) further.push([character, syllable]);
  }
  for (const [character, syllable] of further) usual.get(character)?.push(syllable);
  const none: readonly string[] = [];
  return {
    syllablesOf: (character) => usual.get(character) ?? none,
    initialOf: (character) => usual.get(character)?.[0]?.charAt(0) ?? '',
  };
}

const MOST_WAYS = 8;
const LONGEST_SYLLABLE = 6;

/** Written so by many who type `u` for `ü`. */
const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['lue', 'lve'],
  ['nue', 'nve'],
]);

let beginnings: ReadonlySet<string> | undefined;

/**
 * The ways to read a run of the letters a–z as toneless syllables, at most eight: those of fewest syllables first, then
 * those that end on a whole syllable, then those with the longer syllable in front. The last piece may be the beginning of
 * a syllable. None for anything else.
 */
export function splitPinyin(letters: string): string[][] {
  if (!/^[a-z]+$/.test(letters)) return [];
  const waysFrom: string[][][] = [];
  waysFrom[letters.length] = [[]];
  for (let start = letters.length - 1; start >= 0; start--) {
    const ways: string[][] = [];
    for (let end = Math.min(start + LONGEST_SYLLABLE, letters.length); end > start; end--) {
      const piece = readPiece(letters.slice(start, end), end === letters.length);
      if (piece !== undefined) ways.push(...waysFrom[end]!.map((rest) => [piece, ...rest]));
    }
    // The sort is stable: among equals the longer first syllable stays in front.
    waysFrom[start] = ways.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_WAYS);
  }
  return waysFrom[0]!;
}

function readPiece(piece: string, isLast: boolean): string | undefined {
  if (SYLLABLES.has(piece)) return piece;
  const spelling = OTHER_SPELLINGS.get(piece);
  if (spelling !== undefined) return spelling;
  return isLast && isBeginning(piece) ? piece : undefined;
}

function isBeginning(piece: string): boolean {
  beginnings ??= new Set([...SYLLABLES].flatMap((syllable) => [...syllable].map((_, i) => syllable.slice(0, i + 1))));
  return beginnings.has(piece);
}

function rank(way: readonly string[]): number {
  return 2 * way.length + (SYLLABLES.has(way.at(-1)!) ? 0 : 1);
}
