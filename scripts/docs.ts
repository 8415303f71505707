/** `npm run docs`: writes `docs/data-format.md` from the code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFormat } from './shared/data-format.ts';
import { EXIT, readFlags, runCommand } from './shared/options.ts';

await runCommand(() => {
  readFlags({});
  const path = join(import.meta.dirname, '../docs/data-format.md');
  writeFileSync(path, dataFormat());
  console.log(path);
  return EXIT.well;
});
