/** One build at a time for each output folder. */
import {
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { codeOf, PublishError } from './error.ts';

/** Who holds a lock. What the system does not tell is empty. */
interface Holder {
  pid: number;
  /** When the process started, in ticks since the machine did: a recycled id is told apart by it. */
  started: string;
  /** Of this run of the machine. */
  boot: string;
  /** Process ids mean nothing in another namespace of processes, that is in another container. */
  namespace: string;
  host: string;
}

/** Where there are no hard links a lock is empty for a moment; after a power cut it is so for ever. */
const UNWRITTEN_MS = 300;

/** How many locks this process has asked for: no two of its locks are the same. */
let attempts = 0;

/**
 * Takes the lock, also over from a process that has died. Nobody else has it until it is given back.
 *
 * @returns what gives it back; may be called again
 * @throws PublishError when a living process has it
 */
export function takeLock(path: string): () => void {
  attempts++;
  const own = `${path}-${process.pid}-${attempts}`;
  try {
    take(path, own);
    try {
      sweep(path, own);
    } catch {
      // The lock is ours whether or not the rest could be taken away.
    }
  } finally {
    rmSync(own, { force: true });
  }
  const ours = nameplate();
  return () => {
    // Somebody may have taken our lock away by hand, and somebody else may have taken theirs.
    if (isThere(path, ours)) rmSync(path, { force: true });
  };
}

function isThere(path: string, text: string): boolean {
  return told(() => readFileSync(path, 'utf8')) === text;
}

/** @param own where a file with our name in it may lie, on the same disk */
function take(path: string, own: string): void {
  for (;;) {
    writeFileSync(own, nameplate());
    if (linkOrMake(path, own)) return;
    if (!isLeft(path)) continue;
    // Of two that find it left behind only one may replace it. That one holds another lock, taken in the same way.
    const turn = `${path}-turn`;
    take(turn, own);
    try {
      if (!isLeft(path)) continue;
      renameSync(own, path);
      return;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    } finally {
      rmSync(turn, { force: true });
    }
  }
}

/**
 * @returns whether the lock is there and its holder is not; `false` when there is no lock
 * @throws PublishError when the holder lives
 */
function isLeft(path: string): boolean {
  let holder = readHolder(path);
  for (let waited = 0; holder === 'unreadable' && waited < UNWRITTEN_MS; waited += 20) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    holder = readHolder(path);
  }
  if (holder === 'nobody') return false;
  refuseLiving(holder, path);
  return true;
}

/** Makes the lock in one step; `false` when there is one. */
function linkOrMake(path: string, own: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    // Whoever took the lock meanwhile may have swept our file before it was written.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
  }
  try {
    writeFileSync(path, nameplate(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): Holder | 'nobody' | 'unreadable' {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (codeOf(error) === 'EISDIR' || isLink)
      throw new PublishError(`${path} 是一个${isLink ? '链接' : '文件夹'}，占了锁文件的位置`, '请把它移走再试', true);
    if (codeOf(error) === 'ENOENT') return 'nobody';
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    return { pid: 0, started: '', boot: '', namespace: '', host: '', ...holder };
  } catch {
    return 'unreadable';
  }
}

function refuseLiving(holder: Holder | 'unreadable', path: string): void {
  if (holder === 'unreadable') return;
  const state = stateOf(holder);
  if (state === 'dead') return;
  const folder = join(dirname(path), basename(path).replace(/^\.(.*)\.minglu-lock.*$/, '$1'));
  if (state === 'running')
    throw new PublishError(
      `另一个程序（进程号${holder.pid}）正在公布到 ${folder}`,
      `请等它结束再试；它若早已停住不动，请先结束进程${holder.pid}`,
    );
  throw new PublishError(
    `另一台机器或另一个容器（${holder.host}，进程号${holder.pid}）正在公布到 ${folder}，或在公布时断了电`,
    `请到那里看一看；确定没有程序在公布以后，删掉 ${path} 再试`,
  );
}

function stateOf(holder: Holder): 'running' | 'dead' | 'unknown' {
  const us = ourselves();
  if (holder.boot !== us.boot) return holder.host === us.host ? 'dead' : 'unknown';
  if (holder.namespace !== us.namespace || (us.boot === '' && holder.host !== us.host)) return 'unknown';
  return isAlive(holder) ? 'running' : 'dead';
}

function isAlive({ pid, started }: Holder): boolean {
  const known = startOf(pid);
  return known === undefined ? answers(pid) : known !== '' && (started === '' || known === started);
}

/** Whether another process has this id now. What bears our own id was left by one before us. */
export function isRunning(pid: number): boolean {
  return pid !== process.pid && answers(pid);
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function nameplate(): string {
  return `${JSON.stringify({ ...ourselves(), attempt: attempts })}\n`;
}

function ourselves(): Holder {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    boot: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: told(() => readlinkSync('/proc/self/ns/pid')),
    host: hostname(),
  };
}

/** Empty when the process has ended, though its parent may not know; `undefined` where the system does not tell. */
function startOf(pid: number): string | undefined {
  if (told(() => readFileSync('/proc/self/stat', 'utf8')) === '') return undefined;
  const stat = told(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is a name in parentheses and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
}

function told(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Takes away what processes that died while they took the lock have left. */
function sweep(path: string, own: string): void {
  const left = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}-`));
  for (const file of left.map((name) => join(dirname(path), name))) {
    if (file === own) continue;
    if (file.endsWith('-turn')) sweepTurn(file, own);
    else if (isDead(file)) rmSync(file, { force: true });
  }
}

function sweepTurn(turn: string, own: string): void {
  try {
    take(turn, own);
  } catch (error) {
    if (error instanceof PublishError) return;
    throw error;
  }
  rmSync(turn, { force: true });
}

function isDead(file: string): boolean {
  const holder = readHolder(file);
  return holder === 'unreadable' || (holder !== 'nobody' && stateOf(holder) === 'dead');
}
