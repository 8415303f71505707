/** What stands around a text without being part of it: its title, who signs it, when it was adopted. */
import { parseDate } from '../domain/date.ts';
import type { Clause } from './clauses.ts';
import { comparable } from './plain-text.ts';
import type { VersionFacts } from './verify-index.ts';

const LONGEST = 80;
const DAY = /[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?/g;
const BODY = /会员代表大会|会员大会|常务理事会|理事会/;
const ADOPTED =
  /第[一二三四五六七八九十\d]+[届次]|会员代表大会|会员大会|常务理事会|理事会|会议|全体|审议|表决|通过|修订|修正|制定|发布|印发|公布|自?起?(?:施行|实施|生效|执行)/g;
const PAPER = /附件[一二三四五六七八九十\d]*|正文|全文|文本|副本|复印件|^[于经由]|[版稿]$/g;
const SIGNED =
  /承诺单位|承诺人|单位名称|名称|法定代表人|统一社会信用代码|负责人|理事长|会长|秘书长|盖章|公章|印章|加盖|签字|签名|签章|签署|日期|特此承诺|年月日/g;
const NAME_OF_A_PERSON = 4;

/**
 * Tells of a line of the text, or of a copy of it, whether it is the title, the signature or a note of the adoption. Days and
 * bodies that are on record otherwise make a line one that says something of its own.
 */
export function frameOf({
  clauses,
  facts,
}: {
  clauses: readonly Clause[];
  facts: VersionFacts;
}): (line: string) => boolean {
  const names = [facts.title, facts.association, ...facts.formerNames, facts.kind, facts.code]
    .map((name) => comparable(name).content)
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length);
  const days = new Set([
    facts.date,
    facts.effectiveOn,
    facts.adoptedOn,
    ...clauses.flatMap(({ text }) => daysIn(text)),
  ]);
  const own = clauses.filter(({ label }) => label === '').map(({ text }) => comparable(text).content);
  const notes = own.filter((line) => line.length <= LONGEST && BODY.test(line));
  return (line) => {
    if (line.length > LONGEST) return false;
    const { content } = comparable(line);
    const body = BODY.exec(content)?.[0];
    if (body !== undefined && facts.adoptedBy?.includes(body) === false) return false;
    if (body !== undefined && notes.length > 0 && !notes.includes(content)) return false;
    return daysIn(line).every((day) => days.has(day)) && saysNothing(content, names);
  };
}

function daysIn(text: string): (string | undefined)[] {
  return [...comparable(text).content.matchAll(DAY)].map(([day]) => parseDate(day).value);
}

/** Whether nothing is left of the line but perhaps the name of a person who signs. */
function saysNothing(content: string, names: readonly string[]): boolean {
  const withoutNames = names.reduce((text, name) => text.replaceAll(name, ''), content);
  const said = withoutNames.replace(DAY, '').replace(ADOPTED, '').replace(PAPER, '');
  const rest = said.replace(SIGNED, '');
  return rest === '' || (rest !== said && rest.length <= NAME_OF_A_PERSON && !/\d/.test(rest));
}
