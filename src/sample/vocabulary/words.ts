import type { Random } from '../random.ts';

/** The words of a text, parted by blanks. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

const BRAND_HEADS = words(
  '博 启 明 育 德 慧 嘉 康 颐 瑞 春 晨 星 锦 蓝 金 新 思 致 善 仁 和 优 卓 翰 文 雅 景 福 恒 正 信 诚 同 云 海 远 华 晟 益 润 泽 沐 知 向 乐 佳 宏 怡 梓 清 尚 兰 馨 禾 皓',
);
const BRAND_TAILS = words(
  '文 雅 慧 睿 德 学 贤 达 航 帆 泽 康 宁 源 林 轩 远 望 辰 光 晖 阳 芽 苗 蕾 禾 翼 和 爱 心 缘 桥 舟 谷 颖 诚 佑 馨 悦 然 安 景 盛 成 翔 智 恩 行',
);
const SET_BRANDS = words(
  '阳光 晨曦 春蕾 启明星 夕阳红 常青藤 百草园 同心 彩虹桥 爱心桥 金秋 松鹤 福寿 康乐 博雅 求知 育才 树人 启智 新希望 蓝天 远航 扬帆 春晖 暖阳 牵手 微光 萤火 桃李 青松 红烛 心桥 绿洲 家和 幸福里 乐龄 橙心 海星 初心 点灯人 知行 百合 青禾 星海',
);

/** A trade name (字号): one of the set ones, or composed. */
export function brand(random: Random, own: readonly string[] = SET_BRANDS): string {
  if (random.chance(0.35)) return random.pick(own);
  for (;;) {
    const head = random.pick(BRAND_HEADS);
    const tail = random.pick(BRAND_TAILS);
    if (!head.includes(tail)) return head + tail;
  }
}

const SURNAMES = words(`
  王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 萧 田 董 袁 潘 于 蒋 蔡 余 杜
  叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺
  顾 毛 郝 龚 邵 万 钱 严 覃 武 戴 莫 孔 向 汤 欧阳 上官 司徒`);
const GIVEN = words(`
  砚 舒 衡 棠 澄 屿 岚 汀 溪 霁 珩 漪 筠 蓁 荻 芷 蔓 苒 菀 葭 楠 桐 梓 枫 柏 松 栩 樾 煦 昕 昀 晗 晔 暄 曦 朗 朔 望 远 行 知 言 默 宁
  安 和 谦 恒 毅 诚 信 川 岳 峰 岭 原 野 润 泽 渊 浩 清 涵 湛 洲 海 波 鸣 翔 鹤 鸿 鹏 骏 骥 云 霞 雪 霖 露 雯 月 星 辰 虹 玥 琳 琪 瑜
  瑾 璐 瑶 珊 慧 敏 静 雅 婉 娴 颖 悦 怡 欣 然 若 如 之 子 文 书 墨 青 蓝 丹 素 秋 冬 夏 春`);

/** An invented person's name of two or three characters (four with a double surname). */
export function personName(random: Random): string {
  const given = random.pick(GIVEN);
  const second = random.pick(GIVEN);
  return random.pick(SURNAMES) + (given === second || random.chance(0.25) ? given : given + second);
}

const ROADS = words(`
  望江路 云帆路 文昌路 学府路 梧桐路 滨河路 迎宾路 人和路 清风路 春晓路 锦绣路 翠屏路 稻香路 书院路 桃源路 银杏路 松涛路 竹影路
  荷风路 采莲路 听雨路 观澜路 映月路 揽星路 龙泉街 柳荫街 桂香街 石桥街 渡口街 码头街 钟楼街 织锦街 茶市街 药王街 灯市街 古井巷
  青石巷 梨花巷 槐树巷 丁香巷 杏林巷 百花巷 竹林巷 泉水巷`);

/** A house on an invented road: 望江路88号, now and then with its floor. */
export function houseOnRoad(random: Random): string {
  const house = `${random.pick(ROADS)}${random.int(1, 399)}号`;
  return random.chance(0.15) ? `${house}${random.int(1, 12)}层` : house;
}

const VILLAGE_HEADS = words(
  '上 下 东 西 南 北 前 后 大 小 新 高 长 双 三 五 里 外 龙 凤 石 柳 荷 桂 枫 竹 松 泉 云 月',
);
const VILLAGE_TAILS = words(
  '塘 溪 湾 桥 岭 坪 坞 浦 洲 垄 岗 坡 台 井 港 埠 沟 畈 墩 甸 寨 屯 店 园 峰 源 渡 巷 楼 亭',
);

/** A village of a town or township, or a neighbourhood of a street. */
export function villageName(random: Random, town: string): string {
  return random.pick(VILLAGE_HEADS) + random.pick(VILLAGE_TAILS) + (town.endsWith('街道') ? '社区' : '村');
}
