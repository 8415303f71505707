/** Faults of the disk and sudden deaths, at any chosen call that changes something on the disk. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Every call by which files and folders change. */
const CALLS = [
  'closeSync',
  'copyFileSync',
  'fsyncSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmdirSync',
  'rmSync',
  'unlinkSync',
  'utimesSync',
  'writeFileSync',
  'writeSync',
] as const;

/** Calls that need room on the disk. */
const NEEDING_ROOM: ReadonlySet<string> = new Set([
  'copyFileSync',
  'linkSync',
  'mkdirSync',
  'writeFileSync',
  'writeSync',
  'fsyncSync',
]);

class Killed extends Error {}

/**
 * Runs an action; before its `n`th change on the disk it is as if the process had been killed: nothing changes any more.
 *
 * @returns whether it came that far
 */
export function killedAt(n: number, action: () => void): boolean {
  let calls = 0;
  return interrupted(() => {
    if (++calls >= n) throw new Killed();
  }, action);
}

/**
 * Runs an action on a disk that is full from the `n`th call on that needs room.
 *
 * @returns what the action threw; `undefined` when there was room enough
 */
export function errorOnFullDisk(n: number, action: () => void): unknown {
  let calls = 0;
  let thrown: unknown;
  interrupted(
    (name) => {
      if (NEEDING_ROOM.has(name) && ++calls >= n)
        throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' });
    },
    () => {
      try {
        action();
      } catch (error) {
        thrown = error;
      }
    },
  );
  return thrown;
}

function interrupted(before: (name: string) => void, action: () => void): boolean {
  const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = CALLS.map((name) => [name, calls[name]!] as const);
  for (const [name, original] of originals) {
    calls[name] = (...args) => {
      before(name);
      return original(...args);
    };
  }
  syncBuiltinESMExports();
  try {
    action();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  } finally {
    for (const [name, original] of originals) calls[name] = original;
    syncBuiltinESMExports();
  }
}
