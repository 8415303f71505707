/** The look-up under measurement: its index in a folder, asked through its own reader, every byte counted. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { exactEntries } from '../../src/lookup/exact.ts';
import { MANIFEST, paths, shardOf, unpack, type Manifest } from '../../src/lookup/files.ts';
import { lookupKey } from '../../src/lookup/normalise.ts';
import { openLookup } from '../../src/lookup/reader.ts';
import type { Answer, Lookup, ReadFile } from '../../src/lookup/types.ts';
import { percentile, type Engine, type Shown } from './engine.ts';
import type { NameSet } from './names.ts';

/** A reader keeps what it has read; a visitor's would not live for thousands of queries. */
const QUERIES_A_VISIT = 100;

export interface Traffic {
  bytes: number;
  requests: number;
}

/** Reads from the folder and counts what a host that packs with gzip would send. */
function countingReader(folder: string, traffic: Traffic): ReadFile {
  return async (path) => {
    const bytes = new Uint8Array(await readFile(join(folder, path)));
    traffic.requests++;
    traffic.bytes += isPacked(bytes) ? bytes.length : Math.min(bytes.length, gzipSync(bytes).length);
    return bytes;
  };
}

function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Gives a look-up to ask: a new one now and then, as visitors come and go. */
function visits(folder: string): () => Lookup {
  const reader = countingReader(folder, { bytes: 0, requests: 0 });
  let lookup: Lookup | undefined;
  let asked = 0;
  return () => {
    if (lookup === undefined || asked++ % QUERIES_A_VISIT === 0) lookup = openLookup(reader);
    return lookup;
  };
}

export function lookupEngine(folder: string): Engine {
  const visit = visits(folder);
  return {
    async search(text) {
      const lookup = visit();
      return shownBy(lookup, await lookup.search(text));
    },
  };
}

/** Former and short names stand for the body in their record. */
async function shownBy(lookup: Lookup, answer: Answer): Promise<Shown[]> {
  const isNamed = answer.results.every(
    ({ role, record }) => role === 'name' || role === 'illegal' || record !== undefined,
  );
  const { results } = isNamed ? answer : await lookup.details(answer);
  return results.map(({ name, role, record }) => ({
    text: name,
    name: role === 'illegal' ? `${name}（非法）` : (record?.name ?? name),
  }));
}

export interface ColdCost {
  queries: number;
  bytes: { median: number; p95: number };
  requests: { median: number; p95: number };
  /** Of a further query of the same visit, any. */
  laterBytes: { median: number; p95: number };
}

/** What the first answer of a visit costs, and the one after it. */
export async function coldCost(folder: string, texts: readonly string[]): Promise<ColdCost> {
  const first: Traffic[] = [];
  const later: Traffic[] = [];
  for (const [i, text] of texts.entries()) {
    const traffic = { bytes: 0, requests: 0 };
    const lookup = openLookup(countingReader(folder, traffic));
    await lookup.search(text);
    first.push({ ...traffic });
    await lookup.search(texts[(i + 1) % texts.length]!);
    later.push({ bytes: traffic.bytes - first.at(-1)!.bytes, requests: traffic.requests - first.at(-1)!.requests });
  }
  const both = (values: number[]) => ({ median: percentile(values, 0.5), p95: percentile(values, 0.95) });
  return {
    queries: texts.length,
    bytes: both(first.map(({ bytes }) => bytes)),
    requests: both(first.map(({ requests }) => requests)),
    laterBytes: both(later.map(({ bytes }) => bytes)),
  };
}

export interface ExactPath {
  /** How many invented names were asked for. */
  invented: number;
  /** Registered names that their shard does not hold. */
  missed: string[];
  /** Invented names that a shard holds. */
  accepted: string[];
}

/** Asks the shards of exact names for every name of the set and for the invented ones, shard by shard. */
export async function exactPath(folder: string, set: NameSet, invented: Iterable<string>): Promise<ExactPath> {
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest;
  const { shards } = manifest.exact;
  const byShard = Array.from({ length: shards }, (): { name: string; isRegistered: boolean }[] => []);
  const add = (name: string, isRegistered: boolean) =>
    byShard[shardOf(lookupKey(name), shards)]!.push({ name, isRegistered });
  for (const { name } of set.organisations) add(name, true);
  let count = 0;
  for (const name of invented) {
    add(name, false);
    count++;
  }
  const missed: string[] = [];
  const accepted: string[] = [];
  for (const [shard, asked] of byShard.entries()) {
    const bytes = new Uint8Array(readFileSync(join(folder, paths.shard('exact', shards, shard))));
    const text = new TextDecoder().decode(await unpack(bytes));
    for (const { name, isRegistered } of asked) {
      const found = exactEntries(text, lookupKey(name));
      if (isRegistered && !found.some((entry) => entry.role === 'name' && entry.record.name === name))
        missed.push(name);
      if (!isRegistered && found.length > 0) accepted.push(name);
    }
  }
  return { invented: count, missed, accepted };
}

export interface Refusals {
  /** How many illegal and invented names were asked for. */
  illegal: number;
  invented: number;
  /** Illegal names whose answer shows a registered body under that very name, namesakes apart. */
  shownAsRegistered: string[];
  /** Illegal names whose answer does not show them as illegal, or namesakes of which one is missing. */
  notShown: string[];
  /** Invented names that were found. */
  accepted: string[];
}

/** Whole answers to illegal and to invented names. */
export async function refusals(folder: string, set: NameSet, invented: Iterable<string>): Promise<Refusals> {
  const visit = visits(folder);
  const result: Refusals = {
    illegal: set.illegal.length,
    invented: 0,
    shownAsRegistered: [],
    notShown: [],
    accepted: [],
  };
  for (const { name, isNamesake } of set.illegal) {
    const { results } = await visit().search(name);
    const exact = results.filter(({ why }) => why.rule === 'exact');
    const isRegistered = exact.some(({ kind }) => kind === 'organisation');
    if (isRegistered && !isNamesake) result.shownAsRegistered.push(name);
    const isIllegal = exact.some((each) => each.kind === 'illegal' && each.name === name);
    if (!isIllegal || (isNamesake && !isRegistered)) result.notShown.push(name);
  }
  for (const name of invented) {
    result.invented++;
    if ((await visit().search(name)).outcome === 'found') result.accepted.push(name);
  }
  return result;
}
