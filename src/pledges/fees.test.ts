import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmount } from '../domain/amount.ts';
import {
  feeHistory,
  feeNotes,
  feesAcross,
  itemKey,
  reliefsByYear,
  unclosedFees,
  type Fee,
  type FeeContext,
} from './fees.ts';

const AS_OF = '2026-11-20';
const NOW: FeeContext = { asOf: AS_OF, name: '澜江市竹编行业协会' };

function fee(changes: Partial<Fee> & { yuan?: string } = {}): Fee & { code: string } {
  const { yuan = '2000', ...rest } = changes;
  return {
    code: 'A',
    kind: '会费',
    item: '会费',
    standard: undefined,
    unit: '元/年',
    tier: '会员单位',
    amount: parseAmount(yuan, 1) ?? { text: yuan, yuan: undefined, approximate: false },
    votedOn: '2024-12-10',
    voteManner: '无记名投票',
    from: '2025-01-01',
    ...rest,
  };
}

const charge = (changes: Parameters<typeof fee>[0] = {}) =>
  fee({
    kind: '经营服务性收费',
    item: '展位费',
    tier: undefined,
    unit: '元/个',
    votedOn: undefined,
    voteManner: undefined,
    ...changes,
  });

function codes(fees: readonly Fee[], branches: readonly { name: string }[] = [], context = NOW): string[] {
  return feeNotes(fees, branches, context).map(({ code }) => code);
}

const tiers = (...names: string[]) => names.map((tier, i) => fee({ tier, yuan: String(20_000 - i * 1000) }));

test('fees in good order give no note', () => {
  const fees = [
    ...tiers('会长单位', '副会长单位', '理事单位', '会员单位'),
    charge(),
    charge({ item: '培训费', yuan: '800', unit: '元/人' }),
  ];
  expect(feeNotes(fees, [{ name: '澜江市竹编行业协会竹家具分会' }], NOW)).toEqual([]);
});

describe('tiers of dues', () => {
  const five = ['会长单位', '副会长单位', '常务理事单位', '理事单位', '会员单位'];

  test('are told when there are more than four at once', () => {
    const [note, ...others] = feeNotes(tiers(...five), [], NOW);
    expect(others).toEqual([]);
    expect(note).toMatchObject({ code: 'too-many-dues-tiers', words: `同时执行的会费有5档：${five.join('、')}` });
    expect(note!.rows).toHaveLength(5);
    expect(note!.basis).toContain('会费一般不超过4档');
  });

  test('are not when one of five has ended, or begins after another has', () => {
    const [first, ...rest] = tiers(...five);
    expect(codes([{ ...first!, to: '2026-11-19' }, ...rest])).toEqual([]);
    expect(codes([{ ...first!, to: '2026-12-31' }, ...rest.slice(0, 3), { ...rest[3]!, from: '2027-01-01' }])).toEqual(
      [],
    );
    expect(codes([{ ...first!, to: '2026-11-20' }, ...rest])).toEqual(['too-many-dues-tiers']);
  });

  test('are told before the day on which the fifth begins', () => {
    const fees = tiers(...five);
    expect(codes([...fees.slice(0, 4), { ...fees[4]!, from: '2027-01-01' }])).toEqual(['too-many-dues-tiers']);
  });

  test('are one tier whatever its brackets and blanks, and charges for services are none', () => {
    expect(
      codes([
        ...tiers('会长单位', '理事单位', '监事单位', '会员单位（大型）'),
        fee({ tier: '会员单位(大型) ', from: '2026-01-01', yuan: '17000' }),
      ]),
    ).toEqual([]);
    expect(codes([...tiers('会长单位', '理事单位', '监事单位', '会员单位'), charge({ tier: '标准展位' })])).toEqual([]);
  });
});

describe('a standard that leaves the sum open', () => {
  test.each([
    '1000-3000元',
    '每年1000～3000元',
    '1000元至3000元/年',
    '0.5万－2万元',
    '不低于2000元',
    '每年至少2000元',
    '2000元以上',
    '2000元/年以上',
    '每次500元起',
    '不超过5000元',
    '基准价2000元，可上浮20%',
    '面议',
    '按服务量协商确定',
    '视会议规模而定',
    '成交额的1%-3%',
    '注册资本1000万元以上的，每年3000-5000元',
  ])('%s', (standard) => {
    const [note, ...others] = feeNotes([fee({ standard })], [], NOW);
    expect(others).toEqual([]);
    expect(note).toMatchObject({ code: 'floating-fee' });
    expect(note!.words).toContain(standard);
    expect(note!.basis).toContain('2024年7月30日');
  });

  test.each([
    '每年2000元',
    '2000元/家·年',
    '2024-2026年每年2000元',
    '每年1月至3月缴纳，2000元',
    '5-10人的单位2000元',
    '注册资本1000万元以上的企业，每年3000元',
    '年产值500万元至1000万元的，每年2000元',
    '上年度销售额在3000万元以下的单位2000元',
    '第1至3年2000元',
    '2000元，不上浮',
    '2000元，标准不得浮动',
    '按成交额的1%',
    '执行政府定价',
  ])('is not %s', (standard) => {
    expect(codes([fee({ standard })])).toEqual([]);
  });

  test.each(['1000-3000', '1000至3000', '约2000', '2000余元'])('is an amount of %s', (yuan) => {
    expect(codes([fee({ yuan })])).toEqual(['floating-fee']);
  });

  test('is held against the rule on dues only if it is one', () => {
    const [dues, service] = [fee({ standard: '面议' }), charge({ standard: '面议' })].map(
      (one) => feeNotes([one], [], NOW)[0]!,
    );
    expect(dues!.basis).toContain('不得浮动');
    expect(service!.basis).toContain('民函〔2013〕111号');
  });
});

describe('the vote on dues', () => {
  test('is asked for once for all tiers', () => {
    const fees = tiers('会长单位', '会员单位').map((one) => ({ ...one, votedOn: undefined, voteManner: undefined }));
    expect(feeNotes(fees, [], NOW)).toMatchObject([
      { code: 'dues-without-vote-date', words: '会费（会长单位、会员单位）没有写明表决日期', rows: fees },
      { code: 'dues-without-secret-ballot', words: '会费（会长单位、会员单位）没有写明表决方式' },
    ]);
  });

  test.each([
    ['举手表决', ['dues-without-secret-ballot']],
    ['非无记名投票', ['dues-without-secret-ballot']],
    ['记名投票', ['dues-without-secret-ballot']],
    ['无记名投票', []],
    ['会员代表大会无记名投票表决', []],
    ['无 记名', []],
  ])('by %s: %j', (voteManner, expected) => {
    expect(codes([fee({ voteManner: voteManner.replace(' ', '') })])).toEqual(expected);
  });

  test('is not asked of other charges, nor of dues that have ended', () => {
    expect(codes([charge()])).toEqual([]);
    expect(codes([fee({ votedOn: undefined, voteManner: undefined, to: '2026-01-31' })])).toEqual([]);
  });
});

describe('who collects', () => {
  const branches = [{ name: '澜江市竹编行业协会竹家具工作室' }];

  test.each([
    ['竹家具分会', ['collected-by-branch']],
    ['培训专业委员会', ['collected-by-branch']],
    ['驻松澜县办事处', ['collected-by-branch']],
    ['澜江市竹编行业协会竹家具工作室', ['collected-by-branch']],
    ['竹家具工作室', ['collected-by-branch']],
    ['澜江市竹编行业协会', []],
    ['澜江市青篾会展有限公司', []],
    [undefined, []],
  ])('%s: %j', (collector, expected) => {
    expect(codes([fee({ collector })], branches)).toEqual(expected);
  });

  test('is no branch by its own name, whatever that ends in', () => {
    expect(codes([fee({ collector: '澜江市仲裁委员会' })], [], { asOf: AS_OF, name: '澜江市仲裁委员会' })).toEqual([]);
  });
});

describe('charged twice', () => {
  test('under two kinds', () => {
    const [note] = feeNotes([charge({ item: '培训费', kind: '其他收费' }), charge({ item: '培训服务费' })], [], NOW);
    expect(note).toMatchObject({ code: 'charged-twice', words: '「培训费」同时按其他收费和经营服务性收费收取' });
  });

  test('as a service that dues cover', () => {
    const fees = [fee({ service: '行业信息、政策咨询；年会' }), charge({ item: '政策咨询服务费' })];
    expect(feeNotes(fees, [], NOW)).toMatchObject([
      {
        code: 'charged-twice',
        words: '会费的服务内容里有「政策咨询」，又按经营服务性收费收取「政策咨询服务费」',
        rows: fees,
      },
    ]);
    expect(codes([fees[0]!, charge({ item: '资料费', service: '行业信息' })])).toEqual(['charged-twice']);
  });

  test('once for all tiers of dues', () => {
    const dues = ['会长单位', '会员单位'].map((tier) => fee({ tier, service: '培训、年会' }));
    const notes = feeNotes([...dues, charge({ item: '培训费' })], [], NOW);
    expect(notes).toMatchObject([{ code: 'charged-twice' }]);
    expect(notes[0]!.rows).toHaveLength(3);
    expect(notes[0]!.basis).toContain('会费已经包含的服务不得再收费');
  });

  test('by two collectors', () => {
    const fees = [fee(), fee({ collector: '澜江市青篾会展有限公司', yuan: '500' })];
    expect(feeNotes(fees, [], NOW)).toMatchObject([{ code: 'charged-twice', rows: fees }]);
  });

  test('in a stretch of two stated terms', () => {
    const first = charge({ from: '2024-01-01', to: '2026-12-31' });
    expect(codes([first, charge({ from: '2026-06-01', to: '2027-06-01' })])).toEqual(['charged-twice']);
  });

  test.each([
    ['in other tiers', [fee(), fee({ tier: '理事单位' })]],
    ['one after the other', [charge({ from: '2024-01-01', to: '2024-12-31' }), charge()]],
    ['one after the other, the first left open', [charge({ from: '2024-01-01' }), charge()]],
    ['of non-members', [fee({ service: '培训' }), charge({ item: '培训费', tier: '非会员' })]],
    ['of other services', [fee({ service: '行业信息、服务' }), charge({ item: '培训费', service: '培训' })]],
    ['in the past', [charge({ kind: '其他收费', to: '2025-12-31' }), charge()]],
  ])('not %s', (_, fees) => {
    expect(codes(fees)).toEqual([]);
  });
});

describe('a raise', () => {
  test('is told in yuan and per cent, against the same item and tier', () => {
    const fees = [
      fee({ from: '2022-01-01', to: '2024-12-31' }),
      fee({ yuan: '3000' }),
      fee({ tier: '理事单位', yuan: '5000' }),
    ];
    expect(feeNotes(fees, [], NOW)).toMatchObject([
      {
        code: 'raised-fee',
        rows: fees.slice(0, 2),
        words: '「会费」（会员单位）从2025-01-01起是3,000元（元/年），此前是2,000元（元/年），多1,000元（50%）',
      },
    ]);
    expect(feeNotes(fees, [], NOW)[0]!.basis).toContain('只能降、不能增');
  });

  test.each([
    ['a cut', ['2000', '1500'], {}],
    ['the same', ['2000', '2000'], {}],
    ['another unit', ['2000', '3000'], { unit: '元/次' }],
    ['a raise that has ended', ['2000', '3000'], { to: '2026-06-30' }],
    ['something approximate', ['约2000', '3000'], {}],
    ['something in another currency', ['2000', '3000美元'], {}],
  ])('is not %s', (_, [old, now], changes) => {
    const fees = [charge({ from: '2022-01-01', to: '2024-12-31', yuan: old! }), charge({ yuan: now!, ...changes })];
    expect(codes(fees)).toEqual([]);
  });

  test('goes on where the association itself is written as the collector', () => {
    const fees = [charge({ from: '2024', yuan: '600' }), charge({ collector: '澜江市竹编行业协会', yuan: '900' })];
    expect(codes(fees)).toEqual(['raised-fee']);
    expect(codes(fees, [], { asOf: AS_OF })).toEqual(['charged-twice']);
  });

  test('is none where two sums begin on one day', () => {
    expect(codes([fee(), fee({ item: '年度会费', yuan: '1000' })])).toEqual(['charged-twice']);
  });

  test('is found whatever the order of the rows, and before it begins', () => {
    const fees = [charge({ yuan: '900', from: '2027-01-01' }), charge({ from: '2024', yuan: '600' })];
    expect(codes(fees)).toEqual(['raised-fee']);
  });
});

test.each([
  [{ tier: '非会员单位' }, ['dues-from-non-members']],
  [{ standard: '会员每年2000元，非会员每年3000元' }, ['dues-from-non-members']],
  [{ standard: '每年2000元，不向非会员收取' }, []],
  [{ standard: '每年2000元，非会员不收' }, []],
])('dues of %j: %j', (changes, expected) => {
  expect(codes([fee(changes)])).toEqual(expected);
});

test('standards left open behind a later one are found', () => {
  const open = charge({ from: '2024-01-01' });
  expect(unclosedFees([open, charge()], NOW)).toEqual([open]);
  expect(unclosedFees([{ ...open, to: '2024-12-31' }, charge(), charge({ item: '培训费' })], NOW)).toEqual([]);
});

test('nothing that is typed makes the notes fail or take long, and the order of rows does not count', () => {
  const typed = fc.option(
    fc.string({ unit: fc.constantFrom(...'0123456789.-至元年以上起不低于（）、面议会费 '), maxLength: 40 }),
    {
      nil: undefined,
    },
  );
  const any = fc.record({
    standard: typed,
    tier: typed,
    service: typed,
    collector: typed,
    item: typed.map((text) => text ?? '会费'),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), (rows) => {
      const fees = rows.map((row) => fee(row));
      const said = (given: readonly Fee[]) =>
        feeNotes(given, [], NOW)
          .map(({ code }) => code)
          .toSorted();
      expect(said(fees.toReversed())).toEqual(said(fees));
      for (const note of feeNotes(fees, [], NOW)) expect(note.rows.length).toBeGreaterThan(0);
    }),
  );
  const started = performance.now();
  feeNotes([fee({ standard: '1元至'.repeat(10_000) }), fee({ tier: '2', standard: '收入'.repeat(15_000) })], [], NOW);
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('the history of an item', () => {
  const fees = [
    fee({ yuan: '1500', from: '2026-01-01' }),
    fee({ from: '2019-01-01', to: '2021-12-31', yuan: '3000' }),
    fee({ from: '2022-01-01' }),
    fee({ item: '年度会费', tier: '会长单位', yuan: '20000' }),
    charge({ yuan: '面议' }),
    charge({ from: '2027-01-01' }),
  ];
  const history = feeHistory(fees, NOW);

  test('has its standards in order, each against the one before', () => {
    expect(history.map(({ item, tier }) => [item, tier])).toEqual([
      ['年度会费', '会长单位'],
      ['会费', '会员单位'],
      ['展位费', undefined],
    ]);
    expect(history[1]!.standards.map(({ row, until, change }) => [row.from, until, change])).toEqual([
      ['2019-01-01', '2021-12-31', undefined],
      ['2022-01-01', '2025-12-31', { yuan: -1000, percent: -33.3 }],
      ['2026-01-01', '9999-12-31', { yuan: -500, percent: -25 }],
    ]);
  });

  test('knows what is charged on the day', () => {
    expect(history.map(({ current }) => current?.row.amount?.text)).toEqual(['20000', '1500', '面议']);
    expect(feeHistory(fees, { asOf: '2018-12-31' }).map(({ current }) => current)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('compares no sum with a word, and gives no per cent of nothing', () => {
    expect(history[2]!.standards.map(({ change }) => change)).toEqual([undefined, undefined]);
    const [item] = feeHistory([charge({ yuan: '0', from: '2020' }), charge({ yuan: '100' })], NOW);
    expect(item!.standards[1]!.change).toEqual({ yuan: 100, percent: undefined });
  });

  test('has no change between two standards that begin on one day', () => {
    const [item] = feeHistory([charge({ yuan: '100' }), charge({ yuan: '80' })], NOW);
    expect(item!.standards.map(({ change }) => change)).toEqual([undefined, undefined]);
  });
});

describe('reliefs by year', () => {
  const relief = (from: string, yuan?: string, members?: number) => ({
    from,
    members,
    amount:
      yuan === undefined ? undefined : (parseAmount(yuan, 1) ?? { text: yuan, yuan: undefined, approximate: false }),
  });

  test('are summed in yuan, the latest year first', () => {
    const years = reliefsByYear([
      relief('2025-01-01', '12000.10', 8),
      relief('2025-07', '0.2', 4),
      relief('2026', '约3万元'),
      relief('2024-05-01', undefined, 30),
    ]);
    expect(years.map(({ year, yuan, approximate, members }) => [year, yuan, approximate, members])).toEqual([
      ['2026', 30_000, true, undefined],
      ['2025', 12_000.3, false, 12],
      ['2024', undefined, false, 30],
    ]);
  });

  test('never add another currency or a word', () => {
    const rows = [
      relief('2026-01-01', '1000'),
      relief('2026-02-01', '500美元'),
      relief('2026-03-01', '若干'),
      relief('2026-04-01'),
    ];
    const [year] = reliefsByYear(rows);
    expect(year).toMatchObject({ yuan: 1000, approximate: false, uncounted: rows.slice(1) });
  });
});

describe('fees across associations', () => {
  test('are compared by item, tier and unit, the lowest first', () => {
    const fees = [
      fee({ yuan: '3000' }),
      { ...fee({ yuan: '500', item: '年度会费', unit: '元／年' }), code: 'B' },
      { ...fee({ yuan: '1000-2000' }), code: 'C' },
      { ...fee({ yuan: '200', unit: '元/月' }), code: 'D' },
      { ...fee({ yuan: '100', to: '2026-01-01' }), code: 'E' },
      { ...fee({ yuan: '90', from: '2027-01-01' }), code: 'F' },
    ];
    const [dues, monthly, ...others] = feesAcross(fees, AS_OF);
    expect(others).toEqual([]);
    expect(dues).toMatchObject({ item: '会费', tier: '会员单位', unit: '元/年' });
    expect(dues!.rows.map(({ code }) => code)).toEqual(['B', 'A']);
    expect(dues!.uncompared.map(({ code }) => code)).toEqual(['C']);
    expect(monthly!.rows.map(({ code }) => code)).toEqual(['D']);
  });

  test('take the standard of the day where an older one was left open', () => {
    const [item] = feesAcross([charge({ from: '2020', yuan: '900' }), charge({ yuan: '700' })], AS_OF);
    expect(item!.rows.map(({ amount }) => amount?.yuan)).toEqual([700]);
  });
});

test.each([
  ['培训费', '培训服务费', true],
  ['培训收费标准', '培训', true],
  ['会费', '团体会员会费', true],
  ['年度会费', '会费标准', true],
  ['会费', '会议费', false],
  ['培训费', '高级培训费', false],
  ['服务费', '费', false],
])('%s and %s are one item: %s', (one, other, same) => {
  expect(itemKey(one) === itemKey(other)).toBe(same);
});
