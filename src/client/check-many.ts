/**
 * The page for many names: a list is pasted, or a file is given; a worker reads it and looks every row up. Nothing of it
 * leaves the device.
 */
import { grouped } from '../domain/amount.ts';
import { inWords } from '../domain/date.ts';
import { BATCH_MOST, OUTCOME_WORDS, resultCsv, type BatchRow } from './check-many-table.ts';
import type { Source } from './check-many-worker.ts';
import { TableFault, Work, type Table } from './check-many-work.ts';
import { element } from './elements.ts';

/** Rows shown at a time. */
const PAGE = 200;
/** Larger files are not even read. */
const FILE_MOST = 20 * 2 ** 20;
/** What is read aloud of the progress: every tenth part of it. */
const SPOKEN_PARTS = 10;
const HEADERS = ['行', '输入', '结果', '名称', '代码', '状态', '说明'];

const at = <E extends HTMLElement = HTMLElement>(part: string) => document.querySelector<E>(`[data-${part}]`)!;
const form = at<HTMLFormElement>('form');
const list = form.querySelector('textarea')!;
const fileInput = form.querySelector<HTMLInputElement>('input[type=file]')!;
const source = at('source');
const columnField = at('column');
const columnSelect = columnField.querySelector('select')!;
const start = form.querySelector<HTMLButtonElement>('button[type=submit]')!;
const discard = at<HTMLButtonElement>('discard');
const running = at('running');
const progress = running.querySelector('progress')!;
const cancel = running.querySelector('button')!;
const status = at('status');
const failed = at('failed');
const result = at('result');
const summary = at('summary');
const body = result.querySelector('tbody')!;
const filter = result.querySelector('select')!;
const more = at<HTMLButtonElement>('more');

let work: Work | undefined;
/** What is to be checked, and what was read of it. Typed text is read when the check begins. */
let given: { source: Source; name: string | undefined; table: Table | undefined } | undefined;
let rows: BatchRow[] = [];
/** Rows that the check under way, or the last one, was to do, and how many there were in all. */
let wanted = 0;
let existing = 0;
let column = 0;
let shown = 0;
/** Counts what was begun: whatever belongs to something older is let go. */
let turn = 0;

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

// --- What is given.

async function takeFile(file: File): Promise<void> {
  const own = ++turn;
  stopWork();
  list.value = '';
  tell(`正在读取「${file.name}」…`);
  columnField.hidden = true;
  discard.hidden = false;
  if (file.size > FILE_MOST) {
    given = undefined;
    return tell('文件太大（超过20兆）。请只留要核查的那一列，另存为新的文件再试。');
  }
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (own !== turn) return;
    given = { source: bytes, name: file.name, table: undefined };
    await readTable(own);
  } catch (error) {
    if (own === turn) tellFault(error);
  }
}

async function readTable(own: number): Promise<boolean> {
  work ??= new Work();
  const table = await work.read(given!.source);
  if (own !== turn) return false;
  given!.table = table;
  columnSelect.replaceChildren(
    ...table.columns.map(({ index, label }, i) => {
      const name = table.hasHeader && label !== '' ? label : `第${index + 1}列`;
      const example = table.hasHeader || label === '' ? '' : `，如「${label.slice(0, 20)}」`;
      return new Option(`${name}（${grouped(table.counts[i]!)}个${example}）`, String(index));
    }),
  );
  columnSelect.value = String(table.likely);
  columnField.hidden = table.columns.length < 2;
  if (given!.name !== undefined) tellSource();
  return true;
}

/** How many cells of the chosen column are to be looked up. */
function countOf(table: Table): number {
  return table.counts[table.columns.findIndex(({ index }) => index === chosen())] ?? 0;
}

function chosen(): number {
  return Number(columnSelect.value);
}

function tellSource(): void {
  const count = countOf(given!.table!);
  const name = given!.name === undefined ? '' : `「${given!.name}」`;
  if (count === 0) return tell(`${name}里没有读到名称或代码。`);
  tell(
    `${name}读到${grouped(count)}个名称或代码。${count > BATCH_MOST ? `一次最多核查${grouped(BATCH_MOST)}个，将核查前${grouped(BATCH_MOST)}个。` : ''}`,
  );
}

function tell(text: string): void {
  source.textContent = text;
}

function tellFault(error: unknown): void {
  stopWork();
  if (given) given.table = undefined;
  tell(error instanceof TableFault ? error.message : '没有读完，请检查网络后再试一次。');
}

function dropFile(): void {
  turn++;
  stopWork();
  fileInput.value = '';
  given = undefined;
  discard.hidden = true;
  columnField.hidden = true;
  tell('');
}

// --- The check.

async function begin(): Promise<void> {
  const own = ++turn;
  result.hidden = true;
  failed.hidden = true;
  try {
    if (given?.name === undefined) {
      if (list.value.trim() === '') {
        tell('请先粘贴名称或代码，每行一个，或选一个文件。');
        return list.focus();
      }
      if (given?.source !== list.value) given = { source: list.value, name: undefined, table: undefined };
    }
    // A worker that was ended has forgotten the table, but not which column was chosen.
    const before = given.table && chosen();
    if ((given.table === undefined || work === undefined) && !(await readTable(own))) return;
    if (before !== undefined) columnSelect.value = String(before);
  } catch (error) {
    if (own === turn) tellFault(error);
    return;
  }
  existing = countOf(given.table!);
  tellSource();
  if (existing === 0) return;
  wanted = Math.min(existing, BATCH_MOST);
  column = chosen();
  rows = [];
  filter.value = '';
  await run(own);
}

/** Looks up what is not yet done. */
async function run(own: number): Promise<void> {
  showRunning(true);
  failed.hidden = true;
  progress.max = wanted;
  showProgress();
  status.textContent = `正在核查${grouped(wanted)}个。`;
  try {
    if (work === undefined) {
      work = new Work();
      await work.read(given!.source);
    }
    await work.check(column, rows.length, today(), (fresh) => {
      if (own !== turn) return;
      const part = () => Math.floor((rows.length / wanted) * SPOKEN_PARTS);
      const before = part();
      rows.push(...fresh);
      showProgress();
      if (part() > before && rows.length < wanted)
        status.textContent = `已核查${grouped(rows.length)}个，共${grouped(wanted)}个。`;
    });
    if (own === turn) finish('done');
  } catch {
    if (own === turn) finish('failed');
  }
}

function showRunning(isRunning: boolean): void {
  const hadFocus = (isRunning ? start : cancel) === document.activeElement;
  running.hidden = !isRunning;
  start.hidden = isRunning;
  if (hadFocus)
    (isRunning ? cancel : failed.hidden ? result.querySelector('h2')! : failed.querySelector('button')!).focus();
}

function showProgress(): void {
  progress.value = rows.length;
  at('done').textContent = `${grouped(rows.length)} / ${grouped(wanted)}`;
}

function finish(how: 'done' | 'cancelled' | 'failed'): void {
  if (how !== 'done') stopWork();
  const done = `已核查${grouped(rows.length)}个，共${grouped(wanted)}个`;
  failed.hidden = how !== 'failed';
  failed.querySelector('p')!.textContent = `查询没有完成，不是没有结果：${done}。请检查网络后继续。`;
  summary.textContent = summaryOf(how === 'cancelled');
  result.hidden = rows.length === 0 && how !== 'cancelled';
  at('tools').hidden = rows.length === 0;
  status.textContent = how === 'failed' ? failed.querySelector('p')!.textContent : summary.textContent;
  const asOf = rows.find((row) => row.asOf !== '')?.asOf;
  at('day').textContent = asOf === undefined ? '' : `按${inWords(asOf)}的数据判断。`;
  showFirstRows();
  showRunning(false);
}

function summaryOf(isCancelled: boolean): string {
  const opening = isCancelled ? `核查已取消。${grouped(wanted)}个中` : '';
  if (rows.length === 0) return `${opening}一个也没有核查。`;
  const counts = Map.groupBy(rows, ({ outcome }) => outcome);
  const parts = (['found', 'similar', 'not-found', 'skipped'] as const).flatMap((outcome) => {
    const own = counts.get(outcome) ?? [];
    if (own.length === 0 && outcome === 'skipped') return [];
    const listed = outcome === 'found' ? own.filter(({ found }) => found?.code === '').length : 0;
    const ofThese = listed === 0 ? '' : `（其中${grouped(listed)}个在非法社会组织名单上）`;
    return `${OUTCOME_WORDS[outcome]}${grouped(own.length)}个${ofThese}`;
  });
  const cut = existing > wanted ? `给了${grouped(existing)}个，只核查前${grouped(wanted)}个，其余的请分次核查。` : '';
  return `${opening}核查了${grouped(rows.length)}个：${parts.join('，')}。${cut}`;
}

function stopWork(): void {
  work?.end();
  work = undefined;
}

// --- The table.

function fitting(): BatchRow[] {
  return filter.value === '' ? rows : rows.filter(({ outcome }) => outcome === filter.value);
}

function showFirstRows(): void {
  body.replaceChildren();
  shown = 0;
  showRows();
}

/** Shows the next rows. */
function showRows(): void {
  const all = fitting();
  body.append(...all.slice(shown, shown + PAGE).map(tableRow));
  shown = Math.min(all.length, shown + PAGE);
  const left = all.length - shown;
  more.hidden = left === 0;
  more.textContent = `再显示${grouped(Math.min(PAGE, left))}行（还有${grouped(left)}行）`;
}

function tableRow({ number, query, outcome, found, why }: BatchRow): HTMLTableRowElement {
  const isCode = /^[0-9A-Z]{18}$/i.test(query);
  // The standing of a name that is only near is told without a colour: it is not that of what was asked.
  const tone = found && outcome === 'found' ? `tag ${found.tone}` : undefined;
  const cells: (Node | string)[] = [
    String(number),
    isCode ? element('span', { class: 'code' }, query) : query,
    element('span', { class: 'tag plain' }, OUTCOME_WORDS[outcome]),
    found ? element('a', { href: found.href }, found.name) : '',
    found?.code ? element('span', { class: 'code' }, found.code) : '',
    found ? element('span', { class: tone }, found.standing) : '',
    why,
  ];
  return element(
    'tr',
    {},
    cells.map((cell, i) =>
      element('td', { class: i === 0 ? 'number' : 'typed', 'data-label': cell === '' ? undefined : HEADERS[i] }, cell),
    ),
  );
}

// --- What is done with the page.

function save(): void {
  const blob = new Blob([resultCsv(rows, today())], { type: 'text/csv;charset=utf-8' });
  const link = element('a', { href: URL.createObjectURL(blob), download: `核查结果-${today()}.csv` });
  link.click();
  // The browser takes the address when it gets round to it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

list.addEventListener('input', () => {
  if (given?.name !== undefined) dropFile();
});
fileInput.addEventListener('change', () => {
  const [file] = fileInput.files ?? [];
  if (file) void takeFile(file);
});
discard.addEventListener('click', () => {
  dropFile();
  list.focus();
});
columnSelect.addEventListener('change', tellSource);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void begin();
});
cancel.addEventListener('click', () => {
  turn++;
  finish('cancelled');
});
failed.querySelector('button')!.addEventListener('click', () => void run(++turn));
filter.addEventListener('change', showFirstRows);
more.addEventListener('click', () => {
  const next = shown;
  showRows();
  // The button may be gone; who used the keyboard goes on with the first new row.
  body.rows[next]?.querySelector('a')?.focus({ preventScroll: true });
});
at('save').addEventListener('click', save);

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
// A file that misses the form would otherwise replace the page.
document.addEventListener('dragover', (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  form.dataset['over'] = '';
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) delete form.dataset['over'];
});
document.addEventListener('drop', (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  delete form.dataset['over'];
  const file = event.dataTransfer?.files[0];
  if (file) {
    fileInput.value = '';
    void takeFile(file);
  }
});

form.hidden = false;
