import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serveSite, type SiteServer } from '../../src/publish/watch-server.ts';
import { freePort } from '../helpers/ports.ts';
import { contentsOf, temporaryFolder } from '../helpers/folders.ts';
import { publishFiles, writeFiles, type Files } from '../helpers/releases.ts';

const page = (text: string) => `<!DOCTYPE html><html><head><title>x</title></head><body>${text}</body></html>`;

const FILES: Files = {
  '404.html': page('没有这一页'),
  'index.html': page('首页'),
  'browse.html': page('浏览'),
  'lists/index.html': page('名录'),
  'org/甲.html': page('甲'),
  'style.css': 'body {}',
  'script.js': 'fetch("/data.json")',
  'data.json': '{"a":1}',
  'data.csv': '甲,乙\n',
  'feed.xml': '<x/>',
  'icon.svg': '<svg/>',
  'index.pf_meta': '0123456789',
};

interface Served {
  out: string;
  port: number;
  url: string;
  server: SiteServer;
}

async function serveFiles(files: Files | null = FILES): Promise<Served> {
  const folder = temporaryFolder();
  const out = join(folder, 'dist');
  writeFiles(folder, { 'secret.txt': 'secret', 'dist-secret/x.txt': 'secret' });
  if (files !== null) publishFiles(out, files);
  const port = await freePort();
  const server = await serveSite(out, 'localhost', port);
  onTestFinished(() => server.close());
  return { out, port, url: `http://localhost:${port}`, server };
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** The path as it is: `fetch` would tidy it up. */
function ask({ port }: Served, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: 'localhost', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    request.on('error', reject).end();
  });
}

describe('files are served', () => {
  test.each([
    ['/', '首页', 'text/html; charset=utf-8'],
    ['/browse', '浏览', 'text/html; charset=utf-8'],
    ['/browse.html?q=1', '浏览', 'text/html; charset=utf-8'],
    ['/lists/', '名录', 'text/html; charset=utf-8'],
    [`/org/${encodeURIComponent('甲')}.html`, '甲', 'text/html; charset=utf-8'],
    ['/style.css', 'body', 'text/css; charset=utf-8'],
    ['/script.js', 'fetch', 'text/javascript; charset=utf-8'],
    ['/data.json', '{"a":1}', 'application/json; charset=utf-8'],
    ['/data.csv', '甲', 'text/csv; charset=utf-8'],
    ['/feed.xml', '<x/>', 'application/xml; charset=utf-8'],
    ['/icon.svg', '<svg/>', 'image/svg+xml'],
    ['/index.pf_meta', '0123456789', 'application/octet-stream'],
    ['/SHA256SUMS', 'index.html', 'text/plain; charset=utf-8'],
  ])('%s', async (path, text, type) => {
    const served = await serveFiles();
    const { status, headers, text: body } = await ask(served, path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(body).toContain(text);
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
    const head = await ask(served, path, {}, 'HEAD');
    expect(head.text).toBe('');
    expect(head.headers['content-length']).toBe(headers['content-length']);
    const again = await ask(served, path, { 'if-none-match': headers.etag! });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test.each([
    '/none.html',
    '/org',
    '/org/',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/..%2Fdist-secret%2Fx.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/org/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/org/%00.html',
    '/%',
    '/%ff%fe',
    '//secret.txt',
    '/./../secret.txt',
  ])('%s is not there', async (path) => {
    const { status, headers, text } = await ask(await serveFiles(), path);
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('没有这一页');
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=1-2,4-5', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('range %s', async (range, status, text, contentRange) => {
    const answer = await ask(await serveFiles(), '/index.pf_meta', { range });
    expect([answer.status, answer.text, answer.headers['content-range']]).toEqual([status, text, contentRange]);
  });

  test('nothing is changed', async () => {
    const served = await serveFiles();
    expect((await ask(served, '/', {}, 'POST')).status).toBe(405);
    const before = contentsOf(served.out);
    for (const path of ['/', '/none', '/style.css']) await ask(served, path);
    expect(contentsOf(served.out)).toEqual(before);
  });

  test('pages, and nothing else, have the script in their head', async () => {
    const served = await serveFiles();
    for (const path of ['/', '/none']) {
      const { text } = await ask(served, path);
      const [, address] = /<script src="([^"]+)" defer><\/script><\/head>/.exec(text)!;
      const script = await ask(served, address!);
      expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
      expect(() => new Function(script.text)).not.toThrow();
    }
    expect((await ask(served, '/data.json')).text).toBe(FILES['data.json']);
  });

  test('waits for a site', async () => {
    const served = await serveFiles(null);
    expect((await ask(served, '/')).text).toContain('网站还没有建好');
    const stream = listenTo(served, '/', '');
    publishFiles(served.out, FILES);
    await stream.reloads();
    expect((await ask(served, '/')).text).toContain('首页');
  });

  test('listens where it is told to, and nowhere else', async () => {
    const { port } = await serveFiles();
    const reached = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.2');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    expect(reached).toBe(false);
    await expect(serveSite(temporaryFolder(), 'localhost', port)).rejects.toThrow('EADDRINUSE');
  });

  test('every answer is of a whole release while releases follow on each other', async () => {
    const files = (i: number): Files => ({
      ...FILES,
      'data.json': `${i}`.repeat(1000),
      [`only/${i % 2}.json`]: `${i}`,
    });
    const served = await serveFiles(files(0));
    const over = new AbortController();
    const asking = (async () => {
      const seen: string[] = [];
      while (!over.signal.aborted) {
        const [{ status, text }] = await Promise.all([ask(served, '/data.json'), ask(served, '/only/0.json')]);
        expect(status).toBe(200);
        expect(text).toBe(text[0]!.repeat(1000));
        if (seen.at(-1) !== text) seen.push(text);
      }
      return seen;
    })();
    for (let i = 1; i < 10; i++) {
      publishFiles(served.out, files(i));
      await delay(20);
    }
    over.abort();
    expect((await asking).length).toBeGreaterThan(1);
  });
});

describe('pages that are open', () => {
  test('reload when their own file changes, appears or goes, and not otherwise', async () => {
    const served = await serveFiles();
    const release = await releaseOf(served);
    const home = listenTo(served, '/', release);
    const browse = listenTo(served, '/browse', release);
    const lists = listenTo(served, '/lists/', release);
    const none = listenTo(served, '/new.html', release);
    await Promise.all([home, browse, lists, none].map(({ opened }) => opened));

    publishFiles(served.out, { ...FILES, 'index.html': page('新首页'), 'style.css': 'p {}' });
    served.server.refresh();
    await home.reloads();
    publishFiles(served.out, { ...FILES, 'index.html': page('新首页'), 'new.html': page('新') });
    await none.reloads();
    const { 'lists/index.html': _, ...without } = FILES;
    publishFiles(served.out, without);
    await lists.reloads();
    expect(browse.said()).not.toContain('reload');
    // What the page was served from is three releases ago.
    await listenTo(served, '/', release).reloads();
    const late = listenTo(served, '/browse.html', release);
    await late.opened;
    expect(late.said()).not.toContain('reload');
  });

  test('reload when a script, a style or data that they use change', async () => {
    const served = await serveFiles();
    const release = await releaseOf(served);
    const from = (path: string) => ({ referer: served.url + path });
    await ask(served, '/style.css', from('/'));
    await ask(served, '/script.js', from('/browse.html?q=1'));
    await ask(served, '/data.json', from('/script.js'));
    // A link is no use.
    await ask(served, '/browse.html', from('/lists/'));
    const [home, browse, lists] = ['/', '/browse.html', '/lists/'].map((path) => listenTo(served, path, release));
    await Promise.all([home!.opened, browse!.opened, lists!.opened]);
    publishFiles(served.out, { ...FILES, 'data.json': '{"a":2}' });
    await browse!.reloads();
    publishFiles(served.out, { ...FILES, 'data.json': '{"a":2}', 'style.css': 'p {}' });
    await home!.reloads();
    expect(lists!.said()).not.toContain('reload');
  });

  test('reload once when their release is not remembered', async () => {
    const served = await serveFiles();
    const stream = listenTo(served, '/', 'of another server');
    await stream.reloads();
    expect(stream.said().match(/reload/g)).toHaveLength(1);
  });

  test('are let go when the server closes', async () => {
    const served = await serveFiles();
    const stream = listenTo(served, '/', await releaseOf(served));
    await stream.opened;
    await served.server.close();
    await stream.ended;
    await expect(fetch(served.url)).rejects.toThrow('fetch failed');
  });
});

async function releaseOf(served: Served): Promise<string> {
  return /release=(\w+)/.exec((await ask(served, '/')).text)![1]!;
}

function listenTo({ port }: Served, path: string, release: string) {
  let text = '';
  let open: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const query = new URLSearchParams({ page: path, release }).toString();
  const request = httpRequest({ host: 'localhost', port, path: `/.minglu/events?${query}` }, (response) => {
    expect(response.headers['content-type']).toBe('text/event-stream');
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      open();
    });
    response.on('close', end);
  });
  request.on('error', end as () => void).end();
  onTestFinished(() => void request.destroy());
  return {
    opened,
    ended,
    said: () => text,
    reloads: async () => {
      while (!text.includes('event: reload')) await delay(20);
    },
  };
}
