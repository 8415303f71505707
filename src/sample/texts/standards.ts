/** 行业标准 and 典型案例, out of what the trades have written. */
import type { Random } from '../random.ts';
import { pinyinInitials } from './initials.ts';
import type { Author } from './author.ts';
import type { Document, Section } from './document.ts';
import type { Case, Standard } from './trades.ts';

/** T/LJZB 003—2024 */
export function standardNumber({ place, trade }: Author, serial: number, year: string): string {
  return `T/${pinyinInitials(place.stem)}${trade.initials} ${String(serial).padStart(3, '0')}—${year}`;
}

const HEADINGS = [
  ['范围', '范围'],
  ['术语', '术语和定义'],
  ['要求', '要求'],
  ['试验', '检验和检查'],
  ['规则', '判定'],
  ['标志', '标志'],
  ['贮运', '贮存和运输'],
] as const;

/** `number` stands in a clause of the text as well; a draft has none. */
export function writeStandard({ parts }: Standard, number: string | undefined): Document {
  const sections = HEADINGS.flatMap(([key, heading]): Section[] => {
    const texts = parts.get(key);
    return texts === undefined ? [] : [{ heading, clauses: texts.map((text) => ({ text })) }];
  });
  const notes = [
    {
      text:
        number === undefined
          ? '本文件为征求意见稿，意见请在公布之日起三十日内提出。'
          : `执行本文件的单位，可以在说明书、合同中注明“${number}”。`,
    },
    { text: '国家标准、行业标准有更严格规定的，从其规定。' },
  ];
  return {
    preamble: [],
    numbering: 'decimal',
    sections: [...sections, { heading: '实施', clauses: notes }],
    closing: [],
  };
}

/** A standard as it is revised: tighter, with a requirement more. */
export function reviseStandard(random: Random, document: Document, extra: string): Document {
  const revised = structuredClone(document);
  const requirements = revised.sections.find(({ heading }) => heading === '要求')!.clauses;
  requirements.push({ text: extra });
  const place = random.pick(requirements);
  place.text = place.text.replace('不少于', '不低于').replace('应当', '必须');
  return revised;
}

const CASE_HEADINGS = [
  ['基本情况', '处理经过', '效果', '启示'],
  ['起因', '怎样处理', '结果', '想法'],
] as const;
const PRAISE_HEADINGS = ['事迹', '核实和表扬', '影响', '启示'] as const;

/** In headings, in counted parts or in plain paragraphs. */
export function writeCase({ kind, paragraphs }: Case, shape: number): Document {
  if (shape % 3 === 2)
    return {
      preamble: [],
      numbering: 'none',
      sections: [{ clauses: paragraphs.map((text) => ({ text })) }],
      closing: [],
    };
  const headings = kind === '奖励表彰' ? PRAISE_HEADINGS : CASE_HEADINGS[shape % 2]!;
  const sections = paragraphs.map((text, i) => ({ heading: headings[i]!, clauses: inParts(text) }));
  if (shape % 3 === 1) {
    const clauses = paragraphs.map((text, i) => ({ text: `${headings[i]}。${text}` }));
    return { preamble: [], numbering: 'han', sections: [{ clauses }], closing: [] };
  }
  return { preamble: [], numbering: 'none', sections, closing: [] };
}

const LONG_PARAGRAPH = 110;

/** A long paragraph in two, at the full stop nearest to its middle. */
function inParts(text: string): { text: string }[] {
  if (text.length < LONG_PARAGRAPH) return [{ text }];
  const stops = [...text.matchAll(/。(?!”|$)/g)].map(({ index }) => index + 1);
  if (stops.length === 0) return [{ text }];
  const middle = stops.reduce((best, at) =>
    Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2) ? at : best,
  );
  return [{ text: text.slice(0, middle) }, { text: text.slice(middle) }];
}
