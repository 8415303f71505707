/** Flags that every command understands, and how misuse is told. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs, type ParseArgsConfig, type ParseArgsOptionsConfig } from 'node:util';
import { isRealDate, isWholeDay, type IsoDate } from '../../src/domain/date.ts';

/** Exit codes (docs/commands.md). */
export const EXIT = { well: 0, dataErrors: 1, misuse: 2 } as const;

/** The command was called wrongly. */
export class Misuse extends Error {}

export const SHARED_FLAGS = {
  data: { type: 'string', default: 'data' },
  content: { type: 'string', default: 'content' },
  out: { type: 'string', default: 'dist' },
  'as-of': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Somebody asked what a command can be told. */
class Help extends Error {}

/** @throws Misuse for an unknown flag or a stray word */
export function readFlags<const T extends ParseArgsOptionsConfig>(options: T) {
  return parse({ options, allowPositionals: false }).values;
}

/** @throws Misuse for an unknown flag */
export function readFlagsAndWords<const T extends ParseArgsOptionsConfig>(options: T) {
  const { values, positionals } = parse({ options, allowPositionals: true });
  return { flags: values, words: positionals };
}

function parse<const T extends ParseArgsConfig & { options: ParseArgsOptionsConfig }>(config: T) {
  const { options } = config;
  if (['--help', '-h'].some((flag) => process.argv.includes(flag))) throw new Help(helpOf(options));
  refuseTakenByNpm(Object.keys(options));
  try {
    const parsed = parseArgs({ ...config, strict: true });
    // As a script gives it in which a variable is not set; for a folder it would be the one that the script is in.
    const empty = Object.entries(parsed.values).find(([, value]) => value === '');
    if (empty !== undefined) throw new Error(`--${empty[0]} 后面要写内容`);
    return parsed;
  } catch (error) {
    throw new Misuse(`${misuseInWords(error as Error)}\n  ${helpOf(options)}`);
  }
}

/** npm takes a short name for the one setting of its own that begins with it. */
const LONG_FOR_NPM: Readonly<Record<string, string>> = { to: 'token-description' };
/** A setting of npm that people have in `.npmrc`; without it a command does the same. */
const HARMLESS = 'json';

/**
 * `npm run rollback --list` without `--` in between: npm keeps the flag for itself, and the command would go back to a release
 * where a list was asked for.
 *
 * @throws Misuse
 */
function refuseTakenByNpm(names: readonly string[]): void {
  const command = commandName();
  if (process.env['npm_lifecycle_event'] !== command) return;
  const isSet = (name: string) => Boolean(process.env[`npm_config_${name.replaceAll('-', '_')}`]);
  const taken = names.find((name) => name !== HARMLESS && [name, LONG_FOR_NPM[name] ?? name].some(isSet));
  if (taken === undefined) return;
  throw new Misuse(
    `npm 没有把 --${taken} 交给本程序，什么也没有做\n  选项前面要有单独的两个短横：npm run ${command} -- --${taken}；在 PowerShell 里写成 npm run ${command} '--' --${taken}`,
  );
}

function commandName(): string {
  return basename(process.argv[1] ?? '', '.ts');
}

/** What is in quotes in the messages of `parseArgs` is what was written. */
function misuseInWords(error: Error & { code?: string }): string {
  const [, written = ''] = /'(.*?)'/.exec(error.message) ?? [];
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `没有 ${written} 这个选项`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `「${written}」是多写的：选项都以 -- 开头`;
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return / does not take /.test(error.message)
        ? `${written} 后面不写内容`
        : `${written.replace(/ <.*/, '')} 后面要写内容`;
    default:
      return error.message;
  }
}

function helpOf(options: ParseArgsOptionsConfig): string {
  const flags = Object.entries(options).map(([name, { type, default: usual }]) => {
    return `--${name}${type === 'string' ? ' …' : ''}${typeof usual === 'string' ? `（不写就是 ${usual}）` : ''}`;
  });
  return `npm run ${commandName()} -- 的选项：${flags.join('、') || '没有'}。含义见 docs/commands.md，操作见 docs/operators.zh-CN.md`;
}

/** There need be no folder of texts; one that was named and is not there is mostly a slip, and a person is told. */
export function readContent({ content, json }: { content: string; json: boolean }): string {
  if (!json && content !== SHARED_FLAGS.content.default && !existsSync(content))
    console.error(`--content 指明的文件夹「${content}」不存在：按没有文章处理`);
  return content;
}

/** The day to judge by: as asked, else today in Asia/Shanghai. The only place that reads the clock. */
export function readAsOf(asked: string | undefined): IsoDate {
  if (asked === undefined) return today();
  if (!isRealDate(asked) || !isWholeDay(asked))
    throw new Misuse(`--as-of 要写成 2026-01-31 的样子，并且真有这一天，不是「${asked}」`);
  return asked;
}

export function today(): IsoDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

/** Runs a command and turns misuse into its exit code; anything else unexpected is told and exits 1. */
export async function runCommand(command: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (error instanceof Help) {
      console.log(error.message);
      return;
    }
    const misuse = error instanceof Misuse || (error as { misuse?: boolean }).misuse === true;
    const suggestion = (error as { suggestion?: string }).suggestion;
    const known = misuse || suggestion !== undefined;
    console.error(known ? `${(error as Error).message}${suggestion === undefined ? '' : `\n  ${suggestion}`}` : error);
    process.exitCode = misuse ? EXIT.misuse : EXIT.dataErrors;
  }
}
