/** Checks that need more than one row: keys, references, names, and what one dataset says against another. */
import { hash } from 'node:crypto';
import { DATASET_IDS, datasetOf, type DatasetId } from '../datasets/index.ts';
import type { Organisation } from '../datasets/organisations.ts';
import type { ListingRow } from '../datasets/listings.ts';
import type { CharityRow, PlanRow, QualificationRow } from '../datasets/charities.ts';
import type { BranchRow } from '../datasets/disclosure.ts';
import type { FeeRow } from '../datasets/fees.ts';
import type { LookAlikeRow } from '../datasets/look-alikes.ts';
import type { AcceptedCodeRow, RegionRow } from '../datasets/reference.ts';
import { endOf, startOf, type IsoDate } from '../domain/date.ts';
import { causeOf, type Cause, type Finding } from '../domain/finding.ts';
import { twoYearClock } from '../domain/listing.ts';
import { namesakeKey } from '../domain/name.ts';
import { quotedBriefly, textKey } from '../domain/text.ts';
import { qualificationState } from '../domain/standing.ts';
import { feeNotes, unclosedFees, type FeeNoteCode } from '../pledges/fees.ts';
import { displayed, RelationChecks, type Report } from './relation-checks.ts';
import type { StoredRow } from './stored-rows.ts';

/** Those of a dataset are made when they are asked for: a check whose outcome is known asks for none. */
export type RowsByDataset = Readonly<Record<DatasetId, readonly StoredRow[]>>;

/**
 * Looks at all rows together. Sets aside rows whose reference leads nowhere and drops findings that a person has
 * answered (accepted codes, regions of our own).
 */
export function checkRelations(
  rows: RowsByDataset,
  findings: readonly Finding[],
  asOf: IsoDate,
  checks: RelationChecks,
): Finding[] {
  const sources = new Set(rows.sources.map((row) => row.record['id'] as string));
  const ofSources = hash('sha1', [...sources].join('\u0001'), 'hex');
  // Of organisations few columns are asked for: a change of another has no part in what is found.
  checks.run('keys of organisations', [checks.organisations('code', 'name')], (report) =>
    checkKeys('organisations', rows.organisations, report),
  );
  // Without the register nothing has an owner; that was told once, and stops everything.
  const isRegisterMissing =
    checks.isEveryRejected('organisations') &&
    findings.some(({ dataset, code }) => dataset === 'organisations' && causeOf(code).effect === 'stops');
  if (isRegisterMissing) setAsideOwned(rows);
  checks.run('sources of organisations', [checks.organisations('source'), ofSources], (report) =>
    checkSources('organisations', rows.organisations, sources, report),
  );
  let known: ReadonlyMap<unknown, StoredRow> | undefined;
  const owners = () => (known ??= ownersByCode(rows.organisations));
  // What rows of others are rejected for: their owners, where those are rejected, and their sources.
  const references = [String(isRegisterMissing), checks.organisations('code'), ofSources];
  for (const id of DATASET_IDS) {
    if (id === 'organisations') continue;
    checks.run('keys', [checks.rows(id)], (report) => checkKeys(id, rows[id], report));
    checks.run('references', [checks.rows(id), ...references], (report) => {
      checkOwners(id, rows[id], owners, report);
      checkSources(id, rows[id], sources, report);
    });
    checks.letGo(id);
  }
  const named = [...references, checks.organisations('code', 'name')];
  checks.run('names', [...NAMED.map((id) => checks.rows(id)), ...named], (report) => checkNames(rows, report));
  checkLookAlikes(rows, checks.report);
  const registered = [...references, checks.organisations('code', 'registeredOn')];
  for (const [id, field] of DATED)
    checks.run('registration', [checks.rows(id), ...registered], (report) =>
      checkAgainstRegistration(rows, id, field, report),
    );
  const onDay = [...references, asOf];
  checks.run('lists', [...LISTINGS.map((id) => checks.rows(id)), ...onDay], (report) => checkLists(rows, asOf, report));
  checks.run(
    'fundraising',
    [...FUNDRAISING.map((id) => checks.rows(id)), ...onDay, checks.organisations('code', 'status')],
    (report) => checkFundraising(rows, asOf, report),
  );
  checks.run(
    'fees',
    [checks.rows('fees'), checks.rows('branches'), ...onDay, checks.organisations('code', 'name')],
    (report) => checkFees(rows, asOf, report),
  );
  return [...answered(findings, rows), ...checks.found];
}

/** What each group of checks looks at besides organisations. */
const NAMED = ['former-names', 'look-alikes', 'illegal-organisations'] as const;
const LISTINGS = ['abnormal-listings', 'serious-listings'] as const;
const FUNDRAISING = ['charities', 'fundraising-qualifications', 'fundraising-plans'] as const;

function alive(rows: readonly StoredRow[]): StoredRow[] {
  return rows.filter((row) => row.fate !== 'rejected');
}

function recordOf<T>(row: StoredRow): T {
  return row.record as T;
}

function place(row: StoredRow): string {
  return `${row.file.path} 第${row.number}行`;
}

/** Duplicate keys stop everything: nobody but the clerk can tell which row is right. */
function checkKeys(id: DatasetId, rows: readonly StoredRow[], report: Report): void {
  const dataset = datasetOf(id);
  const headers = dataset.key.map((field) => dataset.columns[field]!.header).join('＋');
  const seen = new Map<string, StoredRow>();
  for (const row of rows) {
    if (dataset.key.some((field) => row.record[field] === undefined && dataset.columns[field]!.required)) continue;
    const key = dataset.key.map((field) => keyPart(row.record[field])).join('\u0000');
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, row);
      continue;
    }
    const [name, other] = [first.record['name'], row.record['name']] as (string | undefined)[];
    if (id === 'organisations' && name !== undefined && other !== undefined && !isSameName(name, other)) {
      report(row, 'name', {
        code: 'code-under-two-names',
        message: `代码 ${displayed(row.record['code'])} 在 ${place(first)} 是「${name}」，在这里是「${other}」`,
        suggestion: '更名的，只留现名，旧名写进「曾用名」；录错代码的，请改正',
      });
    } else {
      report(row, dataset.key[0]!, {
        code: 'duplicate-key',
        message: `这一行与 ${place(first)} 的${headers}相同`,
        suggestion: '请删去多余的一行；两行内容不同的，请核对哪行正确',
      });
    }
  }
}

function keyPart(value: unknown): string {
  return value === undefined ? '' : textKey(displayed(value));
}

function isSameName(a: string, b: string): boolean {
  return namesakeKey(a) === namesakeKey(b);
}

function setAsideOwned(rows: RowsByDataset): void {
  for (const id of DATASET_IDS) {
    if (datasetOf(id).organisation !== undefined) for (const row of rows[id]) row.fate = 'rejected';
  }
}

function ownersByCode(organisations: readonly StoredRow[]): ReadonlyMap<unknown, StoredRow> {
  const owners = new Map<unknown, StoredRow>();
  for (const row of organisations) {
    const { code } = row.record;
    if (code !== undefined && owners.get(code)?.fate !== 'published') owners.set(code, row);
  }
  return owners;
}

function checkOwners(
  id: DatasetId,
  rows: readonly StoredRow[],
  owners: () => ReadonlyMap<unknown, StoredRow>,
  report: Report,
): void {
  const { organisation } = datasetOf(id);
  if (organisation === undefined) return;
  for (const row of alive(rows)) {
    const code = row.record[organisation] as string;
    const owner = owners().get(code);
    if (owner === undefined) {
      report(row, organisation, {
        code: 'dangling-code',
        message: `登记数据里没有代码 ${code}`,
        suggestion: '请核对代码，或先把这家组织加进「社会组织登记」',
      });
    } else if (owner.fate === 'rejected') {
      report(row, organisation, {
        code: 'depends-on-rejected',
        message: `代码 ${code} 的登记行（${place(owner)}）有错，已被搁置，这一行也随之搁置`,
        suggestion: '改正登记行后会一起公布',
      });
    }
  }
}

function checkSources(id: DatasetId, rows: readonly StoredRow[], sources: ReadonlySet<string>, report: Report): void {
  const { source } = datasetOf(id);
  if (source === undefined) return;
  for (const row of alive(rows)) {
    const named = (row.record[source] as readonly string[] | undefined) ?? [];
    const unknown = named.filter((each) => !sources.has(each));
    if (unknown.length > 0) {
      report(row, source, {
        code: 'dangling-source',
        message: `「信息来源」里没有编号${quotedBriefly(unknown)}`,
        suggestion: '请核对编号，或把这个来源加进 sources.csv',
      });
    }
  }
}

function checkNames(rows: RowsByDataset, report: Report): void {
  const byName = new Map<string, StoredRow>();
  const currentNames = new Map<unknown, string>();
  for (const row of alive(rows.organisations)) {
    const { name, code } = recordOf<Organisation>(row);
    currentNames.set(code, name);
    const key = namesakeKey(name);
    const first = byName.get(key);
    if (first === undefined) byName.set(key, row);
    else if (first.record['code'] !== code) {
      report(row, 'name', {
        code: 'same-name-two-codes',
        message: `「${name}」在 ${place(first)} 的代码是 ${displayed(first.record['code'])}，这里是 ${code}`,
        suggestion: '不同地方的同名组织可以并存；同一家组织请只留一个代码',
      });
    }
  }
  for (const row of alive(rows['former-names'])) {
    const current = currentNames.get(row.record['code']);
    if (current !== undefined && isSameName(current, row.record['formerName'] as string)) {
      report(row, 'formerName', {
        code: 'former-name-is-current',
        message: `曾用名与现名「${current}」相同`,
        suggestion: '请核对；没有更过名的，删去这一行',
      });
    }
  }
  const confirmed = new Set(
    alive(rows['look-alikes'])
      .map((row) => recordOf<LookAlikeRow>(row))
      .filter(({ name, code }) => isSameName(name, currentNames.get(code) ?? ''))
      .map(({ name }) => namesakeKey(name)),
  );
  for (const row of alive(rows['illegal-organisations'])) {
    const namesake = byName.get(namesakeKey(row.record['name'] as string));
    // The announcement itself may name the lawful namesake, or a person has confirmed it: then the clerk knows.
    const known =
      (row.record['resembles'] as readonly string[] | undefined)?.some((name) =>
        isSameName(name, row.record['name'] as string),
      ) === true || confirmed.has(namesakeKey(row.record['name'] as string));
    if (namesake !== undefined && !known) {
      report(row, 'name', {
        code: 'registered-name-on-illegal-list',
        message: `名单上的「${displayed(row.record['name'])}」与登记的组织（${place(namesake)}，代码 ${displayed(namesake.record['code'])}）同名`,
        suggestion:
          '可能是冒用或巧合，两边都会公布并提示核对代码；确认属实的，把这个名称也填进「与之相近的合法社会组织」，或在「易混名称」里加一行',
      });
    }
  }
}

/** A pair is published only beside the list that the name is on. */
function checkLookAlikes(rows: RowsByDataset, report: Report): void {
  const listed = Map.groupBy(rows['illegal-organisations'], ({ record: { name } }) =>
    typeof name === 'string' ? namesakeKey(name) : '',
  );
  for (const row of alive(rows['look-alikes'])) {
    const { name } = recordOf<LookAlikeRow>(row);
    const entries = listed.get(namesakeKey(name)) ?? [];
    const [rejected] = entries;
    if (entries.every((entry) => entry.fate === 'rejected')) {
      report(row, 'name', {
        code: 'name-not-on-illegal-list',
        message:
          rejected === undefined
            ? `「非法社会组织」里没有「${name}」这个名称`
            : `「${name}」在名单上的那一行（${place(rejected)}）有错，已被搁置，这一行也随之搁置`,
        suggestion: '请核对名称；只有非法名单上的名称才能写进「易混名称」',
      });
    } else if (entries.every((entry) => entry.fate !== 'published')) row.fate = 'withheld';
  }
}

/** Days on which something happened to an organisation. */
const DATED: readonly (readonly [DatasetId, string])[] = [
  ['abnormal-listings', 'listedOn'],
  ['serious-listings', 'listedOn'],
  ['penalties', 'decidedOn'],
  ['evaluations', 'evaluatedOn'],
  ['charities', 'recognisedOn'],
  ['fundraising-qualifications', 'obtainedOn'],
  ['former-names', 'changedOn'],
  ['fees', 'from'],
  ['discipline-actions', 'decidedOn'],
  ['member-credit', 'assessedOn'],
  ['branches', 'establishedOn'],
  ['disclosures', 'disclosedOn'],
  ['incentives', 'on'],
  ['restrictions', 'from'],
];

/** What happened to an organisation before it was registered is usually a slip of a year. */
function checkAgainstRegistration(rows: RowsByDataset, id: DatasetId, field: string, report: Report): void {
  const registered = new Map(
    alive(rows.organisations).map((row) => [row.record['code'], row.record['registeredOn'] as IsoDate | undefined]),
  );
  const isListing = id === 'abnormal-listings' || id === 'serious-listings';
  const header = datasetOf(id).columns[field]!.header;
  for (const row of alive(rows[id])) {
    const since = registered.get(row.record['code']);
    const day = row.record[field] as IsoDate | undefined;
    if (since === undefined || day === undefined || endOf(day) >= startOf(since)) continue;
    report(row, field, {
      code: isListing ? 'listed-before-registered' : 'before-registration',
      message: `「${header}」${day} 早于这家组织的成立登记日期 ${since}`,
      suggestion: '请核对两个日期和代码',
    });
  }
}

function byCode<T>(rows: readonly StoredRow[]): Map<string, { row: StoredRow; record: T }[]> {
  const groups = new Map<string, { row: StoredRow; record: T }[]>();
  for (const row of alive(rows)) {
    const code = row.record['code'] as string;
    const group = groups.get(code);
    if (group) group.push({ row, record: recordOf<T>(row) });
    else groups.set(code, [{ row, record: recordOf<T>(row) }]);
  }
  return groups;
}

function checkLists(rows: RowsByDataset, asOf: IsoDate, report: Report): void {
  const serious = byCode<ListingRow>(rows['serious-listings'].filter((row) => row.fate === 'published'));
  for (const [code, entries] of byCode<ListingRow>(
    rows['abnormal-listings'].filter((row) => row.fate === 'published'),
  )) {
    const clock = twoYearClock(
      entries.map((entry) => entry.record),
      asOf,
    );
    if (!clock?.isDue || serious.has(code)) continue;
    const last = entries.find((entry) => startOf(entry.record.listedOn) === clock.countedFrom) ?? entries[0]!;
    report(last.row, 'listedOn', {
      code: 'two-years-on-abnormal-list',
      message: `从 ${clock.countedFrom} 起在活动异常名录已满两年（${clock.dueOn}），严重违法失信名单里没有这家组织`,
      suggestion: '已移出或已转入严重违法失信名单的，请补上',
    });
  }
}

function checkFundraising(rows: RowsByDataset, asOf: IsoDate, report: Report): void {
  const organisations = new Map(
    alive(rows.organisations).map((row) => [row.record['code'] as string, recordOf<Organisation>(row)]),
  );
  const charity = byCode<CharityRow>(rows.charities);
  const qualifications = byCode<QualificationRow>(rows['fundraising-qualifications']);
  for (const [code, entries] of qualifications) {
    const gone = organisations.get(code)?.status !== '正常';
    for (const { row, record } of entries) {
      if (rows.charities.length > 0 && !charity.has(code)) {
        report(row, 'code', {
          code: 'qualification-without-charity',
          message: '有公开募捐资格，却没有慈善组织的认定或登记记录',
          suggestion: '请补上慈善组织记录，或核对代码',
        });
      }
      if (gone && qualificationState(record, asOf) === 'valid') {
        report(row, 'code', {
          code: 'qualified-but-gone',
          message: `登记状态是「${organisations.get(code)?.status ?? ''}」，公开募捐资格却没有终止`,
          suggestion: '请补上终止日期；本站按不能募捐显示',
        });
      }
    }
  }
  for (const row of alive(rows['fundraising-plans'])) {
    const plan = recordOf<PlanRow>(row);
    const start = startOf(plan.startsOn);
    const valid = qualifications.get(plan.code)?.some((entry) => qualificationState(entry.record, start) === 'valid');
    if (rows['fundraising-qualifications'].length > 0 && !valid) {
      report(row, 'startsOn', {
        code: 'plan-without-qualification',
        message: `募捐方案 ${plan.startsOn} 开始时，数据里没有有效的公开募捐资格`,
        suggestion: '请核对资格的起止日期，或补上资格记录',
      });
    }
  }
}

/** The cell that a note is about, and what to do. */
const FEE_ADVICE: Readonly<Record<FeeNoteCode, { field: keyof FeeRow; suggestion: string }>> = {
  'too-many-dues-tiers': {
    field: 'tier',
    suggestion: '请核对档次；已经停收的档次，请填上终止日期',
  },
  'floating-fee': { field: 'standard', suggestion: '定的是一个确定的数的，请照实填写；确实是浮动的，原样公布' },
  'dues-without-vote-date': { field: 'votedOn', suggestion: '请补上会员（代表）大会表决的日期' },
  'dues-without-secret-ballot': { field: 'voteManner', suggestion: '确实是无记名投票的，请补上；不是的，照实填写' },
  'collected-by-branch': {
    field: 'collector',
    suggestion: '其实由本会收取的，请清空收费单位；确实由分支机构收取的，原样公布',
  },
  'charged-twice': {
    field: 'item',
    suggestion: '其中一条已经停收的，请填上终止日期；收费类别填错的，请改正；确实都在收的，原样公布',
  },
  'raised-fee': { field: 'amount', suggestion: '请核对两个标准和计费单位；确实提高了的，原样公布' },
  'dues-from-non-members': { field: 'item', suggestion: '不是会费的，请改收费类别；确实向非会员收取的，原样公布' },
};

/** What the fees of an association say against one another and against its branches. Told, and published as they are. */
function checkFees(rows: RowsByDataset, asOf: IsoDate, report: Report): void {
  const names = new Map(
    alive(rows.organisations).map((row) => [row.record['code'] as string, row.record['name'] as string]),
  );
  const branches = byCode<BranchRow>(rows.branches);
  for (const [code, entries] of byCode<FeeRow>(rows.fees)) {
    const rowOf = new Map(entries.map(({ row, record }) => [record, row]));
    const fees = entries.map(({ record }) => record);
    const context = { asOf, name: names.get(code) };
    const own = (branches.get(code) ?? []).map(({ record }) => record);
    for (const { code: cause, rows: about, words, basis } of feeNotes(fees, own, context)) {
      const { field, suggestion } = FEE_ADVICE[cause];
      report(rowOf.get(about.at(-1)!)!, field, { code: cause, message: `${words}。${basis}`, suggestion });
    }
    for (const fee of unclosedFees(fees, context)) {
      report(rowOf.get(fee)!, 'to', {
        code: 'fee-without-end',
        message: `「${fee.item}」后来有了新的标准，从 ${fee.from} 起的这一条却没有终止日期`,
        suggestion: '请填上按旧标准收的最后一天；两条标准都在收的，请用档次或收费项目区分开',
      });
    }
  }
}

/** Findings without those that `accepted-codes.csv` and `regions.csv` answer. */
function answered(findings: readonly Finding[], rows: RowsByDataset): Finding[] {
  const answers: Partial<Record<Cause, ReadonlySet<string>>> = {
    'check-character': new Set(alive(rows['accepted-codes']).map((row) => recordOf<AcceptedCodeRow>(row).code)),
    'unknown-region': new Set(alive(rows.regions).map((row) => recordOf<RegionRow>(row).code)),
  };
  // Both causes quote the code they are about first; the cell may have it in another form.
  return findings.filter(({ code, message }) => !answers[code]?.has(/「(.*?)」/.exec(message)?.[1] ?? ''));
}
