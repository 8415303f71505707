import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeCreditCode } from '../domain/credit-code.ts';
import { ingest } from '../ingest/ingest.ts';
import { createRegister } from '../register/register.ts';
import { lookupKey } from './normalise.ts';
import { subjectsOf, type Subject } from './subjects.ts';
import { AS_OF, filesOf, illegalBody, openFiles, openInMemory, organisation, type Opened } from './testing.ts';
import { LookupFailed, type Answer } from './types.ts';

const code = (n: number, prefix = '51') => makeCreditCode(prefix, '990100', `MJ${String(n).padStart(6, '0')}`);
const names = (answer: Answer) => answer.results.map((result) => result.name);
const kinds = [
  ['packed', { packedMost: 100_000 }],
  // Few names under a key, so that a small register has hot keys as a large one does.
  ['in shards', { packedMost: 0, mostNames: 12 }],
] as const;

describe.each(kinds)('an index %s', (_, options) => {
  let subjects: Subject[];
  let opened: Opened;
  beforeAll(() => {
    subjects = subjectsOf(createRegister(ingest('data', { asOf: AS_OF })));
    opened = openInMemory(subjects, options);
  });
  const search = (query: string) => opened.lookup.search(query);

  test('finds every name by itself, first', async () => {
    for (const { names: own, code: ownCode } of subjects) {
      for (const { name } of own) {
        const { outcome, results } = await search(name);
        expect(outcome).toBe('found');
        const records = results.filter((result) => result.why.rule === 'exact').map((result) => result.record);
        const ids = records.map((record) => (record?.kind === 'organisation' ? record.code : undefined));
        expect(ids).toContain(ownCode);
      }
    }
  });

  test('finds every part of two characters or more of every name, or ten names that contain it', async () => {
    const all = subjects.flatMap(({ names: own }) =>
      own.map(({ name }) => ({ key: lookupKey(name), owner: own[0]!.name })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), fc.nat(), fc.nat(), async ({ key, owner }, a, b) => {
        const start = a % (key.length - 1);
        const part = key.slice(start, start + 2 + (b % (key.length - start - 1)));
        const { results } = await search(part);
        const contain = results.filter((result) => lookupKey(result.name).includes(part));
        const isFound = contain.some(({ name, of }) => (of ?? name) === owner);
        expect(isFound || contain.length === 10, `${part} of ${owner}`).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  test('finds every organisation by its code and by every six characters or more that it begins with', async () => {
    const codes = subjects.flatMap((subject) => subject.code ?? []);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...codes), fc.integer({ min: 6, max: 18 }), async (whole, length) => {
        const { results, outcome } = await search(whole.slice(0, length));
        const found = results.map((result) => (result.record?.kind === 'organisation' ? result.record.code : ''));
        expect(found.every((each) => each.startsWith(whole.slice(0, length)))).toBe(true);
        expect(found.includes(whole) || found.length === 10).toBe(true);
        expect(outcome).toBe(length === 18 ? 'found' : 'similar');
      }),
      { numRuns: 500 },
    );
  });

  test('answers briefly with the very names, or with what a whole answer puts first', async () => {
    const queries = subjects.slice(0, 150).flatMap(({ names: [own], code: ownCode }, i) => {
      const { name } = own!;
      const other = subjects[(i * 7) % subjects.length]!.names[0]!.name;
      return [
        name,
        `${name.slice(0, 3)}花${name.slice(4)}`,
        name.slice(2, 7),
        name.slice(0, 5) + other.slice(5),
        ownCode ?? '',
      ];
    });
    for (const query of [...queries, 'zhubianxiehui', '龘龘龘龘']) {
      const whole = await opened.lookup.details(await search(query));
      const brief = await opened.lookup.first(query);
      expect(brief.outcome, query).toBe(whole.outcome);
      if (whole.total !== undefined) expect(brief.total, query).toBe(whole.total);
      const isSame = (result: Answer['results'][number]) => result.name === whole.results[0]?.name;
      const expected = whole.results.filter((result) =>
        brief.outcome === 'found' ? result.why.rule === 'exact' : isSame(result),
      );
      const byName = (results: Answer['results']) =>
        results.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      if (brief.code === undefined) expect(byName(brief.results), query).toEqual(byName(expected));
      else expect(brief, query).toEqual(whole);
    }
  });

  test('finds no name that is not there', async () => {
    const known = new Set(subjects.flatMap((subject) => subject.names.map(({ name }) => lookupKey(name))));
    for (const { names: own } of subjects.slice(0, 300)) {
      const invented = `${own[0]!.name.slice(0, -1)}院`;
      if (known.has(lookupKey(invented))) continue;
      expect((await search(invented)).outcome, invented).not.toBe('found');
    }
  });

  test('answers alike whether names come one after another or alone', async () => {
    const queries = subjects.slice(0, 40).map((subject) => subject.names[0]!.name.slice(1, 7));
    const together = await Promise.all(queries.map(search));
    const fresh = openInMemory(subjects, options);
    for (const [i, query] of queries.entries()) expect(await fresh.lookup.search(query)).toEqual(together[i]);
  });
});

describe.each(kinds)('an answer %s', (_, options) => {
  const subjects = [
    organisation('澜江市竹编行业协会', code(1), [
      { name: '澜江市竹艺协会', role: 'former' },
      { name: '竹编协', role: 'short' },
    ]),
    organisation('澜江市銀行業协会（青年部）', code(2)),
    organisation('中国室内装饰协会', code(3)),
    organisation('重庆市社会科学联合会', code(4)),
    organisation('澜江市望澜区阳光幼儿园', code(5, '52')),
    organisation('澜江市星渚区阳光幼儿园', code(6, '52')),
    organisation('双名协会', code(7)),
    organisation('双名协会', code(8)),
    illegalBody('中国室内装修协会'),
    illegalBody('双名协会'),
  ];
  const search = (query: string) => openInMemory(subjects, options).lookup.search(query);

  test.each([
    ['澜江市竹编行业协会', 'exact'],
    ['澜江市　竹编(行业)协会', 'exact'],
    ['瀾江市竹編行業協會', 'exact'],
    ['澜江市\u200b竹编行业协会', 'exact'],
    ['竹编行业', 'contained'],
    ['行业协会 竹编', 'words'],
    ['竹编协会', 'abbreviation'],
    ['澜江市竹边行业协会', 'one-slip'],
    ['澜江市竹编业行协会', 'one-slip'],
    ['澜江市竹编行业会', 'abbreviation'],
    ['澜江市竹编行业大协会', 'one-slip'],
    ['zhubianhangye', 'pinyin'],
    ['ljszbhyxh', 'initials'],
  ])('for %s gives the association, by %s', async (query, rule) => {
    const { results } = await search(query);
    expect(results[0]).toMatchObject({ name: '澜江市竹编行业协会', why: { rule } });
  });

  test('tells former and short names as what they are', async () => {
    expect((await search('澜江市竹艺协会')).results[0]).toMatchObject({ role: 'former', record: { code: code(1) } });
    expect((await search('竹编协')).results[0]).toMatchObject({ role: 'short', record: { code: code(1) } });
  });

  test('marks what answers and what differs', async () => {
    const { results } = await search('中国室内装璜协会');
    const nearest = results.find((result) => result.name === '中国室内装饰协会')!;
    expect(nearest.marks).toEqual([
      [0, 5],
      [6, 8],
    ]);
    expect(nearest.differences).toEqual([[5, 6]]);
    expect(nearest.why.text).toContain('「璜」');
  });

  test('gives namesakes one by one, registered ones first, none swallowed', async () => {
    const { outcome, results } = await search('双名协会');
    expect(outcome).toBe('found');
    expect(results.map((result) => result.kind)).toEqual(['organisation', 'organisation', 'illegal']);
  });

  test('leaves an illegal body out for no number of namesakes', async () => {
    const many = [
      ...Array.from({ length: 14 }, (__, i) => organisation('同名协会', code(100 + i))),
      illegalBody('同名协会'),
    ];
    const { results, total } = await openInMemory(many, options).lookup.search('同名协会');
    expect(results).toHaveLength(10);
    expect(results.filter((result) => result.kind === 'illegal')).toHaveLength(1);
    expect(total).toBe(15);
  });

  test('takes a code for a code though a letter stands for its second digit', async () => {
    const { code: said } = await search(`${code(1).slice(0, 1)}I${code(1).slice(2)}`);
    expect(said).toMatchObject({ state: 'slip', suggestion: code(1), slipAt: 1 });
  });

  test('never shows an illegal name as a registered one', async () => {
    const { outcome, results } = await search('中国室内装修协会');
    expect(outcome).toBe('found');
    expect(results.filter((result) => result.why.rule === 'exact').map((result) => result.kind)).toEqual(['illegal']);
  });

  test('reads codes in full width, with blanks and in small letters', async () => {
    const spaced = [...code(1).toLowerCase()].join(' ');
    expect((await search(spaced)).results[0]?.record).toMatchObject({ code: code(1) });
    expect(
      (await search(code(1).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))))).outcome,
    ).toBe('found');
  });

  test('says which character of a code is wrong', async () => {
    const slipped = `${code(1).slice(0, 12)}9${code(1).slice(13)}`;
    const { outcome, code: said } = await search(slipped);
    expect(outcome).toBe('similar');
    expect(said).toMatchObject({ state: 'slip', suggestion: code(1), slipAt: 12 });
  });

  test('tells codes that are not here from those of others', async () => {
    expect((await search(code(99))).code).toMatchObject({ state: 'not-here' });
    const company = await search('91440105MA59AGQ16J');
    expect(company.code).toMatchObject({ state: 'other-department' });
    expect(company.outcome).toBe('not-found');
  });

  test('has nothing for blanks and for words of no name', async () => {
    expect((await search(' （） ')).outcome).toBe('not-found');
    expect(names(await search('龘靐齉爩'))).toEqual([]);
  });
});

describe.each(kinds)('a fault %s', (_, options) => {
  const subjects = Array.from({ length: 60 }, (__, i) =>
    organisation(`甲市第${'一二三四五六七八九十'[i % 10]}${'春夏秋冬东西'[Math.floor(i / 10)]}竹编协会`, code(i)),
  );
  const present = subjects[7]!.names[0]!.name;
  const other = subjects.map((subject, i) => organisation(`乙市${i}木雕协会`, subject.code!));
  const files = filesOf(subjects, options);
  const others = filesOf(other, options);
  const queries = [present, '甲市没有这家协会', present.slice(2, 5), code(7), code(3000), '竹编', '木偶 戏曲'];
  const faults: Record<string, (path: string, bytes: Uint8Array) => Uint8Array> = {
    missing: () => {
      throw new Error('404');
    },
    truncated: (__, bytes) => bytes.slice(0, Math.floor(bytes.length / 2)),
    empty: () => new Uint8Array(),
    'of another release': (path, bytes) => others.get(path) ?? bytes,
    'a page of text': () => new TextEncoder().encode('<!doctype html><title>Not found</title>'),
  };

  test.each(Object.keys(faults))('of a file that is %s never says «not here»', async (fault) => {
    let failures = 0;
    for (const query of queries) {
      const sound = openFiles(files);
      const { outcome } = await sound.lookup.search(query);
      for (const spoilt of new Set(sound.asked)) {
        const { lookup } = openFiles(files, (path, bytes) => (path === spoilt ? faults[fault]!(path, bytes) : bytes));
        const answer = await lookup.search(query).catch((error: unknown) => error);
        if (answer instanceof LookupFailed) failures++;
        else expect(answer, `${spoilt} ${query}`).toMatchObject({ outcome });
      }
    }
    expect(failures).toBeGreaterThan(queries.length);
  });

  test('is over once the file can be had again', async () => {
    let isDown = true;
    const { lookup } = openFiles(files, (_path, bytes) => {
      if (isDown) throw new Error('offline');
      return bytes;
    });
    await expect(lookup.search(present)).rejects.toThrow(LookupFailed);
    isDown = false;
    expect((await lookup.search(present)).outcome).toBe('found');
  });

  test('that a fresh copy mends is not noticed', async () => {
    const seen = new Set<string>();
    const { lookup, asked } = openFiles(files, (path, bytes) => {
      const isFirst = !seen.has(path);
      seen.add(path);
      return isFirst && path.startsWith('exact') ? others.get(path)! : bytes;
    });
    expect((await lookup.search(present)).outcome).toBe('found');
    expect(asked.filter((path) => path.startsWith('exact'))).toHaveLength(2);
  });
});

test('a packed index that is loaded answers without a request, but for what is found', async () => {
  const { lookup, asked } = openInMemory([
    organisation('甲市竹编协会', code(1)),
    organisation('甲市木雕协会', code(2)),
  ]);
  await lookup.prepare();
  const loaded = asked.length;
  expect((await lookup.search('竹编')).outcome).toBe('similar');
  expect((await lookup.search('乙市根雕总会')).outcome).toBe('not-found');
  expect(asked).toHaveLength(loaded);
  expect((await lookup.search('甲市竹编协会')).outcome).toBe('found');
  expect(asked).toHaveLength(loaded + 1);
});

test('a file that the host has unpacked reads as well', async () => {
  const files = filesOf([organisation('甲市竹编协会', code(1))]);
  const { lookup } = openFiles(files, (path, bytes) => (path.endsWith('.bin') ? gunzipSync(bytes) : bytes));
  expect((await lookup.search('甲市竹编协会')).outcome).toBe('found');
});

test('one changed name changes a handful of files', () => {
  const subjects = subjectsOf(createRegister(ingest('data', { asOf: AS_OF })));
  const before = filesOf(subjects, { packedMost: 0 });
  const renamed = subjects.map((subject, i) =>
    i === 500 ? organisation('澜江市全新竹木文化研究会', subject.code!) : subject,
  );
  const after = filesOf(renamed, { packedMost: 0 });
  const changed = [...after].filter(([path, bytes]) => {
    const old = before.get(path);
    return old === undefined || !Buffer.from(old).equals(bytes);
  });
  expect([...before.keys()].filter((path) => !after.has(path))).toEqual([]);
  expect(changed.length).toBeLessThan(120);
  expect(after.size).toBeGreaterThan(200);
});

test('equal subjects give equal bytes', () => {
  const subjects = subjectsOf(createRegister(ingest('data', { asOf: AS_OF }))).slice(0, 200);
  const [one, two] = [filesOf(subjects, { packedMost: 0 }), filesOf(subjects, { packedMost: 0 })];
  expect([...one.keys()]).toEqual([...two.keys()]);
  for (const [path, bytes] of one) expect(Buffer.from(bytes).equals(two.get(path)!), path).toBe(true);
});
