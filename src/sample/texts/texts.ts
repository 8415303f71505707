/** The texts that associations of the fictional province have published: files of `content/pledges`. */
import { createHash } from 'node:crypto';
import { addDays, addMonths, daysBetween, inWords, yearOf, type IsoDate } from '../../domain/date.ts';
import type { TextKind } from '../../pledges/texts.ts';
import { workdayBy } from '../setting.ts';
import { assemblyOf, authorOf, each, filled, type Author, type Body, type DuesRow } from './author.ts';
import { mapTexts, toMarkdown, type Clause, type Document } from './document.ts';
import { writeEthics } from './ethics.ts';
import { feeChangesOf, type FeeChange } from './fees.ts';
import { inForceWords, makingOf, WAYS, type Making } from './making.ts';
import { OTHER_TEXTS } from './others.ts';
import { MOODS, writePledge } from './pledges.ts';
import * as pools from './pools.ts';
import { revise, REVISIONS } from './revision.ts';
import { writeRules } from './rules.ts';
import { compilationOf, OTHERS, STANDARDS } from './sources.ts';
import { reviseStandard, standardNumber, writeCase, writeStandard } from './standards.ts';
import { TRADES, type Standard, type Trade } from './trades.ts';

export interface TextFile {
  /** Below `content/pledges`. */
  path: string;
  text: string;
}

export interface TextOptions {
  seed: number;
  asOf: IsoDate;
  /** By credit code, in the order of their days. */
  dues?: ReadonlyMap<string, readonly DuesRow[]>;
}

const MOST_OF_A_TRADE = 3;
const MOST_ABNORMAL = 3;
const MOST_AUTHORS = 46;
/** What was made in the last days is not published yet. */
const UNPUBLISHED_DAYS = 20;
/** A body that was registered so lately has its first pledge and no more. */
const YOUNG_DAYS = 420;

/** The texts of the bodies given, in their order; the same for the same arguments. */
export function publishedTexts(bodies: readonly Body[], { seed, asOf, dues = new Map() }: TextOptions): TextFile[] {
  const lastDay = addDays(asOf, -UNPUBLISHED_DAYS);
  const authors = chooseAuthors(bodies, seed, lastDay, dues);
  return [...authors.flatMap((author) => textsOf(author, asOf, lastDay)), ...textsOfOthers(bodies, asOf, lastDay)];
}

const TRADE_OF = new Map(TRADES.flatMap((trade) => trade.fields.map((field) => [field, trade] as const)));

function chooseAuthors(
  bodies: readonly Body[],
  seed: number,
  lastDay: IsoDate,
  dues: ReadonlyMap<string, readonly DuesRow[]>,
): Author[] {
  const ranks = new Map<Trade, number>();
  const authors: Author[] = [];
  let abnormal = 0;
  for (const body of bodies) {
    const { kind, field } = body.name;
    const trade =
      kind.id === 'chamber' ? TRADE_OF.get('chamber') : kind.id === 'trade' ? TRADE_OF.get(field) : undefined;
    if (trade === undefined || body.profile.status !== '正常' || body.trouble.serious.length > 0) continue;
    const rank = ranks.get(trade) ?? 0;
    const isListed = body.trouble.abnormal.length > 0;
    if (rank >= MOST_OF_A_TRADE || body.registeredOn > lastDay || (isListed && abnormal >= MOST_ABNORMAL)) continue;
    if (authors.length >= MOST_AUTHORS) break;
    if (isListed) abnormal++;
    ranks.set(trade, rank + 1);
    authors.push(authorOf(body, trade, rank, authors.length, seed, dues.get(body.code)));
  }
  return authors;
}

function textsOf(author: Author, asOf: IsoDate, lastDay: IsoDate): TextFile[] {
  const isYoung = daysBetween(author.registeredOn, lastDay) < YOUNG_DAYS;
  return [
    ...pledges(author, asOf, lastDay, isYoung),
    ...(isYoung
      ? []
      : [
          ...rules(author, asOf, lastDay),
          ...ethics(author, asOf, lastDay),
          ...standards(author, lastDay),
          ...cases(author, asOf, lastDay),
        ]),
  ];
}

/** The first and the last year versions of a kind may be of, counted back from that of the sample. */
function versionDays({ random, registeredOn }: Author, lastDay: IsoDate, count: number, oldest: number): IsoDate[] {
  const last = Number(yearOf(lastDay));
  const first = Math.max(last - oldest, Number(yearOf(registeredOn)) + 1);
  const step = (last - first + 1) / count;
  const days: IsoDate[] = [];
  for (let i = 0; i < count; i++) {
    const year = first + Math.floor(i * step + random.next() * Math.max(0, step - 1));
    const month = random.pick(MONTHS);
    const day = workdayBy(`${year}-${month}-${String(random.int(5, 28)).padStart(2, '0')}`);
    const before = days.at(-1);
    if (day <= lastDay && (before === undefined || daysBetween(before, day) >= LEAST_DAYS_BETWEEN)) days.push(day);
  }
  return days;
}

/** Not in the weeks of the long holidays. */
const MONTHS = ['03', '04', '05', '06', '07', '08', '09', '11'] as const;
const LEAST_DAYS_BETWEEN = 200;

interface Version {
  making: Making;
  document: Document;
}

interface Series {
  author: Author;
  kind: TextKind;
  days: readonly IsoDate[];
  self: string;
  /** With a name apart where there are several of the kind. */
  title: string;
  first: Document;
  reserve: readonly string[];
  /** Shifts ways of making and revisions, so that a body's kinds differ. */
  shift: number;
  lastDay: IsoDate;
}

/** The versions of one text, each made of the one before. */
function versionsOf({ author, days, title, first, reserve, shift, self, lastDay }: Series): Version[] {
  const { random, index } = author;
  const versions: Version[] = [];
  const changes = feeChangesOf(author, lastDay);
  const comes: Clause[] = reserve.map((text) => ({ text: filled(author, text, days[0] ?? '') }));
  let document = mapTexts(first, (text) => filled(author, text, days[0] ?? ''));
  for (const [i, day] of days.entries()) {
    const way = WAYS[(index + shift + i * 5) % WAYS.length]!;
    const making = makingOf(author, random, day, way, index % 17 === 4 && i === days.length - 1);
    if (i > 0) document = revise(random, document, REVISIONS[(index + shift + i * 4) % REVISIONS.length]!, comes);
    document = withFees(document, changes, day, versions.at(-1)?.making.date);
    const { effective } = versions.at(-1)?.making ?? {};
    const earlier = effective === undefined ? '' : `${inWords(effective)}起施行的《${title}》同时废止。`;
    const printed = mapTexts(document, (text) =>
      text
        .replace('{施行}', inForceWords(self, making, earlier))
        .replace('{日}', inWords(making.adopted?.length === 10 ? making.adopted : day)),
    );
    versions.push({ making, document: printed });
  }
  return versions;
}

/** The fees of that day; `before` is the day of the version before, which has those of its day. */
function withFees(document: Document, changes: readonly FeeChange[], day: IsoDate, before: IsoDate = ''): Document {
  const due = changes.filter((change) => change.day <= day && change.day > before);
  return mapTexts(document, (text) => due.reduce((told, change) => told.replace(change.before, change.after), text));
}

function pledges(author: Author, asOf: IsoDate, lastDay: IsoDate, isYoung: boolean): TextFile[] {
  const { index, random, registeredOn, name } = author;
  // One that promised before it was a body at all, and one that did as it should.
  const young = workdayBy(addDays(registeredOn, author.rank % 2 === 1 ? -9 : 24));
  const count = [2, 3, 2, 1, 4, 2, 3, 2][index % 8]!;
  const days = isYoung ? [young] : versionDays(author, lastDay, count, 4);
  const mood = MOODS[[0, 1, 2, 0, 3, 5, 1, 4, 2, 7, 0, 3, 6, 1, 2, 5][index % 16]!]!;
  const title = name.full + ['诚信承诺书', '诚信自律承诺书', '诚信承诺书', '诚信服务承诺书'][index % 4]!;
  const first = writePledge(author, mood, index);
  const reserve = [
    ...pools.EXTRA_PLEDGES,
    ...pools.SUPERVISION,
    ...pools.PROMISES.slush.full,
    ...pools.PROMISES.commendation.full.slice(0, 1),
  ];
  const versions = versionsOf({
    author,
    kind: '诚信承诺书',
    days,
    self: '本承诺',
    title,
    first,
    reserve,
    shift: 0,
    lastDay,
  });
  return versions.map(({ making, document }, i) => {
    const isUnsigned = (index + i) % 9 === 5;
    const signed = isUnsigned
      ? undefined
      : making.adopted?.length === 7 || making.adopted === undefined
        ? making.date
        : making.adopted;
    const front = {
      ...madeFront(isYoung ? { date: making.date } : making),
      ...(signed === undefined ? {} : { signed }),
    };
    const isLast = i === versions.length - 1;
    const coverage = isLast && index % 16 > 4 ? overrideIn(toMarkdown(document)) : '';
    return textFile(author, {
      kind: '诚信承诺书',
      name: '',
      date: making.date,
      title: versionTitle(title, i, making.date),
      front,
      document,
      coverage,
      source: compilationOf(making.date, asOf),
      hasFile: random.chance(0.25),
    });
  });
}

const ODD_WORDS = [
  ['no-forced-membership', '会员进门靠请，不靠拉', '会员进门靠请、不靠拉，说的就是不强制入会，只是换了说法'],
  ['no-slush-fund', '一只钱箱，一本账', '所有收支一只钱箱、一本账，与不设“小金库”同义'],
  ['no-bad-appraisal', '排座次的事，本会不做', '排座次指评比排名，本会明确不做'],
] as const;

/** A person's reading where the words are odd. */
function overrideIn(text: string): string {
  const found = ODD_WORDS.find(([, words]) => text.includes(words));
  if (found === undefined) return '';
  const [key, quote, reason] = found;
  return `coverage:\n  ${key}: { state: 明示, reason: ${JSON.stringify(reason)}, quote: ${JSON.stringify(quote)} }\n`;
}

/** 2024年修订; the first has none. */
function versionTitle(title: string, i: number, day: IsoDate): string {
  return i === 0 ? title : `${title}（${yearOf(day)}年修订）`;
}

function tradeName({ name, place }: Author): string {
  return name.kind.id === 'chamber' ? name.full : `${place.prefix}${name.field}行业`;
}

function rules(author: Author, asOf: IsoDate, lastDay: IsoDate): TextFile[] {
  const { index, random, trade, name } = author;
  // Some have not got round to it.
  const count = [2, 1, 3, 2, 0, 2, 1, 3, 2, 2][index % 10]!;
  if (count === 0) return [];
  const title = index % 3 === 1 ? `${name.full}会员自律规约` : `${tradeName(author)}自律规约`;
  const series: Series = {
    author,
    kind: '自律规约',
    days: versionDays(author, lastDay, count, 5),
    self: '本规约',
    title,
    first: writeRules(author, index + 3, index % 15 === 2),
    reserve: [
      ...trade.rules.filter((rule) => !rule.includes('|')),
      ...each(random, pools.CONDUCT),
      ...each(random, pools.MEDIATION),
    ],
    shift: 3,
    lastDay,
  };
  return madeTexts(series, asOf);
}

function ethics(author: Author, asOf: IsoDate, lastDay: IsoDate): TextFile[] {
  const { index, random, name } = author;
  const count = [1, 2, 0, 1, 1, 2, 1, 0, 1][index % 9]!;
  if (count === 0) return [];
  const series: Series = {
    author,
    kind: '职业道德准则',
    days: versionDays(author, lastDay, count, 4),
    self: '本准则',
    title: name.kind.id === 'chamber' ? `${name.full}会员职业道德准则` : `${tradeName(author)}从业人员职业道德准则`,
    first: writeEthics(author, index * 3 + 1),
    reserve: each(random, pools.ETHIC_COMMON).map((line) => line.slice(line.indexOf('：') + 1)),
    shift: 7,
    lastDay,
  };
  return madeTexts(series, asOf);
}

const MONTHS_UNTIL_REPLACED = 14;

function madeTexts(series: Series, asOf: IsoDate): TextFile[] {
  const { author, kind, title, lastDay } = series;
  const versions = versionsOf(series);
  return versions.map(({ making, document }, i) => {
    // A few were given up without another in their place.
    const replaced = addMonths(making.date, MONTHS_UNTIL_REPLACED);
    const isGivenUp =
      author.index % 13 === 6 && kind === '职业道德准则' && i === versions.length - 1 && replaced <= lastDay;
    return textFile(author, {
      kind,
      name: '',
      date: making.date,
      title: versionTitle(title, i, making.date),
      front: { ...madeFront(making), ...(isGivenUp ? { replaced } : {}) },
      document,
      coverage: '',
      source: compilationOf(making.date, asOf),
      hasFile: author.random.chance(0.15),
    });
  });
}

/** One of each trade writes its standards: the first that is not of a county, else the first. */
function standards(author: Author, lastDay: IsoDate): TextFile[] {
  const { trade, index, rank } = author;
  if (rank > 0) return [];
  return trade.standards.flatMap((standard, i) =>
    standardTexts(author, standard, i + 1 + (index % 3), (index + i) % 5 === 3, lastDay),
  );
}

const STANDARD_EXTRAS = [
  '供需双方约定高于本文件的，从其约定。',
  '有关记录应当保存三年，可以追溯到经办岗位。',
  '使用单位发现本文件有不便执行之处，可以随时提出修改意见。',
];

function standardTexts(
  author: Author,
  standard: Standard,
  serial: number,
  isDraft: boolean,
  lastDay: IsoDate,
): TextFile[] {
  const { index, random } = author;
  const days = isDraft
    ? [workdayBy(addDays(lastDay, -random.int(20, 150)))]
    : versionDays(author, lastDay, index % 3 === 0 ? 2 : 1, 4);
  let document: Document | undefined;
  return days.map((day, i) => {
    const making = makingOf(author, random, day, WAYS[(index + i * 2) % WAYS.length]!, false);
    const number = isDraft ? undefined : standardNumber(author, serial, yearOf(day));
    const fresh = writeStandard(standard, number);
    document = document === undefined ? fresh : reviseStandard(random, fresh, random.pick(STANDARD_EXTRAS));
    const front = isDraft
      ? { ...(making.consulted === undefined ? {} : { consulted: making.consulted }), state: '在研' }
      : { ...madeFront(making), number: number! };
    return textFile(author, {
      kind: '行业标准',
      name: standard.slug,
      date: day,
      title: standard.title + (isDraft ? '（征求意见稿）' : ''),
      front,
      document,
      coverage: '',
      source: STANDARDS,
      hasFile: random.chance(0.4),
    });
  });
}

/** A trade has a few cases; each of its bodies has its own. */
function cases(author: Author, asOf: IsoDate, lastDay: IsoDate): TextFile[] {
  const { trade, rank, index, random, registeredOn } = author;
  const own = trade.cases.filter((_, i) => (trade.cases.length === 1 ? rank === 0 : i % 2 === rank));
  const mine =
    rank === 0 && index % 4 !== 3 ? trade.cases.filter((item) => own.includes(item) || index % 2 === 0) : own;
  return mine.flatMap((item, i) => {
    const day = workdayBy(addDays(lastDay, -random.int(15, 330) - i * 400 - (index % 3) * 120));
    if (day < addMonths(registeredOn, 30)) return [];
    const document = mapTexts(writeCase(item, index + i), (text) => filled(author, text, day));
    return [
      textFile(author, {
        kind: '典型案例',
        name: '',
        date: day,
        title: item.title,
        front: { case: item.kind },
        document,
        coverage: '',
        source: compilationOf(day, asOf),
        hasFile: false,
      }),
    ];
  });
}

function madeFront({ consulted, reviewed, adopted, adoptedBy, vote, effective }: Making): Record<string, string> {
  const all = { consulted, reviewed, adopted, adoptedBy, vote, effective };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

interface Written {
  kind: TextKind;
  name: string;
  date: IsoDate;
  title: string;
  front: Readonly<Record<string, string>>;
  document: Document;
  coverage: string;
  source: string;
  hasFile: boolean;
}

/** What association and assembly are called, as each of them speaks of itself. */
function inVoice(author: Author, text: string): string {
  const self = ['本会', '本会', '协会', '我会'][author.index % 4]!;
  const own = self === '协会' && author.name.full.endsWith('商会') ? '商会' : self;
  const body = author.name.full.endsWith('商会') ? text.replaceAll('协会', '商会') : text;
  const fitting = author.name.full.endsWith('商会')
    ? body.replaceAll('行业商会商会', '行业协会商会')
    : text.replaceAll(/(?<!协会)商会(?![^，。]{0,4}有限)/g, '协会');
  return fitting.replaceAll('本会', own).replaceAll(/会员大会/g, assemblyOf(author));
}

const FRONT_ORDER = [
  'consulted',
  'reviewed',
  'adopted',
  'adoptedBy',
  'vote',
  'signed',
  'effective',
  'replaced',
  'state',
  'number',
  'case',
];

function textFile(
  author: Author,
  { kind, name, date, title, front, document, coverage, source, hasFile }: Written,
): TextFile {
  const path = `${author.code}/${kind}/${date}${name === '' ? '' : `-${name}`}.mdx`;
  const file = hasFile
    ? `attachments:\n  - file: ${kind}（盖章）.pdf\n    sha256: ${createHash('sha256').update(path).digest('hex')}\n`
    : '';
  const body = inVoice(author, toMarkdown(document));
  return {
    path,
    text: `---\ntitle: ${title}\n${frontLines(front)}${file}source: [${source}]\n${coverage}---\n\n${body}`,
  };
}

function frontLines(front: Readonly<Record<string, string>>): string {
  return FRONT_ORDER.flatMap((key) => (front[key] === undefined ? [] : [`${key}: ${front[key]}\n`])).join('');
}

/** Of each kind of body that has such texts, the first in good order. */
function textsOfOthers(bodies: readonly Body[], asOf: IsoDate, lastDay: IsoDate): TextFile[] {
  return Object.entries(OTHER_TEXTS).flatMap(([id, texts]) => {
    const body = bodies.find(
      ({ name, profile, registeredOn }) =>
        name.kind.id === id && profile.status === '正常' && daysBetween(registeredOn, lastDay) > YOUNG_DAYS * 4,
    );
    if (body === undefined) return [];
    return texts.flatMap(({ kind, title, day: [yearsBefore, monthAndDay], front = {}, body: text }) => {
      const date = workdayBy(`${Number(yearOf(asOf)) - yearsBefore}-${monthAndDay}`);
      if (date > lastDay) return [];
      const words: Record<string, string> = {
        名: body.name.full,
        机关: body.place.registrar,
        域: body.place.level === 'province' ? '全省' : '全市',
        日: date,
        年: yearOf(date),
        前日: workdayBy(addDays(date, -70)),
        前月: addMonths(date, -1).slice(0, 7),
        月初: `${addMonths(date, 1).slice(0, 7)}-01`,
      };
      const put = (typed: string) => typed.replace(/\{([^{}]+)\}/g, (whole, key: string) => words[key] ?? whole);
      const lines = frontLines(Object.fromEntries(Object.entries(front).map(([key, value]) => [key, put(value)])));
      return [
        {
          path: `${body.code}/${kind}/${date}.mdx`,
          text: `---\ntitle: ${put(title)}\n${lines}source: [${OTHERS}]\n---\n\n${put(text)}\n`,
        },
      ];
    });
  });
}
