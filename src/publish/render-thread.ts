/** A thread of `renderInto`. */
import { workerData } from 'node:worker_threads';
import { renderShare, type Share } from './templates.ts';

await renderShare(workerData as Share);
