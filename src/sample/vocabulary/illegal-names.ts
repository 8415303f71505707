import { CITIES, COUNTIES, PROVINCE } from '../places.ts';
import type { Random } from '../random.ts';
import { words } from './words.ts';

// Every name bears an invented place, so that none can be a real body's.
const GRAND_STARTS = words(
  '中华澜江 中国澜江 全国澜江 华夏澜江 国际澜江 世界澜江 亚太澜江 神州澜江 澜江国际 澜江中华 澜江全国 澜江世界 澜江亚太 澜江海峡 中国岚屿 华夏砚川 中华霁州 国际鹭汀 全国沅岭',
);
const TOPICS = words(`
  国学 养生 大健康 健康产业 书画艺术 企业家 一带一路 乡村振兴 军民融合 孝道文化 传统文化 名医 中医养生 太极养生 美食 收藏鉴定
  品牌评价 信用评价 诚信企业 慈善救助 扶贫助学 少儿才艺 青少年艺术 职业资格认证 人才测评 区块链 元宇宙 碳中和 生命科学 姓氏文化 红色文化
  演讲口才 礼仪文化 茶道 酒文化 玉文化 投资理财 创业就业 留守儿童关爱 老年康养 电商扶贫 竹艺 陶瓷 武术 民间借贷 房产中介 家庭教育
  心理咨询 婚恋服务 宠物 摄影 诗词 楹联 民间医药 针灸推拿 足疗保健 公益讲师 城市品牌 数字经济 影视文化`);
const ENDS = words(
  '协会 总会 学会 研究会 联合会 促进会 商会 联盟 委员会 基金会 研究院 联谊会 发展中心 认证中心 评价中心 产业联盟 工作委员会',
);

/** A name as such bodies give themselves: grand beginnings and every ending. */
export function illegalName(random: Random): string {
  const places = [PROVINCE, PROVINCE, ...CITIES, random.pick(COUNTIES)];
  const start = random.chance(0.6) ? random.pick(GRAND_STARTS) : random.pick(places).prefix;
  const name = start + random.pick(TOPICS) + random.pick(ENDS);
  return random.chance(0.15) ? name.replace(/(协会|学会|研究会|联合会)$/, '发展$1') : name;
}

const SLIGHT_CHANGES: readonly (readonly [RegExp, string])[] = [
  [/行业协会$/, '行业总会'],
  [/产业协会$/, '产业总会'],
  [/([^业])协会$/, '$1总会'],
  [/协会$/, '联合协会'],
  [/商会$/, '总商会'],
  [/研究会$/, '研究总会'],
  [/学会$/, '学会联盟'],
  [/联合会$/, '联合总会'],
  [/促进会$/, '促进总会'],
  [/基金会$/, '基金总会'],
  [/(慈善|公益)基金会$/, '爱心基金会'],
  [/(促进|联合|慈善)会$/, '$1委员会'],
  [/会$/, '会联盟'],
];

/** A name that a hasty reader takes for the registered one. */
export function imitationOf(random: Random, registered: string, placePrefix: string): string {
  const rest = registered.slice(placePrefix.length);
  if (random.chance(0.3)) return placePrefix + random.pick(['国际', '中华', '全民', '现代']) + rest;
  const [pattern, replacement] = random.pick(SLIGHT_CHANGES.filter(([change]) => change.test(registered)));
  return registered.replace(pattern, replacement);
}
