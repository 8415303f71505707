import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of a development package, which package.json pins exactly. */
export function pinnedVersion(name: string): string {
  const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { devDependencies: Record<string, string> }).devDependencies[name]!;
}
