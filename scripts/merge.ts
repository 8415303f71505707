/** `npm run merge`: puts the shares that `npm run build -- --shard` made together and publishes them as one release. */
import { mergeShards } from '../src/publish/shards.ts';
import { EXIT, Misuse, readFlags, runCommand } from './shared/options.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

await runCommand(() => {
  const flags = readFlags({
    from: { type: 'string' },
    out: { type: 'string', default: 'dist' },
    json: { type: 'boolean', default: false },
  });
  if (flags.from === undefined) throw new Misuse('请用 --from 指明分片所在的文件夹');
  const { release, shards, pages } = mergeShards(flags.from, flags.out);
  const { number, isNew, added, changed, deleted } = release;
  if (flags.json) {
    const counts = { added: added.length, changed: changed.length, deleted: deleted.length };
    console.log(JSON.stringify({ number, isNew, shards, pages, ...counts }));
  } else console.log(`${shards}片合成${pages}页，${flags.out} 现在是第${number}版${isNew ? '' : '（没有变动）'}。`);
  return EXIT.well;
});
