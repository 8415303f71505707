/**
 * Serves a site that is being worked on, and tells the pages that are open in browsers when they have changed. Every request
 * looks at the disk: the folder is exchanged under the server.
 */
import { statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { sha256 } from '../ingest/sha256.ts';
import { compareManifests, readManifest, readRelease, RELEASE } from './manifest.ts';
import { refreshScript, withScript } from './watch-refresh.ts';

const SCRIPT = '/.minglu/refresh.js';
const EVENTS = '/.minglu/events';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml; charset=utf-8',
};
const NO_SITE =
  '<!doctype html><html lang="zh-CN"><head><title>名录</title></head><body>网站还没有建好。</body></html>';

const HEARTBEAT_MS = 15_000;
/** How often it is seen whether another program has brought in a release. */
const LOOK_MS = 1000;
/** Between two renames there is no folder. */
const EXCHANGE = { times: 10, ms: 20 };
const RELEASES_REMEMBERED = 20;

export interface SiteServer {
  /** Tells the pages that have changed, if there is another release. */
  refresh(): void;
  close(): Promise<void>;
}

/** @throws what the system says, such as `EADDRINUSE` */
export async function serveSite(out: string, host: string, port: number): Promise<SiteServer> {
  const releases = followReleases(out);
  const uses = new Uses();
  const listeners = new Set<Listener>();
  const isStale = ({ page, release }: Listener) => {
    const changed = releases.changedSince(release);
    return changed === undefined || [...filesAt(page), ...uses.of(page)].some((file) => changed.has(file));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const { pathname, searchParams } = addressOf(request);
    if (pathname === SCRIPT) {
      const script = Buffer.from(refreshScript(EVENTS));
      send(request, response, 200, { type: TYPES['.js']!, etag: tagOf(sha256(script)), content: script });
      return;
    }
    if (pathname === EVENTS && request.method === 'GET') {
      addListener(response, { page: searchParams.get('page') ?? '/', release: searchParams.get('release') ?? '' });
      return;
    }
    uses.note(request.headers.referer, pathname);
    // Read before the page: a page that is newer than it says is looked at once more, one that is older never would be.
    const release = releases.digest();
    const found = await find(out, filesAt(pathname));
    const page = found ?? (await find(out, ['404.html']));
    try {
      const status = found === undefined ? 404 : 200;
      if (page === undefined || extname(page.path) === '.html') {
        const html = (await page?.handle.readFile('utf8')) ?? NO_SITE;
        const content = Buffer.from(withScript(html, `${SCRIPT}?release=${release}`));
        send(request, response, status, { type: TYPES['.html']!, etag: tagOf(sha256(content)), content });
      } else {
        await sendFile(request, response, page);
      }
    } finally {
      await page?.handle.close();
    }
  }

  function addListener(response: ServerResponse, known: { page: string; release: string }): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    const listener = { ...known, response };
    listeners.add(listener);
    response.once('close', () => listeners.delete(listener));
    tell(listener);
  }

  function tell(listener: Listener): void {
    if (isStale(listener)) listener.response.write('event: reload\ndata: \n\n');
  }

  function refresh(): void {
    if (releases.look()) listeners.forEach(tell);
  }

  const timers = [
    setInterval(() => listeners.forEach(({ response }) => response.write(':\n\n')), HEARTBEAT_MS),
    setInterval(refresh, LOOK_MS),
  ];
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    timers.forEach(clearInterval);
    throw error;
  });
  return {
    refresh,
    close: () =>
      new Promise((resolve) => {
        timers.forEach(clearInterval);
        server.close(() => resolve());
        listeners.forEach(({ response }) => response.end());
        server.closeAllConnections();
      }),
  };
}

interface Listener {
  /** Address of the page, as the browser has it. */
  page: string;
  /** That it was served from; empty when there was none. */
  release: string;
  response: ServerResponse;
}

/** Which release is served, and in what it differs from those before. */
function followReleases(out: string) {
  const steps: { from: string; changed: ReadonlySet<string> }[] = [];
  let digest = '';
  let manifest: Buffer = Buffer.alloc(0);
  let identity = '';
  const look = (): boolean => {
    const found = statSync(join(out, RELEASE), { throwIfNoEntry: false });
    const is = found === undefined ? '' : [found.dev, found.ino, found.mtimeMs].join();
    if (is === '' || is === identity) return false;
    const release = readRelease(out);
    const bytes = readManifest(out);
    // Else it changes at this moment, and the next look finds it whole.
    if (release === undefined || bytes === undefined || sha256(bytes) !== release.manifest.sha256) return false;
    identity = is;
    if (digest === release.manifest.sha256) return false;
    const { onlyOne, onlyOther } = compareManifests(manifest, bytes);
    steps.push({ from: digest, changed: new Set([...onlyOne.keys(), ...onlyOther.keys()]) });
    if (steps.length > RELEASES_REMEMBERED) steps.shift();
    digest = release.manifest.sha256;
    manifest = bytes;
    return true;
  };
  look();
  return {
    look,
    digest: () => digest,
    /** Paths of files; `undefined` when that release is not remembered. */
    changedSince(release: string): ReadonlySet<string> | undefined {
      if (release === digest) return new Set();
      const at = steps.findIndex(({ from }) => from === release);
      return at < 0 ? undefined : new Set(steps.slice(at).flatMap(({ changed }) => [...changed]));
    },
  };
}

/** Which files a page is made of beside its own: what was asked for from it, or from what was asked for from it. */
class Uses {
  readonly #askedFrom = new Map<string, Set<string>>();

  note(referrer: string | undefined, pathname: string): void {
    if (referrer === undefined || !URL.canParse(referrer) || isPage(pathname)) return;
    const from = new URL(referrer).pathname;
    const known = this.#askedFrom.get(from);
    if (known === undefined) this.#askedFrom.set(from, new Set([pathname]));
    else known.add(pathname);
  }

  /** Paths of files. */
  of(page: string): string[] {
    const found = new Set([page]);
    for (const path of found) for (const used of this.#askedFrom.get(path) ?? []) found.add(used);
    found.delete(page);
    return [...found].flatMap((path) => filesAt(path)[0] ?? []);
  }
}

/** Pages link to each other; they are not made of each other. */
function isPage(pathname: string): boolean {
  return ['', '.html'].includes(extname(pathname));
}

function addressOf({ url = '/' }: IncomingMessage): URL {
  // Addresses that begin with two slashes would name another host.
  const path = `/${url.replace(/^\/+/, '')}`;
  return URL.canParse(path, 'http://localhost') ? new URL(path, 'http://localhost') : new URL('http://localhost/..%2f');
}

/** The files that an address may mean, best first; none for what leads out of the folder. */
function filesAt(pathname: string): string[] {
  let segments: string[];
  try {
    segments = pathname
      .split('/')
      .map(decodeURIComponent)
      .filter((segment) => segment !== '');
  } catch {
    return [];
  }
  if (segments.some((segment) => /^\.\.?$|[/\\\0]/.test(segment))) return [];
  const path = segments.join('/');
  return path === '' ? ['index.html'] : [path, `${path}.html`, `${path}/index.html`];
}

interface Found {
  path: string;
  handle: FileHandle;
  size: number;
  modified: Date;
}

async function find(out: string, paths: readonly string[]): Promise<Found | undefined> {
  for (let times = 0; ; times++) {
    for (const path of paths) {
      const found = await openFile(out, path);
      if (found !== undefined) return found;
    }
    const isThere = statSync(join(out, RELEASE), { throwIfNoEntry: false }) !== undefined;
    if (isThere || times === EXCHANGE.times || paths.length === 0) return undefined;
    await delay(EXCHANGE.ms);
  }
}

async function openFile(out: string, path: string): Promise<Found | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(join(out, path));
  } catch {
    return undefined;
  }
  const found = await handle.stat();
  if (found.isFile()) return { path, handle, size: found.size, modified: found.mtime };
  await handle.close();
  return undefined;
}

interface Body {
  type: string;
  etag: string;
  content: Buffer;
}

function send(request: IncomingMessage, response: ServerResponse, status: number, { type, etag, content }: Body): void {
  const headers = { 'content-type': type, 'cache-control': 'no-cache', etag };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': content.length });
  response.end(request.method === 'HEAD' ? undefined : content);
}

async function sendFile(request: IncomingMessage, response: ServerResponse, file: Found): Promise<void> {
  const { handle, path, size, modified } = file;
  const etag = tagOf(`${size}-${modified.getTime()}`);
  const headers = {
    'content-type': TYPES[extname(path)] ?? (extname(path) === '' ? TYPES['.txt']! : 'application/octet-stream'),
    'cache-control': 'no-cache',
    'last-modified': modified.toUTCString(),
    'accept-ranges': 'bytes',
    etag,
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = rangeOf(request, size);
  if (range === 'none') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const partly = range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` };
  response.writeHead(range === undefined ? 200 : 206, { ...headers, ...partly, 'content-length': end - start + 1 });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  // Who goes away in the middle wants no more.
  await pipeline(handle.createReadStream({ start, end, autoClose: false }), response).catch(() => {});
}

/** Of a request for one part; several parts are answered with the whole. */
function rangeOf({ headers }: IncomingMessage, size: number): { start: number; end: number } | 'none' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from + to === '' || headers['if-range'] !== undefined) return undefined;
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? 'none' : { start, end };
}

function tagOf(text: string): string {
  return `W/"${text}"`;
}
