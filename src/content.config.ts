import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { contentFolder } from './register/site.ts';

// The build has checked every text and put a copy here; titles and days come from there too (src/ingest/content.ts).
const texts = defineCollection({
  loader: glob({ base: contentFolder(), pattern: ['*.mdx', '{guides,notices,pages}/*.mdx'] }),
  schema: z.looseObject({ title: z.string() }),
});

export const collections = { texts };
