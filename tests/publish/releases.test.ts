import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openOutput } from '../../src/publish/releases.ts';
import { contentsOf, temporaryFolder } from '../helpers/folders.ts';

const INFO = { asOf: '2026-11-20', counts: { organisations: { published: 2 } } };

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

test('a release is made of the staged files and of those that are kept', () => {
  const folder = temporaryFolder();
  const out = join(folder, 'dist');
  const first = openOutput(out);
  expect(first.current).toBeUndefined();
  write(first.staging, { 'a.html': 'a', 'b/c.html': 'c' });
  expect(first.publish({ kept: [], info: INFO })).toMatchObject({ number: 1, isNew: true });
  first.close();
  const second = openOutput(out);
  write(second.staging, { 'a.html': 'A' });
  expect(second.publish({ kept: [], info: INFO })).toMatchObject({
    number: 2,
    isNew: true,
    added: [],
    changed: ['a.html'],
    deleted: ['b/c.html'],
  });
  second.close();
  expect([...contentsOf(out)!.keys()]).toEqual(['SHA256SUMS', 'a.html', 'release.json']);
  expect(readdirSync(folder)).toEqual(['dist']);
});
