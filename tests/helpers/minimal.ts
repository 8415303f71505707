/** Organisations and nothing else: the smallest data folder that makes a site. */
import { makeCreditCode } from '../../src/domain/credit-code.ts';
import type { Tables } from './data-folder.ts';

export function minimalTables(count = 12): Tables {
  return {
    organisations: Array.from({ length: count }, (_, i) => ({
      统一社会信用代码: makeCreditCode('51', '330200', `MJ${String(100_000 + i)}`),
      社会组织名称: `甲乙丙丁${i + 1}号研究会`,
      社会组织类型: '社会团体',
      登记状态: '正常',
      登记管理机关: '甲市民政局',
    })),
  };
}
