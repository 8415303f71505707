/** Real places for generated names: provinces, cities and counties of the region table, with invented towns. */
import { cityCode, knownRegions, regionLevel, regionName, regionPath } from '../../src/domain/region.ts';
import type { Level, Place } from '../../src/sample/places.ts';
import { words } from '../../src/sample/vocabulary/words.ts';

const TOWN_HEADS = words(`
  城关 南关 北关 东关 西关 新华 建设 解放 人民 和平 胜利 文化 太平 永安 长安 兴隆 龙泉 石桥 双桥 三河 大河 清河 白沙 黄土 红旗 东风
  柳林 杨庄 李庄 王家 张家 刘家 马家 赵家 高庙 白塔 古城 新城 老城 河口 江口 湖滨 临江 山前 岭南 花园 桃园 梅林 松岗 竹园 茶山`);
const TOWN_TAILS = ['街道', '镇', '乡'] as const;
const TOWNS_A_COUNTY = 10;
// Shares no factor with the number of combinations.
const TOWN_STEP = 37;
/** Levels that nobody speaks of, and divisions that are no place of their own. */
const NO_PLACE = /^(市辖区|县|市|郊区|新区|城区|矿区|.*直辖县级行政区划)$/;

export type RealPlaces = Readonly<Record<Level, readonly Place[]>>;

export function realPlaces(): RealPlaces {
  const places: Record<Level, Place[]> = { province: [], city: [], county: [] };
  const taken = new Set<string>();
  for (const [code, name] of knownRegions()) {
    const level = regionLevel(code);
    if (level === 'national' || /[港澳台]/.test(regionName(`${code.slice(0, 2)}0000`) ?? '') || NO_PLACE.test(name))
      continue;
    const prefix = prefixOf(code, name, level);
    if (taken.has(prefix)) continue;
    taken.add(prefix);
    const towns = level === 'county' ? townsOf(places.county.length) : [];
    const registrar = name + (level === 'province' ? '民政厅' : '民政局');
    places[level].push({ level, code, name, prefix, stem: stemOf(name), children: [], towns, registrar });
  }
  return places;
}

/** How names of bodies there begin: 浙江省, 杭州市, 杭州市西湖区, 安吉县. */
function prefixOf(code: string, name: string, level: Level): string {
  if (level !== 'county' || !name.endsWith('区')) return name;
  const city = cityCode(code);
  const above = city === undefined ? regionPath(code)[0] : regionName(city);
  return above === undefined || above === name || NO_PLACE.test(above) ? name : above + name;
}

function stemOf(name: string): string {
  const stem = name.replace(/(省|市|地区|区|县|自治[州县区]|盟|旗)$/u, '');
  return stem.length < 2 ? name : stem;
}

function townsOf(county: number): string[] {
  return Array.from({ length: TOWNS_A_COUNTY }, (_, i) => {
    const number = (county * TOWNS_A_COUNTY + i) * TOWN_STEP;
    return TOWN_HEADS[number % TOWN_HEADS.length]! + TOWN_TAILS[Math.floor(number / TOWN_HEADS.length) % 3]!;
  });
}
