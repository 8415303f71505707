import { expect, test } from 'vitest';
import { textChangesOf } from './text-changes.ts';

const SERVED = [
  'about.html',
  'guides.html',
  'guides/abnormal.html',
  'notices/2026-opening.html',
  'pledges/51990000MJ0000001A.html',
  'pledges/51990000MJ0000001A/pledge/2024-01-01.html',
  'pledges/51990000MJ0000001A/pledge/2024-01-01.json',
  'pledges/51990000MJ0000001A/pledge/2025-01-01.html',
  'pledges/51990000MJ0000001A/pledge/2024-01-01_2025-01-01.html',
  'pledges/51990000MJ0000001A/pledge/history.html',
];
const PAGES = [
  { collection: 'pages', slug: 'about' },
  { collection: 'guides', slug: 'abnormal' },
  { collection: 'notices', slug: '2026-opening' },
];
const PLEDGES = ['2024-01-01', '2025-01-01'].map((date) => ({ id: `51990000MJ0000001A/pledge/${date}` }));

function changes(pages: readonly object[], pledges: readonly object[]) {
  return textChangesOf(SERVED, { pages, pledges } as never);
}

test('texts that are served and still there are no change', () => {
  expect(changes(PAGES, PLEDGES)).toBeUndefined();
});

test('texts that come and go are told by their pages', () => {
  const other = { collection: 'guides', slug: 'another' };
  expect(changes([...PAGES.slice(0, 2), other], PLEDGES.slice(1))).toEqual({
    before: 4,
    after: 3,
    added: ['guides/another.html'],
    vanished: ['notices/2026-opening.html', 'pledges/51990000MJ0000001A/pledge/2024-01-01.html'],
    emptied: ['notices'],
  });
});
