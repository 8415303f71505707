/** Astro's templates, compiled once and kept (docs/decisions/0016). */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ContentText } from '../ingest/content.ts';
import { filesBelow } from './tree.ts';
import { makeRoomForWork, PROJECT } from './work-folder.ts';

export interface Templates {
  /** SHA-256 of all that they were compiled from: sources, configuration, locked packages and texts. */
  digest: string;
  /** A folder of what every site has beside its pages: scripts and styles with their hashes, and `public/`. */
  assets: string;
  /** Paths of the files in it. */
  files: readonly string[];
  /** File URL of the module that renders (page-renderer.ts). */
  renderer: string;
}

const COMPILER = fileURLToPath(new URL('./compile-templates.ts', import.meta.url));
/** Compiled templates that are kept; each is 5 MB. */
const MOST_KEPT = 8;

/**
 * Compiles unless it has been done: seconds, else milliseconds. Two processes may ask at once: both compile, one's work is
 * kept. A process killed meanwhile leaves nothing that counts. One call at a time in a process.
 *
 * @param texts the guides, notices and single pages: they are compiled as well
 * @param cache where compiled templates are kept; in the project, where they find their imports
 * @param code digest of the program, where it is known
 * @param signal calls it off: it ends with an error and leaves nothing
 * @throws Error with what Astro said, such as a text that cannot be compiled
 */
export async function compileTemplates(
  texts: readonly ContentText[],
  cache = join(PROJECT, '.minglu'),
  code = codeDigest(),
  signal?: AbortSignal,
): Promise<Templates> {
  let digest = digestOf(texts, code);
  while (!isWhole(folderOf(cache, digest))) {
    if (existsSync(folderOf(cache, digest))) removeAtOnce(folderOf(cache, digest));
    await compileInto(cache, digest, texts, signal);
    // Sources may have been edited meanwhile.
    digest = digestOf(texts, codeDigest());
  }
  const folder = folderOf(cache, digest);
  const now = new Date();
  utimesSync(folder, now, now);
  const assets = join(folder, 'assets');
  return {
    digest,
    assets,
    files: filesBelow(assets),
    renderer: pathToFileURL(join(folder, 'bundle/prerender-entry.mjs')).href,
  };
}

function folderOf(cache: string, digest: string): string {
  return join(cache, `templates-${digest}`);
}

/** In a folder of compiled templates: the digest of all its other files. A power cut may leave files without their content. */
const SEAL = 'seal';

function isWhole(folder: string): boolean {
  try {
    return readFileSync(join(folder, SEAL), 'utf8') === sealOf(folder);
  } catch {
    return false;
  }
}

function sealOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesBelow(folder)) {
    if (path === SEAL) continue;
    const content = readFileSync(join(folder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function digestOf(texts: readonly ContentText[], code: string): string {
  const hash = createHash('sha256').update(code);
  for (const [name, digest] of textDigests(texts)) hash.update(`${name}\0${digest}\n`);
  return hash.digest('hex');
}

/** SHA-256 of everything but the texts that pages and files are made by: sources, configuration, locked packages, Node. */
export function codeDigest(): string {
  // Bundles name the project's folder, and a new Node may need other code.
  const hash = createHash('sha256').update(`${PROJECT}\0${process.version}\0`);
  const sources = ['src', 'public'].flatMap((folder) =>
    filesBelow(join(PROJECT, folder)).map((path) => `${folder}/${path}`),
  );
  for (const path of [...sources, 'astro.config.mjs', 'tsconfig.json', 'package-lock.json']) {
    if (path.endsWith('.test.ts')) continue;
    const content = readFileSync(join(PROJECT, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** SHA-256 of the guides, notices and single pages, by `<collection>/<slug>`. */
export function textDigests(texts: readonly ContentText[]): Map<string, string> {
  return new Map(
    texts.map(({ collection, slug, source }) => [
      `${collection}/${slug}`,
      createHash('sha256').update(source).digest('hex'),
    ]),
  );
}

/** Keeps nothing when the sources have become others than the digest tells of. */
async function compileInto(
  cache: string,
  digest: string,
  texts: readonly ContentText[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const work = makeRoomForWork();
  const folder = folderOf(cache, digest);
  try {
    mkdirSync(join(work, 'content'), { recursive: true });
    for (const text of texts) write(join(work, 'content', text.collection, `${text.slug}.mdx`), text.source);
    await runCompiler(work, signal);
    const made = join(work, 'templates');
    writeFileSync(join(made, SEAL), sealOf(made));
    if (digestOf(texts, codeDigest()) !== digest) return;
    mkdirSync(cache, { recursive: true });
    try {
      renameSync(made, folder);
    } catch (error) {
      // Another process was first.
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  forgetOldest(cache);
}

/** The compiler ends with this process, also when that is told to stop. */
async function runCompiler(work: string, signal: AbortSignal | undefined): Promise<void> {
  const running = promisify(execFile)(process.execPath, [COMPILER], { cwd: work, signal });
  const stop = () => void running.child.kill();
  process.once('exit', stop);
  try {
    await running;
  } catch (error) {
    // Of a disk that is full the compiler tells in words of its own.
    const [said] =
      /ENOSPC|EDQUOT|EROFS|No space left|os error 28/.exec((error as { stderr?: string }).stderr ?? '') ?? [];
    if (said === undefined) throw error;
    throw new Error(`${said.startsWith('E') ? said : 'ENOSPC'}: ${work}`, { cause: error });
  } finally {
    process.off('exit', stop);
  }
}

/** Sweeps what has not been used for longest. */
function forgetOldest(cache: string): void {
  const kept = readdirSync(cache)
    .filter((name) => name.startsWith('templates-'))
    .map((name) => ({ folder: join(cache, name), used: statSync(join(cache, name)).mtimeMs }))
    .toSorted((a, b) => b.used - a.used);
  for (const { folder } of kept.slice(MOST_KEPT)) removeAtOnce(folder);
}

/** Another process sees the whole folder or none. */
function removeAtOnce(folder: string): void {
  const work = makeRoomForWork();
  renameSync(folder, work);
  rmSync(work, { recursive: true });
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
