import fc from 'fast-check';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BuildMemory, type OutputPlace } from '../../src/publish/build-memory.ts';
import { fileOf } from '../../src/register/pages.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const digests = fc.constantFrom('0000000000000001', '0000000000000002', '00000000000000ff');
/** Addresses of which some begin with others. */
const addresses = fc.uniqueArray(
  fc.constantFrom('/', '/a.html', '/a', '/a/b.html', '/a/b', '/b.html', '/ab.html', '/é'),
);

function memoryOf(folder: string, release: string, files: readonly string[]): BuildMemory {
  const current = { digest: release, manifest: new Map(files.map((path) => [path, ''])) };
  const place = { out: folder, home: join(folder, 'home'), current } as unknown as OutputPlace;
  return new BuildMemory(place, 'code');
}

describe('pages that changed', () => {
  test('are those with another digest, those that are new and those whose file is gone, whatever came, went or moved', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'home'));
    const entries = addresses.chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), digests))));
    fc.assert(
      fc.property(entries, entries, addresses, (before, after, gone) => {
        const files = before.map(([path]) => fileOf(path)).filter((path) => !gone.map(fileOf).includes(path));
        memoryOf(folder, 'one', files).save('one', new Map(before));
        const known = new Map(before);
        const expected = after.filter(([path, digest]) => known.get(path) !== digest || !files.includes(fileOf(path)));
        expect(memoryOf(folder, 'one', files).changedPages(new Map(after))).toEqual(expected.map(([path]) => path));
        expect(memoryOf(folder, 'two', files).changedPages(new Map(after))).toEqual(after.map(([path]) => path));
      }),
      { numRuns: 500 },
    );
  });
});
