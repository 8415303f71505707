/** Fetches the files of the look-up's index. What is typed stays here: files are asked for by number. */
import type { Freshness, ReadFile } from '../lookup/types.ts';
import { urls } from '../register/urls.ts';

const CACHE: Readonly<Record<Freshness, RequestCache>> = { any: 'default', current: 'no-cache', anew: 'reload' };
/** A file that takes longer has failed. */
const PATIENCE = 20_000;

export const fetchFile: ReadFile = async (path, freshness) => {
  const response = await fetch(urls.lookup(path), { cache: CACHE[freshness], signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};
