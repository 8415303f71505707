/**
 * The search page: organisations through the look-up, texts and lists through Pagefind. Each of the two says for itself what
 * it found, and that it failed. The address keeps the query and the filters.
 */
import type { Lookup } from '../lookup/types.ts';
import { urls } from '../register/urls.ts';
import { element } from './elements.ts';
import { lookupInWorker } from './lookup.ts';
import { searchOrganisations } from './search-organisations.ts';
import { openTexts, type Filters, type TextAnswer, type TextHit, type Texts } from './search-texts.ts';

const FAILED = '查询没有完成，不是没有结果。请检查网络后重试。';
/** After the last keystroke. */
const DEBOUNCE = 250;

const input = document.querySelector<HTMLInputElement>('#q')!;
const form = input.form!;
const filters = [...document.querySelectorAll<HTMLSelectElement>('[data-filter]')];
let lookup: Lookup | undefined;
let texts: Promise<Texts> | undefined;

interface Outcome {
  items: readonly HTMLLIElement[];
  status: string;
  isMiss: boolean;
}

/** One of the two parts of the page. What was asked before the last question is let go. */
class Section {
  readonly #find: (query: string) => Promise<Outcome>;
  readonly #root: HTMLElement;
  #turn = 0;

  constructor(name: string, find: (query: string) => Promise<Outcome>) {
    this.#find = find;
    this.#root = document.querySelector<HTMLElement>(`[data-section="${name}"]`)!;
    this.#at('retry')
      .querySelector('button')!
      .addEventListener('click', () => void this.run());
  }

  async run(): Promise<void> {
    const own = ++this.#turn;
    const query = asked();
    this.#root.hidden = query === '';
    if (query === '') return this.#show({ items: [], status: '', isMiss: false });
    this.#at('status').textContent = '正在查询…';
    try {
      const outcome = await this.#find(query);
      if (own === this.#turn) this.#show(outcome);
    } catch {
      if (own === this.#turn) this.#show({ items: [], status: FAILED, isMiss: false }, true);
    }
  }

  #show({ items, status, isMiss }: Outcome, hasFailed = false): void {
    this.#at('results').replaceChildren(...items);
    this.#at('status').textContent = status;
    this.#at('miss').hidden = !isMiss;
    this.#at('retry').hidden = !hasFailed;
  }

  #at(part: string): HTMLElement {
    return this.#root.querySelector<HTMLElement>(`[data-${part}]`)!;
  }
}

const organisations = new Section('organisations', async (query) => {
  lookup ??= lookupInWorker();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const more = document.querySelector<HTMLAnchorElement>('[data-check]')!;
  more.href = `${urls.check}?${new URLSearchParams({ q: query })}`;
  return searchOrganisations(lookup, query, today, more.dataset['check']!);
});

const pages = new Section('texts', async (query) => {
  texts ??= openTexts().then(offerFilters);
  try {
    const answer = await (await texts).search(query, chosen());
    return { items: answer.hits.map(textItem), status: textStatus(query, answer), isMiss: answer.hits.length === 0 };
  } catch (error) {
    texts = undefined;
    throw error;
  }
});

/** Fills the choices with what the index has; a filter without any is not shown. */
function offerFilters(opened: Texts): Texts {
  for (const select of filters) {
    const values = Object.keys(opened.filters[select.dataset['filter']!] ?? {}).toSorted();
    select.length = 1;
    for (const value of values) select.append(new Option(value, value));
    select.value = new URLSearchParams(location.search).get(select.name) ?? '';
    if (select.selectedIndex < 0) select.value = '';
    select.parentElement!.hidden = values.length === 0;
  }
  document.querySelector<HTMLElement>('[data-filters]')!.hidden = false;
  return opened;
}

function chosen(): Filters {
  const set = filters.filter((select) => select.value !== '');
  return Object.fromEntries(set.map((select) => [select.dataset['filter']!, select.value]));
}

function textStatus(query: string, { hits, whole, part }: TextAnswer): string {
  const within = Object.values(chosen())
    .map((value) => `「${value}」`)
    .join('、');
  const where = within === '' ? '文章和名单里' : `文章和名单里，限${within}，`;
  if (whole + part === 0) return `${where}没有找到「${query}」。`;
  const shown = whole + part > hits.length ? `，下面列出${hits.length}条` : '';
  const parts = part === 0 ? '' : `有其中一些字词的${whole > 0 ? '还有' : '有'}${part}条`;
  const found = whole > 0 ? `找到「${query}」${whole}条` : `没有找到整句「${query}」`;
  return `${where}${[found, parts].filter((words) => words !== '').join('，')}${shown}。`;
}

function textItem({ url, title, kind, excerpt }: TextHit): HTMLLIElement {
  return element(
    'li',
    {},
    element('a', { href: url }, title),
    ' ',
    element('span', { class: 'tag plain' }, kind),
    element(
      'p',
      { class: 'small' },
      excerpt.map(({ text, isMarked }) => (isMarked ? element('mark', {}, text) : text)),
    ),
  );
}

function asked(): string {
  return input.value.trim();
}

function keepInAddress(): void {
  const query = asked();
  const set = filters.filter((select) => select.value !== '').map((select) => [select.name, select.value]);
  const address = query === '' ? '' : `?${new URLSearchParams([['q', query], ...set])}`;
  history.replaceState(null, '', location.pathname + address);
}

function run(): void {
  clearTimeout(timer);
  keepInAddress();
  void organisations.run();
  void pages.run();
}

let timer: ReturnType<typeof setTimeout> | undefined;
function later(): void {
  clearTimeout(timer);
  timer = setTimeout(run, DEBOUNCE);
}

input.addEventListener('input', (event) => {
  // Letters on their way to becoming characters are not the question yet.
  if (!(event as InputEvent).isComposing) later();
});
input.addEventListener('compositionend', later);
input.addEventListener(
  'focus',
  () => {
    lookup ??= lookupInWorker();
    // What goes wrong here goes wrong again when something is asked, and is told then.
    lookup.prepare().catch(() => undefined);
    texts ??= openTexts().then(offerFilters);
    texts.catch(() => (texts = undefined));
  },
  { once: true },
);
for (const select of filters) {
  select.addEventListener('change', () => {
    keepInAddress();
    void pages.run();
  });
}
form.addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});

const before = new URLSearchParams(location.search);
if (before.has('q')) {
  input.value = before.get('q')!;
  // The filters get their values from the address when their choices are known; until then they keep it.
  void organisations.run();
  void pages.run();
}
