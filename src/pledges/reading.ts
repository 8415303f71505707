/** The sentences of a text, each with what the sentences around it make of it: lead-ins, headings, what comes next. */
import { fold } from '../domain/folded-text.ts';
import { rankOf } from './list-numbers.ts';
import { marksIn, type Mark } from './marks.ts';
import { negationsIn } from './negation.ts';
import type { Read } from './recognise.ts';
import { cutSentences, type Sentence } from './sentences.ts';
import { OWN, stanceAt, type Stance } from './stance.ts';

/** A piece of the published text that has an address of its own. */
export interface ClauseText {
  readonly id: string;
  readonly text: string;
  /** Its number as printed: 第四条, （四）. */
  readonly label?: string;
  /** Headings above it, the widest first. */
  readonly path?: readonly string[];
}

export interface ReadSentence extends Read {
  readonly clauseId: string;
  /** As printed; `clause.text.slice(start, end)`. */
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
  readonly isQuestion: boolean;
  readonly marks: readonly Mark[];
  /** The stance that holds where it begins. */
  readonly carried: Stance;
  /** The lead-in of the list that it is an item of. */
  readonly leadIn: ReadSentence | undefined;
  /** The sentence behind it. */
  next: ReadSentence | undefined;
}

/** `names`: those of the body whose text it is. */
export function readSentences(clauses: readonly ClauseText[], names: readonly string[] = []): ReadSentence[] {
  const own = names.map((name) => fold(name));
  const all: ReadSentence[] = [];
  let list: List | undefined;
  for (const clause of clauses) {
    const isForeign = clause.path?.some((heading) => OF_OTHERS.test(heading)) === true;
    for (const { start, end, text } of sentencesOf(clause)) {
      const sentence = clause.text.slice(start, end);
      const previous = all.at(-1);
      const gap = previous?.clauseId === clause.id ? clause.text.slice(previous.end, start) : '\n\n';
      const rank = rankOf(previous?.clauseId === clause.id ? text : fold(clause.label ?? '') + text);
      list = continued(list, { rank, gap, isRun: !gap.includes('\n') && /[；;]$/.test(previous?.sentence ?? '') });
      const colon = lastColon(text);
      const read: ReadSentence = {
        clauseId: clause.id,
        sentence,
        start,
        end,
        text,
        negations: negationsIn(text),
        marks: marksIn(text, own),
        isQuestion: /[？?][”’」』"）)]*$/.test(sentence),
        carried: list?.stance ?? carriedFrom(previous, gap) ?? (isForeign ? { ...OWN, speaker: 'others' } : OWN),
        ruledOutFrom: list?.isRuledOut === true ? 0 : RULED_OUT.test(text.slice(0, colon)) ? colon : undefined,
        leadIn: list?.leadIn,
        next: undefined,
      };
      if (previous !== undefined) previous.next = read;
      all.push(read);
      if (colon > 0) list = listOpenedBy(read, colon, rank, list);
      else if (isHeadingOfOthers(text)) list = { ...listOpenedBy(read, text.length, rank, list), stance: RULE };
    }
  }
  return all;
}

interface Folded extends Sentence {
  text: string;
}

/** The sentences of a clause, folded. A heading that ends with a full stop goes with what it heads: 二、服务对象。本会会员。 */
function sentencesOf({ text: clause, label = '' }: ClauseText): Folded[] {
  const sentences: Folded[] = [];
  for (const { start, end } of cutSentences(clause)) {
    const text = fold(clause.slice(start, end));
    const before = sentences.at(-1);
    const isHead =
      before !== undefined &&
      HEAD.test(before.text) &&
      ((sentences.length === 1 && label !== '') || rankOf(before.text) !== undefined) &&
      !clause.slice(before.end, start).includes('\n');
    if (isHead)
      sentences[sentences.length - 1] = { start: before.start, end, text: `${before.text.slice(0, -1)}：${text}` };
    else sentences.push({ start, end, text });
  }
  return sentences;
}

const HEAD = /^[^，；：！？。]{2,14}。$/;

/** Headings over what is asked of members, or cited. */
const OF_OTHERS =
  /会员(?:单位|企业)?的?(?:义务|承诺|守则|行为规范|自律|纪律)|对会员|(?:政策|法规|文件|上级|通知|主管部门)(?:依据|摘[录编]|要求|规定|链接)|违[规法](?:案例|情形)|参考文本|示范文本/;
const LONGEST_HEADING = 25;
const RULE: Stance = { ...OWN, speaker: 'rule' };

function isHeadingOfOthers(text: string): boolean {
  return text.length <= LONGEST_HEADING && !/[，。；！？：]$/.test(text) && OF_OTHERS.test(text);
}

/** What stays of a stance behind a semicolon: who speaks, and when. */
function carriedFrom(previous: ReadSentence | undefined, gap: string): Stance | undefined {
  if (previous === undefined || gap.includes('\n') || !/[；;]$/.test(previous.sentence)) return undefined;
  const { speaker, isPast } = stanceAt(previous.text, previous.marks, previous.text.length, previous.carried);
  return { ...OWN, speaker, isPast };
}

/** What a lead-in (本会承诺：) says of the items that follow it. */
interface List {
  readonly leadIn: ReadSentence;
  readonly stance: Stance;
  /** Whether it lists misdeeds: 杜绝下列行为：. */
  readonly isRuledOut: boolean;
  /** Numbering of the lead-in's own line. */
  readonly above: number | undefined;
  /** Numbering of the items: `undefined` before the first, `PLAIN` for items without. */
  readonly items: number | undefined;
  /** Whether the items begin on lines of their own. */
  readonly isBroken: boolean;
  /** The list that the lead-in is an item of. */
  readonly outer: List | undefined;
}

const PLAIN = -1;

/** Where the words behind the last colon begin, 0 for none; times of day have colons, too. */
function lastColon(text: string): number {
  return ([...text.matchAll(/：(?!\d)|(?<!\d)：/g)].at(-1)?.index ?? -1) + 1;
}

const RULED_OUT =
  /(?:不|严禁|杜绝|禁止|抵制|零容忍)[^，。；：]{0,6}(?:下列|以下|如下|这些|[一二三四五六七八九十][种类项个])[^，。；：]{0,8}：$|(?:不[得准许会搞做要]?|严禁|杜绝|禁止|抵制|零容忍)：$/;

function listOpenedBy(leadIn: ReadSentence, from: number, above: number | undefined, outer: List | undefined): List {
  const { text, marks, carried } = leadIn;
  const item = text.slice(from);
  return {
    leadIn,
    stance: stanceAt(text, marks, from, carried),
    isRuledOut: RULED_OUT.test(text.slice(0, from)),
    above,
    items: item === '' ? undefined : (rankOf(item) ?? PLAIN),
    isBroken: item === '',
    outer,
  };
}

interface Step {
  readonly rank: number | undefined;
  /** What stands between the sentence and the one before. */
  readonly gap: string;
  /** Whether the sentence before ends with a semicolon on the same line. */
  readonly isRun: boolean;
}

/** The list that the next sentence is an item of, if any: the innermost that has not ended. */
function continued(list: List | undefined, step: Step): List | undefined {
  for (let open = list; open !== undefined; open = open.outer) {
    if (open.items === undefined) return { ...open, items: step.rank ?? PLAIN };
    if (goesOn(open, open.items, step)) return open;
  }
  return undefined;
}

function goesOn({ above, isBroken }: List, items: number, { rank, gap, isRun }: Step): boolean {
  if (rank !== undefined && above !== undefined && rank <= above) return false;
  if (items !== PLAIN) return rank === undefined ? !gap.includes('\n') : rank >= items;
  return isBroken ? rank === undefined && !/\n\s*\n/.test(gap) : isRun;
}
