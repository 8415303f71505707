/**
 * Writes the data folder of a fictional province, of any size, the same for the same arguments.
 *
 *     npm run sample -- --out DIR [--content DIR] [--organisations N] [--seed S] [--as-of YYYY-MM-DD]
 */
import { datasetOf } from '../src/datasets/index.ts';
import { MOST_ORGANISATIONS } from '../src/sample/codes.ts';
import { isExample, objectionTo, type WrittenFile } from '../src/sample/data-folder.ts';
import { hasTexts } from '../src/sample/texts/published-texts.ts';
import { writeSample, type SampleOptions } from '../src/sample/sample.ts';
import { EXIT, Misuse, readAsOf, readFlags, runCommand } from './shared/options.ts';

// Before there were lists to be on, nothing of note could be told; filing numbers have two digits for the year.
const FIRST_DAY = '2018-01-24';
const LAST_DAY = '2099-12-31';

await runCommand(() => {
  const options = readOptions();
  const isWatched = process.stderr.isTTY;
  const files = writeSample({ ...options, ...(isWatched ? { onProgress: showProgress } : {}) });
  if (isWatched) process.stderr.write('\r\u001B[K');
  for (const file of files) console.log(describe(file));
  if (options.content) console.log(`各组织发布的文本在 ${options.content}，检查和生成时用 --content 指明`);
  return EXIT.well;
});

function readOptions(): SampleOptions {
  const flags = readFlags({
    organisations: { type: 'string', default: '1200' },
    seed: { type: 'string', default: '1' },
    // Fixed, so that the data that ship can be made again.
    'as-of': { type: 'string', default: '2026-11-20' },
    out: { type: 'string' },
    content: { type: 'string' },
  });
  const organisations = wholeNumber(flags.organisations, '--organisations', 1, MOST_ORGANISATIONS);
  const seed = wholeNumber(flags.seed, '--seed', 0, Number.MAX_SAFE_INTEGER);
  const asOf = readAsOf(flags['as-of']);
  if (asOf < FIRST_DAY || asOf > LAST_DAY) throw new Misuse(`--as-of 要在 ${FIRST_DAY} 至 ${LAST_DAY} 之间`);
  if (!flags.out)
    throw new Misuse('请用 --out 指明要写入的文件夹，如 npm run sample -- --organisations 100 --out 练习');
  const objection = objectionTo(flags.out);
  if (objection !== undefined) throw new Misuse(objection);
  // Texts beside an example are an example, too; others are somebody's work.
  if (flags.content && hasTexts(flags.content) && !isExample(flags.out))
    throw new Misuse(`「${flags.content}」里已有发布的文本，而「${flags.out}」里没有示例数据，不覆盖`);
  return { organisations, seed, asOf, out: flags.out, content: flags.content };
}

function wholeNumber(text: string, flag: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Misuse(`${flag} 要是 ${least} 至 ${most} 之间的整数，不是「${text}」`);
}

function showProgress(organisations: number): void {
  process.stderr.write(`\r已写 ${organisations.toLocaleString('en')} 家`);
}

function describe({ name, dataset, rows, bytes }: WrittenFile): string {
  const size = `${Math.ceil(bytes / 1000).toLocaleString('en')} KB`;
  return dataset === undefined
    ? `${name}：站点信息，${size}`
    : `${name}：${datasetOf(dataset).title} ${rows.toLocaleString('en')} 行，${size}`;
}
