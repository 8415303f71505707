/**
 * What a trade has to say, written by hand line by line: a word that tells what the line is, a blank, the line. Items of a
 * list are parted by ｜ or |, the first piece being what stands before them.
 */
import { CRAFT } from './trades-craft.ts';
import { FOOD } from './trades-food.ts';
import { SERVICE } from './trades-service.ts';
import { TRANSPORT } from './trades-transport.ts';

export interface Standard {
  title: string;
  /** In Latin letters, for the name of the file. */
  slug: string;
  /** By heading: 范围, 术语, 要求, 试验, 规则, 标志, 贮运. */
  parts: Map<string, string[]>;
}

export interface Case {
  kind: '奖励表彰' | '惩戒';
  title: string;
  /** 事, 办, 果, 思. */
  paragraphs: string[];
}

export interface Trade {
  /** The fields in the names of organisations. */
  fields: readonly string[];
  /** Of the trade in numbers of standards: ZB. */
  initials: string;
  /** What firms call themselves: 竹艺. */
  firm: string;
  members: string;
  workers: string;
  customers: string;
  services: string[];
  manners: string[];
  /** With their prices: 每样120元, 不收费. */
  fees: { name: string; price: string }[];
  training: { name: string; price: number };
  event: string;
  rules: string[];
  ethics: { name: string; text: string }[];
  standards: Standard[];
  cases: Case[];
}

const STANDARD_PARTS = new Set(['范围', '术语', '要求', '试验', '规则', '标志', '贮运']);

export const TRADES: readonly Trade[] = [CRAFT, FOOD, TRANSPORT, SERVICE].flatMap((texts) =>
  texts.trim().split(/^# /m).slice(1).map(readTrade),
);

function readTrade(block: string): Trade {
  const [fields, ...lines] = block.trim().split('\n');
  const typed = lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
  const all = (key: string) => typed.flatMap(([word, rest]) => (word === key ? [rest] : []));
  const one = (key: string) => all(key)[0]!;
  const [, initials, firm] = one('名').split(' ');
  const standards: Standard[] = [];
  const cases: Case[] = [];
  for (const [word, rest] of typed) {
    if (word === '标') {
      const [title, slug] = rest.split('|');
      standards.push({ title: title!, slug: slug!, parts: new Map() });
    } else if (STANDARD_PARTS.has(word)) {
      const { parts } = standards.at(-1)!;
      parts.set(word, [...(parts.get(word) ?? []), rest]);
    } else if (word === '奖' || word === '罚') {
      cases.push({ kind: word === '奖' ? '奖励表彰' : '惩戒', title: rest, paragraphs: [] });
    } else if ('事办果思'.includes(word)) cases.at(-1)!.paragraphs.push(rest);
  }
  const [trainingName, trainingPrice] = one('训').split('|');
  return {
    fields: fields!.split(' '),
    initials: initials!,
    firm: firm!,
    members: one('会员'),
    workers: one('从业'),
    customers: one('客户'),
    services: all('服务'),
    manners: all('方式'),
    fees: all('费').map((fee) => ({ name: fee.split('|')[0]!, price: fee.split('|')[1]! })),
    training: { name: trainingName!, price: Number(trainingPrice) },
    event: one('展'),
    rules: all('规'),
    ethics: all('德').map((line) => ({ name: line.split('：')[0]!, text: line.slice(line.indexOf('：') + 1) })),
    standards,
    cases,
  };
}
