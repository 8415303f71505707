import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_END } from './date.ts';
import { ABNORMAL_GROUNDS, SERIOUS_GROUNDS, type Listing } from './listing.ts';
import {
  fundraisingSentence,
  headline,
  HEADLINE_LIMIT,
  ILLEGAL_KIND_TEXTS,
  illegalSentence,
  MEANINGS,
  plainGround,
  STANDING_LABELS,
  standingLabel,
  type FundraisingEvidence,
  type HeadlineFacts,
  type IllegalKindName,
} from './sentences.ts';
import {
  judgeStanding,
  STANDINGS,
  type FundraisingVerdict,
  type RegistrationStatus,
  type Standing,
} from './standing.ts';
import { days, maybe } from './testing.ts';

const DAY = '2026-11-20';
const NAME = '澜江市竹编行业协会';
const AUTHORITY = '澜江市民政局';
const facts: HeadlineFacts = {
  name: NAME,
  type: '社会团体',
  authority: AUTHORITY,
  status: '正常',
  registeredOn: '2015-03-01',
};
const unreported: Listing = {
  listedOn: '2025-07-01',
  ground: '未按照规定时限和要求报送年度工作报告',
  listedBy: AUTHORITY,
};

describe('the headline', () => {
  test.each<[string, Partial<HeadlineFacts>, Listing[], Listing[]]>([
    [`${NAME}是依法登记的社会团体，2015年3月1日由澜江市民政局登记，登记状态正常（截至2026年11月20日）。`, {}, [], []],
    [
      `${NAME}是依法登记的社会团体，由澜江市民政局登记，登记状态正常（截至2026年11月20日）。`,
      { registeredOn: undefined },
      [],
      [],
    ],
    [
      `${NAME}已由澜江市民政局依法登记，但自2025年7月1日起被列入活动异常名录，原因是未按时报送年度工作报告（截至2026年11月20日）。`,
      {},
      [unreported],
      [],
    ],
    [
      `${NAME}已由澜江市民政局依法登记，但自2025年7月1日起由云汀省民政厅列入活动异常名录，原因是登记住所查无此处（截至2026年11月20日）。`,
      {},
      [{ ...unreported, listedBy: '云汀省民政厅', ground: '登记住所查无此处。' }],
      [],
    ],
    [
      `竹编会已由澜江市民政局依法登记，但自2025年7月1日起被列入活动异常名录，原因是未按时报送年度工作报告；未按规定设立党组织（截至2026年11月20日）。`,
      { name: '竹编会' },
      [unreported, { listedOn: '2026-01-01', ground: '未设立党组织' }, { listedOn: '2026-07-01', ground: '未报年报' }],
      [],
    ],
    [
      `${NAME}已由澜江市民政局依法登记，但自2026年1月1日起被列入严重违法失信名单，原因是列入活动异常名录满两年（截至2026年11月20日）。`,
      {},
      [unreported],
      [{ listedOn: '2026-01-01', ground: '被列入活动异常名录满2年' }],
    ],
    [
      `${NAME}已由澜江市民政局依法登记为社会团体，但登记证书有效期到2026年11月19日，本站数据中没有换证记录（截至2026年11月20日）。`,
      { certificateTo: '2026-11-19' },
      [],
      [],
    ],
    [
      `${NAME}（社会团体，原由澜江市民政局登记，2015年3月1日成立）已注销登记，不再存在（截至2026年11月20日）。`,
      { status: '注销' },
      [],
      [],
    ],
    [
      `${NAME}（社会团体，原由澜江市民政局登记）已被撤销登记，此后以这个名义开展活动即属非法（截至2026年11月20日）。`,
      { status: '撤销' },
      [],
      [],
    ],
    [
      `${NAME}（社会团体，原由澜江市民政局登记）已被吊销登记证书，此后以这个名义开展活动即属非法（截至2026年11月20日）。`,
      { status: '吊销' },
      [],
      [],
    ],
    [
      `${NAME}（社会团体，原由澜江市民政局登记）已于2026年2月3日被澜江市民政局撤销登记，此后以这个名义开展活动即属非法（截至2026年11月20日）。`,
      { status: '撤销', ending: { on: '2026-02-03', by: AUTHORITY } },
      [],
      [],
    ],
  ])('%s', (expected, more, abnormal, serious) => {
    const known = { ...facts, ...more };
    expect(headline(known, judgeStanding({ ...known, abnormal, serious }, DAY), DAY)).toBe(expected);
  });

  test('drops details before it grows too long, and never the name', () => {
    const reasons: Listing[] = [
      unreported,
      { listedOn: '2025-08-01', ground: '失联' },
      { listedOn: '2025-09-01', ground: '未按期完成整改' },
    ];
    const known = { ...facts, name: '澜江市临浦区青年竹编行业协会' };
    expect(headline(known, judgeStanding({ ...known, abnormal: reasons, serious: [] }, DAY), DAY)).toBe(
      `${known.name}已依法登记，但自2025年7月1日起被列入活动异常名录，原因是未按时报送年度工作报告等3项（截至2026年11月20日）。`,
    );
  });

  test('gives no reason that was typed at length', () => {
    const known = { ...facts, status: '正常' as const };
    const verdict = judgeStanding(
      { ...known, abnormal: [{ ...unreported, ground: '经查实存在'.repeat(20) }], serious: [] },
      DAY,
    );
    expect(headline(known, verdict, DAY)).toBe(
      `${NAME}已依法登记，但自2025年7月1日起被列入活动异常名录（截至2026年11月20日）。`,
    );
  });

  test('cuts a name only when nothing else is left to drop', () => {
    const known = { ...facts, name: '长'.repeat(100), certificateTo: '2026-01-01' };
    const sentence = headline(known, judgeStanding({ ...known, abnormal: [], serious: [] }, DAY), DAY);
    expect(sentence).toMatch(/^长+…的登记证书有效期到2026年1月1日（截至2026年11月20日）。$/);
    expect(sentence).toHaveLength(HEADLINE_LIMIT);
  });

  test('takes a name as it is, whatever it holds', () => {
    const known = { ...facts, name: `$&$1${'长'.repeat(90)}` };
    expect(headline(known, judgeStanding({ ...known, abnormal: [], serious: [] }, DAY), DAY)).toMatch(
      /^\$&\$1长+…登记状态正常/,
    );
  });

  describe('of any organisation', () => {
    const han = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...'澜江市竹编行业协会𠮷基金'), minLength, maxLength });
    const listing = (grounds: readonly { text: string }[]) =>
      fc.array(
        fc.record({
          listedOn: days(2010, 2026).filter((day) => day <= DAY),
          ground: fc.oneof(fc.constantFrom(...grounds.map((ground) => ground.text)), han(1, 60)),
          listedBy: maybe(han(4, 20)),
        }),
        { maxLength: 3 },
      );
    const organisation = fc.record({
      name: han(1, 100),
      type: fc.constantFrom('社会团体', '民办非企业单位', '基金会'),
      authority: han(4, 25),
      status: fc.constantFrom<RegistrationStatus>('正常', '正常', '正常', '注销', '撤销', '吊销'),
      registeredOn: maybe(days(1980, 2025)),
      certificateTo: maybe(days(2020, 2030)),
      ending: maybe(fc.record({ on: days(2015, 2026), by: maybe(han(4, 25)) })),
      abnormal: listing(ABNORMAL_GROUNDS),
      serious: listing(SERIOUS_GROUNDS),
    });
    const SAYS: Readonly<Record<Standing, RegExp>> = {
      revoked: /撤销登记|吊销登记证书/,
      cancelled: /已注销登记/,
      serious: /列入严重违法失信名单/,
      abnormal: /列入活动异常名录/,
      'certificate-expired': /登记证书有效期到/,
      normal: /登记状态正常/,
    };

    test('is one sentence of at most 80 characters that tells name, state and day', () => {
      fc.assert(
        fc.property(organisation, (known) => {
          const verdict = judgeStanding(known, DAY);
          const sentence = headline(known, verdict, DAY);
          const characters = [...sentence];
          expect(characters.length).toBeLessThanOrEqual(HEADLINE_LIMIT);
          expect(sentence).toMatch(/^[^。\n]+（截至2026年11月20日）。$/u);
          const rest = sentence.startsWith(known.name) ? known.name : sentence.slice(0, sentence.indexOf('…'));
          expect(known.name.startsWith(rest)).toBe(true);
          if (rest !== known.name) expect(characters.length).toBe(HEADLINE_LIMIT);
          expect(sentence.slice(rest.length)).toMatch(SAYS[verdict.standing]);
        }),
        { numRuns: 2000 },
      );
    });

    test('tells a name of up to forty characters whole', () => {
      fc.assert(
        fc.property(organisation, han(1, 40), (known, name) => {
          expect(headline({ ...known, name }, judgeStanding(known, DAY), DAY).startsWith(name)).toBe(true);
        }),
        { numRuns: 1000 },
      );
    });

    test('says 非法 of none but a revoked one', () => {
      fc.assert(
        fc.property(organisation, (known) => {
          const verdict = judgeStanding(known, DAY);
          expect(headline(known, verdict, DAY).includes('非法')).toBe(verdict.standing === 'revoked');
        }),
        { numRuns: 1000 },
      );
    });
  });
});

test('every standing has a label and says what it means, does not mean and asks for', () => {
  for (const standing of STANDINGS) {
    expect(STANDING_LABELS[standing]).not.toBe('');
    for (const sentence of Object.values(MEANINGS[standing])) expect(sentence).toMatch(/。$/);
  }
  expect(new Set(Object.values(STANDING_LABELS)).size).toBe(STANDINGS.length);
});

test.each([
  ['revoked', '撤销', '已撤销登记'],
  ['revoked', '吊销', '已吊销证书'],
  ['cancelled', '注销', '已注销'],
  ['abnormal', '正常', '活动异常名录'],
] as const)('%s by %s is tagged %s', (standing, status, label) => {
  expect(standingLabel(standing, status)).toBe(label);
});

test.each([
  ['未按规定报送2024年度报告。', '未按时报送年度工作报告'],
  ['内部管理混乱。', '内部管理混乱'],
  ['账目不清。拒不说明；\n', '账目不清；拒不说明'],
  ['账目不清\n拒不说明', '账目不清；拒不说明'],
])('the ground %j stands in a sentence as %s', (text, plain) => {
  expect(plainGround(text, ABNORMAL_GROUNDS)).toBe(plain);
});

describe('the sentence on fundraising', () => {
  const obtainedOn = '2024-01-02';
  const clear: FundraisingEvidence = { isCovered: true, isBeingChecked: false, isDoubted: false };
  const verdictOf = (
    reason: FundraisingVerdict['reason'],
    qualification: FundraisingVerdict['qualification'],
  ): FundraisingVerdict => ({
    fundraising: reason === 'valid' ? 'yes' : reason === 'none' || reason === 'organisation-gone' ? 'no' : 'expired',
    reason,
    qualification,
  });
  test.each<[FundraisingVerdict['reason'], FundraisingVerdict['qualification'], RegistrationStatus, string]>([
    [
      'valid',
      { obtainedOn, validTo: '2027-01-01' },
      '正常',
      '可以面向公众募捐：公开募捐资格证书有效期至2027年1月1日。每次募捐还须备案。',
    ],
    [
      'valid',
      { obtainedOn },
      '正常',
      '可以面向公众募捐：2024年1月2日取得公开募捐资格，数据中没有写明有效期，捐款前请看证书。每次募捐还须备案。',
    ],
    [
      'valid',
      { obtainedOn, validTo: NO_END },
      '正常',
      '可以面向公众募捐：公开募捐资格证书长期有效。每次募捐还须备案。',
    ],
    [
      'expired',
      { obtainedOn, validTo: '2026-01-01' },
      '正常',
      '现在不能面向公众募捐：公开募捐资格已于2026年1月1日到期。',
    ],
    [
      'ended',
      { obtainedOn, endedOn: '2026-01-01' },
      '正常',
      '现在不能面向公众募捐：公开募捐资格已于2026年1月1日终止。',
    ],
    [
      'ended',
      { obtainedOn, endedOn: '2026-01', endGround: '不再符合条件。' },
      '正常',
      '现在不能面向公众募捐：公开募捐资格已于2026年1月终止，原因是不再符合条件。',
    ],
    ['charity-cancelled', { obtainedOn }, '正常', '现在不能面向公众募捐：它已不再是慈善组织。'],
    ['organisation-gone', { obtainedOn }, '注销', '不能募捐：它已注销登记，原有的公开募捐资格不再有效。'],
    ['organisation-gone', { obtainedOn }, '撤销', '不能募捐：它的登记已被撤销，原有的公开募捐资格不再有效。'],
    ['organisation-gone', { obtainedOn }, '吊销', '不能募捐：它的登记证书已被吊销，原有的公开募捐资格不再有效。'],
    ['none', undefined, '注销', '不能募捐：它已注销登记。'],
    ['none', undefined, '吊销', '不能募捐：它的登记证书已被吊销。'],
    ['none', undefined, '撤销', '不能募捐：它的登记已被撤销。'],
    [
      'none',
      undefined,
      '正常',
      '没有公开募捐资格，不能自行面向公众募捐；可以接受特定对象的捐赠，也可以与有资格的慈善组织合作募捐。',
    ],
  ])('%s %j %s', (reason, qualification, status, sentence) => {
    expect(fundraisingSentence(verdictOf(reason, qualification), status)).toBe(sentence);
    expect(fundraisingSentence(verdictOf(reason, qualification), status, clear)).toBe(sentence);
  });

  const none = '没有公开募捐资格，不能自行面向公众募捐；可以接受特定对象的捐赠，也可以与有资格的慈善组织合作募捐。';
  const uncovered = '本站没有收录公开募捐资格名单，不能据此判断；请到慈善中国核实。';
  const doubted =
    '资格证书仍在有效期内，但它因不再符合公开募捐资格条件或长期未开展公开募捐，在活动异常名录上：捐款前请向登记管理机关核实。';
  test.each<
    [
      Partial<FundraisingEvidence>,
      FundraisingVerdict['reason'],
      FundraisingVerdict['qualification'],
      RegistrationStatus,
      string,
    ]
  >([
    [{ isCovered: false }, 'none', undefined, '正常', uncovered],
    [{ isCovered: false, isBeingChecked: true }, 'none', undefined, '正常', uncovered],
    [{ isCovered: false }, 'none', undefined, '注销', '不能募捐：它已注销登记。'],
    [
      { isBeingChecked: true },
      'none',
      undefined,
      '正常',
      '本站数据中没有可用的公开募捐资格记录，有关的行正在核对；请到慈善中国核实。',
    ],
    [{ isBeingChecked: true }, 'none', undefined, '吊销', '不能募捐：它的登记证书已被吊销。'],
    [
      { isBeingChecked: true },
      'valid',
      { obtainedOn, validTo: '2027-01-01' },
      '正常',
      '可以面向公众募捐：公开募捐资格证书有效期至2027年1月1日。每次募捐还须备案。',
    ],
    [{ isDoubted: true }, 'valid', { obtainedOn, validTo: '2027-01-01' }, '正常', doubted],
    [{ isDoubted: true }, 'valid', { obtainedOn, validTo: NO_END }, '正常', doubted],
    [
      { isDoubted: true },
      'expired',
      { obtainedOn, validTo: '2026-01-01' },
      '正常',
      '现在不能面向公众募捐：公开募捐资格已于2026年1月1日到期。',
    ],
    [{ isDoubted: true }, 'none', undefined, '正常', none],
  ])('with the evidence %j: %s %j %s', (evidence, reason, qualification, status, sentence) => {
    expect(fundraisingSentence(verdictOf(reason, qualification), status, { ...clear, ...evidence })).toBe(sentence);
  });
});

describe('the warning of an illegal body', () => {
  const published = { name: '华夏竹艺总会', batch: '2026年第一批', publishedOn: '2026-03-01', publishedBy: AUTHORITY };

  test.each<[IllegalKindName, string]>([
    ['涉嫌', '警示：「华夏竹艺总会」在澜江市民政局2026年3月1日公布的涉嫌非法社会组织名单（2026年第一批）上。'],
    ['取缔', '警示：「华夏竹艺总会」在澜江市民政局2026年3月1日公布的已取缔非法社会组织名单（2026年第一批）上。'],
    ['劝散', '警示：「华夏竹艺总会」在澜江市民政局2026年3月1日公布的已劝散非法社会组织名单（2026年第一批）上。'],
    ['关停网站', '警示：「华夏竹艺总会」的网站已被依法关停，见澜江市民政局2026年3月1日公布的名单（2026年第一批）。'],
  ])('on the list %s', (kind, sentence) => {
    expect(illegalSentence({ ...published, kind })).toBe(sentence);
  });

  test('does without batch, day and publisher', () => {
    expect(illegalSentence({ name: '华夏竹艺总会', kind: '涉嫌' })).toBe(
      '警示：「华夏竹艺总会」在登记管理机关公布的涉嫌非法社会组织名单上。',
    );
  });

  test('never says of a suspected one that anything was decided', () => {
    expect(illegalSentence({ ...published, kind: '涉嫌' })).not.toMatch(/取缔|劝散|关停|已被/);
    expect(ILLEGAL_KIND_TEXTS.涉嫌.meaning).toBe('公布时登记管理机关正在核查，还没有作出处理决定。');
  });

  test('the four lists have addresses and titles of their own', () => {
    const lists = Object.values(ILLEGAL_KIND_TEXTS);
    expect(new Set(lists.map((list) => list.id)).size).toBe(4);
    expect(new Set(lists.map((list) => list.title)).size).toBe(4);
  });
});
