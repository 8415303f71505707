/** Cuts names into words at build, where beginnings of words become keys; the cuts are written into the files. */
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
/** Every text that is cut holds memory outside the heap until it is collected, so many names make one text. */
const AT_ONCE = 500;

/** The words of each name, in turn; together they are the name. A word of four characters is cut in two: 科学|技术. */
export function* cutNames(names: Iterable<string>): Generator<string[]> {
  let waiting: string[] = [];
  for (const name of names) {
    waiting.push(name);
    if (waiting.length < AT_ONCE) continue;
    yield* cut(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield* cut(waiting);
}

function* cut(names: readonly string[]): Generator<string[]> {
  let words: string[] = [];
  // No word goes on behind a line break, and no name has one.
  for (const { segment } of SEGMENTER.segment(`${names.join('\n')}\n`)) {
    if (segment === '\n') {
      yield words;
      words = [];
    } else if (/^\p{Script=Han}{4}$/u.test(segment) && segment.length === 4) {
      words.push(segment.slice(0, 2), segment.slice(2));
    } else words.push(segment);
  }
}
