import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.ts';
import type { PublishedRows } from '../../src/ingest/published-rows.ts';
import { AS_OF } from '../../src/ingest/testing.ts';
import { downloads, downloadsAside } from '../../src/publish/downloads.ts';
import { writeGroup, type WrittenGroup } from '../../src/publish/file-group.ts';
import { writeSample } from '../../src/sample/sample.ts';
import { differences, temporaryFolder } from '../helpers/folders.ts';

/** A release of downloads in a folder, made on this thread, and what a build would know of it. */
async function release(rows: PublishedRows) {
  const out = temporaryFolder();
  const made = new Map<string, { digest: string; made: WrittenGroup }>();
  for (const group of downloads(rows)) made.set(group.id, { digest: group.digest, made: await writeGroup(out, group) });
  return {
    out,
    known: {
      pathsOf: (id: string, digest: string) => (made.get(id)?.digest === digest ? made.get(id)!.made.paths : undefined),
      formerFiles: (id: string) => made.get(id)?.made.digests ?? new Map<string, string>(),
      notes: (id: string) => made.get(id)?.made.notes,
    },
  };
}

const NOTHING = { pathsOf: () => undefined, formerFiles: () => new Map<string, string>(), notes: () => undefined };

function sample(change: (text: string) => string = (text) => text): PublishedRows {
  const folder = temporaryFolder();
  writeSample({ organisations: 120, seed: 3, asOf: AS_OF, out: folder });
  const file = join(folder, 'organisations.csv');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return ingest(folder, { asOf: AS_OF }).published;
}

/** Turns the order of the last two organisations round and leaves out one before them. */
const changed = (text: string) => {
  const lines = text.trimEnd().split('\n');
  return `${[...lines.slice(0, -3), lines.at(-1)!, lines.at(-2)!.replace(/,正常,/, ',注销,')].join('\n')}\n`;
};

describe('downloads made on another thread', () => {
  test('are those made on this one, with the same digests', async () => {
    const rows = sample();
    const [folder, { out }] = [temporaryFolder(), await release(rows)];
    const aside = downloadsAside(rows, NOTHING, { folder, out: temporaryFolder() }, 0);
    expect([...aside.keys()]).toEqual(downloads(rows).map(({ id }) => id));
    const made = await Promise.all(aside.values());
    expect(differences(folder, out)).toEqual([]);
    const again = await Promise.all(downloads(rows).map((group) => writeGroup(temporaryFolder(), group)));
    expect(made).toEqual(again.map((each) => ({ ...each, notes: new Uint8Array(each.notes!) })));
  });

  test.each([
    ['as they were', () => {}],
    [
      'damaged',
      (out: string) => {
        const file = join(out, 'data/organisations.json');
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll('协会', '学会'));
      },
    ],
    ['cut off', (out: string) => writeFileSync(join(out, 'data/organisations.excel.csv'), '')],
  ])('upon earlier files %s are those of a clean build, and what did not change is left alone', async (_, spoil) => {
    const before = await release(sample());
    const rows = sample(changed);
    spoil(before.out);
    const folder = temporaryFolder();
    const aside = downloadsAside(rows, before.known, { folder, out: before.out }, 0);
    expect([...aside.keys()]).toContain('/data/organisations.csv');
    expect(aside.size).toBeLessThan(downloads(rows).length / 2);
    await Promise.all(aside.values());
    const after = await release(rows);
    for (const group of aside.values())
      for (const path of (await group).paths)
        expect(readFileSync(join(folder, path), 'utf8')).toBe(readFileSync(join(after.out, path), 'utf8'));
  });

  test('of few rows are left to this one', () => {
    expect(downloadsAside(sample(), NOTHING, { folder: temporaryFolder(), out: temporaryFolder() }).size).toBe(0);
  });

  test('fail with what the disk says where they are awaited', async () => {
    const folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, '');
    const aside = downloadsAside(sample(), NOTHING, { folder, out: temporaryFolder() }, 0);
    for (const made of await Promise.allSettled(aside.values()))
      expect(made).toMatchObject({ status: 'rejected', reason: { code: expect.stringMatching(/ENOTDIR|EEXIST/) } });
  });
});
