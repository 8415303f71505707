/**
 * The index by which a text finds the published versions it may be a copy of without fetching their texts: for each version
 * its facts, a hash of the whole, and the hashes of a few stretches of eight characters that hardly any other version has.
 */
import type { IsoDate } from '../domain/date.ts';
import { isSignature, readCopy, wordsOf, type Clause } from './clauses.ts';
import { gramsOf, hash } from './grams.ts';
import { comparable } from './plain-text.ts';

/** What is known of a published version besides its text. */
export interface VersionFacts {
  /** Names the version among all: where its text is fetched from. */
  id: string;
  /** Credit code of the association. */
  code: string;
  association: string;
  formerNames: readonly string[];
  /** 诚信承诺书, 自律规约 … */
  kind: string;
  title: string;
  /** Day of the version. */
  date: IsoDate;
  /** Missing where nothing is on record. */
  effectiveOn?: IsoDate | undefined;
  /** When and by which body it was adopted. */
  adoptedOn?: IsoDate | undefined;
  adoptedBy?: string | undefined;
  /** First day on which it no longer applies; missing while it does. */
  replacedOn?: IsoDate | undefined;
  /** SHA-256 of its attachments in hexadecimal digits; in the index their first 32. */
  attachments: readonly string[];
}

export interface PublishedText {
  facts: VersionFacts;
  clauses: readonly Clause[];
}

export interface VerifyIndex {
  versions: readonly VersionFacts[];
  /** Of each version, of all its words and numbers: equal for equal texts, whoever published them. */
  wholes: readonly string[];
  /** Hash of a stretch → places of the versions it was kept for. */
  grams: ReadonlyMap<number, readonly number[]>;
  /** How many stretches were kept for each version. */
  sizes: readonly number[];
  /** First four characters → names that begin so, with the places of their versions. */
  names: ReadonlyMap<string, readonly { name: string; places: readonly number[] }[]>;
}

const GRAM = 8;
/** One stretch is kept of so many characters: whatever part of the text is twice as long has one. */
const STRIDE = 120;
const FEWEST = 4;
const NAME_START = 4;
const DIGITS_OF_HASH = 32;

/**
 * Writes the index. Format: the length of the facts in bytes as a 32-bit number, the facts as JSON, blanks up to a multiple
 * of four; then 32-bit numbers for each version: two hashes of the whole, how many stretches, their hashes. Little-endian.
 */
export function buildVerifyIndex(texts: readonly PublishedText[]): Uint8Array<ArrayBuffer> {
  const grams = texts.map(({ clauses }) => gramsOf(clauses, GRAM));
  const common = countGrams(grams);
  const numbers = texts.flatMap(({ clauses }, i) => {
    const kept = sketch(grams[i]!, common);
    const whole = wholeOf(clauses);
    return [hash(whole, 1), hash(whole, 2), kept.length, ...kept];
  });
  const facts = texts.map((text) => ({
    ...text.facts,
    attachments: text.facts.attachments.map((digits) => digits.toLowerCase().slice(0, DIGITS_OF_HASH)),
  }));
  const json = new TextEncoder().encode(JSON.stringify(facts));
  const start = 4 + Math.ceil(json.length / 4) * 4;
  const bytes = new Uint8Array(start + numbers.length * 4).fill(0x20, 4, start);
  bytes.set(json, 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, json.length, true);
  for (const [i, number] of numbers.entries()) view.setUint32(start + i * 4, number, true);
  return bytes;
}

/** Opens what `buildVerifyIndex` wrote. */
export function openVerifyIndex(bytes: Uint8Array): VerifyIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const versions = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as VersionFacts[];
  const grams = new Map<number, number[]>();
  const wholes: string[] = [];
  const sizes: number[] = [];
  let at = 4 + Math.ceil(length / 4) * 4;
  const next = () => view.getUint32((at += 4) - 4, true);
  for (const place of versions.keys()) {
    wholes.push(`${next()} ${next()}`);
    const size = next();
    sizes.push(size);
    for (let i = 0; i < size; i++) addTo(grams, next(), place);
  }
  return { versions, wholes, grams, sizes, names: namesOf(versions) };
}

/** The versions that the text may be a copy of, the likeliest first, at most `most`. */
export function findCandidates(index: VerifyIndex, text: string, most = 12): VersionFacts[] {
  const named = new Set(namedIn(index, text));
  const scores = new Map([...named].map((place) => [place, 0]));
  for (const gram of new Set(gramsOf(readCopy(text), GRAM))) {
    const places = index.grams.get(gram) ?? [];
    for (const place of places) {
      // What few have tells most; of long and short versions alike it counts how much was met.
      const weight = 1 / places.length + 1 / index.sizes[place]!;
      scores.set(place, (scores.get(place) ?? 0) + weight);
    }
  }
  return [...scores]
    .map(([place, score]) => ({ facts: index.versions[place]!, score: named.has(place) ? score * 2 + 1 : score }))
    .toSorted((a, b) => b.score - a.score || (a.facts.date < b.facts.date ? 1 : -1))
    .slice(0, most)
    .map(({ facts }) => facts);
}

/** The versions that the file of this SHA-256 is an attachment of. */
export function findAttachment(index: VerifyIndex, sha256: string): VersionFacts[] {
  const digits = sha256.toLowerCase().slice(0, DIGITS_OF_HASH);
  return index.versions.filter(({ attachments }) => attachments.includes(digits));
}

/** All versions of the same words and numbers as this one, itself included. */
export function sameText(index: VerifyIndex, id: string): VersionFacts[] {
  const whole = index.wholes[index.versions.findIndex((version) => version.id === id)];
  return index.versions.filter((_, place) => index.wholes[place] === whole);
}

function namesOf(versions: readonly VersionFacts[]): VerifyIndex['names'] {
  const places = new Map<string, number[]>();
  for (const [place, { association, formerNames }] of versions.entries()) {
    for (const name of [association, ...formerNames]) addTo(places, comparable(name).content, place);
  }
  const starts = new Map<string, { name: string; places: number[] }[]>();
  for (const [name, all] of places) addTo(starts, name.slice(0, NAME_START), { name, places: all });
  return starts;
}

/** Places of the versions whose association the text names. */
function namedIn({ names }: VerifyIndex, text: string): number[] {
  const { content } = comparable(text);
  const found = new Set<number>();
  for (let i = 0; i + NAME_START <= content.length; i++) {
    for (const { name, places } of names.get(content.slice(i, i + NAME_START)) ?? []) {
      if (content.startsWith(name, i)) for (const place of places) found.add(place);
    }
  }
  return [...found];
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const all = map.get(key);
  if (all === undefined) map.set(key, [value]);
  else all.push(value);
}

/** Words, numbers and headings of a text as one; who signed it and when is left out. */
function wholeOf(clauses: readonly Clause[]): string {
  return clauses
    .filter(({ label, text }) => label !== '' || !isSignature(text))
    .map((clause) => `${clause.path.join(' ')} ${clause.number} ${wordsOf(clause).numbered}`)
    .join('\n');
}

/** In how many versions a stretch occurs, roughly: two of one bucket count together. */
function countGrams(texts: readonly (readonly number[])[]): Uint16Array {
  const counts = new Uint16Array(1 << BUCKET_BITS);
  for (const grams of texts) for (const gram of new Set(grams)) counts[bucketOf(gram)]!++;
  return counts;
}

const BUCKET_BITS = 24;

function bucketOf(gram: number): number {
  return gram >>> (32 - BUCKET_BITS);
}

/** Of each part of the text the stretch that the fewest versions have; of several the one of the smallest hash. */
function sketch(grams: readonly number[], common: Uint16Array): number[] {
  const parts = Math.max(FEWEST, Math.ceil(grams.length / STRIDE));
  const kept = new Set<number>();
  for (let part = 0; part < parts; part++) {
    const [from, to] = [part, part + 1].map((n) => Math.floor((n * grams.length) / parts)) as [number, number];
    let best: number | undefined;
    for (const gram of grams.slice(from, to)) {
      if (best === undefined) best = gram;
      else if ((common[bucketOf(gram)]! - common[bucketOf(best)]! || gram - best) < 0) best = gram;
    }
    if (best !== undefined) kept.add(best);
  }
  return [...kept];
}
