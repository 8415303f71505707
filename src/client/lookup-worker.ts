/** Runs the look-up off the main thread. */
import { openLookup } from '../lookup/reader.ts';
import type { Answer, Bearers } from '../lookup/types.ts';
import { fetchFile } from './lookup-files.ts';

export type Request =
  | { id: number; ask: 'prepare'; mayBePacked: boolean }
  | { id: number; ask: 'search'; query: string }
  | { id: number; ask: 'details'; answer: Answer };
export type Response =
  | { id: number; value: unknown }
  | { id: number; failed: string }
  // Ahead of the value.
  | { id: number; bearers: Bearers };

const lookup = openLookup(fetchFile);

function work(request: Request): Promise<unknown> {
  switch (request.ask) {
    case 'prepare':
      return lookup.prepare(request.mayBePacked);
    case 'search':
      return lookup.search(request.query, (bearers) => postMessage({ id: request.id, bearers } satisfies Response));
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
