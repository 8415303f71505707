import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildFlags, start, type Running } from '../helpers/commands.ts';
import { writeDataFolder } from '../helpers/data-folder.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { minimalTables } from '../helpers/minimal.ts';
import { freePort } from '../helpers/ports.ts';

const [ORGANISATION] = minimalTables(1).organisations!;
const PAGE = `/org/${ORGANISATION!['统一社会信用代码']}.html`;

describe('npm start', () => {
  test('serves the site, follows the data, and keeps the last good site while they are broken', async () => {
    const folder = temporaryFolder();
    const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
    mkdirSync(folders.content);
    writeDataFolder(folders.data, minimalTables(2));
    const file = join(folders.data, 'organisations.csv');
    const good = readFileSync(file, 'utf8');

    const port = await freePort();
    const server = startServer([...buildFlags(folders), '--port', String(port)]);
    const url = `http://localhost:${port}`;
    await until(server, () => server.said().includes(url));

    const home = await fetch(`${url}/`);
    expect(home.status).toBe(200);
    expect(await home.text()).toContain('本站收录');
    expect((await fetch(url + PAGE)).status).toBe(200);
    const missing = await fetch(`${url}/org/none.html`);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('没有这一页');
    const outside = await fetch(`${url}/..%2f..%2fdata/organisations.csv`);
    expect(outside.status).toBe(404);

    const [, release] = /refresh\.js\?release=(\w+)/.exec(await pageText(url))!;
    const query = new URLSearchParams({ page: PAGE, release: release! }).toString();
    const open = await fetch(`${url}/.minglu/events?${query}`);
    writeFileSync(file, good.replaceAll('甲乙丙丁1号研究会', '甲乙丙丁改名研究会'));
    await until(server, async () => (await pageText(url)).includes('甲乙丙丁改名研究会'));
    await expect(readUntil(open, 'event: reload')).resolves.toBe(true);
    expect(
      readFileSync(join(folders.out, PAGE), 'utf8'),
      'what is published has no script of the server',
    ).not.toContain('refresh.js');

    writeFileSync(file, good.replace('社会组织名称', '没有人认识的表头'));
    await until(server, () => server.said().includes('网站保持原样'));
    expect(await pageText(url)).toContain('甲乙丙丁改名研究会');

    writeFileSync(file, good);
    await until(server, async () => (await pageText(url)).includes('甲乙丙丁1号研究会'));

    mkdirSync(join(folders.content, 'notices'));
    writeFileSync(
      join(folders.content, 'notices/new.mdx'),
      '---\ntitle: 新公告\nsummary: 新。\ndate: 2026-11-01\n---\n\n新公告的正文。\n',
    );
    await until(server, async () => (await fetch(`${url}/notices/new.html`)).ok);
  });

  test('waits for good data when there is no site yet', async () => {
    const folder = temporaryFolder();
    const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
    mkdirSync(folders.data);
    const port = await freePort();
    const server = startServer([...buildFlags(folders), '--port', String(port)]);
    const url = `http://localhost:${port}`;
    await until(server, () => server.said().includes(url));
    expect((await fetch(`${url}/`)).status).toBe(404);
    writeDataFolder(folders.data, minimalTables(1));
    await until(server, async () => (await fetch(url + PAGE)).ok);
  });

  test('tells a program where it serves, and ends with 0 when it is told to', async () => {
    const folder = temporaryFolder();
    const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
    writeDataFolder(folders.data, minimalTables(1));
    const port = await freePort();
    const server = startServer([...buildFlags(folders), '--port', String(port), '--json']);
    await until(server, () => server.said().includes('"waiting"'));
    expect(server.said()).toContain(`{"event":"waiting","number":1,"url":"http://localhost:${port}"}\n`);
    const open = await fetch(`http://localhost:${port}/.minglu/events?page=/`);
    server.process.kill('SIGINT');
    const { code, stderr } = await server.ended;
    expect([code, stderr]).toEqual([0, '']);
    await expect(readUntil(open, 'never')).resolves.toBe(false);
  });

  test('says with 2 that the port is in use', async () => {
    const folder = temporaryFolder();
    const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'dist') };
    writeDataFolder(folders.data, minimalTables(1));
    const taken = createServer();
    onTestFinished(() => void taken.close());
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, 'localhost', () => resolve((taken.address() as AddressInfo).port));
    });
    const { code, stderr } = await startServer([...buildFlags(folders), '--port', String(port)]).ended;
    expect(code).toBe(2);
    expect(stderr).toContain(`端口 ${port} 已被占用`);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(folders.out), 'nothing is built in vain').toBe(false);
  });

  test.each([['0'], ['65536'], ['http']])('says with 2 that %s is no port', async (port) => {
    const { code, stderr } = await startServer(['--port', port]).ended;
    expect(code).toBe(2);
    expect(stderr).toContain(port);
  });

  test('ends with 2 when its output folder holds foreign files', async () => {
    const folder = temporaryFolder();
    const folders = { data: join(folder, 'data'), content: join(folder, 'content'), out: join(folder, 'photos') };
    writeDataFolder(folders.data, minimalTables(1));
    mkdirSync(folders.out);
    cpSync(import.meta.filename, join(folders.out, 'mine.ts'));
    const { code, stderr } = await startServer([...buildFlags(folders), '--port', String(await freePort())]).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('mine.ts');
  });
});

async function readUntil({ body }: Response, text: string): Promise<boolean> {
  let seen = '';
  for await (const part of body!.pipeThrough(new TextDecoderStream())) {
    seen += part;
    if (seen.includes(text)) return true;
  }
  return false;
}

async function pageText(url: string): Promise<string> {
  return (await fetch(url + PAGE)).text();
}

function startServer(flags: readonly string[]): Running {
  const server = start('start', flags);
  onTestFinished(async () => {
    server.process.kill('SIGTERM');
    await server.ended;
  });
  return server;
}

/** Waits, as long as the test may take, for something that is bound to come while the server lives. */
async function until(server: Running, condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    if (server.process.exitCode !== null) throw new Error(`The server has ended:\n${server.said()}`);
    await delay(100);
  }
}
