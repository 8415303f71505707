import { describe, expect, test } from 'vitest';
import { ownGroups } from '../../scripts/shared/look-alike-table.ts';
import { gb2312Characters } from './gb2312.ts';
import { lookAlike } from './look-alike-characters.ts';

describe('lookAlike', () => {
  test.each(
    (
      '末未 己已 已巳 己巳 土士 干千 干于 戊戌 戌戍 人入 八入 日曰 田由 甲申 治冶 冷泠 折拆 折析 荼茶 哀衷 哀衰 陕峡 侯候 崇祟 辩辨 ' +
      '亨享 毫豪 毫亳 幕墓 慕募 赢嬴 籍藉 清情 请清 青情 大太 大犬 兔免 乌鸟 住往 侍待 拨拔 贷货 栗粟 密蜜 乒乓 沪泸 盲肓 汨汩 管菅 ' +
      '壁璧 撤撒 瞻赡 徒徙 斑班 篮蓝 竞竟 遗遣 宦官 刺剌 晴睛 买卖 图圆 处外'
    ).split(' '),
  )('%s look alike, either way round', (pair) => {
    expect(lookAlike(pair[0]!, pair[1]!)).toBe(true);
    expect(lookAlike(pair[1]!, pair[0]!)).toBe(true);
  });

  test.each('饰修 协会 学会 竹编 中国 东西 南北 一二 二三 第弟a 末末'.split(' '))('%s do not', (pair) => {
    expect(lookAlike(pair[0]!, pair.at(-1)!)).toBe(false);
  });

  test('knows every pair of our own groups', () => {
    for (const group of ownGroups()) {
      const [first = '', ...others] = group;
      for (const other of others) expect(lookAlike(first, other), group).toBe(true);
    }
  });
});

test('our own groups hold two or more different characters of GB 2312 each', () => {
  const known = new Set(gb2312Characters());
  const odd = ownGroups().filter(
    (group) => group.length < 2 || new Set(group).size < group.length || [...group].some((it) => !known.has(it)),
  );
  expect(odd).toEqual([]);
});
