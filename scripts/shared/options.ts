/** Flags that every command understands, and how misuse is told. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
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

/** @throws Misuse for an unknown flag or a stray word */
export function readFlags<const T extends ParseArgsOptionsConfig>(options: T) {
  try {
    return parseArgs({ options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}

/** @throws Misuse for an unknown flag */
export function readFlagsAndWords<const T extends ParseArgsOptionsConfig>(options: T) {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
    return { flags: values, words: positionals };
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}

/** The day to judge by: as asked, else today in Asia/Shanghai. The only place that reads the clock. */
export function readAsOf(asked: string | undefined): IsoDate {
  if (asked === undefined) return today();
  if (!isRealDate(asked) || !isWholeDay(asked)) throw new Misuse(`--as-of 要写成 2026-01-31 的样子，不是「${asked}」`);
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
    const misuse = error instanceof Misuse || (error as { misuse?: boolean }).misuse === true;
    const suggestion = (error as { suggestion?: string }).suggestion;
    const known = misuse || suggestion !== undefined;
    console.error(known ? `${(error as Error).message}${suggestion === undefined ? '' : `\n  ${suggestion}`}` : error);
    process.exitCode = misuse ? EXIT.misuse : EXIT.dataErrors;
  }
}
