import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Organisation } from '../../src/datasets/organisations.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { byCodeUnits } from '../../src/domain/text.ts';
import { readTexts, type Texts } from '../../src/ingest/texts.ts';
import { ingest, type Ingested } from '../../src/ingest/ingest.ts';
import { plain } from '../../src/ingest/testing.ts';
import { renderInto, renderPages } from '../../src/publish/render.ts';
import { compileTemplates, type Templates } from '../../src/publish/templates.ts';
import { fileOf, pagesOf } from '../../src/register/pages.ts';
import { createRegister } from '../../src/register/register.ts';
import type { Site } from '../../src/register/site.ts';
import { AS_OF, PROJECT } from '../helpers/commands.ts';
import { contentsOf, digest, filesIn, temporaryFolder } from '../helpers/folders.ts';
import { builtSite, type BuiltSite } from '../helpers/sites.ts';

// In the project, where templates find their imports.
const cache = join(PROJECT, '.minglu', `test-${process.pid}`);
let built: BuiltSite;
let ingested: Ingested;
let texts: Texts;
let causes: Site['causes'];
let templates: Templates;
/** What Astro's own build makes of the same data and texts. */
let reference: string;

beforeAll(async () => {
  built = await builtSite('shipped');
  ingested = ingest(built.data, { asOf: AS_OF });
  const read = readTexts(built.content, ingested);
  ({ texts } = read);
  causes = causesOf([...read.findings, ...ingested.findings]);
  // Two builds that begin at once.
  [templates] = await Promise.all([compileTemplates(texts.pages, cache), compileElsewhere()]);
  reference = join(mkdtempSync(join(tmpdir(), 'minglu-astro-')), 'site');
  const work = join(cache, 'work');
  mkdirSync(work, { recursive: true });
  const script = join(PROJECT, 'tests/helpers/astro-build.ts');
  await promisify(execFile)(process.execPath, [script, built.data, built.content, reference], { cwd: work });
  rmSync(work, { recursive: true });
});

afterAll(() => {
  rmSync(cache, { recursive: true, force: true });
  rmSync(dirname(reference), { recursive: true, force: true });
});

describe('pages rendered with kept templates', () => {
  test('are those of Astro’s own build, byte for byte, on two threads', async () => {
    const site = siteOf(ingested);
    const paths = [...pagesOf(site), '/404.html'];
    const folder = temporaryFolder();
    await renderInto(folder, templates, { site, rows: ingested.published }, paths, { threads: 2 });
    const expected = contentsOf(reference)!;
    expect(filesIn(folder).toSorted()).toEqual(paths.map(fileOf).toSorted());
    expect([...contentsOf(folder)!].filter(([file, bytes]) => expected.get(file) !== bytes)).toEqual([]);
    expect(paths.length).toBeGreaterThan(2500);
  });

  test('find the scripts and styles of a whole build beside them', () => {
    const expected = contentsOf(reference)!;
    const assets = contentsOf(templates.assets)!;
    expect([...assets].filter(([file, bytes]) => expected.get(file) !== bytes)).toEqual([]);
    const hashed = [...expected.keys()].filter((file) => file.startsWith('_astro/'));
    expect([...assets.keys()].filter((file) => file.startsWith('_astro/'))).toEqual(hashed);
    expect(hashed.length).toBeGreaterThan(10);
  });

  test('stand in the frame of the first one of their template: the others need no request', async () => {
    const site = siteOf(ingested);
    const organisations = ingested.records.organisations.slice(0, 100).map(({ code }) => `/org/${code}.html`);
    // A template with props.
    const lists = [...pagesOf(site)].filter((path) => /^\/browse\/[^/]+\/[^/]+\.html$/.test(path));
    expect(lists.length).toBeGreaterThan(100);
    const { Request: real } = globalThis;
    let asked = 0;
    globalThis.Request = class extends real {
      constructor(...input: ConstructorParameters<typeof Request>) {
        super(...input);
        asked++;
      }
    };
    try {
      await render(site, [...organisations, ...lists.filter((path) => !path.startsWith('/browse/city/'))]);
    } finally {
      globalThis.Request = real;
    }
    expect(asked).toBe(2);
  });

  test('are asked for nothing of `Astro` that the renderer does not give', () => {
    const renderer = readFileSync(join(PROJECT, 'src/publish/page-renderer.ts'), 'utf8');
    expect(renderer).toContain('({ props, params, csp, self: null })');
    const asked = globSync('src/**/*.astro', { cwd: PROJECT }).flatMap((path) => {
      const code = readFileSync(join(PROJECT, path), 'utf8').replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
      return Array.from(code.matchAll(/\bAstro\b(?!')(?:\.csp)?\??(?:\.\w+)?/g), ([use]) => use);
    });
    expect([...new Set(asked)].toSorted()).toEqual(['Astro.csp?.insertScriptResource', 'Astro.params', 'Astro.props']);
    expect(texts.pages.filter(({ source }) => /\bAstro\b/.test(source))).toEqual([]);
  });

  test('are rendered one alone as among all', async () => {
    const site = siteOf(ingested);
    const { code } = ingested.records.organisations[0]!;
    const paths = [`/org/${code}.html`, '/', '/about.html', '/404.html'];
    const rendered = await render(site, paths);
    const expected = paths.map((path) => [path, digest(readFileSync(join(reference, fileOf(path))))]);
    expect([...rendered].map(([path, html]) => [path, digest(html)]).toSorted()).toEqual(expected.toSorted());
  });

  test('tell of the site they are given, whatever was rendered before', async () => {
    const [first, ...others] = ingested.records.organisations;
    const renamedOne = { ...(plain(first) as Organisation), name: '澜江省换了名字的协会' };
    const organisations = [renamedOne, ...others];
    const path = `/org/${first!.code}.html`;
    await render(siteOf(ingested), [path]);
    const renamed = siteOf({ ...ingested, records: { ...ingested.records, organisations } });
    const html = (await render(renamed, [path])).get(path)!;
    expect(html).toContain('澜江省换了名字的协会');
  });

  test('stop at a page that fails', async () => {
    const site = siteOf(ingested);
    await expect(render(site, ['/about.html', '/org/none.html'])).rejects.toThrow('/org/none');
    await expect(render(site, ['/nowhere/at/all/to/be/found.html'])).rejects.toThrow('No template');
  });

  test('tell how far they have come while they are made', async () => {
    const site = siteOf(ingested);
    const paths = [...pagesOf(site)];
    const told: number[] = [];
    const onProgress = (done: number) => void told.push(done);
    await renderInto(temporaryFolder(), templates, { site, rows: ingested.published }, paths, {
      threads: 1,
      onProgress,
    });
    expect(told.some((done) => done > 0 && done < paths.length)).toBe(true);
  });

  test('stop when something fails that goes on beside them', async () => {
    const site = siteOf(ingested);
    const paths = [...pagesOf(site)];
    const folder = temporaryFolder();
    const beside = [Promise.reject(new Error('no room'))];
    const rendering = renderInto(folder, templates, { site, rows: ingested.published }, paths, { threads: 1, beside });
    await expect(rendering).rejects.toThrow('no room');
    expect(filesIn(folder).length).toBeLessThan(paths.length / 2);
  });
});

describe('templates', () => {
  test('are compiled once for the same sources and texts', async () => {
    const bundle = join(cache, `templates-${templates.digest}`, 'bundle');
    const { birthtimeMs } = statSync(bundle);
    expect(await compileTemplates(texts.pages, cache)).toEqual(templates);
    expect(statSync(bundle).birthtimeMs).toBe(birthtimeMs);
    expect(readdirSync(cache)).toEqual([`templates-${templates.digest}`]);
  });

  test.each(['bundle/prerender-entry.mjs', 'seal'])('whose %s was cut off are compiled anew', async (name) => {
    const file = join(cache, `templates-${templates.digest}`, name);
    truncateSync(file, 10);
    expect(await compileTemplates(texts.pages, cache)).toEqual(templates);
    expect(statSync(file).size).toBeGreaterThan(10);
    expect(readdirSync(cache)).toEqual([`templates-${templates.digest}`]);
  });

  test('of which one cannot be compiled leave nothing behind', async () => {
    const [text] = texts.pages;
    const kept = join(cache, 'faulty');
    mkdirSync(kept);
    const faulty = { ...text!, source: '---\ntitle: 标题\n---\n\n{ 没有完\n' };
    await expect(compileTemplates([faulty], kept)).rejects.toThrow('Unexpected');
    expect(readdirSync(kept)).toEqual([]);
    rmSync(kept, { recursive: true });
  });
});

/** Compiles the same in a process of its own. */
async function compileElsewhere(): Promise<void> {
  const code = `
    import { readContent } from './src/ingest/content.ts';
    import { compileTemplates } from './src/publish/templates.ts';
    await compileTemplates(readContent(process.argv[1]).texts, process.argv[2]);`;
  const args = ['--input-type=module', '--eval', code, built.content, cache];
  await promisify(execFile)(process.execPath, args, { cwd: PROJECT });
}

function siteOf({ asOf, site: info, counts, records, setAside }: Ingested): Site {
  return {
    register: createRegister({ asOf, records, setAside }),
    asOf,
    info,
    counts,
    causes,
    texts: texts.pages,
    pledges: texts.pledges,
    replies: texts.replies,
  };
}

function causesOf(findings: readonly Finding[]): Site['causes'] {
  const groups = Map.groupBy(findings, ({ dataset, code }) => `${dataset} ${code}`);
  return [...groups.values()]
    .map((group) => ({ dataset: group[0]!.dataset, code: group[0]!.code, count: group.length }))
    .toSorted((a, b) => byCodeUnits(a.dataset, b.dataset));
}

async function render(site: Site, paths: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  await renderPages(templates, site, paths, (path, html) => void pages.set(path, html));
  return pages;
}
