/**
 * Writes the index of names and codes: as much of it as has changed since an earlier run, all of it without one. Build only;
 * `reader.ts` reads it.
 */
import { gunzipSync } from 'node:zlib';
import type { IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import { encodeText } from './alphabet.ts';
import { beginningAmong, changedPrefixes } from './code-update.ts';
import { codeBlocks, codeIndexLine, parseCodeIndex, type CodeIndexEntry } from './codes.ts';
import { exactLine } from './exact.ts';
import { FORMAT, MANIFEST, PACKED_MOST, paths, shardsFor, type Family, type Manifest } from './files.ts';
import { gb2312Characters } from './gb2312.ts';
import { updateGrams, type GramReader, type GramUpdate } from './gram-update.ts';
import { fileUnderGrams, listedHot, type GramFigures } from './grams.ts';
import { MOST_NAMES } from './keys.ts';
import { ledgerOf, matchSubjects, NO_LEDGER, repeated, startsOf, type Ledger, type SubjectsChange } from './ledger.ts';
import { rowsOfNames, type RowsOfNames } from './name-rows.ts';
import { lookupKey } from './normalise.ts';
import { digestOf, Output, type Mark, type OutputFile } from './output.ts';
import { oneLine, packLines, roleOrder, rowLine } from './rows.ts';
import { encodeSounds } from './sound-table.ts';
import {
  decodeJson,
  decodeNumbers,
  decodeState,
  decodeTexts,
  encodeJson,
  encodeNumbers,
  encodeState,
  encodeTexts,
  isSound,
  NO_STATE,
  type State,
} from './state.ts';
import type { Subject } from './subjects.ts';
import type { Role } from './types.ts';

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
  /** Of this program and its dictionaries: what another version left is not built upon. */
  version?: string;
}

/** What an earlier run left. */
export interface EarlierLookup {
  /** May be of any origin: what is damaged or of another version is passed over. */
  state: Uint8Array;
  /** A file of the index that the run wrote, by its path; undefined where there is none. Asked for few. */
  read(path: string): Uint8Array | undefined;
}

export interface LookupUpdate {
  /** Files that stay exactly as they are. Nobody has looked whether they are still there, except for the manifest. */
  kept: readonly string[];
  /** What became of the gram shards: made anew where very much changes, or shards become more or fewer. */
  grams: 'none' | 'kept' | 'updated' | 'anew';
  /** For the next run; put together when asked for. */
  state(): Uint8Array;
}

/** Every file of `/lookup/`, the manifest last. Equal input gives equal bytes. */
export function* writeLookup(input: LookupInput): Generator<OutputFile> {
  yield* updateLookup(input);
}

/**
 * The files of `writeLookup` that are not what the earlier run wrote, the manifest last, and in the end the paths of the others.
 * Without a fitting state, or where an earlier file that is needed is missing or spoilt, that is every file.
 */
export function* updateLookup(input: LookupInput, earlier?: EarlierLookup): Generator<OutputFile, LookupUpdate> {
  const settings = settingsOf(input);
  const known = earlier === undefined ? undefined : open(earlier, settings);
  const draft = (known && prepare(input, known)) ?? prepare(input, NOTHING)!;
  return yield* write(input, settings, draft);
}

/** What the run that left the state knew, decoded as far as it is needed. */
interface Known {
  state: State;
  marks: ReadonlyMap<string, Mark>;
  ledger: Ledger;
  figures: Figures;
  read: EarlierLookup['read'];
}

interface Figures {
  exactShards: number;
  /** Absent when the names are packed. */
  grams?: Pick<GramFigures, 'shards' | 'postings'>;
}

const NOTHING: Known = {
  state: NO_STATE,
  marks: new Map(),
  ledger: NO_LEDGER,
  figures: { exactShards: 0 },
  read: () => undefined,
};

/** Cuts, sounds and packed bytes hang on the versions of Node.js and its parts, and on the machine. */
function settingsOf({ packedMost = PACKED_MOST, mostNames = MOST_NAMES, version }: LookupInput): Uint8Array {
  const { versions, arch } = process;
  return encodeJson([FORMAT, packedMost, mostNames, EXACT_SHARD, GRAM_SHARD, versions, arch, version ?? null]);
}

/** @returns undefined where the state cannot be built upon, or the files are not those that were written with it */
function open({ state: bytes, read }: EarlierLookup, settings: Uint8Array): Known | undefined {
  const state = decodeState(bytes);
  if (state === undefined || !Buffer.from(settings).equals(state.settings)) return undefined;
  const marks = new Map(
    decodeTexts(state.files).map((line): [string, Mark] => {
      const [path, sum, digest] = line.split('\t') as [string, string, string];
      return [path, { sum, digest }];
    }),
  );
  const manifest = read(MANIFEST);
  if (manifest === undefined || digestOf(manifest) !== marks.get(MANIFEST)?.digest) return undefined;
  return {
    state,
    marks,
    ledger: {
      digests: decodeTexts(state.digests),
      codes: decodeTexts(state.codes),
      counts: decodeNumbers(state.counts),
      hashes: decodeNumbers(state.hashes),
      rows: decodeNumbers(state.rows),
    },
    figures: decodeJson(state.figures) as Figures,
    read,
  };
}

/** All that must be known before the first file is written. */
interface Draft {
  known: Known;
  change: SubjectsChange;
  ledger: Ledger & { starts: Uint32Array };
  names: NamesDraft;
}

/** What becomes of the rows of names. */
interface NamesDraft {
  lines: readonly string[];
  /** Lines that come or go. */
  changed: readonly string[];
  initials: readonly string[];
  grams: LookupUpdate['grams'];
  /** Where the shards are brought up to date. */
  updated?: GramUpdate;
}

/** @returns undefined where an earlier file is missing or spoilt */
function prepare(input: LookupInput, known: Known): Draft | undefined {
  const change = matchSubjects(input.subjects, known.ledger);
  const columns = ledgerOf(input.subjects, known.ledger, change);
  const before = decodeTexts(known.state.lines);
  const rows = rowsOfNames(input.subjects, before, known.ledger, change);
  const names = prepareNames(input, known, before, rows);
  return names && { known, change, ledger: { ...columns, rows: rows.rows }, names };
}

function prepareNames(
  { packedMost = PACKED_MOST, mostNames = MOST_NAMES }: LookupInput,
  known: Known,
  before: readonly string[],
  rows: RowsOfNames,
): NamesDraft | undefined {
  const { lines, gone, come } = rows;
  const changed = [...gone.map((place) => before[place]!), ...come.map((place) => lines[place]!)];
  if (lines.length <= packedMost) return { lines, changed, initials: [], grams: 'none' };
  const earlier = earlierFigures(known);
  if (changed.length === 0 && earlier !== undefined) return { lines, changed, initials: [], grams: 'kept' };
  const earlierInitials = decodeTexts(known.state.initials);
  const initials = rows.initials(earlierInitials);
  if (earlier !== undefined) {
    const updated = updateGrams(
      earlier,
      { before: { lines: before, initials: earlierInitials }, after: { lines, initials }, gone, come },
      gramReader(known, earlier.shards),
      GRAM_SHARD,
      mostNames,
    );
    if (updated === 'unreadable') return undefined;
    if (updated !== 'anew') return { lines, changed, initials, grams: 'updated', updated };
  }
  return { lines, changed, initials, grams: 'anew' };
}

function earlierFigures({ figures, state }: Known): GramFigures | undefined {
  if (figures.grams === undefined) return undefined;
  const [hot, hotPairs] = decodeJson(state.hot) as [[string, number][], [string, number][]];
  return { ...figures.grams, hot: new Map(hot), hotPairs: new Map(hotPairs) };
}

function gramReader({ marks, read }: Known, shards: number): GramReader {
  const pathOf = (shard: number) => paths.shard('grams', shards, shard);
  return {
    read: (shard) => read(pathOf(shard)),
    textOf(shard, bytes) {
      const content = unpacked(bytes);
      const isSame = content !== undefined && digestOf(content) === marks.get(pathOf(shard))?.digest;
      return isSame ? content.toString() : undefined;
    },
  };
}

function unpacked(bytes: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}

function* write(
  { asOf, coverage, subjects, mostNames = MOST_NAMES }: LookupInput,
  settings: Uint8Array,
  { known, change, ledger, names }: Draft,
): Generator<OutputFile, LookupUpdate> {
  const output = new Output(known.marks);
  const manifest: Manifest = {
    format: FORMAT,
    asOf,
    names: names.lines.length,
    organisations: subjects.filter((subject) => subject.code !== undefined).length,
    coverage,
    tables: '',
    codes: '',
    exact: yield* writeExact(output, subjects, ledger, known, change),
  };
  const isPacked = names.grams === 'none';
  let grams: GramFigures | undefined;
  if (isPacked) manifest.packed = yield* writePacked(output, names);
  else {
    const shards = gramsOf(known, names, mostNames);
    grams = shards.figures;
    manifest.grams = yield* output.writeShards('grams', grams.shards, shards.textOf);
  }
  const isHotAsBefore = isPacked
    ? known !== NOTHING && known.figures.grams === undefined
    : names.grams === 'kept' || names.updated?.isHotAsBefore === true;
  manifest.tables =
    isHotAsBefore && names.changed.every(hasUsualCharacters)
      ? output.keep(paths.tables)
      : yield* writeTables(output, names.lines, grams);
  const blocks = yield* writeCodeBlocks(output, subjects, known, change);
  manifest.codes = yield* output.write(paths.codes, packLines(blocks));
  yield* output.write(MANIFEST, JSON.stringify(manifest), false);
  return {
    kept: output.kept,
    grams: names.grams,
    state() {
      const { digests, codes } = ledger;
      if (![names.changed, digests, codes].every(isSound)) return encodeState(NO_STATE);
      const isSame = known !== NOTHING && names.changed.length === 0;
      const figures: Figures = {
        exactShards: manifest.exact.shards,
        ...(grams === undefined ? {} : { grams: { shards: grams.shards, postings: grams.postings } }),
      };
      return encodeState({
        settings,
        figures: encodeJson(figures),
        digests: encodeTexts(digests),
        codes: encodeTexts(codes),
        counts: encodeNumbers(ledger.counts),
        hashes: encodeNumbers(ledger.hashes),
        rows: encodeNumbers(ledger.rows),
        lines: isSame ? known.state.lines : encodeTexts(names.lines),
        initials: isSame ? known.state.initials : encodeTexts(names.initials),
        hot: isSame ? known.state.hot : encodeJson(grams === undefined ? [] : [[...grams.hot], [...grams.hotPairs]]),
        blocks: encodeTexts(blocks),
        files: encodeTexts([...output.marks].map(([path, { sum, digest }]) => `${path}\t${sum}\t${digest}`)),
      });
    },
  };
}

/** Every name's whole record, under the hash of the normalised name: what alone may say that a name is not here. */
function* writeExact(
  output: Output,
  subjects: readonly Subject[],
  { hashes, starts }: Pick<Ledger, 'hashes'> & { starts: Uint32Array },
  { figures, ledger: earlier }: Known,
  change: SubjectsChange,
): Generator<OutputFile, Family> {
  const shards = shardsFor(hashes.length, EXACT_SHARD);
  const shardOf = (hash: number) => hash & (shards - 1);
  const entries = new Map<number, { subject: Subject; name: string; role: Role; key: string }[]>();
  const touch = (hash: number) => entries.set(shardOf(hash), []);
  if (shards === figures.exactShards) {
    const earlierStarts = startsOf(earlier.counts);
    for (const place of change.gone)
      earlier.hashes.subarray(earlierStarts[place], earlierStarts[place + 1]).forEach(touch);
    for (const [i, place] of change.earlier.entries())
      if (place < 0) hashes.subarray(starts[i], starts[i + 1]).forEach(touch);
    // Namesakes stand in the order of the subjects.
    const shared = change.moved.length === 0 ? undefined : repeated(hashes);
    for (const i of change.moved)
      for (const hash of hashes.subarray(starts[i], starts[i + 1])) if (shared!.has(hash)) touch(hash);
  } else for (let shard = 0; shard < shards; shard++) touch(shard);
  if (entries.size > 0) {
    for (const [i, subject] of subjects.entries()) {
      for (let at = starts[i]!; at < starts[i + 1]!; at++) {
        const shard = entries.get(shardOf(hashes[at]!));
        if (shard === undefined) continue;
        const { name, role } = subject.names[at - starts[i]!]!;
        shard.push({ subject, name, role, key: lookupKey(oneLine(name)) });
      }
    }
  }
  return yield* output.writeShards('exact', shards, (shard) =>
    entries
      .get(shard)
      ?.toSorted((a, b) => byCodeUnits(a.key, b.key) || roleOrder(a.role) - roleOrder(b.role))
      .map(({ key, name, role, subject }) =>
        exactLine({ key, name, role, standing: subject.standing, record: subject.record() }),
      )
      .join(''),
  );
}

function* writePacked(output: Output, { lines, changed }: NamesDraft): Generator<OutputFile, string> {
  if (changed.length === 0 && output.has(paths.names)) return output.keep(paths.names);
  return yield* output.write(paths.names, encodeText(packLines(lines)));
}

function gramsOf(
  known: Known,
  { lines, initials, grams, updated }: NamesDraft,
  mostNames: number,
): { figures: GramFigures; textOf(shard: number): string | undefined } {
  if (updated !== undefined) return { figures: updated.figures, textOf: (shard) => updated.textOf.get(shard)?.() };
  if (grams === 'kept') return { figures: earlierFigures(known)!, textOf: () => undefined };
  return fileUnderGrams({ lines, initials }, GRAM_SHARD, mostNames);
}

function* writeTables(
  output: Output,
  lines: readonly string[],
  grams: GramFigures | undefined,
): Generator<OutputFile, string> {
  const characters = new Set<string>();
  for (const line of lines) for (const character of line) characters.add(character);
  const hot = grams === undefined ? [] : listedHot(grams);
  return yield* output.write(paths.tables, `${encodeSounds(characters)}\n\n${packLines(hot)}`);
}

let usual: ReadonlySet<string> | undefined;

/** Whether the tables tell how every character of the line sounds, whatever other lines there are. */
function hasUsualCharacters(line: string): boolean {
  usual ??= new Set(gb2312Characters());
  for (const character of line) if (!usual.has(character) && /\p{Script=Han}/u.test(character)) return false;
  return true;
}

/** @returns lines of the index of codes */
function* writeCodeBlocks(
  output: Output,
  subjects: readonly Subject[],
  { state, ledger: earlier }: Known,
  { gone, moved, earlier: places }: SubjectsChange,
): Generator<OutputFile, string[]> {
  const blocks = parseCodeIndex(decodeTexts(state.blocks));
  const codesOf = (of: readonly Subject[]) => of.flatMap(({ code }) => code ?? []);
  const come = codesOf(subjects.filter((_, i) => places[i]! < 0));
  // Rows of one code stand in the order of the subjects.
  const shared = moved.length === 0 ? undefined : repeated(codesOf(subjects));
  const shifted = codesOf(moved.map((i) => subjects[i]!)).filter((code) => shared!.has(code));
  const changedPrefix = beginningAmong(
    changedPrefixes(blocks, {
      gone: [...gone.map((place) => earlier.codes[place]!).filter((code) => code !== ''), ...shifted],
      come: [...come, ...shifted],
    }),
  );
  const index: CodeIndexEntry[] = [];
  for (const block of blocks) {
    if (changedPrefix(block.prefix) !== undefined) continue;
    output.keep(paths.codeBlock(block.prefix));
    index.push(block);
  }
  const rows = new Map<string, { code: string; line: string }[]>();
  for (const subject of subjects) {
    const { code } = subject;
    const prefix = code === undefined ? undefined : changedPrefix(code);
    if (prefix === undefined) continue;
    const { names, standing } = subject;
    const row = { code: code!, line: rowLine({ words: [oneLine(names[0]!.name)], role: 'name', standing }) };
    const known = rows.get(prefix);
    if (known === undefined) rows.set(prefix, [row]);
    else known.push(row);
  }
  for (const [under, some] of rows)
    for (const { prefix, text, count } of codeBlocks(some, under))
      index.push({ prefix, count, sum: yield* output.write(paths.codeBlock(prefix), text) });
  return index.map(codeIndexLine);
}
