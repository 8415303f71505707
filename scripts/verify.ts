/** `npm run verify -- DIR|URL`: holds a built site, or one that is served, against its own manifest. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auditAddress, auditFolder, type AddressAudit, type AddressDifference } from '../src/publish/audit.ts';
import { MANIFEST, RELEASE } from '../src/publish/manifest.ts';
import { EXIT, Misuse, readFlagsAndWords, runCommand } from './shared/options.ts';

const WORDS = { changed: '内容变了', missing: '不见了', unknown: '不在清单上', unreachable: '没有取到' } as const;

await runCommand(async () => {
  const { flags, words } = readFlagsAndWords({
    out: { type: 'string', default: 'dist' },
    json: { type: 'boolean', default: false },
  });
  if (words.length > 1) throw new Misuse(`只能核对一个文件夹或网址，不是${words.length}个`);
  const place = words[0] ?? flags.out;
  return /^https?:\/\//i.test(place) ? verifyAddress(place, flags.json) : verifyFolder(place, flags.json);
});

function verifyFolder(out: string, json: boolean): number {
  const differences = auditFolder(out);
  if (json) process.stdout.write(`${JSON.stringify({ out, differences })}\n`);
  else if (![MANIFEST, RELEASE].some((name) => existsSync(join(out, name))))
    console.log(`${out} 里没有公布过的网站，请指明输出文件夹或网址`);
  else {
    for (const { path, what } of differences) console.log(`${path}：${WORDS[what]}`);
    if (differences.some(({ path, what }) => path === MANIFEST && what === 'missing'))
      console.log('没有清单，其他文件没有核对');
    console.log(
      differences.length === 0
        ? `${out} 与清单一致`
        : `${differences.length}个文件与清单不一致。要重新做出全部文件，运行 npm run build -- --anew（换过 --data、--content、--out 的照样写上）`,
    );
  }
  return differences.length === 0 ? EXIT.well : EXIT.dataErrors;
}

async function verifyAddress(url: string, json: boolean): Promise<number> {
  if (!URL.canParse(url)) throw new Misuse(`「${url}」不是网址`);
  const onFile = (done: number, files: number) => {
    if (process.stderr.isTTY && (done % 100 === 0 || done === files)) process.stderr.write(`\r核对 ${done}/${files}`);
    if (process.stderr.isTTY && done === files) process.stderr.write('\n');
  };
  const audit = await auditAddress(url, { onFile });
  if (json) process.stdout.write(`${JSON.stringify({ url, ...audit })}\n`);
  else console.log(inWords(url, audit));
  return audit.differences.length === 0 && !audit.isRepublished ? EXIT.well : EXIT.dataErrors;
}

function inWords(url: string, { number, asOf, files, differences, isRepublished }: AddressAudit): string {
  if (isRepublished) return `${url} 在核对的时候公布了新的一版，这次核对不作数，请再核对一次`;
  if (differences.length === 0) return `${url} 与清单一致：第${number}版，数据截至 ${asOf}，${files}个文件`;
  const unreachable = differences.filter(({ what }) => what === 'unreachable').length;
  return [
    ...differences.map(line),
    ...(differences.length > unreachable ? [`${differences.length - unreachable}个文件与清单不一致`] : []),
    ...(unreachable > 0 ? [`${unreachable}个文件试了几次都没有取到，可能是网络或服务器的故障，请稍后再核对`] : []),
  ].join('\n');
}

function line({ path, what, detail }: AddressDifference): string {
  return `${path}：${WORDS[what]}${detail === '' ? '' : `（${detail}）`}`;
}
