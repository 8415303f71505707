/** The copies of the other tests once more, as Word documents and as PDF files: what is said of them is the same. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { readDocx } from '../../src/copies/docx.ts';
import { readPdf } from '../../src/copies/pdf.ts';
import type { Clause } from '../../src/pledges/clauses.ts';
import { buildVerifyIndex, openVerifyIndex } from '../../src/pledges/verify-index.ts';
import { verifyCopy, type Verdict } from '../../src/pledges/verify.ts';
import { docxNumbered, docxOfText, pdfOfText } from '../helpers/documents.ts';
import * as copies from '../helpers/pledge-copies.ts';
import { DAY, PUBLISHED, TEXT_NAMES, type TextName } from '../helpers/pledge-texts.ts';

const index = openVerifyIndex(buildVerifyIndex(Object.values(PUBLISHED)));
const byId = new Map(Object.values(PUBLISHED).map((text) => [text.facts.id, text]));
const MAPS = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps');
const readCharacterMap = (file: string) => Promise.resolve(new Uint8Array(readFileSync(join(MAPS, file))));

const verify = (copy: string): Promise<Verdict> => verifyCopy(index, copy, DAY, (id) => Promise.resolve(byId.get(id)!));

const textOfDocx = async (bytes: Buffer) => (await readDocx(new Uint8Array(bytes))).text;
const textOfPdf = async (bytes: Buffer) => (await readPdf(new Uint8Array(bytes), { readCharacterMap })).text;

/** What is said, without its quotes: marks in them may differ. */
function summary({ kind, version, differences, part, comparison, extra }: Verdict): unknown {
  return {
    kind,
    id: version?.id,
    differences,
    part: part?.words,
    counts: comparison?.counts,
    hasExtra: extra.before + extra.after !== '',
  };
}

interface Edit {
  name: string;
  of: TextName;
  clauses?: (clauses: Clause[]) => Clause[];
  words?: copies.Mutation;
}

const EDITS: readonly Edit[] = [
  ...TEXT_NAMES.map((of) => ({ name: 'nothing', of })),
  { name: 'a fee', of: 'pledge', words: copies.replaced('每样600元', '每样800元') },
  { name: 'a negation', of: 'rules', words: copies.replaced('不得单独制定', '可以单独制定') },
  { name: 'a bound', of: 'standard', words: copies.replaced('不大于1.2mm', '不大于12mm') },
  { name: 'a share', of: 'fundPledge', words: copies.replaced('不高于当年总支出的10%', '不高于当年总支出的15%') },
  { name: 'two clauses swapped', of: 'rules', clauses: copies.swapped(5, 6) },
  { name: 'two clauses swapped', of: 'pledge', clauses: copies.swapped(4, 5) },
  { name: 'a clause less', of: 'rules', clauses: copies.without(7) },
  {
    name: 'a clause more',
    of: 'rules',
    clauses: copies.withClause(4, '会员应当在每年一月底前缴纳服务保证金，逾期加收滞纳金。'),
  },
  {
    name: 'a clause more',
    of: 'grainRules',
    clauses: copies.withClause(3, '会员应当在每年一月底前缴纳服务保证金，逾期加收滞纳金。'),
  },
];

const textOf = ({ of, clauses, words = (text) => text }: Edit) => words(copies.printed(PUBLISHED[of], clauses));

const MAKINGS: readonly [string, (text: string) => Promise<string>][] = [
  ['Word document', (text) => textOfDocx(docxOfText(text))],
  ['Word document in half-width marks', (text) => textOfDocx(docxOfText(copies.halfWidthMarks(text)))],
  ['Word document, each line a paragraph', (text) => textOfDocx(docxOfText(copies.wrapped(38)(text)))],
  ['PDF', (text) => textOfPdf(pdfOfText(copies.wrapped(37)(text)))],
  [
    'PDF with headers and page numbers',
    (text) => textOfPdf(pdfOfText(copies.paged('会员手册', (n) => `— ${n} —`, 24, 36)(text))),
  ],
  [
    'PDF with the character maps of Adobe',
    (text) => textOfPdf(pdfOfText(copies.paged('', String, 24, 36)(text), { font: 'predefined' })),
  ],
];

describe.each(MAKINGS)('as a %s', (making, make) => {
  test.each(EDITS)('$of with $name changed', async (edit) => {
    const text = textOf(edit);
    const plain = making.includes('half-width') ? copies.halfWidthMarks(text) : text;
    // The header of a single page is a line like any other.
    if (making.includes('header') && !copies.paged('', String, 24, 36)(text).includes('\f')) return;
    expect(summary(await verify(await make(text)))).toEqual(summary(await verify(plain)));
  });
});

describe('as a Word document that numbers its clauses by itself', () => {
  test.each(EDITS.filter(({ words }) => words === undefined))('$of with $name changed', async ({ of, clauses }) => {
    const verdict = await verify(await textOfDocx(docxNumbered(PUBLISHED[of], clauses)));
    expect(summary(verdict)).toEqual(summary(await verify(copies.printed(PUBLISHED[of], clauses))));
    if (clauses === undefined) expect(verdict.kind).toMatch(/^identical-(?:in-force|older|upcoming)$/);
  });
});
