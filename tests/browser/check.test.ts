import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page, Route } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import { caseOf } from '../helpers/cases.ts';
import { modelOf } from '../helpers/model.ts';
import { useBrowser } from '../helpers/reading.ts';
import { CROWDED, MARKUP, useShardedSite } from '../helpers/sharded-site.ts';
import { visit } from '../helpers/visit.ts';
import { groupsOf } from '../../src/register/browse.ts';

const sites = useBrowser('cases', 'shipped');
const sharded = useShardedSite();

const HOSTS = {
  cases: () => sites.of('cases').host,
  shipped: () => sites.of('shipped').host,
  sharded: () => sharded.host,
};
type HostName = keyof typeof HOSTS;

const open = async (name: HostName = 'cases', address = '/check.html', width = 1280) => {
  const visited = await visit(sites.browser, HOSTS[name](), { viewport: { width, height: 800 } });
  await visited.page.goto(address);
  return visited;
};

const boxOf = (page: Page) => page.getByRole('searchbox');
const statusOf = (page: Page) => page.getByRole('status').innerText();
const answerOf = (page: Page) => page.getByRole('region', { name: '核查结果' });
const cardsOf = (page: Page) => answerOf(page).getByRole('article');
const nearOf = (page: Page) => answerOf(page).locator('ol').getByRole('listitem');

/** Waits for the answer to what was asked, whatever it is. */
async function answered(page: Page): Promise<string> {
  const answer = page.locator('[data-outcome]:not([aria-busy]):not([data-outcome=""])');
  await answer.waitFor({ timeout: 60_000 });
  return (await answer.getAttribute('data-outcome'))!;
}

async function ask(page: Page, query: string): Promise<string> {
  await boxOf(page).fill(query);
  await boxOf(page).press('Enter');
  return answered(page);
}

const asking = async (query: string, name: HostName = 'cases') => {
  const visited = await open(name);
  return { ...visited, outcome: await ask(visited.page, query) };
};

/** What a reader sees of the page's own part. */
const seen = (page: Page) => page.getByRole('main').innerText();

/** A code of the shipped register with another last character. */
const slipOf = (code: string) => code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');

describe('a name or a code that is registered', () => {
  test('is answered with verdict, since when, source and link', async () => {
    const { page, amiss } = await open();
    const { name, code } = caseOf('登记正常');
    for (const query of [name, code, ` ${code.toLowerCase().replaceAll(/(.{4})/g, '$1 ')}`]) {
      expect(await ask(page, query), query).toBe('found');
      expect(await cardsOf(page).count()).toBe(1);
      const card = await cardsOf(page).innerText();
      for (const words of ['登记状态正常', '2010年3月1日', '能不能向公众募捐', code, '澜江市登记信息', '澜江省 澜江市'])
        expect(card, words).toContain(words);
      expect(await seen(page)).toContain('2026年11月20日的数据');
      expect(await statusOf(page)).toContain(`${name}是依法登记的社会团体`);
    }
    await cardsOf(page).getByRole('link', { name: '看它的全部记录' }).click();
    await page.waitForURL(`**/org/${code}.html`);
    expect(await amiss()).toEqual([]);
  });

  test.each([
    ['its former name', '澜江市从前协会', '曾用名'],
    ['its short name', '正常会', '简称'],
  ])('is found by %s, which is told', async (_, query, role) => {
    const { page, outcome } = await asking(query);
    expect(outcome).toBe('found');
    const words = await cardsOf(page).innerText();
    expect(words).toContain(`「${query}」是它的${role}`);
    expect(words).toContain(`「${caseOf('登记正常').name}」`);
  });

  test('is found in traditional characters, with other brackets and blanks', async () => {
    const { page, outcome } = await asking('  瀾江市登記正常協會 ');
    expect(outcome).toBe('found');
    expect(await cardsOf(page).innerText()).toContain(caseOf('登记正常').code);
  });

  test('is judged by today, when the build is behind', async () => {
    const { page } = await visit(sites.browser, HOSTS.cases());
    await page.clock.setFixedTime(new Date('2027-06-01T04:00:00Z'));
    await page.goto('/check.html');
    expect(await ask(page, caseOf('证书以后到期').name)).toBe('found');
    expect(await cardsOf(page).innerText()).toContain('证书已过有效期');
    expect(await seen(page)).toContain('数据截至2026年11月20日；其中有日期到2027年6月1日已过');
  });

  test('stands beside its namesakes, with authority and code', async () => {
    const { page, outcome } = await asking('澜江市重名协会');
    expect(outcome).toBe('found');
    expect(await cardsOf(page).count()).toBe(2);
    expect(await statusOf(page)).toContain('有2家组织叫这个名称');
    const boxes = await cardsOf(page).all();
    const [one, other] = await Promise.all(boxes.map((card) => card.boundingBox()));
    expect(one!.y).toBe(other!.y);
    for (const is of ['重名', '重名的另一家']) expect(await seen(page)).toContain(caseOf(is).code);
    for (const card of boxes) expect(await card.innerText()).toMatch(/民政局登记/);
  });
});

describe('a name on an illegal list', () => {
  test('is told with list, batch, day, authority and meaning', async () => {
    const { page, outcome } = await asking('澜江国际联谊会');
    expect(outcome).toBe('illegal');
    const words = await cardsOf(page).innerText();
    for (const part of ['警示', '已劝散的非法社会组织', '2025年6月1日', '澜江省民政厅', '经登记管理机关劝导，已经解散'])
      expect(words).toContain(part);
    expect(await seen(page)).toContain('登记数据里，没有与它完全同名的组织');
    await cardsOf(page).getByRole('link', { name: '看名单上的记载' }).click();
    await page.waitForURL('**/illegal/*.html');
  });

  test('is told for every list it is on, with the lawful body that a notice names', async () => {
    const { page } = await asking('华夏澜江总会');
    expect(await cardsOf(page).count()).toBe(2);
    const words = await answerOf(page).innerText();
    for (const part of [
      '涉嫌非法社会组织名单',
      '已取缔非法社会组织名单',
      '2026年第一批',
      '2026年第二批',
      '还没有作出处理决定',
    ])
      expect(words).toContain(part);
    const lawful = caseOf('登记正常');
    expect(words).toContain(`公布名单时指明，依法登记的是${lawful.name}，代码${lawful.code}`);
    expect(await answerOf(page).getByRole('link', { name: lawful.name }).getAttribute('href')).toBe(
      `/org/${lawful.code}.html`,
    );
  });

  test('is told with the lawful body that a person found to be confused with it, and the other way round', async () => {
    const { page } = await asking('澜江市登记正常学会');
    const { name, code } = caseOf('登记正常');
    expect(await cardsOf(page).innerText()).toContain(
      `容易与这个名称混淆的登记名称是${name}，代码${code}：换了组织类型词`,
    );
    await ask(page, name);
    expect(await cardsOf(page).innerText()).toContain('涉嫌非法社会组织名单上有「澜江市登记正常学会」');
    expect(await cardsOf(page).innerText()).toContain('名称相近，不等于与本组织有关');
  });

  test('stands beside the lawful body of that name, and neither verdict swallows the other', async () => {
    const { name, code } = caseOf('与非法组织同名');
    const { page, outcome } = await asking(name);
    expect(outcome).toBe('both');
    const [lawful, listed] = await cardsOf(page).all();
    expect(await cardsOf(page).count()).toBe(2);
    expect(await lawful!.innerText()).toContain('登记状态正常');
    expect(await lawful!.innerText()).toContain(code);
    expect(await listed!.innerText()).toContain('已取缔的非法社会组织');
    const [one, other] = [(await lawful!.boundingBox())!, (await listed!.boundingBox())!];
    expect(one.y).toBe(other.y);
    expect([one.width, one.height]).toEqual([other.width, other.height]);
    const status = await statusOf(page);
    for (const words of ['依法登记的组织叫这个名称', '已取缔的非法社会组织名单上也有这个名称', '核对统一社会信用代码'])
      expect(status).toContain(words);
  });

  test('is told beside more namesakes than an answer shows', async () => {
    const { page, outcome } = await asking(CROWDED, 'sharded');
    expect(outcome).toBe('both');
    expect(await cardsOf(page).count()).toBe(10);
    expect(await statusOf(page)).toContain('至少9家登记的组织叫这个名称；涉嫌非法社会组织名单上也有这个名称');
  });
});

describe('a name that is not here, but others like it', () => {
  test('is answered by the nearest, the difference marked', async () => {
    const { page, outcome, amiss } = await asking('澜江市登记正长协会');
    expect(outcome).toBe('similar');
    const { name, code } = caseOf('登记正常');
    expect(await seen(page)).toContain('没有找到完全同名的组织');
    expect(await statusOf(page)).toContain('没有找到与「澜江市登记正长协会」完全同名的组织');
    const first = nearOf(page).first();
    const link = first.getByRole('link', { name, exact: true });
    expect(await link.locator('.differs').allInnerTexts()).toEqual(['常']);
    expect((await link.locator('mark').allInnerTexts()).join('')).toBe(name.replace('常', ''));
    expect(await first.innerText()).toContain('您写的是「长」，这里是「常」');
    // Not by colour alone: what differs has a frame, and words for those who do not see it.
    expect(await link.locator('.differs').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    expect(await first.innerText()).toContain('不同的字：「常」');
    await expect.poll(() => first.innerText()).toContain(code);
    expect(await link.getAttribute('href')).toBe(`/org/${code}.html`);
    expect(await first.innerText()).toMatch(/登记状态正常/);
    expect(await amiss()).toEqual([]);
  });

  test('is no accusation when the nearest is on a list', async () => {
    const { page, outcome } = await asking('澜江国际联宜会');
    expect(outcome).toBe('similar');
    expect(await nearOf(page).first().innerText()).toContain('在已劝散的非法社会组织名单上');
    expect(await seen(page)).toContain('不能据此认为您要查的组织与它有关');
  });

  test('may be a part of a name, or its sound', async () => {
    const { page } = await open();
    for (const [query, why] of [
      ['登记正', '名称里有这几个字'],
      ['lanjiangshi dengjizhengchang', '拼音一致'],
      ['ljsdjzc', '拼音首字母一致'],
    ] as const) {
      expect(await ask(page, query), query).toBe('similar');
      const item = nearOf(page)
        .filter({ hasText: caseOf('登记正常').name })
        .first();
      expect(await item.innerText(), query).toContain(why);
    }
  });

  test('gives way to how many there are, when the word is common', async () => {
    const { page } = await asking('幼儿园', 'shipped');
    const words = await seen(page);
    expect(Number(/名称里有「幼儿园」的共(\d+)个/.exec(words)?.[1])).toBeGreaterThan(100);
    expect(words).toContain('请加上地名再查');
    expect(await statusOf(page)).toContain('请加上地名再查');
    expect(await nearOf(page).count()).toBe(10);
  });

  test('leads to its namesakes side by side', async () => {
    const { page } = await asking('澜江市重名协汇');
    const item = nearOf(page).filter({ hasText: '同名的有2家' });
    await item.waitFor();
    await item.getByRole('link').click();
    await cardsOf(page).nth(1).waitFor();
    expect(await cardsOf(page).count()).toBe(2);
    expect(await boxOf(page).inputValue()).toBe('澜江市重名协会');
  });

  test('does not move when codes and authorities come', async () => {
    const { page, context } = await visit(sites.browser, HOSTS.shipped(), { viewport: { width: 1280, height: 800 } });
    await context.route('**/lookup/exact-*/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/check.html');
      await ask(page, '行业协会');
      const tops = () => nearOf(page).evaluateAll((items) => items.map((item) => item.getBoundingClientRect().top));
      const before = await tops();
      expect(await answerOf(page).locator('.where .code').count()).toBe(0);
      await answerOf(page).locator('.where .code').nth(3).waitFor();
      expect(await tops(), `${width} pixels`).toEqual(before);
    }
  });
});

describe('a code', () => {
  test('that is well formed but not here is said to be so', async () => {
    const { page, outcome } = await asking('53330200MJ8959573D');
    expect(outcome).toBe('code');
    const words = await seen(page);
    expect(words).toContain('代码写法正确，但不在本站收录的数据里');
    expect(words).toContain('本站收录');
    expect(words).not.toContain('非法');
  });

  test('with a slip is told which character, and which code would be right', async () => {
    const { code, name } = caseOf('登记正常');
    const { page, outcome } = await asking(slipOf(code));
    expect(outcome).toBe('code');
    const words = await seen(page);
    expect(words).toContain('代码的第18位可能写错了');
    expect(words).toContain(`应是「${code.at(-1)}」`);
    await answerOf(page).getByRole('link', { name, exact: true }).waitFor();
    await answerOf(page).getByRole('link', { name: code, exact: true }).click();
    await cardsOf(page).waitFor();
    expect(await boxOf(page).inputValue()).toBe(code);
  });

  test('with a letter for a digit is put right', async () => {
    const { code } = caseOf('登记正常');
    const { page } = await asking(code.replace('0', 'O'));
    expect(await seen(page)).toContain(`代码的第${code.indexOf('0') + 1}位可能写错了`);
    expect(await answerOf(page).getByRole('link', { name: code, exact: true }).count()).toBe(1);
  });

  test.each([
    ['5199010XMJ1000004X', '第8位是「X」'],
    ['51990101MJ100000', '您输入了16位'],
    ['51990101MJ1000040000', '您输入了20位'],
  ])('as wrong as %s is told why', async (code, why) => {
    const { page, outcome } = await asking(code);
    expect(outcome).toBe('code');
    expect(await seen(page)).toContain(why);
  });

  test.each([
    ['91440105MA59AGQ16J', '市场监管部门发给企业', '国家企业信用信息公示系统'],
    ['12100000401359321Q', '机构编制部门发给事业单位', '全国组织机构统一社会信用代码数据服务中心'],
  ])('of another department, %s, is said to be one', async (code, issuer, elsewhere) => {
    const { page, outcome } = await asking(code);
    expect(outcome).toBe('code');
    const words = await seen(page);
    expect(words).toContain('这不是社会组织的代码');
    expect(words).toContain(issuer);
    expect(await answerOf(page).getByRole('link', { name: elsewhere }).count()).toBe(1);
    expect(words).not.toContain('非法');
  });

  test('that is not whole is answered with those that begin like it', async () => {
    const { page } = await asking('51990000', 'shipped');
    expect(await seen(page)).toMatch(/以「51990000」开头的代码共\d+个/);
    expect(await nearOf(page).count()).toBe(10);
  });
});

describe('a miss', () => {
  test('says what the register covers, what lies outside and where to look, and never that something is illegal', async () => {
    const { page, outcome, amiss } = await asking('甲乙丙丁戊己', 'shipped');
    const { register } = modelOf(sites.of('shipped').site);
    expect(outcome).toBe('not-found');
    const words = await seen(page);
    for (const part of [
      '没有「甲乙丙丁戊己」',
      '没有找到，不等于它不合法',
      `${groupsOf(register).authority.size}个登记管理机关`,
      '数据截至2026年11月20日',
      `基金会${register.organisations.filter(({ type }) => type === '基金会').length}家`,
      '《社会团体登记管理条例》第三条',
      '由别的部门登记的',
      '全国社会组织信用信息公示平台',
    ])
      expect(words, part).toContain(part);
    expect(await page.getByRole('main').evaluate((main) => main.textContent)).not.toContain('非法');
    expect(await amiss()).toEqual([]);
  });
});

test.each(['茶', 'x', '！？'])('«%s» is too short to be called a miss', async (query) => {
  const { page, outcome } = await asking(query, 'sharded');
  expect(outcome).toBe('too-short');
  expect(await statusOf(page)).toContain('至少输入两个字');
  expect(await seen(page)).not.toContain('没有');
});

describe('name hints', () => {
  test('tell what the rules allow where nobody registered bears the name, and judge nothing', async () => {
    const { page } = await asking('中国甲乙丙丁总会');
    const hints = answerOf(page).getByRole('region', { name: '名称规则提示' });
    expect(await hints.innerText()).toContain('名称以「中国」开头');
    expect(await hints.innerText()).toContain('《社会组织名称管理办法》第八条');
    expect(await hints.innerText()).toContain('不是对任何组织的结论');
    expect(await hints.innerText()).not.toContain('非法');
    await ask(page, '甲乙丙丁有限公司');
    expect(await hints.innerText()).toContain('由市场监督管理部门登记');
    for (const query of [caseOf('登记正常').name, '澜江市从前协会', '登记正常', '91440105MA59AGQ16J']) {
      await ask(page, query);
      expect(await hints.count(), query).toBe(0);
    }
  });
});

describe('a look-up that does not come to its end', () => {
  const MISSING = '甲乙丙丁戊己';
  const CODE = '53330200MJ8959573D';
  const FILES: readonly [what: string, host: HostName, files: string, query: string][] = [
    ['the manifest', 'cases', '**/lookup/manifest.json', MISSING],
    ['the tables', 'cases', '**/lookup/tables.bin', MISSING],
    ['the names', 'cases', '**/lookup/names.bin', MISSING],
    ['a shard of records', 'cases', '**/lookup/exact-*/*.bin', caseOf('登记正常').name],
    ['the index of codes', 'cases', '**/lookup/codes.bin', CODE],
    ['a block of codes', 'cases', '**/lookup/codes/*.bin', slipOf(caseOf('登记正常').code)],
    ['a shard of names', 'sharded', '**/lookup/grams-*/*.bin', MISSING],
    ['the checksums of records', 'sharded', '**/lookup/exact-*/sums/*.bin', MISSING],
    ['the checksums of names', 'sharded', '**/lookup/grams-*/sums/*.bin', MISSING],
  ];
  const OTHER = gzipSync('["甲市茶业协会","甲市茶业协会","name","normal",{}]\n');
  const FAULTS: readonly [fault: string, answer: (route: Route) => Promise<void>][] = [
    ['is missing', (route) => route.fulfill({ status: 404, body: '<!doctype html>没有这一页' })],
    ['cannot be had', (route) => route.fulfill({ status: 500 })],
    ['never arrives', (route) => route.abort('connectionreset')],
    [
      'is cut off',
      async (route) => {
        const body = await (await route.fetch()).body();
        await route.fulfill({ body: body.subarray(0, Math.floor(body.length * 0.6)) });
      },
    ],
    [
      'is of another release',
      async (route) => {
        if (!route.request().url().endsWith('manifest.json')) return route.fulfill({ body: OTHER });
        const manifest = (await (await route.fetch()).json()) as Record<string, unknown>;
        const other = { tables: '00000000', codes: '00000000', packed: '00000000', asOf: '2020-01-01' };
        return route.fulfill({ json: { ...manifest, ...other } });
      },
    ],
  ];

  async function expectFailure(page: Page, context: string): Promise<void> {
    const words = await seen(page);
    expect(words, context).toContain('查询没有完成，不是没有结果');
    expect(words.replaceAll('查询没有完成，不是没有结果', ''), context).not.toContain('没有');
    expect(await statusOf(page), context).toContain('查询没有完成');
  }

  test.each(FILES)('says so, and never that something is not here, when %s fails; a retry mends it', async (...row) => {
    const [, host, files, query] = row;
    for (const [fault, answer] of FAULTS) {
      const { page, context } = await visit(sites.browser, HOSTS[host]());
      await context.route(files, answer);
      await page.goto('/check.html');
      expect(await ask(page, query), fault).toBe('failed');
      await expectFailure(page, fault);
      await context.unroute(files);
      await page.getByRole('button', { name: '重试' }).click();
      const outcome = await answered(page);
      expect(outcome, fault).not.toBe('failed');
      expect(await seen(page), fault).not.toContain('查询没有完成');
      await context.close();
    }
  });

  test.each([
    ['what draws the answers', '**/_astro/check-view.*.js'],
    ['the look-up', '**/_astro/lookup.*.js'],
    ['its worker', '**/_astro/lookup-worker*.js'],
  ])('says so when %s does not load, and a retry mends it', async (_, files) => {
    const { page, context } = await visit(sites.browser, HOSTS.cases());
    await context.route(files, (route) => route.abort());
    await page.goto('/check.html');
    expect(await ask(page, MISSING)).toBe('failed');
    await expectFailure(page, files);
    await context.unroute(files);
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('[data-outcome="not-found"]').waitFor();
    expect(await boxOf(page).inputValue()).toBe(MISSING);
  });

  test('says so without a network, and answers when it is back', async () => {
    const { page, context } = await open('shipped');
    const { name } = modelOf(sites.of('shipped').site).register.organisations[500]!;
    expect(await ask(page, MISSING)).toBe('not-found');
    await context.setOffline(true);
    expect(await ask(page, name)).toBe('failed');
    await expectFailure(page, 'offline');
    await context.setOffline(false);
    await page.getByRole('button', { name: '重试' }).click();
    expect(await answered(page)).toBe('found');
  });

  test('says so when the records behind similar names fail', async () => {
    const { page, context } = await open('shipped');
    await ask(page, MISSING);
    const own = new Set<string>();
    page.on('request', (request) => own.add(request.url()));
    await ask(page, '澜江省演出行业协汇');
    // The last of them stand behind a fold.
    await answerOf(page).locator('.where .code').last().waitFor({ state: 'attached' });
    const records = [...own].filter((url) => url.includes('/exact-'));
    expect(records.length).toBeGreaterThan(1);
    // The first of them is that of the query itself, which may say that nobody bears the name.
    await context.route(
      (url) => records.slice(1).includes(url.href),
      (route) => route.abort(),
    );
    await page.reload();
    await page.locator('[data-outcome="failed"]').waitFor();
    await expectFailure(page, 'records');
  });

  test('notices a release that has come since the page was opened', async () => {
    const { page, context, amiss } = await open();
    expect(await ask(page, MISSING)).toBe('not-found');
    const old = new Set<string>();
    // The first copy of every shard is of another release than the manifest at hand; the new manifest fits again.
    await context.route('**/lookup/exact-*/*.bin', (route) => {
      const url = route.request().url();
      if (old.size > 0 && !old.has(url)) return route.continue();
      if (old.has(`${url} again`)) return route.continue();
      old.add(old.has(url) ? `${url} again` : url);
      return route.fulfill({ body: OTHER });
    });
    expect(await ask(page, caseOf('登记正常').name)).toBe('found');
    expect(await amiss()).toEqual([]);
  });

  test('shows that it is under way', async () => {
    const { page, context } = await visit(sites.browser, HOSTS.cases());
    let go = () => {};
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    await context.route('**/lookup/manifest.json', async (route) => {
      await gone;
      await route.continue();
    });
    await page.goto('/check.html');
    await boxOf(page).fill(caseOf('登记正常').name);
    await page.getByRole('progressbar', { name: '正在查询' }).waitFor();
    expect(await statusOf(page)).toBe('正在查询…');
    expect(await page.locator('[data-outcome]').getAttribute('aria-busy')).toBe('true');
    expect(await seen(page)).not.toContain('没有');
    go();
    expect(await answered(page)).toBe('found');
    expect(await page.getByRole('progressbar').isVisible()).toBe(false);
  });
});

describe('while typing', () => {
  test('answers come by themselves, only the last of them, and are told aloud', async () => {
    const { page } = await open();
    const { name } = caseOf('登记正常');
    const status = page.getByRole('status');
    expect(await status.getAttribute('aria-live').then((live) => live ?? 'polite')).toBe('polite');
    for (const query of ['澜', '澜江', '澜江市重名协会', name]) await boxOf(page).fill(query);
    await expect.poll(() => statusOf(page)).toContain(`${name}是依法登记`);
    expect(await cardsOf(page).count()).toBe(1);
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(name);
    await boxOf(page).fill('');
    await expect.poll(() => page.locator('[data-outcome]').getAttribute('data-outcome')).toBe('');
    expect(new URL(page.url()).search).toBe('');
    expect(await statusOf(page)).toBe('');
  });

  test('letters of an input method are no question until they are characters', async () => {
    const { page, context } = await open();
    await boxOf(page).focus();
    const client = await context.newCDPSession(page);
    await client.send('Input.imeSetComposition', { selectionStart: 4, selectionEnd: 4, text: 'zhengchang' });
    await page.waitForTimeout(500);
    expect(await page.locator('[data-outcome]').getAttribute('data-outcome')).toBe('');
    await client.send('Input.insertText', { text: '正常' });
    await expect.poll(() => page.locator('[data-outcome]').getAttribute('data-outcome')).toBe('similar');
  });

  test('nothing moves: box and answer keep their places', async () => {
    const { page } = await open('shipped');
    const places = async () => {
      const [box, answer, foot] = await Promise.all(
        [boxOf(page), answerOf(page), page.getByRole('contentinfo')].map((part) => part.boundingBox()),
      );
      return [box!.y, answer!.y, foot!.y >= 600];
    };
    const before = await places();
    const { name } = modelOf(sites.of('shipped').site).register.organisations[600]!;
    for (let i = 1; i <= name.length; i++) {
      await boxOf(page).fill(name.slice(0, i));
      await page.waitForTimeout(40);
      expect(await places()).toEqual(before);
    }
    await answered(page);
    expect(await places()).toEqual(before);
  });

  test('no task of the page takes 50 milliseconds', async () => {
    const { name } = modelOf(sites.of('shipped').site).register.organisations[700]!;
    const { page } = await open('shipped');
    await sites.browser.startTracing(page, { categories: ['toplevel'] });
    await boxOf(page).focus();
    await boxOf(page).pressSequentially(name, { delay: 170 });
    await answered(page);
    await page.waitForTimeout(500);
    const { traceEvents } = JSON.parse((await sites.browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const main = new Set(traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(thread));
    // The time of the processor: what else runs on the machine makes tasks wait, and says nothing of the page.
    const tasks = traceEvents.filter((event) => event.name.endsWith('RunTask') && main.has(thread(event)));
    expect(tasks.length).toBeGreaterThan(100);
    expect(Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000))).toBeLessThan(50);
  });

  test('nothing typed leaves the device', async () => {
    const { page, context, amiss } = await visit(sites.browser, HOSTS.shipped());
    const sent: Promise<string>[] = [];
    context.on('request', (request) => {
      const headers = request.allHeaders().catch(() => ({}));
      sent.push(headers.then((all) => [request.url(), ...Object.values(all)].join(' ')));
    });
    await page.goto('/');
    await boxOf(page).fill('澜江省演出行业协会');
    await boxOf(page).press('Enter');
    await page.waitForURL(/\/check\.html\?q=/);
    expect(await answered(page)).toBe('both');
    for (const query of ['澜江省书法家学会', '幼儿园', '甲乙丙丁戊己', '51990000MJ17111029']) await ask(page, query);
    await ask(page, '澜江省演出行业协会');
    await page.waitForTimeout(1500);
    await cardsOf(page).first().getByRole('link').first().click();
    await page.waitForURL('**/org/*.html');
    const all = (await Promise.all(sent)).join('\n');
    expect(sent.length).toBeGreaterThan(15);
    expect(decodeURIComponent(all)).not.toMatch(/[?&#]q=|演出行业|书法家|幼儿园|甲乙丙丁/);
    expect(all).not.toContain('51990000MJ17111029');
    expect(await amiss()).toEqual([]);
  });
});

describe('the address', () => {
  test('keeps the query, and brings the answer back', async () => {
    const { page } = await asking('澜江市重名协汇');
    const address = page.url();
    expect(new URL(address).searchParams.get('q')).toBe('澜江市重名协汇');
    await page.goto('about:blank');
    await page.goto(address);
    expect(await answered(page)).toBe('similar');
    expect(await boxOf(page).inputValue()).toBe('澜江市重名协汇');

    await nearOf(page).filter({ hasText: '同名的有2家' }).getByRole('link').click();
    await cardsOf(page).nth(1).waitFor();
    await page.goBack();
    await nearOf(page).first().waitFor();
    expect(await boxOf(page).inputValue()).toBe('澜江市重名协汇');
    await page.goForward();
    await cardsOf(page).nth(1).waitFor();
    expect(await page.title()).toContain('澜江市重名协会');
  });

  test('is where the home page leads, which loads ahead what the check needs when its box gets the focus', async () => {
    const { page, amiss } = await visit(sites.browser, HOSTS.cases());
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).pathname));
    await page.goto('/', { waitUntil: 'networkidle' });
    expect([...asked].filter((path) => /lookup|check-view/.test(path))).toEqual([]);
    await boxOf(page).focus();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => [...asked]).toContain('/lookup/names.bin');
    for (const part of [/^\/_astro\/lookup-worker/, /^\/_astro\/check-view/, /^\/lookup\/tables\.bin$/])
      expect([...asked].some((path) => part.test(path))).toBe(true);
    await boxOf(page).fill('澜江市重名协会');
    await page.getByRole('button', { name: '核查' }).click();
    await page.waitForURL((url) => url.pathname === '/check.html' && url.searchParams.get('q') === '澜江市重名协会');
    expect(await answered(page)).toBe('found');
    expect(await amiss()).toEqual([]);
  });

  test('of a query of characters with meanings of their own is kept as text', async () => {
    const { page, amiss } = await open();
    for (const query of [
      '<img src=x onerror=alert(1)>',
      '%E0%A4%A',
      'a&q=b#c',
      '"><svg/onload=alert(1)>',
      '＃？＆甲乙',
    ]) {
      await ask(page, query);
      expect(new URL(page.url()).searchParams.get('q')).toBe(query);
      expect(await seen(page)).toContain(query);
      await page.reload();
      await answered(page);
      expect(await boxOf(page).inputValue()).toBe(query);
    }
    expect(await page.getByRole('main').locator('img').count()).toBe(0);
    expect(await amiss()).toEqual([]);
  });
});

test('a name that tries to be more than text is text', async () => {
  const { page, amiss } = await open('sharded');
  for (const [query, outcome] of [
    [MARKUP, 'found'],
    ['<b>甲</b>', 'found'],
    [MARKUP.replace('甲市', '乙市'), 'similar'],
  ] as const) {
    expect(await ask(page, query)).toBe(outcome);
    expect(await answerOf(page).innerText()).toContain(MARKUP);
    if (outcome === 'similar') await answerOf(page).locator('.where .code').first().waitFor();
  }
  expect(await answerOf(page).locator('img, b:not(article b)').count()).toBe(0);
  expect(await amiss()).toEqual([]);
});

describe('by keyboard', () => {
  test('arrows lead from the box through the results and back; Escape clears', async () => {
    const { page } = await asking('募捐资格');
    const focused = () => page.evaluate(() => document.activeElement!.textContent || document.activeElement!.id);
    const links = await nearOf(page).getByRole('link').allInnerTexts();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(links[0]);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(links[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('q');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => nearOf(page).first().getByRole('link').getAttribute('href')).toContain('/org/');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/org/*.html');
    await page.goBack();
    await answered(page);
    await boxOf(page).focus();
    await page.keyboard.press('Escape');
    expect(await boxOf(page).inputValue()).toBe('');
    expect(await page.locator('[data-outcome]').getAttribute('data-outcome')).toBe('');
  });

  test('every stop of an answer is reached and seen', async () => {
    const { page } = await asking(caseOf('与非法组织同名').name);
    const stops: string[] = [];
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press('Tab');
      const { text, isMarked } = await page.evaluate(() => {
        const element = document.activeElement!;
        return { text: element.textContent.trim(), isMarked: getComputedStyle(element).outlineStyle !== 'none' };
      });
      expect(isMarked, text).toBe(true);
      stops.push(text);
    }
    for (const stop of ['核查', '看它的全部记录', '看名单上的记载', '打印结果']) expect(stops).toContain(stop);
  });
});

describe('every outcome', () => {
  const OUTCOMES: readonly [query: string, host: HostName][] = [
    [caseOf('登记正常').name, 'cases'],
    [caseOf('名称很长').name, 'cases'],
    ['澜江市重名协会', 'cases'],
    [caseOf('与非法组织同名').name, 'cases'],
    ['华夏澜江总会', 'cases'],
    ['澜江国际联宜会', 'cases'],
    ['募捐资格', 'cases'],
    [slipOf(caseOf('登记正常').code), 'cases'],
    ['91440105MA59AGQ16J', 'cases'],
    ['53330200MJ8959573D', 'cases'],
    ['甲乙丙丁戊己', 'cases'],
    ['幼儿园', 'shipped'],
    [CROWDED, 'sharded'],
  ];

  test.each(OUTCOMES)('«%s» is accessible, fits 320 and 360 pixels, light and dark', async (query, host) => {
    const { page, amiss } = await asking(query, host);
    await page.evaluate(axe.source);
    const faults: Record<string, string[]> = {};
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 1280],
      ['light', 360],
      ['dark', 320],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const found = await page.evaluate(async () => {
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: tags });
        const { scrollWidth, clientWidth } = document.documentElement;
        return [
          ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.failureSummary} ${nodes[0]!.html.slice(0, 200)}`),
          ...(scrollWidth > clientWidth ? [`${scrollWidth} > ${clientWidth}`] : []),
        ];
      });
      for (const fault of found) (faults[fault] ??= []).push(`${colorScheme} ${width}`);
    }
    await page.getByRole('button', { name: '长辈模式' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(faults).toEqual({});
    expect(await amiss()).toEqual([]);
  });

  test.each(OUTCOMES)('«%s» prints on one sheet of A4, with the way back', async (query, host) => {
    const { page } = await asking(query, host);
    const code = page.getByRole('img', { name: '二维码', includeHidden: true });
    await code.waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const sheet = await page.locator('body').innerText();
    const address = `${HOSTS[host]().url}/check.html?q=${query}`;
    for (const words of ['核查结果', query, address, '2026-11-20', '不是政府网站', '以登记管理机关公布的为准'])
      expect(sheet).toContain(words);
    expect(sheet).toContain('示例数据');
    expect(sheet).not.toContain('打印结果');
    const path = await code.locator('path').getAttribute('d');
    expect(new URL(read(path!)).searchParams.get('q')).toBe(query);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]/);
  });

  test('is printed by its button, once the code is drawn', async () => {
    const { page } = await asking(caseOf('登记正常').name);
    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset['printed'] = String(document.querySelectorAll('[data-print-code] svg').length);
      };
    });
    await page.getByRole('button', { name: '打印结果' }).click();
    await expect.poll(() => page.locator('body').getAttribute('data-printed')).toBe('1');
  });
});

test('the page may not run web assembly, and is quiet when it is opened', async () => {
  const { page, amiss } = await open('shipped');
  const policy = await page.locator('meta[http-equiv]').first().getAttribute('content');
  expect(policy).not.toContain('wasm');
  expect(await seen(page)).toContain('例如');
  expect(await amiss()).toEqual([]);
});

/** Of the browser's trace; times in microseconds. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Time of the processor. */
  tdur?: number;
  args?: { name?: string };
}

/** What a QR code says that is drawn as runs of dark modules. */
function read(path: string): string {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((run) => run.slice(1).map(Number));
  const side = Math.max(...runs.map(([x, , length]) => x! + length!)) + 4;
  const scale = 4;
  const size = side * scale;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (const [x, y, length] of runs)
    for (let row = y! * scale; row < (y! + 1) * scale; row++)
      for (let column = x! * scale; column < (x! + length!) * scale; column++)
        data.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
  return decodeQR({ width: size, height: size, data });
}
