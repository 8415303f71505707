/**
 * The check page: answers while a name or code is typed. The look-up, its index and what draws its answers are loaded when
 * the box gets the focus, or at once when the address brings a query. The address keeps the query; nothing that is typed is
 * sent anywhere.
 */
import type { Answer, Bearers, Lookup } from '../lookup/types.ts';
import type { Shown } from './check-view.ts';

/** Milliseconds after the last keystroke, while answers still cost requests; and once they have all the names here. */
const DEBOUNCE = 150;
const DEBOUNCE_LOADED = 30;
/** Answers that come sooner need no sign of waiting. */
const UNNOTICED = 250;
/** What takes longer has failed: each file has a shorter limit of its own. */
const PATIENCE = 45_000;

interface Engine {
  lookup: Lookup;
  /** Today in China. */
  today: () => string;
  view: typeof import('./check-view.ts');
}

const at = <E extends HTMLElement = HTMLElement>(part: string) => document.querySelector<E>(`[data-${part}]`)!;
const input = document.querySelector<HTMLInputElement>('#q')!;
const form = input.form!;
const status = at('status');
const outcome = at('outcome');
const result = at('result');
const idle = at('idle');
const miss = at('miss');
const failed = at('failed');
const take = at('take');
const progress = at('progress');
const title = document.title;

let engine: Promise<Engine> | undefined;
/** Whether a module did not load: browsers remember that until the page is loaded anew. */
let isBroken = false;
/** Whether an answer has come: a page that stays open may hold the files of a release that has been replaced since. */
let hasAnswered = false;
/** Whether all names are here, so that most answers need no request. */
let hasNames = false;
let turn = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function start(): Promise<Engine> {
  engine ??= load();
  return engine;
}

async function startLookup(): Promise<Lookup> {
  const { lookupInWorker } = await import('./lookup.ts');
  const lookup = lookupInWorker();
  // Whatever goes wrong here goes wrong again when something is asked, and is told then.
  lookup.prepare(outcome.dataset['few'] !== undefined).then(
    (all) => (hasNames = all),
    () => (hasNames = false),
  );
  return lookup;
}

async function load(): Promise<Engine> {
  try {
    // The worker and the index come while what draws the answers is still on the way.
    const [view, lookup] = await Promise.all([import('./check-view.ts'), startLookup()]);
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    return { lookup, view, today: () => calendar.format(new Date()) };
  } catch (error) {
    engine = undefined;
    isBroken = true;
    throw error;
  }
}

/** Loads what every answer needs. Whatever goes wrong here goes wrong again when something is asked, and is told then. */
function prepare(): void {
  start().catch(() => undefined);
}

async function run(): Promise<void> {
  clearTimeout(timer);
  const own = ++turn;
  const query = input.value.trim();
  keepInAddress(query);
  if (query === '') return show('', []);
  failed.hidden = true;
  outcome.setAttribute('aria-busy', 'true');
  const waiting = setTimeout(() => {
    if (own !== turn) return;
    progress.dataset['on'] = '';
    status.textContent = '正在查询…';
  }, UNNOTICED);
  try {
    const { lookup, view, today } = await inTime(start());
    const showEarly = (bearers: Bearers) => {
      if (own === turn) showBearers(view.showBearers(bearers));
    };
    const search = () => inTime(lookup.search(query, showEarly));
    const answer = await search().catch((error: unknown) => {
      if (!hasAnswered || own !== turn) throw error;
      return search();
    });
    hasAnswered = true;
    clearTimeout(waiting);
    if (own !== turn) return;
    const shown = view.showAnswer(answer, today(), outcome.dataset['organisations']!);
    at('print-today').textContent = today();
    show(shown.outcome, shown.nodes, shown);
    // Codes, regions and authorities of names that are only near come after the answer.
    if (shown.fill) await fill(shown, answer, lookup, own);
  } catch {
    if (own === turn) show('failed', []);
  } finally {
    clearTimeout(waiting);
  }
}

async function fill({ fill: put, outcome: what }: Shown, answer: Answer, lookup: Lookup, own: number): Promise<void> {
  try {
    const details = await inTime(lookup.details(answer));
    if (own === turn && put?.(details) === false) throw new Error('The names are of another release.');
  } catch (error) {
    if (what === 'similar') throw error;
    // What was found stands.
    if (own === turn) tellFailure();
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('It took too long.')), PATIENCE);
    }),
  ]);
}

/** The names alone, until the records come; the rest of the page stays as it is. */
function showBearers(nodes: readonly Node[]): void {
  outcome.dataset['early'] = '';
  result.replaceChildren(...nodes);
  for (const part of [idle, miss, failed, take]) part.hidden = true;
}

function show(what: string, nodes: readonly Node[], words?: Shown): void {
  outcome.dataset['outcome'] = what;
  delete outcome.dataset['early'];
  result.replaceChildren(...nodes);
  idle.hidden = what !== '';
  miss.hidden = words?.isMiss !== true;
  failed.hidden = true;
  take.hidden = words === undefined;
  delete progress.dataset['on'];
  outcome.removeAttribute('aria-busy');
  at('day').textContent = words?.dayNote ?? '';
  status.textContent = words?.status ?? '';
  if (what === 'failed') tellFailure();
  if (words) layOutPrint(words);
}

function tellFailure(): void {
  failed.hidden = false;
  status.textContent = failed.querySelector('p')!.textContent;
}

function keepInAddress(query: string): void {
  document.title = query === '' ? title : `核查「${query}」｜${title}`;
  const address = addressOf(query);
  if (address !== location.pathname + location.search + location.hash) history.replaceState(null, '', address);
}

function addressOf(query: string): string {
  return query === '' ? location.pathname : `${location.pathname}?${new URLSearchParams({ q: query })}`;
}

/** The home page hands the query over behind `#`, which is not sent; kept and shared addresses have it behind `?`. */
function fromAddress(): string {
  const { searchParams, hash } = new URL(location.href);
  return searchParams.get('q') ?? new URLSearchParams(hash.slice(1)).get('q') ?? '';
}

function ask(query: string): void {
  input.value = query;
  void run();
}

// --- Typing, keys and links.

function later(): void {
  clearTimeout(timer);
  timer = setTimeout(run, hasNames ? DEBOUNCE_LOADED : DEBOUNCE);
}

input.addEventListener('focus', prepare);
input.addEventListener('input', (event) => {
  // Letters on their way to becoming characters are not the question yet.
  if (!(event as InputEvent).isComposing) later();
});
input.addEventListener('compositionend', later);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  // The keyboard of a telephone hides the answer.
  if (matchMedia('(pointer: coarse)').matches) input.blur();
  void run();
});
failed.querySelector('button')!.addEventListener('click', () => {
  if (isBroken) {
    history.replaceState(null, '', `${location.pathname}#${new URLSearchParams({ q: input.value.trim() })}`);
    location.reload();
  } else {
    void run();
    input.focus();
  }
});

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const onward = [...outcome.querySelectorAll<HTMLElement>('[data-onward]')].filter((link) => link.checkVisibility());
  const stops = [input, ...onward];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  if (here < 0) return;
  if (event.key === 'Escape') {
    ask('');
    input.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const next = stops[here + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next === undefined) return;
    next.focus();
  } else return;
  event.preventDefault();
});

// A link to another check is answered here, without loading the page again.
document.addEventListener('click', (event) => {
  if (event.button !== 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = (event.target as Element).closest<HTMLAnchorElement>('main a[href]');
  if (!link) return;
  const query = new URL(link.href).searchParams.get('q');
  if (query === null || link.pathname !== location.pathname || link.origin !== location.origin) return;
  event.preventDefault();
  history.pushState(null, '', addressOf(query));
  input.value = query;
  void run().then(() => outcome.querySelector<HTMLElement>('h2')?.focus());
});
addEventListener('popstate', () => {
  const query = fromAddress();
  if (query !== input.value.trim()) ask(query);
});

// --- On paper.

/** The same check on this host, in characters that a person can read and type. */
function readableAddress(query: string): string {
  const readable = query.replace(/[\s%&#+?"<>]/g, encodeURIComponent);
  return `${location.origin}${location.pathname}?q=${readable}`;
}

let drawing: Promise<void> | undefined;

function layOutPrint({ status: said }: Shown): void {
  const query = input.value.trim();
  at('print-query').textContent = query;
  at('print-status').textContent = said;
  at('print-address').textContent = readableAddress(query);
  at('print-code').replaceChildren();
  drawing = undefined;
  // The browser's own print command waits for nothing: the code is drawn when there is time.
  const own = turn;
  const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1000));
  setTimeout(() => {
    if (own === turn) whenIdle(() => void drawCode().catch(() => undefined));
  }, 1000);
}

function drawCode(): Promise<void> {
  drawing ??= (async () => {
    const own = turn;
    const { qrCode } = await import('./qr.ts');
    const code = qrCode(new URL(addressOf(input.value.trim()), location.href).href, '回到这次核查的二维码');
    if (own === turn && code) at('print-code').replaceChildren(code);
  })();
  return drawing;
}

take.querySelector('button')!.addEventListener('click', async () => {
  // Without the code the sheet still has the address.
  await drawCode().catch(() => undefined);
  print();
});

const asked = fromAddress();
// Somebody may have begun to type before this ran.
const isAsked = asked !== '' || input.value !== '';
if (isAsked) ask(asked === '' ? input.value : asked);
if (document.activeElement === input) prepare();
