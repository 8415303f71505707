/** Rows of names as the files hold them: sorted, front-coded, cut into words, with what each name is and how its owner stands. */
import { STANDINGS, type Standing } from '../domain/standing.ts';
import type { IllegalKindName } from '../domain/sentences.ts';
import type { Role } from './types.ts';

/** The four lists, in the order of their flags. */
const LISTS: readonly IllegalKindName[] = ['涉嫌', '取缔', '劝散', '关停网站'];
const STATES: readonly (Standing | IllegalKindName)[] = [...STANDINGS.toReversed(), ...LISTS];
const ROLES: readonly Role[] = ['name', 'illegal', 'former', 'short'];

/** Stands between the words of a name in a file. Cells never hold it: control characters are taken out. */
const CUT = '\u0001';
/** First character of a line: how many characters it shares with the line before, from this one on. */
const SHARED_FROM = 0x20;
const SHARED_MOST = 90;

const FLAGS_FROM = 0x41;

/** A name with what it is to its owner and how the owner stands. */
export interface NameRow {
  /** As published, line breaks and control characters as blanks. */
  name: string;
  role: Role;
  standing: Standing | IllegalKindName;
  /** The parts of `name`, in order. */
  words: readonly string[];
  /** The present name of whoever bore, or is called by, this one; absent when this is it. */
  of?: string | undefined;
}

/** The row as one line, without front coding: equal lines are one row. */
export function rowLine({ words, role, standing, of }: Omit<NameRow, 'name'>): string {
  const flag = ROLES.indexOf(role) * STATES.length + STATES.indexOf(standing);
  const text = words.join(CUT);
  return flag === 0 ? text : `${text}\t${String.fromCharCode(FLAGS_FROM + flag)}${of ?? ''}`;
}

export function parseRow(line: string): NameRow {
  const tab = line.indexOf('\t');
  const words = (tab < 0 ? line : line.slice(0, tab)).split(CUT);
  const flag = tab < 0 ? 0 : line.charCodeAt(tab + 1) - FLAGS_FROM;
  const of = tab < 0 ? '' : line.slice(tab + 2);
  return {
    name: words.join(''),
    role: ROLES[Math.floor(flag / STATES.length)]!,
    standing: STATES[flag % STATES.length]!,
    words,
    ...(of === '' ? {} : { of }),
  };
}

/** The name of the row, and no more: for those who look through very many. */
export function nameOf(line: string): string {
  const tab = line.indexOf('\t');
  return (tab < 0 ? line : line.slice(0, tab)).replaceAll(CUT, '');
}

/** `standingOrder` of the row, and no more. */
export function standingIn(line: string): number {
  const tab = line.indexOf('\t');
  return tab < 0 ? 0 : (line.charCodeAt(tab + 1) - FLAGS_FROM) % STATES.length;
}

/** Smaller is shown first among equals: better standing, then the lists. */
export function standingOrder(standing: Standing | IllegalKindName): number {
  return STATES.indexOf(standing);
}

export function roleOrder(role: Role): number {
  return ROLES.indexOf(role);
}

/** Rows of one owner have this in common; so have namesakes, who share rows. */
export function ownerOf({ role, name, of }: Pick<NameRow, 'role' | 'name' | 'of'>): string {
  return `${role === 'illegal' ? '!' : ''}${of ?? name}`;
}

/** A name as a row holds it: what would break a line becomes a blank. */
export function oneLine(name: string): string {
  return name.replace(/\p{Cc}/gu, ' ');
}

/** Sorts the lines by code units and leaves out of each what it shares with the one before. */
export function packLines(lines: readonly string[]): string {
  let before = '';
  let text = '';
  for (const line of lines.toSorted()) {
    const most = Math.min(SHARED_MOST, line.length);
    let shared = 0;
    while (shared < most && line.charCodeAt(shared) === before.charCodeAt(shared)) shared++;
    if (shared > 0 && isHighSurrogate(line.charCodeAt(shared - 1))) shared--;
    text += `${String.fromCharCode(SHARED_FROM + shared)}${line.slice(shared)}\n`;
    before = line;
  }
  return text;
}

/** A line must not begin in the middle of a character: half of one cannot be written as UTF-8. */
function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** The lines that `packLines` wrote. */
export function unpackLines(text: string): string[] {
  const lines: string[] = [];
  let before = '';
  let at = 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    before = before.slice(0, text.charCodeAt(at) - SHARED_FROM) + text.slice(at + 1, end);
    lines.push(before);
    at = end + 1;
  }
  return lines;
}
