import { addDays, yearOf, type IsoDate } from '../domain/date.ts';
import { PROVINCE } from './places.ts';
import type { Row } from './tables.ts';

interface Topic {
  readonly title: string;
  /** So many latest years have a source each, those before share one; 0: one source for all. */
  readonly years: number;
  /** Whether its publication bears a document number. */
  readonly numbered: boolean;
}

const TOPICS = {
  'register-province': { title: '省级社会组织登记信息', years: 0, numbered: false },
  'register-city': { title: '市级社会组织登记信息', years: 0, numbered: false },
  'register-county': { title: '县级社会组织登记信息', years: 0, numbered: false },
  charities: { title: '慈善组织名单', years: 0, numbered: false },
  'fundraising-qualifications': { title: '具有公开募捐资格的慈善组织名单', years: 0, numbered: false },
  'fundraising-plans': { title: '公开募捐方案备案公示', years: 2, numbered: false },
  'abnormal-listings': { title: '社会组织活动异常名录公告', years: 3, numbered: true },
  'serious-listings': { title: '社会组织严重违法失信名单公告', years: 2, numbered: true },
  penalties: { title: '社会组织行政处罚公示', years: 2, numbered: true },
  evaluations: { title: '社会组织评估等级公告', years: 2, numbered: true },
  'annual-reports': { title: '社会组织年度报告报送情况通报', years: 2, numbered: true },
  suspected: { title: '涉嫌非法社会组织名单', years: 2, numbered: true },
  banned: { title: '各地依法取缔的部分非法社会组织名单', years: 1, numbered: true },
  dissolved: { title: '各地劝散的部分非法社会组织名单', years: 0, numbered: true },
  websites: { title: '关停非法社会组织网站名单', years: 0, numbered: true },
  fees: { title: '行业协会商会收费公示', years: 0, numbered: false },
  'fee-reliefs': { title: '行业协会商会减免收费情况', years: 2, numbered: false },
  'discipline-actions': { title: '行业自律惩戒和奖励公示', years: 0, numbered: false },
  'member-credit': { title: '行业协会商会会员信用评价结果', years: 0, numbered: false },
  branches: { title: '社会团体分支机构名单', years: 0, numbered: false },
  disclosures: { title: '行业协会商会信息公开情况', years: 0, numbered: false },
  concerns: { title: '社会关切和答复汇编', years: 0, numbered: false },
  'integrity-measures': { title: '行业协会商会诚信自律建设情况', years: 0, numbered: false },
  incentives: { title: '守信社会组织激励措施公示', years: 0, numbered: false },
  restrictions: { title: '失信社会组织限制措施公示', years: 0, numbered: false },
} as const satisfies Readonly<Record<string, Topic>>;

export type SourceTopic = keyof typeof TOPICS;

/** Where the rows of a sample come from; every source is published after what it tells of. */
export class Sources {
  readonly rows: readonly Row<'sources'>[];
  readonly #ids = new Map<string, string>();
  readonly #asOf: IsoDate;

  constructor(asOf: IsoDate) {
    this.#asOf = asOf;
    const thisYear = Number(yearOf(asOf));
    this.rows = Object.entries<Topic>(TOPICS)
      .flatMap(([topic, { title, years, numbered }]) =>
        Array.from({ length: years === 0 ? 1 : years + 1 }, (_, back) => {
          const year = thisYear - back;
          const label = years === 0 ? '' : back === years ? `${year}年及以前` : `${year}年`;
          const ends = years === 0 ? asOf : `${year + 1}-01-20`;
          return { key: `${topic} ${back}`, title: PROVINCE.name + label + title, numbered, ends };
        }),
      )
      .map(({ key, title, numbered, ends }, index) => this.#add(key, title, numbered, ends, index + 1));
  }

  /** The id of the source that tells of what happened on `day`. */
  of(topic: SourceTopic, day: IsoDate = this.#asOf): string {
    const { years }: Topic = TOPICS[topic];
    const back = Math.min(years, Math.max(0, Number(yearOf(this.#asOf)) - Number(yearOf(day))));
    return this.#ids.get(`${topic} ${back}`)!;
  }

  #add(key: string, title: string, numbered: boolean, ends: IsoDate, serial: number): Row<'sources'> {
    const id = `S${String(serial).padStart(3, '0')}`;
    this.#ids.set(key, id);
    const latest = addDays(this.#asOf, -3);
    const publishedOn = ends < latest ? ends : latest;
    return {
      id,
      title,
      publisher: PROVINCE.registrar,
      number: numbered ? `澜民告〔${yearOf(publishedOn)}〕${serial}号` : '',
      publishedOn,
      url: `https://mzt.lanjiang.example/gongkai/${yearOf(publishedOn)}/${serial}.html`,
      nature: '示例',
    };
  }
}
