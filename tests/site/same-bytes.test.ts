import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { datasetOf, type DatasetId } from '../../src/datasets/index.ts';
import { buildFlags, run } from '../helpers/commands.ts';
import { differences, filesIn, temporaryFolder } from '../helpers/folders.ts';
import { toGb18030, toUtf16 } from '../helpers/encodings.ts';
import { seeded, shuffled } from '../helpers/shuffle.ts';
import { builtSite } from '../helpers/sites.ts';

describe('the same data make the same site, byte for byte', () => {
  test('when they are built again', async () => {
    const site = await builtSite('cases');
    const out = join(temporaryFolder(), 'dist');
    expect((await run('build', buildFlags({ ...site, out }))).code).toBe(0);
    expect(differences(out, site.folder)).toEqual([]);
    expect(filesIn(out).length).toBeGreaterThan(100);
  });

  test('in other encodings, split over files, with their rows in another order', async () => {
    const site = await builtSite('shipped');
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const written = rewrite(site.data, data);
    expect(written).toEqual(new Set(['gb18030', 'utf-16', 'utf-8']));
    const out = join(folder, 'dist');
    expect((await run('build', buildFlags({ data, content: site.content, out }))).code).toBe(0);
    expect(differences(out, site.folder)).toEqual([]);
  });

  test('but not when one cell is another', async () => {
    const site = await builtSite('minimal');
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    mkdirSync(data);
    const text = readFileSync(join(site.data, 'organisations.csv'), 'utf8');
    writeFileSync(join(data, 'organisations.csv'), text.replace('甲乙丙丁1号研究会', '甲乙丙丁一号研究会'));
    const out = join(folder, 'dist');
    expect((await run('build', buildFlags({ data, content: site.content, out }))).code).toBe(0);
    const changed = differences(out, site.folder);
    expect(changed).toContain('data/organisations.csv');
    expect(changed.filter((path) => path.startsWith('org/')).length).toBeGreaterThan(0);
  });
});

/** The same rows once more: shuffled, in two files a dataset, in three encodings and with three line breaks. */
function rewrite(from: string, to: string): Set<string> {
  const random = seeded(20_261_120);
  const used = new Set<string>();
  mkdirSync(to);
  for (const [i, file] of filesIn(from).entries()) {
    const bytes = readFileSync(join(from, file));
    const id = file.replace(/\.csv$/, '') as DatasetId;
    if (!file.endsWith('.csv')) {
      writeFileSync(join(to, file), bytes);
      continue;
    }
    const [header, ...rows] = Papa.parse<string[]>(bytes.toString('utf8'), { skipEmptyLines: true }).data;
    const mixed = shuffled(rows, random);
    const half = Math.ceil(mixed.length / 2);
    // A folder may be named after the dataset or bear its title.
    const folder = join(to, i % 2 === 0 ? id : datasetOf(id).title);
    mkdirSync(folder);
    for (const [part, slice] of [mixed.slice(0, half), mixed.slice(half)].entries()) {
      if (slice.length === 0 && part > 0) continue;
      const text = (delimiter: string, newline: string) =>
        Papa.unparse([header!, ...slice], { delimiter, newline }) + newline;
      const forms: (readonly [string, () => Uint8Array])[] = [
        ['gb18030', () => toGb18030(text(',', '\r\n'))],
        ['utf-16', () => toUtf16(text('\t', '\r\n'))],
        ['utf-8', () => Buffer.from(`\uFEFF${text(';', '\n')}`)],
      ];
      const [encoding, encode] = forms[(i + part) % forms.length]!;
      used.add(encoding);
      writeFileSync(join(folder, `${part === 0 ? '2026年10月' : 'part-2'}.csv`), encode());
    }
  }
  return used;
}
