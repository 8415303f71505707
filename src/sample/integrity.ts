/** What trade associations charge, do about their members and make known: well kept for the most part, badly now and then. */
import { makeCreditCode } from '../domain/credit-code.ts';
import { addDays, addYears, type IsoDate } from '../domain/date.ts';
import type { DataFolder } from './data-folder.ts';
import type { Organisation } from './organisation.ts';
import { civilAffairsOf, cityOf, CITIES, type Level } from './places.ts';
import type { Random } from './random.ts';
import { dayBetween, earlierOf, endOfTerm, laterOf, yearNumber, type Setting } from './setting.ts';
import {
  ACTIONS,
  BRANCH_FORMS,
  CHARGES,
  CONCERNS,
  DISCLOSED,
  DUES_SERVICES,
  HONOURS,
  MEASURES,
  REASONS,
  TIERS,
  type Charge,
} from './vocabulary/integrity.ts';
import { brand } from './vocabulary/words.ts';

/** Something that the check of fees, or of another table, is to find. */
type Fault =
  | 'five-tiers'
  | 'range'
  | 'negotiable'
  | 'no-vote'
  | 'show-of-hands'
  | 'branch-collects'
  | 'covered-again'
  | 'two-kinds'
  | 'raised'
  | 'non-members'
  | 'left-open'
  | 'member-code'
  | 'member-content'
  | 'other-item';

/** How an association keeps its affairs. */
interface Story {
  readonly isWellKept: boolean;
  readonly faults: readonly Fault[];
}

const WELL: Story = { isWellKept: true, faults: [] };
const PLAIN: Story = { isWellKept: false, faults: [] };

/** The first associations of every sample: between them they meet whatever the tables can say. */
const FIRST_STORIES: readonly Story[] = [
  WELL,
  { isWellKept: false, faults: ['five-tiers', 'no-vote'] },
  { isWellKept: true, faults: ['raised'] },
  { isWellKept: false, faults: ['range', 'show-of-hands', 'member-content'] },
  { isWellKept: false, faults: ['branch-collects', 'covered-again'] },
  { isWellKept: false, faults: ['non-members', 'left-open'] },
  WELL,
  { isWellKept: true, faults: ['two-kinds', 'negotiable'] },
  { isWellKept: true, faults: ['member-code', 'other-item'] },
];
const DRAWN_FAULTS = [
  ['five-tiers', 2],
  ['range', 2],
  ['negotiable', 2],
  ['no-vote', 4],
  ['show-of-hands', 2],
  ['branch-collects', 2],
  ['covered-again', 2],
  ['raised', 3],
  ['non-members', 1],
  ['left-open', 2],
] as const satisfies readonly (readonly [Fault, number])[];

/** What the highest tier of dues pays, by where the association is registered. */
const HIGHEST_DUES: Readonly<Record<Level, readonly number[]>> = {
  province: [20_000, 30_000, 50_000],
  city: [8000, 10_000, 20_000],
  county: [3000, 5000, 6000],
};
const MATTERS = ['年度报告', '等级评估', '税收优惠', '职能转移', '购买服务'];
const MANNERS = ['优先办理', '简化程序', '重点支持'];
const RESTRICTIONS = ['取消税收减免资格', '降低评估等级', '限制参与承接政府转移职能和购买服务项目'];
/** What becomes of a restriction's entry: shown without end, or to a day to come, or gone by one of two ways. */
const ENDINGS = ['none', 'running', 'repaired', 'none', 'over'] as const;
const GRADES = [['AAA', 3], ['AA', 4], ['A', 2], ['B', 1]] as const; // prettier-ignore
/** Younger associations have not come to much yet. */
const YOUNG_DAYS = 500;

/**
 * Writes the tables of fees, self-discipline and disclosure of one association.
 *
 * @param random a stream of its own, so that nothing else is drawn otherwise
 * @param rank how many associations in good registration came before it
 */
export function writeIntegrity(
  random: Random,
  organisation: Organisation,
  rank: number,
  folder: DataFolder,
  setting: Setting,
): void {
  new Keeper(random, organisation, rank, folder, setting).writeAll();
}

/** Whether the organisation is one that has such tables: a trade association, or a chamber of commerce. */
export function isAssociation({ name }: Organisation): boolean {
  return name.kind.tag === '行业协会商会';
}

type Voted = Partial<Record<'votedOn' | 'voteManner' | 'ayes' | 'noes', string>>;

class Keeper {
  readonly #random: Random;
  readonly #organisation: Organisation;
  readonly #rank: number;
  readonly #folder: DataFolder;
  readonly #setting: Setting;
  readonly #story: Story;
  readonly #code: string;
  readonly #since: IsoDate;
  readonly #until: IsoDate;
  readonly #isOld: boolean;
  readonly #branches: readonly string[];

  constructor(random: Random, organisation: Organisation, rank: number, folder: DataFolder, setting: Setting) {
    this.#random = random;
    this.#organisation = organisation;
    this.#rank = rank;
    this.#folder = folder;
    this.#setting = setting;
    this.#code = organisation.code;
    this.#since = organisation.registeredOn;
    this.#until = organisation.endedOn ?? setting.lastDay;
    this.#isOld = addDays(this.#since, YOUNG_DAYS) <= this.#until;
    const isActive = organisation.endedOn === undefined && organisation.profile.status === '正常';
    this.#story = !isActive || !this.#isOld ? PLAIN : (FIRST_STORIES[rank] ?? this.#drawStory());
    this.#branches = this.#isOld ? this.#drawBranches() : [];
  }

  writeAll(): void {
    this.#writeBranches();
    this.#writeDues();
    this.#writeMeasures();
    this.#writeDisclosures();
    if (!this.#isOld) return;
    this.#writeCharges();
    this.#writeReliefs();
    this.#writeMembers();
    this.#writeConcerns();
    this.#writeIncentives();
    this.#writeRestrictions();
  }

  #drawStory(): Story {
    const isWellKept = this.#random.chance(0.55);
    const faults = this.#random.chance(isWellKept ? 0.06 : 0.3) ? [this.#random.weighted(DRAWN_FAULTS)] : [];
    return { isWellKept, faults };
  }

  #has(fault: Fault): boolean {
    return this.#story.faults.includes(fault);
  }

  /** Whether so rare a thing happened, or the association is one of the first few, which meet everything. */
  #happens(chance: number): boolean {
    const drawn = this.#random.chance(chance);
    return drawn || this.#rank < FIRST_STORIES.length;
  }

  /** A working day of the association's life from `daysAgo` before its last one on. */
  #dayWithin(daysAgo: number, leastDaysAgo = 0): IsoDate {
    const to = laterOf(this.#since, addDays(this.#until, -leastDaysAgo));
    return dayBetween(this.#random, earlierOf(to, laterOf(this.#since, addDays(this.#until, -daysAgo))), to);
  }

  #drawBranches(): string[] {
    const count = this.#has('branch-collects') ? 3 : this.#rank === 0 ? 4 : this.#random.weighted([[0, 5], [1, 2], [2, 2], [3, 1]]); // prettier-ignore
    const first = this.#random.int(0, BRANCH_FORMS.length - 1);
    return Array.from({ length: count }, (_, i) => BRANCH_FORMS[(first + i) % BRANCH_FORMS.length]!);
  }

  #writeBranches(): void {
    const { name } = this.#organisation;
    for (const [i, form] of this.#branches.entries()) {
      const establishedOn = this.#dayWithin(4000, 300);
      const isEnded = i > 0 && (i === 3 || this.#random.chance(0.15));
      const hasDay = this.#random.chance(0.8);
      this.#folder.add('branches', {
        code: this.#code,
        name: name.full + form,
        kind: form.endsWith('代表处') ? '代表机构' : form.endsWith('办事处') ? '办事机构' : '分支机构',
        status: isEnded ? '终止' : '存续',
        establishedOn,
        endedOn: isEnded && hasDay ? dayBetween(this.#random, establishedOn, this.#until) : '',
        source: this.#setting.sources.of('branches'),
      });
    }
  }

  #writeDues(): void {
    const { place, endedOn } = this.#organisation;
    const highest = this.#random.pick(HIGHEST_DUES[place.level]);
    const [start, previous] = this.#duesStarts();
    const tiers = this.#has('five-tiers')
      ? TIERS.five
      : this.#random.chance(0.25) || this.#hasMoreDues()
        ? TIERS.three
        : TIERS.four;
    const wasHigher = this.#random.chance(0.5);
    const isSecretOnRecord = this.#story.isWellKept || this.#random.chance(0.8);
    const services = this.#duesServices().join('、');
    const members = this.#random.int(30, 260);
    const voted = this.#vote(start, members, isSecretOnRecord);
    const votedBefore = previous === undefined ? undefined : this.#vote(previous, members - 10, true);
    const to = endedOn ?? '';
    for (const [i, [tier, share]] of tiers.entries()) {
      const yuan = Math.round((highest * share) / 100) * 100;
      const lowest = i === tiers.length - 1;
      if (previous !== undefined && votedBefore !== undefined) {
        const old = this.#has('raised') && lowest ? yuan * 0.8 : wasHigher ? yuan * 1.25 : yuan;
        const isOpen = this.#has('left-open') && lowest;
        this.#addDues(tier, Math.round(old), services, previous, isOpen ? '' : addDays(start, -1), votedBefore);
      }
      if (this.#has('range') && lowest) {
        this.#addDues(tier, undefined, services, start, to, voted, `每年${yuan / 2}-${yuan}元，按单位规模确定`);
      } else this.#addDues(tier, yuan, services, start, to, voted);
    }
    if (this.#has('branch-collects')) this.#addBranchDues(start, to, voted);
    if (this.#has('non-members'))
      this.#addDues('非会员单位', 1000, '参加年会、行业信息', start, to, voted, '非会员单位每年1000元');
  }

  /** Dues beside those of the tiers. */
  #hasMoreDues(): boolean {
    return this.#has('branch-collects') || this.#has('non-members');
  }

  /** Dues that a branch asks of its own. */
  #addBranchDues(from: IsoDate, to: IsoDate | '', voted: Voted): void {
    this.#folder.add('fees', {
      code: this.#code,
      kind: '会费',
      item: '分会会费',
      nature: '会员会费',
      service: '沙龙活动',
      standard: '每年300元',
      unit: '元/年',
      amount: '300',
      voluntary: '是',
      collector: this.#organisation.name.full + this.#branches[0]!,
      ...voted,
      from,
      to,
      source: this.#setting.sources.of('fees'),
    });
  }

  /** When the present standard of dues began, and the one before where there was one. */
  #duesStarts(): [start: IsoDate, previous: IsoDate | undefined] {
    if (!this.#isOld) return [this.#since, undefined];
    const years: IsoDate[] = [];
    for (let year = yearNumber(this.#since) + 1; year <= yearNumber(this.#until); year++) years.push(`${year}-01-01`);
    const started = years.filter((day) => day > addDays(this.#since, 60) && day <= this.#until);
    if (started.length === 0) return [this.#since, undefined];
    const index = Math.max(0, started.length - 1 - this.#random.int(0, 3));
    const start = started[index]!;
    const before = started[Math.max(0, index - this.#random.int(2, 5))]!;
    const changed = this.#random.chance(0.5) || this.#has('raised') || this.#has('left-open');
    return [start, changed ? (before < start ? before : this.#since) : undefined];
  }

  #duesServices(): readonly string[] {
    return DUES_SERVICES.slice(0, this.#has('covered-again') ? 3 : this.#random.int(2, DUES_SERVICES.length));
  }

  /** Cells on the vote, which an assembly took some weeks before the standard began. */
  #vote(start: IsoDate, members: number, isOnRecord: boolean): Voted {
    const noes = this.#random.int(0, Math.floor(members / 12));
    const votedOn = dayBetween(this.#random, addDays(start, -50), addDays(start, -12));
    if (this.#has('no-vote')) return {};
    if (this.#has('show-of-hands')) return { votedOn, voteManner: '举手表决' };
    return { votedOn, voteManner: '无记名投票', ...(isOnRecord ? { ayes: `${members - noes}`, noes: `${noes}` } : {}) };
  }

  #addDues(
    tier: string,
    yuan: number | undefined,
    service: string,
    from: IsoDate,
    to: IsoDate | '',
    voted: Voted,
    standard = `每年${yuan}元`,
  ): void {
    if (to !== '' && to < from) return;
    this.#folder.add('fees', {
      code: this.#code,
      kind: '会费',
      item: '会费',
      nature: '会员会费',
      service,
      basis: '章程和会费管理办法',
      standard,
      unit: '元/年',
      tier,
      amount: yuan === undefined ? '' : `${yuan}`,
      voluntary: '是',
      ...voted,
      from,
      to,
      relief: this.#story.isWellKept ? '新入会的小微企业首年减半' : '',
      source: this.#setting.sources.of('fees'),
    });
  }

  #writeCharges(): void {
    const { endedOn } = this.#organisation;
    const count = this.#rank < FIRST_STORIES.length ? 3 : this.#random.int(0, 2);
    const first = this.#rank < FIRST_STORIES.length ? this.#rank : this.#random.int(0, CHARGES.length - 1);
    for (let i = 0; i < count; i++) {
      const charge = CHARGES[(first + i * 2) % CHARGES.length]!;
      const start = this.#dayWithin(1500, 60);
      const isCut = this.#random.chance(0.35) && charge.yuan > 0;
      const middle = dayBetween(this.#random, addDays(start, 100), this.#until);
      if (isCut && middle < this.#until && middle > addDays(start, 30)) {
        this.#addCharge(charge, charge.yuan, start, addDays(middle, -1));
        this.#addCharge(charge, charge.yuan * 0.8, middle, endedOn ?? '');
      } else this.#addCharge(charge, charge.yuan, start, endedOn ?? '');
    }
    const start = this.#dayWithin(700, 60);
    if (this.#has('covered-again')) {
      const [, again] = DUES_SERVICES;
      this.#addCharge({ ...CHARGES[0]!, item: `${again}费`, service: again!, unit: '元/次' }, 500, start, '');
    }
    if (this.#has('two-kinds')) {
      this.#addCharge({ ...CHARGES[0]!, item: '会刊资料费', service: '会刊', unit: '元/年' }, 200, start, '');
      this.#addCharge(
        { ...CHARGES[0]!, kind: '其他收费', item: '会刊资料费', service: '会刊', unit: '元/年' },
        200,
        start,
        '',
      );
    }
    if (this.#has('negotiable'))
      this.#addCharge({ ...CHARGES[0]!, item: '专题调研费', service: '专题调研' }, undefined, start, '', '面议');
  }

  #addCharge(
    charge: Charge,
    yuan: number | undefined,
    from: IsoDate,
    to: IsoDate | '',
    standard = `每${charge.unit.slice(2)}${yuan}元`,
  ): void {
    if (to !== '' && to < from) return;
    this.#folder.add('fees', {
      code: this.#code,
      kind: charge.kind,
      item: charge.item,
      nature: charge.nature,
      service: charge.service,
      basis: charge.basis,
      standard,
      unit: charge.unit,
      amount: yuan === undefined ? '' : `${yuan}`,
      voluntary: charge.kind === '行政事业性收费' ? '否' : '是',
      from,
      to,
      surplus: this.#random.chance(0.6) ? `${this.#random.int(0, charge.surplus * 10) / 10}%` : '',
      source: this.#setting.sources.of('fees'),
    });
  }

  #writeReliefs(): void {
    const last = yearNumber(this.#until);
    for (let year = last - 3; year <= last; year++) {
      if (!this.#happens(this.#story.isWellKept ? 0.35 : 0.08)) continue;
      const from = `${year}-01-01`;
      if (from < this.#since || from > this.#until) continue;
      const members = this.#random.int(3, 60);
      const sum = members * this.#random.int(2, 12) * 100;
      const manner = this.#random.pick(['免收', '减收', '降低标准']);
      this.#folder.add('fee-reliefs', {
        code: this.#code,
        item: this.#random.chance(0.8) ? '会费' : '培训费',
        recipients: this.#random.pick(['小微企业会员', '经营困难的会员', '新入会的小微企业']),
        manner,
        amount:
          manner === '降低标准' && this.#random.chance(0.5) ? '' : this.#random.chance(0.2) ? `约${sum}` : `${sum}`,
        members: this.#random.chance(0.9) ? `${members}` : '',
        from,
        to: `${year}-12-31`,
        basis: this.#random.pick(['理事会决定', '会长办公会决定', '会员（代表）大会决定']),
        source: this.#setting.sources.of('fee-reliefs', from),
      });
    }
  }

  /** Ratings of member firms, and what was done about some of them. */
  #writeMembers(): void {
    const count = this.#story.isWellKept && this.#happens(0.35) ? this.#random.int(3, 9) : 0;
    const assessedOn = this.#dayWithin(1600, 40);
    const firms = Array.from({ length: Math.max(count, 2) }, (_, k) => this.#firm(k));
    for (const [k, firm] of firms.slice(0, count).entries()) {
      this.#folder.add('member-credit', {
        code: this.#code,
        name: firm.name,
        memberCode: this.#has('member-code') && k === 0 ? withWrongCheck(firm.code) : firm.code,
        grade: this.#random.weighted(GRADES),
        assessedOn,
        validTo: this.#rank === 0 || this.#random.chance(0.9) ? endOfTerm(assessedOn, this.#rank === 2 ? 1 : 36) : '',
        method: '《会员企业信用评价办法》',
        source: this.#setting.sources.of('member-credit'),
      });
    }
    const actions = this.#happens(this.#story.isWellKept ? 0.25 : 0.1) ? this.#random.int(1, 3) : 0;
    for (let serial = 1; serial <= actions; serial++) this.#writeAction(serial, firms);
  }

  #writeAction(serial: number, firms: readonly { name: string; code: string }[]): void {
    const decidedOn = this.#dayWithin(1000, 15);
    const measure = ACTIONS[(this.#rank + serial * 2) % ACTIONS.length]!;
    const isPerson = measure !== '取消会员资格' && serial === 2;
    const firm = firms[serial % firms.length]!;
    const isHonour = measure === '奖励';
    const liftedOn = dayBetween(this.#random, addDays(decidedOn, 60), this.#until);
    const isLifted = this.#random.chance(0.25) && !isHonour && liftedOn <= this.#until && liftedOn > decidedOn;
    this.#folder.add('discipline-actions', {
      code: this.#code,
      number: `${yearNumber(decidedOn)}年第${serial}号`,
      measure,
      target: isPerson ? '从业人员' : '会员单位',
      name: isPerson ? '' : firm.name,
      targetCode: isPerson ? '' : firm.code,
      reason: this.#random.pick(isHonour ? HONOURS : REASONS),
      clause: isHonour
        ? '《自律规约》第二十条'
        : `《自律规约》第${this.#random.pick(['九', '十一', '十二', '十五'])}条`,
      decidedOn,
      decidedBy: this.#random.pick(['自律委员会', '理事会', '常务理事会']),
      publishUntil: isHonour || this.#random.chance(0.3) ? '' : addDays(addYears(decidedOn, 1), -1),
      liftedOn: isLifted ? liftedOn : '',
      source: this.#setting.sources.of('discipline-actions'),
    });
  }

  #firm(k: number): { name: string; code: string } {
    const { name, place } = this.#organisation;
    const city = place.level === 'province' ? this.#random.pick(CITIES) : cityOf(place);
    const trade = name.kind.id === 'trade' ? name.field : this.#random.pick(['商贸', '实业', '贸易']);
    const number = String(
      ((this.#setting.seed % 97) * 9973 + Number(this.#code.slice(10, 16).replace(/\D/g, '1')) * 7 + k) % 1_000_000,
    );
    return {
      name: `${city.name}${brand(this.#random)}${trade}有限公司`,
      code: makeCreditCode('91', city.code, `MA${number.padStart(6, '0')}`),
    };
  }

  #writeConcerns(): void {
    const count = this.#happens(0.2) ? this.#random.int(1, 2) : 0;
    for (let serial = 1; serial <= count; serial++) {
      const raisedOn = this.#dayWithin(900, 5);
      const answeredOn = dayBetween(this.#random, addDays(raisedOn, 3), addDays(raisedOn, 40));
      const [question, answer] = CONCERNS[(this.#rank + serial) % CONCERNS.length]!;
      const isAnswered = answeredOn <= this.#until && this.#random.chance(this.#story.isWellKept ? 0.9 : 0.4);
      this.#folder.add('concerns', {
        code: this.#code,
        number: `${yearNumber(raisedOn)}-${String(serial).padStart(2, '0')}`,
        question,
        raisedOn,
        ...(isAnswered ? { answer, answeredOn, answeredBy: this.#organisation.name.full } : {}),
        source: this.#setting.sources.of('concerns'),
      });
    }
  }

  #writeDisclosures(): void {
    const { name } = this.#organisation;
    const host = `https://${name.kind.id}-${this.#code.slice(8, 16).toLowerCase()}.example/`;
    const share = this.#story.isWellKept ? 1 : 0.45;
    const source = this.#setting.sources.of('disclosures');
    for (const [item, page] of DISCLOSED.toPublic) {
      if (!this.#random.chance(share)) continue;
      const isCorrected = this.#isOld && this.#random.chance(0.04);
      const disclosedOn = this.#dayWithin(1400, 10);
      const isOnline = this.#random.chance(0.7);
      this.#folder.add('disclosures', {
        code: this.#code,
        item,
        audience: '社会',
        disclosedOn,
        channel: isOnline ? '协会网站' : this.#random.pick(['省社会组织信息平台', '行业报纸', '微信公众号']),
        url: isOnline ? host + page : '',
        correction: isCorrected ? '更正此前公开的住所' : '',
        source,
      });
    }
    for (const item of DISCLOSED.toMembers) {
      for (let year = yearNumber(this.#until) - 2; year < yearNumber(this.#until); year++) {
        const isTold = this.#random.chance(share * (item === '出国（境）考察情况' ? 0.2 : 0.8));
        const disclosedOn = dayBetween(this.#random, `${year}-02-20`, `${year}-06-28`);
        const channel = this.#random.pick(['会员（代表）大会', '理事会', '会刊', '会员专区', '书面通知']);
        const isUrlTold = this.#has('member-content') && item === '财务收支情况';
        if (!isTold && !isUrlTold) continue;
        if (disclosedOn < this.#since || disclosedOn > this.#until) continue;
        this.#folder.add('disclosures', {
          code: this.#code,
          item,
          audience: '会员',
          disclosedOn,
          channel,
          url: isUrlTold ? `${host}members/${year}` : '',
          source,
        });
      }
    }
    if (this.#has('other-item')) {
      this.#folder.add('disclosures', {
        code: this.#code,
        item: '会费收支明细',
        audience: '社会',
        disclosedOn: this.#dayWithin(300, 10),
        channel: '协会网站',
        url: `${host}huifei`,
        source,
      });
    }
  }

  #writeMeasures(): void {
    const share = this.#story.isWellKept ? 0.95 : 0.5;
    const source = this.#setting.sources.of('integrity-measures');
    for (const { item, subjects, rarely = false } of MEASURES) {
      const isThere = this.#random.chance(rarely ? share / 3 : share);
      const isUnderWay = this.#random.chance(0.25);
      const isTold = this.#random.chance(this.#story.isWellKept ? 0.95 : 0.6) || this.#rank === 0;
      const on = this.#dayWithin(2500, 20);
      const subject = this.#random.pick(subjects);
      if (!isTold || (rarely && !isThere && this.#rank > 3)) continue;
      const state = isThere ? '有' : isUnderWay ? '进行中' : '无';
      this.#folder.add('integrity-measures', {
        code: this.#code,
        item,
        state: item === '合作事项决策' ? this.#random.pick(['会员（代表）大会', '理事会', '会长办公会']) : state,
        subject: state === '无' ? '' : subject,
        on: state === '有' ? on : '',
        source,
      });
    }
    this.#writeRectification();
  }

  /** An inspection that found something, with the day by which it is to be put right. */
  #writeRectification(): void {
    const isInspected = this.#happens(this.#story.isWellKept ? 0.02 : 0.12);
    const foundOn = this.#dayWithin(400, 40);
    const isDone = this.#story.isWellKept || this.#random.chance(0.5);
    if (!isInspected || !this.#isOld || this.#rank === 0) return;
    const dueOn = addDays(foundOn, 90);
    const source = this.#setting.sources.of('integrity-measures');
    this.#folder.add('integrity-measures', {
      code: this.#code,
      item: '约谈',
      state: '有',
      subject: '收费公示不完整',
      on: foundOn,
      source,
    });
    this.#folder.add('integrity-measures', {
      code: this.#code,
      item: '整改',
      state: isDone && dueOn <= this.#until ? '已完成' : '进行中',
      subject: '补全收费公示',
      on: foundOn,
      dueOn,
      source,
    });
  }

  #writeIncentives(): void {
    const { evaluations, place, trouble } = this.#organisation;
    const isInTrouble = trouble.serious.length + trouble.abnormal.length + trouble.penalties.length > 0;
    const grade = evaluations.at(-1)?.grade ?? '';
    const isGood = grade === '5A' || grade === '4A';
    if (!this.#story.isWellKept || isInTrouble || !this.#happens(isGood ? 0.8 : 0.2)) return;
    const on = this.#dayWithin(1000, 30);
    const count = this.#rank < FIRST_STORIES.length ? 3 : 1;
    for (let i = 0; i < count; i++) {
      this.#folder.add('incentives', {
        code: this.#code,
        matter: MATTERS[(this.#rank + i) % MATTERS.length]!,
        manner: MANNERS[(this.#rank + i) % MANNERS.length]!,
        grantedBy: civilAffairsOf(place),
        on,
        basis: isGood ? `评估等级为${grade}` : '诚信自律建设典型',
        source: this.#setting.sources.of('incentives'),
      });
    }
  }

  /** Who stands on a list is restricted; some of the first, who do not, have been through it. */
  #writeRestrictions(): void {
    const { trouble, place, endedOn } = this.#organisation;
    const listing = [...trouble.serious, ...trouble.abnormal][0];
    const isPast = listing === undefined && !this.#story.isWellKept && this.#rank < FIRST_STORIES.length;
    if ((listing === undefined && !isPast) || endedOn !== undefined) return;
    const from = isPast ? this.#dayWithin(900, 500) : laterOf(listing!.listedOn, this.#since);
    const ending = ENDINGS[this.#rank % ENDINGS.length]!;
    const to = endOfTerm(from, isPast || ending === 'none' ? 12 : 24);
    this.#folder.add('restrictions', {
      code: this.#code,
      measure: RESTRICTIONS[this.#rank % RESTRICTIONS.length]!,
      imposedBy: civilAffairsOf(place),
      from,
      to,
      repairedOn: ending === 'repaired' ? laterOf(from, this.#dayWithin(200, 5)) : '',
      publishUntil:
        ending === 'over' ? laterOf(from, addDays(this.#until, -3)) : ending === 'running' ? addYears(from, 3) : '',
      basis: isPast ? '年度检查结论为不合格' : '列入名录名单',
      source: this.#setting.sources.of('restrictions'),
    });
  }
}

/** The code with a check character that does not fit: a slip of the pen. */
function withWrongCheck(code: string): string {
  return code.slice(0, -1) + (code.endsWith('1') ? '2' : '1');
}
