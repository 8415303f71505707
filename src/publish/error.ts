/** What can go wrong with an output folder or its disk, in words for the person at the terminal. */
export class PublishError extends Error {
  readonly suggestion: string;
  /** Whether the command itself was wrong, not the data or the disk. */
  readonly misuse: boolean;
  constructor(message: string, suggestion: string, misuse = false) {
    super(message);
    this.suggestion = suggestion;
    this.misuse = misuse;
  }
}

/** @param file of a release that cannot say what it is */
export function releaseDamaged(file: string, what: string, suggestion: string): PublishError {
  return new PublishError(`${file} 已经损坏或不见了，${what}`, suggestion);
}

const DISK_MESSAGES: Readonly<Record<string, readonly [string, string, misuse?: true]>> = {
  ENOSPC: ['磁盘已满，网站没有写完', '请腾出空间再试'],
  EDQUOT: ['磁盘配额已满，网站没有写完', '请腾出空间再试'],
  EFBIG: ['文件超过了允许的大小，网站没有写完', '请放宽对文件大小的限制再试'],
  EMFILE: ['同时打开的文件太多，网站没有写完', '请关掉一些程序再试'],
  EACCES: ['没有写入的权限', '请检查输出文件夹的权限'],
  EPERM: ['没有写入的权限', '请检查输出文件夹的权限'],
  EROFS: ['磁盘是只读的', '请检查磁盘，或换一个 --out'],
  EIO: ['磁盘读写出错', '请检查磁盘'],
  EISDIR: ['一个文件夹占了文件的位置', '请把它移走再试'],
  ENOTDIR: ['一个文件占了文件夹的位置', '请把它移走再试'],
  EEXIST: ['已经有同名的文件或文件夹', '请把它移走再试'],
  ENAMETOOLONG: ['文件夹的名字太长', '请换一个短一些的 --out', true],
};

/** A disk fault in words, also where another error has it as its cause; anything else as it is. */
export function explained(error: unknown): unknown {
  if (error instanceof PublishError) return error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const known: (typeof DISK_MESSAGES)[string] | undefined =
      DISK_MESSAGES[codeOf(cause) ?? ''] ??
      (isMissingParent(cause) ? NO_FOLDER : undefined) ??
      Object.entries(DISK_MESSAGES).find(([code]) => (cause as Error).message.startsWith(`${code}:`))?.[1];
    if (known) return new PublishError(`${known[0]}（${cause.message}）。原来的网站没有变动`, known[1], known[2]);
  }
  return error;
}

const NO_FOLDER = ['文件夹建不了，磁盘可能是只读的', '请检查磁盘和文件夹的权限，或换一个 --out'] as const;

/** What Node says when a folder and those around it are to be made on a disk that takes none. */
function isMissingParent(error: Error): boolean {
  return codeOf(error) === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'mkdir';
}

/** What the action throws is explained. */
export function inWords<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw explained(error);
  }
}

/** What a release does not hang on: it may fail, the next build does without it or mends it, and nobody is told. */
export function afterwards(action: () => void): void {
  try {
    action();
  } catch {
    // As it says.
  }
}

/** The system's name of an error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
