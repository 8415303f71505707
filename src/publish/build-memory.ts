/** What the last build knew of the release that it published: what each page and file hung on. */
import { join } from 'node:path';
import { readSealed, writeSealed } from '../ingest/sealed-file.ts';
import { fileOf } from '../register/pages.ts';
import { earlierFiles, intactFile, type EarlierFiles } from './earlier-files.ts';
import type { Manifest } from './manifest.ts';
import type { Output } from './releases.ts';

interface Known {
  /** Digest of the manifest of the release that it tells of. */
  release: string;
  /** A line for each page, its address and the digest of what it hung on: one text is loaded in a tenth of the time. */
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
    const known = readSealed<Known>(join(output.home, FILE), code);
    this.#known = known?.release === output.current?.digest ? known : undefined;
    this.#manifest = output.current?.manifest ?? new Map();
  }

  /**
   * Pages that the current release does not have as they would be rendered now.
   *
   * @param pages digest of what each hangs on, by its address
   */
  changedPages(pages: ReadonlyMap<string, string>): string[] {
    const lines = this.#known?.pages ?? '';
    const changed: string[] = [];
    // Mostly the same pages stand there in the same order. A map of them is made when one is not where it is looked for.
    let at = 0;
    let byPath: ReadonlyMap<string, string> | undefined;
    for (const [path, digest] of pages) {
      let known: string | undefined;
      if (lines.startsWith(`${path} `, at)) {
        const end = lines.indexOf('\n', at);
        known = lines.slice(at + path.length + 1, end < 0 ? lines.length : end);
        at = end < 0 ? lines.length : end + 1;
      } else known = (byPath ??= new Map(linesOf(lines))).get(path);
      if (known !== digest || !this.#manifest.has(fileOf(path))) changed.push(path);
    }
    return changed;
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
    const known: Known = { release, pages: textOf(pages), groups: this.#groups };
    try {
      writeSealed(join(this.#output.home, FILE), known, this.#code);
    } catch {
      // As it says.
    }
  }
}

/** No address and no digest has a blank in it: addresses are encoded. */
function textOf(pages: ReadonlyMap<string, string>): string {
  return Array.from(pages, ([path, digest]) => `${path} ${digest}`).join('\n');
}

function* linesOf(text: string): Generator<[path: string, digest: string]> {
  if (text === '') return;
  for (const line of text.split('\n')) {
    const end = line.indexOf(' ');
    yield [line.slice(0, end), line.slice(end + 1)];
  }
}
