/** A content folder → all its texts and what is wrong with them. The only part that reads `content/`. */
import type { Finding } from '../domain/finding.ts';
import type { PledgeText } from '../pledges/texts.ts';
import type { Reply } from '../pledges/replies.ts';
import { readContent, type ContentText } from './content.ts';
import type { Ingested } from './ingest.ts';
import { IngestMemory } from './memory.ts';
import { readPledges } from './pledges.ts';
import { readReplies } from './replies.ts';

export interface Texts {
  /** Guides, notices and single pages. */
  pages: readonly ContentText[];
  pledges: readonly PledgeText[];
  replies: readonly Reply[];
}

/** @param ingested of the data folder that the texts belong to */
export function readTexts(
  folder: string,
  { records, published, withheld, rejected, asOf }: Ingested,
  memory = new IngestMemory(undefined, ''),
): { texts: Texts; findings: Finding[] } {
  const { texts: pages, findings } = readContent(folder, memory);
  const { pledges, findings: ofPledges } = readPledges(
    folder,
    records,
    asOf,
    memory,
    (code) => published.placeOf(code) !== undefined,
    (code) => rejected.organisations.some((row) => row['code'] === code),
  );
  const { replies, findings: ofReplies } = readReplies(folder, records, withheld, memory);
  return { texts: { pages, pledges, replies }, findings: [...findings, ...ofPledges, ...ofReplies] };
}
