/** The texts of `content/` that are pages: guides, notices and single pages. Pledges and replies have readers of their own. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { IngestMemory } from './memory.ts';
import { aboutText, contentFinding } from './content-findings.ts';
import { CURES, webAddress } from './front-matter.ts';
import { frontMatterOf, privateNumberIn, readText, splitText, type Fault, type FrontMatterRules } from './guard.ts';
import { IGNORED_TEXTS } from './ignored.ts';

export const COLLECTIONS = ['guides', 'notices', 'pages'] as const;
export type Collection = (typeof COLLECTIONS)[number];

const frontMatter = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1).max(120),
  order: z.number().default(100),
  date: z.iso.date(),
  sources: z
    .array(
      z.strictObject({
        title: z.string(),
        url: webAddress.optional(),
        issuer: z.string().optional(),
        number: z.string().optional(),
      }),
    )
    .default([]),
});
type FrontMatter = z.output<typeof frontMatter>;

/** What guides, notices and single pages say of themselves. */
export const PAGE_RULES: FrontMatterRules = {
  schema: frontMatter,
  least: 'title、summary、date 各一行',
  cures: {
    title: CURES.title,
    summary: 'summary 用120字以内写明要点',
    date: 'date 写成 2026-01-31 的样子',
    order: 'order 写一个数，小的排在前面',
    sources: 'sources 下每项写 title，可加 url（以 https:// 开头）、issuer、number',
  },
};

export interface ContentText extends FrontMatter {
  collection: Collection;
  /** Name of the file without its ending; the last part of the page's address. */
  slug: string;
  /** What may be rendered: the body as it was checked, below front matter of our own making. */
  source: string;
}

/**
 * Reads `guides/`, `notices/` and single pages of a content folder. A missing folder is an empty one: where texts were
 * published, the brake stops (src/publish/brake.ts).
 */
export function readContent(folder: string, memory?: IngestMemory): { texts: ContentText[]; findings: Finding[] } {
  const texts: ContentText[] = [];
  const findings: Finding[] = [];
  const places = new Set<string>();
  for (const { collection, path, slug } of contentFiles(folder, findings)) {
    const place = `${collection}/${slug}`;
    const { text, faults } = readText(join(folder, path), PAGE_RULES, memory);
    if (!/^[a-z0-9][a-z0-9-]*$/.test(slug)) faults.push(BAD_NAME);
    else if (slug === 'index') faults.push(NAME_OF_FOLDER);
    else if (places.has(place)) faults.push(SAME_NAME);
    // The name becomes a part of the address.
    const inName = privateNumberIn([slug]);
    if (inName !== undefined) faults.push(inName);
    findings.push(...faults.map((fault) => contentFinding(path, fault)));
    places.add(place);
    if (faults.length > 0 || text === undefined) continue;
    const { front: typed, body } = splitText(text);
    const front = frontMatterOf(typed!, frontMatter);
    // Astro finds front matter by rules of its own; of this there is only one reading.
    texts.push({ ...front, collection, slug, source: `---\ntitle: ${JSON.stringify(front.title)}\n---\n${body}` });
  }
  return { texts: texts.toSorted((a, b) => byCodeUnits(a.slug, b.slug)), findings };
}

const BAD_NAME: Fault = {
  line: 1,
  message: '文件名只能用小写字母、数字和连字符',
  suggestion: '请改文件名，如 abnormal-list.mdx；它会成为网址的一部分',
};
const NAME_OF_FOLDER: Fault = {
  line: 1,
  message: '文件名不能是 index',
  suggestion: '请改文件名，如 abnormal-list.mdx；index 是整个栏目的网址',
};
const SAME_NAME: Fault = {
  line: 1,
  message: '同一文件夹里有两篇文章除后缀外同名，网址会重复',
  suggestion: '请改其中一个的文件名',
};

interface ContentFile {
  collection: Collection;
  path: string;
  slug: string;
}

const FOLDERS = ['guides', 'notices'] as const;
const KNOWN_FOLDERS: ReadonlySet<string> = new Set([...FOLDERS, 'pledges', 'replies']);
/** Single pages that the site has a place for. */
const PAGES: ReadonlySet<string> = new Set(['about']);

/** The texts of a content folder. What is none is reported and passed over. */
function contentFiles(folder: string, findings: Finding[]): ContentFile[] {
  return ['', ...FOLDERS].flatMap((below) => {
    const names = namesIn(join(folder, below)).filter((name) => !IGNORED_TEXTS.test(name));
    return names.flatMap((name): ContentFile[] => {
      const path = below === '' ? name : `${below}/${name}`;
      const slug = name.replace(/\.mdx?$/, '');
      const isText = slug !== name && (below !== '' || PAGES.has(slug));
      if (isText) return [{ collection: below === '' ? 'pages' : (below as Collection), path, slug }];
      if (below === '' && KNOWN_FOLDERS.has(name)) return [];
      findings.push(aboutText(path, PASSED_OVER));
      return [];
    });
  });
}

const PASSED_OVER = {
  code: 'unknown-file',
  message: '不是本站能用的文章，已跳过，里面的内容不公布',
  suggestion:
    '文章要存为 .mdx，指南放在 guides 文件夹，公告放在 notices 文件夹，承诺放在 pledges 文件夹，答复放在 replies 文件夹，关于本站写在 about.mdx；不是文章的，可以移走',
} as const;

/** What lies in a folder, in order; nothing where there is none. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted(byCodeUnits);
  } catch {
    return [];
  }
}

/** A link that leads nowhere, or to itself, is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
