/** Texts of `content/` as pages. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFlags, run } from '../helpers/commands.ts';
import { writeDataFolder } from '../helpers/data-folder.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';

/** The page of a guide with that body, as markup; only what stands in its article. */
async function articleOf(body: string): Promise<string> {
  const folder = temporaryFolder();
  const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
  writeDataFolder(folders.data, minimalTables(1));
  mkdirSync(join(folders.content, 'guides'), { recursive: true });
  writeFileSync(
    join(folders.content, 'guides/trial.mdx'),
    `---\ntitle: 试写\nsummary: 试写一篇。\ndate: 2026-11-01\n---\n\n${body}\n`,
  );
  const { code, stdout } = await run('build', buildFlags(folders));
  if (code !== 0) throw new Error(stdout);
  const page = readFileSync(join(folders.out, 'guides/trial.html'), 'utf8');
  return /<article.*<\/article>/s.exec(page)![0];
}

test('footnotes are headed and labelled in Chinese, and lead there and back', async () => {
  const article = await articleOf('甲说[^甲]，乙说[^乙]，甲又说[^甲]。\n\n[^甲]: 第一条注。\n\n[^乙]: 第二条注。');
  expect(article).toMatch(/<h2[^>]* id="footnote-label"[^>]*>脚注<\/h2>/);
  expect(article.replace(/<[^>]*>/g, '')).not.toMatch(/[a-z]/i);

  const labels = [...article.matchAll(/ aria-label="([^"]*)"/g)].map((match) => match[1]);
  expect(labels).toEqual(['回到第1条脚注的引用处', '回到第1条脚注的第2个引用处', '回到第2条脚注的引用处']);

  const ids = new Set([...article.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
  const targets = [...article.matchAll(/ href="#([^"]*)"/g)].map((match) => match[1]);
  expect(targets).toHaveLength(6);
  for (const target of targets) expect(ids, target).toContain(target);
});
