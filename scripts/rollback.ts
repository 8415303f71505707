/** `npm run rollback`: serves a former release again, or lists what there is. */
import { DATASET_IDS, datasetOf, type DatasetId } from '../src/datasets/index.ts';
import { listReleases, rollBack, type Kept } from '../src/publish/roll-back.ts';
import { EXIT, Misuse, readFlags, runCommand } from './shared/options.ts';

// Between steps only, and then by way of `exit`, so that the lock is given back.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await runCommand(() => {
  const { out, to, list, json } = readFlags({
    out: { type: 'string', default: 'dist' },
    to: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  if (to !== undefined && !/^\d{1,15}$/.test(to)) throw new Misuse(`--to 要写版本号，是一个整数，不是「${to}」`);
  if (to !== undefined && list) throw new Misuse('--list 只列出版本，不能和 --to 一起用');
  if (list) {
    const releases = listReleases(out);
    if (json) process.stdout.write(`${JSON.stringify({ out, releases })}\n`);
    else console.log(releases.map(inWords).join('\n') || `${out} 还没有公布过`);
    return EXIT.well;
  }
  const served = rollBack(out, to === undefined ? undefined : Number(to));
  if (json) process.stdout.write(`${JSON.stringify({ out, served })}\n`);
  else console.log(`${out} 现在公布的是：\n${inWords(served)}`);
  return EXIT.well;
});

function inWords({ number, asOf, published, isServed }: Kept): string {
  const counts = Object.entries(published).filter(([, count]) => count > 0);
  const rows = counts.map(([id, count]) => `${titleOf(id)} ${count}`).join('、');
  return `第${number}版，数据截至 ${asOf}${rows === '' ? '' : `：${rows}`}${isServed ? '（现在公布的）' : ''}`;
}

/** A release of another version of the program may have datasets that this one does not know. */
function titleOf(id: string): string {
  return (DATASET_IDS as readonly string[]).includes(id) ? datasetOf(id as DatasetId).title : id;
}
