/** What the site publishes can be handed in again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATASET_IDS, type DatasetId } from '../../src/datasets/index.ts';
import { ingest, type Ingested } from '../../src/ingest/ingest.ts';
import { AS_OF, ingestFiles, plain } from '../../src/ingest/testing.ts';
import { fileGroups } from '../../src/publish/files.ts';
import { planPages } from '../../src/publish/plan.ts';
import { siteOf } from '../../src/publish/read.ts';
import { urls } from '../../src/register/urls.ts';
import { writeSample } from '../../src/sample/sample.ts';

/** Every download as it is published, by its dataset. */
async function published(ingested: Ingested): Promise<Map<DatasetId, string>> {
  const site = siteOf({ ingested, texts: { pages: [], pledges: [], replies: [] }, findings: [] });
  const rows = ingested.published;
  const { of } = planPages({ site, rows, code: '', texts: new Map() });
  const files = new Map<string, string>();
  for (const group of fileGroups(site, rows, of, '')) {
    if (!group.id.startsWith('/data/')) continue;
    const { value } = await group.files({ notes: undefined, file: () => undefined }).next();
    const [path, content] = value as [string, Uint8Array];
    files.set(path, Buffer.from(content).toString());
  }
  return new Map(
    DATASET_IDS.flatMap((id) => {
      const text = files.get(urls.download(id));
      return text === undefined ? [] : [[id, text] as const];
    }),
  );
}

describe('the sample, published and read again,', () => {
  let folder: string;
  let first: Ingested;
  let second: Ingested;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'minglu-round-trip-'));
    writeSample({ organisations: 300, seed: 7, asOf: AS_OF, out: folder });
    first = ingest(folder, { asOf: AS_OF });
    const files = [...(await published(first))].map(([id, text]) => [`${id}.csv`, text] as const);
    second = ingestFiles(Object.fromEntries(files));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What is found, wherever it stands. Content for members is told once: it is not published. */
  const remarks = ({ findings }: Ingested) =>
    findings
      .filter(({ code }) => code !== 'members-only-content')
      .map(({ code, message }) => `${code} ${message}`)
      .toSorted();

  test('begins without an error and with something to withhold', () => {
    expect(first.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(first.findings.map(({ code }) => code)).toContain('members-only-content');
    expect(Object.values(first.counts).reduce((sum, { withheld }) => sum + withheld, 0)).toBeGreaterThan(0);
  });

  test('has the same remarks and no other, but for what was kept back', () => {
    expect(remarks(second)).toEqual(remarks(first));
    expect(second.findings).toHaveLength(remarks(first).length);
  });

  test.each(DATASET_IDS)('has the same %s', (id) => {
    expect(plain(second.records[id])).toEqual(plain(first.records[id]));
    const { published: rows } = first.counts[id];
    expect(second.counts[id]).toEqual({ read: rows, published: rows, withheld: 0, rejected: 0 });
  });

  test('is published as the same bytes again', async () => {
    expect(await published(second)).toEqual(await published(first));
  });

  test('does not depend on the order of rows', async () => {
    const shuffled = [...(await published(first))].map(([id, text]) => {
      const [header, ...rows] = text.trimEnd().split('\n');
      return [`${id}.csv`, [header, ...rows.toReversed(), ''].join('\n')] as const;
    });
    const third = ingestFiles(Object.fromEntries(shuffled));
    expect(remarks(third)).toEqual(remarks(first));
    expect(await published(third)).toEqual(await published(first));
  });
});

test('the data that ship have no error', () => {
  const data = join(import.meta.dirname, '../../data');
  const { findings, counts } = ingest(data, { asOf: AS_OF });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(counts.organisations.published).toBeGreaterThan(1000);
});
