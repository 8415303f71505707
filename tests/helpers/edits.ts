/**
 * Random edits of a data folder and its texts, each told in a line. The same seed and the same folders give the same edits,
 * so that a failure can be replayed. Runs without Vitest, too.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Papa from 'papaparse';
import { DATASET_IDS, datasetOf, type DatasetId } from '../../src/datasets/index.ts';
import type { Column } from '../../src/datasets/dataset.ts';
import { makeCreditCode } from '../../src/domain/credit-code.ts';
import type { IsoDate } from '../../src/domain/date.ts';
import { writeSample } from '../../src/sample/sample.ts';
import type { Random } from '../../src/sample/random.ts';
import type { Row, SiteFile } from './data-folder.ts';
import { toGb18030, toUtf16 } from './encodings.ts';
import { AS_OF, PROJECT } from './commands.ts';
import { seeded, shuffled } from './shuffle.ts';

/** Data and texts in memory, as they are to lie in their folders. */
export interface World {
  sheets: Record<DatasetId, Sheet>;
  /** By path below the content folder. */
  texts: Record<string, string>;
  site: SiteFile;
  asOf: IsoDate;
  /** Cells that were spoilt, with what they said before. */
  spoilt: { dataset: DatasetId; key: string; header: string; was: string }[];
}

interface Sheet {
  rows: Row[];
  /** What the rows are spread over in equal parts; without any the dataset has no file. */
  files: SheetFile[];
}

const ENCODINGS = ['utf-8', 'utf-8 with mark', 'gb18030', 'utf-16'] as const;
const EXTRAS = ['a title row', 'a repeated header', 'a totals row', 'an unnamed column', 'an unknown column'] as const;

interface SheetFile {
  path: string;
  encoding: (typeof ENCODINGS)[number];
  delimiter: ',' | '\t' | ';';
  /** Own headers of the dataset, in the order of the file. */
  headers: string[];
  /** Other headers that stand for them. */
  aliases: Record<string, string>;
  extras: (typeof EXTRAS)[number][];
}

/** What was done, and by which kind of edit. */
export interface Edit {
  kind: EditKind;
  told: string;
}

// --- Folders.

export function readWorld(data: string, content: string, asOf: IsoDate = AS_OF): World {
  const sheets = Object.fromEntries(
    DATASET_IDS.map((id): [DatasetId, Sheet] => {
      const file = join(data, `${id}.csv`);
      if (!existsSync(file)) return [id, { rows: [], files: [] }];
      const { data: rows } = Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true });
      return [id, { rows, files: [plainFile(id)] }];
    }),
  ) as Record<DatasetId, Sheet>;
  const texts = Object.fromEntries(
    textsBelow(content).map((path) => [path, readFileSync(join(content, path), 'utf8')] as const),
  );
  const site = JSON.parse(readFileSync(join(data, 'site.json'), 'utf8')) as SiteFile;
  return { sheets, texts, site, asOf, spoilt: [] };
}

function textsBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.mdx')).toSorted();
}

function plainFile(id: DatasetId, path = `${id}.csv`): SheetFile {
  return { path, encoding: 'utf-8', delimiter: ',', headers: headersOf(id), aliases: {}, extras: [] };
}

function headersOf(id: DatasetId): string[] {
  return Object.values(datasetOf(id).columns).map((column) => column.header);
}

export interface WorldFolders {
  data: string;
  content: string;
}

/** Writes what differs from what lies there, and takes away what is not of this world. */
export function writeWorld(world: World, { data, content }: WorldFolders): void {
  const files = new Map<string, Uint8Array>([['site.json', Buffer.from(JSON.stringify(world.site))]]);
  for (const id of DATASET_IDS) for (const [path, bytes] of filesOfSheet(id, world.sheets[id])) files.set(path, bytes);
  sync(data, files);
  sync(content, new Map(Object.entries(world.texts).map(([path, text]) => [path, Buffer.from(text)])));
}

function filesOfSheet(id: DatasetId, { rows, files }: Sheet): [string, Uint8Array][] {
  const share = Math.ceil(rows.length / Math.max(1, files.length));
  return files.map((file, i) => [file.path, bytesOf(id, file, rows.slice(i * share, (i + 1) * share))]);
}

function bytesOf(id: DatasetId, file: SheetFile, rows: readonly Row[]): Uint8Array {
  const { headers, aliases, extras, encoding, delimiter } = file;
  const has = (extra: SheetFile['extras'][number]) => extras.includes(extra);
  const more = (cell: string) => [
    ...(has('an unknown column') ? [cell] : []),
    ...(has('an unnamed column') ? [cell] : []),
  ];
  const header = headers.map((name) => aliases[name] ?? name);
  const body = rows.map((row, i) => [
    ...more(i % 3 === 0 ? `旁注${i}` : ''),
    ...headers.map((name) => row[name] ?? ''),
  ]);
  const head = [
    ...(has('an unknown column') ? ['内部备注'] : []),
    ...(has('an unnamed column') ? [''] : []),
    ...header,
  ];
  const half = Math.ceil(body.length / 2);
  const lines = [
    ...(has('a title row') ? [[`${datasetOf(id).title}（内部导出）`]] : []),
    head,
    ...body.slice(0, half),
    ...(has('a repeated header') ? [head] : []),
    ...body.slice(half),
    ...(has('a totals row') ? [['合计', ...head.slice(1).map(() => '')]] : []),
  ];
  const newline = encoding === 'utf-8' ? '\n' : '\r\n';
  const text = Papa.unparse(lines, { delimiter, newline }) + newline;
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with mark':
      return Buffer.from(`\uFEFF${text}`);
    case 'utf-16':
      return toUtf16(text);
    case 'gb18030':
      try {
        return toGb18030(text);
      } catch {
        return Buffer.from(text);
      }
  }
}

function sync(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  for (const path of there) if (!files.has(path)) rmSync(join(folder, path));
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  // A dataset in a folder of its own leaves that folder behind; an empty one is no data.
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory() && readdirSync(join(folder, entry.name)).length === 0)
      rmSync(join(folder, entry.name), { recursive: true });
}

/**
 * A sample with something in every dataset: bodies of one name, a body on an illegal list with a registered name, a code
 * whose check fails and is accepted. With the guides and notices that ship.
 *
 * @param folder where the sample is written first
 */
export function sampleWorld(folder: string, organisations: number, seed: number): World {
  const [data, content] = [join(folder, 'sample'), join(folder, 'texts')];
  writeSample({ organisations, seed, asOf: AS_OF, out: data, content });
  const world = readWorld(data, content);
  for (const path of textsBelow(join(PROJECT, 'content')))
    if (!/^(pledges|replies)\//.test(path)) world.texts[path] = readFileSync(join(PROJECT, 'content', path), 'utf8');
  rmSync(data, { recursive: true });
  rmSync(content, { recursive: true });
  const registered = world.sheets.organisations.rows;
  const [first, second, third] = registered.slice(-3) as [Row, Row, Row];
  const faulty = first[CODE]!.slice(0, 17) + (first[CODE]!.endsWith('0') ? '1' : '0');
  registered[registered.length - 2] = { ...second, [NAME]: first[NAME]! };
  registered.push({ ...first, [CODE]: faulty, [NAME]: '澜江市校验码不符协会' });
  world.sheets['accepted-codes'] = {
    rows: [{ [CODE]: faulty, 说明: '登记证书如此', 来源: '登记证书' }],
    files: [plainFile('accepted-codes')],
  };
  world.sheets['illegal-organisations'].rows.push({
    名称: third[NAME]!,
    名单类别: '取缔',
    批次: '同名一批',
    来源: 'S001',
  });
  const listing = world.sheets['abnormal-listings'].rows.find(({ 信用修复日期: repaired }) => !repaired)!;
  world.texts[`replies/${listing[CODE]}/first.mdx`] = replyTo(listing, '情况属实，已经补报。');
  return world;
}

const CODE = '统一社会信用代码';
const NAME = '社会组织名称';

function replyTo(listing: Row, said: string): string {
  return `---\ndataset: abnormal-listings\non: ${listing['列入日期']}\nreplied: 2026-11-02\noutcome: 登记机关正在核查\nsource: [S001]\n---\n\n${said}\n`;
}

// --- Values.

/** A value that the column takes, other than `was`; most of them are said by another row. */
export function otherValue(world: World, id: DatasetId, header: string, was: string, random: Random): string {
  const known = [...new Set(world.sheets[id].rows.map((row) => row[header] ?? ''))].filter((value) => value !== was);
  if (known.length > 0 && random.chance(0.6)) return random.pick(known);
  return inventedValue(world, columnOf(id, header), random);
}

function columnOf(id: DatasetId, header: string): Column {
  return Object.values(datasetOf(id).columns).find((column) => column.header === header)!;
}

/** A value nobody has said yet, where the column allows of any. */
export function inventedValue(world: World, { type: { words } }: Column, random: Random): string {
  const number = random.int(1000, 9999);
  const codes = world.sheets.organisations.rows.map((row) => row[CODE]!);
  if (words.startsWith('统一社会信用代码') || words === '代码')
    return random.chance(0.9) ? random.pick(codes) : makeCreditCode('51', '990100', `MJ${String(100_000 + number)}`);
  if (words.startsWith('企业'))
    return random.pick(world.sheets['member-credit'].rows.map((row) => row['会员统一社会信用代码']!));
  if (words.startsWith('名称')) return `澜江市新编${number}号协会`;
  if (words.startsWith('行政区划')) return random.pick(world.sheets.regions.rows.map((row) => row['行政区划代码']!));
  if (words.startsWith('来源编号')) return random.pick(world.sheets.sources.rows.map((row) => row['来源编号']!));
  if (words.startsWith('日期')) {
    if (words.endsWith('长期') && random.chance(0.2)) return '长期';
    return dayBefore(world.asOf, random.int(words.endsWith('长期') ? -700 : 0, 2500));
  }
  if (words.startsWith('年份')) return String(random.int(2019, 2026));
  if (words.startsWith('金额')) return random.chance(0.1) ? `约${number}` : String(number);
  if (words === '整数') return String(random.int(0, 300));
  if (words === '百分比') return `${random.int(0, 30)}%`;
  if (words === '网址') return `https://n${number}.example/`;
  if (words === '识别词') return `新的说法${number}／另一种说法`;
  if (words.startsWith('文字')) return words.endsWith('多个') ? `甲${number}；乙${number}` : `新写的文字${number}`;
  return random.pick(words.replace(/，.*$/, '').split('、'));
}

function dayBefore(day: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

// --- Edits.

/** Changes the world and tells what was done; `undefined` where there is nothing to be changed. */
type Change = (world: World, random: Random, reserve: World) => string | undefined;

/** A row of a dataset that has any, with its place. */
function anyRow(
  world: World,
  random: Random,
  ids: readonly DatasetId[] = DATASET_IDS,
): [DatasetId, number] | undefined {
  const filled = ids.filter((id) => world.sheets[id].rows.length > 0);
  if (filled.length === 0) return undefined;
  const id = random.pick(filled);
  return [id, random.int(0, world.sheets[id].rows.length - 1)];
}

/** What tells the row from others, for the eye. */
function keyOf(id: DatasetId, row: Row): string {
  const { key, columns } = datasetOf(id);
  return key.map((field) => row[columns[field]!.header] ?? '').join(' ');
}

/** Sets a cell and tells so. */
export function setCell(world: World, id: DatasetId, place: number, header: string, value: string): string {
  const row = world.sheets[id].rows[place]!;
  world.sheets[id].rows[place] = { ...row, [header]: value };
  return `${id}, ${keyOf(id, row)}: ${header} «${row[header] ?? ''}» → «${value}»`;
}

const setAnyCell =
  (id: DatasetId, header: string, valueOf: (world: World, random: Random, row: Row) => string): Change =>
  (world, random) => {
    const found = anyRow(world, random, [id]);
    if (found === undefined) return undefined;
    return setCell(world, id, found[1], header, valueOf(world, random, world.sheets[id].rows[found[1]]!));
  };

const anotherName = (world: World, random: Random) => random.pick(world.sheets.organisations.rows)[NAME]!;

function anyFile(world: World, random: Random): [DatasetId, SheetFile] | undefined {
  const ids = DATASET_IDS.filter((id) => world.sheets[id].files.length > 0);
  if (ids.length === 0) return undefined;
  const id = random.pick(ids);
  return [id, random.pick(world.sheets[id].files)];
}

function addRow(world: World, random: Random, reserve: World): string | undefined {
  const found = anyRow(reserve, random);
  if (found === undefined) return undefined;
  const [id, place] = found;
  const { organisation, source, columns } = datasetOf(id);
  const row = { ...reserve.sheets[id].rows[place]! } as Record<string, string>;
  if (organisation !== undefined && random.chance(0.85))
    row[columns[organisation]!.header] = random.pick(world.sheets.organisations.rows)[CODE]!;
  if (source !== undefined && random.chance(0.8))
    row[columns[source]!.header] = random.pick(world.sheets.sources.rows)['来源编号']!;
  const sheet = world.sheets[id];
  if (sheet.files.length === 0) sheet.files.push(plainFile(id));
  sheet.rows.splice(random.int(0, sheet.rows.length), 0, row);
  return `${id}: added ${keyOf(id, row)}`;
}

/** Nobody can tell which of the two is right: nothing may be published. */
function doubleRow(world: World, random: Random): string | undefined {
  const found = anyRow(world, random);
  if (found === undefined) return undefined;
  const [id, place] = found;
  const row = world.sheets[id].rows[place]!;
  world.sheets[id].rows.push(row);
  return `${id}: doubled ${keyOf(id, row)}`;
}

function removeRow(world: World, random: Random): string | undefined {
  const found = anyRow(
    world,
    random,
    DATASET_IDS.filter((id) => id !== 'organisations'),
  );
  if (found === undefined) return undefined;
  const [row] = world.sheets[found[0]].rows.splice(found[1], 1);
  return `${found[0]}: removed ${keyOf(found[0], row!)}`;
}

/** An organisation that others refer to, if there is one. */
function removeOrganisation(world: World, random: Random): string | undefined {
  const { rows } = world.sheets.organisations;
  if (rows.length < 3) return undefined;
  const owner = random.pick(DATASET_IDS.flatMap((id) => world.sheets[id].rows.map((row) => row[CODE] ?? '')));
  const place = Math.max(
    0,
    rows.findIndex((row) => row[CODE] === owner),
  );
  const [row] = rows.splice(place, 1);
  return `organisations: removed ${keyOf('organisations', row!)}`;
}

const SPOILT = ['认不出来', '2026-13-45', ''];

/** A cell on which the row's fate hangs says what cannot be read. */
function spoilRow(world: World, random: Random): string | undefined {
  const found = anyRow(world, random);
  if (found === undefined) return undefined;
  const [dataset, place] = found;
  const decisive = Object.values(datasetOf(dataset).columns).filter((column) => column.decisive);
  const { header } = random.pick(decisive);
  const row = world.sheets[dataset].rows[place]!;
  const told = setCell(world, dataset, place, header, random.pick(SPOILT));
  world.spoilt.push({
    dataset,
    key: keyOf(dataset, world.sheets[dataset].rows[place]!),
    header,
    was: row[header] ?? '',
  });
  return told;
}

function repairRow(world: World): string | undefined {
  const last = world.spoilt.pop();
  if (last === undefined) return undefined;
  const { dataset, key, header, was } = last;
  const place = world.sheets[dataset].rows.findIndex((row) => keyOf(dataset, row) === key);
  return place < 0 ? undefined : setCell(world, dataset, place, header, was);
}

function moveRows(world: World, random: Random): string | undefined {
  const found = anyFile(world, random);
  if (found === undefined) return undefined;
  const [id] = found;
  const sheet = world.sheets[id];
  const [like] = sheet.files as [SheetFile];
  const places = random.pick([
    [`${id}.csv`],
    [`${id}/1.csv`, `${id}/2.csv`],
    [`${datasetOf(id).title}.csv`],
    [`${datasetOf(id).title}/一月.csv`, `${datasetOf(id).title}/二月.csv`, `${datasetOf(id).title}/三月.csv`],
  ]);
  sheet.files = places.map((path) => ({ ...like, path }));
  return `${id}: in ${places.join(', ')}`;
}

function shuffleRows(world: World, random: Random): string | undefined {
  const found = anyFile(world, random);
  if (found === undefined) return undefined;
  const sheet = world.sheets[found[0]];
  sheet.rows = shuffled(sheet.rows, random);
  return `${found[0]}: rows shuffled`;
}

const changeFile =
  (change: (file: SheetFile, id: DatasetId, random: Random) => string | undefined): Change =>
  (world, random) => {
    const found = anyFile(world, random);
    const told = found && change(found[1], found[0], random);
    return told && `${found[0]}, ${found[1].path}: ${told}`;
  };

const shuffleColumns = changeFile((file, _, random) => {
  file.headers = shuffled(file.headers, random);
  return 'columns shuffled';
});

const renameHeader = changeFile((file, id, random) => {
  const withAliases = Object.values(datasetOf(id).columns).filter(({ aliases }) => aliases.length > 0);
  if (withAliases.length === 0) return undefined;
  const { header, aliases } = random.pick(withAliases);
  file.aliases = { ...file.aliases, [header]: random.pick([header, ...aliases]) };
  return `header ${header} as ${file.aliases[header]}`;
});

const changeEncoding = changeFile((file, _, random) => {
  file.encoding = random.pick(ENCODINGS);
  file.delimiter = file.encoding === 'utf-16' ? '\t' : random.pick([',', ',', ';']);
  return `${file.encoding} with «${file.delimiter}»`;
});

const changeExtras = changeFile((file, _, random) => {
  const extra = random.pick(EXTRAS);
  const had = file.extras.includes(extra);
  file.extras = had ? file.extras.filter((each) => each !== extra) : [...file.extras, extra];
  return `${had ? 'without' : 'with'} ${extra}`;
});

function changeCitedSource(world: World, random: Random): string | undefined {
  const cited = new Set(DATASET_IDS.flatMap((id) => world.sheets[id].rows.map((row) => row['来源'] ?? '')));
  const places = world.sheets.sources.rows.flatMap((row, i) => (cited.has(row['来源编号']!) ? [i] : []));
  if (places.length === 0) return undefined;
  const header = random.pick(['标题', '标题', '发布机关', '文号', '发布日期', '网址', '性质']);
  const place = random.pick(places);
  const was = world.sheets.sources.rows[place]![header] ?? '';
  return setCell(world, 'sources', place, header, otherValue(world, 'sources', header, was, random));
}

function addSource(world: World, random: Random): string {
  const id = `N${random.int(100, 999)}`;
  const title = `新的来源${id}`;
  world.sheets.sources.rows.push({ 来源编号: id, 标题: title, 发布机关: '澜江市民政局', 性质: '示例' });
  const [dataset, place] = anyRow(
    world,
    random,
    DATASET_IDS.filter((each) => datasetOf(each).source !== undefined),
  )!;
  return `sources: added ${id}; ${setCell(world, dataset, place, '来源', id)}`;
}

function changePromise(world: World, random: Random): string | undefined {
  const found = anyRow(world, random, ['promises']);
  if (found === undefined) return undefined;
  const header = random.pick(headersOf('promises').filter((each) => each !== '编号'));
  const was = world.sheets.promises.rows[found[1]]![header] ?? '';
  return setCell(world, 'promises', found[1], header, otherValue(world, 'promises', header, was, random));
}

function changeSite(world: World, random: Random): string {
  const site: SiteFile = random.pick([
    { title: `名录${random.int(1, 99)}` },
    { url: `https://n${random.int(1, 99)}.example` },
    { operator: `编辑部${random.int(1, 99)}` },
    { example: world.site.example === false },
  ]);
  world.site = { ...world.site, ...site };
  return `site.json: ${JSON.stringify(site)}`;
}

function anyText(world: World, random: Random, pattern: RegExp): string | undefined {
  const paths = Object.keys(world.texts)
    .filter((path) => pattern.test(path))
    .toSorted();
  return paths.length === 0 ? undefined : random.pick(paths);
}

const changeText =
  (pattern: RegExp, change: (text: string, random: Random) => string): Change =>
  (world, random) => {
    const path = anyText(world, random, pattern);
    if (path === undefined) return undefined;
    world.texts[path] = change(world.texts[path]!, random);
    return `${path}: edited`;
  };

const addText =
  (pattern: RegExp, pathOf: (path: string, world: World, random: Random) => string | undefined): Change =>
  (world, random) => {
    const like = anyText(world, random, pattern);
    const path = like && pathOf(like, world, random);
    if (path === undefined || path in world.texts) return undefined;
    world.texts[path] = world.texts[like!]!;
    return `${path}: added like ${like}`;
  };

const removeText =
  (pattern: RegExp): Change =>
  (world, random) => {
    const path = anyText(world, random, pattern);
    if (path === undefined) return undefined;
    delete world.texts[path];
    return `${path}: removed`;
  };

const addParagraph = (text: string, random: Random) =>
  `${text.trimEnd()}\n\n本会承诺新增第${random.int(10, 99)}项服务不收费。\n`;
const retitle = (text: string, random: Random) => text.replace(/^title: .*$/m, `title: 改过的标题${random.int(1, 99)}`);
const reorder = (text: string, random: Random) =>
  text
    .replace(/^date: .*$/m, `date: 2026-10-${random.int(10, 30)}`)
    .replace(/^summary: .*$/m, `summary: 改过的要点${random.int(1, 99)}。`);
const either =
  (...changes: readonly ((text: string, random: Random) => string)[]) =>
  (text: string, random: Random) =>
    random.pick(changes)(text, random);

const newDay = (path: string, _: World, random: Random) =>
  path.replace(/\d{4}-\d{2}-\d{2}/, `20${random.int(19, 26)}-0${random.int(1, 9)}-1${random.int(0, 9)}`);
const newOwner = (path: string, world: World, random: Random) =>
  path.replace(
    /^(\w+)\/[^/]+/,
    (_, folder: string) => `${folder}/${random.pick(world.sheets.organisations.rows)[CODE]}`,
  );

function addReply(world: World, random: Random): string | undefined {
  const listing = random.pick(world.sheets['abnormal-listings'].rows);
  const path = `replies/${listing[CODE]}/answer-${random.int(1, 99)}.mdx`;
  world.texts[path] = replyTo(listing, `我会已经改正，第${random.int(1, 99)}次说明。`);
  return `${path}: added`;
}

function changeDay(world: World, random: Random): string {
  const day = dayBefore(world.asOf, random.pick([-1, -30, -400, 1, 30]));
  const told = `as of ${world.asOf} → ${day}`;
  world.asOf = day;
  return told;
}

/** A listing's days around the day of the register, on which all hangs. */
function changeListing(world: World, random: Random): string | undefined {
  const found = anyRow(world, random, ['abnormal-listings', 'serious-listings']);
  if (found === undefined) return undefined;
  const header = random.pick(['移出日期', '信用修复日期', '公示截止日期', '列入日期']);
  const value = random.chance(0.2) && header !== '列入日期' ? '' : dayBefore(world.asOf, random.int(-2, 800));
  return setCell(world, found[0], found[1], header, value);
}

/** Every kind of edit, and how often each is drawn. */
const CHANGES = {
  cell: [
    12,
    (world, random) => {
      const found = anyRow(world, random);
      if (found === undefined) return undefined;
      const [id, place] = found;
      const header = random.pick(headersOf(id));
      const was = world.sheets[id].rows[place]![header] ?? '';
      const value = was !== '' && random.chance(0.1) ? '' : otherValue(world, id, header, was, random);
      return setCell(world, id, place, header, value);
    },
  ],
  rename: [2, setAnyCell('organisations', NAME, (_, random) => `澜江市改了名的${random.int(100, 999)}号协会`)],
  namesake: [2, setAnyCell('organisations', NAME, anotherName)],
  'illegal namesake': [1, setAnyCell('illegal-organisations', '名称', anotherName)],
  status: [2, setAnyCell('organisations', '登记状态', (_, random) => random.pick(['正常', '注销', '撤销', '吊销']))],
  authority: [
    1,
    setAnyCell('organisations', '登记管理机关', (world, random, row) =>
      otherValue(world, 'organisations', '登记管理机关', row['登记管理机关']!, random),
    ),
  ],
  listing: [3, changeListing],
  'row added': [8, addRow],
  'row removed': [6, removeRow],
  'row doubled': [1, doubleRow],
  'organisation removed': [2, removeOrganisation],
  'row spoilt': [3, spoilRow],
  'row repaired': [3, repairRow],
  'rows moved': [2, moveRows],
  'rows shuffled': [1, shuffleRows],
  'columns shuffled': [1, shuffleColumns],
  alias: [1, renameHeader],
  encoding: [1, changeEncoding],
  extras: [2, changeExtras],
  source: [2, changeCitedSource],
  'source added': [1, addSource],
  region: [1, setAnyCell('regions', '名称', (_, random) => `改名市${random.int(1, 99)}`)],
  promise: [2, changePromise],
  site: [1, changeSite],
  'pledge edited': [2, changeText(/^pledges\//, either(addParagraph, retitle))],
  'pledge added': [2, addText(/^pledges\//, (...args) => args[2].pick([newDay, newOwner])(...args))],
  'pledge removed': [1, removeText(/^pledges\//)],
  'reply edited': [1, changeText(/^replies\//, addParagraph)],
  'reply added': [1, addReply],
  'reply removed': [1, removeText(/^replies\//)],
  'summary edited': [2, changeText(/^(guides|notices)\/|^about/, reorder)],
  'guide edited': [1, changeText(/^guides\/|^about/, either(addParagraph, retitle))],
  'guide added': [1, addText(/^guides\//, (_, __, random) => `guides/added-${random.int(1, 99)}.mdx`)],
  'guide removed': [1, removeText(/^guides\/|^about/)],
  'notice edited': [1, changeText(/^notices\//, either(addParagraph, retitle))],
  'notice removed': [1, removeText(/^notices\//)],
  day: [2, changeDay],
  nothing: [1, () => 'nothing'],
} as const satisfies Record<string, readonly [weight: number, change: Change]>;

export type EditKind = keyof typeof CHANGES;
export const EDIT_KINDS = Object.keys(CHANGES) as EditKind[];

/** Kinds after which templates are compiled anew, which takes seconds. */
export const COMPILED: ReadonlySet<EditKind> = new Set([
  'guide edited',
  'guide added',
  'guide removed',
  'notice edited',
  'notice removed',
]);

/** Makes one edit of the world. */
export function makeEdit(world: World, reserve: World, random: Random, kinds: readonly EditKind[] = EDIT_KINDS): Edit {
  for (;;) {
    const kind = random.weighted(kinds.map((each) => [each, CHANGES[each][0]] as const));
    const told = (CHANGES[kind][1] as Change)(world, random, reserve);
    if (told !== undefined) return { kind, told };
  }
}

/** One to four edits; step by step other ones, the same for the same seed and the same world. */
export function makeEdits(
  world: World,
  reserve: World,
  seed: number,
  step: number,
  kinds: readonly EditKind[] = EDIT_KINDS,
): Edit[] {
  const random = seeded(seed * 10_007 + step);
  const count = random.weighted([
    [1, 7],
    [2, 2],
    [4, 1],
  ]);
  return Array.from({ length: count }, () => makeEdit(world, reserve, random, kinds));
}
