import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildSite } from '../../src/publish/build.ts';
import { WORTH_A_THREAD } from '../../src/ingest/sha256.ts';
import { COMPILED, EDIT_KINDS, sampleWorld, writeWorld } from '../helpers/edits.ts';
import { differences, filesIn, temporaryFolder } from '../helpers/folders.ts';
import { runSteps, type StepOptions } from '../helpers/incremental.ts';

const ORGANISATIONS = 40;
const KINDS = EDIT_KINDS.filter((kind) => !COMPILED.has(kind));

/** Builds step by step and gathers what was wrong. */
async function gather(options: StepOptions) {
  const folder = temporaryFolder();
  const world = sampleWorld(folder, ORGANISATIONS, 11);
  const reserve = sampleWorld(folder, ORGANISATIONS * 2, 12);
  const found = { faults: [] as string[], published: 0, refused: 0, rendered: 0, pages: 0 };
  for await (const { told, isPublished, faults, rendered, pages } of runSteps(folder, world, reserve, options)) {
    found.faults.push(...faults.map((fault) => `${fault} after ${told}`));
    if (isPublished) found.published++;
    else found.refused++;
    found.rendered += rendered;
    found.pages += pages;
  }
  return found;
}

/** A sample that is built into `out`, and what it takes to build it again. */
async function builtSample(organisations: number) {
  const folder = temporaryFolder();
  const [data, content] = [join(folder, 'data'), join(folder, 'content')];
  const world = sampleWorld(folder, organisations, 11);
  writeWorld(world, { data, content });
  const build = (out: string) => buildSite({ data, content, out, asOf: world.asOf, strict: false });
  const out = join(folder, 'dist');
  await build(out);
  return { world, data, content, out, clean: join(folder, 'clean'), build };
}

describe('a build upon another one is a clean one, byte for byte', { timeout: 400_000 }, () => {
  test('after random edits', async () => {
    const { faults, published, rendered, pages } = await gather({ seed: 31, steps: 10, kinds: KINDS });
    expect(faults).toEqual([]);
    expect(published).toBeGreaterThan(6);
    expect(rendered).toBeLessThan(pages / 2);
  });

  test('whatever happens to the output folder and to what is remembered', async () => {
    const { faults, published } = await gather({
      seed: 32,
      steps: 8,
      kinds: KINDS,
      mishaps: {
        1: 'memory damaged',
        2: 'rolled back',
        3: 'memory of rows deleted',
        4: 'home deleted',
        5: 'a page deleted',
        6: 'memory cut off',
      },
    });
    expect(faults).toEqual([]);
    expect(published).toBeGreaterThan(4);
  });

  test('after new summaries of every text', async () => {
    const { content, out, clean, build } = await builtSample(ORGANISATIONS);
    const texts = filesIn(content).filter((path) => /^(guides\/.*|notices\/.*|about)\.mdx$/.test(path));
    expect(texts).toContain('about.mdx');
    for (const path of texts) {
      const text = readFileSync(join(content, path), 'utf8');
      writeFileSync(join(content, path), text.replace(/^summary: .*$/m, `summary: ${path} 的新要点。`));
    }
    await build(out);
    await build(clean);
    expect(differences(out, clean).filter((path) => path !== 'release.json')).toEqual([]);
    expect(readFileSync(join(out, 'about.html'), 'utf8')).toContain('about.mdx 的新要点');
  });

  test('after somebody changed a download so large that it is looked through while it is used', async () => {
    const { world, data, content, out, clean, build } = await builtSample(3000);
    const file = join(out, 'data/organisations.json');
    const download = readFileSync(file, 'utf8');
    expect(Buffer.byteLength(download)).toBeGreaterThan(WORTH_A_THREAD);
    const { rows } = world.sheets.organisations;
    const code = rows[200]!['统一社会信用代码']!;
    rows[100] = { ...rows[100], 住所: '澜江市新住所一号' };
    writeWorld(world, { data, content });
    // Of another row, and as long as it was.
    writeFileSync(file, download.replace(code, code.replace(/^../, '99')));
    await build(out);
    await build(clean);
    expect(differences(out, clean).filter((path) => path !== 'release.json')).toEqual([]);
    expect(readFileSync(file, 'utf8')).toContain('澜江市新住所一号');
    expect(readFileSync(file, 'utf8')).toContain(code);
  });

  test('after data that may not be published, and after texts that are compiled anew', async () => {
    const { faults, refused, published } = await gather({
      // A guide is edited, a row is removed, a row is doubled.
      seed: 43,
      steps: 3,
      kinds: ['row doubled', 'row doubled', 'guide edited', 'row removed'],
    });
    expect(faults).toEqual([]);
    expect(refused).toBe(1);
    expect(published).toBe(2);
  });
});
