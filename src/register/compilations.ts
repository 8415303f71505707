/** The five compilations (seed 002, 2.24): of each kind what is in force, or was last; an entry for each organisation. */
import type { Organisation } from '../datasets/organisations.ts';
import { TEXT_KINDS, type TextKind } from '../pledges/texts.ts';
import type { TextSeries } from '../pledges/versions.ts';
import { derived } from './derived.ts';
import { pledgeBook, submissionsByAuthority } from './pledges.ts';
import type { Site } from './site.ts';

export interface CompilationEntry {
  organisation: Organisation;
  /** Of each its current version is printed. */
  texts: readonly TextSeries[];
}

/** What the organisations of one authority have handed in: one page, so that a new entry touches one. */
export interface CompilationPart {
  authority: string;
  entries: readonly CompilationEntry[];
}

export interface Compilation {
  /** Last part of its address. */
  id: string;
  kind: TextKind;
  title: string;
  parts: readonly CompilationPart[];
}

const TITLES: Readonly<Record<TextKind, string>> = {
  诚信承诺书: '诚信承诺书汇编',
  自律规约: '行业自律规约汇编',
  职业道德准则: '行业职业道德准则汇编',
  行业标准: '行业标准汇编',
  典型案例: '诚信自律建设典型案例选',
};

/** Those that have entries, in the order of the kinds. */
export const compilationsOf = derived((site: Site): readonly Compilation[] => {
  const { byCode } = pledgeBook(site);
  const authorities = submissionsByAuthority(site).map(({ authority, submissions }) => ({
    authority,
    submissions: submissions.filter(({ organisation }) => byCode.has(organisation.code)),
  }));
  return (Object.keys(TEXT_KINDS) as TextKind[]).flatMap((kind) => {
    const parts = authorities.flatMap(({ authority, submissions }) => {
      const entries = submissions.flatMap(({ organisation }) => {
        const texts = (byCode.get(organisation.code) ?? []).filter((series) => series.kind === kind);
        return texts.length === 0 ? [] : [{ organisation, texts }];
      });
      return entries.length === 0 ? [] : [{ authority, entries }];
    });
    return parts.length === 0 ? [] : [{ id: TEXT_KINDS[kind], kind, title: TITLES[kind], parts }];
  });
});
