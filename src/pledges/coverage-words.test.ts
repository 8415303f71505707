import { expect, test } from 'vitest';
import type { CatalogueEntry } from './catalogue.ts';
import type { CoverageState, PromiseCoverage } from './coverage.ts';
import { cellSentence, COVERAGE_NOTE, coverageSentence } from './coverage-words.ts';

const PROMISE: CatalogueEntry = {
  key: 'join',
  wording: '不强制入会',
  kind: '承诺',
  bases: [],
  phrases: [],
  partialPhrases: [],
};
const cell = (state: CoverageState, more: Partial<PromiseCoverage> = {}): PromiseCoverage => ({
  promise: PROMISE,
  state,
  quotes: [],
  ...more,
});

test('what was not read may stand elsewhere', () => {
  expect(cellSentence(cell('未见'))).toBe('未见：本站没有在已公布的文本里读到这一项，可能写在别处。');
});

test('a decision by a person is told with its reason', () => {
  expect(cellSentence(cell('部分', { override: '只对个人会员' }))).toBe(
    '部分：已公布的文本说到了这一项，但有条件、有例外，或者只说到一部分（由人核对认定：只对个人会员）。',
  );
});

test('a text is summed up without a verdict', () => {
  expect(coverageSentence([cell('明示'), cell('明示'), cell('部分'), cell('未见')])).toBe(
    '对照承诺目录的4项，本站在这份文本里读到：写明2项，说到一部分的1项，没有读到1项。没有读到的可能写在别处。',
  );
  expect(coverageSentence([cell('明示')])).toBe('对照承诺目录的1项，本站在这份文本里读到：写明1项。');
  expect(coverageSentence([])).toBe('承诺目录里现在没有可对照的内容。');
});

test('no words accuse', () => {
  const all = (['明示', '部分', '未见'] as const).flatMap((state) =>
    (['承诺', '事项'] as const).map((kind) => cellSentence(cell(state, { promise: { ...PROMISE, kind } }))),
  );
  for (const words of [...all, coverageSentence([cell('未见')]), COVERAGE_NOTE])
    expect(words).not.toMatch(/违|没有承诺|拒绝|缺失|不合格|未承诺|不守/);
});
