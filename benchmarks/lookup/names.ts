/**
 * The names that the look-up is measured on: real ones from a folder, then generated ones up to the size asked for. A
 * larger set begins with the smaller. The set is the same whatever the seed of the queries.
 */
import { provinceCode, regionName } from '../../src/domain/region.ts';
import { codeOf } from '../../src/sample/codes.ts';
import { formerName, NameBook, newName, shortName } from '../../src/sample/names.ts';
import type { Level, Place } from '../../src/sample/places.ts';
import { drawKind, drawProfile, KINDS, type OrganisationType } from '../../src/sample/profile.ts';
import { Random } from '../../src/sample/random.ts';
import { illegalName, imitationOf } from '../../src/sample/vocabulary/illegal-names.ts';
import { realPlaces, type RealPlaces } from './places.ts';
import { readRealNames, type RealNames } from './real-names.ts';

/** Targets of all queries are among the first so many. */
export const TARGETS = 10_000;
/** A share of bodies is called by the bare name of its city or province: 武汉摄影家协会. */
const BARE_SHARE = 0.15;
/** Of those of a city or county another share begins with the province: 湖北省武汉市摄影家协会. */
const FULL_SHARE = 0.4;
const FORMER_SHARE = 0.06;
const SHORT_SHARE = 0.02;
const ILLEGAL = 210;
const NAMESAKES = 2;
const DATA_SEED = 20_261_121;

export interface Organisation {
  readonly name: string;
  readonly code: string;
  readonly type: OrganisationType;
  readonly region: string;
  readonly authority: string;
  readonly formerNames: readonly string[];
  readonly shortNames: readonly string[];
  readonly isReal: boolean;
}

export interface Illegal {
  readonly name: string;
  /** The registered body it imitates or shares its name with. */
  readonly resembles: Organisation | undefined;
  readonly isNamesake: boolean;
}

export interface NameSet {
  readonly organisations: readonly Organisation[];
  readonly illegal: readonly Illegal[];
  readonly real: RealNames;
  /** Names like those of the set that nobody in it bears, for as long as they are asked for. */
  invent(): string;
}

export function makeNameSet(size: number, folder: string | undefined): NameSet {
  const real = readRealNames(folder);
  const book = new NameBook();
  const places = realPlaces();
  const organisations: Organisation[] = [];
  for (const name of real.names) {
    if (organisations.length === size) break;
    if (book.take(name)) organisations.push(ofRealName(name, organisations.length, places, real));
  }
  // Illegal names come before the generated ones, so that no larger set has one of them registered.
  const models = organisations.slice(0, TARGETS);
  while (models.length < Math.min(1000, size)) models.push(generate(models.length, book, places));
  const illegal = inventIllegal(models, book, places);
  organisations.push(...models.slice(organisations.length));
  while (organisations.length < size) organisations.push(generate(organisations.length, book, places));
  let invented = 0;
  return {
    organisations,
    illegal,
    real,
    invent: () => draw(new Random(DATA_SEED, 4, invented++), book, places).name.full,
  };
}

function ofRealName(name: string, index: number, places: RealPlaces, real: RealNames): Organisation {
  const random = new Random(DATA_SEED, 1, index);
  const level = random.pick<Level>(['province', 'city', 'county']);
  const place = random.pick(places[level]);
  const type = /基金[会會]/.test(name) ? '基金会' : /[园院校所]$|中心$/.test(name) ? '民办非企业单位' : '社会团体';
  const shortNames = real.listedShortNames.get(name) ?? [];
  return { ...registration(type, place, index), name, formerNames: [], shortNames, isReal: true };
}

function generate(index: number, book: NameBook, places: RealPlaces): Organisation {
  const random = new Random(DATA_SEED, 2, index);
  const { name, type, place } = draw(random, book, places);
  const formerNames = random.chance(FORMER_SHARE) ? [formerName(random, book, place, name)] : [];
  const short = random.chance(SHORT_SHARE) ? shortName(place, name) : '';
  const shortNames = short === '' || short === name.full ? [] : [short];
  return { ...registration(type, place, index), name: name.full, formerNames, shortNames, isReal: false };
}

function draw(random: Random, book: NameBook, places: RealPlaces) {
  const { type, kind, level } = drawProfile(random);
  const drawn = random.pick(places[level]);
  const place = { ...drawn, prefix: prefixOf(random, drawn) };
  return { type, place, name: newName(random, book, place, kind, () => drawKind(random, KINDS[type])) };
}

/** How the name begins: 武汉市, 武汉, 湖北省武汉市. */
function prefixOf(random: Random, { level, code, prefix, stem }: Place): string {
  if (level !== 'county' && random.chance(BARE_SHARE)) return stem;
  if (level === 'province' || !random.chance(FULL_SHARE)) return prefix;
  const province = regionName(provinceCode(code)) ?? '';
  return prefix.startsWith(province) ? prefix : province + prefix;
}

function registration(type: OrganisationType, place: Place, index: number) {
  return { type, code: codeOf(type, place.code, index, 0), region: place.code, authority: place.registrar };
}

function inventIllegal(models: readonly Organisation[], book: NameBook, places: RealPlaces): Illegal[] {
  const random = new Random(DATA_SEED, 3, 0);
  const count = Math.min(ILLEGAL, models.length);
  const illegal: Illegal[] = [];
  while (illegal.length < count) {
    const isNamesake = illegal.length < NAMESAKES;
    const isImitation = isNamesake || illegal.length % 3 > 0;
    const resembles = isImitation ? random.pick(models) : undefined;
    const name = isNamesake
      ? resembles!.name
      : resembles === undefined
        ? illegalName(random)
        : imitate(random, resembles.name, random.pick(places.city).stem);
    if (name !== undefined && (isNamesake || book.take(name))) illegal.push({ name, resembles, isNamesake });
  }
  return illegal;
}

/** A name that a hasty reader takes for the registered one; `undefined` where it lends itself to none. */
function imitate(random: Random, name: string, city: string): string | undefined {
  if (random.chance(0.2)) return city + name;
  return name.endsWith('会') ? imitationOf(random, name, '') : undefined;
}
