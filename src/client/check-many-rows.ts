/** Many queries one after another, each answered in one row of a table. */
import type { IsoDate } from '../domain/date.ts';
import type { NumberedQuery } from '../lookup/queries.ts';
import type { Answer, BriefLookup, LookupRecord } from '../lookup/types.ts';
import { TONES } from '../register/tones.ts';
import { urls } from '../register/urls.ts';
import { verdictOn } from '../register/verdict.ts';
import type { BatchRow, Found, Told } from './check-many-table.ts';
import { judgingDay, listTitle, readAnswer } from './check-words.ts';

/** A longer text is no name; that is said and it is not looked up. */
const LONGEST_QUERY = 120;
/** Queries under way at once: while the files of one come in, another is worked out. */
const TOGETHER = 8;
/** Milliseconds between two reports. */
const REPORT_EVERY = 100;

/**
 * @param today by the reader's clock
 * @param report is handed the rows in their order, as they are done
 * @throws LookupFailed; the rows that were reported before stand
 */
export async function runBatch(
  lookup: BriefLookup,
  queries: readonly NumberedQuery[],
  today: IsoDate,
  report: (rows: readonly BatchRow[]) => void,
): Promise<void> {
  let done: BatchRow[] = [];
  let reported = performance.now();
  try {
    for (let i = 0; i < queries.length; i += TOGETHER) {
      done.push(...(await Promise.all(queries.slice(i, i + TOGETHER).map((query) => rowFor(lookup, query, today)))));
      if (performance.now() - reported < REPORT_EVERY) continue;
      report(done);
      done = [];
      reported = performance.now();
    }
  } finally {
    if (done.length > 0) report(done);
  }
}

async function rowFor(lookup: BriefLookup, { number, text }: NumberedQuery, today: IsoDate): Promise<BatchRow> {
  if (text.length > LONGEST_QUERY)
    return { number, query: text, outcome: 'skipped', why: '文字太长，不像一个名称，没有核查', asOf: '' };
  return { number, query: text, ...told(await lookup.first(text), today) };
}

export function told(answer: Answer, today: IsoDate): Told {
  const { outcome, results, code, total, asOf } = answer;
  const day = judgingDay(today, asOf);
  const [first, ...others] = results;
  const wrongCode = code === undefined || outcome === 'found' ? undefined : readAnswer(answer, day, '');
  if (first?.record === undefined)
    return {
      outcome: 'not-found',
      why: wrongCode ? `${wrongCode.heading}。${wrongCode.lead[0] ?? ''}` : '本站收录的名称里没有；不等于它不合法',
      asOf,
    };
  const namesakes = others.filter(({ name, record }) => record && (outcome === 'found' || name === first.name));
  const alike = outcome === 'similar' ? (total ?? results.length - namesakes.length) : 1;
  return {
    outcome,
    found: foundOf(first.name, first.record, day, asOf),
    why: [
      wrongCode?.heading ?? first.why.text,
      ...(namesakes.length > 0
        ? [`同名的另有${namesakes.length}个：${namesakes.map(({ record }) => inShort(record!)).join('、')}`]
        : []),
      ...(alike > 1 ? [`这样的共${alike}个`] : []),
    ].join('；'),
    asOf,
  };
}

function foundOf(name: string, record: LookupRecord, day: IsoDate, asOf: IsoDate): Found {
  if (record.kind === 'illegal')
    return {
      name,
      code: '',
      standing: listTitle(record.list),
      tone: 'warning',
      href: urls.illegalOrganisation(record.id),
    };
  const { label, standing } = verdictOn(record.facts, day, asOf);
  const { code } = record;
  return { name, code, standing: label, tone: TONES[standing.standing], href: urls.organisation(code) };
}

function inShort(record: LookupRecord): string {
  return record.kind === 'organisation' ? record.code : listTitle(record.list);
}
