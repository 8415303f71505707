/**
 * Measures the comparing of texts: `node benchmarks/pledges.ts`. Prints the milliseconds of processor time (median of seven
 * runs after two, the collector's threads included) and bytes; nothing is written.
 */
import { gzipSync } from 'node:zlib';
import { readClauses } from '../src/pledges/clauses.ts';
import { compareClauses } from '../src/pledges/compare.ts';
import { buildVerifyIndex, findCandidates, openVerifyIndex, type PublishedText } from '../src/pledges/verify-index.ts';
import { judgeCopy } from '../src/pledges/verify.ts';
import { inventedRules, inventedTexts } from '../tests/helpers/invented-texts.ts';
import { printed } from '../tests/helpers/pledge-copies.ts';

function median(run: () => unknown): number {
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return times.slice(2).toSorted((a, b) => a - b)[3]!;
}

function tell(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(60)} ${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`);
}

/** Every so-manyeth clause with another number in it, one in ten left out, one in ten moved. */
function revised(text: string, every: number): string {
  const blocks = text.split('\n\n');
  const changed = blocks.map((block, i) =>
    i % every === 0 ? block.replace(/\d+/, (n) => String(Number(n) + 1)) : block,
  );
  const kept = changed.filter((_, i) => i % 10 !== 7);
  return kept.flatMap((block, i) => (i % 10 === 3 ? [] : i % 10 === 5 ? [block, kept[i - 2]!] : [block])).join('\n\n');
}

for (const [what, every] of [
  ['one clause in five changed', 5],
  ['every clause changed', 1],
] as const) {
  const text = inventedRules(1, 200);
  const [a, b] = [readClauses(text), readClauses(revised(text, every))];
  tell(
    `200 clauses, ${text.length} characters, ${what}: difference`,
    median(() => compareClauses(a, b)),
    'ms',
  );
}
{
  const [a, b] = [readClauses(inventedRules(1, 200)), readClauses(inventedRules(2, 200))];
  tell(
    '200 clauses, nothing in common: difference',
    median(() => compareClauses(a, b)),
    'ms',
  );
}

const texts = inventedTexts(5000);
const started = process.cpuUsage();
const bytes = buildVerifyIndex(texts);
tell('index of 5,000 texts: built in', process.cpuUsage(started).user / 1000, 'ms');
const factBytes = new DataView(bytes.buffer).getUint32(0, true);
const characters = texts.reduce((sum, { clauses }) => sum + clauses.reduce((all, { text }) => all + text.length, 0), 0);
tell('  characters a text', characters / texts.length, '');
tell('  size', bytes.length / 1024, 'KB');
tell('  size packed', gzipSync(bytes, { level: 9 }).length / 1024, 'KB');
tell('  of that the facts, packed', gzipSync(bytes.subarray(4, 4 + factBytes), { level: 9 }).length / 1024, 'KB');
tell('  hashes a text', (bytes.length - 4 - factBytes) / texts.length, 'bytes');
tell(
  '  opened in',
  median(() => openVerifyIndex(bytes)),
  'ms',
);
const index = openVerifyIndex(bytes);
const sample = texts.filter((_, i) => i % 100 === 7);
const found = sample.map((text) =>
  findCandidates(index, printed(asFile(text))).findIndex(({ id }) => id === text.facts.id),
);
tell('  found among the candidates, of 50', found.filter((place) => place >= 0).length, '');
tell('  found as the first, of 50', found.filter((place) => place === 0).length, '');
const copy = printed(asFile(texts[3]!));
tell(
  `candidates for a copy of ${copy.length} characters`,
  median(() => findCandidates(index, copy)),
  'ms',
);
const candidates = findCandidates(index, copy).map(({ id }) => texts.find((text) => text.facts.id === id)!);
tell(
  `verdict on it among ${candidates.length} candidates`,
  median(() => judgeCopy(copy, candidates, '2026-11-20')),
  'ms',
);

const long: PublishedText = {
  facts: { ...texts[0]!.facts, id: 'long' },
  clauses: readClauses(inventedRules(9, 1300, 120)),
};
const longIndex = openVerifyIndex(buildVerifyIndex([...texts.slice(0, 200), long]));
const longCopy = printed(asFile(long)).replace('90日', '91日');
tell(
  `candidates for a copy of ${longCopy.length} characters (200 pages)`,
  median(() => findCandidates(longIndex, longCopy)),
  'ms',
);
tell(
  'verdict on it',
  median(() => judgeCopy(longCopy, [long], '2026-11-20')),
  'ms',
);

function asFile({ facts, clauses }: PublishedText): Parameters<typeof printed>[0] {
  return { facts, clauses, markdown: '' };
}
