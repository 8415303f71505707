/** Data and texts → what pages are made from. */
import { mustStop, type Finding } from '../domain/finding.ts';
import type { IsoDate } from '../domain/date.ts';
import type { DataBytes } from '../ingest/data-bytes.ts';
import { countsAddUp, ingest, type Ingested } from '../ingest/ingest.ts';
import type { IngestMemory } from '../ingest/memory.ts';
import { readAhead } from '../ingest/read-ahead.ts';
import { readTexts, type Texts } from '../ingest/texts.ts';
import { createRegister } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { PublishError } from './error.ts';

export interface Sources {
  data: string;
  content: string;
  asOf: IsoDate;
  /** Publish nothing while any row has an error. */
  strict: boolean;
}

export interface Read {
  ingested: Ingested;
  texts: Texts;
  /** Of data and texts. */
  findings: readonly Finding[];
  /** Whether nothing may be published. */
  refused: boolean;
  /** Fails when what was read cannot be kept for the next run. */
  saved: Promise<void>;
}

export interface ReadOptions {
  /** Told how many files are read. */
  onProgress?: (done: number, total: number) => void;
  /** Files of the data folder that were read before. */
  bytes?: Promise<Map<string, DataBytes>>;
}

export async function readSources(
  { data, content, asOf, strict }: Sources,
  memory: IngestMemory,
  { onProgress, bytes }: ReadOptions = {},
): Promise<Read> {
  await readAhead(data, asOf, memory);
  const ingested = ingest(data, {
    asOf,
    memory,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(bytes === undefined ? {} : { bytes: await bytes }),
  });
  const { texts, findings: faults } = readTexts(content, ingested, memory);
  const findings = [...faults, ...ingested.findings];
  if (!countsAddUp(ingested.counts))
    throw new PublishError('行数对不上：读到的行不等于公布、不公布与搁置的行之和', '这是程序的错误，请报告');
  // Of data that stop the build nothing is kept: there may be numbers of persons in them.
  const saved = mustStop(findings) ? Promise.resolve() : memory.save();
  // Whoever waits for it is told.
  saved.catch(() => {});
  const refused = mustStop(findings) || (strict && findings.some(({ severity }) => severity === 'error'));
  return { ingested, texts, findings, refused, saved };
}

/** What pages are made from. */
export function siteOf({ ingested, texts, findings }: Pick<Read, 'ingested' | 'texts' | 'findings'>): Site {
  const { asOf, site: info, counts, published, setAside } = ingested;
  return {
    register: createRegister({ asOf, records: published.records, access: published, setAside }),
    asOf,
    info,
    counts,
    causes: causesOf(findings),
    texts: texts.pages,
    pledges: texts.pledges,
    replies: texts.replies,
  };
}

/** How often each cause was found in each dataset, in the order of the findings. */
function causesOf(findings: readonly Finding[]): Site['causes'] {
  const counts = new Map<string, { dataset: string; code: Finding['code']; count: number }>();
  for (const { dataset, code } of findings) {
    const key = `${dataset} ${code}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { dataset, code, count: 1 });
  }
  return [...counts.values()].toSorted((a, b) => (a.dataset === b.dataset ? 0 : a.dataset < b.dataset ? -1 : 1));
}
