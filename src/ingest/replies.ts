/** The right of reply: what an organisation says about an entry on record, `replies/<credit code>/<name>.mdx`. */
import { join } from 'node:path';
import { z } from 'zod';
import { DATASET_IDS, datasetOf, type Records } from '../datasets/index.ts';
import { isCreditCodeShape } from '../domain/credit-code.ts';
import type { Finding } from '../domain/finding.ts';
import { byCodeUnits } from '../domain/text.ts';
import { readClauses } from '../pledges/clauses.ts';
import type { Reply } from '../pledges/replies.ts';
import { aboutText, contentFinding } from './content-findings.ts';
import { isFolder, namesIn } from './content.ts';
import { CURES, day, dayCure, sourceIds, words } from './front-matter.ts';
import { IngestMemory } from './memory.ts';
import { frontMatterOf, privateNumberIn, readText, splitText, type Fault, type FrontMatterRules } from './guard.ts';
import { IGNORED_TEXTS } from './ignored.ts';

/** Datasets whose rows an organisation can answer. */
const ANSWERABLE = DATASET_IDS.filter((id) => datasetOf(id).organisation === 'code');

const frontMatter = z.strictObject({
  dataset: z.enum(ANSWERABLE as [string, ...string[]]),
  on: day,
  number: words.optional(),
  replied: day,
  outcome: words.optional(),
  outcomeOn: day.optional(),
  source: sourceIds,
});

export const REPLY_RULES: FrontMatterRules = {
  schema: frontMatter,
  least: 'dataset、on、replied 各一行',
  cures: {
    dataset: `dataset 写记录所在的数据，如 abnormal-listings；可以是：${ANSWERABLE.join('、')}`,
    on: 'on 写那条记录的日期，如列入日期、处罚日期，写成 2026-01-31 的样子',
    number: 'number 写那条记录的文号或编号；同一天有几条时用来分清',
    replied: dayCure('replied（答复日期）'),
    outcome: 'outcome 写处理结果，如 登记机关核查后维持原决定',
    outcomeOn: dayCure('outcomeOn（结果日期）'),
    source: CURES.source,
  },
};

/**
 * Reads the replies of a content folder. A reply to an entry that is not published is not published either: it would tell
 * what may no longer be told. Nor is one that may be about such an entry as well as about a published one.
 *
 * @param withheld records that may not be told
 */
export function readReplies(
  folder: string,
  records: Records,
  withheld: Partial<Records> = {},
  memory = new IngestMemory(undefined, ''),
): { replies: Reply[]; findings: Finding[] } {
  const replies: Reply[] = [];
  const findings: Finding[] = [];
  for (const { path, code, name } of replyFiles(folder, findings)) {
    const { text, faults } = readText(join(folder, path), REPLY_RULES, memory);
    findings.push(...faults.map((fault) => contentFinding(path, fault)));
    if (faults.length > 0 || text === undefined) continue;
    const { front: typed, body } = splitText(text);
    const { replied, ...front } = frontMatterOf(typed!, frontMatter);
    const reply: Reply = {
      ...front,
      id: `${code}/${name}`,
      code,
      repliedOn: replied,
      paragraphs: readClauses(body).map(({ label, text: said }) => `${label}${said}`),
    };
    const fault = reply.paragraphs.length === 0 ? EMPTY : privateNumberIn(reply.paragraphs);
    if (fault !== undefined) findings.push(contentFinding(path, fault));
    else if (!hasEntry(records, reply)) findings.push(aboutText(path, WITHOUT_ENTRY));
    else if (hasEntry(withheld, reply)) findings.push(aboutText(path, PERHAPS_WITHOUT_ENTRY));
    else replies.push(reply);
  }
  return { replies: replies.toSorted((a, b) => byCodeUnits(a.id, b.id)), findings };
}

/** Whether a row of the organisation has the day, and the number if one is given. */
function hasEntry(records: Partial<Records>, { dataset, code, on, number }: Reply): boolean {
  const rows = (records[dataset as keyof Records] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return rows.some((row) => {
    const cells = Object.values(row);
    return row['code'] === code && cells.includes(on) && (number === undefined || cells.includes(number));
  });
}

const EMPTY: Fault = { line: 1, message: '没有正文', suggestion: '请在开头的说明下面写上答复的原文' };

const WITHOUT_ENTRY = {
  code: 'reply-without-entry',
  message: '这份答复所说的记录没有公布，答复也不公布',
  suggestion: '请核对 dataset、on 和 number；记录已经修复或公示期满的，答复可以移走',
} as const;

const PERHAPS_WITHOUT_ENTRY = {
  code: 'reply-without-entry',
  message: '这一天还有一条不公布的记录，分不清答复说的是哪一条，答复不公布',
  suggestion: '说的是公布的那一条，请在 number 写上它的文号或编号；说的是不公布的那一条，答复可以移走',
} as const;

interface ReplyFile {
  /** Below the content folder. */
  path: string;
  code: string;
  name: string;
}

function replyFiles(folder: string, findings: Finding[]): ReplyFile[] {
  const below = (path: string) => namesIn(join(folder, path)).filter((name) => !IGNORED_TEXTS.test(name));
  const refuse = (path: string) => {
    findings.push(aboutText(path, PASSED_OVER));
    return [];
  };
  return below('replies').flatMap((code) => {
    if (!isCreditCodeShape(code) || !isFolder(join(folder, 'replies', code))) return refuse(`replies/${code}`);
    return below(`replies/${code}`).flatMap((file): ReplyFile[] => {
      const path = `replies/${code}/${file}`;
      const [, name] = /^([a-z0-9][a-z0-9-]*)\.mdx?$/.exec(file) ?? [];
      return name === undefined ? refuse(path) : [{ path, code, name }];
    });
  });
}

const PASSED_OVER = {
  code: 'unknown-file',
  message: '不是本站能用的答复，已跳过，里面的内容不公布',
  suggestion: '答复放在 replies/18位代码/名称.mdx，名称只用小写字母、数字和连字符',
} as const;
