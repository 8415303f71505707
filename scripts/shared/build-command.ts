/** What `npm run build` does. */
import { reportAsJson, reportForTerminal } from '../../src/ingest/report.ts';
import { buildSite, type BuildResult } from '../../src/publish/build.ts';
import { changesBriefly, changesSummary, stopForTerminal } from '../../src/publish/changes-report.ts';
import { buildShard, type Shard } from '../../src/publish/shards.ts';
import { BRAKE_FLAGS, buildCommand, quoted, readAccept, readBrake } from './brake.ts';
import { parentProcess } from './build-events.ts';
import { EXIT, Misuse, readAsOf, readContent, readFlags, runCommand, SHARED_FLAGS } from './options.ts';
import { progressPrinter } from './progress.ts';

// A rename or a removal must not be cut in two by Ctrl-C; signals are answered between steps.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await runCommand(async () => {
  const flags = readFlags({
    ...SHARED_FLAGS,
    ...BRAKE_FLAGS,
    strict: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
    events: { type: 'boolean', default: false },
    shard: { type: 'string' },
    threads: { type: 'string' },
  });
  const parent = flags.events ? parentProcess() : undefined;
  const options = {
    data: flags.data,
    content: readContent(flags),
    out: flags.out,
    asOf: readAsOf(flags['as-of']),
    strict: flags.strict,
    anew: flags.anew,
    accept: readAccept(flags.accept),
    brake: readBrake(flags.brake),
    ...readThreads(flags.threads),
  };
  const { onProgress, end } = progressPrinter();
  if (flags.shard !== undefined) {
    const shard = readShard(flags.shard);
    // The folder that is served by default is no place for parts of a site.
    if (!process.argv.some((word) => /^--out(=|$)/.test(word)))
      throw new Misuse('做分片时请用 --out 指明放分片的文件夹，如 --out parts');
    const { ingested, findings, made, pages } = await buildShard({ ...options, shard, onProgress }).finally(end);
    const reported = { ...ingested, findings, strict: flags.strict };
    if (flags.json) process.stdout.write(`${reportAsJson(reported)}\n`);
    else if (!made) console.log(`${reportForTerminal(reported)}\n\n没有做第${shard.number}片。`);
    else
      console.log(
        `第${shard.number}片（共${shard.of}片）已放进 ${flags.out}，${pages}页。各片都做完后运行 npm run merge -- --from ${quoted(flags.out)}。`,
      );
    return made ? EXIT.well : EXIT.dataErrors;
  }
  const build = buildSite({ ...options, onProgress: parent?.onProgress ?? onProgress });
  const result = await (parent?.follow(build) ?? build.finally(end));
  const { changes, stoppedBy } = result;
  const reported = {
    ...result.ingested,
    findings: result.findings,
    strict: flags.strict,
    braked: stoppedBy !== undefined,
  };
  if (flags.json) {
    const told = { changes: changes && changesSummary(changes, stoppedBy), release: releaseOf(result) };
    process.stdout.write(`${reportAsJson({ ...reported, ...told })}\n`);
  } else {
    console.log(reportForTerminal(reported));
    if (changes !== undefined) console.log(`\n${changesBriefly(changes)}`);
    if (stoppedBy !== undefined) console.log(`\n${stopForTerminal(stoppedBy, buildCommand(flags))}`);
    console.log(`\n${outcomeOf(result, flags.out)}`);
  }
  return result.published ? EXIT.well : EXIT.dataErrors;
});

/** `2/4` */
function readShard(asked: string): Shard {
  const [, number, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(asked) ?? []).map(Number);
  if (number === undefined || of === undefined || number < 1 || number > of)
    throw new Misuse(`--shard 要写成 2/4 的样子（四片中的第二片），不是「${asked}」`);
  return { number, of };
}

function readThreads(asked: string | undefined): { threads?: number } {
  if (asked === undefined) return {};
  if (!/^[1-9]\d?$/.test(asked)) throw new Misuse(`--threads 要写1到99的数字，不是「${asked}」`);
  return { threads: Number(asked) };
}

/** `null` when nothing was published. */
function releaseOf({ published, pages, rendered, release }: BuildResult): object | null {
  if (!published || release === undefined) return null;
  const { number, isNew, added, changed, deleted } = release;
  return { number, isNew, pages, rendered, added: added.length, changed: changed.length, deleted: deleted.length };
}

function outcomeOf({ published, pages, rendered, release }: BuildResult, out: string): string {
  if (!published || release === undefined) return `没有公布。${out} 保持原样。`;
  if (!release.isNew) return `没有变动：${out} 仍是第${release.number}版，共${pages}页。`;
  const changes = [
    [release.added.length, '新增'],
    [release.changed.length, '改动'],
    [release.deleted.length, '删去'],
  ] as const;
  const told = changes.flatMap(([count, word]) => (count === 0 ? [] : [`${word}${count}`])).join('、');
  return `已公布${pages}页到 ${out}：第${release.number}版，重做${rendered}页，文件${told}。`;
}
