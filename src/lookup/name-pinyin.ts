/** How a name is said. For the build: the package is too large for a browser. */
import { pinyin } from 'pinyin-pro';

/** One toneless syllable (`ü` written `v`) for each character of a normalised name, in context; '' where none is known. */
export function namePinyin(key: string): string[] {
  const syllables = pinyin(key, { type: 'array', toneType: 'none', v: true, toneSandhi: false });
  // What is not Han comes back as it is.
  return [...key].map((character, i) => {
    const syllable = syllables[i]!;
    return syllable === character ? '' : syllable;
  });
}
