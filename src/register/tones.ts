/** Tones: which mark and colour a tag has beside its word. */
import type { Standing } from '../domain/standing.ts';
import type { CoverageState } from '../pledges/coverage.ts';
import type { TextState } from '../pledges/versions.ts';

export type Tone = 'good' | 'caution' | 'warning' | 'gone';

export const TONES: Readonly<Record<Standing, Tone>> = {
  revoked: 'gone',
  cancelled: 'gone',
  serious: 'warning',
  abnormal: 'caution',
  'certificate-expired': 'caution',
  normal: 'good',
};

/** Tones of what a text says of a promise; `plain` has none, for what was not read is no fault. */
export const STATE_TONES: Readonly<Record<CoverageState, 'good' | 'caution' | 'plain'>> = {
  明示: 'good',
  部分: 'caution',
  未见: 'plain',
};

export const TEXT_TONES: Readonly<Record<TextState, 'good' | 'gone' | 'plain'>> = {
  'in-force': 'good',
  replaced: 'gone',
  upcoming: 'plain',
  draft: 'plain',
};
