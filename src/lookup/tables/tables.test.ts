import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lookAlikesSource } from '../../../scripts/shared/look-alike-table.ts';
import { simplifiedSource } from '../../../scripts/shared/simplified-table.ts';

test.each([
  ['simplified.ts', simplifiedSource, 6_500],
  ['look-alikes.ts', lookAlikesSource, 8_192],
])('%s is what `npm run tables` makes, and small', (file, makeSource, limit) => {
  const written = readFileSync(join(import.meta.dirname, file), 'utf8');
  expect(written).toBe(makeSource());
  expect(brotliCompressSync(written).length).toBeLessThan(limit);
});
