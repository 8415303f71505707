/** What the page that verifies a copy says of each outcome. No document is needed for it. */
import type { IsoDate } from '../domain/date.ts';
import type { ChangeKind } from '../pledges/compare.ts';
import type { VersionFacts } from '../pledges/verify-index.ts';
import { stateInWords, stateOn, versionInWords, type Verdict, type VerdictKind } from '../pledges/verify.ts';
import type { Tone } from '../register/tones.ts';

export interface Told {
  /** For `data-verdict`. */
  kind: VerdictKind;
  tag: string;
  tone: Tone | 'plain';
  headline: string;
  means: string;
  meansNot: string;
  todo: string;
}

const NOT_PROVEN = '不说明这份文件是谁发出的，也不说明所写的都已做到；只比较文字，不看版式、印章和图片。';
const STATES = {
  'in-force': ['现行有效', 'good', 'identical-in-force'],
  replaced: ['已被替换', 'caution', 'identical-older'],
  upcoming: ['还没有施行', 'caution', 'identical-upcoming'],
} as const;

const TODO = {
  'in-force': '可以打开公布的文本，看它是怎样通过的、从哪天起施行。',
  replaced: '请以现行的版本为准：打开公布的文本，看后来改了什么。',
  upcoming: '施行日之前，仍以现行的版本为准。',
} as const;

const ASK = '请看下面的不同之处，再向该组织核实以哪一份为准。';
const NOT_FALSE = '不一致不等于假的：它可能是征求意见稿、节选或抄录有误，也可能是本站没有收录的版本。';

export function tellVerdict(verdict: Verdict): Told {
  const { kind, headline, state, differences, part } = verdict;
  if (kind === 'unknown' || state === undefined) return { kind, headline, ...UNKNOWN };
  const [standing, tone] = STATES[state];
  if (kind === 'differs') {
    const isSameInWords = differences === 0;
    return {
      kind,
      headline,
      tag: isSameInWords ? (part === undefined ? '文字相同，不完全一致' : '只有一部分，文字相同') : '与公布的不一致',
      tone: 'caution',
      means: isSameInWords
        ? '有的文字与公布的逐字相同；与全文相比，差别在于上面说的。'
        : '与公布的逐条比较，有下面列出的不同。全角半角、空格、换行不算，标点另列。',
      meansNot: isSameInWords ? NOT_PROVEN : NOT_FALSE,
      todo: isSameInWords ? '请打开公布的文本，看完整的一份。' : ASK,
    };
  }
  const isExact = kind !== 'identical-but-punctuation';
  return {
    kind,
    headline,
    tag: isExact ? `与公布的一致，${standing}` : `只有标点或数字写法不同，${standing}`,
    tone,
    means: isExact
      ? '与本站公布的这一版逐字一致。全角半角、空格、换行的差别不算。'
      : '与本站公布的这一版文字一致，只有标点或数字的写法不同。',
    meansNot: NOT_PROVEN,
    todo: TODO[state],
  };
}

const UNKNOWN = {
  tag: '没有相近的文本',
  tone: 'plain',
  means: '本站公布的文本里，没有一份与它有足够多的相同文字。',
  meansNot: '不说明它不是真的，也不说明该组织没有作过承诺：本站只收录交来公布的文本。',
  todo: '请核对是不是完整的一份；可以按名称查这家组织，看它公布了什么，或者直接向它核实。',
} as const;

/** Of a file that was published itself. */
export function tellAttachment(versions: readonly VersionFacts[], today: IsoDate): Told & { facts: VersionFacts } {
  const states = Object.keys(STATES);
  const [first] = versions.toSorted(
    (a, b) => states.indexOf(stateOn(a, today)) - states.indexOf(stateOn(b, today)) || (a.date < b.date ? 1 : -1),
  );
  const facts = first!;
  const state = stateOn(facts, today);
  const [standing, tone, kind] = STATES[state];
  return {
    facts,
    kind,
    tag: `就是公布的附件，${standing}`,
    tone,
    headline: `这个文件就是${versionInWords(facts)}的附件，一个字节也不差；该版${stateInWords(facts, state)}。`,
    means: '文件的 SHA-256 与公布时登记的相同，所以是同一个文件。',
    meansNot: '不说明所写的都已做到。附件里的文字没有再与正文逐条比较。',
    todo: TODO[state],
  };
}

export const CHANGE_WORDS: Readonly<Record<Exclude<ChangeKind, 'unchanged'>, string>> = {
  changed: '有改动',
  added: '公布的文本里没有',
  removed: '您的文本里没有',
  moved: '位置不同',
  'moved-and-changed': '位置不同，也有改动',
};

/** Besides the headline and what stands beside the clauses. */
export function otherDetails({ details, comparison, matches, identicalElsewhere }: Verdict): string[] {
  const elsewhere = new Set([
    ...(comparison?.changes.flatMap(({ words }) => words.map((word) => `${word}。`)) ?? []),
    `文字相同的还有：${matches.map(versionInWords).join('、')}。`,
    `正文与别的文本一致：${identicalElsewhere.map(versionInWords).join('、')}。`,
  ]);
  return details.filter((sentence) => !elsewhere.has(sentence));
}
