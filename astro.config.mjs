import { defineConfig } from 'astro/config';
import mdx from '@astrojs/mdx';

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
  // Highlighted code carries style attributes, which the content security policy forbids.
  markdown: { syntaxHighlight: false },
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
  },
});
