/** The look-up as pages use it: the same interface, with the work in a worker. */
import { LookupFailed, type Answer, type Bearers, type Lookup } from '../lookup/types.ts';
import type { Request, Response } from './lookup-worker.ts';

type OnBearers = (bearers: Bearers) => void;
type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/**
 * Starts a worker with the first question, and another one when it broke down. Where none can be started every question
 * fails, and none is answered with «not here».
 */
export function lookupInWorker(): Lookup {
  const waiting = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void; onBearers: OnBearers | undefined }
  >();
  let send: ((request: Request) => void) | undefined;
  let last = 0;
  const start = (): NonNullable<typeof send> => {
    const worker = new Worker(new URL('./lookup-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
      const asked = waiting.get(data.id);
      if ('bearers' in data) {
        asked?.onBearers?.(data.bearers);
        return;
      }
      waiting.delete(data.id);
      if ('failed' in data) asked?.reject(new LookupFailed(data.failed));
      else asked?.resolve(data.value as never);
    });
    worker.addEventListener('error', (event) => {
      worker.terminate();
      send = undefined;
      for (const { reject } of waiting.values()) reject(new LookupFailed(event.message));
      waiting.clear();
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
    return (request) => worker.postMessage(request);
  };
  const ask = <T>(question: Ask, onBearers?: OnBearers): Promise<T> =>
    new Promise((resolve, reject) => {
      send ??= start();
      const id = ++last;
      waiting.set(id, { resolve, reject, onBearers });
      send({ id, ...question } as Request);
    });
  return {
    prepare: (mayBePacked = false) => ask<boolean>({ ask: 'prepare', mayBePacked }),
    search: (query, onBearers) => ask<Answer>({ ask: 'search', query }, onBearers),
    details: (answer) => ask<Answer>({ ask: 'details', answer }),
  };
}
