/** The tables of one run as Markdown, and the file that keeps the last run of every size. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Score } from './engine.ts';
import { judge, percent, type Measured } from './goals.ts';

/** What is shown of a library, or of the look-up itself, in the comparison. */
export interface Compared {
  readonly title: string;
  readonly scores: readonly Score[];
  readonly seconds: number;
  /** What a visitor has to load before the first answer, in the middle. */
  readonly firstBytes: number;
  readonly indexBytes: number;
}

const TITLE =
  '# Look-up benchmark\n\nThe last run of every size; `node benchmarks/lookup/bench.ts` writes it. 1 KB = 1000 bytes.\n';

export interface Run {
  readonly measured: Measured;
  readonly compared: readonly Compared[];
  readonly seed: number;
  readonly real: number;
}

export function report({ measured, compared, seed, real }: Run): string {
  const { size, index, cold } = measured;
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(0);
  return [
    heading(size),
    `${grouped(real)} real names, the others generated; seed ${seed}; ${cpus().length} processors, Node ${process.version}.`,
    table(
      ['', 'goal', 'measured', ''],
      judge(measured).map(({ title, goal, measured: found, passes }) => [title, goal, found, passes ? '✓' : '✗']),
    ),
    [
      `- index: ${grouped(index.files)} files, ${(index.bytes / 1e6).toFixed(1)} MB packed, written in ${index.seconds.toFixed(1)} s (${index.cpuSeconds.toFixed(1)} s CPU)`,
      `- first answer cold, KB: ${kilobytes(cold.bytes.median)} p50, ${kilobytes(cold.bytes.p95)} p95; requests: ${cold.requests.median} p50, ${cold.requests.p95} p95; a second answer, KB: ${kilobytes(cold.laterBytes.median)} p50, ${kilobytes(cold.laterBytes.p95)} p95 (${cold.queries} visits)`,
    ].join('\n'),
    table(
      ['class', 'queries', 'first %', 'in ten %', 'ok %', 'ms p50', 'ms p95'],
      measured.scores.map(({ title, asked, first, ten, ok, medianMs, p95Ms }) =>
        [title, asked, ...[first, ten, ok].map(percent), medianMs.toFixed(1), p95Ms.toFixed(1)].map(String),
      ),
    ),
    ...(compared.length > 0 ? [comparison(compared)] : []),
  ].join('\n\n');
}

function comparison(compared: readonly Compared[]): string {
  const queries = compared.map(({ title, scores }) => `${title} ${Math.max(0, ...scores.map(({ asked }) => asked))}`);
  const times = (pick: (score: Score) => number) =>
    compared.map(({ scores }) => Math.max(0, ...scores.map(pick)).toFixed(1));
  return [
    `First % / ok % beside other libraries on the same names; queries a class at most: ${queries.join(', ')}.`,
    table(
      ['', ...compared.map(({ title }) => title)],
      [
        ...compared[0]!.scores.map(({ id, title }) => [
          title,
          ...compared.map(({ scores }) => {
            const score = scores.find((each) => each.id === id);
            return score === undefined ? '–' : `${percent(score.first)} / ${percent(score.ok)}`;
          }),
        ]),
        ['before the first answer, KB', ...compared.map(({ firstBytes }) => (firstBytes / 1000).toFixed(0))],
        ['whole index, MB', ...compared.map(({ indexBytes }) => (indexBytes / 1e6).toFixed(2))],
        ['built in, s', ...compared.map(({ seconds }) => seconds.toFixed(1))],
        ['ms p50, slowest class', ...times(({ medianMs }) => medianMs)],
        ['ms p95, slowest class', ...times(({ p95Ms }) => p95Ms)],
      ],
    ),
  ].join('\n\n');
}

/** Puts the run in the place of the last one of its size. */
export function keep(path: string, size: number, text: string): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : TITLE;
  const [title, ...sections] = before.split(/^(?=## )/m);
  const others = sections.filter((section) => !section.startsWith(`${heading(size)}\n`));
  const all = [...others.map((section) => section.trim()), text].toSorted((a, b) => sizeOf(a) - sizeOf(b));
  writeFileSync(path, `${title!.trim()}\n\n${all.join('\n\n')}\n`);
}

function heading(size: number): string {
  return `## ${grouped(size)} names`;
}

function sizeOf(section: string): number {
  return Number(/^## ([\d,]+) /.exec(section)?.[1]?.replaceAll(',', ''));
}

function grouped(number: number): string {
  return number.toLocaleString('en');
}

/** With columns of equal width, as the formatter leaves them. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, i) => Math.max(3, ...[header, ...rows].map((row) => [...row[i]!].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell + ' '.repeat(widths[i]! - [...cell].length)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
