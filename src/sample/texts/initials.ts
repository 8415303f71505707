import { pinyin } from 'pinyin-pro';

/** LJ for 澜江. */
export function pinyinInitials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toUpperCase();
}
