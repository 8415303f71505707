/** Two folders change places; what was written reaches the disk. Both by calls of the system that Node does not offer. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { codeOf, PublishError } from './error.ts';

interface System {
  /** @returns the number of the error, 0 when the folders have changed places; `undefined` where there is no such call */
  exchange: ((a: string, b: string) => number) | undefined;
  /** Writes out the whole disk that a file is on. */
  syncDisk: ((descriptor: number) => number) | undefined;
  errors: Readonly<Record<string, number>>;
}

const AT_FDCWD = -100;
const RENAME_EXCHANGE = 2;
const RENAME_SWAP = 2;

let loaded: System | undefined;

/** Loaded when first needed: most commands publish nothing. */
function system(): System {
  loaded ??= load();
  return loaded;
}

function load(): System {
  const none: System = { exchange: undefined, syncDisk: undefined, errors: {} };
  if (process.platform !== 'linux' && process.platform !== 'darwin') return none;
  try {
    const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi');
    const library = koffi.load(null);
    const declare = (declaration: string) => {
      try {
        const call = library.func(declaration);
        return (...args: unknown[]): number => ((call(...args) as number) === 0 ? 0 : koffi.errno());
      } catch {
        return undefined;
      }
    };
    const errors = koffi.os.errno;
    if (process.platform === 'darwin') {
      const swap = declare('int renamex_np(const char *from, const char *to, unsigned int flags)');
      return { exchange: swap && ((a, b) => swap(a, b, RENAME_SWAP)), syncDisk: undefined, errors };
    }
    const rename = declare('int renameat2(int from, const char *a, int to, const char *b, unsigned int flags)');
    return {
      exchange: rename && ((a, b) => rename(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE)),
      syncDisk: declare('int syncfs(int descriptor)'),
      errors,
    };
  } catch {
    return none;
  }
}

/**
 * Two folders of one disk change places, in one step where the system can.
 *
 * @param aside a free place on the same disk: where `folder` stands between two renames, where the system cannot
 * @param call of the system; returns the number of the error, 0 when the folders have changed places
 * @throws PublishError when `folder` is a mount point
 */
export function exchange(folder: string, other: string, aside: string, call = system().exchange): void {
  const { errors } = system();
  const error = call?.(folder, other);
  if (error === 0) return;
  const name = Object.keys(errors).find((key) => errors[key] === error) ?? 'ENOSYS';
  refuseMountPoint(folder, name);
  if (!['ENOSYS', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(name))
    throw Object.assign(new Error(`${name}: exchange '${folder}' and '${other}'`), { code: name });
  // Nothing may stand between these two lines: a process that is killed there is mended by the next one.
  renameAside(folder, aside);
  renameSync(other, folder);
  renameSync(aside, other);
}

function renameAside(folder: string, aside: string): void {
  try {
    renameSync(folder, aside);
  } catch (error) {
    refuseMountPoint(folder, codeOf(error) ?? '');
    throw error;
  }
}

function refuseMountPoint(folder: string, code: string): void {
  if (!['EBUSY', 'EXDEV', 'EACCES', 'EPERM'].includes(code)) return;
  throw new PublishError(
    `${folder} 不能整个换下（${code}），它可能是一个挂载点`,
    '请把 --out 写成它下面的一个子文件夹',
  );
}

/** More files than this are written out with the whole disk at once: one by one costs a third of a millisecond each. */
const ONE_BY_ONE = 1000;

/**
 * Returns when files of a tree, and the names in folders of it, would survive a power cut.
 *
 * @param files paths below the tree; so are the folders. What is not there any more is passed over
 */
export function flush(tree: string, files: ReadonlySet<string>, folders: ReadonlySet<string>): void {
  const { syncDisk } = system();
  const isMuch = files.size + folders.size > ONE_BY_ONE;
  if (isMuch && syncDisk !== undefined && withDescriptor(tree, (descriptor) => syncDisk(descriptor) === 0)) return;
  for (const file of files) flushOne(join(tree, file));
  // Windows opens no folders; it keeps their names itself.
  if (process.platform !== 'win32') for (const folder of folders) flushOne(join(tree, folder));
}

function flushOne(path: string): void {
  try {
    withDescriptor(path, fsyncSync);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function withDescriptor<T>(path: string, use: (descriptor: number) => T): T {
  // Windows flushes only what may be written.
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
