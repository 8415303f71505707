/** `npm run preview`: shows what a build would change of the site, and writes nothing into it. */
import { writeFileSync } from 'node:fs';
import { reportAsJson, reportForTerminal, summary } from '../src/ingest/report.ts';
import { changesAsHtml, changesAsJson, changesForTerminal, stopForTerminal } from '../src/publish/changes-report.ts';
import { previewSite } from '../src/publish/preview.ts';
import { BRAKE_FLAGS, buildCommand, readAccept, readBrake } from './shared/brake.ts';
import { EXIT, Misuse, readAsOf, readContent, readFlags, runCommand, SHARED_FLAGS } from './shared/options.ts';

await runCommand(async () => {
  const flags = readFlags({
    ...SHARED_FLAGS,
    ...BRAKE_FLAGS,
    strict: { type: 'boolean', default: false },
    html: { type: 'string' },
  });
  const { data, out, strict } = flags;
  const content = readContent(flags);
  const asOf = readAsOf(flags['as-of']);
  const { ingested, findings, changes, stop } = await previewSite({
    data,
    content,
    out,
    asOf,
    strict,
    accept: readAccept(flags.accept),
    brake: readBrake(flags.brake),
  });
  const reported = { ...ingested, findings, strict, braked: stop !== undefined };
  if (changes === undefined) {
    // The same as a check tells: until it is put right there is nothing to compare.
    if (flags.json) process.stdout.write(`{"refused":true,${reportAsJson(reported).slice(1)}\n`);
    else console.log(reportForTerminal(reported));
    return EXIT.dataErrors;
  }
  if (flags.html !== undefined) writePage(flags.html, changesAsHtml(changes, stop));
  if (flags.json) process.stdout.write(`${changesAsJson(changes, stop)}\n`);
  else {
    const brake = stop === undefined ? [] : [stopForTerminal(stop, buildCommand(flags))];
    const page = flags.html === undefined ? [] : [`全部变动已写到 ${flags.html}（用浏览器打开）`];
    console.log([changesForTerminal(changes), summary(reported), ...brake, ...page].join('\n\n'));
  }
  return stop === undefined ? EXIT.well : EXIT.dataErrors;
});

/** @throws Misuse where nothing can be written, and for a file that is no web page: it may be somebody's data */
function writePage(file: string, text: string): void {
  if (!/\.html?$/i.test(file)) throw new Misuse(`--html 要写网页文件的名称，如 变动.html，不是「${file}」`);
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Misuse(`「${file}」写不进去（${(error as NodeJS.ErrnoException).code}）：请用 --html 指明另一个文件`);
  }
}
