import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

// The build has checked every text and works in a folder with a copy of them; titles and days come from there too
// (src/ingest/content.ts).
const texts = defineCollection({
  loader: glob({ base: './content', pattern: ['*.mdx', '{guides,notices,pages}/*.mdx'] }),
  schema: z.looseObject({ title: z.string() }),
});

export const collections = { texts };
