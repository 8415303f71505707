/** When to build: how long files that change are waited for. Pure: what is seen and the time are told. */

export interface FileState {
  size: number;
  /** Another one whenever the file is another, or was written to. */
  stamp: string;
}

/** Every file that counts, by its path. */
export type Snapshot = ReadonlyMap<string, FileState>;

/** In milliseconds. */
export interface Patience {
  /** Since the last change to a file. */
  quiet: number;
  /** The same for a file that is new, has become smaller or is gone: it may be written anew at this moment. */
  rewritten: number;
  /** However busy the folder is, from the first change on. */
  longest: number;
  /** The same while a file does nothing but grow: half of it must not be published. */
  growing: number;
}

export const PATIENCE: Patience = { quiet: 500, rewritten: 2500, longest: 10_000, growing: 60_000 };

interface Unrest {
  /** When it was last seen to have changed. */
  at: number;
  /** Whether it changed again, and whenever it did it was larger. */
  isGrowing: boolean;
  changes: number;
}

export interface Quiet {
  /** As the last build found the files. */
  readonly built: Snapshot;
  readonly seen: Snapshot;
  /** The files that have changed since the last build. */
  readonly unrest: ReadonlyMap<string, Unrest>;
  /** When the first of them did. */
  readonly since: number | undefined;
  /** When the last of them did; stays when a build begins. */
  readonly changedAt: number | undefined;
}

export type Decision =
  | { next: 'idle' }
  | { next: 'build'; changed: readonly string[] }
  /** @param ms to look again after, at the latest */
  | { next: 'wait'; ms: number };

/** A build begins with these files. */
export function begin(seen: Snapshot, changedAt?: number): Quiet {
  return { built: seen, seen, unrest: new Map(), since: undefined, changedAt };
}

/** The files as they are now. */
export function look(state: Quiet, seen: Snapshot, now: number): Quiet {
  const changed = differing(state.seen, seen);
  if (changed.length === 0) return { ...state, seen };
  const unrest = new Map(state.unrest);
  for (const path of changed) {
    const grew = sizeIn(seen, path) > sizeIn(state.seen, path);
    const { changes, isGrowing } = unrest.get(path) ?? { changes: 0, isGrowing: false };
    unrest.set(path, { at: now, changes: changes + 1, isGrowing: grew && (isGrowing || changes === 1) });
  }
  return { ...state, seen, unrest, since: state.since ?? now, changedAt: now };
}

export function decide(state: Quiet, now: number, patience: Patience = PATIENCE): Decision {
  const { built, seen, unrest, since } = state;
  if (since === undefined) return { next: 'idle' };
  const busy = [...unrest].filter(([path, { at }]) => now < at + waitFor(state, path, patience));
  if (busy.length > 0) {
    const isGrowing = busy.some(([, unrested]) => unrested.isGrowing);
    const quietAt = Math.max(...busy.map(([path, { at }]) => at + waitFor(state, path, patience)));
    const deadline = since + (isGrowing ? patience.growing : patience.longest);
    if (now < deadline) return { next: 'wait', ms: Math.min(quietAt, deadline) - now };
  }
  // What came and went, such as a file that a spreadsheet makes while it saves, is no change.
  const changed = differing(built, seen);
  return changed.length === 0 ? { next: 'idle' } : { next: 'build', changed };
}

function waitFor({ built, seen }: Quiet, path: string, { quiet, rewritten }: Patience): number {
  const [was, is] = [built.get(path), seen.get(path)];
  return was === undefined || is === undefined || is.size < was.size ? rewritten : quiet;
}

function sizeIn(files: Snapshot, path: string): number {
  return files.get(path)?.size ?? 0;
}

/** Paths of the files that are not the same in both. */
export function differing(one: Snapshot, other: Snapshot): string[] {
  const gone = [...one.keys()].filter((path) => !other.has(path));
  const others = [...other].filter(([path, { stamp }]) => one.get(path)?.stamp !== stamp).map(([path]) => path);
  return [...gone, ...others];
}
