import { words } from './vocabulary/words.ts';

export type Level = 'province' | 'city' | 'county';

/** A division of the fictional province. */
export interface Place {
  readonly level: Level;
  /** Six digits beginning with 99, which GB/T 2260 does not use. */
  readonly code: string;
  /** As the region table has it: 望澜区. */
  readonly name: string;
  /** As an organisation's name begins: 澜江市望澜区, 松澜县. */
  readonly prefix: string;
  /** Without the word for its kind: 望澜. */
  readonly stem: string;
  /** The divisions directly below. */
  readonly children: readonly Place[];
  /** Streets, towns and townships with the word for their kind; only counties and districts have them. */
  readonly towns: readonly string[];
  /** Who registers social organisations here. */
  readonly registrar: string;
}

// Names that no place in China bears, held against the region tables of the packages lcn, gb2260 and idcard.
const CITIES_AND_COUNTIES = `
澜江 望澜区 星渚区 梧塘区 雁汀区 栖霖区 澄浦区 松澜县 桐溆县 鹤浔县 云砚市
霁州 霁光区 沁湾区 柳珂区 晴麓区 枫渚县 兰溯县 竹汀县 禾珑县
砚川 砚池区 墨溪区 书湾区 青珩区 石漪县 琅溪县 砚北县 松烟县 麓泉市
汀阳 汀兰区 渔歌区 碧澄区 芦渚县 汀南县 荻浦县 鸥洲县
岚屿 岚光区 棠渚区 帆影区 屿东区 潮岚县 螺屿县 沙鸥县 盐浔市
栖宁 栖梧区 宁麓区 荷湾区 桑榆县 栖雁县 宁溆县 梨岭县 槐浔县
沅岭 岭澜区 杉坪区 雾溪区 茶坞县 楠沅县 岭栖县 云杪县 箬溪县 苔岭县
溯原 溯光区 原麓区 驼铃区 杨渡县 沙棠县 溯北县 朔风县 雪澜县
棠浦 棠梨区 浦澄区 锦渡区 橘汀县 棠渡县 绣溪县 织云县 麻浦市
珩山 珩玉区 云磬区 珩渠区 珩西县 钟鸣县 磐溪县 丹崖县 铜磬县 玉楠县 青磐市
湄安 湄澜区 安渡区 莲湾区 稻香县 湄西县 蓼汀县 菱浦县 鹭栖县
鹭汀 鹭鸣区 汀湾区 苇荡区 芡塘县 鹭南县 藕溪县 凫洲县 蒹葭县`;

const TOWN_HEADS = words(
  '柳 荷 桂 枫 梅 竹 松 榆 槐 桑 莲 菱 芦 茶 橘 梨 杏 枣 柏 棠 云 月 星 霞 雾 雪 晴 石 沙 泉 渔 鹤 雁 鹭 燕 鹿 龙 凤 金 银 青 碧 丹 墨 书 琴 钟 长',
);
const TOWN_TAILS = words('塘 溪 湾 渡 桥 岭 坪 坞 浦 洲 汀 泽 墩 堰 岗 坡 台 亭 林 墟 井 港 埠 沟');
const TOWNS_A_COUNTY = 10;
// Shares no factor with the number of combinations, so that walking by it meets each of them once.
const TOWN_STEP = 355;
const FIRST_NUMBER = { 区: 1, 县: 21, 市: 81 } as const;
// One county in so many has moved registration to an administrative approval bureau, as real ones have.
const APPROVAL_BUREAU_EVERY = 8;

function townStem(number: number): string {
  const combination = (number * TOWN_STEP) % (TOWN_HEADS.length * TOWN_TAILS.length);
  return TOWN_HEADS[combination % TOWN_HEADS.length]! + TOWN_TAILS[Math.floor(combination / TOWN_HEADS.length)]!;
}

function townsOf(countyNumber: number, isUrban: boolean): string[] {
  return Array.from({ length: TOWNS_A_COUNTY }, (_, i) => {
    const kind = isUrban ? (i < 8 ? '街道' : '镇') : i === 0 ? '街道' : i < 7 ? '镇' : '乡';
    return townStem(countyNumber * TOWNS_A_COUNTY + i) + kind;
  });
}

function county(name: string, number: number, cityName: string, cityCode: string, taken: Map<string, number>): Place {
  const kind = name.at(-1) as keyof typeof FIRST_NUMBER;
  const rank = taken.get(kind) ?? 0;
  taken.set(kind, rank + 1);
  const office = number % APPROVAL_BUREAU_EVERY === 5 ? '行政审批局' : '民政局';
  return {
    level: 'county',
    code: cityCode.slice(0, 4) + String(FIRST_NUMBER[kind] + rank).padStart(2, '0'),
    name,
    prefix: kind === '区' ? cityName + name : name,
    stem: name.slice(0, -1),
    children: [],
    towns: townsOf(number, kind === '区'),
    registrar: name + office,
  };
}

function buildProvince(): Place {
  let counties = 0;
  const cities = CITIES_AND_COUNTIES.trim()
    .split('\n')
    .map((line, index): Place => {
      const [stem = '', ...countyNames] = words(line);
      const name = `${stem}市`;
      const code = `99${String(index + 1).padStart(2, '0')}00`;
      const taken = new Map<string, number>();
      const children = countyNames.map((countyName) => county(countyName, counties++, name, code, taken));
      return { level: 'city', code, name, prefix: name, stem, children, towns: [], registrar: `${name}民政局` };
    });
  return {
    level: 'province',
    code: '990000',
    name: '澜江省',
    prefix: '澜江省',
    stem: '澜江',
    children: cities,
    towns: [],
    registrar: '澜江省民政厅',
  };
}

/** 澜江省 with all its cities, counties and districts; the same for every seed. */
export const PROVINCE: Place = buildProvince();
export const CITIES: readonly Place[] = PROVINCE.children;
export const COUNTIES: readonly Place[] = CITIES.flatMap((city) => city.children);
/** The province, then each city followed by what lies in it: the order of the region table. */
export const PLACES: readonly Place[] = [PROVINCE, ...CITIES.flatMap((city) => [city, ...city.children])];

const CITY_OF = new Map(CITIES.flatMap((city) => city.children.map((child) => [child, city] as const)));

/** The city a county or district lies in; a city or the province is its own. */
export function cityOf(place: Place): Place {
  return CITY_OF.get(place) ?? place;
}

/** Where civil affairs sit at this place: they also punish, even where another office registers. */
export function civilAffairsOf(place: Place): string {
  return place.level === 'province' ? place.registrar : `${place.name}民政局`;
}
