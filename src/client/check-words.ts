/** What a check says: an answer of the look-up read for a person. Pure, so that page, print and tests say the same. */
import { isCreditCodeShape, spreadsheetDamage } from '../domain/credit-code.ts';
import { addYears, inWords, type IsoDate } from '../domain/date.ts';
import { ILLEGAL_KIND_TEXTS, illegalSentence, type IllegalKindName } from '../domain/sentences.ts';
import type { Answer, CodeAnswer, IllegalRecord, OrganisationRecord, Result, Role } from '../lookup/types.ts';
import { verdictOn, type Verdict } from '../register/verdict.ts';

export type Outcome = 'found' | 'illegal' | 'both' | 'similar' | 'code' | 'not-found' | 'too-short';

/** A registered organisation that bears the name or the code. */
export interface Registered {
  record: OrganisationRecord;
  verdict: Verdict;
  /** The name that answered and what it is to the organisation. */
  name: string;
  role: Role;
}

/** What is wrong with a code, or right about it. */
export interface CodeReading {
  /** As normalised. */
  code: string;
  /** Places that are, or may be, wrong; from 0. */
  wrong: readonly number[];
  /** The code that was probably meant. */
  suggestion?: string | undefined;
  /** Where the bodies with such codes are looked up. */
  elsewhere?: { title: string; url: string } | undefined;
}

export interface Reading {
  outcome: Outcome;
  heading: string;
  /** What stands under the heading, sentence by sentence. */
  lead: readonly string[];
  /** The outcome in one sentence, to be read aloud and printed. */
  status: string;
  registered: readonly Registered[];
  illegal: readonly IllegalRecord[];
  /** Names that could have been meant, with what the list is called. */
  near: readonly Result[];
  nearHeading: string;
  code?: CodeReading | undefined;
  /** Says how many there are when they are more than are shown. */
  crowd?: string | undefined;
  /** Whether it must be said what the register covers and where to look next. */
  isMiss: boolean;
}

/** The day to judge by: today, but not before the data's day and not later than the build looked ahead. */
export function judgingDay(today: IsoDate, asOf: IsoDate): IsoDate {
  const latest = addYears(asOf, 3);
  return today < asOf ? asOf : today > latest ? latest : today;
}

/**
 * @param day the day to judge by
 * @param organisations how many the register has, as it is written
 */
export function readAnswer(answer: Answer, day: IsoDate, organisations: string): Reading {
  const exact = answer.results.filter(({ why, record }) => (why.rule === 'exact' || why.rule === 'code') && record);
  const registered = exact.flatMap((result) => asRegistered(result, day, answer.asOf)).filter(isFirst);
  const illegal = exact.flatMap(({ record }) => (record?.kind === 'illegal' ? [record] : []));
  const own = new Set(registered.flatMap(({ record }) => [record.name, ...record.formerNames, ...record.shortNames]));
  // A short name stands in the whole name as well: the same organisation is not told twice.
  const near = answer.results.filter((result) => !exact.includes(result) && !own.has(result.name));
  const found = { registered, illegal, near, isMiss: false, crowd: crowdOf(answer, near) };
  if (registered.length > 0 && illegal.length > 0) return { ...found, ...sayBoth(answer, registered, illegal) };
  if (registered.length > 0) return { ...found, ...sayRegistered(answer, registered) };
  if (illegal.length > 0) return { ...found, ...sayIllegal(illegal) };
  if (answer.code !== undefined) return { ...found, ...sayCode(answer, answer.code) };
  if (near.length > 0) return { ...found, ...saySimilar(answer, found) };
  const query = answer.query.trim();
  if ((query.match(/[\p{L}\p{N}]/gu) ?? []).length < 2) return { ...found, ...TOO_SHORT };
  return {
    ...found,
    outcome: 'not-found',
    heading: `本站收录的${organisations}家组织中没有「${query}」`,
    lead: ['没有找到，不等于它不合法。'],
    status: `本站收录的${organisations}家组织中没有「${query}」。没有找到，不等于它不合法。`,
    nearHeading: '',
    isMiss: true,
  };
}

function asRegistered({ record, name, role }: Result, day: IsoDate, asOf: IsoDate): Registered[] {
  return record?.kind === 'organisation' ? [{ record, name, role, verdict: verdictOn(record.facts, day, asOf) }] : [];
}

/** An organisation whose short name is its name, or was once, answers more than once. */
function isFirst({ record }: Registered, i: number, all: readonly Registered[]): boolean {
  return all.findIndex((other) => other.record.code === record.code) === i;
}

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  name: '名称',
  former: '曾用名',
  short: '简称',
  illegal: '名称',
};

/** `「甲」是它的曾用名，现在的名称是「乙」。`; `undefined` for the present name. */
export function roleSentence({ name, role, record }: Registered): string | undefined {
  if (role !== 'former' && role !== 'short') return undefined;
  const full = role === 'former' ? '现在的名称' : '全称';
  return `「${name}」是它的${ROLE_WORDS[role]}，${full}是「${record.name}」。`;
}

type Words = Pick<Reading, 'outcome' | 'heading' | 'lead' | 'status' | 'nearHeading'> & Partial<Reading>;

/** One character is looked for only as a whole name: that nobody bears it says nothing of names that contain it. */
const TOO_SHORT: Words = {
  outcome: 'too-short',
  heading: '请再多输入几个字',
  lead: ['名称至少输入两个字，代码至少输入前六位。'],
  status: '请再多输入几个字：名称至少输入两个字，代码至少输入前六位。',
  nearHeading: '',
};

const NEAR_FOUND = '名称相近的还有';

/** An answer has so many results at most (lookup/types.ts): of so many namesakes there may be more. */
const MOST = 10;

function sayRegistered({ code, results }: Answer, registered: readonly Registered[]): Words {
  const [first] = registered;
  if (registered.length > 1) {
    const isCut = results.length >= MOST && registered.length === results.length;
    const count = `${isCut ? '至少' : ''}有${registered.length}家组织叫这个名称`;
    const past = registered.filter(({ role }) => role !== 'name').length;
    const roles = past === 0 ? '' : `（其中${past}家是曾用名或简称）`;
    // Among many namesakes the answer may have no room for an illegal one.
    const lists = new Set(
      registered.flatMap(({ record }) =>
        record.alikeIllegal.filter(({ name }) => name === record.name).map(({ list }) => listTitle(list)),
      ),
    );
    const lead = [
      '名称相同，不是同一家。请核对地区、登记管理机关和统一社会信用代码。',
      ...(lists.size === 0 ? [] : [`${[...lists].join('、')}上也有这个名称，没有写明代码，不能据此认为说的是哪一家。`]),
    ];
    return {
      outcome: 'found',
      heading: count + roles,
      lead,
      status: `${count}${roles}。${lead.join('')}`,
      nearHeading: NEAR_FOUND,
    };
  }
  const what = code === undefined ? ROLE_WORDS[first!.role] : '代码';
  return {
    outcome: 'found',
    heading: `${what}一致，找到1家`,
    lead: [],
    status: `${what}一致，找到1家。${roleSentence(first!) ?? ''}${first!.verdict.headline}`,
    nearHeading: NEAR_FOUND,
  };
}

function sayIllegal(illegal: readonly IllegalRecord[]): Words {
  const lists = [...new Set(illegal.map(({ list }) => list))];
  const heading = lists.length === 1 ? `这个名称在${listTitle(lists[0]!)}上` : `这个名称在${lists.length}种名单上`;
  const lead = '登记数据里，没有与它完全同名的组织。';
  return {
    outcome: 'illegal',
    heading,
    lead: [lead],
    status: `${illegal.map((record) => illegalSentence({ ...record, kind: record.list })).join('')}${lead}`,
    nearHeading: NEAR_FOUND,
  };
}

function sayBoth({ results }: Answer, registered: readonly Registered[], illegal: readonly IllegalRecord[]): Words {
  const isNow = registered.some(({ role }) => role === 'name');
  const [{ record }] = registered as [Registered];
  const lawful = record.facts.status === '正常' ? '依法登记的组织' : '登记过的组织';
  const isCut = results.length >= MOST && registered.length + illegal.length === results.length;
  const many = `${isCut ? '至少' : ''}${registered.length}家登记的组织`;
  const who = registered.length === 1 ? `一家${lawful}` : many;
  const lists = [...new Set(illegal.map(({ list }) => listTitle(list)))].join('、');
  const lead = [
    `${who}${isNow ? '叫这个名称' : '用过这个名称，或以它为简称'}；${lists}上也有这个名称。`,
    '名单没有写明代码，不能据此认为说的是这家组织。请核对统一社会信用代码，不要只看名称。',
  ];
  return {
    outcome: 'both',
    heading: '这个名称有两种记录，请分开看',
    lead,
    status: `这个名称有两种记录：${lead.join('')}`,
    nearHeading: NEAR_FOUND,
  };
}

/** `涉嫌非法社会组织名单` */
export function listTitle(list: IllegalKindName): string {
  return `${ILLEGAL_KIND_TEXTS[list].title}名单`;
}

const RULE_LEADS: Readonly<Partial<Record<Result['why']['rule'], string>>> = {
  contained: '名称里有这几个字的，列在下面',
  words: '名称里有这几个词的，列在下面',
  pinyin: '读音相符的，列在下面',
  initials: '拼音首字母相符的，列在下面',
  abbreviation: '可能以它为简称的，列在下面',
};

function saySimilar({ query }: Answer, { near, crowd }: Pick<Reading, 'near' | 'crowd'>): Words {
  const how = RULE_LEADS[near[0]!.why.rule] ?? `下面${near.length === 1 ? '这个' : `${near.length}个`}名称相近`;
  const lead = [
    `${how}，请核对是不是您要找的。`,
    ...(near.some(({ kind }) => kind === 'illegal')
      ? ['名单上的名称与您输入的不同，不能据此认为您要查的组织与它有关。']
      : []),
  ];
  return {
    outcome: 'similar',
    heading: '没有找到完全同名的组织',
    lead,
    status: `没有找到与「${query.trim()}」完全同名的组织。${crowd ?? `${how}，请核对是不是您要找的。`}`,
    nearHeading: '名称相近的',
  };
}

function crowdOf({ query, total, code, results }: Answer, near: readonly Result[]): string | undefined {
  if (total === undefined || total <= results.length) return undefined;
  const shown = `下面列出${near.length}个`;
  return code === undefined
    ? `名称里有「${query.trim()}」的共${total}个，${shown}。请加上地名再查，中间可以空一格。`
    : `以「${code.code}」开头的代码共${total}个，${shown}。请把代码写全再查。`;
}

function sayCode(answer: Answer, code: CodeAnswer): Words {
  const words = codeWords(answer, code);
  return {
    outcome: 'code',
    nearHeading: code.state === 'prefix' ? '代码以它开头的' : '代码相近的',
    ...words,
    status: `${words.heading}。${words.lead.join('')}`,
  };
}

type CodeWords = Pick<Words, 'heading' | 'lead' | 'code' | 'isMiss'>;

function codeWords({ query, results }: Answer, answer: CodeAnswer): CodeWords {
  const { code, suggestion } = answer;
  const isOurs = code.startsWith('5');
  const elsewhere = isOurs ? undefined : elsewhereOf(code);
  switch (answer.state) {
    case 'here':
    case 'not-here':
      return {
        heading: '代码写法正确，但不在本站收录的数据里',
        lead: ['校验位相符，只说明代码写得对，不说明有这家组织。没有找到，也不等于它不合法。'],
        code: { code, wrong: [] },
        isMiss: true,
      };
    case 'other-department':
      return {
        heading: '这不是社会组织的代码',
        lead: [issuerSentence(answer), '本站只收录民政部门登记的社会组织，它的情况要到发码的部门查询。'],
        code: { code, wrong: [], elsewhere },
      };
    case 'prefix':
      if (results.length > 0)
        return {
          heading: `有组织的代码以「${code}」开头`,
          lead: [`您输入了${code.length}位，统一社会信用代码有18位。`],
        };
      return {
        heading: `本站收录的代码里，没有以「${code}」开头的`,
        lead: [
          `您输入了${code.length}位，统一社会信用代码有18位，请写全再查。`,
          ...(isOurs ? [] : [issuerSentence(answer)]),
        ],
        isMiss: isOurs,
        code: { code, wrong: [], elsewhere },
      };
    case 'slip':
      return suggestion === undefined
        ? { ...unknownSlip(query, answer), code: { code, wrong: wrongPlaces(code), elsewhere } }
        : { ...knownSlip(code, suggestion, results.length > 0) };
  }
}

function knownSlip(code: string, suggestion: string, isHere: boolean): CodeWords {
  const wrong = [...suggestion].flatMap((character, i) => (character === code[i] ? [] : [i]));
  const [at, next] = wrong as [number, number?];
  const places = wrong.map((i) => i + 1).join('、');
  const isSwap = wrong.length === 2 && next === at + 1 && code[at] === suggestion[next];
  const what = isSwap
    ? `这两位可能写反了，应是「${suggestion.slice(at, next + 1)}」。`
    : wrong.map((i) => `您输入的是「${code[i]}」，应是「${suggestion[i]}」。`).join('');
  return {
    heading: `代码的第${places}位可能写错了`,
    lead: [
      what,
      isHere ? '改正后的代码属于下面这家组织，请与登记证书核对。' : '改正后的代码是不是您要找的，请再查一次。',
    ],
    code: { code, wrong, suggestion },
  };
}

function unknownSlip(query: string, answer: CodeAnswer): CodeWords {
  const { code } = answer;
  const why = whatIsWrong(query, code);
  const other = code.startsWith('5') ? [] : [issuerSentence(answer)];
  return { heading: '这个代码写得不对', lead: [why, '请照登记证书逐位核对，再查一次。', ...other] };
}

function whatIsWrong(query: string, code: string): string {
  if (code.length !== 18) return `统一社会信用代码有18位，您输入了${code.length}位。`;
  if (spreadsheetDamage(query) === 'rounded') return '末尾的零可能是表格软件改的：它只保留15位数字。';
  const letters = wrongPlaces(code).map((i) => `第${i + 1}位是「${code[i]}」`);
  if (letters.length > 0) return `${letters.join('，')}：代码里不用字母I、O、S、V、Z，第3至8位只用数字。`;
  return '校验位不符：18位里至少有一位写错，看不出是哪一位。';
}

/** Places that no code can have: letters outside the alphabet, letters among the digits of the region. */
function wrongPlaces(code: string): number[] {
  if (isCreditCodeShape(code)) return [];
  return [...code].flatMap((character, i) =>
    (i >= 2 && i < 8 ? /\d/ : /[0-9A-HJ-NPQRTUWXY]/).test(character) ? [] : [i],
  );
}

/** Classes of bodies by the first two characters of their codes (GB 32100, table 1). */
const CLASSES: Readonly<Record<string, string>> = {
  '11': '机关',
  '12': '事业单位',
  '13': '群众团体',
  '31': '律师执业机构',
  '32': '公证处',
  '33': '基层法律服务所',
  '34': '司法鉴定机构',
  '35': '仲裁委员会',
  '71': '宗教活动场所',
  '72': '宗教院校',
  '81': '基层工会',
  '91': '企业',
  '92': '个体工商户',
  '93': '农民专业合作社',
  N1: '组级集体经济组织',
  N2: '村级集体经济组织',
  N3: '乡镇级集体经济组织',
};

function issuerSentence({ code, department }: CodeAnswer): string {
  const [first, two] = [code.charAt(0), code.slice(0, 2)];
  if (first === '5') return `社会组织的代码以51、52、53或59开头，这个代码以${two}开头。`;
  const kind = CLASSES[two];
  return kind === undefined
    ? `以${first}开头的代码由${department}发放。`
    : `以${two}开头的代码，由${department.replace(/（.*）$/, '')}发给${kind}。`;
}

function elsewhereOf(code: string): { title: string; url: string } {
  return code.startsWith('9')
    ? { title: '国家企业信用信息公示系统', url: 'https://www.gsxt.gov.cn' }
    : { title: '全国组织机构统一社会信用代码数据服务中心', url: 'https://www.cods.org.cn' };
}

/** `按2026年11月20日的数据判断。` and, where the calendar alone has changed a verdict since, by which day. */
export function dayNote(asOf: IsoDate, day: IsoDate, registered: readonly Registered[]): string {
  const hasChanged = registered.some(({ record, verdict }) => {
    const then = verdictOn(record.facts, asOf, asOf);
    return then.headline !== verdict.headline || then.fundraisingSentence !== verdict.fundraisingSentence;
  });
  return hasChanged
    ? `数据截至${inWords(asOf)}；其中有日期到${inWords(day)}已过，结论按这一天判断。`
    : `按${inWords(asOf)}的数据判断。`;
}
