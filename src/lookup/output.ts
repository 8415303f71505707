/** Files of the index on their way out: those that are as they were are told by path alone. Build only. */
import { hash } from 'node:crypto';
import { crc32, gzipSync } from 'node:zlib';
import { PAGE, paths, type Family, type FamilyName } from './files.ts';

export type OutputFile = [path: string, bytes: Uint8Array];

/** What is known of a file that was written: of its content, before it is packed. */
export interface Mark {
  sum: string;
  digest: string;
}

export class Output {
  readonly kept: string[] = [];
  /** Every file so far. */
  readonly marks = new Map<string, Mark>();
  readonly #earlier: ReadonlyMap<string, Mark>;

  constructor(earlier: ReadonlyMap<string, Mark>) {
    this.#earlier = earlier;
  }

  has(path: string): boolean {
    return this.#earlier.has(path);
  }

  /** The file is as it was. @returns its checksum */
  keep(path: string): string {
    const mark = this.#earlier.get(path)!;
    this.marks.set(path, mark);
    this.kept.push(path);
    return mark.sum;
  }

  /** @returns checksum of the content */
  *write(path: string, content: string | Uint8Array, isPacked = true): Generator<OutputFile, string> {
    const bytes = Buffer.from(content);
    const digest = digestOf(bytes);
    if (this.#earlier.get(path)?.digest === digest) return this.keep(path);
    const sum = crc32(bytes).toString(16).padStart(8, '0');
    this.marks.set(path, { sum, digest });
    yield [path, isPacked ? packed(bytes) : bytes];
    return sum;
  }

  /** @param textOf undefined where the shard is as it was */
  *writeShards(
    family: FamilyName,
    shards: number,
    textOf: (shard: number) => string | undefined,
  ): Generator<OutputFile, Family> {
    const sums: string[] = [];
    for (let shard = 0; shard < shards; shard++) {
      const path = paths.shard(family, shards, shard);
      const text = textOf(shard);
      sums.push(text === undefined ? this.keep(path) : yield* this.write(path, text));
    }
    if (shards <= PAGE) return { shards, sums: sums.join('') };
    const pages: string[] = [];
    for (let page = 0; page * PAGE < shards; page++)
      pages.push(
        yield* this.write(paths.sums(family, shards, page), sums.slice(page * PAGE, (page + 1) * PAGE).join('')),
      );
    return { shards, sums: pages.join('') };
  }
}

/** With no more memory than so small a file needs: there are tens of thousands. */
function packed(bytes: Uint8Array): Uint8Array {
  const windowBits = Math.max(9, Math.min(15, Math.ceil(Math.log2(bytes.length + ZLIB_LOOK_AHEAD))));
  return gzipSync(bytes, { level: 7, windowBits, chunkSize: Math.max(1024, bytes.length) });
}

/** A window must be larger than the text by this, or it does not reach back to its beginning. */
const ZLIB_LOOK_AHEAD = 262;

/** Tells contents apart for good: a checksum of 32 bits would let a changed file pass for an old one now and then. */
export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url').slice(0, 22);
}
