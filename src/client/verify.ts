/**
 * The page that verifies a copy: a file is given or a text pasted; a worker reads it, finds the published text and compares.
 * Nothing of it leaves the device.
 */
import { LARGEST_FILE, TOO_LARGE } from '../copies/kind.ts';
import { grouped } from '../domain/amount.ts';
import { showJudged, showRefused, type Given } from './verify-view.ts';
import { Refused, Work, type Progress } from './verify-work.ts';
import type { Judged, Source } from './verify-worker.ts';

const at = <E extends HTMLElement = HTMLElement>(part: string) => document.querySelector<E>(`[data-${part}]`)!;
const main = document.querySelector('main')!;
const form = at<HTMLFormElement>('form');
const box = form.querySelector('textarea')!;
const fileInput = form.querySelector<HTMLInputElement>('input[type=file]')!;
const chosen = at('chosen');
const start = form.querySelector<HTMLButtonElement>('button[type=submit]')!;
const discard = at<HTMLButtonElement>('discard');
const running = at('running');
const progress = running.querySelector('progress')!;
const step = at('step');
const cancel = running.querySelector('button')!;
const status = at('status');
const failed = at('failed');
const result = at('result');
const heading = result.querySelector('h2')!;
const body = at('body');

let file: File | undefined;
let work: Work | undefined;
/** What the verification under way, or the last one, is of. */
let begun: { source: Source; given: Given } | undefined;
/** Counts what was begun: whatever belongs to something older is let go. */
let turn = 0;

/** The day by the clock of China, where the texts apply. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

// --- What is given.

function takeFile(given: File): void {
  forget();
  file = given;
  box.value = '';
  discard.hidden = false;
  chosen.textContent = `已选「${given.name}」。按「开始核验」。`;
}

function dropFile(): void {
  file = undefined;
  fileInput.value = '';
  discard.hidden = true;
  chosen.textContent = '';
}

/** A result must not stand beside another copy than its own. */
function forget(): void {
  turn++;
  stopWork();
  showRunning(false);
  failed.hidden = true;
  result.hidden = true;
  status.textContent = '';
  delete main.dataset['verdict'];
}

function begin(): void {
  if (file === undefined && box.value.trim() === '') {
    chosen.textContent = '请先选一个文件，或者粘贴文字。';
    box.focus();
    return;
  }
  if (file === undefined) chosen.textContent = '';
  begun = {
    source: file ?? box.value,
    given: { name: file?.name, bytes: file?.size ?? 0 },
  };
  void run();
}

// --- The verification.

async function run(): Promise<void> {
  forget();
  const own = turn;
  const { source, given } = begun!;
  const day = today();
  if (typeof source !== 'string' && source.size > LARGEST_FILE)
    return finish('没有核验', showRefused(TOO_LARGE, given, undefined, day));
  showRunning(true);
  progress.value = 0;
  tellStep(typeof source === 'string' ? '正在取已公布文本的目录' : '正在读取文件');
  work = new Work();
  try {
    const judged = await work.verify({ source, today: day }, (told) => {
      if (own === turn) showProgress(told);
    });
    if (own === turn) showResult(judged, given, day);
  } catch (error) {
    if (own !== turn) return;
    if (error instanceof Refused) finish('没有核验', showRefused(error.message, given, error.sha256, day));
    else fail();
  }
}

function showResult(judged: Judged, given: Given, day: string): void {
  const { kind, headline, nodes } = showJudged(judged, given, day);
  finish(headline, nodes);
  main.dataset['verdict'] = kind;
}

/** Shares of the whole, as it goes with a PDF of many pages. */
const SHARES = { file: 0.05, pages: 0.1, published: 0.75, comparison: 0.85 } as const;

function showProgress({ step: name, done = 0, of = 1 }: Progress): void {
  const share = name === 'pages' ? SHARES.pages + (done / of) * (SHARES.published - SHARES.pages) : SHARES[name];
  progress.value = Math.max(progress.value, share);
  if (name === 'pages') step.textContent = `正在读第${grouped(done)}页，共${grouped(of)}页`;
  if (name === 'pages' && done > 1 && done < of) return;
  tellStep(
    {
      file: '正在读取文件',
      pages: step.textContent,
      published: '正在取可能相同的公布文本',
      comparison: '正在逐条比较',
    }[name],
  );
}

/** Shown, and read aloud. */
function tellStep(text: string): void {
  step.textContent = text;
  if (status.textContent !== text) status.textContent = text;
}

function showRunning(isRunning: boolean): void {
  const hadFocus = (isRunning ? start : cancel) === document.activeElement;
  running.hidden = !isRunning;
  start.hidden = isRunning;
  if (hadFocus) (isRunning ? cancel : start).focus();
}

function finish(headline: string, nodes: readonly Node[]): void {
  stopWork();
  showRunning(false);
  heading.textContent = headline;
  body.replaceChildren(...nodes);
  result.hidden = false;
  // The heading is read aloud by the focus that moves to it.
  status.textContent = '';
  heading.focus();
}

function fail(): void {
  stopWork();
  showRunning(false);
  failed.hidden = false;
  status.textContent = failed.querySelector('p')!.textContent;
  failed.querySelector('button')!.focus();
}

function stopWork(): void {
  work?.end();
  work = undefined;
}

box.addEventListener('input', () => {
  dropFile();
  forget();
});
fileInput.addEventListener('change', () => {
  const [given] = fileInput.files ?? [];
  if (given) takeFile(given);
});
discard.addEventListener('click', () => {
  dropFile();
  forget();
  box.focus();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  begin();
});
cancel.addEventListener('click', () => {
  forget();
  chosen.textContent = '核验已取消。';
});
failed.querySelector('button')!.addEventListener('click', () => void run());
at('print').addEventListener('click', () => print());

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
  const given = event.dataTransfer?.files[0];
  if (!given) return;
  fileInput.value = '';
  takeFile(given);
  start.focus();
});

form.hidden = false;
