/** How coverage is told. What was not read is an aid to reading, never a judgement of the body. */
import type { PromiseKind } from './catalogue.ts';
import type { CoverageState, PromiseCoverage } from './coverage.ts';

const MEANINGS: Readonly<Record<PromiseKind, Readonly<Record<CoverageState, string>>>> = {
  承诺: {
    明示: '已公布的文本写明了这一项',
    部分: '已公布的文本说到了这一项，但有条件、有例外，或者只说到一部分',
    未见: '本站没有在已公布的文本里读到这一项，可能写在别处',
  },
  事项: {
    明示: '已公布的文本写明了这一项的内容',
    部分: '已公布的文本提到了这一项，没有写明内容',
    未见: '本站没有在已公布的文本里读到这一项，可能写在别处',
  },
};

/** A cell with its promise and, where a person decided it, why. */
export type ToldCell = Pick<PromiseCoverage, 'promise' | 'state'> & { override?: string | undefined };

/** One cell in a sentence that can be read alone: 「未见：本站没有…」. */
export function cellSentence(cell: ToldCell): string {
  return `${cell.state}：${cellMeaning(cell)}`;
}

/** What the state of a cell means, in a sentence. */
export function cellMeaning({ promise, state, override }: ToldCell): string {
  const decided = override === undefined ? '' : `（由人核对认定：${override}）`;
  return `${MEANINGS[promise.kind][state]}${decided}。`;
}

/** The sentence over the cells of one text: how many promises it states, and what the rest does not mean. */
export function coverageSentence(cells: readonly ToldCell[]): string {
  if (cells.length === 0) return '承诺目录里现在没有可对照的内容。';
  const count = (state: CoverageState) => cells.filter((cell) => cell.state === state).length;
  const [whole, part, none] = [count('明示'), count('部分'), count('未见')];
  const told = [
    whole > 0 ? `写明${whole}项` : '',
    part > 0 ? `说到一部分的${part}项` : '',
    none > 0 ? `没有读到${none}项` : '',
  ].filter((words) => words !== '');
  return `对照承诺目录的${cells.length}项，本站在这份文本里读到：${told.join('，')}。${none > 0 ? '没有读到的可能写在别处。' : ''}`;
}

/** Beside every table of coverage. */
export const COVERAGE_NOTE =
  '对照由程序按承诺目录的识别词逐句读出，附有原句，可能读漏、读错；它帮助阅读，不评价组织。发现读错的，请告诉本站。';
