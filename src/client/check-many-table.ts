/** The table of results: its rows, its words, and the file for spreadsheets. */
import Papa from 'papaparse';
import type { IsoDate } from '../domain/date.ts';
import type { Answer } from '../lookup/types.ts';
import type { Tone } from '../register/tones.ts';

/** Queries of one batch, at most. */
export const BATCH_MOST = 5000;

export type Outcome = Answer['outcome'] | 'skipped';

export interface BatchRow extends Told {
  /** Number of the row, as a spreadsheet shows it. */
  number: number;
  query: string;
}

/** What one answer says, without the question. */
export interface Told {
  outcome: Outcome;
  /** What bears the name or code or, for `similar`, what comes nearest. */
  found?: Found | undefined;
  why: string;
  /** The day of the register that answered; '' where none was asked. */
  asOf: IsoDate | '';
}

export interface Found {
  name: string;
  /** '' for an illegal body, which has none. */
  code: string;
  /** In words, with the tone of its tag. */
  standing: string;
  tone: Tone;
  href: string;
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  found: '找到',
  similar: '名称相近',
  'not-found': '没有找到',
  skipped: '没有核查',
};

const HEADER = ['行号', '输入', '结果', '本站收录的名称', '统一社会信用代码', '状态', '说明', '数据截至', '核查日期'];

/**
 * UTF-8 with a byte order mark and CRLF, as spreadsheets want it. A cell that would be taken for a formula begins with an
 * apostrophe: what others have written must not be run.
 */
export function resultCsv(rows: readonly BatchRow[], today: IsoDate): string {
  const cells = rows.map(({ number, query, outcome, found, why, asOf }) => [
    String(number),
    query,
    OUTCOME_WORDS[outcome],
    found?.name ?? '',
    found?.code ?? '',
    found?.standing ?? '',
    why,
    asOf,
    today,
  ]);
  return `\uFEFF${Papa.unparse({ fields: HEADER, data: cells }, { newline: '\r\n', escapeFormulae: true })}\r\n`;
}
