/** `npm run build`: checks and builds the site into `--out`. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiled scripts are kept: half of what a start costs. What comes after this line is compiled after it.
enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? join(import.meta.dirname, '../.minglu/scripts'));
await import('./shared/build-command.ts');
