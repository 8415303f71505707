/** How a version came about: consulted, reviewed, adopted, in force; not always all of it, nor in that order. */
import { addDays, inWords, yearOf, type IsoDate } from '../../domain/date.ts';
import type { Random } from '../random.ts';
import { workdayBy } from '../setting.ts';
import { assemblyOf, type Author } from './author.ts';
import { hanNumber } from './document.ts';

export const WAYS = [
  'full', 'full', 'unvoted', 'full', 'board', 'unreviewed', 'full', 'bare', 'months', 'disordered', 'full', 'unconsulted', 'bodiless', 'full',
] as const; // prettier-ignore
export type Way = (typeof WAYS)[number];

export interface Making {
  /** Day of the version. */
  date: IsoDate;
  consulted?: IsoDate;
  reviewed?: IsoDate;
  adopted?: IsoDate;
  adoptedBy?: string;
  vote?: string;
  effective?: IsoDate;
}

const YEARS_OF_TERM = 5;

/** Made on or about that day. `isLate`: in force only a good while afterwards. */
export function makingOf(author: Author, random: Random, day: IsoDate, way: Way, isLate: boolean): Making {
  const consulted = workdayBy(addDays(day, -random.int(70, 120)));
  const reviewed = workdayBy(addDays(day, -random.int(25, 55)));
  const effective = isLate ? `${Number(yearOf(day)) + 1}-01-01` : firstOfMonth(addDays(day, random.int(8, 40)));
  const adoptedBy = meeting(author, day, way === 'board' ? '理事会' : assemblyOf(author));
  const vote = voteOf(author, random);
  switch (way) {
    case 'full':
      return { date: day, consulted, reviewed, adopted: day, adoptedBy, vote, effective };
    case 'unvoted':
      return { date: day, consulted, reviewed, adopted: day, adoptedBy, effective };
    case 'board':
      return { date: day, consulted, adopted: day, adoptedBy, vote: '一致通过', effective };
    case 'unreviewed':
      return { date: day, consulted, adopted: day, adoptedBy, vote, effective };
    case 'unconsulted':
      return { date: day, reviewed, adopted: day, adoptedBy, effective };
    case 'bare':
      return { date: day };
    case 'months':
      return {
        date: day,
        consulted: consulted.slice(0, 7),
        reviewed: reviewed.slice(0, 7),
        adopted: day.slice(0, 7),
        adoptedBy,
        effective,
      };
    case 'disordered':
      return random.chance(0.5)
        ? {
            date: day,
            consulted,
            reviewed: workdayBy(addDays(day, 24)),
            adopted: day,
            adoptedBy,
            effective: firstOfMonth(addDays(day, 45)),
          }
        : { date: day, consulted, reviewed, adopted: day, adoptedBy, vote, effective: firstOfMonth(addDays(day, -40)) };
    case 'bodiless':
      return { date: day, consulted, reviewed, adopted: day, effective };
  }
}

function firstOfMonth(day: IsoDate): IsoDate {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

/** 第三届会员代表大会第二次会议: terms of five years since registration, one assembly a year, two boards. */
function meeting({ registeredOn }: Author, day: IsoDate, body: string): string {
  const years = Number(yearOf(day)) - Number(yearOf(registeredOn));
  const term = Math.floor(years / YEARS_OF_TERM) + 1;
  const within = (years % YEARS_OF_TERM) + 1;
  const number = body === '理事会' ? within * 2 - (day.slice(5) < '07' ? 1 : 0) : within;
  return `第${hanNumber(term)}届${body}第${hanNumber(number)}次会议`;
}

function voteOf({ place }: Author, random: Random): string {
  const present = { province: random.int(92, 168), city: random.int(48, 96), county: random.int(19, 41) }[place.level];
  const against = random.int(0, Math.ceil(present / 30));
  const abstained = random.int(0, 3);
  const votes = [
    `赞成${present - against - abstained}票`,
    ...(against > 0 ? [`反对${against}票`] : []),
    ...(abstained > 0 ? [`弃权${abstained}票`] : []),
  ];
  return `到会${present}${place.level === 'county' ? '人' : '名代表'}，${random.chance(0.7) ? '无记名投票' : '举手表决'}，${votes.join('，')}`;
}

/** The last clause of rules: 本规约经…审议通过，自…起施行。 */
export function inForceWords(self: string, { adopted, adoptedBy, effective }: Making, earlier: string): string {
  const by = adopted === undefined ? '' : `经${inWords(adopted)}${adoptedBy ?? '会议'}审议通过，`;
  const from = effective === undefined ? '自发布之日起施行' : `自${inWords(effective)}起施行`;
  return `${self}${by}${from}。${earlier}`;
}
