/** `npm start`: builds, serves on http://localhost:4321, and builds again when data or texts change. */
import { codeOf } from '../src/publish/error.ts';
import { serveSite } from '../src/publish/watch-server.ts';
import { readBrake } from './shared/brake.ts';
import { follow, FOLLOW_FLAGS } from './shared/follow.ts';
import { Misuse, readAsOf, readFlags, runCommand } from './shared/options.ts';

await runCommand(async () => {
  const flags = readFlags({
    ...FOLLOW_FLAGS,
    port: { type: 'string', default: '4321' },
    host: { type: 'string', default: 'localhost' },
  });
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Misuse(`--port 要写1到65535的数字，不是「${flags.port}」`);
  readAsOf(flags['as-of']);
  readBrake(flags.brake);
  // The port first: nobody should wait for a build to hear that it is in use.
  const server = await serveSite(flags.out, flags.host, port).catch((error: unknown) => {
    if (codeOf(error) === 'EADDRINUSE')
      throw new Misuse(`端口 ${port} 已被占用：先停下占用它的程序，或用 --port 换一个`);
    if (codeOf(error) === 'EACCES') throw new Misuse(`没有使用端口 ${port} 的权限：用 --port 换一个1024以上的`);
    if (['ENOTFOUND', 'EADDRNOTAVAIL'].includes(codeOf(error) ?? ''))
      throw new Misuse(`--host 写的「${flags.host}」不是这台机器的地址`);
    throw error;
  });
  const { refresh, close } = server;
  return follow(flags, { url: `http://${flags.host}:${port}`, onBuilt: refresh, close });
});
