/** `npm run rollback`: serves a former release again, or lists what there is. */
import { DATASET_IDS, datasetOf, type DatasetId } from '../src/datasets/index.ts';
import { listReleases, rollBack, type Kept, type Listed } from '../src/publish/roll-back.ts';
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
    else console.log(releases.length === 0 ? `${out} 还没有公布过` : listed(releases));
    return EXIT.well;
  }
  const served = rollBack(out, to === undefined ? undefined : Number(to));
  if (json) process.stdout.write(`${JSON.stringify({ out, served })}\n`);
  else console.log(`${out} 现在公布的是：\n${inWords(served)}`);
  return EXIT.well;
});

function inWords({ number, asOf, madeAt }: Kept): string {
  const time = madeAt.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
  return `第${number}版，数据截至 ${asOf}，${time} 生成`;
}

/** One line for each; of how many rows it has, what is not the same in all. */
function listed(releases: readonly Listed[]): string {
  const ids = new Set(releases.flatMap(({ published }) => Object.keys(published)));
  const differing = [...ids].filter((id) => new Set(releases.map(({ published }) => published[id] ?? 0)).size > 1);
  const lines = releases.map((release) => {
    const mark = release.isServed ? '（现在公布的）' : release.isNext ? '（npm run rollback 退回的是这一版）' : '';
    const rows = differing.map((id) => `${titleOf(id)} ${release.published[id] ?? 0}`).join('、');
    return `${inWords(release)}${mark}${rows === '' ? '' : `：${rows}`}`;
  });
  return lines.join('\n');
}

/** A release of another version of the program may have datasets that this one does not know. */
function titleOf(id: string): string {
  return (DATASET_IDS as readonly string[]).includes(id) ? datasetOf(id as DatasetId).title : id;
}
