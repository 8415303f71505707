/** `npm start`: builds, serves on http://localhost:4321, and builds again when data or texts change. */
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'chokidar';
import sirv from 'sirv';
import { EXIT, Misuse, readAsOf, readFlags, runCommand, SHARED_FLAGS, today } from './shared/options.ts';

/** How long files must have been quiet before a build: spreadsheets are saved in several writes. */
const QUIET_MS = 400;
const BUILD = join(import.meta.dirname, 'build.ts');

await runCommand(async () => {
  const flags = readFlags({
    ...SHARED_FLAGS,
    port: { type: 'string', default: '4321' },
    host: { type: 'string', default: 'localhost' },
  });
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Misuse(`--port 要写1到65535的数字，不是「${flags.port}」`);
  readAsOf(flags['as-of']);

  /** Builds in a process of its own, so that a crash or a leak there never takes the server down. */
  const build = () =>
    new Promise<number>((resolve) => {
      const child = spawn(
        process.execPath,
        [
          BUILD,
          '--data',
          flags.data,
          '--content',
          flags.content,
          '--out',
          flags.out,
          ...(flags['as-of'] === undefined ? [] : ['--as-of', flags['as-of']]),
        ],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
      child.once('error', () => resolve(EXIT.dataErrors));
      child.once('exit', (code) => resolve(code ?? EXIT.dataErrors));
    });

  // The port first: nobody should wait for a build to hear that it is in use.
  const server = await serve(flags.out, flags.host, port);
  const code = await build();
  if (code === EXIT.misuse) {
    server.close();
    return code;
  }
  if (!existsSync(flags.out)) {
    console.error(`还没有可以看的网站：改正上面的错误后会自动再建。`);
  }
  console.log(
    `\n在浏览器里打开 http://${flags.host}:${port}  （Ctrl+C 停止）\n${flags.data} 或 ${flags.content} 有变动时自动重建。`,
  );
  follow([flags.data, flags.content], flags['as-of'] === undefined, build);
  return EXIT.well;
});

/** Builds after every change, one build at a time; what changes during a build is built once after it. */
function follow(folders: string[], followsTheDay: boolean, build: () => Promise<number>): void {
  let timer: NodeJS.Timeout | undefined;
  let building = false;
  let again = false;
  const run = async () => {
    if (building) {
      again = true;
      return;
    }
    building = true;
    do {
      again = false;
      console.log(`\n${new Date().toLocaleTimeString('zh-CN')} 有变动，正在重建…`);
      if ((await build()) !== EXIT.well) console.log('没有重建成功，网站保持原样。');
    } while (again);
    building = false;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(run, QUIET_MS);
  };
  watch(folders, {
    ignoreInitial: true,
    ignored: /(^|[/\\])(\.|~\$)|\.(tmp|swp|bak)$/i,
    awaitWriteFinish: { stabilityThreshold: QUIET_MS, pollInterval: 100 },
  }).on('all', soon);
  if (!followsTheDay) return;
  let day = today();
  setInterval(() => {
    if (today() === day) return;
    day = today();
    soon();
  }, 60_000);
}

async function serve(out: string, host: string, port: number): Promise<Server> {
  // `dev` looks at the disk for every request: the folder is exchanged under the server.
  const files = sirv(out, { dev: true, etag: true });
  const server = createServer((request, response) => {
    files(request, response, () => {
      const page = join(out, '404.html');
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(existsSync(page) ? readFileSync(page) : '网站还没有建好。');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Misuse(`端口 ${port} 已被占用：先停下占用它的程序，或用 --port 换一个`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  return server;
}
