/** Progress on a terminal; silence in a pipe. */
import type { OnProgress, Phase } from '../../src/publish/phase.ts';

const PHASES: Readonly<Record<Phase, string>> = {
  read: '读取并检查数据',
  plan: '比较哪些页要重做',
  render: '生成页面',
  index: '写索引和下载文件',
  publish: '核对并换上新版',
};
const NAMES = Object.keys(PHASES);
const WIDEST_BAR = 24;
const NARROWEST_BAR = 5;
/** A terminal that does not tell its width has this one. */
const USUAL_WIDTH = 80;
const REDRAW_MS = 100;
/** Less time than this is not worth telling, and is not known after less. */
const [WORTH_TELLING_MS, KNOWN_AFTER_MS] = [5000, 1000];

export interface ProgressPrinter {
  onProgress: OnProgress;
  /** What is printed next begins on a line of its own. */
  end: () => void;
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** A bar for each phase, drawn over itself until the next begins. */
export function progressPrinter(
  stream: Stream = process.stderr,
  now: () => number = () => performance.now(),
): ProgressPrinter {
  if (!stream.isTTY) return { onProgress: () => {}, end: () => {} };
  let phase: Phase | undefined;
  let [since, drawnAt] = [0, 0];
  const end = () => {
    if (phase !== undefined) stream.write('\n');
    phase = undefined;
  };
  return {
    end,
    onProgress(next, done, total) {
      const time = now();
      if (next !== phase) {
        end();
        phase = next;
        since = time;
      } else if (time < drawnAt + REDRAW_MS && done !== total) return;
      drawnAt = time;
      stream.write(
        `\r\u001B[K${progressLine(next, { done, total, elapsed: time - since }, stream.columns || USUAL_WIDTH)}`,
      );
    },
  };
}

/** Never wider than the terminal: a line that is broken cannot be drawn over. */
export function progressLine(
  phase: Phase,
  { done, total, elapsed }: { done: number; total: number; elapsed: number },
  columns = USUAL_WIDTH,
): string {
  const title = `[${NAMES.indexOf(phase) + 1}/${NAMES.length}] ${PHASES[phase]}`;
  if (total === 0) return fitting(`${title} …`, columns);
  const counts = `${done}/${total}${timeLeft(done, total, elapsed)}`;
  const room = Math.min(columns - 1 - widthOf(`${title}  ${counts}`), WIDEST_BAR);
  if (room < NARROWEST_BAR) return fitting(`${title} ${counts}`, columns);
  const full = Math.round((done / total) * room);
  return `${title} ${'█'.repeat(full)}${'░'.repeat(room - full)} ${counts}`;
}

function timeLeft(done: number, total: number, elapsed: number): string {
  const left = done === 0 ? 0 : (elapsed / done) * (total - done);
  if (left <= WORTH_TELLING_MS || elapsed < KNOWN_AFTER_MS) return '';
  const seconds = Math.round(left / 1000);
  return seconds < 60 ? ` 约剩${seconds}秒` : ` 约剩${Math.ceil(seconds / 60)}分钟`;
}

function fitting(text: string, columns: number): string {
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('')) >= columns) characters.pop();
  return characters.join('');
}

/** In columns: Chinese characters and signs take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (character >= '\u2E80' ? 2 : 1), 0);
}
