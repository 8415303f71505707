/** Progress on a terminal; silence in a pipe. */
import type { Phase } from '../../src/publish/build.ts';

const PHASES: Readonly<Record<Phase, (detail: string) => string>> = {
  read: (folder) => `读取并检查 ${folder}`,
  render: (pages) => `生成${pages}页`,
  index: () => '写搜索索引和下载文件',
  seal: () => '核对并登记每个文件的摘要',
  publish: (out) => `换上 ${out}`,
};

export function phasePrinter(): (phase: Phase, detail: string) => void {
  const names = Object.keys(PHASES);
  return (phase, detail) => {
    if (process.stderr.isTTY) console.error(`[${names.indexOf(phase) + 1}/${names.length}] ${PHASES[phase](detail)} …`);
  };
}
