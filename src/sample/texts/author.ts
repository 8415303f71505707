/** Who writes: an association with its trade, its words and its luck. */
import type { IsoDate } from '../../domain/date.ts';
import { yearOf } from '../../domain/date.ts';
import { CITIES, cityOf, type Place } from '../places.ts';
import { Random } from '../random.ts';
import type { Trade } from './trades.ts';

/** What is to be known of an organisation. */
export interface Body {
  readonly code: string;
  readonly name: { readonly full: string; readonly field: string; readonly kind: { readonly id: string } };
  readonly place: Place;
  readonly registeredOn: IsoDate;
  readonly profile: { readonly status: string };
  readonly trouble: { readonly abnormal: readonly unknown[]; readonly serious: readonly unknown[] };
}

/** A rate of dues, as the dataset of fees has it. */
export interface DuesRow {
  tier: string;
  amount: number;
  from: IsoDate;
}

export interface Author extends Body {
  readonly trade: Trade;
  /** Which of its trade it is, from 0. */
  readonly rank: number;
  /** Which of all, from 0. */
  readonly index: number;
  readonly random: Random;
  /** The rates that come first, and the later ones that differ. */
  readonly dues: readonly (readonly [rank: string, amount: number])[];
  readonly laterDues: readonly DuesRow[];
}

const STREAM = 41;

export function authorOf(
  body: Body,
  trade: Trade,
  rank: number,
  index: number,
  seed: number,
  rows: readonly DuesRow[] = [],
): Author {
  const random = new Random(seed, STREAM, index);
  const drawn = drawDues(random, body.place);
  const first = new Map(rows.toReversed().map(({ tier, amount }) => [tier, amount] as const));
  const dues = rows.length === 0 ? drawn : [...new Map(rows.map(({ tier }) => [tier, first.get(tier)!] as const))];
  const laterDues = rows.filter(({ tier, amount }) => first.get(tier) !== amount);
  return { ...body, trade, rank, index, random, dues, laterDues };
}

const DUES = {
  province: [
    ['会长单位', 30000],
    ['副会长单位', 10000],
    ['理事单位', 5000],
    ['会员单位', 2000],
  ],
  city: [
    ['副会长单位', 6000],
    ['理事单位', 3000],
    ['会员单位', 1000],
  ],
  county: [
    ['理事单位', 1200],
    ['会员单位', 300],
  ],
} as const;

function drawDues(random: Random, { level }: Place): (readonly [string, number])[] {
  const factor = random.pick([0.8, 1, 1, 1.2, 1.5]);
  if (level !== 'province' && random.chance(0.2)) return [['会员不分档次，每家', level === 'city' ? 600 : 200]];
  return DUES[level].map(([rank, amount]) => [rank, Math.round((amount * factor) / 100) * 100]);
}

/** 副会长单位每年6000元 … */
export function duesOf({ dues }: Author): string[] {
  return dues.map(([rank, amount]) => `${rank}每年${amount}元`);
}

/** 含水率检测每样120元 … */
export function feesOf({ trade }: Author): string[] {
  const { name, price } = trade.training;
  const training = price === 0 ? `${name}不收费` : `${name}每人${price}元`;
  return [...trade.fees.map((fee) => fee.name + fee.price), training];
}

const REALMS = { province: '全省', city: '全市', 县: '全县', 区: '全区', 市: '全市' } as const;

export function realmOf({ level, name }: Place): string {
  return level === 'county' ? REALMS[name.at(-1) as '县'] : REALMS[level];
}

/** Smaller bodies have all members in their assembly. */
export function assemblyOf({ place }: Body): string {
  return place.level === 'county' ? '会员大会' : '会员代表大会';
}

/** So many of a list, in its order, drawn anew. */
export function some<T>(random: Random, items: readonly T[], count: number): T[] {
  const places = items.map((_, i) => i);
  while (places.length > count) places.splice(random.int(0, places.length - 1), 1);
  return places.map((i) => items[i]!);
}

/** One wording of each. */
export function each(random: Random, wordings: readonly (readonly string[])[]): string[] {
  return wordings.map((alternatives) => random.pick(alternatives));
}

const BRANDS =
  '翠屿 岚丰 澄记 禾川 溪石 麓远 棠里 砚田 渚安 梧下 汀远 雁归 栖云 浔川 桐影 鹤沙 枫桥里 兰皋 芦笛 荻秋 帆归 螺岸 潮生 榆火 槐序 梨白 杨渡里 沙月 橘灯 绣陌 磬声 丹石 玉楠里 莲舟 蓼风 菱歌 苇间 凫影 藕花 芡实里'.split(
    ' ',
  );

/** A firm that is a member: 砚川市翠屿竹艺有限公司. The same for the same number. */
export function firmOf({ place, trade, index }: Author, number: number): string {
  const seat =
    place.level === 'province'
      ? CITIES[(index * 5 + number * 7 + 3) % CITIES.length]!
      : place.level === 'county' && place.name.endsWith('区')
        ? cityOf(place)
        : place;
  return `${seat.name}${BRANDS[(index * 11 + number * 17) % BRANDS.length]}${trade.firm}有限公司`;
}

/** The sentence with the words of the body put in; `day` is that of its text. */
export function filled(author: Author, text: string, day: IsoDate): string {
  const { name, place, trade, dues, registeredOn } = author;
  const words: Record<string, string> = {
    名: name.full,
    域: realmOf(place),
    会员: trade.members,
    客户: trade.customers,
    从业: trade.workers,
    训: trade.training.name,
    展: trade.event,
    大会: assemblyOf(author),
    会费: duesOf(author).join('，'),
    收费: feesOf(author).slice(0, 3).join('，'),
    单: String(dues[0]![1]),
    业: name.kind.id === 'chamber' ? '会员企业' : `${name.field}行业`,
    上年: String(Number(yearOf(day)) - 1),
    登记年: yearOf(registeredOn),
    企: firmOf(author, 0),
    企乙: firmOf(author, 1),
  };
  // One rate for all is not graded.
  const told =
    dues.length > 1
      ? text
      : text
          .replace('会费分档收取', '会费不分档次')
          .replace('：{会费}', '：每家每年{单}元')
          .replace('{会费}，', '每家每年{单}元，');
  return told
    .replace(/\{年-(\d)\}/g, (_, years: string) => String(Number(yearOf(day)) - Number(years)))
    .replace(/\{-(\d+)\}/g, (_, months: string) => monthBefore(day, Number(months)))
    .replace(/\{(\d+)月\}/g, (_, month: string) => lastMonth(day, Number(month)))
    .replace(/\{([^{}]+)\}/g, (whole, key: string) => words[key] ?? whole);
}

/** The last such month that is over for good: what came of it is told as well. */
function lastMonth(day: IsoDate, month: number): string {
  const year = Number(yearOf(day));
  return `${Number(day.slice(5, 7)) - month >= 3 ? year : year - 1}年${month}月`;
}

function monthBefore(day: IsoDate, months: number): string {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return `${Math.floor(at / 12)}年${(at % 12) + 1}月`;
}
