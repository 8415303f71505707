/** What stands around a text without being part of it: its title, who signs it, when it was adopted. */
import type { VersionFacts } from './verify-index.ts';
import { parseDate } from '../domain/date.ts';
import { comparable } from './plain-text.ts';

const LONGEST = 80;
const DAY = /[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?/g;
const OF_THE_PAPER =
  /第[一二三四五六七八九十\d]+[届次]|会员代表大会|会员大会|常务理事会|理事会|会议|全体|审议|表决|通过|修订|修正|制定|发布|印发|公布|附件[一二三四五六七八九十\d]*|正文|全文|文本|副本|复印件/g;
const SIGNING =
  /承诺单位|承诺人|单位名称|名称|法定代表人|统一社会信用代码|负责人|理事长|会长|秘书长|盖章|公章|印章|加盖|签字|签名|签章|签署|日期|特此承诺|年月日/g;
const NAME_OF_A_PERSON = 4;

/** Whether a line of a text or of a copy of it is its title, its signature or a note of its adoption. */
export function isFrame(line: string, facts: VersionFacts): boolean {
  if (line.length > LONGEST) return false;
  const { content } = comparable(line);
  const days = [...content.matchAll(DAY)].map(([day]) => parseDate(day).value);
  // The day from which a text applies is part of what it says, so it must be the right one.
  if (/施行|实施|生效|执行/.test(content) && !days.every((day) => day === facts.effectiveOn || day === facts.date))
    return false;
  const known = [facts.title, facts.association, ...facts.formerNames, facts.kind, facts.code].map(
    (text) => comparable(text).content,
  );
  const withoutNames = known.reduce((text, name) => (name === '' ? text : text.replaceAll(name, '')), content);
  const withoutDays = withoutNames
    .replace(DAY, '')
    .replace(OF_THE_PAPER, '')
    .replace(/自?起?(?:施行|实施|生效|执行)|^[于经由]|[版稿]$/g, '');
  const rest = withoutDays.replace(SIGNING, '');
  return rest === '' || (rest !== withoutDays && rest.length <= NAME_OF_A_PERSON && !/\d/.test(rest));
}
