/** What differs between two readings of one clause, character by character, and in words. */
import { diffArrays } from 'diff';
import { comparableOf, readTokens, type Token } from './plain-text.ts';

/**
 * A stretch of both readings. All `before` joined are the earlier text, all `after` the later one, blanks included.
 * `same` may differ in width, blanks and marks of one kind (，and ,); `punctuation` in marks; `numbering` in the numbers of
 * items; `changed` in words: one of its sides is empty where words were only added or removed.
 */
export interface Segment {
  kind: 'same' | 'changed' | 'punctuation' | 'numbering';
  before: string;
  after: string;
}

/** The differences, numbers and dates whole, and edits so close to one another that they read as one taken together. */
export function differences(before: string, after: string): Segment[] {
  const [a, b] = [readTokens(before), readTokens(after)];
  const edits = withMarksApart(slide(merge(findEdits(a, b), a, b), a, b), a, b);
  return edits.map(({ isSame, a0, a1, b0, b1 }, i) => {
    const isLast = i === edits.length - 1;
    return {
      kind: isSame ? 'same' : kindOf(a.slice(a0, a1), b.slice(b0, b1)),
      before: cutOut(before, a, a0, a1, isLast),
      after: cutOut(after, b, b0, b1, isLast),
    };
  });
}

/** Tokens `a0` to `a1` of the earlier text beside `b0` to `b1` of the later one. */
interface Edit {
  isSame: boolean;
  a0: number;
  a1: number;
  b0: number;
  b1: number;
}

/** Beyond this many edits the whole text counts as rewritten; nobody could read them, and finding them takes long. */
const MOST_EDITS = 1500;

function findEdits(a: readonly Token[], b: readonly Token[]): Edit[] {
  const [keysA, keysB] = [a.map(keyOf), b.map(keyOf)];
  const parts = diffArrays(keysA, keysB, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return [{ isSame: false, a0: 0, a1: a.length, b0: 0, b1: b.length }];
  if (parts.length === 0) return [{ isSame: true, a0: 0, a1: 0, b0: 0, b1: 0 }];
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  for (const { added, removed, count } of parts) {
    const [a1, b1] = [added ? i : i + count, removed ? j : j + count];
    const last = edits.at(-1);
    if (last !== undefined && !last.isSame && (added || removed)) [last.a1, last.b1] = [a1, b1];
    else edits.push({ isSame: !added && !removed, a0: i, a1, b0: j, b1 });
    [i, j] = [a1, b1];
  }
  return edits;
}

function keyOf({ key, kind }: Token): string {
  return kind === 'item' ? `#${key}` : key;
}

/**
 * Takes edits together over a common stretch that is no longer than either: 自愿缴纳 → 强制收取 is one change, whatever
 * character the two happen to share (the «semantic cleanup» of diff-match-patch).
 */
function merge(edits: readonly Edit[], a: readonly Token[], b: readonly Token[]): Edit[] {
  const merged: Edit[] = [];
  for (const edit of edits) {
    merged.push({ ...edit });
    while (merged.length >= 3) {
      const [left, middle, right] = merged.slice(-3) as [Edit, Edit, Edit];
      if (!middle.isSame || strength(a, middle) > Math.min(extent(left, a, b), extent(right, a, b))) break;
      merged.splice(-3, 3, { ...left, a1: right.a1, b1: right.b1 });
    }
  }
  return merged;
}

/** How well a common stretch holds two edits apart: marks divide what a reader reads as one. */
function strength(a: readonly Token[], { a0, a1 }: Edit): number {
  return a.slice(a0, a1).reduce((sum, { kind }) => sum + (kind === 'content' ? 1 : 3), 0);
}

/** Words that an edit touches. */
function extent({ isSame, a0, a1, b0, b1 }: Edit, a: readonly Token[], b: readonly Token[]): number {
  const words = (tokens: readonly Token[]) => tokens.filter(({ kind }) => kind === 'content').length;
  return isSame ? 0 : Math.max(words(a.slice(a0, a1)), words(b.slice(b0, b1)));
}

/**
 * Moves what was only added or only removed to where a sentence or a part of one ends before it, as far as the text around
 * repeats it: 甲；[乙；]丙 and not 甲[；乙]；丙.
 */
function slide(edits: Edit[], a: readonly Token[], b: readonly Token[]): Edit[] {
  for (let i = 0; i < edits.length; i++) {
    const edit = edits[i]!;
    if (edit.isSame || (edit.a0 < edit.a1 && edit.b0 < edit.b1)) continue;
    const [tokens, from, to] = edit.b0 < edit.b1 ? [b, edit.b0, edit.b1] : [a, edit.a0, edit.a1];
    const [left, right] = [edits[i - 1], edits[i + 1]];
    const same = (x: number, y: number) => keyOf(tokens[x]!) === keyOf(tokens[y]!);
    let [back, forth] = [0, 0];
    const backMost = left === undefined ? 0 : left.a1 - left.a0;
    const forthMost = right === undefined ? 0 : right.a1 - right.a0;
    while (back < backMost && same(from - back - 1, to - back - 1)) back++;
    while (forth < forthMost && same(from + forth, to + forth)) forth++;
    let best = 0;
    for (let shift = -back; shift <= forth; shift++) {
      if (boundary(tokens[from + shift - 1]) > boundary(tokens[from + best - 1])) best = shift;
    }
    if (best === 0) continue;
    for (const end of ['a0', 'a1', 'b0', 'b1'] as const) edit[end] += best;
    if (left !== undefined) [left.a1, left.b1] = [edit.a0, edit.b0];
    if (right !== undefined) [right.a0, right.b0] = [edit.a1, edit.b1];
  }
  return edits.filter(({ a0, a1, b0, b1 }) => edits.length === 1 || a0 < a1 || b0 < b1);
}

function boundary(token: Token | undefined): number {
  if (token === undefined) return 3;
  if (token.kind !== 'mark') return 0;
  return /[.!?]/.test(token.key) ? 3 : /[;:]/.test(token.key) ? 2 : 1;
}

/** Marks at the ends of a change that differ for themselves become changes of their own. */
function withMarksApart(edits: readonly Edit[], a: readonly Token[], b: readonly Token[]): Edit[] {
  return edits.flatMap((edit) => {
    let { a0, a1, b0, b1 } = edit;
    if (edit.isSame || kindOf(a.slice(a0, a1), b.slice(b0, b1)) !== 'changed') return [edit];
    while (a0 < a1 && b0 < b1 && a[a0]!.kind === 'mark' && b[b0]!.kind === 'mark') [a0, b0] = [a0 + 1, b0 + 1];
    while (a0 < a1 && b0 < b1 && a[a1 - 1]!.kind === 'mark' && b[b1 - 1]!.kind === 'mark') [a1, b1] = [a1 - 1, b1 - 1];
    return [
      { isSame: false, a0: edit.a0, a1: a0, b0: edit.b0, b1: b0 },
      { isSame: false, a0, a1, b0, b1 },
      { isSame: false, a0: a1, a1: edit.a1, b0: b1, b1: edit.b1 },
    ].filter((part) => part.a0 < part.a1 || part.b0 < part.b1);
  });
}

function kindOf(a: readonly Token[], b: readonly Token[]): Segment['kind'] {
  const [before, after] = [comparableOf(a), comparableOf(b)];
  if (before.content !== after.content) return 'changed';
  if (before.numbered !== after.numbered) return 'numbering';
  return a.map(keyOf).join('') === b.map(keyOf).join('') ? 'same' : 'punctuation';
}

/** The text of the tokens with the blanks behind them; the first has those before it, too. */
function cutOut(text: string, tokens: readonly Token[], from: number, to: number, isLast: boolean): string {
  const place = (i: number) => (i === 0 ? 0 : (tokens[i]?.start ?? text.length));
  return text.slice(place(from), isLast ? text.length : from === to ? place(from) : place(to));
}

const CONTEXT = 8;
const LONGEST_QUOTE = 60;

/** Each change of words or of item numbers as a sentence without its end: 「3000元」改为「2000元」. */
export function inSentences(segments: readonly Segment[]): string[] {
  return segments.flatMap(({ kind, before, after }, i) => {
    if (kind === 'numbering') return [`项号${changeOf(before, after)}`];
    if (kind !== 'changed') return [];
    if (after.trim() === '') return [`删去${quoted(before)}`];
    const [left, right] = [segments[i - 1]?.before ?? '', segments[i + 1]?.before ?? ''];
    if (before.trim() !== '') return [inContext(left, before, after, right)];
    const context = oneLine(left).slice(-CONTEXT);
    return [context === '' ? `开头增加${quoted(after)}` : `在「${context}」之后增加${quoted(after)}`];
  });
}

/** A single character says little alone: 「全省茶农」改为「全省竹农」. */
function inContext(left: string, before: string, after: string, right: string): string {
  if (before.trim().length > 1 || after.trim().length > 1) return changeOf(before, after);
  const start = /[\p{L}\d]{0,2}$/u.exec(left)![0];
  const end = /^[\p{L}\d]{0,2}/u.exec(right)![0];
  return changeOf(start + before + end, start + after + end);
}

function changeOf(before: string, after: string): string {
  if (before.trim() === '') return `增加${quoted(after)}`;
  return after.trim() === '' ? `删去${quoted(before)}` : `${quoted(before)}改为${quoted(after)}`;
}

/** Quoted on one line; the middle of a long text is left out. */
export function quoted(text: string): string {
  const line = oneLine(text);
  if (line.length <= LONGEST_QUOTE) return `「${line}」`;
  return `「${line.slice(0, LONGEST_QUOTE / 2)}……${line.slice(-LONGEST_QUOTE / 3)}」`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, '').trim();
}
