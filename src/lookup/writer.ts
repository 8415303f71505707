/** Writes the index of names and codes. Build only; `reader.ts` reads it. */
import { crc32, gzipSync } from 'node:zlib';
import type { IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { encodeText } from './alphabet.ts';
import { codeBlocks } from './codes.ts';
import { exactLine } from './exact.ts';
import {
  FORMAT,
  hashOf,
  MANIFEST,
  PACKED_MOST,
  PAGE,
  paths,
  shardsFor,
  type Family,
  type FamilyName,
  type Manifest,
} from './files.ts';
import { fileUnderGrams } from './grams.ts';
import { MOST_NAMES } from './keys.ts';
import { lookupKey } from './normalise.ts';
import { oneLine, packLines, roleOrder, rowLine } from './rows.ts';
import { encodeSounds } from './sound-table.ts';
import type { Subject } from './subjects.ts';
import { cutNames } from './words.ts';

/** Names in an exact shard and rows in a gram shard, on average: a few thousand bytes each. */
const EXACT_SHARD = 48;
const GRAM_SHARD = 800;

export interface LookupInput {
  asOf: IsoDate;
  /** What the register covers, in a sentence. */
  coverage: string;
  /** In an order that depends on nothing but themselves. */
  subjects: readonly Subject[];
  /** Most names for one packed file; for tests and measurements. */
  packedMost?: number;
  /** Most names under one key of the gram shards; for tests. */
  mostNames?: number;
}

export type OutputFile = [path: string, bytes: Uint8Array];

/** Every file of `/lookup/`, the manifest last. Equal input gives equal bytes. */
export function* writeLookup({
  asOf,
  coverage,
  subjects,
  packedMost = PACKED_MOST,
  mostNames = MOST_NAMES,
}: LookupInput): Generator<OutputFile> {
  const lines = linesOf(subjects);
  const manifest: Manifest = {
    format: FORMAT,
    asOf,
    names: lines.size,
    organisations: subjects.filter((subject) => subject.code !== undefined).length,
    coverage,
    tables: '',
    codes: '',
    exact: yield* writeExact(subjects),
  };
  let hot: readonly string[] = [];
  if (lines.size <= packedMost) manifest.packed = yield* writeFile(paths.names, encodeText(packLines([...lines])));
  else {
    const grams = fileUnderGrams([...lines].toSorted(byCodeUnits), GRAM_SHARD, mostNames);
    hot = grams.hot;
    manifest.grams = yield* writeShards('grams', grams.shards, grams.textOf);
  }
  const characters = new Set<string>();
  for (const line of lines) for (const character of line) characters.add(character);
  manifest.tables = yield* writeFile(paths.tables, `${encodeSounds(characters)}\n\n${packLines(hot)}`);
  manifest.codes = yield* writeCodes(subjects);
  yield [MANIFEST, new TextEncoder().encode(JSON.stringify(manifest))];
}

/** Every name as a row, each once. */
function linesOf(subjects: readonly Subject[]): Set<string> {
  const cuts = cutNames(namesOf(subjects));
  const lines = new Set<string>();
  for (const { names, standing } of subjects) {
    for (const { role } of names) {
      const of = role === 'former' || role === 'short' ? oneLine(names[0]!.name) : undefined;
      lines.add(rowLine({ words: cuts.next().value!, role, standing, of }));
    }
  }
  return lines;
}

function* namesOf(subjects: readonly Subject[]): Generator<string> {
  for (const { names } of subjects) for (const { name } of names) yield oneLine(name);
}

/** @returns checksum of the content */
function* writeFile(path: string, content: string | Uint8Array): Generator<OutputFile, string> {
  const bytes = Buffer.from(content);
  yield [path, gzipSync(bytes, { level: 7 })];
  return crc32(bytes).toString(16).padStart(8, '0');
}

function* writeShards(
  family: FamilyName,
  shards: number,
  textOf: (shard: number) => string,
): Generator<OutputFile, Family> {
  const sums: string[] = [];
  for (let shard = 0; shard < shards; shard++)
    sums.push(yield* writeFile(paths.shard(family, shards, shard), textOf(shard)));
  if (shards <= PAGE) return { shards, sums: sums.join('') };
  const pages: string[] = [];
  for (let page = 0; page * PAGE < shards; page++)
    pages.push(yield* writeFile(paths.sums(family, shards, page), sums.slice(page * PAGE, (page + 1) * PAGE).join('')));
  return { shards, sums: pages.join('') };
}

/** Every name's whole record, under the hash of the normalised name: what alone may say that a name is not here. */
function* writeExact(subjects: readonly Subject[]): Generator<OutputFile, Family> {
  const entries = subjects.flatMap((subject) =>
    subject.names.map(({ name, role }) => ({ subject, name, role, key: lookupKey(oneLine(name)) })),
  );
  const shards = shardsFor(entries.length, EXACT_SHARD);
  const byShard = Array.from({ length: shards }, (): typeof entries => []);
  for (const entry of entries) byShard[hashOf(entry.key) & (shards - 1)]!.push(entry);
  return yield* writeShards('exact', shards, (shard) =>
    byShard[shard]!.toSorted((a, b) => byCodeUnits(a.key, b.key) || roleOrder(a.role) - roleOrder(b.role))
      .map(({ key, name, role, subject }) =>
        exactLine({ key, name, role, standing: subject.standing, record: subject.record() }),
      )
      .join(''),
  );
}

function* writeCodes(subjects: readonly Subject[]): Generator<OutputFile, string> {
  const rows = subjects.flatMap(({ code, names, standing }) =>
    code === undefined ? [] : [{ code, line: rowLine({ words: [oneLine(names[0]!.name)], role: 'name', standing }) }],
  );
  const index: string[] = [];
  for (const { prefix, text, count } of codeBlocks(rows)) {
    const sum = yield* writeFile(paths.codeBlock(prefix), text);
    index.push(`${prefix}\t${count}\t${sum}`);
  }
  return yield* writeFile(paths.codes, packLines(index));
}
