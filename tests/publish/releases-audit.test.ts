import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { auditAddress, auditFolder } from '../../src/publish/audit.ts';
import { run } from '../helpers/commands.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { forgetReleases, publishFiles, type Files } from '../helpers/releases.ts';

const FILES: Files = {
  '404.html': 'not here',
  'index.html': 'home',
  'org/1.html': 'one',
  'org/二 #?%.html': 'two',
  'z.csv': 'z',
};

function published(files = FILES): string {
  const out = join(temporaryFolder(), 'dist');
  onTestFinished(() => void forgetReleases(out));
  publishFiles(out, files);
  return out;
}

type Handle = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/** Serves a folder as a static host does; `handle` may answer before it. */
async function host(
  out: string,
  handle: Handle = () => false,
): Promise<{ url: string; asked: string[]; connections: () => number }> {
  const asked: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!.replace(/^\/site\//, ''));
    asked.push(path);
    if (handle(request, response, path)) return;
    try {
      response.end(readFileSync(join(out, path === '' ? 'index.html' : path)));
    } catch {
      response.writeHead(404).end('not here');
    }
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/site/`;
  return { url, asked, connections: () => connections };
}

const QUICK = { pauses: [1, 1] };

describe('a folder', () => {
  test('as it was published is found so', () => {
    expect(auditFolder(published())).toEqual([]);
  });

  test('with changed, missing and unknown files has each named', () => {
    const out = published();
    writeFileSync(join(out, 'org/1.html'), 'two');
    rmSync(join(out, 'z.csv'));
    writeFileSync(join(out, 'a.txt'), 'a');
    expect(auditFolder(out)).toEqual([
      { path: 'org/1.html', what: 'changed' },
      { path: 'z.csv', what: 'missing' },
      { path: 'a.txt', what: 'unknown' },
    ]);
  });

  test('without a release or a manifest, or with another manifest, is told so', () => {
    const out = published();
    writeFileSync(join(out, 'SHA256SUMS'), readFileSync(join(out, 'SHA256SUMS'), 'utf8').replace(/^./, 'x'));
    expect(auditFolder(out)).toEqual([
      { path: 'SHA256SUMS', what: 'changed' },
      { path: '404.html', what: 'changed' },
    ]);
    rmSync(join(out, 'SHA256SUMS'));
    expect(auditFolder(out)).toEqual([{ path: 'SHA256SUMS', what: 'missing' }]);
    rmSync(join(out, 'release.json'));
    const nothing = ['release.json', 'SHA256SUMS'].map((path) => ({ path, what: 'missing' }));
    expect(auditFolder(out)).toEqual(nothing);
    expect(auditFolder(join(out, 'nowhere'))).toEqual(nothing);
  });

  test('whose release.json is damaged is held against its manifest nevertheless', () => {
    const out = published();
    writeFileSync(join(out, 'release.json'), '{');
    writeFileSync(join(out, '404.html'), 'x');
    expect(auditFolder(out)).toEqual([
      { path: 'release.json', what: 'changed' },
      { path: '404.html', what: 'changed' },
    ]);
  });
});

describe('an address', () => {
  test('that serves what was published is found so, with few connections', async () => {
    const { url, asked, connections } = await host(published({ ...FILES, ...many(100) }));
    const audit = await auditAddress(url, QUICK);
    expect(audit).toEqual({ number: 1, asOf: '2026-11-20', files: 106, differences: [], isRepublished: false });
    expect(asked.filter((path) => path === '')).toHaveLength(1);
    expect(asked).toContain('index.html');
    expect(connections()).toBeLessThanOrEqual(30);
  });

  test.each(['', 'index.html'])('may be written with or without «%s» at its end', async (end) => {
    const { url } = await host(published());
    expect((await auditAddress(`${url}${end}`, QUICK)).differences).toEqual([]);
    expect((await auditAddress(url.slice(0, -1), QUICK)).differences).toEqual([]);
  });

  test('that serves other files, or none, has each named', async () => {
    const { url } = await host(published(), (_, response, path) => {
      if (path === 'org/1.html') response.end('other');
      else if (path === '') response.end('welcome to your new server');
      else if (path === 'z.csv') response.writeHead(404).end();
      else return false;
      return true;
    });
    expect((await auditAddress(url, QUICK)).differences).toEqual([
      { path: '/', what: 'changed', detail: '' },
      { path: 'org/1.html', what: 'changed', detail: '' },
      { path: 'z.csv', what: 'missing', detail: 'HTTP 404' },
    ]);
  });

  test('that serves an older manifest is told of, not its files', async () => {
    const { url } = await host(published(), (_, response, path) => {
      if (path === 'SHA256SUMS') response.end(`${'0'.repeat(64)}  z.csv\n`);
      return path === 'SHA256SUMS';
    });
    expect((await auditAddress(url, QUICK)).differences).toEqual([{ path: 'SHA256SUMS', what: 'changed', detail: '' }]);
  });

  test.each([
    ['nothing', 404, '', 'missing'],
    ['a page for everything', 200, '<!doctype html>', 'changed'],
    ['a release of something else', 200, '{"generator":"other"}', 'changed'],
  ])('that serves %s is no site of ours', async (_, status, body, what) => {
    const { url } = await host(published(), (__, response) => {
      response.writeHead(status).end(body);
      return true;
    });
    const { differences } = await auditAddress(url, QUICK);
    expect(differences).toMatchObject([{ path: 'release.json', what }]);
  });

  test('that fails now and then is asked again', async () => {
    const failures = new Map([
      ['org/1.html', 2],
      ['z.csv', 1],
      ['release.json', 1],
    ]);
    const { url } = await host(published(), (request, response, path) => {
      const left = failures.get(path) ?? 0;
      if (left === 0) return false;
      failures.set(path, left - 1);
      if (path === 'z.csv') request.socket.destroy();
      else response.writeHead(503).end('busy');
      return true;
    });
    expect((await auditAddress(url, QUICK)).differences).toEqual([]);
  });

  test('that goes on failing is told of as out of reach, not as damaged', async () => {
    const { url, asked } = await host(published(), (request, response, path) => {
      if (path === 'z.csv') request.socket.destroy();
      else if (path === 'org/1.html') response.writeHead(502).end();
      else return false;
      return true;
    });
    const { differences } = await auditAddress(url, QUICK);
    expect(differences).toMatchObject([
      { path: 'org/1.html', what: 'unreachable', detail: 'HTTP 502' },
      { path: 'z.csv', what: 'unreachable' },
    ]);
    expect(differences[1]!.detail).not.toBe('');
    expect(asked.filter((path) => path === 'z.csv')).toHaveLength(3);
  });

  test('that breaks off in the middle of a file is asked again', async () => {
    let broken = 0;
    const { url } = await host(published(), (request, response, path) => {
      if (path !== 'org/1.html' || ++broken > 1) return false;
      response.writeHead(200, { 'content-length': '3' });
      response.write('o', () => request.socket.destroy());
      return true;
    });
    expect((await auditAddress(url, QUICK)).differences).toEqual([]);
    expect(broken).toBe(2);
  });

  test('where nobody answers is told of', async () => {
    const { differences } = await auditAddress('http://127.0.0.1:9/', QUICK);
    expect(differences).toMatchObject([{ path: 'release.json', what: 'unreachable' }]);
  });

  test('that is published anew meanwhile is told of as that', async () => {
    const out = published();
    const { url } = await host(out, (_, __, path) => {
      if (path === 'z.csv') publishFiles(out, { ...FILES, 'org/1.html': 'new', 'z.csv': 'y' });
      return false;
    });
    const { isRepublished, number } = await auditAddress(url, QUICK);
    expect({ isRepublished, number }).toEqual({ isRepublished: true, number: 1 });
  });

  test('is followed to another place on the same host, not to another host', async () => {
    const { url, asked } = await host(published(), (_, response, path) => {
      if (path === 'org/1.html') response.writeHead(301, { location: '/site/org/1' }).end();
      else if (path === 'org/1') response.end('one');
      else if (path === 'z.csv') response.writeHead(302, { location: 'http://localhost:9/z.csv' }).end();
      else if (path === '404.html') response.writeHead(302, { location: '/site/404.html' }).end();
      else return false;
      return true;
    });
    expect((await auditAddress(url, QUICK)).differences).toEqual([
      { path: '404.html', what: 'changed', detail: '一再转到别的地址' },
      { path: 'z.csv', what: 'changed', detail: '转到了别的地址 http://localhost:9/z.csv' },
    ]);
    expect(asked).toContain('org/1');
  });

  test('may say that the page for what is not found is not found', async () => {
    const { url } = await host(published(), (_, response, path) => {
      if (path === '404.html') response.writeHead(404).end('not here');
      return path === '404.html';
    });
    expect((await auditAddress(url, QUICK)).differences).toEqual([]);
  });

  test('asks for files as they lie there, not packed', async () => {
    const encodings = new Set<string | undefined>();
    const { url } = await host(published(), (request) => {
      encodings.add(request.headers['accept-encoding'] as string | undefined);
      return false;
    });
    await auditAddress(url, QUICK);
    expect([...encodings]).toEqual(['identity']);
  });
});

describe('the command', () => {
  test('verifies a folder', async () => {
    const out = published();
    expect(await run('verify', [out])).toMatchObject({ code: 0, stdout: `${out} 与清单一致\n` });
    expect((await run('verify', ['--out', out])).code).toBe(0);
    writeFileSync(join(out, 'z.csv'), 'y');
    const told = await run('verify', [out]);
    expect(told.code).toBe(1);
    expect(told.stdout).toMatch(/^z\.csv：内容变了\n1个文件与清单不一致。.*--anew/);
    expect(JSON.parse((await run('verify', [out, '--json'])).stdout)).toEqual({
      out,
      differences: [{ path: 'z.csv', what: 'changed' }],
    });
    expect((await run('verify', [out, out])).code).toBe(2);
  });

  test('verifies an address', async () => {
    const out = published();
    let isDamaged = false;
    const { url } = await host(out, (_, response, path) => {
      if (isDamaged && path === 'z.csv') response.end('y');
      return isDamaged && path === 'z.csv';
    });
    const well = await run('verify', [url]);
    expect(well).toMatchObject({ code: 0, stderr: '' });
    expect(well.stdout).toContain('第1版');
    isDamaged = true;
    expect(await run('verify', [url])).toMatchObject({ code: 1, stdout: 'z.csv：内容变了\n1个文件与清单不一致\n' });
    expect(JSON.parse((await run('verify', [url, '--json'])).stdout)).toMatchObject({ url, number: 1, files: 6 });
    expect((await run('verify', ['http://'])).code).toBe(2);
  });
});

function many(count: number): Files {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`many/${i}.html`, `${i}`]));
}
