import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AS_OF, codeOf, recordsOf } from '../register/testing.ts';
import { readPledges } from './pledges.ts';
import { withFolder } from './testing.ts';

const CODE = codeOf(0);
const PATH = `pledges/${CODE}/自律规约/2024-06-01.mdx`;
const HOSTILE = join(import.meta.dirname, '../../tests/fixtures/hostile');
const BODY = '第一条　不强制入会。\n\n第二条　会费每年2000元。\n';
const RECORDS = recordsOf({
  organisations: [{}],
  sources: [{ id: 'S001' }],
  promises: [{}],
});

function read(files: Readonly<Record<string, string>>) {
  return withFolder(files, (folder) => readPledges(folder, RECORDS, AS_OF));
}

/** What is said of a text with this front matter, and the text. */
function readOne(front: string, body = BODY, path = PATH) {
  const { pledges, findings } = read({ [path]: `---\n${front}\n---\n${body}` });
  return { text: pledges[0], told: findings.map(({ code, row, message }) => `${code} ${row ?? '-'}: ${message}`) };
}

describe('the text of an association', () => {
  test('has its organisation, kind and day from its place, the rest from what stands before it', () => {
    const { text, told } = readOne(
      [
        'title: 竹编行业自律规约',
        'consulted: 2024-03',
        'reviewed: 2024-04-10',
        'adopted: 2024-05-20',
        'adoptedBy: 第三届会员代表大会',
        'vote: 无记名投票，赞成86票，反对2票',
        'effective: 2024-06-01',
        'replaced: 2025',
        'attachments:',
        '  - file: 规约.pdf',
        `    sha256: ${'AB'.repeat(32)}`,
        'source: S001',
        'coverage:',
        '  no-forced-membership: { state: 部分, reason: 只对小微企业, quote: 不强制入会 }',
      ].join('\n'),
    );
    expect(told).toEqual([]);
    expect(text).toMatchObject({
      id: `${CODE}/rules/2024-06-01`,
      code: CODE,
      kind: '自律规约',
      name: '',
      date: '2024-06-01',
      consultedOn: '2024-03',
      adoptedBy: '第三届会员代表大会',
      effectiveOn: '2024-06-01',
      replacedOn: '2025',
      isDraft: false,
      attachments: [{ file: '规约.pdf', sha256: 'ab'.repeat(32) }],
      source: ['S001'],
      coverage: { 'no-forced-membership': { state: '部分' } },
    });
    expect(text!.clauses.map(({ id }) => id)).toEqual(['c1', 'c2']);
  });

  test('may be one of several of its kind and day, told apart by a name', () => {
    const folder = `pledges/${CODE}/行业标准`;
    const front = '---\ntitle: 甲\nstate: 在研\nnumber: T/甲 001—2024\n---\n';
    const { pledges, findings } = read({
      [`${folder}/2024-06-01-quality.mdx`]: front + BODY,
      [`${folder}/2024-06-01-service.mdx`]: front + BODY,
    });
    expect(findings).toEqual([]);
    expect(pledges.map(({ id, isDraft }) => [id, isDraft])).toEqual([
      [`${CODE}/standard-quality/2024-06-01`, true],
      [`${CODE}/standard-service/2024-06-01`, true],
    ]);
  });

  test.each([
    ['title: 甲\nadopted: 2024-02-30', 'bad-content 3: 开头的说明里「adopted」写得不对'],
    ['title: 甲\nadopted: 去年', 'bad-content 3: 开头的说明里「adopted」写得不对'],
    ['title: 甲\nstate: 已实施', 'bad-content 3: 开头的说明里「state」写得不对'],
    ['title: 甲\ncase: 表扬', 'bad-content 3: 开头的说明里「case」写得不对'],
    ['title: " "', 'bad-content 2: 开头的说明里「title」写得不对'],
    ['effective: 2024-06-01', 'bad-content 1: 开头的说明里「title」没有写'],
    ['title: 甲\nlayout: x', 'bad-content 3: 开头的说明里不能写「layout」'],
    ['title: 甲\nattachments: [{ file: a.pdf, sha256: 12 }]', 'bad-content 3: 开头的说明里「attachments」写得不对'],
    [
      `title: 甲\nattachments: [{ file: a, sha256: ${'0'.repeat(64)}, url: "javascript:alert(1)" }]`,
      'bad-content 3: 开头的说明里「attachments」写得不对',
    ],
    ['title: 甲\ncoverage: { x: { state: 有, reason: 乙 } }', 'bad-content 3: 开头的说明里「coverage」写得不对'],
  ])('is refused where it says of itself: %s', (front, fault) => {
    const { text, told } = readOne(front);
    expect(text).toBeUndefined();
    expect(told).toEqual([fault]);
  });

  test.each([
    ['source: S9', 'dangling-source -: 「信息来源」里没有编号「S9」'],
    ['coverage: { nothing: { state: 明示, reason: 乙 } }', 'bad-override -: 承诺目录里没有编号「nothing」'],
    [
      'coverage: { no-forced-membership: { state: 明示, reason: 乙, quote: 不在文中 } }',
      'bad-override -: 「no-forced-membership」引用的「不在文中」不在文本的任何一句里',
    ],
  ])('is published though something of it is told: %s', (line, fault) => {
    const { text, told } = readOne(`title: 甲\n${line}`);
    expect(told).toEqual([fault]);
    expect(text!.coverage).toEqual({});
  });

  test('of nobody in the register is not published, and told', () => {
    const { text, told } = readOne('title: 甲', BODY, `pledges/${codeOf(77)}/自律规约/2024-06-01.mdx`);
    expect(text).toBeUndefined();
    expect(told).toEqual([`dangling-code -: 登记数据里没有代码 ${codeOf(77)}，这份文本不公布`]);
  });

  test('without a text, or with the number of somebody, is refused', () => {
    expect(readOne('title: 甲', '\n').told).toEqual(['bad-content 1: 没有正文']);
    expect(readOne('title: 甲', '联系人电话13800138000。\n')).toEqual({
      text: undefined,
      told: ['bad-content 4: 文中有手机号码，不能公开'],
    });
  });

  test('is no draft unless it is a standard', () => {
    expect(readOne('title: 甲\nstate: 在研')).toEqual({
      text: undefined,
      told: ['bad-content 1: state: 在研 只用于行业标准'],
    });
  });

  test('with a number that only its clauses show whole is refused', () => {
    expect(readOne('title: 甲', '第一条　电话1380\n0138000。\n').told).toEqual([
      'bad-content 4: 文中有手机号码，不能公开',
    ]);
    expect(readOne('title: 甲', '电话138[^1]00138000。\n').told).toEqual(['bad-content 1: 文中有手机号码，不能公开']);
  });

  test('in two files of one day is refused', () => {
    const { pledges, findings } = read({
      [PATH]: `---\ntitle: 甲\n---\n${BODY}`,
      [PATH.slice(0, -1)]: `---\ntitle: 乙\n---\n${BODY}`,
    });
    expect(pledges).toHaveLength(1);
    expect(findings.map(({ message }) => message)).toEqual(['同一份文本的这一天有两个文件']);
  });

  test.each([
    `pledges/51990000/自律规约/2024-06-01.mdx`,
    `pledges/${CODE}/规约/2024-06-01.mdx`,
    `pledges/${CODE}/constructor/2024-06-01.mdx`,
    `pledges/${CODE}/自律规约/2024-6-1.mdx`,
    `pledges/${CODE}/自律规约/2024-02-30.mdx`,
    `pledges/${CODE}/自律规约/2024-06-01.docx`,
    `pledges/${CODE}/自律规约/2024-06-01-质量.mdx`,
    `pledges/说明.txt`,
    `pledges/${CODE}`,
    `pledges/${CODE}/自律规约`,
  ])('is passed over, and told, at %s', (path) => {
    const { pledges, findings } = read({ [path]: `---\ntitle: 甲\n---\n${BODY}` });
    expect(pledges).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['unknown-file']);
  });
});

describe('a hostile body', () => {
  const bodies = readdirSync(HOSTILE)
    .filter((file) => !/^(?:front-matter|yaml)-/.test(file))
    .map((file) => [file, readFileSync(join(HOSTILE, file), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '')] as const);

  test('has its examples', () => {
    expect(bodies.length).toBeGreaterThan(50);
  });

  test.each(bodies)('%s is refused with its line, and none of it runs', (_, body) => {
    const { pledges, findings } = read({ [PATH]: `---\ntitle: 甲\n---\n${body}` });
    expect(pledges).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
    for (const { code, file, row } of findings) {
      expect([code, file]).toEqual(['bad-content', `content/${PATH}`]);
      expect(row).toBeGreaterThan(0);
    }
    expect(globalThis).not.toHaveProperty('mingluHostile');
  });
});
