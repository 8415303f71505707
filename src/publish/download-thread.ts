/** The thread of `downloadsAside`. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeDownloads, type DownloadTask } from './downloads.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows.
await makeDownloads(workerData as DownloadTask, (made) => parentPort!.postMessage(made));
