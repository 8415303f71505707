import { expect, test } from 'vitest';
import { turnDue } from './turns.ts';

/** Work that waits for nothing but promises. */
async function work(milliseconds: number): Promise<{ turns: number }> {
  const end = performance.now() + milliseconds;
  let turns = 0;
  while (performance.now() < end) {
    await Promise.resolve();
    const turn = turnDue();
    if (turn === undefined) continue;
    await turn;
    turns++;
  }
  return { turns };
}

test('timers have their turn while somebody works for long', async () => {
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 1);
  const { turns } = await work(400);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(0);
  expect(ticks).toBeGreaterThan(0);
});

test('those who work side by side wait for one and the same turn', async () => {
  let turn: Promise<void> | undefined;
  while (turn === undefined) turn = turnDue();
  expect(turnDue()).toBe(turn);
  await turn;
  expect(turnDue()).not.toBe(turn);
});
