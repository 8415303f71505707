/**
 * What is sent to a target and in which order: whoever reads the site meanwhile finds everything that a page leads to. Pure.
 */
import { MANIFEST as LOOKUP_MANIFEST } from '../lookup/files.ts';
import { urls } from '../register/urls.ts';
import { compareManifests, isSafePath, MANIFEST, RELEASE, type Manifest } from './manifest.ts';

const SOON = 'public, max-age=300';
const ASK = 'no-cache';

/** The steps of sending in their order, with what they are called and how long caches may keep their files. */
export const STEPS = {
  /** Their names tell their content: nothing of the former release asks for the new ones. */
  assets: { title: '样式、脚本和全文索引的分块', cache: 'public, max-age=31536000, immutable' },
  parts: { title: '数据、附件和新的索引分块', cache: SOON },
  'new-pages': { title: '新网页', cache: SOON },
  /** Left by a deployment that was cut off: nothing may lead to them before what they lead to is this release's. */
  'earlier-pages': { title: '上次没有发完的新网页', cache: SOON },
  'changed-pages': { title: '改动的网页', cache: SOON },
  pointers: { title: '首页、订阅和网站地图的分页', cache: ASK },
  /** Replaced in place and held against their manifest: it has to follow at once. */
  indexes: { title: '改动的索引分块', cache: SOON },
  entries: { title: '索引的目录和网站地图', cache: ASK },
  manifest: { title: '校验清单', cache: ASK },
  release: { title: '版本说明', cache: ASK },
} as const;

export type StepId = keyof typeof STEPS;

export const STEP_IDS = Object.keys(STEPS) as StepId[];

const HOME = 'index.html';
const HASHED = /^_astro\/|^pagefind\/(fragment|index|filter)\/|^pagefind\/[^/]*\.pf_meta$/;
const ENTRIES: ReadonlySet<string> = new Set([
  urls.lookup(LOOKUP_MANIFEST).slice(1),
  urls.verifyIndex.slice(1),
  'pagefind/pagefind-entry.json',
  'sitemap.xml',
  'robots.txt',
  'opensearch.xml',
]);

/**
 * The step in which a file is sent.
 *
 * @param isNew whether the release at the target has no file of this name
 */
export function stepOf(path: string, isNew: boolean): StepId {
  if (path === MANIFEST) return 'manifest';
  if (path === RELEASE) return 'release';
  if (ENTRIES.has(path)) return 'entries';
  if (path === HOME || /^sitemap-\d+\.xml$|(^|\/)feed\.xml$/.test(path)) return 'pointers';
  if (isPage(path)) return isNew ? 'new-pages' : 'changed-pages';
  if (HASHED.test(path)) return 'assets';
  return !isNew && /^(lookup|pagefind)\//.test(path) ? 'indexes' : 'parts';
}

function isPage(path: string): boolean {
  return path.endsWith('.html');
}

/** What is at a target. */
export interface TargetState {
  /** The manifest of the release that it has; empty when there is none. */
  manifest: Buffer;
  /** Files of which nobody knows what is at the target, since sending was cut off. */
  doubtful: ReadonlySet<string>;
  /** Whether that holds for each file of the release that is sent. */
  isAllDoubtful: boolean;
}

/** Files of one step. */
export interface Files {
  /** The target has none of these, or has other ones. */
  different: string[];
  /** Sent when nothing is in their place. What is there may be what pages lead to: it is replaced in a later step. */
  absent: string[];
  /** The target may have these already. */
  doubtful: string[];
}

export interface Plan {
  /** Steps with files, in order; without the files that tell of the release. */
  steps: ReadonlyMap<StepId, Files>;
  /** Pages are deleted before what they show. */
  deletions: readonly [pages: string[], others: string[]];
}

/**
 * @param local bytes of the manifest of the release that is sent
 * @param manifest the same, read
 */
export function planDeployment(target: TargetState, local: Buffer, manifest: Manifest): Plan {
  const { onlyOne: formerly, onlyOther: now } = compareManifests(target.manifest, local);
  const isDoubtful = (path: string) => target.isAllDoubtful || target.doubtful.has(path);

  const steps = new Map<StepId, Files>(STEP_IDS.map((id) => [id, { different: [], absent: [], doubtful: [] }]));
  const add = (path: string) => {
    const isNew = now.has(path) && !formerly.has(path);
    const first = stepOf(path, isNew);
    if (!isDoubtful(path)) {
      steps.get(first)!.different.push(path);
      return;
    }
    const last = first === 'new-pages' ? 'earlier-pages' : stepOf(path, false);
    if (first !== last) steps.get(first)!.absent.push(path);
    steps.get(last)!.doubtful.push(path);
  };
  for (const path of now.keys()) add(path);
  for (const path of target.isAllDoubtful ? manifest.keys() : target.doubtful)
    if (manifest.has(path) && !now.has(path)) add(path);

  const deleted = [...new Set([...formerly.keys(), ...target.doubtful])].filter(
    (path) => !manifest.has(path) && mayDelete(path),
  );
  return {
    steps: new Map([...steps].filter(([, files]) => filesOf(files).length > 0)),
    deletions: [deleted.filter(isPage), deleted.filter((path) => !isPage(path))],
  };
}

/** What the target says of its files is not ours to trust. */
function mayDelete(path: string): boolean {
  return path !== '' && path !== MANIFEST && path !== RELEASE && path !== MARKER && isSafePath(path);
}

export function filesOf({ different, absent, doubtful }: Files): string[] {
  return [...different, ...absent, ...doubtful];
}

/** What a plan sends, without the files that tell of the release. */
export function sentBy({ steps }: Plan): Set<string> {
  return new Set([...steps.values()].flatMap(filesOf));
}

/** Every path of a plan: until it has been carried out, nobody knows what is at the target in their places. */
export function pathsOf(plan: Plan): string[] {
  return [...sentBy(plan), ...plan.deletions.flat()];
}

/** Lies at the target while a release is sent. */
export const MARKER = '.minglu-deploying';

export interface Marker {
  /** Tells one deployment from another. */
  run: string;
  /** SHA-256 of the manifest that is sent. */
  digest: string;
  /** What is sent or deleted. */
  paths: ReadonlySet<string>;
  /** `false` when the marker was cut off. */
  isWhole: boolean;
}

/** A line of JSON, then the paths. */
export function markerText({ run, digest }: Pick<Marker, 'run' | 'digest'>, paths: readonly string[]): string {
  const head = { generator: 'minglu', run, digest, files: paths.length };
  return [JSON.stringify(head), ...paths, ''].join('\n');
}

/** @returns `undefined` for an empty text; what cannot be read is a marker that was cut off */
export function parseMarker(text: string): Marker | undefined {
  if (text === '') return undefined;
  const [head = '', ...lines] = text.split('\n');
  const rest = lines.pop();
  const paths = new Set(lines);
  try {
    const { run, digest, files } = JSON.parse(head) as Record<string, unknown>;
    return { run: String(run), digest: String(digest), paths, isWhole: rest === '' && lines.length === files };
  } catch {
    return { run: '', digest: '', paths, isWhole: false };
  }
}
