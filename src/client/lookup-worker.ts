/** Runs the look-up off the main thread. Fetches shards by number; what is typed stays here. */
import { openLookup } from '../lookup/reader.ts';
import type { Answer, Freshness } from '../lookup/types.ts';
import { urls } from '../register/urls.ts';

export type Request =
  | { id: number; ask: 'prepare' }
  | { id: number; ask: 'search'; query: string }
  | { id: number; ask: 'details'; answer: Answer };
export type Response = { id: number; value: unknown } | { id: number; failed: string };

const CACHE: Readonly<Record<Freshness, RequestCache>> = { any: 'default', current: 'no-cache', anew: 'reload' };
/** A file that takes longer has failed. */
const PATIENCE = 20_000;

const lookup = openLookup(async (path, freshness) => {
  const response = await fetch(urls.lookup(path), { cache: CACHE[freshness], signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
});

function work(request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'prepare':
      return lookup.prepare();
    case 'search':
      return lookup.search(request.query);
    case 'details':
      return lookup.details(request.answer);
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  work(data).then(
    (value) => postMessage({ id, value } satisfies Response),
    (error: unknown) => postMessage({ id, failed: String(error) } satisfies Response),
  );
});
