/** The texts of tests/fixtures/pledges as published versions of associations in a fictional province. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClauses } from '../../src/pledges/clauses.ts';
import type { PublishedText, VersionFacts } from '../../src/pledges/verify-index.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/pledges');

/** The day on which copies are verified. */
export const DAY = '2026-11-20';

export interface PublishedFile extends PublishedText {
  /** As the clerk wrote it. */
  markdown: string;
}

const TEA = { code: '51990000MJ0000001A', association: '澜江省茶叶行业协会', formerNames: ['澜江省茶叶商会'] };
const BAMBOO = { code: '51990000MJ0000002B', association: '澜江省竹业协会', formerNames: [] };
const HOME = { code: '51990000MJ0000003C', association: '澜江省家政服务业协会', formerNames: [] };
const FUND = { code: '53990000MJ0000004D', association: '澜江省星火助学基金会', formerNames: [] };
const GRAIN = { code: '51990100MJ0000005E', association: '砚川市粮油商会', formerNames: [] };
const FRUIT = { code: '51990200MJ0000006F', association: '霁州市果品行业协会', formerNames: [] };

type Given = Pick<VersionFacts, 'code' | 'association' | 'formerNames'> &
  Partial<VersionFacts> &
  Pick<VersionFacts, 'kind' | 'title' | 'date'>;

function published(file: string, facts: Given, edit: (text: string) => string = (text) => text): PublishedFile {
  const markdown = edit(readFileSync(join(FOLDER, `${file}.md`), 'utf8'));
  const id = `${facts.association} ${facts.kind} ${facts.date}`;
  return { facts: { id, attachments: [], ...facts }, clauses: readClauses(markdown), markdown };
}

const ETHICS = { ...HOME, kind: '职业道德准则', title: '家政服务从业人员职业道德准则' };
const TEMPLATE = { kind: '自律规约', title: '行业自律规约', date: '2022-06-30' };

/** Every published version, by a short name. */
export const PUBLISHED = {
  oldRules: published('tea-rules-2023', {
    ...TEA,
    kind: '自律规约',
    title: '澜江省茶叶行业自律规约',
    date: '2023-03-18',
    effectiveOn: '2023-05-01',
    replacedOn: '2025-11-01',
  }),
  rules: published('tea-rules-2025', {
    ...TEA,
    kind: '自律规约',
    title: '澜江省茶叶行业自律规约',
    date: '2025-09-06',
    adoptedOn: '2025-09-06',
    adoptedBy: '第四届第一次会员代表大会',
    effectiveOn: '2025-11-01',
  }),
  pledge: published('tea-pledge-2024', {
    ...TEA,
    kind: '诚信承诺书',
    title: '诚信承诺书',
    date: '2024-03-05',
    attachments: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  }),
  bambooPledge: published('bamboo-pledge-2024', {
    ...BAMBOO,
    kind: '诚信承诺书',
    title: '诚信承诺书',
    date: '2024-04-12',
  }),
  ethics: published('home-service-ethics-2024', { ...ETHICS, date: '2024-08-01' }),
  nextEthics: published(
    'home-service-ethics-2024',
    { ...ETHICS, date: '2026-10-15', effectiveOn: '2027-01-01' },
    (text) => text.replace('45元', '50元').replace('不少于24学时', '不少于32学时'),
  ),
  standard: published('bamboo-standard-2025', {
    ...BAMBOO,
    kind: '行业标准',
    title: '竹编提篮',
    date: '2025-07-01',
    effectiveOn: '2025-09-01',
  }),
  caseReport: published('tea-case-2025', {
    ...TEA,
    kind: '典型案例',
    title: '查处冒用产地名称的会员单位',
    date: '2025-02-10',
  }),
  fundPledge: published('education-fund-pledge-2025', {
    ...FUND,
    kind: '诚信承诺书',
    title: '诚信承诺书',
    date: '2025-01-08',
  }),
  grainRules: published('template-rules', { ...GRAIN, ...TEMPLATE }),
  fruitRules: published('template-rules', { ...FRUIT, ...TEMPLATE, date: '2023-01-12' }),
} as const satisfies Record<string, PublishedFile>;

export type TextName = keyof typeof PUBLISHED;
export const TEXT_NAMES = Object.keys(PUBLISHED) as TextName[];
