/** Reads a copy, finds the published text it belongs to and compares, off the main thread. To cancel, the page ends the worker. */
import { CopyFault, LONGEST_COPY, TOO_LONG, type CopyText } from '../copies/copy.ts';
import { kindOf } from '../copies/kind.ts';
import { readTextFile } from '../copies/text.ts';
import type { IsoDate } from '../domain/date.ts';
import { findAttachment, type VerifyIndex, type VersionFacts } from '../pledges/verify-index.ts';
import { verifyCopy, whyNotJudged, type Verdict } from '../pledges/verify.ts';
import { fetchIndex, fetchText } from './verify-files.ts';

/** Text as pasted, or a file. */
export type Source = string | Blob;

export interface Request {
  source: Source;
  /** The day to judge by. */
  today: IsoDate;
}

export type Step = 'file' | 'pages' | 'published' | 'comparison';

export type Response =
  | { is: 'progress'; step: Step; done?: number; of?: number }
  | ({ is: 'judged' } & Judged)
  /** The copy cannot be judged, and why. */
  | { is: 'refused'; message: string; sha256: string | undefined }
  /** What it is to be compared with did not come. */
  | { is: 'failed' };

export interface Judged {
  /** The text against what is published; or, of a file that was published itself, the versions that it belongs to. */
  verdict: Verdict | undefined;
  attachedTo: readonly VersionFacts[];
  /** What of the file was not judged. */
  notes: readonly string[];
  /** Of a file; missing also where the browser has no means to tell it. */
  sha256: string | undefined;
}

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  let sha256: string | undefined;
  try {
    const index = fetchIndex();
    // It is waited for below; until then it must not count as an error that nobody minds.
    index.catch(() => {});
    let bytes: Uint8Array<ArrayBuffer> | undefined;
    if (typeof data.source !== 'string') {
      tell({ is: 'progress', step: 'file' });
      bytes = await bytesOf(data.source);
      sha256 = await digestOf(bytes);
    }
    tell({ is: 'judged', ...(await judge(await index, data, bytes, sha256)) });
  } catch (error) {
    if (error instanceof CopyFault) tell({ is: 'refused', message: error.message, sha256 });
    else tell({ is: 'failed' });
  }
});

function tell(response: Response): void {
  postMessage(response);
}

async function judge(
  index: VerifyIndex,
  { source, today }: Request,
  bytes: Uint8Array<ArrayBuffer> | undefined,
  sha256: string | undefined,
): Promise<Judged> {
  const attachedTo = await attachedVersions(index, sha256);
  if (attachedTo.length > 0) return { verdict: undefined, attachedTo, notes: [], sha256 };
  const { text, notes } = bytes === undefined ? pasted(source as string) : await read(bytes);
  const reason = whyNotJudged(text);
  if (reason !== undefined) throw new CopyFault(reason);
  tell({ is: 'progress', step: 'published' });
  const verdict = await verifyCopy(index, text, today, async (id) => {
    const published = await fetchText(id);
    tell({ is: 'progress', step: 'comparison' });
    return published;
  });
  return { verdict, attachedTo, notes, sha256 };
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new CopyFault('文件读不出来，可能刚被移走或改动。请重新选一次。', { cause: error });
  }
}

/** Browsers tell it at secure addresses only. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- Missing at addresses without https.
  if (crypto.subtle === undefined) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The versions that this very file is an attachment of. The index has half of the digest, the text all of it. */
async function attachedVersions(index: VerifyIndex, sha256: string | undefined): Promise<VersionFacts[]> {
  if (sha256 === undefined) return [];
  const texts = await Promise.all(findAttachment(index, sha256).map(({ id }) => fetchText(id)));
  return texts.map(({ facts }) => facts).filter(({ attachments }) => attachments.includes(sha256));
}

function pasted(text: string): CopyText {
  if (text.length > LONGEST_COPY) throw new CopyFault(TOO_LONG);
  return { text, notes: [] };
}

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<CopyText> {
  const kind = kindOf(bytes);
  if (kind === 'text') return readTextFile(bytes);
  // What reads them is only loaded with the first of them.
  if (kind === 'docx') return (await import('../copies/docx.ts')).readDocx(bytes);
  const { readPdfHere } = await import('./verify-pdf.ts');
  return readPdfHere(bytes, (done, of) => tell({ is: 'progress', step: 'pages', done, of }));
}
