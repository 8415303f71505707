/** Pages that stand for all of their type. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf } from '../../src/register/pages.ts';
import { caseOf } from './cases.ts';
import { pagePathsIn, ROUTES, routeOf } from './pages.ts';
import type { BuiltSite, SiteName } from './sites.ts';

export interface Sample {
  /** The page type, or the case. */
  of: string;
  site: Extract<SiteName, 'shipped' | 'cases'>;
  /** Finds the page once the site is built. */
  find: (site: BuiltSite) => string;
}

/** Beyond this size a page only repeats itself. */
const LARGEST = 60_000;

/** The fullest page of every type, and an organisation of every kind of verdict. */
export const SAMPLES: readonly Sample[] = [
  ...ROUTES.map(({ file }): Sample => ({ of: file, site: 'shipped', find: (site) => fullestPage(site, file) })),
  ...[
    '撤销登记',
    '注销登记',
    '两种名单都在',
    '两年重新起算',
    '证书过期',
    '募捐资格有效',
    '募捐资格已终止',
    '名称很长',
    '重名',
    '与非法组织同名',
    '公示最后一天',
  ].map((is): Sample => ({ of: `«${is}»`, site: 'cases', find: () => `/org/${caseOf(is).code}.html` })),
];

function fullestPage({ folder }: BuiltSite, file: string): string {
  const pages = pagePathsIn(folder)
    .filter((path) => routeOf(path)?.file === file)
    .map((path) => ({ path, size: statSync(join(folder, fileOf(path))).size }))
    .toSorted((a, b) => a.size - b.size);
  const page = pages.findLast(({ size }) => size <= LARGEST) ?? pages[0];
  if (page === undefined) throw new Error(`No page is made by ${file}.`);
  return page.path;
}
