import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The MDX files below a folder: their paths in it and what they say. */
export function readFiles(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.mdx'))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]);
}
