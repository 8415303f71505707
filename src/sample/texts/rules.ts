/** 自律规约 in several shapes, out of what the trade minds and what all associations have. */
import type { Clause, Document } from './document.ts';
import { each, some, type Author } from './author.ts';
import * as pools from './pools.ts';

/** A line with items: 会员不得有下列行为：|…|… */
function clauseOf(line: string): Clause {
  const [text, ...items] = line.split('|');
  return items.length === 0 ? { text: text! } : { text: text!, items };
}

/** Own rules first: from the place where the body stands among those of its trade. */
function own({ trade, rank, random }: Author, count: number): Clause[] {
  const start = rank * Math.ceil(trade.rules.length / 2);
  const turned = trade.rules.map((_, i) => trade.rules[(start + i) % trade.rules.length]!);
  return some(random, turned.slice(0, count + 1), count).map(clauseOf);
}

function common(author: Author, topics: readonly (readonly string[])[], count: number): Clause[] {
  return each(author.random, some(author.random, topics, count)).map(clauseOf);
}

function fees(author: Author): Clause[] {
  const texts = each(author.random, pools.FEE_RULES);
  return texts.map((text) => (/\{会费\}|\{收费\}/.test(text) ? { text, role: 'fee' } : { text }));
}

const FORCE: Clause = { text: '{施行}', role: 'force' };

function chaptered(author: Author): Document {
  const { random } = author;
  return {
    preamble: [],
    numbering: 'article',
    chapters: true,
    sections: [
      {
        heading: '总则',
        clauses: [random.pick(pools.RULE_PURPOSES), random.pick(pools.RULE_SCOPES), pools.RULE_PRINCIPLES[0]!].map(
          clauseOf,
        ),
      },
      { heading: '会员行为规范', clauses: [...own(author, 6), ...common(author, pools.CONDUCT, 4)] },
      { heading: '会费和服务收费', clauses: fees(author).slice(0, random.int(3, 5)) },
      { heading: '监督与惩戒', clauses: common(author, pools.DISCIPLINE, 8) },
      { heading: '附则', clauses: [clauseOf(random.pick(pools.ANNEX[0]!)), FORCE] },
    ],
    closing: [],
  };
}

function flat(author: Author): Document {
  const { random } = author;
  return {
    preamble: [],
    numbering: 'article',
    sections: [
      {
        clauses: [
          clauseOf(random.pick(pools.RULE_PURPOSES)),
          ...own(author, 5),
          ...common(author, pools.CONDUCT, 3),
          ...common(author, pools.DISCIPLINE.slice(5, 9), 2),
          FORCE,
        ],
      },
    ],
    closing: [],
  };
}

function counted(author: Author): Document {
  const { random, trade } = author;
  const rules = own(author, 7);
  return {
    preamble: [random.pick(pools.RULE_PURPOSES).replace(/制定本规约。$|订立本规约，共同遵守。$/, '共同约定如下。')],
    numbering: 'han',
    sections: [
      {
        clauses: [
          ...rules.slice(0, 4),
          {
            text: `对${trade.customers}做到：`,
            items: ['价格、期限、做法讲在前面；', '出了差错先补救，再分责任；', '投诉两个工作日内回话。'],
          },
          ...rules.slice(4),
          ...common(author, pools.MEDIATION, 1),
          ...common(author, pools.DISCIPLINE.slice(5, 6), 1),
          FORCE,
        ],
      },
    ],
    closing: ['{名}'],
  };
}

function headed(author: Author): Document {
  const { random } = author;
  const rules = own(author, 7);
  return {
    preamble: [random.pick(pools.RULE_PURPOSES), random.pick(pools.RULE_PRINCIPLES)],
    numbering: 'none',
    sections: [
      { heading: '经营中要守的规矩', clauses: rules.slice(0, 4) },
      { heading: '同行之间', clauses: [...common(author, pools.CONDUCT.slice(1, 4), 2), ...rules.slice(4)] },
      { heading: '对职工和社会', clauses: common(author, pools.CONDUCT.slice(5, 12), 3) },
      { heading: '违反了怎么办', clauses: common(author, pools.DISCIPLINE.slice(4), 3) },
      { heading: '其他', clauses: [FORCE] },
    ],
    closing: [],
  };
}

function listed(author: Author): Document {
  return {
    preamble: ['{名}会员共同遵守以下各条。'],
    numbering: 'digit',
    sections: [
      {
        clauses: [
          ...own(author, 6).filter(({ items }) => items === undefined),
          ...common(author, pools.CONDUCT, 5),
          ...common(author, pools.CREDIT, 1),
          { text: author.random.pick(pools.DISCIPLINE[5]!) },
          FORCE,
        ],
      },
    ],
    closing: [],
  };
}

function decimal(author: Author): Document {
  const { random } = author;
  return {
    preamble: [],
    numbering: 'decimal',
    sections: [
      { heading: '总则', clauses: [random.pick(pools.RULE_PURPOSES), random.pick(pools.RULE_SCOPES)].map(clauseOf) },
      { heading: '经营行为', clauses: own(author, 6) },
      { heading: '竞争行为', clauses: common(author, pools.CONDUCT.slice(1, 6), 3) },
      { heading: '争议处理', clauses: common(author, pools.MEDIATION, 2) },
      { heading: '自律措施', clauses: [...common(author, pools.DISCIPLINE, 6), FORCE] },
    ],
    closing: [],
  };
}

/** What is asked of those who work in the trade, as items. */
function practitioners({ random }: Author): string[] {
  const texts = each(random, pools.ETHIC_COMMON.slice(0, 6)).map((line) => line.slice(line.indexOf('：') + 1));
  return texts.map((text, i) => (i === texts.length - 1 ? text : text.replace(/。$/, '；')));
}

function long(author: Author): Document {
  const { random, trade } = author;
  const all = (topics: readonly (readonly string[])[]) => common(author, topics, topics.length);
  return {
    preamble: [],
    numbering: 'article',
    chapters: true,
    sections: [
      {
        heading: '总则',
        clauses: [random.pick(pools.RULE_PURPOSES), random.pick(pools.RULE_SCOPES), ...pools.RULE_PRINCIPLES].map(
          clauseOf,
        ),
      },
      { heading: '经营行为', clauses: trade.rules.map(clauseOf) },
      { heading: '公平竞争', clauses: all(pools.CONDUCT.slice(0, 5)) },
      { heading: '对职工、客户和社会的责任', clauses: all(pools.CONDUCT.slice(5)) },
      { heading: '会费和服务收费', clauses: fees(author) },
      { heading: '从业人员', clauses: [{ text: '会员应当教育从业人员做到：', items: practitioners(author) }] },
      { heading: '争议调解', clauses: all(pools.MEDIATION) },
      { heading: '信用档案', clauses: all(pools.CREDIT) },
      { heading: '监督与惩戒', clauses: all(pools.DISCIPLINE) },
      { heading: '附则', clauses: [...all(pools.ANNEX), FORCE] },
    ],
    closing: [],
  };
}

const SHAPES = [chaptered, counted, flat, headed, decimal, listed, chaptered, flat] as const;

export function writeRules(author: Author, shape: number, isLong: boolean): Document {
  return isLong ? long(author) : SHAPES[shape % SHAPES.length]!(author);
}
