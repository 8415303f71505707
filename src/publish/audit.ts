/** Holds a published site, in a folder or at an address, against its own manifest. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sha256 } from '../ingest/sha256.ts';
import {
  compareNames,
  isPlainFile,
  MANIFEST,
  parseManifest,
  parseRelease,
  readManifest,
  readRelease,
  RELEASE,
} from './manifest.ts';

export interface FileDifference {
  path: string;
  what: 'changed' | 'missing' | 'unknown';
}

/** Files of a release folder that differ from its manifest; empty when it is as it was published. */
export function auditFolder(folder: string): FileDifference[] {
  const differences: FileDifference[] = [];
  const release = readRelease(folder);
  if (release === undefined)
    differences.push({ path: RELEASE, what: isPlainFile(join(folder, RELEASE)) ? 'changed' : 'missing' });
  const bytes = readManifest(folder);
  if (bytes === undefined) return [...differences, { path: MANIFEST, what: 'missing' }];
  if (release !== undefined && sha256(bytes) !== release.manifest.sha256)
    differences.push({ path: MANIFEST, what: 'changed' });
  const manifest = parseManifest(bytes.toString());
  const { foreign, missing } = compareNames(folder, manifest);
  const absent = new Set(missing);
  for (const [path, digest] of manifest) {
    if (absent.has(path)) differences.push({ path, what: 'missing' });
    else if (sha256(readFileSync(join(folder, path))) !== digest) differences.push({ path, what: 'changed' });
  }
  for (const path of foreign) if (path !== MANIFEST && path !== RELEASE) differences.push({ path, what: 'unknown' });
  return differences;
}

export interface AddressDifference {
  path: string;
  /** `unreachable`: nobody knows, the network or the server failed again and again. */
  what: 'changed' | 'missing' | 'unreachable';
  /** What the server or the network said. */
  detail: string;
}

export interface AddressAudit {
  number: number;
  asOf: string;
  /** Files asked for. */
  files: number;
  differences: AddressDifference[];
  /** The site was published anew meanwhile: the differences say nothing. */
  isRepublished: boolean;
}

export interface AuditOptions {
  /** Told after each file. */
  onFile?: (done: number, files: number) => void;
  /** Before each further try. */
  pauses?: readonly number[];
}

const AT_ONCE = 8;
const REDIRECTS = 5;
const PAUSES = [500, 2000, 5000];
const TIMEOUT_MS = 60_000;

interface Answer {
  status: number;
  digest: string;
  /** Only when asked for. */
  text: string;
  /** What stood in the way of the file itself. */
  obstacle: string;
}

/** Asks a site for every file of its manifest. What a server has besides cannot be seen from outside. */
export async function auditAddress(address: string, options: AuditOptions = {}): Promise<AddressAudit> {
  const { onFile = () => {}, pauses = PAUSES } = options;
  const base = new URL(address.endsWith('/') ? address : address.replace(/\/index\.html$/, '').concat('/'));
  const ask = (path: string, keepsText = false) => askPatiently(new URL(encoded(path), base), keepsText, pauses);
  const audit: AddressAudit = { number: 0, asOf: '', files: 0, differences: [], isRepublished: false };

  const first = await ask(RELEASE, true);
  const release = first.status === 200 ? parseRelease(first.text) : undefined;
  if (release === undefined) {
    audit.differences.push(
      differenceOf(RELEASE, first, '') ?? { path: RELEASE, what: 'changed', detail: '不是本程序生成的' },
    );
    return audit;
  }
  const { number, asOf } = release;
  const sums = await ask(MANIFEST, true);
  const differs = differenceOf(MANIFEST, sums, release.manifest.sha256);
  const manifest = differs === undefined ? parseManifest(sums.text) : new Map<string, string>();
  if (differs !== undefined) audit.differences.push(differs);

  // What visitors get first is the page at the bare address.
  const asked: [name: string, path: string, digest: string][] = [...manifest].map(([path, digest]) => [
    path,
    path,
    digest,
  ]);
  const home = manifest.get('index.html');
  if (home !== undefined) asked.unshift(['/', '', home]);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let entry = asked[next++]; entry !== undefined; entry = asked[next++]) {
      const [name, path, digest] = entry;
      const difference = differenceOf(name, await ask(path), digest);
      if (difference !== undefined) audit.differences.push(difference);
      onFile(++done, asked.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const isRepublished = (await ask(RELEASE)).digest !== first.digest;
  const order = new Map(asked.map(([name], index) => [name, index]));
  audit.differences.sort((a, b) => (order.get(a.path) ?? -1) - (order.get(b.path) ?? -1));
  return { ...audit, number, asOf, files: asked.length, isRepublished };
}

function encoded(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}

function differenceOf(path: string, answer: Answer, digest: string): AddressDifference | undefined {
  const { status, obstacle } = answer;
  if (status === 0 || status === 429 || status >= 500) return { path, what: 'unreachable', detail: obstacle };
  if (status === 404 || status === 410) {
    // Many servers say of the page for what is not found that it is not found.
    if (path === '404.html' && answer.digest === digest) return undefined;
    return { path, what: 'missing', detail: obstacle };
  }
  if (obstacle !== '') return { path, what: 'changed', detail: obstacle };
  return answer.digest === digest || digest === '' ? undefined : { path, what: 'changed', detail: '' };
}

/** Asks again when it may have been a fault of the network. */
async function askPatiently(url: URL, keepsText: boolean, pauses: readonly number[]): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    const answer = await askOnce(url, keepsText);
    const mayPass = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!mayPass || tries >= pauses.length) return answer;
    await delay(pauses[tries]);
  }
}

async function askOnce(url: URL, keepsText: boolean): Promise<Answer> {
  const failed = (status: number, obstacle: string): Answer => ({ status, digest: '', text: '', obstacle });
  try {
    let at = url;
    for (let turns = 0; turns <= REDIRECTS; turns++) {
      const response = await fetch(at, {
        redirect: 'manual',
        // A file is compared as it lies there, not as it was packed for the way.
        headers: { 'accept-encoding': 'identity', 'cache-control': 'no-cache' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel();
        const to = new URL(location, at);
        if (to.host !== url.host) return failed(response.status, `转到了别的地址 ${to.href}`);
        at = to;
        continue;
      }
      const digest = createHash('sha256');
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body ?? []) {
        digest.update(chunk);
        if (keepsText) chunks.push(chunk);
      }
      const text = Buffer.concat(chunks).toString();
      const obstacle = response.status === 200 ? '' : `HTTP ${response.status}`;
      return { status: response.status, digest: digest.digest('hex'), text, obstacle };
    }
    return failed(300, '一再转到别的地址');
  } catch (error) {
    const { cause, message } = error as Error;
    return failed(0, cause instanceof Error && cause.message !== '' ? cause.message : message);
  }
}
