/** `npm run check`: reads the data and reports; builds nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../src/ingest/content.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { reportAsCsv, reportAsHtml, reportAsJson, reportForTerminal } from '../src/ingest/report.ts';
import { EXIT, readAsOf, readFlags, runCommand, SHARED_FLAGS } from './shared/options.ts';

await runCommand(() => {
  const flags = readFlags({ ...SHARED_FLAGS, report: { type: 'string' } });
  const ingested = ingest(flags.data, { asOf: readAsOf(flags['as-of']) });
  const findings = [...readContent(flags.content).findings, ...ingested.findings];
  const reported = { ...ingested, findings };
  if (flags.report !== undefined) {
    mkdirSync(flags.report, { recursive: true });
    writeFileSync(join(flags.report, 'findings.csv'), reportAsCsv(findings));
    writeFileSync(join(flags.report, 'findings.html'), reportAsHtml(reported));
  }
  process.stdout.write(`${flags.json ? reportAsJson(reported) : reportForTerminal(reported)}\n`);
  if (flags.report !== undefined && !flags.json)
    console.log(`\n报告已写到 ${flags.report}：findings.csv（用表格软件打开）、findings.html（用浏览器打开）`);
  return findings.some((finding) => finding.severity === 'error') ? EXIT.dataErrors : EXIT.well;
});
