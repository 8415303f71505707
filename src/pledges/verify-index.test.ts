import { describe, expect, test } from 'vitest';
import { inventedTexts } from '../../tests/helpers/invented-texts.ts';
import { printed } from '../../tests/helpers/pledge-copies.ts';
import {
  buildVerifyIndex,
  findAttachment,
  findCandidates,
  openVerifyIndex,
  sameText,
  type PublishedText,
} from './verify-index.ts';

const TEXTS = inventedTexts(300);
const bytes = buildVerifyIndex(TEXTS);
const index = openVerifyIndex(bytes);

function copyOf(text: PublishedText): string {
  return printed({ ...text, markdown: '' });
}

describe('the index', () => {
  test('tells the facts of every version, of the attachments the first half of the hash', () => {
    expect(index.versions).toEqual(
      TEXTS.map(({ facts }) =>
        JSON.parse(JSON.stringify({ ...facts, attachments: facts.attachments.map((hash) => hash.slice(0, 32)) })),
      ),
    );
  });

  test('finds each text from its whole', () => {
    const missed = TEXTS.filter((text) => !findCandidates(index, copyOf(text)).some(({ id }) => id === text.facts.id));
    expect(missed.map(({ facts }) => facts.id)).toEqual([]);
  });

  test('finds each text from a page of it', () => {
    const missed = TEXTS.filter((text) => {
      const page = copyOf(text).slice(200, 800);
      return !findCandidates(index, page).some(
        ({ code, kind }) => code === text.facts.code && kind === text.facts.kind,
      );
    });
    // The rules of a trade are one template; its pages name nobody.
    expect(missed.length).toBeLessThan(TEXTS.length / 10);
  });

  test('finds nothing for an empty text or one of other words', () => {
    expect(findCandidates(index, '')).toEqual([]);
    expect(findCandidates(index, '春天的清晨，山间的雾还没有散，采茶的人已经背着竹篓上山了。')).toEqual([]);
  });

  test('is the same for the same texts', () => {
    expect(buildVerifyIndex(inventedTexts(300))).toEqual(bytes);
  });

  test('keeps a few dozen bytes a text besides the facts', () => {
    const facts = new DataView(bytes.buffer).getUint32(0, true);
    expect((bytes.length - 4 - facts) / TEXTS.length).toBeLessThan(80);
  });

  test('of no texts is empty', () => {
    const empty = openVerifyIndex(buildVerifyIndex([]));
    expect(empty.versions).toEqual([]);
    expect(findCandidates(empty, copyOf(TEXTS[0]!))).toEqual([]);
  });

  test('opens from a part of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(openVerifyIndex(larger.subarray(3, 3 + bytes.length)).versions).toEqual(index.versions);
  });
});

test('a file is known by its SHA-256, however it is written', () => {
  const { facts } = TEXTS[5]!;
  expect(findAttachment(index, facts.attachments[0]!.toUpperCase()).map(({ id }) => id)).toEqual([facts.id]);
  expect(findAttachment(index, '0'.repeat(64))).toEqual([]);
});

test('texts of the same words are told whoever published them', () => {
  const [first, second] = TEXTS as [PublishedText, PublishedText];
  const twin = { facts: { ...second.facts, id: 'twin' }, clauses: first.clauses };
  const twins = openVerifyIndex(buildVerifyIndex([first, second, twin]));
  expect(sameText(twins, 'twin').map(({ id }) => id)).toEqual([first.facts.id, 'twin']);
  expect(sameText(twins, second.facts.id).map(({ id }) => id)).toEqual([second.facts.id]);
});
