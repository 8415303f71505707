/** Follows folders and has the site built after every change: one build at a time, none while files are being written. */
import { setTimeout as delay } from 'node:timers/promises';
import { listen, takeSnapshot, type Followed } from './watch-files.ts';
import { begin, decide, look, type Quiet, type Snapshot } from './watch-quiet.ts';

/** Why a build begins. `retry`: the last one failed for what is outside the data, such as a full disk. */
export type Reason = 'start' | 'change' | 'day' | 'retry';

export interface Occasion {
  reason: Reason;
  /** Paths of the files that have changed since the last build. */
  changed: readonly string[];
}

/** `retry`: it may go well without any change to the data. `refused`: the data forbid it. */
export type Verdict = 'done' | 'refused' | 'failed' | 'retry';

export interface Build {
  verdict: Verdict;
  /** Tells what came of it. Not called when files were still being written to: then another build follows. */
  tell(): void;
}

export interface WatchOptions {
  followed: readonly Followed[];
  /** Looks at the files every so often instead of waiting for events. */
  poll: boolean;
  /** The day that is judged by; `undefined` when it does not move on. */
  today?: (() => string) | undefined;
  build: (occasion: Occasion) => Promise<Build>;
  /** Told whenever there is nothing to do. */
  onIdle: () => void;
  /** Told when the system refuses events, so that changes are noticed later. */
  onTrouble: (message: string) => void;
}

export interface Watching {
  /** No build begins afterwards; one under way goes on. */
  close(): Promise<void>;
}

/** How often files that change are looked at. */
const LOOK_MS = 200;
const POLL_MS = 1000;
/** How often the files are looked at although no event told of them. */
const SELDOM_MS = 15_000;
/** Looking takes at most a third of the time while files change, and a twentieth while they do not. */
const REST = { busy: 2, idle: 19 };
/** Data that were refused are told of when their last change is this long ago: somebody may be writing with pauses. */
const SETTLED_MS = 4000;
const RETRY_MS = { first: 5000, last: 300_000 };

/** Builds at once, then follows. */
export function watchFolders(options: WatchOptions): Watching {
  const { followed, poll, today, build, onIdle, onTrouble } = options;
  const bell = makeBell();
  const nudges = poll ? undefined : listen(followed, bell.ring, onTrouble);
  const closing = new AbortController();
  const { signal } = closing;
  let cost = 0;

  const snapshot = async (): Promise<Snapshot> => {
    const start = performance.now();
    const taken = await takeSnapshot(followed);
    cost = performance.now() - start;
    return taken;
  };

  /** Whether the files have stayed as they were when the build began, until they can be taken for finished. */
  const haveSettled = async (state: Quiet): Promise<boolean> => {
    for (;;) {
      if (signal.aborted || look(state, await snapshot(), 0).since !== undefined) return false;
      const left = (state.changedAt ?? -Infinity) + SETTLED_MS - performance.now();
      if (left <= 0) return true;
      await delay(Math.max(Math.min(left, LOOK_MS), cost * REST.busy));
    }
  };

  const run = async () => {
    let asked: Reason | undefined = 'start';
    let day = today?.();
    let retry = RETRY_MS.first;
    let retryAt = Infinity;
    let isIdle = false;
    let state = begin(await snapshot());
    while (!signal.aborted) {
      state = look(state, await snapshot(), performance.now());
      const decision = decide(state, performance.now());
      if (asked === undefined && today?.() !== day) asked = 'day';
      if (asked === undefined && performance.now() >= retryAt) asked = 'retry';
      if (decision.next === 'wait' && asked !== 'start') {
        await delay(Math.max(Math.min(decision.ms, LOOK_MS), cost * REST.busy));
        continue;
      }
      const changed = decision.next === 'build' ? decision.changed : [];
      if (decision.next !== 'build' && asked === undefined) {
        state = begin(state.seen, state.changedAt);
        if (!isIdle) onIdle();
        isIdle = true;
        const toRetry = Math.max(retryAt - performance.now(), 0);
        await bell.wait(Math.min(Math.max(poll ? POLL_MS : SELDOM_MS, cost * REST.idle), toRetry));
        continue;
      }
      state = begin(state.seen, state.changedAt);
      day = today?.();
      isIdle = false;
      if (signal.aborted) return;
      const { verdict, tell } = await build({
        reason: changed.length > 0 && asked !== 'start' ? 'change' : asked!,
        changed,
      });
      asked = undefined;
      if (verdict === 'retry') {
        retryAt = performance.now() + retry;
        retry = Math.min(retry * 2, RETRY_MS.last);
      } else {
        retryAt = Infinity;
        retry = RETRY_MS.first;
      }
      if (!signal.aborted && (verdict !== 'refused' || (await haveSettled(state)))) tell();
    }
  };

  const running = run();
  return {
    async close() {
      closing.abort();
      bell.ring();
      await nudges?.close();
      await running;
    },
  };
}

/** Wakes whoever waits; what rings while nobody waits is heard by the next. */
function makeBell() {
  let hasRung = false;
  let wake: () => void = () => {};
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    wait: async (ms: number) => {
      if (!hasRung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      hasRung = false;
    },
  };
}
