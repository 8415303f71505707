/**
 * Astro's own build of all pages, as a process: what pages rendered with kept templates are held against.
 *
 *     node tests/helpers/astro-build.ts DATA CONTENT OUT
 *
 * The working folder must be a new one inside the project, where templates find their imports.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'astro';
import { ingest } from '../../src/ingest/ingest.ts';
import { readTexts } from '../../src/ingest/texts.ts';
import { siteOf } from '../../src/publish/read.ts';
import { setSite } from '../../src/register/site.ts';
import { AS_OF, PROJECT } from './commands.ts';

const [data, content, out] = process.argv.slice(2) as [string, string, string];
const work = process.cwd();
const ingested = ingest(data, { asOf: AS_OF });
const { texts, findings } = readTexts(content, ingested);
for (const text of texts.pages) {
  mkdirSync(join(work, 'content', text.collection), { recursive: true });
  writeFileSync(join(work, 'content', text.collection, `${text.slug}.mdx`), text.source);
}
setSite(siteOf({ ingested, texts, findings: [...findings, ...ingested.findings] }));
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
await build({
  root: work,
  srcDir: join(PROJECT, 'src'),
  publicDir: join(PROJECT, 'public'),
  configFile: relative(work, join(PROJECT, 'astro.config.mjs')),
  cacheDir: join(work, 'cache'),
  outDir: out,
  logLevel: 'error',
  ...(ingested.site.url === undefined ? {} : { site: ingested.site.url }),
});
