import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { DATASET_IDS, datasetOf, type DatasetId } from '../../src/datasets/index.ts';
import { listsOf } from '../../src/register/lists.ts';
import { modelOf } from '../helpers/model.ts';
import type { PageFacts, Table } from '../helpers/pages.ts';
import { useReadings } from '../helpers/reading.ts';

const readings = useReadings('shipped', 'cases');

describe.each(['shipped', 'cases'] as const)('in the site «%s»', (name) => {
  const pages = () => readings.of(name).pages;
  const page = (path: string): PageFacts => {
    const found = pages().get(path);
    if (found === undefined) throw new Error(`There is no page ${path}.`);
    return found;
  };
  /** Rows of a published CSV file, its header left out. */
  const csvRows = (path: string): string[][] => {
    const text = readFileSync(join(readings.of(name).site.folder, path), 'utf8');
    return Papa.parse<string[]>(text, { skipEmptyLines: true }).data.slice(1);
  };
  const organisationsBelow = closureOf(page);

  test('every number behind a link is the number of rows that the link leads to', () => {
    const faults: string[] = [];
    let checked = 0;
    for (const { path, links } of pages().values()) {
      for (const { href, text, count, isOwn } of links) {
        if (!isOwn || count === undefined || !/^\/(browse|lists|illegal)/.test(href)) continue;
        const there = href.startsWith('/browse') ? organisationsBelow(href).size : rowsBelow(page, href);
        if (there !== count) faults.push(`${path}: ${text} ${count}, but ${href} has ${there}`);
        checked++;
      }
    }
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(40);
  });

  test('the figures of the home page are the organisations that they lead to', () => {
    const tiles = page('/').links.flatMap(({ href, text }) => {
      const match = /^([\d,]+)家$/.exec(text);
      return match ? [{ href, count: numberIn(match[1]!) }] : [];
    });
    expect(tiles.length).toBe(4);
    for (const { href, count } of tiles) {
      const there = href === '/browse.html' ? organisationsBelow(href) : organisationsIn(page(href).tables);
      expect(there.size, href).toBe(count);
    }
  });

  test('a list says how many rows and organisations it shows, its years add up to its download', () => {
    for (const { id, list, dataset } of listsOf(modelOf(readings.of(name).site).register)) {
      const overview = page(`/lists/${list.slug}.html`);
      const [, rows, organisations] = /([\d,]+)条，涉及([\d,]+)家组织/.exec(overview.descriptions[0]!)!;
      const shown = overview.tables.flatMap((table) => table.rows);
      expect(shown.length, list.slug).toBe(numberIn(rows!));
      expect(organisationsIn(overview.tables).size, list.slug).toBe(numberIn(organisations!));
      const years = overview.links.filter(({ text }) => /^\d{4}年$/.test(text));
      const total = years.reduce((before, year) => before + year.count!, 0);
      expect(csvRows(`data/${id}.csv`).length, list.slug).toBe(total);
      expect(page('/lists.html').text, list.slug).toMatch(
        new RegExp(`${dataset.title}\\s*${list.states[0]!.label}\\s*${rows}条，共${total.toLocaleString('en')}条`),
      );
    }
  });

  test('every page of a year or state of a list says how many rows it has', () => {
    const cuts = [...pages().values()].filter(({ path }) => /^\/lists\/[^/]+\/[^/]+\.html$/.test(path));
    expect(cuts.length).toBeGreaterThan(5);
    for (const { path, descriptions, tables } of cuts) {
      const [, rows, organisations] = /([\d,]+)条，涉及([\d,]+)家组织/.exec(descriptions[0]!)!;
      expect(tables[0]!.rows.length, path).toBe(numberIn(rows!));
      expect(organisationsIn(tables).size, path).toBe(numberIn(organisations!));
    }
  });

  describe('the figures', () => {
    /** Tables of the figures page with the id of their figure, by that id. */
    const figures = new Map<string, Table>();
    beforeAll(() => {
      const { tables, ids } = page('/figures.html');
      const own = ids.filter((id) => existsSync(join(readings.of(name).site.folder, `figures/${id}.csv`)));
      for (const [i, id] of own.entries()) figures.set(id, tables[i]!);
    });

    test('are the same in their tables and in their downloads', () => {
      expect(figures.size).toBeGreaterThan(3);
      expect(figures.size).toBe(page('/figures.html').tables.length);
      for (const [id, { rows }] of figures)
        expect(csvRows(`figures/${id}.csv`), id).toEqual(
          rows.map((row) => row.map((cell) => cell.replaceAll(',', ''))),
        );
    });

    test.each(['organisations-by-type', 'organisations-by-standing', 'organisations-by-region'])(
      '%s count the organisations they lead to, each once',
      (id) => {
        const { rows, hrefs } = figures.get(id)!;
        for (const [i, row] of rows.entries())
          expect(organisationsBelow(hrefs[i]!).size, row[0]).toBe(numberIn(row[1]!));
        expect(sum(rows, 1)).toBe(csvRows('data/organisations.csv').length);
      },
    );

    test('organisations-by-type count those whose registration stands', () => {
      const standing = new Map(
        [...pages().values()].flatMap(({ tables }) =>
          tables.flatMap(({ headers, rows, hrefs }) => {
            const column = headers.indexOf('登记状态');
            return column < 0 ? [] : rows.map((row, i) => [hrefs[i]!, row[column]!] as const);
          }),
        ),
      );
      const { rows, hrefs } = figures.get('organisations-by-type')!;
      for (const [i, row] of rows.entries()) {
        const normal = [...organisationsBelow(hrefs[i]!)].filter((href) => standing.get(href) === '正常');
        expect(normal.length, row[0]).toBe(numberIn(row[2]!));
      }
    });

    test('organisations-by-region count those on the 活动异常名录', () => {
      const listed = organisationsIn(page('/lists/abnormal.html').tables);
      const { rows, hrefs } = figures.get('organisations-by-region')!;
      for (const [i, row] of rows.entries())
        expect([...organisationsBelow(hrefs[i]!)].filter((href) => listed.has(href)).length, row[0]).toBe(
          numberIn(row[2]!),
        );
      expect(sum(rows, 2)).toBe(listed.size);
    });

    test('registrations-by-year count the organisations they lead to', () => {
      const { rows, hrefs } = figures.get('registrations-by-year')!;
      for (const [i, row] of rows.entries())
        expect(organisationsBelow(hrefs[i]!).size, row[0]).toBe(
          row.slice(1).reduce((total, cell) => total + numberIn(cell), 0),
        );
    });

    test('of the two lists count the rows of their years', () => {
      for (const slug of ['abnormal', 'serious'] as const) {
        const figure = figures.get(`${slug}-by-year`);
        // A figure of one year says nothing and is left out.
        if (figure === undefined) continue;
        const removed = new Map<string, number>();
        for (const row of csvRows(`data/${slug}-listings.csv`)) {
          const day = row[4]!;
          if (day !== '' && day <= '2026-11-20') removed.set(day.slice(0, 4), (removed.get(day.slice(0, 4)) ?? 0) + 1);
        }
        for (const [i, [label, listed, taken]] of figure.rows.entries()) {
          const href = figure.hrefs[i];
          expect(href === undefined ? 0 : rowsBelow(page, href), label).toBe(numberIn(listed!));
          expect(removed.get(label!.slice(0, 4)) ?? 0, label).toBe(numberIn(taken!));
        }
      }
      expect(figures.has('abnormal-by-year')).toBe(true);
    });
  });

  test('data-quality, the downloads page and the downloads tell the same counts', () => {
    const [table] = page('/data-quality.html').tables;
    const titles = new Map(DATASET_IDS.map((id) => [datasetOf(id).title, id]));
    const total = [0, 0, 0, 0];
    for (const row of table!.rows) {
      const [read, published, withheld, rejected] = row.slice(1).map(numberIn) as [number, number, number, number];
      expect(published + withheld + rejected, row[0]).toBe(read);
      [read, published, withheld, rejected].forEach((count, i) => (total[i]! += count));
      const id: DatasetId = titles.get(row[0]!)!;
      const file = `data/${id}.csv`;
      expect(existsSync(join(readings.of(name).site.folder, file)), file).toBe(published > 0);
      if (published === 0) continue;
      expect(csvRows(file).length, file).toBe(published);
      expect(page('/data.html').text).toMatch(
        new RegExp(
          `${datasetOf(id).title}\\s*CSV\\s*、\\s*CSV（Excel用）\\s*、\\s*JSON\\s*，${published.toLocaleString('en')}行`,
        ),
      );
    }
    const [read, published, withheld, rejected] = total.map((count) => count.toLocaleString('en'));
    expect(page('/data-quality.html').descriptions[0]).toBe(
      `读到${read}行，公布${published}行，依规不公布${withheld}行，因有错搁置${rejected}行。`,
    );
    expect(table!.rows.length).toBeGreaterThan(8);
  });

  test('every organisation of the download has its page, and no other', () => {
    const codes = csvRows('data/organisations.csv').map(([code]) => `/org/${code}.html`);
    expect(new Set(codes)).toEqual(new Set([...pages().keys()].filter((path) => path.startsWith('/org/'))));
    expect(codes.length).toBeGreaterThan(10);
  });

  test('the lists of illegal bodies add up to their download', () => {
    const bodies = [...pages().keys()].filter((path) => path.startsWith('/illegal/il-'));
    expect(csvRows('data/illegal-organisations.csv').length).toBe(bodies.length);
    const kinds = [...pages().values()].filter(({ path }) => path.startsWith('/illegal/kind/'));
    expect(kinds.reduce((total, kind) => total + kind.tables[0]!.rows.length, 0)).toBe(bodies.length);
    expect(kinds.length).toBe(4);
  });
});

function numberIn(text: string): number {
  return Number(text.replaceAll(',', ''));
}

function sum(rows: readonly string[][], column: number): number {
  return rows.reduce((total, row) => total + numberIn(row[column]!), 0);
}

/** Addresses of the organisations that tables lead to. */
function organisationsIn(tables: readonly Table[]): Set<string> {
  return new Set(tables.flatMap(({ hrefs }) => hrefs.filter((href) => href?.startsWith('/org/') === true) as string[]));
}

/** Rows of a page's tables; of an overview without a table, those of its parts. */
function rowsBelow(page: (path: string) => PageFacts, path: string): number {
  const { tables, links } = page(path);
  if (tables.length > 0) return tables.reduce((total, table) => total + table.rows.length, 0);
  const parts = new Set(links.flatMap(({ href }) => (href.startsWith('/illegal/kind/') ? [href] : [])));
  return [...parts].reduce((total, part) => total + rowsBelow(page, part), 0);
}

/** Which organisations a page for browsing leads to, through its parts as well. */
function closureOf(page: (path: string) => PageFacts): (path: string) => Set<string> {
  const known = new Map<string, Set<string>>();
  const find = (path: string): Set<string> => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const { tables, links } = page(path);
    const found = organisationsIn(tables);
    known.set(path, found);
    for (const { href, isOwn } of links) {
      if (!isOwn || !href.startsWith('/browse/') || href.split('/').length < path.split('/').length) continue;
      for (const organisation of find(href)) found.add(organisation);
    }
    return found;
  };
  return find;
}
