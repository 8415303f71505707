/** `npm run verify`: holds a built site against its own manifest. */
import { verifyRelease } from '../src/publish/release.ts';
import { EXIT, readFlags, runCommand } from './shared/options.ts';

const WORDS = { changed: '内容变了', missing: '不见了', unknown: '不在清单上' } as const;

await runCommand(() => {
  const { out, json } = readFlags({
    out: { type: 'string', default: 'dist' },
    json: { type: 'boolean', default: false },
  });
  const differences = verifyRelease(out);
  if (json) process.stdout.write(`${JSON.stringify({ out, differences })}\n`);
  else {
    for (const { path, what } of differences) console.log(`${path}：${WORDS[what]}`);
    console.log(differences.length === 0 ? `${out} 与清单一致` : `${differences.length}个文件与清单不一致`);
  }
  return differences.length === 0 ? EXIT.well : EXIT.dataErrors;
});
