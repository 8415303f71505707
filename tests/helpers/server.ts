/** A plain static host for a built site, as any would serve it. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';

export interface Host {
  /** Without a slash at its end. */
  url: string;
  close: () => Promise<void>;
}

/** @param onRequest hears of every request before it is answered, from workers as well */
export async function serve(folder: string, onRequest: (request: IncomingMessage) => void = () => {}): Promise<Host> {
  const files = sirv(folder, { etag: true });
  const notFound = readFileSync(join(folder, '404.html'));
  const server = createServer((request, response) => {
    onRequest(request);
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(notFound);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
