/** Progress on a terminal; silence in a pipe. */
import type { OnProgress, Phase } from '../../src/publish/build.ts';

const PHASES: Readonly<Record<Phase, string>> = {
  read: '读取并检查数据',
  plan: '比较哪些页要重做',
  render: '生成页面',
  index: '写索引和下载文件',
  publish: '核对并换上新版',
};
const WIDTH = 24;

/** A bar for each phase, drawn over itself until the next begins. */
export function progressPrinter(stream: NodeJS.WriteStream = process.stderr): OnProgress {
  if (!stream.isTTY) return () => {};
  const names = Object.keys(PHASES);
  let last: Phase | undefined;
  return (phase, done, total) => {
    if (last !== undefined && last !== phase) stream.write('\n');
    last = phase;
    const full = total === 0 ? 0 : Math.round((done / total) * WIDTH);
    const bar = total === 0 ? '…' : `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${done}/${total}`;
    stream.write(`\r\u001B[K[${names.indexOf(phase) + 1}/${names.length}] ${PHASES[phase]} ${bar}`);
    if (phase === 'publish') stream.write('\n');
  };
}
