/** `data/site.json`: what the site is called and who runs it. */
import { z } from 'zod';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import type { Cause, Finding } from '../domain/finding.ts';
import { findPrivateNumbers, PRIVATE_KIND_NAMES } from '../domain/privacy.ts';
import { httpAddress } from '../domain/text.ts';
import { decode } from '../sheets/decode.ts';
import { fileFinding } from './read-dataset.ts';

export const SITE_FILE = 'site.json';

/** Characters: every page has them. */
const MOST = { title: 100, operator: 200, contact: 500, url: 1000 } as const;

const schema = z.strictObject({
  title: z.string().min(1).max(MOST.title).default('名录'),
  operator: z.string().min(1).max(MOST.operator).default('名录编辑部'),
  contact: z.string().max(MOST.contact).optional(),
  /** Where the site is published, for the site map and canonical addresses. */
  url: z
    .string()
    .max(MOST.url)
    .refine((text) => httpAddress(text) !== undefined, '不是 http 或 https 网址')
    .optional(),
  /** Whether the data are an invented example; every page says so until this is `false`. */
  example: z.boolean().default(true),
});

export type SiteInfo = z.output<typeof schema>;

export const DEFAULT_SITE: SiteInfo = schema.parse({});

const CURES: Readonly<Record<string, string>> = {
  title: `title 写站名，如 "title": "澜江社会组织名录"，不超过${MOST.title}字`,
  operator: `operator 写运营者的名称，不超过${MOST.operator}字`,
  contact: `contact 写联系方式，是一段文字，不超过${MOST.contact}字`,
  url: 'url 写网站的完整网址，以 https:// 或 http:// 开头',
  example: 'example 写 true（数据是示例）或 false（数据是真实的），不加引号',
};
const ITEMS = Object.keys(schema.shape).join('、');

/**
 * Reads the bytes of `site.json`, or why they could not be read; a fault stops the build, since it may hide that data are
 * an example.
 */
export function readSiteInfo(bytes: Uint8Array | Error | undefined): { site: SiteInfo; findings: Finding[] } {
  if (bytes === undefined) return { site: DEFAULT_SITE, findings: [] };
  const refuse = (message: string, suggestion: string, code: Cause = 'bad-site-file') => ({
    site: DEFAULT_SITE,
    findings: [fileFinding('', SITE_FILE, { code, message, suggestion })],
  });
  if (bytes instanceof Error) return refuse('这个文件打不开', '请检查它是不是文件，以及读取权限');
  const decoded = decode(bytes);
  if ('problem' in decoded) return refuse(decoded.message, '请用记事本另存为 UTF-8 编码');
  const text = decoded.text.replace(/^\uFEFF/, '');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  // As it is written, and as it is read: escapes may hide a number.
  const privateNumber = [text, ...textsIn(json)].flatMap((each) =>
    findPrivateNumbers(each, hasValidCheckCharacter).slice(0, 1),
  )[0];
  if (privateNumber !== undefined) {
    const kind = PRIVATE_KIND_NAMES[privateNumber.kind];
    return refuse(`里面有${kind}，不能公开`, '请改用单位的固定电话或邮箱', 'private-data');
  }
  if (json === undefined) return refuse('不是完整的 JSON', '请检查引号、逗号和大括号；标点都要用英文的');
  const parsed = schema.safeParse(json);
  if (parsed.success) return { site: parsed.data, findings: [] };
  const unknown = parsed.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const wrong = parsed.error.issues.map((issue) => issue.path[0]).filter((item) => item !== undefined);
  if (unknown.length > 0) return refuse(`没有「${unknown.join('」「')}」这样的项目`, `可以写的项目：${ITEMS}`);
  if (wrong.length === 0) return refuse('最外层应是一对大括号', `可以写的项目：${ITEMS}`);
  const items = [...new Set(wrong.map(String))];
  return refuse(`「${items.join('」「')}」写得不对`, items.map((item) => CURES[item] ?? '').join('；'));
}

/** Every text in a value of JSON, names included, however deep. */
function textsIn(json: unknown): string[] {
  const texts: string[] = [];
  const values = [json];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inside] of Object.entries(value)) {
        texts.push(name);
        values.push(inside);
      }
  }
  return texts;
}
