/** Conversion between scripts by OpenCC, apart from the table that the look-up itself uses. */
import { Converter } from 'opencc-js';

type Convert = (text: string) => string;

const made = new Map<string, Convert>();

function converter(from: 'cn' | 't' | 'tw', to: 'cn' | 't' | 'tw' | 'hk'): Convert {
  const name = `${from} ${to}`;
  const convert = made.get(name) ?? Converter({ from, to });
  made.set(name, convert);
  return convert;
}

export function simplified(text: string): string {
  return converter('t', 'cn')(text);
}

/** In traditional characters, as OpenCC's own standard, Taiwan or Hong Kong write them. */
export function traditional(text: string, standard: 't' | 'tw' | 'hk'): string {
  return converter('cn', standard)(text);
}
