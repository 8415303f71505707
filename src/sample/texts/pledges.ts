/** 诚信承诺书: what an association promises, in one of several shapes, and how much of it. */
import type { Clause, Document, Section } from './document.ts';
import { duesOf, each, feesOf, some, type Author } from './author.ts';
import * as pools from './pools.ts';

/** How much of the catalogue the text promises, and how. */
export const MOODS = ['all', 'listed', 'most', 'half', 'partial', 'odd', 'none', 'quoted'] as const;
export type Mood = (typeof MOODS)[number];

const KEYS = Object.keys(pools.PROMISES) as (keyof typeof pools.PROMISES)[];

/** Sentences on the promises, each ending with a full stop. */
function promises({ random, index }: Author, mood: Mood): string[] {
  const say = (key: (typeof KEYS)[number], how: keyof pools.PromiseWords) => random.pick(pools.PROMISES[key][how]);
  switch (mood) {
    case 'all':
      return KEYS.map((key) => say(key, 'full'));
    case 'listed':
      return [random.pick(pools.IN_ONE_BREATH)];
    case 'most':
      return KEYS.flatMap((key, i) =>
        (i + index) % 4 === 0 ? [] : [say(key, (i + index) % 5 === 0 ? 'partial' : 'full')],
      );
    case 'half':
      return KEYS.flatMap((key, i) =>
        (i + index) % 2 === 0 ? [say(key, random.chance(0.6) ? 'full' : 'partial')] : [],
      );
    case 'partial':
      return KEYS.flatMap((key, i) => ((i + index) % 3 === 0 ? [] : [say(key, 'partial')]));
    case 'odd':
      return some(random, KEYS, 6).map((key) => say(key, random.chance(0.7) ? 'odd' : 'full'));
    case 'none':
      return [];
    case 'quoted':
      return some(random, pools.NO_PROMISES, 3);
  }
}

function plain(texts: readonly string[], role?: Clause['role']): Clause[] {
  return texts.map((text) => (role === undefined ? { text } : { text, role }));
}

function asItems(texts: readonly string[]): string[] {
  return texts.map((text, i) => text.replace(/。$/, '') + (i === texts.length - 1 ? '。' : '；'));
}

function services({ trade, random }: Author): string[] {
  return some(random, trade.services, random.int(3, trade.services.length));
}

function feeItems(author: Author): string[] {
  const [, ...others] = feesOf(author);
  return [`会费：${duesOf(author).join('，')}`, ...feesOf(author).slice(0, 1), ...some(author.random, others, 2)];
}

function isVague(mood: Mood): boolean {
  return mood === 'none' || mood === 'quoted' || mood === 'partial';
}

function feeClause(author: Author, mood: Mood, lead: string): Clause {
  if (isVague(mood)) return { text: author.random.pick(pools.VAGUE_FEES), role: 'core' };
  return { text: lead, items: asItems(feeItems(author)), role: 'fee' };
}

function feeSentence(author: Author, mood: Mood): Clause {
  if (isVague(mood)) return { text: author.random.pick(pools.VAGUE_FEES), role: 'core' };
  return { text: `收费标准：${feeItems(author).join('；')}。`, role: 'fee' };
}

/** Some leave the day out. */
function signature({ index }: Author): string[] {
  return index % 3 === 0 ? ['{名}（盖章）'] : ['{名}（盖章）', '{日}'];
}

/** 一、二、 with the four subjects and the fees as items. */
function formal(author: Author, mood: Mood): Document {
  const { random } = author;
  return {
    preamble: [random.pick(pools.PLEDGE_OPENINGS)],
    numbering: 'han',
    sections: [
      {
        clauses: [
          { text: random.pick(pools.LAWFUL), role: 'core' },
          ...plain(promises(author, mood)),
          { text: `服务内容：${services(author).join('；')}。`, role: 'core' },
          { text: `服务方式：${author.trade.manners.join('；')}。`, role: 'core' },
          { text: random.pick(pools.RECIPIENTS), role: 'core' },
          feeClause(author, mood, '收费标准：'),
          ...plain(each(random, some(random, pools.DISCLOSURE, 1))),
          ...plain(some(random, pools.SUPERVISION, 2)),
        ],
      },
    ],
    closing: signature(author),
  };
}

/** Headings, paragraphs and lists, without numbers. */
function headed(author: Author, mood: Mood): Document {
  const { random } = author;
  const said = promises(author, mood);
  const sections: Section[] = [
    { heading: '我们做什么', clauses: [{ text: '服务内容包括：', items: asItems(services(author)), role: 'core' }] },
    {
      heading: '怎样做',
      clauses: plain([`${author.trade.manners.join('。')}。`, random.pick(pools.RECIPIENTS)], 'core'),
    },
    { heading: '收多少钱', clauses: [feeClause(author, mood, '本会的会费和服务收费标准如下，除此之外不再收费：')] },
    ...(said.length === 0 ? [] : [{ heading: '不做什么', clauses: plain(said) }]),
    {
      heading: '请大家监督',
      clauses: plain([...some(random, pools.EXTRA_PLEDGES, 1), ...some(random, pools.SUPERVISION, 2)]),
    },
  ];
  return { preamble: [random.pick(pools.PLEDGE_OPENINGS)], numbering: 'none', sections, closing: signature(author) };
}

/** 第一条 … without chapters. */
function articled(author: Author, mood: Mood): Document {
  const { random } = author;
  return {
    preamble: random.chance(0.5) ? [random.pick(pools.PLEDGE_OPENINGS)] : [],
    numbering: 'article',
    sections: [
      {
        clauses: [
          { text: random.pick(pools.LAWFUL), role: 'core' },
          { text: `本会为会员提供以下服务：${services(author).join('；')}。`, role: 'core' },
          { text: `${author.trade.manners[author.index % 2]}。`, role: 'core' },
          feeSentence(author, mood),
          ...plain(promises(author, mood)),
          ...plain(some(random, pools.EXTRA_PLEDGES, 3)),
          ...plain(each(random, pools.DISCLOSURE)),
          { text: random.pick(pools.SUPERVISION), role: 'core' },
        ],
      },
    ],
    closing: random.chance(0.5) ? signature(author) : [],
  };
}

/** 1. 2. 3., short lines. */
function short(author: Author, mood: Mood): Document {
  const { random } = author;
  const said = promises(author, mood);
  return {
    preamble: random.chance(0.6) ? ['{名}向会员和社会公开承诺：'] : [],
    numbering: 'digit',
    sections: [
      {
        clauses: [
          { text: random.pick(pools.LAWFUL), role: 'core' },
          ...plain(said),
          { text: `主要开展${services(author).slice(0, 3).join('，')}。`, role: 'core' },
          feeSentence(author, mood),
          ...plain(some(random, pools.EXTRA_PLEDGES, 2)),
          { text: random.pick(pools.SUPERVISION) },
        ],
      },
    ],
    closing: random.chance(0.6) ? signature(author) : [],
  };
}

/** A letter in paragraphs. */
function letter(author: Author, mood: Mood): Document {
  const { random, trade } = author;
  const said = promises(author, mood);
  const halves = [said.slice(0, Math.ceil(said.length / 2)), said.slice(Math.ceil(said.length / 2))];
  const listed = services(author).slice(0, 2);
  const clauses: Clause[] = [
    { text: random.pick(pools.LETTER_OPENINGS), role: 'core' },
    {
      text: `大家问得最多的，一是${listed[0]}，二是${listed[1]}。这些事本会一直在做，今后还要做好。${trade.manners[0]}。`,
      role: 'core',
    },
    ...halves.filter((half) => half.length > 0).map((half) => ({ text: half.join('') })),
    isVague(mood)
      ? { text: random.pick(pools.VAGUE_FEES) }
      : {
          text: `钱的事说清楚。会费标准：${duesOf(author).join('、')}。服务收费：${feesOf(author).slice(0, 3).join('，')}。没有列出的，一律不收。`,
          role: 'fee',
        },
    ...plain(some(random, pools.EXTRA_PLEDGES, 2)),
    { text: random.pick(pools.SUPERVISION) },
  ];
  const greeting = random.pick(['各位会员、各位同行：', '各位同行、各位{客户}：', '各位会员：']);
  return { preamble: [greeting], numbering: 'none', sections: [{ clauses }], closing: signature(author) };
}

/** 一、二、三、 with items （一）（二）. */
function grouped(author: Author, mood: Mood): Document {
  const { random, trade } = author;
  const said = promises(author, mood);
  const clauses: Clause[] = [
    {
      text: '依法办会',
      items: asItems([random.pick(pools.LAWFUL), ...some(random, pools.EXTRA_PLEDGES, 2)]),
      role: 'core',
    },
    ...(said.length > 1 ? [{ text: '规范行为。本会承诺：', items: asItems(said) }] : plain(said)),
    {
      text: '做好服务',
      items: asItems([
        `服务内容：${services(author).join('，')}`,
        `服务方式：${trade.manners[0]}`,
        random.pick(pools.RECIPIENTS),
      ]),
      role: 'core',
    },
    feeClause(author, mood, '明码收费'),
    { text: '公开透明', items: asItems(each(random, pools.DISCLOSURE)) },
    { text: '接受监督', items: asItems(some(random, pools.SUPERVISION, 2)) },
  ];
  return {
    preamble: [random.pick(pools.PLEDGE_OPENINGS)],
    numbering: 'han',
    sections: [{ clauses }],
    closing: signature(author),
  };
}

/** Chapters and articles, the longest. */
function chaptered(author: Author, mood: Mood): Document {
  const { random, trade } = author;
  return {
    preamble: [],
    numbering: 'article',
    chapters: true,
    sections: [
      {
        heading: '总则',
        clauses: [
          {
            text: `为加强诚信自律建设，{名}制定本承诺书，向会员和社会公开；其他文件关于服务和收费的说法与本承诺书不一致的，以对会员有利的为准。`,
            role: 'core',
          },
          { text: random.pick(pools.LAWFUL), role: 'core' },
        ],
      },
      {
        heading: '服务',
        clauses: [
          { text: '服务内容：', items: asItems(services(author)), role: 'core' },
          ...plain(
            trade.manners.map((manner) => `${manner}。`),
            'core',
          ),
          { text: random.pick(pools.RECIPIENTS), role: 'core' },
        ],
      },
      {
        heading: '收费',
        clauses: [feeClause(author, mood, '收费项目和标准：'), ...plain(each(random, pools.FEE_RULES.slice(5)))],
      },
      { heading: '行为', clauses: plain([...promises(author, mood), ...some(random, pools.EXTRA_PLEDGES, 4)]) },
      {
        heading: '公开和监督',
        clauses: plain([...each(random, pools.DISCLOSURE), ...some(random, pools.SUPERVISION, 3)]),
      },
    ],
    closing: signature(author),
  };
}

const SHAPES = [formal, headed, articled, letter, grouped, short, chaptered] as const;

export function writePledge(author: Author, mood: Mood, shape: number): Document {
  return SHAPES[shape % SHAPES.length]!(author, mood);
}
