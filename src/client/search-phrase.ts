/** What a query is taken apart into when the full-text index does not know it whole, and where it stands in a text. */

export interface Parts {
  parts: readonly string[];
  /** Whether a text that has some of them is near the query, even where the query does not stand in it. */
  areTelling: boolean;
}

/** More would be looked for too long. */
const PARTS_MOST = 30;

/** Words of the query; pairs of neighbouring characters; characters. The index may have cut the text anywhere. */
export function partsOf(query: string): Parts[] {
  const characters = [...folded(query).text];
  const segments = 'Segmenter' in Intl ? [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(query)] : [];
  // Single characters are mostly 的, 在 and the like.
  const words = segments.flatMap(({ segment, isWordLike }) =>
    isWordLike === true && segment.length > 1 ? [segment] : [],
  );
  const pairs = characters.slice(1).map((character, i) => characters[i]! + character);
  return [
    { parts: words, areTelling: true },
    { parts: pairs, areTelling: words.length === 0 },
    { parts: characters, areTelling: false },
  ]
    .map(({ parts, areTelling }) => ({ parts: [...new Set(parts)].slice(0, PARTS_MOST), areTelling }))
    .filter(({ parts }) => parts.length > 1);
}

/** Where the query stands in the text, blanks and widths aside; `undefined` when nowhere. */
export function findPhrase(text: string, query: string): readonly [start: number, end: number] | undefined {
  const { text: within, at } = folded(text);
  const { text: phrase } = folded(query);
  const start = phrase === '' ? -1 : within.indexOf(phrase);
  return start < 0 ? undefined : [at[start]!, at[start + phrase.length - 1]! + 1];
}

/** In half width and lower case, without blanks; and for every code unit where it stood. */
function folded(original: string): { text: string; at: readonly number[] } {
  let text = '';
  const at: number[] = [];
  for (let i = 0; i < original.length; i++) {
    for (const unit of original
      .charAt(i)
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{Cf}]/gu, '')) {
      text += unit;
      for (let n = 0; n < unit.length; n++) at.push(i);
    }
  }
  return { text, at };
}
