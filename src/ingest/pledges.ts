/**
 * The texts that associations publish: `pledges/<credit code>/<kind>/<version date>.mdx`, or `<version date>-<name>.mdx`
 * where an organisation has several of a kind.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Records } from '../datasets/index.ts';
import { isCreditCodeShape } from '../domain/credit-code.ts';
import { isRealDate, type IsoDate } from '../domain/date.ts';
import type { Finding } from '../domain/finding.ts';
import { byCodeUnits, quotedBriefly } from '../domain/text.ts';
import { catalogueOf, type CatalogueEntry } from '../pledges/catalogue.ts';
import { readClauses } from '../pledges/clauses.ts';
import { overrideFaults, type CoverageOverrides } from '../pledges/coverage.ts';
import { TEXT_KINDS, type PledgeText, type TextKind } from '../pledges/texts.ts';
import { aboutText, contentFinding } from './content-findings.ts';
import { isFolder, namesIn } from './content.ts';
import { CURES, day, dayCure, sourceIds, webAddress, words } from './front-matter.ts';
import { IngestMemory } from './memory.ts';
import { frontMatterOf, privateNumberIn, readText, splitText, type Fault, type FrontMatterRules } from './guard.ts';
import { IGNORED_TEXTS } from './ignored.ts';

const frontMatter = z.strictObject({
  title: words,
  consulted: day.optional(),
  reviewed: day.optional(),
  adopted: day.optional(),
  adoptedBy: words.optional(),
  vote: words.optional(),
  signed: day.optional(),
  effective: day.optional(),
  replaced: day.optional(),
  state: z.literal('在研').optional(),
  number: words.optional(),
  case: z.enum(['奖励表彰', '惩戒']).optional(),
  attachments: z
    .array(
      z.strictObject({
        file: words,
        sha256: z
          .string()
          .regex(/^[\da-f]{64}$/i)
          .transform((digits) => digits.toLowerCase()),
        url: webAddress.optional(),
      }),
    )
    .default([]),
  source: sourceIds,
  coverage: z
    .record(
      z.string(),
      z.strictObject({ state: z.enum(['明示', '部分', '未见']), reason: words, quote: words.optional() }),
    )
    .default({}),
});

export const PLEDGE_RULES: FrontMatterRules = {
  schema: frontMatter,
  least: 'title 一行',
  cures: {
    title: CURES.title,
    consulted: dayCure('consulted（征求意见）'),
    reviewed: dayCure('reviewed（论证）'),
    adopted: dayCure('adopted（审议通过）'),
    adoptedBy: 'adoptedBy 写由哪个机构审议通过，如 第三届会员代表大会',
    vote: 'vote 写怎样表决，如 无记名投票，赞成86票，反对2票',
    signed: dayCure('signed（签署）'),
    effective: dayCure('effective（施行）'),
    replaced: dayCure('replaced（停用）'),
    state: 'state 只有还在起草的行业标准才写，写 在研',
    number: 'number 写标准编号',
    case: 'case 写 奖励表彰 或 惩戒',
    attachments: 'attachments 下每项写 file（文件名）和 sha256（64位，核验页会算出来），可加 url（以 https:// 开头）',
    source: CURES.source,
    coverage:
      'coverage 下每项以承诺目录的编号为名，写 state（明示、部分、未见）和 reason（理由），可加 quote（文本里的原句）',
  },
};

/**
 * Reads the texts of a content folder whose organisations are published.
 *
 * @param records good rows: organisations, sources and the catalogue of promises are looked up in them
 * @param isRegistered whether an organisation is among them
 * @param isSetAside whether one that is not has a row with a fault
 */
export function readPledges(
  folder: string,
  records: Pick<Records, 'organisations' | 'sources' | 'promises'>,
  asOf: IsoDate,
  memory = new IngestMemory(undefined, ''),
  isRegistered = (code: string): boolean => records.organisations.some((organisation) => organisation.code === code),
  isSetAside = (_code: string): boolean => false,
): { pledges: PledgeText[]; findings: Finding[] } {
  const pledges: PledgeText[] = [];
  const findings: Finding[] = [];
  const sources = new Set(records.sources.map(({ id }) => id));
  const catalogue = catalogueOf(records.promises, asOf);
  const seen = new Set<string>();
  for (const file of pledgeFiles(folder, findings)) {
    const { path, code, kind, date, name } = file;
    const { text, faults } = readText(join(folder, path), PLEDGE_RULES, memory);
    const id = idOf(file);
    if (seen.has(id)) faults.push(TWICE);
    const inName = privateNumberIn([name]);
    if (inName !== undefined) faults.push(inName);
    seen.add(id);
    findings.push(...faults.map((fault) => contentFinding(path, fault)));
    if (faults.length > 0 || text === undefined) continue;
    if (!isRegistered(code)) {
      // Without any register that was told once, and stops everything.
      if (records.organisations.length > 0)
        findings.push(aboutText(path, isSetAside(code) ? SET_ASIDE : danglingCode(code)));
      continue;
    }
    const { front, clauses } = memory.ofText('pledge', text, () => {
      const { front: typed, body } = splitText(text);
      return { front: frontMatterOf(typed!, frontMatter), clauses: readClauses(body) };
    });
    const fault =
      clauses.length === 0
        ? EMPTY
        : front.state !== undefined && kind !== '行业标准'
          ? NO_DRAFT
          : privateNumberIn(clauses.flatMap((clause) => [...clause.path, clause.text]));
    if (fault !== undefined) {
      findings.push(contentFinding(path, fault));
      continue;
    }
    const unknown = front.source.filter((source) => !sources.has(source));
    if (unknown.length > 0) findings.push(aboutText(path, danglingSource(unknown)));
    const coverage = soundOverrides(front.coverage, catalogue, clauses, (message) =>
      findings.push(aboutText(path, { code: 'bad-override', message, suggestion: OVERRIDE_CURE })),
    );
    pledges.push({
      id,
      code,
      kind,
      name,
      date,
      title: front.title,
      consultedOn: front.consulted,
      reviewedOn: front.reviewed,
      adoptedOn: front.adopted,
      adoptedBy: front.adoptedBy,
      vote: front.vote,
      signedOn: front.signed,
      effectiveOn: front.effective,
      replacedOn: front.replaced,
      isDraft: front.state === '在研',
      number: front.number,
      caseKind: front.case,
      attachments: front.attachments,
      source: front.source,
      coverage,
      clauses,
    });
  }
  return { pledges: pledges.toSorted((a, b) => byCodeUnits(a.id, b.id)), findings };
}

const TWICE: Fault = {
  line: 1,
  message: '同一份文本的这一天有两个文件',
  suggestion: '请删去一个；是两份不同的文本的，在日期后面加名称，如 2025-01-01-quality.mdx',
};
const EMPTY: Fault = { line: 1, message: '没有正文', suggestion: '请在开头的说明下面写上全文，一条一段' };
const NO_DRAFT: Fault = {
  line: 1,
  message: 'state: 在研 只用于行业标准',
  suggestion: '还没有通过的承诺、规约、准则和案例请先不放；已经通过的，删去 state 这一行',
};
const OVERRIDE_CURE = '请核对 coverage 里的编号、理由和引文；改好之前按识别词对照';

const SET_ASIDE = {
  code: 'dangling-code',
  message: '所属组织的登记行有错，已被搁置，这份文本不公布',
  suggestion: '请先改正「社会组织登记」里这家组织的那一行',
} as const;

function danglingCode(code: string) {
  return {
    code: 'dangling-code',
    message: `登记数据里没有代码 ${code}，这份文本不公布`,
    suggestion: '请核对文件夹的名称，或先把这家组织加进「社会组织登记」',
  } as const;
}

function danglingSource(ids: readonly string[]) {
  return {
    code: 'dangling-source',
    message: `「信息来源」里没有编号${quotedBriefly(ids)}`,
    suggestion: '请核对编号，或把这个来源加进 sources.csv',
  } as const;
}

/** The overrides that hold; what is wrong with the others is told. */
function soundOverrides(
  overrides: CoverageOverrides,
  catalogue: readonly CatalogueEntry[],
  clauses: PledgeText['clauses'],
  tell: (fault: string) => void,
): CoverageOverrides {
  return Object.fromEntries(
    Object.entries(overrides).filter(([key, override]) => {
      const faults = overrideFaults({ [key]: override }, catalogue, clauses);
      faults.forEach(tell);
      return faults.length === 0;
    }),
  );
}

interface PledgeFile {
  /** Below the content folder. */
  path: string;
  code: string;
  kind: TextKind;
  date: IsoDate;
  name: string;
}

/** Its address below `/pledges/`. */
function idOf({ code, kind, name, date }: Omit<PledgeFile, 'path'>): string {
  return `${code}/${TEXT_KINDS[kind]}${name === '' ? '' : `-${name}`}/${date}`;
}

const FILE = /^(\d{4}-\d{2}-\d{2})(?:-([a-z0-9][a-z0-9-]*))?\.mdx?$/;

function pledgeFiles(folder: string, findings: Finding[]): PledgeFile[] {
  const below = (path: string) => namesIn(join(folder, path)).filter((name) => !IGNORED_TEXTS.test(name));
  const refuse = (path: string) => {
    findings.push(aboutText(path, PASSED_OVER));
    return [];
  };
  return below('pledges').flatMap((code) => {
    if (!isCreditCodeShape(code) || !isFolder(join(folder, 'pledges', code))) return refuse(`pledges/${code}`);
    return below(`pledges/${code}`).flatMap((kind) => {
      if (!isTextKind(kind) || !isFolder(join(folder, 'pledges', code, kind))) return refuse(`pledges/${code}/${kind}`);
      return below(`pledges/${code}/${kind}`).flatMap((file): PledgeFile[] => {
        const path = `pledges/${code}/${kind}/${file}`;
        const [, date, name = ''] = FILE.exec(file) ?? [];
        return date === undefined || !isRealDate(date) ? refuse(path) : [{ path, code, kind, date, name }];
      });
    });
  });
}

function isTextKind(name: string): name is TextKind {
  return Object.hasOwn(TEXT_KINDS, name);
}

const PASSED_OVER = {
  code: 'unknown-file',
  message: '不是本站能用的承诺文本，已跳过，里面的内容不公布',
  suggestion: `承诺文本放在 pledges/18位代码/类别/版本日期.mdx，类别是${Object.keys(TEXT_KINDS).join('、')}，如 pledges/51990000MJ0000011X/自律规约/2025-06-01.mdx`,
} as const;
