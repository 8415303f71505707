/** The register behind a built site, read anew from its data. */
import { readTexts } from '../../src/ingest/texts.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { createRegister } from '../../src/register/register.ts';
import type { Site } from '../../src/register/site.ts';
import { AS_OF } from './commands.ts';
import type { BuiltSite } from './sites.ts';

export function modelOf({ data, content }: Pick<BuiltSite, 'data' | 'content'>): Site {
  const ingested = ingest(data, { asOf: AS_OF });
  const { pages: texts, pledges, replies } = readTexts(content, ingested).texts;
  return {
    register: createRegister(ingested),
    asOf: AS_OF,
    info: ingested.site,
    counts: ingested.counts,
    causes: [],
    texts,
    pledges,
    replies,
  };
}
