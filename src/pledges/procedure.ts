/**
 * How a text was made, as far as it is on record, held against how such texts are to be made: 征求意见, 论证, the assembly's
 * 审议, 施行, in this order; a pledge signed after registration (seed 002, 2.3 and 2.13; 民函〔2013〕111号). What is missing is
 * said to be missing from the record, never to be missing.
 */
import { endOf, inWords, startOf, type IsoDate } from '../domain/date.ts';

export const STEPS = ['consulted', 'reviewed', 'adopted', 'effective'] as const;
export type StepId = (typeof STEPS)[number];

/** Days as the front matter has them; whole, or a month or a year. */
export interface MakingRecord {
  kind: string;
  consultedOn?: IsoDate | undefined;
  reviewedOn?: IsoDate | undefined;
  adoptedOn?: IsoDate | undefined;
  /** The body that adopted the text. */
  adoptedBy?: string | undefined;
  /** By what vote: 无记名投票，赞成86票、反对2票 */
  vote?: string | undefined;
  effectiveOn?: IsoDate | undefined;
  signedOn?: IsoDate | undefined;
  /** When the organisation was registered. */
  registeredOn?: IsoDate | undefined;
  /** 社会团体, 民办非企业单位 or 基金会. Only the first have an assembly. */
  organisationType?: string | undefined;
}

export interface Step {
  id: StepId;
  /** 征求意见 */
  title: string;
  day: IsoDate | undefined;
  /** 2024年3月5日，第三届会员代表大会，无记名投票; or 未见记录 */
  words: string;
}

export interface ProcedureNote {
  code:
    | 'missing-step'
    | 'wrong-order'
    | 'other-body'
    | 'no-body'
    | 'signed-before-registration'
    | 'no-signature'
    | 'adopted-by-assembly'
    | 'signed-after-registration';
  /** Whether it tells of a gap or of something that does not fit; the rest is as it should be. */
  isGap: boolean;
  /** A sentence without its end. */
  words: string;
}

export interface ProcedureCheck {
  /** The four steps in their order; none for kinds that are not made in steps, such as 典型案例. */
  steps: readonly Step[];
  notes: readonly ProcedureNote[];
}

const TITLES: Readonly<Record<StepId, string>> = {
  consulted: '征求意见',
  reviewed: '论证',
  adopted: '审议',
  effective: '施行',
};
export const NOT_ON_RECORD = '未见记录';

const PLEDGE = '诚信承诺书';
const MADE_WITHOUT_STEPS = new Set(['典型案例']);

/** What the record says of the making of a text, and what it does not. */
export function checkProcedure(record: MakingRecord): ProcedureCheck {
  if (MADE_WITHOUT_STEPS.has(record.kind)) return { steps: [], notes: [] };
  const steps = STEPS.map((id) => stepOf(id, record));
  return { steps, notes: [...missing(steps), ...orderFaults(steps), ...bodyNotes(record), ...signatureNotes(record)] };
}

function stepOf(id: StepId, record: MakingRecord): Step {
  const day = {
    consulted: record.consultedOn,
    reviewed: record.reviewedOn,
    adopted: record.adoptedOn,
    effective: record.effectiveOn,
  }[id];
  const details =
    id === 'adopted' ? [record.adoptedBy, record.vote].filter((detail) => detail !== undefined && detail !== '') : [];
  const words = [day === undefined ? [] : [inWords(day)], details].flat().join('，');
  return { id, title: TITLES[id], day, words: words === '' ? NOT_ON_RECORD : words };
}

function missing(steps: readonly Step[]): ProcedureNote[] {
  return steps
    .filter(({ words }) => words === NOT_ON_RECORD)
    .map(({ title }) => ({ code: 'missing-step', isGap: true, words: `${title}的时间，本站${NOT_ON_RECORD}` }));
}

/** Each step against every later one, so that a step without a day in between hides nothing. Months and years only where certain. */
function orderFaults(steps: readonly Step[]): ProcedureNote[] {
  const dated = steps.flatMap(({ title, day }) => (day === undefined ? [] : [{ title, day }]));
  return dated.flatMap((early, i) =>
    dated
      .slice(i + 1)
      .filter((late) => endOf(late.day) < startOf(early.day))
      .map((late) => ({
        code: 'wrong-order' as const,
        isGap: true,
        words: `记录中${late.title}（${inWords(late.day)}）早于${early.title}（${inWords(early.day)}）`,
      })),
  );
}

const ASSEMBLY = /会员[（(]?(?:代表)?[)）]?大会|会员代表会议|全体会员会议/;
const WITH_ASSEMBLY = '社会团体';

/** Whether the text names the assembly of members: 会员大会, 会员代表大会, 会员（代表）大会. */
export function isAssembly(body: string): boolean {
  return ASSEMBLY.test(body.normalize('NFKC').replace(/\s/g, ''));
}

function bodyNotes({ adoptedBy = '', adoptedOn, organisationType = WITH_ASSEMBLY }: MakingRecord): ProcedureNote[] {
  if (adoptedBy === '') {
    return adoptedOn === undefined
      ? []
      : [{ code: 'no-body', isGap: true, words: `由哪个机构审议通过，本站${NOT_ON_RECORD}` }];
  }
  if (isAssembly(adoptedBy)) {
    return [{ code: 'adopted-by-assembly', isGap: false, words: `记录中由${adoptedBy}审议通过` }];
  }
  if (organisationType !== WITH_ASSEMBLY) return [];
  return [
    {
      code: 'other-body',
      isGap: true,
      words: `记录中由${adoptedBy}审议通过；经会员（代表）大会审议，本站${NOT_ON_RECORD}`,
    },
  ];
}

function signatureNotes({ kind, signedOn, registeredOn }: MakingRecord): ProcedureNote[] {
  if (kind !== PLEDGE) return [];
  if (signedOn === undefined) {
    return [{ code: 'no-signature', isGap: true, words: `签署日期，本站${NOT_ON_RECORD}` }];
  }
  if (registeredOn === undefined) return [];
  if (endOf(signedOn) < startOf(registeredOn)) {
    const words = `记录中签署日期（${inWords(signedOn)}）早于成立登记日期（${inWords(registeredOn)}）`;
    return [{ code: 'signed-before-registration', isGap: true, words }];
  }
  if (startOf(signedOn) < endOf(registeredOn)) return [];
  return [{ code: 'signed-after-registration', isGap: false, words: `${inWords(signedOn)}签署，不早于成立登记` }];
}
