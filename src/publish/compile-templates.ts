/**
 * `compileTemplates` runs this as a process of its own, so that Vite's memory goes when it ends. It works in the current
 * folder, which lies in the project, where templates find their imports: `content/` is there, `templates/` will be.
 */
import { mkdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type AstroIntegration } from 'astro';
import { PROJECT } from './work-folder.ts';

const work = process.cwd();
const site = join(work, 'site');
const templates = join(work, 'templates');
const renderer = join(import.meta.dirname, 'page-renderer.ts');

/** Modules that templates and the build share: what one has derived from a site the other need not derive again. */
const SHARED = /[\\/]src[\\/](?!client[\\/]|publish[\\/]page-renderer\.ts).*\.ts$/;

const keepBundle: AstroIntegration = {
  name: 'minglu-templates',
  hooks: {
    'astro:build:start': ({ setPrerenderer }) => {
      setPrerenderer({
        name: 'minglu-templates',
        // The bundle is whole now, and deleted when all pages are rendered: none.
        getStaticPaths: async () => {
          mkdirSync(templates);
          renameSync(join(site, '.prerender'), join(templates, 'bundle'));
          return [];
        },
        render: () => Promise.reject(new Error('No page is rendered while templates are compiled.')),
      });
    },
    'astro:build:setup': ({ updateConfig }) => {
      updateConfig({
        environments: {
          prerender: {
            build: { rolldownOptions: { input: renderer, output: { entryFileNames: 'prerender-entry.mjs' } } },
          },
        },
        plugins: [
          {
            name: 'minglu-shared-modules',
            enforce: 'pre',
            applyToEnvironment: ({ name }) => name === 'prerender',
            async resolveId(source, importer, options) {
              if (importer === undefined || !/^\..*\.ts$/.test(source)) return null;
              const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
              return resolved && SHARED.test(resolved.id)
                ? { id: pathToFileURL(resolved.id).href, external: 'absolute' }
                : null;
            },
          },
        ],
      });
    },
  },
};

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
await build({
  root: work,
  srcDir: join(PROJECT, 'src'),
  publicDir: join(PROJECT, 'public'),
  configFile: relative(work, join(PROJECT, 'astro.config.mjs')),
  cacheDir: join(work, 'cache'),
  outDir: site,
  logLevel: 'error',
  integrations: [keepBundle],
});
renameSync(site, join(templates, 'assets'));
