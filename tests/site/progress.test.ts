import { describe, expect, test } from 'vitest';
import { progressLine, progressPrinter } from '../../scripts/shared/progress.ts';

function terminal(columns = 80) {
  const written: string[] = [];
  const clock = { now: 0 };
  const stream = { isTTY: true, columns, write: (text: string) => written.push(text) > 0 };
  const { onProgress, end } = progressPrinter(stream as never, () => clock.now);
  return { written, clock, onProgress, end };
}

/** As a terminal counts: two columns for a Chinese character. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\uFFFF]/.test(character) ? 2 : 1), 0);
}

describe('a line of progress', () => {
  test('has a bar and counts', () => {
    expect(progressLine('render', { done: 50, total: 100, elapsed: 100 })).toBe(
      '[3/5] 生成页面 ████████████░░░░░░░░░░░░ 50/100',
    );
    expect(progressLine('plan', { done: 0, total: 0, elapsed: 0 })).toBe('[2/5] 比较哪些页要重做 …');
  });

  test.each([
    [10, 100, 500, ''],
    [0, 100, 60_000, ''],
    [50, 100, 4000, ''],
    [50, 100, 6000, ' 约剩6秒'],
    [10, 100, 10_000, ' 约剩2分钟'],
  ])('tells after %i of %i in %i ms:%s', (done, total, elapsed, left) => {
    expect(progressLine('render', { done, total, elapsed })).toMatch(new RegExp(`${done}/${total}${left}$`));
  });

  test('is narrower than the terminal, however narrow that is', () => {
    for (let columns = 1; columns < 120; columns++)
      for (const total of [0, 7, 1_000_000])
        expect(
          widthOf(progressLine('index', { done: total / 7, total, elapsed: 100_000 }, columns)),
          `${columns}`,
        ).toBeLessThan(columns);
  });
});

describe('the printer', () => {
  test('draws at most ten times a second, and the first and last of each phase', () => {
    const { written, clock, onProgress, end } = terminal();
    for (let done = 0; done <= 1000; done++) {
      clock.now = done;
      onProgress('render', done, 1000);
    }
    onProgress('index', 0, 0);
    end();
    const drawn = written.filter((text) => text.includes('生成页面'));
    expect(drawn.length).toBeLessThanOrEqual(12);
    expect(drawn.at(-1)).toContain('1000/1000');
    expect(written.filter((text) => text === '\n')).toHaveLength(2);
    expect(written.at(-1)).toBe('\n');
  });

  test('draws on a terminal that does not know its width', () => {
    const { written, onProgress, end } = terminal(0);
    onProgress('render', 1, 2);
    end();
    expect(written.join('')).toContain('生成页面');
    expect(progressLine('render', { done: 1, total: 2, elapsed: 0 }, 0)).toBe('');
  });

  test('begins anew with another build', () => {
    const { written, onProgress, end } = terminal();
    end();
    expect(written).toEqual([]);
    onProgress('read', 0, 0);
    end();
    onProgress('read', 0, 0);
    expect(written.filter((text) => text.includes('读取'))).toHaveLength(2);
  });

  test('says nothing in a pipe', () => {
    const written: string[] = [];
    const { onProgress, end } = progressPrinter({ isTTY: false, write: (text: string) => written.push(text) } as never);
    onProgress('read', 1, 2);
    end();
    expect(written).toEqual([]);
  });
});
