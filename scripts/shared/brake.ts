/** The flags of the brake, and the command that a person repeats once the change is accepted. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { DEFAULT_BRAKE } from '../../src/publish/brake.ts';
import { Misuse, SHARED_FLAGS } from './options.ts';

export const BRAKE_FLAGS = {
  accept: { type: 'string' },
  brake: { type: 'string', default: String(DEFAULT_BRAKE) },
} as const satisfies ParseArgsOptionsConfig;

/** @throws Misuse for what is no percentage */
export function readBrake(asked: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(asked) || Number(asked) > 100)
    throw new Misuse(`--brake 要写0到100的数，不是「${asked}」`);
  return Number(asked);
}

/** @throws Misuse for what no change is accepted by */
export function readAccept(asked: string | undefined): string | undefined {
  if (asked !== undefined && !/^[0-9a-f]{12}$/.test(asked))
    throw new Misuse(`--accept 要写停下来时显示的那12个字符，不是「${asked}」`);
  return asked;
}

type Asked = Partial<Record<keyof typeof SHARED_FLAGS | 'strict' | 'brake', string | boolean>>;

/** The build with the same flags, as far as they are not what they are anyway. */
export function buildCommand(flags: Asked): string {
  const usual: Asked = { strict: false, brake: BRAKE_FLAGS.brake.default };
  for (const name of ['data', 'content', 'out'] as const) usual[name] = SHARED_FLAGS[name].default;
  const asked = (['data', 'content', 'out', 'as-of', 'brake', 'strict'] as const).flatMap((name) => {
    const value = flags[name];
    if (value === undefined || value === usual[name]) return [];
    return value === true ? [`--${name}`] : [`--${name} ${quoted(String(value))}`];
  });
  return ['npm run build --', ...asked].join(' ');
}

export function quoted(word: string): string {
  return /^[\p{L}\p{N}_./:\\-]+$/u.test(word) ? word : `"${word}"`;
}
