/** What this register covers, computed from its data: which authorities, which kinds, up to which day. */
import { grouped } from '../domain/amount.ts';
import { inWords } from '../domain/date.ts';
import { regionLevel, type RegionLevel } from '../domain/region.ts';
import { byCodeUnits } from '../domain/text.ts';
import { groupsOf, regionTree, type RegionProvince } from './browse.ts';
import { derived } from './derived.ts';
import type { Register } from './register.ts';

/** `本站收录澜江省、市、县三级共114个登记管理机关登记过的1,200家社会组织（含已注销、撤销、吊销的163家），数据截至2026年11月20日。` */
export const coverageSentence = derived((register: Register): string => {
  if (register.organisations.length === 0) return `本站还没有收录社会组织，数据截至${inWords(register.asOf)}。`;
  const gone = register.organisations.filter((organisation) => organisation.status !== '正常').length;
  const ended = gone === 0 ? '' : `（含已注销、撤销、吊销的${grouped(gone)}家）`;
  return `本站收录${authorities(register)}登记过的${grouped(register.organisations.length)}家社会组织${ended}，数据截至${inWords(register.asOf)}。`;
});

/** `其中社会团体612家、民办非企业单位540家、基金会48家。`; `都是社会团体。` */
export function kindsSentence(register: Register): string {
  const kinds = [...Map.groupBy(register.organisations, ({ type }) => type)].toSorted(
    ([a, some], [b, others]) => others.length - some.length || byCodeUnits(a, b),
  );
  if (kinds.length === 0) return '';
  if (kinds.length === 1) return `都是${kinds[0]![0]}。`;
  return `其中${kinds.map(([type, members]) => `${type}${grouped(members.length)}家`).join('、')}。`;
}

/** `云汀省、市两级共2个登记管理机关`, `国家级和北京市、区两级共17个登记管理机关`, or the only national authority by its name. */
function authorities(register: Register): string {
  const tree = regionTree(register);
  const provinces = tree.filter((province) => regionLevel(province.code) !== 'national');
  const isNational = provinces.length < tree.length;
  const names = [...groupsOf(register).authority.keys()];
  if (isNational && provinces.length === 0 && names.length === 1) return names[0]!;
  const places = [...(isNational ? ['国家级'] : []), ...(provinces.length > 0 ? [placeOf(provinces)] : [])];
  return `${places.join('和')}共${grouped(names.length)}个登记管理机关`;
}

/** `云汀省`, `云汀省、市、县三级`, `北京市、区两级`, `云汀省的市、县两级`, `浙江省、云汀省的省、市两级`, `4个省级行政区的省、市两级`. */
function placeOf(provinces: readonly RegionProvince[]): string {
  const where =
    provinces.length <= 3 ? provinces.map((province) => province.name).join('、') : `${provinces.length}个省级行政区`;
  const levels = levelsOf(provinces);
  if (levels.length < 2) return where;
  const words = `${levels.join('、')}${levels.length === 3 ? '三' : '两'}级`;
  // 澜江省省、市、县三级 would say 省 twice.
  const isSaid = provinces.length === 1 && where.endsWith(levels[0]!) && levels[0] === provinceWord(provinces[0]!);
  return isSaid ? where + words.slice(levels[0]!.length) : `${where}的${words}`;
}

/** The levels that have organisations, from the highest, as they are called there. */
function levelsOf(provinces: readonly RegionProvince[]): string[] {
  const kinds = new Set(provinces.map(provinceWord));
  // Of provinces that are called differently one speaks as of provinces.
  const kind = kinds.size === 1 ? [...kinds][0]! : '省';
  const regions = provinces.flatMap((province) =>
    province.cities.flatMap((city) => city.regions.map(({ id, label }) => ({ level: levelIn(province, id), label }))),
  );
  const has = (level: RegionLevel) => regions.some((region) => region.level === level);
  const counties = regions.filter(({ level }) => level === 'county').map(({ label }) => label);
  return [
    ...(has('province') ? [kind] : []),
    ...(has('city') ? ['市'] : []),
    ...(has('county') ? [kind === '市' ? districtWord(counties) : '县'] : []),
  ];
}

/** What a region of the province level is called: 省, 自治区, or 市 for the four municipalities. */
function provinceWord({ name }: RegionProvince): '省' | '自治区' | '市' {
  return name.endsWith('自治区') ? '自治区' : name.endsWith('市') ? '市' : '省';
}

/** A municipality has no cities: codes such as 110100 (市辖区) mean the municipality itself. */
function levelIn(province: RegionProvince, code: string): RegionLevel {
  const level = regionLevel(code);
  return level === 'city' && provinceWord(province) === '市' ? 'province' : level;
}

/** Municipalities have districts, and some of them counties. */
function districtWord(names: readonly string[]): '区' | '县' | '区县' {
  const counties = names.filter((name) => name.endsWith('县')).length;
  return counties === 0 ? '区' : counties === names.length ? '县' : '区县';
}
