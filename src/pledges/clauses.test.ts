import { describe, expect, test } from 'vitest';
import { clauseName, readClauses, readCopy, type Clause } from './clauses.ts';

/** `c4 第四条 [第二章 会费] 会费每年…` */
function told(clauses: readonly Clause[]): string[] {
  return clauses.map(
    ({ id, label, path, text }) =>
      `${id} ${label}${path.length > 0 ? ` [${path.join('/')}]` : ''} ${text.replaceAll('\n', '⏎')}`,
  );
}

describe('the clauses of a published text', () => {
  test('are its 条, with chapters above and items inside', () => {
    const text =
      '# 规约\n\n## 第一章　总则\n\n**第一条**　甲。\n\n## 第二章　会费\n\n第二条　分两档：\n\n（一）乙；\n\n（二）丙。\n\n第三条　丁。';
    expect(told(readClauses(text))).toEqual([
      'c1 第一条 [规约/第一章　总则] 甲。',
      'c2 第二条 [规约/第二章　会费] 分两档：⏎（一）乙；⏎（二）丙。',
      'c3 第三条 [规约/第二章　会费] 丁。',
    ]);
  });

  test.each([
    ['一、甲。\n\n二、乙。\n\n十一、丙。', ['c1 一、 甲。', 'c2 二、 乙。', 'c11 十一、 丙。']],
    ['1. 甲。\n\n2. 乙。', ['c1 1. 甲。', 'c2 2. 乙。']],
    ['（一）甲。\n\n（二）乙。', ['c1 （一） 甲。', 'c2 （二） 乙。']],
    ['第1条 甲。\n第２条 乙。', ['c1 第1条 甲。', 'c2 第２条 乙。']],
    ['第四条　甲。\n\n第四条之一　乙。\n\n第五条　丙。', ['c4 第四条 甲。', 'c4-1 第四条之一 乙。', 'c5 第五条 丙。']],
    [
      '## 4 要求\n\n4.1 甲。\n\n4.2 乙。\n\n4.2.1 丙。',
      ['c4-1 4.1 [4 要求] 甲。', 'c4-2 4.2 [4 要求] 乙。', 'c4-2-1 4.2.1 [4 要求] 丙。'],
    ],
    ['第一条　甲。\n\n附件\n\n第一条　乙。', ['c1 第一条 甲。⏎附件', 'c1_2 第一条 乙。']],
    ['## 一、服务\n\n甲。\n\n乙。\n\n## 二、收费\n\n丙。', ['c1 一、 服务⏎甲。⏎乙。', 'c2 二、 收费⏎丙。']],
  ])('have the numbers that are printed: %j', (text, clauses) => {
    expect(told(readClauses(text))).toEqual(clauses);
  });

  test('are its paragraphs where nothing is numbered', () => {
    expect(told(readClauses('## 情况\n\n甲。\n\n乙：\n\n1. 丙\n\n## 启示\n\n丁。'))).toEqual([
      'c1  [情况] 甲。',
      'c2  [情况] 乙：',
      'c3  [情况] 1. 丙',
      'c4  [启示] 丁。',
    ]);
  });

  test('have a preamble before and a signature behind them', () => {
    const text = '本会承诺如下：\n\n一、甲。\n\n二、乙。\n\n澜江省茶叶行业协会（盖章）\n\n2024年3月5日';
    expect(told(readClauses(text))).toEqual([
      'p1  本会承诺如下：',
      'c1 一、 甲。',
      'c2 二、 乙。',
      'p2  澜江省茶叶行业协会（盖章）',
      'p3  2024年3月5日',
    ]);
  });

  test('keep their anchors when another is taken out, and when a paragraph is added before them', () => {
    const anchors = (text: string) => readClauses(text).map(({ id }) => id);
    expect(anchors('第一条　甲。\n\n第三条　丙。')).toEqual(['c1', 'c3']);
    expect(anchors('序。\n\n第一条　甲。\n\n第二条　乙。')).toEqual(['p1', 'c1', 'c2']);
  });

  test('are read without the marks of Markdown', () => {
    const text =
      '第一条　**甲**、[章程](/charter)、`乙`^[^1]、\\{丙\\}。\n\n> 第二条　*丁*。\n\n| 档 | 元 |\n| --- | --- |\n| 会员 | 2000 |\n\n<Callout kind="info">\n\n- 戊\n- 己\n\n</Callout>';
    expect(told(readClauses(text))).toEqual([
      'c1 第一条 甲、章程、`乙`^、{丙}。',
      'c2 第二条 丁。⏎档　元⏎会员　2000⏎戊⏎己',
    ]);
  });

  test('are not cut at a clause that is only referred to', () => {
    const text = '第一条　违反\n第二条规定的，依照\n第三条处理。\n\n第二条　乙，第三条第一款除外。';
    expect(told(readClauses(text))).toEqual([
      'c1 第一条 违反第二条规定的，依照第三条处理。',
      'c2 第二条 乙，第三条第一款除外。',
    ]);
  });
});

describe('the clauses of a copy', () => {
  const page = (...lines: string[]) => lines.join('\n');

  test('are read across broken lines', () => {
    const text = page(
      '第一条　为规范全省茶叶行业经营行为，维护公平竞争的市场',
      '秩序，制定本规约。',
      '第二条　会员违反本规约的，由自律委员会依照本规约',
      '第三条给予警告；情节严重的，取消会员资格。',
      '第三条　惩戒的种类如下，由自律委员会视情节轻重作出决',
      '定：',
      '（一）警告；',
      '（二）公开谴责。',
    );
    expect(told(readCopy(text))).toEqual([
      'c1 第一条 为规范全省茶叶行业经营行为，维护公平竞争的市场秩序，制定本规约。',
      'c2 第二条 会员违反本规约的，由自律委员会依照本规约第三条给予警告；情节严重的，取消会员资格。',
      'c3 第三条 惩戒的种类如下，由自律委员会视情节轻重作出决定：⏎（一）警告；⏎（二）公开谴责。',
    ]);
  });

  test.each([
    ['— 3 —', '— 4 —'],
    ['- 3 -', '- 4 -'],
    ['－３－', '－４－'],
    ['第3页 共20页', '第4页 共20页'],
    ['第 3 页', '第 4 页'],
    ['3/20', '4/20'],
    ['Page 3 of 20', 'Page 4 of 20'],
    ['第三页', '第四页'],
  ])('are read across pages that end in %s', (first, second) => {
    const text = page(
      '内部资料',
      '第一条　会员应当依法生产经营，严格执行食品安全',
      first,
      '',
      '内部资料',
      '国家标准，建立进货查验记录。',
      '第二条　会费每年2000元。',
      second,
    );
    expect(told(readCopy(text)).filter((line) => !line.startsWith('p'))).toEqual([
      'c1 第一条 会员应当依法生产经营，严格执行食品安全国家标准，建立进货查验记录。',
      'c2 第二条 会费每年2000元。',
    ]);
  });

  test('are read across pages whose numbers stand alone', () => {
    const clause = (n: number) => `第${'一二三四五六七八九十'[n - 1]}条　会员应当遵守本规约的第${n}项规定。`;
    const text = page(...[1, 2, 3, 4, 5, 6].map(clause), '7', ...[7, 8, 9, 10].map(clause), '甲', '乙', '8', '丙');
    expect(readCopy(text)).toHaveLength(10);
    expect(readCopy(text).at(-1)!.text.replaceAll('\n', '')).toBe('会员应当遵守本规约的第10项规定。甲乙丙');
  });

  test('keep sums that stand alone on a line, as in a table', () => {
    const text = page('第一条　会费标准：', '理事', '5000', '会员', '2000', '第二条　甲。');
    expect(readCopy(text)[0]!.text).toBe('会费标准：\n理事\n5000\n会员\n2000');
  });

  test('keep lines that come again and again and stand in the published text', () => {
    const text = page(
      '第一条　甲方义务：',
      '如实告知',
      '第二条　乙方义务：',
      '如实告知',
      '— 1 —',
      '第三条　丙方义务：',
      '如实告知',
      '— 2 —',
    );
    const published = readClauses(text.replace(/— \d —\n?/g, '').replaceAll('\n', '\n\n'));
    expect(told(readCopy(text, published))).toEqual(told(published));
  });

  test('know headings of the published text in plain lines', () => {
    const published = readClauses('## 服务内容\n\n甲甲甲。\n\n## 收费\n\n乙乙乙。');
    expect(told(readCopy('服务内容\n甲甲甲。\n收费\n乙乙乙。', published))).toEqual(told(published));
  });

  test('are found where all line breaks are lost', () => {
    expect(told(readCopy('第一条　甲。第二条　乙，违反第一条的，警告。第三条　丙。'))).toEqual([
      'c1 第一条 甲。',
      'c2 第二条 乙，违反第一条的，警告。',
      'c3 第三条 丙。',
    ]);
  });

  test('join words of Latin letters as they were', () => {
    expect(
      readCopy('according to the infor-\nmation of the Tea As-\nsociation and its long list of\nmembers')[0]!.text,
    ).toBe('according to the infor-mation of the Tea As-sociation and its long list of members');
  });
});

test.each([
  [{ id: 'c4', label: '第四条', path: [] }, '第四条'],
  [{ id: 'c4', label: '四、', path: [] }, '第四项'],
  [{ id: 'c4', label: '（四）', path: [] }, '第（四）项'],
  [{ id: 'c4-1', label: '4.1', path: [] }, '4.1'],
  [{ id: 'c4', label: '', path: [] }, '第4段'],
  [{ id: 'c1_2', label: '一、', path: ['收费'] }, '「收费」第一项'],
])('%j is called %s', (clause, name) => {
  expect(clauseName(clause)).toBe(name);
});
