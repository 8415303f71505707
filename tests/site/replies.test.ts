import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../helpers/chromium.ts';
import { buildFlags, run } from '../helpers/commands.ts';
import { writeDataFolder } from '../helpers/data-folder.ts';
import { filesIn, temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';
import { serve } from '../helpers/server.ts';
import { visit } from '../helpers/visit.ts';

const [first, second, third] = minimalTables(3).organisations!.map((row) => row['统一社会信用代码']!) as [
  string,
  string,
  string,
];
const GROUND = '未按照规定时限和要求报送年度工作报告';

const LISTINGS = [
  { 统一社会信用代码: first, 列入日期: '2026-07-01', 列入事由: GROUND, 公示截止日期: '2026-12-01' },
  { 统一社会信用代码: second, 列入日期: '2025-07-01', 列入事由: GROUND, 信用修复日期: '2026-03-20' },
];
const PENALTIES = [
  {
    统一社会信用代码: third,
    处罚决定文号: '甲民罚1号',
    处罚种类: '警告',
    处罚日期: '2025-02-01',
    公示截止日期: '2026-01-31',
  },
  { 统一社会信用代码: third, 处罚决定文号: '甲民罚2号', 处罚种类: '警告', 处罚日期: '2025-02-01' },
];

/** Path below `replies/` → front matter and a word that stands nowhere else. */
const REPLIES = {
  [`${first}/kept.mdx`]: ['dataset: abnormal-listings\non: 2026-07-01', 'keptreply'],
  [`${second}/repaired.mdx`]: ['dataset: abnormal-listings\non: 2025-07-01', 'withheldrepaired'],
  [`${third}/over.mdx`]: ['dataset: penalties\non: 2025-02-01\nnumber: 甲民罚1号', 'withheldover'],
  [`${third}/second.mdx`]: ['dataset: penalties\non: 2025-02-01\nnumber: 甲民罚2号', 'otherreply'],
} as const;

test('a reply is told with its entry alone, and goes with it', async () => {
  const folder = temporaryFolder();
  const build = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
  writeDataFolder(build.data, { ...minimalTables(3), 'abnormal-listings': LISTINGS, penalties: PENALTIES });
  for (const [path, [front, word]] of Object.entries(REPLIES)) {
    const file = join(build.content, 'replies', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `---\n${front}\nreplied: 2026-08-01\noutcome: ${word}outcome\n---\n\n${word}body\n`);
  }
  const { code, stdout, stderr } = await run('build', buildFlags(build));
  expect(code, stdout + stderr).toBe(0);

  const holding = (word: string) =>
    filesIn(build.out).filter((path) => readFileSync(join(build.out, path)).includes(word));
  for (const word of ['withheldrepaired', 'withheldover']) expect(holding(word), word).toEqual([]);
  for (const part of ['body', 'outcome']) {
    expect(holding(`keptreply${part}`)).toEqual([`org/${first}.html`]);
    expect(holding(`otherreply${part}`)).toEqual([`org/${third}.html`]);
  }

  const host = await serve(build.out);
  onTestFinished(() => host.close());
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  for (const [moment, count] of [
    ['2026-12-01T23:59:00+08:00', 1],
    ['2026-12-02T00:01:00+08:00', 0],
  ] as const) {
    const { page } = await visit(browser, host);
    await page.clock.setFixedTime(moment);
    await page.goto(`/org/${first}.html`);
    expect(await page.getByText('keptreplybody').count(), moment).toBe(count);
    expect(await page.getByText('列入活动异常名录', { exact: true }).count(), moment).toBe(count);
  }
});
