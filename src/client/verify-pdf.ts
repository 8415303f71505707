/** PDF files in the browser: pdf.js with a worker of its own; what it needs besides are files of this site. */
import { PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { CopyText } from '../copies/copy.ts';
import { readPdf } from '../copies/pdf.ts';

const MAPS = import.meta.glob<string>('../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url',
  import: 'default',
  eager: true,
});
const ADDRESSES = new Map(
  Object.entries(MAPS).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), address]),
);

/** @throws CopyFault, or anything else where a file of the site did not come */
export async function readPdfHere(bytes: Uint8Array, onPage: (page: number, pages: number) => void): Promise<CopyText> {
  const port = new Worker(new URL('./verify-pdf-worker.ts', import.meta.url), { type: 'module' });
  const failure = new Promise<never>((_, reject) => {
    port.addEventListener('error', () => reject(new Error('The worker did not come.')));
  });
  // Its types know of no port.
  const worker = new PDFWorker({ port: port as unknown as null, verbosity: 0 });
  try {
    return await Promise.race([readPdf(bytes, { worker, readCharacterMap, onPage }), failure]);
  } finally {
    port.terminate();
  }
}

async function readCharacterMap(file: string): Promise<Uint8Array> {
  const response = await fetch(ADDRESSES.get(file) ?? file);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
