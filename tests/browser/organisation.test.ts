import { describe, expect, test } from 'vitest';
import { caseOf, ORGANISATIONS, type CaseOrganisation } from '../helpers/cases.ts';
import { AS_OF } from '../helpers/commands.ts';
import { useBrowser } from '../helpers/reading.ts';
import { visit, type Visit } from '../helpers/visit.ts';

const sites = useBrowser('cases');

/** Opens an organisation's page as if it were that moment, far away from China's time zone. */
async function openAt(moment: string, { code }: CaseOrganisation): Promise<Visit> {
  const visited = await visit(sites.browser, sites.of('cases').host, { timezoneId: 'America/Los_Angeles' });
  await visited.page.clock.setFixedTime(moment);
  await visited.page.goto(`/org/${code}.html`);
  return visited;
}

function verdictOf({ page }: Visit) {
  return page.locator('main').evaluate((main) => ({
    standing: main.dataset['standing'],
    fundraising: main.dataset['fundraising'],
    text: (main as HTMLElement).innerText,
  }));
}

const noonOf = (day: string) => `${day}T12:00:00+08:00`;
const LATER = ORGANISATIONS.flatMap((organisation) =>
  (organisation.later ?? []).map((later) => ({ ...organisation, ...later })),
);

describe('the page of an organisation, left unbuilt', () => {
  test.each(LATER)('says on $on of «$is»: $standing, may raise money: $fundraising', async ({ on, gone, ...one }) => {
    const visited = await openAt(noonOf(on), one);
    const verdict = await verdictOf(visited);
    expect(verdict.standing).toBe(one.standing);
    expect(verdict.fundraising).toBe(one.fundraising);
    if (gone !== undefined) expect(verdict.text).not.toContain(gone);
    expect(await visited.amiss()).toEqual([]);
  });

  test.each(LATER)('still says of «$is», before $on, what it was built with', async ({ is }) => {
    const built = caseOf(is);
    for (const day of ['2026-11-01', AS_OF]) {
      const verdict = await verdictOf(await openAt(noonOf(day), built));
      expect(verdict.standing).toBe(built.standing);
      expect(verdict.fundraising).toBe(built.fundraising);
      for (const shown of built.shows ?? []) expect(verdict.text).toContain(shown);
    }
  });

  test('turns at midnight in China, wherever its reader is', async () => {
    const one = caseOf('募捐资格今天到期');
    expect((await verdictOf(await openAt('2026-11-20T23:59:59+08:00', one))).fundraising).toBe('yes');
    const after = await verdictOf(await openAt('2026-11-21T00:00:01+08:00', one));
    expect(after.fundraising).toBe('expired');
    expect(after.text).toContain('现在不能面向公众募捐');
    expect(after.text).not.toContain('可以面向公众募捐');
  });

  test('shows one verdict at a time, and the day it is judged by', async () => {
    const visited = await openAt(noonOf('2027-04-01'), caseOf('证书以后到期'));
    expect(await visited.page.locator('[data-verdict]').count()).toBe(1);
    const { text } = await verdictOf(visited);
    expect(text).toContain('2027年4月1日');
    expect(text).not.toContain('登记状态正常');
  });

  test('keeps a verdict that no calendar can change', async () => {
    for (const is of ['撤销登记', '注销登记', '登记正常']) {
      const verdict = await verdictOf(await openAt(noonOf('2029-11-01'), caseOf(is)));
      expect(verdict.standing, is).toBe(caseOf(is).standing);
    }
  });
});

describe('its buttons', () => {
  test('copy the code and say so', async () => {
    const { code } = caseOf('登记正常');
    const { page, context, amiss } = await visit(sites.browser, sites.of('cases').host);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/org/${code}.html`);
    await page.getByRole('button', { name: '复制代码' }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    expect(await amiss()).toEqual([]);
  });

  test('do not pretend to copy where the browser cannot, as on a plain http address', async () => {
    const { page, amiss } = await visit(sites.browser, sites.of('cases').host);
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.goto(`/org/${caseOf('登记正常').code}.html`);
    const button = page.getByRole('button', { name: '复制代码' });
    if (await button.isVisible()) await button.click();
    expect(await page.getByRole('button', { name: '已复制' }).count()).toBe(0);
    expect(await amiss()).toEqual([]);
  });

  test('print', async () => {
    const { page } = await visit(sites.browser, sites.of('cases').host);
    await page.addInitScript(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.goto(`/org/${caseOf('登记正常').code}.html`);
    await page.getByRole('button', { name: '打印' }).click();
    expect(await page.locator('body[data-printed]').count()).toBe(1);
  });
});

describe('on paper', () => {
  test('an organisation’s page has its verdict and no navigation, button or search box', async () => {
    const { page } = await visit(sites.browser, sites.of('cases').host);
    await page.goto(`/org/${caseOf('活动异常').code}.html`);
    const navigation = page.getByRole('navigation', { name: '主要栏目' });
    expect(await navigation.isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBeGreaterThan(1);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await navigation.isVisible()).toBe(false);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('[data-verdict]').isVisible()).toBe(true);
    expect(await page.getByText('登记和名录事项以登记管理机关公布的为准').first().isVisible()).toBe(true);
    const [ink, paper] = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    expect(ink).toBe('rgb(0, 0, 0)');
    expect(paper).toBe('rgb(255, 255, 255)');
  });

  test('the home page has no search box', async () => {
    const { page } = await visit(sites.browser, sites.of('cases').host);
    await page.goto('/');
    expect(await page.getByRole('search').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('search').isVisible()).toBe(false);
  });
});
