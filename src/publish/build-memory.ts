/** What the last build knew of the release that it published: what each page and file hung on. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { readSealed, writeSealed } from '../ingest/sealed-file.ts';
import { earlierFiles, intactFile, type EarlierFiles } from './earlier-files.ts';
import type { Manifest } from './manifest.ts';
import type { Output } from './releases.ts';

interface Known {
  /** Digest of the manifest of the release that it tells of. */
  release: string;
  /** Digest of the addresses of all pages, which mostly stay the same and are kept by themselves. */
  addresses: string;
  /** A line for each page, the digest of what it hung on: one text is loaded in a tenth of the time. */
  pages: string;
  groups: ReadonlyMap<string, Group>;
}

/** Files that are made together. */
export interface Group {
  digest: string;
  paths: readonly string[];
  /** What the makers of its files want to know next time. */
  notes?: Uint8Array;
}

/** What is asked of an output folder, whether it is held or only looked at. */
export type OutputPlace = Pick<Output, 'out' | 'home' | 'current'>;

const FILE = 'build.bin';
/** The addresses of all pages, one to a line. */
const ADDRESSES = 'addresses.bin';

export class BuildMemory {
  readonly #output: OutputPlace;
  readonly #code: string;
  readonly #known: Known | undefined;
  readonly #manifest: Manifest;
  readonly #groups = new Map<string, Group>();

  /** Of another release, or of other code, nothing is known. */
  constructor(output: OutputPlace, code: string) {
    this.#output = output;
    this.#code = code;
    const known = this.#read<Known>(FILE);
    this.#known = known?.release === output.current?.digest ? known : undefined;
    this.#manifest = output.current?.manifest ?? new Map();
  }

  /**
   * Pages that the current release does not have as they would be rendered now.
   *
   * @param pages digest of what each hangs on, by its address
   */
  changedPages(pages: ReadonlyMap<string, string>): string[] {
    if (this.#known === undefined) return [...pages.keys()];
    const known = this.#known.pages.split('\n');
    // Mostly the same pages stand in the same order.
    if (this.#known.addresses === digestOfLines(linesOf(pages.keys()))) {
      let at = 0;
      return Array.from(pages).flatMap(([path, digest]) => (known[at++] === digest ? [] : path));
    }
    const addresses = this.#read<string>(ADDRESSES) ?? '';
    if (digestOfLines(addresses) !== this.#known.addresses) return [...pages.keys()];
    const byPath = new Map(addresses.split('\n').map((path, at) => [path, known[at]]));
    return Array.from(pages).flatMap(([path, digest]) => (byPath.get(path) === digest ? [] : path));
  }

  /** The paths of the group's files, if the current release has them as they would be made now. */
  pathsOf(id: string, digest: string): readonly string[] | undefined {
    const group = this.#known?.groups.get(id);
    return group?.digest === digest && group.paths.every((path) => this.#manifest.has(path)) ? group.paths : undefined;
  }

  /** What the makers of the group's files left for this time. */
  notes(id: string): Uint8Array | undefined {
    return this.#known?.groups.get(id)?.notes;
  }

  /** A file of the current release, if it is as it was published. */
  file(path: string): Uint8Array | undefined {
    return intactFile(this.#output.out, this.#manifest, path);
  }

  /** Files of the current release, for one who can do without them in the end. */
  files(): EarlierFiles {
    return earlierFiles(this.#output.out, this.#manifest);
  }

  /** The group's files in the current release, whatever they hung on, with their SHA-256: what another thread knows them by. */
  formerFiles(id: string): Manifest {
    const paths = this.#known?.groups.get(id)?.paths ?? [];
    return new Map(
      paths.flatMap((path): [string, string][] => {
        const digest = this.#manifest.get(path);
        return digest === undefined ? [] : [[path, digest]];
      }),
    );
  }

  /** @param notes for the next build; the last ones when left out */
  note(id: string, digest: string, paths: readonly string[], notes = this.notes(id)): void {
    this.#groups.set(id, { digest, paths, ...(notes === undefined ? {} : { notes }) });
  }

  /**
   * Remembers the release that was published, for the next build. That release is served: where it cannot be remembered (a full
   * disk), the next build makes everything.
   */
  save(release: string, pages: ReadonlyMap<string, string>): void {
    const lines = linesOf(pages.keys());
    const addresses = digestOfLines(lines);
    const known: Known = { release, addresses, pages: linesOf(pages.values()), groups: this.#groups };
    try {
      if (this.#known?.addresses !== addresses) this.#write(ADDRESSES, lines);
      this.#write(FILE, known);
    } catch {
      // As it says.
    }
  }

  #read<T>(file: string): T | undefined {
    return readSealed<T>(join(this.#output.home, file), this.#code);
  }

  #write(file: string, value: unknown): void {
    writeSealed(join(this.#output.home, file), value, this.#code);
  }
}

/** No address and no digest has a line break in it: addresses are encoded. */
function linesOf(texts: Iterable<string>): string {
  return [...texts].join('\n');
}

function digestOfLines(lines: string): string {
  return hash('sha1', lines, 'hex');
}
