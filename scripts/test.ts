/**
 * Everything CI runs: types, lint, format, dead code, tests. Every step runs, whatever happened to those before it; the
 * last line is `N passed, N failed`, where each test counts and each other step counts as one.
 *
 *     node scripts/test.ts [--only types,lint,format,dead-code,tests] [words that the paths of test files contain]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

interface Score {
  passed: number;
  failed: number;
}

interface Step {
  title: string;
  run: (filters: readonly string[]) => Promise<Score>;
}

const STEPS: Readonly<Record<string, Step>> = {
  types: checks('Types (astro check, tsc)', [
    ['astro', 'sync'],
    ['astro', 'check'],
    ['tsc', '--noEmit'],
  ]),
  lint: checks('Lint (oxlint)', [['oxlint']]),
  format: checks('Format (prettier)', [['prettier', '--check', '.']]),
  'dead-code': checks('Dead code (knip)', [['knip', '--no-config-hints']]),
  tests: { title: 'Tests (vitest)', run: runTests },
};

const options = readOptions(process.argv.slice(2));
if (options) {
  const total: Score = { passed: 0, failed: 0 };
  for (const step of options.steps) {
    console.log(`\n== ${step.title}`);
    const score = await step.run(options.filters);
    total.passed += score.passed;
    total.failed += score.failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
} else {
  console.error(`Usage: npm test -- [--only ${Object.keys(STEPS).join(',')}] [test file …]`);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
}

function readOptions(args: string[]): { steps: Step[]; filters: string[] } | undefined {
  if (args.includes('--help')) return undefined;
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { only: { type: 'string' } } });
    const names = values.only?.split(',') ?? Object.keys(STEPS);
    const unknown = names.find((name) => !Object.hasOwn(STEPS, name));
    if (unknown !== undefined) throw new Error(`There is no step «${unknown}».`);
    return {
      steps: Object.keys(STEPS).flatMap((name) => (names.includes(name) ? STEPS[name]! : [])),
      filters: positionals,
    };
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}

/** A step of commands that together count as one check; what they said is printed only if one of them failed. */
function checks(title: string, commands: readonly string[][]): Step {
  const run = async (): Promise<Score> => {
    const outcomes = [];
    for (const command of commands) outcomes.push(await runCommand(command, 'pipe'));
    const failures = outcomes.filter(({ code }) => code !== 0);
    for (const { output } of failures) console.log(output.trimEnd());
    console.log(failures.length > 0 ? 'failed' : 'passed');
    return failures.length > 0 ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
  };
  return { title, run };
}

async function runTests(filters: readonly string[]): Promise<Score> {
  const folder = mkdtempSync(join(tmpdir(), 'minglu-test-'));
  const resultFile = join(folder, 'results.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`];
    const { code } = await runCommand(['vitest', 'run', ...reporters, ...filters], 'inherit');
    return scoreOf(resultFile, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** What vitest counted, and one failure more for each file that broke outside its tests. */
function scoreOf(resultFile: string, code: number): Score {
  const report = readReport(resultFile);
  if (!report) return { passed: 0, failed: 1 };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  // An unhandled error fails the run though no test did.
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

/** Runs a tool of this project without standard input; a tool that cannot start or is killed has code 1. */
function runCommand([tool, ...args]: readonly string[], output: 'pipe' | 'inherit') {
  const bin = join(ROOT, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ASTRO_TELEMETRY_DISABLED: '1' };
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(join(bin, tool!), args, { cwd: ROOT, env, stdio: ['ignore', output, output] });
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(said).toString() }));
  });
}
