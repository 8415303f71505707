/** A thread of `renderInto`. */
import { parentPort, workerData } from 'node:worker_threads';
import { renderShare, type Share } from './render.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
await renderShare(workerData as Share, (digests) => parentPort!.postMessage(digests));
