/**
 * A guard that lets nothing but Markdown and the components we hand out through. MDX is code; a text must not be. It also
 * holds front matter against its schema and looks for private numbers.
 */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { mdxToMdast } from 'satteri';
import { parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { hasValidCheckCharacter } from '../domain/credit-code.ts';
import { findPrivateNumbers, PRIVATE_KIND_NAMES, type PrivateMatch } from '../domain/privacy.ts';
import { httpAddress } from '../domain/text.ts';
import { IngestMemory } from './memory.ts';

/** Components a text may use, with the attributes each takes. */
const COMPONENTS: ReadonlyMap<string, readonly string[]> = new Map([['Callout', ['kind']]]);

/** What is wrong with a text, in Chinese. */
export interface Fault {
  line: number;
  message: string;
  suggestion: string;
}

/** A text with everything that may not be there; without the text where it cannot be read at all. */
export function readText(
  path: string,
  rules: FrontMatterRules,
  memory: IngestMemory = new IngestMemory(undefined, ''),
): { text: string | undefined; faults: Fault[] } {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return { text: undefined, faults: [{ line: 1, message: '文件打不开', suggestion: '请检查读取权限' }] };
  }
  const text = isUtf8(bytes) ? new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n') : undefined;
  if (text !== undefined)
    return { text, faults: [...memory.ofText(`faults ${rules.least}`, text, () => checkText(text, rules))] };
  return { text, faults: [{ line: 1, message: '文件不是 UTF-8 编码', suggestion: '请用 UTF-8 编码另存' }] };
}

/** The front matter and the body of a text; no front matter is `undefined`. */
export function splitText(text: string): { front: string | undefined; bodyLine: number; body: string } {
  const match = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text);
  if (!match) return { front: undefined, bodyLine: 0, body: text };
  return { front: match[1]!, bodyLine: match[0].split('\n').length - 1, body: text.slice(match[0].length) };
}

/** The front matter of a text without faults, as its schema gives it. */
export function frontMatterOf<T>(front: string, schema: z.ZodType<T>): T {
  return schema.parse(parseYaml(front));
}

/** @throws YAMLError, or another error for aliases that would fill the memory or nesting that would fill the stack */
function parseYaml(front: string): unknown {
  const document = parseDocument(front);
  // What is only a warning to the parser, such as a tag that names a type of its own, has no place here either.
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) throw fault;
  return document.toJS();
}

/** Far more than a page has; the parser of Markdown takes its time for long texts made to be slow. */
const LONGEST = 200_000;
/** Quotations in lists in quotations: deeper than a page ever is, and shallow enough for every program that reads the text. */
const DEEPEST = 40;

/** What the front matter of a text may hold. */
export interface FrontMatterRules {
  /** Strict: a key that it does not know is refused. */
  schema: z.ZodType<unknown>;
  /** For each key what to write, in Chinese. */
  cures: Readonly<Record<string, string>>;
  /** The keys that there must be, in words: 「title、summary、date 各一行」. */
  least: string;
}

/** Everything in a text that may not be there, with its line. Runs nothing of it. */
export function checkText(typed: string, rules: FrontMatterRules): Fault[] {
  const text = typed.replace(/^\uFEFF/, '');
  if (text.length > LONGEST) return [{ line: 1, message: '文章太长', suggestion: '请分成几篇，每篇不超过20万字' }];
  const { front, bodyLine, body } = splitText(text);
  const faults = frontMatterFaults(front, rules);
  // What the schema refuses may hold itself, and nobody reads it.
  const isSound = faults.length === 0;
  const typedNumber = privateNumber(text);
  if (typedNumber) faults.push(privateFault(typedNumber, lineAt(text, typedNumber.start)));
  const read = readBody(body);
  for (const fault of read.faults) faults.push({ ...fault, line: fault.line + bodyLine });
  const strings = isSound && front !== undefined ? stringsIn(parseYaml(front)) : [];
  if (!typedNumber) faults.push(...hiddenNumbers(strings, read.words, bodyLine));
  faults.push(...misleadingFaults(text, strings, read.words, bodyLine));
  return faults.toSorted((a, b) => a.line - b.line);
}

function privateNumber(text: string): PrivateMatch | undefined {
  return findPrivateNumbers(text, hasValidCheckCharacter)[0];
}

function privateFault({ kind }: PrivateMatch, line: number): Fault {
  return { line, message: `文中有${PRIVATE_KIND_NAMES[kind]}，不能公开`, suggestion: '请删去' };
}

/** The first private number in words that are not as they were typed, without marks, escapes and line breaks. */
export function privateNumberIn(words: readonly string[]): Fault | undefined {
  const found = words.map((text) => privateNumber(text)).find((number) => number !== undefined);
  return found && privateFault(found, 1);
}

/** Private numbers that marks, escapes or the end of a line cut in two: the reader of the page sees them whole. */
function hiddenNumbers(strings: readonly string[], words: readonly Words[], bodyLine: number): Fault[] {
  const inFront = privateNumberIn(strings);
  const inBody = words.find(({ text }) => privateNumber(text) !== undefined);
  return [
    ...(inFront === undefined ? [] : [inFront]),
    ...(inBody === undefined ? [] : [privateFault(privateNumber(inBody.text)!, inBody.line + bodyLine)]),
  ];
}

/** What turns the order of the words a reader sees, and what no page may hold. Zero-width joiners belong to some signs. */
const MISLEADING = /[[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]--[\t\n\r]]/v;

function misleadingFaults(
  text: string,
  strings: readonly string[],
  words: readonly Words[],
  bodyLine: number,
): Fault[] {
  const typed = text.search(MISLEADING);
  const shown = words.find((each) => MISLEADING.test(each.text));
  const line =
    typed >= 0
      ? lineAt(text, typed)
      : strings.some((each) => MISLEADING.test(each))
        ? 1
        : shown && shown.line + bodyLine;
  if (line === undefined) return [];
  return [{ line, message: '文中有看不见的方向字符或控制字符', suggestion: '请把这一段重新输入一遍' }];
}

function stringsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null ? Object.values(data).flatMap(stringsIn) : [];
}

function frontMatterFaults(front: string | undefined, { schema, cures, least }: FrontMatterRules): Fault[] {
  let data: unknown;
  try {
    data = front === undefined ? undefined : parseYaml(front);
  } catch (error) {
    const { message, linePos } = error as YAMLError;
    const reason = message.split('\n')[0]!.replace(/ at line \d+, column \d+|:$/g, '');
    return [
      {
        line: (linePos?.[0].line ?? 0) + 1,
        message: `开头两行 --- 之间的说明写法有误（${reason}）`,
        suggestion: '请检查冒号、缩进和引号；冒号后要有空格',
      },
    ];
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return [noFrontMatter(least)];
  const issues = schema.safeParse(data).error?.issues ?? [];
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const wrong = issues.flatMap(({ path }) => (path[0] === undefined ? [] : [String(path[0])]));
  return [
    ...unknown.map((key) => ({
      line: lineOfKey(front!, key),
      message: `开头的说明里不能写「${key}」`,
      suggestion: `可以写的是：${Object.keys(cures).join('、')}`,
    })),
    ...[...new Set(wrong)].map((key) => ({
      line: lineOfKey(front!, key),
      message: `开头的说明里「${key}」${Object.hasOwn(data, key) ? '写得不对' : '没有写'}`,
      suggestion: cures[key] ?? '请删去',
    })),
  ];
}

function noFrontMatter(least: string): Fault {
  return {
    line: 1,
    message: '开头缺少说明',
    suggestion: `第一行写 ---，接着写 ${least}，再写一行 ---`,
  };
}

/** The line of the text in which the front matter has the key; the first where it has none. */
function lineOfKey(front: string, key: string): number {
  const line = front.split('\n').findIndex((text) => text.startsWith(`${key}:`) || text.startsWith(`"${key}":`));
  return line < 0 ? 1 : line + 2;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

interface Node {
  type: string;
  name?: string | null;
  url?: string;
  value?: string;
  attributes?: { type: string; name?: string; value?: unknown }[];
  children?: Node[];
  position?: { start: { line: number; offset: number }; end: { offset: number } };
}

const ONLY_MARKDOWN = '请删去，只用 Markdown 和 <Callout>';
const CODE = '不能用 import 或 export';
const EXPRESSION = '不能用花括号里的表达式';
const ESCAPE = '要写花括号本身，请在前面加反斜杠';

/** What a paragraph, heading or cell says, without marks, its lines joined. */
interface Words {
  line: number;
  text: string;
}

function readBody(body: string): { faults: Fault[]; words: Words[] } {
  const words: Words[] = [];
  const faults = bodyFaults(body, words);
  return { faults, words };
}

function bodyFaults(body: string, words: Words[]): Fault[] {
  try {
    const code = codeFaults(body);
    if (code.length > 0) return code;
    const faults: Fault[] = [];
    walk(parseMdx(body), 0, faults, words);
    return faults;
  } catch (error) {
    const { message } = error as Error;
    const line = Number(/^(\d+):/.exec(message)?.[1] ?? 1);
    return [
      {
        line,
        message: '文章的写法有误：有 < 或标签没有成对，或不合 MDX 的写法',
        suggestion: '正文里的 < 和 { 前要加反斜杠；标签要成对；网址写成 [文字](https://…)',
      },
    ];
  }
}

/** As `@astrojs/mdx` parses when it renders. */
function parseMdx(body: string): Node {
  return mdxToMdast(body, { features: { gfm: true, smartPunctuation: true, frontmatter: false } }) as Node;
}

/**
 * Code in a text: what `{` opens and what a line that begins with import or export says. The parser would read it as
 * JavaScript, whose nesting can overflow its stack and end the whole process; so it is found in a copy where it is none.
 */
function codeFaults(body: string): Fault[] {
  const tame = body.replace(/(?<!\\)((?:\\\\)*)\{/g, '$1(').replace(/^(?=(?:im|ex)port\b)./gm, 'x');
  if (tame === body) return [];
  const literal = rangesOfCode(parseMdx(tame));
  const faults: Fault[] = [];
  for (let i = 0, line = 1; i < body.length; i++) {
    if (body[i] === '\n') line++;
    if (body[i] === tame[i] || faults.at(-1)?.line === line) continue;
    if (literal.some(([from, to]) => i >= from && i < to)) continue;
    faults.push(
      body[i] === '{'
        ? { line, message: EXPRESSION, suggestion: ESCAPE }
        : { line, message: CODE, suggestion: ONLY_MARKDOWN },
    );
  }
  return faults;
}

function rangesOfCode(node: Node): (readonly [number, number])[] {
  if (node.type === 'code' || node.type === 'inlineCode') {
    return node.position === undefined ? [] : [[node.position.start.offset, node.position.end.offset]];
  }
  return (node.children ?? []).flatMap(rangesOfCode);
}

/** Markdown that needs no second look. What is neither here nor looked at below is refused. */
const HARMLESS = new Set([
  'root',
  'paragraph',
  'text',
  'heading',
  'strong',
  'emphasis',
  'delete',
  'inlineCode',
  'code',
  'blockquote',
  'list',
  'listItem',
  'linkReference',
  'thematicBreak',
  'break',
  'table',
  'tableRow',
  'tableCell',
  'footnoteReference',
  'footnoteDefinition',
]);

const BLOCKS = new Set(['paragraph', 'heading', 'tableCell']);

function textOf({ value = '', children = [] }: Node): string {
  return value.replaceAll('\n', '') + children.map(textOf).join('');
}

function walk(node: Node, depth: number, faults: Fault[], words: Words[]): void {
  const line = node.position?.start.line ?? 1;
  const refuse = (message: string, suggestion = ONLY_MARKDOWN) => faults.push({ line, message, suggestion });
  if (depth > DEEPEST) {
    refuse('列表、引用或标签套得太深', '请减少层数');
    return;
  }
  switch (node.type) {
    case 'mdxjsEsm':
      refuse(CODE);
      break;
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      refuse(EXPRESSION, ESCAPE);
      break;
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      checkElement(node, refuse);
      break;
    case 'image':
    case 'imageReference':
      refuse('不能插入图片', '请改用文字说明');
      break;
    case 'link':
    case 'definition':
      if (!isAllowedLink(node.url ?? '')) {
        refuse(
          `链接「${node.url}」不是本站地址，也不是 http 或 https 网址`,
          '本站地址以 / 或 # 开头，外部网址写全 https://；电子邮箱请写在反引号里',
        );
      }
      break;
    default:
      if (!HARMLESS.has(node.type)) refuse(`不能用这种写法（${node.type}）`);
  }
  if (BLOCKS.has(node.type)) words.push({ line, text: textOf(node) });
  for (const child of node.children ?? []) walk(child, depth + 1, faults, words);
}

function checkElement({ name, attributes = [] }: Node, refuse: (message: string) => void): void {
  const allowed = COMPONENTS.get(name ?? '');
  if (allowed === undefined) {
    refuse(`不能用 <${name ?? ''}>`);
    return;
  }
  const isPlain = attributes.every(
    ({ type, name: attribute, value }) =>
      type === 'mdxJsxAttribute' && allowed.includes(attribute ?? '') && typeof value === 'string',
  );
  if (!isPlain) refuse(`<${name}> 只能带 ${allowed.join('、')}，值要写在引号里`);
}

/** Browsers drop tabs and line breaks from addresses: `/⇥/host` would lead to another site. */
function isAllowedLink(url: string): boolean {
  if (/[\p{Cc}\\]/u.test(url)) return false;
  return /^\/(?!\/)/.test(url) || url.startsWith('#') || httpAddress(url) !== undefined;
}
