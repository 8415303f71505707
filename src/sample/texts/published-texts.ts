/** Gathers, while a sample is written, what its published texts are made of, and writes them. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IsoDate } from '../../domain/date.ts';
import type { Row, SampledId } from '../tables.ts';
import type { Body, DuesRow } from './author.ts';
import { OTHER_TEXTS } from './others.ts';
import { textSources } from './sources.ts';
import { publishedTexts, type TextFile } from './texts.ts';

const FOLDER = 'pledges';
/** Bodies to choose from; who comes later publishes nothing. */
const MOST_BODIES = 400;
const KINDS: ReadonlySet<string> = new Set(['trade', 'chamber', ...Object.keys(OTHER_TEXTS)]);

export class PublishedTexts {
  readonly #seed: number;
  readonly #asOf: IsoDate;
  readonly #bodies: Body[] = [];
  readonly #dues = new Map<string, DuesRow[]>();

  constructor(seed: number, asOf: IsoDate) {
    this.#seed = seed;
    this.#asOf = asOf;
  }

  get sources(): Row<'sources'>[] {
    return textSources(this.#asOf);
  }

  /** Told of every row that is written. */
  see(id: SampledId, row: Readonly<Record<string, string | undefined>>): void {
    const { code, item, tier, amount, from } = row;
    if (id !== 'fees' || item !== '会费' || !code || !tier || !amount || !from || tier.startsWith('非会员')) return;
    if (!this.#dues.has(code) && this.#bodies.length >= MOST_BODIES) return;
    const known = this.#dues.get(code) ?? [];
    this.#dues.set(code, [...known, { tier, amount: Number(amount), from }]);
  }

  add(body: Body): void {
    if (this.#bodies.length < MOST_BODIES && KINDS.has(body.name.kind.id)) this.#bodies.push(body);
  }

  files(): TextFile[] {
    return publishedTexts(this.#bodies, { seed: this.#seed, asOf: this.#asOf, dues: this.#dues });
  }

  /** Writes the texts below `pledges/` of the content folder, in the place of those that are there. */
  write(content: string): number {
    rmSync(join(content, FOLDER), { recursive: true, force: true });
    const files = this.files();
    for (const { path, text } of files) {
      const target = join(content, FOLDER, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    return files.length;
  }
}

/** Whether the content folder has published texts already. */
export function hasTexts(content: string): boolean {
  const folder = join(content, FOLDER);
  return existsSync(folder) && readdirSync(folder).length > 0;
}
