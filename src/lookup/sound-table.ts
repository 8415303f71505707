/** Writes how characters sound, as a file for the browser. For the build: `sound.ts` reads it. */
import { polyphonic } from 'pinyin-pro';
import { gb2312Characters } from './gb2312.ts';
import { ascendingLetters } from './numbers.ts';
import { simplify } from './simplify.ts';
import { SYLLABLES } from './syllables.ts';

/** Usual readings that the package puts behind rarer ones. */
const USUAL = new Map(
  ['厦xia', '簿bu', '镐gao', '咀ju', '嚣xiao', '栅zha', '辗zhan', '脯pu', '蛤ge'].map((entry) => [
    entry[0]!,
    entry.slice(1),
  ]),
);

/** Readings that the package lacks, or has for a character that `simplify` replaces (乾县). */
const MISSING = new Map([
  ['干', 'qian'],
  ['嗯', 'en'],
]);

/**
 * One line a syllable: the syllable, the characters of which it is the usual reading, those of which it is another one.
 * Holds the characters given and those of GB 2312, as far as they are simplified and their sound is known.
 */
export function encodeSounds(characters: Iterable<string>): string {
  const wanted = [...new Set([...gb2312Characters(), ...characters])].filter(
    (character) => /^\p{Script=Han}$/u.test(character) && character.length === 1 && simplify(character) === character,
  );
  const usual = new Map<string, string[]>();
  const further = new Map<string, string[]>();
  for (const character of wanted.toSorted()) {
    readingsOf(character).forEach((syllable, i) => {
      const lines = i === 0 ? usual : further;
      const line = lines.get(syllable);
      if (line === undefined) lines.set(syllable, [character]);
      else line.push(character);
    });
  }
  const used = [...SYLLABLES].filter((syllable) => usual.has(syllable) || further.has(syllable)).toSorted();
  return used
    .map((syllable) => {
      const rarer = ascendingLetters(further.get(syllable) ?? []);
      return `${syllable} ${ascendingLetters(usual.get(syllable) ?? [])}${rarer === '' ? '' : ` ${rarer}`}`;
    })
    .join('\n');
}

/** Without doubles and without the readings that have no vowel (ng, m). */
function readingsOf(character: string): string[] {
  const known = polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? [];
  const readings = [USUAL.get(character), ...known, MISSING.get(character)];
  return [...new Set(readings)].filter((reading) => reading !== undefined && SYLLABLES.has(reading)) as string[];
}
