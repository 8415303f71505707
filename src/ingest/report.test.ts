import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { CAUSES, causeOf, type Cause, type Finding } from '../domain/finding.ts';
import { placeOf, reportAsCsv, reportAsHtml, reportAsJson, reportForTerminal, summary } from './report.ts';
import { AS_OF, ingestFiles, organisation, csv } from './testing.ts';

const { counts } = ingestFiles({ 'organisations.csv': csv([organisation(1)]) });

function finding(code: Cause, changes: Partial<Finding> = {}): Finding {
  return {
    severity: causeOf(code).severity,
    code,
    dataset: 'organisations',
    file: 'organisations.csv',
    row: 2,
    column: 'B',
    header: '社会组织名称',
    value: '甲',
    message: '说明',
    suggestion: '怎样改',
    ...changes,
  };
}

const reported = (findings: readonly Finding[]) => ({ asOf: AS_OF, counts, findings });

describe('for machines', () => {
  test('is one line of just the day, the counts and the findings', () => {
    const text = reportAsJson({ ...reported([finding('bad-date')]), site: 'not this' } as never);
    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toEqual(reported([finding('bad-date')]));
    const stopped = { ...reported([finding('private-data')]), strict: true };
    expect(JSON.parse(reportAsJson(stopped))).toEqual(reported([finding('private-data')]));
    expect(Object.keys(JSON.parse(text))).toEqual(['asOf', 'counts', 'findings']);
  });
});

describe('on the terminal', () => {
  test('findings stand under their causes, at most twenty of each', () => {
    const findings = Array.from({ length: 23 }, (_, i) => finding('bad-date', { row: i + 2 })).concat(
      finding('bad-year'),
    );
    const text = reportForTerminal(reported(findings));
    expect(text).toContain('【错误】日期认不出来（bad-date）：23处，这一行搁置，不公布');
    expect(text).toContain('【错误】年度认不出来（bad-year）：1处');
    expect(text.match(/第\d+行/g)).toHaveLength(21);
    expect(text).toContain('…还有3处，用 --report 文件夹 写出全部');
  });

  test('twenty are all shown', () => {
    const text = reportForTerminal(reported(Array.from({ length: 20 }, (_, i) => finding('bad-date', { row: i + 2 }))));
    expect(text.match(/第\d+行/g)).toHaveLength(20);
    expect(text).not.toContain('还有');
  });

  test('counts and a verdict end the report', () => {
    const text = reportForTerminal(reported([]));
    expect(text).toBe(
      '  社会组织登记：读到1行，公布1，不公布0，搁置0\n\n截至 2026-11-20：0处错误，0处提醒。可以公布。',
    );
  });

  test('no row is said to be published where an error stops everything, or any error does', () => {
    const held = '  社会组织登记：读到1行，待公布1，不公布0，搁置0\n\n截至 2026-11-20：1处错误，0处提醒。';
    const stopped = reported([finding('private-data')]);
    expect(reportForTerminal(stopped)).toContain(`${held}有必须先改正的错误，一行也不公布。`);
    const strict = { ...reported([finding('bad-date')]), strict: true };
    expect(reportForTerminal(strict)).toContain(`${held}要求有错就不公布（--strict），一行也不公布。`);
    expect(reportForTerminal(reported([finding('bad-date')]))).toContain('读到1行，公布1，');
    expect(reportForTerminal({ ...reported([finding('partial-date')]), strict: true })).toContain('读到1行，公布1，');
  });

  test('no typed text moves the cursor, colours, hides or breaks a line', () => {
    const typed = '\u001B[2J\u001B[31m\u0007\u009B31m\u202E\u200B甲\r\n可以公布\u2028乙';
    const text = reportForTerminal(
      reported([finding('bad-choice', { file: typed, header: typed, message: typed, suggestion: typed })]),
    );
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
    expect(text.split('\n')).not.toContain('可以公布');
    expect(text).toContain('甲⏎可以公布⏎乙');
  });
});

test.each([
  [[], '0处错误，0处提醒。可以公布。'],
  [['partial-date'], '0处错误，1处提醒。可以公布。'],
  [['partial-date', 'bad-date', 'bad-year'], '2处错误，1处提醒。有错的行已搁置，其余可以公布。'],
  [['partial-date', 'duplicate-key'], '1处错误，1处提醒。有必须先改正的错误，一行也不公布。'],
] as const)('%j is summed up as %s', (codes, words) => {
  expect(summary(reported(codes.map((code) => finding(code))))).toBe(`截至 2026-11-20：${words}`);
});

test('the summary does not say that what the brake stopped can be published', () => {
  expect(summary({ ...reported([]), braked: true })).toBe(
    '截至 2026-11-20：0处错误，0处提醒。变动要先有人看过，才会公布。',
  );
});

test.each([
  [{}, 'organisations.csv 第2行 B列「社会组织名称」'],
  [{ column: null, header: null }, 'organisations.csv 第2行'],
  [{ row: null, column: null, header: null }, 'organisations.csv'],
])('the place of %j is %s', (changes, words) => {
  expect(placeOf(finding('bad-date', changes))).toBe(words);
});

describe('for a spreadsheet', () => {
  test('has a byte order mark, CRLF and all that was found', () => {
    const text = reportAsCsv(reported([finding('bad-date', { value: '他说"好",\n' })]));
    expect(text.startsWith('\uFEFF轻重,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(Papa.parse<string[]>(text.trimEnd()).data[1]).toEqual([
      '错误',
      '日期认不出来',
      'organisations',
      'organisations.csv',
      '2',
      'B',
      '社会组织名称',
      '他说"好",\n',
      '说明',
      '怎样改',
      '这一行搁置，不公布',
    ]);
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '　=1',
    '＝1',
    '=1\n2',
    "=cmd|' /C calc'!A0",
  ])('takes %j for no formula', (typed) => {
    const text = reportAsCsv(
      reported([finding('bad-date', { file: typed, header: typed, value: typed, message: typed })]),
    );
    const cells = Papa.parse<string[]>(text.trimEnd()).data[1]!;
    expect([cells[3], cells[6], cells[7], cells[8]]).toEqual(Array(4).fill(`'${typed}`));
  });
});

describe('proposals', () => {
  const proposal = {
    name: '华夏竹编,总会',
    code: '51990100MJ0000018U',
    registeredName: '澜江市竹编协会',
    reason: 'prefix',
    text: '加减冠名词（多「华夏」）',
  } as const;
  const line = `"华夏竹编,总会",51990100MJ0000018U,加减冠名词（多「华夏」）,${AS_OF},`;
  const withProposals = (count: number, changes: Partial<typeof proposal> = {}) => ({
    ...reported([finding('partial-date')]),
    proposals: Array.from({ length: count }, () => ({ ...proposal, ...changes })),
  });

  test('are a key of their own for machines, and only where somebody asked', () => {
    expect(JSON.parse(reportAsJson(withProposals(1)))).toEqual(withProposals(1));
    expect(JSON.parse(reportAsJson(withProposals(0))).proposals).toEqual([]);
    expect(JSON.parse(reportAsJson(reported([])))).not.toHaveProperty('proposals');
  });

  test('stand on the terminal with rows ready for the file, at most twenty', () => {
    const text = reportForTerminal(withProposals(21));
    expect(text).toContain('【建议】可能易混的名称：21对，供核对，不是错误，不影响公布');
    expect(text).toContain(
      '「华夏竹编,总会」与登记的「澜江市竹编协会」（51990100MJ0000018U）：加减冠名词（多「华夏」）',
    );
    expect(text.split('\n').filter((each) => each.trim() === line)).toHaveLength(20);
    expect(text).toContain('…还有1对，用 --report 文件夹 写出全部');
    expect(text).toContain('0处错误，1处提醒。可以公布。');
    expect(reportForTerminal(withProposals(0))).not.toContain('建议');
  });

  test('stand behind the findings in the table for spreadsheets', () => {
    const rows = Papa.parse<string[]>(reportAsCsv(withProposals(1)).trimEnd()).data;
    expect(rows[1]![0]).toBe('提醒');
    expect(rows[2]).toEqual([
      '建议',
      '可能易混的名称',
      'look-alikes',
      '',
      '',
      '',
      '',
      '华夏竹编,总会',
      '与登记的「澜江市竹编协会」（51990100MJ0000018U）：加减冠名词（多「华夏」）',
      `确属易混的，把下面的一行加进 look-alikes.csv：${line}`,
      '供核对，不是错误，不影响公布',
    ]);
  });

  test('stand in the page, and rows ready for the file with them', () => {
    const html = reportAsHtml(withProposals(2, { name: '<b>竹编' as never }));
    expect(html).toContain('建议：可能易混的名称（2对');
    expect(html).not.toContain('<b>');
    expect(html.match(/&lt;b&gt;竹编,51990100MJ0000018U/g)).toHaveLength(2);
    expect(reportAsHtml(withProposals(0))).not.toContain('建议');
  });

  test('move no cursor and are no formula', () => {
    const hostile = withProposals(1, { name: '=1\u001B[2J\n' as never });
    expect(reportForTerminal(hostile).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(Papa.parse<string[]>(reportAsCsv(hostile).trimEnd()).data[2]![7]).toMatch(/^'=/);
  });
});

describe('as a page', () => {
  const hostile = `<script>alert(1)</script><img src=x onerror="alert(1)">&amp;'"`;
  const html = reportAsHtml(
    reported([
      finding('bad-date', { file: hostile, header: hostile, value: hostile, message: hostile, suggestion: hostile }),
    ]),
  );

  test('escapes everything that was typed', () => {
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html.match(/&lt;script&gt;alert\(1\)/g)).toHaveLength(5);
    expect(html).toContain('&amp;amp;');
  });

  test('needs nothing else and forbids it', () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(link|script|img|iframe|base)\b|<[^>]*\s(src|href)=|url\(/);
  });

  test.each([
    ['private-data', '待公布', '一行也不公布'],
    ['bad-date', '公布', '其余可以公布'],
  ] as const)('with %s calls rows without fault %s', (code, fate, verdict) => {
    const page = reportAsHtml(reported([finding(code)]));
    expect(page).toContain(`<th>读到</th><th>${fate}</th><th>不公布</th><th>搁置</th>`);
    expect(page).toContain(verdict);
  });

  test('has every finding, not only twenty', () => {
    const all = reportAsHtml(reported(Array.from({ length: 30 }, (_, i) => finding('bad-date', { row: i + 2 }))));
    expect(all.match(/第\d+行/g)).toHaveLength(30);
    expect(all).toContain('30处');
  });
});

test('every cause has a heading in Chinese', () => {
  for (const [code, { title }] of Object.entries(CAUSES)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).toMatch(/\p{Script=Han}/u);
  }
});
