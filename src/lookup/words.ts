/** Cuts names into words at build, where beginnings of words become keys; the cuts are written into the files. */
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a name; together they are the name. A word of four characters is cut in two: 科学|技术. */
export function cutName(name: string): string[] {
  const words: string[] = [];
  for (const { segment } of SEGMENTER.segment(name)) {
    if (/^\p{Script=Han}{4}$/u.test(segment) && segment.length === 4) words.push(segment.slice(0, 2), segment.slice(2));
    else words.push(segment);
  }
  return words;
}
