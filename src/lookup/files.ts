/** The files of the index: where they lie, how they are packed, how they are held against the release they belong to. */
import type { IsoDate } from '../domain/date.ts';

/** Raised when the layout of any file changes: a reader refuses an index of another format. */
export const FORMAT = 1;

/** Up to this many names one packed file is smaller than the shards a few queries ask for (docs/decisions/0010). */
export const PACKED_MOST = 30_000;

export const MANIFEST = 'manifest.json';

/** `/lookup/manifest.json`: the one file of the index that is read past every cache. */
export interface Manifest {
  format: number;
  /** The day of the register. */
  asOf: IsoDate;
  /** Names in the index: present, former, short and illegal ones. */
  names: number;
  organisations: number;
  /** What the register covers, in a sentence. */
  coverage: string;
  /** Checksum of `names.bin` when the names are packed; absent when they are in shards. */
  packed?: string;
  /** Checksum of `tables.bin`. */
  tables: string;
  /** Checksum of `codes.bin`. */
  codes: string;
  exact: Family;
  grams?: Family;
}

/** A family of hash shards. */
export interface Family {
  /** How many shards there are: a power of two. */
  shards: number;
  /** Checksums: of the shards themselves, when one page holds them all, else of the pages of checksums. Eight hex digits each. */
  sums: string;
}

/** Shards whose checksums stand on one page. */
export const PAGE = 256;

export type FamilyName = 'exact' | 'grams';

// The count of shards is in the address, so that releases cut differently never meet in one folder.
export const paths = {
  names: 'names.bin',
  tables: 'tables.bin',
  codes: 'codes.bin',
  shard: (family: FamilyName, shards: number, shard: number) => `${family}-${shards}/${hex(shard, shards)}.bin`,
  sums: (family: FamilyName, shards: number, page: number) => `${family}-${shards}/sums/${hex(page, shards)}.bin`,
  codeBlock: (prefix: string) => `codes/${prefix}.bin`,
} as const;

function hex(number: number, shards: number): string {
  return number.toString(16).padStart((shards - 1).toString(16).length, '0');
}

/** Shard of a key among so many, a power of two. */
export function shardOf(key: string, shards: number): number {
  return hashOf(key) & (shards - 1);
}

/** 32-bit FNV-1a over UTF-16 units, mixed so that its low bits serve as shard numbers. */
export function hashOf(key: string): number {
  let hash = HASH_START;
  for (let i = 0; i < key.length; i++) hash = hashOn(hash, key.charCodeAt(i));
  return hashEnd(hash);
}

// The same unit by unit.
export const HASH_START = 0x811c9dc5;

export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function hashEnd(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** The smallest power of two that keeps `items` at `perShard` on average. */
export function shardsFor(items: number, perShard: number): number {
  let shards = 1;
  while (shards * perShard < items) shards *= 2;
  return shards;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 of the bytes (the one of gzip), as eight hex digits. */
export function checksum(bytes: Uint8Array): string {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, '0');
}

/**
 * The bytes a file was made from. Files are packed with gzip by us, so that they are small on any host and a cut-off one
 * is known by its checksum; a host that has unpacked one on the way does no harm.
 *
 * @throws when the packed bytes are cut off or spoilt
 */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
