import { expect, test } from 'vitest';
import { PUBLISHED } from '../../tests/helpers/pledge-texts.ts';
import { openVerifyIndex } from '../pledges/verify-index.ts';
import { verifyFiles } from './verify-files.ts';

test('the files are the index and every text, and nothing else', () => {
  const text = {
    ...PUBLISHED.pledge,
    facts: { ...PUBLISHED.pledge.facts, id: '51990000MJ0000001A/pledge/2024-03-05' },
  };
  const files = new Map(verifyFiles([text]));
  expect([...files.keys()]).toEqual(['verify/index.bin', 'pledges/51990000MJ0000001A/pledge/2024-03-05.json']);
  const index = openVerifyIndex(files.get('verify/index.bin') as Uint8Array);
  expect(index.versions.map(({ id }) => id)).toEqual([text.facts.id]);
  const { facts, clauses } = text;
  expect(JSON.parse(files.get('pledges/51990000MJ0000001A/pledge/2024-03-05.json') as string)).toEqual({
    facts,
    clauses,
  });
});
