/** `npm run build`: checks and builds the site into `--out`. */
import { reportAsJson, reportForTerminal } from '../src/ingest/report.ts';
import { buildSite } from '../src/publish/build.ts';
import { EXIT, readAsOf, readFlags, runCommand, SHARED_FLAGS } from './shared/options.ts';
import { phasePrinter } from './shared/progress.ts';

// A rename or a removal must not be cut in two by Ctrl-C; signals are answered between steps.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await runCommand(async () => {
  const flags = readFlags({ ...SHARED_FLAGS, strict: { type: 'boolean', default: false } });
  const options = {
    data: flags.data,
    content: flags.content,
    out: flags.out,
    asOf: readAsOf(flags['as-of']),
    strict: flags.strict,
  };
  const result = await buildSite({ ...options, onPhase: phasePrinter() });
  const reported = { ...result.ingested, findings: result.findings, strict: flags.strict };
  if (flags.json) process.stdout.write(`${reportAsJson(reported)}\n`);
  else {
    console.log(reportForTerminal(reported));
    console.log(result.published ? `\n已公布${result.pages}页到 ${flags.out}` : `\n没有公布。${flags.out} 保持原样。`);
  }
  return result.published ? EXIT.well : EXIT.dataErrors;
});
