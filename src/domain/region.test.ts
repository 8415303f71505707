import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { regionTableSource, TABLE_FILE } from '../../scripts/regions.ts';
import { cityCode, isKnownRegion, knownRegions, provinceCode, regionLevel, regionName, regionPath } from './region.ts';

test.each([
  ['110000', '北京市'],
  ['110101', '东城区'],
  ['110103', '崇文区'],
  ['371200', '莱芜市'],
  ['371202', '莱城区'],
  ['370116', '莱芜区'],
  ['330204', '江东区'],
  ['130502', '襄都区'],
  ['419001', '济源市'],
  ['659012', '白杨市'],
  ['100000', '全国'],
  ['810101', '中西区'],
])('%s bore the name %s last', (code, name) => {
  expect(regionName(code)).toBe(name);
});

test.each([
  ['a province', '410000', ['河南省']],
  ['a prefecture', '371200', ['山东省', '莱芜市']],
  ['an abolished district', '371202', ['山东省', '莱芜市', '莱城区']],
  ['a district of a municipality', '110103', ['北京市', '崇文区']],
  ['a county of a municipality', '500229', ['重庆市', '城口县']],
  ['the filler level of a municipality', '110200', ['北京市']],
  ['the filler level of a prefecture', '330201', ['浙江省', '宁波市']],
  ['a county directly under Henan', '419001', ['河南省', '济源市']],
  ['a county directly under Hubei', '429004', ['湖北省', '仙桃市']],
  ['a county directly under Hainan', '469001', ['海南省', '五指山市']],
  ['a city directly under Xinjiang', '659001', ['新疆维吾尔自治区', '石河子市']],
  ['the filler level of those', '469000', ['海南省']],
  ['the whole country', '100000', ['全国']],
  ['a county nobody knows', '330299', ['浙江省', '宁波市']],
  ['no region at all', '000000', []],
])('the path of %s (%s) is %j', (_, code, path) => {
  expect(regionPath(code)).toEqual(path);
});

test('names given by the data complete and replace those of the table', () => {
  const names = new Map([
    ['990000', '云汀省'],
    ['990100', '望潮市'],
    ['990101', '临浦区'],
    ['990102', '市辖区'],
    ['110105', '朝阳'],
  ]);
  expect(regionPath('990101', names)).toEqual(['云汀省', '望潮市', '临浦区']);
  expect(regionPath('990102', names)).toEqual(['云汀省', '望潮市']);
  expect(regionPath('110105', names)).toEqual(['北京市', '朝阳']);
  expect(regionPath('990101')).toEqual([]);
});

test.each([
  ['100000', true],
  ['110103', true],
  ['371200', true],
  ['330204', true],
  ['990101', true],
  ['990000', true],
  ['000000', false],
  ['110199', false],
  // idcard calls it 市辖区, which it never was: it was 瓦房店市.
  ['219001', false],
  ['99010', false],
  ['99010A', false],
  ['', false],
])('whether %s is known: %s', (code, known) => {
  expect(isKnownRegion(code)).toBe(known);
});

test.each([
  ['100000', 'national', '100000', undefined],
  ['330000', 'province', '330000', undefined],
  ['330200', 'city', '330000', '330200'],
  ['330204', 'county', '330000', '330200'],
  ['110101', 'county', '110000', undefined],
  ['110100', 'city', '110000', undefined],
  ['419001', 'county', '410000', undefined],
  ['429021', 'county', '420000', undefined],
  ['469021', 'county', '460000', undefined],
  ['659001', 'county', '650000', undefined],
  ['990101', 'county', '990000', '990100'],
])('%s is of the level %s, in province %s and prefecture %s', (code, level, province, city) => {
  expect(regionLevel(code)).toBe(level);
  expect(provinceCode(code)).toBe(province);
  expect(cityCode(code)).toBe(city);
});

describe('the table', () => {
  const codes = [...knownRegions().keys()];

  test('every code has six digits, a name in Chinese characters and a known province', () => {
    for (const [code, name] of knownRegions()) {
      expect(code).toMatch(/^\d{6}$/);
      expect(name).toMatch(/^\p{Script=Han}+$/u);
      expect(isKnownRegion(provinceCode(code)), code).toBe(true);
    }
    expect(codes.length).toBeGreaterThan(6900);
  });

  test('every path begins with the province and holds no filler', () => {
    for (const code of codes) {
      const path = regionPath(code);
      expect(path[0], code).toBe(regionName(provinceCode(code)));
      expect(path, code).not.toContain('市辖区');
    }
  });

  test('is what the generator makes', () => {
    expect(readFileSync(TABLE_FILE, 'utf8')).toBe(regionTableSource());
  });
});
