/** Later versions, made of earlier ones by edits as people make them. */
import type { Random } from '../random.ts';
import { copyOf, mapTexts, toMarkdown, type Clause, type Document, type Section } from './document.ts';

export type Edit = 'add' | 'remove' | 'move' | 'reword' | 'restyle' | 'punctuate';

/** What is done from one version to the next. Fees change besides, on the day on which the association changes them. */
export const REVISIONS: readonly (readonly Edit[])[] = [
  ['reword', 'add'],
  ['reword'],
  ['restyle', 'reword'],
  ['move', 'remove'],
  ['punctuate'],
  ['add', 'add', 'remove', 'reword'],
  ['move'],
  ['restyle'],
  ['remove', 'reword', 'punctuate'],
];

/** `reserve`: clauses that may come. */
export function revise(random: Random, before: Document, edits: readonly Edit[], reserve: readonly Clause[]): Document {
  let document = copyOf(before);
  for (const edit of edits) document = EDITS[edit](random, document, reserve);
  // Not every text has what the edit wants; a version that changes nothing is none.
  return toMarkdown(document) === toMarkdown(before) ? add(random, document, reserve) : document;
}

type Editor = (random: Random, document: Document, reserve: readonly Clause[]) => Document;

const EDITS: Readonly<Record<Edit, Editor>> = { add, remove, move, reword, restyle, punctuate };

/** The section with the most clauses. */
function longest({ sections }: Document): Section {
  return sections.reduce((most, section) => (section.clauses.length > most.clauses.length ? section : most));
}

function add(random: Random, document: Document, reserve: readonly Clause[]): Document {
  const known = new Set(document.sections.flatMap(({ clauses }) => clauses.map(({ text }) => text)));
  const fresh = reserve.filter(({ text }) => !known.has(text));
  const section = longest(document);
  const place = random.pick([...loose(section), section.clauses.length - 2]);
  if (fresh.length > 0) section.clauses.splice(Math.max(1, place), 0, { ...random.pick(fresh) });
  return document;
}

/** Places of the clauses that nothing depends on. */
function loose({ clauses }: Section): number[] {
  return clauses.flatMap(({ role }, i) => (role === undefined && i > 0 ? [i] : []));
}

function remove(random: Random, document: Document): Document {
  const section = longest(document);
  const places = loose(section);
  if (places.length > 2) section.clauses.splice(random.pick(places), 1);
  return document;
}

function move(random: Random, document: Document): Document {
  const { clauses } = longest(document);
  const places = loose({ clauses });
  if (places.length < 3) return document;
  const from = places[random.int(0, Math.floor(places.length / 2) - 1)]!;
  const [clause] = clauses.splice(from, 1);
  clauses.splice(Math.min(from + random.int(2, 3), places.at(-1)!), 0, clause!);
  return document;
}

const REWORDINGS = [
  ['15个工作日', '10个工作日'],
  ['十五个工作日', '十个工作日'],
  ['每年5月31日前', '每年4月30日前'],
  ['4月30日前', '3月31日前'],
  ['二十日内', '十五日内'],
  ['两个工作日', '一个工作日'],
  ['三个工作日', '两个工作日'],
  ['保存三年', '保存五年'],
  ['保存两年', '保存三年'],
  ['六个月', '十二个月'],
  ['书面答复', '书面答复并登记存档'],
  ['30日内', '20日内'],
  ['公开承诺', '郑重承诺'],
  ['自愿选择', '自主选择'],
  ['不向被投诉人透露投诉人', '对投诉人的情况保密'],
  ['至少走访会员一次', '至少走访会员两次'],
  ['会员单位', '会员'],
  ['谁都可以看', '会员和公众都可以查阅'],
  ['应当提前', '应当至少提前三日'],
  ['留存记录', '留存记录两年'],
  ['不少于24学时', '不少于32学时'],
  ['如实', '真实、准确'],
  ['不得以', '一律不得以'],
  ['应当', '必须'],
] as const;
const MOST_REWORDINGS = 3;

/** A few words, each where it comes first; in what is not the fees. */
function reword(random: Random, document: Document): Document {
  let left = random.int(1, MOST_REWORDINGS);
  for (const [from, to] of REWORDINGS) {
    const place = document.sections
      .flatMap(({ clauses }) => clauses)
      .find(({ text, role }) => role !== 'fee' && text.includes(from) && !text.includes(to));
    if (place === undefined || left === 0) continue;
    place.text = place.text.replace(from, to);
    left--;
  }
  return document;
}

function restyle(random: Random, document: Document): Document {
  const next = { article: 'han', han: 'article', digit: 'han', none: 'none', decimal: 'decimal' } as const;
  if (document.chapters === true || next[document.numbering] === document.numbering) return reword(random, document);
  return { ...document, numbering: next[document.numbering] };
}

function punctuate(random: Random, document: Document): Document {
  let left = random.int(2, 4);
  return mapTexts(document, (text) => {
    const other = repunctuated(text);
    if (other === text || left === 0) return text;
    left--;
    return other;
  });
}

function repunctuated(text: string): string {
  if (text.includes('乱评比、乱培训、乱表彰')) return text.replace('乱评比、乱培训、乱表彰', '乱评比，乱培训，乱表彰');
  if (text.includes('“小金库”')) return text.replace('“小金库”', '小金库');
  if (/^服务|^收费|^会费/.test(text)) return text;
  return /，不得/.test(text) ? text.replace('，不得', '；不得') : text.replace(/(?<=[^；]{6})；(?=[^；]{6,}。$)/, '。');
}
