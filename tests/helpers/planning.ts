/** What a build would make of folders, page by page and group by group, with the digests of the plan. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { DATASET_IDS, datasetOf, type DatasetId } from '../../src/datasets/index.ts';
import { mustStop } from '../../src/domain/finding.ts';
import { ingest, type Ingested } from '../../src/ingest/ingest.ts';
import { readTexts } from '../../src/ingest/texts.ts';
import { subjectsOf } from '../../src/lookup/subjects.ts';
import { siteOf } from '../../src/publish/read.ts';
import type { Earlier } from '../../src/publish/file-group.ts';
import { fileGroups } from '../../src/publish/files.ts';
import { planPages } from '../../src/publish/plan.ts';
import { renderPages } from '../../src/publish/render.ts';
import { compileTemplates, textDigests, type Templates } from '../../src/publish/templates.ts';
import type { IsoDate } from '../../src/domain/date.ts';
import {
  COMPILED,
  EDIT_KINDS,
  makeEdits,
  otherValue,
  setCell,
  writeWorld,
  type World,
  type WorldFolders,
} from './edits.ts';
import { seeded } from './shuffle.ts';

/** Digest of the plan and digest of the bytes. */
export interface Made {
  planned: string;
  bytes: string;
}

export interface Outcome {
  ingested: Ingested;
  pages: ReadonlyMap<string, Made>;
  groups: ReadonlyMap<string, Made>;
  /** What the look-up tells of each, by name and place. */
  subjects: ReadonlyMap<string, Made>;
  /** Files of the groups by path. */
  files: ReadonlyMap<string, Uint8Array>;
  notes: ReadonlyMap<string, Uint8Array>;
  /** Files that were made from an earlier outcome and are not what they are without one. */
  drifted: string[];
}

/**
 * Plans and makes all pages and files; `undefined` when the data may not be published.
 *
 * @param earlier groups are also made from it, and held against those that were made of nothing
 */
export async function outcomeOf(
  { data, content }: WorldFolders,
  asOf: IsoDate,
  templates: Templates,
  earlier?: Outcome,
): Promise<Outcome | undefined> {
  const ingested = ingest(data, { asOf });
  const { texts, findings } = readTexts(content, ingested);
  const all = [...findings, ...ingested.findings];
  if (mustStop(all)) return undefined;
  const site = siteOf({ ingested, texts, findings: all });
  const rows = ingested.published;
  const plan = planPages({ site, rows, code: 'code', texts: textDigests(texts.pages) });
  const pages = new Map<string, Made>();
  await renderPages(templates, site, [...plan.pages.keys()], (path, html) => {
    pages.set(path, { planned: plan.pages.get(path)!, bytes: sum(html) });
  });
  const [groups, files, notes] = [
    new Map<string, Made>(),
    new Map<string, Uint8Array>(),
    new Map<string, Uint8Array>(),
  ];
  const drifted: string[] = [];
  for (const group of fileGroups(site, rows, plan.of, 'code')) {
    const made = await collect(group.files({ notes: undefined, file: () => undefined }));
    groups.set(group.id, {
      planned: group.digest,
      bytes: sum(
        [...made.files]
          .map(([path, bytes]) => `${path} ${sum(bytes)}`)
          .toSorted()
          .join('\n'),
      ),
    });
    for (const [path, bytes] of made.files) files.set(path, bytes);
    if (made.notes !== undefined) notes.set(group.id, made.notes);
    if (earlier === undefined || !earlier.groups.has(group.id)) continue;
    const former: Earlier = { notes: earlier.notes.get(group.id), file: (path) => earlier.files.get(`/${path}`) };
    const updated = await collect(group.files(former));
    const kept = updated.kept.map((path): [string, Uint8Array | undefined] => [
      `/${path}`,
      earlier.files.get(`/${path}`),
    ]);
    const result = new Map([...kept, ...updated.files]);
    for (const path of new Set([...result.keys(), ...made.files.keys()]))
      if (!isSame(result.get(path), made.files.get(path))) drifted.push(path);
  }
  const subjects = new Map(
    subjectsOf(site.register, plan.of).map((subject, i) => [
      `${subject.code ?? subject.names[0]!.name} ${subject.code === undefined ? i : ''}`,
      { planned: subject.digest!, bytes: sum(JSON.stringify([subject.names, subject.standing, subject.record()])) },
    ]),
  );
  return { ingested, pages, groups, subjects, files, notes, drifted };
}

async function collect(stream: ReturnType<ReturnType<typeof fileGroups>[number]['files']>) {
  const files = new Map<string, Uint8Array>();
  for (;;) {
    const { done, value } = await stream.next();
    if (done === true) return { files, kept: value?.kept ?? [], notes: value?.notes };
    const [path, content] = value;
    if (typeof content === 'object' && 'from' in content) throw new Error(`${path} is copied.`);
    files.set(path, Buffer.from(content));
  }
}

function sum(content: string | Uint8Array): string {
  return hash('sha1', content, 'hex');
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;
}

export interface Comparison {
  /** What differs though its digest is the same: a fault. */
  missed: string[];
  /** What is the same though its digest differs: work for nothing. */
  overdone: string[];
  /** What differs, or is new. */
  changed: number;
}

export function compareOutcomes(before: Outcome, after: Outcome): Comparison {
  const comparison: Comparison = { missed: after.drifted.map((path) => `drifted ${path}`), overdone: [], changed: 0 };
  for (const part of ['pages', 'groups', 'subjects'] as const) {
    for (const [id, made] of after[part]) {
      const former = before[part].get(id);
      const isSameBytes = former?.bytes === made.bytes;
      const isSamePlan = former?.planned === made.planned;
      if (!isSameBytes && part === 'pages') comparison.changed++;
      if (former === undefined || isSameBytes === isSamePlan) continue;
      if (isSamePlan) comparison.missed.push(`${part} ${id}`);
      else if (part === 'pages') comparison.overdone.push(id);
    }
  }
  return comparison;
}

export interface ColumnTrial {
  dataset: DatasetId;
  told: string;
  /** `undefined` when the data may not be published any more. */
  comparison: Comparison | undefined;
}

export interface ColumnOptions {
  seed: number;
  /** How many rows are tried in each column. */
  rows: number;
  /** Share of the columns that are tried. */
  share?: number;
}

/** Changes one cell of a world after the other, each in the world as it was at first, in every column of every dataset. */
export async function* runColumns(folder: string, world: World, options: ColumnOptions): AsyncGenerator<ColumnTrial> {
  const { seed, rows, share = 1 } = options;
  const random = seeded(seed);
  const [data, content] = [join(folder, 'data'), join(folder, 'content')];
  writeWorld(world, { data, content });
  const { texts } = readTexts(content, ingest(data, { asOf: world.asOf }));
  const templates = await compileTemplates(texts.pages);
  const before = await outcomeOf({ data, content }, world.asOf, templates);
  if (before === undefined) throw new Error('The data may not be published.');
  for (const dataset of DATASET_IDS) {
    for (const { header } of Object.values(datasetOf(dataset).columns)) {
      if (!random.chance(share)) continue;
      for (let i = 0; i < rows; i++) {
        const edited = structuredClone(world);
        const sheet = edited.sheets[dataset].rows;
        const place = random.int(0, sheet.length - 1);
        const was = sheet[place]![header] ?? '';
        const value = i > 0 && was !== '' && random.chance(0.3) ? '' : otherValue(world, dataset, header, was, random);
        const told = setCell(edited, dataset, place, header, value);
        writeWorld(edited, { data, content });
        const after = await outcomeOf({ data, content }, world.asOf, templates, before);
        yield { dataset, told, comparison: after && compareOutcomes(before, after) };
      }
    }
  }
}

/** Random edits one upon the other, each outcome held against the one before. What may not be published is undone. */
export async function* runEdits(
  folder: string,
  world: World,
  reserve: World,
  { seed, edits }: { seed: number; edits: number },
): AsyncGenerator<{ told: string; comparison: Comparison | undefined }> {
  const kinds = EDIT_KINDS.filter((kind) => !COMPILED.has(kind));
  const [data, content] = [join(folder, 'data'), join(folder, 'content')];
  writeWorld(world, { data, content });
  const { texts } = readTexts(content, ingest(data, { asOf: world.asOf }));
  const templates = await compileTemplates(texts.pages);
  let [current, before] = [world, (await outcomeOf({ data, content }, world.asOf, templates))!];
  for (let step = 0; step < edits; step++) {
    const edited = structuredClone(current);
    const told = makeEdits(edited, reserve, seed, step, kinds)
      .map((edit) => `${edit.kind}: ${edit.told}`)
      .join('; ');
    writeWorld(edited, { data, content });
    const after = await outcomeOf({ data, content }, edited.asOf, templates, before);
    yield { told: `step ${step} of seed ${seed}: ${told}`, comparison: after && compareOutcomes(before, after) };
    if (after !== undefined) [current, before] = [edited, after];
  }
}
