/** The texts that associations publish: five kinds, each in versions. */
import type { IsoDate } from '../domain/date.ts';
import type { Clause } from './clauses.ts';
import type { CoverageOverrides } from './coverage.ts';

/** The five things that are handed in (seed 002, 2.25), with the last part of their addresses. */
export const TEXT_KINDS = {
  诚信承诺书: 'pledge',
  自律规约: 'rules',
  职业道德准则: 'ethics',
  行业标准: 'standard',
  典型案例: 'case',
} as const;
export type TextKind = keyof typeof TEXT_KINDS;

/** A file as published elsewhere: the site holds its digest and not the file, whose inside it cannot check for private data. */
export interface Attachment {
  file: string;
  /** SHA-256 in 64 hexadecimal digits, lower case. */
  sha256: string;
  /** Where it is published; http or https. */
  url?: string | undefined;
}

/** A version of a text, as `content/pledges/<code>/<kind>/<date>[-<name>].mdx` has it. */
export interface PledgeText {
  /** `<code>/<kind>[-<name>]/<date>`: its address below `/pledges/`. */
  id: string;
  /** Credit code of the organisation. */
  code: string;
  kind: TextKind;
  /** Tells several texts of one kind apart, such as two standards; empty for the only one. */
  name: string;
  /** Day of the version. */
  date: IsoDate;
  title: string;
  consultedOn?: IsoDate | undefined;
  reviewedOn?: IsoDate | undefined;
  adoptedOn?: IsoDate | undefined;
  /** The body that adopted it, and by what vote. */
  adoptedBy?: string | undefined;
  vote?: string | undefined;
  /** Of a pledge: the day it was signed. */
  signedOn?: IsoDate | undefined;
  effectiveOn?: IsoDate | undefined;
  /** First day on which it no longer applies. */
  replacedOn?: IsoDate | undefined;
  /** Of a standard that is still being written. */
  isDraft: boolean;
  /** Of a standard: its number. */
  number?: string | undefined;
  /** Of a case: what was done. */
  caseKind?: '奖励表彰' | '惩戒' | undefined;
  attachments: readonly Attachment[];
  /** Ids of the dataset `sources`. */
  source: readonly string[];
  coverage: CoverageOverrides;
  clauses: readonly Clause[];
}
