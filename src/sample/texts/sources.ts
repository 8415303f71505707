/** Where the texts come from: the compilations of the province, one a year, and two more. */
import { addDays, yearOf, type IsoDate } from '../../domain/date.ts';
import { PROVINCE } from '../places.ts';
import type { Row } from '../tables.ts';

const YEARS = 6;

interface Compilation {
  title: string;
  publishedOn: IsoDate;
}

/** The compilations that are out on that day, the oldest first. */
function compilations(asOf: IsoDate): Compilation[] {
  const latest = addDays(asOf, -5);
  const thisYear = Number(yearOf(asOf));
  return Array.from({ length: YEARS }, (_, i) => thisYear - YEARS + 1 + i).map((year) => ({
    title: `${PROVINCE.name}行业协会商会诚信自律材料汇编（${year}年报送）`,
    publishedOn: `${year}-12-20` < latest ? `${year}-12-20` : latest,
  }));
}

/** The rows P001 … of the dataset `sources`. */
export function textSources(asOf: IsoDate): Row<'sources'>[] {
  const latest = addDays(asOf, -5);
  const all = [
    ...compilations(asOf),
    { title: `${PROVINCE.name}其他社会组织诚信自律材料汇编`, publishedOn: latest },
    { title: `${PROVINCE.name}团体标准公开目录`, publishedOn: latest },
  ];
  return all.map(({ title, publishedOn }, i) => ({
    id: idOf(i),
    title,
    publisher: PROVINCE.registrar,
    publishedOn,
    url: `https://mzt.lanjiang.example/zilv/${yearOf(publishedOn)}/${i + 1}.html`,
    nature: '示例',
  }));
}

function idOf(index: number): string {
  return `P${String(index + 1).padStart(3, '0')}`;
}

export const OTHERS = idOf(YEARS);
export const STANDARDS = idOf(YEARS + 1);

/** The compilation that has a text of that day: the first that came out after it. */
export function compilationOf(day: IsoDate, asOf: IsoDate): string {
  const index = compilations(asOf).findIndex(({ publishedOn }) => day <= publishedOn);
  return idOf(index < 0 ? YEARS - 1 : index);
}
