import { expect, test } from 'vitest';
import type { Organisation } from '../datasets/organisations.ts';
import { coverageSentence } from './coverage.ts';
import { codeOf, registerOf } from './testing.ts';

const regions = [
  { code: '990000', name: '云汀省' },
  { code: '990100', name: '澜江市' },
  { code: '990101', name: '临浦区' },
];

test.each<[string, Partial<Organisation>[]]>([
  ['本站收录云汀省共1个登记管理机关登记的1家社会组织，数据截至2026年11月20日。', [{ region: '990100' }]],
  [
    '本站收录云汀省省、市两级共2个登记管理机关登记的2家社会组织，数据截至2026年11月20日。',
    [{ region: '990000', authority: '云汀省民政厅' }, { region: '990100' }],
  ],
  [
    '本站收录云汀省省、市、县三级共2个登记管理机关登记的3家社会组织，数据截至2026年11月20日。',
    [{ region: '990000', authority: '云汀省民政厅' }, { region: '990100' }, { region: '990101' }],
  ],
  [
    '本站收录浙江省、云汀省共1个登记管理机关登记的2家社会组织，数据截至2026年11月20日。',
    [{ region: '330200' }, { region: '990100' }],
  ],
  [
    '本站收录4个省级行政区共1个登记管理机关登记的4家社会组织，数据截至2026年11月20日。',
    [{ region: '330200' }, { region: '990100' }, { region: '350100' }, { region: '360100' }],
  ],
])('%s', (sentence, organisations) => {
  const register = registerOf({
    organisations: organisations.map((organisation, n) => ({ code: codeOf(n), ...organisation })),
    regions,
  });
  expect(coverageSentence(register)).toBe(sentence);
});

test('numbers are grouped', () => {
  const register = registerOf({
    organisations: Array.from({ length: 1200 }, (_, n) => ({ code: codeOf(n), region: '990100' })),
    regions,
  });
  expect(coverageSentence(register)).toContain('登记的1,200家社会组织');
});
