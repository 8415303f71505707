/** `npm run lookup`: asks the index of a built site, in a folder or at an address, from the terminal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openLookup } from '../src/lookup/reader.ts';
import { LookupFailed, type Answer, type Lookup, type ReadFile, type Result } from '../src/lookup/types.ts';
import { STANDING_LABELS } from '../src/domain/sentences.ts';
import type { Standing } from '../src/domain/standing.ts';
import { urls } from '../src/register/urls.ts';
import { EXIT, readFlagsAndWords, runCommand } from './shared/options.ts';

const OUTCOMES = { found: '找到', similar: '没有完全同名的，名称相近的有', 'not-found': '没有找到' } as const;

await runCommand(async () => {
  const { flags, words } = readFlagsAndWords({
    site: { type: 'string' },
    out: { type: 'string', default: 'dist' },
    json: { type: 'boolean', default: false },
  });
  const lookup = openLookup(readerOf(flags.site ?? flags.out));
  const tell = flags.json ? asJson : inWords;
  try {
    for await (const query of words.length > 0 ? [words.join(' ')] : queriesFromInput())
      process.stdout.write(`${tell(await answer(lookup, query))}\n`);
  } catch (error) {
    if (!(error instanceof LookupFailed)) throw error;
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    console.error(`查询没有完成，不是没有结果：${cause}\n  请确认 --site 是已经生成的网站（文件夹或网址），再试一次`);
    return EXIT.dataErrors;
  }
  return EXIT.well;
});

async function answer(lookup: Lookup, query: string): Promise<Answer> {
  return lookup.details(await lookup.search(query));
}

/** One query a line; without any, the terminal is asked for them. */
async function* queriesFromInput(): AsyncGenerator<string> {
  if (process.stdin.isTTY) console.error('请输入名称或代码，每行一个（Ctrl+D 结束）：');
  for await (const query of createInterface({ input: process.stdin })) if (query.trim() !== '') yield query;
}

function readerOf(site: string): ReadFile {
  if (!/^https?:\/\//i.test(site)) return async (path) => new Uint8Array(await readFile(join(site, urls.lookup(path))));
  return async (path) => {
    const response = await fetch(new URL(`.${urls.lookup(path)}`, site.endsWith('/') ? site : `${site}/`));
    if (!response.ok) throw new Error(`HTTP ${response.status} ${response.url}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** One line of JSON (docs/commands.md). */
function asJson({ query, outcome, results }: Answer): string {
  return JSON.stringify({
    query,
    outcome,
    results: results.map(({ kind, name, standing, why, record }) => ({
      kind,
      code: record?.kind === 'organisation' ? record.code : null,
      name,
      standing,
      why: why.text,
    })),
  });
}

function inWords({ query, outcome, results, total, asOf }: Answer): string {
  const many = total === undefined ? '' : `（共${total}个名称，列出${results.length}个）`;
  return [`${query}：${OUTCOMES[outcome]}${many}，数据截至 ${asOf}`, ...results.map(resultLine)].join('\n');
}

function resultLine({ name, standing, why, record }: Result): string {
  const mark = record?.kind === 'organisation' ? record.code : `非法社会组织名单（${standing}）`;
  const state = record?.kind === 'organisation' ? `  ${STANDING_LABELS[standing as Standing]}` : '';
  return `  ${name}  ${mark}${state}  ${why.text}`;
}
