/** Queries of short forms: abbreviations, official short names, pinyin. */
import { syllablesOf } from './characters.ts';
import { fromTargets, randomOf, sample, type Context, type Query, type QueryClass } from './query.ts';
import { isListed, type ShortForm } from './real-names.ts';

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN = /^[\u4E00-\u9FFF]+$/;

export const SHORT_FORMS: readonly QueryClass[] = [
  fromList('abbreviation-3', 'abbreviation, 3 characters and more', ({ set }) =>
    set.real.abbreviations.filter(({ short }) => short.length > 2),
  ),
  fromList('abbreviation-2', 'abbreviation, 2 characters', ({ set }) =>
    set.real.abbreviations.filter(({ short }) => short.length === 2),
  ),
  fromTargets('word-heads', 'abbreviation made of word heads', (_, { name }, { isTaken }) => {
    const text = wordHeads(name);
    return text.length > 2 && text.length < name.length - 1 && !isTaken(text) ? text : undefined;
  }),
  fromList('short-unlisted', 'official short name, not in the list', ({ set }) =>
    set.real.official.filter(({ full }) => !isListed(full)),
  ),
  fromList('short-listed', 'official short name, in the list', ({ set }) =>
    set.real.official.filter(({ full }) => isListed(full)),
  ),
  fromTargets('pinyin', 'pinyin, whole name', (random, { name }) =>
    isHan(name) ? syllablesOf(name).join(random.pick(['', '', ' '])) : undefined,
  ),
  fromTargets('initials', 'initials, whole name', (random, { name }) => {
    if (!isHan(name)) return undefined;
    return random.chance(0.3) ? initialsOf(name).toUpperCase() : initialsOf(name);
  }),
  fromTargets('pinyin-middle', 'pinyin, 4 syllables from the middle', (random, { name }) => {
    const at = isHan(name) ? random.int(1, Math.max(1, name.length - 5)) : 0;
    if (at === 0 || at + 4 > name.length) return undefined;
    const text = syllablesOf(name)
      .slice(at, at + 4)
      .join('');
    return { text, answers: (other) => syllablesOf(other).join('').includes(text) };
  }),
  fromTargets('initials-middle', 'initials, 5 from the middle', (random, { name }) => {
    const at = isHan(name) ? random.int(1, Math.max(1, name.length - 6)) : 0;
    if (at === 0 || at + 5 > name.length) return undefined;
    const text = initialsOf(name).slice(at, at + 5);
    return { text, answers: (other) => initialsOf(other).includes(text) };
  }),
];

/** A class of short forms that were found, not made: as many as there are of bodies in the set, at most `count`. */
function fromList(id: string, title: string, formsOf: (context: Context) => readonly ShortForm[]): QueryClass {
  return {
    id,
    title,
    make: (context) => {
      const targets = new Set(context.targets.map(({ name }) => name));
      const forms = formsOf(context).filter(({ full }) => targets.has(full));
      return sample(randomOf(context, id), forms, context.count).map(({ short, full }): Query => ({
        text: short,
        target: full,
      }));
    },
  };
}

/** The first character of each word, and the last of the name: 北京师范大学 → 北师大. */
function wordHeads(name: string): string {
  if (!HAN.test(name)) return '';
  return [...SEGMENTER.segment(name)].map(({ segment }) => segment[0]!).join('');
}

/** Whether every character has a reading, and there are enough of them. */
function isHan(name: string): boolean {
  return name.length > 3 && HAN.test(name);
}

function initialsOf(name: string): string {
  return syllablesOf(name)
    .map((syllable) => syllable[0]!)
    .join('');
}
