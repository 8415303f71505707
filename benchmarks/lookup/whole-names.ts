/** Queries of a whole name or code, typed in other characters. */
import type { Random } from '../../src/sample/random.ts';
import { fold, fromTargets, type QueryClass } from './query.ts';
import { simplified, traditional } from './script.ts';

const ZERO_WIDTH = ['\u200B', '\u200D', '\u2060', '\uFEFF', '\u00AD'];
const BLANKS = [' ', '\u3000', '\u00A0', '\t', '  '];
const QUOTES = ['“”', '《》', '""', '【】', '「」', "''"];

const other = (text: string, name: string): string | undefined => (text === name ? undefined : text);

export const WHOLE_NAMES: readonly QueryClass[] = [
  fromTargets('exact', 'as registered', (_, { name }) => name),
  fromTargets('traditional', 'traditional (OpenCC)', (_, { name }) => other(traditional(simplified(name), 't'), name)),
  fromTargets('taiwan', 'traditional (Taiwan, Hong Kong)', (random, { name }) =>
    other(traditional(simplified(name), random.pick(['tw', 'hk'])), name),
  ),
  fromTargets('simplified', 'simplified, of a traditional name', (_, { name }) => other(simplified(name), name)),
  fromTargets('width', 'width, blanks, brackets, zero width', (random, { name }) => {
    const changes = [fullWidth, withBlanks, withZeroWidth, withBrackets, quoted, otherMarks];
    const text = random.pick(changes)(random, name);
    return fold(text) === fold(name) ? other(text, name) : undefined;
  }),
  fromTargets('code', 'code', (_, { code }) => code),
  fromTargets('code-spaced', 'code, lower case, spaced', (random, { code }) => {
    const separator = random.pick([' ', '-', '\u3000', '  ']);
    return code.toLowerCase().replace(/(.{2})(.{6})(.{9})/, ['$1', '$2', '$3', ''].join(separator));
  }),
  fromTargets('code-wide', 'code, full width', (_, { code }) => wide(code)),
  fromTargets('code-prefix', 'code, first 14 characters', (_, { code }, { set }) => {
    const text = code.slice(0, 14);
    return { text, answers: (name) => codesOf(set.organisations).get(name)?.startsWith(text) ?? false };
  }),
];

let codes: ReadonlyMap<string, string> | undefined;

function codesOf(organisations: readonly { name: string; code: string }[]): ReadonlyMap<string, string> {
  codes ??= new Map(organisations.map(({ name, code }) => [name, code]));
  return codes;
}

/** Printable ASCII as its full-width twin. */
function wide(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
}

function fullWidth(random: Random, name: string): string {
  const text = /[A-Za-z]/.test(name) && random.chance(0.5) ? swapCase(name) : name;
  return wide(text);
}

function swapCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function withBlanks(random: Random, name: string): string {
  let text = name;
  for (let i = random.int(1, 3); i > 0; i--) text = insert(random, text, random.pick(BLANKS));
  return text;
}

function withZeroWidth(random: Random, name: string): string {
  return insert(random, random.chance(0.3) ? withBlanks(random, name) : name, random.pick(ZERO_WIDTH));
}

function withBrackets(random: Random, name: string): string {
  if (/[()（）]/.test(name))
    return name.replace(/[()（）]/g, (mark) => ({ '(': '（', ')': '）', '（': '(', '）': ')' })[mark]!);
  const from = random.int(1, Math.max(1, name.length - 3));
  const [open, close] = random.pick(['（）', '()', '〔〕', '［］']);
  return `${name.slice(0, from)}${open}${name.slice(from, from + 2)}${close}${name.slice(from + 2)}`;
}

function quoted(random: Random, name: string): string {
  const [open, close] = random.pick(QUOTES);
  return ` ${open}${name}${close}${random.pick(['', '。', '\n'])}`;
}

function otherMarks(random: Random, name: string): string {
  return insert(random, name.replace(/[\p{P}\p{S}]/gu, ''), random.pick(['·', '•', '・', '、', '-', '—']));
}

function insert(random: Random, text: string, what: string): string {
  const at = random.int(0, text.length);
  return text.slice(0, at) + what + text.slice(at);
}
