/**
 * `npm run tables`: writes the character tables of the look-up (src/lookup/tables) from the packages they come from.
 * Sources and licences: docs/decisions/0009-character-tables.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAlikesSource } from './shared/look-alike-table.ts';
import { EXIT, readFlags, runCommand } from './shared/options.ts';
import { simplifiedSource } from './shared/simplified-table.ts';

const TABLES = join(import.meta.dirname, '../src/lookup/tables');

await runCommand(() => {
  readFlags({});
  const sources = { 'simplified.ts': simplifiedSource(), 'look-alikes.ts': lookAlikesSource() };
  for (const [file, source] of Object.entries(sources)) {
    writeFileSync(join(TABLES, file), source);
    console.log(`src/lookup/tables/${file}`);
  }
  return EXIT.well;
});
