/** Runs rclone, the program that brings files to a target. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, PublishError } from './error.ts';

export interface Rclone {
  /** Its name on the PATH, or where it lies. */
  program: string;
  /** A folder or a remote, as rclone understands it. */
  target: string;
  /** Its configuration file; without one, the usual place. */
  config?: string | undefined;
  /** How many files are sent at a time; without it, as many as rclone likes. */
  transfers?: number | undefined;
}

interface Outcome {
  code: number;
  stdout: string;
  /** What went wrong, in its own words, the last of it. */
  errors: string[];
}

const MOST_ERRORS = 5;
const TRIES = 3;
/** After so many errors without a file in between it is not the files. */
const HOPELESS = 10;

// Each try waits for the others: with rclone's own ten it takes long to find out that a server has gone away.
const BRIEFLY = ['--retries=1', '--low-level-retries=3'];

/** Exit codes (rclone.org/docs). */
const MISUSE = 1;
const NO_FOLDER = 3;
const FATAL = 7;

function missing({ program }: Rclone): PublishError {
  return new PublishError(
    `没有找到 rclone（${program}），发布到别处要用它`,
    '请先安装：Debian、Ubuntu 上 apt install rclone，macOS 上 brew install rclone，其他系统见 rclone.org；装在别处的用 --rclone 指明',
  );
}

/** Brings those of the listed files that are at the target into a folder. */
export async function fetchFiles(rclone: Rclone, list: string, folder: string): Promise<void> {
  await demand(rclone, [
    'copy',
    rclone.target,
    folder,
    ...exactly(list),
    '--no-traverse',
    '--ignore-times',
    ...BRIEFLY,
  ]);
}

/** The beginnings of the listed files that are at the target, in any order, a character for each byte. */
export async function headsOf(rclone: Rclone, list: string, bytes: number): Promise<string> {
  const args = ['cat', rclone.target, ...exactly(list), '--head', String(bytes)];
  const outcome = await run(rclone, args, () => {}, 'latin1');
  if (outcome.code !== 0 && outcome.code !== NO_FOLDER) throw failed(rclone, outcome);
  return outcome.stdout;
}

/** Names at the top of the target. */
export async function namesAt(rclone: Rclone): Promise<string[]> {
  const outcome = await run(rclone, ['lsf', rclone.target, '--max-depth', '1'], () => {});
  if (outcome.code === NO_FOLDER) return [];
  if (outcome.code !== 0) throw failed(rclone, outcome);
  return outcome.stdout.split('\n').filter((name) => name !== '');
}

/** How a file at the target can be told from ours without fetching it. */
export type Comparison = 'checksum' | 'time' | 'none';

const FLAGS = {
  checksum: ['--checksum'],
  time: [],
  none: ['--ignore-times'],
  /** Whatever is there stays. */
  presence: ['--ignore-existing'],
} as const;

export async function comparisonOf(rclone: Rclone): Promise<Comparison> {
  const { code, stdout } = await run(rclone, ['backend', 'features', rclone.target], () => {});
  if (code !== 0) return 'none';
  const { Hashes: hashes, Precision: precision } = JSON.parse(stdout) as { Hashes?: unknown[]; Precision?: number };
  if (Array.isArray(hashes) && hashes.length > 0) return 'checksum';
  return typeof precision === 'number' && precision <= PRECISE_NS ? 'time' : 'none';
}

/** Two versions of a file are never made within so many nanoseconds. */
const PRECISE_NS = 2e9;

/** Files to send. */
export interface Shipment {
  /** The folder they lie in. */
  from: string;
  paths: readonly string[];
  /** How those that the target has already are known and passed over; with `none` all are sent. */
  comparison: keyof typeof FLAGS;
  cacheControl: string;
  /** Whether the folders of the target are not listed: quicker for few files among many. */
  isFew: boolean;
  /** Writes a list of paths and tells where it is. */
  list: (paths: readonly string[]) => string;
  onFile: (path: string) => void;
}

/**
 * Sends files. What fails is tried again, and only that.
 *
 * @returns what was sent
 * @throws PublishError when some could not be sent
 */
export async function send(rclone: Rclone, shipment: Shipment): Promise<Set<string>> {
  const { from, paths, comparison, cacheControl, isFew, list, onFile } = shipment;
  const sent = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    const rest = paths.filter((path) => !sent.has(path));
    const outcome = await run(
      rclone,
      [
        'copy',
        from,
        rclone.target,
        ...exactly(list(rest)),
        ...FLAGS[comparison],
        ...BRIEFLY,
        `--header-upload=Cache-Control: ${cacheControl}`,
        ...(isFew ? ['--no-traverse'] : []),
      ],
      ({ msg, object }) => {
        if (object === undefined || !/\bCopied\b/.test(msg) || sent.has(object)) return;
        sent.add(object);
        onFile(object);
      },
    );
    if (outcome.code === 0) break;
    if (attempt === TRIES || outcome.code === MISUSE || outcome.code === FATAL) throw failed(rclone, outcome);
    await delay(1000 * attempt);
  }
  const unsent = comparison === 'none' ? paths.filter((path) => !sent.has(path)) : [];
  if (unsent.length > 0)
    throw new PublishError(
      `rclone 没有报错，却有${unsent.length}个文件没有发送：${unsent.slice(0, 5).join('、')}`,
      '请看看环境变量和 rclone 的设置里有没有 RCLONE_DRY_RUN 一类的限制',
    );
  return sent;
}

/** Deletes files of the target; those that are not there do not matter. */
export async function remove(rclone: Rclone, list: string): Promise<void> {
  await demand(rclone, ['delete', rclone.target, ...exactly(list)]);
}

/** Lines are taken as they are: spaces, `#` and Chinese characters mean nothing. */
function exactly(list: string): string[] {
  return ['--files-from-raw', list];
}

async function demand(rclone: Rclone, args: string[]): Promise<void> {
  const outcome = await run(rclone, args, () => {});
  // A target that is yet to be made has none of the files that are looked for.
  if (outcome.code !== 0 && outcome.code !== NO_FOLDER) throw failed(rclone, outcome);
}

interface Event {
  level: string;
  msg: string;
  object?: string;
}

async function run(
  rclone: Rclone,
  args: string[],
  onEvent: (event: Event) => void,
  encoding: BufferEncoding = 'utf8',
): Promise<Outcome> {
  const { program, config, transfers } = rclone;
  const child = spawn(
    program,
    [
      ...args,
      '--use-json-log',
      '--log-level=INFO',
      '--stats=0',
      '--ask-password=false',
      '--contimeout=20s',
      ...(config === undefined ? [] : ['--config', config]),
      ...(transfers === undefined ? [] : ['--transfers', String(transfers)]),
    ],
    // It says something after each file: when we are killed it has nobody to say it to, and ends.
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = () => child.kill();
  process.on('exit', stop);
  try {
    const outcome: Outcome = { code: 0, stdout: '', errors: [] };
    let failures = 0;
    child.stdout.setEncoding(encoding).on('data', (text: string) => (outcome.stdout += text));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const event = eventOf(line);
      onEvent(event);
      if (!/^(error|critical|alert|emergency|fatal)$/.test(event.level)) {
        if (event.object !== undefined) failures = 0;
        return;
      }
      if (++failures === HOPELESS) stop();
      outcome.errors.push(event.object === undefined ? event.msg : `${event.object}：${event.msg}`);
      if (outcome.errors.length > MOST_ERRORS) outcome.errors.shift();
    });
    const [code] = (await once(child, 'close')) as [number | null];
    outcome.code = code ?? FATAL;
    return outcome;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw missing(rclone);
    throw error;
  } finally {
    process.off('exit', stop);
  }
}

/** What makes it give up at once is told in plain words. */
function eventOf(line: string): Event {
  try {
    const { level, msg, object } = JSON.parse(line) as Partial<Event>;
    return { level: String(level), msg: String(msg), ...(object === undefined ? {} : { object: String(object) }) };
  } catch {
    const [, text] = /^\d{4}\/\d\d\/\d\d [\d:]+ (?!NOTICE|INFO|DEBUG)(.*)$/.exec(line) ?? [];
    return text === undefined ? { level: 'info', msg: line } : { level: 'error', msg: text };
  }
}

const CURES: readonly (readonly [RegExp, string])[] = [
  [
    /didn't find section in config|config file.*not found/i,
    'rclone 的设置里没有这个目标：用 rclone config 建好，或用 --config 指明设置文件',
  ],
  [/decrypt|RCLONE_CONFIG_PASS|password/i, '请检查密码；设置文件加了密的，把密码放在环境变量 RCLONE_CONFIG_PASS 里'],
  [/NoSuchBucket|bucket does not exist|container not found/i, '请先在云服务里建好存储桶'],
  [
    /\b40[13]\b|AccessDenied|Forbidden|Unauthorized|SignatureDoesNotMatch|InvalidAccessKey|permission denied|handshake failed/i,
    '请检查账号、密钥和写入的权限',
  ],
  [/no space|quota|\b507\b|disk full/i, '目标放不下了：请腾出空间，再运行一次，会从断处接着发'],
  [
    /no such host|refused|unreachable|timeout|timed out|reset by peer|\bEOF\b|TLS|certificate|\b5\d\d\b/i,
    '请检查网络和地址，再运行一次，会从断处接着发',
  ],
];

function failed(rclone: Rclone, { code, errors }: Outcome): PublishError {
  const said = errors.map((text) => hideSecrets(text, rclone.target)).join('\n  ');
  const [, cure] = CURES.find(([pattern]) => pattern.test(said)) ?? [];
  return new PublishError(
    `rclone 出错（${code === FATAL ? '没有做完' : `退出码${code}`}）${said === '' ? '' : `：\n  ${said}`}`,
    cure ?? '请照上面的话检查目标；再运行一次，会从断处接着发',
  );
}

/**
 * A target or what was said of it, without the passwords that it may hold. Whoever reports a fault may have rewritten the
 * target: neither its words nor its values pass.
 */
export function hideSecrets(text: string, target: string): string {
  let hidden = text.replaceAll(target, masked(target));
  for (const value of secretsIn(target)) hidden = hidden.replaceAll(value, '***');
  return masked(hidden);
}

/** What follows the name of a setting that is kept secret: in quotes of either kind, in which they are doubled, or bare. */
const SECRET =
  /((?:pass|password|secret|token|key|sas_url|credentials)[a-z_]*=)("(?:[^"]|"")*"|'(?:[^']|'')*'|[^,:]*)/gi;

function masked(text: string): string {
  return text.replaceAll(SECRET, '$1***');
}

/** As they stand in the target, as they are meant, and as JSON writes them. */
function secretsIn(target: string): string[] {
  return [...target.matchAll(SECRET)].flatMap(([, , written = '']) => {
    const quote = /^["']/.exec(written)?.[0];
    const meant = quote === undefined ? written : written.slice(1, -1).replaceAll(quote + quote, quote);
    return meant === '' ? [] : [written, meant, JSON.stringify(meant).slice(1, -1)];
  });
}
