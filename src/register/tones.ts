/** The tone of a standing: which mark and colour its tag has beside the word. */
import type { Standing } from '../domain/standing.ts';

export type Tone = 'good' | 'caution' | 'warning' | 'gone';

export const TONES: Readonly<Record<Standing, Tone>> = {
  revoked: 'gone',
  cancelled: 'gone',
  serious: 'warning',
  abnormal: 'caution',
  'certificate-expired': 'caution',
  normal: 'good',
};
