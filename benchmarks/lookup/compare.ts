/** The look-up beside the libraries, on the same names and queries. */
import { percentile, scoreClass, type Engine, type Score } from './engine.ts';
import type { Measured } from './goals.ts';
import type { Organisation } from './names.ts';
import { pagefindPeer } from './pagefind.ts';
import { PEERS } from './peers.ts';
import type { ClassQueries } from './queries.ts';
import type { Compared } from './report.ts';

/** More names than this make too many files. */
const PAGEFIND_MOST = 10_000;
const PAGEFIND_QUERIES = 60;
const PAGEFIND_VISITS = 60;

export async function compareAll(
  organisations: readonly Organisation[],
  classes: readonly ClassQueries[],
  { scores, index, cold }: Measured,
): Promise<Compared[]> {
  const compared: Compared[] = [
    { title: 'Minglu', scores, seconds: index.seconds, firstBytes: cold.bytes.median, indexBytes: index.bytes },
  ];
  for (const { title, most, queries, build } of PEERS) {
    if (organisations.length > most) continue;
    console.log(`${title} …`);
    const { engine, seconds, bytes } = await build(organisations);
    compared.push({
      title,
      scores: await scoreAll(engine, classes, queries),
      seconds,
      firstBytes: bytes,
      indexBytes: bytes,
    });
  }
  if (organisations.length <= PAGEFIND_MOST) compared.push(await comparePagefind(organisations, classes));
  return compared;
}

async function comparePagefind(
  organisations: readonly Organisation[],
  classes: readonly ClassQueries[],
): Promise<Compared> {
  console.log('Pagefind …');
  const peer = await pagefindPeer(organisations);
  try {
    const scores = await scoreAll(peer.engine, classes, PAGEFIND_QUERIES);
    const texts = classes.map(({ queries }) => queries[0]?.text ?? '').slice(0, PAGEFIND_VISITS);
    const first = (await peer.cold(texts)).map(({ bytes }) => bytes);
    return {
      title: 'Pagefind',
      scores,
      seconds: peer.seconds,
      firstBytes: percentile(first, 0.5),
      indexBytes: peer.bytes,
    };
  } finally {
    peer.close();
  }
}

async function scoreAll(engine: Engine, classes: readonly ClassQueries[], most: number): Promise<Score[]> {
  const scores: Score[] = [];
  for (const each of classes) scores.push(await scoreClass(engine, { ...each, queries: each.queries.slice(0, most) }));
  return scores;
}
