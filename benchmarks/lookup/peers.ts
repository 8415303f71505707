/**
 * Search libraries on the same names and queries. Names and queries reach them through the benchmark's normaliser, which is
 * more than they do by themselves.
 */
import { gzipSync } from 'node:zlib';
import { normaliseCreditCode } from '../../src/domain/credit-code.ts';
import type { Engine } from './engine.ts';
import type { Organisation } from './names.ts';
import { loadPeer } from './peers-folder.ts';
import { fold } from './query.ts';

export interface Peer {
  readonly title: string;
  /** More names than this take too long or too much memory. */
  readonly most: number;
  /** Queries a class, at most. */
  readonly queries: number;
  build(organisations: readonly Organisation[]): Promise<BuiltPeer>;
}

export interface BuiltPeer {
  readonly engine: Engine;
  readonly seconds: number;
  /** What a visitor would load: the index, packed with gzip. */
  readonly bytes: number;
}

interface Entry {
  id: number;
  name: string;
  code: string;
}

const SHOWN = 10;
const CODE = /^[\dA-Z]{6,}$/;

export const PEERS: readonly Peer[] = [
  {
    title: 'MiniSearch',
    most: 100_000,
    queries: 60,
    build: (organisations) =>
      built(organisations, async (entries) => {
        const { default: MiniSearch } = await loadPeer<MiniSearchModule>('minisearch');
        const index = new MiniSearch({
          fields: ['name', 'code'],
          tokenize: (text) => (CODE.test(text) ? [text] : pairsAndSingles(text)),
          processTerm: (term) => term,
          searchOptions: { prefix: (term) => CODE.test(term) },
        });
        index.addAll(entries);
        return {
          ids: (text) => index.search(text).map(({ id }) => id),
          bytes: () => packed(JSON.stringify(index)),
        };
      }),
  },
  {
    title: 'FlexSearch',
    most: 100_000,
    queries: 60,
    build: (organisations) =>
      built(organisations, async (entries) => {
        const { Index, Charset } = await loadPeer<FlexSearchModule>('flexsearch');
        const index = new Index({ encoder: Charset.CJK });
        for (const { id, name, code } of entries) index.add(id, `${name} ${code}`);
        return {
          ids: (text) => index.search(text, { limit: SHOWN, suggest: true }),
          bytes: async () => {
            let bytes = 0;
            await index.export((_, data) => {
              if (data !== undefined) bytes += packed(String(data));
            });
            return bytes;
          },
        };
      }),
  },
  {
    title: 'Fuse.js',
    most: 10_000,
    queries: 40,
    build: (organisations) =>
      built(organisations, async (entries) => {
        const { default: Fuse } = await loadPeer<FuseModule>('fuse.js');
        const index = new Fuse(entries, { keys: ['name', 'code'], threshold: 0.4, ignoreLocation: true });
        return {
          ids: (text) => index.search(text, { limit: SHOWN }).map(({ item }) => item.id),
          bytes: () => packed(entries.map(({ name, code }) => `${name}\t${code}`).join('\n')),
        };
      }),
  },
];

interface Index {
  /** Best first. */
  ids(text: string): readonly number[];
  bytes(): number | Promise<number>;
}

async function built(
  organisations: readonly Organisation[],
  make: (entries: Entry[]) => Promise<Index>,
): Promise<BuiltPeer> {
  const entries = organisations.map(({ name, code, formerNames, shortNames }, id) => ({
    id,
    name: [name, ...formerNames, ...shortNames].map(fold).join(' '),
    code,
  }));
  const started = performance.now();
  const index = await make(entries);
  const seconds = (performance.now() - started) / 1000;
  const search = (text: string) =>
    index
      .ids(normalised(text))
      .slice(0, SHOWN)
      .map((id) => ({ text: organisations[id]!.name, name: organisations[id]!.name }));
  return { engine: { search: (text) => Promise.resolve(search(text)) }, seconds, bytes: await index.bytes() };
}

/** A code as a code, words apart where each is one, anything else without blanks. */
function normalised(text: string): string {
  const code = normaliseCreditCode(text);
  if (CODE.test(code) && /\d/.test(code)) return code;
  const words = text.split(' ');
  return words.every((word) => word.length > 1) ? words.map(fold).join(' ') : fold(text);
}

function pairsAndSingles(text: string): string[] {
  return text.split(' ').flatMap((word) => {
    const characters = [...word];
    return [...characters, ...characters.slice(1).map((character, i) => characters[i]! + character)];
  });
}

function packed(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

// The types below stand for the little that is used of the packages.

interface MiniSearchModule {
  default: new (options: {
    fields: string[];
    tokenize: (text: string) => string[];
    processTerm: (term: string) => string;
    searchOptions: { prefix: (term: string) => boolean };
  }) => { addAll(entries: Entry[]): void; search(text: string): { id: number }[] };
}

interface FlexSearchModule {
  Index: new (options: { encoder: unknown }) => {
    add(id: number, text: string): void;
    search(text: string, options: { limit: number; suggest: boolean }): number[];
    export(write: (key: string, data: string | undefined) => void): Promise<void>;
  };
  Charset: { CJK: unknown };
}

interface FuseModule {
  default: new (
    entries: Entry[],
    options: { keys: string[]; threshold: number; ignoreLocation: boolean },
  ) => { search(text: string, options: { limit: number }): { item: Entry }[] };
}
