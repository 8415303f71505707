/** Copies of published texts as holders have them: retyped, printed, scanned, cut, changed. */
import type { Clause } from '../../src/pledges/clauses.ts';
import type { PublishedFile } from './pledge-texts.ts';

/** The text as a plain document: title, who it is by, clauses with their numbers, a paragraph a line. */
export function printed(
  { facts, clauses }: PublishedFile,
  edit: (clauses: Clause[]) => Clause[] = (same) => same,
): string {
  const lines = [facts.title, facts.association];
  let open: readonly string[] = [];
  for (const { label, path, text } of edit([...clauses])) {
    const from = path.findIndex((heading, i) => heading !== open[i]);
    if (from >= 0) lines.push(...path.slice(from));
    open = path;
    const gap = label === '' || /[、]$/.test(label) ? '' : /\d$/.test(label) ? ' ' : '　';
    lines.push(...`${label}${gap}${text}`.split('\n'));
  }
  return lines.join('\n');
}

/** A copy by changing the plain document. Fails when nothing changes, so that no test passes for want of a mutation. */
export type Mutation = (text: string) => string;

const HALF: Readonly<Record<string, string>> = {
  '，': ',', '。': '.', '；': ';', '：': ':', '（': '(', '）': ')', '“': '"', '”': '"', '、': ',', '？': '?', '《': '<', '》': '>',
}; // prettier-ignore

export const halfWidthMarks: Mutation = (text) => text.replace(/[，。；：（）“”、？《》]/g, (mark) => HALF[mark]!);
export const cornerQuotes: Mutation = (text) => text.replaceAll('“', '「').replaceAll('”', '」');
export const fullWidthDigits: Mutation = (text) =>
  text.replace(/[0-9A-Za-z%]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
export const thousands: Mutation = (text) => text.replace(/(?<!\d)(\d{1,2})(\d{3})(?=元)/g, '$1,$2');
export const windowsLines: Mutation = (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
export const blankLines: Mutation = (text) => text.replaceAll('\n', '\n\n');
export const wordIndents: Mutation = (text) => text.replaceAll('\n', '\n　　');
export const blanksBetween: Mutation = (text) =>
  text
    .replace(/(?<![.\d])(\d+(?:\.\d+)*)(?![.\d])/g, ' $1 ')
    .replace(/([，；])/g, '$1 ')
    .replace(/(会员|协会)/g, '$1\u00A0');
export const softHyphens: Mutation = (text) =>
  text.replace(/(会)(员)/g, '$1\u00AD$2').replace(/(协)(会)/g, '$1\u200B$2');
export const arabicLabels: Mutation = (text) => {
  let number = 0;
  return text.replace(/^第[一二三四五六七八九十]+条　/gm, () => `第${++number}条 `);
};
export const radicals: Mutation = (text) =>
  text.replaceAll('用', '⽤').replaceAll('长', '⻓').replaceAll('一', '⼀').replaceAll('见', '⻅');

/** Lines broken after so many characters, wherever that is. */
export function wrapped(width: number): Mutation {
  return (text) =>
    text
      .split('\n')
      .flatMap((line) => pieces(line, width))
      .join('\n');
}

function pieces(line: string, width: number): string[] {
  return Array.from({ length: Math.ceil(line.length / width) }, (_, i) => line.slice(i * width, (i + 1) * width));
}

/** Pages as a PDF has them: broken lines, a header and a number on each. */
export function paged(
  header: string,
  number: (page: number, pages: number) => string,
  perPage = 14,
  width = 34,
): Mutation {
  return (text) => {
    const lines = wrapped(width)(text).split('\n');
    const pages = Array.from({ length: Math.ceil(lines.length / perPage) }, (_, i) =>
      lines.slice(i * perPage, (i + 1) * perPage),
    );
    return pages
      .map((page, i) => [header, ...page, number(i + 1, pages.length)].filter((line) => line !== '').join('\n'))
      .join('\n\f');
  };
}

/** Some of the pages that `paged` makes. */
export function onlyPages(from: number, to: number): Mutation {
  return (text) =>
    text
      .split('\f')
      .slice(from - 1, to)
      .join('\f');
}

export const withoutLineBreaks: Mutation = (text) => text.replaceAll('\n', '');

export function replaced(before: string, after: string): Mutation {
  return (text) => {
    if (text.split(before).length !== 2) throw new Error(`«${before}» is not there once.`);
    return text.replace(before, after);
  };
}

export function inLetter(before: string, after: string): Mutation {
  return (text) => `${before}\n${text}\n${after}`;
}

export function all(...mutations: Mutation[]): Mutation {
  return (text) => mutations.reduce((mutated, mutate) => mutate(mutated), text);
}

/** Clauses of these numbers, counted from 1 among all. */
export function without(...places: number[]): (clauses: Clause[]) => Clause[] {
  return (clauses) => clauses.filter((_, i) => !places.includes(i + 1));
}

/** The texts of two clauses change places, the numbers stay. */
export function swapped(a: number, b: number): (clauses: Clause[]) => Clause[] {
  return (clauses) =>
    clauses.map((clause, i) => {
      const other = i + 1 === a ? clauses[b - 1] : i + 1 === b ? clauses[a - 1] : undefined;
      return other === undefined ? clause : { ...clause, text: other.text };
    });
}

/** One clause more behind the given one, those behind it numbered anew. */
export function withClause(place: number, text: string): (clauses: Clause[]) => Clause[] {
  return (clauses) =>
    renumbered([...clauses.slice(0, place), { ...clauses[place - 1]!, text }, ...clauses.slice(place)]);
}

/** The clause joins the one before it, those behind are numbered anew. */
export function merged(place: number): (clauses: Clause[]) => Clause[] {
  return (clauses) => {
    const text = clauses[place - 2]!.text + clauses[place - 1]!.text;
    return renumbered([...clauses.slice(0, place - 2), { ...clauses[place - 2]!, text }, ...clauses.slice(place)]);
  };
}

const HAN = ['', ...'一二三四五六七八九'];

export function hanNumber(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  if (hundreds > 0) {
    const rest = tens > 0 ? `${HAN[tens]}十${HAN[ones]}` : ones > 0 ? `零${HAN[ones]}` : '';
    return `${HAN[hundreds]}百${rest}`;
  }
  return `${tens > 1 ? HAN[tens] : ''}${tens > 0 ? '十' : ''}${HAN[ones]}`;
}

/** Numbered from one on, in the manner of the labels. */
export function renumbered(clauses: readonly Clause[], first = 1): Clause[] {
  let number = first - 1;
  return clauses.map((clause) => {
    if (clause.label === '') return clause;
    number++;
    return {
      ...clause,
      label: clause.label.replace(/[一二三四五六七八九十百]+|\d+/, (old) =>
        /\d/.test(old) ? String(number) : hanNumber(number),
      ),
    };
  });
}

export function withoutLabels(clauses: Clause[]): Clause[] {
  return clauses.map((clause) => ({ ...clause, label: '' }));
}

const LIKE: Readonly<Record<string, string>> = { 未: '末', 己: '已', 日: '曰', 人: '入', 大: '太', 士: '土', 千: '干' };

/** Every so-manyeth of the characters that scanners mistake. */
export function misread(every: number): Mutation {
  return (text) => {
    let seen = 0;
    return text.replace(/[未己日人大士千]/g, (character) => (++seen % every === 0 ? LIKE[character]! : character));
  };
}
