/**
 * Asks the index. The same code runs in the browser's worker and on the command line; only `ReadFile` differs.
 *
 * Only a shard that is held against the checksums of the current manifest may say that a name or code is not here.
 */
import { isCivilAffairsCode, normaliseCreditCode } from '../domain/credit-code.ts';
import { decodeText } from './alphabet.ts';
import { answerCode, isCodeLike } from './code-answer.ts';
import { parseCodeBlock, parseCodeIndex, type CodeIndexEntry } from './codes.ts';
import { cutOf } from './cut.ts';
import { exactEntries, type ExactEntry } from './exact.ts';
import { explain } from './explain.ts';
import { checksum, FORMAT, MANIFEST, PAGE, paths, shardOf, unpack, type FamilyName, type Manifest } from './files.ts';
import { Holders } from './holders.ts';
import { planOf } from './plan.ts';
import { MOST, Ranking, type Candidate, type Ranked } from './ranking.ts';
import { lookupKey } from './normalise.ts';
import { oneLine, parseRow, roleOrder, unpackLines } from './rows.ts';
import { queryOf, type Query } from './score.ts';
import { decodeSounds, type SoundTable } from './sound.ts';
import {
  LookupFailed,
  type Answer,
  type Bearers,
  type BriefLookup,
  type Lookup,
  type ReadFile,
  type Result,
  type Role,
} from './types.ts';

interface Tables {
  sounds: SoundTable;
  isHot: (key: string) => boolean;
}

/** What a gram shard holds: names, and the common keys with their ten best and their count. */
interface GramShard {
  rows: readonly Candidate[];
  common: ReadonlyMap<string, { count: number; rows: readonly Candidate[] }>;
}

export function openLookup(readFile: ReadFile): Lookup & BriefLookup {
  return new FileLookup(readFile);
}

class FileLookup implements Lookup, BriefLookup {
  readonly #readFile: ReadFile;
  /** The file of names, asked for before it was known to be there. */
  #early: Promise<Uint8Array> | undefined;
  #manifest: Promise<Manifest> | undefined;
  #tables: Promise<Tables> | undefined;
  #packed: Promise<{ names: readonly Candidate[]; holders: Holders }> | undefined;
  /** The rows of a packed index by their normalised name, once it is loaded. */
  #bearers: ReadonlyMap<string, readonly Candidate[]> | undefined;
  #codes: Promise<CodeIndexEntry[]> | undefined;
  /** Files whose checksum fits the manifest, unpacked, by path and checksum. */
  readonly #certifiedFiles = new Map<string, Promise<Uint8Array>>();
  readonly #shards = new Map<number, Promise<GramShard>>();

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
  }

  async prepare(mayBePacked = false): Promise<boolean> {
    return this.#guard(async () => {
      this.#startEarly(mayBePacked);
      const manifest = await this.#loadManifest();
      await Promise.all([this.#loadTables(), ...(manifest.packed === undefined ? [] : [this.#loadPacked()])]);
      return manifest.packed !== undefined;
    });
  }

  async search(text: string, onBearers?: (bearers: Bearers) => void): Promise<Answer> {
    return this.#guard(() => this.#answer(text, MOST, onBearers));
  }

  async first(text: string): Promise<Answer> {
    const answer = await this.#guard(async () => {
      const brief = await this.#answer(text, 1);
      const [nearest] = brief.results;
      if (nearest === undefined || nearest.record !== undefined) return brief;
      const bearers = (await this.#exact(lookupKey(nearest.name))).filter(({ name }) => oneLine(name) === nearest.name);
      const results = bearers.map(({ role, standing, record }) => ({
        ...nearest,
        kind: record.kind,
        role,
        standing,
        record,
      }));
      return { ...brief, results };
    });
    return this.details(answer);
  }

  /** @param most names that are not the very one; with one alone, it is looked for only where the very name is not here */
  async #answer(text: string, most: number, onBearers?: (bearers: Bearers) => void): Promise<Answer> {
    const manifest = await this.#loadManifest();
    const empty = { query: text, results: [], asOf: manifest.asOf };
    if (isCodeLike(text)) {
      const answer = await this.#searchCode(normaliseCreditCode(text));
      if (answer !== undefined) return { ...empty, ...answer };
    }
    const query = queryOf(text);
    if (query.key === '') return { ...empty, outcome: 'not-found' };
    const bearers = this.#bearers?.get(query.key);
    if (bearers !== undefined)
      onBearers?.({ query: text, bearers: bearers.map(({ row }) => row), asOf: manifest.asOf });
    const exact = this.#exact(query.key).then((entries) => entries.map(exactResult));
    const isFound = exact.then((results) => results.length > 0);
    // Its failure is told by `exact` itself; the names may fail first, and then nobody waits for it.
    isFound.catch(() => {});
    if (most === 1 && (await isFound)) return { ...empty, outcome: 'found', results: shownOf(await exact) };
    const [found, near] = await Promise.all([exact, this.#near(query, manifest, isFound, most)]);
    const { sounds } = await this.#loadTables();
    const others = near.ranking.best().map((ranked) => toResult(query, ranked, sounds));
    const results = [...shownOf(found), ...others].slice(0, MOST);
    const total = Math.max(near.total, found.length);
    const outcome = found.length > 0 ? 'found' : results.length > 0 ? 'similar' : 'not-found';
    return { ...empty, outcome, results, ...(total > results.length ? { total } : {}) };
  }

  async details(answer: Answer): Promise<Answer> {
    return this.#guard(async () => {
      const results = await Promise.all(
        answer.results.map(async (result): Promise<Result[]> => {
          if (result.record !== undefined) return [result];
          // The shard of names may be older than the release: who is no longer in it is not shown.
          const entries = await this.#exact(lookupKey(result.name));
          return entries
            .filter(
              ({ name, role, standing }) =>
                oneLine(name) === result.name && role === result.role && standing === result.standing,
            )
            .map(({ record }) => ({ ...result, record }));
        }),
      );
      const seen = new Set<string>();
      return {
        ...answer,
        results: results.flat().filter(({ record }) => {
          const id = record?.kind === 'organisation' ? record.code : (record?.id ?? '');
          return !seen.has(id) && seen.add(id);
        }),
      };
    });
  }

  /** Any failure is a failed look-up, and everything is loaded anew by the next try. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#forget();
      throw error instanceof LookupFailed
        ? error
        : new LookupFailed('The look-up did not come to its end.', { cause: error });
    }
  }

  #forget(): void {
    this.#early = undefined;
    this.#manifest = undefined;
    this.#tables = undefined;
    this.#packed = undefined;
    this.#bearers = undefined;
    this.#codes = undefined;
    this.#certifiedFiles.clear();
    this.#shards.clear();
  }

  #loadManifest(): Promise<Manifest> {
    this.#manifest ??= (async () => {
      const manifest = JSON.parse(new TextDecoder().decode(await this.#readFile(MANIFEST, 'current'))) as Manifest;
      if (manifest.format !== FORMAT) throw new LookupFailed(`The index has format ${manifest.format}, not ${FORMAT}.`);
      return manifest;
    })();
    return this.#manifest;
  }

  /** Every first answer needs the tables, and of a packed index the names: they need not wait for the manifest. */
  #startEarly(mayBePacked: boolean): void {
    const manifest = this.#loadManifest();
    void this.#loadTables().catch(() => {});
    if (!mayBePacked) return;
    const sum = manifest.then(({ packed }) => packed ?? '');
    this.#early ??= this.#readCertified(paths.names, sum);
    this.#early.catch(() => {});
  }

  #loadTables(): Promise<Tables> {
    this.#tables ??= (async () => {
      const sum = this.#loadManifest().then((manifest) => manifest.tables);
      const text = new TextDecoder().decode(await this.#readCertified(paths.tables, sum));
      const [sounds, hot] = text.split('\n\n') as [string, string];
      const keys = new Set(unpackLines(hot));
      return { sounds: decodeSounds(sounds), isHot: (key: string) => keys.has(key) };
    })();
    return this.#tables;
  }

  #loadPacked(): Promise<{ names: readonly Candidate[]; holders: Holders }> {
    this.#packed ??= (async () => {
      const { packed } = await this.#loadManifest();
      const read = this.#early ?? this.#readCertified(paths.names, Promise.resolve(packed!));
      const [file, { sounds }] = await Promise.all([read, this.#loadTables()]);
      const names = candidates(unpackLines(decodeText(file)));
      const holders = new Holders(
        names.map(({ cut }) => cut),
        sounds,
      );
      this.#bearers = Map.groupBy(names, ({ cut }) => cut.key);
      return { names, holders };
    })();
    return this.#packed;
  }

  async #certifiedText(path: string, sum: string): Promise<string> {
    return new TextDecoder().decode(await this.#certified(path, sum));
  }

  /**
   * The content of a file that must be of this release.
   *
   * @param sum checksum that the manifest, or a page it answers for, has for it
   */
  #certified(path: string, sum: string): Promise<Uint8Array> {
    const id = `${path} ${sum}`;
    let content = this.#certifiedFiles.get(id);
    if (content === undefined) {
      content = this.#readCertified(path, Promise.resolve(sum));
      this.#certifiedFiles.set(id, content);
    }
    return content;
  }

  async #readCertified(path: string, sum: Promise<string>): Promise<Uint8Array> {
    for (const freshness of ['any', 'anew'] as const) {
      const read = this.#readFile(path, freshness).then(async (packed) => {
        // A copy that is cut off is as good as an old one: it is fetched anew.
        return unpack(packed).catch((error: unknown) => (freshness === 'anew' ? Promise.reject(error) : undefined));
      });
      const [bytes, expected] = await Promise.all([read, sum]);
      if (bytes !== undefined && checksum(bytes) === expected) return bytes;
    }
    throw new LookupFailed(`${path} is not of this release.`);
  }

  /** The text of a shard; it and the page that holds its checksum are fetched side by side. */
  async #certifiedShard(name: FamilyName, shard: number): Promise<string> {
    const path = paths.shard(name, (await this.#loadManifest())[name]!.shards, shard);
    let content = this.#certifiedFiles.get(path);
    if (content === undefined) {
      content = this.#readCertified(path, this.#sumOf(name, shard));
      this.#certifiedFiles.set(path, content);
    }
    return new TextDecoder().decode(await content);
  }

  /** The checksum of a shard, by way of the page that holds it. */
  async #sumOf(name: FamilyName, shard: number): Promise<string> {
    const family = (await this.#loadManifest())[name]!;
    const at = (sums: string, i: number) => sums.slice(i * 8, i * 8 + 8);
    if (family.shards <= PAGE) return at(family.sums, shard);
    const page = Math.floor(shard / PAGE);
    return at(await this.#certifiedText(paths.sums(name, family.shards, page), at(family.sums, page)), shard % PAGE);
  }

  /** Everything that bears exactly this normalised name. The only path that may find nothing. */
  async #exact(key: string): Promise<ExactEntry[]> {
    // The packed names are all there are and are held against their checksum: once here, they spare most visits a request.
    if (this.#bearers?.has(key) === false) return [];
    const { shards } = (await this.#loadManifest()).exact;
    return exactEntries(await this.#certifiedShard('exact', shardOf(key, shards)), key);
  }

  /** Names that answer the query other than by being it, and how many contain it. */
  async #near(
    query: Query,
    manifest: Manifest,
    isFound: Promise<boolean>,
    most: number,
  ): Promise<{ ranking: Ranking; total: number }> {
    const { sounds, isHot } = await this.#loadTables();
    if (manifest.packed !== undefined) {
      const { names, holders } = await this.#loadPacked();
      const ranking = new Ranking(query, sounds, await isFound, most);
      ranking.add(names, holders);
      return { ranking, total: ranking.containing };
    }
    const plan = planOf(query, sounds, isHot);
    const asked = new Set<number>();
    const seen = new Set<string>();
    let total = 0;
    let ranking: Ranking | undefined;
    for (const keys of [plan.first, plan.more]) {
      const shards = await Promise.all(
        keys.map(async (key) => ({ key, shard: await this.#gramShard(shardOf(key, manifest.grams!.shards), asked) })),
      );
      ranking ??= new Ranking(query, sounds, await isFound, most);
      for (const { key, shard } of shards) {
        const common = shard.common.get(key);
        if (common !== undefined && key === query.key) total = common.count;
        ranking.add([...shard.rows, ...(common?.rows ?? [])].filter(({ line }) => !seen.has(line) && seen.add(line)));
      }
      if (ranking.isGood) break;
    }
    // Nothing at all is an answer too, so it must not come from shards that are cut off or old.
    if (ranking!.isEmpty) for (const shard of asked) await this.#certifiedShard('grams', shard);
    return { ranking: ranking!, total: Math.max(total, ranking!.containing) };
  }

  #gramShard(shard: number, asked: Set<number>): Promise<GramShard> {
    asked.add(shard);
    let loaded = this.#shards.get(shard);
    if (loaded === undefined) {
      loaded = (async () => {
        const { shards } = (await this.#loadManifest()).grams!;
        const bytes = await unpack(await this.#readFile(paths.shard('grams', shards, shard), 'current'));
        return parseGramShard(new TextDecoder().decode(bytes));
      })();
      this.#shards.set(shard, loaded);
    }
    return loaded;
  }

  async #searchCode(code: string): Promise<Pick<Answer, 'outcome' | 'results' | 'total' | 'code'> | undefined> {
    const manifest = await this.#loadManifest();
    this.#codes ??= (async () => parseCodeIndex(unpackLines(await this.#certifiedText(paths.codes, manifest.codes))))();
    const index = await this.#codes;
    const isWhole = code.length >= 18;
    const blocks = index.filter(({ prefix }) => prefix.startsWith(code) || code.startsWith(prefix));
    let total = 0;
    const rows: { code: string; line: string }[] = [];
    for (const block of blocks) {
      if (rows.length >= MOST && block.prefix.startsWith(code)) {
        total += block.count;
        continue;
      }
      const all = parseCodeBlock(block.prefix, await this.#certifiedText(paths.codeBlock(block.prefix), block.sum));
      const fitting = all.filter((row) => row.code.startsWith(code));
      rows.push(...fitting);
      total += fitting.length;
    }
    const isHere = isWhole && rows.length > 0;
    const near = isWhole && !isHere ? await this.#codesNear(code, index) : [];
    const said = answerCode(
      code,
      isHere,
      near.map((row) => row.code),
    );
    const shown = (isWhole && !isHere ? near : rows).slice(0, MOST);
    const results = await Promise.all(
      shown.map(async (row): Promise<Result> => {
        const { name, role, standing } = parseRow(row.line);
        const entry = (await this.#exact(lookupKey(name))).find(
          ({ record }) => record.kind === 'organisation' && record.code === row.code,
        );
        if (entry === undefined) throw new LookupFailed(`${row.code} has no record in this release.`);
        const why = isHere
          ? ({ rule: 'code', text: '代码一致' } as const)
          : isWhole
            ? ({ rule: 'code-prefix', text: '代码只差一位' } as const)
            : ({ rule: 'code-prefix', text: `代码以${code}开头` } as const);
        return { kind: 'organisation', name, role, standing, why, marks: [], differences: [], record: entry.record };
      }),
    );
    const outcome = isHere ? 'found' : results.length > 0 ? 'similar' : 'not-found';
    return { outcome, results, code: said, ...(total > results.length ? { total } : {}) };
  }

  /** Codes of the register that differ from the code in one character or in two neighbours that changed places. */
  async #codesNear(code: string, index: readonly CodeIndexEntry[]): Promise<{ code: string; line: string }[]> {
    if (code.length !== 18 || !isCivilAffairsCode(code)) return [];
    const blocks = index.filter(({ prefix }) => code.startsWith(prefix));
    const rows = await Promise.all(
      blocks.map(async ({ prefix, sum }) =>
        parseCodeBlock(prefix, await this.#certifiedText(paths.codeBlock(prefix), sum)),
      ),
    );
    return rows.flat().filter((row) => isOneSlip(row.code, code));
  }
}

function isOneSlip(a: string, b: string): boolean {
  const differing = [...a].flatMap((character, i) => (character === b[i] ? [] : [i]));
  const [i, j] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && j === i! + 1 && a[i!] === b[j] && a[j] === b[i!];
}

function candidates(lines: readonly string[]): Candidate[] {
  return lines.map((line) => {
    const row = parseRow(line);
    return { line, row, cut: cutOf(row.words) };
  });
}

function parseGramShard(text: string): GramShard {
  const [names = '', common = ''] = text.startsWith('\n') ? ['', text.slice(1)] : text.split('\n\n');
  const entries = common
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [key, count, lines] = JSON.parse(line) as [string, number, string[]];
      return [key, { count, rows: candidates(lines) }] as const;
    });
  return { rows: candidates(unpackLines(names)), common: new Map(entries) };
}

function toResult(query: Query, { row, cut, score }: Ranked, sounds: SoundTable): Result {
  const { name, role, standing, of } = row;
  return {
    kind: role === 'illegal' ? 'illegal' : 'organisation',
    name,
    role,
    standing,
    ...(of === undefined ? {} : { of }),
    ...explain(query, name, cut, score.rule, sounds),
  };
}

/** At most ten of those who bear the very name: an illegal body among them is never left out. */
function shownOf(found: readonly Result[]): Result[] {
  const illegal = found.filter(({ kind }) => kind === 'illegal').slice(0, MOST / 2);
  const registered = found.filter(({ kind }) => kind !== 'illegal').slice(0, MOST - illegal.length);
  return [...registered, ...illegal].toSorted((a, b) => roleOrder(a.role) - roleOrder(b.role));
}

function exactResult({ name, role, standing, record }: ExactEntry): Result {
  const kind = record.kind;
  const why = { rule: 'exact', text: EXACT[role] } as const;
  const of = role === 'former' || role === 'short' ? { of: record.name } : {};
  return { kind, name, role, standing, ...of, why, marks: [[0, name.length]], differences: [], record };
}

const EXACT: Readonly<Record<Role, string>> = {
  name: '名称一致',
  illegal: '名称一致',
  former: '曾用名一致',
  short: '简称一致',
};
