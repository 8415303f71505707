/**
 * The texts of `content/`: their front matter, and a guard that lets nothing but Markdown and the components we hand out
 * through. MDX is code; a text must not be.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mdxToMdast } from 'satteri';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import type { Finding } from '../domain/finding.ts';
import { findPrivateNumbers, PRIVATE_KIND_NAMES } from '../domain/privacy.ts';
import { byCodeUnits, httpAddress } from '../domain/text.ts';
import { fileFinding } from './read-dataset.ts';

export const COLLECTIONS = ['guides', 'notices', 'pages'] as const;
export type Collection = (typeof COLLECTIONS)[number];

/** Components a text may use, with the attributes each takes. */
const COMPONENTS: Readonly<Record<string, readonly string[]>> = { Callout: ['kind'] };

const isoDay = z.union([z.string(), z.date().transform((day) => day.toISOString().slice(0, 10))]).pipe(z.iso.date());

const frontMatter = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1).max(120),
  order: z.number().default(100),
  date: isoDay,
  sources: z
    .array(
      z.strictObject({
        title: z.string(),
        url: z.url({ protocol: /^https?$/ }).optional(),
        issuer: z.string().optional(),
        number: z.string().optional(),
      }),
    )
    .default([]),
});

export interface ContentText extends z.output<typeof frontMatter> {
  collection: Collection;
  /** Name of the file without its ending; the last part of the page's address. */
  slug: string;
  /** The whole file as it was checked. */
  source: string;
}

/** Reads `guides/`, `notices/` and single pages of a content folder. A missing folder is an empty one. */
export function readContent(folder: string): { texts: ContentText[]; findings: Finding[] } {
  const texts: ContentText[] = [];
  const findings: Finding[] = [];
  for (const { collection, path, slug } of contentFiles(folder)) {
    const source = readFileSync(join(folder, path), 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n');
    const faults = [
      ...checkText(source),
      ...(/^[a-z0-9][a-z0-9-]*$/.test(slug)
        ? []
        : [
            {
              line: 1,
              message: `文件名「${slug}」只能用小写字母、数字和连字符`,
              suggestion: '请改文件名，如 abnormal-list.mdx',
            },
          ]),
    ];
    for (const fault of faults) {
      findings.push(
        fileFinding(
          '',
          `content/${path}`,
          { code: 'bad-content', message: fault.message, suggestion: fault.suggestion },
          fault.line,
        ),
      );
    }
    if (faults.length === 0)
      texts.push({ ...frontMatter.parse(parseFrontMatter(source).data), collection, slug, source });
  }
  return { texts: texts.toSorted((a, b) => byCodeUnits(a.slug, b.slug)), findings };
}

function contentFiles(folder: string): { collection: Collection; path: string; slug: string }[] {
  const namesIn = (path: string) => {
    try {
      return readdirSync(join(folder, path))
        .filter((name) => /\.mdx?$/.test(name) && !/^[.~_]/.test(name) && statSync(join(folder, path, name)).isFile())
        .toSorted(byCodeUnits);
    } catch {
      return [];
    }
  };
  const slugOf = (name: string) => name.replace(/\.mdx?$/, '');
  return [
    ...(['guides', 'notices'] as const).flatMap((collection) =>
      namesIn(collection).map((name) => ({ collection, path: `${collection}/${name}`, slug: slugOf(name) })),
    ),
    ...namesIn('')
      .filter((name) => !/^readme/i.test(name))
      .map((name) => ({ collection: 'pages' as const, path: name, slug: slugOf(name) })),
  ];
}

interface Fault {
  line: number;
  message: string;
  suggestion: string;
}

function parseFrontMatter(source: string): { data: unknown; bodyStart: number } {
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source);
  if (!match) return { data: undefined, bodyStart: 0 };
  return { data: parseYaml(match[1]!), bodyStart: match[0].length };
}

/** Everything in a text that may not be there, with its line. Runs nothing of it. */
export function checkText(source: string): Fault[] {
  const faults: Fault[] = [];
  let bodyStart = 0;
  try {
    const front = parseFrontMatter(source);
    bodyStart = front.bodyStart;
    const parsed = frontMatter.safeParse(front.data);
    if (!parsed.success)
      faults.push({
        line: 1,
        message: `开头的说明有误：${parsed.error.issues.map((issue) => issue.path.join('.') || '缺少').join('、')}`,
        suggestion: '要写 title、summary（120字以内）、date（2026-01-31）',
      });
  } catch (error) {
    faults.push({
      line: 1,
      message: `开头的说明不是 YAML：${(error as Error).message.split('\n')[0]}`,
      suggestion: '请检查冒号、缩进和引号',
    });
  }
  const privateNumber = findPrivateNumbers(source, hasValidCheckCharacter)[0];
  if (privateNumber)
    faults.push({
      line: lineAt(source, privateNumber.start),
      message: `文中有${PRIVATE_KIND_NAMES[privateNumber.kind]}，不能公开`,
      suggestion: '请删去',
    });
  try {
    // Blank lines stand for the front matter, so that lines keep their numbers.
    const body = source.slice(0, bodyStart).replace(/[^\n]/g, '') + source.slice(bodyStart);
    walk(mdxToMdast(body) as Node, faults);
  } catch (error) {
    faults.push({
      line: 1,
      message: `文章的写法有误：${(error as Error).message.split('\n')[0]}`,
      suggestion: '请检查 < 和 { 是否成对；正文里的这两个符号前要加反斜杠',
    });
  }
  return faults;
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

interface Node {
  type: string;
  name?: string | null;
  url?: string;
  attributes?: { type: string; name?: string; value?: unknown }[];
  children?: Node[];
  position?: { start: { line: number } };
}

function walk(node: Node, faults: Fault[]): void {
  const line = node.position?.start.line ?? 1;
  const refuse = (message: string, suggestion = '请删去，只用 Markdown 和 <Callout>') =>
    faults.push({ line, message, suggestion });
  switch (node.type) {
    case 'mdxjsEsm':
      refuse('不能用 import 或 export');
      break;
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      refuse('不能用花括号里的表达式', '要写花括号本身，请在前面加反斜杠');
      break;
    case 'html':
      refuse('不能直接写 HTML');
      break;
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      const allowed = COMPONENTS[node.name ?? ''];
      if (allowed === undefined) refuse(`不能用 <${node.name ?? ''}>`);
      else if (
        node.attributes?.some(
          (attribute) =>
            attribute.type !== 'mdxJsxAttribute' ||
            !allowed.includes(attribute.name ?? '') ||
            typeof attribute.value !== 'string',
        )
      )
        refuse(`<${node.name}> 只能带 ${allowed.join('、')}，值要写在引号里`);
      break;
    }
    case 'image':
    case 'imageReference':
      refuse('不能插入图片');
      break;
    case 'link':
    case 'definition':
      if (!isAllowedLink(node.url ?? ''))
        refuse(
          `链接「${node.url}」不是本站地址，也不是 http 或 https 网址`,
          '本站地址以 / 或 # 开头，外部网址写全 https://',
        );
      break;
  }
  for (const child of node.children ?? []) walk(child, faults);
}

function isAllowedLink(url: string): boolean {
  return /^\/(?![/\\])/.test(url) || url.startsWith('#') || httpAddress(url) !== undefined;
}
