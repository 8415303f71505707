/** `data/site.json`: what the site is called and who runs it. */
import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import { httpAddress } from '../domain/text.ts';
import { fileFinding } from './read-dataset.ts';

export const SITE_FILE = 'site.json';

const schema = z.strictObject({
  title: z.string().min(1).default('名录'),
  operator: z.string().min(1).default('名录编辑部'),
  contact: z.string().optional(),
  /** Where the site is published, for the site map and canonical addresses. */
  url: z
    .string()
    .refine((text) => httpAddress(text) !== undefined, '不是 http 或 https 网址')
    .optional(),
  /** Whether the data are an invented example; every page says so until this is `false`. */
  example: z.boolean().default(true),
});

export type SiteInfo = z.output<typeof schema>;

export const DEFAULT_SITE: SiteInfo = schema.parse({});

/** Reads the text of `site.json`; a fault in it stops the build, since it may hide that data are an example. */
export function readSiteInfo(text: string | undefined): { site: SiteInfo; findings: Finding[] } {
  if (text === undefined) return { site: DEFAULT_SITE, findings: [] };
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { site: DEFAULT_SITE, findings: [siteFinding('不是完整的 JSON', '请检查引号、逗号和大括号')] };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { site: parsed.data, findings: [] };
  const where = parsed.error.issues
    .map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.join('、') : issue.path.join('.')))
    .join('、');
  return {
    site: DEFAULT_SITE,
    findings: [siteFinding(`这几项有误：${where}`, '可以写的项目：title、operator、contact、url、example')],
  };
}

function siteFinding(message: string, suggestion: string): Finding {
  return fileFinding('', SITE_FILE, { code: 'bad-site-file', message, suggestion });
}
