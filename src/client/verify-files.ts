/** Fetches what a copy is verified against. Nothing of the copy goes out: the texts asked for are told by their ids alone. */
import { openVerifyIndex, type PublishedText, type VerifyIndex } from '../pledges/verify-index.ts';
import { urls } from '../register/urls.ts';

/** A file that takes longer has failed. */
const PATIENCE = 60_000;

/** @throws where the index does not come whole */
export async function fetchIndex(): Promise<VerifyIndex> {
  const response = await get(urls.verifyIndex);
  const index = openVerifyIndex(new Uint8Array(await response.arrayBuffer()));
  if (!Array.isArray(index.versions) || !index.versions.every((facts) => typeof facts?.id === 'string'))
    throw new Error('The index is none.');
  return index;
}

/** @throws where the text does not come whole, or is another's */
export async function fetchText(id: string): Promise<PublishedText> {
  const response = await get(encodeURI(urls.pledgeData(id)));
  return published(await response.json(), id);
}

async function get(path: string): Promise<Response> {
  const response = await fetch(path, { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

function published(given: unknown, id: string): PublishedText {
  const text = given as Partial<PublishedText> | null;
  const isText =
    text?.facts?.id === id &&
    Array.isArray(text.facts.attachments) &&
    Array.isArray(text.clauses) &&
    text.clauses.every((clause) => typeof clause?.text === 'string' && Array.isArray(clause.path));
  if (!isText) throw new Error(`This is not the text ${id}.`);
  return text as PublishedText;
}
