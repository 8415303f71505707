/**
 * Writes the index of a set of names into a folder, as a process of its own so that its memory can be told:
 * `node build-index.ts NAMES FOLDER RESULT`, where NAMES is what `writeNames` wrote. Seconds and sizes of the writing alone go into RESULT as JSON.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeLookup } from '../../src/lookup/writer.ts';
import { readNames } from './names-file.ts';
import { AS_OF, subjectsOf } from './subjects.ts';

export interface BuiltIndex {
  seconds: number;
  cpuSeconds: number;
  /** Of the process, the names included. */
  peakMegabytes: number;
  /** Of the names alone, before the index. */
  namesMegabytes: number;
  files: number;
  /** As written: packed. */
  bytes: number;
}

if (import.meta.main) {
  const [names, folder, result] = process.argv.slice(2);
  const subjects = subjectsOf(await readNames(names!));
  const namesMegabytes = process.memoryUsage().rss / 1e6;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const folders = new Set<string>();
  let files = 0;
  let bytes = 0;
  for (const [path, content] of writeLookup({ asOf: AS_OF, coverage: '测试名单', subjects })) {
    const target = join(folder!, path);
    if (!folders.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
    folders.add(dirname(target));
    writeFileSync(target, content);
    files++;
    bytes += content.length;
  }
  const { user, system } = process.cpuUsage(cpu);
  const built: BuiltIndex = {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    namesMegabytes,
    files,
    bytes,
  };
  writeFileSync(result!, JSON.stringify(built));
}
