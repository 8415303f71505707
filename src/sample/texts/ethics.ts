/** 职业道德准则 in several shapes. */
import type { Clause, Document } from './document.ts';
import { each, some, type Author } from './author.ts';
import * as pools from './pools.ts';

interface Virtue {
  name: string;
  text: string;
}

function own({ trade, rank }: Author): Virtue[] {
  const start = rank * 2;
  return trade.ethics.map((_, i) => trade.ethics[(start + i) % trade.ethics.length]!);
}

function common({ random }: Author, count: number): Virtue[] {
  return each(random, some(random, pools.ETHIC_COMMON, count)).map((line) => {
    const [name, text] = line.split('：');
    return { name: name!, text: text! };
  });
}

function virtues(author: Author, of: number): Virtue[] {
  const seen = new Set<string>();
  return [...own(author), ...common(author, of)].filter(({ name }) => !seen.has(name) && seen.add(name));
}

const FORCE: Clause = { text: '{施行}', role: 'force' };

function numbered(author: Author): Document {
  return {
    preamble: [author.random.pick(pools.ETHIC_PURPOSES)],
    numbering: 'digit',
    sections: [{ clauses: virtues(author, 4).map(({ name, text }) => ({ text: `${name}。${text}` })) }],
    closing: [],
  };
}

function articled(author: Author): Document {
  const { random } = author;
  return {
    preamble: [],
    numbering: 'article',
    chapters: true,
    sections: [
      {
        heading: '总则',
        clauses: [
          { text: random.pick(pools.ETHIC_PURPOSES) },
          { text: '本准则与会员自律规约一并执行，所在单位有更严格规定的，从其规定。' },
        ],
      },
      { heading: '职业操守', clauses: common(author, 4).map(({ text }) => ({ text })) },
      { heading: '行为规范', clauses: own(author).map(({ text }) => ({ text })) },
      { heading: '附则', clauses: [{ text: random.pick(pools.ETHIC_COMMON.at(-1)!).replace(/^担当：/, '') }, FORCE] },
    ],
    closing: [],
  };
}

function named(author: Author): Document {
  return {
    preamble: [author.random.pick(pools.ETHIC_PURPOSES)],
    numbering: 'han',
    sections: [{ clauses: [...virtues(author, 3).map(({ name, text }) => ({ text: `${name}。${text}` })), FORCE] }],
    closing: [],
  };
}

function headed(author: Author): Document {
  const all = virtues(author, 3);
  const half = Math.ceil(all.length / 2);
  const section = (heading: string, items: Virtue[]) => ({
    heading,
    clauses: items.map(({ name, text }) => ({ text: `${name}：${text}` })),
  });
  return {
    preamble: [author.random.pick(pools.ETHIC_PURPOSES)],
    numbering: 'none',
    sections: [section('手上的功夫', all.slice(0, half)), section('心里的尺子', all.slice(half))],
    closing: [],
  };
}

function oath(author: Author): Document {
  const { random, trade } = author;
  const lines = [
    ...some(random, pools.ETHIC_OATHS, 5),
    ...trade.ethics.slice(0, 3).map(({ text }) => `我记住：${text}`),
  ];
  return {
    preamble: [`${trade.workers}上岗前，由所在单位组织诵读并签名。`],
    numbering: 'none',
    sections: [{ clauses: lines.map((text) => ({ text })) }],
    closing: [],
  };
}

function dos(author: Author): Document {
  const { random } = author;
  const list = (items: readonly string[]) =>
    items.map((item, i) => item.replace(/。$/, i === items.length - 1 ? '。' : '；'));
  return {
    preamble: [random.pick(pools.ETHIC_PURPOSES)],
    numbering: 'han',
    sections: [
      {
        clauses: [
          { text: '五要', items: list(some(random, pools.TO_DO, 5)) },
          { text: '五不', items: list(some(random, pools.NOT_TO_DO, 5)) },
          {
            text: '本行业还要记住',
            items: list(
              own(author)
                .slice(0, 4)
                .map(({ text }) => text),
            ),
          },
          FORCE,
        ],
      },
    ],
    closing: [],
  };
}

function flat(author: Author): Document {
  return {
    preamble: [],
    numbering: 'article',
    sections: [
      {
        clauses: [
          { text: author.random.pick(pools.ETHIC_PURPOSES) },
          ...virtues(author, 4).map(({ text }) => ({ text })),
          { text: '所在单位应当将遵守本准则的情况作为考核、晋级的依据。' },
          FORCE,
        ],
      },
    ],
    closing: [],
  };
}

const SHAPES = [numbered, articled, headed, named, oath, dos, flat] as const;

export function writeEthics(author: Author, shape: number): Document {
  return SHAPES[shape % SHAPES.length]!(author);
}
