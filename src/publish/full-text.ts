/** The full-text index (Pagefind): texts and lists from their pages, organisations and illegal bodies from the register. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnits } from '../domain/text.ts';
import { ILLEGAL_KIND_TEXTS } from '../domain/sentences.ts';
import { yearOf } from '../domain/date.ts';
import { currentRows, listsOf } from '../register/lists.ts';
import { fileOf, pagesOf } from '../register/pages.ts';
import { profileOf } from '../register/profile.ts';
import { regionOf, type Register } from '../register/register.ts';
import type { Site } from '../register/site.ts';
import { urls } from '../register/urls.ts';

/** Above this many organisations only those on a list are indexed: the index would outweigh the site (docs/decisions). */
export const FULL_TEXT_LIMIT = 50_000;

/** Files of Pagefind that this site's own search page does not use. */
const UNUSED = /^pagefind-(ui|modular-ui|component-ui|highlight)\./;

/** Records are handed over in batches: waiting for each answer would double the time. */
const BATCH = 500;

export interface FullText {
  /**
   * Adds the texts from their rendered pages and ends the work.
   *
   * @param folder where the pages have been rendered
   * @returns the index as address → bytes
   */
  finish(folder: string): Promise<Map<string, Uint8Array>>;
  /** Ends the work without a result. */
  abandon(): Promise<void>;
}

/**
 * Begins to index the register. Pagefind works in a process of its own, so this goes on beside rendering.
 *
 * @throws when Pagefind reports an error, at the latest from `finish`
 */
export async function startFullText(site: Site): Promise<FullText> {
  const pagefind = await import('pagefind');
  const { index } = demand(await pagefind.createIndex({ forceLanguage: 'zh-cn' }));
  if (index === undefined) throw new Error('Pagefind gave no index.');
  const adding = addInOrder([...recordsOf(site)], (record) => index.addCustomRecord(record));
  // Its error is thrown by `finish`; until then nobody waits for it.
  adding.catch(() => {});
  return {
    async finish(folder) {
      try {
        await adding;
        const texts = [...pagesOf(site)].filter(isText).toSorted(byCodeUnits);
        await addInOrder(texts, (path) =>
          index.addHTMLFile({ url: path, content: readFileSync(join(folder, fileOf(path)), 'utf8') }),
        );
        const { files } = demand(await index.getFiles());
        return new Map(
          files.filter((file) => !UNUSED.test(file.path)).map((file) => [`/pagefind/${file.path}`, file.content]),
        );
      } finally {
        await pagefind.close();
      }
    },
    async abandon() {
      await pagefind.close();
    },
  };
}

async function addInOrder<T>(items: readonly T[], add: (item: T) => Promise<{ errors: string[] }>): Promise<void> {
  for (let i = 0; i < items.length; i += BATCH) {
    for (const response of await Promise.all(items.slice(i, i + BATCH).map(add))) demand(response);
  }
}

function demand<R extends { errors: string[] }>(response: R): R {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}

function isText(path: string): boolean {
  return !/^\/(org|illegal|browse)\//.test(path) && !/^\/lists\/.*\//.test(path);
}

interface CustomRecord {
  url: string;
  content: string;
  language: string;
  meta: Record<string, string>;
  filters: Record<string, string[]>;
}

function* recordsOf({ register }: Site): Generator<CustomRecord> {
  const onList = new Map<string, string[]>();
  for (const list of listsOf(register)) {
    for (const { organisation } of currentRows(list)) {
      const titles = onList.get(organisation.code);
      if (titles === undefined) onList.set(organisation.code, [list.dataset.title]);
      else if (!titles.includes(list.dataset.title)) titles.push(list.dataset.title);
    }
  }
  const all = register.organisations.length <= FULL_TEXT_LIMIT;
  for (const organisation of register.organisations) {
    const lists = onList.get(organisation.code) ?? [];
    if (all || lists.length > 0) yield organisationRecord(register, organisation.code, lists);
  }
  for (const body of register.illegal) {
    const { title } = ILLEGAL_KIND_TEXTS[body.kind];
    yield {
      url: urls.illegalOrganisation(body.id),
      content: [body.name, title, body.batch, body.publishedBy].filter((part) => part !== undefined).join('。'),
      language: 'zh-cn',
      meta: { title: `警示：${body.name}`, kind: title },
      filters: {
        类别: ['非法名单'],
        名录: [title],
        ...(body.publishedOn === undefined ? {} : { 年份: [yearOf(body.publishedOn)] }),
      },
    };
  }
}

function organisationRecord(register: Register, code: string, lists: string[]): CustomRecord {
  const organisation = register.organisation(code)!;
  const { verdict, formerNames } = profileOf(register, organisation);
  const path = register.regionPath(regionOf(organisation));
  return {
    url: urls.organisation(code),
    content: [
      organisation.name,
      ...(organisation.shortName ?? []),
      ...formerNames.map((former) => former.formerName),
      code,
      verdict.headline,
      ...(organisation.fields ?? []),
    ].join('。'),
    language: 'zh-cn',
    meta: { title: organisation.name, kind: verdict.label },
    filters: {
      类别: ['组织'],
      地区: [path.slice(0, 2).join(' ')],
      ...(lists.length === 0 ? {} : { 名录: lists }),
      ...(organisation.registeredOn === undefined ? {} : { 年份: [yearOf(organisation.registeredOn)] }),
    },
  };
}
