/** The entry of the compiled templates: bundled with them (compile-templates.ts), it shares their copy of Astro. */
import type { RouteData, SSRManifest, SSRResult } from 'astro';
import { App } from 'astro/app';
import { createApp } from 'astro/app/entrypoint';
import { renderToString } from 'astro/runtime/server/index.js';
import { renderAllHeadContent } from 'astro/runtime/server/render/head.js';

class PageApp extends App {
  /** A page that fails stops the build; Astro would serve its page about errors instead. */
  override renderError(request: Request, { error, status }: Parameters<App['renderError']>[1]): Promise<Response> {
    throw error ?? new Error(`${new URL(request.url).pathname} was answered with ${status}.`);
  }
}

type Manifest = SSRManifest & { pageMap: NonNullable<SSRManifest['pageMap']> };
type Component = Parameters<typeof renderToString>[1];
type Params = Readonly<Record<string, string>>;
type Props = Record<string, unknown>;

/** What Astro prepares for a page that is the same for all pages of its template: scripts, styles, policy, what it notes. */
interface Frame {
  component: Component;
  result: SSRResult;
  /** The same with its policy, styles and scripts as text already; of templates whose parts add to the head there is none. */
  withHead: SSRResult | undefined;
  propsOf: (params: Params) => Props;
}

/**
 * @returns renders a page of the site that is set (`setSite`) by its address. Templates are asked once for their pages, so every
 *   site needs a renderer of its own
 */
export function createRenderer(): (path: string) => Promise<string> {
  const templates = new Map<string, Template>();
  // What Astro remembers hangs on the manifest.
  const manifest = watched({ ...createApp().manifest } as Manifest, templates);
  const app = new PageApp(manifest, false);
  return async (path) => {
    const route = routeOf(manifest, path);
    if (route === undefined) throw new Error(`No template makes the page ${path}.`);
    const params = paramsOf(route, path);
    const known = templates.get(route.component);
    if (known !== undefined) return renderInFrame(await known.frame.promise, params);
    const template: Template = { first: params, frame: Promise.withResolvers() };
    templates.set(route.component, template);
    // Who waits for the frame is told of the failure, too; often nobody waits.
    template.frame.promise.catch(() => {});
    try {
      return await renderWhole(app, route, path);
    } catch (error) {
      template.frame.reject(error);
      throw error;
    }
  };
}

/** A template that has been asked for a page. */
interface Template {
  /** What its first page is asked for with. */
  first: Params;
  frame: PromiseWithResolvers<Frame>;
}

/** In the order in which Astro tries them. */
function routeOf({ routes }: Manifest, path: string): RouteData | undefined {
  const name = nameOf(path);
  return routes.find(({ routeData }) => routeData.pattern.test(name))?.routeData;
}

/** As routes see an address. */
function nameOf(path: string): string {
  return path.replace(/\.html$/, '');
}

function paramsOf({ pattern, params }: RouteData, path: string): Params {
  const values = pattern.exec(nameOf(path))!;
  return Object.fromEntries(params.map((name, i) => [name, values[i + 1]!]));
}

/** All that Astro does for a page, as if a browser had asked for it. */
async function renderWhole(app: App, route: RouteData, path: string): Promise<string> {
  const request = new Request(new URL(path, 'http://localhost:4321'));
  const routeData = app.match(request, true);
  if (routeData !== route) throw new Error(`Astro makes ${path} with ${routeData?.component}, not ${route.component}.`);
  const response = await app.render(request, { routeData });
  return response.text();
}

/**
 * A page in the frame of another one of its template. Requests, responses and what else Astro makes anew for every page were
 * more than a third of what a page costs, and most of what it leaves to collect.
 */
async function renderInFrame({ component, result: of, withHead, propsOf }: Frame, params: Params): Promise<string> {
  const result = copyOf(withHead ?? of);
  const csp = {
    insertScriptResource(resource: string) {
      // Its policy is not that of the others.
      Object.assign(result, { ...copyOf(of), createAstro: result.createAstro });
      result.scriptDirective.resources.push(resource);
    },
  };
  // All that templates use of `Astro`; a test holds them to it. They are asked for tens of times for every page.
  result.createAstro = (props) => ({ props, params, csp, self: null }) as never;
  // A component may answer with a response, such as a redirection; none of ours does.
  return (await renderToString(result, component, propsOf(params), {}, true)) as string;
}

/** The manifest with templates that leave a frame when their first page is rendered. */
function watched(manifest: Manifest, templates: ReadonlyMap<string, Template>): Manifest {
  const pageMap = [...manifest.pageMap].map(([path, load]): [typeof path, typeof load] => {
    // One for all pages: Astro asks a template that it does not know for all of them again.
    const page = once(async () => framed(await (await load()).page(), () => templates.get(path)!));
    return [path, async () => ({ ...(await load()), page })];
  });
  return { ...manifest, pageMap: new Map(pageMap) };
}

type Loaded = Awaited<ReturnType<Awaited<ReturnType<PageLoader>>['page']>>;
type PageLoader = Manifest['pageMap'] extends Map<string, infer Load> ? Load : never;

function framed(page: Loaded, asked: () => Template): Loaded {
  const component = page.default as unknown as Component;
  let propsOf: Frame['propsOf'] = () => ({});
  const watch: Component = (result, props, slots) => {
    const own = withKnownAddresses(copyOf(result));
    asked().frame.resolve({ component, result: own, withHead: headMade(own), propsOf });
    return component(result, props, slots);
  };
  const framedPage: Loaded = { ...page, default: Object.assign(watch, component) as never };
  const { getStaticPaths } = page;
  if (getStaticPaths === undefined) return framedPage;
  return {
    ...framedPage,
    getStaticPaths: async (options) => {
      const { first } = asked();
      const all = await getStaticPaths(options);
      const firstKey = keyOf(first, first);
      const propsByKey = new Map(all.map(({ params, props }) => [keyOf(params, first), props]));
      propsOf = (params) => {
        const key = keyOf(params, first);
        if (!propsByKey.has(key)) throw new Error(`The template has no page for ${JSON.stringify(params)}.`);
        return { ...propsByKey.get(key) };
      };
      // Astro goes through all pages that it is told of.
      return all.filter(({ params }) => keyOf(params, first) === firstKey);
    },
  };
}

/** Addresses of scripts are made once: each takes several URLs. */
function withKnownAddresses(result: SSRResult): SSRResult {
  const known = new Map<string, Promise<string>>();
  const resolve = (name: string) => {
    let address = known.get(name);
    if (address === undefined) known.set(name, (address = result.resolve(name)));
    return address;
  };
  return { ...result, resolve };
}

/** @returns a result that has its part of the head as text: policy, styles and scripts took a fourteenth of what a page costs */
function headMade(result: SSRResult): SSRResult | undefined {
  // oxlint-disable-next-line no-underscore-dangle -- Astro calls it so.
  const { _metadata: notes, speculationRulesContent: _rules, ...others } = result;
  if (notes.routeHasPropagation) return undefined;
  return {
    ...others,
    shouldInjectCspMetaTags: false,

    styles: new Set(),
    scripts: new Set(),
    links: new Set(),
    _metadata: { ...notes, extraHead: [String(renderAllHeadContent(copyOf(result)))] },
  };
}

/** Equal for equal values, in whatever order a template gives them, as texts or numbers. */
function keyOf(params: Readonly<Record<string, string | number | undefined>>, names: Params): string {
  return Object.keys(names)
    .map((name) => String(params[name]))
    .join('/');
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** With lists of its own: rendering adds to them and empties them. */
function copyOf(result: SSRResult): SSRResult {
  return {
    ...withOwnLists(result),
    // oxlint-disable-next-line no-underscore-dangle -- Astro calls it so.
    _metadata: withOwnLists(result._metadata),
    scriptDirective: withOwnLists(result.scriptDirective),
  };
}

function withOwnLists<T extends object>(notes: T): T {
  const copy = { ...notes };
  for (const name in copy) {
    const value: unknown = copy[name];
    if (Array.isArray(value)) copy[name] = [...value] as T[typeof name];
    else if (value instanceof Set) copy[name] = new Set(value) as T[typeof name];
  }
  return copy;
}
