/** Which texts a build would add to the site that is served, and which would be gone: told by the addresses of their pages. */
import { byCodeUnits } from '../domain/text.ts';
import type { Texts } from '../ingest/texts.ts';
import { fileOf } from '../register/pages.ts';
import { urls } from '../register/urls.ts';

export interface TextChanges {
  /** Texts that are served. */
  before: number;
  /** Texts that would be. */
  after: number;
  /** Paths of their pages, in order. */
  added: readonly string[];
  vanished: readonly string[];
  /** Kinds that are served and of which nothing would be left: folders below `content/`. */
  emptied: readonly TextKind[];
}

export type TextKind = (typeof KINDS)[number];

const KINDS = ['guides', 'notices', 'pledges'] as const;

/** Guides, notices and versions of what organisations publish. */
const PAGE_OF_TEXT = /^(?:(?:guides|notices)\/[^/]+|pledges\/[^/]+\/[^/]+\/\d{4}-\d\d-\d\d)\.html$/;

/**
 * @param served paths of all files that are served
 * @returns `undefined` when none comes and none goes; what a text says may have changed nevertheless
 */
export function textChangesOf(
  served: Iterable<string>,
  { pages, pledges }: Pick<Texts, 'pages' | 'pledges'>,
): TextChanges | undefined {
  const former = new Set([...served].filter((path) => PAGE_OF_TEXT.test(path)));
  const next = new Set(
    [
      ...pages.filter(({ collection }) => collection !== 'pages').map((text) => urls.text(text.collection, text.slug)),
      ...pledges.map(({ id }) => urls.pledgeText(id)),
    ].map(fileOf),
  );
  const added = [...next].filter((path) => !former.has(path)).toSorted(byCodeUnits);
  const vanished = [...former].filter((path) => !next.has(path)).toSorted(byCodeUnits);
  if (added.length + vanished.length === 0) return undefined;
  const has = (paths: ReadonlySet<string>, kind: TextKind) => [...paths].some((path) => path.startsWith(`${kind}/`));
  const emptied = KINDS.filter((kind) => has(former, kind) && !has(next, kind));
  return { before: former.size, after: next.size, added, vanished, emptied };
}
