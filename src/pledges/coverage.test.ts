import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePhrases, type Phrases } from '../domain/phrases.ts';
import { catalogueOf, type PromiseRow } from './catalogue.ts';
import { coverageOf, overrideFaults, type CoverageOverrides } from './coverage.ts';
import type { ClauseText } from './reading.ts';

const phrases = (text: string) => parsePhrases(text) as Phrases;
const JOIN: PromiseRow = {
  key: 'join',
  wording: '不强制入会',
  basis: '《通知》',
  phrases: phrases('不＋强制／强迫＋入会／加入；入会自愿'),
  partialPhrases: phrases('退会自由'),
};
const DUES: PromiseRow = {
  key: 'dues',
  wording: '不摊派会费',
  basis: '《通知》',
  phrases: phrases('不＋摊派＋会费／费用'),
};
const CATALOGUE = catalogueOf([JOIN, DUES], '2026-11-20');

const clause = (text: string, more: Partial<ClauseText> = {}): ClauseText => ({ id: 'c1', text, ...more });
const cover = (clauses: readonly ClauseText[] | string, overrides: CoverageOverrides = {}, names: string[] = []) =>
  coverageOf(typeof clauses === 'string' ? [clause(clauses)] : clauses, CATALOGUE, overrides, names);
const states = (...args: Parameters<typeof cover>) => cover(...args).map(({ state }) => state);

describe('a cell', () => {
  test('quotes the sentence, and tells where it stands', () => {
    const text = '一、总则。\n二、本会入会自愿；会费另定。';
    const [join, dues] = cover([clause('说明。'), clause(text, { id: 'c2' })]);
    const sentence = '二、本会入会自愿；';
    const start = text.indexOf(sentence);
    expect(join).toMatchObject({
      state: '明示',
      quotes: [{ clauseId: 'c2', sentence, start, end: start + sentence.length }],
    });
    expect(dues).toEqual({ promise: CATALOGUE[1], state: '未见', quotes: [] });
  });

  test('shows every sentence that states it, and no weaker one', () => {
    const [join] = cover('退会自由。入会自愿。原则上不强制入会。绝不强迫企业加入。');
    expect(join!.quotes.map(({ sentence }) => sentence)).toEqual(['入会自愿。', '绝不强迫企业加入。']);
  });

  test('shows what says part of it where nothing says all', () => {
    expect(cover('退会自由。原则上不强制入会。')[0]).toMatchObject({
      state: '部分',
      quotes: [{ sentence: '退会自由。' }, { sentence: '原则上不强制入会。' }],
    });
  });

  test('knows the wording of the catalogue without any phrase', () => {
    const catalogue = catalogueOf([{ key: 'new', wording: '不泄露会员商业秘密', basis: '《通知》' }], '2026-11-20');
    expect(coverageOf([clause('本会不泄露会员商业秘密。')], catalogue)).toMatchObject([{ state: '明示' }]);
    expect(coverageOf([clause('本会保守秘密。')], catalogue)).toMatchObject([{ state: '未见' }]);
  });

  test('of one more promise is read by one more row', () => {
    const row = {
      key: 'new',
      wording: '不泄露会员商业秘密',
      basis: '《通知》',
      phrases: phrases('不＋泄露／外传＋秘密；保守＋秘密'),
    };
    const catalogue = catalogueOf([JOIN, DUES, row], '2026-11-20');
    expect(coverageOf([clause('严禁向外人泄露会员的商业秘密。')], catalogue).map(({ state }) => state)).toEqual([
      '未见',
      '未见',
      '明示',
    ]);
  });
});

describe('who speaks', () => {
  test.each([
    ['本会不强制入会。', '明示'],
    ['《关于规范收费的通知》要求协会不强制入会。', '未见'],
    ['《关于规范收费的通知》要求协会不强制入会，本会承诺做到。', '明示'],
    [
      '本会承诺：（一）民政部门的通知要求不强制入会，本会已经组织学习；（二）有关文件的要求，本会将认真研究落实的办法。',
      '未见',
    ],
    ['有关文件要求协会不强制入会，本会将研究落实。', '未见'],
    ['按照《关于规范收费的通知》要求，本会不强制入会。', '明示'],
    ['《本会章程》规定入会自愿。', '明示'],
    ['要求会员单位不强制入会。', '未见'],
    ['兄弟协会承诺不强制入会。', '未见'],
    ['本会承诺不强制入会，要求会员单位诚信经营。', '明示'],
  ])('%s %s', (text, state) => {
    expect(states(text)[0]).toBe(state);
  });

  test('a demand that the next sentence takes over is quoted with it', () => {
    expect(cover('通知要求协会不强制入会。本会坚决执行上述要求。')[0]!.quotes).toMatchObject([
      { sentence: '通知要求协会不强制入会。', with: { sentence: '本会坚决执行上述要求。' } },
    ]);
  });

  test('another body is told by its name where the names of the own are known', () => {
    const text = '松澜市茶叶商会公开承诺不强制入会。';
    expect(states(text, {}, ['澜江市竹编行业协会'])[0]).toBe('未见');
    expect(states(text, {}, ['松澜市茶叶商会'])[0]).toBe('明示');
    expect(states(text)[0]).toBe('明示');
  });

  test('what stands under a heading for members is not the body’s own', () => {
    expect(states([clause('不强制入会。', { path: ['第三章 会员义务'] })])[0]).toBe('未见');
    expect(states([clause('不强制入会。', { path: ['第三章 本会承诺'] })])[0]).toBe('明示');
  });
});

describe('lists', () => {
  test('take their meaning from the lead-in, across clauses, and are quoted with it', () => {
    const found = cover([
      clause('本会杜绝下列行为：', { id: 'p1' }),
      clause('强制企业入会；', { id: 'c1', label: '（一）' }),
      clause('摊派会费。', { id: 'c2', label: '（二）' }),
    ]);
    expect(found.map(({ state }) => state)).toEqual(['明示', '明示']);
    expect(found[1]!.quotes).toMatchObject([
      { clauseId: 'c2', with: { clauseId: 'p1', sentence: '本会杜绝下列行为：' } },
    ]);
  });

  test('end where the numbering goes back to that of the lead-in', () => {
    expect(states('一、上级要求：\n1. 不强制入会；\n2. 公开收费。\n二、本会不摊派会费。')).toEqual(['未见', '明示']);
  });

  test('end with the line where they were in it', () => {
    expect(states('会员承诺：不强制入会；诚信经营。\n不摊派会费。')).toEqual(['未见', '明示']);
  });

  test('within a list leave the outer one in force', () => {
    const text = '会员单位承诺：\n1. 收费：明码标价；\n2. 不强制入会；\n3. 不摊派会费。';
    expect(states(text)).toEqual(['未见', '未见']);
  });

  test('a time of day opens none', () => {
    expect(states('通知要求9:00开会，本会照办。\n不强制入会。')[0]).toBe('明示');
  });
});

test('a heading that ends with a full stop goes with what it heads', () => {
  const row: PromiseRow = {
    key: 'who',
    wording: '服务对象',
    kind: '事项',
    basis: '《通知》',
    phrases: phrases('服务对象＋：'),
  };
  const catalogue = catalogueOf([row], '2026-11-20');
  const cells = coverageOf([clause('服务对象。本会会员。另有说明。', { label: '二、' })], catalogue);
  expect(cells).toMatchObject([{ state: '明示', quotes: [{ sentence: '服务对象。本会会员。' }] }]);
  expect(coverageOf([clause('服务对象。本会会员。')], catalogue)).toMatchObject([{ state: '未见' }]);
});

describe('overrides', () => {
  test('decide the cell and keep the reason', () => {
    const [join] = cover('退会自由。', { join: { state: '明示', reason: '第二条与章程一起读' } });
    expect(join).toMatchObject({ state: '明示', override: '第二条与章程一起读', quotes: [{ sentence: '退会自由。' }] });
  });

  test('take their quote from the text, whatever its marks', () => {
    const overrides: CoverageOverrides = { dues: { state: '部分', reason: '只说会议费', quote: '会议费,不分摊' } };
    expect(cover('会议费，不分摊给会员。', overrides)[1]!.quotes).toMatchObject([
      { sentence: '会议费，不分摊给会员。' },
    ]);
  });

  test('for 未见 leave no quote', () => {
    expect(cover('入会自愿。', { join: { state: '未见', reason: '此处是引用' } })[0]).toMatchObject({
      state: '未见',
      quotes: [],
    });
  });

  test('are told what is wrong with them', () => {
    const text = [clause('入会自愿。')];
    const faults = (overrides: CoverageOverrides) => overrideFaults(overrides, CATALOGUE, text);
    expect(faults({ join: { state: '部分', reason: '只对个人', quote: '入会自愿' } })).toEqual([]);
    expect(faults({ joins: { state: '部分', reason: '只对个人' } })).toEqual(['承诺目录里没有编号「joins」']);
    expect(faults({ join: { state: '部分', reason: ' ' } })).toEqual(['「join」的人工认定没有写理由']);
    expect(faults({ join: { state: '部分', reason: '甲', quote: '退会自由' } })).toEqual([
      '「join」引用的「退会自由」不在文本的任何一句里',
    ]);
    expect(faults({ join: { state: '未见', reason: '甲', quote: '入会自愿' } })).toEqual([
      '「join」认定为未见，不用引文',
    ]);
  });

  test('of keys that are names of object methods do nothing', () => {
    expect(coverageOf([clause('')], catalogueOf([{ ...JOIN, key: 'constructor' }], '2026-11-20'))).toMatchObject([
      { state: '未见' },
    ]);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '本会', '《通知》要求', '会员单位', '承诺', '不', '强制', '入会', '摊派', '会费', '自愿', '原则上', '曾', '：', '，', '、', '；', '。', '？', '\n', '1. ', '“', '”',
  ); // prettier-ignore

  test('is quoted as it stands, and 未见 never has a quote', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { state, quotes } of cover(text)) {
          expect(quotes.length > 0).toBe(state !== '未见');
          for (const { sentence, start, end } of quotes) expect(sentence).toBe(text.slice(start, end));
        }
      }),
    );
  });

  test.each(['不强制入会', '强制入会', '《通知》要求', '本会承诺：', '不、', '“（《', '不强制摊派会费入会自愿'])(
    'of thousands of %s without an end is read at once',
    (unit) => {
      const started = performance.now();
      cover(unit.repeat(4000));
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );
});
