import { defineConfig } from 'astro/config';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';

/** What leads from a footnote back to its nth mention. */
function footnoteBackLabel(footnote, mention) {
  return mention === 1 ? `回到第${footnote}条脚注的引用处` : `回到第${footnote}条脚注的第${mention}个引用处`;
}

// `npm run build` adds the folders, the site's address and the cache of each build (src/publish/render.ts).
export default defineConfig({
  integrations: [mdx()],
  output: 'static',
  trailingSlash: 'never',
  // Every page is one file that any static host serves.
  build: { format: 'file', inlineStylesheets: 'never', concurrency: 4 },
  // Two rows that claim one address must stop the build, not overwrite each other.
  prerenderConflictBehavior: 'error',
  devToolbar: { enabled: false },
  markdown: {
    // Highlighted code carries style attributes, which the content security policy forbids.
    syntaxHighlight: false,
    processor: satteri({ features: { gfm: { footnotes: { label: '脚注', backLabel: footnoteBackLabel } } } }),
  },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
      ],
      scriptDirective: { resources: ["'self'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  vite: {
    // Small scripts stay files of their own: one copy for all pages instead of one in each.
    build: { assetsInlineLimit: 0 },
    // What a worker seldom needs is loaded when it does.
    worker: { format: 'es' },
  },
});
