import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { evaluate } from 'satteri';
import { describe, expect, test } from 'vitest';
import { PAGE_RULES, readContent } from './content.ts';
import { checkText } from './guard.ts';
import { withFolder } from './testing.ts';

const FIXTURES = join(import.meta.dirname, '../../tests/fixtures');
const NO_PAIR = '文章的写法有误：有 < 或标签没有成对，或不合 MDX 的写法';
const EXPRESSION = '不能用花括号里的表达式';
const CODE = '不能用 import 或 export';
const ONLY_KIND = '<Callout> 只能带 kind，值要写在引号里';

/** Texts that try to be more than text, and what is said of each line. */
const HOSTILE: readonly (readonly [file: string, faults: readonly string[]])[] = [
  ['attribute-expression', [`7: ${NO_PAIR}`]],
  ['attribute-spread', [`7: ${NO_PAIR}`]],
  ['attribute-unknown', [`7: ${ONLY_KIND}`]],
  ['attribute-without-value', [`7: ${ONLY_KIND}`]],
  ['autolink-mail', ['7: 链接「mailto:editor@minglu.example」不是本站地址，也不是 http 或 https 网址']],
  ['autolink', [`7: ${NO_PAIR}`]],
  ['client-directive', [`7: ${ONLY_KIND}`]],
  ['component-closed-wrongly', [`7: ${NO_PAIR}`]],
  ['component-member', ['7: 不能用 <Callout.Evil>']],
  ['component-nested', ['11: 不能用 <Evil>']],
  ['component-of-every-object', ['7: 不能用 <constructor>']],
  ['component-prototype', ['7: 不能用 <__proto__>']],
  ['component-unclosed', [`7: ${NO_PAIR}`]],
  ['component-unknown', ['7: 不能用 <Evil>']],
  ['event-handler', [`7: ${ONLY_KIND}`]],
  ['export-constant', [`7: ${CODE}`]],
  ['export-default-layout', [`7: ${CODE}`]],
  ['expression-after-unclosed-backtick', [`7: ${EXPRESSION}`]],
  ['expression-behind-escaped-backslash', [`7: ${EXPRESSION}`]],
  ['expression-block', [`9: ${EXPRESSION}`]],
  ['expression-comment', [`9: ${EXPRESSION}`]],
  ['expression-in-heading', [`7: ${EXPRESSION}`]],
  ['expression-in-link', [`7: ${EXPRESSION}`]],
  ['expression-in-table', [`9: ${EXPRESSION}`]],
  ['expression-in-text', [`7: ${EXPRESSION}`]],
  ['expression-indented-like-code', [`9: ${EXPRESSION}`]],
  ['fragment', ['7: 不能用 <>']],
  ['front-matter-date-in-words', ['4: 开头的说明里「date」写得不对']],
  ['front-matter-early-end', ['2: 开头两行 --- 之间的说明写法有误（Missing closing "quote）']],
  ['front-matter-layout', ['5: 开头的说明里不能写「layout」']],
  ['front-matter-list', ['1: 开头缺少说明']],
  ['front-matter-long-summary', ['3: 开头的说明里「summary」写得不对']],
  ['front-matter-merged-layout', ['5: 开头的说明里不能写「<<」']],
  ['front-matter-missing', ['1: 开头缺少说明']],
  ['front-matter-no-yaml', ['3: 开头两行 --- 之间的说明写法有误（Missing closing "quote）']],
  ['front-matter-other-end', ['5: 开头的说明里不能写「+++」']],
  ['front-matter-prototype', ['5: 开头的说明里不能写「__proto__」']],
  ['front-matter-source-javascript', ['5: 开头的说明里「sources」写得不对']],
  ['front-matter-toml', ['1: 开头缺少说明']],
  [
    'front-matter-two-documents',
    ['5: 开头两行 --- 之间的说明写法有误（Source contains multiple documents; please use YAML.parseAllDocuments()）'],
  ],
  ['front-matter-unclosed', ['1: 开头缺少说明']],
  ['front-matter-unknown-key', ['5: 开头的说明里不能写「author」']],
  ['front-matter-wrong-date', ['4: 开头的说明里「date」写得不对']],
  ['html-comment', [`9: ${NO_PAIR}`]],
  ['html-in-footnote', ['9: 不能用 <img>']],
  ['html-in-list-in-quotation', ['8: 不能用 <form>']],
  ['html-indented-like-code', ['9: 不能用 <img>']],
  ['iframe', ['7: 不能用 <iframe>']],
  ['image-by-reference', ['7: 不能插入图片']],
  ['image-in-link', ['7: 不能插入图片']],
  ['image', ['7: 不能插入图片']],
  ['import-after-heading', [`8: ${CODE}`]],
  ['import-in-the-first-line', [`7: ${CODE}`]],
  ['import-module', [`9: ${CODE}`]],
  ['link-backslash', ['7: 链接「/\\evil.example」不是本站地址，也不是 http 或 https 网址']],
  ['link-data', ['7: 链接「data:text/html,x」不是本站地址，也不是 http 或 https 网址']],
  ['link-file', ['7: 链接「file:///etc/passwd」不是本站地址，也不是 http 或 https 网址']],
  ['link-hidden-line-break', ['7: 链接「/\n/evil.example」不是本站地址，也不是 http 或 https 网址']],
  ['link-in-footnote', ['9: 链接「javascript:alert」不是本站地址，也不是 http 或 https 网址']],
  ['link-javascript-by-definition', ['9: 链接「javascript:alert」不是本站地址，也不是 http 或 https 网址']],
  ['link-javascript-hidden', ['7: 链接「JaVaScript:alert」不是本站地址，也不是 http 或 https 网址']],
  ['link-javascript', ['7: 链接「javascript:alert」不是本站地址，也不是 http 或 https 网址']],
  ['link-relative', ['7: 链接「../../admin」不是本站地址，也不是 http 或 https 网址']],
  ['link-tab', ['7: 链接「/\t/evil.example」不是本站地址，也不是 http 或 https 网址']],
  ['link-vbscript', ['7: 链接「vbscript:x」不是本站地址，也不是 http 或 https 网址']],
  ['link-with-password', ['7: 链接「https://user:secret@evil.example」不是本站地址，也不是 http 或 https 网址']],
  ['link-without-host', ['7: 链接「https:evil」不是本站地址，也不是 http 或 https 网址']],
  ['link-without-protocol', ['7: 链接「//evil.example」不是本站地址，也不是 http 或 https 网址']],
  ['private-number', ['7: 文中有手机号码，不能公开']],
  ['raw-html-block', ['7: 不能用 <div>']],
  ['raw-html', ['7: 不能用 <b>']],
  ['script', ['7: 不能用 <script>']],
  ['set-html', [`7: ${ONLY_KIND}`]],
  ['style', ['7: 不能用 <style>']],
  ['yaml-alias-of-itself', ['2: 开头的说明里「title」写得不对']],
  ['yaml-bomb', ['1: 开头两行 --- 之间的说明写法有误（Excessive alias count indicates a resource exhaustion attack）']],
  ['yaml-code', ['2: 开头两行 --- 之间的说明写法有误（Unresolved tag: tag:yaml.org,2002:js/function）']],
];

const FRONT = '---\ntitle: 甲\nsummary: 乙\ndate: 2026-01-31\n---\n';
const DEEP = 60_000;

function told(text: string): string[] {
  return checkText(text, PAGE_RULES).map(({ line, message }) => `${line}: ${message}`);
}

function read(folder: string, file: string): string {
  return readFileSync(join(FIXTURES, folder, file), 'utf8').replaceAll('\r\n', '\n');
}

describe('a hostile text', () => {
  test('has its place here', () => {
    const files = readdirSync(join(FIXTURES, 'hostile')).map((file) => basename(file, '.mdx'));
    expect(HOSTILE.map(([file]) => file).toSorted()).toEqual(files.toSorted());
    expect(files.length).toBeGreaterThan(70);
  });

  test.each(HOSTILE)('%s is refused', (file, faults) => {
    expect(told(read('hostile', `${file}.mdx`))).toEqual(faults);
    expect(globalThis).not.toHaveProperty('mingluHostile');
  });

  test.each(HOSTILE)('%s is no page, and the finding names the file and the line', (file, faults) => {
    const path = `notices/${file}.mdx`;
    const { texts, findings } = withFolder({ [path]: read('hostile', `${file}.mdx`) }, readContent);
    expect(texts).toEqual([]);
    expect(findings.map(({ code, file: named, row }) => [code, named, row])).toEqual(
      faults.map((fault) => ['bad-content', `content/${path}`, Number.parseInt(fault)]),
    );
    expect(globalThis).not.toHaveProperty('mingluHostile');
  });

  test.each([
    ['marks', '电话138**0013**8000'],
    ['other marks', '电话138~~0013~~8000'],
    ['code', '电话138`0013`8000'],
    ['a link', '电话138[0013](https://a.example)8000'],
    ['escapes', '电话138\\-0013\\-8000'],
    ['an entity', '电话138&#48;0138000'],
    ['the end of a line', '电话13800\n138000'],
    ['a cell', '| 甲 |\n| --- |\n| 138**0013**8000 |'],
  ])('with a private number cut by %s is refused all the same', (_, body) => {
    expect(told(FRONT + body).map((fault) => fault.replace(/^\d+: /, ''))).toEqual(['文中有手机号码，不能公开']);
  });

  test.each([
    ['the body', `${FRONT}不\u202E费收\u202C，`, 6],
    ['an entity of the body', `${FRONT}不&#x202E;费收`, 6],
    ['the front matter', FRONT.replace('甲', '"\\u2067甲"'), 1],
    ['a control character', `${FRONT}正文\n\n第一条\0甲`, 8],
  ])('with characters that turn or break its words in %s is refused', (_, text, line) => {
    expect(told(text)).toEqual([`${line}: 文中有看不见的方向字符或控制字符`]);
  });

  test('with a private number in escapes of its front matter is refused', () => {
    expect(told(FRONT.replace('title: 甲', 'title: "1380\\u0030138000"'))).toEqual(['1: 文中有手机号码，不能公开']);
  });

  test.each([
    ['an export', `export const a = ${'['.repeat(DEEP)}`, [`6: ${CODE}`]],
    ['an expression', `{${'('.repeat(DEEP)}1${')'.repeat(DEEP)}}`, [`6: ${EXPRESSION}`]],
    ['signs in an expression', `{${'!'.repeat(DEEP)}1}`, [`6: ${EXPRESSION}`]],
    ['braces', '{'.repeat(DEEP), [`6: ${EXPRESSION}`]],
    ['quotations', `${'>'.repeat(DEEP / 6)} 正文`, ['6: 列表、引用或标签套得太深']],
    ['lists', `${'- '.repeat(DEEP / 12)}正文`, ['6: 列表、引用或标签套得太深']],
    ['components', `${'<Callout>\n\n'.repeat(60)}${'</Callout>\n\n'.repeat(60)}`, ['86: 列表、引用或标签套得太深']],
    ['brackets', '['.repeat(DEEP), []],
    ['anything', '长'.repeat(200_001), ['1: 文章太长']],
  ])('that is made to overflow by %s does not end the process', (_, body, faults) => {
    expect(told(`${FRONT}${body}\n`)).toEqual(faults);
  });

  test('that nests its front matter too deep is refused', () => {
    expect(told(`---\ntitle: ${'['.repeat(5000)}\n---\n`)).toEqual([expect.stringMatching(/^\d+: 开头/)]);
  });
});

describe('a harmless text', () => {
  const files = readdirSync(join(FIXTURES, 'harmless'));

  test('is there', () => {
    expect(files.length).toBeGreaterThan(8);
  });

  test.each(files)('%s is accepted', (file) => {
    expect(told(read('harmless', file))).toEqual([]);
    const bytes = readFileSync(join(FIXTURES, 'harmless', file));
    const { texts, findings } = withFolder({ [`guides/${file}`]: bytes }, readContent);
    expect(findings).toEqual([]);
    expect(texts).toMatchObject([{ collection: 'guides', slug: basename(file, '.mdx'), date: '2026-01-31' }]);
  });

  test('keeps its body, under front matter that cannot be read in two ways', () => {
    const text = read('harmless', 'front-matter-full.mdx');
    const { texts } = withFolder({ 'about.mdx': text }, readContent);
    expect(texts[0]!.source).toBe('---\ntitle: "引号: \\"甲\\" --- +++"\n---\n\n正文。\n');
    expect(texts[0]).toMatchObject({ title: '引号: "甲" --- +++', order: 3, sources: [{ issuer: '民政部' }] });
  });
});

/** Pieces that Markdown and MDX give a meaning, and what would tell that code of a text has run. */
const PIECES = [
  '\n',
  '\n\n',
  '    ',
  '> ',
  '- ',
  '# ',
  '`',
  '``',
  '```\n',
  '~~~\n',
  '\\\\',
  '*',
  '|',
  '|-|\n',
  '[',
  '](',
  ')',
  ']: ',
  '![',
  '[^1]',
  '<',
  '>',
  '/>',
  '</',
  '<Callout>',
  '</Callout>',
  '<Callout kind="',
  '<script>',
  '<img src=x onerror=',
  '"',
  "'",
  '{',
  '}',
  '{mingluHostile()}',
  'export const a = mingluHostile()',
  "import a from 'node:fs'",
  '---\n',
  '+++\n',
  '<!--',
  '-->',
  '&#123;',
  '&lt;',
  'javascript:mingluHostile()',
  'https://a.example',
  '//a.example',
  '/a.html',
  '正文',
  ' ',
  '\u2028',
];

interface Element {
  type: unknown;
  props: Readonly<Record<string, unknown>>;
}

/** Every element of a rendered text, from the outside in. */
function elementsOf(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf);
  if (typeof node !== 'object' || node === null) return [];
  const element = node as Element;
  return [element, ...elementsOf(element.props['children'])];
}

const PLAIN =
  /^(p|h[1-6]|strong|em|del|code|pre|blockquote|[uo]l|li|a|hr|br|table|thead|tbody|t[rhd]|sup|section|input|Callout|Fragment)$/;

test('whatever is accepted renders as plain text with safe links, and runs nothing', () => {
  const hostile = globalThis as { mingluHostile?: () => void };
  let runs = 0;
  hostile.mingluHostile = () => runs++;
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
      const text = `${FRONT}${pieces.join('')}\n`;
      const faults = checkText(text, PAGE_RULES);
      for (const { line } of faults) expect(line).toBeLessThanOrEqual(text.split('\n').length);
      if (faults.length > 0) return;
      accepted++;
      const { texts } = withFolder({ 'about.mdx': text }, readContent);
      const jsx = (type: unknown, props: unknown) => ({ type, props });
      const rendered = evaluate(texts[0]!.source, {
        jsx,
        jsxs: jsx,
        Fragment: 'Fragment',
        features: { smartPunctuation: true },
      });
      const { default: Content } = rendered as { default: (props: object) => unknown };
      for (const { type, props } of elementsOf(Content({ components: { Callout: 'Callout' } }))) {
        expect(type).toMatch(PLAIN);
        expect(Object.keys(props).filter((name) => /^on|^set:|^style$|^src/.test(name))).toEqual([]);
        if (props['href'] !== undefined) expect(props['href']).toMatch(/^(\/(?![/\\])|#|https?:\/\/)/);
      }
    }),
    { numRuns: 1000 },
  );
  delete hostile.mingluHostile;
  expect(runs).toBe(0);
  expect(accepted).toBeGreaterThan(100);
});

describe('the folder of texts', () => {
  const text = `${FRONT}正文。\n`;
  const outcome = (files: Readonly<Record<string, string | Uint8Array>>) => {
    const { texts, findings } = withFolder(files, readContent);
    return {
      texts: texts.map(({ collection, slug }) => `${collection}/${slug}`),
      findings: findings.map(({ code, file }) => `${code} ${file}`),
    };
  };

  test('gives guides, notices and single pages', () => {
    expect(
      outcome({ 'guides/b.mdx': text, 'guides/a.md': text, 'notices/2026-01-a.mdx': text, 'about.mdx': text }),
    ).toEqual({
      texts: ['notices/2026-01-a', 'guides/a', 'pages/about', 'guides/b'],
      findings: [],
    });
  });

  test('may not have a private number in their names, which become addresses', () => {
    const { texts, findings } = outcome({
      'guides/13800138000.mdx': '---\ntitle: 甲\nsummary: 乙\ndate: 2026-01-01\n---\n\n丙。\n',
    });
    expect(texts).toEqual([]);
    expect(findings).toEqual(['bad-content content/guides/138********.mdx']);
  });

  test('may be missing or empty', () => {
    expect(readContent(join(FIXTURES, 'nowhere'))).toEqual({ texts: [], findings: [] });
    expect(outcome({})).toEqual({ texts: [], findings: [] });
  });

  test.each(['README.md', 'guides/README.md', 'guides/.a.mdx', 'guides/~$a.mdx', 'guides/_draft.mdx', '.DS_Store'])(
    'passes over %s in silence',
    (path) => {
      expect(outcome({ [path]: '<script>' })).toEqual({ texts: [], findings: [] });
    },
  );

  test.each([
    ['guides/图.png', 'guides/图.png'],
    ['notices/公告.docx', 'notices/公告.docx'],
    ['guides/A.MDX', 'guides/A.MDX'],
    ['drafts/a.mdx', 'drafts'],
    ['contact.mdx', 'contact.mdx'],
    ['guides/deeper/a.mdx', 'guides/deeper'],
  ])('tells that %s is passed over', (path, named) => {
    expect(outcome({ [path]: text })).toEqual({ texts: [], findings: [`unknown-file content/${named}`] });
  });

  test.each([
    'guides/名录.mdx',
    'guides/A.mdx',
    'guides/a b.mdx',
    'guides/-a.mdx',
    'guides/a.b.mdx',
    'guides/index.mdx',
  ])('refuses the file name %s, which would be an address', (path) => {
    expect(outcome({ [path]: text })).toEqual({ texts: [], findings: [`bad-content content/${path}`] });
  });

  test('refuses two files that would be one page', () => {
    expect(outcome({ 'guides/a.md': text, 'guides/a.mdx': text })).toEqual({
      texts: ['guides/a'],
      findings: ['bad-content content/guides/a.mdx'],
    });
  });

  test('refuses a text that is not UTF-8', () => {
    expect(outcome({ 'guides/a.mdx': Uint8Array.from([0xd5, 0xfd, 0xce, 0xc4]) })).toEqual({
      texts: [],
      findings: ['bad-content content/guides/a.mdx'],
    });
  });

  test('blames only the link that leads nowhere', () => {
    const { texts, findings } = withFolder({ 'guides/a.mdx': text }, (folder) => {
      symlinkSync(join(folder, 'nowhere'), join(folder, 'guides/b.mdx'));
      return readContent(folder);
    });
    expect(texts.map(({ slug }) => slug)).toEqual(['a']);
    expect(findings.map(({ message }) => message)).toEqual(['文件打不开']);
  });
});
