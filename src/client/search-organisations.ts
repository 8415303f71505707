/** Organisations and names on the illegal lists, through the look-up: the first few, with where they lead. */
import type { Answer, Lookup, LookupRecord, Result } from '../lookup/types.ts';
import { TONES } from '../register/tones.ts';
import { urls } from '../register/urls.ts';
import { verdictOn } from '../register/verdict.ts';
import { judgingDay, listTitle, readAnswer } from './check-words.ts';
import { element } from './elements.ts';

/** Results shown; the check page has the others. */
const MOST = 5;

export interface OrganisationAnswer {
  items: readonly HTMLLIElement[];
  /** The outcome in one sentence. */
  status: string;
  /** Nothing bears the name or code: what the register covers must be said. */
  isMiss: boolean;
}

/**
 * @param today by the reader's clock
 * @param organisations how many the register has, as it is written
 * @throws LookupFailed
 */
export async function searchOrganisations(
  lookup: Lookup,
  query: string,
  today: string,
  organisations: string,
): Promise<OrganisationAnswer> {
  const answer = await lookup.search(query);
  const { results } = await lookup.details({ ...answer, results: answer.results.slice(0, MOST) });
  const day = judgingDay(today, answer.asOf);
  return {
    items: results
      .slice(0, MOST)
      .flatMap((result) => (result.record ? [item(result, result.record, day, answer)] : [])),
    status: `${readAnswer(answer, day, organisations).heading}。`,
    isMiss: answer.outcome === 'not-found',
  };
}

function item(result: Result, record: LookupRecord, day: string, { asOf, outcome }: Answer): HTMLLIElement {
  const { name, role, why, marks } = result;
  const isOrganisation = record.kind === 'organisation';
  const verdict = isOrganisation ? verdictOn(record.facts, day, asOf) : undefined;
  const roles = role === 'former' ? '，是曾用名' : role === 'short' ? '，是简称' : '';
  return element(
    'li',
    {},
    element(
      'p',
      {},
      element(
        'a',
        {
          class: 'typed',
          href: isOrganisation ? urls.organisation(record.code) : urls.illegalOrganisation(record.id),
        },
        // A name that is the query needs no marks.
        outcome === 'found' && why.rule === 'exact' ? name : withMarks(name, marks),
      ),
      ' ',
      isOrganisation
        ? element('span', { class: `tag ${TONES[verdict!.standing.standing]}` }, verdict!.label)
        : element('span', { class: 'tag warning' }, `在${listTitle(record.list)}上`),
    ),
    element(
      'p',
      { class: 'small typed' },
      why.text + roles,
      isOrganisation && name !== record.name && `，${role === 'former' ? '现在的名称' : '全称'}是「${record.name}」`,
    ),
    isOrganisation &&
      element('p', { class: 'small quiet' }, element('span', { class: 'code' }, record.code), ` ${record.region}`),
  );
}

function withMarks(name: string, marks: Result['marks']): (string | HTMLElement)[] {
  let at = 0;
  const pieces: (string | HTMLElement)[] = [];
  for (const [start, end] of marks) {
    pieces.push(name.slice(at, start), element('mark', {}, name.slice(start, end)));
    at = end;
  }
  return [...pieces, name.slice(at)];
}
