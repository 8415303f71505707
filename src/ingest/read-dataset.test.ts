import { describe, expect, test } from 'vitest';
import { datasetOf } from '../datasets/index.ts';
import { readDatasetFile } from './read-dataset.ts';
import { AS_OF, brief, codeOf, csv, organisation, save } from './testing.ts';

function read(text: string, id: 'organisations' | 'illegal-organisations' = 'organisations') {
  return readDatasetFile(datasetOf(id), `${id}.csv`, save(text, 'UTF-8'), AS_OF);
}

const HEADER = Object.keys(organisation(1)).join(',');

describe('a row of totals', () => {
  test.each([
    '合计',
    '合 计',
    '总计：',
    '共计',
    '小计',
    '累计',
    'Total',
    '合计（家）',
    '合计：20家',
    '合计20',
    '共20家',
    '以上共计 3 条',
  ])('%s is read and rejected with a warning, wherever it begins', (label) => {
    for (const row of [`${label},,,,,`, `,,${label},20,,`, label]) {
      const { rows, findings } = read(`${HEADER}\n${row}\n`);
      expect(
        rows.map(({ fate }) => fate),
        row,
      ).toEqual(['rejected']);
      expect(findings).toMatchObject([{ code: 'totals-row', severity: 'warning', row: 2, column: null, value: null }]);
    }
  });

  test.each(['合计研究会', '总数学会', '共济会', '共2家竹编协会', '累计文化中心'])('is not a body named %s', (name) => {
    const { rows, findings } = read(csv([{ 名称: name, 名单类别: '涉嫌' }]), 'illegal-organisations');
    expect(rows).toMatchObject([{ fate: 'published', record: { name } }]);
    expect(findings).toEqual([]);
  });
});

describe('a header once more', () => {
  const row = (n: number) => Object.values(organisation(n)).join(',');

  test('is read and rejected with one warning, wherever and however often it stands', () => {
    const { rows, findings } = read(`${[HEADER, HEADER, row(1), '', HEADER, row(2), HEADER].join('\n')}\n`);
    expect(rows.map(({ number, fate }) => [number, fate])).toEqual([
      [2, 'rejected'],
      [3, 'published'],
      [5, 'rejected'],
      [6, 'published'],
      [7, 'rejected'],
    ]);
    expect(findings.map(brief)).toEqual(['repeated-header 2', 'repeated-header 5', 'repeated-header 7']);
    expect(findings[0]).toMatchObject({ severity: 'warning', column: null, value: null });
  });

  test('may say the same in other words, or leave out columns that are empty below it', () => {
    const shorter = HEADER.replace('统一社会信用代码', '信用代码').replace(',成立登记日期', '');
    const { rows, findings } = read(`${[HEADER, row(1), shorter, row(2)].join('\n')}\n`);
    expect(rows.map(({ fate }) => fate)).toEqual(['published', 'rejected', 'published']);
    expect(findings.map(brief)).toEqual(['repeated-header 3']);
  });

  test('stops everything when its columns are others: nobody could tell what stands below it', () => {
    const cells = HEADER.split(',');
    const exchanged = cells.with(3, cells[4]!).with(4, cells[3]!).join(',');
    const { rows, findings } = read(`${[HEADER, row(1), exchanged, row(2)].join('\n')}\n`);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'unreadable-file', row: 3, message: expect.stringContaining('第1行和第3行都是表头') },
    ]);
  });

  test('with more columns never makes the records above it a title', () => {
    const { rows, findings } = read(`${[HEADER, row(1), `${HEADER},住所`, `${row(2)},某路`].join('\n')}\n`);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'unreadable-file', row: 3, message: expect.stringContaining('第1行和第3行都是表头') },
    ]);
  });

  test('of two rows, the fuller one last, is one header', () => {
    const { rows, findings } = read(`${['登记状态,社会组织名称,登记管理机关', HEADER, row(1)].join('\n')}\n`);
    expect(rows.map(({ fate }) => fate)).toEqual(['published']);
    expect(findings).toEqual([]);
  });

  test('with a private number in it stops everything, and is not told', () => {
    const { findings } = read(`${[HEADER, row(1), HEADER.replace('成立登记日期', '13800138000')].join('\n')}\n`);
    expect(findings.map(brief)).toEqual(['unreadable-file 3']);
    expect(JSON.stringify(findings)).not.toContain('13800138000');
  });
});

test('a finding tells file, row, column, header and value as the clerk sees them', () => {
  const text = `标题\n\n${csv([organisation(1, { '登记 状态': ' 存续　', 登记状态: '' })])}`;
  expect(read(text.replace(',登记状态', ',备注一')).findings.find(({ code }) => code === 'bad-choice')).toEqual({
    severity: 'error',
    code: 'bad-choice',
    dataset: 'organisations',
    file: 'organisations.csv',
    row: 4,
    column: 'G',
    header: '登记 状态',
    value: '存续',
    message: '「存续」不在规定的取值之内',
    suggestion: '请改为以下之一：正常、注销、撤销、吊销',
  });
});

describe('two columns for one thing', () => {
  const twice = (first: string, second: string) => read(csv([organisation(1, { 登记状态: first, 组织状态: second })]));

  test('are told, and no trouble where they agree or only the first is filled', () => {
    for (const second of ['正常', '', '无']) {
      const { rows, findings } = twice('正常', second);
      expect(rows[0]!.fate).toBe('published');
      expect(findings.map(brief)).toEqual(['duplicate-column G1']);
    }
  });

  test('set the row aside where they differ', () => {
    const { rows, findings } = twice('正常', '注销');
    expect(rows[0]!.fate).toBe('rejected');
    expect(findings.map(brief)).toEqual(['duplicate-column G1', 'conflicting-columns G2']);
    expect(findings[1]!.message).toContain('「组织状态」与「登记状态」内容不同');
  });
});

describe('a column without header', () => {
  test('between others is told once, and its rows are published', () => {
    const header = HEADER.replace(',', ',,');
    const lines = [1, 2].map((n) => Object.values(organisation(n)).join(',').replace(',', ',已核,'));
    const { rows, findings } = read(`${[header, ...lines].join('\n')}\n`);
    expect(rows.map(({ fate }) => fate)).toEqual(['published', 'published']);
    expect(findings.map(brief)).toEqual(['unnamed-column B2']);
  });

  test('behind the last one sets the row aside: its cells may have moved', () => {
    const { rows, findings } = read(`${HEADER}\n${Object.values(organisation(1)).join(',')},甲\n`);
    expect(rows.map(({ fate }) => fate)).toEqual(['rejected']);
    expect(findings.map(brief)).toEqual(['extra-cells G2']);
  });
});

test('a column that is required and missing is told once, not for every row', () => {
  const { rows, findings } = read(csv([organisation(1), organisation(2)]).replace('登记状态', '情况'));
  expect(rows.map(({ fate }) => fate)).toEqual(['rejected', 'rejected']);
  expect(findings.map(brief)).toEqual(['unknown-column D1', 'missing-required-column 1']);
  expect(findings[1]!.suggestion).toContain('状态、组织状态、登记情况');
});

test('what hangs on a decisive cell is set aside when nobody can read it, what does not is published without it', () => {
  const { rows, findings } = read(
    csv([organisation(1, { 证书有效期至: '下月' }), organisation(2, { 成立登记日期: '很久以前' })]),
  );
  expect(rows.map(({ fate }) => fate)).toEqual(['rejected', 'published']);
  expect(rows[1]!.record['registeredOn']).toBeUndefined();
  expect(findings.map(brief)).toEqual(['bad-date G2', 'unused-bad-value F3']);
  expect(findings[1]!.message).toBe('认不出「很久以前」是哪一天，这一格没有采用');
});

describe('quotes that are not doubled', () => {
  const row = Object.values(organisation(1));

  test('are mended where each cell is still its own', () => {
    const { rows, findings } = read(`${HEADER}\n${row.with(1, '"澜江"竹编"协会"').join(',')}\n`);
    expect(rows[0]!.record['name']).toBe('澜江"竹编"协会');
    expect(findings.map(brief)).toEqual(['mended-quotes 2']);
  });

  test.each([
    ['cells', `${row.with(1, '"澜江"竹编').with(3, '"正常"').join(',')}\n`],
    [
      'lines',
      `${row.with(1, '"澜江"竹编').join(',')}\n${Object.values(organisation(2)).with(5, '"2015-03-01"').join(',')}\n`,
    ],
  ])('stop everything where %s became one', (_, lines) => {
    const { rows, findings } = read(`${HEADER}\n${lines}`);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([{ code: 'unreadable-file', row: 2, message: expect.stringContaining('分不开') }]);
  });

  test('in titles are of no interest', () => {
    expect(read(`"关于"名录"的表",\n${csv([organisation(1)])}`).findings).toEqual([]);
  });
});

test('rows know where they stand', () => {
  const [row] = read(`标题\n${csv([organisation(1)])}`).rows;
  expect(row).toMatchObject({ number: 3, fate: 'published', record: { code: codeOf(1) } });
  expect(row!.file.path).toBe('organisations.csv');
});
