/** Brings the served release of an output folder to a target, by way of rclone. */
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import {
  MARKER,
  markerText,
  parseMarker,
  pathsOf,
  planDeployment,
  sentBy,
  STEPS,
  type Files,
  type Marker,
  type Plan,
  type StepId,
  type TargetState,
} from './deploy-plan.ts';
import { PublishError } from './error.ts';
import { findHome, numbersKept, placesIn, realPlace } from './home.ts';
import { takeLock } from './lock.ts';
import { sha256 } from '../ingest/sha256.ts';
import {
  isPlainFile,
  MANIFEST,
  parseRelease,
  readManifest,
  readRelease,
  RELEASE,
  type ReleaseFile,
} from './manifest.ts';
import {
  comparisonOf,
  fetchFiles,
  headsOf,
  hideSecrets,
  namesAt,
  remove,
  send,
  type Rclone,
  type Shipment,
} from './rclone.ts';
import type { Current } from './current.ts';
import { openOutput } from './releases.ts';
import { filler } from './tree.ts';

export interface DeployOptions {
  out: string;
  rclone: Rclone;
  /** Whether a target with files that are not ours is taken over. They stay. */
  adopt: boolean;
  /** Whether nothing is sent or deleted. */
  dryRun: boolean;
  /** Told of the plan before anything is sent. */
  onPlan?: (planned: Planned) => void;
  /** Told before each step, and after each file of it. */
  onProgress?: (step: StepId, done: number, files: number) => void;
}

export interface Planned {
  /** The release at the target; `null` when there is none. */
  before: { number: number; asOf: string } | null;
  after: { number: number; asOf: string };
  /** Whether an earlier deployment was cut off, or goes on elsewhere. */
  isResumed: boolean;
  plan: Plan;
}

export interface Deployed extends Planned {
  /** Whether the target had this release already. */
  isThere: boolean;
  steps: StepDone[];
  deleted: number;
}

export interface StepDone {
  step: StepId;
  /** How many files it has. */
  files: number;
  /** How many of them were sent; the others were there already. */
  sent: number;
  bytes: number;
}

/**
 * @throws PublishError when there is nothing to send, the target is not ours (misuse), somebody else is sending to it, or
 *   rclone fails. What was sent until then stays; the next run goes on from there.
 */
export async function deploy(options: DeployOptions): Promise<Deployed> {
  const { rclone, dryRun, onPlan = () => {} } = options;
  const out = realPlace(options.out);
  refuseOverlap(out, rclone.target);
  const room = takeRoom(
    withServed(out, ({ home }) => home),
    rclone.target,
  );
  try {
    const target = await lookAt(rclone, room, out, options.adopt);
    const taken = takeRelease(out, room, target, dryRun);
    const planned: Planned = {
      before: target.release === undefined ? null : { number: target.release.number, asOf: target.release.asOf },
      after: { number: taken.number, asOf: taken.asOf },
      isResumed: target.marker !== undefined,
      plan: taken.plan,
    };
    onPlan(planned);
    const isThere =
      target.marker === undefined && pathsOf(taken.plan).length === 0 && target.releaseText === taken.releaseText;
    if (isThere || dryRun) return { ...planned, isThere, steps: [], deleted: 0 };
    const done = await carryOut(options, room, target, taken);
    return { ...planned, isThere, ...done };
  } finally {
    room.close();
  }
}

/** The folder that is sent must not change by being sent. */
function refuseOverlap(out: string, asked: string): void {
  // So rclone calls the disk of this machine.
  const target = asked.replace(/^:?local:/, '');
  const isLocal = /^(\/|\.{1,2}(\/|$)|[A-Za-z]:[\\/])/.test(target) || !target.includes(':');
  if (!isLocal) return;
  const place = realPlaceOf(resolve(target));
  const isWithin = (inner: string, outer: string) => !/^\.\.(\/|$)/.test(relative(outer, inner));
  if (isWithin(place, out) || isWithin(out, place))
    throw new PublishError(`目标 ${asked} 和输出文件夹 ${out} 互相包含`, '请换一个目标文件夹', true);
}

/** Where a path leads, that may not be there yet. */
function realPlaceOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPlaceOf(parent), basename(path));
}

/** Does something while nobody else may publish. */
function withServed<T>(out: string, action: (served: { home: string; current: Current }) => T): T {
  const nothing = () =>
    new PublishError(`${out} 还没有公布过网站`, '请先运行 npm run build，或用 --out 指明输出文件夹');
  if (!existsSync(dirname(out))) throw nothing();
  const output = openOutput(out);
  try {
    const { home, current, damage } = output;
    if (damage.length > 0)
      throw new PublishError(
        `${out} 里的网站已经损坏（${damage.slice(0, 5).join('、')}），没有发送任何文件`,
        '请运行 npm run build -- --anew 重新做出全部文件，或用 npm run rollback 退回以前的版本',
      );
    if (current === undefined) throw nothing();
    return action({ home, current });
  } finally {
    output.close();
  }
}

/** Where a deployment keeps what it sends. */
interface Room {
  /** The files, under their paths. */
  files: string;
  /** What came from the target. */
  fetched: string;
  /** Writes a list of paths and tells where it is. */
  list: (paths: readonly string[]) => string;
  close: () => void;
}

const ROOM = /^sending-[0-9a-f]{12}$/;

/** Each target has a room of its own, beside what else is remembered for the output folder. */
function takeRoom(home: string, target: string): Room {
  const name = `sending-${sha256(target).slice(0, 12)}`;
  const folder = join(home, name);
  const unlock = lockRoom(folder);
  for (const other of readdirSync(home)) if (ROOM.test(other) && other !== name) sweep(join(home, other));
  rmSync(folder, { recursive: true, force: true });
  const at = (part: string) => join(folder, part);
  for (const part of ['files', 'fetched', 'lists']) mkdirSync(at(part), { recursive: true });
  const close = () => {
    process.off('exit', close);
    rmSync(folder, { recursive: true, force: true });
    unlock();
  };
  process.on('exit', close);
  let written = 0;
  return {
    files: at('files'),
    fetched: at('fetched'),
    list: (paths) => {
      const path = at(`lists/${++written}`);
      writeFileSync(path, paths.map((each) => `${each}\n`).join(''));
      return path;
    },
    close,
  };
}

function lockRoom(folder: string): () => void {
  try {
    return takeLock(`${folder}.minglu-lock`);
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    throw new PublishError('这台机器上已经有一次发布正在往同一个目标发送', error.suggestion);
  }
}

/** Takes away what a killed deployment to another target has left. */
function sweep(folder: string): void {
  try {
    const unlock = takeLock(`${folder}.minglu-lock`);
    rmSync(folder, { recursive: true, force: true });
    unlock();
  } catch {
    // It is still sending, or the next run tries again.
  }
}

/** A target as it was found. */
interface Target extends TargetState {
  release: ReleaseFile | undefined;
  releaseText: string;
  /** What a deployment that was cut off has left. */
  marker: Marker | undefined;
}

/** @throws PublishError when it holds files and no release of ours (misuse) */
async function lookAt(rclone: Rclone, room: Room, out: string, adopt: boolean): Promise<Target> {
  await fetchFiles(rclone, room.list([RELEASE, MARKER]), room.fetched);
  const releaseText = fetched(room, RELEASE)?.toString() ?? '';
  const release = parseRelease(releaseText);
  const marker = parseMarker(fetched(room, MARKER)?.toString() ?? '');
  const found = { release, releaseText, marker, doubtful: marker?.paths ?? new Set<string>() };
  if (release === undefined) {
    if (marker === undefined && !adopt) await refuseForeign(rclone);
    return { ...found, manifest: Buffer.alloc(0), isAllDoubtful: marker?.isWhole === false };
  }
  const known = manifestHere(out, release.manifest.sha256);
  if (known === undefined) await fetchFiles(rclone, room.list([MANIFEST]), room.fetched);
  const manifest = known ?? fetched(room, MANIFEST) ?? Buffer.alloc(0);
  // Of a deployment that was cut off between the two, either manifest will do: what is not the same in both is doubtful.
  const isTrue = known !== undefined || [release.manifest.sha256, marker?.digest].includes(sha256(manifest));
  return { ...found, manifest, isAllDoubtful: !isTrue || marker?.isWhole === false };
}

function fetched(room: Room, name: string): Buffer | undefined {
  const path = join(room.fetched, name);
  return existsSync(path) ? readFileSync(path) : undefined;
}

async function refuseForeign(rclone: Rclone): Promise<void> {
  if (isPlainFile(rclone.target))
    throw new PublishError(`目标 ${rclone.target} 是一个文件，不是文件夹`, '请用 --to 指明要发到的文件夹', true);
  const names = await namesAt(rclone);
  if (names.length === 0) return;
  throw new PublishError(
    `目标 ${hideSecrets(rclone.target, rclone.target)} 里有别的文件，没有本程序公布的网站：${names.slice(0, 5).join('、')}${names.length > 5 ? ` 等${names.length}个` : ''}`,
    '请检查 --to；确定要发到这里的，加上 --adopt：同名文件会被换掉，其他文件不动',
    true,
  );
}

/** The manifest of a release that is served or kept here need not be fetched. */
function manifestHere(out: string, digest: string): Buffer | undefined {
  const place = placesIn(findHome(out));
  const folders = [out, ...numbersKept(place).map((number) => join(place.kept, `${number}`))];
  const folder = folders.find((each) => readRelease(each)?.manifest.sha256 === digest);
  const bytes = folder === undefined ? undefined : readManifest(folder);
  return bytes !== undefined && sha256(bytes) === digest ? bytes : undefined;
}

/** A release in a room. */
interface Taken {
  number: number;
  asOf: string;
  releaseText: string;
  digests: ReadonlyMap<string, string>;
  plan: Plan;
}

/** Links what is sent into the room: from then on a build may publish. */
function takeRelease(out: string, room: Room, target: Target, dryRun: boolean): Taken {
  return withServed(out, ({ current }) => {
    const plan = planDeployment(target, readManifest(out)!, current.manifest);
    const fill = filler(room.files);
    const paths = dryRun ? [] : [...sentBy(plan), MANIFEST, RELEASE];
    for (const path of paths) fill(join(out, path), path);
    const releaseText = readFileSync(join(out, RELEASE), 'utf8');
    return { number: current.number, asOf: current.asOf, releaseText, digests: current.manifest, plan };
  });
}

/**
 * @returns the sizes of what is sent
 * @throws PublishError when a file is not as it was published
 */
function weigh(room: Room, { digests, plan }: Taken): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const path of sentBy(plan)) {
    const bytes = readFileSync(join(room.files, path));
    if (sha256(bytes) !== digests.get(path))
      throw new PublishError(
        `要发送的 ${path} 与校验清单不符，网站已经损坏，没有发送任何文件`,
        '请运行 npm run build -- --anew 重新做出全部文件，或用 npm run rollback 退回以前的版本',
      );
    sizes.set(path, bytes.length);
  }
  for (const path of [MANIFEST, RELEASE]) sizes.set(path, statSync(join(room.files, path)).size);
  return sizes;
}

/** What only adds, and what readers find it by. Between the two nobody else may have come in. */
const FIRST: readonly StepId[] = ['assets', 'parts', 'new-pages', 'earlier-pages', 'changed-pages'];
const THEN: readonly StepId[] = ['pointers', 'indexes', 'entries', 'manifest', 'release'];

/** Of so many files of a site fewer than one is sent: then its folders are not listed. */
const FEW = 20;

/** So many bytes of a file tell whose it is. */
const HEAD = 1000;

const NONE: Files = { different: [], absent: [], doubtful: [] };

async function carryOut(options: DeployOptions, room: Room, target: Target, taken: Taken) {
  const { rclone, onProgress = () => {} } = options;
  const sizes = weigh(room, taken);
  const files = new Map(taken.plan.steps)
    .set('manifest', { ...NONE, different: [MANIFEST] })
    .set('release', { ...NONE, different: [RELEASE] });
  const isAnyDoubtful = [...files.values()].some(({ doubtful }) => doubtful.length > 0);
  const comparison = isAnyDoubtful ? await comparisonOf(rclone) : 'none';
  const digest = sha256(readFileSync(join(room.files, MANIFEST)));
  const marker = markerText({ run: randomUUID(), digest }, pathsOf(taken.plan));
  const steps: StepDone[] = [];
  /** Files that were not there when they were looked for. */
  const added = new Set<string>();

  const ship = (
    paths: readonly string[],
    cacheControl: string,
    how: Shipment['comparison'],
    onFile: Shipment['onFile'],
  ) =>
    send(rclone, {
      from: room.files,
      paths,
      comparison: how,
      cacheControl,
      isFew: paths.length * FEW < taken.digests.size,
      list: room.list,
      onFile,
    });
  const take = async (step: StepId) => {
    const { different, absent, doubtful } = files.get(step) ?? NONE;
    const rest = doubtful.filter((path) => !added.has(path));
    const done: StepDone = { step, files: different.length + absent.length + rest.length, sent: 0, bytes: 0 };
    if (done.files === 0) return;
    steps.push(done);
    onProgress(step, 0, done.files);
    const onFile = (path: string) => {
      done.sent++;
      done.bytes += sizes.get(path) ?? 0;
      onProgress(step, done.sent, done.files);
    };
    const { cache } = STEPS[step];
    if (different.length > 0) await ship(different, cache, 'none', onFile);
    if (absent.length > 0) for (const path of await ship(absent, cache, 'presence', onFile)) added.add(path);
    if (rest.length > 0) await ship(rest, cache, comparison, onFile);
  };

  try {
    writeFileSync(join(room.files, MARKER), marker);
    await ship([MARKER], STEPS.release.cache, 'none', () => {});
    for (const step of FIRST) await take(step);
    await ensureAlone(rclone, room, marker, target.releaseText);
    for (const step of THEN) await take(step);
    await ensureAlone(rclone, room, marker, taken.releaseText);
    for (const paths of taken.plan.deletions) if (paths.length > 0) await remove(rclone, room.list(paths));
    await remove(rclone, room.list([MARKER]));
  } catch (error) {
    throw error instanceof PublishError ? cutOff(error, steps) : error;
  }
  return { steps, deleted: taken.plan.deletions.flat().length };
}

/** @throws PublishError when another deployment has come in */
async function ensureAlone(rclone: Rclone, room: Room, marker: string, release: string): Promise<void> {
  const [ours, theirs] = [marker, release].map((text) => Buffer.from(text).subarray(0, HEAD).toString('latin1'));
  const heads = await headsOf(rclone, room.list([MARKER, RELEASE]), HEAD);
  if (heads === `${ours}${theirs}` || heads === `${theirs}${ours}`) return;
  throw new PublishError(
    '目标在发送的时候被别的发布改动了，已经停下，没有删除任何文件',
    '请看看别处是不是也在往这里发布；等它结束后再运行一次，以最后一次为准',
  );
}

function cutOff({ message, suggestion, misuse }: PublishError, steps: readonly StepDone[]): PublishError {
  const sent = steps.reduce((sum, step) => sum + step.sent, 0);
  const last = steps.at(-1);
  const where = last === undefined ? '还没有发送文件' : `停在「${STEPS[last.step].title}」，共发送了${sent}个文件`;
  return new PublishError(`没有发完：${where}。${message}`, suggestion, misuse);
}
