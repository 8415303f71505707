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
  ['本站收录云汀省共1个登记管理机关登记过的1家社会组织，数据截至2026年11月20日。', [{ region: '990100' }]],
  [
    '本站收录云汀省、市两级共2个登记管理机关登记过的2家社会组织，数据截至2026年11月20日。',
    [{ region: '990000', authority: '云汀省民政厅' }, { region: '990100' }],
  ],
  [
    '本站收录云汀省、市、县三级共2个登记管理机关登记过的3家社会组织，数据截至2026年11月20日。',
    [{ region: '990000', authority: '云汀省民政厅' }, { region: '990100' }, { region: '990101' }],
  ],
  [
    '本站收录浙江省、云汀省共1个登记管理机关登记过的2家社会组织，数据截至2026年11月20日。',
    [{ region: '330200' }, { region: '990100' }],
  ],
  [
    '本站收录4个省级行政区共1个登记管理机关登记过的4家社会组织，数据截至2026年11月20日。',
    [{ region: '330200' }, { region: '990100' }, { region: '350100' }, { region: '360100' }],
  ],
  [
    '本站收录云汀省共1个登记管理机关登记过的4家社会组织（含已注销、撤销、吊销的3家），数据截至2026年11月20日。',
    [
      { region: '990100', status: '注销' },
      { region: '990100', status: '撤销' },
      { region: '990100', status: '吊销' },
      { region: '990100' },
    ],
  ],
  [
    '本站收录云汀省、市两级共2个登记管理机关登记过的2家社会组织（含已注销、撤销、吊销的1家），数据截至2026年11月20日。',
    [{ region: '990000', authority: '云汀省民政厅', status: '注销' }, { region: '990100' }],
  ],
  [
    '本站收录云汀省市、县两级共1个登记管理机关登记过的2家社会组织，数据截至2026年11月20日。',
    [{ region: '990100' }, { region: '990101' }],
  ],
  [
    '本站收录北京市、县两级共1个登记管理机关登记过的2家社会组织，数据截至2026年11月20日。',
    [{ region: '110100' }, { region: '110101' }],
  ],
  [
    '本站收录广西壮族自治区省、市两级共1个登记管理机关登记过的2家社会组织，数据截至2026年11月20日。',
    [{ region: '450000' }, { region: '450100' }],
  ],
  [
    '本站收录4个省级行政区省、市两级共1个登记管理机关登记过的4家社会组织，数据截至2026年11月20日。',
    [{ region: '330000' }, { region: '990100' }, { region: '350100' }, { region: '360100' }],
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
    organisations: Array.from({ length: 1200 }, (_, n) => ({
      code: codeOf(n),
      region: '990100',
      status: n < 100 ? '正常' : '注销',
    })),
    regions,
  });
  expect(coverageSentence(register)).toBe(
    '本站收录云汀省共1个登记管理机关登记过的1,200家社会组织（含已注销、撤销、吊销的1,100家），数据截至2026年11月20日。',
  );
});
