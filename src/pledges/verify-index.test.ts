import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildVerifyIndex, findAttachment, openVerifyIndex, type VersionFacts } from './verify-index.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const version = (id: string, file: string): VersionFacts => ({
  id,
  code: `code-${id}`,
  association: `澜江市${id}协会`,
  formerNames: [],
  kind: '诚信承诺书',
  title: '诚信承诺书',
  date: '2026-01-01',
  attachments: [sha256(file)],
});

test('a file is known by its SHA-256, in capitals or not, and no other file is', () => {
  const texts = [version('竹编', '一'), version('木雕', '二')].map((facts) => ({ facts, clauses: [] }));
  const index = openVerifyIndex(buildVerifyIndex(texts));
  expect(findAttachment(index, sha256('二').toUpperCase()).map(({ id }) => id)).toEqual(['木雕']);
  expect(findAttachment(index, sha256('三'))).toEqual([]);
});
