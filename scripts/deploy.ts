/** `npm run deploy -- --to TARGET`: brings the served release to a target, by way of rclone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { deploy, type Deployed, type Planned } from '../src/publish/deploy.ts';
import { filesOf, STEPS, type StepId } from '../src/publish/deploy-plan.ts';
import { hideSecrets } from '../src/publish/rclone.ts';
import { EXIT, Misuse, readFlags, runCommand } from './shared/options.ts';

// By way of `exit`, so that rclone is stopped, the lock given back and the room swept.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    console.error('\n停下了。已经发送的留在目标上，再运行一次会从断处接着发');
    process.exit(130);
  });

await runCommand(async () => {
  const flags = readFlags({
    to: { type: 'string' },
    out: { type: 'string', default: 'dist' },
    'dry-run': { type: 'boolean', default: false },
    adopt: { type: 'boolean', default: false },
    verify: { type: 'string' },
    rclone: { type: 'string', default: 'rclone' },
    config: { type: 'string' },
    transfers: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const { to, out, adopt, json, verify: url } = flags;
  const dryRun = flags['dry-run'];
  if (to === undefined || to === '' || to.startsWith('-'))
    throw new Misuse('要用 --to 指明发到哪里，例如 --to 名字:存储桶/文件夹');
  if (url !== undefined && !/^https?:\/\//i.test(url)) throw new Misuse(`--verify 要写网址，不是「${url}」`);
  if (url !== undefined && dryRun) throw new Misuse('--dry-run 什么也不发，不能和 --verify 一起用');
  const transfers = readTransfers(flags.transfers);

  const rclone = { program: flags.rclone, target: to, config: flags.config, transfers };
  const onPlan = json ? () => {} : (planned: Planned) => console.log(inWords(planned, to));
  const done = await deploy({ out, rclone, adopt, dryRun, onPlan, onProgress: progress });
  if (!json) console.log(dryRun ? lists(done) : outcome(done, to));
  const verified = url === undefined ? undefined : await verify(url, json);
  if (json) process.stdout.write(`${JSON.stringify(asJson(done, to, dryRun, verified?.told))}\n`);
  return verified?.code ?? EXIT.well;
});

function readTransfers(asked: string | undefined): number | undefined {
  if (asked !== undefined && !/^[1-9]\d{0,3}$/.test(asked))
    throw new Misuse(`--transfers 要写同时发送几个文件，是 1 到 9999 的整数，不是「${asked}」`);
  return asked === undefined ? undefined : Number(asked);
}

function progress(step: StepId, done: number, files: number): void {
  if (!process.stderr.isTTY || (done % 100 !== 0 && done !== files)) return;
  process.stderr.write(`\r${STEPS[step].title} ${done}/${files}${done === files ? '\n' : ''}`);
}

function inWords({ before, after, isResumed }: Planned, to: string): string {
  const former = before === null ? '还没有公布过' : `现在是第${before.number}版（数据截至 ${before.asOf}）`;
  return [
    `${hideSecrets(to, to)}：${former}，要发布第${after.number}版（数据截至 ${after.asOf}）`,
    ...(isResumed ? ['上一次发布没有发完，或者别处正在发布；这一次会接着发'] : []),
  ].join('\n');
}

function outcome({ isThere, steps, deleted }: Deployed, to: string): string {
  if (isThere) return '目标已经是这一版，没有要发送的';
  const sent = steps.reduce((sum, step) => sum + step.sent, 0);
  const bytes = steps.reduce((sum, step) => sum + step.bytes, 0);
  return [
    ...steps.map(({ step, files, sent: some, bytes: size }) => {
      const rest = files > some ? `，${files - some}个已经在那里` : '';
      return `  ${STEPS[step].title}：发送${some}个，${sizeInWords(size)}${rest}`;
    }),
    ...(deleted > 0 ? [`  删去${deleted}个`] : []),
    `已发布到 ${hideSecrets(to, to)}：发送${sent}个文件，${sizeInWords(bytes)}`,
  ].join('\n');
}

function lists({ isThere, plan }: Deployed): string {
  if (isThere) return '目标已经是这一版，没有要发送的';
  const deleted = plan.deletions.flat();
  return [
    ...[...plan.steps].flatMap(([step, files]) => [
      `${STEPS[step].title}（${filesOf(files).length}个）：`,
      ...files.different.map((path) => `  ${path}`),
      ...files.absent.map((path) => `  ${path}（没有才发）`),
      ...files.doubtful.map((path) => `  ${path}（不同才发）`),
    ]),
    ...(deleted.length > 0 ? [`删去（${deleted.length}个）：`, ...deleted.map((path) => `  ${path}`)] : []),
    '以上只是列出，什么也没有发送',
  ].join('\n');
}

function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'KB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${size.toFixed(1)} ${unit}`;
}

/** Our own verification, as a person would run it. */
async function verify(url: string, json: boolean): Promise<{ code: number; told: unknown }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'verify.ts'), url, ...(json ? ['--json'] : [])], {
    stdio: ['ignore', json ? 'pipe' : 'inherit', 'inherit'],
  });
  let told = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (told += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? EXIT.dataErrors, told: told === '' ? null : JSON.parse(told) };
}

function asJson(done: Deployed, to: string, dryRun: boolean, verified: unknown) {
  const { before, after, isResumed, isThere, plan, steps, deleted } = done;
  return {
    to: hideSecrets(to, to),
    before,
    after,
    isThere,
    isResumed,
    ...(dryRun
      ? {
          send: Object.fromEntries([...plan.steps].map(([step, files]) => [step, filesOf(files)])),
          delete: plan.deletions.flat(),
        }
      : { steps, deleted }),
    ...(verified === undefined ? {} : { verify: verified }),
  };
}
