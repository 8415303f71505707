import { describe, expect, test } from 'vitest';
import { codeOf, recordsOf } from '../register/testing.ts';
import { readReplies } from './replies.ts';
import { withFolder } from './testing.ts';

const CODE = codeOf(0);
const PATH = `replies/${CODE}/annual-report.mdx`;
const RECORDS = recordsOf({
  organisations: [{}],
  'abnormal-listings': [{ listedOn: '2025-07-01' }],
  penalties: [
    { decisionNumber: '澜民罚〔2025〕3号', decidedOn: '2025-04-15' },
    { decisionNumber: '澜民罚〔2025〕4号', decidedOn: '2025-04-15' },
  ],
});
const FRONT = 'dataset: abnormal-listings\non: 2025-07-01\nreplied: 2025-07-20';

function read(front: string, body = '已于七月补报。\n\n今后按时报送。\n', path = PATH) {
  return withFolder({ [path]: `---\n${front}\n---\n${body}` }, (folder) => readReplies(folder, RECORDS));
}

describe('a reply', () => {
  test('belongs to an entry that is published', () => {
    const { replies, findings } = read(`${FRONT}\noutcome: 已移出名录\noutcomeOn: 2025-08-01\nsource: [S001]`);
    expect(findings).toEqual([]);
    expect(replies).toEqual([
      {
        id: `${CODE}/annual-report`,
        code: CODE,
        dataset: 'abnormal-listings',
        on: '2025-07-01',
        repliedOn: '2025-07-20',
        outcome: '已移出名录',
        outcomeOn: '2025-08-01',
        source: ['S001'],
        paragraphs: ['已于七月补报。', '今后按时报送。'],
      },
    ]);
  });

  test('tells entries of one day apart by their number', () => {
    const front = 'dataset: penalties\non: 2025-04-15\nreplied: 2025-07-20\nnumber: 澜民罚〔2025〕4号';
    expect(read(front).replies.map(({ number }) => number)).toEqual(['澜民罚〔2025〕4号']);
    expect(read(front.replace('4号', '5号')).replies).toEqual([]);
  });

  test('that may be about an entry no longer told is held back until it says which one it is about', () => {
    const front = 'dataset: penalties\non: 2025-04-15\nreplied: 2025-07-20';
    const withheld = recordsOf({ penalties: [{ decisionNumber: '澜民罚〔2025〕1号', decidedOn: '2025-04-15' }] });
    const readBeside = (typed: string) =>
      withFolder({ [PATH]: `---\n${typed}\n---\n款项已退回。\n` }, (folder) => readReplies(folder, RECORDS, withheld));
    expect(readBeside(front).replies).toEqual([]);
    expect(readBeside(front).findings.map(({ code }) => code)).toEqual(['reply-without-entry']);
    expect(readBeside(`${front}\nnumber: 澜民罚〔2025〕4号`).replies).toHaveLength(1);
  });

  test.each([
    ['of another day', FRONT.replace('2025-07-01', '2025-07-02'), PATH],
    ['of another list', FRONT.replace('abnormal', 'serious'), PATH],
    ['of another organisation', FRONT, `replies/${codeOf(1)}/annual-report.mdx`],
  ])('to an entry %s is not published, and told', (_, front, path) => {
    const { replies, findings } = read(front, undefined, path);
    expect(replies).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['reply-without-entry']);
  });

  test.each([
    [
      'a dataset that nobody can answer',
      FRONT.replace('abnormal-listings', 'sources'),
      '开头的说明里「dataset」写得不对',
    ],
    ['no day of the reply', FRONT.replace(/\nreplied.*/, ''), '开头的说明里「replied」没有写'],
    ['a key of its own', `${FRONT}\nphone: 1`, '开头的说明里不能写「phone」'],
  ])('with %s is refused', (_, front, message) => {
    const { replies, findings } = read(front);
    expect(replies).toEqual([]);
    expect(findings.map((finding) => finding.message)).toEqual([message]);
  });

  test('with code in it, without words, or with the number of somebody is refused', () => {
    for (const body of ['{globalThis.mingluHostile = true}', '', '请打13800138000。']) {
      const { replies, findings } = read(FRONT, `${body}\n`);
      expect(replies).toEqual([]);
      expect(findings.map(({ code }) => code)).toEqual(['bad-content']);
    }
    expect(globalThis).not.toHaveProperty('mingluHostile');
  });

  test.each([`replies/123/a.mdx`, `replies/${CODE}/答复.mdx`, `replies/${CODE}/a.txt`])(
    'is passed over, and told, at %s',
    (path) => {
      const { replies, findings } = read(FRONT, undefined, path);
      expect(replies).toEqual([]);
      expect(findings.map(({ code }) => code)).toEqual(['unknown-file']);
    },
  );
});
