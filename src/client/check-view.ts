/** Draws what a check says. All of it is made of texts (elements.ts). */
import { inWords, type IsoDate } from '../domain/date.ts';
import {
  ILLEGAL_KIND_TEXTS,
  illegalSentence,
  MEANINGS,
  STANDING_LABELS,
  type IllegalKindName,
} from '../domain/sentences.ts';
import { nameHints } from '../domain/name-hints.ts';
import type { Standing } from '../domain/standing.ts';
import type { Answer, Bearers, IllegalRecord, LookupRecord, OrganisationRecord, Result } from '../lookup/types.ts';
import { TONES } from '../register/tones.ts';
import { urls } from '../register/urls.ts';
import { verdictOn } from '../register/verdict.ts';
import {
  dayNote,
  judgingDay,
  listTitle,
  readAnswer,
  ROLE_WORDS,
  roleSentence,
  type CodeReading,
  type Outcome,
  type Reading,
  type Registered,
} from './check-words.ts';
import { element } from './elements.ts';

export interface Shown {
  outcome: Outcome;
  /** The outcome in one sentence. */
  status: string;
  /** Whether the page must say what the register covers. */
  isMiss: boolean;
  /** By which data and day it was judged. */
  dayNote: string;
  nodes: readonly Node[];
  /**
   * Puts the records of names that are only near into their places, when they have come; `false` when none of the names is
   * in the register any more.
   */
  fill?: ((details: Answer) => boolean) | undefined;
}

/**
 * @param today by the reader's clock
 * @param organisations how many the register has, as it is written
 */
export function showAnswer(answer: Answer, today: IsoDate, organisations: string): Shown {
  const day = judgingDay(today, answer.asOf);
  const reading = readAnswer(answer, day, organisations);
  const near = reading.near.map((result) => new NearItem(result));
  for (const item of near) if (item.result.record !== undefined) item.put([item.result.record], day, answer.asOf);
  const isOpen = near.some(({ result }) => result.record === undefined);
  return {
    outcome: reading.outcome,
    status: reading.status,
    isMiss: reading.isMiss,
    dayNote: dayNote(answer.asOf, day, reading.registered),
    nodes: [...draw(reading, near), ...hintSection(answer.query, reading)],
    fill: isOpen ? (details) => fillAll(near, details, day, reading) : undefined,
  };
}

/** Who bears the name, while their records are on the way: enough to see that it is here, and in what state. */
export function showBearers({ query, bearers, asOf }: Bearers): Node[] {
  return [
    element('h2', { class: 'outcome', tabindex: '-1' }, `找到「${query.trim()}」`),
    ...bearers.map(({ name, role, standing, of }) =>
      element(
        'p',
        { class: 'typed' },
        element('span', { class: `tag ${toneOf(standing)}` }, labelOf(standing)),
        ` ${of === undefined ? name : `${of}（${ROLE_WORDS[role]}：${name}）`}`,
      ),
    ),
    element('p', { class: 'quiet' }, `截至${inWords(asOf)}。正在取详细记录…`),
  ];
}

function labelOf(standing: Bearers['bearers'][number]['standing']): string {
  return isIllegalKind(standing) ? `在${listTitle(standing)}上` : STANDING_LABELS[standing];
}

function toneOf(standing: Bearers['bearers'][number]['standing']): string {
  return isIllegalKind(standing) ? 'warning' : TONES[standing];
}

function isIllegalKind(standing: Standing | IllegalKindName): standing is IllegalKindName {
  return standing in ILLEGAL_KIND_TEXTS;
}

export function checkUrl(query: string): string {
  return `${urls.check}?${new URLSearchParams({ q: query })}`;
}

function draw(reading: Reading, near: readonly NearItem[]): Node[] {
  const { registered, illegal, code } = reading;
  const count = registered.length + illegal.length;
  const cards = [
    ...registered.map((one) => organisationCard(one, count, illegal)),
    ...illegal.map((record) => illegalCard(record, count, registered)),
  ];
  return [
    element('h2', { class: 'outcome', tabindex: '-1' }, reading.heading),
    ...reading.lead.map((sentence) => element('p', { class: 'typed lead-in' }, sentence)),
    ...(code === undefined ? [] : [codeTable(code)]),
    ...(cards.length === 0
      ? []
      : [element('div', { class: count === 1 ? 'cards' : count > 4 ? 'cards beside crowd' : 'cards beside' }, cards)]),
    ...(near.length === 0 ? [] : [nearSection(reading, near)]),
  ];
}

function organisationCard(one: Registered, cards: number, shownIllegal: readonly IllegalRecord[]): HTMLElement {
  const { record, verdict } = one;
  const { standing, fundraising } = verdict;
  const tone = TONES[standing.standing];
  const { means, doesNotMean, todo } = MEANINGS[standing.standing];
  const others = standing.all.slice(1);
  return element(
    'article',
    { class: `verdict ${tone === 'gone' ? 'warning' : tone}`, 'aria-label': record.name },
    element('p', { class: 'tag-line' }, element('span', { class: `tag ${tone}` }, verdict.label)),
    cards > 1 && element('h3', {}, placeOf(record)),
    roleSentence(one) === undefined ? undefined : element('p', { class: 'typed' }, roleSentence(one)),
    element('p', { class: 'sentence typed' }, verdict.headline),
    others.length > 0 && element('p', {}, `同时还有：${others.map((other) => STANDING_LABELS[other]).join('；')}。`),
    meaningList(cards, means, doesNotMean, todo),
    element(
      'p',
      { class: 'fundraising' },
      element('b', {}, '能不能向公众募捐：'),
      verdict.fundraisingSentence,
      fundraising.fundraising === 'yes' && standing.standing !== 'normal' && '付款之前请先看清上面的状态。',
    ),
    factList([
      ['统一社会信用代码', element('span', { class: 'code' }, record.code)],
      ['登记管理机关', record.facts.authority],
      ['登记地区', record.region],
      ['组织类型', record.facts.type],
      ['曾用名', record.formerNames.join('、')],
      ['简称', record.shortNames.join('、')],
      ['来源', record.sources.join('、')],
    ]),
    record.alikeIllegal
      .filter(({ id }) => !shownIllegal.some((body) => body.id === id))
      .map(({ id, name, list, reason }) =>
        element(
          'p',
          { class: 'small typed' },
          reason === '同名' ? '同名提示：' : '与之易混的名称：',
          `${listTitle(list)}上有「`,
          element('a', { href: urls.illegalOrganisation(id) }, name),
          reason === '同名' ? '」。名单没有写明代码，' : `」（${reason}）。名称相近，不等于与本组织有关，`,
          '请核对代码，不要只看名称。',
        ),
      ),
    element(
      'p',
      {},
      element('a', { class: 'onward', href: urls.organisation(record.code), 'data-onward': true }, '看它的全部记录'),
    ),
  );
}

function placeOf({ region, facts }: OrganisationRecord): string {
  return region === '' ? facts.authority : `${region}，${facts.authority}登记`;
}

function illegalCard(record: IllegalRecord, cards: number, shown: readonly Registered[]): HTMLElement {
  const { title, meaning } = ILLEGAL_KIND_TEXTS[record.list];
  const isShown = (code: string | undefined) => shown.some((one) => one.record.code === code);
  return element(
    'article',
    { class: 'verdict warning', 'aria-label': `${listTitle(record.list)}：${record.name}` },
    element('p', {}, element('span', { class: 'tag warning' }, title)),
    shown.length > 0 && element('h3', {}, listTitle(record.list)),
    element('p', { class: 'sentence typed' }, illegalSentence({ ...record, kind: record.list })),
    meaningList(
      cards,
      meaning,
      record.list === '涉嫌' ? '涉嫌不是结论，核查之后也可能有别的结果。' : '名称相近的组织不一定与它有关。',
      /登记/.test(record.disposal ?? '') || record.list === '涉嫌'
        ? '付款、入会之前请对方出示登记证书，用代码再查一次。'
        : '不要向它付款、捐款、交会费；已经付款的，保留凭证，向登记管理机关或公安机关反映。',
    ),
    factList([
      ['批次', record.batch],
      ['公布日期', record.publishedOn && inWords(record.publishedOn)],
      ['公布机关', record.publishedBy],
      ['处置状态', record.disposal],
      ['来源', record.sources.join('、')],
    ]),
    record.resembles
      .filter(({ code }) => code === undefined || !isShown(code))
      .map(({ name, code, reason, isInNotice }) =>
        element(
          'p',
          { class: 'typed' },
          isInNotice ? '公布名单时指明，依法登记的是' : '经核对，容易与这个名称混淆的登记名称是',
          code === undefined ? `「${name}」` : element('a', { href: urls.organisation(code) }, name),
          code !== undefined && ['，代码', element('span', { class: 'code' }, code)],
          isInNotice ? '。' : `：${reason}。`,
        ),
      ),
    element(
      'p',
      {},
      element(
        'a',
        { class: 'onward', href: urls.illegalOrganisation(record.id), 'data-onward': true },
        '看名单上的记载',
      ),
    ),
  );
}

/** Beside more than one other card the meaning is folded up, so that the cards can be compared. */
function meaningList(cards: number, means: string, doesNotMean: string, todo: string): HTMLElement {
  const list = element(
    'ul',
    { class: 'small' },
    [
      ['这意味着', means],
      ['这不等于', doesNotMean],
      ['您可以', todo],
    ].map(([label, text]) => element('li', {}, element('b', {}, `${label}：`), text)),
  );
  return cards <= 2 ? list : element('details', { class: 'small' }, element('summary', {}, '这意味着什么'), list);
}

function factList(facts: readonly (readonly [label: string, text: string | Node | undefined])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts small' },
    facts.map(
      ([label, text]) =>
        text !== undefined &&
        text !== '' &&
        element('div', {}, element('dt', {}, label), element('dd', { class: 'typed' }, text)),
    ),
  );
}

function codeTable({ code, wrong, suggestion, elsewhere }: CodeReading): HTMLElement {
  const at = wrong.map((i) => [i, i + 1] as const);
  const written = (text: string) => element('span', { class: 'code' }, marked(text, [], at));
  return element(
    'dl',
    { class: 'facts codes' },
    element('div', {}, element('dt', {}, '您输入的'), element('dd', {}, written(code))),
    suggestion !== undefined &&
      element(
        'div',
        {},
        element('dt', {}, '可能应是'),
        element('dd', {}, element('a', { href: checkUrl(suggestion), 'data-onward': true }, written(suggestion))),
      ),
    elsewhere !== undefined &&
      element(
        'div',
        {},
        element('dt', {}, '可以到这里查'),
        element('dd', {}, element('a', { href: elsewhere.url, rel: 'noopener external' }, elsewhere.title)),
      ),
  );
}

function nearSection({ nearHeading, crowd, outcome, near: results }: Reading, near: readonly NearItem[]): HTMLElement {
  const hasDifferences = results.some(({ differences }) => differences.length > 0);
  return element(
    'section',
    { 'aria-label': nearHeading },
    // Where similar names are the answer, the heading of the answer is theirs.
    outcome === 'similar' ? undefined : element('h3', {}, nearHeading),
    crowd !== undefined && element('p', { class: 'notice typed' }, crowd),
    hasDifferences &&
      element(
        'p',
        { class: 'small quiet legend', 'aria-hidden': 'true' },
        '粗体是与您输入相同的字，',
        element('span', { class: 'differs' }, '加框'),
        '的是不同的字。',
      ),
    ...nearLists(near),
  );
}

/** Names that only share a few characters stand back where others come nearer. */
function nearLists(near: readonly NearItem[]): HTMLElement[] {
  const isFaint = ({ result }: NearItem) => result.why.rule === 'overlap';
  const faint = near.some((one) => !isFaint(one)) ? near.filter(isFaint) : [];
  const list = (items: readonly NearItem[]) =>
    element(
      'ol',
      { class: 'results near' },
      items.map(({ item }) => item),
    );
  if (faint.length === 0) return [list(near)];
  return [
    list(near.filter((one) => !isFaint(one))),
    element(
      'details',
      { class: 'small' },
      element('summary', {}, `只有几个字相同的还有${faint.length}个名称`),
      list(faint),
    ),
  ];
}

/** The rules on names are of use where a whole name was typed that nobody registered bears. */
function hintSection(query: string, { outcome, near }: Reading): HTMLElement[] {
  const isWholeName = /\p{Script=Han}.*\p{Script=Han}.*\p{Script=Han}.*\p{Script=Han}/u.test(query);
  const isSlip = ['one-slip', 'slips', 'overlap'].includes(near[0]?.why.rule ?? '');
  const isOfUse = outcome === 'not-found' || outcome === 'illegal' || (outcome === 'similar' && isSlip);
  const hints = isWholeName && isOfUse ? nameHints(query) : [];
  if (hints.length === 0) return [];
  return [
    element(
      'section',
      { class: 'hints', 'aria-labelledby': 'hints' },
      element('h3', { id: 'hints' }, '名称规则提示'),
      element('p', { class: 'small quiet' }, '只说明名称的规则，供您往下查，不是对任何组织的结论。'),
      element(
        'ul',
        {},
        hints.map(({ text, article }) =>
          element('li', { class: 'typed' }, text, element('span', { class: 'small quiet' }, `（${article}）`)),
        ),
      ),
    ),
  ];
}

/** A name that could have been meant. Its record comes later, into lines that are kept free for it. */
class NearItem {
  readonly result: Result;
  readonly item: HTMLLIElement;
  readonly #link: HTMLAnchorElement;
  readonly #tag: HTMLElement;
  readonly #where: HTMLElement;

  constructor(result: Result) {
    this.result = result;
    const { name, role, of: whole, standing, why, marks, differences } = result;
    this.#link = element(
      'a',
      { class: 'typed', href: checkUrl(name), 'data-onward': true },
      marked(name, marks, differences),
    );
    this.#tag = element('span', {});
    this.#setTag(standing);
    const roles = role === 'former' ? '，是曾用名' : role === 'short' ? '，是简称' : '';
    const differing = differences.map(([start, end]) => `「${name.slice(start, end)}」`).join('');
    this.#where = element('p', { class: 'small quiet where' });
    this.item = element(
      'li',
      {},
      element('p', {}, this.#link, ' ', this.#tag),
      element(
        'p',
        { class: 'small typed' },
        why.text + roles,
        differing !== '' && element('span', { class: 'unseen' }, `。不同的字：${differing}`),
      ),
      whole !== undefined &&
        element('p', { class: 'small typed' }, `${role === 'former' ? '现在的名称' : '全称'}：${whole}`),
      this.#where,
    );
  }

  #setTag(standing: Result['standing']): void {
    const isIllegal = this.result.kind === 'illegal';
    this.#tag.className = `tag ${isIllegal ? 'warning' : TONES[standing as Standing]}`;
    this.#tag.textContent = isIllegal
      ? `在${listTitle(standing as IllegalRecord['list'])}上`
      : STANDING_LABELS[standing as Standing];
  }

  /** @param records of all who bear the name in this role and standing */
  put(records: readonly LookupRecord[], day: IsoDate, asOf: IsoDate): void {
    const [record] = records;
    if (record === undefined) return;
    if (records.length > 1) {
      // Side by side they are shown when the name is asked for.
      this.#where.replaceChildren(
        record.kind === 'organisation'
          ? `同名的有${records.length}家，点开名称并排核对`
          : `名单上有${records.length}条记载，点开名称逐条查看`,
      );
      return;
    }
    if (record.kind === 'illegal') {
      const parts = [record.publishedBy, record.publishedOn && `${inWords(record.publishedOn)}公布`, record.batch];
      this.#link.href = urls.illegalOrganisation(record.id);
      this.#where.replaceChildren(parts.filter((part) => part !== undefined && part !== '').join('，'));
      return;
    }
    const verdict = verdictOn(record.facts, day, asOf);
    this.#link.href = urls.organisation(record.code);
    this.#tag.className = `tag ${TONES[verdict.standing.standing]}`;
    this.#tag.textContent = verdict.label;
    this.#where.replaceChildren(element('span', { class: 'code' }, record.code), ' ', placeOf(record));
  }

  /** The same organisation as one above, under another of its names. */
  isSameAs(record: OrganisationRecord): void {
    this.#link.href = urls.organisation(record.code);
    this.#where.replaceChildren(`与上面的「${record.name}」是同一家`);
  }
}

function fillAll(near: readonly NearItem[], details: Answer, day: IsoDate, { registered }: Reading): boolean {
  const organisations = [
    ...registered.map(({ record }) => record),
    ...details.results.flatMap(({ record }) => (record?.kind === 'organisation' ? [record] : [])),
  ];
  let left = 0;
  for (const item of near) {
    const { name, role, standing } = item.result;
    const records = details.results.flatMap((one) =>
      one.name === name && one.role === role && one.standing === standing && one.record ? [one.record] : [],
    );
    const same = organisations.find(
      (record) => record.name === name || record.formerNames.includes(name) || record.shortNames.includes(name),
    );
    if (records.length > 0) item.put(records, day, details.asOf);
    else if (same !== undefined) item.isSameAs(same);
    // The list of names may be older than the records: who is no longer there is not shown.
    else item.item.remove();
    if (item.item.parentNode) left++;
  }
  return left > 0 || registered.length > 0;
}

/** A name in pieces: what answers the query and what differs from it. */
function marked(name: string, marks: Result['marks'], differences: Result['differences']): Node[] {
  const kinds: ('' | 'same' | 'differs')[] = Array.from({ length: name.length }, () => '');
  for (const [start, end] of marks) kinds.fill('same', start, end);
  for (const [start, end] of differences) kinds.fill('differs', start, end);
  const pieces: Node[] = [];
  for (let i = 0; i < name.length;) {
    const start = i;
    while (i < name.length && kinds[i] === kinds[start]) i++;
    const text = name.slice(start, i);
    const kind = kinds[start];
    if (kind === 'same') pieces.push(element('mark', {}, text));
    else pieces.push(kind === 'differs' ? element('span', { class: 'differs' }, text) : document.createTextNode(text));
  }
  return pieces;
}
