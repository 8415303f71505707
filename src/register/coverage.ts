/** What this register covers, computed from its data: which authorities, which kinds, up to which day. */
import { grouped } from '../domain/amount.ts';
import { inWords } from '../domain/date.ts';
import { regionLevel } from '../domain/region.ts';
import { regionOf, type Register } from './register.ts';
import { regionTree } from './browse.ts';

const LEVEL_NAMES = { national: '全国', province: '省', city: '市', county: '县' } as const;

/** `本站收录澜江省、市、县三级共114个登记管理机关登记过的1,200家社会组织（含已注销、撤销、吊销的163家），数据截至2026年11月20日。` */
export function coverageSentence(register: Register): string {
  const provinces = regionTree(register);
  const where =
    provinces.length <= 3 ? provinces.map((province) => province.name).join('、') : `${provinces.length}个省级行政区`;
  const levels = new Set(register.organisations.map((organisation) => regionLevel(regionOf(organisation))));
  const named = (['province', 'city', 'county'] as const)
    .filter((level) => levels.has(level))
    .map((level) => LEVEL_NAMES[level]);
  const level = named.length > 1 ? `${named.join('、')}${named.length === 3 ? '三' : '两'}级` : '';
  const gone = register.organisations.filter((organisation) => organisation.status !== '正常').length;
  const ended = gone === 0 ? '' : `（含已注销、撤销、吊销的${grouped(gone)}家）`;
  // 澜江省省、市、县三级 would say 省 twice.
  const place = provinces.length === 1 && level.startsWith(where.at(-1) ?? ' ') ? where.slice(0, -1) : where;
  return `本站收录${place}${level}共${grouped(register.byAuthority.size)}个登记管理机关登记过的${grouped(register.organisations.length)}家社会组织${ended}，数据截至${inWords(register.asOf)}。`;
}
