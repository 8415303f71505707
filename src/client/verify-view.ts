/** Draws what is said of a copy. All of it is made of texts (elements.ts). */
import { grouped } from '../domain/amount.ts';
import { inTable, inWords, type IsoDate } from '../domain/date.ts';
import { clauseName, type Clause } from '../pledges/clauses.ts';
import type { ClauseChange } from '../pledges/compare.ts';
import type { Segment } from '../pledges/differences.ts';
import type { VersionFacts } from '../pledges/verify-index.ts';
import { versionInWords, type Verdict, type VerdictKind } from '../pledges/verify.ts';
import { urls } from '../register/urls.ts';
import { element } from './elements.ts';
import { CHANGE_WORDS, otherDetails, tellAttachment, tellVerdict, type Told } from './verify-words.ts';
import type { Judged } from './verify-worker.ts';

/** What was given: a file by its name and size, or text that was pasted. */
export interface Given {
  name: string | undefined;
  bytes: number;
}

export interface Shown {
  kind: VerdictKind;
  headline: string;
  /** What stands under the headline. */
  nodes: readonly Node[];
}

/** Clauses shown at a time. */
const PAGE = 100;
/** Versions named as having the same words. */
const MOST_NAMED = 20;

export function showJudged({ verdict, attachedTo, notes, sha256 }: Judged, given: Given, today: IsoDate): Shown {
  const attachment = attachedTo.length === 0 ? undefined : tellAttachment(attachedTo, today);
  const told: Told = attachment ?? tellVerdict(verdict!);
  const facts = attachment?.facts ?? verdict?.version;
  const others = attachedTo.filter((version) => version !== facts);
  return {
    kind: told.kind,
    headline: told.headline,
    nodes: [
      boxOf(told, notes, verdict),
      ...(facts ? [factsOf(facts)] : []),
      ...sameAs('同一个文件也是这些版本的附件', others),
      ...sameAs('与这些文本一致', verdict?.identicalElsewhere ?? []),
      ...sameAs('文字相同的还有', verdict?.matches ?? []),
      ...(verdict ? differencesOf(verdict) : []),
      givenOf(given, sha256, today),
    ],
  };
}

/** Where the copy cannot be judged, its digest is told all the same. */
export function showRefused(message: string, given: Given, sha256: string | undefined, today: IsoDate): Node[] {
  return [element('p', { class: 'notice caution' }, message), givenOf(given, sha256, today)];
}

function boxOf({ tag, tone, means, meansNot, todo }: Told, notes: readonly string[], verdict?: Verdict): HTMLElement {
  const more = verdict === undefined ? [] : otherDetails(verdict);
  return element(
    'div',
    { class: `verdict ${tone}` },
    element('p', {}, element('span', { class: `tag ${tone}` }, tag)),
    notes.map((note) => element('p', { class: 'note' }, element('b', {}, note))),
    more.length > 0 &&
      element(
        'ul',
        { class: 'more' },
        more.map((sentence) => element('li', { class: 'typed' }, sentence)),
      ),
    element(
      'ul',
      {},
      element('li', {}, element('b', {}, '说明：'), means),
      element('li', {}, element('b', {}, '不说明：'), meansNot),
      element('li', {}, element('b', {}, '怎么办：'), todo),
    ),
  );
}

function factsOf(facts: VersionFacts): HTMLElement {
  const { id, code, association, adoptedOn, adoptedBy, effectiveOn, replacedOn } = facts;
  const rows: (readonly [string, Node | string | undefined])[] = [
    ['比较的文本', element('a', { href: addressOf(id) }, versionInWords(facts))],
    ['组织', element('a', { href: urls.organisation(code) }, association)],
    ['它的各版文本', element('a', { href: urls.organisationPledges(code) }, '全部版本')],
    [
      '通过',
      adoptedOn === undefined ? adoptedBy : `${inTable(adoptedOn)}${adoptedBy === undefined ? '' : `，${adoptedBy}`}`,
    ],
    ['施行', effectiveOn === undefined ? undefined : inTable(effectiveOn)],
    ['被替换', replacedOn === undefined ? undefined : inTable(replacedOn)],
  ];
  return definitions(rows);
}

function definitions(
  rows: readonly (readonly [string, Node | readonly (Node | string)[] | string | undefined])[],
): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    rows.map(
      ([term, value]) => value !== undefined && element('div', {}, element('dt', {}, term), element('dd', {}, value)),
    ),
  );
}

function addressOf(id: string): string {
  return encodeURI(urls.pledgeText(id));
}

function sameAs(title: string, versions: readonly VersionFacts[]): HTMLElement[] {
  if (versions.length === 0) return [];
  const links = versions
    .slice(0, MOST_NAMED)
    .map((facts) => element('li', {}, element('a', { href: addressOf(facts.id) }, versionInWords(facts))));
  const left = versions.length - links.length;
  return [
    element(
      'div',
      { class: 'same' },
      element('h3', {}, `${title}（${grouped(versions.length)}份）`),
      element('ul', {}, links, left > 0 && element('li', {}, `另有${grouped(left)}份`)),
    ),
  ];
}

/** What was given, and its digest, for whoever puts it beside a published text. */
function givenOf({ name, bytes }: Given, sha256: string | undefined, today: IsoDate): HTMLElement {
  const isFile = name !== undefined;
  return definitions([
    ['您给的', isFile ? element('span', { class: 'typed' }, `${name}（${size(bytes)}）`) : '粘贴的文字'],
    ['文件的 SHA-256', isFile ? digest(sha256) : undefined],
    ['核验日期', `${inWords(today)}，在这台设备上`],
  ]);
}

function digest(sha256: string | undefined): string | Node[] {
  if (sha256 === undefined) return '算不出来：这个网址不是 https';
  const code = element('span', { class: 'digest' }, sha256);
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- Missing at addresses without https.
  if (navigator.clipboard === undefined) return [code];
  const button = element('button', { type: 'button' }, '复制');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(sha256);
    button.textContent = '已复制';
  });
  return [code, button];
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes}字节`;
  return bytes < 2 ** 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function differencesOf({ comparison, version, differences }: Verdict): HTMLElement[] {
  if (comparison === undefined || version === undefined) return [];
  const changed = comparison.changes.filter(({ kind }) => kind !== 'unchanged');
  const rest = comparison.changes.filter(({ kind }) => kind === 'unchanged');
  const renumbered = rest.filter(({ words }) => words.length > 0);
  const repunctuated = rest.filter(({ isRepunctuated }) => isRepunctuated);
  return [
    ...(changed.length === 0
      ? []
      : [
          element(
            'section',
            { 'aria-labelledby': 'verify-differences' },
            element('h3', { id: 'verify-differences' }, `不同之处（${grouped(differences)}处）`),
            legend(),
            byPages(changed, (change) => changeOf(change, version, 'h4')),
          ),
        ]),
    ...folded(`编号不同的（${grouped(renumbered.length)}条）`, renumbered, (change) =>
      element('li', {}, change.words.map((words) => `${words}。`).join('')),
    ),
    ...folded(`标点或数字写法不同的（${grouped(repunctuated.length)}条）`, repunctuated, (change) =>
      changeOf(change, version, 'p'),
    ),
  ];
}

function legend(): HTMLElement {
  return element(
    'p',
    { class: 'small quiet' },
    '公布的文本里有、您的文本里没有的：',
    element('del', {}, '划线'),
    '；您的文本里有、公布的文本里没有的：',
    element('ins', {}, '加框'),
    '。',
  );
}

function folded(
  title: string,
  changes: readonly ClauseChange[],
  show: (change: ClauseChange) => HTMLElement,
): HTMLElement[] {
  if (changes.length === 0) return [];
  return [element('details', {}, element('summary', {}, title), byPages(changes, show))];
}

/** A list that grows by a button, so that a text that differs everywhere does not stop the browser. */
function byPages(changes: readonly ClauseChange[], show: (change: ClauseChange) => HTMLElement): HTMLElement {
  const items = element('ol', { class: 'changes' });
  const more = element('button', { type: 'button' });
  let shown = 0;
  const showMore = () => {
    const next = changes.slice(shown, shown + PAGE).map(show);
    items.append(...next);
    shown += next.length;
    const left = changes.length - shown;
    more.hidden = left === 0;
    more.textContent = `再显示${grouped(Math.min(PAGE, left))}条（还有${grouped(left)}条）`;
    return next[0];
  };
  showMore();
  more.addEventListener('click', () => {
    const first = showMore();
    first?.setAttribute('tabindex', '-1');
    first?.focus({ preventScroll: true });
  });
  return element('div', {}, items, element('p', {}, more));
}

function changeOf(
  { kind, before, after, segments, words }: ClauseChange,
  { id }: VersionFacts,
  title: 'h4' | 'p',
): HTMLElement {
  const published = before && element('a', { href: `${addressOf(id)}#${before.id}` }, clauseName(before));
  return element(
    'li',
    { class: 'change' },
    element(
      title,
      { class: 'name' },
      `${before ? '' : '您手里的'}${clauseName((before ?? after)!)}`,
      ' ',
      kind !== 'unchanged' && element('span', { class: 'tag plain' }, CHANGE_WORDS[kind]),
    ),
    // What came or went as a whole stands below in full.
    before && after && words.length > 0 && element('p', { class: 'typed' }, words.map((word) => `${word}。`).join('')),
    element(
      'div',
      { class: 'sides' },
      side(['公布的', published ? ['：', published] : ''], before, segments, 'before'),
      side(['您手里的', after ? `：${clauseName(after)}` : ''], after, segments, 'after'),
    ),
  );
}

type Title = readonly (string | Node | readonly (string | Node)[])[];

function side(
  title: Title,
  clause: Clause | undefined,
  segments: readonly Segment[],
  which: 'before' | 'after',
): HTMLElement {
  const tag = which === 'before' ? 'del' : 'ins';
  return element(
    'div',
    {},
    element('p', { class: 'small quiet' }, title),
    clause === undefined
      ? element('p', { class: 'quiet' }, '（没有这一条）')
      : element(
          'p',
          { class: 'typed' },
          clause.label !== '' && `${clause.label}　`,
          segments.map((segment) => {
            const text = segment[which];
            if (text === '' || segment.kind === 'same') return text;
            return element(segment.kind === 'changed' ? tag : 'mark', {}, text);
          }),
        ),
  );
}
