/** Texts and lists through Pagefind. */
import { findPhrase, partsOf } from './search-phrase.ts';

interface PagefindData {
  url: string;
  /** Escaped, with `<mark>`. */
  excerpt: string;
  content: string;
  meta: Record<string, string>;
}
interface PagefindResult {
  id: string;
  data(): Promise<PagefindData>;
}
interface Pagefind {
  options(options: { noWorker: boolean }): Promise<void>;
  init(): Promise<void>;
  filters(): Promise<FilterValues>;
  search(query: string, options: { filters: Filters }): Promise<{ results: PagefindResult[] }>;
}

type FilterValues = Readonly<Record<string, Readonly<Record<string, number>>>>;
/** Name of a filter → the value chosen. */
export type Filters = Readonly<Record<string, string>>;

export interface TextHit {
  url: string;
  title: string;
  kind: string;
  /** Pieces of text, those that answer the query marked. */
  excerpt: readonly { text: string; isMarked: boolean }[];
}

export interface TextAnswer {
  /** Those in which the whole query stands come first. */
  hits: readonly TextHit[];
  /** How many have the whole query, and how many have some of it alone; shown or not. */
  whole: number;
  part: number;
}

export interface Texts {
  filters: FilterValues;
  search(query: string, filters: Filters): Promise<TextAnswer>;
}

/** Hits shown. */
const PAGE = 10;
/** Pages that are read to see whether the whole query stands in them, at most. */
const READ_MOST = 40;
/** Characters of a text around the query. */
const AROUND = 40;

// Pagefind passes over parts of its index that do not load, and a miss would then be a false one. Its requests are watched.
let failures = 0;
const request = globalThis.fetch;
globalThis.fetch = async (...args) => {
  try {
    const response = await request(...args);
    if (!response.ok) failures++;
    return response;
  } catch (error) {
    failures++;
    throw error;
  }
};
let attempts = 0;

/** Loads Pagefind; anew with every call, so that one that failed is mended. */
export async function openTexts(): Promise<Texts> {
  // A browser keeps a module that failed; another address makes it load anew.
  const address = `/pagefind/pagefind.js${attempts++ === 0 ? '' : `?attempt=${attempts}`}`;
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  return {
    filters: await pagefind.filters(),
    search: async (query, filters) => {
      const failedBefore = failures;
      const answer = await search(pagefind, query, filters);
      if (failures > failedBefore) throw new Error('A part of the index did not load.');
      return answer;
    },
  };
}

async function search(pagefind: Pagefind, query: string, filters: Filters): Promise<TextAnswer> {
  const { results } = await pagefind.search(query, { filters });
  let { whole, others } = await sorted(results, query);
  let rest = results.length - whole.length;
  // What stands in a text in one piece may be cut otherwise in the index.
  for (const { parts, areTelling } of whole.length > 0 ? [] : partsOf(query)) {
    const found = await searchParts(pagefind, parts, filters);
    const more = await sorted(found, query);
    // Pagefind gives pages with a word or two for a query it cannot place; those with the most words are nearer.
    if (areTelling && more.others.length > 0) {
      ({ others } = more);
      rest = found.length - more.whole.length;
    }
    ({ whole } = more);
    if (whole.length > 0) break;
  }
  const told = new Set(whole.map(({ url }) => url));
  const further = others.filter(({ url }) => !told.has(url));
  return {
    hits: [...whole, ...further].slice(0, PAGE),
    whole: whole.length,
    part: rest - (others.length - further.length),
  };
}

/** The pages, apart by whether the whole query stands in them. Its words, typed with blanks between them, may stand anywhere. */
async function sorted(
  results: readonly PagefindResult[],
  query: string,
): Promise<{ whole: readonly TextHit[]; others: readonly TextHit[] }> {
  const read = await Promise.all(results.slice(0, READ_MOST).map((result) => result.data()));
  const words = query.split(/\s+/);
  const whole: TextHit[] = [];
  const others: TextHit[] = [];
  for (const data of read) {
    const hit = hitOf(data);
    const place = findPhrase(data.content, words[0]!);
    if (place === undefined || !words.every((word) => findPhrase(data.content, word))) others.push(hit);
    else if (words.length > 1 || hit.excerpt.some(({ text, isMarked }) => isMarked && text === query)) whole.push(hit);
    else whole.push({ ...hit, excerpt: excerptAround(data.content, place) });
  }
  return { whole, others };
}

/** Pages that have any of the parts, those with most of them first. */
async function searchParts(
  pagefind: Pagefind,
  parts: readonly string[],
  filters: Filters,
): Promise<readonly PagefindResult[]> {
  const pages = new Map<string, { result: PagefindResult; parts: number }>();
  for (const part of parts) {
    for (const result of (await pagefind.search(part, { filters })).results) {
      const known = pages.get(result.id);
      if (known) known.parts++;
      else pages.set(result.id, { result, parts: 1 });
    }
  }
  return [...pages.values()].toSorted((a, b) => b.parts - a.parts).map(({ result }) => result);
}

function hitOf({ url, excerpt, meta }: PagefindData): TextHit {
  // Pagefind marks words in HTML it has escaped itself; taking only the text keeps cells text whatever it does.
  const { body } = new DOMParser().parseFromString(excerpt, 'text/html');
  return {
    url,
    title: meta['title'] ?? url,
    kind: meta['kind'] ?? '页面',
    excerpt: [...body.childNodes].map((node) => ({
      text: node.textContent ?? '',
      isMarked: node.nodeName === 'MARK',
    })),
  };
}

function excerptAround(content: string, [start, end]: readonly [number, number]): TextHit['excerpt'] {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(content.length, end + AROUND);
  return [
    { text: (from > 0 ? '…' : '') + content.slice(from, start), isMarked: false },
    { text: content.slice(start, end), isMarked: true },
    { text: content.slice(end, to) + (to < content.length ? '…' : ''), isMarked: false },
  ];
}
