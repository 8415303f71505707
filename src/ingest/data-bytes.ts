/** The bytes of the data files, digested on other threads while this one does something else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFiles } from './data-files.ts';
import { sha256Aside } from './sha256.ts';

export interface DataBytes {
  bytes: Uint8Array;
  /** SHA-256. */
  digest: string;
}

/** Above this files are read one by one when they are asked for: at 900,000 organisations they take hundreds of megabytes. */
const MOST_BYTES = 200_000_000;

/** By the path below the data folder. What cannot be read is left out: whoever asks for it tells why. */
export async function digestData(folder: string): Promise<Map<string, DataBytes>> {
  const files = dataFiles(folder);
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return new Map();
  const read = files.map(async ({ path }): Promise<[string, DataBytes]> => {
    const bytes = readFileSync(join(folder, path));
    return [path, { bytes, digest: await sha256Aside(bytes) }];
  });
  const all = await Promise.allSettled(read);
  return new Map(all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
}
