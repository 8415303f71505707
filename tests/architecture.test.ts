import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** A folder of src: the other folders it may import from, and whether it knows nothing of Node and Astro. */
interface Layer {
  mayImport: readonly string[];
  isPure: boolean;
}

const SHOWN = ['domain', 'datasets', 'register', 'lookup', 'charts', 'styles', 'pledges'];

/** A folder that is missing here fails the test, so that a new one gets its place on purpose. */
const LAYERS: Readonly<Record<string, Layer>> = {
  domain: { mayImport: [], isPure: true },
  charts: { mayImport: ['domain', 'datasets', 'register'], isPure: true },
  datasets: { mayImport: ['domain'], isPure: true },
  register: { mayImport: ['domain', 'datasets', 'pledges'], isPure: true },
  sample: { mayImport: ['domain', 'datasets', 'pledges'], isPure: false },
  sheets: { mayImport: [], isPure: true },
  copies: { mayImport: ['sheets'], isPure: true },
  pledges: { mayImport: ['domain'], isPure: true },
  ingest: { mayImport: ['domain', 'datasets', 'sheets', 'pledges'], isPure: false },
  lookup: { mayImport: ['domain', 'datasets', 'register'], isPure: false },
  publish: { mayImport: ['domain', 'datasets', 'ingest', 'register', 'lookup', 'charts', 'pledges'], isPure: false },
  styles: { mayImport: [], isPure: false },
  client: { mayImport: [...SHOWN, 'sheets', 'copies'], isPure: false },
  components: { mayImport: [...SHOWN, 'client'], isPure: false },
  layouts: { mayImport: [...SHOWN, 'client', 'components'], isPure: false },
  pages: { mayImport: [...SHOWN, 'client', 'components', 'layouts', 'ingest', 'publish'], isPure: false },
};

/** Path from the project root → text. */
type Files = ReadonlyMap<string, string>;

interface Import {
  from: string;
  specifier: string;
  /** Path from the project root, when the specifier is relative. */
  target: string | undefined;
}

describe('the source', () => {
  const files = readFiles(['src/**/*.{ts,astro}', 'scripts/**/*.ts', 'tests/**/*.ts', 'benchmarks/**/*.ts']);
  const imports = importsOf(files);

  test('is found', () => {
    expect(files.size).toBeGreaterThan(5);
    expect(imports.length).toBeGreaterThan(5);
  });

  test('imports in one direction only', () => {
    expect(directionFaults(imports)).toEqual([]);
  });

  test('has no import cycles', () => {
    expect(cycles(imports)).toEqual([]);
  });

  test('names the file ending in every relative import', () => {
    expect(endingFaults(imports)).toEqual([]);
  });
});

describe('the checker', () => {
  test.each([
    ['domain', '../register/index.ts', 'domain must not import from register'],
    ['domain', '../../scripts/build.ts', 'src must not import from scripts'],
    ['domain', '../config.ts', 'domain must not import from the top of src'],
    ['domain', 'node:fs', 'domain must not import node:fs'],
    ['domain', 'path/posix', 'domain must not import path/posix'],
    ['datasets', 'astro/zod', 'datasets must not import astro/zod'],
    ['datasets', '../ingest/csv.ts', 'datasets must not import from ingest'],
    ['register', 'astro:content', 'register must not import astro:content'],
    ['register', '@astrojs/mdx', 'register must not import @astrojs/mdx'],
    ['register', '../ingest/csv.ts', 'register must not import from ingest'],
    ['charts', 'node:path', 'charts must not import node:path'],
    ['charts', '../publish/index.ts', 'charts must not import from publish'],
    ['sample', '../register/index.ts', 'sample must not import from register'],
    ['ingest', '../publish/plan.ts', 'ingest must not import from publish'],
    ['publish', '../pages/index.astro', 'publish must not import from pages'],
    ['components', '../ingest/csv.ts', 'components must not import from ingest'],
    ['client', '../publish/plan.ts', 'client must not import from publish'],
    ['layouts', '../ingest/csv.ts', 'layouts must not import from ingest'],
    ['newcomers', '../domain/date.ts', 'newcomers has no place in the table of layers'],
  ])('%s → %s: %s', (layer, specifier, fault) => {
    const file = `src/${layer}/file.ts`;
    expect(directionFaults(importsOf(new Map([[file, `import '${specifier}';`]])))).toEqual([`${file}: ${fault}`]);
  });

  test.each([
    ['src/domain/a.ts', './b.ts'],
    ['src/domain/a.ts', 'zod'],
    ['src/domain/a.test.ts', 'node:fs'],
    ['src/ingest/a.ts', 'node:fs'],
    ['src/ingest/a.ts', '../datasets/index.ts'],
    ['src/publish/a.ts', '../ingest/csv.ts'],
    ['src/pages/org/[code].astro', '../../register/index.ts'],
    ['src/content.config.ts', './domain/date.ts'],
    ['scripts/check.ts', '../src/ingest/csv.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(directionFaults(importsOf(new Map([[file, `import '${specifier}';`]])))).toEqual([]);
  });

  test('reads every form of import', () => {
    const text = `
      import a from './a.ts';
      import type { B } from './b.ts';
      export * from './c.ts';
      export { d } from './d.ts';
      const e = await import('./e.ts');
      type F = import('./f.ts').F;
      // import './comment.ts';
      const text = "import './text.ts'";
      const pattern = /["'\`]/; import './g.ts';`;
    expect(specifiers('a.ts', text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `./${name}.ts`));
  });

  test('reads the frontmatter and the scripts of an Astro file', () => {
    const text = `---
import Base from '../layouts/Base.astro';
const { title } = Astro.props;
---
<Base><p>import './prose.ts'</p></Base>
<script>
  import '../client/search.ts';
</script>
<script is:inline>import('./inline.ts')</script>
<style>@import './ignored.css';</style>`;
    expect(specifiers('a.astro', text)).toEqual(['../layouts/Base.astro', '../client/search.ts', './inline.ts']);
  });

  test('finds cycles, through types as well', () => {
    const files = new Map([
      ['src/domain/a.ts', `import './b.ts';`],
      ['src/domain/b.ts', `import './sub/c.ts';`],
      ['src/domain/sub/c.ts', `import type { A } from '../a.ts';`],
      ['src/domain/d.ts', `import './a.ts';`],
    ]);
    expect(cycles(importsOf(files))).toEqual([
      'src/domain/a.ts → src/domain/b.ts → src/domain/sub/c.ts → src/domain/a.ts',
    ]);
  });

  test('asks for an ending', () => {
    const text = ['./a', './b.js', '../c.ts', './d.astro', './e.css', './f.json', './g.css?url', 'zod', '..']
      .map((specifier) => `import '${specifier}';`)
      .join('\n');
    expect(endingFaults(importsOf(new Map([['src/domain/x.ts', text]])))).toEqual([
      'src/domain/x.ts: ./a',
      'src/domain/x.ts: ./b.js',
      'src/domain/x.ts: ..',
    ]);
  });
});

function readFiles(patterns: string[]): Files {
  const paths = globSync(patterns, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

function importsOf(files: Files): Import[] {
  return [...files].flatMap(([from, text]) =>
    specifiers(from, text).map((specifier) => ({
      from,
      specifier,
      target: specifier.startsWith('.') ? join(dirname(from), specifier) : undefined,
    })),
  );
}

function specifiers(path: string, text: string): string[] {
  const code = path.endsWith('.astro') ? astroCode(text) : text;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS));
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

function astroCode(text: string): string {
  const frontmatter = /^\s*---\n(.*?)\n---/s.exec(text)?.[1] ?? '';
  const scripts = [...text.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)].map((match) => match[1]);
  return [frontmatter, ...scripts].join(';\n');
}

/** Tests may use whatever they need. */
function directionFaults(imports: readonly Import[]): string[] {
  return imports
    .filter(({ from }) => from.startsWith('src/') && !from.endsWith('.test.ts'))
    .flatMap((entry) => {
      const fault = directionFault(entry);
      return fault ? [`${entry.from}: ${fault}`] : [];
    });
}

function directionFault({ from, specifier, target }: Import): string | undefined {
  if (target && !target.startsWith('src/')) return `src must not import from ${target.split('/')[0]}`;
  const name = layerOf(from);
  if (name === undefined) return undefined;
  const layer = LAYERS[name];
  if (!layer) return `${name} has no place in the table of layers`;
  if (!target) return layer.isPure && isPlatform(specifier) ? `${name} must not import ${specifier}` : undefined;
  const other = layerOf(target);
  if (other === name || (other && layer.mayImport.includes(other))) return undefined;
  return `${name} must not import from ${other ?? 'the top of src'}`;
}

/** The folder of src that a path is in; `undefined` for files at its top, such as content.config.ts. */
function layerOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function isPlatform(specifier: string): boolean {
  const [name] = specifier.split('/');
  return /^(node:|astro([:/]|$)|@astrojs\/)/.test(specifier) || builtinModules.includes(name!);
}

function cycles(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(
    imports.filter(({ from, target }) => from.startsWith('src/') && target),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const { target } of targets.get(file) ?? []) visit(target!, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}

function endingFaults(imports: readonly Import[]): string[] {
  return imports
    .filter(({ target, specifier }) => target && !/\.(ts|astro|css|json)(\?\w+)?$/.test(specifier))
    .map(({ from, specifier }) => `${from}: ${specifier}`);
}
