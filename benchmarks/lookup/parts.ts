/** Queries of a part of a name, and of words of it. */
import { homophone, syllablesOf } from './characters.ts';
import { fold, fromTargets, type QueryClass } from './query.ts';

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const PLAIN = /^[\p{Script=Han}\p{L}\p{N}]+$/u;

export const PARTS: readonly QueryClass[] = [
  ...[2, 3, 4, 5, 6].map((length) =>
    fromTargets(`part-${length}`, `part of ${length} characters`, (random, { name }) => {
      const text = stretch(random.int(0, name.length - length), name, length);
      return text === undefined ? undefined : { text, answers: containing(text) };
    }),
  ),
  fromTargets('part-6-homophone', 'part of 6, one homophone', (random, { name }) => {
    const at = random.int(0, name.length - 6);
    const text = stretch(at, name, 6);
    if (text === undefined || !/^\p{Script=Han}+$/u.test(text)) return undefined;
    const wrong = random.int(0, 5);
    const instead = homophone(random, text[wrong]!, syllablesOf(text)[wrong]!);
    return instead && text.slice(0, wrong) + instead + text.slice(wrong + 1);
  }),
  words('words', 'two words, any order, a blank between', ' '),
  words('words-joined', 'two words, any order, joined', ''),
];

/** The part, unless it would run over the end or hold marks. */
function stretch(at: number, name: string, length: number): string | undefined {
  const text = name.slice(at, at + length);
  return at >= 0 && text.length === length && name.length > length && PLAIN.test(text) ? text : undefined;
}

function containing(...parts: string[]): (name: string) => boolean {
  const folded = parts.map(fold);
  return (name) => folded.every((part) => fold(name).includes(part));
}

function words(id: string, title: string, between: string): QueryClass {
  return fromTargets(id, title, (random, { name }) => {
    const found = wordsOf(name);
    if (found.length < 2) return undefined;
    const one = random.pick(found);
    const two = random.pick(found);
    if (one === two || (between === '' && name.includes(one + two))) return undefined;
    return { text: one + between + two, answers: containing(one, two) };
  });
}

/** The words of two and more characters. */
function wordsOf(name: string): string[] {
  return [...SEGMENTER.segment(name)]
    .map(({ segment }) => segment)
    .filter((word) => word.length > 1 && PLAIN.test(word));
}
