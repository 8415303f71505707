/** Pagefind on the names: each a record of its own, asked through Pagefind's own browser code against a counting host. */
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { close, createIndex } from 'pagefind';
import type { Engine, Shown } from './engine.ts';
import type { Traffic } from './measure.ts';
import type { Organisation } from './names.ts';

const SHOWN = 10;
const LANGUAGE = 'zh-CN';

/** What of Pagefind's browser side is used here. */
interface PagefindModule {
  options(options: { basePath: string; baseUrl: string }): Promise<void>;
  init(): Promise<void>;
  search(text: string): Promise<{ results: readonly { data(): Promise<{ meta: { title: string } }> }[] }>;
}

export interface PagefindPeer {
  seconds: number;
  files: number;
  bytes: number;
  engine: Engine;
  /** What the first answer to each text costs, code included. */
  cold(texts: readonly string[]): Promise<Traffic[]>;
  close(): void;
}

export async function pagefindPeer(organisations: readonly Organisation[]): Promise<PagefindPeer> {
  const folder = mkdtempSync(join(tmpdir(), 'minglu-pagefind-'));
  const started = performance.now();
  const { index } = await createIndex({ forceLanguage: LANGUAGE });
  for (const { name, code, formerNames, shortNames } of organisations) {
    const content = [name, ...formerNames, ...shortNames, code].join(' ');
    await index!.addCustomRecord({ url: `/${code}/`, content, language: LANGUAGE, meta: { title: name } });
  }
  await index!.writeFiles({ outputPath: folder });
  await close();
  const seconds = (performance.now() - started) / 1000;
  const traffic: Traffic = { bytes: 0, requests: 0 };
  const server = await host(folder, traffic);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sizes = readdirSync(folder, { recursive: true })
    .map((path) => statSync(join(folder, String(path))))
    .filter((stat) => stat.isFile());
  const scriptBytes = gzipSync(readFileSync(join(folder, 'pagefind.js'))).length;
  const opened = await open(folder, url, 'engine');
  return {
    seconds,
    files: sizes.length,
    bytes: sizes.reduce((sum, { size }) => sum + size, 0),
    engine: { search: (text) => ask(opened, text) },
    async cold(texts) {
      const costs: Traffic[] = [];
      for (const [i, text] of texts.entries()) {
        Object.assign(traffic, { bytes: scriptBytes, requests: 1 });
        await ask(await open(folder, url, `cold-${i}`), text);
        costs.push({ ...traffic });
      }
      return costs;
    },
    close: () => server.close(),
  };
}

/** A fresh copy of Pagefind's module, as a new visit has it. */
async function open(folder: string, url: string, visit: string): Promise<PagefindModule> {
  // What it asks of a browser: the page's language, which decides whether queries are cut into words.
  const document = { currentScript: null, querySelector: () => ({ getAttribute: () => LANGUAGE }) };
  Object.assign(globalThis, { document, window: { location: { origin: 'http://page.example' } } });
  const address = `${pathToFileURL(join(folder, 'pagefind.js')).href}?${visit}`;
  const pagefind = (await import(address)) as PagefindModule;
  await pagefind.options({ basePath: url, baseUrl: '/' });
  await pagefind.init();
  return pagefind;
}

async function ask(pagefind: PagefindModule, text: string): Promise<Shown[]> {
  const { results } = await pagefind.search(text);
  const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
  return shown.map(({ meta }) => ({ text: meta.title, name: meta.title }));
}

async function host(folder: string, traffic: Traffic): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://host').pathname;
    try {
      const bytes = readFileSync(join(folder, path));
      traffic.requests++;
      traffic.bytes += /\.(js|json)$/.test(path) ? gzipSync(bytes).length : bytes.length;
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
