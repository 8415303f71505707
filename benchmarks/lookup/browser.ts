/**
 * The time to the first answer on the check page, in a browser, over a line of 1.6 Mbit/s with 150 ms to each request:
 *
 *     node benchmarks/lookup/browser.ts --site dist --size 10000 --names FOLDER --seed 5 --visits 25
 *
 * `--site` is a built site; its index is replaced by one of `--size` names. Every visit has a cache of its own. «Cold» comes
 * with the query in the address, the page in the cache and nothing of the index; «on focus» types once the box has had the
 * focus for a while. What is counted ends with the first words about the query.
 */
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tests/helpers/chromium.ts';
import { measure } from '../run-child.ts';
import { percentile } from './engine.ts';
import { makeNameSet } from './names.ts';
import { writeNames } from './names-file.ts';
import { sample, randomOf } from './query.ts';
import { makeContext, makeQueries } from './queries.ts';

const BYTES_A_SECOND = 200_000;
const LATENCY = 150;
/** Milliseconds in which all that the focus asks for has come. */
const SETTLING = 3000;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.bin': 'application/octet-stream',
};

const { values } = parseArgs({
  options: {
    site: { type: 'string', default: 'dist' },
    size: { type: 'string', default: '10000' },
    names: { type: 'string' },
    seed: { type: 'string', default: '1' },
    visits: { type: 'string', default: '25' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'minglu-browser-'));
try {
  for (const size of values.size.split(',').map(Number)) await benchmark(size, join(folder, `${size}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function benchmark(size: number, index: string): Promise<void> {
  const builder = join(import.meta.dirname, 'build-index.ts');
  const set = makeNameSet(size, values.names);
  writeNames(`${index}.names`, set);
  await measure(process.execPath, [builder, `${index}.names`, index, `${index}.json`]);
  const context = makeContext(set, Number(values.seed), 40);
  const texts = makeQueries(context, []).flatMap(({ queries }) => queries.map(({ text }) => text));
  const queries = sample(randomOf(context, 'browser'), texts, Number(values.visits));
  const host = await slowHost(values.site, index);
  const browser = await launchBrowser();
  try {
    for (const [what, visit] of Object.entries({ cold, 'loaded on focus': focused })) {
      const visits: Visit[] = [];
      for (const query of queries) visits.push(await visit(browser, host, query));
      const told = (pick: (visit: Visit) => number) => {
        const all = visits.map(pick);
        return `${Math.round(percentile(all, 0.5))} / ${Math.round(percentile(all, 0.95))}`;
      };
      console.log(
        `${size} names, ${what}: ms p50 / p95 ${told((each) => each.ms)}; longest task ms ${told((each) => each.longest)}`,
      );
    }
  } finally {
    await browser.close();
    host.close();
  }
}

interface Visit {
  ms: number;
  /** The longest task of the main thread, 0 when none was longer than 50 ms. */
  longest: number;
}

/** Of a visitor who comes with the query in the address: the page is in the cache, nothing of the index is. */
async function cold(browser: Browser, host: SlowHost, query: string): Promise<Visit> {
  const page = await browser.newPage();
  try {
    host.hasIndex = false;
    await page.goto(`${host.url}/check.html`, { waitUntil: 'networkidle' });
    // With the focus the page loads its code; the index is not there yet.
    await page.focus('#q');
    await sleep(SETTLING);
    host.hasIndex = true;
    await page.goto(`${host.url}/check.html?${new URLSearchParams({ q: query })}`, { waitUntil: 'commit' });
    return await page.evaluate(answered, undefined);
  } finally {
    await page.close();
  }
}

/** Of a visitor who types once the box has had the focus for a while. */
async function focused(browser: Browser, host: SlowHost, query: string): Promise<Visit> {
  const page = await browser.newPage();
  try {
    await page.goto(`${host.url}/check.html`, { waitUntil: 'networkidle' });
    await page.focus('#q');
    await sleep(SETTLING);
    return await page.evaluate(answered, query);
  } finally {
    await page.close();
  }
}

/** In the page: the time until something is said of the query, from when it is typed, or from the start of the visit. */
function answered(query: string | undefined): Promise<Visit> {
  return new Promise((resolve) => {
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
    }).observe({ type: 'longtask' });
    const started = query === undefined ? 0 : performance.now();
    const look = () => {
      const outcome = document.querySelector<HTMLElement>('[data-outcome]');
      const isThere = outcome && (outcome.dataset['outcome'] !== '' || outcome.dataset['early'] !== undefined);
      const ms = performance.now() - started;
      if (isThere || ms > 30_000) resolve({ ms, longest });
      else requestAnimationFrame(look);
    };
    if (query !== undefined) {
      const input = document.querySelector<HTMLInputElement>('#q')!;
      input.focus();
      input.value = query;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
    look();
  });
}

interface SlowHost {
  url: string;
  /** Whether it hands out the index; without it the page fails and remembers nothing. */
  hasIndex: boolean;
  close: () => void;
}

/** A host that waits before every answer and sends no more than the line takes, whoever asks. */
async function slowHost(site: string, index: string): Promise<SlowHost> {
  let freeAt = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const path = new URL(request.url!, 'http://host').pathname;
      const file = path.startsWith('/lookup/') ? join(index, path.slice(8)) : join(site, path);
      await sleep(LATENCY);
      if (!existsSync(file) || (path.startsWith('/lookup/') && !host.hasIndex))
        return void response.writeHead(404).end();
      const raw = readFileSync(file);
      const isPacked = extname(file) === '.bin';
      const body = isPacked ? raw : gzipSync(raw);
      const now = performance.now();
      freeAt = Math.max(now, freeAt) + (body.length / BYTES_A_SECOND) * 1000;
      await sleep(freeAt - now);
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        ...(path.startsWith('/lookup/') ? {} : { 'cache-control': 'max-age=600' }),
        ...(isPacked ? {} : { 'content-encoding': 'gzip' }),
      });
      response.end(body);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const host: SlowHost = {
    hasIndex: true,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return host;
}
