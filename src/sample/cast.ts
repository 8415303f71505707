import { KINDS, type OrganisationType, type Profile } from './profile.ts';
import type { Level } from './places.ts';

const ORDINARY = {
  status: '正常',
  endedLately: true,
  certificate: 'valid',
  formerNames: 0,
  abnormal: [],
  abnormalGround: undefined,
  serious: undefined,
  seriousGround: undefined,
  penalty: undefined,
  charity: undefined,
  qualification: undefined,
  plans: 'some',
  evaluation: undefined,
  grade: undefined,
  skipsReport: false,
} as const satisfies Partial<Profile>;

/** An ordinary organisation of the kind but for what is given. */
function role(kindId: string, level: Level, special: Partial<Profile> = {}): Profile {
  for (const type of Object.keys(KINDS) as OrganisationType[]) {
    const kind = KINDS[type].find(({ id }) => id === kindId);
    if (kind) return { ...ORDINARY, type, kind, level, ...special };
  }
  throw new Error(`There is no kind of organisation «${kindId}».`);
}

/**
 * The first organisations of every sample, one for each special case, so that sixty are enough to meet them all; what
 * comes after them is drawn at random. The first few are plain, for samples of a handful.
 */
export const CAST: readonly Profile[] = [
  role('trade', 'province', { evaluation: 'valid', grade: '5A', formerNames: 1 }),
  role('kindergarten', 'county'),
  role('foundation', 'province', {
    charity: 'current',
    qualification: 'open-ended',
    plans: 'every',
    evaluation: 'valid-with-end',
    grade: '4A',
  }),
  role('trade', 'city', { abnormal: ['current'], abnormalGround: 'annual-report' }),
  role('elder-care', 'county', { status: '注销' }),
  role('training', 'county', { serious: 'current', seriousGround: 'two-years-abnormal' }),
  role('charity', 'city', {
    charity: 'current',
    qualification: 'valid',
    plans: 'every',
    evaluation: 'renewed',
    grade: '5A',
  }),
  role('volunteers', 'county', { status: '撤销', serious: 'current', seriousGround: 'registration-revoked' }),
  role('skills', 'city', { status: '吊销', serious: 'current', seriousGround: 'registration-revoked' }),
  role('scholars', 'province', { evaluation: 'expired', grade: '3A' }),
  role('club', 'county', { abnormal: ['current'], abnormalGround: 'party-organisation' }),
  role('education-fund', 'city', { charity: 'current', qualification: 'expired' }),
  role('arts', 'county', { abnormal: ['current'], abnormalGround: 'rectification' }),
  role('foundation', 'province', {
    charity: 'current',
    qualification: 'valid',
    abnormal: ['current'],
    abnormalGround: 'fundraising-unfit',
  }),
  role('social-work', 'county', { abnormal: ['current'], abnormalGround: 'light-penalty' }),
  role('elders', 'county', { abnormal: ['current'], abnormalGround: 'unreachable' }),
  role('school', 'city', { abnormal: ['current'], abnormalGround: 'other' }),
  role('family-fund', 'province', { charity: 'current', qualification: 'ended' }),
  role('aims', 'city', { abnormal: ['restarted'], abnormalGround: 'annual-report' }),
  role('kindergarten', 'county', { abnormal: ['current'], abnormalGround: 'annual-report' }),
  role('trade', 'county', { abnormal: ['adjacent'], abnormalGround: 'annual-report' }),
  role('sports', 'city', { abnormal: ['removed'], abnormalGround: 'annual-report' }),
  role('clinic', 'county', { abnormal: ['repaired'], abnormalGround: 'unreachable' }),
  role('museum', 'city', { abnormal: ['publication-over'], abnormalGround: 'annual-report' }),
  role('groups', 'city', { abnormal: ['publication-running'], abnormalGround: 'rectification' }),
  role('foundation', 'city', { charity: 'cancelled', qualification: 'ended' }),
  role('trade', 'city', { serious: 'current', seriousGround: 'false-change' }),
  role('training', 'city', { serious: 'current', seriousGround: 'suspended' }),
  role('chamber', 'city', { serious: 'current', seriousGround: 'heavy-penalty' }),
  role('elder-care', 'county', { serious: 'publication-running', seriousGround: 'repeated-penalties' }),
  role('research', 'province', { serious: 'current', seriousGround: 'judgment-defaulter' }),
  role('culture', 'city', { serious: 'current', seriousGround: 'other' }),
  role('farmers', 'county', { serious: 'removed', seriousGround: 'two-years-abnormal' }),
  role('skills', 'county', { serious: 'repaired', seriousGround: 'suspended' }),
  role('aims', 'county', { serious: 'publication-over', seriousGround: 'two-years-abnormal' }),
  role('training', 'county', {
    serious: 'current',
    seriousGround: 'heavy-penalty',
    abnormal: ['current'],
    abnormalGround: 'unreachable',
  }),
  role('clinic', 'city', { penalty: 'published' }),
  role('kindergarten', 'county', { penalty: 'publication-over' }),
  role('alumni', 'city', { evaluation: 'valid-with-end', grade: '1A' }),
  role('artists', 'province', { evaluation: 'valid', grade: '3A', formerNames: 2 }),
  role('club', 'city', { certificate: 'expired' }),
  role('elders', 'county', { certificate: 'expired', skipsReport: true }),
  role('farmers', 'county', { skipsReport: true, evaluation: 'valid', grade: '2A' }),
  role('community', 'county', { status: '注销', endedLately: false }),
  role('museum', 'county', { status: '撤销', endedLately: false }),
  role('club', 'county', { status: '撤销' }),
  role('welfare', 'city', { charity: 'current', qualification: 'open-ended' }),
  role('rehabilitation', 'city', { charity: 'current', evaluation: 'valid', grade: '4A' }),
  role('education-fund', 'province', { charity: 'cancelled', status: '注销' }),
  role('social-work', 'city', { charity: 'cancelled' }),
  role('volunteers', 'city', { charity: 'current', evaluation: 'valid', grade: '4A' }),
  role('elder-care', 'city', { abnormal: ['current'], abnormalGround: 'unreachable' }),
  role('sports', 'county', { abnormal: ['restarted'], abnormalGround: 'rectification' }),
  role('trade', 'province', { abnormal: ['removed', 'current'], abnormalGround: 'annual-report' }),
];
