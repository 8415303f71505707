/** `npm run build`: checks and builds the site into `--out`. */
import { reportAsJson, reportForTerminal } from '../src/ingest/report.ts';
import { buildSite, type BuildResult } from '../src/publish/build.ts';
import { changesBriefly, changesSummary, stopForTerminal } from '../src/publish/changes-report.ts';
import { BRAKE_FLAGS, buildCommand, readBrake } from './shared/brake.ts';
import { parentProcess } from './shared/build-events.ts';
import { EXIT, readAsOf, readFlags, runCommand, SHARED_FLAGS } from './shared/options.ts';
import { progressPrinter } from './shared/progress.ts';

// A rename or a removal must not be cut in two by Ctrl-C; signals are answered between steps.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await runCommand(async () => {
  const flags = readFlags({
    ...SHARED_FLAGS,
    ...BRAKE_FLAGS,
    strict: { type: 'boolean', default: false },
    events: { type: 'boolean', default: false },
  });
  const parent = flags.events ? parentProcess() : undefined;
  const options = {
    data: flags.data,
    content: flags.content,
    out: flags.out,
    asOf: readAsOf(flags['as-of']),
    strict: flags.strict,
    accept: flags.accept,
    brake: readBrake(flags.brake),
  };
  const { onProgress, end } = progressPrinter();
  const build = buildSite({ ...options, onProgress: parent?.onProgress ?? onProgress });
  const result = await (parent?.follow(build) ?? build.finally(end));
  const { changes, stoppedBy } = result;
  const reported = { ...result.ingested, findings: result.findings, strict: flags.strict };
  if (flags.json) {
    process.stdout.write(`${reportAsJson({ ...reported, changes: changes && changesSummary(changes, stoppedBy) })}\n`);
  } else {
    console.log(reportForTerminal(reported));
    if (changes !== undefined) console.log(`\n${changesBriefly(changes)}`);
    if (stoppedBy !== undefined) console.log(`\n${stopForTerminal(stoppedBy, buildCommand(flags))}`);
    console.log(`\n${outcomeOf(result, flags.out)}`);
  }
  return result.published ? EXIT.well : EXIT.dataErrors;
});

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
