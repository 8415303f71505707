/** What the checks have to say about the data: values, gathered and printed in one place. */

export type Severity = 'error' | 'warning';

/** One finding, as `check --json` prints it. `message` and `suggestion` are Chinese; private numbers are masked. */
export interface Finding {
  severity: Severity;
  /** Stable kebab-case name of the cause; a key of `CAUSES`. */
  code: Cause;
  /** Dataset id; `''` for a file that belongs to none. */
  dataset: string;
  /** Path below the data folder. */
  file: string;
  /** Row as a spreadsheet numbers it, from 1; `null` for the whole file. */
  row: number | null;
  /** Column letter as a spreadsheet shows it; `null` for the whole row. */
  column: string | null;
  header: string | null;
  value: string | null;
  message: string;
  suggestion: string;
}

export interface CauseDescription {
  /** Heading under which findings of this cause are grouped. */
  title: string;
  severity: Severity;
  /** `stops`: nothing is published. `rejects`: the row is set aside. `keeps`: the row is published. */
  effect: 'stops' | 'rejects' | 'keeps';
}

function stops(title: string): CauseDescription {
  return { title, severity: 'error', effect: 'stops' };
}
function rejects(title: string): CauseDescription {
  return { title, severity: 'error', effect: 'rejects' };
}
function warns(title: string): CauseDescription {
  return { title, severity: 'warning', effect: 'keeps' };
}

/** Every cause a finding can have. `docs/data-format.md` lists them; a test holds the two together. */
export const CAUSES = {
  'unreadable-file': stops('文件读不出来'),
  'truncated-file': stops('文件没有保存完整'),
  'not-a-csv': stops('数据文件不是 CSV'),
  'missing-required-column': stops('缺少必填的列'),
  'missing-dataset': stops('缺少必备的数据'),
  'private-column': stops('含有个人信息的列'),
  'private-data': stops('单元格里有个人信息'),
  'duplicate-key': stops('主键重复'),
  'code-under-two-names': stops('同一代码用了两个名称'),
  'bad-site-file': stops('站点设置文件有误'),
  'bad-content': stops('文章文件有不允许的内容'),

  'missing-required-value': rejects('必填的格子是空的'),
  'bad-credit-code': rejects('统一社会信用代码不合规则'),
  'foreign-credit-code': rejects('不是民政部门核发的代码'),
  'not-an-enterprise-code': rejects('不是市场监管部门核发的代码'),
  'code-ruined-by-spreadsheet': rejects('代码被表格软件改坏'),
  'bad-date': rejects('日期认不出来'),
  'bad-choice': rejects('不在规定的取值之内'),
  'bad-year': rejects('年度认不出来'),
  'bad-number': rejects('数认不出来'),
  'bad-phrases': rejects('识别词认不出来'),
  'practitioner-named': rejects('写了从业人员的姓名或代码'),
  'removed-before-listed': rejects('移出日期早于列入日期'),
  'dates-out-of-order': rejects('日期先后颠倒'),
  'dangling-code': rejects('代码在登记数据里找不到'),
  'depends-on-rejected': rejects('所属组织的登记行已被搁置'),
  'name-not-on-illegal-list': rejects('易混名称不在非法名单上'),
  'extra-cells': rejects('这一行比表头多出格子'),
  'conflicting-columns': rejects('两列说的是同一件事，内容却不同'),

  'totals-row': { title: '合计行（不是记录，不公布）', severity: 'warning', effect: 'rejects' },
  'repeated-header': { title: '重复的表头（不是记录，不公布）', severity: 'warning', effect: 'rejects' },
  'unknown-file': warns('不认识的文件（已跳过）'),
  'unknown-column': warns('不认识的列（未公布）'),
  'unnamed-column': warns('没有表头的列'),
  'duplicate-column': warns('同一内容有两列'),
  'short-row': warns('这一行的格子比表头少'),
  'mended-quotes': warns('引号不成对'),
  'check-character': warns('代码的校验码不符'),
  'member-check-character': warns('会员代码的校验码不符'),
  'type-against-code': warns('组织类型与代码不一致'),
  'unknown-region': warns('行政区划代码查不到'),
  'unused-bad-value': warns('选填的格子认不出来（未采用）'),
  'bad-address': warns('网址不是 http 或 https'),
  'bad-amount': warns('金额认不出来（原样显示）'),
  'bad-percentage': warns('百分比认不出来（原样显示）'),
  'partial-date': warns('日期只到年或月'),
  'future-date': warns('日期在今天之后'),
  'unknown-ground': warns('事由不在规定的情形之内（原样显示）'),
  'unknown-tag': warns('组织标识不在常用取值之内（原样显示）'),
  'unknown-item': warns('事项不在常用取值之内（原样显示）'),
  'members-only-content': warns('只向会员公开的内容（未公布）'),
  'list-numbering': warns('名称前带有序号'),
  'several-names': warns('一个格子里像是有几个名称'),
  'invisible-characters': warns('含有看不见的字符'),
  'line-break-in-name': warns('名称里有换行'),
  'dangling-source': warns('来源编号找不到'),
  'same-name-two-codes': warns('同一名称有两个代码'),
  'former-name-is-current': warns('曾用名与现名相同'),
  'listed-before-registered': warns('列入日期早于成立登记日期'),
  'before-registration': warns('日期早于成立登记日期'),
  'certificate-ends-before-it-begins': warns('证书有效期至早于有效期自'),
  'two-years-on-abnormal-list': warns('在异常名录已满两年'),
  'qualification-without-charity': warns('有公开募捐资格却没有慈善组织记录'),
  'qualified-but-gone': warns('已注销、撤销的组织仍有有效的募捐资格'),
  'plan-without-qualification': warns('募捐方案开始时没有有效的募捐资格'),
  'filing-number-pattern': warns('备案编号不合常见格式'),
  'filing-number-owner': warns('备案编号里的代码不是这家组织的'),
  'bad-override': warns('人工认定有误（未采用）'),
  'reply-without-entry': warns('答复所说的记录没有公布（答复也不公布）'),
  'registered-name-on-illegal-list': warns('非法名单上的名称与登记的组织同名'),
  'fee-without-end': warns('前一收费标准没有终止日期'),
  'too-many-dues-tiers': warns('会费超过四档'),
  'floating-fee': warns('收费标准不是一个确定的数'),
  'dues-without-vote-date': warns('会费没有表决日期'),
  'dues-without-secret-ballot': warns('会费没有写明经无记名投票表决'),
  'collected-by-branch': warns('由分支机构收费'),
  'charged-twice': warns('同一事项重复收费'),
  'raised-fee': warns('收费标准比前一次高'),
  'dues-from-non-members': warns('向非会员收取会费'),
} as const satisfies Record<string, CauseDescription>;

export type Cause = keyof typeof CAUSES;

export function causeOf(code: Cause): CauseDescription {
  return CAUSES[code];
}

/** Whether any finding forbids publishing at all. */
export function mustStop(findings: readonly Finding[]): boolean {
  return findings.some((finding) => causeOf(finding.code).effect === 'stops');
}

/** What a column or row rule has to say; where it stands is added by the reader. */
export interface Remark {
  code: Cause;
  message: string;
  suggestion: string;
}
