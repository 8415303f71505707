/** The entry of the compiled templates: bundled with them (compile-templates.ts), it shares their copy of Astro. */
import { createHash } from 'node:crypto';
import { App } from 'astro/app';
import { createApp } from 'astro/app/entrypoint';

class PageApp extends App {
  /** A page that fails stops the build; Astro would serve its page about errors instead. */
  override renderError(request: Request, { error, status }: Parameters<App['renderError']>[1]): Promise<Response> {
    throw error ?? new Error(`${new URL(request.url).pathname} was answered with ${status}.`);
  }
}

/**
 * Digests at once. Astro asks for those of the same few scripts and styles for every page, and a job of the thread pool for
 * each was a fifth of all rendering.
 */
const { subtle } = globalThis.crypto;
const ofThreadPool = subtle.digest.bind(subtle);
Object.defineProperty(subtle, 'digest', {
  configurable: true,
  value: async (algorithm: AlgorithmIdentifier, data: BufferSource): Promise<ArrayBuffer> => {
    if (typeof algorithm !== 'string' || !/^SHA-\d+$/.test(algorithm)) return ofThreadPool(algorithm, data);
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    return new Uint8Array(createHash(algorithm.replace('-', '')).update(bytes).digest()).buffer;
  },
});

/**
 * @returns renders a page of the site that is set (`setSite`) by its address. Astro remembers the pages of a route, so every
 *   site needs a renderer of its own
 */
export function createRenderer(): (path: string) => Promise<Uint8Array> {
  // What Astro remembers hangs on the manifest.
  const app = new PageApp({ ...createApp().manifest }, false);
  return async (path) => {
    const request = new Request(new URL(path, 'http://localhost:4321'));
    const routeData = app.match(request, true);
    if (routeData === undefined) throw new Error(`No template makes the page ${path}.`);
    const response = await app.render(request, { routeData });
    return new Uint8Array(await response.arrayBuffer());
  };
}
