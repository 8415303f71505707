import fc from 'fast-check';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BuildMemory, type OutputPlace } from '../../src/publish/build-memory.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const digests = fc.constantFrom('0000000000000001', '0000000000000002', '00000000000000ff');
/** Addresses of which some begin with others. */
const addresses = fc.uniqueArray(
  fc.constantFrom('/', '/a.html', '/a', '/a/b.html', '/a/b', '/b.html', '/ab.html', '/é'),
);

function memoryOf(folder: string, release: string): BuildMemory {
  const current = { digest: release, manifest: new Map() };
  const place = { out: folder, home: join(folder, 'home'), current } as unknown as OutputPlace;
  return new BuildMemory(place, 'code');
}

describe('pages that changed', () => {
  test('are those with another digest and those that are new, whatever came, went or moved', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'home'));
    const entries = addresses.chain((paths) => fc.tuple(...paths.map((path) => fc.tuple(fc.constant(path), digests))));
    fc.assert(
      fc.property(fc.array(entries, { minLength: 2, maxLength: 4 }), fc.boolean(), (builds, isLost) => {
        for (const [i, before] of builds.slice(0, -1).entries())
          memoryOf(folder, `${i - 1}`).save(`${i}`, new Map(before));
        if (isLost) rmSync(join(folder, 'home', 'addresses.bin'), { force: true });
        const [before, after] = builds.slice(-2) as [[string, string][], [string, string][]];
        const release = `${builds.length - 2}`;
        const all = after.map(([path]) => path);
        const isSame = JSON.stringify(before.map(([path]) => path)) === JSON.stringify(all);
        const known = new Map(isLost && !isSame ? [] : before);
        const expected = after.filter(([path, digest]) => known.get(path) !== digest);
        expect(memoryOf(folder, release).changedPages(new Map(after))).toEqual(expected.map(([path]) => path));
        expect(memoryOf(folder, 'another').changedPages(new Map(after))).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });
});
