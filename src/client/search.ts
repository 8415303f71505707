/** The search page: names, codes and texts through Pagefind; the address keeps the query and the filters. */
interface PagefindResult {
  data(): Promise<{ url: string; excerpt: string; meta: Record<string, string> }>;
}
interface Pagefind {
  options(options: { noWorker: boolean }): Promise<void>;
  init(): Promise<void>;
  filters(): Promise<Record<string, Record<string, number>>>;
  search(query: string, options: { filters: Record<string, string> }): Promise<{ results: PagefindResult[] }>;
}

export {};

const PAGE = 10;
const input = document.querySelector<HTMLInputElement>('#q')!;
const form = input.form!;
const message = document.querySelector<HTMLElement>('[data-status]')!;
const list = document.querySelector<HTMLOListElement>('[data-results]')!;
const miss = document.querySelector<HTMLElement>('[data-miss]')!;
const retry = document.querySelector<HTMLElement>('[data-retry]')!;
const filters = [...document.querySelectorAll<HTMLSelectElement>('[data-filter]')];
let engine: Promise<Pagefind> | undefined;
let latest = 0;

// Pagefind passes over parts of its index that do not load, and a miss would then be a false one. Its requests are watched.
let failures = 0;
const request = globalThis.fetch;
globalThis.fetch = async (...args) => {
  try {
    const response = await request(...args);
    if (!response.ok) failures++;
    return response;
  } catch (error) {
    failures++;
    throw error;
  }
};
let attempts = 0;

async function load(): Promise<Pagefind> {
  // A browser keeps a module that failed; another address makes it load anew.
  const address = `/pagefind/pagefind.js${attempts++ === 0 ? '' : `?attempt=${attempts}`}`;
  const pagefind = (await import(/* @vite-ignore */ address)) as Pagefind;
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  const values = await pagefind.filters();
  for (const select of filters) {
    select.length = 1;
    for (const value of Object.keys(values[select.dataset['filter']!] ?? {}).toSorted())
      select.append(new Option(value, value));
    select.value = new URLSearchParams(location.search).get(select.name) ?? '';
  }
  document.querySelector<HTMLElement>('[data-filters]')!.hidden = false;
  return pagefind;
}

/** A code leads straight to its page, whatever the index says; `undefined` when there is none. */
async function pageOfCode(query: string): Promise<string | undefined> {
  const code = query.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  if (!/^5[1239]\d{6}[0-9A-Z]{10}$/.test(code)) return undefined;
  const response = await request(`/org/${code}.html`, { method: 'HEAD' });
  if (!response.ok && response.status !== 404) throw new Error(`HTTP ${response.status}`);
  return response.ok ? `/org/${code}.html` : undefined;
}

function item(href: string, title: string, excerpt: string, kind: string): HTMLLIElement {
  const element = document.createElement('li');
  const link = document.createElement('a');
  link.href = href;
  link.textContent = title;
  const text = document.createElement('p');
  text.className = 'small';
  // Pagefind marks words in HTML it has escaped itself; taking only the text keeps cells text whatever it does.
  const parsed = new DOMParser().parseFromString(excerpt, 'text/html');
  for (const node of parsed.body.childNodes) {
    if (node.nodeName === 'MARK')
      text.append(Object.assign(document.createElement('mark'), { textContent: node.textContent }));
    else text.append(node.textContent ?? '');
  }
  const tag = document.createElement('span');
  tag.className = 'tag plain';
  tag.textContent = kind;
  element.append(link, ' ', tag, text);
  return element;
}

async function find(query: string): Promise<{ items: HTMLLIElement[]; total: number; isExact: boolean }> {
  const direct = await pageOfCode(query);
  const failedBefore = failures;
  engine ??= load();
  const pagefind = await engine;
  const chosen = filters.filter((select) => select.value !== '');
  const { results } = await pagefind.search(query, {
    filters: Object.fromEntries(chosen.map((select) => [select.dataset['filter']!, select.value])),
  });
  const shown = await Promise.all(results.slice(0, PAGE).map((result) => result.data()));
  if (failures > failedBefore) throw new Error('A part of the index did not load.');
  const items = shown
    .filter((result) => result.url !== direct)
    .map((result) =>
      item(result.url, result.meta['title'] ?? result.url, result.excerpt, result.meta['kind'] ?? '页面'),
    );
  if (direct !== undefined) items.unshift(item(direct, query, '代码与这家组织一致', '组织'));
  const same = (name: string) => plain(name.replace(/^警示：/, '')) === plain(query);
  const isExact = direct !== undefined || shown.some((result) => same(result.meta['title'] ?? ''));
  return { items, total: Math.max(results.length, items.length), isExact };
}

/** Names are the same when width, brackets and blanks are all that differs. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

function show(items: HTMLLIElement[], text: string, state: 'idle' | 'found' | 'missed' | 'failed'): void {
  list.replaceChildren(...items);
  message.textContent = text;
  miss.hidden = state !== 'missed';
  retry.hidden = state !== 'failed';
}

function keepInAddress(query: string): void {
  const chosen = filters.filter((select) => select.value !== '').map((select) => [select.name, select.value]);
  history.replaceState(
    null,
    '',
    query === '' ? location.pathname : `?${new URLSearchParams([['q', query], ...chosen])}`,
  );
}

async function run(): Promise<void> {
  const turn = ++latest;
  const query = input.value.trim();
  if (query === '') {
    keepInAddress(query);
    show([], '', 'idle');
    return;
  }
  message.textContent = '正在查询…';
  try {
    const { items, total, isExact } = await find(query);
    if (turn !== latest) return;
    keepInAddress(query);
    const count = total > PAGE ? `${total}条结果中最相关的${PAGE}条` : `${items.length}条结果`;
    const text =
      items.length === 0
        ? `没有找到「${query}」。`
        : isExact
          ? `找到「${query}」。下面是${count}。`
          : `没有找到与「${query}」完全同名的组织。下面是名称或内容相近的${count}，请核对名称和代码。`;
    show(items, text, items.length === 0 ? 'missed' : 'found');
  } catch {
    if (turn !== latest) return;
    engine = undefined;
    show([], '查询没有完成，不是没有结果。请检查网络后重试。', 'failed');
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;
input.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(run, 250);
});
input.addEventListener('focus', () => (engine ??= load()).catch(() => (engine = undefined)), { once: true });
for (const select of filters) select.addEventListener('change', run);
retry.querySelector('button')!.addEventListener('click', run);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});
const asked = new URLSearchParams(location.search).get('q');
if (asked !== null) {
  input.value = asked;
  void run();
}
