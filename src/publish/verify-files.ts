/** What a copy of a text is verified against: the index of all published texts, and each text as data. */
import { buildVerifyIndex, type PublishedText } from '../pledges/verify-index.ts';
import { urls } from '../register/urls.ts';

/** Every file by its path below the site's folder. */
export function* verifyFiles(texts: readonly PublishedText[]): Generator<[string, Uint8Array | string]> {
  yield [urls.verifyIndex.slice(1), buildVerifyIndex(texts)];
  for (const { facts, clauses } of texts) {
    const text: PublishedText = { facts, clauses };
    yield [urls.pledgeData(facts.id).slice(1), JSON.stringify(text)];
  }
}
