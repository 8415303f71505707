import { addDays, type IsoDate } from '../domain/date.ts';
import { byCodeUnits } from '../domain/text.ts';
import type { IllegalKind } from '../datasets/illegal-organisations.ts';
import type { Name } from './names.ts';
import { CITIES, civilAffairsOf, COUNTIES, PROVINCE, type Place } from './places.ts';
import type { Random } from './random.ts';
import { yearNumber, type Setting } from './setting.ts';
import type { SourceTopic } from './sources.ts';
import type { Row } from './tables.ts';
import { illegalName, imitationOf } from './vocabulary/illegal-names.ts';

/** A registered organisation that an illegal one may imitate. */
export interface Original {
  readonly code: string;
  readonly name: Name;
  readonly place: Place;
}

const FEWEST = 12;
const MOST = 3000;
const NAMESAKES = 2;
const YEARS_BACK = 4;
const IMITATION_SHARE = 0.3;
const SECOND_LIST_SHARE = 0.1;
const ORDINALS = ['第一批', '第二批', '第三批'];

interface List {
  readonly kind: IllegalKind;
  readonly topic: SourceTopic;
  readonly weight: number;
  /** Days of the year its batches come out on. */
  readonly days: readonly string[];
  readonly disposals: readonly string[];
  /** Whether each entry names the local authority that acted. */
  readonly isLocal: boolean;
}

const LISTS: readonly List[] = [
  {
    kind: '涉嫌',
    topic: 'suspected',
    weight: 48,
    days: ['03-18', '07-09', '10-21'],
    disposals: ['核查中', '核查中', '已取缔', '已劝散', '已引导登记'],
    isLocal: false,
  },
  { kind: '取缔', topic: 'banned', weight: 22, days: ['04-25', '09-12'], disposals: ['已取缔'], isLocal: true },
  { kind: '劝散', topic: 'dissolved', weight: 17, days: ['06-20'], disposals: ['已劝散'], isLocal: true },
  {
    kind: '关停网站',
    topic: 'websites',
    weight: 13,
    days: ['05-15', '08-28'],
    disposals: ['网站已关停', '网站及新媒体账号已关停'],
    isLocal: false,
  },
];

interface Batch {
  readonly title: string;
  readonly publishedOn: IsoDate;
}

/** How many bodies are on the illegal lists of a province with so many registered ones. */
export function illegalCount(organisations: number): number {
  return Math.min(MOST, Math.max(FEWEST, Math.round(0.57 * organisations ** 0.6)));
}

/** A row of the four lists, and the registered organisation that the name was made from. */
export interface IllegalEntry {
  readonly row: Row<'illegal-organisations'>;
  readonly original: Original | undefined;
}

/** The rows of the four lists, oldest first. `originals` are registered and in good order; without them nobody is imitated. */
export function inventIllegal(
  random: Random,
  count: number,
  originals: readonly Original[],
  setting: Setting,
): IllegalEntry[] {
  const entries: IllegalEntry[] = [];
  const suspected: IllegalEntry[] = [];
  for (let i = 0; i < count; i++) {
    // One of each list first, so that none is ever empty.
    const list = LISTS[i] ?? random.weighted(LISTS.map((each) => [each, each.weight] as const));
    const batch = random.pick(batchesOf(list, setting.lastDay));
    const again =
      i >= LISTS.length && list.kind !== '涉嫌' && random.chance(SECOND_LIST_SHARE)
        ? earlierThan(batch, suspected)
        : undefined;
    const original = originals.length > 0 && random.chance(IMITATION_SHARE) ? random.pick(originals) : undefined;
    const isNamesake = i < Math.min(NAMESAKES, originals.length);
    const {
      name,
      resembles,
      original: imitated,
    } = again ?? (isNamesake ? namesakeOf(originals[i]!) : inventName(random, original, setting));
    const row = {
      name,
      kind: list.kind,
      batch: batch.title,
      publishedOn: batch.publishedOn,
      publishedBy: list.isLocal ? localAuthority(random, name) : PROVINCE.registrar,
      resembles,
      disposal: random.pick(list.disposals),
      source: setting.sources.of(list.topic, batch.publishedOn),
    };
    const entry = { row, original: imitated };
    entries.push(entry);
    if (list.kind === '涉嫌') suspected.push(entry);
  }
  return entries.toSorted((a, b) => byCodeUnits(a.row.publishedOn!, b.row.publishedOn!));
}

/** Civil affairs of the city or county in the name, or of some city when it names none. */
function localAuthority(random: Random, name: string): string {
  const named = [...COUNTIES, ...CITIES].find(({ prefix }) => name.startsWith(prefix));
  return civilAffairsOf(named ?? random.pick(CITIES));
}

function batchesOf({ days }: List, lastDay: IsoDate): Batch[] {
  const year = yearNumber(lastDay);
  return Array.from({ length: YEARS_BACK + 1 }, (_, back) => year - back)
    .flatMap((of) => days.map((day, i) => ({ title: `${of}年${ORDINALS[i]}`, publishedOn: `${of}-${day}` })))
    .filter(({ publishedOn }) => publishedOn <= lastDay);
}

/** A body that was suspected before the batch came out, taken off so that none is banned twice. */
function earlierThan(batch: Batch, suspected: IllegalEntry[]): InventedName | undefined {
  const index = suspected.findIndex(({ row }) => row.publishedOn! < addDays(batch.publishedOn, -60));
  const [entry] = index < 0 ? [] : suspected.splice(index, 1);
  return entry && { name: entry.row.name!, resembles: entry.row.resembles ?? '', original: entry.original };
}

interface InventedName extends Pick<IllegalEntry, 'original'> {
  name: string;
  resembles: string;
}

/** The very name of a registered body, and the announcement says so: unsaid, the check would ask the clerk about it. */
function namesakeOf(original: Original): InventedName {
  return { name: original.name.full, resembles: original.name.full, original };
}

function inventName(random: Random, original: Original | undefined, { names }: Setting): InventedName {
  for (let attempt = 0; ; attempt++) {
    // What imitates one and the same body runs out soon.
    const imitated = attempt < 4 ? original : undefined;
    const name = imitated ? imitationOf(random, imitated.name.full, imitated.place.prefix) : illegalName(random);
    if (names.take(name))
      return { name, resembles: imitated && random.chance(0.7) ? imitated.name.full : '', original: imitated };
  }
}
