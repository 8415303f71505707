/** Mutated copies of published texts, and what is said of each. */
import { describe, expect, test } from 'vitest';
import { readClauses } from '../../src/pledges/clauses.ts';
import type { ClauseChange } from '../../src/pledges/compare.ts';
import { buildVerifyIndex, openVerifyIndex } from '../../src/pledges/verify-index.ts';
import { judgeCopy, verifyCopy, type Verdict, type VerdictKind } from '../../src/pledges/verify.ts';
import * as copies from '../helpers/pledge-copies.ts';
import { DAY, PUBLISHED, TEXT_NAMES, type TextName } from '../helpers/pledge-texts.ts';

const index = openVerifyIndex(buildVerifyIndex(Object.values(PUBLISHED)));
const byId = new Map(Object.values(PUBLISHED).map((text) => [text.facts.id, text]));

async function verify(copy: string): Promise<Verdict> {
  return verifyCopy(index, copy, DAY, (id) => Promise.resolve(byId.get(id)!));
}

/** What the page would say, in short. */
function summary(verdict: Verdict): Record<string, unknown> {
  const counts: Record<string, number> = verdict.comparison?.counts ?? {};
  const changed = Object.entries(counts).filter(([kind, count]) => kind !== 'unchanged' && count > 0);
  const { kind, version, differences, part, extra } = verdict;
  return {
    kind,
    version: version?.id,
    ...(differences > 0 ? { differences } : {}),
    ...Object.fromEntries(changed),
    ...(part === undefined ? {} : { part: part.words }),
    ...(extra.before + extra.after === '' ? {} : { hasExtra: true }),
  };
}

function changes({ comparison }: Verdict): ClauseChange[] {
  return (comparison?.changes ?? []).filter(({ kind }) => kind !== 'unchanged');
}

const IDENTICAL: Partial<Record<TextName, VerdictKind>> = {
  oldRules: 'identical-older',
  nextEthics: 'identical-upcoming',
};

describe('a copy that differs in nothing but its making is identical', () => {
  const makings: [string, copies.Mutation][] = [
    ['typed as it is', (text) => text],
    ['in lines of 30 characters', copies.wrapped(30)],
    ['in lines of 41 characters', copies.wrapped(41)],
    ['on pages with numbers between dashes', copies.paged('', (page) => `— ${page} —`)],
    [
      'on pages with a header and 第 3 页 共 20 页',
      copies.paged('内部资料 注意保存', (n, all) => `第 ${n} 页 共 ${all} 页`),
    ],
    ['on pages with bare numbers', copies.paged('', String)],
    ['with digits and letters in full width', copies.fullWidthDigits],
    ['with Windows line ends and a byte order mark', copies.windowsLines],
    ['with a blank line between all lines', copies.blankLines],
    ['indented as in Word', copies.wordIndents],
    ['with blanks round numbers and behind commas', copies.blanksBetween],
    ['with soft hyphens and characters of no width', copies.softHyphens],
    ['with the radicals that PDF programs write', copies.radicals],
  ];

  const cases = TEXT_NAMES.flatMap((name) => makings.map(([making, mutate]) => ({ name, making, mutate }))).filter(
    // The header of a single page is a line like any other.
    ({ name, making, mutate }) => !making.includes('header') || mutate(copies.printed(PUBLISHED[name])).includes('\f'),
  );

  test.each(cases)('$name $making', async ({ name, mutate }) => {
    const { facts } = PUBLISHED[name];
    const verdict = await verify(mutate(copies.printed(PUBLISHED[name])));
    expect(summary(verdict)).toEqual({ kind: IDENTICAL[name] ?? 'identical-in-force', version: facts.id });
  });

  test.each(TEXT_NAMES)('%s as the Markdown that was published, named in a line above', async (name) => {
    const { facts, markdown } = PUBLISHED[name];
    const verdict = await verify(`${facts.association}\n\n${markdown}`);
    expect(summary(verdict)).toEqual({ kind: IDENTICAL[name] ?? 'identical-in-force', version: facts.id });
  });

  test('with 第4条 for 第四条', async () => {
    const verdict = await verify(copies.arabicLabels(copies.printed(PUBLISHED.rules)));
    expect(summary(verdict)).toEqual({ kind: 'identical-in-force', version: PUBLISHED.rules.facts.id });
  });

  test('without any line breaks', async () => {
    for (const name of ['rules', 'pledge', 'ethics', 'grainRules'] as const) {
      const verdict = await verify(copies.withoutLineBreaks(copies.printed(PUBLISHED[name])));
      expect(summary(verdict), name).toEqual({ kind: 'identical-in-force', version: PUBLISHED[name].facts.id });
    }
  });
});

describe('a copy that differs in marks alone is identical apart from punctuation', () => {
  const makings: [string, copies.Mutation][] = [
    ['with half-width punctuation', copies.halfWidthMarks],
    ['with half-width punctuation, in lines of 30', copies.all(copies.halfWidthMarks, copies.wrapped(30))],
    ['with 「」 for “”', copies.cornerQuotes],
    ['with 10,000元 for 10000元', copies.thousands],
  ];
  const cases = TEXT_NAMES.flatMap((name) =>
    makings.map(([making, mutate]) => ({ name, making, text: copies.printed(PUBLISHED[name]), mutate })),
  ).filter(
    ({ text, mutate }) => mutate(text) !== text && mutate(text).replaceAll('\n', '') !== text.replaceAll('\n', ''),
  );

  test.each(cases)('$name $making', async ({ name, text, mutate }) => {
    const verdict = await verify(mutate(text));
    expect(summary(verdict)).toEqual({ kind: 'identical-but-punctuation', version: PUBLISHED[name].facts.id });
  });
});

describe('a copy that differs', () => {
  const one: [TextName, string, string, string, string][] = [
    ['pledge', 'one fee', '每样600元', '每样800元', '第六项：「600元」改为「800元」'],
    ['rules', 'one fee', '每年8000元', '每年80000元', '第八条：「8000元」改为「80000元」'],
    ['rules', 'a date', '2025年9月6日', '2025年9月16日', '第十九条：「2025年9月6日」改为「2025年9月16日」'],
    ['rules', 'a negation', '不得单独制定', '可以单独制定', '第十二条：「不得」改为「可以」'],
    ['rules', 'a rank', '每年4月30日', '每年6月30日', '第十一条：「4月30日」改为「6月30日」'],
    ['ethics', 'an hourly fee', '不超过45元', '不超过65元', '第6项：「45元」改为「65元」'],
    ['standard', 'a bound', '不大于1.2mm', '不大于12mm', '3.1：「1.2mm」改为「12mm」'],
    ['standard', 'a share', '8%～12%', '8%～18%', '4.2：「12%」改为「18%」'],
    ['caseReport', 'an amount', '8.6万元', '86万元', '第1段：「8.6万元」改为「86万元」'],
    ['fundPledge', 'a share', '不高于当年总支出的10%', '不高于当年总支出的15%', '第2段：「10%」改为「15%」'],
    ['fundPledge', 'a term', '监事会在20日内', '监事会在60日内', '第7段：「20日」改为「60日」'],
    ['bambooPledge', 'a word', '会员单位减半收取', '会员单位全额收取', '第六项：「减半」改为「全额」'],
  ];

  test.each(one)('in %s by %s has exactly one difference', async (name, _, before, after, words) => {
    for (const making of [
      copies.all(),
      copies.halfWidthMarks,
      copies.wrapped(32),
      copies.paged('会员手册', (n) => `- ${n} -`),
      copies.all(copies.fullWidthDigits, copies.wordIndents),
    ]) {
      const verdict = await verify(making(copies.replaced(before, after)(copies.printed(PUBLISHED[name]))));
      expect(summary(verdict)).toEqual({
        kind: 'differs',
        version: PUBLISHED[name].facts.id,
        differences: 1,
        changed: 1,
      });
      expect(changes(verdict)[0]!.words.map((sentence) => sentence.normalize('NFKC').replaceAll(' ', ''))).toEqual([
        words.normalize('NFKC'),
      ]);
    }
  });

  test.each<[TextName, number, number, string]>([
    ['rules', 5, 6, '第五条'],
    ['rules', 3, 11, '第三条'],
    ['pledge', 4, 5, '三、'],
    ['ethics', 2, 9, '2.'],
    ['standard', 6, 9, '4.2'],
    ['caseReport', 3, 4, ''],
    ['fundPledge', 4, 6, ''],
  ])('in %s by clauses %i and %i having changed places is told as moved, not rewritten', async (name, a, b) => {
    for (const making of [copies.all(), copies.wrapped(36), copies.halfWidthMarks]) {
      const verdict = await verify(making(copies.printed(PUBLISHED[name], copies.swapped(a, b))));
      const { counts } = verdict.comparison!;
      expect(verdict).toMatchObject({ kind: 'differs', version: { id: PUBLISHED[name].facts.id } });
      expect(counts).toMatchObject({ changed: 0, added: 0, removed: 0, 'moved-and-changed': 0 });
      expect(counts.moved).toBe(Math.abs(a - b) === 1 ? 1 : 2);
    }
  });

  test.each<[TextName, number]>([
    ['rules', 7],
    ['rules', 19],
    ['pledge', 5],
    ['ethics', 3],
    ['standard', 8],
    ['fundPledge', 5],
  ])('in %s by clause %i having been left out has one removed', async (name, place) => {
    for (const edit of [
      copies.without(place),
      (all: Parameters<typeof copies.renumbered>[0]) => copies.renumbered(copies.without(place)([...all])),
    ]) {
      const verdict = await verify(copies.printed(PUBLISHED[name], edit));
      expect(summary(verdict)).toEqual({
        kind: 'differs',
        version: PUBLISHED[name].facts.id,
        differences: 1,
        removed: 1,
      });
      expect(changes(verdict)[0]!.before!.id).toBe(PUBLISHED[name].clauses[place - 1]!.id);
    }
  });

  test.each<[TextName, number]>([
    ['rules', 8],
    ['pledge', 7],
    ['ethics', 4],
    ['fundPledge', 3],
  ])('in %s by a clause added behind the %ith has one added', async (name, place) => {
    const text = '会员应当在每年一月底前向秘书处缴纳服务保证金，逾期不缴的加收滞纳金。';
    for (const making of [copies.all(), copies.wrapped(33)]) {
      const verdict = await verify(making(copies.printed(PUBLISHED[name], copies.withClause(place, text))));
      expect(summary(verdict)).toEqual({
        kind: 'differs',
        version: PUBLISHED[name].facts.id,
        differences: 1,
        added: 1,
      });
    }
  });

  test('by two clauses made one has the same words under other numbers', async () => {
    const verdict = await verify(copies.printed(PUBLISHED.rules, copies.merged(6)));
    expect(summary(verdict)).toEqual({ kind: 'differs', version: PUBLISHED.rules.facts.id });
    expect(verdict.headline).toBe('文字与澜江省茶叶行业协会《澜江省茶叶行业自律规约》2025年9月6日版一致，但编号不同。');
    expect(verdict.details.slice(0, 2)).toEqual(['第六条没有编号。', '第七条改为第六条。']);
  });

  test('in its numbers alone has no difference of words', async () => {
    const verdict = await verify(copies.printed(PUBLISHED.rules, (clauses) => copies.renumbered(clauses, 2)));
    expect(summary(verdict)).toEqual({ kind: 'differs', version: PUBLISHED.rules.facts.id });
    expect(verdict.details[0]).toBe('第一条改为第二条。');
    const unnumbered = await verify(copies.printed(PUBLISHED.pledge, copies.withoutLabels));
    expect(summary(unnumbered)).toEqual({ kind: 'differs', version: PUBLISHED.pledge.facts.id });
    expect(unnumbered.headline).toBe('文字与澜江省茶叶行业协会《诚信承诺书》2024年3月5日版一致，但没有编号。');
    expect(unnumbered.details).toEqual(['文中各条都没有编号，可能是复制时丢失的。', '拿来比较的这一版现行有效。']);
  });

  test('by the heading of a chapter has one difference', async () => {
    const verdict = await verify(
      copies.replaced('第三章　会费和服务收费', '第三章　会费')(copies.printed(PUBLISHED.rules)),
    );
    expect(verdict).toMatchObject({ kind: 'differs', differences: 1 });
    expect(verdict.comparison!.headings.map(({ words }) => words)).toEqual([
      '标题「第三章　会费和服务收费」改为「第三章　会费」',
    ]);
  });

  test('by slips of a scanner shows every slip', async () => {
    const verdict = await verify(copies.misread(4)(copies.printed(PUBLISHED.rules)));
    expect(verdict).toMatchObject({ kind: 'differs', version: { id: PUBLISHED.rules.facts.id } });
    expect(verdict.differences).toBeGreaterThan(3);
    expect(verdict.comparison!.counts).toMatchObject({ added: 0, removed: 0, moved: 0 });
  });
});

describe('what stands around a text', () => {
  const framed = (...lines: string[]) => `${copies.printed(PUBLISHED.rules)}\n${lines.join('\n')}`;

  test.each([
    ['（2025年9月6日第四届第一次会员代表大会审议通过，自2025年11月1日起施行）'],
    ['澜江省茶叶行业协会（盖章）'],
    ['法定代表人（签字）：林某某'],
    ['二〇二五年九月六日'],
  ])('makes no difference where it says what is on record: %s', async (line) => {
    expect((await verify(framed(line))).kind).toBe('identical-in-force');
  });

  test.each([
    ['（2025年9月6日第四届理事会第一次会议审议通过）'],
    ['（2025年8月6日第四届第一次会员代表大会审议通过）'],
    ['（自2026年1月1日起施行）'],
    ['本规约最终解释权归秘书长'],
    ['会费可分期缴纳'],
  ])('is told where it says something else: %s', async (line) => {
    const verdict = await verify(framed(line));
    expect(verdict.kind).toBe('differs');
    expect(verdict.details.join('')).toContain(line.slice(0, 10));
  });
});

describe('a part of a text is told as one', () => {
  const header = '澜江省茶叶行业协会会员手册';
  const pages = copies.paged(header, (n) => `— ${n} —`);

  test('pages 2 and 3 of the rules', async () => {
    const verdict = await verify(copies.all(pages, copies.onlyPages(2, 3))(copies.printed(PUBLISHED.rules)));
    expect(summary(verdict)).toEqual({
      kind: 'differs',
      version: PUBLISHED.rules.facts.id,
      part: expect.stringMatching(/^只有其中第.+条至第.+条（全文共19条）$/),
    });
  });

  test('one page of the rules with a changed fee', async () => {
    const copy = copies.all(
      pages,
      copies.onlyPages(2, 2),
      copies.replaced('8000元', '9000元'),
    )(copies.printed(PUBLISHED.rules));
    const verdict = await verify(copy);
    expect(summary(verdict)).toMatchObject({
      kind: 'differs',
      version: PUBLISHED.rules.facts.id,
      differences: 1,
      changed: 1,
    });
    expect(verdict.headline).toMatch(
      /^与澜江省茶叶行业协会《澜江省茶叶行业自律规约》2025年9月6日版有1处不同，而且只有其中第.+（全文共19条）。$/,
    );
  });

  test('the third to the ninth clause', async () => {
    const copy = copies.printed(PUBLISHED.rules, (clauses) => clauses.slice(2, 9));
    const verdict = await verify(copy);
    expect(verdict.part?.words).toBe('只有其中第三条至第九条（全文共19条）');
    expect(verdict.headline).toBe(
      '只有其中第三条至第九条（全文共19条），与澜江省茶叶行业协会《澜江省茶叶行业自律规约》2025年9月6日版的这一部分一致。',
    );
  });

  test('a text in a letter', async () => {
    const letter = copies.inLetter(
      '各会员单位：\n\n现将协会自律规约转发给你们，请组织学习，认真执行。学习情况请于月底前报秘书处。\n',
      '\n此致\n敬礼\n\n联系电话见协会网站。',
    );
    for (const name of ['rules', 'pledge', 'ethics', 'fundPledge', 'standard'] as const) {
      const verdict = await verify(letter(copies.printed(PUBLISHED[name])));
      expect(summary(verdict), name).toEqual({ kind: 'differs', version: PUBLISHED[name].facts.id, hasExtra: true });
      expect(verdict.headline).toMatch(/^.+的全文都在其中，没有改动；此外还有公布的文本里没有的文字。$/);
    }
  });
});

describe('texts that share a template', () => {
  test('are told apart by the association', async () => {
    const verdict = await verify(copies.printed(PUBLISHED.bambooPledge));
    expect(summary(verdict)).toEqual({ kind: 'identical-in-force', version: PUBLISHED.bambooPledge.facts.id });
    expect(verdict.matches).toEqual([]);
  });

  test.each(['grainRules', 'fruitRules'] as const)(
    'of the same words: %s is the one of the named, the other is told',
    async (name) => {
      const verdict = await verify(copies.printed(PUBLISHED[name]));
      const other = name === 'grainRules' ? 'fruitRules' : 'grainRules';
      expect(summary(verdict)).toEqual({ kind: 'identical-in-force', version: PUBLISHED[name].facts.id });
      expect(verdict.matches.map(({ id }) => id)).toEqual([PUBLISHED[other].facts.id]);
    },
  );

  test('and no name: all that match are told', async () => {
    const copy = copies.printed(PUBLISHED.grainRules).split('\n').slice(2).join('\n');
    const verdict = await verify(copy);
    expect(verdict).toMatchObject({ kind: 'identical-in-force', isNamed: false });
    expect([verdict.version!.id, ...verdict.matches.map(({ id }) => id)].toSorted()).toEqual(
      [PUBLISHED.grainRules.facts.id, PUBLISHED.fruitRules.facts.id].toSorted(),
    );
  });

  test('with other fees: the one of the named is compared, though the copy is identical to another', () => {
    const rules = copies.printed(PUBLISHED.grainRules).split('\n').slice(2).join('\n');
    const ours = { ...PUBLISHED.grainRules, clauses: readClauses(rules.replace('不收取费用', '每次收费200元')) };
    const verdict = judgeCopy(`砚川市粮油商会\n${rules}`, [ours, PUBLISHED.fruitRules], DAY);
    expect(summary(verdict)).toMatchObject({ kind: 'differs', version: ours.facts.id, differences: 1 });
    expect(verdict.identicalElsewhere.map(({ id }) => id)).toEqual([PUBLISHED.fruitRules.facts.id]);
    expect(verdict.details.at(-1)).toBe('正文与别的文本一致：霁州市果品行业协会《行业自律规约》2023年1月12日版。');
  });

  test('one whose association publishes nothing differs from the nearest, and the missing name is told', async () => {
    const copy = copies.printed(PUBLISHED.pledge).replaceAll('澜江省茶叶行业协会', '砚川市茶叶商会');
    const verdict = await verify(copy);
    expect(verdict).toMatchObject({ kind: 'differs', isNamed: false, version: { id: PUBLISHED.pledge.facts.id } });
    expect(verdict.details).toContain('文中没有出现「澜江省茶叶行业协会」这个名称。');
  });

  test('the former name names the association, too', async () => {
    const copy = copies.printed(PUBLISHED.rules).replace('澜江省茶叶行业协会', '澜江省茶叶商会');
    expect(summary(await verify(copy))).toEqual({ kind: 'identical-in-force', version: PUBLISHED.rules.facts.id });
  });
});

describe('a text like none that is published is unknown', () => {
  test.each([
    [
      'an unrelated text',
      '春天的清晨，山间的雾还没有散，采茶的人已经背着竹篓上山了。她们的歌声顺着溪水一直流到村口，惊起几只白鹭。孩子们坐在门槛上数着新买的铅笔，等母亲回来做早饭。',
    ],
    [
      'rules of another trade',
      '第一条 为加强渔船管理，制定本办法。\n第二条 渔船出海应当向渔港报告，携带救生设备和通信设备。\n第三条 休渔期内不得出海捕捞，不得销售违禁网具。\n第四条 违反本办法的，取消当年的补贴。',
    ],
    ['an empty text', ''],
    ['blanks and marks', ' \n　\n—— 。'],
    ['a few characters', '诚信承诺书'],
    ['numbers', Array.from({ length: 300 }, (_, i) => i * 7919).join(' ')],
  ])('%s', async (_, copy) => {
    const verdict = await verify(copy);
    expect(verdict).toMatchObject({ kind: 'unknown', version: undefined, comparison: undefined });
    expect(verdict.headline).not.toBe('');
  });
});
