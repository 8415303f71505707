/** The worker of the page that verifies a copy, as a promise. */
import type { Judged, Request, Response } from './verify-worker.ts';

export type Progress = Omit<Extract<Response, { is: 'progress' }>, 'is'>;

/** The copy cannot be judged; the message is for who gave it. */
export class Refused extends Error {
  readonly sha256: string | undefined;

  constructor(message: string, sha256: string | undefined) {
    super(message);
    this.sha256 = sha256;
  }
}

export class Work {
  readonly #worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' });

  /** @throws Refused, or anything else where it could not be done to the end */
  verify(request: Request, onProgress: (progress: Progress) => void): Promise<Judged> {
    return new Promise((resolve, reject) => {
      this.#worker.addEventListener('message', ({ data }: MessageEvent<Response>) => {
        if (data.is === 'progress') onProgress(data);
        else if (data.is === 'judged') resolve(data);
        else if (data.is === 'refused') reject(new Refused(data.message, data.sha256));
        else reject(new Error('What the copy is compared with did not come.'));
      });
      this.#worker.addEventListener('error', (event) => reject(new Error(event.message)));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
      this.#worker.postMessage(request);
    });
  }

  /** Ends whatever is under way, at once. */
  end(): void {
    this.#worker.terminate();
  }
}
