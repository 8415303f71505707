/** What a name is put together from: where, how grand, about what, in which form. */
import { FORMS, WIDE_PREFIXES } from './name-words.ts';
import type { Place, PlaceFinder } from './places.ts';

export interface NameParts {
  places: readonly Place[];
  /** 中国, 国际 … */
  prefix: string;
  core: string;
  /** 协会, 研究会 …; `''` when the name ends with none. */
  form: string;
}

/** Cuts a normalised, simplified name. The parts in their order make the name again, but for prefixes between places. */
export function nameParts(key: string, findPlace: PlaceFinder): NameParts {
  const places: Place[] = [];
  let prefix = '';
  let at = 0;
  for (;;) {
    const place = findPlace(key, at);
    if (place) {
      places.push(place);
      at += place.name.length;
      continue;
    }
    const word = WIDE_PREFIXES.words.find((each) => key.startsWith(each, at));
    // 中国国际商会 is about what is international: something must be left between prefix and form.
    if (word === undefined || (places.length === 0 && isForm(key.slice(at + word.length)))) break;
    prefix += word;
    at += word.length;
  }
  const form = formOf(key, at);
  return { places, prefix, core: key.slice(at, key.length - form.length), form };
}

const ALL_FORMS: ReadonlySet<string> = new Set(FORMS.words);
const LONGEST_FORM = FORMS.words[0]!.length;

/** The longest form that the text ends with after `from`. */
function formOf(text: string, from: number): string {
  for (let start = Math.max(from, text.length - LONGEST_FORM); start < text.length; start++) {
    const end = text.slice(start);
    if (ALL_FORMS.has(end)) return end;
  }
  return '';
}

function isForm(text: string): boolean {
  return text === '' || ALL_FORMS.has(text);
}

/** All places as one text. */
export function placeOf({ places }: NameParts): string {
  return places.map(({ name }) => name).join('');
}
