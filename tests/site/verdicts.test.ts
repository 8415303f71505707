import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { HEADLINE_LIMIT } from '../../src/domain/sentences.ts';
import { caseOf, ORGANISATIONS, WITHHELD } from '../helpers/cases.ts';
import { filesIn } from '../helpers/folders.ts';
import type { PageFacts } from '../helpers/pages.ts';
import { useReadings } from '../helpers/reading.ts';

const readings = useReadings('cases', 'shipped');

function pageOf(code: string): PageFacts {
  const page = readings.of('cases').pages.get(`/org/${code}.html`);
  if (page === undefined) throw new Error(`There is no page of ${code}.`);
  return page;
}

describe('the page of an organisation', () => {
  test.each(ORGANISATIONS)('says of «$is»: $standing, may raise money: $fundraising', (organisation) => {
    const { main, text } = pageOf(organisation.code);
    expect(main['data-standing']).toBe(organisation.standing);
    expect(main['data-fundraising']).toBe(organisation.fundraising);
    for (const shown of organisation.shows ?? []) expect(text).toContain(shown);
  });

  test.each(ORGANISATIONS)('opens, for «$is», with a sentence that is its description too', ({ code, name }) => {
    const { descriptions, text } = pageOf(code);
    const sentence = descriptions[0]!;
    expect([...sentence].length).toBeLessThanOrEqual(HEADLINE_LIMIT);
    expect(text).toContain(sentence);
    expect(sentence).toContain([...name].slice(0, 20).join(''));
    expect(sentence).toContain('2026年11月20日');
    expect(sentence).toMatch(/。$/);
  });

  test('has a sentence of at most 80 characters for everyone in the shipped data', () => {
    const organisations = [...readings.of('shipped').pages.values()].filter(({ path }) => path.startsWith('/org/'));
    const long = organisations.filter(({ descriptions }) => [...descriptions[0]!].length > HEADLINE_LIMIT);
    expect(long.map(({ path }) => path)).toEqual([]);
    expect(organisations.length).toBeGreaterThan(1000);
  });

  test('names the lesser states beside the gravest', () => {
    const both = pageOf(caseOf('两种名单都在').code).text;
    expect(both).toContain('严重违法失信名单');
    expect(both).toMatch(/同时还有：.*活动异常名录/);
    expect(pageOf(caseOf('异常而且证书过期').code).text).toMatch(/同时还有：.*证书已过有效期/);
  });

  test('tells from which day the two years count, and when they are over', () => {
    const restarted = pageOf(caseOf('两年重新起算').code).text;
    expect(restarted).toContain('2025年6月1日');
    expect(restarted).toContain('2027年6月1日');
    expect(restarted).not.toContain('2026年12月1日');
    expect(pageOf(caseOf('今天满两年').code).text).toContain('已满两年');
  });

  test('warns of a lawful namesake and of a name on an illegal list, with the code to check', () => {
    const [one, other] = [caseOf('重名'), caseOf('重名的另一家')];
    expect(pageOf(one.code).text).toMatch(new RegExp(`同名.*${other.code}`));
    expect(pageOf(other.code).text).toMatch(new RegExp(`同名.*${one.code}`));
    const lawful = pageOf(caseOf('与非法组织同名').code);
    expect(lawful.text).toContain('同名提示');
    expect(lawful.main['data-standing']).toBe('normal');
    expect(lawful.links.some(({ href }) => href.startsWith('/illegal/il-'))).toBe(true);
  });

  test('says in words when nothing is on record', () => {
    expect(pageOf(caseOf('登记正常').code).text).toContain('没有它列入活动异常名录、严重违法失信名单的记录');
  });
});

describe('the page of an illegal body', () => {
  const bodies = () => [...readings.of('cases').pages.values()].filter(({ path }) => path.startsWith('/illegal/il-'));

  test('exists once for every entry of the four lists', () => {
    expect(
      bodies()
        .map(({ main }) => main['data-illegal'])
        .toSorted(),
    ).toEqual(
      [
        'banned',
        'banned',
        'banned',
        'banned',
        'dissolved',
        'suspected',
        'suspected',
        'suspected',
        'website-closed',
      ].toSorted(),
    );
  });

  test('tells two places that banned one name apart, and leads from one to the other', () => {
    const banned = bodies().filter(({ titles }) => titles[0]!.includes('华夏澜江商会'));
    expect(banned.map(({ titles }) => /澜江市民政局|鸥洲市民政局/.exec(titles[0]!)?.[0]).toSorted()).toEqual([
      '澜江市民政局',
      '鸥洲市民政局',
    ]);
    for (const { path, links } of banned) {
      const other = banned.find((one) => one.path !== path)!;
      expect(links.map(({ href }) => href)).toContain(other.path);
    }
  });

  test('warns in its first sentence and is no organisation to machines', () => {
    for (const { path, descriptions, main } of bodies()) {
      expect(descriptions[0], path).toMatch(/^警示：/);
      expect(main['data-standing'], path).toBeUndefined();
      const file = join(readings.of('cases').site.folder, path);
      expect(readFileSync(file, 'utf8'), path).not.toContain('application/ld+json');
    }
  });

  test('stands in a list whose batches come newest first', () => {
    const { links } = readings.of('cases').pages.get('/illegal.html')!;
    const batches = links.filter(({ href }) => href.startsWith('/illegal/batch/')).map(({ text }) => text);
    expect(batches).toEqual([
      '2026年第一批',
      '未注明批次',
      '2026年第二批',
      '2025年第二批',
      '未注明批次',
      '2026年第一批',
    ]);
  });

  test('leads nowhere outside', () => {
    for (const { path, links } of bodies())
      expect(
        links.filter(({ href, isOwn }) => isOwn && /^https?:/.test(href)),
        path,
      ).toEqual([]);
  });

  test('says that a suspicion is no decision', () => {
    const suspected = bodies().find(({ main }) => main['data-illegal'] === 'suspected')!;
    expect(suspected.text).toContain('涉嫌不是结论');
  });
});

describe('what may not be published', () => {
  /** Every file of the site as bytes, packed ones unpacked. */
  const files = () => {
    const { folder } = readings.of('cases').site;
    return filesIn(folder).map((path) => {
      const bytes = readFileSync(join(folder, path));
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return { path, isPacked, text: (isPacked ? gunzipSync(bytes) : bytes).toString('utf8') };
    });
  };

  test.each(WITHHELD)('is nowhere in the site: %s', (marker) => {
    const data = readFileSync(join(readings.of('cases').site.data, 'abnormal-listings.csv'), 'utf8');
    const others = ['penalties', 'serious-listings'].map((id) =>
      readFileSync(join(readings.of('cases').site.data, `${id}.csv`), 'utf8'),
    );
    expect([data, ...others].join('')).toContain(marker);
    expect(
      files()
        .filter(({ text }) => text.includes(marker))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('would be found: what is published is in pages, downloads and the packed index', () => {
    const holding = (text: string) => files().filter((file) => file.text.includes(text));
    const paths = holding('leavesonrepair').map(({ path }) => path);
    expect(paths).toContain(`org/${caseOf('以后信用修复').code}.html`);
    expect(paths).toContain('data/abnormal-listings.csv');
    expect(holding(caseOf('以后信用修复').name).some(({ isPacked }) => isPacked)).toBe(true);
  });

  test('leaves no empty trace: the repaired organisation’s page speaks of no list it was on', () => {
    for (const is of ['已经信用修复', '今天信用修复', '公示期满', '严重失信公示期满']) {
      const { text } = pageOf(caseOf(is).code);
      expect(text, is).toContain('没有它列入活动异常名录、严重违法失信名单的记录');
      expect(text, is).not.toContain('2025年7月1日');
    }
  });
});
