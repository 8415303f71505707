/** The names of the benchmark as the register would hand them to the look-up. */
import type { IllegalRecord, OrganisationRecord } from '../../src/lookup/types.ts';
import type { Subject } from '../../src/lookup/subjects.ts';
import type { IsoDate } from '../../src/domain/date.ts';
import type { Listing } from '../../src/domain/listing.ts';
import { regionPath } from '../../src/domain/region.ts';
import type { Illegal, NameSet, Organisation } from './names.ts';

export const AS_OF: IsoDate = '2026-11-20';
const SOURCES = ['社会组织登记信息（2026年11月）'];
// One in so many is cancelled, or on a list: about as they are in a register.
const CANCELLED_EVERY = 11;
const ABNORMAL_EVERY = 31;

export function subjectsOf({ organisations, illegal }: Pick<NameSet, 'organisations' | 'illegal'>): Subject[] {
  const namesakes = new Map(illegal.filter(({ isNamesake }) => isNamesake).map((body) => [body.name, body]));
  return [
    ...organisations.map((organisation, i) => organisationSubject(organisation, i, namesakes.get(organisation.name))),
    ...illegal.map(illegalSubject),
  ];
}

function organisationSubject(organisation: Organisation, index: number, namesake: Illegal | undefined): Subject {
  const { name, code, formerNames, shortNames } = organisation;
  const isCancelled = index % CANCELLED_EVERY === 3;
  const isAbnormal = !isCancelled && index % ABNORMAL_EVERY === 5;
  return {
    code,
    standing: isCancelled ? 'cancelled' : isAbnormal ? 'abnormal' : 'normal',
    names: [
      { name, role: 'name' },
      ...formerNames.map((former) => ({ name: former, role: 'former' as const })),
      ...shortNames.map((short) => ({ name: short, role: 'short' as const })),
    ],
    record: (): OrganisationRecord => ({
      kind: 'organisation',
      code,
      name,
      region: regionPath(organisation.region).join(' '),
      facts: {
        name,
        type: organisation.type,
        authority: organisation.authority,
        status: isCancelled ? '注销' : '正常',
        registeredOn: `${1995 + (index % 30)}-0${1 + (index % 9)}-1${index % 10}`,
        certificateTo: `20${27 + (index % 4)}-0${1 + (index % 9)}-2${index % 9}`,
        abnormal: isAbnormal ? [listing(organisation)] : [],
        serious: [],
        charities: [],
        qualifications: [],
        coversFundraising: true,
        isBeingChecked: false,
      },
      formerNames,
      shortNames,
      sources: SOURCES,
      alikeIllegal: namesake ? [{ id: idOf(namesake), name, list: '涉嫌', reason: '同名' }] : [],
    }),
  };
}

function listing({ authority }: Organisation): Listing {
  return {
    listedOn: '2026-08-14',
    ground: '未按照规定时限和要求报送年度工作报告',
    listedBy: authority,
    source: ['abnormal'],
  };
}

function illegalSubject(body: Illegal): Subject {
  const { name, resembles } = body;
  return {
    standing: '涉嫌',
    names: [{ name, role: 'illegal' }],
    record: (): IllegalRecord => ({
      kind: 'illegal',
      id: idOf(body),
      name,
      list: '涉嫌',
      batch: '2026年第二批',
      publishedOn: '2026-07-09',
      publishedBy: '登记管理机关',
      sources: ['涉嫌非法社会组织名单（2026年第二批）'],
      resembles: resembles
        ? [{ name: resembles.name, code: resembles.code, reason: '公布时点名', isInNotice: true }]
        : [],
    }),
  };
}

function idOf({ name }: Illegal): string {
  return `suspected-${[...name].reduce((hash, character) => (Math.imul(hash, 31) + character.codePointAt(0)!) >>> 0, 7)}`;
}
