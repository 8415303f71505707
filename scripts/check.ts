/** `npm run check`: reads the data and reports; builds nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTexts } from '../src/ingest/texts.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { reportAsCsv, reportAsHtml, reportAsJson, reportForTerminal } from '../src/ingest/report.ts';
import { proposeLookAlikes } from '../src/lookup/proposals.ts';
import { createRegister } from '../src/register/register.ts';
import { EXIT, Misuse, readAsOf, readContent, readFlags, runCommand, SHARED_FLAGS } from './shared/options.ts';

const WRITE_FAULTS: Readonly<Record<string, string>> = {
  EEXIST: '它是一个文件，不是文件夹',
  ENOTDIR: '它要放在一个文件下面，那里建不了文件夹',
  EISDIR: '它里面有名为 findings.csv 或 findings.html 的文件夹',
  EACCES: '那里没有写入的权限',
  EPERM: '那里没有写入的权限',
  EROFS: '它在只读的磁盘上',
  EBUSY: '它里面的报告正被别的程序占用',
  ENOENT: '这个文件夹建不了',
};

await runCommand(() => {
  const flags = readFlags({ ...SHARED_FLAGS, report: { type: 'string' } });
  const asOf = readAsOf(flags['as-of']);
  const content = readContent(flags);
  // The folder first: nobody should wait for the data to be read to hear that the report has no place.
  if (flags.report !== undefined) forReport(flags.report, () => mkdirSync(flags.report!, { recursive: true }));
  const ingested = ingest(flags.data, { asOf });
  const findings = [...readTexts(content, ingested).findings, ...ingested.findings];
  // Of data that cannot be published nobody knows who is who.
  const proposals = ingested.stopped ? [] : proposeLookAlikes(createRegister(ingested));
  const reported = { ...ingested, findings, proposals };
  if (flags.report !== undefined) {
    const folder = flags.report;
    forReport(folder, () => {
      writeFileSync(join(folder, 'findings.csv'), reportAsCsv(reported));
      writeFileSync(join(folder, 'findings.html'), reportAsHtml(reported));
    });
  }
  process.stdout.write(`${flags.json ? reportAsJson(reported) : reportForTerminal(reported)}\n`);
  if (flags.report !== undefined && !flags.json)
    console.log(`\n报告已写到 ${flags.report}：findings.csv（用表格软件打开）、findings.html（用浏览器打开）`);
  return findings.some((finding) => finding.severity === 'error') ? EXIT.dataErrors : EXIT.well;
});

/** @throws Misuse where nothing can be written into that folder */
function forReport(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const fault = WRITE_FAULTS[(error as NodeJS.ErrnoException).code ?? ''];
    if (fault === undefined) throw error;
    throw new Misuse(`报告写不进「${folder}」：${fault}。请用 --report 指明另一个文件夹`);
  }
}
