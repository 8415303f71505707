/** `npm run template`: writes an empty CSV for every dataset, with its headers, for a clerk to fill. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DATASET_IDS, datasetOf } from '../src/datasets/index.ts';
import { makeFolder } from '../src/publish/home.ts';
import { EXIT, readFlags, runCommand } from './shared/options.ts';

await runCommand(() => {
  const { out } = readFlags({ out: { type: 'string', default: 'template' } });
  makeFolder(resolve(out));
  for (const id of DATASET_IDS) {
    const { title, columns } = datasetOf(id);
    const file = join(out, `${title}.csv`);
    if (existsSync(file)) {
      console.log(`${file} 已经有了，没有改动`);
      continue;
    }
    // Excel takes the file for UTF-8 only with a byte order mark.
    const header = Object.values(columns).map((column) =>
      /[",\n]/.test(column.header) ? `"${column.header}"` : column.header,
    );
    writeFileSync(file, `\uFEFF${header.join(',')}\r\n`);
    console.log(
      `${file}（必填：${Object.values(columns)
        .filter((column) => column.required)
        .map((column) => column.header)
        .join('、')}）`,
    );
  }
  return EXIT.well;
});
